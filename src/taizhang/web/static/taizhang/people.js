// A password's rules while it is typed, copying a link, choosing all rows.  The site decides all the same.
const KINDS = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/];

export function people() {
  document.querySelectorAll("[data-password]").forEach(watch);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy-from]");
    if (button) copy(button);
  });
  document.addEventListener("change", (event) => {
    const name = event.target.dataset && event.target.dataset.all;
    if (name) document.querySelectorAll(`input[name="${name}"]`).forEach((box) => (box.checked = event.target.checked));
  });
}

function watch(field) {
  const box = document.getElementById("password-rules");
  if (!box) return;
  const user = document.querySelector("input[data-username]");
  const look = () => {
    const name = (user ? user.value : box.dataset.username || "").toLowerCase();
    box.querySelectorAll("[data-rule]").forEach((line) => {
      const kept = keeps(line.dataset.rule, field.value, Number(line.dataset.least), name);
      line.classList.toggle("kept", field.value !== "" && kept);
      line.classList.toggle("broken", field.value !== "" && !kept);
    });
  };
  field.addEventListener("input", look);
  if (user) user.addEventListener("input", look);
}

function keeps(rule, password, least, name) {
  if (rule === "length") return [...password].length >= least;
  if (rule === "classes") return KINDS.filter((kind) => kind.test(password)).length >= least;
  return name.length < 3 || !password.toLowerCase().includes(name);
}

function copy(button) {
  const field = document.getElementById(button.dataset.copyFrom);
  field.select();
  const done = () => (button.textContent = button.dataset.done);
  if (navigator.clipboard) navigator.clipboard.writeText(field.value).then(done, () => {});
  else if (document.execCommand("copy")) done(); // an office's site without HTTPS has no clipboard
}
