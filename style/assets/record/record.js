// The recorder of a page:
//
//   <session-recorder data-item="..." data-words='{...}'>
//     <button data-do="camera" data-when="idle">...</button> ...
//   </session-recorder>
//
// The server writes what is inside; `data-when` names the states in which a part is
// shown, `data-do` what a button does, `data-part` where something is said. What is
// recorded leaves every second or two (sending.js), so that a tab that is closed loses
// no more than that and what is on its way.
import { Sending, announce } from "./sending.js";
import { able, open, seesScreens } from "./sources.js";
import { recorder as makeRecorder } from "./tape.js";

const COUNTDOWN_S = 3;
const TICK_MS = 200;
/** More than this is not held in memory: the recording pauses. */
const MOST_WAITING = 200 * 1024 * 1024;
/** What is always on its way is not worth a word. */
const WORTH_SAYING = 4 * 1024 * 1024;
/** Below this a microphone hears nothing, and after so long that is strange. */
const SILENCE = 0.08;
const SILENT_MS = 6_000;

/** Where the focus goes when the button that had it is gone. */
const FIRST = { idle: "camera", ready: "start", counting: "cancel", recording: "pause", paused: "resume", stopped: "reload" };
const LIVE = ["recording", "paused"];
const BUSY = ["announcing", "counting", "recording", "paused", "sending"];

const two = (number) => String(number).padStart(2, "0");
const fill = (text, facts) => text.replace(/\{(\w+)\}/g, (whole, name) => facts[name] ?? whole);

function clock(ms) {
  const seconds = Math.floor(ms / 1000);
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

class SessionRecorder extends HTMLElement {
  #words = {};
  #state = "idle";
  #source = null;
  #tape = null;
  #sending = null;
  /** Time recorded before the last pause, and when it began again. */
  #before = 0;
  #since = 0;
  #heard = 0;
  #timers = [];

  connectedCallback() {
    this.#words = JSON.parse(this.dataset.words);
    this.addEventListener("click", this.#pressed);
    window.addEventListener("beforeunload", this.#leaving);
    this.closest("details")?.addEventListener("toggle", this.#folded);
    this.#find("camera").disabled = !able();
    for (const kind of ["screen", "both"]) this.#find(kind).disabled = !able() || !seesScreens();
    this.#become("idle");
    if (!able()) this.#complain("unsupported");
  }

  disconnectedCallback() {
    this.removeEventListener("click", this.#pressed);
    window.removeEventListener("beforeunload", this.#leaving);
    if (LIVE.includes(this.#state)) this.#tape.stop();
    this.#release();
  }

  #find = (action) => this.querySelector(`[data-do="${action}"]`);
  #part = (name) => this.querySelector(`[data-part="${name}"]`);
  #say = (word, facts = {}) => this.#write("said", fill(this.#words[word], facts));

  /** Only what changed: what is written again is read aloud again. */
  #write(part, text) {
    const place = this.#part(part);
    if (place.textContent !== text) place.textContent = text;
  }

  #complain(word, sentence = "") {
    this.#write("problem", [this.#words[word], sentence].filter(Boolean).join(" "));
    this.#part("trouble").hidden = false;
  }

  #become(state) {
    const held = this.contains(document.activeElement);
    this.#state = this.dataset.state = state;
    this.#part("sure").hidden = true;
    for (const part of this.querySelectorAll("[data-when]")) part.hidden = !part.dataset.when.split(" ").includes(state);
    const [at, said] = [document.activeElement, this.#part("said")];
    // A button that is hidden may have lost it already, or not yet.
    const lost = !this.contains(at) || !at.checkVisibility();
    if (held && (lost || at === said)) (this.#find(FIRST[state]) ?? said).focus();
  }

  #pressed = (event) => {
    const button = event.target.closest("[data-do]");
    if (!button || button.disabled) return;
    const act = {
      camera: () => this.#open("camera"),
      screen: () => this.#open("screen"),
      both: () => this.#open("both"),
      start: () => this.#start(),
      back: () => this.#back(),
      cancel: () => this.#drop(),
      pause: () => this.#pause("paused"),
      resume: () => this.#resume(),
      keep: () => this.#keep(),
      discard: () => this.#ask(true),
      "discard-no": () => this.#ask(false),
      "discard-yes": () => this.#drop(),
      reload: () => location.reload(),
    }[button.dataset.do];
    void act?.();
  };

  async #open(kind) {
    this.#part("trouble").hidden = true;
    this.#say("asking");
    this.#become("asking");
    try {
      this.#source = await open(kind, this.#ended);
      // Taken off the page meanwhile.
      if (!this.isConnected) return this.#release();
    } catch (problem) {
      this.#become("idle");
      this.#write("said", "");
      const known = { NotAllowedError: "refused", NotFoundError: "missing", OverconstrainedError: "missing", NotReadableError: "taken" };
      this.#complain(known[problem.name] ?? "failed");
      return this.#find(kind).focus();
    }
    this.#part("picture").srcObject = new MediaStream(this.#source.stream.getVideoTracks());
    this.#part("meter").hidden = !this.#source.voice;
    this.#heard = performance.now();
    this.#timers.push(setInterval(this.#tick, TICK_MS));
    this.#become("ready");
    this.#say(this.#source.voice ? "ready" : "no-voice");
  }

  async #start() {
    this.#part("trouble").hidden = true;
    this.#say("announcing");
    this.#become("announcing");
    let url;
    try {
      this.#tape = makeRecorder(this.#source.stream, { onPiece: this.#piece, onStop: this.#stopped, onError: this.#broken });
      url = await announce(this.dataset.item, this.#filename());
    } catch (problem) {
      if (this.#state !== "announcing") return;
      this.#become("ready");
      this.#say("ready");
      const why = problem.name === "NotSupportedError" ? this.#words.unsupported : this.#words.offline;
      return this.#complain("not-begun", problem.status ? problem.message : why);
    }
    this.#sending = new Sending(url, { onChange: this.#counted, onTrouble: this.#troubled, onRefused: this.#given });
    // What was to be recorded has gone away meanwhile.
    if (this.#state !== "announcing") return this.#drop();
    this.#become("counting");
    this.#count(COUNTDOWN_S);
  }

  #filename() {
    const now = new Date();
    const date = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join("-");
    const name = fill(this.#words.filename, { date, hour: two(now.getHours()), minute: two(now.getMinutes()) });
    return `${name}.${this.#tape.extension}`;
  }

  #count(left) {
    if (this.#state !== "counting") return;
    this.#write("countdown", String(left));
    this.#say("countdown", { seconds: String(left) });
    if (left > 0) return void this.#timers.push(setTimeout(() => this.#count(left - 1), 1000));
    this.#before = 0;
    this.#since = performance.now();
    this.#tape.start();
    this.#become("recording");
    this.#say("recording");
  }

  #elapsed = () => this.#before + (this.#state === "recording" ? performance.now() - this.#since : 0);

  #tick = () => {
    const { voice, level } = this.#source;
    const loud = voice ? level() : 0;
    this.#part("level").value = loud;
    if (loud > SILENCE || !voice) this.#heard = performance.now();
    this.#part("silence").hidden = performance.now() - this.#heard < SILENT_MS;
    this.#write("time", clock(this.#elapsed()));
  };

  #piece = (blob) => {
    this.#sending?.add(blob);
    if (this.#state === "recording" && this.#sending?.waiting > MOST_WAITING) this.#pause("full");
  };

  #pause(word) {
    this.#before = this.#elapsed();
    this.#tape.pause();
    this.#become("paused");
    this.#say(word);
  }

  #resume() {
    if (this.#sending.waiting > MOST_WAITING / 2) return this.#say("full");
    this.#since = performance.now();
    this.#tape.resume();
    this.#become("recording");
    this.#say("recording");
  }

  /** Taken away from outside: the browser's own bar, or a cable. */
  #ended = () => {
    if (LIVE.includes(this.#state)) return this.#keep();
    if (!["ready", "announcing", "counting"].includes(this.#state)) return;
    if (this.#state === "counting") void this.#drop();
    else this.#back();
    this.#say("ended");
  };

  #keep() {
    this.#before = this.#elapsed();
    this.#say("sending");
    this.#become("sending");
    this.#tape.stop();
  }

  /** The tape has given its last piece. */
  #stopped = async () => {
    // By itself, where every track ended at once.
    if (LIVE.includes(this.#state)) this.#keep();
    this.#release();
    if (this.#state !== "sending") return;
    // Nothing was recorded at all: there is nothing to keep.
    if (!this.#sending.size) return this.#drop();
    await this.#sending.finish();
    this.#become("done");
    this.#say("done");
    location.reload();
  };

  #broken = () => {
    if (!LIVE.includes(this.#state)) return;
    this.#complain("broken");
    this.#keep();
  };

  #counted = () => {
    const { waiting } = this.#sending;
    const bytes = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });
    const size = bytes.format(waiting / 1e6);
    const late = waiting > (this.#state === "sending" ? 0 : WORTH_SAYING);
    this.#write("waiting", late ? fill(this.#words.waiting, { size }) : "");
    if (!waiting) this.#write("line", "");
  };

  #troubled = (sentence) => this.#write("line", sentence || this.#words.line);

  #given = ({ message }) => {
    this.#release();
    this.#become("stopped");
    this.#write("said", "");
    this.#write("line", "");
    this.#complain("stopped", message);
  };

  #ask(asking) {
    this.#part("sure").hidden = !asking;
    this.#find(asking ? "discard-no" : "discard").focus();
  }

  async #drop() {
    const sending = this.#sending;
    this.#back();
    this.#say("dropped");
    await sending?.abandon();
  }

  #back() {
    this.#release();
    this.#become("idle");
    for (const part of ["said", "waiting", "line"]) this.#write(part, "");
  }

  /** Lets go of camera, microphone and clocks. What is on its way stays on it. */
  #release() {
    const tape = this.#tape;
    this.#tape = null;
    tape?.abandon();
    for (const timer of this.#timers.splice(0)) clearTimeout(timer);
    this.#source?.close();
    this.#source = null;
    const picture = this.#part("picture");
    if (picture) picture.srcObject = null;
  }

  #leaving = (event) => {
    if (BUSY.includes(this.#state)) event.preventDefault();
  };

  /** What is recorded is not put out of sight, and a camera does not stay on behind a fold. */
  #folded = ({ target }) => {
    if (target.open) return;
    if (BUSY.includes(this.#state)) target.open = true;
    else if (this.#state === "ready") this.#back();
  };
}

customElements.define("session-recorder", SessionRecorder);
