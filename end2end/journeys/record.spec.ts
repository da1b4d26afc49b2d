// Recorded in the browser, and on the server while it is still being recorded. The camera, the
// microphone and the screen are Chromium's own imitations.
import { type Locator, type Page } from "@playwright/test";

import { ItemPage } from "../pages/item";
import { type Office } from "../world/office";
import { unheard } from "../world/people";
import { expect, test } from "../world/test";

const CAMERA = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];
/** What a closed tab may lose. */
const LOST_MOST_S = 5;

test.use({
  launchOptions: [
    async ({ launchOptions }, use) => use({ ...launchOptions, args: [...(launchOptions.args ?? []), ...CAMERA] }),
    { scope: "worker" },
  ],
});

type Made = { id: string; upload_url: string };

/** The recorder of an item's page. */
class Recorder {
  readonly time: Locator;

  constructor(readonly page: Page) {
    this.time = page.getByRole("timer", { name: "Durée enregistrée" });
  }

  private button(name: string): Locator {
    return this.page.locator("session-recorder").getByRole("button", { name, exact: true });
  }

  /** Opens a source and records until so much of it is shown. */
  async record(item: string, source: "Caméra" | "Écran" | "Écran et caméra", seconds: number): Promise<Made> {
    await new ItemPage(this.page).open(item);
    await this.page.getByText("Enregistrer ici", { exact: true }).click();
    await this.button(source).click();
    const announced = this.page.waitForResponse((answer) => new URL(answer.url()).pathname === "/api/v1/recordings");
    await this.button("Commencer").click();
    const made = (await (await announced).json()) as Made;
    await this.shows(seconds);
    return made;
  }

  /** Waits until so many seconds are recorded. */
  async shows(seconds: number): Promise<void> {
    const shown = async () => Number((await this.time.textContent())?.split(":").at(-1));
    await expect.poll(shown, { timeout: 30_000, intervals: [100] }).toBeGreaterThanOrEqual(seconds);
  }

  /** Stops; the page comes back by itself with what it has become. */
  async keep(): Promise<void> {
    const again = this.page.waitForEvent("load");
    await this.button("Arrêter et garder").click();
    await again;
  }
}

const newItem = (office: Office) => office.newItem(`Filmé ici ${unheard()}`, "Recorded here");

/** How long a recording is that is ready, as whoever watches it is told. */
async function length(office: Office, item: string, recording: string): Promise<number> {
  await office.ready(recording);
  return (await office.watch(await office.publish(item, recording))).duration_s;
}

for (const source of ["Caméra", "Écran", "Écran et caméra"] as const) {
  test(`what is recorded becomes a session: ${source}`, async ({ world }) => {
    test.setTimeout(180_000);
    const [page, office] = [await world.as("staff"), await world.office("staff")];
    const item = await newItem(office);
    const recorder = new Recorder(page);
    const began = Date.now();
    const { id } = await recorder.record(item, source, 6);
    await recorder.keep();
    const most = (Date.now() - began) / 1000;
    expect((await office.recording(id)).state).not.toBe("awaiting_upload");
    const seconds = await length(office, item, id);
    expect(seconds).toBeGreaterThan(5);
    expect(seconds, "no longer than it was recorded, whatever the browser says of it").toBeLessThan(most);
    await new ItemPage(page).open(item);
    await expect(new ItemPage(page).picture).toBeVisible();
  });
}

test("a tab that is closed loses five seconds at most", async ({ world }) => {
  test.setTimeout(180_000);
  const [page, office] = [await world.as("staff"), await world.office("staff")];
  const item = await newItem(office);
  const { id } = await new Recorder(page).record(item, "Caméra", 8);
  await page.close();
  const left = await office.recording(id);
  expect(left.state).toBe("awaiting_upload");
  expect(left.received).toBeGreaterThan(0);
  const finished = await office.doorway.post(`/api/v1/recordings/${id}/finish`);
  expect(finished.ok(), await finished.text()).toBe(true);
  expect(await length(office, item, id)).toBeGreaterThanOrEqual(8 - LOST_MOST_S);
});

test("nothing is missing where the network went away meanwhile", async ({ world }) => {
  test.setTimeout(180_000);
  const [page, office] = [await world.as("staff"), await world.office("staff")];
  const item = await newItem(office);
  const recorder = new Recorder(page);
  const { id, upload_url } = await recorder.record(item, "Caméra", 3);
  await page.context().setOffline(true);
  await expect(page.getByText("Le serveur ne répond pas. Rien n’est perdu")).toBeVisible();
  const before = await office.kept(upload_url);
  await recorder.shows(8);
  expect(await office.kept(upload_url)).toBe(before);
  await page.context().setOffline(false);
  await recorder.shows(9);
  await recorder.keep();
  expect((await office.recording(id)).received).toBeGreaterThan(before);
  expect(await length(office, item, id)).toBeGreaterThanOrEqual(9);
});
