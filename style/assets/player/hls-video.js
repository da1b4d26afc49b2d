import { CustomVideoElement } from "custom-media-element";
import { MediaTracksMixin } from "media-tracks";

import { keepTracks } from "./tracks.js";

const HLS_TYPE = "application/vnd.apple.mpegurl";
// What a signed media path answers once it has run out.
const EXPIRED = [401, 403, 410];
const NETWORK_RETRIES = 6;
const NETWORK_PAUSE_MS = 5_000;
// Two repairs of the decoder within this time mean that a third will not help.
const REPAIR_WINDOW_MS = 10_000;

// Further behind the target than this is no longer watching live.
const LIVE_SLACK_S = 4;

const CONFIG = {
  lowLatencyMode: true,
  maxLiveSyncPlaybackRate: 1.05,
  liveSyncOnStallIncrease: 0.25,
  backBufferLength: 90,
  startLevel: -1,
  capLevelToPlayerSize: true,
  // A live has no end yet: the controls show "live" for an infinite duration.
  liveDurationInfinity: true,
  autoStartLoad: false,
};

/**
 * `<hls-video>`: a `<video>` whose `src` is an HLS playlist.
 *
 * Attributes besides those of `<video>`: `data-resume`, the second to start at.
 *
 * Events besides those of `<video>`:
 * - `sourceneeded`: play was asked for and there is no `src` yet;
 * - `sourceexpired`: the playlist's signed paths ran out. A page that can renew
 *   them says `preventDefault()` and sets a new `src`; playing goes on at the
 *   same second. Otherwise it becomes an `error`.
 */
export class HlsVideo extends MediaTracksMixin(CustomVideoElement) {
  static getTemplateHTML = ({ src, ...rest }) => super.getTemplateHTML(rest);

  /** The hls.js instance, while there is one. */
  api = null;

  #load = 0;
  #problem = null;
  #position = null;
  #dispose = [];

  attributeChangedCallback(name, before, after) {
    if (name !== "src") super.attributeChangedCallback(name, before, after);
    else if (before !== after) void this.load();
  }

  disconnectedCallback() {
    // Moved within the page, the element comes back in the same breath.
    queueMicrotask(() => this.isConnected || this.#close());
    super.disconnectedCallback();
  }

  get error() {
    return this.#problem ?? super.error;
  }

  get streamType() {
    if (!this.src || Number.isNaN(this.duration)) return "unknown";
    return this.duration === Infinity ? "live" : "on-demand";
  }

  /** Infinity: a live may be wound back to its beginning. */
  get targetLiveWindow() {
    return this.streamType === "live" ? Infinity : Number.NaN;
  }

  /** From this second on, playing counts as being at the live edge. */
  get liveEdgeStart() {
    const { seekable } = this;
    if (this.streamType !== "live" || !seekable?.length) return Number.NaN;
    return seekable.end(seekable.length - 1) - (this.api?.targetLatency ?? 3) - LIVE_SLACK_S;
  }

  play() {
    if (!this.src) this.dispatchEvent(new CustomEvent("sourceneeded", { bubbles: true }));
    return super.play();
  }

  async load() {
    const load = ++this.#load;
    this.#close();
    if (!this.src) return;
    const video = this.nativeEl;

    // `preload="none"` promises to fetch nothing, the library included.
    if (this.preload === "none" && video.paused) {
      await new Promise((played) => this.#listen(video, "play", played));
      if (load !== this.#load) return;
    }

    const start = this.#position ?? this.#resumeAt();
    this.#position = null;
    let Hls;
    try {
      ({ default: Hls } = await import("hls.js/dist/hls.mjs"));
    } catch {
      if (load === this.#load) this.#fail(2, "");
      return;
    }
    if (load !== this.#load) return;

    // Chromium says "maybe" to HLS of its own and then plays it badly: first
    // Media Source Extensions, and the browser's own player only without them.
    if (Hls.isSupported()) this.#open(Hls, video, start);
    else if (video.canPlayType(HLS_TYPE)) this.#openNative(video, start);
    else this.#fail(4, "");
  }

  #resumeAt() {
    const seconds = Number.parseFloat(this.dataset.resume);
    return seconds > 0 ? seconds : -1;
  }

  #open(Hls, video, start) {
    const hls = new Hls({ ...CONFIG, startPosition: start });
    this.api = hls;
    this.#dispose.push(() => {
      hls.destroy();
      this.api = null;
    });
    this.#dispose.push(keepTracks(this, Hls, hls));
    this.#watchErrors(Hls, hls, video, start);
    hls.loadSource(this.src);
    hls.attachMedia(video);
    if (this.preload === "metadata" && video.paused) {
      // The first second is enough for a picture and the duration.
      const { maxBufferLength, maxBufferSize } = hls.config;
      Object.assign(hls.config, { maxBufferLength: 1, maxBufferSize: 1 });
      this.#listen(video, "play", () => Object.assign(hls.config, { maxBufferLength, maxBufferSize }));
    }
    hls.startLoad(start);
    if (video.autoplay && video.paused) video.play().catch(() => {});
  }

  #openNative(video, start) {
    video.src = this.src;
    this.#dispose.push(() => {
      video.removeAttribute("src");
      video.load();
    });
    if (start > 0) this.#listen(video, "loadedmetadata", () => (video.currentTime = start));
  }

  #watchErrors(Hls, hls, video, start) {
    let networkRetries = 0;
    let repairs = [];
    let played = false;
    let expired = false;
    hls.on(Hls.Events.FRAG_BUFFERED, () => {
      networkRetries = 0;
      played = true;
    });
    hls.on(Hls.Events.ERROR, (_event, { fatal, type, response, details }) => {
      if (expired) return;
      if (type === Hls.ErrorTypes.NETWORK_ERROR && EXPIRED.includes(response?.code)) {
        // Once per source; and one that never played a second was refused, not outlived.
        const asked = new CustomEvent("sourceexpired", { bubbles: true, cancelable: true });
        if (played && !this.dispatchEvent(asked)) {
          expired = true;
          this.#position = video.currentTime || null;
          hls.stopLoad();
          return;
        }
      }
      if (!fatal) return;
      // A refusal stays one; what got no answer, or a server's trouble, may pass.
      const mayPass = type === Hls.ErrorTypes.NETWORK_ERROR && !(response?.code >= 400 && response.code < 500);
      if (mayPass && networkRetries < NETWORK_RETRIES) {
        networkRetries += 1;
        this.#whenOnline(() => {
          if (!hls.levels?.length) hls.loadSource(this.src);
          hls.startLoad(played ? -1 : start);
        });
        return;
      }
      if (type === Hls.ErrorTypes.MEDIA_ERROR) {
        const now = performance.now();
        repairs = [...repairs.filter((at) => now - at < REPAIR_WINDOW_MS), now];
        if (repairs.length <= 2) {
          hls.recoverMediaError();
          return;
        }
      }
      this.#fail(type === Hls.ErrorTypes.NETWORK_ERROR ? 2 : 3, details);
    });
  }

  #whenOnline(again) {
    const timer = setTimeout(proceed, NETWORK_PAUSE_MS);
    const stop = this.#listen(window, "online", proceed);
    this.#dispose.push(() => clearTimeout(timer));
    function proceed() {
      clearTimeout(timer);
      stop();
      again();
    }
  }

  /** `code` is one of MediaError: 2 network, 3 decoding, 4 not supported. */
  #fail(code, message) {
    this.#problem = { code, message };
    this.dispatchEvent(new CustomEvent("error"));
  }

  #listen(target, type, listener) {
    target.addEventListener(type, listener, { once: true });
    const stop = () => target.removeEventListener(type, listener);
    this.#dispose.push(stop);
    return stop;
  }

  #close() {
    this.#problem = null;
    for (const dispose of this.#dispose.splice(0).reverse()) dispose();
  }
}
