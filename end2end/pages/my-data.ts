import { type Locator, type Page } from "@playwright/test";

/** What a member's data may be used for. */
export class MyDataPage {
  readonly notice: Locator;

  constructor(readonly page: Page) {
    this.notice = page.getByRole("main").getByRole("status");
  }

  async open(): Promise<void> {
    await this.page.goto("/fr/mon-espace/mes-donnees");
  }

  purpose(name: string): Locator {
    return this.page.getByRole("article", { name });
  }

  /** What has reminders shown on this device. */
  get thisDevice(): Locator {
    return this.page.getByRole("button", { name: "M’avertir sur cet appareil" });
  }

  switch(name: string): Locator {
    return this.purpose(name).getByRole("switch");
  }
}
