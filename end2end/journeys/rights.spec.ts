// A filmed person agrees, is watched, and does not agree any more: who watches is stopped at once.
import { ItemPage } from "../pages/item";
import { ReleasePage, RightsPanel } from "../pages/rights";
import { SessionPage } from "../pages/session";
import { films } from "../world/films";
import { unheard } from "../world/people";
import { expect, test } from "../world/test";

test("a withdrawn release stops who is watching", async ({ world }) => {
  test.setTimeout(240_000);
  const title = `Réveil du dos ${unheard()}`;
  const office = await world.office("staff");
  const id = await office.newItem(title, title);
  await office.ready(await office.send(id, films.class));
  const page = await world.as("staff");
  const item = new ItemPage(page);
  const rights = new RightsPanel(page);
  const watching = new SessionPage(await world.as("member"));
  const member = await world.office("member");
  let session = "";
  let playlist = "";

  await test.step("without rights one is warned, and asked before it is published", async () => {
    await item.open(id);
    await expect(item.session).toContainText("Vous pouvez publier, mais il reste à régler");
    await item.publish();
    await expect(item.session.getByRole("alert")).toContainText("Rien n’est encore publié");
    await expect(item.session).toContainText("Aucune personne filmée n’est inscrite");
    await expect(item.session.getByRole("button", { name: "Publier quand même" })).toBeEnabled();
    await item.open(id);
  });

  await test.step("a release that is not signed keeps it back", async () => {
    await rights.addPerson("Maëlle T.", "");
    await expect(item.notice).toHaveText("La personne filmée est inscrite.");
    await item.publish();
    await expect(page.getByRole("alert")).toContainText("l’autorisation d’une personne filmée n’est pas signée");
    await expect(item.session).toContainText("L’autorisation de « Maëlle T. » n’est pas signée.");
  });

  await test.step("signed, it is published", async () => {
    await item.session.getByRole("link", { name: "Y remédier" }).first().click();
    await page.getByLabel("Signée le").fill("2026-01-15");
    await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
    await expect(page.getByText("En règle", { exact: true })).toBeVisible();
    await item.open(id);
    // Nothing is written down of its music yet.
    await item.publishAnyway();
    await expect(item.notice).toHaveText("La séance est au catalogue.");
    const address = await item.session.getByRole("link", { name: "Voir la séance" }).getAttribute("href");
    session = address?.split("/").at(-1) ?? "";
  });

  await test.step("a member watches", async () => {
    await watching.open(session);
    await watching.play.click();
    await watching.expectPlayingPast(1);
    playlist = (await member.watch(session)).playlist_url;
    expect((await member.doorway.get(playlist)).status()).toBe(200);
  });

  await test.step("the release is withdrawn, after seeing what that stops", async () => {
    await rights.person("Maëlle T.").getByRole("link").click();
    const release = new ReleasePage(page);
    await expect(release.withdrawal).toContainText("Une séance s’arrêtera tout de suite");
    await expect(release.withdrawal.getByRole("link", { name: title })).toBeVisible();
    await release.withdraw("Ne veut plus être vue.");
    await expect(release.withdrawn).toContainText("Cette séance a été arrêtée");
    await expect(release.withdrawn.getByRole("link", { name: title })).toBeVisible();
  });

  await test.step("nothing of it plays any more", async () => {
    expect((await member.doorway.get(playlist)).status(), "what the player asks for").toBe(404);
    expect((await member.doorway.post(`/api/v1/sessions/${session}/watch`)).status()).toBe(404);
    await watching.open(session);
    await expect(watching.page.getByRole("heading", { name: "La scène est vide" })).toBeVisible();
    await expect(watching.play).toHaveCount(0);
  });
});
