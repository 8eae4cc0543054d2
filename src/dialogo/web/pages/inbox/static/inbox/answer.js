// The composer: how long an answer is as its network counts, pictures one after the other, kept
// answers by their names, whom a note calls for. Without it every form works by itself.

const all = (selector, from = document) => [...from.querySelectorAll(selector)];
const one = (selector, from = document) => from.querySelector(selector);

// -- How long it is, as the server counts it (queries/counting.py).

const LINK = /https?:\/\/[^\s<>"]+/gi;
const HANDLE = /(?<![\p{L}\p{N}_@/])(@[\p{L}\p{N}_.-]*[\p{L}\p{N}_])@[\p{L}\p{N}_.-]*[\p{L}\p{N}_]/gu;
const LIGHT = [[0, 4351], [8192, 8205], [8208, 8223], [8242, 8247]];
const graphemes = "Segmenter" in Intl ? new Intl.Segmenter(undefined, { granularity: "grapheme" }) : null;

function weight(text) {
  const whole = text.normalize("NFC");
  let sum = 0;
  // An emoji counts as one, of however many parts it is made.
  for (const sign of graphemes ? [...graphemes.segment(whole)].map((each) => each.segment) : whole) {
    const emoji = sign.length > 1 && /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u.test(sign);
    sum += emoji ? 2 : [...sign].reduce((all, each) => all + (light(each.codePointAt(0)) ? 1 : 2), 0);
  }
  return sum;
}

function light(code) {
  return LIGHT.some(([low, high]) => low <= code && code <= high);
}

function units(text, counted) {
  if (counted === "graphemes" && graphemes) return [...graphemes.segment(text)].length;
  if (counted === "utf16") return text.length;
  if (counted === "bytes") return new TextEncoder().encode(text).length;
  if (counted === "weighted") return weight(text);
  return [...text].length;
}

function before(text, how) {
  const names = text.toLowerCase().split(/[^\p{L}\p{N}_@.-]+/u);
  const to = `@${how.to.replace(/^@+/, "").toLowerCase()}`;
  return names.includes(to) ? 0 : Number(how.before);
}

function used(field, how) {
  const written = field.value.trim();
  let text = written;
  let links = 0;
  if (how.link) {
    text = text.replace(LINK, () => { links += Number(how.link); return ""; });
  }
  if (how.short) text = text.replace(HANDLE, "$1");
  return links + units(text, how.counted) + before(written, how);
}

function measure(field) {
  const place = one("[data-length]", field.form);
  if (!place) return;
  const how = place.dataset;
  const length = used(field, how);
  const over = length - Number(how.limit);
  const number = new Intl.NumberFormat(document.documentElement.lang);
  one("[data-used]", place).textContent = number.format(length);
  one("[data-too-long]", place).textContent = over > 0 ? how.over.replace("…", number.format(over)) : "";
  place.classList.toggle("over", over > 0);
}

function written(field) {
  measure(field);
  if (field.value.trim() && field.value !== field.defaultValue) field.form.dataset.writing = "";
  else delete field.form.dataset.writing;
}

document.addEventListener("input", (event) => {
  if (event.target.matches("[data-answer] textarea[name=text]")) written(event.target);
  if (event.target.closest("[data-narrow-canned]")) narrow(event.target);
  if (event.target.matches("[data-slot] textarea")) event.target.setCustomValidity("");
});

// -- Sent by Ctrl and Enter, where the inbox has not done so already; and never twice by haste.

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.key !== "Enter" || event.isComposing) return;
  if (event.target.closest?.("[data-narrow-canned]")) {
    event.preventDefault();
    one(".canned li:not([hidden]) button", event.target.form)?.click();
    return;
  }
  if (!event.ctrlKey && !event.metaKey) return;
  const form = event.target.closest?.("[data-answer], [data-note]");
  const button = form && (one("[data-send]", form) || one("button:not([type=button])", form));
  if (!button) return;
  event.preventDefault();
  button.click();
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-answer], [data-note]")) return;
  if (form.dataset.sent && event.timeStamp - Number(form.dataset.sent) < 1500) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  form.dataset.sent = event.timeStamp;
}, true);

// -- Pictures: the next place shows when the one before is taken; what it shows is asked for.

function slots(form) {
  let free = false;
  all("[data-slot]", form).forEach((slot) => {
    const taken = one("input[type=file]", slot).files.length > 0;
    slot.hidden = free && !taken;
    free = free || !taken;
    const words = one("textarea", slot);
    words.required = taken;
    words.closest(".field").hidden = !taken;
  });
}
document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-slot] input[type=file]")) return;
  slots(event.target.form);
  if (event.target.files.length) one("textarea", event.target.closest("[data-slot]")).focus();
});
document.addEventListener("paste", (event) => {
  if (!event.target.matches?.("[data-answer] textarea[name=text]")) return;
  const pictures = [...event.clipboardData.files].filter((file) => file.type.startsWith("image/"));
  const slot = all("[data-slot]", event.target.form).find((place) => !one("input[type=file]", place).files.length);
  if (!pictures.length || !slot) return;
  event.preventDefault();
  const held = new DataTransfer();
  held.items.add(pictures[0]);
  const input = one("input[type=file]", slot);
  input.files = held.files;
  slot.closest("details").open = true;
  input.dispatchEvent(new Event("change", { bubbles: true }));
});

// -- Kept answers, by what is typed; the first sentence of one, to be said in other words.

const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{Mn}+/gu, "");

function narrow(field) {
  const asked = plain(field.value.trim());
  all(".canned li", field.form).forEach((line) => { line.hidden = !plain(line.dataset.name).includes(asked); });
}

document.addEventListener("click", (event) => {
  const first = event.target.closest?.("[data-first-sentence]");
  const call = event.target.closest?.("[data-call]");
  if (first) firstSentence(one("textarea[name=text]", first.form));
  if (call) {
    const field = one("textarea", call.form);
    field.setRangeText(call.dataset.call, field.selectionStart, field.selectionEnd, "end");
    field.focus();
  }
});

function firstSentence(field) {
  const end = field.value.search(/[.!?…](\s|$)|\n/);
  field.focus();
  field.setSelectionRange(0, end < 0 ? field.value.length : end + 1);
}

// A part that opens is there to be written in.
document.addEventListener("toggle", (event) => {
  const opened = event.target;
  if (!opened.open || !opened.closest?.("[data-answer], [data-note]")) return;
  if (opened.closest("[data-note]")) one("textarea", opened).focus();
  else if (one(".canned", opened)) (one("[data-narrow-canned] input", opened) || one(".canned button", opened))?.focus({ preventScroll: true });
  opened.scrollIntoView({ block: "nearest" });
}, true);

// -- What can be called back, until it cannot.

function goes(notice) {
  notice.dataset.seen = "";
  setTimeout(() => notice.remove(), Number(notice.dataset.left) * 1000);
}

// -- Parts as they come in.

function begin(root) {
  all("[data-answer]", root).forEach((form) => {
    slots(form);
    all("[data-narrow-canned]", form).forEach((field) => { field.hidden = false; });
    all("[data-first-sentence]", form).forEach((button) => { button.hidden = false; });
    const field = one("textarea[name=text]", form);
    measure(field);
    if ("inserted" in form.dataset || "faulty" in form.dataset) {
      if ("inserted" in form.dataset) form.dataset.writing = "";
      if (document.activeElement !== field) { // who is writing there keeps their place
        field.focus({ preventScroll: "faulty" in form.dataset });
        field.setSelectionRange(field.value.length, field.value.length);
      }
      if ("faulty" in form.dataset) one(".notice", form)?.scrollIntoView({ block: "nearest" });
      delete form.dataset.inserted; // once
      delete form.dataset.faulty;
    }
  });
  all("[data-callable]", root).forEach((list) => { list.hidden = false; });
  all("[data-going]:not([data-seen])", root).forEach(goes);
}

begin(document);
document.addEventListener("htmx:afterSettle", (event) => begin(event.detail.target?.parentElement || document));
