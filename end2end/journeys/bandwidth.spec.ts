// A connection that grows narrow and wide again under a film: the picture follows, and never stands still.
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";

import { type Page } from "@playwright/test";

import { SessionPage } from "../pages/session";
import { type Office } from "../world/office";
import { unheard } from "../world/people";
import { overheard } from "../world/players";
import { expect, test } from "../world/test";

const run = promisify(execFile);

const FILM_SECONDS = 90;
/** How far ahead the player fetches: otherwise it has the whole film before anything can happen to it. */
const AHEAD_SECONDS = 12;

/** A film of which three sizes are offered, with rates well apart. */
async function filmed(office: Office): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "estrade-bandwidth-"));
  try {
    const film = path.join(folder, "film.mp4");
    const picture = `testsrc2=size=854x480:rate=25:duration=${FILM_SECONDS},noise=alls=20:allf=t`;
    const sound = `sine=frequency=330:sample_rate=48000:duration=${FILM_SECONDS}`;
    const rate = ["-b:v", "1000k", "-maxrate", "1100k", "-bufsize", "1100k", "-g", "50"];
    await run("ffmpeg", [
      ...["-v", "error", "-nostdin", "-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", sound],
      ...["-c:v", "libx264", "-preset", "ultrafast", ...rate, "-pix_fmt", "yuv420p", "-c:a", "aac", film],
    ]);
    const item = await office.newItem(`Film au débit variable ${unheard()}`, "A film at many rates");
    const recording = await office.send(item, film);
    await office.ready(recording);
    return await office.publish(item, recording);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What a page's player met and shows. */
const state = (page: Page) =>
  page.evaluate(() => {
    type Playing = { said: string[]; waits: string[]; video: { nativeEl: HTMLVideoElement } };
    const { said, waits, video } = (window as unknown as { playing: Playing }).playing;
    return { said, waits, height: video.nativeEl.videoHeight, at: video.nativeEl.currentTime };
  });

test("a picture grows small and large again with the connection, and never stands still", async ({ world }) => {
  test.setTimeout(240_000);
  const staff = await world.office("staff");
  const session = await filmed(staff);
  const member = await world.newcomer();
  const { page } = member;
  await overheard(page);
  const stage = new SessionPage(page);
  await stage.open(session);
  await stage.play.click();
  await page.waitForFunction((ahead) => {
    type Playing = { waits: string[]; api: { config: object } | null; video: { nativeEl: HTMLVideoElement } };
    const { playing } = window as unknown as { playing?: Playing };
    if (!playing?.api) return false;
    Object.assign(playing.api.config, { maxBufferLength: ahead, maxMaxBufferLength: ahead });
    const { nativeEl } = playing.video;
    // Waiting for the first picture is no stall.
    nativeEl.addEventListener("playing", () => (playing.waits = []), { once: true });
    nativeEl.addEventListener("waiting", () => {
      const { buffered, currentTime, videoHeight } = nativeEl;
      const ahead = Array.from({ length: buffered.length }, (_, piece) =>
        buffered.start(piece) <= currentTime ? buffered.end(piece) - currentTime : 0,
      );
      // With seconds of film at hand it is the decoder that begins anew, at another size: not the connection.
      if (Math.max(0, ...ahead) > 2) return;
      const kept = Array.from({ length: buffered.length }, (_, piece) => `${buffered.start(piece)} to ${buffered.end(piece)} s`);
      playing.waits.push(`at ${currentTime} s of ${kept.join(", ")}, ${videoHeight} lines`);
    });
    return true;
  }, AHEAD_SECONDS);

  const network = await page.context().newCDPSession(page);
  /** Lets so many bits per second through. */
  const narrow = (bits: number) =>
    network.send("Network.emulateNetworkConditions", { offline: false, latency: 20, downloadThroughput: bits / 8, uploadThroughput: -1 });
  const patient = { timeout: 40_000 };
  const height = async () => (await state(page)).height;

  await expect.poll(height, { ...patient, message: "the largest picture" }).toBe(480);
  const rates = await page.evaluate(() => {
    type Playing = { api: { levels: { height: number; bitrate: number }[] } };
    return (window as unknown as { playing: Playing }).playing.api.levels.map(({ height, bitrate }) => ({ height, bitrate }));
  });
  const [small, , large] = rates.map(({ bitrate }) => bitrate).sort((a, b) => a - b);
  expect(large, "rates that are well apart").toBeGreaterThan(small * 2);

  await narrow((small + large) / 2);
  await expect.poll(height, { ...patient, message: "a smaller picture" }).toBeLessThan(480);
  const narrowed = await state(page);
  expect(narrowed, "with the narrow connection").toMatchObject({ said: [], waits: [] });

  // -1 is no limit.
  await narrow(-8);
  await expect.poll(height, { ...patient, message: "the largest picture again" }).toBe(480);
  const widened = await state(page);
  expect(widened.at, "it went on").toBeGreaterThan(narrowed.at);
  expect(widened, "with the wide connection again").toMatchObject({ said: [], waits: [] });
  const withdrawn = await staff.doorway.post(`/api/v1/sessions/${session}/unpublish`);
  expect(withdrawn.ok(), await withdrawn.text()).toBe(true);
});
