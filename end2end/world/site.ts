// An Estrade of one's own, for tests that do to it what must not happen to others: its own data
// folder, its own ports, its own accounts, and as many processes as a test starts.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import net, { type AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as passed } from "node:timers/promises";
import { promisify } from "node:util";

import { Office } from "./office";
import { type SignedIn, signedIn } from "./people";
import { engines } from "./processes";

const root = path.resolve(import.meta.dirname, "../..");
const target = path.resolve(root, process.env.CARGO_TARGET_DIR ?? "target");
const program = process.env.E2E_BIN ?? path.join(target, "release", "estrade");

const PASSWORD = "estrade-trouble";
const STAFF = "personnel@trouble.test";
const MEMBER = "membre@trouble.test";
/** What makes an account; the password comes on standard input. */
const account = (email: string, name: string, role: string) =>
  ["user", "create", "--email", email, "--name", name, "--role", role, "--password-stdin"];
/** The account of the one who works here. */
const ACCOUNT = account(STAFF, "Samuel Okafor", "staff");

export async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, "127.0.0.1");
  await new Promise((done) => server.once("listening", done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

/** None of them outlives the tests, however those end. */
const all = new Set<ChildProcess>();
process.on("exit", () => all.forEach((child) => child.kill("SIGKILL")));

/** One process of it. */
export class Running {
  private readonly ended: Promise<unknown>;

  constructor(private readonly child: ChildProcess) {
    all.add(child);
    child.once("exit", () => all.delete(child));
    this.ended = new Promise((done) => child.once("exit", done).once("error", done));
  }

  get pid(): number {
    return this.child.pid as number;
  }

  get lives(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** The ffmpegs that work for it; with a word, those that were called with it. */
  engines(word?: string): number[] {
    return engines(this.pid, word);
  }

  async end(signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
    this.child.kill(signal);
    const patience = setTimeout(() => this.child.kill("SIGKILL"), 5000);
    await this.ended;
    clearTimeout(patience);
  }
}

export class Site {
  private readonly started: Running[] = [];
  private readonly offices: Office[] = [];

  private constructor(
    private readonly folder: string,
    private readonly settings: Record<string, string>,
    readonly url: string,
  ) {}

  /** The folder that Estrade knows. */
  get data(): string {
    return path.join(this.folder, "data");
  }

  /** Those that run. */
  get processes(): Running[] {
    return this.started.filter(({ lives }) => lives);
  }

  /** What Estrade has said, for whoever looks into a failure. */
  get log(): string {
    return readFileSync(path.join(this.folder, "log"), "utf8");
  }

  /** Prepares one; nothing runs yet. */
  static async plan(more: Record<string, string> = {}): Promise<Site> {
    const folder = await mkdtemp(path.join(os.tmpdir(), "estrade-trouble-"));
    const [web, rtmp] = [await freePort(), await freePort()];
    const url = `http://127.0.0.1:${web}`;
    const own = { ESTRADE_LISTEN: `127.0.0.1:${web}`, ESTRADE_PUBLIC_URL: url, ESTRADE_RTMP_LISTEN: `127.0.0.1:${rtmp}` };
    const site = new Site(folder, { ...own, ESTRADE_WORKERS: "1", ...more }, url);
    await mkdir(site.data);
    return site;
  }

  /** Makes the account and serves. */
  async open(role = "all"): Promise<Running> {
    await this.make(ACCOUNT);
    return this.start(role);
  }

  private async make(account: string[]): Promise<void> {
    const making = promisify(execFile)(program, account, this.surroundings());
    making.child.stdin?.end(PASSWORD);
    await making;
  }

  /** Starts one more process; one that has pages is waited for. */
  async start(role: string): Promise<Running> {
    return this.begin(role, program, ["serve", "--role", role]);
  }

  /**
   * Makes the account and serves where the data folder is a disk with room for so many bytes and no
   * more: a file system in memory that only this process sees, in namespaces that need no rights.
   */
  async openOnSmallDisk(bytes: number): Promise<Running> {
    const steps = 'mount -t tmpfs -o size="$1" tmpfs "$2" && shift 2 && printf %s "$1" | "$2" "${@:3}" && exec "$2" serve';
    const isolated = ["--user", "--map-root-user", "--mount", "bash", "-c", steps];
    return this.begin("all", "unshare", [...isolated, "bash", String(bytes), this.data, PASSWORD, program, ...ACCOUNT]);
  }

  /** The uploaded file of a recording, as it lies in the data folder that one of its processes sees. */
  async originals(running: Running, recording: string): Promise<Buffer[]> {
    const folder = path.join(`/proc/${running.pid}/root`, this.data, "store", "recordings", recording);
    const names = await readdir(folder, { recursive: true });
    return Promise.all(names.filter((name) => path.basename(name) === "original").map((name) => readFile(path.join(folder, name))));
  }

  private surroundings() {
    const env = { PATH: process.env.PATH, HOME: this.folder, ESTRADE_DATA_DIR: this.data, ...this.settings };
    // No settings of whoever runs the tests.
    return { env: env as NodeJS.ProcessEnv, cwd: this.folder };
  }

  private async begin(role: string, command: string, args: string[]): Promise<Running> {
    const log = openSync(path.join(this.folder, "log"), "a");
    const running = new Running(spawn(command, args, { ...this.surroundings(), stdio: ["ignore", log, log] }));
    closeSync(log);
    this.started.push(running);
    for (let tries = 0; role !== "worker" && !(await this.answers()); tries += 1) {
      if (!running.lives || tries > 400) throw new Error(`Estrade does not serve: ${this.log.slice(-2000)}`);
      await passed(50);
    }
    return running;
  }

  private async answers(): Promise<boolean> {
    return (await fetch(`${this.url}/livez`).catch(() => undefined))?.status === 200;
  }

  /** The one who works here, newly signed in. */
  async office(): Promise<Office> {
    const office = await Office.of(this.url, await signedIn(this.url, STAFF, PASSWORD));
    this.offices.push(office);
    return office;
  }

  /** A member, newly signed in: for a browser, and as an office. */
  async member(): Promise<{ signIn: SignedIn; office: Office }> {
    await this.make(account(MEMBER, "Marguerite Tremblay", "member"));
    const signIn = await signedIn(this.url, MEMBER, PASSWORD);
    const office = await Office.of(this.url, signIn);
    this.offices.push(office);
    return { signIn, office };
  }

  async close(): Promise<void> {
    for (const office of this.offices) await office.close();
    for (const running of this.started) if (running.lives) await running.end();
    await rm(this.folder, { recursive: true, force: true });
  }
}
