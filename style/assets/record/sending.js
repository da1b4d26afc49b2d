// Sends what is recorded as it comes (tus 1.0.0, an upload whose length is told
// at its end). One request is under way at a time; whatever has gathered meanwhile
// is the next. Bytes are held until the server says that it has them, so that a
// broken connection costs waiting and nothing else.

const TUS = { "Tus-Resumable": "1.0.0" };
const PIECE = { ...TUS, "Content-Type": "application/offset+octet-stream" };
const PIECE_BYTES = 8 * 1024 * 1024;
const WAITS_MS = [500, 1_000, 2_000, 4_000, 8_000, 15_000];
// A request that says nothing for so long has lost its way; a slow line gets more.
const PATIENCE_MS = 20_000;
const SLOWEST_BYTES_PER_MS = 32;
// Signed out, too early, busy, too often: worth asking again.
const PASSING = [401, 408, 423, 425, 429];
const GONE = [404, 410];
const OVER = 412;

/** The server has answered, and the answer is no. */
export class Refused extends Error {
  constructor(status, sentence) {
    super(sentence);
    this.status = status;
  }

  get final() {
    return this.status < 500 && !PASSING.includes(this.status);
  }
}

async function ask(url, { size = 0, ...request }) {
  const signal = AbortSignal.timeout(PATIENCE_MS + size / SLOWEST_BYTES_PER_MS);
  const answer = await fetch(url, { ...request, signal });
  if (answer.ok) return answer;
  const problem = await answer.json().catch(() => ({}));
  throw new Refused(answer.status, problem.detail ?? problem.title ?? "");
}

/** Announces a recording whose length nobody knows yet. */
export async function announce(item, filename) {
  const body = JSON.stringify({ item_id: item, filename });
  const answer = await ask("/api/v1/recordings", { method: "POST", headers: { "Content-Type": "application/json" }, body });
  return (await answer.json()).upload_url;
}

/** The bytes on their way to one upload. */
export class Sending {
  #held = [];
  /** Where the first byte that is held belongs. */
  #offset = 0;
  #waiting = 0;
  #fed = 0;
  #running = false;
  #abandoned = false;
  /** Whether the end was sent, whatever came of it. */
  #over = false;
  #finish = null;
  #wake = () => {};

  /**
   * - `onChange()`: more waits, or less
   * - `onTrouble(sentence)`: not now; it tries again by itself
   * - `onRefused(refused)`: never; nothing more is sent
   */
  constructor(url, { onChange, onTrouble, onRefused }) {
    this.url = url;
    this.on = { onChange, onTrouble, onRefused };
    this.again = () => this.#wake();
    window.addEventListener("online", this.again);
  }

  /** Bytes that the server has not acknowledged. */
  get waiting() {
    return this.#waiting;
  }

  /** Bytes in all. */
  get size() {
    return this.#fed;
  }

  add(blob) {
    if (!blob.size || this.#abandoned) return;
    this.#held.push(blob);
    this.#waiting += blob.size;
    this.#fed += blob.size;
    this.on.onChange();
    void this.#run();
  }

  /** There will be no more. Settles once the server has the whole file. */
  finish() {
    return new Promise((done) => {
      this.#finish = done;
      void this.#run();
    });
  }

  /** Gives the recording up; the server forgets what had arrived. */
  async abandon() {
    this.#stop();
    await ask(this.url, { method: "DELETE", headers: TUS, keepalive: true }).catch(() => {});
  }

  #stop() {
    this.#abandoned = true;
    window.removeEventListener("online", this.again);
    this.#wake();
  }

  async #run() {
    if (this.#running) return;
    this.#running = true;
    let failures = 0;
    while (!this.#abandoned && (this.#waiting || this.#finish)) {
      try {
        if (failures) await this.#look();
        if (this.#waiting) await this.#send();
        else if (this.#finish) await this.#end();
        failures = 0;
      } catch (problem) {
        if (this.#abandoned) break;
        const refused = problem instanceof Refused ? problem : null;
        // It had arrived whole, and only the answer was lost.
        if (refused && this.#over && GONE.includes(refused.status)) this.#settle();
        else if (refused?.final && refused.status !== 409) {
          this.#stop();
          this.on.onRefused(refused);
        } else {
          // Told apart from the server's count at once; the rest waits its turn.
          if (refused?.status !== 409 || failures) {
            this.on.onTrouble(refused?.message ?? "");
            await this.#pause(WAITS_MS[Math.min(failures, WAITS_MS.length - 1)]);
          }
          failures += 1;
        }
      }
    }
    this.#running = false;
  }

  async #send() {
    const piece = new Blob(this.#held).slice(0, PIECE_BYTES);
    const headers = { ...PIECE, "Upload-Offset": String(this.#offset) };
    const answer = await ask(this.url, { method: "PATCH", headers, body: piece, size: piece.size });
    this.#arrived(Number(answer.headers.get("Upload-Offset") ?? this.#offset + piece.size));
  }

  async #end() {
    this.#over = true;
    const length = String(this.#offset);
    const headers = { ...PIECE, "Upload-Offset": length, "Upload-Length": length };
    await ask(this.url, { method: "PATCH", headers, body: new Blob([]) });
    this.#settle();
  }

  #settle() {
    const done = this.#finish;
    this.#finish = null;
    this.#stop();
    done?.();
  }

  /** Asks how far the server has come. */
  async #look() {
    const answer = await ask(this.url, { method: "HEAD", headers: TUS, cache: "no-store" });
    this.#arrived(Number(answer.headers.get("Upload-Offset")));
    if (answer.headers.has("Upload-Defer-Length")) return;
    if (this.#over && !this.#waiting) this.#settle();
    // Somebody has finished it from another window.
    else throw new Refused(OVER, "");
  }

  /** Lets go of what the server has. */
  #arrived(offset) {
    const known = offset - this.#offset;
    // Less than it had, or more than there is: these are not the same bytes any more.
    if (!(known >= 0 && known <= this.#waiting)) throw new Refused(OVER, "");
    if (!known) return;
    this.#held = known === this.#waiting ? [] : [new Blob(this.#held).slice(known)];
    this.#offset = offset;
    this.#waiting -= known;
    this.on.onChange();
  }

  #pause(ms) {
    return new Promise((done) => {
      const timer = setTimeout(done, ms);
      this.#wake = () => {
        clearTimeout(timer);
        done();
      };
    });
  }
}
