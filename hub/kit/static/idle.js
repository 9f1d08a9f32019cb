/* Nobody is signed out in the middle of a long talk without a word: some minutes before, the page
   says so, and one press keeps the session. What another page of this browser asks counts too. */
"use strict";

(() => {
  const LOOK_MS = 10_000;
  const box = document.getElementById("idle");
  if (!box) return;
  const lasts = Number(box.dataset.lasts) * 1000;
  const warn = Number(box.dataset.warn) * 1000;
  const text = box.querySelector("p");
  const button = box.querySelector("button");
  const others = "BroadcastChannel" in window ? new BroadcastChannel("ez-idle") : null;
  let askedAt = Date.now();

  function alive(at) {
    askedAt = Math.max(askedAt, at);
    look();
  }

  function asked() {
    alive(Date.now());
    others?.postMessage(askedAt);
  }

  function look() {
    const left = askedAt + lasts - Date.now();
    const near = left <= warn;
    if (near) say(Math.ceil(left / 60_000));
    if (box.hidden === near) box.hidden = !near;
  }

  function say(minutes) {
    const over = minutes <= 0;
    const soon = minutes === 1 ? "in einer Minute" : `in ${minutes} Minuten`;
    const said = over ? "Sie sind abgemeldet, weil lange nichts geschah."
      : `Sie werden ${soon} abgemeldet, weil lange nichts geschah.`;
    if (text.textContent !== said) text.textContent = said;
    button.textContent = over ? "Neu anmelden" : "Angemeldet bleiben";
  }

  async function stay() {
    if (askedAt + lasts <= Date.now()) return location.assign("/login");
    const answer = await fetch("/api/v1/me", { cache: "no-store" }).catch(() => null);
    if (answer?.ok) return asked();
    if (answer?.status === 401) location.assign("/login");
    return undefined;
  }

  button.addEventListener("click", stay);
  others?.addEventListener("message", (event) => alive(Number(event.data)));
  document.addEventListener("htmx:after:request", (event) => {
    const status = event.detail.ctx?.response?.status ?? 0;
    if (status && status < 400) asked();
  });
  document.addEventListener("visibilitychange", look);
  setInterval(look, LOOK_MS);
  asked();
})();
