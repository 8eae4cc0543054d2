// Keys pressed while a conversation is on its way are held for it: they were meant for the one that
// is marked in the list, not for the one that still stands beside it, nor for the menu.

const PATIENCE = 5000;  // milliseconds after which nobody means them any more
const held = [];
const marked = () => document.querySelector("#rows [aria-current]")?.closest(".row")?.id ?? "";
const opened = () => `row-${document.querySelector("#conversation")?.dataset.open ?? ""}`;
const onItsWay = () => marked() !== "" && marked() !== opened();
const plain = (event) => event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
const writesIn = (element) => element?.matches?.("textarea, select, input:not([type=checkbox], [type=radio], [type=submit], [type=button])");

document.addEventListener("keydown", (event) => {
  if (!event.isTrusted || event.isComposing || !plain(event) || writesIn(event.target)) return;
  if (document.querySelector("dialog[open]") || !(onItsWay() || held.length)) return;
  if (!held.length && ["j", "k", "/", "?"].includes(event.key)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  held.push({ key: event.key, at: event.timeStamp });
}, true);

function release() {
  while (held.length && !onItsWay()) {
    const { key, at } = held.shift();
    if (performance.now() - at > PATIENCE) continue;
    const field = document.activeElement;
    if (writesIn(field)) {
      field.setRangeText(key, field.selectionStart, field.selectionEnd, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
    } else {
      field.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    }
  }
}
document.addEventListener("htmx:afterSettle", () => setTimeout(release));
for (const lost of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(lost, () => { held.length = 0; });
}
