// Shows what a push service brings, also while no page is open, and opens the page that it is about. It stands
// under /push/, where there are no pages: nothing that a page asks for passes here. Where the browser gives up
// the address at which it is told, it asks for another one and says so.

self.addEventListener("push", (event) => {
  const { title, body, lang, tag, url } = event.data.json();
  event.waitUntil(self.registration.showNotification(title, { body, lang, tag, data: { url } }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const { href } = new URL(event.notification.data.url, self.location.origin);
  const shown = async () => {
    const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
    const open = pages.find((page) => page.url === href);
    return open ? open.focus() : self.clients.openWindow(href);
  };
  event.waitUntil(shown());
});

const DEVICES = "/api/v1/me/push-devices";

/** Has this browser told at its new address, as the device that it was before. */
async function renewed({ oldSubscription, newSubscription }) {
  const { pushManager } = self.registration;
  let subscription = newSubscription ?? (await pushManager.getSubscription());
  if (!subscription) {
    const answer = await fetch(DEVICES);
    // Whoever has signed out here is not reminded here either.
    if (!answer.ok) return;
    const { public_key: applicationServerKey } = await answer.json();
    if (!applicationServerKey) return;
    subscription = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
  }
  const { endpoint, keys } = subscription.toJSON();
  const body = JSON.stringify({ endpoint, keys, replaces: oldSubscription?.endpoint });
  await fetch(DEVICES, { method: "POST", headers: { "content-type": "application/json" }, body });
}

self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renewed(event)));
