// Starting Estrade, and what the kernel knows of it.
import { execFile, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, readdirSync } from "node:fs";
import net from "node:net";
import path from "node:path";
import { promisify } from "node:util";

import { get } from "./http.mjs";

export const WORK = process.env.BENCH_WORK;
/** Where everything is measured that needs something in the catalogue. */
export const DATA = path.join(WORK, "data");
export const PASSWORD = "estrade-bench";
export const MEMBER = "membre@bench.test";
export const STAFF = "personnel@bench.test";

export const sleep = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

const started = new Set();
/** A program that does not outlive this one, however this one ends. */
export function begin(command, args, options) {
  const child = spawn(command, args, options);
  started.add(child);
  child.ended = new Promise((done) => child.once("exit", done).once("error", done));
  child.ended.then(() => started.delete(child));
  return child;
}
process.on("exit", () => started.forEach((child) => child.kill("SIGKILL")));
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, () => process.exit(1));

export async function end(child) {
  child.kill("SIGTERM");
  const patience = setTimeout(() => child.kill("SIGKILL"), 5000);
  await child.ended;
  clearTimeout(patience);
}

export async function freePorts(count) {
  const servers = Array.from({ length: count }, () => net.createServer().listen(0, "127.0.0.1"));
  await Promise.all(servers.map((server) => new Promise((done) => server.once("listening", done))));
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  return ports;
}

/** Nothing of the operator's own settings: what is measured are the defaults. */
const settings = (data, more = {}) => ({
  env: { PATH: process.env.PATH, HOME: WORK, ESTRADE_DATA_DIR: data, ...more },
  cwd: WORK,
});

/** Runs a command of Estrade to its end, and gives back what it printed. */
export async function command(data, args, input = "", more = {}) {
  const running = promisify(execFile)(process.env.ESTRADE_BIN, args, settings(data, more));
  running.child.stdin.end(input);
  return (await running).stdout.trim();
}

export async function createAccounts(data) {
  for (const [email, name, role] of [
    [MEMBER, "Marguerite Tremblay", "member"],
    [STAFF, "Samuel Okafor", "staff"],
  ]) {
    await command(data, ["user", "create", "--email", email, "--name", name, "--role", role, "--password-stdin"], PASSWORD);
  }
}

/** Serves, all of it or one part; `firstPage` is how long it took from exec to the first 200 of /fr, in seconds. */
export async function serve(data, role = "all", more = {}) {
  const [web, rtmp] = await freePorts(2);
  const url = `http://127.0.0.1:${web}`;
  const log = openSync(path.join(WORK, "estrade.log"), "a");
  const own = { ESTRADE_LISTEN: `127.0.0.1:${web}`, ESTRADE_PUBLIC_URL: url, ESTRADE_RTMP_LISTEN: `127.0.0.1:${rtmp}` };
  const began = performance.now();
  const child = begin(process.env.ESTRADE_BIN, ["serve", "--role", role], { ...settings(data, { ...own, ...more }), stdio: ["ignore", log, log] });
  closeSync(log);
  for (;;) {
    const answer = await get(`${url}/fr`).catch(() => undefined);
    if (answer?.status === 200) break;
    if (answer || child.exitCode !== null || performance.now() - began > 30_000) {
      const log = readFileSync(path.join(WORK, "estrade.log"), "utf8").slice(-2000);
      throw new Error(`Estrade does not serve /fr (${answer?.status ?? "no answer"}): ${log}`);
    }
    await sleep(1);
  }
  const firstPage = (performance.now() - began) / 1000;
  let wanted = true;
  child.ended.then(() => wanted && console.error(`Estrade ended by itself: ${child.exitCode ?? child.signalCode}`));
  const stop = () => {
    wanted = false;
    return end(child);
  };
  return { url, pid: child.pid, firstPage, stop };
}

// --- What the kernel knows -------------------------------------------------

const TICKS = 100;
const fields = (pid) => readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1).split(" ");

/** Processor seconds of a process and of the children that it has waited for. */
export function cpuSeconds(pid) {
  const [user, system, childUser, childSystem] = fields(pid).slice(11, 15).map(Number);
  return (user + system + childUser + childSystem) / TICKS;
}

/** Processor seconds of the whole machine, and of programs that this one only waited for. */
export function machineSeconds() {
  const [user, nice, system, , , irq, softirq] = readFileSync("/proc/stat", "utf8").split("\n")[0].split(/\s+/).slice(1).map(Number);
  return (user + nice + system + irq + softirq) / TICKS;
}

/** What may be gone before it is read: a thread, or a process. */
function glimpse(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

export function childrenOf(pid) {
  return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    glimpse(`/proc/${pid}/task/${task}/children`).split(" ").filter(Boolean).map(Number),
  );
}

/** The words that a process was started with; none once it is gone. */
export const commandOf = (pid) => glimpse(`/proc/${pid}/cmdline`).split("\0").slice(0, -1);

/** A process with all below it: how many, and their memory in MB (10^6 bytes). */
export function memory(pid) {
  const all = [pid];
  for (const process of all) all.push(...childrenOf(process));
  const sum = (name) =>
    all.reduce((total, process) => {
      const line = readFileSync(`/proc/${process}/smaps_rollup`, "utf8").match(new RegExp(`^${name}:\\s+(\\d+) kB`, "m"));
      return total + (Number(line[1]) * 1024) / 1e6;
    }, 0);
  return { processes: all.length, rss: sum("Rss"), pss: sum("Pss"), anonymous: sum("Anonymous") };
}
