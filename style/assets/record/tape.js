// A MediaRecorder that gives what it has every second or two, in the best form that the
// browser writes: H.264 is passed on by the server as it is, the rest is encoded anew.

const PIECE_MS = 2_000;
// MP4 leaves the recorder in fragments, from one whole picture to the next. Asked more often than
// there are such pictures, it gives each as soon as it is there.
const FRAGMENT_LOOK_MS = 1_000;
const FORMS = [
  "video/mp4;codecs=avc1.64001f,mp4a.40.2",
  "video/mp4;codecs=avc1.42e01f,mp4a.40.2",
  "video/mp4;codecs=avc1.64001f,opus",
  "video/mp4;codecs=avc1.42e01f,opus",
  "video/webm;codecs=vp9,opus",
  "video/webm;codecs=vp8,opus",
  "video/webm",
  "video/mp4",
];
const RATES = { videoBitsPerSecond: 2_500_000, audioBitsPerSecond: 128_000 };

/**
 * - `onPiece(blob)`: in order, to be put one after another
 * - `onStop()`: after the last piece
 * - `onError()`: the browser cannot go on
 */
export function recorder(stream, { onPiece, onStop, onError }) {
  const mimeType = FORMS.find((form) => MediaRecorder.isTypeSupported(form));
  const tape = new MediaRecorder(stream, { mimeType, ...RATES, videoKeyFrameIntervalDuration: PIECE_MS });
  const mp4 = mimeType?.startsWith("video/mp4");
  let listening = true;
  tape.ondataavailable = ({ data }) => listening && onPiece(data);
  tape.onstop = () => listening && onStop();
  tape.onerror = () => listening && onError();
  const running = () => tape.state !== "inactive";
  return {
    extension: mp4 ? "mp4" : "webm",
    start: () => tape.start(mp4 ? FRAGMENT_LOOK_MS : PIECE_MS),
    pause: () => running() && tape.pause(),
    resume: () => running() && tape.resume(),
    // One that has stopped by itself says so itself.
    stop: () => running() && tape.stop(),
    /** Stops, and says no more. */
    abandon() {
      listening = false;
      if (running()) tape.stop();
    },
  };
}
