// Switches notifications on and off in this browser: asks it, and fills the form that tells the desk.
(async () => {
  "use strict";
  const part = document.querySelector("[data-push]");
  if (!part) return;
  const form = part.querySelector("form[data-push-on]");
  const say = (name) => {
    for (const words of part.querySelectorAll("[data-push-says]")) words.hidden = words.dataset.pushSays !== name;
  };
  if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) return say("missing");

  const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  const same = (buffer) => !buffer || text(buffer) === part.dataset.push;

  async function marked(endpoint) {
    const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(endpoint));
    return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  async function subscribed() {
    const worker = await navigator.serviceWorker.getRegistration("/");
    return worker ? worker.pushManager.getSubscription() : null;
  }

  // What is on for this browser, if it is the reader's own: that row says so.
  const now = await subscribed().catch(() => null);
  const mark = now ? await marked(now.endpoint) : "";
  const row = mark && part.querySelector(`[data-mark="${mark}"]`);
  if (row && same(now.options.applicationServerKey)) {
    row.querySelector("[data-here]").hidden = false;
    row.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      now.unsubscribe().finally(() => event.target.submit());
    });
    return say("on");
  }
  say("off");
  form.hidden = false;

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (await Notification.requestPermission() !== "granted") return say("denied");
    form.querySelector("button").disabled = true;
    try {
      await navigator.serviceWorker.register(part.dataset.worker, { scope: "/" });
      const worker = await navigator.serviceWorker.ready;
      const before = await worker.pushManager.getSubscription();
      if (before && !same(before.options.applicationServerKey)) await before.unsubscribe();
      const given = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(part.dataset.push) });
      form.elements.endpoint.value = given.endpoint;
      form.elements.p256dh.value = text(given.getKey("p256dh"));
      form.elements.auth.value = text(given.getKey("auth"));
      form.submit();
    } catch {
      form.querySelector("button").disabled = false;
      say("failed");
    }
  });
})();
