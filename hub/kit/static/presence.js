/* Comfort only: prints at the press of a button or of P. */
"use strict";

document.getElementById("print")?.addEventListener("click", () => window.print());
document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() !== "p" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches("input, select, textarea")) return;
  event.preventDefault();
  window.print();
});
