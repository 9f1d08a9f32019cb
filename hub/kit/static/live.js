/* A live page: says when its connection is gone and since when, and catches up. */
"use strict";

(() => {
  const QUIET_MS = 30000;   // the hub speaks at least every 20 seconds
  const AGAIN_MS = 2000;

  const source = document.querySelector("[hx-sse\\:connect]");
  const broken = document.getElementById("broken");
  const unsure = document.getElementById("unsure");
  document.documentElement.classList.add("js");
  let heardAt = Date.now();

  function heard() {
    heardAt = Date.now();
    broken.hidden = unsure.hidden = true;
    document.body.dataset.live = "yes";
  }

  function lost() {
    document.body.dataset.live = "no";
    if (!broken.hidden || document.hidden) return;
    const style = { hour: "2-digit", minute: "2-digit", second: "2-digit" };
    document.getElementById("broken-since").textContent = new Date(heardAt).toLocaleTimeString("de-DE", style);
    broken.hidden = false;
  }

  // A stream that has ended is reported unless it is back within a moment.
  document.addEventListener("htmx:sse:before:connection", (event) => {
    if (event.detail.connection.attempt > 1) lost();
  });
  document.addEventListener("htmx:sse:after:connection", (event) => {
    if (event.detail.connection.status === 204) location.assign("/login");   // signed out meanwhile
  });
  document.addEventListener("htmx:sse:after:message", heard);
  document.addEventListener("htmx:sse:error", lost);
  document.addEventListener("htmx:sse:close", lost);
  document.addEventListener("over", () => location.assign("/login"));

  // The first connection is an ordinary request; if it fails, nobody else tries again.
  document.addEventListener("htmx:error", (event) => {
    lost();
    if (event.target !== source) {
      unsure.hidden = !(event.target instanceof HTMLFormElement);
      return;
    }
    setTimeout(() => htmx.ajax("GET", source.getAttribute("hx-sse:connect"), { source }), AGAIN_MS);
  });

  // What was refused is history with the next act.
  document.addEventListener("htmx:before:request", (event) => {
    if (event.target instanceof HTMLFormElement) document.getElementById("refused").replaceChildren();
  });

  // Phones put pages to sleep: whoever looks again sees at once whether the page stood still.
  function look() {
    if (document.hidden || Date.now() - heardAt < QUIET_MS) return;
    lost();
    source._htmx?.sse?.reader?.cancel();
  }
  setInterval(look, 5000);
  document.addEventListener("visibilitychange", look);
})();
