// The form of a layout: paper and type are the template's own as long as it is used.
// All else works without a script; the preview is fetched by htmx.

const form = document.querySelector("form[data-layout]");
const template = form?.querySelector('input[name="template"]');
const own = form?.querySelector("[data-without-template]");
template?.addEventListener("change", () => {
  if (own) own.hidden = template.checked;
});
document.addEventListener("DOMContentLoaded", () => {
  if (window.htmx) form?.querySelector("[data-look]")?.setAttribute("hidden", "");
});

// What was changed and not saved is not lost by a slip.
let changed = form?.dataset.changed === "1";
form?.addEventListener("input", () => (changed = true));
form?.addEventListener("submit", () => (changed = false));
window.addEventListener("beforeunload", (event) => {
  if (changed) event.preventDefault();
});
