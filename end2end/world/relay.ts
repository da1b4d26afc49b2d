// nginx in between, as some halls have it: what an encoder sends to it, it passes on to where it was told.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as passed } from "node:timers/promises";

import { type Door } from "./encoder";
import { freePort } from "./site";

// Debian keeps it off the path of those who are not root.
const NGINX = "/usr/sbin/nginx";
const MODULE = "/usr/lib/nginx/modules/ngx_rtmp_module.so";

/** None of them outlives the tests, however those end: what it has started ends with it. */
const all = new Set<ChildProcess>();
process.on("exit", () => all.forEach((child) => child.kill("SIGTERM")));

const answers = (port: number) =>
  new Promise<boolean>((done) => {
    const socket = net.connect(port, "127.0.0.1");
    socket.once("connect", () => done(true)).once("error", () => done(false));
    socket.once("connect", () => socket.end());
  });

export class Relay {
  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
    /** Where an encoder sends to. */
    readonly door: Door,
  ) {}

  static async to({ server, key }: Door): Promise<Relay> {
    const folder = await mkdtemp(path.join(os.tmpdir(), "estrade-relay-"));
    const port = await freePort();
    const settings = `load_module ${MODULE}; ${process.getuid?.() === 0 ? "user root;" : ""} worker_processes 1; daemon off;
      pid ${folder}/pid; error_log ${folder}/error.log; events { worker_connections 64; }
      rtmp { access_log off; server { listen 127.0.0.1:${port}; application room { live on; push_reconnect 500ms; push ${server}/${key}; } } }`;
    const file = path.join(folder, "nginx.conf");
    await writeFile(file, settings);
    const child = spawn(NGINX, ["-p", folder, "-c", file, "-e", `${folder}/error.log`], { stdio: "ignore" });
    all.add(child);
    child.once("exit", () => all.delete(child));
    const relay = new Relay(child, folder, { server: `rtmp://127.0.0.1:${port}/room`, key: "class" });
    for (let tries = 0; !(await answers(port)); tries++) {
      if (tries > 100) throw new Error(`nginx does not answer: ${await readFile(`${folder}/error.log`, "utf8").catch(String)}`);
      await passed(50);
    }
    return relay;
  }

  async close(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const over = once(this.child, "exit");
      this.child.kill("SIGTERM");
      await over;
    }
    await rm(this.folder, { recursive: true, force: true });
  }
}
