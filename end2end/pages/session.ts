import { type Locator, type Page, expect } from "@playwright/test";

/** A session's page, with its stage. */
export class SessionPage {
  readonly stage: Locator;
  readonly play: Locator;
  /** What stands there instead while it is broadcast. */
  readonly join: Locator;
  readonly resume: Locator;
  readonly resumed: Locator;
  readonly finished: Locator;
  readonly range: Locator;
  private readonly video: Locator;

  constructor(readonly page: Page) {
    this.stage = page.getByRole("region", { name: "Lecteur", exact: true });
    this.play = this.stage.getByRole("button", { name: "Regarder la séance" });
    this.join = this.stage.getByRole("button", { name: "Rejoindre le direct" });
    this.resume = this.stage.getByRole("button", { name: /^Reprendre à / });
    this.resumed = this.stage.getByText(/^Repris à /);
    this.finished = this.stage.getByRole("heading", { name: "Séance terminée" });
    this.range = this.stage.locator("media-time-range").getByRole("slider");
    // The element that decodes, inside the player's own.
    this.video = this.stage.locator("hls-video[slot=media] video");
  }

  async open(session: string): Promise<void> {
    await this.page.goto(`/fr/seances/${session}`);
  }

  /** Where the player stands, in seconds. */
  position(): Promise<number> {
    return this.video.evaluate((video: HTMLVideoElement) => video.currentTime);
  }

  /** How many seconds the player says that the session lasts. */
  duration(): Promise<number> {
    return this.video.evaluate((video: HTMLVideoElement) => video.duration);
  }

  /** Expects a picture that moves on until the session is past this second. */
  async expectPlayingPast(second: number, timeout = 20_000): Promise<void> {
    await expect.poll(() => this.position(), { timeout, message: "the position" }).toBeGreaterThan(second);
    const width = await this.video.evaluate((video: HTMLVideoElement) => video.videoWidth);
    expect(width, "the picture's width").toBeGreaterThan(0);
    await this.expectAdvancing();
  }

  private async expectAdvancing(): Promise<void> {
    const before = await this.position();
    await expect.poll(() => this.position()).toBeGreaterThan(before);
  }

  /** Presses the bar under the picture at a share of its length. */
  async seekTo(share: number): Promise<void> {
    await this.stage.hover();
    const box = await this.range.boundingBox();
    if (!box) throw new Error("the time bar is not on the page");
    await this.range.click({ position: { x: box.width * share, y: box.height / 2 } });
  }

  async pause(): Promise<void> {
    await this.stage.hover();
    await this.stage.locator("media-play-button").click();
    await expect.poll(() => this.video.evaluate((video: HTMLVideoElement) => video.paused)).toBe(true);
  }
}
