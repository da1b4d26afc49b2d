// Many players at one live session, in one process: each asks for every playlist before it is there and
// fetches every part of both renditions, over two connections that stay open. Plain sockets: with
// anything more comfortable the load would cost more than the server.
//
//   viewers.mjs watch SECONDS COUNT | hold COUNT, with what to ask on standard input
import { readFileSync } from "node:fs";
import net from "node:net";
import { gunzipSync } from "node:zlib";

import { percentile } from "./figures.mjs";

/** { port, viewers: [{ cookie, media }] }: who watches, and where; shared where there are more players. */
const { port, viewers } = JSON.parse(readFileSync(0, "utf8"));

const END = Buffer.from("\r\n\r\n");

/** One connection: a request at a time. */
class Line {
  constructor(cookie) {
    this.cookie = cookie;
    this.socket = net.connect({ port, host: "127.0.0.1", noDelay: true });
    this.chunks = [];
    this.size = 0;
    this.wanted = -1;
    this.socket.on("data", (chunk) => this.take(chunk));
    this.socket.on("error", (error) => this.fail?.(error));
    this.socket.on("close", () => this.fail?.(new Error("the connection was closed")));
  }

  get(path) {
    return new Promise((done, failed) => {
      this.done = done;
      this.fail = failed;
      this.socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nCookie: ${this.cookie}\r\nAccept-Encoding: gzip\r\n\r\n`);
    });
  }

  take(chunk) {
    this.chunks.push(chunk);
    this.size += chunk.length;
    if (this.wanted < 0) {
      const all = this.chunks.length > 1 ? Buffer.concat(this.chunks) : chunk;
      const end = all.indexOf(END);
      if (end < 0) return;
      const head = all.toString("latin1", 0, end);
      this.status = Number(head.slice(9, 12));
      this.head = end + 4;
      this.wanted = this.head + Number(head.match(/content-length: (\d+)/i)?.[1] ?? Number.NaN);
      if (Number.isNaN(this.wanted)) return this.fail(new Error(`no length: ${head}`));
    }
    if (this.size < this.wanted) return;
    const body = (this.chunks.length > 1 ? Buffer.concat(this.chunks) : chunk).subarray(this.head);
    Object.assign(this, { chunks: [], size: 0, wanted: -1 });
    this.done({ status: this.status, body });
  }
}

/** What a playlist says comes next, by the checksum that gzip puts at its end: each is unpacked once. */
const known = new Map();
function read(body) {
  const sum = body.readUInt32LE(body.length - 8) + body.length * 2 ** 32;
  if (!known.has(sum)) {
    const text = gunzipSync(body).toString();
    const [hint, epoch, number, part] = text.match(/PRELOAD-HINT:TYPE=PART,URI="(\d+)-(\d+)\.(\d+)\.m4s"/) ?? [];
    const parts = [...text.matchAll(/#EXT-X-PART:DURATION=([\d.]+),URI="([^"]+)"/g)].map(([, seconds, uri]) => ({ uri, seconds: Number(seconds) }));
    const [, held] = text.match(/PART-HOLD-BACK=([\d.]+)/) ?? [];
    known.set(sum, { hint, epoch, number: Number(number), part: Number(part), parts, held: Number(held) });
    if (known.size > 1000) known.delete(known.keys().next().value);
  }
  return known.get(sum);
}

const parts = [];
const lists = [];
/** When the first of all had a playlist: nobody can have it earlier. */
const first = new Map();
const result = { players: 0, playlists: 0, parts: 0, bytes: 0, stalls: 0, refused: {} };
const refuse = (what) => (result.refused[what] = (result.refused[what] ?? 0) + 1);

/** One rendition of one player. It begins to play when it has what it is to hold back; a stall is when that runs out. */
async function watch({ cookie, media }, track, until) {
  const line = new Line(cookie);
  const place = `${media}live/${track}/`;
  let [last, query, ahead, playing] = ["", "", 0, 0];
  while (performance.now() < until) {
    const list = await line.get(`${place}index.m3u8${query}`);
    if (list.status !== 200) {
      refuse(`playlist ${list.status}`);
      continue;
    }
    const now = performance.now();
    const { hint, number, part, parts: listed, held } = read(list.body);
    if (!hint) break;
    const name = track + hint;
    if (query) {
      result.playlists += 1;
      if (!first.has(name)) first.set(name, now);
      lists.push(now - first.get(name));
    }
    const had = listed.findIndex(({ uri }) => uri === last);
    const news = had >= 0 ? listed.slice(had + 1) : listed.slice(-3);
    for (const { uri, seconds } of news) {
      const asked = performance.now();
      const { status, body } = await line.get(place + uri);
      const came = performance.now();
      if (status !== 200) refuse(`part ${status}`);
      parts.push(came - asked);
      result.parts += 1;
      result.bytes += body.length;
      // Seconds of media that are there and not played yet.
      if (playing) {
        ahead -= (came - playing) / 1000;
        if (ahead < 0) {
          result.stalls += 1;
          playing = ahead = 0;
        }
      }
      ahead += seconds;
      if (playing || ahead >= held - 0.1) playing = came;
      last = uri;
    }
    query = `?_HLS_msn=${number}&_HLS_part=${part}&_HLS_skip=YES`;
  }
  line.fail = undefined;
  line.socket.destroy();
}

/** Requests that are all held at once: for a segment that is not even begun. */
async function hold(count) {
  const lines = [];
  for (let made = 0; made < count; made++) {
    const { cookie } = viewers[made % viewers.length];
    lines.push(new Line(cookie));
    // Not all in one breath: the queue for new connections is short.
    if (made % 100 === 99) await new Promise((done) => setTimeout(done, 10));
  }
  await Promise.all(lines.map(({ socket }) => socket.connecting && new Promise((done) => socket.once("connect", done))));
  process.send("connected");
  const path = await new Promise((done) => process.once("message", done));
  const times = [];
  let answered = 0;
  const all = lines.map((line, index) =>
    line.get(`${viewers[index % viewers.length].media}${path}`).then(({ status }) => {
      answered += 1;
      times.push(performance.now());
      if (status !== 200) refuse(`held ${status}`);
    }),
  );
  await new Promise((done) => setTimeout(done, 1500));
  process.send({ held: count - answered });
  await Promise.all(all);
  process.send({ spread: Math.max(...times) - Math.min(...times), refused: result.refused });
  process.exit();
}

if (process.argv[2] === "hold") await hold(Number(process.argv[3]));
else {
  const [seconds, count] = process.argv.slice(3).map(Number);
  // They come within some seconds, as people do.
  const until = performance.now() + seconds * 1000;
  const all = [];
  for (; result.players < count; result.players++) {
    for (const track of ["v", "a"]) all.push(watch(viewers[result.players % viewers.length], track, until));
    if (result.players % 20 === 19) await new Promise((done) => setTimeout(done, 100));
  }
  await Promise.all(all);
  const { user, system } = process.cpuUsage();
  const late = { p50: percentile(lists, 0.5), p99: percentile(lists, 0.99), most: percentile(lists, 1) };
  const part = { p50: percentile(parts, 0.5), p99: percentile(parts, 0.99), most: percentile(parts, 1) };
  process.send({ ...result, late, part, cpu: (user + system) / 1e6 });
  process.exit();
}
