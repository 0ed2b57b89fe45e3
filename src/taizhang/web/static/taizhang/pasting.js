// A block of cells from Excel, pasted into the unit's grid: shown first, saved in one request, taken back in one.

const COLUMNS = ["value", "progress", "problems", "next_steps"];
const LINES = "#fill tbody.line:not([hidden]) tr:not(.under)";

let undo = [];

export function pasting(changed, save) {
  document.addEventListener("paste", (event) => {
    const cell = event.target;
    if (!cell.matches?.("#fill .cell")) return;
    const block = table(event.clipboardData.getData("text/plain"));
    const wide = block.some((row) => row.length > 1);
    if (!wide && (block.length < 2 || !cell.matches("input"))) return trim(event, cell, block, changed);
    event.preventDefault();
    show(plan(cell, block), changed, save);
  });
}

// One cell that comes from Excel ends with a line break, and one with line breaks inside comes in quotes.
function trim(event, cell, block, changed) {
  const text = event.clipboardData.getData("text/plain");
  if (block.length !== 1 || text === block[0][0]) return;
  event.preventDefault();
  cell.setRangeText(block[0][0], cell.selectionStart, cell.selectionEnd, "end");
  changed(cell);
}

// Rows of cells, as Excel and WPS put them on the clipboard.
export function table(text) {
  const rows = [[""]];
  let quoted = false;
  const add = (sign) => (rows[rows.length - 1][rows[rows.length - 1].length - 1] += sign);
  const signs = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (let at = 0; at < signs.length; at++) {
    const sign = signs[at];
    const row = rows[rows.length - 1];
    if (quoted && sign === '"' && signs[at + 1] === '"') add(signs[++at]);
    else if (sign === '"' && (quoted || row[row.length - 1] === "")) quoted = !quoted;
    else if (quoted) add(sign);
    else if (sign === "\t") row.push("");
    else if (sign === "\n") rows.push([""]);
    else add(sign);
  }
  return rows;
}

// Where each pasted cell goes, from the cell that has the cursor to the right and down.
function plan(cell, block) {
  const lines = [...document.querySelectorAll(LINES)];
  const top = lines.indexOf(cell.closest("tr"));
  const left = Math.max(COLUMNS.indexOf(cell.dataset.col), 0);
  const places = [];
  let outside = 0;
  block.forEach((row, down) =>
    row.forEach((text, right) => {
      const column = COLUMNS[left + right];
      const place = column && lines[top + down]?.querySelector(`.cell[data-col="${column}"]`);
      if (place) places.push({ place, text: text.trim() });
      else if (text.trim()) outside += 1;
    }),
  );
  return { places: places.filter(({ place, text }) => text !== "" && place.value !== text), outside };
}

function show({ places, outside }, changed, save) {
  const words = document.querySelector("#fill").dataset;
  const over = places.filter(({ place }) => place.value.trim()).length;
  for (const { place } of places) place.classList.add("target");
  const told = [`${words.pasted}：${places.length}${words.cells}`];
  if (over) told.push(`${over}${words.over}`);
  if (outside) told.push(`${outside}${words.outside}`);
  panel(told.join("；"), [
    [words.do, "btn btn-primary", () => put(places, changed, save)],
    [words.cancel, "btn", close],
  ]);
}

async function put(places, changed, save) {
  const words = document.querySelector("#fill").dataset;
  undo = places.map(({ place }) => ({ place, text: place.value }));
  fill(places, changed);
  close();
  await save();
  panel(`${words.pasted}：${places.length}${words.cells}`, [
    [words.undo, "btn", async () => {
      fill(undo, changed);
      close();
      await save();
    }],
    ["×", "quiet", close],
  ]);
}

function fill(places, changed) {
  for (const { place, text } of places) {
    place.value = text;
    changed(place, 5000); // the save that follows takes them all
  }
}

function panel(text, buttons) {
  const place = document.querySelector("#pasting");
  const said = document.createElement("span");
  said.textContent = text;
  place.replaceChildren(said, ...buttons.map(button));
  place.hidden = false;
  place.querySelector("button").focus({ preventScroll: true });
}

function button([word, kind, act]) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = word;
  made.className = kind;
  made.addEventListener("click", act);
  return made;
}

function close() {
  document.querySelector("#pasting").hidden = true;
  document.querySelectorAll(".cell.target").forEach((cell) => cell.classList.remove("target"));
}
