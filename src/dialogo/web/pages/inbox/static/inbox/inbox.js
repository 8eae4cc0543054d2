// The inbox by keys: next and previous, what was decided goes out of the list at once, the focus
// and the words somebody typed are never lost. Without it every link and form works by itself.

const all = (selector, from = document) => [...from.querySelectorAll(selector)];
const one = (selector, from = document) => from.querySelector(selector);
const shown = (element) => Boolean(element) && element.getClientRects().length > 0 && !element.closest("details:not([open]) > :not(summary)");
const inbox = () => one("#inbox");
const rows = () => all("#rows > .row:not(.gone)");
const linkOf = (row) => one("a", row);
const rowOf = (id) => document.getElementById(`row-${id}`);
const openId = () => one("#conversation")?.dataset.open || "";
const oneColumn = () => !shown(one("#list"));

// -- Which row is meant: the one that has the focus, else the open one.

function current() {
  const focused = document.activeElement?.closest?.("#rows > .row");
  return focused || rowOf(openId());
}

function neighbour(row, step) {
  const every = all("#rows > .row");
  const from = row ? every.indexOf(row) : (step > 0 ? -1 : every.length);
  for (let at = from + step; at >= 0 && at < every.length; at += step) {
    if (!every[at].classList.contains("gone")) return every[at];
  }
  return null;
}

function mark() {
  const id = openId();
  all("#rows [aria-current]").forEach((link) => link.removeAttribute("aria-current"));
  const row = id && rowOf(id);
  if (row) linkOf(row).setAttribute("aria-current", "true");
  const next = row && (neighbour(row, 1) || neighbour(row, -1));
  all("[data-moves-on] [name=back]").forEach((field) => {
    field.value = next ? linkOf(next).getAttribute("href") : one("#list").dataset.here;
  });
}

// -- Moving on. Keys held down move at once and fetch when they rest.

let pending = 0;
let lastAt = 0;

function focusOn(row) {
  if (oneColumn()) return;
  const link = linkOf(row);
  link.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

// Asked for by the list, so that a later one takes the place of one that has not come yet.
function fetchFrom(link) {
  htmx.ajax("GET", link.getAttribute("href"), { target: "#conversation", swap: "outerHTML show:none", source: "#rows" });
}

function markLink(link) {
  all("#rows [aria-current]").forEach((other) => other.removeAttribute("aria-current"));
  link.setAttribute("aria-current", "true");
}
document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  if (detail.elt.matches?.("#rows > .row > a")) markLink(detail.elt);
});

function open(row) {
  const link = linkOf(row);
  markLink(link);
  focusOn(row);
  clearTimeout(pending);
  const now = performance.now();
  if (now - lastAt > 150) fetchFrom(link);
  else pending = setTimeout(fetchFrom, 150, link);
  lastAt = now;
}

function step(by) {
  const from = current();
  const row = neighbour(from, by);
  if (row) return open(row);
  const more = one("#more a");
  if (by > 0 && more) return htmx.ajax("GET", more.href, { target: "#more", swap: "outerHTML", source: more }).then(() => {
    const next = neighbour(from, 1);
    if (next) open(next);
  });
  if (from) focusOn(from);
}

function leaveNothingOpen() {
  const place = one("#conversation");
  place.dataset.open = "";
  place.replaceChildren(one("#nothing-left").content.cloneNode(true));
  inbox().dataset.shows = "list";
  history.replaceState(history.state, "", one("#list").dataset.here);
  (one("#rows-left-none") || one("[data-search]"))?.focus();
}

// -- Deciding: the row leaves at once, comes back if the server says no.

function leave(ids) {
  const gone = ids.map(rowOf).filter(Boolean);
  const at = gone.find((row) => row === current()) || rowOf(openId());
  gone.forEach((row) => {
    row.classList.add("gone");
    const box = one("input[type=checkbox]", row);
    if (box) box.checked = false;
  });
  count();
  if (!at || !gone.includes(at)) return refocus();
  const next = neighbour(at, 1) || neighbour(at, -1);
  if (next) open(next);
  else leaveNothingOpen();
  if (rows().length < 8 && one("#more a")) one("#more a").click();
}

function comeBack(ids) {
  const back = ids.map(rowOf).filter(Boolean);
  back.forEach((row) => row.classList.remove("gone"));
  return back[0];
}

function refocus() {
  const row = current() || rows()[0];
  if (row && !oneColumn()) focusOn(row);
  else one("#conversation h2")?.focus();
}

function decide(form, button) {
  const values = new FormData(form, button);
  const ids = values.getAll("ids");
  if (!ids.length) return;
  const verb = values.get("verb");
  all("details[open]", form.closest(".do, .batch") || form).forEach((menu) => { menu.open = false; });
  const stays = !one("#list").dataset.leaves.split(" ").includes(verb);
  const asked = {};
  for (const name of new Set(values.keys())) {
    if (name !== "csrfmiddlewaretoken") asked[name] = name === "ids" ? ids : values.get(name);
  }
  if (!stays) leave(ids);
  else refocus();
  htmx.ajax("POST", form.action, { target: "#told", swap: "innerHTML", source: "#told", values: { ...asked, open: openId() } });
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-decide]");
  if (!form) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  decide(form, event.submitter);
}, true);

function failed(event) {
  if (event.detail.target?.id === "conversation") mark();
  const asked = event.detail.requestConfig;
  if (event.detail.elt?.id !== "told" || !asked) return;
  const row = comeBack(asked.formData?.getAll("ids") ?? []);
  if (row) open(row);
}
document.addEventListener("htmx:responseError", failed);
document.addEventListener("htmx:sendError", failed);

document.addEventListener("inbox:gone", (event) => {
  const ids = (event.detail.ids ?? []).map(String);
  const still = ids.filter((id) => rowOf(id) && !rowOf(id).classList.contains("gone"));
  if (still.length) leave(still);
});
// A colleague was there first: the row goes, unless it is being looked at.
document.addEventListener("inbox:settled", (event) => {
  (event.detail.ids ?? []).map(String).filter((id) => id !== openId() && rowOf(id) !== current()).forEach((id) => rowOf(id)?.classList.add("gone"));
  count();
});
document.addEventListener("inbox:list", renewList);
function renewList() {
  return htmx.ajax("GET", one("#list").dataset.here, { target: "#list", swap: "outerHTML", source: "#told" });
}
document.addEventListener("inbox:answered", (event) => {
  const { conversation, stays } = event.detail;
  forget(conversation);
  if (stays || !rowOf(conversation)) renew();
  else leave([String(conversation)]);
});
document.addEventListener("inbox:back", (event) => {
  const ids = (event.detail.ids ?? [event.detail.conversation]).map(String);
  const row = comeBack(ids);
  writeNext = Boolean(event.detail.conversation);
  if (row) open(row);
  else if (ids.length) renewList().then(() => { if (rowOf(ids[0])) open(rowOf(ids[0])); });
});

// -- The open conversation anew; what is being written stays.

// Not where another is on its way, which would come first and go under; whichever is asked for
// later takes the place of this.
function renew() {
  const id = openId();
  const marked = one("#rows [aria-current]")?.closest(".row")?.dataset.id;
  if (!id || (marked && marked !== id)) return;
  const here = location.pathname + location.search;
  htmx.ajax("GET", here, { target: "#conversation", swap: "outerHTML", source: one("#rows") ? "#rows" : "#told" });
}
document.addEventListener("inbox:renew", renew);

let writeNext = false;
const kept = new Map();
const writing = () => one("#conversation [data-answer] textarea");

function keep() {
  const field = writing();
  if (!field || !openId()) return;
  if (field.value !== field.defaultValue) kept.set(openId(), field.value);
  else kept.delete(openId());
}
function forget(id) {
  kept.delete(String(id));
  const field = writing();
  if (!field || String(id) !== openId()) return;
  field.value = field.defaultValue;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

let hadFocus = "";
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target?.id !== "conversation") return;
  keep();
  hadFocus = event.detail.target.contains(document.activeElement) ? document.activeElement.id || "h2" : "";
});
document.addEventListener("htmx:afterSettle", (event) => {
  mark();
  count();
  if (!["conversation", "inbox"].includes(event.detail.target?.id) && !event.detail.elt?.matches?.("#conversation")) return;
  const id = openId();
  if (id) inbox().dataset.shows = one("#conversation").dataset.shows;
  const field = writing();
  if (field && kept.has(id)) {
    field.value = kept.get(id);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  if (writeNext && field) field.focus();
  else if (oneColumn()) one("#conversation h2")?.focus({ preventScroll: true });
  else if (hadFocus && !document.getElementById(hadFocus)?.contains(document.activeElement)) {
    document.getElementById(hadFocus)?.focus();
    if (document.activeElement === document.body) refocus();
  }
  hadFocus = "";
  writeNext = false;
});
window.addEventListener("beforeunload", (event) => {
  keep();
  if (kept.size) event.preventDefault();
});

// -- Keys that are no link and no button; the others stand in the page as [data-key].

function chooseRow(row) {
  const box = row && one("input[type=checkbox]", row);
  if (!box) return;
  box.checked = !box.checked;
  box.dispatchEvent(new Event("change", { bubbles: true }));
}

function count() {
  const chosen = rows().filter((row) => one("input:checked", row)).length;
  const told = one("#chosen");
  if (told && told.value !== String(chosen)) told.value = chosen;
}
document.addEventListener("change", (event) => {
  if (event.target.matches("#choose-all")) {
    rows().forEach((row) => { one("input[type=checkbox]", row).checked = event.target.checked; });
  }
  count();
});

document.addEventListener("click", (event) => {
  const mover = event.target.closest?.("[data-step]");
  const chooser = event.target.closest?.("[data-choose]");
  const back = event.target.closest?.("[data-to-list]");
  const anew = event.target.closest?.("[data-renew]");
  if (!mover && !chooser && !back && !anew) return;
  event.preventDefault();
  if (mover) step(Number(mover.dataset.step));
  if (chooser) chooseRow(current() || rows()[0]);
  if (back) toList();
  if (anew) renew();
});

function toList() {
  inbox().dataset.shows = "list";
  history.pushState(null, "", one("#list").dataset.here);
  const row = rowOf(openId());
  if (row) focusOn(row);
}

// Before desk.js, which closes an open menu by the same key.
document.addEventListener("keydown", (event) => {
  if (event.isComposing || one("dialog[open]")) return;
  const menu = event.target.closest?.("details[data-menu][open]");
  if (menu && ["ArrowDown", "ArrowUp"].includes(event.key)) return along(menu, event);
  if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
    const send = event.target.closest?.("[data-answer]")?.querySelector("[data-send]");
    if (send && !event.defaultPrevented) {
      event.preventDefault();
      send.click();
    }
    return;
  }
  if (event.key !== "Escape" || one("details[data-menu][open]")) return;
  escape(event);
}, true);

function escape(event) {
  if (event.target.matches("textarea, input, select")) {
    if (event.target.matches("[type=checkbox]")) return;
    event.preventDefault();
    keep();
    event.target.blur();
    return refocus();
  }
  const chosen = all("#rows :checked");
  if (chosen.length) {
    chosen.forEach((box) => { box.checked = false; });
    return count();
  }
  if (oneColumn()) toList();
}

function along(menu, event) {
  const stops = all(".sheet :is(button, input, select, a)", menu).filter(shown);
  const at = stops.indexOf(document.activeElement);
  const next = stops[(at + (event.key === "ArrowDown" ? 1 : stops.length - 1)) % stops.length];
  if (document.activeElement?.matches("input[type=datetime-local], select")) return;
  event.preventDefault();
  next?.focus();
}

// An opened menu has the focus; by a key at once, since the next key may be there before the event.
function enter(menu) {
  if (menu.contains(document.activeElement) && !document.activeElement.matches("summary")) return;
  one(".sheet :is(button, input, select, a):not([type=hidden])", menu)?.focus();
}
const OPENED = "#inbox details[data-menu][open]";
document.addEventListener("toggle", (event) => {
  if (event.target.matches?.(OPENED)) enter(event.target);
}, true);
document.addEventListener("keydown", (event) => {
  if (event.key.length === 1 && one(OPENED)) enter(one(OPENED));
});

// A long list of people: what is typed leaves those whose name has it.
document.addEventListener("input", (event) => {
  if (!event.target.matches("[data-narrow]")) return;
  const asked = event.target.value.trim().toLowerCase();
  all("[data-name]", event.target.closest(".sheet")).forEach((line) => {
    line.hidden = !line.dataset.name.toLowerCase().includes(asked);
  });
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches("[data-narrow]")) return;
  event.preventDefault();
  one("[data-name]:not([hidden]) button", event.target.closest(".sheet"))?.click();
});

// -- What is going on meanwhile: whether somebody writes, which rows are shown.

document.addEventListener("htmx:configRequest", (event) => {
  const { elt, parameters } = event.detail;
  if (elt.id === "others") parameters.writing = one("[data-answer][data-writing]") ? "1" : "";
  if (elt.id === "news") parameters.shown = rows().slice(0, 120).map((row) => row.dataset.id).join(",");
});

// What came meanwhile is shown at once where nobody is writing. Rows that are as they were stay.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target?.id !== "others" || !one("#others [data-renew]")) return;
  const field = writing();
  if (!field || (field !== document.activeElement && field.value === field.defaultValue)) renew();
});
const looks = (row) => `${row.className.replace(" gone", "")}${row.textContent.replace(/\s+/g, " ")}`;
document.addEventListener("htmx:oobBeforeSwap", (event) => {
  const { target, fragment } = event.detail;
  const fresh = fragment?.firstElementChild ?? fragment;
  if (!target?.matches?.("#rows > .row") || !fresh?.matches?.(".row")) return;
  if (looks(target) === looks(fresh)) event.detail.shouldSwap = false;
  else if (one("input:checked", target)) one("input", fresh).checked = true;
});

// The newest of two ways back is the one that `u` takes.
document.addEventListener("htmx:afterSwap", (event) => {
  const place = event.detail.target;
  if (place?.id !== "told" && place?.id !== "going") return;
  if (place.firstElementChild) place.parentElement.prepend(place);
});

const start = () => {
  if (!inbox()) return;
  all("[data-choose]").forEach((button) => { button.hidden = false; });
  mark();
  const row = rowOf(openId());
  if (row && !oneColumn()) row.scrollIntoView({ block: "center" });
};
start();
