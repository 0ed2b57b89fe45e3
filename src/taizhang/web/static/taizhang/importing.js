// Review and matching: the fields that only a new ledger needs, searching chooses "other task".

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
  document.querySelectorAll("[data-save-to]").forEach(newFields);
}

function newFields(select) {
  for (const field of select.form.querySelectorAll("[data-new]")) field.hidden = select.value !== "";
}
