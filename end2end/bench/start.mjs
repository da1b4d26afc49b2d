// How soon it serves, and what it takes up when nobody asks for anything.
import { mkdtempSync } from "node:fs";
import path from "node:path";

import { figure, median, percentile, remark } from "./figures.mjs";
import { COLD_START, IDLE } from "./peer.mjs";
import { WORK, createAccounts, memory, serve, sleep } from "./server.mjs";

const RUNS = 10;
const IDLE_SECONDS = 20;

const fresh = await serve(path.join(WORK, "first"));
figure("Start", {
  what: "first start, empty data folder: exec to the first page",
  value: fresh.firstPage,
  unit: "s",
  budget: { most: 1, unit: "s" },
  how: "`estrade serve`, then `GET /fr` until 200",
});
await fresh.stop();

const data = mkdtempSync(path.join(WORK, "start-"));
await createAccounts(data);
const times = [];
for (let run = 0; run < RUNS; run++) {
  const server = await serve(data);
  times.push(server.firstPage);
  await server.stop();
}
figure("Start", {
  what: "cold start: exec to the first page",
  value: median(times),
  note: `median of ${RUNS}, slowest ${percentile(times, 1).toFixed(3)}`,
  ...COLD_START,
  how: `the same ${RUNS} times, schema up to date`,
});
remark("Start", "The binary's pages are in the kernel's cache, as after any deployment; the first request is part of the time.");

const server = await serve(data);
await sleep(IDLE_SECONDS * 1000);
const { processes, rss, pss, anonymous } = memory(server.pid);
figure("Memory", {
  what: `idle, ${IDLE_SECONDS} s after the start, all processes`,
  value: rss,
  note: `RSS, ${processes} process${processes > 1 ? "es" : ""}; PSS ${pss.toFixed(1)}, of it its own ${anonymous.toFixed(1)}`,
  ...IDLE,
  how: "`Rss`, `Pss`, `Anonymous` of /proc/PID/smaps_rollup",
});
await server.stop();
