/* Comfort only; the page works without it. It keeps the ticket's page live, says when the line is
   dead and how old is what stands there, and sounds, shakes and stays awake for a call. Written
   for phones of 2018 as well. */
"use strict";

const QUIET_MS = 40000;    // the hub speaks at least every 15 seconds
const FIRST_MS = 1000;
const LONGEST_MS = 15000;
const TONES = [[784, 0], [988, 0.22], [1319, 0.44]];   // three rising tones, 0.9 s in all

const byId = (id) => document.getElementById(id);
const body = document.body;
const button = byId("sound");
let source = null;
let heardAt = Date.now();
let tries = 0;
let revision = 0;
let said = "";
let waiting = 0;
let audio = null;
let awake = null;

function told(at) {
  heardAt = Date.now();
  byId("lost").hidden = true;
  body.dataset.live = "yes";
  body.dataset.at = at;
  byId("at").textContent = byId("at").dataset.text.replace("{time}", at);
}

// Apart from the sentence, so that no voice counts the minutes.
function age() {
  const minutes = Math.floor((Date.now() - heardAt) / 60000);
  return minutes ? `(${minutes} min)` : "";
}

function lost() {
  byId("lost-since").textContent = byId("lost-since").dataset.text.replace("{time}", body.dataset.at);
  byId("lost-age").textContent = age();
  byId("lost").hidden = false;
  body.dataset.live = "no";
}

// An answer that was long on its way must not undo what the stream has said meanwhile.
function take(piece) {
  if (piece.revision < revision) return;
  revision = piece.revision;
  told(piece.at);
  tries = 0;
  byId("main").innerHTML = piece.html;   // drawn and escaped by the hub
  body.dataset.stage = piece.stage;
  body.classList.toggle("go", piece.ring !== "");
  document.title = piece.title;
  if (said !== piece.said) byId("said").innerHTML = said = piece.said;
  if (isNew(piece.ring, body.dataset.ring)) ring();
  body.dataset.ring = piece.ring;
}

// Of several dangers one may end: that is nothing to sound for.
function isNew(ring, before) {
  const known = before.split(" ");
  return ring !== "" && ring.split(" ").some((id) => !known.includes(id));
}

// ---------------------------------------------------------------- the line

function address(what) {
  return `${location.pathname}/${what}${location.search}`;
}

function connect() {
  clearTimeout(waiting);
  if (source) source.close();
  source = new EventSource(address("live"));
  source.addEventListener("piece", (event) => take(JSON.parse(event.data)));
  source.addEventListener("beat", (event) => { tries = 0; told(JSON.parse(event.data).at); });
  source.addEventListener("over", () => { source.close(); location.reload(); });
  source.onerror = again;
}

function within(ms) {
  const end = new AbortController();
  setTimeout(() => end.abort(), ms);
  return end.signal;
}

// A stream that ends is nothing yet: the hub is asked once, and only its silence is told.
async function again() {
  if (source) source.close();
  source = null;
  clearTimeout(waiting);
  const pause = Math.min(LONGEST_MS, FIRST_MS * 2 ** tries);
  const before = tries + 1;
  waiting = setTimeout(connect, pause * (0.5 + Math.random() / 2));
  try {
    const answer = await fetch(address("now"), { cache: "no-store", signal: within(8000) });
    if (answer.status === 404) return location.reload();
    if (!answer.ok) throw new Error(String(answer.status));
    take(await answer.json());
  } catch (_) {
    lost();
  }
  tries = before;
}

setInterval(() => {
  if (Date.now() - heardAt > QUIET_MS && source) again();
  if (!byId("lost").hidden) byId("lost-age").textContent = age();
}, 5000);

document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  stayAwake();
  if (!source || Date.now() - heardAt > QUIET_MS / 2) { tries = 0; connect(); }
});
addEventListener("online", () => { tries = 0; connect(); });
addEventListener("offline", lost);

// ---------------------------------------------------------------- sound, vibration, wakefulness

function ring() {
  stayAwake();
  if (button.getAttribute("aria-pressed") !== "true") return;
  if (navigator.vibrate) navigator.vibrate([300, 150, 300, 150, 300]);
  play(0.9);
  setTimeout(() => play(0.9), 1800);
}

function play(loudness) {
  if (!audio) return;
  audio.resume();
  for (const [pitch, after] of TONES) {
    const tone = audio.createOscillator();
    const gain = audio.createGain();
    const at = audio.currentTime + after;
    tone.type = "triangle";
    tone.frequency.value = pitch;
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(loudness, at + 0.02);
    gain.gain.exponentialRampToValueAtTime(0.001, at + 0.45);
    tone.connect(gain).connect(audio.destination);
    tone.start(at);
    tone.stop(at + 0.5);
  }
}

// Browsers sound and shake only after a tap, and the screen stays on for who wants to hear a call.
async function stayAwake() {
  if (button.getAttribute("aria-pressed") !== "true" || document.hidden) return;
  if (awake && !awake.released) return;
  if (!navigator.wakeLock) return;
  try { awake = await navigator.wakeLock.request("screen"); } catch (_) { awake = null; }
}

function toggle() {
  const on = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", String(on));
  button.querySelector("span").textContent = on ? button.dataset.on : button.dataset.off;
  if (!on) {
    if (awake) awake.release();
    awake = null;
    return;
  }
  if (!audio) audio = new AudioContext();
  play(0.25);
  if (navigator.vibrate) navigator.vibrate(80);
  stayAwake();
}

button.hidden = !("AudioContext" in window);
button.addEventListener("click", toggle);
connect();
