// Whatever was filmed with plays from its first to its last second, in the site's player and in
// other people's.
import { type Played, ffmpeg, hlsJs, mpv, shaka, streamlink } from "../world/players";
import { unheard } from "../world/people";
import { SHAPE_SECONDS, type Shape, made, shapes } from "../world/shapes";
import { expect, test } from "../world/test";

/** How far a player may be off, in seconds. */
const TOLERANCE = 0.1;
/**
 * How many pictures ffmpeg, and whoever is built on it, is late where pictures are kept out of order: it
 * moves all of them by what the most negative composition offset (ISO/IEC 14496-12, 8.6.1.3) says. The
 * file is right, and browsers begin at zero: they are granted nothing.
 */
const REORDERED = 2;

/** Pictures per second; none of what is only heard. */
function pictureRate({ picture }: Shape): number {
  const [pictures, seconds = 1] = picture?.[1].split("/").map(Number) ?? [0];
  return pictures / seconds;
}

// Each shape is a test of its own, so that one is encoded while another plays.
test.describe.configure({ mode: "parallel" });

for (const shape of shapes) {
  test(`${shape.name} plays to its end in every player`, async ({ world }) => {
    test.setTimeout(120_000);
    const staff = await world.office("staff");
    const item = await staff.newItem(`${shape.name} ${unheard()}`, shape.name);
    const recording = await made(shape, (file) => staff.send(item, file));
    await staff.ready(recording);
    const session = await staff.publish(item, recording);

    const member = await world.newcomer();
    const known = async () => (await member.office.catalogue()).some(({ session_id }) => session_id === session);
    await expect.poll(known, { message: "in the catalogue" }).toBe(true);
    const { playlist_url, duration_s } = await member.office.watch(session);
    expect(Math.abs(duration_s - SHAPE_SECONDS), `lasts ${duration_s} s`).toBeLessThanOrEqual(TOLERANCE);
    const address = { url: new URL(playlist_url, world.baseURL).href, cookie: await member.office.cookie() };

    const rate = pictureRate(shape);
    const judge = (player: string, { from, to, said, pictures }: Played, { late = 0, lasts = 0 } = {}) => {
      expect.soft(said, `${player}: what it said`).toEqual([]);
      expect.soft(Math.abs(from), `${player}: begins at ${from} s`).toBeLessThanOrEqual(TOLERANCE + late);
      expect.soft(Math.abs(to - duration_s), `${player}: ends at ${to} of ${duration_s} s`).toBeLessThanOrEqual(TOLERANCE + lasts);
      if (!pictures || !shape.picture) return;
      expect.soft(pictures.decoded, `${player}: pictures`).toBeGreaterThan(0);
      expect.soft(pictures.spoilt, `${player}: spoilt pictures`).toBe(0);
      expect.soft(pictures.size, `${player}: the picture's size`).toBe(shape.shown ?? shape.picture[0]);
    };
    const device = member.page.context();
    await test.step("hls.js and Shaka Player", async () => {
      // As fast as life, and one after the other: they are drawn without a graphics card, while films are encoded.
      const ours = await hlsJs(device, session, 1);
      const other = await shaka(device, address, 1);
      judge("hls.js", ours);
      judge("Shaka Player", other);
    });
    await test.step("mpv, streamlink and ffmpeg", async () => {
      const late = rate ? REORDERED / rate : 0;
      // It tells where a picture begins, and not how long it then shows it.
      judge("mpv", await mpv(address, { picture: rate > 0, sound: shape.sound }), { late, lasts: rate ? 1 / rate : 0 });
      judge("streamlink", await streamlink(address), { late });
      judge("ffmpeg", await ffmpeg(address), { late });
    });
    // Others count what is in the catalogue.
    const withdrawn = await staff.doorway.post(`/api/v1/sessions/${session}/unpublish`);
    expect(withdrawn.ok(), await withdrawn.text()).toBe(true);
  });
}
