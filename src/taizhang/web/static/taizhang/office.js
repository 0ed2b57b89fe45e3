// The office's pages: asking before an act that counts, keys of the queue and the review, ticks.

const one = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];

export function office() {
  document.addEventListener("submit", ask, true);
  document.addEventListener("keydown", keys);
  document.addEventListener("change", ticked);
  const wanted = location.hash && one(location.hash);
  if (wanted) one("details", wanted)?.setAttribute("open", "");
}

// A form with data-confirm, or one sent by a button that has it, is sent after a second, deliberate yes; without this
// script it is sent at once.
function ask(event) {
  const form = event.target;
  const question = event.submitter?.dataset.confirm || form.dataset.confirm;
  if (!question || form.dataset.agreed) return;
  event.preventDefault();
  event.stopPropagation();
  const number = all('[name="chosen"]:checked', form).length;
  if (form.matches("[data-queue]") && !number) return;
  const dialog = document.createElement("dialog");
  dialog.className = "confirm";
  const words = document.createElement("p");
  words.textContent = question;
  const buttons = document.createElement("div");
  buttons.className = "actions";
  const no = button(document.body.dataset.no, "btn", () => dialog.close());
  const yes = button(document.body.dataset.yes + (number ? ` (${number})` : ""), "btn btn-primary", () => {
    form.dataset.agreed = "1";
    dialog.close();
    form.requestSubmit(event.submitter);
  });
  buttons.append(no, yes);
  dialog.append(words, buttons);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  yes.focus();
}

function button(words, look, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = look;
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
}

function keys(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || one("dialog[open]")) return;
  if (event.target.closest("input:not([type=checkbox]), select, textarea, [contenteditable]")) return;
  const review = one("[data-review]");
  if (review) return reviewKey(event, review);
  if (one("[data-queue]")) queueKey(event);
}

function reviewKey(event, review) {
  const { key } = event;
  if (key === "j" && review.dataset.next) location.assign(review.dataset.next);
  else if (key === "k" && review.dataset.previous) location.assign(review.dataset.previous);
  else if (key === "a") one("form[data-key=a]")?.requestSubmit();
  else if (key === "r") openGiveBack(event);
}

function openGiveBack(event) {
  const panel = one(".decide details");
  if (!panel) return;
  event.preventDefault(); // the letter itself is no reason
  panel.open = true;
  one("textarea", panel).focus();
}

function queueKey(event) {
  const rows = all("tr[data-row]");
  const at = rows.findIndex((row) => row.classList.contains("chosen"));
  const step = { j: 1, k: -1 }[event.key];
  if (step) {
    const next = rows[at < 0 ? 0 : Math.min(Math.max(at + step, 0), rows.length - 1)];
    rows[at]?.classList.remove("chosen");
    next?.classList.add("chosen");
    next?.scrollIntoView({ block: "nearest" });
  } else if (at >= 0 && event.key === "x") {
    one("input[name=chosen]", rows[at])?.click();
  } else if (at >= 0 && event.key === "Enter" && event.target === document.body) {
    one("a.unit", rows[at]).click();
  }
}

// The tick in the head ticks all; tasks that are given back are counted where one writes the reason.
function ticked(event) {
  if (event.target.matches("[data-all]") && event.target.type === "checkbox") {
    all('[name="chosen"]', event.target.form).forEach((box) => (box.checked = event.target.checked));
  }
  if (event.target.matches('[form="give-back"]')) {
    const number = all('[form="give-back"]:checked').length;
    const told = one("[data-chosen]");
    told.textContent = number ? `${told.dataset.some}${number}` : told.dataset.all;
    one(".decide summary b").textContent = number || "";
  }
}
