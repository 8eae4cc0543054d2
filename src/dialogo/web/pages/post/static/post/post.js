// The form of a post: places for pictures show one after the other, and what a picture or a video
// shows is asked for as soon as it is chosen, as are its captions. Without it every place stands open.

function slots(form) {
  let free = false;
  form.querySelectorAll("[data-slot]").forEach((slot) => {
    const taken = slot.querySelector("input[type=file]").files.length > 0;
    slot.hidden = free && !taken;
    free = free || !taken;
    slot.querySelector("textarea").closest(".field").hidden = !taken;
  });
  form.querySelectorAll("[data-film-slot]").forEach((slot) => {
    const taken = slot.querySelector("input[type=file]").files.length > 0;
    slot.querySelector("textarea").closest(".field").hidden = !taken;
    form.querySelector("[data-captions]").hidden = !taken && !form.elements["film-number"];
  });
}

const form = document.querySelector("#piece-form");
if (form) {
  slots(form);
  form.addEventListener("change", (event) => {
    if (!event.target.matches(".slot input[type=file]")) return;
    slots(form);
    if (event.target.files.length) event.target.closest(".slot").querySelector("textarea").focus();
  });
}
