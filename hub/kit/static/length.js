/* A text that names its most is never cut: what is too much stays, is counted, and is not sent. */
"use strict";

(() => {
  const TOLD_FROM = 50;     // so many characters before the end the page begins to count

  // As the hub counts: no blanks around it, line breaks as forms send them, whole characters.
  const sizeOf = (area) => [...area.value.trim().replaceAll("\n", "\r\n")].length;

  function count(area) {
    const left = Number(area.dataset.most) - sizeOf(area);
    const words = left < 0 ? `${-left} Zeichen zu viel. Bitte kürzen Sie den Text.`
      : left <= TOLD_FROM ? `Noch ${left} Zeichen.` : "";
    document.getElementById(`${area.id}-left`).textContent = words;
    area.setCustomValidity(left < 0 ? words : "");
  }

  document.addEventListener("input", (event) => {
    if (event.target.matches("textarea[data-most]")) count(event.target);
  });
  document.addEventListener("reset", (event) => {
    setTimeout(() => event.target.querySelectorAll("textarea[data-most]").forEach(count));
  });
})();
