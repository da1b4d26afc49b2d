// The work on two items, from the inventory to somebody else's tasks, with and without scripts.
import { InventoryPage } from "../pages/inventory";
import { unheard } from "../world/people";
import { expect, test } from "../world/test";

test("work is started, claimed, done, handed back and talked about @nojs", async ({ world }) => {
  const word = unheard();
  const office = await world.office("staff");
  const titles = [`Souplesse ${word}`, `Équilibre ${word}`];
  const items: string[] = [];
  for (const title of titles) items.push(await office.newItem(title, title));
  const page = await world.as("staff");
  const main = page.getByRole("main");
  const mine = main.getByRole("region", { name: "En main", exact: true });
  const line = (title: string) => mine.getByRole("listitem").filter({ hasText: title });

  await test.step("start it on all that is ticked", async () => {
    const inventory = new InventoryPage(page);
    await inventory.open();
    await inventory.search(word);
    for (const title of titles) await page.getByRole("checkbox", { name: `Choisir « ${title} »` }).check();
    await page.getByRole("button", { name: "Commencer le travail sur les fiches cochées" }).click();
    await main.getByRole("button", { name: /^Commencer le travail sur 2 fiche/ }).click();
    await expect(main.getByRole("status")).toContainText("Le travail est commencé sur 2 fiches.");
    await expect(main.getByRole("region", { name: /^Évaluer/ })).toBeVisible();
    await expect(main).toContainText("qu’on attend le plus");
  });

  await test.step("claim a step from the item's page and do it", async () => {
    await page.goto(`/fr/inventaire/${items[0]}`);
    await main.getByRole("button", { name: "Prendre" }).click();
    await expect(main.getByRole("status")).toHaveText("Cette étape est à vous.");
    await page.getByRole("navigation", { name: "Travail" }).getByRole("link", { name: /^Mes tâches/ }).click();
    await expect(line(titles[0])).toContainText("Évaluer");
    await line(titles[0]).getByRole("button", { name: "C’est fait" }).click();
    await expect(line(titles[0])).toHaveCount(0);
  });

  await test.step("hand the next one back, with a reason", async () => {
    await page.goto(`/fr/inventaire/${items[0]}`);
    await main.getByRole("button", { name: "Prendre" }).click();
    await page.goto("/fr/mes-taches");
    const task = line(titles[0]);
    await expect(task).toContainText("Obtenir les droits");
    await task.getByText("Renvoyer à une étape précédente").click();
    await task.getByRole("textbox", { name: "Que faut-il reprendre ?" }).fill("La durée ne va pas.");
    await task.getByRole("button", { name: "Renvoyer", exact: true }).click();
    await expect(main.getByRole("status")).toContainText("La fiche est revenue à l’étape choisie");
    await page.goto(`/fr/inventaire/${items[0]}`);
    await expect(main.getByRole("region", { name: "Travail" })).toContainText("La durée ne va pas.");
  });

  await test.step("call a colleague, who finds it", async () => {
    await main.getByRole("textbox", { name: "Votre commentaire" }).fill(`@Geneviève Roy, voyez ${word}.`);
    await main.getByRole("button", { name: "Publier le commentaire" }).click();
    await expect(main.getByRole("status")).toHaveText("Votre commentaire est publié.");
    const manager = await world.as("manager");
    await manager.goto("/fr/mes-taches");
    const note = manager.getByRole("region", { name: "On vous a écrit" }).getByRole("listitem").filter({ hasText: word });
    await note.getByRole("button", { name: "Voir sur la fiche" }).click();
    await expect(manager.getByRole("heading", { level: 1 })).toHaveText(titles[0]);
    await manager.goto("/fr/mes-taches");
    await expect(manager.getByText(`voyez ${word}`)).toHaveCount(0);
  });
});
