// A member finds a class, follows it, goes on elsewhere and decides what is kept.
import { CataloguePage } from "../pages/catalogue";
import { HistoryPage } from "../pages/history";
import { MyDataPage } from "../pages/my-data";
import { SessionPage } from "../pages/session";
import { demo as found } from "../world/demo";
import { expect, test } from "../world/test";

const STRETCHING = "Étirements du matin";
const WALKING = "Marche par intervalles";

test("finds a class by the time there is @phone", async ({ world, isMobile }) => {
  const page = await world.as("member");
  const catalogue = new CataloguePage(page);
  await page.goto("/fr");
  await expect(page.getByRole("heading", { level: 1, name: "Combien de temps avez-vous ?" })).toBeVisible();
  await page.getByRole("link", { name: "10 minutes" }).click();
  await expect(catalogue.chosen).toContainText("10 min ou moins");
  await expect(catalogue.titles.filter({ hasText: STRETCHING })).toBeVisible();
  await catalogue.expectHonestCount();

  await test.step("narrow it by level, which leaves what is for all levels", async () => {
    await expect(catalogue.filters).toBeVisible({ visible: isMobile });
    if (isMobile) await catalogue.filters.click();
    await catalogue.filter("Niveau", "Débutant").check();
    if (isMobile && (await catalogue.filter("Niveau", "Débutant").isVisible())) await catalogue.apply();
    await expect(catalogue.chosen).toContainText("Débutant");
    await expect(catalogue.titles.filter({ hasText: STRETCHING })).toBeVisible();
    await expect(catalogue.titles.filter({ hasText: "Respiration guidée" })).toBeVisible();
    await expect(catalogue.titles.filter({ hasText: WALKING })).toHaveCount(0);
    await catalogue.expectHonestCount();
  });

  await test.step("the address is the state", async () => {
    await page.reload();
    await expect(catalogue.chosen).toContainText("Débutant");
    await catalogue.chosen.getByRole("link", { name: "Tout effacer" }).click();
    await expect(catalogue.titles.filter({ hasText: WALKING })).toBeVisible();
  });

  await test.step("open the class", async () => {
    await catalogue.search("etirements");
    await expect(catalogue.titles.filter({ hasText: WALKING })).toHaveCount(0);
    await catalogue.openSession(STRETCHING);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(STRETCHING);
    const session = new SessionPage(page);
    await expect(session.play.or(session.resume)).toBeVisible();
  });
});

test("watches, leaves, and goes on on another device @phone", async ({ world }) => {
  test.setTimeout(120_000);
  const member = await world.newcomer();
  const session = new SessionPage(member.page);
  await session.open(found().stretching);
  await session.play.click();
  await session.expectPlayingPast(2);
  expect(await session.duration()).toBeCloseTo(40, 0);

  await session.seekTo(0.5);
  await expect.poll(() => session.position()).toBeGreaterThan(18);
  await session.expectPlayingPast((await session.position()) + 2);
  const left = await session.position();
  expect(left, "not yet as good as over").toBeLessThan(30);
  await member.page.getByRole("link", { name: "Catalogue" }).first().click();

  await test.step("the card says how much is left", async () => {
    const catalogue = new CataloguePage(member.page);
    await expect(catalogue.titles.first()).toBeVisible();
    await expect(async () => {
      await member.page.reload();
      await expect(catalogue.card(STRETCHING)).toContainText("Il reste 1 min", { timeout: 1_000 });
    }).toPass({ timeout: 10_000 });
  });

  const other = await world.elsewhere(member);
  const there = new SessionPage(other);
  await there.open(found().stretching);
  await there.resume.click();
  await expect(there.resumed).toBeVisible();
  // The lead-in is two seconds, and the last report may be a second old.
  await there.expectPlayingPast(left - 4);
  expect(await there.position()).toBeLessThan(left + 6);

  const history = new HistoryPage(other);
  await history.open();
  await expect(history.entry(STRETCHING)).toContainText("Arrêtée à");
  // Where one stands is past the half; what was seen is not.
  expect(await history.seen(STRETCHING)).toBeGreaterThan(5);
  expect(await history.seen(STRETCHING)).toBeLessThan(50);
});

test("skipping to the end completes nothing, and history is the member's to erase @phone", async ({ world }) => {
  const member = await world.newcomer();
  const session = new SessionPage(member.page);
  await session.open(found().stretching);
  await session.play.click();
  await session.expectPlayingPast(1);
  await session.seekTo(0.97);
  await expect(session.finished).toBeVisible({ timeout: 15_000 });

  const history = new HistoryPage(member.page);
  await history.open();
  await expect(history.entries).toHaveCount(1);
  await expect(history.entry(STRETCHING)).not.toContainText("Terminée");
  expect(await history.seen(STRETCHING)).toBeLessThan(50);
  await history.forget(STRETCHING);
  await expect(history.notice).toHaveText("La séance est effacée de votre historique.");
  await expect(history.nothing).toBeVisible();
  await session.open(found().stretching);
  await expect(session.play).toBeVisible();
  await expect(session.resume).toHaveCount(0);
});

test("a short class is followed to its end", async ({ world }) => {
  const member = await world.newcomer();
  const session = new SessionPage(member.page);
  await session.open(found().short);
  await session.play.click();
  await expect(session.finished).toBeVisible({ timeout: 30_000 });
  const history = new HistoryPage(member.page);
  // The last report is on its way while the page is left.
  await expect(async () => {
    await history.open();
    await expect(history.entry("Pause active")).toContainText("Terminée", { timeout: 1_000 });
  }).toPass({ timeout: 10_000 });
  expect(await history.seen("Pause active")).toBeGreaterThanOrEqual(90);
});

test("media are the member's they were opened for, and nobody else's", async ({ world }) => {
  const [ana, bea] = [await world.newcomer("Ana Silva"), await world.newcomer("Béa Roy")];
  const { playlist_url } = await ana.office.watch(found().stretching);
  const variants = await (await ana.office.doorway.get(playlist_url)).text();
  const variant = new URL(variants.match(/^[^#\s].*$/m)?.[0] ?? "", new URL(playlist_url, world.baseURL)).pathname;
  const list = await (await ana.office.doorway.get(variant)).text();
  const segment = new URL(list.match(/^[^#\s].*$/m)?.[0] ?? "", new URL(variant, world.baseURL)).pathname;
  const nobody = await (await world.device()).request;
  for (const address of [playlist_url, variant, segment]) {
    expect((await ana.office.doorway.get(address)).status(), address).toBe(200);
    expect((await nobody.get(address)).status(), `${address} without a cookie`).toBe(403);
    expect([403, 404], `${address} for another member`).toContain((await bea.office.doorway.get(address)).status());
  }
  // One letter of the grant is all it takes.
  const forged = segment.replace(/^(\/media\/)(.)/, (_, head: string, letter: string) => head + (letter === "A" ? "B" : "A"));
  expect((await ana.office.doorway.get(forged)).status()).toBe(404);
});

test("a stranger sees what a class is, and is asked in to watch", async ({ world }) => {
  const page = await world.passerBy();
  await page.goto(`/fr/seances/${found().stretching}`);
  await expect(page.getByRole("heading", { name: "Connectez-vous pour regarder" })).toBeVisible();
  await expect(page.getByText("Quatre étirements tout en douceur")).toBeVisible();
  await expect(new SessionPage(page).play).toHaveCount(0);
  await new SessionPage(page).stage.getByRole("link", { name: "Se connecter" }).click();
  await expect(page).toHaveURL(/\/fr\/connexion\?next=/);
});

test("every control of the player stands in its picture @phone", async ({ world }) => {
  const { page } = await world.newcomer();
  const session = new SessionPage(page);
  await session.open(found().short);
  await session.play.click();
  await session.expectPlayingPast(0.5);
  await session.pause();
  const outside = await page.evaluate(() => {
    const frame = (document.querySelector("#stage") as Element).getBoundingClientRect();
    const controls = [...document.querySelectorAll("media-control-bar > *")];
    const beyond = controls.filter((control) => {
      const { left, right, top, bottom, width } = control.getBoundingClientRect();
      return width > 0 && (left < frame.left - 1 || right > frame.right + 1 || top < frame.top || bottom > frame.bottom + 1);
    });
    return beyond.map(({ localName }) => localName);
  });
  expect(outside).toEqual([]);
});

test("is offered reminders on a device that can show them, and on no other", async ({ world, browserName }) => {
  test.skip(browserName !== "chromium", "elsewhere it depends on how the browser was built");
  const member = await world.newcomer();
  const mine = new MyDataPage(member.page);
  await mine.open();
  await expect(mine.thisDevice).toBeVisible();
  // Nobody is asked for permission before they press it.
  expect(await member.page.evaluate(() => Notification.permission)).not.toBe("granted");
  await member.page.addInitScript(() => Reflect.deleteProperty(window, "PushManager"));
  await mine.open();
  await expect(mine.page.getByRole("heading", { name: "Sur vos appareils" })).toBeVisible();
  await mine.page.waitForLoadState("networkidle");
  await expect(mine.thisDevice).toHaveCount(0);
});

test("a browser that gets another address of its push service stays the device that it was", async ({ world, browserName }) => {
  test.skip(browserName !== "chromium", "elsewhere it depends on how the browser was built");
  const { page } = await world.newcomer();
  const mine = new MyDataPage(page);
  await mine.open();
  const keys = {
    p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
    auth: "BTBZMqHH6r4Tts7J_aSIgg",
  };
  const [before, after] = ["one", "two"].map((name) => `https://push.example.net/${crypto.randomUUID()}/${name}`);
  const devices = async () => (await page.request.get("/api/v1/me/push-devices")).json();
  await page.evaluate(async (body) => {
    await fetch("/api/v1/me/push-devices", { method: "POST", headers: { "content-type": "application/json" }, body });
  }, JSON.stringify({ endpoint: before, keys }));
  const [{ id }] = (await devices()).items;

  // No push service can be reached from here: the event is made by hand.
  const begun = page.context().waitForEvent("serviceworker");
  await page.evaluate(async () => {
    await navigator.serviceWorker.register("/push/worker.js");
  });
  const worker = await begun;
  await worker.evaluate(`(async () => {
    const told = (endpoint) => ({ endpoint, toJSON: () => ({ endpoint, keys: ${JSON.stringify(keys)} }) });
    const event = new Event("pushsubscriptionchange");
    let done;
    const waitUntil = (promise) => (done = promise);
    Object.assign(event, { oldSubscription: told("${before}"), newSubscription: told("${after}"), waitUntil });
    self.dispatchEvent(event);
    await done;
  })()`);
  const { items } = await devices();
  expect(items.map((device: { id: string }) => device.id)).toEqual([id]);
});
