// An administrator lets people in, and events out for those who agreed.
import { FeedsPage, MembersPage } from "../pages/administration";
import { MyDataPage } from "../pages/my-data";
import { SessionPage } from "../pages/session";
import { SignInPage } from "../pages/sign-in";
import { demo } from "../world/demo";
import { stranger } from "../world/people";
import { Sink } from "../world/sink";
import { expect, test } from "../world/test";

const PROFILE = "Compléter votre dossier de membre";

test("a new member can sign in, and a second account with the address is refused", async ({ world }) => {
  const members = new MembersPage(await world.as("admin"));
  const newcomer = stranger(`Awa Diallo ${Date.now()}`);
  await members.open();
  await members.add(newcomer);
  await expect(members.notice).toHaveText("La personne peut maintenant se connecter.");
  await expect(members.row(newcomer.name)).toContainText(newcomer.email);
  await expect(members.row(newcomer.name)).toContainText("Membre");

  await members.add({ ...newcomer, name: "Un autre nom" });
  await expect(members.problems).toContainText("Cette adresse a déjà un compte.");
  await expect(members.page.getByRole("textbox", { name: "Nom" })).toHaveValue("Un autre nom");

  const page = await world.passerBy();
  const door = new SignInPage(page);
  await door.open();
  await door.signIn(newcomer.email, newcomer.password);
  await expect(page.getByText("Bonjour Awa")).toBeVisible();
  await page.goto("/fr/administration/membres");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Cette page est réservée");
});

test("an event leaves once, signed, and only for who agreed", async ({ world }) => {
  test.setTimeout(120_000);
  const sink = await Sink.open();
  const feeds = new FeedsPage(await world.as("admin"));

  const secret = await test.step("set up a destination", async () => {
    await feeds.open();
    await feeds.add(sink.url, PROFILE, "https://example.org/efvp.pdf");
    await expect(feeds.secret).toHaveText(/^whsec_/);
    const secret = await feeds.secret.innerText();
    await feeds.page.reload();
    await expect(feeds.secret).toHaveCount(0);
    await expect(feeds.page.getByRole("heading", { name: "Rien n’est encore parti" })).toBeVisible();
    return secret;
  });

  const [agrees, refuses, also] = [await world.newcomer(), await world.newcomer(), await world.newcomer()];
  await test.step("one member allows it, and one changes their mind", async () => {
    for (const { page } of [agrees, refuses]) {
      const mine = new MyDataPage(page);
      await mine.open();
      await expect(mine.switch(PROFILE)).not.toBeChecked();
      await mine.switch(PROFILE).click();
      await expect(mine.notice).toHaveText("C’est noté : cet usage est permis.");
      await expect(mine.switch(PROFILE)).toBeChecked();
    }
    const mine = new MyDataPage(refuses.page);
    await mine.switch(PROFILE).click();
    await expect(mine.switch(PROFILE)).not.toBeChecked();
  });

  await test.step("a short class is completed", async () => {
    // A first report of ten seconds and a little is believed; the class lasts twelve.
    expect(await refuses.office.watched(demo().short, 11.2)).toMatchObject({ completed: true });
    const session = new SessionPage(agrees.page);
    await session.open(demo().short);
    await session.play.click();
    await expect(session.finished).toBeVisible({ timeout: 40_000 });
    await sink.received(1);
  });

  await test.step("what follows is not sent again, and nothing of who refused", async () => {
    // Seen once more by the same member, and then by one more: whatever was to be sent before
    // has been by the time that the last arrives.
    await agrees.office.watched(demo().short, 11.2);
    await also.office.agree("unified_profile");
    expect(await also.office.watched(demo().short, 11.2)).toMatchObject({ completed: true });
    await sink.received(2);
    await feeds.page.reload();
    await expect(feeds.deliveries).toHaveCount(2);
    await expect(feeds.deliveries.getByText("Reçu", { exact: true })).toHaveCount(2);
    expect(sink.requests).toHaveLength(2);
  });

  await test.step("each is signed, and tells no name", async () => {
    const events = sink.requests.map((request) => request.verified(secret));
    expect(events[0]).toMatchObject({ specversion: "1.0", type: "estrade.session.completed", data: { session_id: demo().short } });
    expect(new Set(events.map(({ subject }) => subject)).size).toBe(2);
    for (const { body } of sink.requests) {
      for (const { name, email } of [agrees, refuses, also]) expect(body).not.toContain(name), expect(body).not.toContain(email);
    }
    expect(() => sink.requests[0].tampered().verified(secret)).toThrow();
  });
  await sink.close();
});
