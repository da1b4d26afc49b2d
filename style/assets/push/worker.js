// Shows what a push service brings, also while no page is open, and opens the page that it is about. It stands
// under /push/, where there are no pages: nothing that a page asks for passes here.

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
