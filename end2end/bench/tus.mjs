// Uploads by tus, without holding in memory what is sent.
import { createReadStream } from "node:fs";
import http from "node:http";
import { once } from "node:events";

const CHUNK = 2 ** 20;

const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

/** The bytes of a file from `start` on, `length` of them. */
export function ofFile(file, start = 0, length = Infinity) {
  return createReadStream(file, { start, end: start + length - 1, highWaterMark: CHUNK });
}

/** `length` bytes, the same ones again and again. */
export function* ofBuffer(buffer, length) {
  for (let sent = 0; sent < length; ) {
    const from = sent % buffer.length;
    const chunk = buffer.subarray(from, Math.min(from + CHUNK, buffer.length, from + length - sent));
    yield chunk;
    sent += chunk.length;
  }
}

/** Sends one piece; gives back when the kernel had taken its last byte. */
export async function patch(server, cookie, url, { offset, length, chunks }) {
  const asking = http.request(server.url + url, {
    method: "PATCH",
    agent,
    headers: {
      cookie,
      "tus-resumable": "1.0.0",
      "upload-offset": offset,
      "content-type": "application/offset+octet-stream",
      "content-length": length,
    },
  });
  const answered = once(asking, "response");
  // Looked at below; a refusal in the midst of sending must not end the program unheard.
  answered.catch(() => {});
  let lastByte = 0;
  asking.once("finish", () => (lastByte = performance.now()));
  for await (const chunk of chunks) {
    if (asking.destroyed) break;
    if (!asking.write(chunk)) await Promise.race([once(asking, "drain"), answered]);
  }
  asking.end();
  const [answer] = await answered;
  let text = "";
  for await (const chunk of answer) text += chunk;
  if (answer.statusCode !== 204) throw new Error(`upload: ${answer.statusCode} ${text}`);
  return lastByte;
}

/** Gives an upload up. */
export async function terminate(server, cookie, url) {
  const answer = await fetch(server.url + url, { method: "DELETE", headers: { cookie, "tus-resumable": "1.0.0" } });
  if (answer.status !== 204) throw new Error(`DELETE ${url}: ${answer.status} ${await answer.text()}`);
}
