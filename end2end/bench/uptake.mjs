// How quickly what came of a large pilot is read: uptake.mjs PEOPLE WATCHES_EACH sqlite|postgres.
import { execFile } from "node:child_process";
import { chmodSync, mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";

import { figure, median, percentile } from "./figures.mjs";
import { get, signIn } from "./http.mjs";
import { PASSWORD, WORK, command, serve, sleep } from "./server.mjs";

const [people, watches] = process.argv.slice(2, 4).map(Number);
const onPostgres = process.argv[4] === "postgres";
const SECTION = "Uptake";
const SIZE = `${people} people, ${people * watches} watches, ${onPostgres ? "PostgreSQL" : "SQLite"}`;
const MANAGER = "gestion@bench.test";
const REQUESTS = 100;
/// A report takes longer to draw than a page.
const REPORTS = 20;

const run = promisify(execFile);
const data = path.join(WORK, onPostgres ? "uptake-postgres" : "uptake");
mkdirSync(data);
const cluster = path.join(WORK, "uptake-cluster");
const keeper = path.join(import.meta.dirname, "../../.ci/postgres");
const more = {};
if (onPostgres) {
  // Its own user has to reach its folder in here.
  chmodSync(WORK, 0o755);
  const { stdout } = await run(keeper, ["start", cluster]);
  more.ESTRADE_DATABASE_URL = stdout.match(/postgres:\S+/)[0];
}
await command(data, ["migrate"], "", more);
await command(data, ["user", "create", "--email", MANAGER, "--name", "G", "--role", "manager", "--password-stdin"], PASSWORD, more);
const seed = path.join(import.meta.dirname, "uptake.py");
const database = more.ESTRADE_DATABASE_URL ?? path.join(data, "estrade.db");
const made = await run("python3", [seed, database, `${people}`, `${watches}`]);
const pilot = made.stdout.trim();

const server = await serve(data, "all", more);
const cookie = await signIn(server, MANAGER, PASSWORD);
const began = performance.now();
// Five million watches that were there before the first count take longer than a page is waited for: until they
// are counted, the answer is just that.
const quick = async () => {
  const asked = performance.now();
  const answer = await get(`${server.url}/api/v1/pilots/${pilot}/uptake`, { headers: { cookie } });
  if (answer.status !== 200 && answer.status !== 503) throw new Error(`uptake: ${answer.status}`);
  return answer.status === 200 && performance.now() - asked < 200;
};
while (!(await quick())) await sleep(1000);
figure(SECTION, { what: `${SIZE}: until the counts are kept`, value: (performance.now() - began) / 1000, unit: "s", how: "from the start of the server" });

for (const [what, address, most, requests] of [
  ["page", `/fr/pilotes/${pilot}/adoption`, onPostgres ? 150 : 300, REQUESTS],
  ["figures as JSON", `/api/v1/pilots/${pilot}/uptake/details`, onPostgres ? 150 : 300, REQUESTS],
  ["full report as PDF", `/api/v1/pilots/${pilot}/report.pdf?form=full`, 2000, REPORTS],
]) {
  const times = [];
  for (let asked = 0; asked < requests; asked++) {
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
    how: `\`uptake.mjs\`: ${requests} × \`GET ${address.replace(pilot, "{id}")}\``,
  });
}
await server.stop();
if (onPostgres) await run(keeper, ["stop", cluster]);
rmSync(data, { recursive: true });
