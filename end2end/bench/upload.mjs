// What an upload takes: beside `cp` of the same file to the same disk, and of memory while one of
// 20 GB arrives.
import { execFile, execFileSync } from "node:child_process";
import { randomFillSync } from "node:crypto";
import { mkdirSync, rmSync, statSync, statfsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";

import { figure, median, remark } from "./figures.mjs";
import { announce } from "./film.mjs";
import { signIn } from "./http.mjs";
import { UPLOAD_GROWTH, UPLOAD_MEMORY, UPLOAD_SPEED } from "./peer.mjs";
import { PASSWORD, STAFF, WORK, cpuSeconds, createAccounts, memory, serve, sleep } from "./server.mjs";
import { ofBuffer, ofFile, patch, terminate } from "./tus.mjs";

const SECTION = "Uploads";
const PIECE = 64 * 2 ** 20;
const FILE = 2 ** 30;
const ROUNDS = 3;
const LONG = 20e9;
const LONG_LIMIT_MS = 120_000;
/** Twice the long file, and a little. */
const ROOM = 45e9;

const data = path.join(WORK, "uploads");
mkdirSync(data, { recursive: true });
await createAccounts(data);
const server = await serve(data);
const cookie = await signIn(server, STAFF, PASSWORD);
const run = promisify(execFile);
/** Whatever the file system still holds in memory goes to the disk. */
const flush = () => run("sync", ["-f", data]);
const free = () => statfsSync(data).bavail * statfsSync(data).bsize;
const kept = () => Number(execFileSync("du", ["-s", "--block-size=1", data], { encoding: "utf8" }).split("\t")[0]);

/** Sends all but the last byte: complete, the file would be worked on at once. */
async function send(name, size, chunks, until = Infinity) {
  const { recording } = await announce(server, cookie, { title: { fr: name, en: name }, size });
  let offset = 0;
  while (offset < size - 1 && performance.now() < until) {
    const length = Math.min(PIECE, size - 1 - offset);
    await patch(server, cookie, recording.upload_url, { offset, length, chunks: chunks(offset, length) });
    offset += length;
  }
  return { url: recording.upload_url, sent: offset };
}

// --- A file of 1 GiB, and cp -------------------------------------------------

const file = path.join(WORK, "random.bin");
const random = randomFillSync(Buffer.alloc(PIECE));
for (let written = 0; written < FILE; written += PIECE) writeFileSync(file, randomFillSync(random), { flag: "a" });
const size = statSync(file).size;

/** Seconds until it was taken, and until it was on the disk. */
async function timed(work) {
  await flush();
  const began = performance.now();
  const result = await work();
  const taken = (performance.now() - began) / 1000;
  await flush();
  return { result, taken, onDisk: (performance.now() - began) / 1000 };
}

const copies = [];
const uploads = [];
for (let round = 0; round < ROUNDS; round++) {
  const copy = path.join(data, "copy.bin");
  copies.push(await timed(() => run("cp", ["--reflink=never", file, copy])));
  rmSync(copy);
  const before = cpuSeconds(server.pid);
  const upload = await timed(() => send(`One gibibyte ${round}`, size, (offset, length) => ofFile(file, offset, length)));
  uploads.push({ ...upload, cpu: cpuSeconds(server.pid) - before });
  await terminate(server, cookie, upload.result.url);
}
rmSync(file);
const speed = (runs, seconds) => size / 1e6 / median(runs.map(seconds));
for (const [what, seconds, budget, how] of [
  ["1 GiB until it is on the disk", (run) => run.onDisk, UPLOAD_SPEED, "`sync -f` before, and once more within the time, on both sides"],
  ["the same, until it is acknowledged", (run) => run.taken, {}, "`cp` leaves to the kernel when it writes; Estrade has brought each piece of 8 MiB to the disk before it acknowledges it"],
]) {
  const [ours, theirs] = [speed(uploads, seconds), speed(copies, seconds)];
  figure(SECTION, {
    what: `${what}: share of the speed of \`cp\``,
    value: ours / theirs,
    unit: "of cp",
    note: `${ours.toFixed(0)} MB/s, cp ${theirs.toFixed(0)} MB/s${budget.budget ? `; ${(median(uploads.map((run) => run.cpu)) / (size / 1e9)).toFixed(2)} server CPU-s per GB` : ""}`,
    ...budget,
    how: `tus, \`PATCH\` in pieces of 64 MiB, beside \`cp\` in turns, medians of ${ROUNDS}; ${how}`,
  });
}

// --- 20 GB, and the server's memory ---------------------------------------------

/** The middle of the samples in one quarter of the time. */
const quarter = (samples, from) => median(samples.slice(Math.floor(samples.length * from), Math.floor(samples.length * (from + 0.25))));

async function long() {
  if (free() < ROOM) return `only ${(free() / 1e9).toFixed(0)} GB are free where it would lie, and it takes ${ROOM / 1e9}`;
  const before = kept();
  const samples = [];
  let sending = true;
  const sampling = (async () => {
    for (; sending; await sleep(500)) samples.push(memory(server.pid).rss);
  })();
  const began = performance.now();
  const sent = await send("Twenty gigabytes", LONG, (_, length) => ofBuffer(random, length), began + LONG_LIMIT_MS);
  const seconds = (performance.now() - began) / 1000;
  sending = false;
  await sampling;
  const there = kept() - before;
  if (there < sent.sent) return `${sent.sent} bytes were acknowledged, and the disk holds ${there}`;
  await terminate(server, cookie, sent.url);
  const left = kept() - before;
  if (left > 1e8) return `the upload was given up, and ${(left / 1e6).toFixed(0)} MB of it stay on the disk`;
  const whole = sent.sent === LONG - 1;
  const what = `an upload of ${whole ? "20 GB" : `${(sent.sent / 1e9).toFixed(1)} GB (of 20, when its ${LONG_LIMIT_MS / 1000} s were over)`}`;
  const how = "tus, `PATCH` in pieces of 64 MiB, all but the last byte; `Rss` of /proc/PID/smaps_rollup twice a second";
  const [first, last] = [quarter(samples, 0), quarter(samples, 0.75)];
  figure(SECTION, {
    what: `${what}: the server's memory at most`,
    value: Math.max(...samples),
    note: `${seconds.toFixed(0)} s, ${(sent.sent / 1e6 / seconds).toFixed(0)} MB/s, ${samples.length} samples`,
    ...UPLOAD_MEMORY,
    how,
  });
  figure(SECTION, {
    what: "the same: growth from the first quarter to the last",
    value: last - first,
    note: `medians ${first.toFixed(1)} and ${last.toFixed(1)} MB`,
    ...UPLOAD_GROWTH,
    how,
  });
  remark(SECTION, `After \`DELETE\` ${(Math.max(0, left) / 1e6).toFixed(1)} MB of the ${(there / 1e9).toFixed(1)} GB that it had taken on the disk were left.`);
  return whole ? undefined : `an upload of 20 GB: ${(sent.sent / 1e9).toFixed(1)} GB had arrived when its ${LONG_LIMIT_MS / 1000} s were over`;
}

const why = await long();
remark(SECTION, "Bytes that do not compress, over loopback; with the default store, a folder, each piece is flushed (`fsync`) before it is acknowledged. The client takes its share of the same cores. The last byte of each file is never sent, so that no work begins.");
if (why) remark("Not measured", `20 GB by tus: ${why}.`);
await server.stop();
rmSync(data, { recursive: true });
