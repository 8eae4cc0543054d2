// The calendar: a post is drawn to another day, or moved there by keys and then saved. Without it
// the day is changed on the post's own page, or in the tray.

const table = document.querySelector("[data-calendar]");
const mover = document.querySelector("[data-mover]");

function send(entry, cell) {
  mover.elements.day.value = cell.dataset.day;
  mover.action = entry.dataset.move;
  mover.submit();
}

// A click that ends a drag opens nothing.
function noClick() {
  const stop = new AbortController();
  addEventListener("click", click => click.preventDefault(), { capture: true, signal: stop.signal });
  setTimeout(() => stop.abort(), 50);
}

function drag(down, entry) {
  let over = null, moving = false;
  const stop = new AbortController();
  const on = (name, act) => addEventListener(name, act, { signal: stop.signal });
  const end = kept => {
    stop.abort();
    entry.classList.remove("dragged");
    entry.removeAttribute("style");
    over?.classList.remove("over");
    if (!moving) return;
    noClick();
    if (kept && over && over !== entry.parentElement) send(entry, over);
  };
  on("pointermove", event => {
    if (event.pointerId !== down.pointerId) return;
    const [x, y] = [event.clientX - down.clientX, event.clientY - down.clientY];
    moving ||= Math.hypot(x, y) > 5;
    if (!moving) return;
    entry.classList.add("dragged");
    entry.style.transform = `translate(${x}px, ${y}px)`;
    entry.style.pointerEvents = "none";
    over?.classList.remove("over");
    over = document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-calendar] td") ?? null;
    over?.classList.add("over");
  });
  on("pointerup", event => event.pointerId === down.pointerId && end(true));
  on("pointercancel", () => end(false));
  on("keydown", event => event.key === "Escape" && end(false));
}

// By keys: where the post in focus would go, until it is saved or left.
let held = null;
function hold(entry) {
  if (held?.entry === entry) return;
  leave();
  const bar = Object.assign(document.createElement("div"), { className: "keep" });
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  const button = (className, textContent, act) => {
    const made = Object.assign(document.createElement("button"), { type: "button", className, textContent });
    made.addEventListener("click", act);
    return made;
  };
  bar.append(said, button("next", table.dataset.save, save), button("button", table.dataset.leave, leave));
  table.closest(".table").after(bar);
  held = { entry, home: entry.parentElement, before: entry.nextSibling, cell: entry.parentElement, bar };
}

function show() {
  const { entry, cell, bar } = held;
  cell.insertBefore(entry, cell.querySelector(".add"));
  bar.querySelector("p").textContent = `${entry.querySelector("b").textContent}: ${cell.dataset.name}`;
  entry.focus();
}

function leave() {
  if (!held) return;
  const { entry, home, before, bar } = held;
  held = null;
  home.insertBefore(entry, before);
  bar.remove();
  entry.focus();
}

function save() {
  if (!held) return;
  if (held.cell === held.home) leave();
  else send(held.entry, held.cell);
}

const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
function pressed(event) {
  const entry = event.target.closest?.("[data-entry]");
  if (!entry || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.shiftKey && event.key in STEPS) {
    const cells = [...table.querySelectorAll("td[data-day]")];
    const now = held?.entry === entry ? held.cell : entry.parentElement;
    const to = cells[cells.indexOf(now) + STEPS[event.key]];
    if (!to || !cells.includes(now)) return;
    hold(entry);
    held.cell = to;
    show();
  } else if (event.key === "Enter" && held?.entry === entry) {
    save();
  } else if (event.key === "Escape" && held) {
    leave();
  } else {
    return;
  }
  event.preventDefault();
  event.stopPropagation();
}

if (table && mover && matchMedia("(min-width: 48rem)").matches) {
  for (const entry of document.querySelectorAll("[data-entry]")) entry.draggable = false;
  document.addEventListener("pointerdown", down => {
    const entry = down.target.closest("[data-entry]");
    if (entry && down.button === 0 && down.pointerType !== "touch") drag(down, entry);
  });
  table.addEventListener("keydown", pressed);
  document.addEventListener("dragstart", event => event.target.closest?.("[data-entry]") && event.preventDefault());
}
