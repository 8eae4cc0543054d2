// What the desk does beside htmx: keys, menus that close, files that are dropped, text to copy,
// words when the server cannot be reached. Every page works without it. Its words come from the page.
// A module, so that its names are its own; scripts of pages run after it.

const all = (selector, from = document) => [...from.querySelectorAll(selector)];
const keysDialog = document.getElementById("keys");
const KEYS_OFF = "dialogo-keys-off";

// Storage may be forbidden; then keys are on and stay on.
function stored(key, value) {
  try {
    if (value === undefined) return localStorage.getItem(key);
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch { /* as above */ }
  return null;
}

// -- Keys: `?` the list, `/` search, and every [data-key]: "r", or "g t" for g then t.

const listens = () => stored(KEYS_OFF) === null;
// What stands in a closed <details> has a box in some browsers, and is not visible in any.
const folded = (element) => element.closest("details:not([open]) > :not(summary)") !== null;
const visible = (element) => element.getClientRects().length > 0 && !folded(element);
const search = () => all("[data-search]").find(visible);
let begun = "";
let begunAt = 0;

function writesIn(element) {
  return element.isContentEditable || element.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=submit], [type=button])");
}

function press(element) {
  if (element.matches("input, textarea, select")) element.focus();
  else element.click();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (!listens() || writesIn(event.target) || document.querySelector("dialog[open]")) return;
  if (event.key === "?") return showKeys(event);
  const found = search();
  if (event.key === "/" && found) {
    event.preventDefault();
    found.focus();
    return;
  }
  if (event.key.length !== 1) return;
  const recent = event.timeStamp - begunAt < 1500;
  const typed = begun && recent ? `${begun} ${event.key}` : event.key;
  const keyed = all("[data-key]").filter(visible);
  const meant = keyed.find((element) => element.dataset.key === typed);
  begun = keyed.some((element) => element.dataset.key.startsWith(`${event.key} `)) ? event.key : "";
  begunAt = event.timeStamp;
  if (!meant) return;
  begun = "";
  event.preventDefault();
  press(meant);
});

function line(keys, title) {
  const term = document.createElement("dt");
  keys.split(" ").forEach((key, index) => {
    if (index) term.append(` ${keysDialog.dataset.then} `);
    const cap = document.createElement("kbd");
    cap.textContent = key;
    term.append(cap);
  });
  const meaning = document.createElement("dd");
  meaning.textContent = title;
  return [term, meaning];
}

function showKeys(event) {
  event?.preventDefault();
  const words = keysDialog.dataset;
  const list = keysDialog.querySelector("dl");
  list.replaceChildren(...line("?", words.helpTitle));
  if (search()) list.append(...line("/", words.searchTitle));
  // Those of the page first, then those that lead to others.
  const keyed = all("[data-key]").filter(visible);
  for (const element of [...keyed.filter(inMain), ...keyed.filter((each) => !inMain(each))]) {
    const title = element.dataset.keyTitle || element.getAttribute("aria-label") || element.textContent;
    list.append(...line(element.dataset.key, title.replace(/\s+/g, " ").trim()));
  }
  keysDialog.querySelector("#keys-on").checked = listens();
  keysDialog.showModal();
  const title = keysDialog.querySelector("h2");
  title.tabIndex = -1;
  title.focus();
}
const inMain = (element) => element.closest("main") !== null;

if (keysDialog) {
  all("[data-keys]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", showKeys);
  });
  keysDialog.querySelector("#keys-on").addEventListener("change", (event) => {
    stored(KEYS_OFF, event.target.checked ? null : "1");
  });
}

// -- Menus: one open at a time; Escape and a click elsewhere close them.

const openMenus = () => all("details[data-menu][open]");

document.addEventListener("click", (event) => {
  openMenus().filter((menu) => !menu.contains(event.target)).forEach((menu) => { menu.open = false; });
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) {
    const inside = menu.contains(document.activeElement);
    menu.open = false;
    if (inside) menu.querySelector("summary").focus();
  }
});
document.addEventListener("focusin", (event) => {
  openMenus().filter((menu) => !menu.contains(event.target)).forEach((menu) => { menu.open = false; });
});

// -- Files: [data-drop] around an input[type=file]; what was chosen is listed in its [data-chosen].

function size(bytes, lang) {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"];
  let unit = 0;
  let left = bytes;
  while (left >= 1000 && unit < units.length - 1) { left /= 1000; unit += 1; }
  return new Intl.NumberFormat(lang, { style: "unit", unit: units[unit], maximumFractionDigits: left < 10 ? 1 : 0 }).format(left);
}

// Scripts of pages that list files of their own weigh them alike.
window.size = size;

function listChosen(zone) {
  const list = zone.querySelector("[data-chosen]");
  if (!list) return;
  const files = all("input[type=file]", zone).flatMap((input) => [...input.files]);
  list.replaceChildren(...files.map((file) => {
    const item = document.createElement("li");
    const weight = document.createElement("span");
    weight.textContent = size(file.size, document.documentElement.lang);
    item.append(file.webkitRelativePath || file.name, weight);
    return item;
  }));
}

function takesFiles(event) {
  return event.target.closest?.("[data-drop]") && event.dataTransfer?.types.includes("Files");
}

document.addEventListener("change", (event) => {
  const zone = event.target.closest?.("[data-drop]");
  if (zone && event.target.matches("input[type=file]")) listChosen(zone);
});
document.addEventListener("dragover", (event) => {
  if (!takesFiles(event)) return;
  event.preventDefault();
  event.target.closest("[data-drop]").classList.add("over");
});
document.addEventListener("dragleave", (event) => {
  const zone = event.target.closest?.("[data-drop]");
  if (zone && !zone.contains(event.relatedTarget)) zone.classList.remove("over");
});
document.addEventListener("drop", (event) => {
  if (!takesFiles(event)) return;
  event.preventDefault();
  const zone = event.target.closest("[data-drop]");
  zone.classList.remove("over");
  const input = zone.querySelector("input[type=file]");
  const files = new DataTransfer();
  const kept = input.multiple ? [...input.files] : [];
  const dropped = input.multiple ? [...event.dataTransfer.files] : [...event.dataTransfer.files].slice(0, 1);
  [...kept, ...dropped].forEach((file) => files.items.add(file));
  input.files = files.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
});

// -- Copy: [data-copy] holds the text, or the selector of where it stands ("#link").

// Outside https browsers keep the clipboard shut but for this older way.
function copied(text) {
  const area = document.createElement("textarea");
  area.className = "unseen";
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copy]");
  if (!button) return;
  const wanted = button.dataset.copy;
  const source = wanted.startsWith("#") ? document.querySelector(wanted) : null;
  const text = source ? (source.value ?? source.textContent.trim()) : wanted;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    if (!copied(text)) {  // leave it selected, one key from being copied
      if (source) getSelection().selectAllChildren(source);
      return;
    }
  }
  button.dataset.done = "";
  if (button.dataset.copied) tell(button.dataset.copied, "ok");
  setTimeout(() => { delete button.dataset.done; }, 2000);
});

// -- Words when a part could not be fetched, and where the reader is after a form went wrong.

function tell(text, kind) {
  const place = document.querySelector("[data-notices]");
  if (!place) return;
  all("[data-told]", place).forEach((old) => old.remove());
  const notice = document.createElement("div");
  notice.className = `notice ${kind}`;
  notice.dataset.told = "";
  notice.setAttribute("role", kind === "problem" ? "alert" : "status");
  const words = document.createElement("p");
  words.textContent = text;
  notice.append(words);
  place.append(notice);
}

const notices = document.querySelector("[data-notices]");
document.addEventListener("htmx:sendError", () => tell(notices?.dataset.offline, "problem"));
document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.status !== 401) tell(notices?.dataset.failed, "problem");
});
document.addEventListener("htmx:beforeRequest", () => all("[data-told]").forEach((old) => old.remove()));
document.querySelector("[data-faults]")?.focus();
