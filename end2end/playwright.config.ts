// Journeys through the real server in Debian's Chromium. The server is the
// release binary with its demo organisation in a folder of its own, made for
// this run and removed with it.
//
// Every test runs on a desktop. `@phone` in a title or tag runs it on a phone
// too, `@nojs` once more with JavaScript off; `@nojs-only` nowhere else.
//
// E2E_URL points the tests at a server that already runs; E2E_BIN
// names another binary.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";

import { defineConfig } from "@playwright/test";

const root = path.resolve(import.meta.dirname, "..");
const target = path.resolve(root, process.env.CARGO_TARGET_DIR ?? "target");
const estrade = process.env.E2E_BIN ?? path.join(target, "release", "estrade");

// This file is read again in every worker: what was chosen first is handed down.
const outside = process.env.E2E_URL;
const first = process.env.E2E_PORTS === undefined;
process.env.E2E_PORTS ??= freePorts(2).join(",");
const [web, rtmp] = process.env.E2E_PORTS.split(",");
const baseURL = outside ?? `http://127.0.0.1:${web}`;
process.env.E2E_RTMP ??= `rtmp://127.0.0.1:${rtmp}/live`;
process.env.E2E_DATA_DIR ??= mkdtempSync(path.join(os.tmpdir(), "estrade-e2e-"));
const dataDir = process.env.E2E_DATA_DIR;
// Films to upload, and the sign-ins of the demo accounts: see `world/`.
process.env.E2E_PROPS_DIR ??= mkdtempSync(path.join(os.tmpdir(), "estrade-props-"));
const propsDir = process.env.E2E_PROPS_DIR;
if (first) {
  process.once("exit", () => {
    for (const made of [dataDir, propsDir]) rmSync(made, { recursive: true, force: true });
  });
}

// The server takes its settings from here, none from whoever runs the tests.
for (const name of Object.keys(process.env)) if (name.startsWith("ESTRADE_")) delete process.env[name];

function freePorts(count: number): number[] {
  const script = `
    const net = require("node:net");
    const servers = Array.from({ length: ${count} }, () => net.createServer().listen(0, "127.0.0.1"));
    Promise.all(servers.map((s) => new Promise((done) => s.once("listening", done)))).then(() => {
      console.log(JSON.stringify(servers.map((s) => s.address().port)));
      servers.forEach((s) => s.close());
    });`;
  return JSON.parse(execFileSync(process.execPath, ["-e", script], { encoding: "utf8" }));
}

const chromium = process.env.CHROMIUM ?? "/usr/bin/chromium";
if (!existsSync(chromium)) throw new Error(`${chromium} is missing: run .ci/setup test`);

const LIVE = "journeys/live.spec.ts";
const NEVER = ["bench/**", "node_modules/**"];

export default defineConfig({
  testDir: ".",
  testIgnore: NEVER,
  outputDir: "test-results",
  reporter: [["list"]],
  retries: 0,
  workers: 2,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    baseURL,
    locale: "fr-CA",
    timezoneId: "America/Toronto",
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: chromium,
      args: [
        // Chromium's sandbox does not work for root.
        ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects: [
    { name: "opening", testMatch: "world/opening.ts" },
    {
      name: "desktop",
      dependencies: ["opening"],
      grepInvert: /@nojs-only/,
      testIgnore: [...NEVER, LIVE],
      use: { viewport: { width: 1280, height: 800 } },
    },
    {
      name: "phone",
      dependencies: ["opening"],
      grep: /@phone/,
      testIgnore: [...NEVER, LIVE],
      use: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
    },
    {
      name: "nojs",
      dependencies: ["opening"],
      grep: /@nojs/,
      testIgnore: [...NEVER, LIVE],
      use: { viewport: { width: 1280, height: 800 }, javaScriptEnabled: false },
    },
    {
      // Measured in milliseconds: run it by itself, when nobody else encodes or draws.
      name: "live",
      dependencies: ["opening"],
      testMatch: LIVE,
      use: { viewport: { width: 1280, height: 800 } },
    },
  ],
  ...(outside
    ? {}
    : {
        webServer: {
          command: `"${estrade}" seed-demo && exec "${estrade}" serve`,
          url: `${baseURL}/readyz`,
          // The first start makes the demo's footage.
          timeout: 180_000,
          gracefulShutdown: { signal: "SIGTERM", timeout: 10_000 },
          stdout: "ignore",
          stderr: "pipe",
          env: {
            ESTRADE_DATA_DIR: dataDir,
            ESTRADE_LISTEN: `127.0.0.1:${web}`,
            ESTRADE_PUBLIC_URL: baseURL,
            ESTRADE_RTMP_LISTEN: `127.0.0.1:${rtmp}`,
            ESTRADE_FEED_ALLOW_LOOPBACK: "true",
            // What one test has encoded is not to hold up what another waits for.
            ESTRADE_WORKERS: "2",
          },
        },
      }),
});
