// The pane beside the list shows the hit that is chosen by key, or that the pointer rests on.
"use strict";

const preview = document.getElementById("preview");
let resting;

function look(item) {
  if (!item || !preview || preview.offsetParent === null) return;
  document.querySelectorAll("[data-item].current").forEach((each) => each.classList.remove("current"));
  item.classList.add("current");
  htmx.trigger(item.querySelector("[data-open]"), "preview");
}

document.addEventListener("chosen", (event) => look(event.target.closest("[data-item]")));
document.addEventListener("pointerover", (event) => {
  clearTimeout(resting);
  const item = event.target.closest("[data-item]");
  if (item) resting = setTimeout(() => look(item), 250);
});
// At once: whoever touches it while pictures still load must not find it closed again.
if (window.matchMedia("(max-width: 64rem)").matches) document.querySelector(".facets")?.removeAttribute("open");
window.addEventListener("load", () => look(document.querySelector("[data-item]")));
