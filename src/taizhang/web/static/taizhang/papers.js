// Papers: print, and put a fact where one writes.  All else of these pages works without a script.

const print = document.querySelector("[data-print]");
if (print) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}

const form = document.querySelector("form[data-facts]");
let last = null;
form?.addEventListener("focusin", (event) => {
  if (event.target.matches("textarea, #title")) last = event.target;
});
form?.addEventListener("click", (event) => {
  const fact = event.target.closest("[data-fact]");
  if (!fact || !last) return;
  last.setRangeText(`{${fact.dataset.fact}}`, last.selectionStart, last.selectionEnd, "end");
  const kind = last.closest("li")?.querySelector("select");
  if (kind?.value === "free") kind.value = "text";
  last.focus();
});

// Another period may have other layouts: ask for them at once.
const period = document.querySelector("select[data-choose]");
period?.addEventListener("change", () => {
  const ask = document.createElement("input");
  Object.assign(ask, { type: "hidden", name: "do", value: "choose" });
  period.form.append(ask);
  period.form.noValidate = true;
  period.form.submit();
});

// How many periods stand beside this one is asked for layouts with columns for them.
const beside = document.querySelector("[data-beside]");
const layouts = document.querySelectorAll("input[name=layout]");
const asked = () => (beside.hidden = !document.querySelector("input[name=layout][data-each]:checked"));
if (beside) {
  layouts.forEach((layout) => layout.addEventListener("change", asked));
  asked();
}
