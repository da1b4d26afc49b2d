// What is said, to be read: from a file of staff's to a member who looks for a word.
import { ItemPage } from "../pages/item";
import { SessionPage } from "../pages/session";
import { films } from "../world/films";
import { unheard } from "../world/people";
import { expect, test } from "../world/test";

const FRENCH = `WEBVTT

00:00.500 --> 00:03.000
<v Léa>Bonjour à tous</v>

00:04.000 --> 00:07.000
Pliez les genoux

00:08.000 --> 00:11.000
Relâchez les épaules
`;

test("captions are added, corrected, read, searched and shown", async ({ world }) => {
  test.setTimeout(120_000);
  const office = await world.office("staff");
  const item = await office.newItem(`Cours sous-titré ${unheard()}`, "Captioned class");
  const recording = await office.send(item, films.class);
  await office.ready(recording);
  const session = await office.publish(item, recording);

  await test.step("a file that is none is refused in words, a good one is kept", async () => {
    const page = await world.as("staff");
    const sheet = new ItemPage(page);
    await sheet.open(item);
    const captions = page.getByRole("region", { name: "Sous-titres" });
    const add = async (name: string, text: string) => {
      // A form that came back with something to put right stands open already.
      if (!(await captions.getByLabel("Langue du texte").isVisible())) {
        await captions.getByText("Ajouter un fichier de sous-titres").click();
      }
      await captions.getByLabel("Fichier", { exact: true }).setInputFiles({ name, mimeType: "text/vtt", buffer: Buffer.from(text) });
      await captions.getByLabel("Langue du texte").selectOption("fr");
      await captions.getByRole("button", { name: "Ajouter", exact: true }).click();
    };
    await add("notes.vtt", "Bonjour, je suis un texte.");
    await expect(page.getByText("Ce fichier ne contient pas de sous-titres que nous savons lire.").first()).toBeVisible();
    await add("cours.vtt", FRENCH);
    await expect(sheet.notice).toHaveText("Les sous-titres sont en place.");
    await expect(captions).toContainText("3 lignes");
    await captions.getByRole("link", { name: "Corriger" }).click();
    const text = captions.getByRole("textbox");
    await expect(text).toHaveValue(/Pliez les genoux/);
    await text.fill((await text.inputValue()).replace("Pliez", "Fléchissez"));
    await captions.getByRole("button", { name: "Enregistrer les sous-titres" }).click();
    await expect(sheet.notice).toHaveText("Les sous-titres sont en place.");
  });

  await test.step("a member finds a moment by its words, and the player goes there", async () => {
    const { page } = await world.newcomer();
    const stage = new SessionPage(page);
    await stage.open(session);
    await page.getByText("Transcription", { exact: true }).click();
    const lines = page.locator(".transcript__lines > li");
    await expect(lines).toHaveCount(3);
    await page.getByRole("searchbox", { name: "Chercher dans ce qui se dit" }).fill("EPAULES");
    await expect(lines.filter({ visible: true })).toHaveText([/Relâchez les épaules/]);
    await page.getByRole("searchbox", { name: "Chercher dans ce qui se dit" }).fill("");
    await page.getByRole("button", { name: "0:08" }).click();
    await stage.expectPlayingPast(8);
  });

  await test.step("the player offers them, and shows them when asked", async () => {
    const { page } = await world.newcomer();
    const stage = new SessionPage(page);
    await stage.open(session);
    await stage.play.click();
    await stage.expectPlayingPast(0.6);
    const shown = await page.locator("hls-video video").evaluate(async (video: HTMLVideoElement) => {
      const track = [...video.textTracks].find(({ kind }) => kind === "subtitles");
      if (!track) return "no track";
      track.mode = "showing";
      return new Promise<string>((resolve) => {
        const look = () => {
          const cue = track.activeCues?.[0] as VTTCue | undefined;
          if (cue) resolve(`${track.language}: ${cue.text}`);
        };
        track.addEventListener("cuechange", look);
        look();
      });
    });
    expect(shown).toMatch(/^fr: /);
    const small = await page.locator("hls-video video").evaluate(async (video: HTMLVideoElement) => {
      const track = [...video.textTracks].find(({ label }) => label === "thumbnails");
      return (track?.cues?.[0] as VTTCue | undefined)?.text;
    });
    expect(small, "a small picture for looking for a moment").toMatch(/^storyboard\/0\.jpg\?\w+#xywh=0,0,160,90$/);
  });
});
