import { type Locator, type Page } from "@playwright/test";

/** The form of a pilot. */
export class PilotForm {
  constructor(readonly page: Page) {}

  title(language: "FR" | "EN"): Locator {
    return this.page.getByRole("textbox", { name: new RegExp(`^Nom du pilote ?${language}`) });
  }

  get hypothesis(): Locator {
    return this.page.getByRole("textbox", { name: /^Hypothèse ?FR/ });
  }

  get started(): Locator {
    return this.page.getByRole("textbox", { name: "Commencent une séance (%)" });
  }

  item(title: string): Locator {
    return this.page.getByRole("group", { name: "Avec quelles fiches ?" }).getByRole("checkbox", { name: title }).first();
  }

  async save(): Promise<void> {
    await this.page.getByRole("button", { name: "Enregistrer le pilote" }).click();
  }
}

/** A pilot and its uptake. */
export class PilotPage {
  readonly uptake: Locator;
  readonly sessions: Locator;
  readonly emails: Locator;
  readonly leftOver: Locator;
  readonly notice: Locator;

  constructor(readonly page: Page) {
    this.uptake = page.getByRole("region", { name: "Qui est venu" });
    this.sessions = page.getByRole("region", { name: "Les séances" });
    this.emails = page.getByRole("textbox", { name: "Adresses courriel" });
    this.leftOver = page.getByRole("alert");
    this.notice = page.getByRole("main").getByRole("status");
  }

  async invite(addresses: string[]): Promise<void> {
    await this.emails.fill(addresses.join("\n"));
    await this.page.getByRole("button", { name: "Inscrire les invitations" }).click();
  }

  async openTable(): Promise<void> {
    await this.uptake.getByText("Tableau et définitions").click();
  }

  /** The people at one step, as the table says it. */
  people(step: string): Locator {
    return this.uptake.getByRole("row").filter({ has: this.page.getByRole("rowheader", { name: step, exact: true }) }).getByRole("cell").first();
  }
}
