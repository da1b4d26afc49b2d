// Beside a film, a text with times in it: one plays from the line where the caret stands, and writes
// down where the film is.
//
//   <div data-editor> <hls-video>... <textarea> <button data-play-here> <button data-insert-time> </div>
//
// The form is complete without this script; the buttons are hidden until it runs.

const TIME = /(?:(\d+):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,3}))?/;

/** The first time that a text holds, in seconds. */
function seconds(text) {
  const found = TIME.exec(text);
  if (!found) return null;
  const [, hours = "0", minutes, whole, part = "0"] = found;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(whole) + Number(`0.${part}`);
}

/** As the captions write it: 00:01:02.300. */
function clock(at) {
  const ms = Math.round(at * 1000);
  const two = (value) => `${Math.floor(value)}`.padStart(2, "0");
  return `${two(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1000) % 60)}.${`${ms % 1000}`.padStart(3, "0")}`;
}

for (const editor of document.querySelectorAll("[data-editor]")) {
  const video = editor.querySelector("hls-video");
  const text = editor.querySelector("textarea");
  const here = editor.querySelector("[data-play-here]");
  const insert = editor.querySelector("[data-insert-time]");
  if (!video || !text) continue;

  here?.addEventListener("click", () => {
    // The line of the caret, or the nearest before it that has a time.
    const end = text.value.indexOf("\n", text.selectionStart);
    const lines = text.value.slice(0, end < 0 ? undefined : end).split("\n");
    const at = lines.reduceRight((found, line) => found ?? seconds(line), null);
    if (at === null) return;
    const go = () => {
      video.currentTime = at;
    };
    // Before its first play nothing of it is here.
    if (video.readyState > 0) go();
    else video.addEventListener("loadedmetadata", go, { once: true });
    video.play()?.catch(() => {});
  });
  insert?.addEventListener("click", () => {
    text.focus();
    text.setRangeText(clock(video.currentTime || 0), text.selectionStart, text.selectionEnd, "end");
  });
  for (const button of [here, insert]) button?.removeAttribute("hidden");
}
