// Around a recording: several files at once, its picture, what is cut away, and what goes with it.
import { type Page } from "@playwright/test";

import { ItemPage } from "../pages/item";
import { SessionPage } from "../pages/session";
import { FILM_SECONDS, films } from "../world/films";
import { unheard } from "../world/people";
import { expect, test } from "../world/test";

test("two files are sent at once, each with a line of its own", async ({ world }) => {
  test.setTimeout(120_000);
  const office = await world.office("staff");
  const item = await office.newItem(`Deux envois ${unheard()}`, "Two uploads");
  const page = await world.as("staff");
  const sheet = new ItemPage(page);
  await sheet.open(item);
  await sheet.file.setInputFiles([films.class, films.long, films.empty]);
  await expect(sheet.queue.getByRole("listitem")).toHaveCount(3);
  await expect(sheet.queue).toContainText("Ce fichier est vide");
  // The refused one holds nobody up, and keeps its sentence until it is dismissed.
  await expect(sheet.queue.getByText("Le fichier est arrivé", { exact: false })).toHaveCount(2, { timeout: 30_000 });
  await sheet.queue.getByRole("button", { name: "Retirer de la liste" }).click();
  await sheet.open(item);
  await expect(page.getByText("Enregistrements précédents")).toBeVisible();
});

test("staff choose the picture, cut, and put everything back", async ({ world }) => {
  test.setTimeout(150_000);
  const office = await world.office("staff");
  const item = await office.newItem(`À couper ${unheard()}`, "To cut");
  const recording = await office.send(item, films.class);
  await office.ready(recording);
  const page = await world.as("staff");
  const sheet = new ItemPage(page);
  await sheet.open(item);

  await test.step("another picture", async () => {
    const poster = async () => (await office.doorway.get(`/media/recording/${recording}/poster-large.jpg`)).headers().etag;
    const before = await poster();
    await page.getByText("Choisir l’image").click();
    await page.getByRole("img", { name: /^L’image à 0:08/ }).click();
    await page.getByRole("button", { name: "Prendre cette image" }).click();
    await expect(sheet.notice).toContainText("L’image est demandée");
    await expect.poll(poster, { timeout: 20_000 }).not.toBe(before);
  });

  const length = async () => ((await office.recording(recording)) as unknown as { duration_s: number }).duration_s;
  await test.step("a part that cannot be meant is told at its field", async () => {
    await cut(page, "0:02 - 0:01");
    await expect(page.getByRole("link", { name: "Les parties doivent se suivre" })).toBeVisible();
    await expect(page.getByRole("textbox", { name: "Parties à garder" })).toHaveValue(/0:02 - 0:01/);
  });
  await test.step("a cut, and its undoing", async () => {
    await sheet.open(item);
    await cut(page, "0:02 - 0:05\n0:07 - 0:11");
    await expect(sheet.notice).toContainText("La coupe se prépare");
    await expect.poll(length, { timeout: 60_000 }).toBeCloseTo(7, 1);
    await sheet.open(item);
    await page.getByText("Couper", { exact: true }).click();
    await page.getByRole("button", { name: "Tout remettre" }).click();
    await expect(sheet.notice).toContainText("de nouveau entier");
    expect(await length()).toBeCloseTo(FILM_SECONDS, 0);
  });
});

async function cut(page: Page, parts: string): Promise<void> {
  const field = page.getByRole("textbox", { name: "Parties à garder" });
  if (!(await field.isVisible())) await page.getByText("Couper", { exact: true }).click();
  await field.fill(parts);
  await page.getByRole("button", { name: "Couper l’enregistrement" }).click();
}

test("a class has its described sound, and somebody who signs it in step", async ({ world }) => {
  test.setTimeout(150_000);
  const office = await world.office("staff");
  const item = await office.newItem(`Cours signé ${unheard()}`, "Signed class");
  const recording = await office.send(item, films.class);
  await office.ready(recording);
  for (const [role, language] of [["description", "fr"], ["sign", "fcs"]]) {
    const companion = { of: recording, role, language };
    await office.ready(await office.send(item, films.class, { companion }));
  }
  const session = await office.publish(item, recording);

  const { page } = await world.newcomer();
  const stage = new SessionPage(page);
  await stage.open(session);
  await stage.play.click();
  await stage.expectPlayingPast(0.5);
  await stage.stage.hover();
  await stage.stage.getByRole("button", { name: "Langue des signes" }).click();
  const moments = () =>
    page.evaluate(() => {
      const at = (selector: string) => document.querySelector<HTMLVideoElement>(selector)?.currentTime ?? -1;
      return { main: at("hls-video[slot=media]"), signs: at("[data-signs] hls-video") };
    });
  await expect.poll(async () => (await moments()).signs, { timeout: 20_000 }).toBeGreaterThan(1);
  await expect.poll(async () => { const { main, signs } = await moments(); return Math.abs(main - signs); }).toBeLessThan(0.4);
  const sounds = () =>
    page.evaluate(() => {
      type WithTracks = { audioTracks: Iterable<{ label: string }> };
      const video = document.querySelector("hls-video[slot=media]") as unknown as WithTracks;
      return [...video.audioTracks].map(({ label }) => label);
    });
  expect(await sounds()).toEqual(["Français", "Français (audiodescription)"]);
});
