// What a page can do without a script, it does without a script.
import { CataloguePage } from "../pages/catalogue";
import { HistoryPage } from "../pages/history";
import { ItemForm, ItemPage } from "../pages/item";
import { MyDataPage } from "../pages/my-data";
import { SignInPage } from "../pages/sign-in";
import { demo as found } from "../world/demo";
import { demo, demoPassword, unheard } from "../world/people";
import { expect, test } from "../world/test";

test("browse, search, filter and sort @nojs-only", async ({ world }) => {
  const catalogue = new CataloguePage(await world.passerBy());
  await catalogue.page.goto("/fr");
  await expect(catalogue.page.getByRole("heading", { level: 1 })).toHaveText("Les cours de votre centre, chez vous et à votre heure");
  await catalogue.search("respiration");
  await expect(catalogue.titles).toHaveText(["Respiration guidée"]);
  await expect(catalogue.chosen).toContainText("« respiration »");
  await catalogue.chosen.getByRole("link", { name: /respiration/ }).click();

  await catalogue.filter("Niveau", "Débutant").check();
  await catalogue.apply();
  await expect(catalogue.titles.filter({ hasText: "Étirements du matin" })).toBeVisible();
  await expect(catalogue.titles.filter({ hasText: "Marche par intervalles" })).toHaveCount(0);
  await expect(catalogue.filter("Niveau", "Débutant")).toBeChecked();

  await catalogue.chosen.getByRole("link", { name: "Tout effacer" }).click();
  await catalogue.page.getByLabel("Classer par").selectOption({ label: "Titre" });
  await catalogue.page.getByRole("button", { name: "Classer" }).click();
  const titles = await catalogue.titles.allInnerTexts();
  expect(titles.length).toBeGreaterThan(3);
  expect(titles).toEqual([...titles].sort(new Intl.Collator("fr-CA").compare));
});

test("a wrong password is said kindly, and the address kept @nojs-only", async ({ world }) => {
  const page = await world.passerBy();
  const door = new SignInPage(page);
  await page.goto("/fr/mon-espace/historique");
  await page.getByRole("main").getByRole("link", { name: "Se connecter" }).click();
  const answer = page.waitForResponse((response) => response.url().endsWith("/call/accounts/sign-in"));
  await door.signIn(demo.member, "estrade-domo");
  expect((await answer).status()).toBe(401);
  await expect(door.refusal).toContainText("Cette adresse et ce mot de passe ne vont pas ensemble.");
  await expect(door.email).toHaveValue(demo.member);
  await expect(door.password).toHaveValue("");
  await door.signIn(demo.member, demoPassword);
  await expect(page).toHaveURL(/\/fr\/mon-espace\/historique$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Mon historique");
});

test("a forgotten password leads to a page that says what to do @nojs-only", async ({ world }) => {
  const page = await world.passerBy();
  const door = new SignInPage(page);
  await door.open();
  await door.forgotten.click();
  await expect(page).toHaveURL(/\/fr\/connexion\/mot-de-passe-oublie$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Mot de passe oublié");
  await expect(page.getByRole("main")).toContainText("’accueil du centre");
  await page.getByRole("main").getByRole("link", { name: "Revenir à la connexion" }).click();
  await expect(door.email).toBeVisible();
});

test("a form that lacks something comes back whole @nojs-only", async ({ world }) => {
  const page = await world.as("staff");
  const form = new ItemForm(page);
  await form.open();
  await form.minutes.fill("une demi-heure");
  await form.instructor.fill("Denise Lapointe");
  const answer = page.waitForResponse((response) => response.url().endsWith("/call/inventory/create"));
  await form.save();
  expect((await answer).status()).toBe(422);
  await expect(form.problems.getByRole("heading")).toBeVisible();
  await expect(form.problems.getByRole("link")).toHaveText([
    "Écrivez un titre dans au moins une langue",
    "La durée est un nombre de minutes, de 1 à 1440",
  ]);
  await expect(form.minutes).toHaveValue("une demi-heure");
  await expect(form.minutes).toHaveAttribute("aria-invalid", "true");
  await expect(form.minutes).toHaveAccessibleDescription(/La durée est un nombre de minutes/);
  await expect(form.instructor).toHaveValue("Denise Lapointe");

  await test.step("each problem leads to its field", async () => {
    await form.problems.getByRole("link", { name: "Écrivez un titre" }).click();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Shift+Tab");
    await expect(form.title("FR")).toBeFocused();
  });

  const title = `Pause au bureau ${unheard()}`;
  await form.title("FR").fill(title);
  await form.minutes.fill("30");
  await form.save();
  await expect(new ItemPage(page).notice).toHaveText("La fiche est enregistrée.");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
  // Playwright looks for no words in `noscript`: it is named.
  const instead = new ItemPage(page).recording.locator("noscript p").filter({ hasText: "Pour envoyer un fichier" });
  await expect(instead).toBeVisible();
  expect(await instead.innerText()).toContain("il faut JavaScript");
});

test("history is erased @nojs-only", async ({ world }) => {
  const member = await world.newcomer();
  for (const session of [found().stretching, found().breathing]) await member.office.watched(session, 10);
  const history = new HistoryPage(member.page);
  await history.open();
  await expect(history.entries).toHaveCount(2);
  expect(await history.seen("Respiration guidée")).toBe(25);
  await history.forget("Respiration guidée");
  await expect(history.notice).toHaveText("La séance est effacée de votre historique.");
  await expect(history.entries).toHaveCount(1);
  await history.forgetAll();
  await expect(history.notice).toHaveText("Votre historique est effacé.");
  await expect(history.nothing).toBeVisible();
});

test("a purpose is allowed and refused in one press @nojs-only", async ({ world }) => {
  const member = await world.newcomer();
  const mine = new MyDataPage(member.page);
  const news = "Vous écrire des nouvelles";
  await mine.open();
  await expect(mine.purpose(news)).toContainText("Jamais permis");
  await mine.switch(news).click();
  await expect(mine.notice).toHaveText("C’est noté : cet usage est permis.");
  await expect(mine.switch(news)).toBeChecked();
  await expect(mine.purpose(news)).toContainText("Permis depuis le");
  await mine.switch(news).click();
  await expect(mine.notice).toContainText("rien de nouveau ne sera fait de vos données");
  await expect(mine.switch(news)).not.toBeChecked();
  await expect(mine.purpose(news)).toContainText("Refusé depuis le");
});

test("a device is not offered where nothing could be shown on it @nojs-only", async ({ world }) => {
  const mine = new MyDataPage(await world.as("member"));
  await mine.open();
  await expect(mine.page.getByRole("heading", { name: "Sur vos appareils" })).toBeVisible();
  await expect(mine.thisDevice).toHaveCount(0);
});

test("appearance and signing out are forms too @nojs-only", async ({ world }) => {
  const { page } = await world.newcomer();
  await page.goto("/fr/mon-espace/mes-donnees");
  await page.getByLabel("Apparence").click();
  await page.getByRole("button", { name: "Sombre" }).click();
  await expect(page).toHaveURL(/\/mes-donnees$/);
  await expect(page.locator("html")).toHaveCSS("color-scheme", "dark");
  await page.getByLabel("Mon compte").click();
  await page.getByRole("button", { name: "Se déconnecter" }).click();
  await expect(page.getByRole("status")).toHaveText("Vous êtes déconnecté de cet appareil.");
  await page.goto("/fr/mon-espace/mes-donnees");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Connectez-vous d’abord");
});

test("a class can be read about, and says what playing needs @nojs-only", async ({ world }) => {
  const page = await world.as("member");
  await page.goto(`/fr/seances/${found().stretching}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Étirements du matin");
  const instead = page.getByRole("region", { name: "Lecteur", exact: true }).locator("noscript p");
  await expect(instead).toBeVisible();
  expect(await instead.innerText()).toContain("Votre navigateur ne lance pas les scripts de cette page");
  await page.goto(`/fr/seances/${found().guide}`);
  const first = page.getByRole("img", { name: /^Image de la page 1/ });
  expect(await first.getAttribute("src")).toMatch(/^\/media\//);
  const picture = await page.request.get((await first.getAttribute("src")) as string);
  expect(picture.headers()["content-type"]).toBe("image/jpeg");
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Télécharger le document" }).click()]);
  expect(await file.failure()).toBeNull();
});
