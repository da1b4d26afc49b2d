// The rules of low-latency playlists that no other program here checks: RFC 8216bis, and Apple's
// authoring specification. Playlists of one rendition are read one after the other, as a player gets
// them, and whatever is against a rule is written down.

export type Part = { uri: string; duration: number; isKey: boolean };
export type Segment = {
  number: number;
  /** Absent while it is open. */
  uri?: string;
  duration?: number;
  parts: Part[];
  /** EXT-X-PROGRAM-DATE-TIME, in milliseconds. */
  at?: number;
  isNew: boolean;
  map?: string;
};
export type Playlist = {
  target: number;
  partTarget: number;
  /** What may never change: EXT-X-TARGETDURATION, EXT-X-PART-INF and EXT-X-SERVER-CONTROL. */
  constants: string;
  control: Map<string, string>;
  skipped: number;
  segments: Segment[];
  hint?: string;
  reports: Map<string, string>[];
  isOver: boolean;
};

function attributes(text: string): Map<string, string> {
  const pairs = text.matchAll(/([A-Z0-9-]+)=("[^"]*"|[^,]*)/g);
  return new Map([...pairs].map(([, name, value]) => [name, value.replaceAll('"', "")]));
}

/** Reads a media playlist. What is missing is NaN or absent: the rules are checked by [`Rules`]. */
export function read(text: string): Playlist {
  const list: Playlist = {
    ...{ target: Number.NaN, partTarget: Number.NaN, constants: "", control: new Map(), skipped: 0 },
    ...{ segments: [], reports: [], isOver: false },
  };
  let number = Number.NaN;
  const fresh = (): Segment => ({ number, parts: [], isNew: false });
  let open = fresh();
  for (const line of text.split("\n")) {
    const [, tag, rest = ""] = line.match(/^#(EXT[A-Z0-9-]*):?(.*)$/) ?? [];
    if (["EXT-X-TARGETDURATION", "EXT-X-PART-INF", "EXT-X-SERVER-CONTROL"].includes(tag)) list.constants += `${line}\n`;
    const has = () => attributes(rest);
    if (tag === "EXT-X-TARGETDURATION") list.target = Number(rest);
    else if (tag === "EXT-X-PART-INF") list.partTarget = Number(has().get("PART-TARGET"));
    else if (tag === "EXT-X-SERVER-CONTROL") list.control = has();
    else if (tag === "EXT-X-MEDIA-SEQUENCE") open.number = number = Number(rest);
    else if (tag === "EXT-X-SKIP") open.number = number += list.skipped = Number(has().get("SKIPPED-SEGMENTS"));
    else if (tag === "EXT-X-DISCONTINUITY") open.isNew = true;
    else if (tag === "EXT-X-MAP") open.map = has().get("URI");
    else if (tag === "EXT-X-PROGRAM-DATE-TIME") open.at = Date.parse(rest);
    else if (tag === "EXTINF") open.duration = Number.parseFloat(rest);
    else if (tag === "EXT-X-PRELOAD-HINT") list.hint = has().get("URI");
    else if (tag === "EXT-X-RENDITION-REPORT") list.reports.push(has());
    else if (tag === "EXT-X-ENDLIST") list.isOver = true;
    else if (tag === "EXT-X-PART") {
      const part = has();
      open.parts.push({ uri: part.get("URI") ?? "", duration: Number(part.get("DURATION")), isKey: part.get("INDEPENDENT") === "YES" });
    } else if (line !== "" && !line.startsWith("#")) {
      list.segments.push({ ...open, uri: line });
      number += 1;
      open = fresh();
    }
  }
  if (open.parts.length > 0) list.segments.push(open);
  return list;
}

/** The segment and part that come next; the hint says the same in an address. */
export function next({ segments }: Playlist): { number: number; part: number } {
  const last = segments[segments.length - 1];
  if (!last) return { number: 0, part: 0 };
  return last.uri === undefined ? { number: last.number, part: last.parts.length } : { number: last.number + 1, part: 0 };
}

/** How long what is listed of a segment lasts, in seconds. */
export const length = ({ duration, parts }: Segment) => duration ?? parts.reduce((sum, part) => sum + part.duration, 0);

/** All that was ever listed of one rendition, and what was wrong with it. */
export class Rules {
  readonly broken: string[] = [];
  /** Every segment by its number, as it was told last, with the parts that it once had. */
  readonly segments = new Map<number, Segment>();
  private before?: Playlist;
  versions = 0;

  constructor(
    readonly name: string,
    /** How many other renditions there are. */
    private readonly others: number,
  ) {}

  private rule(isKept: boolean, text: string): void {
    if (!isKept) this.broken.push(`${this.name}, version ${this.versions}: ${text}`);
  }

  /** Reads the next version that a player was given. */
  read(text: string): Playlist {
    this.versions += 1;
    const list = read(text);
    this.rule(list.target > 0, "no target duration");
    if (!list.isOver) this.promises(list);
    for (const segment of list.segments) this.segment(list, segment);
    if (this.before) this.follows(this.before, list);
    for (const segment of list.segments) this.remember(segment);
    this.before = list;
    return list;
  }

  private promises({ target, partTarget, control, hint, reports }: Playlist): void {
    const seconds = (name: string) => Number(control.get(name));
    // With a grain of salt: 0.35 is not what it says.
    const atLeast = (name: string, least: number) => this.rule(seconds(name) >= least - 1e-6, `${name} ${control.get(name)} below ${least}`);
    this.rule(control.get("CAN-BLOCK-RELOAD") === "YES", "no blocking reload");
    atLeast("PART-HOLD-BACK", 3 * partTarget);
    atLeast("HOLD-BACK", 3 * target);
    atLeast("CAN-SKIP-UNTIL", 6 * target);
    this.rule(hint !== undefined, "no preload hint");
    this.rule(reports.length === this.others, `${reports.length} rendition reports for ${this.others}`);
    for (const report of reports) this.rule(/^\d+$/.test(report.get("LAST-MSN") ?? ""), "a rendition report without LAST-MSN");
  }

  private segment({ target, partTarget, isOver }: Playlist, segment: Segment): void {
    const { number, parts, duration, at } = segment;
    this.rule(at !== undefined && !Number.isNaN(at), `segment ${number} without EXT-X-PROGRAM-DATE-TIME`);
    if (duration !== undefined) this.rule(Math.round(duration) <= target, `segment ${number}: ${duration} s of ${target}`);
    if (isOver) this.rule(parts.length === 0, `segment ${number} has parts although all is over`);
    parts.forEach((part, place) => {
      this.rule(part.duration <= partTarget, `part ${part.uri}: ${part.duration} s of ${partTarget}`);
      const mayBeShort = place === parts.length - 1;
      this.rule(mayBeShort || part.duration >= 0.85 * partTarget, `part ${part.uri} is short: ${part.duration} s`);
    });
    if (parts.length > 0) this.rule(parts[0].isKey, `segment ${number} does not begin with a key picture`);
    if (parts.length > 0 && duration !== undefined) {
      const sum = parts.reduce((sum, part) => sum + part.duration, 0);
      this.rule(Math.abs(sum - duration) < 0.002, `segment ${number}: ${duration} s, its parts ${sum}`);
    }
  }

  /** What a later version may not do to an earlier one. */
  private follows(before: Playlist, list: Playlist): void {
    if (!list.isOver) this.rule(list.constants === before.constants, `constants have changed to ${list.constants}`);
    this.rule(!before.isOver || list.isOver, "it goes on after its end");
    for (const segment of list.segments) {
      const known = this.segments.get(segment.number);
      if (!known) continue;
      const { number, uri, duration, at, isNew, parts } = segment;
      this.rule(known.uri === undefined || (known.uri === uri && known.duration === duration), `segment ${number} has changed`);
      this.rule(known.at === at && known.isNew === isNew, `segment ${number} stands elsewhere`);
      const same = parts.every((part, place) => known.parts[place] === undefined || JSON.stringify(known.parts[place]) === JSON.stringify(part));
      this.rule(parts.length === 0 || (same && parts.length >= known.parts.length), `parts of segment ${number} have changed`);
    }
    if (!list.isOver) this.keeps(list);
    const numbers = [...this.segments.keys()];
    const all = new Set([...numbers, ...list.segments.map(({ number }) => number)]);
    this.rule(all.size === 0 || Math.max(...all) === all.size - 1 + Math.min(...all), "segment numbers with a gap");
    this.wasHinted(before, list);
  }

  /** What came less than a target duration ago is still there in parts: that is where players are. */
  private keeps(list: Playlist): void {
    let seconds = 0;
    for (const segment of [...list.segments].reverse()) {
      const had = this.segments.get(segment.number)?.parts.length ?? 0;
      this.rule(had === 0 || segment.parts.length > 0, `segment ${segment.number} has no parts any more, ${seconds} s from the end`);
      seconds += length(segment);
      if (seconds >= list.target) return;
    }
  }

  /** The part that was announced is the one that came, unless the encoder has gone meanwhile. */
  private wasHinted(before: Playlist, list: Playlist): void {
    const { number, part } = next(before);
    const place = list.segments.findIndex((segment) => segment.number === number);
    const segment = list.segments[place];
    if (before.isOver || list.isOver || segment?.isNew) return;
    const came = segment?.parts[part];
    if (came) this.rule(came.uri === before.hint, `hinted ${before.hint}, came ${came.uri}`);
    // Closed without it: whoever fetched it ahead got nothing.
    else if (segment?.uri !== undefined && segment.parts.length > 0) {
      this.rule(list.segments[place + 1]?.isNew ?? true, `hinted ${before.hint}, which never came`);
    }
  }

  private remember(segment: Segment): void {
    const parts = segment.parts.length > 0 ? segment.parts : (this.segments.get(segment.number)?.parts ?? []);
    this.segments.set(segment.number, { ...segment, parts });
  }

  /** Seconds of everything listed. */
  get seconds(): number {
    return [...this.segments.values()].reduce((sum, segment) => sum + length(segment), 0);
  }

  /** The numbers of the segments that do not join on to the one before. */
  get breaks(): number[] {
    return [...this.segments.values()].filter(({ isNew }) => isNew).map(({ number }) => number);
  }
}
