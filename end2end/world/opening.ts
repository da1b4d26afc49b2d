// Before the doors open: the demo organisation is ready, everyone is signed in,
// and there is one of each thing that a page shows.
import { writeFile } from "node:fs/promises";

import { expect, test } from "@playwright/test";

import { keepDemo } from "./demo";
import { films, makeFilms } from "./films";
import { Office } from "./office";
import { type Role, demo, demoPassword, signIn, signedIn, unheard } from "./people";

test.setTimeout(400_000);

test("the demo organisation opens", async ({ baseURL }) => {
  const url = baseURL as string;
  await test.step("everyone signs in", async () => {
    for (const role of Object.keys(demo) as Role[]) {
      await writeFile(signIn(role), JSON.stringify(await signedIn(url, demo[role], demoPassword)));
    }
  });
  await test.step("films are made", makeFilms);

  const [member, staff, manager, admin] = await Promise.all(
    (["member", "staff", "manager", "admin"] as const).map((role) => Office.of(url, signIn(role))),
  );
  const short = await test.step("a short class is filmed", async () => {
    const item = await staff.newItem(`Pause active ${unheard()}`, "Active break", { level: "advanced" });
    return staff.publish(item, (await staff.ready(await staff.send(item, films.class))).id);
  });
  const entries = await test.step("the demo's own classes are ready", async () => {
    const titles = ["Respiration guidée", "Étirements du matin", "Marche par intervalles", "Guide de démarrage"];
    const found = async () => {
      const catalogue = await staff.catalogue();
      return titles.flatMap((title) => catalogue.filter((entry) => entry.title.fr === title).slice(0, 1));
    };
    await expect.poll(async () => (await found()).length, { timeout: 300_000, intervals: [1_000] }).toBe(titles.length);
    return found();
  });
  const [breathing, stretching, walking, guide] = entries;
  await member.watched(breathing.session_id, 10);
  await keepDemo({
    stretching: stretching.session_id,
    breathing: breathing.session_id,
    guide: guide.session_id,
    short,
    item: stretching.item_id,
    otherItem: walking.item_id,
    pilot: (await manager.newPilot(`Bouger au bureau ${unheard()}`, [stretching.item_id])).id,
    import: await staff.import("kind,title_fr\nclass,Danse en ligne\nyoga,Sans genre\n"),
    // Nobody agrees to this purpose, and nobody answers at this address.
    feed: (await admin.newFeed("http://127.0.0.1:9/nouvelles", "newsletter")).id,
  });
  for (const office of [member, staff, manager, admin]) await office.close();
});
