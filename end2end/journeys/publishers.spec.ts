// Encoders other than the one that all other tests use: each sends a short class, which is live, is
// played, and stays as long as it was.
import { type Door, Encoder } from "../world/encoder";
import { expect, test } from "../world/hall";
import { Relay } from "../world/relay";
import { mpvFor } from "../world/spectators";

test.describe.configure({ timeout: 150_000 });

/** How long a class is sent at least, in seconds. */
const SENT = 12;

type Sending = (door: Door) => Encoder;
type Publisher = { name: string; room: (door: Door) => Promise<{ sending: Sending; close: () => Promise<void> }> };

const publishers: Publisher[] = [
  {
    name: "GStreamer",
    room: async () => ({ sending: (door) => Encoder.gstreamer(door), close: async () => {} }),
  },
  {
    name: "nginx, which passes on what it is sent",
    room: async (door) => {
      const relay = await Relay.to(door);
      return { sending: () => Encoder.to(relay.door), close: () => relay.close() };
    },
  },
];

for (const { name, room: prepared } of publishers) {
  test(`a class is sent by ${name}`, async ({ hall, browser }) => {
    const room = await hall();
    const { sending, close } = await prepared(room.door);
    try {
      const began = Date.now();
      const encoder = await room.begun(sending);
      const followers = await room.followers();
      expect((await room.staff.live(room.session)).ingest).toMatchObject({ connected: true });

      await test.step("it is played in the site's page and elsewhere", async () => {
        const stage = await room.seat(await room.device(browser));
        await stage.join.click();
        await stage.expectPlayingPast(3, 30_000);
        const { from, to, said } = await mpvFor(await room.address(), 5);
        expect.soft(said, "mpv: what it said").toEqual([]);
        expect.soft(to - from, "mpv: seconds").toBeGreaterThan(4);
        await stage.page.close();
      });
      await expect.poll(() => Date.now() - began, { timeout: 30_000 }).toBeGreaterThan(SENT * 1000);
      expect(encoder.isSending, "it sends until it is over").toBe(true);

      await test.step("and stays as long as it was", async () => {
        const { duration_s } = await room.replay();
        for (const follower of followers) await follower.over();
        for (const { rules, said } of followers) {
          expect.soft(said, `${rules.name}: what was said`).toEqual([]);
          expect.soft(rules.broken, `${rules.name}: broken rules`).toEqual([]);
          expect(rules.breaks, `${rules.name}: breaks`).toHaveLength(0);
          expect(rules.seconds, `${rules.name}: seconds`).toBeGreaterThan(SENT - 5);
          expect(Math.abs(duration_s - rules.seconds), `${rules.name}: a replay of ${duration_s} s of ${rules.seconds}`).toBeLessThan(0.5);
        }
      });
    } finally {
      await close();
    }
  });
}
