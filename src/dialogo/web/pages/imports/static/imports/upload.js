// Sends files a few at a time and says how far it is; folders keep their shape. Without it the form
// does the same at once. Its words come from the page.
"use strict";

const form = document.querySelector("form[data-upload]");
const picker = form.querySelector("#files");
const folder = form.querySelector("#folder");
const list = form.querySelector("[data-chosen]");
const told = form.querySelector("[data-told]");
const box = form.querySelector("[data-progress]");
const bar = box.querySelector("progress");
// Never records, and most of what archives weigh.
const PASSED = /\.(jpe?g|png|gif|webp|heic|svg|bmp|tiff?|ico|mp4|mov|avi|webm|mkv|m4v|mp3|m4a|wav|aac|ogg|pdf|docx?|odt|pptx?)$/i;
const LITTER = /(^|\/)(__MACOSX|\.DS_Store|Thumbs\.db|desktop\.ini|\.git)(\/|$)/;

let fromFolders = [];

const say = (name, values = {}) => form.dataset[name].replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
const chosen = () => [...[...picker.files].map((file) => ({ file, path: file.name })), ...fromFolders];
const wanted = () => chosen().filter(({ path }) => !LITTER.test(path) && !(path.includes("/") && PASSED.test(path)));

function show() {
  picker.required = !fromFolders.length;
  const tops = new Map();
  for (const { file, path } of wanted()) {
    const top = path.split("/")[0] + (path.includes("/") ? "/" : "");
    tops.set(top, (tops.get(top) ?? 0) + file.size);
  }
  // `size` is desk.js's, which lists what was chosen before this does.
  list.replaceChildren(...[...tops].map(([name, bytes]) => row(name, size(bytes, document.documentElement.lang))));
  const left = chosen().length - wanted().length;
  if (left) list.append(row(say("passed", { n: left }), ""));
}

function row(text, weight) {
  const item = document.createElement("li");
  const aside = document.createElement("span");
  aside.textContent = weight;
  item.append(text, aside);
  return item;
}

form.querySelector("[data-folder]").hidden = !("webkitdirectory" in folder);
folder.addEventListener("change", () => {
  fromFolders = [...fromFolders, ...[...folder.files].map((file) => ({ file, path: file.webkitRelativePath || file.name }))];
  setTimeout(() => { folder.value = ""; show(); });
});
picker.addEventListener("change", () => setTimeout(show));

// A folder that is dropped comes with what is in it.
async function inside(entry, path = "") {
  if (entry.isFile) {
    const file = await new Promise((ok, no) => entry.file(ok, no));
    return [{ file, path: path + entry.name }];
  }
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((ok, no) => reader.readEntries(ok, no));
    if (!some.length) return found;
    for (const one of some) found.push(...await inside(one, `${path}${entry.name}/`));
  }
}

form.querySelector("[data-files]").addEventListener("drop", (event) => {
  const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.some((entry) => entry.isDirectory)) return;
  event.preventDefault();
  event.stopPropagation();
  event.currentTarget.classList.remove("over");
  Promise.all(entries.map((entry) => inside(entry))).then((found) => {
    fromFolders = [...fromFolders, ...found.flat()];
    show();
  }, () => problem(say("broken")));
});

function problem(text) {
  box.hidden = false;
  bar.hidden = true;
  told.textContent = text;
  told.setAttribute("role", "alert");
  for (const button of form.querySelectorAll("button")) button.disabled = false;
}

function send(address, body, progress) {
  return new Promise((ok, no) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => progress(event.loaded));
    request.addEventListener("load", () => {
      const answer = request.response;
      if (request.status < 400 && answer?.address) ok(answer);
      else no(new Error(answer?.problem ?? say("broken")));
    });
    request.addEventListener("error", () => no(new Error(say("broken"))));
    request.send(body);
  });
}

function bodies(files) {
  const limit = Number(form.dataset.limit);
  const groups = [[]];
  let weight = 0;
  for (const one of files) {
    const last = groups.at(-1);
    if (last.length >= Number(form.dataset.atATime) || (last.length && weight + one.file.size > limit / 2)) {
      groups.push([]);
      weight = 0;
    }
    groups.at(-1).push(one);
    weight += one.file.size;
  }
  return groups;
}

function body(files) {
  const data = new FormData();
  data.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
  data.append("accounts", form.querySelector("#accounts").value);
  data.append("more", "yes");
  for (const { file, path } of files) {
    data.append("path", path);
    data.append("files", file);
  }
  return data;
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const files = wanted();
  if (!files.length) return problem(say("nothing"));
  const limit = Number(form.dataset.limit);
  const large = files.find(({ file }) => file.size > limit);
  if (large) return problem(say("tooLarge", { file: large.path, limit: Math.round(limit / 1e6) }));
  for (const button of form.querySelectorAll("button")) button.disabled = true;
  box.hidden = bar.hidden = false;
  told.setAttribute("role", "status");
  const all = files.reduce((sum, { file }) => sum + file.size, 0) || 1;
  let sent = 0;
  let begun = null;
  try {
    for (const group of bodies(files)) {
      const name = group.length === 1 ? group[0].path : `${group[0].path} …`;
      const address = begun ? `${begun.address}files/` : form.action;
      begun = await send(address, body(group), (loaded) => {
        const percent = Math.min(100, Math.round((100 * (sent + loaded)) / all));
        bar.value = percent;
        told.textContent = say("sending", { file: name, percent });
      });
      sent += group.reduce((sum, { file }) => sum + file.size, 0);
    }
    const rest = new FormData();
    rest.append("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
    const { address } = await send(`${begun.address}start/`, rest, () => {});
    location.assign(address);
  } catch (error) {
    problem(error.message);
  }
});
