// The picture of somebody who signs, in step with the class: shown when its button is pressed.

// Nobody sees less; more, and hands and lips part.
const DRIFT_S = 0.2;

export function signsBeside(controller) {
  const box = controller.querySelector("[data-signs]");
  const button = controller.querySelector("[data-signs-button]");
  const main = controller.querySelector("hls-video[slot=media]");
  if (!box || !button || !main) return;
  let signs;

  const keepStep = () => {
    if (box.hidden || !signs) return;
    if (signs.playbackRate !== main.playbackRate) signs.playbackRate = main.playbackRate;
    if (Math.abs(signs.currentTime - main.currentTime) > DRIFT_S) signs.currentTime = main.currentTime;
    if (main.paused) signs.pause();
    else if (signs.paused && !signs.ended) signs.play().catch(() => {});
  };
  for (const event of ["play", "playing", "pause", "seeked", "ratechange", "timeupdate", "ended"]) {
    main.addEventListener(event, keepStep);
  }
  button.addEventListener("click", () => {
    box.hidden = !box.hidden;
    button.setAttribute("aria-pressed", `${!box.hidden}`);
    if (box.hidden) {
      signs.pause();
      return;
    }
    // Made when somebody wants it: a page has one film until then.
    if (!signs) {
      signs = document.createElement("hls-video");
      for (const name of ["muted", "playsinline", "crossorigin"]) signs.setAttribute(name, "");
      signs.setAttribute("preload", "auto");
      signs.setAttribute("tabindex", "-1");
      signs.addEventListener("loadedmetadata", keepStep);
      box.append(signs);
      signs.setAttribute("src", box.dataset.src);
    }
    keepStep();
  });
}
