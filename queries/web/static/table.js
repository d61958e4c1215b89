// The target table: hot keys for the current row, history in a dialog, printing.
"use strict";

const history_ = document.getElementById("history");

const current = () => document.querySelector("tbody[data-item].current");

document.addEventListener("click", (event) => {
  const target = event.target;
  if (target.closest("[data-print]")) window.print();
  if (target.closest("[data-closes]")) history_.close();
  const row = target.closest("tbody[data-item]");
  if (row) {
    document.querySelectorAll("tbody.current").forEach((each) => each.classList.toggle("current", each === row));
    row.classList.add("current");
  }
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id === "history-body" && !history_.open) history_.showModal();
});

document.addEventListener("htmx:load", (event) => {
  const field = event.detail.elt.querySelector?.("textarea[data-chosen]");
  if (field) { field.focus(); field.select(); }
  if (event.detail.elt.matches?.("tbody[data-item]")) event.detail.elt.classList.add("current");
});

document.addEventListener("keydown", (event) => {
  const field = event.target.closest("textarea");
  if (field && event.key === "Escape") field.form.querySelector("[data-cancel]").click();
  if (field && event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229) {
    event.preventDefault();
    field.form.requestSubmit();
  }
  if (event.target.closest("input, textarea, select, dialog") || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === "c") current()?.querySelector("[data-confirm]")?.click();
  if (event.key === "e") { current()?.querySelector('[data-field="value"] .edit')?.click(); event.preventDefault(); }
  if (event.key === "u") document.querySelector("[data-undo]")?.click();
});
