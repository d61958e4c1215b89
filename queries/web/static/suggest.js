// Suggestions under the search box, after the pattern of an editable combobox.
"use strict";

const box = document.getElementById("q");
const list = document.getElementById("suggested");
let asking = 0;
let timer;

function close() {
  list.hidden = true;
  list.replaceChildren();
  box.setAttribute("aria-expanded", "false");
  box.removeAttribute("aria-activedescendant");
}

function take(option) {
  box.value = option.textContent;
  close();
  box.form.requestSubmit();
}

function show(words) {
  list.replaceChildren(...words.map((word, number) => {
    const option = document.createElement("li");
    option.id = `suggested-${number}`;
    option.role = "option";
    option.ariaSelected = "false";
    option.textContent = word;
    return option;
  }));
  list.hidden = words.length === 0;
  box.setAttribute("aria-expanded", String(words.length > 0));
}

async function ask() {
  const number = ++asking;
  const words = box.value.trim();
  if (!words) { close(); return; }
  const response = await fetch(`/suggest?q=${encodeURIComponent(words)}`);
  if (!response.ok || number !== asking || document.activeElement !== box) return;
  show((await response.json()).suggestions);
}

function choose(by) {
  const options = [...list.children];
  const at = options.findIndex((option) => option.ariaSelected === "true");
  const next = (at + by + options.length + (at < 0 && by < 0 ? 1 : 0)) % options.length;
  options.forEach((option, number) => { option.ariaSelected = String(number === next); });
  box.setAttribute("aria-activedescendant", options[next].id);
}

box.addEventListener("input", (event) => {
  clearTimeout(timer);
  if (!event.isComposing) timer = setTimeout(ask, 120);
});
box.addEventListener("compositionend", () => { timer = setTimeout(ask, 120); });
box.addEventListener("blur", () => setTimeout(close, 150));
box.addEventListener("keydown", (event) => {
  if (event.isComposing || list.hidden) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    choose(event.key === "ArrowDown" ? 1 : -1);
    event.preventDefault();
  } else if (event.key === "Escape") {
    close();
  } else if (event.key === "Enter") {
    const chosen = list.querySelector('[aria-selected="true"]');
    if (chosen) { take(chosen); event.preventDefault(); }
  }
});
list.addEventListener("pointerdown", (event) => {
  const option = event.target.closest("[role=option]");
  if (option) { event.preventDefault(); take(option); }
});
