/* Visits by keyboard: rows that keep their focus, letters that act, the panel, the search, undo.
   Letters work only while a row or the panel has the focus, and can be switched off altogether. Where
   a colleague has taken the row away, they rest for a moment: the next row was not meant. */
"use strict";

const TYPE_MS = 120;      // so long after the last key the search asks
const REST_MS = 800;      // longer than it takes to see that the focus stands on another row
const KEYS_OFF = "ez_keys_off";
const FIELDS = "input, select, textarea";

const main = document.getElementById("main");
const panel = document.getElementById("visit");
const panelBody = document.getElementById("visit-body");
const help = document.getElementById("keys");
const field = document.getElementById("q");
const foundBox = document.getElementById("found-box");
const found = document.getElementById("found");
const keyed = document.getElementById("keyed");
const acts = new Map(main.dataset.acts.trim().split(" ").map((one) => one.split(":")));
const sending = new Set(); // acts of one's own that have not been answered yet
let panelVisit = "";
let where = null;         // the row that has, or had, the focus: its visit, list and place
let restsUntil = 0;       // letters do nothing before this moment

// ------------------------------------------------------------------ rows

const lists = () => [...document.querySelectorAll("#floor [data-list]")].filter((one) => rowsOf(one).length);
const rowsOf = (list) => [...list.querySelectorAll("[data-row]")].filter((one) => one.offsetParent);
const nameOf = (row) => row.dataset.visit ?? row.dataset.appointment;

function placeOf(row) {
  const list = row.closest("[data-list]");
  return { name: nameOf(row), list: list.dataset.list, at: rowsOf(list).indexOf(row) };
}

// One row of each list is reached by Tab; the arrows reach the others.
const last = new Map();
function rove() {
  for (const list of document.querySelectorAll("#floor [data-list]")) {
    const rows = [...list.querySelectorAll("[data-row]")];
    const kept = rows.find((one) => nameOf(one) === last.get(list.dataset.list)) ?? rows.find((one) => one.offsetParent);
    for (const row of rows) row.tabIndex = row === kept ? 0 : -1;
  }
}

function goTo(row) {
  if (!row) return;
  const list = row.closest("[data-list]");
  last.set(list.dataset.list, nameOf(row));
  rove();
  row.focus();
  row.closest(".row")?.scrollIntoView({ block: "nearest" });
}

// Where the visit is now: it may have moved to another list, which is no reason to lose it.
function rowNow(place) {
  if (!place) return null;
  const same = [...document.querySelectorAll("#floor [data-row]")].filter((one) => nameOf(one) === place.name && one.offsetParent);
  if (same.length) return same.find((one) => one.closest("[data-list]").dataset.list === place.list) ?? same[0];
  const list = document.querySelector(`#floor [data-list="${place.list}"]`);
  const rows = list ? rowsOf(list) : [];
  return rows[Math.min(place.at, rows.length - 1)]
    ?? document.querySelector('#floor [data-list="waiting"] [data-row]')
    ?? document.querySelector("#floor [data-row]");
}

function nowhere() {
  return document.activeElement === document.body || document.activeElement === null || document.activeElement === main;
}

document.addEventListener("focusin", (event) => {
  const row = event.target.closest?.("#floor [data-row]");
  if (row) {
    where = placeOf(row);
    last.set(where.list, where.name);
    rove();
  } else if (event.target.closest?.("#floor") || event.target === main) where = null;
});

document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => { if (ctx.request.method === "POST") sending.add(ctx); });
document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => sending.delete(ctx));

document.addEventListener("htmx:after:swap", () => {
  const before = where?.name;
  rove();
  if (where && nowhere() && !panel.open && !help.open) goTo(rowNow(where));
  else if (where && document.activeElement.matches?.("#floor [data-row]")) where = placeOf(document.activeElement);
  if (!sending.size && where?.name !== before) restsUntil = Date.now() + REST_MS;
  tick();
  show();
});

function arrows(event) {
  const row = document.activeElement.closest?.("#floor [data-row]");
  const step = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
  const side = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step === undefined && side === undefined) return;
  if (!row && (!nowhere() || step === undefined)) return;
  event.preventDefault();
  const all = lists();
  if (!row) return back();
  const list = row.closest("[data-list]");
  if (step !== undefined) {
    const rows = rowsOf(list);
    return goTo(rows[Math.max(0, Math.min(rows.length - 1, rows.indexOf(row) + step))]);
  }
  const next = all[all.indexOf(list) + side];
  if (next) goTo(rowsOf(next).find((one) => nameOf(one) === last.get(next.dataset.list)) ?? rowsOf(next)[0]);
}

// The whole row opens its visit for a mouse or a finger.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-visit]") ?? event.target.closest?.("#floor .row")?.querySelector("a[data-visit]");
  if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (!event.target.closest("a") && (event.target.closest("button, summary") || String(getSelection()))) return;
  event.preventDefault();
  if (link.closest("#floor")) where = placeOf(link);
  openPanel(link.dataset.visit);
});

// ------------------------------------------------------------------ acts

function act(visit, path) {
  return htmx.ajax("POST", `/reception/tickets/${encodeURIComponent(visit)}/${path}`, { source: keyed, target: "#floor", swap: "innerMorph" });
}

function keysOn() {
  return localStorage.getItem(KEYS_OFF) === null;
}

function pressIn(root, letter) {
  const one = root.querySelector(`[data-letter="${letter}"]`);
  if (!one) return false;
  if (one.tagName === "SUMMARY") ask(one.parentElement);
  else one.click();
  return true;
}

function ask(details) {
  panel.querySelectorAll("details.ask").forEach((one) => { one.open = one === details; });
  details.querySelector("select, textarea, input:not([type=hidden])")?.focus();
}

function letters(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.key.length !== 1) return;
  const letter = event.key.toUpperCase();
  if (panel.open) {
    if (pressIn(panel, letter)) event.preventDefault();
    return;
  }
  const row = document.activeElement.closest?.("#floor [data-row]");
  if (!row || Date.now() < restsUntil) return;
  if (letter === main.dataset.undo && pressIn(document.getElementById("undo"), letter)) return event.preventDefault();
  const visit = row.dataset.visit;
  if (!visit || !(acts.has(letter) || letter === main.dataset.undo)) return;
  event.preventDefault();
  const path = acts.get(letter) ?? "undo";
  if (path.endsWith("?")) openPanel(visit, letter);
  else act(visit, path);
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented) return;
  if (event.key === "Escape" && !panel.open && !help.open && !document.activeElement.matches("[data-row]")) return back();
  if (event.key === "Enter" && event.ctrlKey && event.target.matches("textarea")) return event.target.form.requestSubmit();
  if (event.target.matches(FIELDS)) return;
  if (!panel.open && !help.open) arrows(event);
  if (!keysOn() || event.defaultPrevented || help.open) return;
  if (event.key === "?" && !panel.open) {
    event.preventDefault();
    return openHelp();
  }
  if (event.key === "/" && !panel.open) {
    event.preventDefault();
    return field.focus();
  }
  letters(event);
});

// ------------------------------------------------------------------ the panel

async function fragment(url) {
  const answer = await fetch(url, { headers: { "HX-Request": "true" } });
  if (answer.redirected || answer.status === 204) location.assign("/login");
  return answer.ok ? answer.text() : null;
}

const addressOf = (visit) => `/reception/visits/${encodeURIComponent(visit)}`;

async function openPanel(visit, letter) {
  const html = await fragment(addressOf(visit));
  if (html === null) return;
  panelVisit = visit;
  warned = false;
  document.getElementById("visit-message").replaceChildren();
  panelBody.innerHTML = html;
  htmx.process(panelBody);
  if (!panel.open) panel.showModal();
  if (!letter || !pressIn(panel, letter)) document.getElementById("visit-title").focus();
  tick();
}

function refreshPanel() {
  if (!panel.open) return;
  htmx.ajax("GET", addressOf(panelVisit), { target: "#visit-body", swap: "innerMorph" });
}

panel.addEventListener("toggle", (event) => {
  if (event.target.matches("details.ask") && event.target.open) ask(event.target);
}, true);

// What is half written is not thrown away by one key or press: the second one does.
let warned = false;
const WRITTEN = "details[open] textarea, details[open] input[name]:not([type=hidden], [type=checkbox])";
function keep(event) {
  const written = [...panel.querySelectorAll(WRITTEN)].some((one) => one.value.trim() && one.value !== one.defaultValue);
  if (warned || !written) return;
  warned = true;
  event.preventDefault();
  document.getElementById("visit-message").replaceChildren(document.getElementById("unsaved").content.cloneNode(true));
}
panel.addEventListener("cancel", keep);
panel.querySelector(".shut-panel").addEventListener("submit", keep);
panel.addEventListener("input", () => { warned = false; });

// To the row where one was; else to the first of those who wait; else nowhere.
function back() {
  const row = rowNow(where) ?? rowNow({ list: "waiting", at: 0 });
  if (row) goTo(row);
  else document.activeElement.blur();
}
panel.addEventListener("close", () => {
  panelBody.replaceChildren();   // what stands in it is nobody's business any more
  back();
});
help.addEventListener("close", back);

document.addEventListener("htmx:sse:after:message", refreshPanel);
document.addEventListener("htmx:finally:request", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !panel.contains(form) || !panel.open) return;
  const status = event.detail.ctx?.response?.status ?? 0;
  if (status && status < 400) return panel.close();
  document.getElementById("visit-message").append(...document.getElementById("refused").childNodes);
  refreshPanel();
});

function openHelp() {
  help.showModal();
  document.getElementById("keys-title").focus();
}
document.getElementById("keys-button").addEventListener("click", openHelp);
const toggle = document.getElementById("keys-on");
toggle.checked = keysOn();
toggle.addEventListener("change", () => {
  if (toggle.checked) localStorage.removeItem(KEYS_OFF);
  else localStorage.setItem(KEYS_OFF, "1");
});

// ------------------------------------------------------------------ undo

// Counts the seconds in which an act can be taken back, and takes the offer away after them.
function tick() {
  for (const form of document.querySelectorAll("form.undo")) {
    form.dataset.ends ??= String(Date.now() + 1000 * Number(form.querySelector("[data-seconds]").textContent));
    const left = Math.ceil((Number(form.dataset.ends) - Date.now()) / 1000);
    if (left <= 0) form.remove();
    else form.querySelector("[data-seconds]").textContent = String(left);
  }
}
setInterval(tick, 1000);

// ------------------------------------------------------------------ the search

let asked = 0;            // counts the questions, so that a late answer to an old one is dropped
let pending = null;
let typed = "";

function options() {
  return [...found.querySelectorAll("[role=option]")];
}

function choose(option) {
  for (const one of options()) one.setAttribute("aria-selected", String(one === option));
  if (option) field.setAttribute("aria-activedescendant", option.id);
  else field.removeAttribute("aria-activedescendant");
  option?.scrollIntoView({ block: "nearest" });
}

function closeFound() {
  foundBox.hidden = true;
  field.setAttribute("aria-expanded", "false");
  choose(null);
}

async function lookUp() {
  const text = field.value.trim();
  const mine = ++asked;
  if (!text) return closeFound();
  const html = await fragment(`/reception/find?q=${encodeURIComponent(text)}`);
  if (html === null || mine !== asked) return;
  typed = text;
  const box = document.createElement("template");
  box.innerHTML = html;
  document.getElementById("found-note").replaceChildren(...box.content.querySelectorAll(".option-note"));
  found.replaceChildren(...box.content.querySelectorAll("[role=option]"));
  foundBox.hidden = false;
  field.setAttribute("aria-expanded", "true");
  choose(options().length === 1 ? options()[0] : null);
}

function take(option) {
  const { visit, appointment } = option.dataset;
  field.value = "";
  closeFound();
  if (visit) return openPanel(visit);
  back();
  htmx.ajax("POST", "/reception/checkins", { source: keyed, target: "#floor", swap: "innerMorph", values: { appointment_id: appointment } });
}

async function enter() {
  clearTimeout(pending);
  if (field.value.trim() !== typed || foundBox.hidden) await lookUp();
  const chosen = found.querySelector("[aria-selected=true]");
  const code = document.querySelector("#found-note [data-code]");
  if (code || !options().length) {
    closeFound();
    return field.form.requestSubmit();
  }
  if (chosen) return take(chosen);
  choose(options()[0]);
}

field.addEventListener("input", () => {
  clearTimeout(pending);
  pending = setTimeout(lookUp, TYPE_MS);
});

field.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && !foundBox.hidden) {
    event.preventDefault();
    const all = options();
    const at = all.findIndex((one) => one.getAttribute("aria-selected") === "true");
    choose(all[(at + step + all.length) % all.length] ?? all[0]);
  } else if (event.key === "Enter" && field.value.trim()) {
    event.preventDefault();
    enter();
  } else if (event.key === "Escape") {
    event.preventDefault();
    if (!foundBox.hidden) return closeFound();
    field.value = "";
    back();
  }
});

found.addEventListener("mousedown", (event) => {
  const option = event.target.closest("[role=option]");
  if (!option) return;
  event.preventDefault();
  take(option);
});
field.addEventListener("blur", closeFound);

// ------------------------------------------------------------------ which rows are shown

const shownSheet = new CSSStyleSheet();
let shownRule = "";
document.adoptedStyleSheets = [...document.adoptedStyleSheets, shownSheet];

function show() {
  const [kind, name] = (document.getElementById("only")?.value ?? "").split(":");
  const wanted = { mine: "[data-mine]", zone: `[data-zone="${CSS.escape(name)}"]`, concern: `[data-concern="${CSS.escape(name)}"]` }[kind];
  const rule = wanted ? `.waiting .row:not(${wanted}) { display: none }` : "";
  if (rule === shownRule) return;
  shownSheet.replaceSync(shownRule = rule);
  rove();
}
document.addEventListener("change", (event) => { if (event.target.id === "only") show(); });

rove();
show();
