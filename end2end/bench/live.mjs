// A live session: how far behind the room one is, how soon one sees it begin, and what it costs.
import path from "node:path";

import { announced, membersOf } from "./broadcast.mjs";
import { PER_SECOND, encoded, sendEncoded, sendNumbered, unplug } from "./encoder.mjs";
import { figure, median, percentile, remark } from "./figures.mjs";
import { get, signIn } from "./http.mjs";
import { startRtmpPeer } from "./nginx.mjs";
import { LIVE_COST, LIVE_LATENCY, LIVE_ORDINARY, LIVE_STALLS, LIVE_START } from "./peer.mjs";
import { play, prepared, screen, shown } from "./screen.mjs";
import { PASSWORD, STAFF, WORK, cpuSeconds, createAccounts, serve, sleep } from "./server.mjs";

const SECTION = "Live";
const WATCHED_SECONDS = 25;
/** So long a player may take to find its place, in seconds; what it shows until then does not count. */
const SETTLING_SECONDS = 5;
const COST_SECONDS = 15;

const data = path.join(WORK, "live");
await createAccounts(data);
// What was sent is not made into recordings meanwhile: that is measured elsewhere, and takes what it gets.
const server = await serve(data, "web");
const staff = await signIn(server, STAFF, PASSWORD);
const members = await membersOf(server, data, 2);

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
  const wait = late > 3 ? `; up to ${late.toFixed(0)} pictures waited for the encoder` : "";
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
  const live = await announced(server, staff, "En direct");
  const page = await prepared(browser, server.url, members[0]);
  const encoder = sendNumbered(live.url);
  const playlist = server.url + (await live.open(members[0]));
  const first = await watchedFor(page, playlist, true);
  const ordinary = await watchedFor(await prepared(browser, server.url, members[1]), server.url + (await live.open(members[1])), false);
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
const unseen = await announced(server, staff, "Sans public");
const sender = sendEncoded(camera, unseen.url);
await unseen.open(members[0]);
await sleep(2000);
const before = cpuSeconds(server.pid);
await sleep(COST_SECONDS * 1000);
figure(SECTION, {
  what: "a live that is passed on as it came, 720p at 3 Mbit/s: processor time",
  value: ((cpuSeconds(server.pid) - before) / COST_SECONDS) * 100,
  ...LIVE_COST,
  how: `/proc/PID/stat over ${COST_SECONDS} s, nobody watches`,
});
await unplug(sender);
await server.stop();
