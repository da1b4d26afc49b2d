// The test that live sessions are made of: `hall` is a site of one's own with a session that is to begin,
// a member who may watch it, and as many encoders as a test starts.
import { type Browser, type BrowserContext } from "@playwright/test";

import { SessionPage } from "../pages/session";
import { type Door, Encoder } from "./encoder";
import { Follower, Reader } from "./follower";
import { type Office } from "./office";
import { type SignedIn } from "./people";
import { overheard } from "./players";
import { type Site } from "./site";
import { expect, test as trouble } from "./trouble";

export { expect };

/** A hall with a session that is to begin, and everything that tests do there. */
export class Hall {
  private readonly encoders: Encoder[] = [];
  private readonly readers: Reader[] = [];
  private readonly devices: BrowserContext[] = [];

  private constructor(
    readonly site: Site,
    readonly staff: Office,
    readonly member: { signIn: SignedIn; office: Office },
    readonly session: string,
    readonly door: { server: string; key: string },
  ) {}

  static async of(site: Site): Promise<Hall> {
    await site.open();
    const staff = await site.office();
    const session = await staff.announceLive("Cardio en direct");
    return new Hall(site, staff, await site.member(), session, await staff.streamKey(session));
  }

  /** One that sends here; some other than ffmpeg, where it is told how. */
  encoder(sending: (door: Door) => Encoder = (door) => Encoder.to(door)): Encoder {
    const encoder = sending(this.door);
    this.encoders.push(encoder);
    return encoder;
  }

  async begun(sending?: (door: Door) => Encoder): Promise<Encoder> {
    const encoder = this.encoder(sending);
    await this.staff.until(this.session, "live");
    return encoder;
  }

  /** The address of everything that a member may play, and their cookie. */
  async address(): Promise<{ url: string; cookie: string }> {
    const { office } = this.member;
    const { playlist_url, live } = await office.watch(this.session);
    expect(live, "it is live").toBe(true);
    return { url: new URL(playlist_url, this.site.url).href, cookie: await office.cookie() };
  }

  /** A member who reads picture and sound, and whatever else there is. */
  async followers(tracks = ["v", "a"]): Promise<Follower[]> {
    const { url, cookie } = await this.address();
    const reader = new Reader(this.site.url, cookie);
    this.readers.push(reader);
    const place = (track: string) => new URL(`live/${track}/index.m3u8`, url).pathname;
    return tracks.map((track) => new Follower(reader, place(track), tracks.length - 1).begin());
  }

  /** The member's browser. */
  async device(browser: Browser): Promise<BrowserContext> {
    const context = await browser.newContext({ baseURL: this.site.url, storageState: this.member.signIn });
    this.devices.push(context);
    return context;
  }

  /** The session's page in it. */
  async seat(context: BrowserContext): Promise<SessionPage> {
    const page = await context.newPage();
    await overheard(page);
    const stage = new SessionPage(page);
    await stage.open(this.session);
    return stage;
  }

  /** Ends it, and waits until its recording is whole: seconds that it lasts. */
  async replay(): Promise<{ duration_s: number; playlist_url: string }> {
    await this.staff.endLive(this.session);
    await this.staff.until(this.session, "replay", 90_000);
    const watch = await this.member.office.watch(this.session);
    expect(watch.live).toBe(false);
    return watch;
  }

  async close(): Promise<void> {
    for (const device of this.devices) await device.close();
    for (const encoder of this.encoders) await encoder.stop();
    for (const reader of this.readers) reader.close();
  }
}

export const test = trouble.extend<{ hall: (site?: Site) => Promise<Hall> }>({
  hall: async ({ plan }, use) => {
    const halls: Hall[] = [];
    await use(async (site) => {
      const hall = await Hall.of(site ?? (await plan()));
      halls.push(hall);
      return hall;
    });
    for (const hall of halls) await hall.close();
  },
});
