// A script, not a test: photographs every page, narrow and wide, in both
// languages, light and dark, into the folder that LOOK_DIR names.
import { mkdir } from "node:fs/promises";
import path from "node:path";

import { SessionPage } from "./pages/session";
import { locales, people, site } from "./pages/site";
import { demo } from "./world/demo";
import { test } from "./world/test";

const folder = path.resolve(process.env.INIT_CWD ?? ".", process.env.LOOK_DIR as string);
const widths = [360, 1440];
const themes = ["light", "dark"] as const;

test.describe.configure({ mode: "parallel" });

for (const person of people) {
  for (const width of widths) {
    test(`${person}, ${width}`, async ({ world }) => {
      await mkdir(folder, { recursive: true });
      const page = person === "nobody" ? await world.passerBy() : await world.as(person);
      await page.setViewportSize({ width, height: 900 });
      for (const stop of site(demo()).filter((stop) => stop.as === person)) {
        for (const locale of locales) {
          await page.goto(stop.path[locale], { waitUntil: "networkidle" });
          for (const theme of themes) {
            await page.emulateMedia({ colorScheme: theme });
            const name = [stop.name.replaceAll(/[^a-z]+/g, "-"), person, locale, width, theme].join(".");
            await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true });
          }
        }
      }
    });
  }
}

for (const width of widths) {
  test(`a session that plays, ${width}`, async ({ world }) => {
    const { page } = await world.newcomer();
    await page.setViewportSize({ width, height: 900 });
    const session = new SessionPage(page);
    await session.open(demo().stretching);
    await session.play.click();
    await session.expectPlayingPast(6);
    await session.pause();
    await page.screenshot({ path: path.join(folder, `playing.member.fr.${width}.light.png`) });
  });
}
