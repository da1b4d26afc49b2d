// What is uploaded: made by ffmpeg for this run, so that no footage lies in the
// repository.
import { execFile } from "node:child_process";
import { open, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";

import { props } from "./people";

const run = promisify(execFile);

/** How long the film plays, in seconds. */
export const FILM_SECONDS = 12;

/** Every file that is uploaded, by what it is. */
export const films = {
  /** Twelve seconds of a test picture and a tone: H.264 and AAC in MP4. */
  class: path.join(props, "Cours filmé.mp4"),
  /** The same with a long tail, which takes a while to send. */
  long: path.join(props, "Long envoi.mp4"),
  /** A list of other files under the name of a film. */
  playlist: path.join(props, "Cours de samedi.mp4"),
  /** Not a byte. */
  empty: path.join(props, "Vide.mp4"),
  /** Words. */
  text: path.join(props, "Notes de cours.txt"),
};

/** What the tail of the long film weighs: more than the network's buffers hold. */
const TAIL_BYTES = 32 * 1024 * 1024;

/** Makes them all. */
export async function makeFilms(): Promise<void> {
  const picture = `testsrc2=size=1280x720:rate=25:duration=${FILM_SECONDS}`;
  const sound = `sine=frequency=440:sample_rate=48000:duration=${FILM_SECONDS}`;
  await run("ffmpeg", [
    ...["-v", "error", "-y", "-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", sound],
    ...["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", "-shortest", films.class],
  ]);
  await run("cp", [films.class, films.long]);
  await lengthen(films.long);
  await writeFile(films.playlist, "#EXTM3U\n#EXT-X-TARGETDURATION:6\n#EXTINF:6,\nhttp://127.0.0.1:1/secret.ts\n#EXT-X-ENDLIST\n");
  await writeFile(films.empty, "");
  await writeFile(films.text, "Échauffement, dix minutes. Étirements, vingt minutes.\n".repeat(40));
}

/** Appends a `free` box, which players skip (ISO/IEC 14496-12, 8.1.2). */
async function lengthen(film: string): Promise<void> {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(TAIL_BYTES, 0);
  head.write("free", 4, "latin1");
  const file = await open(film, "a");
  await file.write(head);
  await file.write(Buffer.alloc(TAIL_BYTES - head.length, 0x5a));
  await file.close();
}
