// Small conveniences; every page works without this file.
"use strict";

// A form is sent once, even when its button is pressed twice.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  for (const button of form.querySelectorAll("button")) button.setAttribute("aria-disabled", "true");
});

// Coming back by the browser's history allows sending again.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("button")) button.removeAttribute("aria-disabled");
  }
});

// "/" goes to the search field, as long as nothing is being typed.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.target.closest("input, textarea, select")) return;
  const find = document.getElementById("find");
  if (find) {
    event.preventDefault();
    find.focus();
  }
});

// Opening a page at a fold's address opens the fold.
const aim = location.hash && document.getElementById(location.hash.slice(1));
if (aim) for (let fold = aim.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;

// Folded parts are printed open.
window.addEventListener("beforeprint", () => {
  for (const fold of document.querySelectorAll("main details.print-open")) fold.open = true;
});
