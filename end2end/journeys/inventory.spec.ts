// The inventory with many items: one change to several of them, looked at, made and taken back;
// and what was written on one item, field by field.
import { ItemForm, ItemPage } from "../pages/item";
import { unheard } from "../world/people";
import { expect, test } from "../world/test";

test("several items change at once, and are as they were when it is undone @nojs", async ({ world }) => {
  const office = await world.office("staff");
  const word = unheard();
  for (const name of ["Boîte", "Cassette", "Carnet"]) await office.newItem(`${name} ${word}`, "");
  const page = await world.as("staff");
  await page.goto(`/fr/inventaire?q=${word}&sort=title`);
  const rows = page.getByRole("row").filter({ hasText: word });
  await expect(rows).toHaveText([/Boîte/, /Carnet/, /Cassette/]);

  await test.step("all that was found, but for the one that is ticked", async () => {
    await page.getByRole("checkbox", { name: `Choisir « Carnet ${word} »` }).check();
    await page.getByRole("button", { name: /Modifier tout le résultat \(3 fiches\)/ }).click();
    await page.getByRole("textbox", { name: "Ajouter une étiquette" }).fill(`lot-${word}`);
    await page.getByRole("button", { name: "Voir l’effet Ajouter une étiquette" }).click();
    await expect(page.getByRole("heading", { level: 2 })).toHaveText("2 fiches changeraient, sur 2");
    await expect(page.getByRole("main")).toContainText(`Cassette ${word}`);
    await expect(page.getByRole("main")).not.toContainText(`Carnet ${word}`);
    await page.getByRole("button", { name: "Modifier 2 fiches sur 2" }).click();
    await expect(page.getByText("2 fiches sont modifiées.")).toBeVisible();
  });

  await test.step("and back", async () => {
    await page.getByRole("button", { name: "Annuler cette modification" }).click();
    await expect(page.getByText(/2 fiches sont comme avant/)).toBeVisible();
    await page.goto(`/fr/inventaire?tag=lot-${word}`);
    await expect(page.getByRole("heading", { name: "Aucune fiche ne correspond" })).toBeVisible();
  });
});

test("one reads who wrote what on an item, and puts a field back @nojs", async ({ world }) => {
  const office = await world.office("staff");
  const item = await office.newItem(`Danse ${unheard()}`, "Dance", { carrier: "disc", place: "Armoire 3" });
  const page = await world.as("staff");
  const sheet = new ItemPage(page);
  await page.goto(`/fr/inventaire/${item}/modifier`);
  const form = new ItemForm(page);
  await page.getByLabel("Rangement").fill("Armoire 7");
  await page.getByLabel("Position").selectOption({ label: "Assis" });
  await form.save();
  await expect(sheet.shelf).toContainText("Armoire 7");

  await page.getByText("Histoire de la fiche : 1 modification").click();
  await expect(sheet.shelf.getByRole("listitem").filter({ hasText: "Armoire 3" }).last()).toContainText("Armoire 7");
  await page.getByRole("button", { name: "Remettre Rangement" }).click();
  await expect(sheet.notice).toHaveText("Le champ a repris sa valeur d’avant.");
  await expect(sheet.shelf.locator("dl")).toContainText("Armoire 3");
  await expect(sheet.shelf.locator("dl")).toContainText("Assis");
});

test("whoever saves second reads what the first one wrote @nojs-only", async ({ world }) => {
  const office = await world.office("staff");
  const item = await office.newItem(`Chant ${unheard()}`, "Singing", { place: "Armoire 1" });
  const [first, second] = [await world.as("staff"), await world.as("staff")];
  for (const page of [first, second]) await page.goto(`/fr/inventaire/${item}/modifier`);
  await first.getByLabel("Rangement").fill("Armoire 2");
  await new ItemForm(first).save();
  await second.getByLabel("Personne qui enseigne").fill("Denise Lapointe");
  await new ItemForm(second).save();
  await expect(second.getByRole("heading", { name: "Quelqu’un d’autre vient de modifier cette fiche" })).toBeVisible();
  await expect(second.getByRole("main")).toContainText("Armoire 1");
  await expect(second.getByRole("main")).toContainText("Armoire 2");
  await expect(second.getByLabel("Personne qui enseigne")).toHaveValue("Denise Lapointe");
});
