// The plan's pages: all tasks chosen at once, the fields of the schedule chosen.

const all = (selector, root = document) => [...root.querySelectorAll(selector)];

function count(form) {
  const told = form.querySelector("[data-chosen]");
  const number = all('input[name="task"]:checked', form).length;
  if (told) told.textContent = number ? told.dataset.chosen.replace("%s", number) : "";
}

document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (!form) return;
  if (event.target.matches("[data-all]")) all('input[name="task"]', form).forEach((box) => (box.checked = event.target.checked));
  if (event.target.matches('[data-all], input[name="task"]')) count(form);
  if (form.matches("[data-kinds]") && event.target.name === "kind") kinds(form);
});

// Only the fields of the kind chosen; without this script all are there and the others say nothing.
function kinds(form) {
  const kind = form.elements.kind.value;
  all("[data-kind]", form).forEach((part) => (part.hidden = !part.dataset.kind.split(" ").includes(kind)));
}

all("form[data-kinds]").forEach(kinds);
all("form").forEach(count);
