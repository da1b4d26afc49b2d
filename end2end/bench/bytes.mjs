// What a first visit transfers, as it goes over the wire in brotli. Counted are the bodies of the
// page and of everything in /assets/ that it names, followed through style sheets and scripts;
// pictures of sessions are content and stand apart.
import { figure, remark } from "./figures.mjs";
import { ACCEPT, api, get, signIn } from "./http.mjs";
import { CODE_HOME, CODE_SESSION, PLAYER } from "./peer.mjs";
import { DATA, MEMBER, PASSWORD, serve } from "./server.mjs";
import zlib from "node:zlib";

const server = await serve(DATA);
const cookie = await signIn(server, MEMBER, PASSWORD);

const KINDS = { css: "code", js: "code", wasm: "wasm", woff2: "fonts", svg: "icons" };
const kindOf = (url) => KINDS[url.match(/\.(\w+)$/)?.[1]] ?? "other";

function unpacked({ headers, body }) {
  switch (headers["content-encoding"]) {
    case "br":
      return zlib.brotliDecompressSync(body).toString();
    case "gzip":
      return zlib.gunzipSync(body).toString();
    default:
      return body.toString();
  }
}

const seen = new Map();
async function fetched(url) {
  if (!seen.has(url)) {
    const answer = await get(server.url + url, { headers: { "accept-encoding": ACCEPT } });
    if (answer.status !== 200) throw new Error(`${url}: ${answer.status}`);
    seen.set(url, answer);
  }
  return seen.get(url);
}

/** What a file makes the browser fetch besides: at once, and only when it comes to it. */
function named(url, text) {
  const beside = (name) => new URL(name, `http://-${url}`).pathname;
  if (url.endsWith(".css")) return { eager: [...text.matchAll(/url\(["']?(\/assets\/[^"')#]+)/g)].map((match) => match[1]), lazy: [] };
  if (!url.endsWith(".js")) return { eager: [], lazy: [] };
  // Bundles are minified: `from"./x.js"`, `import"./x.js"`, and for later `import("./x.js")`.
  return {
    eager: [...text.matchAll(/(?:\bfrom|\bimport)\s*["'](\.[^"']+\.js)["']/g)].map((match) => beside(match[1])),
    lazy: [...text.matchAll(/\bimport\(\s*["'](\.[^"']+\.js)["']/g)].map((match) => beside(match[1])),
  };
}

/** Every asset that is reached, with whether it waits for something. */
async function reach(starts) {
  const found = new Map();
  const queue = starts.map((url) => [url, false]);
  while (queue.length) {
    const [url, later] = queue.shift();
    if (found.has(url) && (later || !found.get(url))) continue;
    found.set(url, later);
    const { eager, lazy } = named(url, /\.(css|js)$/.test(url) ? unpacked(await fetched(url)) : "");
    queue.push(...eager.map((next) => [next, later]), ...lazy.map((next) => [next, true]));
  }
  return found;
}

async function visit(path, cookie) {
  const page = await get(server.url + path, { headers: { "accept-encoding": ACCEPT, ...(cookie && { cookie }) } });
  if (page.status !== 200) throw new Error(`${path}: ${page.status}`);
  const html = unpacked(page);
  const starts = [...new Set([...html.matchAll(/\/assets\/[\w./-]+/g)].map((match) => match[0]))];
  const isPlayer = (url) => /\/(player|upload)-/.test(url);
  const sums = { html: page.body.length, code: 0, wasm: 0, fonts: 0, icons: 0, other: 0, player: 0, playerLater: 0, requests: 1 };
  const common = await reach(starts.filter((url) => !isPlayer(url)));
  const player = await reach(starts.filter(isPlayer));
  for (const url of common.keys()) {
    sums[kindOf(url)] += (await fetched(url)).body.length;
    sums.requests++;
  }
  for (const [url, later] of player) {
    if (!common.has(url)) sums[later ? "playerLater" : "player"] += (await fetched(url)).body.length;
  }
  const pictures = new Set([...html.matchAll(/\/media\/poster\/[\w-]+\/\w+\.jpg/g)].map((match) => match[0]));
  return { ...sums, pictures: pictures.size, encoding: page.headers["content-encoding"], plain: html.length };
}

const { json } = await api(server, "GET", "/api/v1/catalogue?limit=1");
const session = `/fr/seances/${json.items[0].session_id}`;
const kB = (bytes) => (bytes / 1000).toFixed(1);
for (const [what, path, code] of [
  ["home", "/fr", CODE_HOME],
  ["catalogue", "/fr/catalogue", { budget: CODE_HOME.budget }],
  ["session", session, CODE_SESSION],
]) {
  for (const [who, with_] of [["signed out", undefined], ["member", cookie]]) {
    const sums = await visit(path, with_);
    const how = `\`bytes.mjs\`: \`GET ${path.replace(/[\w-]{36}/, "{id}")}\` and what it names`;
    figure("First visit", {
      what: `${what}, ${who}: styles, scripts, wasm`,
      value: (sums.code + sums.wasm) / 1000,
      note: `wasm ${kB(sums.wasm)}; beside it HTML ${kB(sums.html)} (${sums.encoding ?? "not compressed"}, ${kB(sums.plain)} unpacked), fonts ${kB(sums.fonts)}, icons ${kB(sums.icons + sums.other)}; ${sums.requests} requests, ${sums.pictures} pictures`,
      ...code,
      how,
    });
    if (sums.player) {
      figure("First visit", {
        what: `${what}, ${who}: player`,
        value: (sums.player + sums.playerLater) / 1000,
        note: `fetched at the first press: controls ${kB(sums.player)}, hls.js ${kB(sums.playerLater)}`,
        ...PLAYER,
        how,
      });
    }
  }
}
remark("First visit", `Bodies in kB of 1 000 bytes as transferred (asked for with '${ACCEPT}'; assets answer in brotli), with 10 000 sessions published. The peer's are its styles and scripts in brotli 11; its home page is an empty shell that then fetches its content, 49 requests and 1.43 MB in all.`);
await server.stop();
