// Review and matching: the fields that only a new ledger needs, saving waits for what is read anew, searching chooses
// "other task".

export function importing() {
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-save-to]")) newFields(event.target);
  });
  document.addEventListener("input", (event) => {
    if (event.target.matches(".option [name=label]")) event.target.closest(".option").querySelector("[type=radio]").checked = true;
  });
  document.addEventListener("submit", (event) => {
    if (event.target.matches(".match-form")) event.preventDefault(); // Enter in the search: its change is sent already
  });
  document.addEventListener("submit", (event) => {
    if (event.target.id === "save" && document.querySelector(".columns-form.htmx-request")) waitFor(event);
  }, true);
  document.querySelectorAll("[data-save-to]").forEach(newFields);
}

// A column was corrected a moment ago, and the document is still being read with it: that is what is to be saved.
function waitFor(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
  const form = event.target;
  form.querySelector(".btn-primary").disabled = true;
  document.body.addEventListener("htmx:afterRequest", function came({ detail }) {
    if (document.querySelector(".columns-form.htmx-request")) return; // and another one was
    document.body.removeEventListener("htmx:afterRequest", came);
    form.querySelector(".btn-primary").disabled = false;
    if (detail.xhr.status === 200) form.requestSubmit();
  });
}

function newFields(select) {
  for (const field of select.form.querySelectorAll("[data-new]")) field.hidden = select.value !== "";
}
