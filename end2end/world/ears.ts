// What a page says and asks for behind its reader's back. Nothing of it is ever
// wanted: a script that fails, a style that the policy refuses, another site.
import { type BrowserContext, type Response } from "@playwright/test";

export class Ears {
  /** What was heard. */
  readonly heard: string[] = [];
  private readonly asked: Promise<void>[] = [];

  constructor(
    readonly origin: string,
    /** Whether scripts run: what is fetched ahead for them is otherwise not used. */
    readonly scripts: boolean,
  ) {}

  /** Listens to every page of a browser. */
  listen(context: BrowserContext): void {
    context.on("weberror", (problem) => this.heard.push(`a script failed: ${problem.error().message}`));
    context.on("console", (line) => {
      // A page's own status is each test's to judge; what it fetches is heard below.
      if (line.text().startsWith("Failed to load resource")) return;
      if (!this.scripts && line.text().includes("was preloaded using link preload but not used")) return;
      if (["error", "warning"].includes(line.type())) this.heard.push(`${line.type()}: ${line.text()}`);
    });
    context.on("request", (request) => {
      const url = new URL(request.url());
      if (!["data:", "blob:"].includes(url.protocol) && url.origin !== this.origin) {
        this.heard.push(`left the origin: ${request.url()}`);
      }
    });
    context.on("response", (response) => {
      if (response.status() >= 400 && !response.request().isNavigationRequest()) {
        this.asked.push(this.judge(context, response));
      }
    });
  }

  /** Resolves when what was heard so far has been judged. */
  async settled(): Promise<void> {
    await Promise.all(this.asked.splice(0));
  }

  /**
   * Tests share one organisation: another one may take its session out between a page that
   * shows it and the picture. The picture is rightly gone when the session is.
   */
  private async judge(context: BrowserContext, response: Response): Promise<void> {
    const { pathname } = new URL(response.url());
    const [, session] = pathname.match(/^\/media\/poster\/([^/]+)\//) ?? [];
    if (session && response.status() === 404) {
      const page = await context.request.get(`${this.origin}/fr/seances/${session}`).catch(() => undefined);
      if (page?.status() === 404) return;
    }
    this.heard.push(`${response.status()}: ${response.request().method()} ${response.url()}`);
  }
}
