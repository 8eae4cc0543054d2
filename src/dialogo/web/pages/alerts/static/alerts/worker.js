// Shows what the desk pushes to this device, opens the conversation when it is touched, and tells
// the desk when the browser changes the address of the device. It keeps nothing and sees no page.

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

const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

// Without the former subscription nothing can be proved: then the page of alerts says that it is off.
self.addEventListener("pushsubscriptionchange", (event) => {
  const before = event.oldSubscription;
  if (!before) return;
  event.waitUntil((async () => {
    const now = event.newSubscription || await self.registration.pushManager.subscribe(before.options);
    await fetch("/push/moved/", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({
        before: before.endpoint,
        secret: text(before.getKey("auth")),
        endpoint: now.endpoint,
        p256dh: text(now.getKey("p256dh")),
        auth: text(now.getKey("auth")),
      }),
    });
  })());
});
