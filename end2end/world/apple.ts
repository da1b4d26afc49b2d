// What Apple's "HLS Authoring Specification for Apple Devices" asks of a session, as far as it can be
// measured from outside. A rule has its number there only where the number is known for certain;
// the others are the RFC's (8216).
import HLS from "hls-parser";

type Multivariant = InstanceType<typeof HLS.types.MasterPlaylist>;
type Media = InstanceType<typeof HLS.types.MediaPlaylist>;

/** Gives the text of a playlist, and the bytes of a part. */
export type Reader = { text(address: string): Promise<string>; bytes(address: string, range?: [from: number, length: number]): Promise<Buffer> };

const RULES = {
  independent: "RFC 8216 4.3.5.1: every segment can be shown without another",
  codecs: "RFC 8216 4.3.4.2: CODECS names each codec that a rendition holds",
  resolution: "RFC 8216 4.3.4.2: RESOLUTION is said of pictures",
  frameRate: "RFC 8216 4.3.4.2: FRAME-RATE is said of pictures",
  group: "RFC 8216 4.3.4.2: a group that is referred to is there",
  target: "RFC 8216 4.3.3.1: no segment is longer than the target duration",
  sameTarget: "the target duration is one for all renditions of a kind",
  aligned: "RFC 8216 6.2.4: variants are cut at the same moments",
  peak: "BANDWIDTH is the measured peak, within a tenth",
  average: "AVERAGE-BANDWIDTH is the measured average, within a tenth",
  first: "1.32: the first variant is the one nearest to 2 Mbit/s that is not above it",
  keys: "6.1: there are pictures alone, for winding",
  ranges: "RFC 8216 4.3.3.6: each picture alone lies in the range that is named",
  text: "5.3: captions are as long as what they go with",
};
type Rule = keyof typeof RULES;

const FIRST_RATE = 2_000_000;
const TENTH = 0.1;
/** By how much two ends may differ: a frame of sound, or a picture. */
const END_SECONDS = 0.1;

const beside = (address: string, uri: string) => new URL(uri, new URL(address, "http://here")).pathname;
const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
const near = (said: number, measured: number) => Math.abs(said - measured) <= measured * TENTH;

/** One playlist, and what each of its segments weighs. */
type Rendition = { uri: string; media: Media; lengths: number[]; weights: number[] };

/** The largest rate of segments that follow each other for half to one and a half target durations (RFC 8216, 4.1). */
function peakRate({ media, lengths, weights }: Rendition): number {
  let peak = 0;
  for (const first of lengths.keys()) {
    for (let end = first + 1; end <= lengths.length; end += 1) {
      const seconds = sum(lengths.slice(first, end));
      if (seconds > media.targetDuration * 1.5) break;
      if (seconds >= media.targetDuration / 2) peak = Math.max(peak, (sum(weights.slice(first, end)) * 8) / seconds);
    }
  }
  return Math.max(peak, averageRate([weights, lengths]));
}

const averageRate = ([weights, lengths]: [number[], number[]]) => (sum(weights) * 8) / sum(lengths);

/** Reads a session as a player would, all of it, and returns every rule that it breaks. */
export async function broken(address: string, reader: Reader): Promise<string[]> {
  const found: string[] = [];
  const rule = (name: Rule, kept: boolean, what: string) => kept || found.push(`${RULES[name]}: ${what}`);

  const weighed = new Map<string, Promise<Rendition>>();
  const rendition = (uri: string): Promise<Rendition> => {
    const place = beside(address, uri);
    const reading = weighed.get(place) ?? weigh(place);
    weighed.set(place, reading);
    return reading;
  };
  const weigh = async (place: string): Promise<Rendition> => {
    const text = await reader.text(place);
    const media = HLS.parse(text) as Media;
    const lengths = media.segments.map(({ duration }) => duration);
    const weights: number[] = [];
    for (const { uri } of media.segments) weights.push((await reader.bytes(beside(place, uri))).length);
    rule("target", lengths.every((length) => Math.round(length) <= media.targetDuration), `${place}: ${Math.max(...lengths)}`);
    return { uri: place, media, lengths, weights };
  };

  const text = await reader.text(address);
  const { variants, independentSegments } = HLS.parse(text) as Multivariant;
  rule("independent", Boolean(independentSegments), "not said");

  const pictures: Rendition[] = [];
  const sounds = new Map<string, Rendition>();
  for (const variant of variants.filter(({ isIFrameOnly }) => !isIFrameOnly)) {
    const own = await rendition(variant.uri);
    pictures.push(own);
    for (const { uri } of variant.audio) if (uri) sounds.set(uri, await rendition(uri));
    const beneath = [...variant.audio.flatMap(({ uri }) => (uri ? [sounds.get(uri) as Rendition] : []))];
    const peak = peakRate(own) + Math.max(0, ...beneath.map(peakRate));
    const average = averageRate([own.weights, own.lengths]) + Math.max(0, ...beneath.map((sound) => averageRate([sound.weights, sound.lengths])));
    rule("peak", near(variant.bandwidth, peak), `${variant.uri} says ${variant.bandwidth}, measured ${Math.round(peak)}`);
    rule("average", near(variant.averageBandwidth ?? 0, average), `${variant.uri} says ${variant.averageBandwidth}, measured ${Math.round(average)}`);
    const codecs = (variant.codecs ?? "").split(",");
    rule("codecs", !variant.resolution || codecs.some((codec) => /^avc1\.[\da-f]{6}$/i.test(codec)), `${variant.uri}: ${variant.codecs}`);
    const isHeard = !variant.resolution || beneath.length > 0;
    rule("codecs", !isHeard || codecs.some((codec) => /^mp4a\.40\.\d+$/.test(codec)), `${variant.uri}: ${variant.codecs}`);
    rule("frameRate", !variant.resolution || Boolean(variant.frameRate), variant.uri);
    rule("resolution", Boolean(variant.resolution) || variants.length === 1, variant.uri);
  }
  // The parser drops a reference to a group that is not there: asked of the text itself.
  for (const [, kind, group] of text.matchAll(/#EXT-X-STREAM-INF:.*?(AUDIO|SUBTITLES)="([^"]+)"/g)) {
    rule("group", new RegExp(`#EXT-X-MEDIA:TYPE=${kind},.*GROUP-ID="${group}"`).test(text), `${kind} "${group}"`);
  }

  for (const kind of [pictures, [...sounds.values()]]) {
    const targets = new Set(kind.map(({ media }) => media.targetDuration));
    rule("sameTarget", targets.size <= 1, [...targets].join(", "));
  }
  const cuts = ({ lengths }: Rendition) => lengths.slice(0, -1).map((length) => length.toFixed(2)).join(" ");
  for (const other of pictures) rule("aligned", cuts(other) === cuts(pictures[0]), `${other.uri} and ${pictures[0].uri}`);

  const rates = variants.filter(({ isIFrameOnly }) => !isIFrameOnly).map(({ averageBandwidth }) => averageBandwidth ?? 0);
  const below = rates.filter((rate) => rate <= FIRST_RATE);
  const begin = below.length > 0 ? Math.max(...below) : Math.min(...rates);
  rule("first", rates[0] === begin, `${rates[0]}, though there is ${begin}`);

  const keys = variants.filter(({ isIFrameOnly }) => isIFrameOnly);
  rule("keys", keys.length > 0 || !variants[0].resolution, "none");
  for (const { uri } of keys) {
    const place = beside(address, uri);
    const list = HLS.parse(await reader.text(place)) as Media;
    rule("keys", list.isIFrame === true, place);
    for (const { uri: part, byterange } of list.segments) {
      const range: [number, number] = [byterange?.offset ?? 0, byterange?.length ?? 0];
      const bytes = await reader.bytes(beside(place, part), range);
      rule("ranges", bytes.length === range[1] && holdsPicture(bytes), `${place}: ${part}, ${range.join("+")}`);
    }
  }

  const media = sum(pictures[0].lengths);
  for (const { uri } of variants[0].subtitles) {
    const list = HLS.parse(await reader.text(beside(address, uri as string))) as Media;
    const length = sum(list.segments.map(({ duration }) => duration));
    rule("text", Math.abs(length - media) <= END_SECONDS, `${uri}: ${length} of ${media} s`);
  }
  return found;
}

/** Whether bytes are boxes up to the beginning of `mdat`, with something in that. */
function holdsPicture(bytes: Buffer): boolean {
  for (let at = 0; at + 8 <= bytes.length; ) {
    const size = bytes.readUInt32BE(at);
    if (bytes.toString("latin1", at + 4, at + 8) === "mdat") return bytes.length > at + 8;
    if (size < 8) return false;
    at += size;
  }
  return false;
}
