// Shows what the desk pushes to this device, and opens the conversation when it is touched. It
// keeps nothing and sees no page: only what was pushed.

self.addEventListener("push", (event) => {
  let told = {};
  try { told = event.data.json(); } catch { /* nothing that we can read: still said, without words */ }
  const icon = new URL("../dialogo/icon-180.png", self.location).href;
  event.waitUntil(self.registration.showNotification(told.title || "Dialogo", {
    body: told.body || "",
    lang: told.lang || "",
    tag: told.tag || "dialogo",
    renotify: true,
    icon,
    badge: icon,
    data: { path: told.path || "/" },
  }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const place = new URL(event.notification.data.path, self.location.origin);
  if (place.origin !== self.location.origin) return;
  event.waitUntil((async () => {
    const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
    const open = pages.find((page) => page.url === place.href);
    if (open) await open.focus();
    else await self.clients.openWindow(place.href);
  })());
});
