// What pages can do besides: keys (/ j k), copying a citation. All pages work without.
"use strict";

const KEYS = "sparhund-keys"; // off: for those who speak to their computer (WCAG 2.1.4)
const said = document.getElementById("said");

function keysAreOn() {
  return localStorage.getItem(KEYS) !== "off";
}

function step(by) {
  const hits = [...document.querySelectorAll("a.open")];
  const at = hits.indexOf(document.activeElement);
  const next = at < 0 ? (by > 0 ? 0 : -1) : at + by;
  hits[next]?.focus();
}

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea");
  if (typing || event.ctrlKey || event.altKey || event.metaKey || !keysAreOn()) return;
  if (event.key === "/") {
    const box = document.getElementById("q");
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  } else if (event.key === "j" || event.key === "k") {
    step(event.key === "j" ? 1 : -1);
  }
});

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
    said.textContent = button.dataset.said;
    said.classList.add("shown");
    setTimeout(() => said.classList.remove("shown"), 2500);
  });
}

for (const button of document.querySelectorAll("[data-keys]")) {
  const show = () => {
    button.textContent = keysAreOn() ? button.dataset.off : button.dataset.on;
  };
  show();
  button.parentElement.hidden = !document.querySelector("a.open");
  button.addEventListener("click", () => {
    localStorage.setItem(KEYS, keysAreOn() ? "off" : "on");
    show();
  });
}
