// What the whole job costs beside one bare ffmpeg: the run that the job made of the same film,
// word for word, without a server, a cage or anything else around it.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";

import { figure, remark } from "./figures.mjs";
import { OVERHEAD } from "./peer.mjs";
import { WORK, cpuSeconds } from "./server.mjs";

const RUNS = 2;

const { file, words, cpu, renditions } = JSON.parse(readFileSync(path.join(WORK, "encoder.json"), "utf8"));
const lists = words.filter((word) => word.endsWith(".m3u8"));
const made = lists.map((list) => path.basename(list, ".m3u8"));
const asItCame = renditions.map((rendition) => rendition.name).filter((name) => !made.includes(name));
if (asItCame.length > 1) throw new Error(`the run made ${made} of ${renditions.map((rendition) => rendition.name)}`);

/** The job's command with the film as its source and a folder of ours for what it makes. */
function bare(folder) {
  const theirs = path.dirname(lists[0]);
  const source = words.indexOf("-i") + 1;
  const own = words.map((word, place) => (place === source ? file : word.replace(theirs, folder)));
  // What is passed on as it came is passed on here too.
  for (const name of asItCame) {
    own.push("-map", "0:v:0", "-c:v", "copy", "-f", "hls", "-hls_time", "4", "-hls_playlist_type", "vod");
    own.push("-hls_segment_type", "fmp4", "-hls_flags", "single_file+independent_segments");
    own.push("-hls_segment_filename", path.join(folder, `${name}.mp4`), path.join(folder, `${name}.m3u8`));
  }
  return own.slice(1);
}

const costs = [];
for (let run = 0; run < RUNS; run++) {
  const folder = mkdtempSync(path.join(WORK, "bare-"));
  const before = cpuSeconds(process.pid);
  execFileSync("ffmpeg", bare(folder), { stdio: ["ignore", "ignore", "inherit"] });
  costs.push(cpuSeconds(process.pid) - before);
  const left = readdirSync(folder).filter((name) => name.endsWith(".mp4"));
  if (left.length !== renditions.length) throw new Error(`the bare run made ${left}`);
  rmSync(folder, { recursive: true });
}
const mean = costs.reduce((sum, cost) => sum + cost, 0) / RUNS;
figure("Digitisation", {
  what: "the whole job, beside one bare ffmpeg that makes the same ladder",
  value: cpu / mean,
  note: `${cpu.toFixed(1)} CPU-s beside ${costs.map((cost) => cost.toFixed(1)).join(" and ")}`,
  ...OVERHEAD,
  how: "the job's own command from /proc/PID/cmdline, run twice on the same file; processor time of both",
});
remark(
  "Digitisation",
  `The bare command makes ${made.join(", ")}${asItCame.length ? ` and copies ${asItCame}` : ""} with the same settings, sound brought to its level with the values that the job had measured. ` +
    "What the job does besides is its overhead: receiving and joining the upload, looking at it, passing it on as it came until the rest is there, listening to its loudness, posters, storyboard, and the server itself.",
);
