// Makes target/site: everything a browser fetches besides pages and media.
//
//   node style/build.mjs [--no-wasm] [--out DIR]
//
// Every file is named after its own content, so that it may be cached for
// ever; the manifest says which logical name became which path. The server
// embeds all of it (server/build.rs). Nothing is done when nothing changed.

import { createHash } from "node:crypto";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import zlib from "node:zlib";

const brotli = promisify(zlib.brotliCompress);
const gzip = promisify(zlib.gzip);
const run = promisify(execFile);

const styleDir = path.dirname(fileURLToPath(import.meta.url));
const rootDir = path.dirname(styleDir);
const targetDir = path.resolve(rootDir, process.env.CARGO_TARGET_DIR ?? "target");
const assetsDir = path.join(styleDir, "assets");
const modulesDir = path.join(styleDir, "node_modules");
const wasmSource = path.join(targetDir, "wasm32-unknown-unknown", "wasm", "frontend.wasm");
const bindgen = path.join(targetDir, "tools", "bin", "bindgen");

const withWasm = !process.argv.includes("--no-wasm");
const outFlag = process.argv.indexOf("--out");
const siteDir = outFlag > 0 ? path.resolve(process.argv[outFlag + 1]) : path.join(targetDir, "site");
// What is slow and depends on one input only is kept here: the optimised wasm
// pair, and compressed forms by the hash of their content.
const cacheDir = `${siteDir}-cache`;

// Budgets, in brotli bytes. Going over one of them fails the build.
const PLAYER_EAGER = 60_000;
const PLAYER_ALL = 260_000;
const THEME_PLAIN = 400;

const PUBLIC = "/assets/";

const CONTENT_TYPES = {
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  json: "application/json",
  wasm: "application/wasm",
  svg: "image/svg+xml",
  png: "image/png",
  jpg: "image/jpeg",
  webp: "image/webp",
  avif: "image/avif",
  ico: "image/x-icon",
  woff2: "font/woff2",
  txt: "text/plain; charset=utf-8",
};
const COMPRESSIBLE = new Set(["css", "js", "json", "wasm", "svg", "ico", "txt"]);

const FONTS = {
  "fonts/atkinson-hyperlegible-next.woff2": {
    source:
      "@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2",
    weights: { min: 400, max: 700 },
  },
  "fonts/bricolage-grotesque.woff2": {
    source:
      "@fontsource-variable/bricolage-grotesque/files/bricolage-grotesque-latin-wght-normal.woff2",
    weights: { min: 500, max: 800 },
  },
};

/** What French and English are written with: Latin-1, typographic marks, arrows, a few signs. */
const CHARACTERS = [
  [0x20, 0x7e], [0xa0, 0xff], [0x152, 0x153], [0x178, 0x178], [0x2009, 0x2009], [0x2010, 0x2015],
  [0x2018, 0x201e], [0x2020, 0x2022], [0x2026, 0x2026], [0x2030, 0x2030], [0x2039, 0x203a],
  [0x20ac, 0x20ac], [0x2122, 0x2122], [0x2190, 0x2193], [0x2212, 0x2212], [0x2264, 0x2265],
]
  .flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, place) => first + place))
  .map((point) => String.fromCodePoint(point))
  .join("");

// Bundled by esbuild; the rest of style/assets is copied as it is.
const MODULES = { player: "assets/player/player.js", upload: "assets/upload/upload.js", edit: "assets/edit/edit.js", record: "assets/record/record.js", push: "assets/push/push.js" };
const CLASSIC = ["theme.js"];
// The worker of push/ has an address of its own and comes from the server.
const BUNDLED_FOLDERS = ["player/", "upload/", "edit/", "record/", "push/"];

const digest = (...parts) => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part).update("\0");
  return hash.digest("hex");
};
const short = (...parts) => digest(...parts).slice(0, 10);
const extension = (name) => path.extname(name).slice(1).toLowerCase();
const hashedName = (logical, content) => logical.replace(/(\.[^.]+)$/, `-${short(content)}$1`);

async function listFiles(dir, prefix = "") {
  const found = [];
  for (const entry of await readdir(path.join(dir, prefix), { withFileTypes: true })) {
    if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
    const name = prefix + entry.name;
    if (entry.isDirectory()) found.push(...(await listFiles(dir, `${name}/`)));
    else found.push(name);
  }
  return found.sort();
}

/** One hash over everything that can change what is made. */
async function inputsHash() {
  const parts = [process.version, String(withWasm)];
  for (const name of await listFiles(styleDir)) {
    parts.push(name, await readFile(path.join(styleDir, name)));
  }
  if (withWasm) parts.push(await readFile(wasmSource), await readFile(bindgen));
  return digest(...parts);
}

/** The files made so far: logical name -> { path, content }. */
class Site {
  files = new Map();

  add(logical, content, hashed = hashedName(logical, content)) {
    if (this.files.has(logical)) throw new Error(`two assets are called ${logical}`);
    if (!CONTENT_TYPES[extension(logical)]) throw new Error(`no content type is known for ${logical}`);
    this.files.set(logical, { path: hashed, content });
    return hashed;
  }

  /** The address of a file that a style sheet names by its logical name. */
  url(logical, from) {
    const file = this.files.get(logical);
    if (!file) throw new Error(`${from} names ${logical}, and there is no such asset`);
    return PUBLIC + file.path;
  }
}

async function copied(site) {
  const { default: subset } = await import("subset-font");
  for (const [logical, { source, weights }] of Object.entries(FONTS)) {
    const whole = await readFile(path.join(modulesDir, source));
    const options = { targetFormat: "woff2", variationAxes: { wght: weights } };
    site.add(logical, await subset(whole, CHARACTERS, options));
  }
  const names = existsSync(assetsDir) ? await listFiles(assetsDir) : [];
  for (const name of names) {
    if (BUNDLED_FOLDERS.some((folder) => name.startsWith(folder)) || CLASSIC.includes(name)) continue;
    // Licences and notes stay at home.
    if (["", "md"].includes(extension(name))) continue;
    site.add(name, await readFile(path.join(assetsDir, name)));
  }
}

async function styles(site) {
  const sass = await import("sass");
  const { transform } = await import("lightningcss");
  const source = sass.compile(path.join(styleDir, "main.scss"), {
    loadPaths: [modulesDir],
    style: "expanded",
  });
  const { code } = transform({
    filename: "main.css",
    code: Buffer.from(source.css),
    minify: true,
    // Safari 16.4 and its contemporaries: nesting is flattened for them.
    targets: { chrome: 111 << 16, firefox: 114 << 16, safari: (16 << 16) | (4 << 8) },
    visitor: {
      Url(url) {
        if (/^(data:|#)/.test(url.url)) return undefined;
        if (/^[a-z]+:/.test(url.url)) throw new Error(`main.scss reaches off the site: ${url.url}`);
        const [name, fragment] = url.url.split("#");
        const logical = name.replace(/^(\.{0,2}\/)*(assets\/)?/, "");
        return { ...url, url: site.url(logical, "main.scss") + (fragment ? `#${fragment}` : "") };
      },
    },
  });
  site.add("main.css", Buffer.from(code));
}

/**
 * The player's elements write <style> into their shadow roots, and a content
 * security policy without 'unsafe-inline' refuses those. Each of them gets the
 * page's nonce (style/assets/player/nonce.js) while it is bundled.
 */
const styleNonce = {
  name: "style-nonce",
  setup(build) {
    build.onLoad({ filter: /[\\/](media-chrome|custom-media-element)[\\/]dist[\\/].*\.js$/ }, async ({ path: file }) => {
      const source = await readFile(file, "utf8");
      if (/(['"])[^`\n]*<style[^`\n]*\1/.test(source)) throw new Error(`${file}: <style> outside a template literal`);
      return { contents: source.replaceAll("<style", '<style nonce="${globalThis.estradeNonce}"'), loader: "js" };
    });
  },
};

async function scripts(site, report) {
  const esbuild = await import("esbuild");
  const { outputFiles, metafile } = await esbuild.build({
    absWorkingDir: styleDir,
    entryPoints: MODULES,
    bundle: true,
    splitting: true,
    format: "esm",
    target: ["chrome111", "firefox114", "safari16.4"],
    minify: true,
    legalComments: "none",
    outdir: "out",
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    metafile: true,
    write: false,
    logLevel: "warning",
    plugins: [styleNonce],
  });
  const made = Object.entries(metafile.outputs);
  for (const file of outputFiles) {
    const name = path.relative(path.join(styleDir, "out"), file.path).split(path.sep).join("/");
    // What two bundles share has no name of its own, and nobody asks for it by one.
    const logical = name.startsWith("chunk-") ? name : name.replace(/-[0-9A-Z]{8}\.js$/, ".js");
    site.add(logical, Buffer.from(file.contents), name);
  }

  const sizeOf = async (names) => {
    let sum = 0;
    for (const name of names) {
      const { content } = [...site.files.values()].find((file) => file.path === path.basename(name));
      sum += (await compressed(content)).br.length;
    }
    return sum;
  };
  const output = (name) => metafile.outputs[name];
  const reach = (start, kinds, seen = new Set()) => {
    if (seen.has(start)) return seen;
    seen.add(start);
    for (const next of output(start).imports) if (kinds.includes(next.kind) && output(next.path)) reach(next.path, kinds, seen);
    return seen;
  };
  const [player] = made.find(([, meta]) => meta.entryPoint === MODULES.player);
  const [upload] = made.find(([, meta]) => meta.entryPoint === MODULES.upload);
  const [record] = made.find(([, meta]) => meta.entryPoint === MODULES.record);
  const eager = await sizeOf(reach(player, ["import-statement"]));
  const all = await sizeOf(reach(player, ["import-statement", "dynamic-import"]));
  report.push(["player, with the page", eager, PLAYER_EAGER], ["player, with hls.js", all, PLAYER_ALL]);
  report.push(["upload", await sizeOf(reach(upload, ["import-statement"]))]);
  report.push(["record", await sizeOf(reach(record, ["import-statement"]))]);

  for (const name of CLASSIC) {
    const source = await readFile(path.join(assetsDir, name), "utf8");
    const { code } = await esbuild.transform(source, { minify: true, format: "iife", target: "es2020", legalComments: "none" });
    const content = Buffer.from(code);
    if (content.length > THEME_PLAIN) throw new Error(`${name} is ${content.length} bytes, more than ${THEME_PLAIN}`);
    site.add(name, content);
  }
}

/** frontend.wasm -> glue + wasm, optimised for size; the pair shares one hash. */
async function wasm(site, report) {
  const key = digest(
    await readFile(wasmSource),
    await readFile(bindgen),
    await readFile(path.join(modulesDir, "binaryen", "package.json")),
    await readFile(path.join(modulesDir, "esbuild", "package.json")),
  );
  const dir = path.join(cacheDir, "wasm", key);
  const gluePath = path.join(dir, "estrade.js");
  const wasmPath = path.join(dir, "estrade_bg.wasm");
  if (!existsSync(dir)) {
    await rm(path.dirname(dir), { recursive: true, force: true });
    const work = `${dir}.part`;
    await mkdir(work, { recursive: true });
    await run(bindgen, [wasmSource, work, "estrade"]);
    const small = path.join(work, "small.wasm");
    // Plain -Oz: it reads from the module which features it may use. Asked for
    // all of them it writes modules that browsers refuse.
    await run(process.execPath, [
      path.join(modulesDir, "binaryen", "bin", "wasm-opt"),
      "-Oz",
      path.join(work, "estrade_bg.wasm"),
      "-o",
      small,
    ]);
    await rename(small, path.join(work, "estrade_bg.wasm"));
    const esbuild = await import("esbuild");
    const glue = await readFile(path.join(work, "estrade.js"), "utf8");
    const { code } = await esbuild.transform(glue, { minify: true, format: "esm", legalComments: "none" });
    await writeFile(path.join(work, "estrade.js"), code);
    await rename(work, dir);
  }
  const glue = await readFile(gluePath);
  const module = await readFile(wasmPath);
  const snippets = path.join(dir, "snippets");
  if (existsSync(snippets)) throw new Error("the wasm brings JavaScript snippets, which nothing here serves");
  const pair = `estrade-${short(glue, module)}`;
  site.add("estrade.js", glue, `${pair}.js`);
  site.add("estrade_bg.wasm", module, `${pair}_bg.wasm`);
  report.push(["wasm", (await compressed(module)).br.length], ["wasm glue", (await compressed(glue)).br.length]);
}

const memo = new Map();
/** Both compressed forms of a file, made once per content. */
async function compressed(content) {
  const key = digest(content);
  if (!memo.has(key)) memo.set(key, { br: await compressedOnce(content, key), gz: await gzip(content, { level: 9 }) });
  return memo.get(key);
}

async function compressedOnce(content, key) {
  const kept = path.join(cacheDir, "br", key);
  if (existsSync(kept)) return readFile(kept);
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT } = zlib.constants;
  const br = await brotli(content, { params: { [BROTLI_PARAM_QUALITY]: 11, [BROTLI_PARAM_SIZE_HINT]: content.length } });
  await write(kept, br);
  return br;
}

async function write(file, content) {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(`${file}.part`, content);
  await rename(`${file}.part`, file);
}

/** Leaves the date of an unchanged file alone: cargo goes by it. */
async function writeChanged(file, text) {
  if (!existsSync(file) || (await readFile(file, "utf8")) !== text) await write(file, text);
}

async function writeSite(site) {
  const manifest = [];
  const kept = new Set(["manifest.json", "manifest.tsv", ".inputs"]);
  for (const logical of [...site.files.keys()].sort()) {
    const { path: name, content } = site.files.get(logical);
    const files = { identity: name };
    const bodies = { [name]: content };
    if (COMPRESSIBLE.has(extension(logical))) {
      const { br, gz } = await compressed(content);
      if (br.length < content.length) bodies[(files.br = `${name}.br`)] = br;
      if (gz.length < content.length) bodies[(files.gz = `${name}.gz`)] = gz;
    }
    for (const [file, body] of Object.entries(bodies)) {
      kept.add(file);
      // Named after its content: what is there already is right.
      if (!existsSync(path.join(siteDir, file))) await write(path.join(siteDir, file), body);
    }
    manifest.push({ logical, path: name, content_type: CONTENT_TYPES[extension(logical)], files });
  }
  // The same twice: for tools, and for server/build.rs, which parses no JSON.
  await writeChanged(path.join(siteDir, "manifest.json"), `${JSON.stringify(manifest, null, 1)}\n`);
  const lines = manifest.map(({ logical, path: name, content_type, files }) =>
    [logical, name, content_type, files.identity, files.br, files.gz].join("\t"),
  );
  await writeChanged(path.join(siteDir, "manifest.tsv"), `${lines.join("\n")}\n`);
  for (const dirent of await readdir(siteDir, { withFileTypes: true, recursive: true })) {
    if (!dirent.isFile()) continue;
    const name = path.relative(siteDir, path.join(dirent.parentPath ?? dirent.path, dirent.name)).split(path.sep).join("/");
    if (!kept.has(name)) await rm(path.join(siteDir, name));
  }
  return manifest;
}

function print(report, manifest, started) {
  const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
  let over = false;
  for (const [what, bytes, budget] of report) {
    const verdict = budget === undefined ? "" : ` of ${kB(budget)}`;
    if (bytes > budget) over = true;
    console.log(`  ${what.padEnd(24)} ${kB(bytes).padStart(9)}${verdict} (brotli)`);
  }
  console.log(`assets: ${manifest.length} files in ${((Date.now() - started) / 1000).toFixed(1)} s`);
  if (over) throw new Error("a budget above is exceeded");
}

async function main() {
  const started = Date.now();
  if (withWasm && !existsSync(wasmSource)) throw new Error(`${wasmSource} is missing: run .ci/assets, or pass --no-wasm`);
  const stamp = path.join(siteDir, ".inputs");
  const inputs = await inputsHash();
  if (existsSync(path.join(siteDir, "manifest.tsv")) && existsSync(stamp) && (await readFile(stamp, "utf8")) === inputs) {
    console.log("assets: unchanged");
    return;
  }
  const site = new Site();
  const report = [];
  await copied(site);
  await styles(site);
  await scripts(site, report);
  if (withWasm) await wasm(site, report);
  const css = site.files.get("main.css").content;
  report.unshift(["styles", (await compressed(css)).br.length]);
  const manifest = await writeSite(site);
  print(report, manifest, started);
  await write(stamp, inputs);
}

try {
  await main();
} catch (problem) {
  console.error(`assets: ${problem.stderr || problem.message}`);
  process.exitCode = 1;
}
