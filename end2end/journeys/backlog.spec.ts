// What is missing is asked for, judged, chosen and tried out; what was written down twice becomes one.
import { BacklogPage } from "../pages/backlog";
import { CataloguePage } from "../pages/catalogue";
import { unheard } from "../world/people";
import { expect, test } from "../world/test";

test("what a member asks for becomes a pilot @nojs", async ({ world }) => {
  test.setTimeout(90_000);
  const words = `Capoeira ${unheard()}`;
  const member = await world.newcomer();

  await test.step("a search that finds nothing offers to ask", async () => {
    const catalogue = new CataloguePage(member.page);
    await member.page.goto(`/fr/catalogue?q=${encodeURIComponent(words)}`);
    await expect(catalogue.titles).toHaveCount(0);
    await member.page.getByRole("link", { name: "Demander ce contenu" }).click();
    const field = member.page.getByRole("textbox", { name: "Ce que vous cherchez" });
    await expect(field).toHaveValue(words);
    await member.page.getByRole("textbox", { name: "Une précision pour l’équipe" }).fill("Pour débuter");
    await member.page.getByRole("button", { name: "Envoyer la demande" }).click();
    await expect(member.page.getByRole("heading", { level: 1 })).toHaveText("Merci");
    await expect(member.page.getByText("votre page d’accueil vous le dit")).toBeVisible();
  });

  const page = await world.as("manager");
  const backlog = new BacklogPage(page);
  await test.step("staff make an item of it", async () => {
    await page.goto("/fr/a-numeriser/demandes");
    const demand = page.getByRole("article").filter({ has: page.getByRole("heading", { name: words }) });
    await expect(demand).toContainText("Pour débuter");
    await demand.locator("summary").click();
    await demand.getByRole("button", { name: "Créer une fiche" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(words);
  });

  await test.step("it is judged, with its sum in words", async () => {
    await backlog.open();
    await backlog.judge(words, { value: "5", ease: "5", cost: "1" });
    await expect(backlog.notice).toHaveText("L’évaluation est enregistrée.");
    await expect(backlog.line(words).locator("td[data-label=Score]")).toHaveText("18,3");
    await expect(backlog.line(words)).toContainText("Évalué");
  });

  await test.step("it is chosen, and a pilot begins with it", async () => {
    await backlog.open();
    await page.getByRole("button", { name: "Écarter" }).click();
    await expect(backlog.refusal).toContainText("Ce champ est à remplir.");
    await backlog.open();
    await backlog.box(words).check();
    await page.getByRole("button", { name: "Choisir ces fiches" }).click();
    await expect(backlog.notice).toContainText("1 fiche est choisie.");
    await backlog.box(words).check();
    await page.getByRole("button", { name: "Commencer un pilote" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Nouveau pilote");
    await expect(page.getByRole("checkbox", { name: words })).toBeChecked();
  });
});

test("an item written down twice becomes one", async ({ world }) => {
  const office = await world.office("staff");
  const title = `Tai-chi ${unheard()}`;
  const [one, other] = [await office.newItem(title, title), await office.newItem(title, title)];
  const page = await world.as("staff");
  await page.goto(`/fr/inventaire/${one}/fusionner?with=${other}`);
  await expect(page.getByRole("table", { name: "Champ par champ" })).toContainText(title);
  await page.getByRole("button", { name: "Réunir les deux fiches" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
  await page.goto(`/fr/inventaire/${other}`);
  await expect(page).toHaveURL(new RegExp(`/fr/inventaire/${one}`));
});
