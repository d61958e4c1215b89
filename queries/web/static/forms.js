// Every call that htmx or this page makes carries the visitor's token; what the server says is told at the foot.
"use strict";

const token = () => document.querySelector('meta[name="form-token"]').content;

function tell(text) {
  const place = document.getElementById("told");
  place.textContent = text;
  place.classList.add("shown");
  setTimeout(() => place.classList.remove("shown"), 6000);
}

document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-Form-Token"] = token();
});

document.addEventListener("htmx:responseError", (event) => {
  const page = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
  const said = page.querySelector("h1, .reason");
  tell(said ? said.textContent : event.detail.xhr.responseText.slice(0, 200));
});

document.addEventListener("htmx:sendError", () => tell("连不上程序，请确认它还在运行"));

// Enter that ends a word of an input method is not for the form.
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.isComposing || event.keyCode === 229)) event.preventDefault();
}, true);

// A choice that changes what is shown need not be confirmed.
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submits]")) event.target.form.requestSubmit();
});

// What takes something away is asked about first.
document.addEventListener("submit", (event) => {
  const question = event.target.dataset.asks;
  if (question && !window.confirm(question)) event.preventDefault();
});
