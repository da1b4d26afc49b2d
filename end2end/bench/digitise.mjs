// From an uploaded film to a session that plays, and from a table to an inventory. Leaves a data
// folder in which one session is published, and what overhead.mjs compares the work with.
import { execFileSync } from "node:child_process";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";

import { figure, remark } from "./figures.mjs";
import { film, publish, reached, upload } from "./film.mjs";
import { signIn } from "./http.mjs";
import { importTable } from "./imports.mjs";
import { FIRST_RENDITION, LADDER, LADDER_CPU } from "./peer.mjs";
import { DATA, PASSWORD, STAFF, WORK, childrenOf, commandOf, cpuSeconds, createAccounts, serve, sleep } from "./server.mjs";

const SECONDS = 60;
const ROWS = 10_000;

const file = film("class", { part: SECONDS / 4 });
await createAccounts(DATA);
const server = await serve(DATA);
const cookie = await signIn(server, STAFF, PASSWORD);

// --- The table first: it needs the worker that the film keeps busy ----------

const table = execFileSync("python3", [path.join(import.meta.dirname, "seed.py"), "csv", String(ROWS)], { maxBuffer: 2 ** 27 });
for (const [what, count, most] of [
  ["CSV import, 10 000 new rows", "created", 10],
  ["the same file again: nothing changes", "unchanged", 10],
]) {
  const before = cpuSeconds(server.pid);
  const { report, seconds } = await importTable(server, cookie, table);
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

let working = true;
/** The command of the run that encodes, read while it runs: the cage has become it by then. */
async function encoder() {
  while (working) {
    for (const child of childrenOf(server.pid)) {
      const words = commandOf(child);
      if (path.basename(words[0] ?? "") === "ffmpeg" && words.includes("libx264")) return words;
    }
    await sleep(100);
  }
  throw new Error("no run of the encoder was seen");
}

const before = cpuSeconds(server.pid);
const sent = await upload(server, cookie, file, { fr: "Étirements du matin", en: "Morning stretches" });
const { recording, lastByte } = sent;
const watching = encoder();
watching.catch(() => {});
const { seconds: watchable } = await reached(server, cookie, recording, "playable", lastByte);
const { seconds: ready, renditions } = await reached(server, cookie, recording, "ready", lastByte);
working = false;
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
writeFileSync(path.join(WORK, "encoder.json"), JSON.stringify({ file, words: await watching, cpu, renditions }));

await publish(server, cookie, sent);
await server.stop();
