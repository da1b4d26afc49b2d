// People at a live session, each with another player, for some seconds.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";

import { type Page } from "@playwright/test";

import { type Address, type Played, decoded, lines, ran, streamlinkProgram } from "./players";

/** What a page's player has come to. */
export type Seen = {
  at: number;
  /** Pictures that it has decoded, and how wide they are. */
  pictures: number;
  width: number;
  paused: boolean;
  /** Whatever was said that is not "all is well". */
  said: string[];
  /** Where it stood still for want of something to show. */
  waits: string[];
  /** Seconds behind the room, where the player says so. */
  latency?: number;
};

type Playing = { said: string[]; waits?: string[]; video: HTMLVideoElement; api?: { latency: number } | null };

/** Has a page note where its player stands still from now on. */
export const watched = (page: Page) =>
  page.evaluate(() => {
    const { playing } = window as unknown as { playing: Playing };
    const video = (playing.video as { nativeEl?: HTMLVideoElement }).nativeEl ?? playing.video;
    const waits: string[] = (playing.waits = []);
    video.addEventListener("waiting", () => waits.push(`at ${video.currentTime}`));
  });

/** What its player shows at this moment. */
export const seen = (page: Page): Promise<Seen> =>
  page.evaluate(() => {
    const { said, waits = [], video: element, api } = (window as unknown as { playing: Playing }).playing;
    const video = (element as { nativeEl?: HTMLVideoElement }).nativeEl ?? element;
    const { totalVideoFrames: pictures } = video.getVideoPlaybackQuality();
    return { at: video.currentTime, pictures, width: video.videoWidth, paused: video.paused, said, waits, latency: api?.latency };
  });

/** ffmpeg, on which mpv is built, reads the header again whenever it has read a live playlist again, and says so. */
const AGAIN = "Found duplicated MOOV Atom";

/** What mpv writes down when it has shown what it was asked for. It then lets go of whatever it is reading, and complains of it. */
const SHOWN = "EOF code:";

/** mpv, until it has shown so many seconds. It holds back three segments, as players without low latency do. */
export async function mpvFor({ url, cookie }: Address, seconds: number): Promise<Played> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "estrade-mpv-"));
  try {
    const log = path.join(folder, "log");
    const settings = ["--no-config", "--no-input-terminal", `--log-file=${log}`, "--msg-level=all=no,statusline=status", "--term-status-msg=at ${=time-pos}\n"];
    const where = [`--length=${seconds}`, "--vo=null", "--ao=null", `--http-header-fields=Cookie: ${cookie}`, url];
    const { err, out, said } = await ran("mpv", [...settings, ...where]);
    const places = lines((out + err).replaceAll(/\u001b\[[\d;]*[A-Za-z]/g, "\n")).flatMap((line) => line.match(/^at (-?[\d.]+)$/)?.[1] ?? []).map(Number);
    const noted = lines(await readFile(log, "utf8"));
    const playing = noted.slice(0, noted.findIndex((line) => line.includes(SHOWN)));
    // Warnings, errors and what ends it: `[seconds][w][module] text`.
    const warned = playing.filter((line) => /^\[ *[\d.]+\]\[[wef]\]/.test(line) && !line.includes(AGAIN));
    return { from: Math.min(...places), to: Math.max(...places), said: [...said, ...warned] };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** streamlink, until it has fetched so many seconds; ffmpeg decodes them. */
export async function streamlinkFor({ url, cookie }: Address, seconds: number): Promise<Played> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "estrade-streamlink-"));
  try {
    const file = path.join(folder, "stream");
    const options = ["--no-config", "--loglevel", "warning", "--http-header", `Cookie=${cookie}`, "--output", file];
    const until = ["--stream-segmented-duration", String(seconds)];
    const { out, err, said } = await ran(streamlinkProgram, [...options, ...until, url, "best"]);
    const read = await decoded([file]);
    return { ...read, said: [...said, ...lines(out + err), ...read.said] };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
