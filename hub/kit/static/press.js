/* A page on which somebody works by pressing one primary button after the other. One that has just
   appeared takes no press for a moment; Enter presses it; forms that were used empty themselves;
   details that hang over the page shut when one goes elsewhere; a chosen place applies at once. */
"use strict";

(() => {
  const SETTLE_MS = 600;    // longer than the second half of a double click or of a double tap
  const CHOOSE_MS = 700;    // so long after the last key a chosen place applies

  const main = document.getElementById("main");
  let arming = 0;
  let choosing = 0;

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

  document.addEventListener("htmx:after:swap", () => notePrimary());

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

  function shut(keep = () => false) {
    document.querySelectorAll("details[data-over][open]").forEach((one) => { if (!keep(one)) one.open = false; });
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") shut();
    if (event.key !== "Enter" || event.repeat || event.defaultPrevented || document.querySelector("dialog[open]")) return;
    const at = document.activeElement;
    if (at && at !== document.body && at !== main && !at.classList.contains("rows")) return;
    notePrimary()?.click();
  });
  document.addEventListener("click", (event) => shut((one) => one.contains(event.target)));

  // Who types the name of a place passes others on the way; who is quick has chosen before this runs.
  const place = document.getElementById("room");
  function choose() {
    clearTimeout(choosing);
    choosing = setTimeout(() => place.form.submit(), CHOOSE_MS);
  }
  place?.addEventListener("change", choose);
  if (place && !place.selectedOptions[0].defaultSelected) choose();
  notePrimary(true);
})();
