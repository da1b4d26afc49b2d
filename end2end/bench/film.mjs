// Films that ffmpeg makes, and their way to a session that plays.
import { execFileSync } from "node:child_process";
import { rmSync, statSync } from "node:fs";
import path from "node:path";

import { api } from "./http.mjs";
import { WORK, sleep } from "./server.mjs";
import { ofFile, patch } from "./tus.mjs";

/**
 * Like a camera's: something moves, there is grain, and a key picture every second. A short part
 * is encoded and said over: no encoder remembers that far back.
 */
export function film(name, { size = "1280x720", rate = "6M", part = 15, times = 4, sound = "sine=frequency=220" } = {}) {
  const file = path.join(WORK, `${name}.mp4`);
  const once = path.join(WORK, `${name}-part.mp4`);
  const ffmpeg = (...args) => execFileSync("ffmpeg", ["-v", "error", "-nostdin", "-y", ...args]);
  ffmpeg(
    ...["-f", "lavfi", "-i", `testsrc2=size=${size}:rate=30,noise=alls=4:allf=t`, "-t", String(part)],
    ...["-c:v", "libx264", "-preset", "ultrafast", "-b:v", rate, "-g", "30", "-pix_fmt", "yuv420p", once],
  );
  ffmpeg(
    ...["-stream_loop", String(times - 1), "-i", once, "-f", "lavfi", "-i", `${sound}:sample_rate=48000`],
    ...["-map", "0:v", "-map", "1:a", "-c:v", "copy", "-c:a", "aac", "-b:a", "128k", "-t", String(part * times)],
    ...["-movflags", "+faststart", file],
  );
  rmSync(once);
  return file;
}

/** A recording of which nothing has arrived, for an item of its own. */
export async function announce(server, cookie, { title, size, filename = "class.mp4" }) {
  const { json: item } = await api(server, "POST", "/api/v1/items", {
    cookie,
    body: { kind: "class", title, source_key: `BENCH-${title.en}` },
  });
  const body = { item_id: item.id, filename, size };
  const { json: recording } = await api(server, "POST", "/api/v1/recordings", { cookie, body });
  return { item, recording };
}

/** Sends a film in one piece; `lastByte` is when the kernel had taken the last of it. */
export async function upload(server, cookie, file, title) {
  const size = statSync(file).size;
  const { item, recording } = await announce(server, cookie, { title, size });
  const lastByte = await patch(server, cookie, recording.upload_url, { offset: 0, length: size, chunks: ofFile(file) });
  return { item, recording, lastByte };
}

/** Waits until a recording is `playable` or `ready`; gives back how long after `since` that was, in seconds. */
export async function reached(server, cookie, recording, state, since) {
  for (;;) {
    const { json: now } = await api(server, "GET", `/api/v1/recordings/${recording.id}`, { cookie });
    const seconds = (performance.now() - since) / 1000;
    if (now.state === "failed") throw new Error(`the film was refused: ${now.problem}`);
    if (now.state === "ready" || now.state === state) return { seconds, renditions: now.renditions };
    await sleep(100);
  }
}

/** The recording as a session that anybody may see. */
export async function publish(server, cookie, { item, recording }) {
  const body = { item_id: item.id, recording_id: recording.id, audience: "public" };
  const { json: session } = await api(server, "POST", "/api/v1/sessions", { cookie, body });
  await api(server, "POST", `/api/v1/sessions/${session.id}/publish`, { cookie });
  return session;
}
