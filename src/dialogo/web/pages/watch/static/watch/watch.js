// Whoever opens an item in its own place has read it: the form beside it says so, quietly.
for (const list of document.querySelectorAll("[data-reading]")) {
  const opened = (event) => {
    const link = event.target.closest("a[data-opens]");
    const item = link?.closest("li");
    const form = item?.querySelector("form[data-reads]");
    if (!form || (event.type === "auxclick" && event.button !== 1)) return;
    const told = new FormData(form);
    told.append("quietly", "yes");
    fetch(form.action, { method: "POST", body: told, keepalive: true }).then((answer) => {
      if (!answer.ok) return;
      form.remove();
      item.classList.add("is-read");
    });
  };
  list.addEventListener("click", opened);
  list.addEventListener("auxclick", opened);
}
