// A live session: how far behind the room one is, how soon one sees it begin, what it costs, and what a
// full hall of members does to it.
import { fork } from "node:child_process";
import path from "node:path";

import { PER_SECOND, encoded, sendEncoded, sendNumbered, unplug } from "./encoder.mjs";
import { figure, median, percentile, remark } from "./figures.mjs";
import { api, get, signIn } from "./http.mjs";
import { startRtmpPeer } from "./nginx.mjs";
import { LIVE_COST, LIVE_GROWTH, LIVE_HELD, LIVE_LATE, LIVE_LATENCY, LIVE_ORDINARY, LIVE_PART, LIVE_START, LIVE_STALLS } from "./peer.mjs";
import { play, prepared, screen, shown } from "./screen.mjs";
import { PASSWORD, STAFF, WORK, command, cpuSeconds, createAccounts, memory, serve, sleep } from "./server.mjs";

const SECTION = "Live";
const SECONDS = Number(process.env.ESTRADE_BENCH_LIVE_SECONDS ?? 60);
const PLAYERS = 1000;
const MEMBERS = 40;
const HELD = 10_000;
const WATCHED_SECONDS = 25;
/** So long a player may take to find its place, in seconds; what it shows until then does not count. */
const SETTLING_SECONDS = 5;
const COST_SECONDS = 15;

const data = path.join(WORK, "live");
await createAccounts(data);
const ADMIN = "admin@bench.test";
await command(data, ["user", "create", "--email", ADMIN, "--name", "Chantal Roy", "--role", "admin", "--password-stdin"], PASSWORD);
const server = await serve(data);
const staff = await signIn(server, STAFF, PASSWORD);
const admin = await signIn(server, ADMIN, PASSWORD);

const members = [];
for (let made = 0; made < MEMBERS; made++) {
  const email = `membre-${made}@bench.test`;
  await api(server, "POST", "/api/v1/members", { cookie: admin, body: { name: "Ana Silva", email, password: PASSWORD, role: "member", locale: "fr" } });
  members.push(await signIn(server, email, PASSWORD));
}

/** A session that is to begin: where its encoder sends to, and how a member opens it. */
async function announced(name) {
  const title = { fr: name, en: name };
  const { json: item } = await api(server, "POST", "/api/v1/items", { cookie: staff, body: { kind: "class", title } });
  const now = Date.now();
  const live = { starts_at: new Date(now).toISOString(), ends_at: new Date(now + 3_600_000).toISOString() };
  const { json: session } = await api(server, "POST", "/api/v1/sessions", { cookie: staff, body: { item_id: item.id, live } });
  await api(server, "POST", `/api/v1/sessions/${session.id}/publish`, { cookie: staff });
  const { json: door } = await api(server, "POST", `/api/v1/lives/${session.id}/key`, { cookie: staff, body: {} });
  const open = async (cookie) => {
    for (;;) {
      const opened = await api(server, "POST", `/api/v1/sessions/${session.id}/watch`, { cookie, body: {} }).catch(() => undefined);
      if (opened?.json.live) return opened.json.playlist_url;
      await sleep(100);
    }
  };
  const end = () => api(server, "POST", `/api/v1/lives/${session.id}/end`, { cookie: staff });
  return { url: `${door.server}/${door.key}`, open, end };
}

// --- From the room to the screen -------------------------------------------------

const browser = await screen();

/** Seconds from room to screen, once the player has found its place. */
function behind({ pictures }, made) {
  const from = pictures[0].at + SETTLING_SECONDS * 1000;
  return pictures.filter(({ at, number }) => at >= from && made[number]).map(({ at, number }) => (at - made[number]) / 1000);
}

function told(what, seen, made, encoder, more) {
  const seconds = behind(seen, made);
  const late = encoder.behind();
  const spread = `median ${median(seconds).toFixed(2)}, longest ${Math.max(...seconds).toFixed(2)}`;
  const troubles = [`${seen.stalls.length} stalls`, ...new Set(seen.errors)].join(", ");
  const wait = late > 2 ? `; ${late.toFixed(0)} pictures waited for the encoder, which spoils this` : "";
  figure(SECTION, {
    what,
    value: percentile(seconds, 0.95),
    unit: "s",
    note: `95 of 100 pictures; ${spread}; ${troubles}; hls.js itself says ${seen.latency.toFixed(2)}${wait}`,
    how: `${seconds.length} of ${(WATCHED_SECONDS - SETTLING_SECONDS) * PER_SECOND} pictures read from the screen, ${seen.unread} illegible`,
    ...more,
  });
}

/** Plays for a while and reads what is shown. */
async function watchedFor(page, url, lowLatency) {
  await play(page, url, lowLatency);
  const begun = performance.now();
  for (;;) {
    const seen = await shown(page);
    if (performance.now() - begun > 30_000) throw new Error(`nothing is shown: ${seen.errors}`);
    if (seen.pictures.length > 0) break;
    await sleep(50);
  }
  await sleep(WATCHED_SECONDS * 1000);
  const seen = await shown(page);
  await page.context().close();
  return seen;
}

if (browser) {
  const live = await announced("En direct");
  const page = await prepared(browser, server.url, members[0]);
  const encoder = sendNumbered(live.url);
  const playlist = server.url + (await live.open(members[0]));
  const first = await watchedFor(page, playlist, true);
  const ordinary = await watchedFor(await prepared(browser, server.url, members[1]), server.url + (await live.open(members[1])), false);
  await live.end();
  await unplug(encoder.child);

  let theirs;
  const peer = await startRtmpPeer();
  if (peer) {
    const encoder = sendNumbered(peer.rtmp);
    while ((await get(peer.playlist).catch(() => undefined))?.status !== 200) await sleep(200);
    const seen = await watchedFor(await prepared(browser, new URL(peer.playlist).origin), peer.playlist, true);
    await unplug(encoder.child);
    await peer.stop();
    theirs = `${peer.version}: ${percentile(behind(seen, encoder.made), 0.95).toFixed(2)} s, ${seen.stalls.length} stalls`;
  } else {
    remark(SECTION, "nginx-rtmp is not installed: there is nothing to compare the latency with (`apt-get install libnginx-mod-rtmp`).");
  }
  told("from the room to the screen, hls.js in Chromium", first, encoder.made, encoder, { ...LIVE_LATENCY, peer: theirs });
  told("the same without low latency", ordinary, encoder.made, encoder, { ...LIVE_ORDINARY, peer: theirs });
  figure(SECTION, {
    what: "the same with low latency: stalls",
    value: first.stalls.length,
    note: `in ${WATCHED_SECONDS} s`,
    ...LIVE_STALLS,
    how: "`waiting` of the video element",
  });
  figure(SECTION, {
    what: "first picture made to first picture shown",
    value: (first.pictures[0].at - encoder.began) / 1000,
    note: "key pictures 2 s apart",
    ...LIVE_START,
    how: "a page with hls.js that opens the session as soon as it may, asking every 0.1 s",
  });
  await browser.close();
  remark(SECTION, "Each picture carries its number as black and white squares, drawn when its time has come; the page reads them from what it shows (`requestVideoFrameCallback`). 640 × 360 at 30 pictures a second, x264 ultrafast zerolatency, encoded by ffmpeg on the same machine, whose time is part of it. The first 5 s of playing do not count.");
} else {
  remark(SECTION, "Chromium or what drives it is not installed: the latency was not measured (`.ci/setup test`).");
}

// --- What one costs whom nobody watches ---------------------------------------------

const camera = encoded("camera", { rate: "3M" });
{
  const live = await announced("Sans public");
  const sender = sendEncoded(camera, live.url);
  await live.open(members[0]);
  await sleep(2000);
  const before = cpuSeconds(server.pid);
  await sleep(COST_SECONDS * 1000);
  figure(SECTION, {
    what: "a live that is passed on as it came, 720p at 3 Mbit/s: processor time",
    value: ((cpuSeconds(server.pid) - before) / COST_SECONDS) * 100,
    ...LIVE_COST,
    how: `/proc/PID/stat over ${COST_SECONDS} s, nobody watches`,
  });
  await live.end();
  await unplug(sender);
}

// --- A full hall -----------------------------------------------------------------------

/** A load in a process of its own. */
function load(args, viewers) {
  const child = fork(path.join(import.meta.dirname, "viewers.mjs"), args, { stdio: ["pipe", "inherit", "inherit", "ipc"] });
  process.once("exit", () => child.kill("SIGKILL"));
  child.stdin.end(JSON.stringify({ port: Number(new URL(server.url).port), viewers }));
  const says = () =>
    new Promise((done, failed) => {
      child.once("message", done);
      child.once("exit", (code) => failed(new Error(`the load ended with ${code}`)));
    });
  return { child, says };
}

const viewersOf = (live) =>
  Promise.all(members.map(async (cookie) => ({ cookie, media: (await live.open(cookie)).replace("index.m3u8", "") })));

{
  const small = encoded("hall", { rate: "1M" });
  const live = await announced("Salle pleine");
  const sender = sendEncoded(small, live.url);
  const { says } = load(["watch", String(SECONDS), String(PLAYERS)], await viewersOf(live));
  const cpu = cpuSeconds(server.pid);
  const samples = [];
  const sampling = setInterval(() => samples.push(memory(server.pid).rss), 1000);
  const { players, playlists, parts, bytes, stalls, refused, late, part, cpu: own } = await says();
  clearInterval(sampling);
  const used = cpuSeconds(server.pid) - cpu;
  await live.end();
  await unplug(sender);
  const how = `\`viewers.mjs\`: ${players} players for ${SECONDS} s, each with two connections, of ${MEMBERS} members who are signed in`;
  const missed = Object.entries(refused).map(([what, count]) => `${count} times ${what}`);
  figure(SECTION, {
    what: `${PLAYERS} players: asked to last byte of a part`,
    value: part.p99,
    note: `99 of 100 of ${parts}; median ${part.p50.toFixed(1)}, longest ${part.most.toFixed(0)}${missed.length ? `; **${missed}**` : ""}`,
    ...LIVE_PART,
    how,
  });
  figure(SECTION, {
    what: "the same: stalls",
    value: stalls + Object.values(refused).reduce((sum, count) => sum + count, 0),
    note: "players whose held-back second ran out, and requests that were refused",
    ...LIVE_STALLS,
    how: "three parts held back, as the playlist says",
  });
  figure(SECTION, {
    what: "the same: a playlist after the first player had it",
    value: late.p99,
    note: `99 of 100 of ${playlists}; median ${late.p50.toFixed(1)}`,
    ...LIVE_LATE,
    how,
  });
  const third = Math.floor(samples.length / 3);
  figure(SECTION, {
    what: "the same: growth of memory",
    value: median(samples.slice(-third)) - median(samples.slice(third, 2 * third)),
    note: `${median(samples.slice(-third)).toFixed(0)} MB in the last third`,
    ...LIVE_GROWTH,
    how: "`Rss` every second, median of the last third less that of the second",
  });
  const perSecond = (playlists + parts) / SECONDS;
  figure(SECTION, {
    what: "the same: processor time per request",
    value: (used / (playlists + parts)) * 1e6,
    unit: "µs",
    note: `${perSecond.toFixed(0)} requests/s, ${(bytes / SECONDS / 1e6).toFixed(0)} MB/s; the server ${(used / SECONDS).toFixed(2)} cores, the load ${(own / SECONDS).toFixed(2)}`,
    how: "/proc/PID/stat",
  });
}

// --- Those who wait ------------------------------------------------------------------------

{
  // Key pictures far apart make long segments: nobody is woken before all have come.
  const slow = encoded("slow", { rate: "300k", apart: 6, size: "640x360" });
  const live = await announced("En attente");
  const sender = sendEncoded(slow, live.url);
  const viewers = await viewersOf(live);
  await sleep(5000);
  const before = memory(server.pid).rss;
  const { child, says } = load(["hold", String(HELD)], viewers);
  await says();
  const { body } = await get(`${server.url}${viewers[0].media}live/v/index.m3u8`, { headers: { cookie: viewers[0].cookie, "accept-encoding": "identity" } });
  const [, number] = body.toString().match(/PRELOAD-HINT:TYPE=PART,URI="\d+-(\d+)\./);
  child.send(`live/v/index.m3u8?_HLS_msn=${Number(number) + 1}`);
  const { held } = await says();
  const after = memory(server.pid).rss;
  const { spread, refused } = await says();
  await live.end();
  await unplug(sender);
  const missed = Object.entries(refused).map(([what, count]) => `; **${count} times ${what}**`);
  figure(SECTION, {
    what: `${HELD.toLocaleString("fr-CA")} requests that wait: memory of each`,
    value: ((after - before) * 1000) / held,
    note: `${held} waited at that moment; all were answered within ${spread.toFixed(0)} ms${missed.join("")}`,
    ...LIVE_HELD,
    how: "one connection each, `Rss` before and while they wait",
  });
}
remark(SECTION, `The players are simulated: plain sockets, ${MEMBERS} sign-ins shared among them, every playlist and every part of picture and sound with its cookie checked. What they play is 720p at 1 Mbit/s, sent by ffmpeg as it was encoded beforehand. Load and server share the machine.`);
await server.stop();
