// A destination of events: another organisation's server, as far as Estrade knows.
import { once } from "node:events";
import { type IncomingHttpHeaders, type Server, createServer } from "node:http";
import { type AddressInfo } from "node:net";

import { expect } from "@playwright/test";
import { Webhook } from "standardwebhooks";

export type Event = { specversion: string; id: string; type: string; subject: string; data: Record<string, unknown> };

/** One request as it came. */
export class Delivered {
  constructor(
    readonly headers: IncomingHttpHeaders,
    readonly body: string,
  ) {}

  /** The event, if the signature is that of the secret; throws if not. */
  verified(secret: string): Event {
    return new Webhook(secret).verify(this.body, this.headers as Record<string, string>) as Event;
  }

  /** The same with another content under the same signature. */
  tampered(): Delivered {
    return new Delivered(this.headers, this.body.replace("completed", "forgotten"));
  }
}

export class Sink {
  readonly requests: Delivered[] = [];

  private constructor(private readonly server: Server) {
    server.on("request", (request, answer) => {
      const parts: Buffer[] = [];
      request.on("data", (part: Buffer) => parts.push(part));
      request.on("end", () => {
        this.requests.push(new Delivered(request.headers, Buffer.concat(parts).toString()));
        answer.writeHead(204).end();
      });
    });
  }

  static async open(): Promise<Sink> {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    return new Sink(server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/estrade`;
  }

  /** Waits until so many requests have come. */
  async received(count: number): Promise<void> {
    await expect.poll(() => this.requests.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(count);
  }

  async close(): Promise<void> {
    this.server.close();
    await once(this.server, "close");
  }
}
