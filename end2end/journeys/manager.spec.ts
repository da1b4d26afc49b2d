// A manager asks a question, invites people, and reads what came of it.
import { readFile } from "node:fs/promises";

import { PilotForm, PilotPage } from "../pages/pilot";
import { demo } from "../world/demo";
import { unheard } from "../world/people";
import { expect, test } from "../world/test";

/** Below this many people no figure is shown. */
const FEW = 5;

test("a pilot is asked, people are invited, and the figures follow them", async ({ world }) => {
  test.setTimeout(90_000);
  const page = await world.as("manager");
  const pilot = new PilotPage(page);
  const title = `Dix minutes par jour ${unheard()}`;

  const address = await test.step("write the question down", async () => {
    await page.goto("/fr/pilotes");
    await page.getByRole("link", { name: "Nouveau pilote" }).click();
    const form = new PilotForm(page);
    await form.title("FR").fill(title);
    await form.title("EN").fill("Ten minutes a day");
    await form.hypothesis.fill("De courtes séances ramènent des membres qui ne venaient plus.");
    await form.started.fill("50");
    await form.item("Étirements du matin").check();
    await form.item("Respiration guidée").check();
    await form.save();
    await expect(pilot.notice).toHaveText("Le pilote est enregistré.");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
    await expect(page.getByText("De courtes séances ramènent")).toBeVisible();
    await expect(pilot.sessions.getByRole("link")).toHaveText(["Étirements du matin", "Respiration guidée"]);
    await expect(pilot.uptake).toContainText("Personne n’est encore invité");
    return new URL(page.url()).pathname;
  });

  const people = await test.step("invite, with two slips of the keyboard", async () => {
    const accounts = await Promise.all(Array.from({ length: FEW + 1 }, () => world.account()));
    const addresses = accounts.map(({ email }) => email);
    await pilot.invite([...addresses, "denise.lapointe", "karim@", addresses[0].toUpperCase()]);
    await expect(pilot.leftOver).toContainText("2 entrées ne sont pas des adresses");
    await expect(pilot.leftOver).toContainText(`${FEW + 1} personnes de plus sont invitées.`);
    await expect(pilot.leftOver.getByRole("listitem")).toHaveText(["« denise.lapointe »", "« karim@ »"]);
    await page.goto(address);
    await pilot.openTable();
    await expect(pilot.people("Invités")).toHaveText(String(FEW + 1));
    await expect(pilot.people("Ont commencé")).toHaveText("0");
    return accounts;
  });

  await test.step("too few to show", async () => {
    const first = await world.office(await world.signIn(people[0]));
    await first.watched(demo().stretching, 10);
    await page.reload();
    await pilot.openTable();
    await expect(pilot.people("Se sont connectés")).toHaveText("Moins de cinq");
    await expect(pilot.people("Ont commencé")).toHaveText("Moins de cinq");
    await expect(pilot.uptake).toContainText("Moins de cinq personnes : nous ne montrons pas le chiffre.");
    await expect(pilot.uptake.locator(".funnel").getByText("< 5").first()).toBeVisible();
  });

  await test.step("enough to show", async () => {
    for (const person of people.slice(1, FEW)) {
      const office = await world.office(await world.signIn(person));
      await office.watched(demo().breathing, 10);
    }
    await page.reload();
    await pilot.openTable();
    await expect(pilot.people("Se sont connectés")).toHaveText(String(FEW));
    await expect(pilot.people("Ont commencé")).toHaveText(String(FEW));
    await expect(pilot.people("Ont terminé")).toHaveText("0");
    await expect(page.getByText("En avance sur la cible")).toBeVisible();
  });

  await test.step("the same figures as a file", async () => {
    const link = pilot.uptake.getByRole("link", { name: "Télécharger (CSV)" });
    const [file] = await Promise.all([page.waitForEvent("download"), link.click()]);
    expect(await readFile(await file.path(), "utf8")).toContain(`started,${FEW}\r\n`);
  });
});

test("pilots are the manager's, not staff's", async ({ world }) => {
  const page = await world.as("staff");
  const answer = await page.goto("/fr/pilotes");
  expect(answer?.status()).toBe(403);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Cette page est réservée");
  await expect(page.getByText("Cette page est celle de la gestion.")).toBeVisible();
});
