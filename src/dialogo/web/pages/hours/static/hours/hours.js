// Arrows move through the grid of a week; what is typed is left alone.
const form = document.querySelector("[data-hours]");
if (form) {
  const rows = [...form.querySelectorAll("tbody tr")].map((row) => [...row.querySelectorAll("input:not([type=hidden])")]);
  const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  form.addEventListener("keydown", (event) => {
    const step = steps[event.key];
    const row = rows.findIndex((cells) => cells.includes(event.target));
    if (!step || row < 0 || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const input = event.target;
    const sideways = step[1] !== 0;
    const all = input.selectionStart === 0 && input.selectionEnd === input.value.length;
    const edge = step[1] < 0 ? input.selectionEnd === 0 : input.selectionStart === input.value.length;
    if (sideways && !all && !edge) return;
    const next = rows[row + step[0]]?.[rows[row].indexOf(input) + step[1]];
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.select();
  });
}
