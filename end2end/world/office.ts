// What a test needs done but is not about, done through the REST API.
import { readFile } from "node:fs/promises";
import path from "node:path";

import { type APIRequestContext, expect, request } from "@playwright/test";

import { type Newcomer, type SignedIn } from "./people";

export type Recording = { id: string; state: string; received: number; size: number; problem_code: string | null };
export type Watch = { watch_id: string; playlist_url: string; resume_at: number; duration_s: number; live: boolean };
/** Where a live session stands; what comes in, staff see. */
export type Live = {
  state: string;
  viewers: number;
  ingest?: { connected: boolean; reconnects: number; spooled: number; frames: number; smaller_height?: number; troubles: string[] };
};
export type Entry = { session_id: string; item_id: string; title: { fr: string; en: string }; kind: string };

/** One person's API. */
export class Office {
  private constructor(readonly doorway: APIRequestContext) {}

  static async of(baseURL: string, signIn?: string | SignedIn): Promise<Office> {
    return new Office(await request.newContext({ baseURL, storageState: signIn }));
  }

  close(): Promise<void> {
    return this.doorway.dispose();
  }

  /** The cookie, for programs that are no browser. */
  async cookie(): Promise<string> {
    const { cookies } = await this.doorway.storageState();
    return cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  }

  private async ask<Answer>(method: "get" | "post" | "put" | "delete", place: string, data?: unknown): Promise<Answer> {
    const answer = await this.doorway[method](`/api/v1${place}`, { data });
    expect(answer.ok(), `${method} ${place}: ${answer.status()} ${await answer.text()}`).toBe(true);
    return answer.status() === 204 ? (undefined as Answer) : ((await answer.json()) as Answer);
  }

  async welcome({ name, email, password }: Newcomer, role = "member"): Promise<void> {
    await this.ask("post", "/members", { name, email, password, role, locale: "fr" });
  }

  async newItem(fr: string, en: string, more: object = {}): Promise<string> {
    const fields = { kind: "class", title: { fr, en }, duration_minutes: 1, language: "fr", ...more };
    return (await this.ask<{ id: string }>("post", "/items", fields)).id;
  }

  /** Announces a file: the recording, and where its bytes go. */
  async announce(item: string, filename: string, size: number, more: object = {}): Promise<{ id: string; upload_url: string }> {
    return this.ask("post", "/recordings", { item_id: item, filename, size, ...more });
  }

  /** Sends a file in one piece. */
  async send(item: string, file: string, more: object = {}): Promise<string> {
    const bytes = await readFile(file);
    const { id, upload_url } = await this.announce(item, path.basename(file), bytes.length, more);
    const sent = await this.doorway.patch(upload_url, {
      headers: { "tus-resumable": "1.0.0", "upload-offset": "0", "content-type": "application/offset+octet-stream" },
      data: bytes,
    });
    expect(sent.status(), await sent.text()).toBe(204);
    return id;
  }

  /** How many bytes of an upload the server keeps. */
  async kept(upload: string): Promise<number> {
    const answer = await this.doorway.head(upload, { headers: { "tus-resumable": "1.0.0" } });
    expect(answer.status(), upload).toBe(200);
    return Number(answer.headers()["upload-offset"]);
  }

  recording(id: string): Promise<Recording> {
    return this.ask("get", `/recordings/${id}`);
  }

  /** Waits until a recording is as far as it gets, and expects it to be ready. */
  async ready(id: string): Promise<Recording> {
    const over = ["ready", "failed"];
    await expect.poll(async () => over.includes((await this.recording(id)).state), { timeout: 150_000 }).toBe(true);
    const recording = await this.recording(id);
    expect(recording).toMatchObject({ state: "ready", problem_code: null });
    return recording;
  }

  /** Brings a recording into the catalogue. */
  async publish(item: string, recording: string, audience = "members"): Promise<string> {
    const { id } = await this.ask<{ id: string }>("post", "/sessions", { item_id: item, recording_id: recording, audience });
    await this.ask("post", `/sessions/${id}/publish`);
    return id;
  }

  /** Announces a session that is broadcast now, in the catalogue from now on. */
  async announceLive(title: string, more: object = {}): Promise<string> {
    const item = await this.newItem(title, title);
    const now = Date.now();
    const live = { starts_at: new Date(now).toISOString(), ends_at: new Date(now + 3_600_000).toISOString(), ...more };
    const { id } = await this.ask<{ id: string }>("post", "/sessions", { item_id: item, live });
    await this.ask("post", `/sessions/${id}/publish`);
    return id;
  }

  /** Where an encoder sends to; an earlier key opens nothing any more. */
  streamKey(session: string): Promise<{ server: string; key: string }> {
    return this.ask("post", `/lives/${session}/key`, {});
  }

  live(session: string): Promise<Live> {
    return this.ask("get", `/lives/${session}`);
  }

  /** Waits until a live session stands there. */
  async until(session: string, state: string, timeout = 20_000): Promise<void> {
    const message = `live session ${state}`;
    await expect.poll(async () => (await this.live(session)).state, { message, timeout, intervals: [50] }).toBe(state);
  }

  endLive(session: string): Promise<Live> {
    return this.ask("post", `/lives/${session}/end`, {});
  }

  async catalogue(): Promise<Entry[]> {
    return (await this.ask<{ items: Entry[] }>("get", "/catalogue?limit=100")).items;
  }

  watch(session: string): Promise<Watch> {
    return this.ask("post", `/sessions/${session}/watch`);
  }

  /** Reports the first seconds of a watch as played; ten are believed at once. */
  async watched(session: string, seconds: number): Promise<{ completed: boolean; unique_s: number }> {
    const { watch_id } = await this.watch(session);
    const report = { seq: 0, intervals: [[0, seconds]], position: seconds, age_ms: 0 };
    return this.ask("post", `/watches/${watch_id}/progress`, report);
  }

  agree(purpose: string, granted = true): Promise<unknown> {
    return this.ask("put", "/me/consents", { purposes: [{ purpose, granted }] });
  }

  newPilot(title: string, items: string[]): Promise<{ id: string }> {
    return this.ask("post", "/pilots", { title: { fr: title, en: title }, hypothesis: "", item_ids: items, targets: {} });
  }

  newFeed(url: string, purpose: string): Promise<{ id: string; secret: string }> {
    return this.ask("post", "/feeds", { kind: "webhook", url, purpose, country: "CA", assessment: "https://example.org/efvp" });
  }

  /** Has a table read, and waits until it was. */
  async import(csv: string): Promise<string> {
    const file = { name: "inventaire.csv", mimeType: "text/csv", buffer: Buffer.from(csv) };
    const answer = await this.doorway.post("/api/v1/imports", { multipart: { file, check_only: "true" } });
    expect(answer.status(), await answer.text()).toBe(202);
    const { id } = (await answer.json()) as { id: string };
    const state = async () => (await this.ask<{ state: string }>("get", `/imports/${id}`)).state;
    await expect.poll(state, { timeout: 30_000 }).toBe("done");
    return id;
  }
}
