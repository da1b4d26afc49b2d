// One segment of a film to many players, and the same bytes from nginx, in turns.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import http from "node:http";
import path from "node:path";

import { figure, median, percentile, remark } from "./figures.mjs";
import { api, get, signIn } from "./http.mjs";
import { DATA, MEMBER, PASSWORD, WORK, begin, childrenOf, end, freePorts, serve, sleep } from "./server.mjs";
import { load, remarkOthers } from "./wrk.mjs";

const SECTION = "Media";
const CLIENTS = 32;
const ROUNDS = 5;
const SECONDS = 3;
const GiB = 2 ** 30;

const server = await serve(DATA);
const cookie = await signIn(server, MEMBER, PASSWORD);
const { json: found } = await api(server, "GET", "/api/v1/catalogue?limit=1", { cookie });
const { json: watch } = await api(server, "POST", `/api/v1/sessions/${found.items[0].session_id}/watch`, { cookie });

async function lines(url) {
  const answer = await get(server.url + url, { headers: { cookie, "accept-encoding": "identity" } });
  if (answer.status !== 200) throw new Error(`${url}: ${answer.status}`);
  return answer.body.toString().split("\n");
}
const beside = (url, name) => new URL(name, server.url + url).pathname;

const variants = (await lines(watch.playlist_url)).flatMap((line, place, all) => {
  const height = line.match(/^#EXT-X-STREAM-INF:.*RESOLUTION=\d+x(\d+)/)?.[1];
  return height ? [{ height: Number(height), name: all[place + 1] }] : [];
});
const largest = variants.reduce((a, b) => (b.height > a.height ? b : a));
const playlist = beside(watch.playlist_url, largest.name);
const segments = (await lines(playlist)).filter((line) => line && !line.startsWith("#"));
const segment = beside(playlist, segments[Math.floor(segments.length / 2)]);
const whole = await get(server.url + segment, { headers: { cookie } });
if (whole.status !== 200) throw new Error(`${segment}: ${whole.status}`);
const size = whole.body.length;

const contenders = [{ name: "Estrade", url: server.url, path: segment, headers: { Cookie: cookie }, pids: () => [server.pid], runs: [] }];

/** nginx at its best: sendfile, its files kept open, no log. */
async function startNginx() {
  try {
    execFileSync("nginx", ["-v"], { stdio: "ignore" });
  } catch {
    return undefined;
  }
  const folder = path.join(WORK, "nginx");
  mkdirSync(path.join(folder, "www"), { recursive: true });
  writeFileSync(path.join(folder, "www", "segment.m4s"), whole.body);
  const [port] = await freePorts(1);
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${folder}/${name};`);
  writeFileSync(
    path.join(folder, "nginx.conf"),
    `${process.getuid() === 0 ? "user root;" : ""} worker_processes 2; daemon off; pid ${folder}/pid; error_log ${folder}/error.log;
     events { worker_connections 1024; }
     http { ${temporary.join(" ")} access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000;
       open_file_cache max=100 inactive=60s; open_file_cache_valid 60s; types { video/mp4 m4s; }
       server { listen 127.0.0.1:${port}; root ${folder}/www; } }`,
  );
  const child = begin("nginx", ["-p", folder, "-c", path.join(folder, "nginx.conf"), "-e", path.join(folder, "error.log")], { stdio: "ignore" });
  const url = `http://127.0.0.1:${port}`;
  for (let attempt = 0; ; attempt++) {
    const answer = await get(`${url}/segment.m4s`).catch(() => undefined);
    if (answer?.body.equals(whole.body)) break;
    if (attempt > 100) throw new Error(`nginx does not serve: ${readFileSync(path.join(folder, "error.log"), "utf8")}`);
    await sleep(50);
  }
  const pids = () => [child.pid, ...childrenOf(child.pid)];
  return { child, contender: { name: "nginx", url, path: "/segment.m4s", headers: {}, pids, runs: [] } };
}

const nginx = await startNginx();
if (nginx) contenders.push(nginx.contender);

for (let round = 0; round < ROUNDS; round++) {
  for (const contender of contenders) {
    const { url, headers, pids } = contender;
    contender.runs.push(await load({ url, paths: [contender.path], clients: CLIENTS, seconds: SECONDS, headers, pids }));
  }
}

const of = (contender, value) => median(contender.runs.map(value));
const speed = (contender) => of(contender, (run) => (run.requests * size) / GiB / run.seconds);
const cost = (contender) => of(contender, (run) => run.serverCpu / ((run.requests * size) / GiB));
const [ours, theirs] = contenders;
const least = size < 2 ** 21 ? 0.5 : 0.7;
const version = nginx && execFileSync("sh", ["-c", "nginx -v 2>&1"]).toString().match(/nginx\/[\d.]+/)[0];
const peer = (text) => (theirs ? `${version}: ${text}` : undefined);
const how = `\`wrk -t1 -c${CLIENTS} -d${SECONDS}s --latency -H 'Cookie: …' $URL/media/{grant}/${segment.split("/").slice(-2).join("/")}\`, median of ${ROUNDS}${theirs ? ", nginx in between" : ""}`;
figure(SECTION, {
  what: `one segment of 4 s, ${(size / 1e6).toFixed(2)} MB, ${CLIENTS} players: segments per second`,
  value: of(ours, (run) => run.perSecond),
  unit: "segments/s",
  note: `p99 ${of(ours, (run) => run.p99).toFixed(1)} ms`,
  peer: peer(theirs && `${of(theirs, (run) => run.perSecond).toFixed(0)}, p99 ${of(theirs, (run) => run.p99).toFixed(1)} ms`),
  how,
});
figure(SECTION, {
  what: "the same: bytes per second",
  value: speed(ours),
  unit: "GiB/s",
  note: theirs ? `${(speed(ours) / speed(theirs)).toFixed(2)} of nginx` : undefined,
  peer: peer(theirs && `${speed(theirs).toFixed(2)} GiB/s`),
  budget: theirs && { least: least * speed(theirs), unit: `GiB/s (${least} of nginx)` },
  how,
});
figure(SECTION, {
  what: "the same: the server's processor time",
  value: cost(ours),
  note: `wrk itself ${of(ours, (run) => run.clientCpu / ((run.requests * size) / GiB)).toFixed(3)}`,
  peer: peer(theirs && `${cost(theirs).toFixed(3)}, wrk ${of(theirs, (run) => run.clientCpu / ((run.requests * size) / GiB)).toFixed(3)}`),
  budget: { most: 0.3, unit: "CPU-s per GiB" },
  how: "/proc/PID/stat over these runs",
});

// One player's wait, on a machine that does nothing else.
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
for (const [what, url, most] of [
  ["segment", segment, 10],
  ["playlist", playlist, 5],
]) {
  const times = [];
  for (let turn = 0; turn < 200; turn++) times.push((await get(server.url + url, { agent, headers: { cookie } })).firstByte);
  figure(SECTION, {
    what: `${what}, one player: time to first byte`,
    value: median(times),
    note: `median of 200, p95 ${percentile(times, 0.95).toFixed(1)}`,
    budget: { most, unit: "ms" },
    how: `\`media.mjs\`: 200 × \`GET\` with the cookie, one connection`,
  });
}
agent.destroy();
if (!nginx) remark(SECTION, "nginx is not installed: there is nothing to compare these with (`apt-get install nginx-light`).");
remark(SECTION, "HTTP/1.1 with keep-alive, no TLS, the segment in memory on both sides; nginx with two workers, sendfile, tcp_nopush, open_file_cache and no log. Estrade checks the sign-in and the grant at every request.");
remarkOthers(SECTION);
if (nginx) await end(nginx.child);
await server.stop();
