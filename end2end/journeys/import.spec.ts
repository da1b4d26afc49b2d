// A table of the centre's own becomes items, with and without scripts.
import { ImportPage, InventoryPage } from "../pages/inventory";
import { unheard } from "../world/people";
import { expect, test } from "../world/test";

test("a table is checked, then read, with its problems by line @nojs", async ({ world }) => {
  const word = unheard();
  const table = [
    "kind,title_fr,title_en,source_key,duration_minutes,level",
    `class,Étirements du soir ${word},Evening stretches,${word}-1,20,beginner`,
    `yoga,Yoga du soir,Evening yoga,${word}-2,30,all`,
    `talk,,,${word}-3,45,all`,
    `guide,"Bien manger, bien dormir ${word}",Eat and sleep,${word}-4,vingt,all`,
    `recipe,=1+1,Formula,${word}-5,10,all`,
    `audio,Berceuse ${word},Lullaby,${word}-6,12,`,
    "",
  ].join("\r\n");
  const page = await world.as("staff");
  const imports = new ImportPage(page);

  await test.step("only looked at, nothing is written", async () => {
    await imports.open();
    await expect(imports.checkOnly).toBeChecked();
    await imports.send("automne.csv", table, { checkOnly: true });
    await expect(imports.outcome("Presque tout est prêt à entrer")).toBeVisible({ timeout: 20_000 });
    await expect(imports.figure("fiches seraient créées")).toHaveText("2");
    const inventory = new InventoryPage(page);
    await inventory.open();
    await inventory.search(word);
    await expect(page.getByRole("heading", { name: "Aucune fiche ne correspond" })).toBeVisible();
  });

  await test.step("read, with a line for each problem", async () => {
    await imports.open();
    await imports.send("automne.csv", table, { checkOnly: false });
    await expect(imports.outcome("Presque tout est entré")).toBeVisible({ timeout: 20_000 });
    await expect(imports.figure("lignes lues")).toHaveText("6");
    await expect(imports.figure("fiches créées")).toHaveText("2");
    await expect(imports.problem(3)).toContainText("« yoga » n’est pas un genre connu.");
    await expect(imports.problem(4)).toContainText("Il manque une valeur.");
    await expect(imports.problem(5)).toContainText("« vingt » n’est pas un nombre de minutes.");
    await expect(imports.problem(6)).toContainText("« =1+1 » commence comme une formule de tableur.");
    await expect(imports.problem(2)).toHaveCount(0);
    await expect(imports.problem(7)).toHaveCount(0);
  });

  await test.step("the good lines are in the inventory", async () => {
    const inventory = new InventoryPage(page);
    await page.getByRole("link", { name: "Voir l’inventaire" }).click();
    await inventory.search(word);
    await expect(inventory.table.getByRole("rowheader")).toContainText([`Berceuse ${word}`, `Étirements du soir ${word}`]);
  });

  await test.step("the same table again changes nothing", async () => {
    await imports.open();
    await imports.send("automne.csv", table, { checkOnly: false });
    await expect(imports.figure("fiches inchangées")).toHaveText("2", { timeout: 20_000 });
    await expect(imports.figure("fiches créées").or(imports.figure("fiche créée"))).toHaveText("0");
  });
});

test("what is no table is said to be none @nojs", async ({ world }) => {
  const imports = new ImportPage(await world.as("staff"));
  await imports.open();
  await imports.send("automne.csv", "Bonjour\nCeci est une lettre.\n", { checkOnly: true });
  await expect(imports.outcome("Le fichier n’a pas pu être lu")).toBeVisible({ timeout: 20_000 });
  await expect(imports.problems).toContainText("Il manque cette colonne.");
});
