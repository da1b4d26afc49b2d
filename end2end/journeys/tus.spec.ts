// Uploads as any tus client does them, with the connection cut on the way.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";

import { type UploadOptions, Upload } from "tus-js-client";

import { films } from "../world/films";
import { type Office } from "../world/office";
import { unheard } from "../world/people";
import { type World, expect, test } from "../world/test";

/** What every upload of a test says. */
async function manners(world: World, office: Office): Promise<UploadOptions> {
  return { endpoint: `${world.baseURL}/uploads/`, headers: { Cookie: await office.cookie() }, retryDelays: null };
}

/** Runs an upload to its end. */
function whole(bytes: Buffer, options: UploadOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    const upload = new Upload(bytes, { ...options, onSuccess: () => resolve(upload.url as string), onError: reject });
    upload.start();
  });
}

/**
 * Runs an upload until a share of it has left, and cuts the connection in the middle of a piece. In several
 * pieces, so that it cannot be over before it is cut, however fast the machine.
 */
function cut(bytes: Buffer, share: number, options: UploadOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    let over = false;
    const upload = new Upload(bytes, {
      ...options,
      chunkSize: 2 * 1024 * 1024,
      onError: reject,
      onSuccess: () => reject(new Error("nothing was left to cut")),
      onProgress: (sent) => {
        if (over || sent < bytes.length * share) return;
        over = true;
        upload.abort().then(() => resolve(upload.url as string), reject);
      },
    });
    upload.start();
  });
}

const recordingOf = (url: string) => url.slice(url.lastIndexOf("/") + 1);

test("an upload that was cut goes on where it stopped, in another program", async ({ world }) => {
  test.setTimeout(180_000);
  const office = await world.office("staff");
  const item = await office.newItem(`Envoi coupé ${unheard()}`, "Interrupted upload");
  const bytes = await readFile(films.long);
  const options = await manners(world, office);
  const metadata = { item_id: item, filename: path.basename(films.long) };

  const url = await cut(bytes, 0.5, { ...options, metadata });
  const kept = await office.kept(url);
  expect(kept, "what arrived before the cut").toBeGreaterThan(0);
  expect(kept).toBeLessThan(bytes.length);

  const starts: number[] = [];
  const onBeforeRequest = (request: { getMethod(): string; getHeader(name: string): string | undefined }) => {
    if (request.getMethod() === "PATCH") starts.push(Number(request.getHeader("Upload-Offset")));
  };
  await whole(bytes, { ...options, uploadUrl: url, chunkSize: 8 * 1024 * 1024, onBeforeRequest });
  expect(starts[0], "where the second program began").toBe(kept);
  const recording = await office.ready(recordingOf(url));
  expect(recording).toMatchObject({ received: bytes.length, size: bytes.length });
});

test("a piece that does not match its checksum is not kept", async ({ world }) => {
  const office = await world.office("staff");
  const item = await office.newItem(`Somme de contrôle ${unheard()}`, "Checksum");
  const bytes = await readFile(films.class);
  const { id, upload_url } = await office.announce(item, "cours.mp4", bytes.length);
  const sum = (data: Buffer) => `sha256 ${createHash("sha256").update(data).digest("base64")}`;
  const send = (data: Buffer, checksum: string) =>
    office.doorway.patch(upload_url, {
      data,
      headers: {
        ...{ "tus-resumable": "1.0.0", "upload-offset": "0", "upload-checksum": checksum },
        ...{ "content-type": "application/offset+octet-stream" },
      },
    });
  expect((await send(bytes, sum(Buffer.from("another film")))).status()).toBe(460);
  expect(await office.kept(upload_url)).toBe(0);
  const options = await manners(world, office);
  const headers = { ...options.headers, "Upload-Checksum": sum(bytes) };
  await whole(bytes, { ...options, headers, uploadUrl: new URL(upload_url, world.baseURL).href });
  expect(await office.ready(id)).toMatchObject({ received: bytes.length });
});

test("an upload that is given up leaves nothing", async ({ world }) => {
  const office = await world.office("staff");
  const item = await office.newItem(`Envoi abandonné ${unheard()}`, "Abandoned upload");
  const bytes = await readFile(films.long);
  const options = await manners(world, office);
  const url = await cut(bytes, 0.3, { ...options, metadata: { item_id: item, filename: "long.mp4" } });
  await Upload.terminate(url, { ...options, retryDelays: undefined });
  const tus = { headers: { "tus-resumable": "1.0.0" } };
  expect([404, 410]).toContain((await office.doorway.head(url, tus)).status());
  expect((await office.doorway.get(`/api/v1/recordings/${recordingOf(url)}`)).status()).toBe(404);
  const again = await office.doorway.patch(url, {
    headers: { ...tus.headers, "upload-offset": "0", "content-type": "application/offset+octet-stream" },
    data: bytes.subarray(0, 1024),
  });
  expect([404, 410]).toContain(again.status());
});

test("members send nothing", async ({ world }) => {
  const [staff, member] = [await world.office("staff"), await world.office("member")];
  const item = await staff.newItem(`Fermé ${unheard()}`, "Closed");
  const options = await manners(world, member);
  const refused = whole(Buffer.from("film"), { ...options, metadata: { item_id: item, filename: "film.mp4" } });
  await expect(refused).rejects.toThrow(/403/);
  const { upload_url } = await staff.announce(item, "cours.mp4", 4);
  const into = whole(Buffer.from("film"), { ...options, uploadUrl: new URL(upload_url, world.baseURL).href });
  await expect(into).rejects.toThrow(/403|404/);
});
