// The test that every journey is made of: `world.as("staff")` is a browser in
// which somebody is signed in, `world.newcomer()` a member of their own.
import { type Browser, type BrowserContext, type Page, test as base, expect } from "@playwright/test";

import { Ears } from "./ears";
import { Office } from "./office";
import { type Newcomer, type Role, type SignedIn, signIn, signedIn, stranger } from "./people";

export { expect };

/** A member whose history is empty, with a browser where they are signed in. */
export type Visitor = Newcomer & { page: Page; office: Office; signIn: SignedIn };

export class World {
  private readonly open: { close(): Promise<unknown> }[] = [];

  constructor(
    private readonly browser: Browser,
    readonly baseURL: string,
    readonly ears: Ears,
  ) {}

  /** A browser of its own: another device, or another person. */
  async device(signIn?: string | SignedIn): Promise<BrowserContext> {
    const context = await this.browser.newContext({ storageState: signIn });
    this.ears.listen(context);
    this.open.push(context);
    return context;
  }

  /** A page in which a demo account is signed in. */
  async as(role: Role): Promise<Page> {
    return (await this.device(signIn(role))).newPage();
  }

  /** A page in which nobody is. */
  async passerBy(): Promise<Page> {
    return (await this.device()).newPage();
  }

  /** The API of a demo account, or of whoever a sign-in belongs to. */
  async office(who: Role | SignedIn): Promise<Office> {
    const office = await Office.of(this.baseURL, typeof who === "object" ? who : signIn(who));
    this.open.push(office);
    return office;
  }

  /** An account for this test alone; nobody is signed in yet. */
  async account(name?: string): Promise<Newcomer> {
    const newcomer = stranger(name);
    await (await this.office("admin")).welcome(newcomer);
    return newcomer;
  }

  /** A member for this test alone, signed in. */
  async newcomer(name?: string): Promise<Visitor> {
    const newcomer = await this.account(name);
    const signIn = await signedIn(this.baseURL, newcomer.email, newcomer.password);
    const page = await (await this.device(signIn)).newPage();
    return { ...newcomer, signIn, page, office: await this.office(signIn) };
  }

  /** One more sign-in of somebody. */
  signIn({ email, password }: Newcomer): Promise<SignedIn> {
    return signedIn(this.baseURL, email, password);
  }

  /** The same member's page on one more device. */
  async elsewhere(member: Newcomer): Promise<Page> {
    return (await this.device(await this.signIn(member))).newPage();
  }

  async close(): Promise<void> {
    for (const opened of this.open.splice(0)) await opened.close();
  }
}

export const test = base.extend<{ world: World }>({
  world: async ({ browser, baseURL, javaScriptEnabled }, use) => {
    const ears = new Ears(new URL(baseURL as string).origin, javaScriptEnabled ?? true);
    const world = new World(browser, baseURL as string, ears);
    await use(world);
    await ears.settled();
    await world.close();
    expect(ears.heard, "heard in the browser").toEqual([]);
  },
});
