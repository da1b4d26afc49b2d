// From an uploaded film to a session that plays, and from a table to an inventory. Leaves a data
// folder in which one session is published.
import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import path from "node:path";

import { figure, remark } from "./figures.mjs";
import { api, request, signIn } from "./http.mjs";
import { FIRST_RENDITION, LADDER, LADDER_CPU } from "./peer.mjs";
import { DATA, PASSWORD, STAFF, WORK, cpuSeconds, createAccounts, serve, sleep } from "./server.mjs";

const SECONDS = 60;
const ROWS = 10_000;

/** Like a camera's: something moves, there is grain, and a key picture every second. */
function film() {
  const file = path.join(WORK, "class.mp4");
  const ffmpeg = (...args) => execFileSync("ffmpeg", ["-v", "error", "-nostdin", ...args]);
  // Fifteen seconds four times over: no encoder remembers that far back.
  const part = path.join(WORK, "part.mp4");
  ffmpeg(
    ...["-f", "lavfi", "-i", "testsrc2=size=1280x720:rate=30,noise=alls=4:allf=t", "-t", String(SECONDS / 4)],
    ...["-c:v", "libx264", "-preset", "ultrafast", "-b:v", "6M", "-g", "30", "-pix_fmt", "yuv420p", part],
  );
  ffmpeg(
    ...["-stream_loop", "3", "-i", part, "-f", "lavfi", "-i", "sine=frequency=220:sample_rate=48000"],
    ...["-map", "0:v", "-map", "1:a", "-c:v", "copy", "-c:a", "aac", "-b:a", "128k", "-t", String(SECONDS)],
    ...["-movflags", "+faststart", file],
  );
  return file;
}

async function upload(server, cookie, file) {
  const { json: item } = await api(server, "POST", "/api/v1/items", {
    cookie,
    body: { kind: "class", title: { fr: "Étirements du matin", en: "Morning stretches" }, source_key: "BENCH-FILM" },
  });
  const bytes = readFileSync(file);
  const { json: recording } = await api(server, "POST", "/api/v1/recordings", {
    cookie,
    body: { item_id: item.id, filename: "class.mp4", size: bytes.length },
  });
  const answer = await request("PATCH", server.url + recording.upload_url, {
    headers: {
      cookie,
      "tus-resumable": "1.0.0",
      "upload-offset": "0",
      "content-type": "application/offset+octet-stream",
      "content-length": bytes.length,
    },
    body: bytes,
  });
  if (answer.status !== 204) throw new Error(`upload: ${answer.status} ${answer.body}`);
  return { item, recording, lastByte: answer.sent };
}

async function digitised(server, cookie, recording, lastByte) {
  let watchable;
  for (;;) {
    const { json: now } = await api(server, "GET", `/api/v1/recordings/${recording.id}`, { cookie });
    const passed = (performance.now() - lastByte) / 1000;
    if (["playable", "ready"].includes(now.state)) watchable ??= passed;
    if (now.state === "ready") return { watchable, ready: passed, renditions: now.renditions };
    if (now.state === "failed") throw new Error(`the film was refused: ${now.problem}`);
    await sleep(100);
  }
}

const file = film();
await createAccounts(DATA);
const server = await serve(DATA);
const cookie = await signIn(server, STAFF, PASSWORD);

// --- The table first: it needs the worker that the film keeps busy ----------

async function importTable(table) {
  const form = new FormData();
  form.set("file", new Blob([table], { type: "text/csv" }), "items.csv");
  form.set("check_only", "false");
  const began = performance.now();
  const answer = await fetch(`${server.url}/api/v1/imports`, { method: "POST", body: form, headers: { cookie } });
  if (answer.status !== 202) throw new Error(`import: ${answer.status} ${await answer.text()}`);
  const { id } = await answer.json();
  for (;;) {
    const { json: report } = await api(server, "GET", `/api/v1/imports/${id}`, { cookie });
    if (report.state === "failed") throw new Error(`the import failed: ${JSON.stringify(report.problems)}`);
    if (report.state === "done") return { report, seconds: (performance.now() - began) / 1000 };
    await sleep(20);
  }
}

const table = execFileSync("python3", [path.join(import.meta.dirname, "seed.py"), "csv", String(ROWS)], { maxBuffer: 2 ** 27 });
for (const [what, count, most] of [
  ["CSV import, 10 000 new rows", "created", 10],
  ["the same file again: nothing changes", "unchanged", 10],
]) {
  const before = cpuSeconds(server.pid);
  const { report, seconds } = await importTable(table);
  if (report[count] !== ROWS) throw new Error(`import: ${JSON.stringify(report)}`);
  figure("Inventory", {
    what,
    value: seconds,
    note: `${(cpuSeconds(server.pid) - before).toFixed(1)} CPU-s`,
    budget: { most, unit: "s" },
    how: "`POST /api/v1/imports`, then `GET /api/v1/imports/{id}` until done",
  });
}

// --- The film --------------------------------------------------------------

const before = cpuSeconds(server.pid);
const { item, recording, lastByte } = await upload(server, cookie, file);
const { watchable, ready, renditions } = await digitised(server, cookie, recording, lastByte);
// The engine's processes are counted once they have been waited for.
await sleep(500);
const cpu = cpuSeconds(server.pid) - before;
const how = "tus `PATCH` of the whole file, then `GET /api/v1/recordings/{id}` every 0.1 s";
figure("Digitisation", { what: "60 s of 720p, last byte to something to watch", value: watchable, ...FIRST_RENDITION, how });
figure("Digitisation", {
  what: "60 s of 720p, last byte to all renditions",
  value: ready,
  unit: "s",
  note: renditions.map((rendition) => rendition.name).join(", "),
  ...LADDER,
  how,
});
figure("Digitisation", {
  what: "processor time, server and engine",
  value: cpu / SECONDS,
  note: `${cpu.toFixed(0)} CPU-s for ${SECONDS} s`,
  ...LADDER_CPU,
  how: "/proc/PID/stat with its children, over the upload and the work",
});
const megabits = (statSync(file).size * 8) / SECONDS / 1e6;
remark("Digitisation", `The film is made by ffmpeg: its test picture with grain, 30 pictures a second, H.264 at ${megabits.toFixed(1)} Mbit/s, AAC. The peer's was another one of the same length and size.`);

const body = { item_id: item.id, recording_id: recording.id, audience: "public" };
const { json: session } = await api(server, "POST", "/api/v1/sessions", { cookie, body });
await api(server, "POST", `/api/v1/sessions/${session.id}/publish`, { cookie });
await server.stop();
