// An object store of one's own: SeaweedFS, as the tests of the server start it.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, "../..");
const script = path.join(root, ".ci", "s3");

/** How a file is recognised: by its sum. */
export const sum = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

export class Bucket {
  private constructor(
    private readonly folder: string,
    readonly endpoint: string,
    readonly name: string,
    private readonly key: string,
    private readonly secret: string,
  ) {}

  static async open(): Promise<Bucket> {
    const folder = await mkdtemp(path.join(os.tmpdir(), "estrade-bucket-"));
    const { stdout } = await run(script, ["start", path.join(folder, "s3")]);
    const told = (name: string) => stdout.match(new RegExp(`ESTRADE_TEST_S3_${name}=(.+)`))?.[1] as string;
    return new Bucket(folder, told("ENDPOINT"), told("BUCKET"), told("KEY"), told("SECRET"));
  }

  /** The settings of an Estrade that keeps its objects here, behind a prefix, and reaches it at another address. */
  settings(prefix: string, endpoint: string): Record<string, string> {
    return {
      ESTRADE_STORE_URL: `s3://${this.name}/${prefix}`,
      AWS_ENDPOINT: endpoint,
      AWS_ACCESS_KEY_ID: this.key,
      AWS_SECRET_ACCESS_KEY: this.secret,
      AWS_REGION: "us-east-1",
      AWS_ALLOW_HTTP: "true",
    };
  }

  /** What lies under a prefix by a name, asked for without Estrade and past every trouble on the way. */
  async named(prefix: string, name: string): Promise<Buffer[]> {
    const listing = (await this.ask(`?list-type=2&prefix=${encodeURIComponent(prefix)}`)).toString();
    const keys = [...listing.matchAll(/<Key>([^<]+)<\/Key>/g)].map(([, key]) => key);
    return Promise.all(keys.filter((key) => key.endsWith(`/${name}`)).map((key) => this.ask(key)));
  }

  private async ask(place: string): Promise<Buffer> {
    const signed = ["--aws-sigv4", "aws:amz:us-east-1:s3", "--user", `${this.key}:${this.secret}`];
    const args = ["--silent", "--show-error", "--fail", "--noproxy", "*", ...signed, `${this.endpoint}/${this.name}/${place}`];
    return (await run("curl", args, { encoding: "buffer", maxBuffer: 2 ** 28 })).stdout;
  }

  async close(): Promise<void> {
    await run(script, ["stop", path.join(this.folder, "s3")]);
    await rm(this.folder, { recursive: true, force: true });
  }
}
