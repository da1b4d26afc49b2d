// How soon a class of ten minutes can be watched, once the last byte of it has arrived.
import { rmSync, statSync } from "node:fs";
import path from "node:path";

import { figure } from "./figures.mjs";
import { film, reached, upload } from "./film.mjs";
import { api, signIn } from "./http.mjs";
import { TEN_MINUTES } from "./peer.mjs";
import { PASSWORD, STAFF, WORK, createAccounts, serve } from "./server.mjs";

const data = path.join(WORK, "ten-minutes");
const file = film("ten-minutes", { times: 40 });
await createAccounts(data);
const server = await serve(data);
const cookie = await signIn(server, STAFF, PASSWORD);
const { recording, lastByte } = await upload(server, cookie, file, { fr: "Dix minutes", en: "Ten minutes" });
const { seconds } = await reached(server, cookie, recording, "playable", lastByte);
figure("Digitisation", {
  what: "ten minutes of 720p, H.264 and AAC: last byte to something to watch",
  value: seconds,
  note: `${(statSync(file).size / 1e6).toFixed(0)} MB`,
  ...TEN_MINUTES,
  how: "tus `PATCH` of the whole file, then `GET /api/v1/recordings/{id}` every 0.1 s",
});
// Nobody waits for the other sizes here.
await api(server, "DELETE", `/api/v1/recordings/${recording.id}`, { cookie });
await server.stop();
rmSync(data, { recursive: true });
rmSync(file);
