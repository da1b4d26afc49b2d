// Beside the devices on which a member is reminded, the button that adds this one.
//
//   <div data-push="public key" hidden>
//     <form> <input name="endpoint"> <input name="p256dh"> <input name="auth"> <button> </form>
//     <p data-push-refused hidden> <p data-push-failed hidden>
//   </div>
//   <li data-device="key"> <span data-this-device hidden> <form data-forget> </li>
//
// Without this script, or in a browser that cannot be told anything, the button is not there. Nobody is asked
// for permission before they press it. The form itself goes the way of every other.

const WORKER = "/push/worker.js";

/** The registration of our worker in this browser, if there is one. */
async function registered() {
  const registration = await navigator.serviceWorker.getRegistration("/push/");
  return registration && new URL(registration.scope).pathname === "/push/" ? registration : null;
}

/** Waits until the worker may be subscribed for. */
function active(registration) {
  const worker = registration.installing ?? registration.waiting;
  if (registration.active || !worker) return Promise.resolve();
  return new Promise((done, fail) => {
    worker.addEventListener("statechange", () => {
      if (worker.state === "activated") done();
      if (worker.state === "redundant") fail(new Error("the worker was given up"));
    });
  });
}

const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));

const isSame = (one, other) => one?.byteLength === other.length && new Uint8Array(one).every((byte, at) => byte === other[at]);

async function subscribed(key) {
  const registration = await navigator.serviceWorker.register(WORKER);
  await active(registration);
  const before = await registration.pushManager.getSubscription();
  if (before && isSame(before.options.applicationServerKey, key)) return before;
  // One that was made for another key brings nothing any more.
  await before?.unsubscribe();
  return registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
}

async function offer(box) {
  const form = box.querySelector("form");
  const refused = box.querySelector("[data-push-refused]");
  const failed = box.querySelector("[data-push-failed]");
  const mine = await (await registered())?.pushManager.getSubscription();
  const here = mine && document.querySelector(`[data-device="${CSS.escape(mine.toJSON().keys.p256dh)}"]`);
  if (here) {
    here.querySelector("[data-this-device]")?.removeAttribute("hidden");
    const forget = here.querySelector("form");
    forget?.addEventListener("submit", async (event) => {
      event.preventDefault();
      await mine.unsubscribe().catch(() => {});
      forget.submit();
    });
    return;
  }
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    button.disabled = true;
    refused.hidden = failed.hidden = true;
    try {
      if ((await Notification.requestPermission()) !== "granted") {
        refused.hidden = false;
        return;
      }
      const { endpoint, keys } = (await subscribed(bytes(box.dataset.push))).toJSON();
      for (const [name, value] of Object.entries({ endpoint, ...keys })) {
        const field = form.elements.namedItem(name);
        if (field) field.value = value;
      }
      form.submit();
    } catch {
      failed.hidden = false;
    } finally {
      button.disabled = false;
    }
  });
  box.hidden = false;
}

const box = document.querySelector("[data-push]");
const able = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
if (box && able) offer(box).catch(() => {});
