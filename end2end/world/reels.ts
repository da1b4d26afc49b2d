// Films for bad days, drawn by ffmpeg for this run.
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** In what every browser plays: most of it is passed on as it came. */
const EASY = ["-c:v", "libx264", "-preset", "veryfast", "-b:v", "400k", "-maxrate", "500k", "-bufsize", "500k", "-pix_fmt", "yuv420p"];
/** In what no browser plays: all of it is encoded. */
const HARD = ["-c:v", "mpeg4", "-q:v", "5"];

/** A film by what is needed of it. */
const KINDS = {
  /** Made at once. */
  easy: { seconds: 14, size: "640x360", codec: EASY },
  /** Made in a few seconds. */
  short: { seconds: 14, size: "640x360", codec: HARD },
  /** Takes so long that whoever works on it can be struck. */
  long: { seconds: 20, size: "1280x720", codec: HARD },
};

export class Reels {
  private readonly made = new Map<string, Promise<Buffer>>();

  private constructor(private readonly folder: string) {}

  static async open(): Promise<Reels> {
    return new Reels(await mkdtemp(path.join(os.tmpdir(), "estrade-reels-")));
  }

  /** A film; the same one each time. */
  film(kind: keyof typeof KINDS): Promise<Buffer> {
    if (!this.made.has(kind)) this.made.set(kind, this.make(kind));
    return this.made.get(kind) as Promise<Buffer>;
  }

  /** An easy film with so many bytes behind it that players skip, and that are never the same twice. */
  async heavy(bytes: number): Promise<Buffer> {
    const head = Buffer.alloc(8);
    // A `free` box (ISO/IEC 14496-12, 8.1.2).
    head.writeUInt32BE(bytes, 0);
    head.write("free", 4, "latin1");
    return Buffer.concat([await this.film("easy"), head, randomBytes(bytes - head.length)]);
  }

  private async make(kind: keyof typeof KINDS): Promise<Buffer> {
    const { seconds, size, codec } = KINDS[kind];
    const file = path.join(this.folder, `${kind}.mp4`);
    const picture = `testsrc2=size=${size}:rate=25:duration=${seconds}`;
    const sound = `sine=frequency=440:sample_rate=48000:duration=${seconds}`;
    await run("ffmpeg", [
      ...["-v", "error", "-y", "-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", sound],
      ...[...codec, "-g", "50", "-c:a", "aac", "-shortest", file],
    ]);
    return readFile(file);
  }

  async close(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}
