// Every page in both languages, light and dark, as axe sees it; signed in as
// whoever the page is for.
import AxeBuilder from "@axe-core/playwright";
import { type Page } from "@playwright/test";

import { ItemForm } from "../pages/item";
import { SessionPage } from "../pages/session";
import { locales, people, site } from "../pages/site";
import { demo } from "../world/demo";
import { type World, expect, test } from "../world/test";

const STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
// All that can change with the theme: the structure of a page stays what it is.
const COLOURS = ["color-contrast", "link-in-text-block"];

/** What axe has against a page as it is shown now, light and dark. */
async function faults(page: Page): Promise<string[]> {
  // Fetching style sheets anew is for rules about them that are not asked for here.
  const axe = () => new AxeBuilder({ page }).options({ preload: false });
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  const light = await axe().withTags(STANDARDS).analyze();
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  const dark = await axe().withRules(COLOURS).analyze();
  const contrasts = [light, dark].map(({ passes }) => passes.find(({ id }) => id === "color-contrast")?.nodes.length ?? 0);
  expect(Math.min(...contrasts), "texts whose contrast was measured").toBeGreaterThan(3);
  const found = [...light.violations, ...dark.violations].flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} (${help}): ${target.join(" ")}: ${failureSummary}`),
  );
  return [...found, ...(await repeated(page))];
}

/** Ids that several elements have: the label of the second leads to the first, which axe no longer minds. */
async function repeated(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
    return [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))].map((id) => `several have the id ${id}`);
  });
}

async function expectFaultless(page: Page): Promise<void> {
  expect(await faults(page)).toEqual([]);
}

async function pageFor(world: World, person: (typeof people)[number]): Promise<Page> {
  return person === "nobody" ? world.passerBy() : world.as(person);
}

test.describe.configure({ mode: "parallel" });

for (const person of people) {
  for (const locale of locales) {
    test(`pages of ${person}, ${locale}`, async ({ world }) => {
      const stops = site(demo()).filter((stop) => stop.as === person);
      // A page takes a few seconds to be judged twice, and longer where others work beside.
      test.setTimeout(60_000 + stops.length * 15_000);
      const page = await pageFor(world, person);
      for (const stop of stops) {
        await test.step(stop.name, async () => {
          const answer = await page.goto(stop.path[locale]);
          expect(answer?.status(), stop.path[locale]).toBe(stop.status);
          await expect.soft(page.getByRole("heading", { level: 1 }), `${stop.name}: one title`).toHaveCount(1);
          expect.soft(await faults(page), `${stop.name}, ${locale}`).toEqual([]);
        });
      }
    });
  }
}

test("a form with mistakes", async ({ world }) => {
  const page = await world.as("staff");
  const form = new ItemForm(page);
  await form.open();
  await form.minutes.fill("longtemps");
  await form.save();
  await expect(form.problems).toBeVisible();
  await expectFaultless(page);
});

test("open menus", async ({ world }) => {
  const page = await world.as("admin");
  await page.goto("/fr/inventaire");
  for (const menu of ["Apparence", "Mon compte"]) {
    await page.getByLabel(menu).click();
    await expectFaultless(page);
    await page.getByLabel(menu).click();
  }
});

test("a session that plays", async ({ world }) => {
  const { page } = await world.newcomer();
  const session = new SessionPage(page);
  await session.open(demo().stretching);
  await session.play.click();
  await session.expectPlayingPast(1);
  await session.pause();
  await expectFaultless(page);
});

test("everything can be reached by the keyboard, from a link that skips to the content", async ({ world }) => {
  const page = await world.as("member");
  await page.goto("/fr/catalogue");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Aller au contenu" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
});
