/* Comfort only: prints at the press of a button or of P, and says when the list stands still. */
"use strict";

const QUIET_MS = 90000;   // the list is drawn anew each minute
const list = document.getElementById("list");
const broken = document.getElementById("broken");
let heardAt = Date.now();

function lost() {
  const style = { hour: "2-digit", minute: "2-digit" };
  document.getElementById("broken-since").textContent = new Date(heardAt).toLocaleTimeString("de-DE", style);
  broken.hidden = false;
}

document.getElementById("print")?.addEventListener("click", () => window.print());
document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() !== "p" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches("input, select, textarea")) return;
  event.preventDefault();
  window.print();
});

document.addEventListener("htmx:sse:after:message", () => { heardAt = Date.now(); broken.hidden = true; });
document.addEventListener("htmx:sse:error", lost);
document.addEventListener("htmx:sse:close", lost);
document.addEventListener("htmx:sse:before:connection", (event) => {
  if (event.detail.connection.attempt > 1) lost();
});
document.addEventListener("over", () => location.assign("/login"));
document.addEventListener("htmx:error", (event) => {
  lost();
  if (event.target === list) setTimeout(() => htmx.ajax("GET", list.getAttribute("hx-sse:connect"), { source: list }), 2000);
});
setInterval(() => { if (Date.now() - heardAt > QUIET_MS) lost(); }, 5000);
