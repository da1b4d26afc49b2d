// One player that watches for long, its latency read from every picture, and how far behind the smaller picture
// is that is made beside what is sent.
import path from "node:path";

import { announced, membersOf } from "./broadcast.mjs";
import { PER_SECOND, sendNumbered, unplug } from "./encoder.mjs";
import { figure, median, percentile, remark } from "./figures.mjs";
import { signIn } from "./http.mjs";
import { LIVE_GROWTH, LIVE_LATENCY, LIVE_STALLS } from "./peer.mjs";
import { play, prepared, screen, shown } from "./screen.mjs";
import { PASSWORD, STAFF, WORK, createAccounts, memory, serve, sleep } from "./server.mjs";

const SECTION = "Live";
const SECONDS = Number(process.env.ESTRADE_BENCH_SOAK_SECONDS ?? 60);
/** What was shown is fetched so often: a page that keeps all of it would be what grows. */
const STRETCH_SECONDS = 10;
/** So long a player may take to find its place, in seconds; what it shows until then does not count. */
const SETTLING_SECONDS = 5;
const SMALLER_SECONDS = 20;
/** The numbers in the pictures begin anew after so many. */
const NUMBERS = 2 ** 16;

/** The seconds from room to screen of pictures that were shown a moment ago. */
function behind(pictures, made) {
  const whole = ({ number }) => number + NUMBERS * Math.floor((made.length - 1 - number) / NUMBERS);
  const each = pictures.map((picture) => ({ at: picture.at, madeAt: made[whole(picture)] }));
  return each.filter(({ madeAt }) => madeAt !== undefined).map(({ at, madeAt }) => (at - madeAt) / 1000);
}

/** A house with one member, a live session that they watch, and its encoder. */
async function watched(browser, name, { settings = {}, scale = 1, smallest = false }) {
  const data = path.join(WORK, name);
  await createAccounts(data);
  const server = await serve(data, "web", settings);
  const staff = await signIn(server, STAFF, PASSWORD);
  const [member] = await membersOf(server, data, 1);
  const live = await announced(server, staff, "Longue séance");
  const page = await prepared(browser, server.url, member);
  const encoder = sendNumbered(live.url, scale);
  const playlist = server.url + (await live.open(member));
  await play(page, playlist, true, smallest);
  const begun = performance.now();
  for (;;) {
    const seen = await shown(page);
    if (performance.now() - begun > 30_000) throw new Error(`nothing is shown: ${seen.errors}`);
    if (seen.pictures.length > 0) break;
    await sleep(50);
  }
  await sleep(SETTLING_SECONDS * 1000);
  await shown(page, true);
  const over = async () => {
    await page.context().close();
    await unplug(encoder.child);
    await server.stop();
  };
  return { server, page, encoder, over };
}

const browser = await screen();
if (browser) {
  await soak();
  await smaller();
  await browser.close();
} else {
  remark(SECTION, "Chromium or what drives it is not installed: no long session was watched (`.ci/setup test`).");
}

async function soak() {
  const { server, page, encoder, over } = await watched(browser, "soak", {});
  const [all, stretches, samples, errors] = [[], [], [], []];
  let [stalls, unread] = [0, 0];
  const sampling = setInterval(() => samples.push(memory(server.pid).rss), 1000);
  const until = performance.now() + SECONDS * 1000;
  while (performance.now() < until) {
    await sleep(Math.min(STRETCH_SECONDS * 1000, Math.max(until - performance.now(), 100)));
    const seen = await shown(page, true);
    const seconds = behind(seen.pictures, encoder.made);
    // No picture in so many seconds is a stall that says nothing.
    if (seconds.length === 0) stalls += 1;
    else stretches.push(percentile(seconds, 0.95));
    all.push(...seconds);
    stalls += seen.stalls.length;
    unread += seen.unread;
    errors.push(...seen.errors);
  }
  clearInterval(sampling);
  await over();
  const late = encoder.behind();
  const wait = late > 3 ? `; up to ${late.toFixed(0)} pictures waited for the encoder` : "";
  const troubles = [...new Set(errors)].map((error) => `; ${error}`).join("");
  const how = `hls.js in Chromium for ${SECONDS} s, ${all.length} of ${SECONDS * PER_SECOND} pictures read from the screen, ${unread} illegible`;
  figure(SECTION, {
    what: `watched for ${SECONDS} s: from the room to the screen`,
    value: percentile(all, 0.95),
    note: `95 of 100 pictures; median ${median(all).toFixed(2)}; of ${STRETCH_SECONDS} s the first ${stretches[0].toFixed(2)}, the last ${stretches.at(-1).toFixed(2)}, the worst ${Math.max(...stretches).toFixed(2)}${troubles}${wait}`,
    ...LIVE_LATENCY,
    how,
  });
  figure(SECTION, { what: "the same: stalls", value: stalls, ...LIVE_STALLS, how: "`waiting` of the video element, and stretches without any picture" });
  const third = Math.floor(samples.length / 3);
  figure(SECTION, {
    what: "the same: growth of memory",
    value: median(samples.slice(-third)) - median(samples.slice(third, 2 * third)),
    note: `${median(samples.slice(-third)).toFixed(0)} MB in the last third`,
    ...LIVE_GROWTH,
    how: "`Rss` every second, median of the last third less that of the second",
  });
}

async function smaller() {
  const { page, encoder, over } = await watched(browser, "smaller", { settings: { ESTRADE_LIVE_RUNGS: "1" }, scale: 2, smallest: true });
  await sleep(SMALLER_SECONDS * 1000);
  const { pictures, unread, stalls, errors, size } = await shown(page, true);
  const seconds = behind(pictures, encoder.made);
  await over();
  if (size !== "854x480" || seconds.length === 0) {
    remark(SECTION, `The smaller picture was not measured: what was shown is ${size}${errors.map((error) => `, ${error}`).join("")}.`);
    return;
  }
  const troubles = [`${stalls.length} stalls`, ...new Set(errors)].join(", ");
  figure(SECTION, {
    what: "the smaller picture that is made beside it, 480p of 720p: from the room to the screen",
    value: percentile(seconds, 0.95),
    unit: "s",
    note: `95 of 100 pictures; median ${median(seconds).toFixed(2)}; ${troubles}`,
    how: `${seconds.length} of ${SMALLER_SECONDS * PER_SECOND} pictures read from the screen, ${unread} illegible; two encoders and the player share the machine`,
  });
}
