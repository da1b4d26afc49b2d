// A clerk with five thousand lines of somebody else's spreadsheet: taken in, tagged, taken back, given to a
// colleague, and the first of them published.
import { ImportPage, InventoryPage } from "../pages/inventory";
import { ItemPage } from "../pages/item";
import { films } from "../world/films";
import { unheard } from "../world/people";
import { expect, test } from "../world/test";

const LINES = 5_000;
/** What nobody asked for: columns of the centre's own. */
const STRANGE = Array.from({ length: 190 }, (_, column) => `Semaine ${column + 1}`);
/** A day as three people write it. */
const DAYS = ["2027-03-01", "01/03/2027", "01.03.2027"];

/** A line of the table, and whether it can be taken in. One in ten has something wrong with it. */
function line(word: string, number: number): { cells: string[]; good: boolean } {
  const title = `Séance ${String(number).padStart(4, "0")} « Été » ${word}`;
  const cells = (kind: string, title: string, minutes: string, key = `${word}-${number}`) => [key, kind, title, minutes, DAYS[number % 3], `Étagère n° ${number % 40}`];
  switch (number % 50) {
    case 7: return { cells: cells("rendez-vous", title, "20"), good: false };
    case 17: return { cells: cells("cours", "", "20"), good: false };
    case 27: return { cells: cells("cours", title, "une vingtaine"), good: false };
    case 37: return { cells: cells("cours", `=${title}`, "20"), good: false };
    case 47: return { cells: cells("cours", title, "20", `${word}-${number - 1}`), good: false };
    default: return { cells: cells(["cours", "Guide", "CONFÉRENCE"][number % 3], title, "20"), good: true };
  }
}

/** As a spreadsheet of Windows saves it in French: semicolons, and one byte for every letter. */
function table(word: string): { file: Buffer; good: number } {
  const lines = Array.from({ length: LINES }, (_, number) => line(word, number));
  const head = ["Cote", "Genre", "Titre", "Durée (min)", "À revoir le", "Rangement", ...STRANGE];
  const rows = [head, ...lines.map(({ cells }) => cells)].map((cells) => cells.map((cell) => (/[;"]/.test(cell) ? `"${cell}"` : cell)).join(";"));
  return { file: Buffer.from(`${rows.join("\r\n")}\r\n`, "latin1"), good: lines.filter(({ good }) => good).length };
}

test("a messy table of five thousand lines is taken in, tagged, taken back, shared out and published", async ({ world }) => {
  test.setTimeout(240_000);
  const word = unheard();
  const { file, good } = table(word);
  const page = await world.as("staff");
  const main = page.getByRole("main");
  const spaced = (count: number) => new RegExp(`^${String(count).replace(/(\d)(?=(\d{3})$)/, "$1\\s?")}$`);

  const imports = new ImportPage(page);

  await test.step("it names its columns in its own words", async () => {
    await imports.open();
    await imports.send("Inventaire été (final).csv", file, { checkOnly: false });
    await expect(imports.outcome("Le fichier n’a pas pu être lu")).toBeVisible({ timeout: 60_000 });
  });

  await test.step("once it is said which column is which", async () => {
    await page.getByRole("link", { name: "Choisir les colonnes" }).click();
    // What most people mean by these words is chosen already.
    for (const [theirs, ours] of [["Genre", "kind"], ["Titre", "title_fr"], ["Durée (min)", "duration_minutes"], ["À revoir le", "review_on"]])
      await expect(page.getByLabel(`« ${theirs} »`)).toHaveValue(ours);
    await imports.checkOnly.uncheck();
    await page.getByRole("button", { name: "Lire avec ces colonnes" }).click();
  });

  await test.step("nine of ten lines come in, and the others are told", async () => {
    await expect(imports.outcome("Presque tout est entré")).toBeVisible({ timeout: 60_000 });
    await expect(imports.figure("lignes lues")).toHaveText(spaced(LINES));
    await expect(imports.figure("fiches créées")).toHaveText(spaced(good));
    await expect(imports.problem(9)).toContainText("« rendez-vous » n’est pas un genre connu.");
    await expect(imports.problem(19)).toContainText("Il manque une valeur.");
    await expect(imports.problem(29)).toContainText("« une vingtaine » n’est pas un nombre de minutes.");
    await expect(imports.problem(39)).toContainText("commence comme une formule de tableur.");
    await expect(imports.problem(48)).toHaveCount(0);
    await expect(imports.problem(49)).toHaveCount(1);
  });

  await test.step("all of them get a tag, but for the one that is ticked", async () => {
    await page.goto(`/fr/inventaire?q=${word}&sort=title`);
    await expect(main).toContainText("Séance 0000 « Été »");
    await page.getByRole("checkbox", { name: `Choisir « Séance 0001 « Été » ${word} »` }).check();
    await page.getByRole("button", { name: /^Modifier tout le résultat/ }).click();
    await page.getByRole("textbox", { name: "Ajouter une étiquette" }).fill(`lot ${word}`);
    await page.getByRole("button", { name: "Voir l’effet Ajouter une étiquette" }).click();
    await page.getByRole("button", { name: /^Modifier 4\s?499 fiches/ }).click();
    await expect(page.getByText(/^4\s?499 fiches sont modifiées\.$/)).toBeVisible({ timeout: 60_000 });
  });

  await test.step("and all of it is taken back", async () => {
    await page.getByRole("button", { name: "Annuler cette modification" }).click();
    await expect(page.getByText(/^4\s?499 fiches sont comme avant/)).toBeVisible({ timeout: 60_000 });
    await page.goto(`/fr/inventaire?tag=${encodeURIComponent(`lot ${word}`)}`);
    await expect(page.getByRole("heading", { name: "Aucune fiche ne correspond" })).toBeVisible();
  });

  await test.step("the first is worked on", async () => {
    const inventory = new InventoryPage(page);
    await inventory.open();
    await inventory.search(`0000 ${word}`);
    await page.getByRole("checkbox", { name: `Choisir « Séance 0000 « Été » ${word} »` }).check();
    await page.getByRole("button", { name: "Commencer le travail sur les fiches cochées" }).click();
    await main.getByRole("button", { name: /^Commencer le travail sur 1 fiche/ }).click();
    await expect(main.getByRole("status")).toContainText("Le travail est commencé sur 1 fiche.");
  });

  await test.step("and published", async () => {
    await page.goto(`/fr/inventaire?q=0000+${word}`);
    await page.getByRole("link", { name: `Séance 0000 « Été » ${word}` }).click();
    const item = new ItemPage(page);
    await expect(item.shelf).toContainText("Étagère n° 0");
    await expect(item.shelf).toContainText("1er mars 2027");
    await expect(item.file).toBeEnabled();
    await item.file.setInputFiles(films.class);
    await expect(item.renditions).toBeVisible({ timeout: 120_000 });
    await item.publishAnyway();
    await expect(item.notice).toHaveText("La séance est au catalogue.");
  });
});
