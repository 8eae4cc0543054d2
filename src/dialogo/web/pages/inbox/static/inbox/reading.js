// What of a conversation is in sight: the end of it, or what is new there from its beginning; and
// whether somebody is at work below. Without it one scrolls by hand.

const one = (selector, from = document) => from.querySelector(selector);

let atEnd = true;
const sizes = new ResizeObserver(() => {
  const box = one("#turns");
  if (box && atEnd) box.scrollTop = box.scrollHeight;
});

function toTheEnd() {
  sizes.disconnect();
  const box = one("#turns");
  if (!box) return;
  box.scrollTop = box.scrollHeight;
  // What is new, or what they said last, is read from its beginning.
  const first = one(".from-here", box) || one(".turn.latest", box);
  const above = first ? box.getBoundingClientRect().top - first.getBoundingClientRect().top : 0;
  if (above > 0) box.scrollTop -= above + 8;
  atEnd = above <= 0;
  sizes.observe(box);
}

// Who reads the end goes on reading it when the composer grows below.
document.addEventListener("scroll", ({ target }) => {
  if (target.id === "turns") atEnd = target.scrollHeight - target.scrollTop - target.clientHeight < 8;
}, true);

document.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (["conversation", "inbox"].includes(detail.target?.id) || detail.elt?.matches?.("#conversation")) toTheEnd();
});
toTheEnd();
one("#ways [aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });

// Whoever writes is at work there until the focus is somewhere else; what is read there by a click
// gives the focus to the whole page. Nothing moves under a finger that is down.
let atWork = false;
let down = false;
function settle() {
  if (!down) one("#composer")?.classList.toggle("at-work", atWork);
}
document.addEventListener("focusin", ({ target }) => {
  const place = one("#composer");
  if (!place || target.contains(place.parentElement)) return;
  atWork = place.contains(target);
  settle();
});
document.addEventListener("pointerdown", () => { down = true; }, true);
for (const up of ["pointerup", "pointercancel"]) {
  document.addEventListener(up, () => setTimeout(() => { down = false; settle(); }), true);
}
