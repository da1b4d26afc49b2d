// A guide: read page by page, searched inside, and taken along once staff allow it.
import { writeFile } from "node:fs/promises";

import { ItemPage } from "../pages/item";
import { unheard } from "../world/people";
import { expect, test } from "../world/test";

/** A document with a line on each page. */
function pdf(lines: string[]): string {
  const font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>";
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Count ${lines.length} /Kids [ ${lines.map((_, index) => `${3 + 2 * index} 0 R`).join(" ")} ] >>`,
    ...lines.flatMap((line, index) => {
      const drawn = `BT /F 18 Tf 20 350 Td (${line}) Tj ET`;
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 400] /Contents ${4 + 2 * index} 0 R /Resources << /Font << /F ${font} >> >> >>`,
        `<< /Length ${drawn.length} >>\nstream\n${drawn}\nendstream`,
      ];
    }),
  ];
  let file = "%PDF-1.4\n";
  let table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  objects.forEach((object, index) => {
    table += `${String(file.length).padStart(10, "0")} 00000 n \n`;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
  });
  return `${file}${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
}

test("a guide is found by a word inside it, read to its end and taken along", async ({ world }, info) => {
  test.setTimeout(120_000);
  const word = `mot${unheard().replaceAll("-", "")}`;
  const file = info.outputPath("guide.pdf");
  await writeFile(file, pdf(["Premier souffle", `Le mot ${word} est ici`, "Dernier souffle"]), "latin1");
  const office = await world.office("staff");
  const title = `Guide de lecture ${unheard()}`;
  const item = await office.newItem(title, "Reading guide");
  const recording = await office.send(item, file);
  await office.ready(recording);
  const session = await office.publish(item, recording);
  const { page } = await world.newcomer();

  await test.step("the catalogue knows what is inside", async () => {
    await page.goto(`/fr/catalogue?q=${word}`);
    await page.getByRole("link", { name: title }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
    await expect(page.getByRole("link", { name: "Télécharger le document" })).toHaveCount(0);
  });

  await test.step("a word leads to its page, and links turn the pages", async () => {
    await page.getByRole("searchbox", { name: "Chercher dans ce guide" }).fill(word);
    await page.getByRole("search", { name: "Chercher dans ce guide" }).getByRole("button", { name: "Chercher" }).click();
    const found = page.getByRole("region", { name: "1 page contient ces mots" });
    await expect(found.locator("mark")).toHaveText(word);
    await found.getByRole("link", { name: "Page 2" }).click();
    await expect(page.getByRole("img", { name: "Image de la page 2 sur 3" })).toBeVisible();
    // The text stands open where the word is.
    await expect(page.locator(".pages__text").locator("mark")).toHaveText(word);
    await page.getByRole("link", { name: "Page suivante" }).click();
    await expect(page.getByRole("img", { name: "Image de la page 3 sur 3" })).toBeVisible();
    await expect(page.getByRole("link", { name: "Page suivante" })).toHaveCount(0);
  });

  await test.step("the history says how much was read", async () => {
    await page.goto("/fr/mon-espace/historique");
    await expect(page.getByRole("listitem").filter({ hasText: title })).toContainText("3 pages lues sur 3");
  });

  await test.step("staff allow the download", async () => {
    const desk = await world.as("staff");
    await new ItemPage(desk).open(item);
    await desk.getByRole("button", { name: "Permettre le téléchargement" }).click();
    await expect(desk.getByText("Les membres peuvent maintenant télécharger le document.")).toBeVisible();
    await page.goto(`/fr/seances/${session}`);
    const link = page.getByRole("link", { name: "Télécharger le document" });
    const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
    expect(await download.failure()).toBeNull();
  });
});
