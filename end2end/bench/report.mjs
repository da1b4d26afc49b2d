// The tables, from the figures that were kept.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import os from "node:os";

import { PEER, PEER_WHERE } from "./peer.mjs";

const ORDER = ["First visit", "Start", "Memory", "Pages, 10 000 sessions", "Media", "Live", "Digitisation", "Uploads", "Inventory", "Uptake", "Not measured"];

const file = process.env.BENCH_RESULTS;
const results = existsSync(file) ? readFileSync(file, "utf8").trim().split("\n").map((line) => JSON.parse(line)) : [];

/** Three figures that mean something; thousands apart. */
function number(value) {
  const size = Math.abs(value);
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
  return value.toFixed(digits).replace(/\B(?=(\d{3})+(?!\d))/g, size >= 1000 ? "\u00a0" : "");
}

function verdict({ value, budget }) {
  if (!budget) return "–";
  return value <= (budget.most ?? Infinity) && value >= (budget.least ?? -Infinity) ? "PASS" : "**over**";
}

function row(figure) {
  const { what, value, note, peer, budget, how } = figure;
  const unit = figure.unit ?? budget?.unit ?? "";
  const bound = budget ? `${budget.most === undefined ? "≥" : "≤"} ${number(budget.most ?? budget.least)} ${budget.unit}` : "–";
  return [what, peer ?? "–", bound, `**${number(value)} ${unit.replace(/ \(.*/, "")}**${note ? ` (${note})` : ""}`, verdict(figure), how];
}

function told(command, args, otherwise) {
  try {
    return execFileSync(command, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return otherwise;
  }
}

const git = (...args) => told("git", ["-C", import.meta.dirname, ...args], "");
const revision = git("rev-parse", "--short=12", "HEAD") || "no revision";
const changed = git("status", "--porcelain") ? ", with changes that are not committed" : "";
const system = told("sh", ["-c", ". /etc/os-release && echo $PRETTY_NAME"], os.type());
const binary = process.env.ESTRADE_BIN;
const size = (readFileSync(binary).length / 1e6).toFixed(1);
const load = readFileSync("/proc/loadavg", "utf8").split(" ").slice(0, 3).join(" ");

const out = [
  "# What Estrade needs, measured",
  "",
  `- \`make bench\` on ${new Date().toISOString().slice(0, 16).replace("T", " ")} UTC, revision ${revision}${changed}`,
  `- ${os.cpus()[0].model.trim()}, ${os.availableParallelism()} cores, ${(os.totalmem() / 2 ** 30).toFixed(0)} GiB; ${system}, Linux ${os.release()}; the load comes from the same cores, over loopback`,
  `- load average before ${process.env.BENCH_LOAD_BEFORE ?? "?"}, after ${load}`,
  `- binary \`${binary.split("/").slice(-3).join("/")}\`, ${size} MB; SQLite and a folder as store; default settings`,
  `- the peer: ${PEER_WHERE}: constants, it is not started here`,
  "",
];
for (const section of ORDER) {
  const figures = results.filter((result) => result.section === section && result.what);
  const remarks = results.filter((result) => result.section === section && result.remark);
  if (!figures.length && !remarks.length) continue;
  out.push(`## ${section}`, "");
  if (figures.length) {
    out.push(`| what | ${PEER} | budget | Estrade | | measured by |`, "| --- | --- | --- | --- | --- | --- |");
    out.push(...figures.map((figure) => `| ${row(figure).join(" | ")} |`), "");
  }
  for (const { remark } of remarks) out.push(remark, "");
}
const verdicts = results.filter((result) => result.what).map(verdict);
const count = (wanted) => verdicts.filter((verdict) => verdict === wanted).length;
const missing = results.filter((result) => result.section === "Not measured").length;
out.push(`${count("PASS")} within their budget, ${count("**over**")} over, ${count("–")} without one, ${missing} steps not measured.`);
console.log(out.join("\n"));
if (missing) process.exitCode = 1;
