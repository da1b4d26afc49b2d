// A class on its way from the shelf to the catalogue, as staff do it.
import { type Page } from "@playwright/test";

import { CataloguePage } from "../pages/catalogue";
import { InventoryPage } from "../pages/inventory";
import { ItemForm, ItemPage } from "../pages/item";
import { SignInPage } from "../pages/sign-in";
import { FILM_SECONDS, films } from "../world/films";
import { demo, demoPassword, unheard } from "../world/people";
import { expect, test } from "../world/test";

/** What the page said of the recording, once per change, with the load of the page it was said in. */
type Said = { load: number; text: string };

/** Writes down every sentence that the progress panel shows, across reloads. */
async function noteProgress(page: Page): Promise<Said[]> {
  const said: Said[] = [];
  await page.exposeFunction("noteProgress", (load: number, text: string) => said.push({ load, text }));
  await page.addInitScript(() => {
    let last = "";
    const look = () => {
      const panel = [...document.querySelectorAll("main progress")].find((bar) => bar.closest(".panel"));
      const text = panel?.nextElementSibling?.textContent ?? "";
      if (!text || text === last) return;
      last = text;
      (window as unknown as { noteProgress(load: number, text: string): void }).noteProgress(performance.timeOrigin, text);
    };
    new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
  });
  return said;
}

test("a class is written down, filmed, prepared and published", async ({ world }) => {
  test.setTimeout(150_000);
  const page = await world.passerBy();
  const title = `Réveil des épaules ${unheard()}`;
  const item = new ItemPage(page);

  await test.step("sign in", async () => {
    const door = new SignInPage(page);
    await door.open();
    await door.signIn(demo.staff, demoPassword);
    await page.getByRole("navigation", { name: "Principale" }).getByRole("link", { name: "Travail" }).click();
    await expect(page.getByRole("heading", { name: "Inventaire", level: 1 })).toBeVisible();
  });

  await test.step("write the item down in both languages", async () => {
    await page.getByRole("link", { name: "Nouvelle fiche" }).click();
    const form = new ItemForm(page);
    await form.fill({ fr: title, en: "Waking the shoulders", minutes: "25", instructor: "Maëlle Tremblay", key: unheard() });
    await form.save();
    await expect(item.notice).toHaveText("La fiche est enregistrée.");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
    await expect(item.shelf).toContainText("Maëlle Tremblay");
    await expect(item.shelf).toContainText("25 min");
    await expect(item.session).toContainText("La séance pourra être publiée quand l’enregistrement sera prêt.");
  });

  await test.step("send the film and see it prepared", async () => {
    const said = await noteProgress(page);
    await expect(item.file).toBeEnabled();
    await item.file.setInputFiles(films.class);
    await expect(item.renditions).toBeVisible({ timeout: 120_000 });
    await expect(item.recording.getByText("Prêt", { exact: true })).toBeVisible();
    // Live: within one load of the page the sentence about the work has changed.
    const inOneLoad = said.map(({ load }) => said.filter((other) => other.load === load).length);
    expect(Math.max(0, ...inOneLoad), `sentences in one load of the page: ${JSON.stringify(said)}`).toBeGreaterThan(1);
  });

  await test.step("its versions, picture and length", async () => {
    await expect(item.renditions.getByRole("rowheader", { name: "720p" })).toBeVisible();
    expect(await item.renditions.getByRole("rowheader").count()).toBeGreaterThan(1);
    await expect(item.recording).toContainText(`${FILM_SECONDS} s`);
    const poster = () =>
      item.picture.evaluate(async (player) => {
        const picture = new Image();
        picture.src = player.querySelector("hls-video")?.getAttribute("poster") ?? "";
        await picture.decode().catch(() => {});
        return picture.naturalWidth;
      });
    await expect.poll(poster, { message: "the poster" }).toBeGreaterThan(600);
  });

  await test.step("it plays before it is published", async () => {
    await item.picture.locator("media-play-button").click();
    const moment = () => item.picture.locator("hls-video video").evaluate((video: HTMLVideoElement) => video.currentTime);
    await expect.poll(moment, { timeout: 20_000 }).toBeGreaterThan(1);
  });

  await test.step("publish it", async () => {
    await item.publishAnyway();
    await expect(item.notice).toHaveText("La séance est au catalogue.");
    await expect(page.getByRole("heading", { level: 1 }).locator("..").getByText("Publié", { exact: true })).toBeVisible();
    await item.session.getByRole("link", { name: "Voir la séance" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
  });

  await test.step("members find it, strangers do not", async () => {
    const found = new CataloguePage(await world.as("member"));
    await found.open();
    await found.search(title);
    await expect(found.titles).toHaveText([title]);
    const closed = new CataloguePage(await world.passerBy());
    await closed.open();
    await closed.search(title);
    await expect(closed.page.getByRole("heading", { name: "Rien ne correspond" })).toBeVisible();
  });

  await test.step("take it out again", async () => {
    await page.goBack();
    await item.session.getByRole("button", { name: "Retirer du catalogue" }).click();
    await expect(item.notice).toHaveText("La séance n’est plus au catalogue.");
    await expect(item.session.getByRole("button", { name: "Publier de nouveau" })).toBeVisible();
  });
});

const refused = [
  { name: "a playlist under a film's name", file: films.playlist, says: "Le fichier est une liste de lecture, et non l’enregistrement lui-même." },
  { name: "a text", file: films.text, says: "Le fichier n’est ni une vidéo, ni un son, ni un document, ni une image de page que nous savons lire." },
];

for (const { name, file, says } of refused) {
  test(`${name} is refused in plain words`, async ({ world }) => {
    test.setTimeout(90_000);
    const office = await world.office("staff");
    const item = new ItemPage(await world.as("staff"));
    await item.open(await office.newItem(`Essai ${unheard()}`, "Trial"));
    await expect(item.file).toBeEnabled();
    await item.file.setInputFiles(file);
    await expect(item.failure).toContainText(says, { timeout: 60_000 });
    await expect(item.failure).toContainText("L’original reçu est gardé.");
    await expect(item.recording.getByRole("button", { name: "Réessayer" })).toBeVisible();
    // Another file can be chosen at once.
    await expect(item.file).toBeEnabled();
  });
}

test("an empty file is refused before anything is sent", async ({ world }) => {
  const office = await world.office("staff");
  const page = await world.as("staff");
  const item = new ItemPage(page);
  await item.open(await office.newItem(`Essai ${unheard()}`, "Trial"));
  const announced: string[] = [];
  page.on("request", (request) => request.method() === "POST" && announced.push(request.url()));
  await expect(item.file).toBeEnabled();
  await item.file.setInputFiles(films.empty);
  await expect(item.queue).toContainText("Ce fichier est vide. Choisissez-en un autre.");
  await item.queue.getByRole("button", { name: "Retirer de la liste" }).click();
  await expect(item.file).toBeVisible();
  expect(announced).toEqual([]);
});

test("what somebody else changed meanwhile is not overwritten unseen", async ({ world }) => {
  const office = await world.office("staff");
  const id = await office.newItem(`Fiche partagée ${unheard()}`, "Shared item");
  const [first, second] = [await world.as("staff"), await world.as("staff")];
  for (const page of [first, second]) await page.goto(`/fr/inventaire/${id}/modifier`);
  await new ItemForm(first).instructor.fill("Denise Lapointe");
  await new ItemForm(first).save();
  await expect(new ItemPage(first).shelf).toContainText("Denise Lapointe");
  await new ItemForm(second).instructor.fill("Karim Benali");
  await new ItemForm(second).save();
  await expect(second.getByRole("heading", { name: "Quelqu’un d’autre vient de modifier cette fiche" })).toBeVisible();
  await expect(new ItemForm(second).instructor).toHaveValue("Karim Benali");
});

test("the inventory is searched without minding accents", async ({ world }) => {
  const title = `Équilibre et fierté ${unheard()}`;
  await (await world.office("staff")).newItem(title, "Balance");
  const inventory = new InventoryPage(await world.as("staff"));
  await inventory.open();
  await inventory.search(title.replace("Équilibre et fierté", "equilibre FIERTE"));
  await expect(inventory.table.getByRole("rowheader")).toHaveText([title]);
});
