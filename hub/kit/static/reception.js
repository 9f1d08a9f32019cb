/* Comfort only; the page works without it. Enter presses the one primary button, the page says
   when its live connection is gone, chosen places apply at once, and used forms empty themselves. */
"use strict";

const QUIET_MS = 30000;   // the hub speaks at least every 20 seconds
const CHOOSE_MS = 700;    // so long after the last key a chosen place applies
const SETTLE_MS = 600;    // a new primary button does not take the second half of a double click

const main = document.getElementById("main");
const broken = document.getElementById("broken");
document.documentElement.classList.add("js");
let heardAt = Date.now();
let arming = 0;

function heard() {
  heardAt = Date.now();
  broken.hidden = true;
  document.body.dataset.live = "yes";
}

function lost() {
  document.body.dataset.live = "no";
  if (!broken.hidden || document.hidden) return;
  const style = { hour: "2-digit", minute: "2-digit", second: "2-digit" };
  document.getElementById("broken-since").textContent = new Date(heardAt).toLocaleTimeString("de-DE", style);
  broken.hidden = false;
}

// `data-armed` on the body names the primary form that may be sent; it lives outside what is swapped.
function notePrimary(atOnce = false) {
  const button = document.querySelector("button[data-primary]");
  const form = button ? button.form.id : "";
  if (form === document.body.dataset.arming) return button;
  document.body.dataset.arming = form;
  document.body.dataset.armed = atOnce ? form : "";
  clearTimeout(arming);
  arming = setTimeout(() => { document.body.dataset.armed = form; }, SETTLE_MS);
  return button;
}

function settled(button) {
  return document.body.dataset.armed === button.form.id;
}

document.addEventListener("htmx:sse:after:connection", (event) => {
  if (event.detail.connection.status === 204) location.assign("/login");   // signed out meanwhile
});
document.addEventListener("htmx:sse:after:message", heard);
document.addEventListener("htmx:sse:error", lost);
document.addEventListener("htmx:sse:close", lost);
document.addEventListener("htmx:after:swap", () => notePrimary());
document.addEventListener("still", heard);
document.addEventListener("over", () => location.assign("/login"));

// The stream ended: say so unless it is back within a moment.
document.addEventListener("htmx:sse:before:connection", (event) => {
  if (event.detail.connection.attempt > 1) lost();
});

// The first connection is an ordinary request; if it fails, nobody else tries again.
document.addEventListener("htmx:error", (event) => {
  if (event.target !== main) return lost();
  lost();
  setTimeout(() => htmx.ajax("GET", main.getAttribute("hx-sse:connect"), { source: main }), 2000);
});

setInterval(() => {
  if (document.hidden || Date.now() - heardAt < QUIET_MS) return;
  lost();
  main._htmx?.sse?.reader?.cancel();
}, 5000);

document.addEventListener("htmx:after:request", (event) => {
  const form = event.target;
  const status = event.detail.ctx?.response?.status ?? 0;
  if (!(form instanceof HTMLFormElement) || !("reset" in form.dataset) || !status || status >= 400) return;
  form.reset();
  if (form.elements.key) form.elements.key.value = newKey();   // kept until the answer was heard
});

// Not randomUUID: browsers have that on encrypted connections only.
function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (button?.hasAttribute("data-primary") && !settled(button)) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}, true);

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.querySelectorAll(".floor details[open]").forEach((one) => { one.open = false; });
  if (event.key !== "Enter" || event.repeat || event.defaultPrevented || document.querySelector("dialog[open]")) return;
  const at = document.activeElement;
  if (at && at !== document.body && at !== main && !at.classList.contains("rows")) return;
  notePrimary()?.click();
});

document.addEventListener("click", (event) => {
  document.querySelectorAll(".shut[open]").forEach((one) => { if (!one.contains(event.target)) one.open = false; });
});

// Who types the name of a place passes others on the way.
let choosing = 0;
document.getElementById("room")?.addEventListener("change", (event) => {
  clearTimeout(choosing);
  choosing = setTimeout(() => event.target.form.submit(), CHOOSE_MS);
});
notePrimary(true);
