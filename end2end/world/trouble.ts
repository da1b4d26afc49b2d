// The test that bad days are made of: `plan` gives a site of one's own, `remote` one whose store is
// at the end of a road that the test can close. All of it is gone afterwards.
import { randomUUID } from "node:crypto";

import { type APIResponse, test as base, expect } from "@playwright/test";

import { Bucket, sum } from "./bucket";
import { type Office, type Recording } from "./office";
import { Reels } from "./reels";
import { Road } from "./road";
import { Site } from "./site";

export { expect };

/** What a piece of an upload is: as much as the page sends at a time. */
export const PIECE = 8 * 1024 * 1024;

/** A site whose store is elsewhere. */
export type Remote = { site: Site; road: Road; originals(recording: string): Promise<Buffer[]> };

type Tools = { plan: (settings?: Record<string, string>) => Promise<Site>; remote: () => Promise<Remote> };

export const test = base.extend<Tools, { bucket: Bucket; reels: Reels }>({
  bucket: [
    async ({}, use) => {
      const bucket = await Bucket.open();
      await use(bucket);
      await bucket.close();
    },
    { scope: "worker", timeout: 90_000 },
  ],
  reels: [
    async ({}, use) => {
      const reels = await Reels.open();
      await use(reels);
      await reels.close();
    },
    { scope: "worker" },
  ],
  plan: async ({}, use, info) => {
    const sites: Site[] = [];
    await use(async (settings) => {
      const site = await Site.plan(settings);
      sites.push(site);
      return site;
    });
    for (const site of sites) {
      if (info.errors.length > 0) await info.attach("estrade.log", { body: site.log, contentType: "text/plain" });
      await site.close();
    }
  },
  remote: async ({ bucket, plan }, use) => {
    const roads: Road[] = [];
    await use(async () => {
      const prefix = randomUUID();
      const road = await Road.to(bucket.endpoint);
      roads.push(road);
      const site = await plan(bucket.settings(prefix, road.url));
      return { site, road, originals: (recording) => bucket.named(`${prefix}/recordings/${recording}/`, "original") };
    });
    for (const road of roads) road.close();
  },
});

/** Expects what is kept of an upload to be what was sent, byte for byte. */
export function same(kept: Buffer[], film: Buffer): void {
  expect(kept.length, "files as they came").toBeGreaterThan(0);
  for (const bytes of kept) expect(sum(bytes), "the file as it came").toBe(sum(film));
}

/** Announces a film of an item made for it. */
export async function announced(office: Office, film: Buffer): Promise<{ id: string; item: string; upload_url: string }> {
  const item = await office.newItem("Cours des mauvais jours", "A class for bad days");
  return { item, ...(await office.announce(item, "cours.mp4", film.length)) };
}

/** Has a film made and brought into the catalogue, and tells where its largest picture is played from. */
export async function published(office: Office, film: Buffer): Promise<string[]> {
  const { id, item, upload_url } = await announced(office, film);
  await rest(office, upload_url, film);
  const session = await office.publish(item, (await office.ready(id)).id);
  const lines = async (address: string) =>
    (await (await office.doorway.get(address)).text())
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"))
      .map((line) => new URL(line, new URL(address, "http://here")).pathname);
  const [largest] = await lines((await office.watch(session)).playlist_url);
  return lines(largest);
}

/** Sends bytes of a film in one request. */
export function sent(
  office: Office,
  upload: string,
  film: Buffer,
  from: number,
  to = film.length,
  timeout = 60_000,
): Promise<APIResponse> {
  return office.doorway.patch(upload, {
    headers: { "tus-resumable": "1.0.0", "upload-offset": String(from), "content-type": "application/offset+octet-stream" },
    data: film.subarray(from, to),
    timeout,
  });
}

/** Sends what is missing of a film, piece by piece as the page does. */
export async function rest(office: Office, upload: string, film: Buffer): Promise<void> {
  for (let from = await office.kept(upload); from < film.length; from += PIECE) {
    const to = Math.min(film.length, from + PIECE);
    const answer = await sent(office, upload, film, from, to);
    expect(answer.status(), await answer.text()).toBe(204);
    expect(Number(answer.headers()["upload-offset"])).toBe(to);
  }
}

/** An answer that says to a person that something is in the way here, and not what they did wrong. */
export async function excused(answer: APIResponse): Promise<{ status: number; code: string; detail: string }> {
  const text = await answer.text();
  expect(answer.status(), text).toBeGreaterThanOrEqual(500);
  expect(answer.headers()["content-type"], text).toContain("application/problem+json");
  const problem = JSON.parse(text) as { status: number; code: string; detail: string };
  expect(problem.status).toBe(answer.status());
  expect(problem.detail, "a sentence, and nothing of the inside of the house").toMatch(/^[^{}]+[.]$/);
  expect(problem.detail).not.toMatch(/127\.0\.0\.1|s3|store:/i);
  return problem;
}

/**
 * Watches over a recording until something holds, and expects it to tell the truth all the while:
 * never that it failed, never that it is ready or all done before `may` allows it.
 */
export async function truthfulUntil(
  office: Office,
  id: string,
  over: (recording: Recording & { progress: number }) => boolean | Promise<boolean>,
  { timeout, mayBeReady = false }: { timeout: number; mayBeReady?: boolean },
): Promise<void> {
  const look = async () => {
    const recording = (await office.recording(id)) as Recording & { progress: number };
    expect(recording.state, `${recording.problem_code}`).not.toBe("failed");
    if (!mayBeReady) {
      expect(["uploaded", "processing", "playable"]).toContain(recording.state);
      expect(recording.progress).toBeLessThan(1);
    }
    return over(recording);
  };
  const end = Date.now() + timeout;
  // Not expect.poll, which would look again after a lie.
  while (!(await look())) {
    expect(Date.now(), "in time").toBeLessThan(end);
    await new Promise((done) => setTimeout(done, 200));
  }
}
