import { type Locator, type Page } from "@playwright/test";

/** The rights of an item, on its page. */
export class RightsPanel {
  readonly region: Locator;
  readonly people: Locator;

  constructor(readonly page: Page) {
    this.region = page.getByRole("region", { name: "Droits", exact: true });
    this.people = this.region.getByRole("listitem");
  }

  /** Writes down a person who agreed to be seen by members. */
  async addPerson(name: string, signedOn: string): Promise<void> {
    const form = this.region.locator("#add-release");
    await form.locator("summary").click();
    await form.getByLabel("Nom de la personne").fill(name);
    await form.getByLabel("Signée le").fill(signedOn);
    await form.getByRole("button", { name: "Ajouter une personne filmée" }).click();
  }

  person(name: string): Locator {
    return this.people.filter({ has: this.page.getByRole("link", { name, exact: true }) });
  }
}

/** The page of one release. */
export class ReleasePage {
  readonly withdrawal: Locator;
  readonly withdrawn: Locator;

  constructor(readonly page: Page) {
    this.withdrawal = page.getByRole("region", { name: "Retirer l’autorisation" });
    this.withdrawn = page.getByRole("region", { name: "L’autorisation est retirée" });
  }

  async withdraw(reason: string): Promise<void> {
    await this.withdrawal.getByLabel("Raison").fill(reason);
    await this.withdrawal.getByRole("checkbox").check();
    await this.withdrawal.getByRole("button", { name: "Retirer l’autorisation" }).click();
  }
}
