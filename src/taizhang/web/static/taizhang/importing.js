// Import: dropping files, their size, the progress of sending; and the fields that only a new ledger needs.

export function importing() {
  document.addEventListener("dragover", (event) => over(event, true));
  document.addEventListener("dragleave", (event) => over(event, false));
  document.addEventListener("drop", dropped);
  document.addEventListener("change", (event) => {
    if (event.target.matches(".drop input")) tell(event.target);
    if (event.target.matches("[data-save-to]")) newFields(event.target);
  });
  document.body.addEventListener("htmx:xhr:progress", (event) => {
    const bar = event.target.closest("form")?.querySelector(".working progress");
    if (bar && event.detail.lengthComputable && event.detail.loaded < event.detail.total) bar.value = (100 * event.detail.loaded) / event.detail.total;
    else bar?.removeAttribute("value");
  });
  document.querySelectorAll("[data-save-to]").forEach(newFields);
}

function over(event, on) {
  const place = event.target.closest?.(".drop");
  if (!place) return;
  event.preventDefault();
  place.classList.toggle("over", on);
}

function dropped(event) {
  const place = event.target.closest?.(".drop");
  if (!place) return;
  event.preventDefault();
  place.classList.remove("over");
  const input = place.querySelector("input");
  input.files = event.dataTransfer.files;
  tell(input);
}

function tell(input) {
  const limit = Number(input.dataset.limit) * 1024 * 1024;
  const large = [...input.files].some((file) => file.size > limit);
  input.setCustomValidity(large ? input.dataset.tooLarge : "");
  if (large) input.reportValidity();
  input.closest(".drop").querySelector(".chosen").textContent = large ? input.dataset.tooLarge : [...input.files].map((file) => file.name).join("、");
}

function newFields(select) {
  for (const field of select.form.querySelectorAll("[data-new]")) field.hidden = select.value !== "";
}
