// Other people's players, each asked to play a session from its first to its last second.
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";

import { type BrowserContext, type Page } from "@playwright/test";

import { SessionPage } from "../pages/session";

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, "../..");
const target = path.resolve(root, process.env.CARGO_TARGET_DIR ?? "target");
export const streamlinkProgram = path.join(target, "tools", "streamlink", "bin", "streamlink");
const shakaScript = createRequire(import.meta.url).resolve("shaka-player/dist/shaka-player.compiled.js");

/** A playlist as a program outside of browsers asks for it. */
export type Address = { url: string; cookie: string };

/** What came of playing, in seconds of the media. */
export type Played = {
  from: number;
  to: number;
  /** Whatever was said that is not "all is well". */
  said: string[];
  /** Pictures, where a player counts them. */
  pictures?: { decoded: number; spoilt: number; size: string };
};

/** Set on the page that plays. */
type Playing = { said: string[]; video: HTMLVideoElement };

/** Plays so many times as fast as life, waits in the page until it is over, and tells what was played. */
async function followed(page: Page, rate: number): Promise<Played> {
  return page.evaluate(async (rate) => {
    const { said, video: element } = (window as unknown as { playing: Playing }).playing;
    // Ours has the element that decodes inside.
    const video = (element as { nativeEl?: HTMLVideoElement }).nativeEl ?? element;
    video.playbackRate = rate;
    await new Promise<void>((over) => {
      // Whatever went wrong would otherwise be waited for until the test runs out.
      const look = setInterval(() => (video.ended || said.length > 0) && done(), 50);
      const done = () => (clearInterval(look), over());
    });
    if (!video.ended) said.push(`stopped at ${video.currentTime}`);
    if (Math.abs(video.duration - video.currentTime) > 0.01) said.push(`ended at ${video.currentTime} of ${video.duration}`);
    if (video.played.length !== 1) said.push(`played in ${video.played.length} pieces`);
    const quality = video.getVideoPlaybackQuality();
    return {
      from: video.played.start(0),
      to: video.played.end(video.played.length - 1),
      said,
      pictures: {
        decoded: quality.totalVideoFrames,
        // Not `droppedVideoFrames`: a machine without a graphics card that also encodes shows fewer than it decodes.
        spoilt: (quality as unknown as { corruptedVideoFrames: number }).corruptedVideoFrames,
        size: `${video.videoWidth}x${video.videoHeight}`,
      },
    };
  }, rate);
}

/** Has a page note what its player meets, from the moment that there is one: what hls.js gets over by itself counts too. */
export async function overheard(page: Page): Promise<void> {
  await page.addInitScript(() => {
    type Hls = { on(event: string, heard: (name: string, data: { details: string }) => void): void };
    const define = customElements.define.bind(customElements);
    customElements.define = (name, made, options) => {
      if (name !== "hls-video") return define(name, made, options);
      class Overheard extends made {
        constructor() {
          super();
          let api: Hls | null = null;
          const playing = { said: [] as string[], waits: [] as string[], video: this, api: null as Hls | null };
          Object.defineProperty(this, "api", {
            get: () => api,
            set: (hls: Hls | null) => {
              api = hls;
              if (hls) playing.api = hls;
              hls?.on("hlsError", (_name, { details }) => {
                // Film at hand that is not drawn in time: a busy machine without a graphics card, and no fault
                // of what was sent. Whether it then plays to its end is asked for all the same.
                const { buffered, currentTime } = playing.video as unknown as HTMLVideoElement;
                const ends = Array.from({ length: buffered.length }, (_, index) => buffered.end(index));
                const ahead = (ends.find((end) => end > currentTime) ?? currentTime) - currentTime;
                if (details !== "bufferStalledError" || ahead < 1) playing.said.push(details);
              });
            },
          });
          this.addEventListener("error", () => playing.said.push("the player gave up"));
          Object.assign(window, { playing });
        }
      }
      return define(name, Overheard, options);
    };
  });
}

/** The site's own player, which is hls.js. */
export async function hlsJs(context: BrowserContext, session: string, rate: number): Promise<Played> {
  const page = await context.newPage();
  await overheard(page);
  const stage = new SessionPage(page);
  await stage.open(session);
  await stage.play.click();
  await page.waitForFunction(() => "playing" in window);
  return followed(page, rate);
}

/** Shaka Player, to the end. */
export const shaka = async (context: BrowserContext, address: Address, rate: number): Promise<Played> =>
  followed(await shakaPage(context, address), rate);

/** Shaka Player on an empty page of the same origin, so that it has the cookie; it plays. */
export async function shakaPage(context: BrowserContext, { url }: Address, settings: object = {}): Promise<Page> {
  const page = await context.newPage();
  const door = new URL("/shaka", url).href;
  // The server knows no such page, and would send a policy along that allows no foreign script.
  await page.route(door, (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html><link rel=icon href=data:,><video muted>" }));
  await page.goto(door);
  await page.addScriptTag({ path: shakaScript });
  await page.evaluate(async ([playlist, settings]) => {
    const video = document.querySelector("video") as HTMLVideoElement;
    const playing: Playing = { said: [], video };
    type Shaka = {
      new (): Shaka;
      attach(to: HTMLVideoElement): Promise<void>;
      configure(settings: object): void;
      load(from: string): Promise<void>;
    } & EventTarget;
    const { shaka } = window as unknown as { shaka: { Player: Shaka; polyfill: { installAll(): void } } };
    shaka.polyfill.installAll();
    const player = new shaka.Player();
    player.configure(settings);
    const noted = (event: Event) => `${event.type} ${(event as unknown as { detail?: { code: number } }).detail?.code ?? ""}`;
    for (const kind of ["error", "gapjumped"]) player.addEventListener(kind, (event) => playing.said.push(noted(event)));
    player.addEventListener("stalldetected", (event) => {
      // As above: with film at hand it is the machine that waits.
      const { buffered, currentTime } = video;
      const ends = Array.from({ length: buffered.length }, (_, index) => buffered.end(index));
      if ((ends.find((end) => end > currentTime) ?? currentTime) - currentTime < 1) playing.said.push(noted(event));
    });
    Object.assign(window, { playing });
    await player.attach(video);
    await player.load(playlist);
    await video.play();
  }, [url, settings] as const);
  return page;
}

/** A program that may end as it likes: what it said, and how it ended. */
export async function ran(program: string, args: string[]): Promise<{ out: string; err: string; said: string[] }> {
  const room = { maxBuffer: 64 * 1024 * 1024 };
  return run(program, args, room).then(
    ({ stdout, stderr }) => ({ out: stdout, err: stderr, said: [] }),
    ({ stdout = "", stderr = "", message, code }) => ({ out: stdout, err: stderr || message, said: [`${path.basename(program)} ended with ${code}`] }),
  );
}

export const lines = (text: string) => text.split(/[\r\n]+/).map((line) => line.trim()).filter(Boolean);

/**
 * mpv: pictures and sound each by themselves, as fast as it can, since in a hurry one runs ahead of the
 * other and it complains of itself. Where it is it says with each picture; what is heard it writes down.
 */
export async function mpv({ url, cookie }: Address, has: { picture: boolean; sound: boolean }): Promise<Played> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "estrade-mpv-"));
  const settings = ["--no-config", "--no-input-terminal", "--msg-level=all=warn,statusline=status", "--term-status-msg=at ${=time-pos}\n"];
  const play = async (...how: string[]) => {
    const { err, out, said } = await ran("mpv", [...settings, ...how, `--http-header-fields=Cookie: ${cookie}`, url]);
    // Between places it moves the cursor.
    const all = lines((out + err).replaceAll(/\u001b\[[\d;]*[A-Za-z]/g, "\n"));
    return {
      places: all.flatMap((line) => line.match(/^at (-?[\d.]+)$/)?.[1] ?? []).map(Number),
      said: [...said, ...all.filter((line) => !/^at( -?[\d.]+)?$/.test(line))],
    };
  };
  try {
    const both: Played[] = [];
    if (has.picture) {
      const { places, said } = await play("--audio=no", "--vo=null", "--untimed");
      both.push({ from: Math.min(...places), to: Math.max(...places), said });
    }
    if (has.sound) {
      const heard = path.join(folder, "heard.wav");
      const { said } = await play("--video=no", "--ao=pcm", `--ao-pcm-file=${heard}`);
      both.push({ from: 0, to: (await decoded([heard])).to, said });
    }
    const [from, to] = [Math.max(...both.map(({ from }) => from)), Math.min(...both.map(({ to }) => to))];
    return { from, to, said: both.flatMap(({ said }) => said) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** streamlink, which writes what it fetched into a file; ffmpeg decodes the file. */
export async function streamlink({ url, cookie }: Address): Promise<Played> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "estrade-streamlink-"));
  try {
    const file = path.join(folder, "stream");
    const options = ["--no-config", "--loglevel", "warning", "--http-header", `Cookie=${cookie}`, "--output", file];
    const { out, err, said } = await ran(streamlinkProgram, [...options, url, "best"]);
    const read = await decoded([file]);
    return { ...read, said: [...said, ...lines(out + err), ...read.said] };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** ffmpeg itself, with every rendition that is offered. */
export const ffmpeg = ({ url, cookie }: Address): Promise<Played> => decoded(["-headers", `Cookie: ${cookie}\r\n`, "-i", url]);

/** Where the tracks of a source begin and end, the one that begins last and the one that ends first. */
export async function decoded(source: string[]): Promise<Played> {
  const input = source.length === 1 ? ["-i", source[0]] : source;
  const entries = ["-show_entries", "packet=stream_index,pts_time,duration_time", "-of", "csv=p=0"];
  const probe = await ran("ffprobe", ["-v", "warning", ...input, ...entries]);
  const tracks = new Map<string, { from: number; to: number }>();
  for (const line of lines(probe.out)) {
    const [track, at, lasts] = line.split(",");
    const [begins, ends] = [Number(at), Number(at) + (Number(lasts) || 0)];
    const known = tracks.get(track) ?? { from: begins, to: ends };
    tracks.set(track, { from: Math.min(known.from, begins), to: Math.max(known.to, ends) });
  }
  const spans = [...tracks.values()];
  // A transport stream does not begin at zero.
  const zero = Math.min(...spans.map(({ from }) => from));
  const all = await ran("ffmpeg", ["-v", "warning", "-nostdin", ...input, "-map", "0", "-f", "null", "-"]);
  return {
    from: Math.max(...spans.map(({ from }) => from)) - zero,
    to: Math.min(...spans.map(({ to }) => to)) - zero,
    said: [...probe.said, ...lines(probe.err), ...all.said, ...lines(all.err)],
  };
}
