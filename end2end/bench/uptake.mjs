// How quickly what came of a large pilot is read: uptake.mjs [PEOPLE] [WATCHES EACH].
import { execFile } from "node:child_process";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";

import { figure, median, percentile } from "./figures.mjs";
import { api, get, signIn } from "./http.mjs";
import { PASSWORD, WORK, command, serve, sleep } from "./server.mjs";

const [people, watches] = process.argv.slice(2).map(Number);
const SECTION = "Uptake";
const SIZE = `${people} people, ${people * watches} watches`;
const MANAGER = "gestion@bench.test";
const REQUESTS = 100;

const data = path.join(WORK, "uptake");
mkdirSync(data);
await command(data, ["migrate"]);
await command(data, ["user", "create", "--email", MANAGER, "--name", "G", "--role", "manager", "--password-stdin"], PASSWORD);
const seed = path.join(import.meta.dirname, "uptake.py");
const made = await promisify(execFile)("python3", [seed, path.join(data, "estrade.db"), `${people}`, `${watches}`]);
const pilot = made.stdout.trim();

const server = await serve(data);
const cookie = await signIn(server, MANAGER, PASSWORD);
const began = performance.now();
const quick = async () => {
  const asked = performance.now();
  await api(server, "GET", `/api/v1/pilots/${pilot}/uptake`, { cookie });
  return performance.now() - asked < 200;
};
while (!(await quick())) await sleep(200);
figure(SECTION, { what: `${SIZE}: until the counts are kept`, value: (performance.now() - began) / 1000, unit: "s", how: "from the start of the server" });

for (const [what, address, most] of [
  ["page", `/fr/pilotes/${pilot}/adoption`, 300],
  ["figures as JSON", `/api/v1/pilots/${pilot}/uptake/details`, 300],
  ["full report as PDF", `/api/v1/pilots/${pilot}/report.pdf?form=full`, 2000],
]) {
  const times = [];
  for (let asked = 0; asked < REQUESTS; asked++) {
    const start = performance.now();
    const answer = await get(server.url + address, { headers: { cookie } });
    if (answer.status !== 200) throw new Error(`${address}: ${answer.status}`);
    times.push(performance.now() - start);
  }
  figure(SECTION, {
    what: `${SIZE}: ${what}, p95`,
    value: percentile(times, 0.95),
    unit: "ms",
    note: `median ${median(times).toFixed(1)}`,
    budget: { most, unit: "ms" },
    how: `\`uptake.mjs\`: ${REQUESTS} × \`GET ${address.replace(pilot, "{id}")}\`, SQLite`,
  });
}
await server.stop();
