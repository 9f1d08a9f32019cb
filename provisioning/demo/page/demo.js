// Shows new pictures as they are pushed, and passes on what the visitor's hands do.
"use strict";

const post = (path, body) =>
  fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body });

for (const letter of document.querySelectorAll("[data-hold]")) {
  letter.addEventListener("click", () => {
    document.querySelector(".letter.held")?.classList.remove("held");
    letter.classList.add("held");
    post(`/demo/hold/${letter.dataset.hold}`);
  });
}

for (const fault of document.querySelectorAll("[data-fault]")) {
  fault.addEventListener("click", () => post(`/demo/fault/${fault.dataset.fault}`));
}

const kiosk = document.querySelector("[data-touch]");
kiosk.addEventListener("pointerdown", (event) => {
  event.preventDefault();
  const frame = kiosk.getBoundingClientRect();
  const at = [(event.clientX - frame.left) / frame.width, (event.clientY - frame.top) / frame.height];
  post("/demo/touch", JSON.stringify(at));
});

const live = new EventSource("/demo/live");

for (const view of document.querySelectorAll("img[id^=view-]")) {
  live.addEventListener(view.id, (event) => {
    if (event.data !== "0") view.src = `/demo/view/${view.id.slice(5)}?${event.data}`;
  });
}

live.addEventListener("paper", (event) => {
  const slips = JSON.parse(event.data).map((name) => {
    const slip = new Image();
    slip.src = `/demo/paper/${name}`;
    slip.alt = "Zettel aus dem Drucker";
    return slip;
  });
  if (slips.length > 0) document.getElementById("paper").replaceChildren(...slips);
});

live.addEventListener("alive", (event) => {
  const items = Object.entries(JSON.parse(event.data)).map(([name, alive]) => {
    const item = document.createElement("li");
    item.textContent = alive ? name : `${name} steht`;
    item.className = alive ? "" : "gone";
    return item;
  });
  document.getElementById("alive").replaceChildren(...items);
});
