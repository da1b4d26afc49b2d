// The road between Estrade and its store, which has bad days: closed, narrow, silent, or leading to
// a house that is full.
import { once } from "node:events";
import http, { type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, type Socket } from "node:net";
import { Transform, pipeline } from "node:stream";
import { setTimeout as passed } from "node:timers/promises";

/** How it is to travel. */
type Weather =
  | { is: "fine" }
  /** Nothing more fits in: what would be kept is refused, what is there can be had. */
  | { is: "full" }
  /** Connections are taken, and never a byte comes back. */
  | { is: "silent" }
  /** Every request waits, and then goes at a pace: milliseconds, and bytes per second. */
  | { is: "slow"; wait: number; pace: number };

/** What S3 servers say when there is no room. */
const NO_ROOM = `<?xml version="1.0" encoding="UTF-8"?>
<Error><Code>InsufficientStorage</Code><Message>There is not enough storage for this.</Message></Error>`;

const nobodyMinds = () => undefined;

export class Road {
  private weather: Weather = { is: "fine" };
  private readonly sockets = new Set<Socket>();
  private readonly agent = new http.Agent({ keepAlive: true });
  private port = 0;
  /** After how many more bytes towards the store it closes by itself. */
  private closesAfter = Number.POSITIVE_INFINITY;
  /** How many requests were refused for want of room. */
  refused = 0;

  private constructor(
    private readonly to: URL,
    private readonly server: http.Server,
  ) {
    // Who comes back after a pause is not to find the door shut.
    Object.assign(server, { keepAliveTimeout: 0, requestTimeout: 0, headersTimeout: 0 });
    server.on("request", (request, answer) => void this.carry(request, answer));
    server.on("connection", (socket) => {
      this.sockets.add(socket);
      socket.once("close", () => this.sockets.delete(socket));
    });
  }

  static async to(endpoint: string): Promise<Road> {
    const road = new Road(new URL(endpoint), http.createServer());
    await road.listen();
    return road;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  full(): void {
    this.weather = { is: "full" };
  }

  silent(): void {
    this.weather = { is: "silent" };
  }

  slow(wait: number, pace: number): void {
    this.weather = { is: "slow", wait, pace };
  }

  /** Nobody answers at the store's address any more. */
  away(): void {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
  }

  /** As [`away`], in the middle of what is on its way after so many bytes more. */
  awayAfter(bytes: number): void {
    this.closesAfter = bytes;
  }

  /** Whether anybody is let onto it. */
  get isOpen(): boolean {
    return this.server.listening;
  }

  /** All is well again. */
  async back(): Promise<void> {
    this.weather = { is: "fine" };
    this.closesAfter = Number.POSITIVE_INFINITY;
    if (!this.isOpen) await this.listen();
  }

  close(): void {
    this.away();
    this.agent.destroy();
  }

  private async listen(): Promise<void> {
    this.server.listen(this.port, "127.0.0.1");
    await once(this.server, "listening");
    this.port = (this.server.address() as AddressInfo).port;
  }

  private async carry(request: IncomingMessage, answer: ServerResponse): Promise<void> {
    const weather = this.weather;
    if (weather.is === "silent") return;
    if (weather.is === "full" && request.method !== "GET" && request.method !== "HEAD" && request.method !== "DELETE") {
      this.refused += 1;
      request.resume().once("end", () => answer.writeHead(507, { "content-type": "application/xml" }).end(NO_ROOM));
      return;
    }
    if (weather.is === "slow") await passed(weather.wait);
    // The signature is over the name by which the store was called: every header goes on as it came.
    const { hostname: host, port } = this.to;
    const onward = http.request({ host, port, method: request.method, path: request.url, headers: request.headers, agent: this.agent });
    onward.once("error", () => answer.destroy());
    onward.once("response", (reply) => {
      answer.writeHead(reply.statusCode as number, reply.rawHeaders);
      pipeline(reply, this.pass(weather, () => undefined), answer, nobodyMinds);
    });
    pipeline(request, this.pass(weather, (bytes) => this.count(bytes)), onward, nobodyMinds);
  }

  private count(bytes: number): void {
    this.closesAfter -= bytes;
    if (this.closesAfter <= 0 && this.isOpen) this.away();
  }

  /** Lets bytes through, at the pace of the day. */
  private pass(weather: Weather, count: (bytes: number) => void): Transform {
    const pause = (bytes: number) => (weather.is === "slow" ? (bytes / weather.pace) * 1000 : 0);
    return new Transform({
      transform(chunk: Buffer, _, done) {
        count(chunk.length);
        const wait = pause(chunk.length);
        if (wait > 0) setTimeout(() => done(null, chunk), wait);
        else done(null, chunk);
      },
    });
  }
}
