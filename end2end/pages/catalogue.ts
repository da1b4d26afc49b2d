import { type Locator, type Page, expect } from "@playwright/test";

/** Everything that can be attended. */
export class CataloguePage {
  readonly titles: Locator;
  readonly count: Locator;
  readonly chosen: Locator;
  readonly words: Locator;
  private readonly results: Locator;

  constructor(readonly page: Page) {
    this.results = page.getByRole("region", { name: "Résultats" });
    this.titles = this.results.getByRole("article").getByRole("link");
    this.count = this.results.getByText(/^(\d+ séances?|Aucune séance)$/);
    this.chosen = this.results.getByRole("list", { name: "Filtres choisis" });
    this.words = page.getByRole("main").getByRole("searchbox");
  }

  async open(query = ""): Promise<void> {
    await this.page.goto(`/fr/catalogue${query}`);
  }

  /** Looks for words, by the button. */
  async search(words: string): Promise<void> {
    await this.words.fill(words);
    await this.page.getByRole("main").getByRole("button", { name: "Chercher" }).click();
  }

  /** The button that brings up the filters where there is no room for them. */
  get filters(): Locator {
    return this.page.getByRole("button", { name: /^Filtres/ });
  }

  /** One value of one filter. */
  filter(legend: string, value: string): Locator {
    return this.page.getByRole("group", { name: legend }).getByRole("radio", { name: value });
  }

  /** Sends the filters, by their button. */
  async apply(): Promise<void> {
    await this.page.getByRole("button", { name: "Voir les résultats" }).click();
  }

  /** A card by its title. */
  card(title: string): Locator {
    return this.results.getByRole("article").filter({ has: this.page.getByRole("link", { name: title, exact: true }) });
  }

  async openSession(title: string): Promise<void> {
    await this.results.getByRole("link", { name: title, exact: true }).click();
  }

  /** Expects the figure over the cards to be the number of cards. */
  async expectHonestCount(): Promise<void> {
    const shown = await this.titles.count();
    await expect(this.count).toHaveText(new RegExp(`^${shown} séances?$`));
  }
}
