import { type Locator, type Page } from "@playwright/test";

import { type Newcomer } from "../world/people";

/** Everyone with an account. */
export class MembersPage {
  readonly notice: Locator;
  readonly problems: Locator;

  constructor(readonly page: Page) {
    this.notice = page.getByRole("main").getByRole("status");
    this.problems = page.getByRole("alert");
  }

  async open(): Promise<void> {
    await this.page.goto("/fr/administration/membres");
  }

  row(name: string): Locator {
    return this.page.getByRole("row").filter({ hasText: name });
  }

  async add({ name, email, password }: Newcomer): Promise<void> {
    await this.page.getByRole("textbox", { name: "Nom" }).fill(name);
    await this.page.getByRole("textbox", { name: "Adresse courriel" }).fill(email);
    await this.page.getByLabel("Premier mot de passe").fill(password);
    await this.page.getByRole("button", { name: "Ajouter la personne" }).click();
  }
}

/** Where profile events go. */
export class FeedsPage {
  readonly secret: Locator;
  readonly deliveries: Locator;

  constructor(readonly page: Page) {
    this.secret = page.getByRole("status").filter({ hasText: "Gardez ce secret maintenant" }).locator("code");
    this.deliveries = page.getByRole("table", { name: "Derniers envois" }).locator("tbody").getByRole("row");
  }

  async open(): Promise<void> {
    await this.page.goto("/fr/administration/destinations");
  }

  async add(url: string, purpose: string, assessment: string): Promise<void> {
    await this.page.getByLabel("Adresse", { exact: true }).fill(url);
    await this.page.getByLabel("Usage consenti").selectOption({ label: purpose });
    await this.page.getByLabel("Pays où les données arrivent").fill("CA");
    await this.page.getByLabel("Évaluation", { exact: true }).fill(assessment);
    await this.page.getByRole("button", { name: "Ajouter la destination" }).click();
  }
}
