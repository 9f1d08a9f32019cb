/* A live page: says when its connection is gone and catches up; a primary button that has just
   appeared takes no press for a moment; Enter presses it; forms that were used empty themselves. */
"use strict";

(() => {
  const QUIET_MS = 30000;   // the hub speaks at least every 20 seconds
  const SETTLE_MS = 600;    // longer than the second half of a double click or of a double tap

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
  document.addEventListener("htmx:after:swap", () => notePrimary());
  document.addEventListener("over", () => location.assign("/login"));

  // The first connection is an ordinary request; if it fails, nobody else tries again.
  document.addEventListener("htmx:error", (event) => {
    lost();
    if (event.target !== main) return;
    setTimeout(() => htmx.ajax("GET", main.getAttribute("hx-sse:connect"), { source: main }), 2000);
  });

  // Phones put pages to sleep: whoever looks again sees at once whether the page stood still.
  function look() {
    if (document.hidden || Date.now() - heardAt < QUIET_MS) return;
    lost();
    main._htmx?.sse?.reader?.cancel();
  }
  setInterval(look, 5000);
  document.addEventListener("visibilitychange", look);

  // Not randomUUID: browsers have that on encrypted connections only.
  function newKey() {
    return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  document.addEventListener("htmx:after:request", (event) => {
    const form = event.target;
    const status = event.detail.ctx?.response?.status ?? 0;
    if (!(form instanceof HTMLFormElement) || !("reset" in form.dataset) || !status || status >= 400) return;
    form.reset();
    if (form.elements.key) form.elements.key.value = newKey();   // kept until the answer was heard
  });

  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (button?.hasAttribute("data-primary") && document.body.dataset.armed !== button.form.id) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }, true);

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") document.querySelectorAll("details[open]").forEach((one) => { one.open = false; });
    if (event.key !== "Enter" || event.repeat || event.defaultPrevented) return;
    const at = document.activeElement;
    if (at && at !== document.body && at !== main) return;
    notePrimary()?.click();
  });

  document.addEventListener("click", (event) => {
    document.querySelectorAll("details.more[open]").forEach((one) => { if (!one.contains(event.target)) one.open = false; });
  });

  document.getElementById("room")?.addEventListener("change", (event) => event.target.form.submit());
  notePrimary(true);
})();
