// Bad days: the store is away, slow, silent or full, the disk is full, somebody who works is struck.
// Each time states stay truthful, work goes on by itself once the trouble is over, and nothing that
// was acknowledged is lost.
import { readdir } from "node:fs/promises";

import { strike, touching } from "../world/processes";
import { PIECE, announced, excused, expect, published, rest, same, sent, test, truthfulUntil } from "../world/trouble";

// Some wait for a store most of the time, others for the processor.
test.describe.configure({ mode: "parallel", timeout: 180_000 });

const MEGABYTE = 1024 * 1024;

test.describe("the store", () => {
  test("goes away in the middle of an upload", async ({ remote, reels }) => {
    const { site, road, originals } = await remote();
    await site.open();
    const office = await site.office();
    const film = await reels.heavy(40 * MEGABYTE);
    const { id, upload_url } = await announced(office, film);

    expect((await sent(office, upload_url, film, 0, PIECE)).status()).toBe(204);
    // Two pieces are on their way at a time, and the second may be there before the first: of what comes after a
    // piece that has not arrived, nothing is kept.
    road.awayAfter(3 * PIECE + PIECE / 2);
    await excused(await sent(office, upload_url, film, PIECE));
    expect(road.isOpen).toBe(false);
    const kept = await office.kept(upload_url);
    expect([1, 2, 3, 4].map((pieces) => pieces * PIECE), "what is told to be kept").toContain(kept);
    expect(await office.recording(id)).toMatchObject({ state: "awaiting_upload", received: kept, problem_code: null });
    // While it is away, nothing more is taken.
    await excused(await sent(office, upload_url, film, kept, kept + PIECE));
    expect(await office.kept(upload_url)).toBe(kept);

    await road.back();
    await rest(office, upload_url, film);
    expect(await office.ready(id)).toMatchObject({ received: film.length, size: film.length });
    same(await originals(id), film);
  });

  test("goes away while a film is made", async ({ remote, reels }) => {
    const { site, road, originals } = await remote();
    const server = await site.open();
    const office = await site.office();
    const segments = await published(office, await reels.film("easy"));
    expect(segments.length).toBeGreaterThan(1);
    const segment = (number: number) => office.doorway.get(segments[number], { timeout: 60_000 });
    expect((await segment(0)).status()).toBe(200);

    const film = await reels.film("short");
    const { id, upload_url } = await announced(office, film);
    await rest(office, upload_url, film);
    await expect.poll(() => server.engines().length, { intervals: [20], timeout: 20_000 }).toBeGreaterThan(0);
    road.away();
    const went = Date.now();
    const gone = () => (Date.now() - went) / 1000;

    // What was played a moment ago plays on; what was not says so soon.
    expect((await segment(0)).status()).toBe(200);
    const asked = Date.now();
    await excused(await segment(1));
    expect(Date.now() - asked, "milliseconds until a segment was refused").toBeLessThan(30_000);
    const readiness = await office.doorway.get("/readyz");
    expect(readiness.status()).toBe(503);
    expect(await readiness.json()).toMatchObject({ ready: false, store: "failed", database: "ok" });
    expect((await office.doorway.get("/livez")).status()).toBe(200);

    // Trouble of less than a minute is nobody's business but the server's.
    await truthfulUntil(office, id, () => gone() > 50, { timeout: 70_000 });
    await road.back();
    await truthfulUntil(office, id, ({ state }) => state === "ready", { timeout: 90_000, mayBeReady: true });
    same(await originals(id), film);
    expect((await segment(1)).status()).toBe(200);
    await expect.poll(async () => (await office.doorway.get("/readyz")).json()).toMatchObject({ store: "ok" });
  });

  test("is slow", async ({ remote, reels }) => {
    const { site, road, originals } = await remote();
    await site.open();
    const office = await site.office();
    await published(office, await reels.film("easy"));
    const film = await reels.heavy(12 * MEGABYTE);
    const { id, upload_url } = await announced(office, film);

    road.slow(300, 2 * MEGABYTE);
    const began = Date.now();
    let over = false;
    const sending = rest(office, upload_url, film).finally(() => {
      over = true;
    });
    const cookie = await office.cookie();
    const waits: number[] = [];
    while (!over) {
      const asked = performance.now();
      const page = await fetch(`${site.url}/fr/catalogue`, { headers: { cookie } });
      expect(await page.text()).toContain("Cours des mauvais jours");
      waits.push(performance.now() - asked);
      await new Promise((done) => setTimeout(done, 25));
    }
    await sending;
    expect(Date.now() - began, "milliseconds that it took: the road was slow").toBeGreaterThan(5_000);
    expect(waits.length).toBeGreaterThan(50);
    expect(waits.sort((a, b) => a - b)[Math.floor(waits.length * 0.95)], "95 of 100 pages, in ms").toBeLessThan(100);
    expect((await office.recording(id)).received).toBe(film.length);
    await road.back();
    await office.ready(id);
    same(await originals(id), film);
  });

  test("says nothing", async ({ remote, reels }) => {
    const { site, road, originals } = await remote();
    await site.open();
    const office = await site.office();
    const segments = await published(office, await reels.film("easy"));
    const film = await reels.heavy(PIECE);
    const { id, upload_url } = await announced(office, film);
    road.silent();

    // Whoever asks is not left waiting: a player would show a wheel, an upload a bar that stands still.
    const patience = 35_000;
    const played = office.doorway.get(segments[0], { timeout: patience });
    const upload = sent(office, upload_url, film, 0, PIECE, patience);
    const [segment, piece] = await Promise.allSettled([played.then(excused), upload.then(excused)]);
    expect.soft(segment, "a segment is refused in time").toMatchObject({ status: "fulfilled" });
    expect.soft(piece, "a piece is refused in time").toMatchObject({ status: "fulfilled" });
    const head = { headers: { "tus-resumable": "1.0.0" }, timeout: patience };
    const kept = await office.doorway.head(upload_url, head);
    expect.soft([kept.status(), kept.headers()["upload-offset"]], "what is kept is told").toEqual([200, "0"]);

    road.away();
    await road.back();
    await expect.poll(async () => (await office.doorway.head(upload_url, head)).status(), { timeout: 40_000 }).toBe(200);
    await rest(office, upload_url, film);
    await office.ready(id);
    same(await originals(id), film);
  });

  test("is full", async ({ remote, reels }) => {
    const { site, road, originals } = await remote();
    await site.open();
    const office = await site.office();
    const film = await reels.heavy(12 * MEGABYTE);
    const { id, upload_url } = await announced(office, film);
    expect((await sent(office, upload_url, film, 0, PIECE)).status()).toBe(204);

    road.full();
    const problem = await excused(await sent(office, upload_url, film, PIECE));
    expect(road.refused).toBeGreaterThan(0);
    expect.soft(problem.code, "what is in the way is said").not.toBe("internal");
    expect.soft([503, 507]).toContain(problem.status);
    expect(await office.kept(upload_url)).toBe(PIECE);
    expect(await office.recording(id)).toMatchObject({ state: "awaiting_upload", received: PIECE });
    expect((await office.doorway.get("/livez")).status()).toBe(200);

    await road.back();
    await rest(office, upload_url, film);
    await office.ready(id);
    same(await originals(id), film);
  });
});

test.describe("the machine", () => {
  test("has no room left on its disk", async ({ plan, reels }) => {
    const site = await plan();
    const server = await site.openOnSmallDisk(96 * MEGABYTE);
    const office = await site.office();
    const film = await reels.heavy(16 * MEGABYTE);
    // Another file has taken what there was.
    const other = await announced(office, Buffer.alloc(100 * MEGABYTE));
    expect((await sent(office, other.upload_url, Buffer.alloc(80 * MEGABYTE), 0)).status()).toBe(204);

    const { id, upload_url } = await announced(office, film);
    const problem = await excused(await sent(office, upload_url, film, 0));
    expect.soft(problem.code, "what is in the way is said").not.toBe("internal");
    const kept = await office.kept(upload_url);
    expect(kept).toBeLessThan(film.length);
    expect(await office.recording(id)).toMatchObject({ state: "awaiting_upload", received: kept, problem_code: null });
    expect(await office.kept(other.upload_url), "what was acknowledged").toBe(80 * MEGABYTE);
    expect(server.lives).toBe(true);
    expect(await (await office.doorway.get("/readyz")).json()).toMatchObject({ ready: false, spool: "failed" });
    expect((await office.doorway.get("/fr/catalogue")).status()).toBe(200);

    // Room is made: the other file is given up.
    const given = await office.doorway.delete(other.upload_url, { headers: { "tus-resumable": "1.0.0" } });
    expect(given.status(), await given.text()).toBe(204);
    await rest(office, upload_url, film);
    await office.ready(id);
    same(await site.originals(server, id), film);
    expect(server.lives).toBe(true);
  });

  test("loses the program that encodes", async ({ plan, reels }) => {
    const site = await plan();
    const server = await site.open();
    const office = await site.office();
    const film = await reels.film("long");
    const { id, upload_url } = await announced(office, film);
    await rest(office, upload_url, film);
    await truthfulUntil(office, id, ({ progress }) => progress > 0.06, { timeout: 60_000 });
    const [engine] = server.engines();
    expect(engine, "a program that encodes").toBeGreaterThan(0);
    strike(engine);
    // The work begins anew, with another program.
    const anew = () => server.engines().some((pid) => pid !== engine);
    await truthfulUntil(office, id, ({ progress }) => progress < 0.06 && anew(), { timeout: 30_000 });
    await truthfulUntil(office, id, ({ state }) => state === "ready", { timeout: 90_000, mayBeReady: true });
    expect(server.engines(), "nobody works on when all is made").toEqual([]);
    same(await site.originals(server, id), film);
    await server.end();
    expect(touching(site.data), "nobody is left behind").toEqual([]);
  });

  test("loses the process that works", async ({ plan, reels }) => {
    const site = await plan();
    const web = await site.open("web");
    const worker = await site.start("worker");
    const office = await site.office();
    const { id, upload_url } = await announced(office, await reels.film("long"));
    await rest(office, upload_url, await reels.film("long"));
    await truthfulUntil(office, id, ({ progress }) => progress > 0.06, { timeout: 60_000 });
    const [engine] = worker.engines();
    expect(engine, "a program that encodes").toBeGreaterThan(0);
    expect(web.engines()).toEqual([]);
    await worker.end("SIGKILL");
    const struck = Date.now();
    const other = await site.start("worker");
    await expect.poll(() => touching(site.data).filter((words) => words.startsWith(`${engine}:`)), "what it had started").toEqual([]);

    const page = async () => (await office.doorway.get("/fr/catalogue")).status();
    const answering = async () => expect(await page()).toBe(200);
    // A lease lasts twenty seconds; a worker looks for work every second.
    await truthfulUntil(office, id, async () => (await answering(), other.engines().length > 0), { timeout: 25_000 });
    expect((Date.now() - struck) / 1000, "seconds until it was taken up").toBeLessThan(25);
    await truthfulUntil(office, id, async ({ state }) => (await answering(), state === "ready"), { timeout: 90_000, mayBeReady: true });
    expect(web.lives).toBe(true);
  });

  test("has two processes that work", async ({ plan, reels }) => {
    const site = await plan();
    await site.open("web");
    const workers = [await site.start("worker"), await site.start("worker")];
    const office = await site.office();
    const film = await reels.film("short");
    const uploads = [await announced(office, film), await announced(office, film), await announced(office, film)];
    for (const { upload_url } of uploads) await rest(office, upload_url, film);
    const busy = () => workers.map((worker) => worker.engines().length > 0);
    await expect.poll(busy, { message: "both at once", intervals: [20], timeout: 20_000 }).toEqual([true, true]);
    for (const { id } of uploads) {
      expect(await office.ready(id)).toMatchObject({ received: film.length });
      // Each attempt has a folder of its own; the file as it came lies beside it.
      const made = await readdir(`${site.data}/store/recordings/${id}`);
      expect(made.filter((name) => name !== "original" && name !== "upload"), "attempts").toHaveLength(1);
    }
  });
});
