// A load from the same machine: how much came through, how long it took, and what it cost.
import { readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

import { remark } from "./figures.mjs";
import { WORK, begin, cpuSeconds, machineSeconds } from "./server.mjs";

export const SECONDS = Number(process.env.ESTRADE_BENCH_SECONDS ?? 8);

const UNITS = { us: 0.001, ms: 1, s: 1000, m: 60_000 };
const BYTES = { B: 1, KB: 2 ** 10, MB: 2 ** 20, GB: 2 ** 30 };

function read(text) {
  const found = (pattern) => text.match(pattern) ?? [];
  const latency = (share) => {
    const [, value, unit] = found(new RegExp(`^\\s+${share}%\\s+([\\d.]+)(us|ms|s|m)$`, "m"));
    return Number(value) * UNITS[unit];
  };
  const [, requests, duration, minutes, amount, unit] = found(/(\d+) requests in ([\d.]+)(s|m), ([\d.]+)(B|KB|MB|GB) read/);
  const refused = found(/Non-2xx or 3xx responses: (\d+)/)[1];
  const broken = found(/Socket errors: (.*)/)[1];
  if (!requests || refused || broken) throw new Error(`the load did not come through: ${text}`);
  const seconds = Number(duration) * (minutes === "m" ? 60 : 1);
  return {
    requests: Number(requests),
    perSecond: Number(requests) / seconds,
    bytes: Number(amount) * BYTES[unit],
    seconds,
    p50: latency(50),
    p99: latency(99),
  };
}

/** The largest share of the machine that neither the server nor the load took, over all loads. */
let others = 0;

/**
 * Lets `clients` ask for one path, or for several in turn, and gives back what came of it, with
 * the processor seconds of the server and of the load.
 */
export async function load({ url, paths, clients, seconds = SECONDS, headers = {}, pids }) {
  const args = ["-t1", `-c${clients}`, `-d${seconds}s`, "--latency"];
  for (const [name, value] of Object.entries(headers)) args.push("-H", `${name}: ${value}`);
  if (paths.length > 1) {
    const list = path.join(WORK, "paths.txt");
    writeFileSync(list, `${paths.join("\n")}\n`);
    args.push("-s", path.join(import.meta.dirname, "paths.lua"), url, "--", list);
  } else {
    args.push(url + paths[0]);
  }
  const server = () => pids().reduce((sum, pid) => sum + cpuSeconds(pid), 0);
  const [serverBefore, machineBefore, ownBefore] = [server(), machineSeconds(), cpuSeconds(process.pid)];
  const wrk = begin("wrk", args, { stdio: ["ignore", "pipe", "inherit"] });
  const chunks = [];
  wrk.stdout.on("data", (chunk) => chunks.push(chunk));
  await new Promise((done) => wrk.once("close", done));
  if (wrk.exitCode !== 0) throw new Error(`wrk ended by ${wrk.signalCode ?? `itself with ${wrk.exitCode}`}`);
  const result = read(Buffer.concat(chunks).toString());
  const serverCpu = server() - serverBefore;
  const clientCpu = cpuSeconds(process.pid) - ownBefore;
  const available = result.seconds * os.availableParallelism();
  others = Math.max(others, (machineSeconds() - machineBefore - serverCpu - clientCpu) / available);
  return { ...result, serverCpu, clientCpu };
}

/** What was asked, as somebody else would type it. */
export function typed({ path: asked, clients, seconds = SECONDS, cookie }) {
  const script = asked.includes("{") ? " -s paths.lua" : "";
  return `\`wrk -t1 -c${clients} -d${seconds}s --latency -H 'Accept-Encoding: …'${cookie ? " -H 'Cookie: …'" : ""}${script} $URL${asked}\``;
}

/** Says how far the machine was shared with somebody else. */
export function remarkOthers(section) {
  const load = readFileSync("/proc/loadavg", "utf8").split(" ")[0];
  const worst = Math.max(0, others * 100).toFixed(0);
  remark(section, `Other programs took at most ${worst} % of the machine's ${os.availableParallelism()} cores during a load${others > 0.1 ? ", **which spoils these figures**" : ""} (load average afterwards ${load}); wrk takes its share of the same cores.`);
}
