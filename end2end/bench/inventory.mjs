// The inventory at ten thousand, a hundred thousand and a million items: how long a table takes to be
// read, and how soon the list answers.
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import path from "node:path";

import { figure, median, percentile, remark } from "./figures.mjs";
import { api, get, signIn } from "./http.mjs";
import { importTable } from "./imports.mjs";
import { PASSWORD, STAFF, WORK, command, cpuSeconds, memory, serve, sleep } from "./server.mjs";

const SECTION = "Inventory";
/** What an answer may take that feels immediate, in ms (the issue: instant at 100 000 items). */
const INSTANT = { most: 100, unit: "ms" };

const seed = (...args) => execFileSync("python3", [path.join(import.meta.dirname, "seed.py"), ...args], { maxBuffer: 2 ** 29 });
const data = path.join(WORK, "inventory");
mkdirSync(data);
await command(data, ["migrate"]);
await command(data, ["user", "create", "--email", STAFF, "--name", "S", "--role", "staff", "--password-stdin"], PASSWORD);

let server = await serve(data);
let cookie = await signIn(server, STAFF, PASSWORD);
await read(10_000, "created", 10_000);
await asked("10 000", 40, INSTANT);
await read(100_000, "created", 90_000, { most: 20, unit: "s" });
await read(100_000, "unchanged", 100_000, { most: 20, unit: "s" });
await asked("100 000", 40, INSTANT);
await server.stop();

seed("multiply", path.join(data, "estrade.db"), "9");
server = await serve(data);
cookie = await signIn(server, STAFF, PASSWORD);
await asked("1 000 000", 3);
await server.stop();
remark(SECTION, "The first ten thousand of the hundred thousand rows are there before; a million items are written past the server. Every list says how many items match, which is what grows with them.");

/** Brings in so many rows, of which so many are expected to be new or as they were. */
async function read(rows, count, expected, budget) {
  const table = seed("csv", `${rows}`);
  const [idle, before] = [memory(server.pid).rss, cpuSeconds(server.pid)];
  let most = idle;
  const looking = setInterval(() => (most = Math.max(most, memory(server.pid).rss)), 100);
  const { report, seconds } = await importTable(server, cookie, table);
  clearInterval(looking);
  if (report[count] !== expected) throw new Error(`import: ${JSON.stringify(report)}`);
  figure(SECTION, {
    what: `CSV of ${rows} rows, ${expected} ${count}`,
    value: seconds,
    unit: "s",
    note: `${(cpuSeconds(server.pid) - before).toFixed(1)} CPU-s, memory ${idle.toFixed(0)} → at most ${most.toFixed(0)} MB`,
    budget,
    how: "`POST /api/v1/imports`, then `GET /api/v1/imports/{id}` until done",
  });
  await sleep(500);
}

/** What staff ask of the list, one after the other. */
async function asked(items, requests, budget) {
  const { json } = await api(server, "GET", "/api/v1/items?sort=title&limit=100", { cookie });
  const cursor = encodeURIComponent(json.next);
  for (const [what, query] of [
    ["list", ""],
    ["words", "q=yoga+dos"],
    ["three filters", "kind=class&status=identified&tag=matin"],
    ["by title, from a cursor", `sort=title&cursor=${cursor}`],
  ]) {
    const times = [];
    for (let turn = -1; turn < requests; turn++) {
      const answer = await get(`${server.url}/fr/inventaire?${query}`, { headers: { cookie } });
      if (answer.status !== 200) throw new Error(`${query}: ${answer.status}`);
      if (turn >= 0) times.push(answer.firstByte);
    }
    figure(SECTION, {
      what: `${items} items, page of the list: ${what}, p95`,
      value: percentile(times, 0.95),
      unit: "ms",
      note: `median ${median(times).toFixed(1)}`,
      budget,
      how: `\`inventory.mjs\`: ${requests} × \`GET /fr/inventaire?${query.replace(cursor, "…")}\``,
    });
  }
}
