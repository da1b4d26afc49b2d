import { type Locator, type Page } from "@playwright/test";

/** What is worth digitising. */
export class BacklogPage {
  readonly notice: Locator;
  readonly refusal: Locator;
  readonly scores: Locator;

  constructor(readonly page: Page) {
    this.notice = page.getByRole("main").locator(".notice[role=status]");
    this.refusal = page.getByRole("alert");
    this.scores = page.locator("td[data-label=Score]");
  }

  async open(): Promise<void> {
    await this.page.goto("/fr/a-numeriser");
  }

  /** The line of an item. */
  line(title: string): Locator {
    return this.page.getByRole("row").filter({ has: this.page.getByRole("rowheader", { name: title }) });
  }

  box(title: string): Locator {
    return this.page.getByRole("checkbox", { name: `Cocher « ${title} »` });
  }

  /** Judges an item by the form beside it. */
  async judge(title: string, marks: { value: string; ease: string; cost: string }): Promise<void> {
    const form = this.page.locator("details").filter({ has: this.page.getByText(`de « ${title} »`) });
    await form.locator("summary").click();
    await form.getByLabel("Valeur pour les membres").selectOption(marks.value);
    await form.getByLabel("Facilité à numériser").selectOption(marks.ease);
    await form.getByLabel(/^Coût/).selectOption(marks.cost);
    await form.getByRole("button", { name: "Enregistrer l’évaluation" }).click();
  }
}
