// Keys in the unit's grid, as in a sheet.  Enter goes down and Shift+Enter in a text begins a line; Ctrl+Enter goes to
// the next task, Ctrl+S saves at once, Escape takes back what was typed since the last save.  Arrows leave a cell at its edge.

const desk = window.matchMedia("(min-width: 768px)");

export function gridKeys(save) {
  document.addEventListener("keydown", (event) => {
    const cell = event.target;
    if (!cell.matches?.("#fill .cell") || event.isComposing) return;
    if ((event.ctrlKey || event.metaKey) && event.key === "s") return act(event, save);
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter") return act(event, () => nextTask(cell));
    if (event.key === "Escape" && !cell.matches("select")) return act(event, () => revert(cell));
    if (event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter" && cell.matches("input")) return act(event, () => down(cell, event.shiftKey ? -1 : 1));
    if (!desk.matches) return; // on a phone Enter in a text begins a line
    if (event.key === "Enter" && !event.shiftKey && !event.altKey) return act(event, () => down(cell, 1));
    const step = event.shiftKey || event.altKey || cell.matches("select") ? null : arrow(event.key, cell);
    if (step) act(event, step);
  });
  document.addEventListener("focusin", (event) => {
    if (event.target.matches?.("#fill input.cell")) event.target.select();
  });
}

function act(event, doing) {
  event.preventDefault();
  doing();
}

function revert(cell) {
  cell.value = cell.dataset.kept;
  cell.dispatchEvent(new Event("input", { bubbles: true }));
}

const column = (cell) => [...document.querySelectorAll(`#fill tbody:not([hidden]) .cell[data-col="${cell.dataset.col}"]`)];
const row = (cell) => [...cell.closest("tr").querySelectorAll(".cell")];

function move(cells, cell, by) {
  const next = cells[cells.indexOf(cell) + by];
  if (!next) return false;
  next.focus();
  next.scrollIntoView({ block: "nearest" });
  return true;
}

const down = (cell, by) => move(column(cell), cell, by);

function nextTask(cell) {
  const bodies = [...document.querySelectorAll("#fill tbody.line-open:not([hidden])")];
  const next = bodies[bodies.indexOf(cell.closest("tbody")) + 1];
  next?.querySelector(".cell")?.focus();
  next?.scrollIntoView({ block: "start" });
}

// A figure's field is left up and down at once, a text only from its first or last sign.
function arrow(key, cell) {
  const start = cell.selectionStart === 0 && (cell.selectionEnd === 0 || cell.selectionEnd === cell.value.length && cell.matches("input"));
  const end = cell.selectionEnd === cell.value.length && (cell.selectionStart === cell.value.length || cell.selectionStart === 0 && cell.matches("input"));
  const figure = cell.matches("input");
  if (key === "ArrowUp" && (figure || start)) return () => down(cell, -1);
  if (key === "ArrowDown" && (figure || end)) return () => down(cell, 1);
  if (key === "ArrowLeft" && start) return () => move(row(cell), cell, -1);
  if (key === "ArrowRight" && end) return () => move(row(cell), cell, 1);
  return null;
}
