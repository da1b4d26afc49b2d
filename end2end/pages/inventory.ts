import { type Locator, type Page } from "@playwright/test";

/** The list of items. */
export class InventoryPage {
  readonly table: Locator;

  constructor(readonly page: Page) {
    this.table = page.getByRole("table");
  }

  async open(): Promise<void> {
    await this.page.goto("/fr/inventaire");
  }

  async search(words: string): Promise<void> {
    await this.page.getByRole("searchbox", { name: "Chercher un titre, une cote, une personne" }).fill(words);
    await this.page.getByRole("button", { name: "Filtrer" }).click();
  }
}

/** Where a table is taken in, and the report on it. */
export class ImportPage {
  readonly checkOnly: Locator;
  readonly problems: Locator;

  constructor(readonly page: Page) {
    this.checkOnly = page.getByRole("checkbox", { name: "Vérifier seulement, sans rien changer" });
    this.problems = page.getByRole("table", { name: "Problèmes par ligne" });
  }

  async open(): Promise<void> {
    await this.page.goto("/fr/inventaire/importer");
  }

  async send(name: string, table: string, { checkOnly }: { checkOnly: boolean }): Promise<void> {
    await this.page.getByLabel("Fichier CSV").setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(table) });
    await this.checkOnly.setChecked(checkOnly);
    await this.page.getByRole("button", { name: "Lire le fichier" }).click();
  }

  /** The outcome in a sentence; the page comes again by itself until it is there. */
  outcome(heading: string): Locator {
    return this.page.getByRole("heading", { name: heading });
  }

  /** How many, under a name. */
  figure(name: string): Locator {
    return this.page.locator("dl.counts > div").filter({ has: this.page.getByText(name, { exact: true }) }).locator("dd");
  }

  /** What is wrong at a line of the file. */
  problem(line: number): Locator {
    return this.problems.getByRole("row").filter({ has: this.page.getByRole("rowheader", { name: new RegExp(`\\b${line}$`) }) });
  }
}
