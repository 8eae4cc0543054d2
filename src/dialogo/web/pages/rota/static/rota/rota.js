// Shifts by hand: dragged to another day or row, stretched at their lower edge, drawn on an empty
// cell; by keys, Shift with the arrows moves the one in focus and + and − change its end. Whatever
// is done goes through the same form as without this script.

const QUARTER = 15, PIXELS = 8, A_DAY = 24 * 60;
const table = document.querySelector("[data-rota]");
const mover = document.querySelector("[data-mover]");
const field = { person: "name", network: "network", language: "language" }[table?.dataset.by];

const minutes = written => written.split(":").reduce((hours, rest) => 60 * hours + +rest);
const clock = total => {
  const within = ((total % A_DAY) + A_DAY) % A_DAY;
  return `${String(Math.floor(within / 60)).padStart(2, "0")}:${String(within % 60).padStart(2, "0")}`;
};
const lasts = block => (minutes(block.dataset.ends) - minutes(block.dataset.starts) + A_DAY) % A_DAY || A_DAY;
const longer = (block, by) => Math.min(A_DAY - QUARTER, Math.max(QUARTER, lasts(block) + by));
const label = (starts, length) => `${clock(starts).replace(/^0/, "")}–${clock(starts + length).replace(/^0/, "")}`;

function send(block, cell, length) {
  const given = {
    [field]: cell.parentElement.dataset.row,
    day: cell.dataset.day,
    starts: block.dataset.starts,
    ends: clock(minutes(block.dataset.starts) + length),
    by: table.dataset.by,
  };
  for (const [name, value] of Object.entries(given)) {
    const input = document.createElement("input");
    Object.assign(input, { type: "hidden", name, value });
    mover.append(input);
  }
  mover.action = block.dataset.move;
  mover.submit();
}

// Follows the pointer from `down` until it is let go of or Escape is pressed.
function follow(down, moved, done) {
  const stop = new AbortController();
  const on = (name, act) => addEventListener(name, act, { signal: stop.signal });
  const end = (event, kept) => { stop.abort(); done(event, kept); };
  on("pointermove", event => event.pointerId === down.pointerId && moved(event));
  on("pointerup", event => event.pointerId === down.pointerId && end(event, true));
  on("pointercancel", event => end(event, false));
  on("keydown", event => event.key === "Escape" && end(event, false));
}

// A click that ends a drag opens nothing.
function noClick() {
  const stop = new AbortController();
  addEventListener("click", click => click.preventDefault(), { capture: true, signal: stop.signal });
  setTimeout(() => stop.abort(), 50);
}

function drag(down, block) {
  let over = null, moving = false;
  follow(down, event => {
    const [x, y] = [event.clientX - down.clientX, event.clientY - down.clientY];
    moving ||= Math.hypot(x, y) > 5;
    if (!moving) return;
    block.classList.add("dragged");
    block.style.transform = `translate(${x}px, ${y}px)`;
    block.style.pointerEvents = "none";
    over?.classList.remove("over");
    over = document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-rota] td[data-day]") ?? null;
    over?.classList.add("over");
  }, (event, kept) => {
    block.classList.remove("dragged");
    block.removeAttribute("style");
    over?.classList.remove("over");
    if (!moving) return;
    noClick();
    if (kept && over && over !== block.parentElement) send(block, over, lasts(block));
  });
}

function stretch(down, block) {
  const hours = block.querySelector(".hours"), was = hours.textContent;
  let length = lasts(block);
  follow(down, event => {
    length = longer(block, Math.round((event.clientY - down.clientY) / PIXELS) * QUARTER);
    hours.textContent = label(minutes(block.dataset.starts), length);
  }, (event, kept) => {
    noClick();
    if (kept && length !== lasts(block)) send(block, block.parentElement, length);
    else hours.textContent = was;
  });
}

// A new shift: as long as the pointer is drawn down, after what is in the cell already.
function draw(down, cell) {
  const last = [...cell.querySelectorAll("[data-shift]")].at(-1);
  const starts = last ? minutes(last.dataset.ends) : 9 * 60;
  let length = 0, drawn = null;
  follow(down, event => {
    const rows = Math.round((event.clientY - down.clientY) / PIXELS);
    if (!drawn && rows < 2) return;
    drawn ??= cell.appendChild(Object.assign(document.createElement("div"), { className: "drawn" }));
    length = Math.min(A_DAY - QUARTER, Math.max(1, rows) * QUARTER);
    drawn.textContent = label(starts, length);
  }, (event, kept) => {
    drawn?.remove();
    if (!drawn) return;
    noClick();
    if (!kept) return;
    const place = new URL(table.dataset.new, location);
    const given = { [table.dataset.by]: cell.parentElement.dataset.row, day: cell.dataset.day,
      starts: clock(starts), ends: clock(starts + length) };
    for (const [name, value] of Object.entries(given)) place.searchParams.set(name, value);
    location.assign(place);
  });
}

// By keys: what would become of the shift in focus, until it is saved or left.
let held = null;
function hold(block) {
  if (held?.block === block) return held;
  leave();
  held = { block, home: block.parentElement, cell: block.parentElement, length: lasts(block) };
  held.hours = block.querySelector(".hours").textContent;
  held.bar = document.createElement("div");
  held.bar.className = "keep";
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  const keep = Object.assign(document.createElement("button"), { type: "button", className: "next", textContent: table.dataset.save });
  const drop = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: table.dataset.leave });
  keep.addEventListener("click", save);
  drop.addEventListener("click", leave);
  held.bar.append(said, keep, drop);
  table.closest(".table").after(held.bar);
  return held;
}

function show() {
  const { block, cell, length, bar } = held;
  cell.insertBefore(block, cell.querySelector(".add"));
  block.querySelector(".hours").textContent = label(minutes(block.dataset.starts), length);
  const row = cell.parentElement.querySelector("th").firstChild.textContent.trim();
  bar.querySelector("p").textContent =
    `${row}, ${cell.querySelector(".cell-day").textContent}, ${label(minutes(block.dataset.starts), length)}`;
  block.focus();
}

function leave() {
  if (!held) return;
  const { block, home, hours, bar } = held;
  held = null;
  home.insertBefore(block, home.querySelector(".add"));
  block.querySelector(".hours").textContent = hours;
  bar.remove();
  block.focus();
}

function save() {
  if (!held) return;
  const { block, home, cell, length } = held;
  if (cell === home && length === lasts(block)) leave();
  else send(block, cell, length);
}

function beside(cell, key) {
  const row = cell.parentElement;
  switch (key) {
    case "ArrowLeft": return cell.previousElementSibling?.matches("td") ? cell.previousElementSibling : null;
    case "ArrowRight": return cell.nextElementSibling;
    case "ArrowUp": return row.previousElementSibling?.children[cell.cellIndex];
    case "ArrowDown": return row.nextElementSibling?.children[cell.cellIndex];
  }
  return null;
}

function pressed(event) {
  const block = event.target.closest?.("[data-shift]");
  if (!block || event.ctrlKey || event.metaKey || event.altKey) return;
  const by = { "+": QUARTER, "-": -QUARTER, "−": -QUARTER }[event.key];
  if (event.shiftKey && event.key.startsWith("Arrow")) {
    const now = hold(block), to = beside(now.cell, event.key);
    if (to) now.cell = to;
    show();
  } else if (by) {
    const now = hold(block);
    now.length = Math.min(A_DAY - QUARTER, Math.max(QUARTER, now.length + by));
    show();
  } else if (event.key === "Enter" && held?.block === block) {
    save();
  } else if (event.key === "Escape" && held) {
    leave();
  } else {
    return;
  }
  event.preventDefault();
  event.stopPropagation();
}

if (table && mover && field && matchMedia("(min-width: 48rem)").matches) {
  for (const block of table.querySelectorAll("[data-shift]")) {
    const edge = document.createElement("i");
    edge.className = "stretch";
    block.append(edge);
    block.draggable = false;
  }
  table.addEventListener("pointerdown", down => {
    if (down.button !== 0 || down.pointerType === "touch") return;
    const block = down.target.closest("[data-shift]"), cell = down.target.closest("td[data-day]");
    if (down.target.closest(".stretch")) { down.preventDefault(); stretch(down, block); }
    else if (block) drag(down, block);
    else if (cell) draw(down, cell);
  });
  table.addEventListener("keydown", pressed);
  table.addEventListener("dragstart", event => event.preventDefault());
}
