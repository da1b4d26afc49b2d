// Reads one rendition of a live session as a low-latency player does: every playlist is asked for
// before it is there, and so is the part that it will list.
import http, { type IncomingHttpHeaders } from "node:http";
import { setTimeout as passed } from "node:timers/promises";
import { gunzipSync } from "node:zlib";

import HLS from "hls-parser";

import { type Playlist, Rules, next, read } from "./lowlatency";

HLS.setOptions({ strictMode: true });

/** `at` is when the last byte came, in milliseconds since 1970; `status` 0: nobody answered. */
export type Answer = { status: number; headers: IncomingHttpHeaders; body: Buffer; at: number };

/** Somebody who is signed in, and reads over connections that stay open. */
export class Reader {
  private readonly agent = new http.Agent({ keepAlive: true });

  constructor(
    readonly origin: string,
    private readonly cookie: string,
  ) {}

  get(place: string, encoding = "identity"): Promise<Answer> {
    const headers = { cookie: this.cookie, "accept-encoding": encoding };
    return new Promise((done) => {
      const none = () => done({ status: 0, headers: {}, body: Buffer.alloc(0), at: Date.now() });
      const asking = http.get(new URL(place, this.origin), { agent: this.agent, headers }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk)).on("error", none);
        answer.on("end", () =>
          done({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks), at: Date.now() }),
        );
      });
      asking.on("error", none);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

export class Follower {
  readonly rules: Rules;
  /** What the strict parser said, and what else was wrong. */
  readonly said: string[] = [];
  /** Milliseconds from the end of a part, by its own clock, until it was listed to whoever waited. */
  readonly late: number[] = [];
  /** Milliseconds between a part and the playlist that lists it. */
  readonly apart: number[] = [];
  /** Parts that were announced and were not there in the end. */
  readonly lapsed: string[] = [];
  /** Delta updates that left something out. */
  shortened = 0;
  /** The parts that came, by their addresses. */
  readonly parts = new Map<string, Buffer>();
  /** Segments that were fetched whole, by number. */
  readonly whole = new Map<number, Buffer>();
  last?: Playlist;
  private isWanted = true;
  private running?: Promise<void>;

  constructor(
    private readonly reader: Reader,
    /** The playlist's address. */
    private readonly place: string,
    others = 1,
  ) {
    this.rules = new Rules(place.split("/").slice(-2)[0], others);
  }

  beside(uri: string): string {
    return new URL(uri, new URL(this.place, this.reader.origin)).pathname;
  }

  /** Begins to read, and goes on while the session does; a server that is away is asked again. */
  begin(): this {
    this.running = this.follow();
    return this;
  }

  async stop(): Promise<void> {
    this.isWanted = false;
    await this.running;
  }

  /** Settles when the playlist has ended. */
  async over(): Promise<void> {
    await this.running;
  }

  private async follow(): Promise<void> {
    while (this.isWanted && !this.last?.isOver) {
      const asks = this.last && next(this.last);
      const query = asks ? `?_HLS_msn=${asks.number}&_HLS_part=${asks.part}` : "";
      const hint = this.last?.hint;
      const [answer] = await Promise.all([this.reader.get(this.place + query, "gzip"), hint ? this.part(hint) : undefined]);
      if (answer.status === 0 || answer.status >= 500) {
        await passed(100);
        continue;
      }
      if (answer.status !== 200) {
        this.said.push(`${query}: ${answer.status} ${answer.body}`);
        await passed(100);
        continue;
      }
      const before = this.last;
      const list = this.take(answer);
      if (before?.hint && list.hint !== before.hint) this.time(before.hint, list, answer.at);
      if (before && query !== "" && this.rules.versions % 5 === 0) await this.shorter(answer, query);
      await this.segments(list);
    }
  }

  private take({ headers, body }: Answer): Playlist {
    if (headers["content-encoding"] !== "gzip") this.said.push("a playlist is not compressed");
    if (headers["content-type"] !== "application/vnd.apple.mpegurl") this.said.push(`a playlist is ${headers["content-type"]}`);
    const text = gunzipSync(body).toString();
    this.judge(text);
    this.last = this.rules.read(text);
    return this.last;
  }

  private judge(text: string): void {
    try {
      HLS.parse(text);
    } catch (error) {
      // What is wrong once is mostly wrong every time: one example is enough to read.
      const complaint = (error as Error).message;
      const isNew = !this.said.some((said) => said.startsWith(complaint));
      if (isNew) this.said.push(`${complaint}\nversion ${this.rules.versions + 1}, which ends:\n${text.slice(-1500)}`);
    }
  }

  private readonly came = new Map<string, number>();

  private async part(uri: string): Promise<void> {
    const { status, body, at } = await this.reader.get(this.beside(uri));
    if (status === 200) {
      this.parts.set(uri, body);
      this.came.set(uri, at);
    } else {
      this.lapsed.push(uri);
    }
  }

  private time(hint: string, { segments }: Playlist, at: number): void {
    const segment = segments.findLast(({ parts }) => parts.some(({ uri }) => uri === hint));
    if (!segment?.at || segment.parts.at(-1)?.uri !== hint) return;
    this.late.push(at - segment.at - segment.parts.reduce((sum, { duration }) => sum + duration, 0) * 1000);
    const came = this.came.get(hint);
    if (came) this.apart.push(Math.abs(at - came));
  }

  /** A delta update of what was just read says the same and leaves out what it says. */
  private async shorter(full: Answer, query: string): Promise<void> {
    const answer = await this.reader.get(`${this.place}${query}&_HLS_skip=YES`, "gzip");
    if (answer.status !== 200) return;
    const text = gunzipSync(answer.body).toString();
    this.judge(text);
    const [short, whole] = [read(text), this.last as Playlist];
    // Something has come in between: nothing to compare with.
    if (short.hint !== whole.hint || short.isOver) return;
    const rest = whole.segments.slice(short.skipped);
    // A format that stands in what was left out is not said again.
    const plain = (segments: Playlist["segments"]) => JSON.stringify(segments.map(({ map, ...segment }) => segment));
    if (plain(rest) !== plain(short.segments)) this.said.push(`a delta update of\n${gunzipSync(full.body)}\nsays\n${text}`);
    const old = whole.segments.slice(short.skipped).reduce((sum, { duration = 0 }) => sum + duration, 0);
    if (short.skipped > 0 && old < Number(whole.control.get("CAN-SKIP-UNTIL"))) this.said.push(`${old} s are left of a delta update`);
    if (short.skipped > 0) this.shortened += 1;
  }

  /** Fetches what is whole, once: it is the parts that it had, one after the other. */
  private async segments({ segments }: Playlist): Promise<void> {
    for (const { number, uri, parts } of segments) {
      if (uri === undefined || this.whole.has(number)) continue;
      const { status, body } = await this.reader.get(this.beside(uri));
      if (status !== 200) {
        this.said.push(`${uri}: ${status}`);
        continue;
      }
      this.whole.set(number, body);
      const pieces = parts.map(({ uri }) => this.parts.get(uri));
      if (pieces.length > 0 && pieces.every((piece) => piece !== undefined) && !Buffer.concat(pieces as Buffer[]).equals(body)) {
        this.said.push(`segment ${number} is not what its parts are`);
      }
    }
  }
}
