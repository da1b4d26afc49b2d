// The media as other programs read them: a strict parser, and ffmpeg.
import { execFile } from "node:child_process";
import { promisify } from "node:util";

import HLS from "hls-parser";

import { demo } from "../world/demo";
import { type Office } from "../world/office";
import { expect, test } from "../world/test";

const run = promisify(execFile);
HLS.setOptions({ strictMode: true });

type Multivariant = InstanceType<typeof HLS.types.MasterPlaylist>;
type Media = InstanceType<typeof HLS.types.MediaPlaylist>;

/** A playlist and its address. */
async function playlist(office: Office, address: string): Promise<string> {
  const answer = await office.doorway.get(address);
  expect(answer.status(), address).toBe(200);
  expect(answer.headers()["content-type"], address).toContain("application/vnd.apple.mpegurl");
  return answer.text();
}

const beside = (address: string, uri: string) => new URL(uri, new URL(address, "http://here")).pathname;

test("a strict parser finds nothing to say against the playlists", async ({ world }) => {
  const office = await world.office("member");
  const { playlist_url, duration_s } = await office.watch(demo().stretching);
  const multivariant = HLS.parse(await playlist(office, playlist_url)) as Multivariant;
  expect(multivariant.isMasterPlaylist).toBe(true);
  expect(multivariant.variants.length).toBeGreaterThan(1);

  const heights = multivariant.variants.map(({ resolution }) => resolution?.height ?? 0);
  expect(Math.max(...heights)).toBe(720);
  const addresses = new Set<string>();
  for (const variant of multivariant.variants) {
    expect(variant.bandwidth, "peak").toBeGreaterThanOrEqual(variant.averageBandwidth as number);
    expect(variant.codecs, "codecs").toMatch(/avc1\.[0-9a-fA-F]{6}/);
    addresses.add(beside(playlist_url, variant.uri));
    for (const rendition of variant.audio) if (rendition.uri) addresses.add(beside(playlist_url, rendition.uri));
  }

  for (const address of addresses) {
    const media = HLS.parse(await playlist(office, address)) as Media;
    expect(media.endlist, `${address}: ended`).toBe(true);
    expect(media.playlistType, address).toBe("VOD");
    const lengths = media.segments.map(({ duration }) => duration);
    expect(Math.max(...lengths.map(Math.round)), `${address}: longest`).toBeLessThanOrEqual(media.targetDuration);
    const total = lengths.reduce((sum, length) => sum + length, 0);
    expect(Math.abs(total - duration_s), `${address}: ${total} of ${duration_s} s`).toBeLessThan(0.5);
    const last = media.segments[media.segments.length - 1];
    for (const uri of [media.segments[0].map?.uri, media.segments[0].uri, last.uri]) {
      const part = await office.doorway.get(beside(address, uri as string));
      expect(part.status(), uri).toBe(200);
      expect(part.headers()["cache-control"], uri).toContain("immutable");
      expect(["ftyp", "styp", "moof", "sidx", "emsg", "prft"], uri).toContain((await part.body()).toString("latin1", 4, 8));
    }
  }
});

test("every quality plays for as long at the same moments", async ({ world }) => {
  const office = await world.office("member");
  const { playlist_url } = await office.watch(demo().breathing);
  const { variants } = HLS.parse(await playlist(office, playlist_url)) as Multivariant;
  const cuts = await Promise.all(
    variants.map(async ({ uri }) => {
      const media = HLS.parse(await playlist(office, beside(playlist_url, uri))) as Media;
      return media.segments.map(({ duration }) => duration.toFixed(2));
    }),
  );
  // Players change between qualities at a cut.
  for (const other of cuts) expect(other).toEqual(cuts[0]);
});

test("ffmpeg reads and decodes a session through the server", async ({ world }) => {
  test.setTimeout(120_000);
  const office = await world.office("member");
  const { playlist_url, duration_s } = await office.watch(demo().stretching);
  const source = ["-headers", `Cookie: ${await office.cookie()}\r\n`, "-i", new URL(playlist_url, world.baseURL).href];

  const probe = await run("ffprobe", ["-v", "error", ...source, "-of", "json", "-show_streams", "-show_format"]);
  expect(probe.stderr, "ffprobe's complaints").toBe("");
  const { streams, format } = JSON.parse(probe.stdout) as {
    streams: { codec_type: string; codec_name: string; height?: number }[];
    format: { duration: string };
  };
  expect(streams.filter((stream) => stream.codec_type === "video").map(({ codec_name }) => codec_name)).toContain("h264");
  expect(streams.filter((stream) => stream.codec_type === "audio").map(({ codec_name }) => codec_name)).toContain("aac");
  expect(Number(format.duration)).toBeCloseTo(duration_s, 0);

  const output = ["-map", "0:v:0", "-map", "0:a:0", "-f", "null", "-progress", "pipe:1", "-"];
  const decoded = await run("ffmpeg", ["-v", "warning", "-nostdin", ...source, ...output]);
  expect(decoded.stderr, "the decoder's complaints").toBe("");
  const frames = Number(decoded.stdout.match(/frame=(\d+)(?![\s\S]*frame=)/)?.[1]);
  // Drawn at 24 pictures a second; a picture more or less at the end is nobody's loss.
  expect(Math.abs(frames - duration_s * 24)).toBeLessThanOrEqual(2);

  await expect(run("ffprobe", ["-v", "error", ...source.slice(2)]), "without the cookie").rejects.toThrow(/403/);
});
