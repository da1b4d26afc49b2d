// Sources as phones, cameras, discs and recorders leave them: each one is made by ffmpeg for this
// run. Pictures are small, so that what is shown here is what plays and not what is heavy.
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** How long each one plays, in seconds: more than one segment, and a last one that is short. */
export const SHAPE_SECONDS = 5;

export type Shape = {
  /** What it is, as the end of a sentence. */
  name: string;
  /** How its file is called. */
  file: string;
  /** What it shows, as a picture's size and rate; none is heard alone. */
  picture?: [size: string, rate: string];
  /** Whether it is heard. */
  sound: boolean;
  /** What ffmpeg writes it with. */
  options: string;
  /** The larger picture that players are offered, where it differs from the source's. */
  shown?: string;
};

const H264 = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p";
const HEVC = "-c:v libx265 -preset ultrafast -pix_fmt yuv420p10le -tag:v hvc1 -x265-params log-level=none";

const shape = (name: string, file: string, picture: Shape["picture"], options: string, shown?: string): Shape => ({
  ...{ name, file, picture, options, shown },
  sound: !options.includes("-an"),
});

export const shapes: Shape[] = [
  shape("H.264 and AAC, as phones upload", "telephone.mp4", ["640x360", "30"], `${H264} -c:a aac`),
  shape("HEVC of ten bits", "dix-bits.mp4", ["640x360", "30"], `${HEVC} -c:a aac`),
  // Read as "turn me by a quarter": ffmpeg notes it only where it copies.
  shape("a phone held upright", "debout.mov", ["640x360", "30"], `${H264} -c:a aac`, "360x640"),
  shape("VP9 and Opus of a browser", "navigateur.webm", ["320x240", "30"], "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -c:a libopus"),
  shape(
    "a DVD: interlaced, AC-3, pixels that are not square",
    "disque.vob",
    ["720x480", "30000/1001"],
    "-c:v mpeg2video -b:v 3M -flags +ildct+ilme -top 1 -aspect 16:9 -c:a ac3 -f dvd",
    "852x480",
  ),
  shape(
    "a camcorder's transport stream",
    "camescope.mts",
    ["640x360", "25"],
    `${H264} -flags +ildct+ilme -x264-params interlaced=1 -c:a ac3 -f mpegts`,
  ),
  shape("ProRes of an editor", "montage.mov", ["640x360", "25"], "-c:v prores_ks -profile:v 0 -c:a pcm_s16le"),
  shape(
    "pictures by the clock",
    "reunion.mp4",
    ["640x360", "30"],
    `-vf select='not(mod(n\\,3))+gt(random(1)\\,0.5)' -vsync vfr ${H264} -c:a aac`,
  ),
  shape("an old camera's motion JPEG", "appareil.avi", ["320x240", "15"], "-c:v mjpeg -q:v 5 -c:a pcm_s16le"),
  shape("an old film without times", "ancien.avi", ["320x240", "25"], "-c:v mpeg4 -bf 2 -q:v 5 -c:a libmp3lame"),
  shape("fragments", "fragments.mp4", ["640x360", "25"], `${H264} -c:a aac -movflags frag_keyframe+empty_moov`),
  shape(
    "surround",
    "ambiophonie.mkv",
    ["640x360", "25"],
    `${H264} -af aformat=channel_layouts=mono,pan=5.1|c0=c0|c1=c0|c2=c0|c4=c0|c5=c0 -c:a ac3`,
  ),
  shape("a telephone's sound", "voix.mp4", ["320x240", "10"], `${H264} -ac 1 -ar 8000 -c:a aac`),
  shape("sixty a second", "soixante.mp4", ["640x360", "60"], `${H264} -c:a aac`),
  shape("more colours than screens show", "couleurs.mov", ["640x360", "25"], "-c:v libx264 -preset ultrafast -pix_fmt yuv422p -c:a aac"),
  shape(
    "odd sides",
    "impair.mkv",
    ["640x480", "25"],
    "-vf scale=321:241 -c:v libx264 -preset ultrafast -pix_fmt yuv444p -c:a libopus",
    "320x240",
  ),
  shape("one key picture for all", "une-cle.mp4", ["640x360", "25"], `${H264} -g 9999 -c:a aac`),
  shape("sound that begins late", "retard.mp4", ["640x360", "25"], `-af adelay=600:all=1 ${H264} -c:a aac -t 5`),
  shape("silence", "silence.mp4", ["640x360", "25"], `-an ${H264}`),
  shape("slides, one a second", "diapositives.mp4", ["640x360", "1"], `${H264} -c:a aac`),
  shape(
    "bright pictures",
    "eclatant.mp4",
    ["640x360", "25"],
    `-an ${HEVC}:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc`,
  ),
  shape("sound alone", "son.m4a", undefined, "-c:a aac"),
  shape("a podcast", "balado.mp3", undefined, "-c:a libmp3lame"),
  shape("a sound recorder", "enregistreur.wav", undefined, "-c:a pcm_s24le"),
];

/** Runs something with the file of a shape, which is gone afterwards. */
export async function made<Result>(shape: Shape, use: (file: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "estrade-shape-"));
  try {
    return await use(await make(shape, folder));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function make({ file, picture, sound, options, shown }: Shape, folder: string): Promise<string> {
  const written = path.join(folder, file);
  const inputs: string[] = [];
  if (picture) inputs.push(`testsrc2=size=${picture[0]}:rate=${picture[1]}:duration=${SHAPE_SECONDS}`);
  if (sound) inputs.push(`sine=frequency=330:sample_rate=48000:duration=${SHAPE_SECONDS}`);
  const sources = inputs.flatMap((input) => ["-f", "lavfi", "-i", input]);
  await run("ffmpeg", ["-v", "error", "-nostdin", "-y", ...sources, ...options.split(" "), written]);
  if (!isTurned(picture?.[0], shown)) return written;
  const turned = path.join(folder, `tourne-${file}`);
  await run("ffmpeg", ["-v", "error", "-nostdin", "-i", written, "-c", "copy", "-metadata:s:v", "rotate=90", turned]);
  return turned;
}

const isTurned = (drawn?: string, shown?: string) => drawn?.split("x").reverse().join("x") === shown;
