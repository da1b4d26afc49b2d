// How quickly pages come with ten thousand sessions in the catalogue: to one reader, and to
// twenty at once.
import http from "node:http";

import { figure, median, percentile, remark } from "./figures.mjs";
import { ACCEPT, api, get, signIn } from "./http.mjs";
import { COLD_START, LIST, LIST_P99, LIST_RATE, SEARCH, SEARCH_P99, SEARCH_RATE, SESSION } from "./peer.mjs";
import { DATA, MEMBER, PASSWORD, STAFF, memory, serve, sleep } from "./server.mjs";
import { load, remarkOthers, typed } from "./wrk.mjs";

const SECTION = "Pages, 10 000 sessions";
const REQUESTS = 200;
const CLIENTS = 20;
const WORDS = ["yoga", "dos", "souffle", "chaise dos", "marche", "aînés", "matin", "cuisine", "boxe intensif", "léa", "séance 42", "etir"];

const FILTERS = "duration_max=20&level=beginner&equipment=none&language=fr";

const starts = [];
for (let run = 0; run < 5; run++) {
  const server = await serve(DATA);
  starts.push(server.firstPage);
  if (run < 4) {
    await server.stop();
    continue;
  }
  figure(SECTION, {
    what: "cold start: exec to the first page",
    value: median(starts),
    note: `median of ${starts.length}, slowest ${percentile(starts, 1).toFixed(3)}`,
    budget: COLD_START.budget,
    how: "`estrade serve`, then `GET /fr` until 200",
  });
  await measured(server);
  await server.stop();
}

async function measured(server) {
  const cookie = await signIn(server, MEMBER, PASSWORD);
  const { json: first } = await api(server, "GET", "/api/v1/catalogue?limit=100");
  if (first.total < 10_000) throw new Error(`only ${first.total} sessions are published`);
  const ids = first.items.map((entry) => entry.session_id);
  await watchSome(server, cookie, ids.slice(0, 30));
  await sleep(2000);
  const idle = memory(server.pid);
  figure("Memory", {
    what: "idle with 10 000 sessions in memory",
    value: idle.rss,
    unit: "MB",
    note: `RSS; its own ${idle.anonymous.toFixed(1)}`,
    budget: { most: 160, unit: "MB" },
    how: "`Rss`, `Anonymous` of /proc/PID/smaps_rollup",
  });

  const rest = { budget: LIST_RATE.budget };
  const late = { budget: LIST_P99.budget };
  const search = WORDS.map((words) => `q=${encodeURIComponent(words)}`);
  const pages = [
    { what: "home", path: "/fr", paths: ["/fr"], one: LIST, many: LIST_RATE, p99: LIST_P99 },
    { what: "catalogue", path: "/fr/catalogue", paths: ["/fr/catalogue"], one: LIST, many: LIST_RATE, p99: LIST_P99 },
    { what: "search", path: "/fr/catalogue?q={words}", paths: search.map((query) => `/fr/catalogue?${query}`), one: SEARCH, many: SEARCH_RATE, p99: SEARCH_P99 },
    { what: "four filters at once", path: `/fr/catalogue?${FILTERS}`, paths: [`/fr/catalogue?${FILTERS}`], one: { budget: SEARCH.budget } },
    { what: "session", path: "/fr/seances/{id}", paths: ids.map((id) => `/fr/seances/${id}`), one: SESSION, many: rest, p99: late },
    { what: "catalogue as JSON", path: "/api/v1/catalogue?q={words}", paths: search.map((query) => `/api/v1/catalogue?${query}`), one: SEARCH, many: SEARCH_RATE, p99: SEARCH_P99 },
  ];
  const results = [];
  for (const page of pages) {
    for (const [who, headers] of [["signed out", {}], ["member", { cookie }]]) {
      results.push({ page, who, headers, ...(await oneReader(server, page, headers)) });
    }
  }
  for (const { page, who, headers, firstBytes } of results) {
    figure(SECTION, {
      what: `${page.what}, ${who}, one client: time to first byte`,
      value: median(firstBytes),
      note: `median of ${REQUESTS}, p95 ${percentile(firstBytes, 0.95).toFixed(1)}, slowest ${percentile(firstBytes, 1).toFixed(1)}`,
      ...page.one,
      how: `\`pages.mjs\`: ${REQUESTS} × \`GET ${page.path}\`${headers.cookie ? " with the cookie" : ""}, one connection`,
    });
  }
  for (const { page, who, headers, bytes } of results.filter(({ page }) => page.many)) {
    const all = { url: server.url, paths: page.paths, clients: CLIENTS, headers: { "Accept-Encoding": ACCEPT, ...headers }, pids: () => [server.pid] };
    const result = await load(all);
    const how = typed({ path: page.path, clients: CLIENTS, cookie: headers.cookie });
    figure(SECTION, {
      what: `${page.what}, ${who}, ${CLIENTS} clients: throughput`,
      value: result.perSecond,
      note: `${((result.serverCpu / result.requests) * 1000).toFixed(2)} ms of processor each, ${(bytes / 1000).toFixed(1)} kB`,
      ...page.many,
      how,
    });
    figure(SECTION, { what: `${page.what}, ${who}, ${CLIENTS} clients: p99`, value: result.p99, note: `p50 ${result.p50.toFixed(1)}`, ...page.p99, how });
  }
  remarkOthers(SECTION);
  await afterChange(server, ids);

  const worked = memory(server.pid);
  figure("Memory", {
    what: "after these loads",
    value: worked.rss,
    unit: "MB",
    note: `RSS; its own ${worked.anonymous.toFixed(1)}`,
    budget: { most: 250, unit: "MB" },
    how: "the same, at the end of `pages.mjs`",
  });
  remark(SECTION, "The peer's figures are those of the JSON behind its pages; ours are whole pages, and the JSON for comparison. Every answer is asked for compressed, as browsers do, words and sessions change from request to request, and the member has thirty sessions in their history.");
}

/** A member with something to go on with, made through the API like any other. */
async function watchSome(server, cookie, ids) {
  for (const id of ids) {
    const { json: watch } = await api(server, "POST", `/api/v1/sessions/${id}/watch`, { cookie });
    const body = { seq: 0, intervals: [[0, 0.5]], position: 20, age_ms: 0 };
    await api(server, "POST", `/api/v1/watches/${watch.watch_id}/progress`, { cookie, body });
  }
}

async function oneReader(server, page, headers) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const firstBytes = [];
  let bytes = 0;
  for (let turn = -20; turn < REQUESTS; turn++) {
    const path = page.paths[(turn + 20) % page.paths.length];
    const answer = await get(server.url + path, { agent, headers: { "accept-encoding": ACCEPT, ...headers } });
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
    if (turn >= 0) firstBytes.push(answer.firstByte);
    if (turn >= 0) bytes += answer.body.length / REQUESTS;
  }
  agent.destroy();
  return { firstBytes, bytes };
}

/** Whoever comes first after a change waits until the catalogue has been read anew. */
async function afterChange(server) {
  const cookie = await signIn(server, STAFF, PASSWORD);
  const { json: found } = await api(server, "GET", "/api/v1/items?q=BENCH-00001&limit=1", { cookie });
  const item = `/api/v1/items/${found.items[0].id}`;
  const times = [];
  for (let run = 0; run < 5; run++) {
    const { headers } = await api(server, "GET", item, { cookie });
    await api(server, "PATCH", item, { cookie, headers: { "if-match": headers.etag }, body: { centre: `Centre ${run}` } });
    times.push((await get(`${server.url}/fr/catalogue`)).firstByte);
  }
  figure(SECTION, {
    what: "the first page after a change of the catalogue",
    value: median(times),
    note: `median of ${times.length}, slowest ${percentile(times, 1).toFixed(0)}`,
    budget: { most: 500, unit: "ms" },
    how: "`PATCH /api/v1/items/{id}`, then `GET /fr/catalogue`",
  });
}
