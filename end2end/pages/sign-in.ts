import { type Locator, type Page } from "@playwright/test";

/** Where one signs in. */
export class SignInPage {
  readonly email: Locator;
  readonly password: Locator;
  readonly refusal: Locator;
  readonly forgotten: Locator;

  constructor(readonly page: Page) {
    this.email = page.getByLabel("Adresse courriel", { exact: true });
    this.password = page.getByLabel("Mot de passe", { exact: true });
    this.refusal = page.getByRole("alert");
    this.forgotten = page.getByRole("main").getByRole("link", { name: /Mot de passe oublié/ });
  }

  async open(): Promise<void> {
    await this.page.goto("/fr/connexion");
  }

  async signIn(email: string, password: string): Promise<void> {
    await this.email.fill(email);
    await this.password.fill(password);
    await this.page.getByRole("main").getByRole("button", { name: "Se connecter" }).click();
  }
}
