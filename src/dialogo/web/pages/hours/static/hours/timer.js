// The timer's page tells when something happens on it, at most once a minute, and when it is left.
// Nothing of what is typed or clicked is told, only that it was.
const EVERY = 60_000;
let told = Date.now();

const runs = () => document.querySelector("[data-timer-runs]");
const fields = (from) => from.closest("[data-timer]").querySelector("form");

function happens() {
  const found = runs();
  if (!found || document.hidden || Date.now() - told < EVERY) return;
  told = Date.now();
  const form = new FormData(fields(found));
  htmx.ajax("POST", found.dataset.timerRuns, { target: found.closest("[data-timer]"), swap: "innerHTML", values: Object.fromEntries(form) });
}

for (const kind of ["keydown", "pointerdown", "pointermove", "wheel", "scroll"]) {
  document.addEventListener(kind, happens, { passive: true, capture: true });
}

addEventListener("pagehide", () => {
  const found = document.querySelector("[data-timer-left]");
  if (found) navigator.sendBeacon(found.dataset.timerLeft, new FormData(fields(found)));
});
