// The text and its records: a click on a record shows its words, a click on words shows the record.
"use strict";

const text = document.querySelector("[data-text]");
const view = document.getElementById("page");
let hit = -1;

const pieces = () => [...text.querySelectorAll("[data-start]")];

function within(start, end) {
  return pieces().filter((piece) => start <= Number(piece.dataset.start) && Number(piece.dataset.end) <= end);
}

function shine(start, end) {
  text.querySelectorAll(".shown").forEach((piece) => piece.classList.remove("shown"));
  const found = within(start, end);
  found.forEach((piece) => piece.classList.add("shown"));
  if (found.length > 0) found[0].scrollIntoView({ block: "center", behavior: "auto" });
  return found.length > 0;
}

function choose(card) {
  if (!card) return;
  document.querySelectorAll(".record.current").forEach((each) => each.classList.toggle("current", each === card));
  card.classList.add("current");
}

function showRecord(name) {
  const card = document.getElementById(name);
  if (!card) return;
  choose(card);
  card.scrollIntoView({ block: "nearest" });
}

function hits() {
  const found = [...text.querySelectorAll(".hit")];
  return found.filter((piece, at) => at === 0 || found[at - 1].dataset.end !== piece.dataset.start);
}

function go(by) {
  const all = hits();
  if (all.length === 0) return;
  hit = (hit + by + all.length) % all.length;
  text.querySelectorAll(".here").forEach((piece) => piece.classList.remove("here"));
  all[hit].classList.add("here");
  all[hit].scrollIntoView({ block: "center" });
}

function seePage(start, end) {
  view.hidden = false;
  htmx.ajax("GET", `/papers/${document.querySelector("[data-paper]").dataset.paper}/page?start=${start}&end=${end}`, {
    target: "#page",
  });
}

document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.target.closest("a[data-start]");
  if (link) {
    const { start, end } = link.dataset;
    choose(link.closest(".record"));
    if (shine(Number(start), Number(end))) {
      event.preventDefault();
      window.history.replaceState(null, "", link.getAttribute("href"));
    }
    if (!view.hidden) seePage(start, end);
    return;
  }
  const piece = event.target.closest("[data-text] [data-records]");
  if (piece) showRecord(piece.dataset.records.split(" ").pop());
  if (event.target.closest("[data-view]")) {
    event.preventDefault();
    let shown = [...text.querySelectorAll(".shown")];
    if (shown.length === 0) shown = [...text.querySelectorAll(".here, .hit")].slice(0, 1);
    seePage(shown.length ? shown[0].dataset.start : 0, shown.length ? shown.at(-1).dataset.end : 1);
  }
  if (event.target.closest("[data-close]")) view.hidden = true;
});

document.addEventListener("chosen", (event) => {
  const link = event.target.closest(".record").querySelector("[data-open]");
  shine(Number(link.dataset.start), Number(link.dataset.end));
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input, textarea, select")) return;
  if (event.key === "n") go(1);
  if (event.key === "p") go(-1);
  if (event.key === "v") document.querySelector("[data-view]")?.click();
});

window.addEventListener("load", () => {
  const asked = new URLSearchParams(window.location.search);
  if (window.matchMedia("(max-width: 75rem)").matches) document.querySelector(".outline")?.removeAttribute("open");
  if (window.location.hash.startsWith("#s")) return;
  const start = Number(asked.get("start"));
  if (asked.has("q") && hits().length > 0) {
    hit = hits().findIndex((piece) => Number(piece.dataset.start) >= start) - 1;
    go(1);
  } else if (asked.has("end")) {
    shine(start, Number(asked.get("end")));
  }
});
