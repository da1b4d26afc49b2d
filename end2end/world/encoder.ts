// An encoder as it stands in a class: it sends a moving picture and a tone over RTMP at the pace of life
// until somebody pulls the plug. Most are ffmpeg; others speak RTMP in their own words.
import { type ChildProcess, spawn } from "node:child_process";

/** Where it sends to. */
export type Door = { server: string; key: string };

/** Pictures per second, and seconds between those that need no other. */
export const PICTURES = 30;
const KEY_SECONDS = 2;

/** None of them outlives the tests, however those end. */
const all = new Set<ChildProcess>();
process.on("exit", () => all.forEach((child) => child.kill("SIGKILL")));

export class Encoder {
  private said = "";
  private readonly ended: Promise<unknown>;

  private constructor(private readonly child: ChildProcess) {
    all.add(child);
    child.stderr?.setEncoding("utf8").on("data", (text: string) => (this.said += text));
    child.once("exit", () => all.delete(child));
    // Not "exit": what it said last is still on its way then.
    this.ended = new Promise((done) => child.once("close", done).once("error", done));
  }

  static to({ server, key }: Door, size = "640x360"): Encoder {
    const picture = `testsrc2=size=${size}:rate=${PICTURES}`;
    const sound = "sine=frequency=440:sample_rate=48000";
    const pictures = ["-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-pix_fmt", "yuv420p"];
    const args = [
      ...["-v", "error", "-nostdin", "-re", "-f", "lavfi", "-i", picture, "-re", "-f", "lavfi", "-i", sound],
      ...[...pictures, "-g", String(PICTURES * KEY_SECONDS), "-c:a", "aac", "-ac", "2", "-f", "flv", `${server}/${key}`],
    ];
    return new Encoder(spawn("ffmpeg", args, { stdio: ["ignore", "ignore", "pipe"] }));
  }

  /** The same by GStreamer, whose RTMP has nothing in common with ffmpeg's. */
  static gstreamer({ server, key }: Door): Encoder {
    const apart = PICTURES * KEY_SECONDS;
    const words = [
      `flvmux name=mux streamable=true ! rtmp2sink location=${server}/${key}`,
      `videotestsrc is-live=true pattern=ball ! video/x-raw,format=I420,width=640,height=360,framerate=${PICTURES}/1`,
      `! x264enc tune=zerolatency speed-preset=ultrafast key-int-max=${apart} bitrate=800 ! video/x-h264,profile=baseline`,
      "! h264parse ! mux. audiotestsrc is-live=true ! audio/x-raw,rate=48000,channels=2 ! voaacenc bitrate=96000 ! aacparse ! mux.",
    ];
    return new Encoder(spawn("gst-launch-1.0", ["-q", ...words.join(" ").split(" ")], { stdio: ["ignore", "ignore", "pipe"] }));
  }

  get isSending(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** What it says once it has ended by itself. */
  async lastWords(): Promise<string> {
    await this.ended;
    return this.said;
  }

  /** Pulls the plug. */
  async stop(): Promise<void> {
    this.child.kill("SIGKILL");
    await this.ended;
  }
}
