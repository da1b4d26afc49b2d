// What is on the screen: Chromium with hls.js on an empty page, which reads the numbers of the pictures
// that it shows.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

import { SQUARE, SQUARES, WIDTH, confirmed } from "./encoder.mjs";

const program = process.env.CHROMIUM ?? "/usr/bin/chromium";
const script = path.resolve(import.meta.dirname, "../../style/node_modules/hls.js/dist/hls.min.js");

/** The page's settings: those of the site's own player, where low latency is concerned. */
const SETTINGS = { maxLiveSyncPlaybackRate: 1.05, liveSyncOnStallIncrease: 0.25, backBufferLength: 30, startLevel: -1 };

/** Opens Chromium; nothing where it, or what drives it, is not installed. */
export async function screen() {
  const playwright = await import("playwright-core").catch(() => undefined);
  if (!playwright || !existsSync(program)) return undefined;
  const args = ["--disable-gpu", "--no-first-run", "--autoplay-policy=no-user-gesture-required"];
  if (process.getuid() === 0) args.push("--no-sandbox");
  return playwright.chromium.launch({ executablePath: program, args });
}

/** An empty page of an origin, with the player's code on it. */
export async function prepared(browser, origin, cookie) {
  const context = await browser.newContext({ viewport: { width: WIDTH, height: 400 } });
  if (cookie) {
    const [name, value] = cookie.split("=");
    await context.addCookies([{ name, value, url: origin }]);
  }
  const page = await context.newPage();
  const body = `<!doctype html><link rel=icon href=data:,><style>body{margin:0}</style><video muted width=${WIDTH}></video>`;
  await page.route(`${origin}/screen`, (route) => route.fulfill({ contentType: "text/html", body }));
  await page.goto(`${origin}/screen`);
  await page.addScriptTag({ content: readFileSync(script, "utf8") });
  return page;
}

/**
 * Plays a playlist, and notes each picture with the moment at which it was shown; with `smallest`, never a larger
 * one than the smallest that there is.
 */
export async function play(page, url, lowLatencyMode = true, smallest = false) {
  await page.evaluate(
    ([url, config, smallest, { SQUARES, SQUARE, WIDTH }]) => {
      const video = document.querySelector("video");
      const canvas = new OffscreenCanvas(SQUARES, 1).getContext("2d", { willReadFrequently: true });
      const seen = { shown: [], stalls: [], errors: [] };
      let begun = false;
      globalThis.seen = seen;
      const look = () => {
        const at = Date.now();
        begun = true;
        // The middle of the squares, shrunk to a dot each.
        const side = (SQUARE * video.videoWidth) / WIDTH;
        canvas.drawImage(video, 0, side / 4, video.videoWidth, side / 2, 0, 0, SQUARES, 1);
        const { data } = canvas.getImageData(0, 0, SQUARES, 1);
        let bits = 0;
        for (let square = 0; square < SQUARES; square++) bits = (bits << 1) | (data[square * 4] > 127 ? 1 : 0);
        seen.shown.push([bits, at]);
        video.requestVideoFrameCallback(look);
      };
      video.requestVideoFrameCallback(look);
      video.addEventListener("waiting", () => begun && seen.stalls.push(Date.now()));
      const hls = new globalThis.Hls(config);
      hls.on("hlsError", (_, { details, fatal }) => seen.errors.push(`${details}${fatal ? ", for good" : ""}`));
      // Levels are in the order of their bits a second.
      if (smallest) hls.autoLevelCapping = 0;
      hls.loadSource(url);
      hls.attachMedia(video);
      globalThis.hls = hls;
      void video.play();
    },
    [url, { ...SETTINGS, lowLatencyMode, ...(smallest ? { startLevel: 0 } : {}) }, smallest, { SQUARES, SQUARE, WIDTH }],
  );
}

/**
 * The pictures that were shown: number, and when, in milliseconds since 1970; how large they are, and what went
 * wrong. With `anew`, what is told once is forgotten.
 */
export async function shown(page, anew = false) {
  const told = await page.evaluate((anew) => {
    const { videoWidth: width, videoHeight: height } = document.querySelector("video");
    const told = { ...globalThis.seen, latency: globalThis.hls.latency, size: `${width}x${height}` };
    if (anew) Object.assign(globalThis.seen, { shown: [], stalls: [], errors: [] });
    return told;
  }, anew);
  const { shown, ...more } = told;
  const read = shown.map(([bits, at]) => ({ number: bits >> 4, at, is: confirmed(bits >> 4) === (bits & 15) }));
  return { pictures: read.filter(({ is }) => is), unread: read.filter(({ is }) => !is).length, ...more };
}
