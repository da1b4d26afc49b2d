// A manager takes a pilot from its question to a decision; somebody without an account answers an invitation.
import { unheard } from "../world/people";
import { expect, test } from "../world/test";

test("a pilot is prepared, started, reviewed and decided", async ({ world }) => {
  test.setTimeout(90_000);
  const manager = await world.as("manager");
  const office = await world.office("manager");
  const title = `Le dos au bureau ${unheard()}`;
  const { id } = await office.newPilot(title, []);
  const life = manager.getByRole("region", { name: "Où en est le pilote" });

  await test.step("what is missing is said before the button", async () => {
    await manager.goto(`/fr/pilotes/${id}`);
    await expect(life.getByRole("listitem").filter({ hasText: "au moins une fiche" })).toBeVisible();
    await expect(life.getByRole("button", { name: "Préparer le pilote" })).toHaveCount(0);
    await life.getByRole("link", { name: "Compléter le pilote" }).click();
    await manager.getByRole("textbox", { name: /^Hypothèse ?FR/ }).fill("Dix minutes suffisent.");
    await manager.getByLabel("Début").fill("2026-01-01");
    await manager.getByLabel("Fin").fill("2099-12-31");
    await manager.getByRole("checkbox", { name: "Étirements du matin" }).first().check();
    await manager.getByRole("button", { name: "Enregistrer le pilote" }).click();
    await life.getByRole("button", { name: "Préparer le pilote" }).click();
    await expect(manager.getByRole("status")).toContainText("Le pilote est passé à une autre étape.");
  });

  await test.step("the sheet keeps what was typed when an amount cannot be read", async () => {
    await manager.goto(`/fr/pilotes/${id}/fiche/modifier`);
    await manager.getByRole("textbox", { name: /^Promesse ?FR/ }).fill("Votre dos vous dira merci.");
    const budget = manager.getByRole("group", { name: "Budget" });
    await budget.getByLabel("Dépense").first().fill("Caméra");
    await budget.getByLabel("Prévu").first().fill("douze");
    await manager.getByRole("button", { name: "Enregistrer la fiche" }).click();
    await expect(manager.getByRole("alert")).toContainText("Écrivez un montant");
    await expect(budget.getByLabel("Prévu").first()).toHaveValue("douze");
    await budget.getByLabel("Prévu").first().fill("1 200,50");
    await manager.getByRole("button", { name: "Enregistrer la fiche" }).click();
    await expect(manager.getByRole("main")).toContainText("Caméra");
    await manager.getByRole("link", { name: "Versions" }).click();
    await expect(manager.getByRole("rowheader", { name: "Promesse (FR)" })).toBeVisible();
  });

  await test.step("somebody enrols without an account", async () => {
    await manager.goto(`/fr/pilotes/${id}/cohorte`);
    await manager.getByRole("button", { name: "Ouvrir l’inscription" }).click();
    await expect(manager.getByRole("img", { name: /^Code à photographier/ })).toBeVisible();
    const link = manager.getByRole("region", { name: "Inscription libre" }).getByRole("link");
    const stranger = await world.passerBy();
    await stranger.goto(new URL(await link.innerText()).pathname);
    await expect(stranger.getByText("Votre dos vous dira merci.")).toBeVisible();
    await stranger.getByRole("textbox", { name: "Votre adresse courriel" }).fill(`${unheard()}@exemple.test`);
    await stranger.getByRole("button", { name: "Participer" }).click();
    await expect(stranger.getByRole("status")).toBeVisible();
  });

  await test.step("it is started, reviewed and decided", async () => {
    await manager.goto(`/fr/pilotes/${id}`);
    await life.getByRole("button", { name: "Lancer le pilote" }).click();
    await life.getByRole("button", { name: "Passer au bilan" }).click();
    await manager.getByRole("radio", { name: /^Adapter/ }).check();
    await manager.getByRole("textbox", { name: "Pourquoi" }).fill("Trop long pour une pause.");
    await manager.getByRole("button", { name: "Inscrire la décision" }).click();
    await expect(life.getByText("Trop long pour une pause.").first()).toBeVisible();
    await manager.goto("/fr/pilotes/decisions?q=pause");
    await expect(manager.getByRole("link", { name: title })).toBeVisible();
  });

});
