// Segments of a film to many players, and the same bytes from nginx, in turns: a small one, one of
// half a mebibyte, and one of two.
import http from "node:http";
import { rmSync } from "node:fs";

import { figure, median, percentile, remark } from "./figures.mjs";
import { film, publish, reached, upload } from "./film.mjs";
import { api, get, signIn } from "./http.mjs";
import { startNginx } from "./nginx.mjs";
import { DELIVERY_CPU, DELIVERY_RATE, DELIVERY_THROUGHPUT } from "./peer.mjs";
import { DATA, MEMBER, PASSWORD, STAFF, serve } from "./server.mjs";
import { load, remarkOthers } from "./wrk.mjs";

const SECTION = "Media";
const CLIENTS = 32;
const ROUNDS = 5;
const SECONDS = 2;
const GB = 1e9;
const SIZES = [
  { name: "4 KiB", bytes: 2 ** 12, small: true },
  { name: "512 KiB", bytes: 2 ** 19 },
  { name: "2 MiB", bytes: 2 ** 21 },
];

const server = await serve(DATA);
const staff = await signIn(server, STAFF, PASSWORD);
const cookie = await signIn(server, MEMBER, PASSWORD);

// At 1080p and so many bits, the sizes of its segments lie about those that are wanted, and so do
// those of the sound, which is a short tone every four seconds.
const tone = "aevalsrc=0.2*sin(1400*t)*lt(mod(t\\,4)\\,0.1)";
const file = film("delivery", { size: "1920x1080", rate: "4200k", part: 12, times: 1, sound: tone });
const sent = await upload(server, staff, file, { fr: "Quelques segments", en: "Some segments" });
await reached(server, staff, sent.recording, "ready", sent.lastByte);
rmSync(file);
const { id: session } = await publish(server, staff, sent);
const { json: watch } = await api(server, "POST", `/api/v1/sessions/${session}/watch`, { cookie });

async function whole(url) {
  const answer = await get(server.url + url, { headers: { cookie, "accept-encoding": "identity" } });
  if (answer.status !== 200) throw new Error(`${url}: ${answer.status}`);
  return answer.body;
}
const lines = async (url) => (await whole(url)).toString().split("\n");
const beside = (url, name) => new URL(name, server.url + url).pathname;

// --- Every piece of it, and the nearest to each size --------------------------

const playlists = (await lines(watch.playlist_url)).flatMap((line, place, all) => {
  if (line.startsWith("#EXT-X-STREAM-INF:")) return [all[place + 1]];
  return line.startsWith("#EXT-X-MEDIA:TYPE=AUDIO") ? [line.match(/URI="([^"]+)"/)[1]] : [];
});
const pieces = [];
for (const playlist of new Set(playlists.map((name) => beside(watch.playlist_url, name)))) {
  for (const line of await lines(playlist)) {
    const name = line.startsWith("#EXT-X-MAP:") ? line.match(/URI="([^"]+)"/)[1] : line.startsWith("#") ? "" : line;
    if (!name) continue;
    const url = beside(playlist, name);
    pieces.push({ url, playlist, bytes: await whole(url) });
  }
}
for (const size of SIZES) {
  const off = ({ bytes }) => Math.abs(Math.log(bytes.length / size.bytes));
  size.piece = pieces.reduce((a, b) => (off(b) < off(a) ? b : a));
  size.file = size.piece.url.split("/").slice(-2).join("-");
  size.label = size.piece.url.split("/").slice(-2).join("/");
}
const nginx = await startNginx(Object.fromEntries(SIZES.map(({ file, piece }) => [file, piece.bytes])));

// --- In turns -------------------------------------------------------------------

for (const size of SIZES) {
  size.ours = { url: server.url, path: size.piece.url, headers: { Cookie: cookie }, pids: () => [server.pid], runs: [] };
  size.theirs = nginx && { url: nginx.url, path: `/${size.file}`, headers: {}, pids: nginx.pids, runs: [] };
  for (let round = 0; round < ROUNDS; round++) {
    for (const { url, path, headers, pids, runs } of [size.ours, size.theirs].filter(Boolean)) {
      runs.push(await load({ url, paths: [path], clients: CLIENTS, seconds: SECONDS, headers, pids }));
    }
  }
}

for (const { name, small, piece, label, ours, theirs } of SIZES) {
  const size = piece.bytes.length;
  const of = (contender, value) => median(contender.runs.map(value));
  const rate = (contender) => of(contender, (run) => run.perSecond);
  const perGB = (contender, cpu) => of(contender, (run) => cpu(run) / ((run.requests * size) / GB));
  const p99 = (contender) => `p99 ${of(contender, (run) => run.p99).toFixed(1)} ms`;
  const how = `\`wrk -t1 -c${CLIENTS} -d${SECONDS}s --latency -H 'Cookie: …' $URL/media/{grant}/${label}\` (${size} bytes), median of ${ROUNDS}${theirs ? ", nginx in between with the same bytes" : ""}`;
  const unit = small ? "requests/s" : "GB/s";
  const value = (contender) => (small ? rate(contender) : (rate(contender) * size) / GB);
  const least = small ? DELIVERY_RATE : DELIVERY_THROUGHPUT;
  const digits = small ? 0 : 2;
  figure(SECTION, {
    what: `about ${name}, ${CLIENTS} players: ${small ? "requests" : "bytes"} per second`,
    value: value(ours),
    unit,
    note: theirs ? `${(value(ours) / value(theirs)).toFixed(2)} of nginx; ${p99(ours)}` : p99(ours),
    peer: theirs && `${nginx.version}: ${value(theirs).toFixed(digits)}, ${p99(theirs)}`,
    budget: theirs && { least: least * value(theirs), unit: `${unit} (${least} of nginx)` },
    how,
  });
  const wrk = (contender) => `wrk ${perGB(contender, (run) => run.clientCpu).toFixed(3)}`;
  figure(SECTION, {
    what: "the same: the server's processor time",
    value: perGB(ours, (run) => run.serverCpu),
    unit: "CPU-s per GB",
    note: `${wrk(ours)}; ${of(ours, (run) => (run.serverCpu / run.requests) * 1e6).toFixed(0)} µs per request`,
    peer: theirs && `${nginx.version}: ${perGB(theirs, (run) => run.serverCpu).toFixed(3)}, ${wrk(theirs)}`,
    ...(small ? {} : DELIVERY_CPU),
    how: "/proc/PID/stat over these runs",
  });
}

// --- One player's wait, on a machine that does nothing else -----------------------

const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
const { piece } = SIZES.at(-1);
for (const [what, url, most] of [
  ["segment of about 2 MiB", piece.url, 10],
  ["playlist", piece.playlist, 5],
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
remark(SECTION, "HTTP/1.1 with keep-alive, no TLS, in memory on both sides, GB of 10^9 bytes; each time the piece of a real recording (1080p, 12 s, a short tone every 4 s) that lies nearest to the size. nginx with two workers, sendfile, tcp_nopush, open_file_cache and no log. Estrade checks the sign-in and the grant at every request.");
remarkOthers(SECTION);
if (nginx) await nginx.stop();
await server.stop();
