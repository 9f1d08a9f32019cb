/* Uploads with progress, and the order of a playlist: buttons, dragging, what is not saved yet. */
"use strict";

const LOOK_MS = 1000;
const main = document.getElementById("main");

// ---------------------------------------------------------------- uploads

const drop = document.getElementById("drop");
const list = document.getElementById("uploads");
const said = document.getElementById("uploads-said");
const sending = new Map();   // what this browser is sending: line by its own number
const turnedAway = [];       // lines of files that the hub refused at once and knows nothing of
let told = new Map();        // what the hub last told: state by upload
let looking = 0;
let number = 0;

function line(name, state, words, share) {
  const item = document.createElement("li");
  const title = document.createElement("span");
  title.className = "upload-name";
  title.textContent = name;
  const status = document.createElement("span");
  status.className = `state-${state}`;
  status.textContent = words;
  item.append(title, status);
  if (share !== null) {
    const bar = document.createElement("progress");
    bar.max = 100;
    bar.value = share;
    bar.setAttribute("aria-label", `${name}: ${words}`);
    item.append(bar);
  }
  return item;
}

function refused(item, what, recipe) {
  const words = document.createElement("p");
  words.className = "refused";
  words.textContent = `${what} ${recipe}`;
  item.append(words);
  return item;
}

function lineOf(upload) {
  const words = { queued: "wartet", working: `wird umgewandelt, ${upload.percent} %`, done: "fertig", refused: "nicht angenommen" };
  const busy = upload.state === "queued" || upload.state === "working";
  const item = line(upload.name, upload.state, words[upload.state], busy ? upload.percent : null);
  return upload.what ? refused(item, upload.what, upload.recipe) : item;
}

function draw(uploads) {
  list.replaceChildren(...sending.values(), ...turnedAway, ...uploads.map(lineOf));
}

async function look() {
  clearTimeout(looking);
  const answer = await fetch("/api/v1/content/uploads", { headers: { Accept: "application/json" } }).catch(() => null);
  if (answer?.status === 401) return location.assign("/login");
  if (!answer?.ok) return void (looking = setTimeout(look, 3 * LOOK_MS));
  const { uploads } = await answer.json();
  draw(uploads);
  const ended = uploads.filter((one) => told.has(one.id) && told.get(one.id) !== one.state && (one.state === "done" || one.state === "refused"));
  told = new Map(uploads.map((one) => [one.id, one.state]));
  if (ended.length) said.textContent = ended.map((one) => `${one.name}: ${one.state === "done" ? "fertig" : `nicht angenommen. ${one.what}`}`).join(" ");
  if (ended.some((one) => one.state === "done")) await refresh();
  if (sending.size || uploads.some((one) => one.state === "queued" || one.state === "working")) looking = setTimeout(look, LOOK_MS);
}

async function refresh() {
  const answer = await fetch(location.href).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  document.getElementById("grid").replaceChildren(...page.getElementById("grid").childNodes);
}

function send(file) {
  const key = number++;
  const request = new XMLHttpRequest();
  sending.set(key, line(file.name, "sending", "wird übertragen, 0 %", 0));
  list.prepend(sending.get(key));
  request.open("POST", `/api/v1/content/uploads?name=${encodeURIComponent(file.name)}`);
  request.setRequestHeader("X-CSRF-Token", main.dataset.csrf);
  request.upload.addEventListener("progress", (event) => {
    const share = event.lengthComputable ? Math.round(100 * event.loaded / event.total) : 0;
    const item = sending.get(key);
    item.querySelector("progress").value = share;
    item.querySelector(".state-sending").textContent = `wird übertragen, ${share} %`;
  });
  request.addEventListener("loadend", () => {
    const item = sending.get(key);
    sending.delete(key);
    if (request.status === 202) {
      item.remove();
      const upload = JSON.parse(request.responseText);
      told.set(upload.id, upload.state);
    } else {
      const problem = request.responseText.startsWith("{") ? JSON.parse(request.responseText) : {};
      const what = problem.what ?? "Die Übertragung ist abgebrochen.";
      turnedAway.unshift(refused(line(file.name, "refused", "nicht angenommen", null), what, problem.recipe ?? "Laden Sie die Datei noch einmal hoch."));
      item.replaceWith(turnedAway[0]);
      said.textContent = `${file.name}: nicht angenommen. ${what}`;
    }
    if (request.status === 202) look();
  });
  request.send(file);
}

if (drop) {
  const files = document.getElementById("files");
  const take = () => { [...files.files].forEach(send); files.value = ""; };
  files.addEventListener("change", take);
  if (files.files.length) take();  // chosen before this script was there to hear of it
  for (const name of ["dragenter", "dragover"]) drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
  for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => { event.preventDefault(); [...event.dataTransfer.files].forEach(send); });
  look();
}

// ---------------------------------------------------------------- playlist

const entries = document.getElementById("entries");

function changed(words) {
  document.getElementById("moved").textContent = words;
  document.getElementById("unsaved").hidden = false;
  count();
}

function count() {
  const all = [...entries.children];
  const seconds = Math.round(all.reduce((sum, one) => sum + Number(one.dataset.seconds), 0));
  document.getElementById("nothing").hidden = all.length > 0;
  document.getElementById("lasts").textContent = all.length ? `in allen Sprachen dauert eine Runde ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")} Minuten` : "";
}

if (entries) {
  let dragged = null;
  entries.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (!button) return;
    const entry = button.closest(".entry");
    const { move } = button.dataset;
    if (move === "0") {
      const next = entry.nextElementSibling ?? entry.previousElementSibling;
      entry.remove();
      (next?.querySelector("[data-move='0']") ?? document.getElementById("shelf")?.querySelector("button"))?.focus();
      return changed(`${entry.dataset.name} ist nicht mehr in der Liste.`);
    }
    if (move === "-1") entry.previousElementSibling?.before(entry);
    else entry.nextElementSibling?.after(entry);
    button.focus();
    changed(`${entry.dataset.name} steht jetzt an Stelle ${[...entries.children].indexOf(entry) + 1}.`);
  });
  document.getElementById("shelf")?.addEventListener("click", (event) => {
    const button = event.target.closest("[data-add]");
    if (!button) return;
    const entry = button.parentElement.querySelector("template").content.firstElementChild.cloneNode(true);
    entries.append(entry);
    changed(`${entry.dataset.name} steht jetzt am Ende der Liste.`);
  });
  entries.addEventListener("dragstart", (event) => {
    dragged = event.target.closest(".entry");
    dragged?.classList.add("dragged");
  });
  entries.addEventListener("dragover", (event) => {
    const over = event.target.closest(".entry");
    if (!dragged || !over || over === dragged) return;
    event.preventDefault();
    const { top, height } = over.getBoundingClientRect();
    if (event.clientY < top + height / 2) over.before(dragged);
    else over.after(dragged);
  });
  entries.addEventListener("dragend", () => {
    dragged?.classList.remove("dragged");
    if (dragged) changed(`${dragged.dataset.name} steht jetzt an Stelle ${[...entries.children].indexOf(dragged) + 1}.`);
    dragged = null;
  });
  addEventListener("beforeunload", (event) => { if (!document.getElementById("unsaved").hidden) event.preventDefault(); });
  document.getElementById("editor").addEventListener("submit", () => { document.getElementById("unsaved").hidden = true; });
  document.getElementById("editor").addEventListener("input", () => { document.getElementById("unsaved").hidden = false; });
  count();
}
