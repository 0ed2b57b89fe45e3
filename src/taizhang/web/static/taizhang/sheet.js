// The ledger page: keys, the drawer, jumping from a finding to its words, the toolbar's address.

const one = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];

let chosen = null; // the row that was chosen last, so that new results can mark it again
let before = null; // what stands before the end of a list, while somebody is on its link and more comes

export function sheet() {
  document.addEventListener("keydown", keys);
  document.addEventListener("click", clicked);
  document.body.addEventListener("htmx:configRequest", plainAddress);
  document.body.addEventListener("htmx:beforeSwap", leaveLink);
  document.body.addEventListener("htmx:afterSwap", settled);
  document.addEventListener("mouseover", explain);
  window.addEventListener("resize", measure);
  if (one("#findings") && localStorage.getItem("folded")) fold(true);
  measure();
  openWanted();
}

// The second tier of a header sticks under the first, whose height only the browser knows.
function measure() {
  for (const table of all("table.ledger")) {
    let top = 0;
    all("thead tr", table).forEach((row, index) => {
      if (index) table.style.setProperty(`--tier-${index}`, `${top}px`);
      const single = all("th", row).find((cell) => cell.rowSpan === 1);
      top += (single || row).getBoundingClientRect().height;
    });
  }
}

// The link at the end of a list goes when more comes: who is on it is led to what came.
function leaveLink(event) {
  const end = event.detail.target.closest("tr.rest, li.rest");
  before = end?.contains(document.activeElement) ? end.previousElementSibling : null;
}

function settled(event) {
  measure();
  while (before && !before.nextElementSibling?.matches("[tabindex]")) before = before.nextElementSibling;
  before?.nextElementSibling.focus({ preventScroll: true });
  before = null;
  if (event.detail.target.id === "drawer-body") {
    drawer()?.show();
    one("#drawer-body .finding.chosen")?.scrollIntoView({ block: "nearest" });
  }
  else if (chosen) one(`tr[data-row="${chosen}"]`)?.classList.add("chosen");
}

function drawer() {
  const element = one("#drawer");
  const kit = window.bootstrap || window.tabler?.bootstrap || window.tabler;
  return element && kit ? kit.Offcanvas.getOrCreateInstance(element) : null;
}

// A link names a task, ?task=5, or a finding, ?finding=1a2b: the page goes there and opens its drawer.
async function openWanted() {
  const asked = new URLSearchParams(location.search);
  const key = asked.get("finding");
  if (key) return openFinding(key);
  const row = asked.get("task") && (await rowOf(asked.get("task")));
  if (!row) return;
  choose(row);
  open(row);
}

// By htmx itself: a link that came a moment ago does not answer to a click yet and would leave the page.
function open(row) {
  const link = one(".open", row);
  if (!window.htmx) return link.click();
  window.htmx.ajax("GET", link.href, { source: link, target: "#drawer-body" });
}

// The drawer comes even when the finding stands further down in the list than was drawn.
function openFinding(key) {
  const item = one(`li[data-key="${CSS.escape(key)}"]`);
  item?.scrollIntoView({ block: "nearest" });
  if (item) jump(item);
  window.htmx?.ajax("GET", `${one("[data-findings]").dataset.findings.replace("KEY", encodeURIComponent(key))}`, { target: "#drawer-body" });
}

// A row of a long ledger may not be drawn yet: then all rows up to it are fetched.
async function rowOf(number) {
  const find = () => one(`tr[data-row="${CSS.escape(number)}"]`);
  const rest = one("tr.rest");
  if (find() || !rest) return find();
  await window.htmx?.ajax("GET", `${rest.dataset.address}&until=${number}`, { source: rest, target: rest, swap: "outerHTML" });
  return find();
}

function mark(row) {
  all("tr.chosen").forEach((other) => other.classList.remove("chosen"));
  row.classList.add("chosen");
  chosen = row.dataset.row;
}

function choose(row) {
  mark(row);
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "center" });
}

function keys(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Enter" && event.target.matches("[data-jump]")) return jump(event.target);
  if (!one("[data-keys]")) return;
  const typing = event.target.closest("input, select, textarea, [contenteditable]");
  if (event.key === "Escape" && typing) {
    event.preventDefault(); // or the browser would empty the search field
    return event.target.blur();
  }
  if (typing) return;
  if (event.key === "Escape" && one("#drawer.show, #drawer.showing")) return drawer().hide(); // while it still slides in, too
  if (event.key === "/") {
    event.preventDefault();
    one("#q").focus();
  } else if (event.key === "j" || event.key === "k") {
    step(event.key === "j" ? 1 : -1);
  } else if (event.key === "Enter") {
    enter(event);
  }
}

// The list of findings can be folded away for a wide table; the browser remembers it.
function fold(away) {
  document.body.classList.toggle("folded", away);
  localStorage.setItem("folded", away ? "1" : "");
}

function step(by) {
  const rows = all("#sheet tr.row-task");
  const at = rows.findIndex((row) => row.classList.contains("chosen"));
  const next = rows[at < 0 ? 0 : Math.min(Math.max(at + by, 0), rows.length - 1)];
  if (!next) return;
  choose(next);
  if (one("#drawer.show")) open(next);
}

function enter(event) {
  const row = event.target === document.body ? one("tr.chosen") : event.target;
  if (row?.matches("tr.row-task")) open(row);
}

function clicked(event) {
  if (event.target.closest(".to-explain")) return; // its drawer comes by itself
  const item = event.target.closest("[data-jump]");
  if (item) return jump(item);
  if (event.target.closest("[data-fold]")) return fold(!document.body.classList.contains("folded"));
  const more = event.target.closest(".more");
  if (more) return more.setAttribute("aria-expanded", one("#selects").classList.toggle("open"));
  const keep = event.target.closest("a[data-keep-query]");
  if (keep) keep.search = location.search;
  const row = event.target.closest("#sheet tr.row-task");
  if (!row || String(getSelection()).length) return;
  mark(row);
  if (!event.target.closest("a, button")) open(row);
}

// From a finding in the list to its underlined words, or to its row where it has none.
async function jump(item) {
  all(".finding.chosen, mark.chosen").forEach((other) => other.classList.remove("chosen"));
  item.classList.add("chosen");
  const row = item.dataset.toRow && (await rowOf(item.dataset.toRow));
  const words = one(`mark[data-finding~="${item.dataset.jump}"]`);
  if (row) mark(row);
  const target = words || row;
  if (!target) return;
  target.scrollIntoView({ block: "center", inline: "nearest" });
  if (words) words.classList.add("chosen");
}

// Pointing at underlined words tells what is wrong with them.
function explain(event) {
  const words = event.target.closest?.("mark[data-finding]");
  if (!words || words.title) return;
  const told = words.dataset.finding.split(" ").map((number) => one(`[data-jump="${number}"] p`)?.textContent);
  words.title = told.filter(Boolean).join("\n");
}

// The toolbar sends only what is asked for, and the hidden columns as one short value.
function plainAddress(event) {
  if (event.target.id !== "toolbar") return;
  const asked = event.detail.parameters;
  asked.hide = all('[name="show"]', event.target).filter((box) => !box.checked).map((box) => box.value).join(".");
  delete asked.show;
  delete asked.columns;
}
