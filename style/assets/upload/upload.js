// Sends a recording in parts (tus 1.0.0) to an address that the server has
// already given: POST /api/v1/recordings answers `upload_url`.
//
// The address is remembered beside the file's name, size and date, so that a
// person who closes the browser and picks the same file again goes on where the
// upload stopped: ask `previous(file, key)` before beginning a new recording.
import { Upload } from "tus-js-client";

const CHUNK = 8 * 1024 * 1024;
const RETRY_DELAYS = [0, 1_000, 3_000, 5_000, 10_000, 20_000, 30_000];
// With no network there is nothing to retry: look again this often.
const OFFLINE_PAUSE_MS = 30_000;
const GONE = [404, 410];

const fingerprintFor = (key) => async (file) =>
  ["estrade", key ?? "", file.name, file.size, file.lastModified].join(":");

/**
 * The unfinished upload of this file, newest first: `{ uploadUrl, recording }`
 * or null. `key` says what it belongs to, an item's id for instance.
 */
export async function previous(file, key) {
  const upload = new Upload(file, { endpoint: "/uploads/", fingerprint: fingerprintFor(key) });
  const found = await upload.findPreviousUploads();
  found.sort((a, b) => Date.parse(b.creationTime) - Date.parse(a.creationTime));
  const last = found.find((entry) => entry.uploadUrl);
  return last ? { uploadUrl: last.uploadUrl, recording: last.metadata?.recording ?? null } : null;
}

/**
 * Begins at once, at the byte where the server stopped.
 *
 * - `onProgress({ sent, total })`
 * - `onWaiting()`: the network is gone; it goes on by itself
 * - `onError({ status, gone, message })`: final. `gone`: the server has dropped
 *   the upload, begin a new recording
 * - `onDone()`
 *
 * `pause()` and `resume()` keep what was sent, `abort()` has the server drop it.
 */
export function start(file, { uploadUrl, key, recording, onProgress, onWaiting, onError, onDone }) {
  let paused = false;
  let waiting = null;

  const stopWaiting = () => {
    clearTimeout(waiting);
    waiting = null;
    window.removeEventListener("online", again);
  };
  const again = () => {
    stopWaiting();
    if (!paused) upload.start();
  };
  const wait = () => {
    onWaiting?.();
    stopWaiting();
    waiting = setTimeout(again, OFFLINE_PAUSE_MS);
    window.addEventListener("online", again);
  };

  const upload = new Upload(file, {
    uploadUrl,
    chunkSize: CHUNK,
    retryDelays: RETRY_DELAYS,
    fingerprint: fingerprintFor(key),
    storeFingerprintForResuming: true,
    metadata: recording ? { recording, filename: file.name } : { filename: file.name },
    onProgress: (sent, total) => onProgress?.({ sent, total }),
    onSuccess: async () => {
      await forget();
      onDone?.();
    },
    onError: (problem) => {
      const status = problem.originalResponse?.getStatus() ?? 0;
      if (status === 0 && problem.originalRequest) return wait();
      const gone = GONE.includes(status);
      if (gone) void forget();
      onError?.({ status, gone, message: problem.message });
    },
  });

  // All of them: an upload that was taken up again is remembered twice.
  const forget = async () => {
    for (const { urlStorageKey } of await upload.findPreviousUploads()) {
      await upload.options.urlStorage.removeUpload(urlStorageKey);
    }
  };

  upload.start();
  return {
    pause() {
      paused = true;
      stopWaiting();
      return upload.abort();
    },
    resume() {
      paused = false;
      upload.start();
    },
    async abort() {
      paused = true;
      stopWaiting();
      await upload.abort(true);
      await forget();
    },
  };
}

window.EstradeUpload = { start, previous };
