// Each page is whole in both languages, and keeps to itself: no mistake in the
// console, nothing that the policy refuses, no request to anybody else. The last
// three are heard by `world/ears.ts` in every test; here every page is opened.
import { type Page } from "@playwright/test";

import { locales, people, site, tags } from "../pages/site";
import { demo } from "../world/demo";
import { demo as accounts } from "../world/people";
import { expect, test } from "../world/test";

/** Words that look like the name of a text and not like a text: the text is missing. */
async function missingTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const named = /^[a-z]{2,}(-[a-z0-9]+)+$/;
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent?.trim() ?? "";
      if (named.test(text) && !node.parentElement?.closest("script, style, code")) found.push(text);
    }
    for (const element of document.querySelectorAll("[aria-label], [title], [alt], [placeholder]")) {
      for (const name of ["aria-label", "title", "alt", "placeholder"]) {
        const text = element.getAttribute(name) ?? "";
        if (named.test(text)) found.push(`${name}=${text}`);
      }
    }
    return found;
  });
}

for (const person of people) {
  test(`pages of ${person} in both languages`, async ({ world }) => {
    test.setTimeout(90_000);
    const page = person === "nobody" ? await world.passerBy() : await world.as(person);
    for (const stop of site(demo()).filter((stop) => stop.as === person)) {
      for (const locale of locales) {
        await test.step(`${stop.name}, ${locale}`, async () => {
          const other = locale === "fr" ? "en" : "fr";
          await page.goto(stop.path[locale], { waitUntil: "load" });
          await expect.soft(page.locator("html"), stop.path[locale]).toHaveAttribute("lang", tags[locale]);
          await expect.soft(page, "the title").toHaveTitle(/\S+ · Estrade$/);
          expect.soft(await missingTexts(page), "texts that are missing").toEqual([]);

          const hrefs = async (tag: string) =>
            page.locator(`head link[rel=alternate][hreflang="${tag}"]`).evaluateAll((links) => links.map((link) => (link as HTMLLinkElement).href));
          const address = (path: string) => [world.baseURL + path.replace(/\?.*/, "")];
          expect.soft(await hrefs(tags.fr)).toEqual(stop.alternates ? address(stop.path.fr) : []);
          expect.soft(await hrefs(tags.en)).toEqual(stop.alternates ? address(stop.path.en) : []);

          const name = other === "en" ? "EN, English" : "FR, français";
          const change = page.getByRole("link", { name });
          await expect.soft(change).toHaveAttribute("lang", tags[other]);
          // A page that is not there has no counterpart.
          const counterpart = stop.status === 404 ? `/${other}` : stop.path[other];
          await expect.soft(change).toHaveAttribute("href", counterpart);
        });
      }
    }
  });
}

test("one changes the language in the middle of a search and stays there @phone @nojs", async ({ world }) => {
  const page = await world.as("member");
  await page.goto("/fr/catalogue?q=respiration");
  await page.getByRole("link", { name: "EN, English" }).click();
  await expect(page).toHaveURL(/\/en\/catalogue\?q=respiration$/);
  await expect(page.getByRole("article").getByRole("link")).toHaveText(["Paced breathing"]);
  await page.getByRole("link", { name: "FR, français" }).click();
  await expect(page.getByRole("article").getByRole("link")).toHaveText(["Respiration guidée"]);
});

test("the front door knows the language of the browser, and of the account", async ({ world, browser }) => {
  const english = await browser.newContext({ locale: "en-CA" });
  const page = await english.newPage();
  await page.goto("/");
  await expect(page).toHaveURL(/\/en$/);
  await english.close();
  const mine = await world.as("member");
  await mine.goto("/");
  await expect(mine, accounts.member).toHaveURL(/\/fr$/);
});

test("nothing is wider than the screen of a small phone", async ({ world }) => {
  test.setTimeout(90_000);
  for (const person of people) {
    const page = person === "nobody" ? await world.passerBy() : await world.as(person);
    await page.setViewportSize({ width: 360, height: 740 });
    for (const stop of site(demo()).filter((stop) => stop.as === person)) {
      await page.goto(stop.path.fr);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect.soft(wide, `${stop.name}: pixels beyond the edge`).toBe(0);
    }
  }
});
