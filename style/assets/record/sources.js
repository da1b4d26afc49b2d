// What is recorded: a camera, a screen, or a screen with the camera in its corner,
// and every sound that goes with it, mixed.

const WIDTH = 1280;
const HEIGHT = 720;
const PER_SECOND = 30;
const CAMERA = { width: { ideal: WIDTH }, height: { ideal: HEIGHT }, frameRate: { ideal: PER_SECOND, max: PER_SECOND } };
const SCREEN = {
  video: { frameRate: { ideal: PER_SECOND, max: PER_SECOND } },
  audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
  // This page in its own picture would be a hall of mirrors.
  selfBrowserSurface: "exclude",
  surfaceSwitching: "include",
  systemAudio: "include",
};
const VOICE = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

/** Whether this browser can record at all. */
export const able = () => Boolean(window.MediaRecorder && navigator.mediaDevices?.getUserMedia);
/** Whether it can record a screen; telephones cannot. */
export const seesScreens = () => Boolean(navigator.mediaDevices?.getDisplayMedia);

const missing = (problem) => ["NotFoundError", "OverconstrainedError"].includes(problem.name);
const media = (constraints) => navigator.mediaDevices.getUserMedia(constraints);

/** The camera with the microphone, or without where there is none. */
const camera = () => media({ video: CAMERA, audio: VOICE }).catch((problem) => {
  if (!missing(problem)) throw problem;
  return media({ video: CAMERA });
});

/** Ticks in a tab that nobody looks at too, where the page's own clocks are slowed down. */
function metronome(tick) {
  const beat = `setInterval(() => postMessage(0), ${1000 / PER_SECOND})`;
  const url = URL.createObjectURL(new Blob([beat], { type: "text/javascript" }));
  const worker = new Worker(url);
  worker.onmessage = tick;
  return () => {
    worker.terminate();
    URL.revokeObjectURL(url);
  };
}

async function player(track) {
  const video = document.createElement("video");
  video.muted = true;
  video.playsInline = true;
  video.srcObject = new MediaStream([track]);
  await video.play();
  return video;
}

/** Draws a picture as large as it fits, in the middle. */
function draw(pen, video, { x, y, width, height }) {
  const { videoWidth, videoHeight } = video;
  if (!videoWidth) return;
  const scale = Math.min(width / videoWidth, height / videoHeight);
  const [w, h] = [videoWidth * scale, videoHeight * scale];
  pen.drawImage(video, x + (width - w) / 2, y + (height - h) / 2, w, h);
}

/** One picture of a size that never changes, whatever a window or a telephone is turned into. */
async function composed(main, corner) {
  const [under, over] = await Promise.all([player(main), corner && player(corner)]);
  const upright = !corner && under.videoHeight > under.videoWidth;
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = upright ? [HEIGHT, WIDTH] : [WIDTH, HEIGHT];
  const pen = canvas.getContext("2d", { alpha: false });
  const whole = { x: 0, y: 0, width: canvas.width, height: canvas.height };
  const side = canvas.width / 4;
  const place = over && { width: side, height: (side * over.videoHeight) / over.videoWidth };
  if (place) [place.x, place.y] = [canvas.width - place.width - 24, canvas.height - place.height - 24];
  // One frame for each time it is painted, and none between.
  const [track] = canvas.captureStream(0).getVideoTracks();
  const paint = () => {
    pen.fillStyle = "#000";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    draw(pen, under, whole);
    if (place) inset();
    track.requestFrame();
  };
  const inset = () => {
    pen.fillStyle = "#fff";
    pen.fillRect(place.x - 3, place.y - 3, place.width + 6, place.height + 6);
    pen.fillStyle = "#000";
    pen.fillRect(place.x, place.y, place.width, place.height);
    draw(pen, over, place);
  };
  const stop = metronome(paint);
  return { track, stop };
}

/** Mixes what is heard; `level()` is how loud the microphone is, from 0 to 1. */
function mixed(voice, others) {
  const room = new AudioContext();
  void room.resume();
  const out = room.createMediaStreamDestination();
  const meter = room.createAnalyser();
  meter.fftSize = 1024;
  const wave = new Float32Array(meter.fftSize);
  const enter = (track) => room.createMediaStreamSource(new MediaStream([track]));
  if (voice) enter(voice).connect(meter).connect(out);
  for (const track of others) enter(track).connect(out);
  const level = () => {
    meter.getFloatTimeDomainData(wave);
    const power = wave.reduce((sum, value) => sum + value * value, 0) / wave.length;
    // From -60 dB, which is a quiet room, to full.
    return Math.min(1, Math.max(0, 1 + (10 * Math.log10(power + 1e-12)) / 60));
  };
  return { track: out.stream.getAudioTracks()[0], level, close: () => room.close() };
}

/**
 * Asks for what `kind` names: `camera`, `screen` or `both`. `stream` is what to
 * record, `voice` says whether there is a microphone; `onEnded` when a picture or
 * the microphone is taken away from outside.
 */
export async function open(kind, onEnded) {
  const taken = [];
  const close = [() => taken.forEach((stream) => stream.getTracks().forEach((track) => track.stop()))];
  const take = async (asked) => {
    const stream = await asked;
    taken.push(stream);
    return stream;
  };
  try {
    // The screen first: it is only given right after a press of a button.
    const screen = kind === "camera" ? null : await take(navigator.mediaDevices.getDisplayMedia(SCREEN));
    const person = kind === "screen"
      ? await take(media({ audio: VOICE })).catch(() => new MediaStream())
      : await take(camera());
    const [voice] = person.getAudioTracks();
    const [face] = person.getVideoTracks();
    const [shown] = screen?.getVideoTracks() ?? [];
    const turns = matchMedia("(pointer: coarse)").matches;
    const picture = shown || turns ? await composed(shown ?? face, shown && face) : { track: face };
    if (picture.stop) close.push(picture.stop, () => picture.track.stop());
    const heard = [voice, ...(screen?.getAudioTracks() ?? [])].filter(Boolean);
    const sound = mixed(voice, heard.filter((track) => track !== voice));
    close.push(sound.close);
    for (const track of [shown, face, voice]) track?.addEventListener("ended", onEnded);
    const stream = new MediaStream([picture.track, ...(heard.length ? [sound.track] : [])]);
    return { stream, voice: Boolean(voice), level: sound.level, close: () => close.forEach((end) => end()) };
  } catch (problem) {
    close.forEach((end) => end());
    throw problem;
  }
}
