// Encoders: one whose pictures carry their number, so that whoever sees one knows when it was made, and
// one that passes on what was encoded beforehand, so that it takes next to nothing of the machine.
import { execFileSync } from "node:child_process";
import path from "node:path";

import { WORK, begin, sleep } from "./server.mjs";

export const WIDTH = 640;
const HEIGHT = 360;
export const PER_SECOND = 30;
/** The number is a row of squares at the top: sixteen of its own, white for one, and four that confirm it. */
export const SQUARES = 20;
export const SQUARE = WIDTH / SQUARES;

/** What the four confirm: the number's own parts, one over the other. */
export const confirmed = (number) => (number ^ (number >> 4) ^ (number >> 8) ^ (number >> 12) ^ 0b1010) & 15;

const X264 = ["-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-pix_fmt", "yuv420p"];
const sound = ["-re", "-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000"];

/** Pictures of a moving pattern, without a compressor: two seconds of them, said over. */
function pattern(scale) {
  const source = `testsrc2=size=${WIDTH * scale}x${HEIGHT * scale}:rate=${PER_SECOND}:duration=2`;
  const args = ["-v", "error", "-nostdin", "-f", "lavfi", "-i", source, "-pix_fmt", "yuv420p", "-f", "rawvideo", "-"];
  const all = execFileSync("ffmpeg", args, { maxBuffer: 2 ** 26 * scale * scale });
  const size = (WIDTH * HEIGHT * scale * scale * 3) / 2;
  return Array.from({ length: all.length / size }, (_, place) => all.subarray(place * size, (place + 1) * size));
}

/** Draws a number into a picture; of a larger one, its last sixteen bits. */
function draw(picture, number, scale) {
  const bits = ((number & 0xffff) << 4) | confirmed(number);
  const [width, side] = [WIDTH * scale, SQUARE * scale];
  for (let line = 0; line < side; line++) {
    for (let square = 0; square < SQUARES; square++) {
      const at = line * width + square * side;
      picture.fill((bits >> (SQUARES - 1 - square)) & 1 ? 235 : 16, at, at + side);
    }
  }
  // Without colour: two planes of a quarter of the size.
  const luma = width * HEIGHT * scale;
  for (const plane of [luma, luma + luma / 4]) picture.fill(128, plane, plane + (side / 2) * (width / 2));
}

/**
 * Sends numbered pictures, each made when its time has come. `made[number]` is when that was, in
 * milliseconds since 1970; `behind` how many at most have waited for the encoder. They are 640 pixels wide, or
 * `scale` times that.
 */
export function sendNumbered(url, scale = 1) {
  const pictures = pattern(scale);
  const rate = `${1500 * scale}k`;
  const raw = ["-probesize", "32", "-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", `${WIDTH * scale}x${HEIGHT * scale}`, "-r", String(PER_SECOND)];
  const args = [
    ...["-v", "error", "-fflags", "nobuffer", ...raw, "-i", "pipe:0", ...sound, ...X264, "-g", String(2 * PER_SECOND)],
    ...["-b:v", rate, "-maxrate", rate, "-bufsize", rate, "-c:a", "aac", "-ac", "2", "-f", "flv", url],
  ];
  const child = begin("ffmpeg", args, { stdio: ["pipe", "ignore", "inherit"] });
  child.stdin.on("error", () => undefined);
  const made = [];
  let behind = 0;
  const began = performance.now();
  const tick = () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    while (performance.now() - began >= (made.length * 1000) / PER_SECOND) {
      const picture = Buffer.from(pictures[made.length % pictures.length]);
      draw(picture, made.length, scale);
      made.push(Date.now());
      child.stdin.write(picture);
      // A program that starts may take its time.
      if (made.length > 2 * PER_SECOND) behind = Math.max(behind, child.stdin.writableLength / picture.length);
    }
    setTimeout(tick, Math.max(1, (made.length * 1000) / PER_SECOND - (performance.now() - began)));
  };
  tick();
  return { child, made, began: made[0], behind: () => behind };
}

/** A class as a camera's encoder sends it: so many seconds, a key picture every `apart`. */
export function encoded(name, { rate, apart = 2, seconds = 12, size = "1280x720" }) {
  const file = path.join(WORK, `${name}.flv`);
  const picture = `testsrc2=size=${size}:rate=${PER_SECOND}:duration=${seconds},noise=alls=4:allf=t`;
  const tone = `sine=frequency=440:sample_rate=48000:duration=${seconds}`;
  execFileSync("ffmpeg", [
    ...["-v", "error", "-nostdin", "-y", "-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", tone, ...X264],
    ...["-b:v", rate, "-maxrate", rate, "-bufsize", rate, "-g", String(apart * PER_SECOND), "-keyint_min", String(apart * PER_SECOND)],
    ...["-sc_threshold", "0", "-c:a", "aac", "-ac", "2", file],
  ]);
  return file;
}

/** Sends what was encoded beforehand, again and again, at the pace of life. */
export const sendEncoded = (file, url) =>
  begin("ffmpeg", ["-v", "error", "-nostdin", "-re", "-stream_loop", "-1", "-i", file, "-c", "copy", "-f", "flv", url], {
    stdio: ["ignore", "ignore", "inherit"],
  });

/** Pulls the plug. */
export async function unplug(child) {
  child.kill("SIGKILL");
  await child.ended;
  await sleep(100);
}
