// Apple's authoring rules, measured on what is served.
import { type Reader, broken } from "../world/apple";
import { demo } from "../world/demo";
import { films } from "../world/films";
import { type Office } from "../world/office";
import { unheard } from "../world/people";
import { expect, test } from "../world/test";

function through({ doorway }: Office): Reader {
  return {
    async text(address) {
      const answer = await doorway.get(address);
      expect(answer.status(), address).toBe(200);
      return answer.text();
    },
    async bytes(address, range) {
      const headers = range && { range: `bytes=${range[0]}-${range[0] + range[1] - 1}` };
      const answer = await doorway.get(address, { headers });
      expect(answer.status(), address).toBe(range ? 206 : 200);
      return answer.body();
    },
  };
}

for (const which of ["stretching", "breathing", "short"] as const) {
  test(`${which}: no rule of Apple's is broken`, async ({ world }) => {
    test.setTimeout(90_000);
    const office = await world.office("member");
    const { playlist_url } = await office.watch(demo()[which]);
    expect(await broken(playlist_url, through(office))).toEqual([]);
  });
}

test("captions are as long as what they go with", async ({ world }) => {
  test.setTimeout(120_000);
  const staff = await world.office("staff");
  const item = await staff.newItem(`Cours sous-titré ${unheard()}`, "Captioned class");
  const recording = await staff.send(item, films.class);
  await staff.ready(recording);
  const put = await staff.doorway.put(`/api/v1/recordings/${recording}/captions/fr`, {
    headers: { "content-type": "text/vtt" },
    data: "WEBVTT\n\n00:00.500 --> 00:03.000\nPliez les genoux\n",
  });
  expect(put.ok(), await put.text()).toBe(true);
  const session = await staff.publish(item, recording);
  await expect.poll(async () => (await staff.catalogue()).some(({ session_id }) => session_id === session)).toBe(true);
  const { playlist_url } = await staff.watch(session);
  const reader = through(staff);
  expect(await reader.text(playlist_url)).toContain("TYPE=SUBTITLES");
  expect(await broken(playlist_url, reader)).toEqual([]);
  const shortened = async (address: string) => (await reader.text(address)).replace(/#EXTINF:[\d.]+,(?=\n\d+\.vtt)/, "#EXTINF:5.000,");
  expect((await broken(playlist_url, { ...reader, text: shortened })).join("\n")).toMatch(/captions are as long/);
  const withdrawn = await staff.doorway.post(`/api/v1/sessions/${session}/unpublish`);
  expect(withdrawn.ok(), await withdrawn.text()).toBe(true);
});

const EDITS: [what: string, edit: (text: string) => string, rule: RegExp][] = [
  ["a rate that is too high", (text) => text.replace(/BANDWIDTH=(\d+)/, (_, rate: string) => `BANDWIDTH=${Number(rate) * 2}`), /measured peak/],
  ["a first variant that is too small", lastFirst, /nearest to 2 Mbit/],
  ["no word of sound in CODECS", (text) => text.replaceAll(",mp4a.40.2", ""), /CODECS/],
  ["no pictures alone", (text) => text.replaceAll(/#EXT-X-I-FRAME-STREAM-INF.*\n/g, ""), /pictures alone/],
  ["a group that is not there", (text) => text.replaceAll('AUDIO="sound"', 'AUDIO="noise"'), /group that is referred to/],
];

/** The first variant after all others. */
function lastFirst(text: string): string {
  const pairs: string[] = text.match(/#EXT-X-STREAM-INF.*\n.*\n/g) ?? [];
  return text.replace(pairs.join(""), [...pairs.slice(1), ...pairs.slice(0, 1)].join(""));
}

test("what breaks a rule is found out", async ({ world }) => {
  const office = await world.office("member");
  const { playlist_url } = await office.watch(demo().short);
  const reader = through(office);
  for (const [what, edit, rule] of EDITS) {
    const text = async (address: string) => (address === playlist_url ? edit(await reader.text(address)) : reader.text(address));
    expect((await broken(playlist_url, { ...reader, text })).join("\n"), what).toMatch(rule);
  }
});
