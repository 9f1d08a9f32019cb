/* Silent calls: two presses send one, by keys or by the button, and nothing of it is loud here.
   Calls of colleagues ring softly once; one that nobody answers rings until somebody does. */
"use strict";

(() => {
  const CONFIRM_MS = 3000;
  const TRIES = 15;         // all within the minute in which the hub takes them for one press
  const TRY_MS = 3000;      // a line that hangs says nothing: the next try may get through
  const LOUD_EVERY_MS = 4000;
  const SOFT = [[660, 0, 0.25], [880, 0.18, 0.25]];
  const LOUD = [[988, 0, 0.9], [740, 0.22, 0.9], [988, 0.44, 0.9], [740, 0.66, 0.9]];

  const form = document.getElementById("silent");
  const region = document.getElementById("alarms");
  const button = form?.querySelector("button");
  const label = button?.innerHTML;
  const known = new Set();
  let armedUntil = 0;
  let disarming = 0;
  let audio = null;

  // ---------------------------------------------------------------- raise

  function say(text) {
    if (text) button.textContent = text;
    else button.innerHTML = label;
  }

  function press() {
    if (Date.now() < armedUntil) {
      armedUntil = 0;
      clearTimeout(disarming);
      return send("/api/v1/silent-calls", form.dataset.csrf, say);
    }
    armedUntil = Date.now() + CONFIRM_MS;
    say("Noch einmal");
    disarming = setTimeout(() => { armedUntil = 0; say(""); }, CONFIRM_MS);
  }

  // One open call a person, one yes a colleague: what is sent twice is one, so that a lost answer
  // is no matter. `tell` hears what becomes of it.
  async function send(address, csrf, tell, left = TRIES) {
    tell("…");
    try {
      const answer = await fetch(address, {
        method: "POST", headers: { "X-CSRF-Token": csrf }, signal: AbortSignal.timeout(TRY_MS),
      });
      if (answer.ok) return tell("");
      if (answer.status < 500) return tell("nicht gesendet");
    } catch (_) { /* the line is down: go on trying */ }
    if (left <= 1) return tell("nicht gesendet");
    setTimeout(() => send(address, csrf, tell, left - 1), 1000);
  }

  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    press();
  });

  document.addEventListener("keydown", (event) => {
    if (!form || event.code !== "KeyN" || !event.altKey || !event.shiftKey || event.repeat) return;
    event.preventDefault();
    press();
  });

  // ---------------------------------------------------------------- answer

  // Whoever goes must know whether the caller and the others hear of it.
  document.addEventListener("submit", (event) => {
    const { call } = event.target.dataset;
    if (!call) return;
    event.preventDefault();
    const tell = (text) => { event.submitter.textContent = text || "Sie gehen hin"; };
    send(`/api/v1/silent-calls/${call}/answer`, event.target.elements.csrf.value, tell);
  });

  // ---------------------------------------------------------------- hear

  // Browsers sound only after somebody has touched the page: whoever works on it has.
  function play(tones) {
    if (!(navigator.userActivation?.hasBeenActive ?? true)) return;
    audio ??= new AudioContext();
    audio.resume();
    for (const [pitch, after, loudness] of tones) {
      const tone = audio.createOscillator();
      const gain = audio.createGain();
      const at = audio.currentTime + after;
      tone.frequency.value = pitch;
      gain.gain.setValueAtTime(0, at);
      gain.gain.linearRampToValueAtTime(loudness, at + 0.02);
      gain.gain.exponentialRampToValueAtTime(0.001, at + 0.2);
      tone.connect(gain).connect(audio.destination);
      tone.start(at);
      tone.stop(at + 0.22);
    }
  }

  function look() {
    for (const call of region.querySelectorAll(".silent-call")) {
      if (known.has(call.id)) continue;
      known.add(call.id);
      if (!call.classList.contains("loud")) play(SOFT);
    }
  }

  if (!region || !("AudioContext" in window)) return;
  // A call that is raised anew is the same with another id.
  new MutationObserver(look).observe(region, { childList: true, subtree: true, attributeFilter: ["id"] });
  look();
  setInterval(() => {
    if (region.querySelector(".silent-call.loud")) play(LOUD);
  }, LOUD_EVERY_MS);
})();
