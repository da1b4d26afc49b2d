// Requests as they go over the wire: nothing is unpacked, and time is taken to the first byte.
import http from "node:http";

/** What Chromium offers on plain HTTP is less; behind TLS, where Estrade belongs, it is this. */
export const ACCEPT = "gzip, deflate, br, zstd";

/** @returns {Promise<{ status: number, headers: object, body: Buffer, firstByte: number, sent: number }>} times in milliseconds */
export function request(method, url, { headers = {}, body, agent } = {}) {
  return new Promise((done, failed) => {
    const began = performance.now();
    let sent = 0;
    const asking = http.request(url, { method, agent, headers: { "accept-encoding": ACCEPT, ...headers } }, (answer) => {
      const firstByte = performance.now() - began;
      const chunks = [];
      answer.on("data", (chunk) => chunks.push(chunk));
      answer.on("error", failed);
      answer.on("end", () => done({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(chunks), firstByte, sent }));
    });
    asking.on("finish", () => (sent = performance.now()));
    asking.on("error", failed);
    asking.end(body);
  });
}

export const get = (url, options) => request("GET", url, options);

/** Speaks JSON; anything but success is an error with the answer's own words. */
export async function api(server, method, path, { cookie, body, headers = {} } = {}) {
  const answer = await request(method, server.url + path, {
    headers: {
      "accept-encoding": "identity",
      ...(cookie && { cookie }),
      ...(body && { "content-type": "application/json" }),
      ...headers,
    },
    body: body && JSON.stringify(body),
  });
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.body}`);
  return { headers: answer.headers, json: answer.body.length ? JSON.parse(answer.body) : undefined };
}

/** The cookie of a sign-in. */
export async function signIn(server, email, password) {
  const { headers } = await api(server, "POST", "/api/v1/sign-in", { body: { email, password } });
  return headers["set-cookie"][0].split(";")[0];
}
