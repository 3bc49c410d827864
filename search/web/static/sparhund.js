// What pages can do besides: keys (/ j k), copying a citation, how far an upload has come. All pages
// work without.
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

// An upload: how much of it is sent, then how far it is taken in.

const parsed = (text) => new DOMParser().parseFromString(text, "text/html");
let following = false;

function send(event) {
  event.preventDefault();
  const form = event.target;
  const [sending, share, cut] = ["sending", "share", "cut"].map((name) => form.querySelector(`[data-${name}]`));
  const busy = (on) => {
    sending.hidden = !on;
    form.querySelector("button").disabled = on;
  };
  const request = new XMLHttpRequest();
  request.upload.addEventListener("progress", ({ loaded, total }) => {
    sending.querySelector("progress").value = total ? loaded / total : 0;
    share.textContent = total ? `${Math.floor((100 * loaded) / total)} %` : "";
  });
  const fail = () => {
    busy(false);
    cut.hidden = false;
  };
  request.addEventListener("error", fail);
  request.addEventListener("load", () => {
    const content = parsed(request.responseText).getElementById("content");
    if (!content) return fail();
    document.getElementById("content").replaceWith(content);
    listen();
    content.focus();
  });
  cut.hidden = true;
  busy(true);
  request.open("POST", form.action);
  request.send(new FormData(form));
}

async function follow() {
  if (following) return;
  following = true;
  let shown;
  while ((shown = document.querySelector("#uploads[data-busy]"))) {
    await new Promise((done) => setTimeout(done, 700));
    const answer = await fetch("/upload").catch(() => null);
    if (!answer) continue; // the next may get through
    const now = parsed(await answer.text()).getElementById("uploads");
    if (!now) break; // logged out
    shown.replaceWith(now);
    if (!now.hasAttribute("data-busy")) said.textContent = now.querySelector("h3")?.textContent ?? "";
  }
  following = false;
}

function listen() {
  document.querySelector("[data-upload]")?.addEventListener("submit", send);
  follow();
}

listen();
