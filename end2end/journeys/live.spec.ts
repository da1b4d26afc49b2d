// A live session from the room to the screen: what its playlists promise, who can play it, and what
// happens on bad days.
import { type Page } from "@playwright/test";

import { Encoder, PICTURES } from "../world/encoder";
import { type Follower, Reader } from "../world/follower";
import { expect, test } from "../world/hall";
import { length } from "../world/lowlatency";
import { type Played, shakaPage } from "../world/players";
import { engines, strike } from "../world/processes";
import { mpvFor, seen, streamlinkFor, watched } from "../world/spectators";

test.describe.configure({ timeout: 150_000 });

/** A machine that also runs other tests may be late. */
const LATE_MS = 250;
const PART_MS = 350;
/** What players say of standing still, which is counted apart. */
const STOOD = /^(bufferStalledError|stalldetected)/;

const passed = (seconds: number) => new Promise((done) => setTimeout(done, seconds * 1000));
const percentile = (values: number[], share: number) => [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * share)];

/** Expects that nobody who read along found anything wrong. */
function flawless(followers: Follower[]): void {
  for (const { rules, said } of followers) {
    expect.soft(said, `${rules.name}: what was said`).toEqual([]);
    expect.soft(rules.broken, `${rules.name}: broken rules`).toEqual([]);
  }
}

/** Waits until a player has gone on for so many seconds, and expects it to have met nothing. */
async function playsOn(page: Page, seconds: number): Promise<void> {
  const from = await seen(page);
  const message = `plays on from ${from.at} s`;
  await expect.poll(async () => (await seen(page)).at, { message, timeout: seconds * 1000 + 30_000 }).toBeGreaterThan(from.at + seconds);
  const now = await seen(page);
  // A third of them: a machine without a graphics card that also encodes leaves some out.
  expect(now.pictures, "pictures").toBeGreaterThan(from.pictures + (seconds * PICTURES) / 3);
  expect(now.width, "the picture's width").toBe(640);
}

test("every playlist of a live keeps the rules, and is there when its part is", async ({ hall }) => {
  const room = await hall();
  const first = await room.begun();
  const followers = await room.followers();
  const { url, cookie } = await room.address();
  await passed(18);

  await test.step("who asks for what cannot be there yet is told so", async () => {
    const reader = new Reader(room.site.url, cookie);
    const playlist = new URL("live/v/index.m3u8", url).pathname;
    for (const query of ["_HLS_msn=900", "_HLS_part=1"]) {
      const { status } = await reader.get(`${playlist}?${query}`);
      expect(status, query).toBeGreaterThanOrEqual(400);
      expect(status, query).toBeLessThan(500);
    }
    const plain = await reader.get(playlist);
    expect(plain.headers["content-encoding"], "not compressed unless asked for").toBeUndefined();
    expect(plain.body.toString("latin1", 0, 7)).toBe("#EXTM3U");
    const all = (await reader.get(new URL(url).pathname)).body.toString();
    expect(all).toMatch(/CODECS="avc1\.[0-9a-f]{6},mp4a\.40\.2",RESOLUTION=640x360,FRAME-RATE=30\.000,AUDIO="a"/i);
    reader.close();
  });

  await test.step("the encoder comes back: one break, in every rendition", async () => {
    await first.stop();
    await room.staff.until(room.session, "interrupted");
    await room.begun();
    await passed(6);
  });
  await room.staff.endLive(room.session);
  for (const follower of followers) await follower.over();

  flawless(followers);
  const [picture, sound] = followers;
  expect(picture.rules.breaks, "breaks").toHaveLength(1);
  expect(picture.rules.breaks, "the same breaks").toEqual(sound.rules.breaks);
  expect([...picture.rules.segments.keys()], "the same segments").toEqual([...sound.rules.segments.keys()]);
  for (const [number, { at }] of picture.rules.segments) {
    const beside = sound.rules.segments.get(number)?.at ?? 0;
    expect.soft(Math.abs((at ?? 0) - beside), `segment ${number}: milliseconds between picture and sound`).toBeLessThan(100);
  }
  for (const { rules, late, apart, lapsed, shortened } of followers) {
    expect(rules.versions, `${rules.name}: versions`).toBeGreaterThan(40);
    expect(lapsed.length, `${rules.name}: parts that were announced and never came, ${lapsed}`).toBeLessThanOrEqual(2);
    expect(shortened, `${rules.name}: delta updates`).toBeGreaterThan(0);
    expect(percentile(late, 0.5), `${rules.name}: half, in milliseconds after their part`).toBeLessThan(LATE_MS);
    expect(percentile(late, 0.9), `${rules.name}: 90 of 100, in milliseconds after their part`).toBeLessThan(LATE_MS + PART_MS);
    expect(percentile(apart, 0.9), `${rules.name}: 90 of 100, in milliseconds from part to playlist`).toBeLessThan(50);
  }
});

test("a live plays in the site's page and in other players", async ({ hall, browser }) => {
  const room = await hall();
  const context = await room.device(browser);
  const early = await room.seat(context);
  await expect(early.stage.getByText("La séance s’ouvrira ici d’elle-même")).toBeVisible();
  await room.begun();

  // One after the other: they are drawn without a graphics card.
  const judged = async (name: string, page: Page, joining = 0) => {
    await watched(page);
    await playsOn(page, 8);
    const { said, waits, latency } = await seen(page);
    // One second is held back: a machine that also runs other tests may take longer, once.
    expect.soft(waits.length, `${name}: stood still ${waits}`).toBeLessThanOrEqual(1);
    expect.soft(said.filter((text) => !STOOD.test(text)).slice(joining), `${name}: what it met`).toEqual([]);
    if (latency !== undefined) expect.soft(latency, `${name}: seconds behind`).toBeLessThan(5);
    await page.close();
  };
  await test.step("whoever has waited sees it begin", async () => {
    await early.expectPlayingPast(1, 30_000);
    await judged("hls.js, from the beginning", early.page);
  });
  await test.step("whoever is late joins", async () => {
    const late = await room.seat(context);
    await late.join.click();
    await expect.poll(() => late.position(), { timeout: 30_000, message: "at the edge" }).toBeGreaterThan(5);
    await judged("hls.js, later", late.page);
  });
  expect((await room.staff.live(room.session)).viewers, "one person, however many windows").toBe(1);
  const address = await room.address();
  await test.step("Shaka Player", async () => {
    const page = await shakaPage(context, address);
    await expect.poll(async () => (await seen(page)).pictures, { timeout: 30_000 }).toBeGreaterThan(30);
    // It may begin between two frames of sound, and moves to the next one; from then on there is no gap.
    const joining = (await seen(page)).said.filter((text) => text.startsWith("gapjumped")).length;
    expect(joining, "gaps while joining").toBeLessThanOrEqual(1);
    await judged("Shaka Player", page, joining);
  });

  const judge = (player: string, { from, to, said }: Played, seconds: number) => {
    expect.soft(said, `${player}: what it said`).toEqual([]);
    expect.soft(to - from, `${player}: seconds`).toBeGreaterThan(seconds);
  };
  const [mpv, streamlink] = await Promise.all([mpvFor(address, 8), streamlinkFor(address, 8)]);
  judge("mpv", mpv, 7);
  judge("streamlink", streamlink, 7);
});

test("the encoder goes and comes back, and nobody has to reload", async ({ hall, browser }) => {
  const room = await hall();
  const encoder = await room.begun();
  const stage = await room.seat(await room.device(browser));
  const { page } = stage;
  await stage.join.click();
  await stage.expectPlayingPast(3, 30_000);
  await page.evaluate(() => Object.assign(window, { unmoved: true }));

  await encoder.stop();
  await room.staff.until(room.session, "interrupted");
  await expect(page.getByText("La salle a perdu sa connexion.")).toBeVisible({ timeout: 15_000 });
  await passed(3);
  await room.begun();
  await expect(page.getByText("La salle a perdu sa connexion.")).toBeHidden({ timeout: 15_000 });
  await playsOn(page, 8);
  expect(await page.evaluate(() => "unmoved" in window), "the same page").toBe(true);
  expect(await stage.finished.isVisible()).toBe(false);
});

test("the server is struck in the middle of a live", async ({ hall }) => {
  const room = await hall();
  const { site } = room;
  await room.begun();
  const followers = await room.followers();
  await passed(9);
  const [running] = site.processes;
  await running.end("SIGKILL");
  const listed = followers.map(({ rules }) => structuredClone([...rules.segments.values()]));
  // An encoder tries again until somebody answers.
  await passed(1);
  await site.start("all");
  const encoder = room.encoder();
  await room.staff.until(room.session, "live");
  await expect.poll(async () => (await room.staff.live(room.session)).ingest?.connected).toBe(true);
  await passed(6);
  expect(encoder.isSending).toBe(true);
  const { duration_s } = await room.replay();
  await Promise.all(followers.map((follower) => follower.over()));

  followers.forEach(({ rules, said }, index) => {
    const before = listed[index];
    expect.soft(said, `${rules.name}: what was said`).toEqual([]);
    for (const segment of before) {
      const after = rules.segments.get(segment.number);
      expect(after?.uri, `segment ${segment.number} of ${rules.name}`).toBeDefined();
      // The part under way when it was struck may be gone, and what was listed of it.
      expect(length(after as typeof segment), `segment ${segment.number} of ${rules.name}`).toBeGreaterThan(
        length(segment) - (segment.uri === undefined ? PART_MS / 1000 + 0.01 : 0.001),
      );
    }
    const numbers = [...rules.segments.keys()];
    expect(numbers, "one after the other").toEqual(numbers.map((_, place) => place));
    expect(numbers.length, "it went on").toBeGreaterThan(before.length + 1);
    expect(rules.breaks, "breaks").toHaveLength(1);
    expect(Math.abs(duration_s - rules.seconds), `${rules.name}: a replay of ${duration_s} s of ${rules.seconds}`).toBeLessThan(0.5);
  });
});

test("the store is away during a live, and nothing is lost", async ({ hall, remote }) => {
  const { site, road } = await remote();
  const room = await hall(site);
  await room.begun();
  const followers = await room.followers();
  await passed(4);
  road.away();
  await passed(20);
  const { ingest, state } = await room.staff.live(room.session);
  expect(state).toBe("live");
  expect(ingest?.spooled, "segments on this machine's disk").toBeGreaterThan(10);
  expect(ingest?.troubles).toContain("store_away");
  await road.back();
  const spooled = async () => (await room.staff.live(room.session)).ingest?.spooled;
  await expect.poll(spooled, { message: "segments on this machine's disk", timeout: 30_000 }).toBeLessThanOrEqual(2);
  const { duration_s } = await room.replay();
  await Promise.all(followers.map((follower) => follower.over()));
  flawless(followers);
  for (const { rules, whole } of followers) {
    expect(whole.size, `${rules.name}: segments that could be had`).toBe(rules.segments.size);
    expect(Math.abs(duration_s - rules.seconds), `${rules.name}: a replay of ${duration_s} s of ${rules.seconds}`).toBeLessThan(0.5);
  }
});

test("a smaller picture stands beside what is sent, and what is sent goes on without it", async ({ hall, plan }) => {
  const site = await plan({ ESTRADE_LIVE_RUNGS: "1" });
  const room = await hall(site);
  await room.begun((door) => Encoder.to(door, "1280x720"));
  const { url, cookie } = await room.address();
  const reader = new Reader(site.url, cookie);
  const text = async (place: string) => (await reader.get(new URL(place, new URL(url, site.url)).pathname)).body.toString();

  await test.step("whoever asks first is told of both", async () => {
    const pictures = (await text(url)).matchAll(/#EXT-X-STREAM-INF:.*BANDWIDTH=(\d+),.*RESOLUTION=(\d+x\d+).*\n(.*)/g);
    const [large, small, ...more] = [...pictures].map(([, bits, size, place]) => ({ bits: Number(bits), size, place }));
    expect(more).toEqual([]);
    expect(large).toMatchObject({ size: "1280x720", place: "live/v/index.m3u8" });
    expect(small).toMatchObject({ size: "854x480", place: "live/s/index.m3u8" });
    expect(small.bits, "for a slower connection").toBeGreaterThan(600_000);
  });

  await test.step("it keeps the rules, and is cut where the other is", async () => {
    const small = () => text(new URL("live/s/index.m3u8", new URL(url, site.url)).pathname);
    await expect.poll(small, { message: "there is something of it", timeout: 10_000 }).toContain("#EXT-X-PART:");
    const followers = await room.followers(["v", "a", "s"]);
    await passed(14);
    for (const follower of followers) await follower.stop();
    flawless(followers);
    const [large, , smaller] = followers.map(({ rules }) => rules.segments);
    expect(smaller.size, "segments").toBeGreaterThan(5);
    for (const [number, { at, uri, duration = 0, isNew }] of smaller) {
      const beside = large.get(number);
      expect.soft(isNew, `segment ${number}: a break where the other has one`).toBe(beside?.isNew);
      expect.soft(Math.abs((at ?? 0) - (beside?.at ?? 0)), `segment ${number}: milliseconds apart`).toBeLessThan(100);
      if (uri && beside?.uri) expect.soft(Math.abs(duration - (beside.duration ?? 0)), `segment ${number}: seconds apart`).toBeLessThan(0.1);
    }
  });
  await expect.poll(async () => (await room.staff.live(room.session)).ingest?.smaller_height).toBe(480);

  await test.step("what makes it is struck", async () => {
    const [running] = site.processes;
    const [sent] = await room.followers(["v"]);
    // It is started again, and stands still the second time.
    const making = engines(running.pid, "libx264");
    expect(making.length, "programs").toBe(1);
    making.forEach(strike);
    const again = () => engines(running.pid, "libx264").filter((pid) => !making.includes(pid));
    await expect.poll(again, { message: "started again", timeout: 15_000 }).toHaveLength(1);
    again().forEach((pid) => process.kill(pid, "SIGSTOP"));
    const list = () => text(new URL("live/s/index.m3u8", new URL(url, site.url)).pathname);
    await expect.poll(list, { message: "it says what is missing", timeout: 30_000 }).toContain("#EXT-X-GAP");
    expect(engines(running.pid, "libx264").filter((pid) => making.includes(pid)), "who was struck is gone").toEqual([]);
    // Some time later it is there again, from a segment of its own on.
    const last = async () => (await list()).split("\n").findLastIndex((line) => line === "#EXT-X-GAP");
    const whole = async () => (await list()).split("\n").findLastIndex((line) => line.endsWith(".m4s"));
    await expect.poll(async () => (await whole()) - (await last()), { message: "it is made again", timeout: 30_000 }).toBeGreaterThan(3);
    const count = async (track: string) => (await text(new URL(`live/${track}/index.m3u8`, new URL(url, site.url)).pathname)).match(/#EXTINF/g)?.length ?? 0;
    expect(Math.abs((await count("v")) - (await count("s"))), "segments that one has and the other has not").toBeLessThanOrEqual(1);
    await sent.stop();
    expect(sent.said.filter((said) => /: [45]\d\d/.test(said)), "what was sent can be had").toEqual([]);
    expect(sent.rules.breaks, "without a break").toEqual([]);
  });
  reader.close();
  const { duration_s } = await room.replay();
  expect(duration_s, "its replay is what was sent").toBeGreaterThan(20);
  expect(engines(site.processes[0].pid, "superfast"), "nothing is left running").toEqual([]);
});

test("an encoder with a wrong key is turned away, and reads why", async ({ hall }) => {
  const room = await hall();
  const stranger = Encoder.to({ server: room.door.server, key: "0123456789abcdef0123456789abcdef" });
  expect(await stranger.lastWords()).toContain("Unknown or replaced stream key");
  const replaced = room.door;
  const fresh = await room.staff.streamKey(room.session);
  expect(fresh.key).not.toBe(replaced.key);
  expect(await Encoder.to(replaced).lastWords()).toContain("Unknown or replaced stream key");
  expect(await room.staff.live(room.session)).toMatchObject({ state: "waiting", ingest: { connected: false } });
});
