// Hot keys, shown by ?; single letters only, and never while something is typed.
"use strict";

const PLACES = { s: "/search", a: "/ask", t: "/targets", d: "/duties", o: "/overview", i: "/ingest" };
let waiting = false;

const typing = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;

function items() {
  return [...document.querySelectorAll("[data-items] [data-item]")].filter((item) => item.offsetParent !== null);
}

function step(by) {
  const all = items();
  if (all.length === 0) return;
  const at = all.findIndex((item) => item.classList.contains("current"));
  const next = all[Math.min(Math.max(at + by, 0), all.length - 1)];
  all.forEach((item) => item.classList.toggle("current", item === next));
  const opens = next.querySelector("[data-open]") || next;
  opens.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
  next.dispatchEvent(new CustomEvent("chosen", { bubbles: true }));
}

function open() {
  const current = document.querySelector("[data-item].current");
  const opens = current && (current.querySelector("[data-open]") || current);
  if (opens) opens.click();
}

function pressed(key) {
  if (waiting) {
    waiting = false;
    if (PLACES[key]) window.location.assign(PLACES[key]);
    return Boolean(PLACES[key]);
  }
  const does = {
    "?": () => document.getElementById("keys").showModal(),
    "/": () => (document.getElementById("q") || document.querySelector("main input:not([type=hidden])"))?.focus(),
    g: () => { waiting = true; setTimeout(() => { waiting = false; }, 1500); },
    j: () => step(1),
    k: () => step(-1),
    o: open,
  }[key];
  if (!does) return false;
  does();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (typing(event.target)) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (document.querySelector("dialog[open]")) return;
  if (pressed(event.key)) event.preventDefault();
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-keys]")) document.getElementById("keys").showModal();
});
