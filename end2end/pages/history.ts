import { type Locator, type Page } from "@playwright/test";

/** What a member has watched. */
export class HistoryPage {
  readonly entries: Locator;
  readonly notice: Locator;
  readonly nothing: Locator;

  constructor(readonly page: Page) {
    this.entries = page.getByRole("main").locator("ul > li").filter({ has: page.getByRole("button", { name: /^Supprimer/ }) });
    this.notice = page.getByRole("main").getByRole("status");
    this.nothing = page.getByRole("heading", { name: "Rien encore" });
  }

  async open(): Promise<void> {
    await this.page.goto("/fr/mon-espace/historique");
  }

  entry(title: string): Locator {
    return this.entries.filter({ has: this.page.getByRole("heading", { name: title }) });
  }

  /** How much of a session was seen, in per cent. */
  async seen(title: string): Promise<number> {
    const bar = this.entry(title).getByRole("progressbar", { name: "Part vue" });
    return bar.evaluate((bar: HTMLProgressElement) => bar.value);
  }

  async forget(title: string): Promise<void> {
    await this.entry(title).getByRole("button", { name: `Supprimer ${title}` }).click();
  }

  /** Erases everything, as the page asks for it: with a box to tick. */
  async forgetAll(): Promise<void> {
    await this.page.getByRole("checkbox", { name: "Oui, effacer tout mon historique" }).check();
    await this.page.getByRole("button", { name: "Tout supprimer" }).click();
  }
}
