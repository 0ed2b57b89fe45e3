// A file beside the grid: how many cells are taken, taking all sure ones or none; a row laid to a task is looked up at once.

export function laying() {
  const form = document.querySelector("form[data-taking]");
  if (form) taking(form);
  document.querySelector("form[data-matching]")?.addEventListener("change", (event) => event.currentTarget.requestSubmit());
}

function taking(form) {
  const boxes = [...form.querySelectorAll("input[name=take]")];
  const count = () => {
    const taken = boxes.filter((box) => box.checked).length;
    const shown = form.querySelector("[data-taken]");
    if (!shown) return;
    shown.textContent = taken;
    shown.closest("button").disabled = taken === 0;
  };
  for (const button of form.querySelectorAll("[data-take]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      for (const box of boxes) box.checked = box.dataset.state === button.dataset.take;
      count();
    });
  }
  form.addEventListener("change", (event) => {
    const row = event.target.closest("tr");
    const box = row?.querySelector("input[name=take]");
    if (box && event.target !== box) box.checked = true; // what somebody mends he means to take
    count();
  });
  count();
}
