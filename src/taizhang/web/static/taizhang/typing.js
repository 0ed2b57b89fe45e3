// A list typed row by row: the block of text becomes a table of cells, and that text again when it is sent.

for (const frame of document.querySelectorAll("[data-typing]")) begin(frame);

function begin(frame) {
  const text = frame.querySelector("textarea");
  const headings = [...frame.querySelectorAll("[data-heading]")].map((word) => word.textContent);
  const table = document.createElement("table");
  const holder = document.createElement("div");
  holder.className = "sideways";
  table.className = "plain typed";
  const head = table.createTHead().insertRow();
  headings.forEach((word) => {
    const cell = document.createElement("th");
    cell.textContent = word;
    head.append(cell);
  });
  const away = document.createElement("th");
  away.innerHTML = '<span class="visually-hidden"></span>';
  away.firstChild.textContent = frame.dataset.removeWord;
  head.append(away);
  const body = table.createTBody();
  const add = (cells = []) => body.append(rowOf(frame, headings, cells));
  parse(text.value).forEach(add);
  while (body.rows.length < 5) add();
  holder.append(table);
  text.before(holder);
  text.hidden = true;
  text.required = false; // nobody could be led to a field that is not seen; the server asks for it
  frame.querySelector("label").hidden = frame.querySelector(".headings").hidden = true;
  const more = frame.querySelector("[data-add]");
  more.hidden = false;
  more.addEventListener("click", () => {
    add();
    body.lastElementChild.querySelector("textarea").focus();
  });
  table.addEventListener("paste", (event) => paste(event, body, add));
  table.addEventListener("input", (event) => grow(event.target, frame));
  table.addEventListener("keydown", (event) => next(event, body, add));
  text.form.addEventListener("submit", () => (text.value = written(body)));
  body.querySelectorAll("textarea").forEach((cell) => grow(cell, frame));
}

function rowOf(frame, headings, cells) {
  const row = document.createElement("tr");
  headings.forEach((word, k) => {
    const cell = document.createElement("textarea");
    cell.rows = 1;
    cell.className = "form-control";
    cell.setAttribute("aria-label", word);
    cell.value = cells[k] || "";
    row.insertCell().append(cell);
  });
  const gone = document.createElement("button");
  gone.type = "button";
  gone.className = "quiet";
  gone.textContent = "×";
  gone.setAttribute("aria-label", frame.dataset.removeWord);
  gone.addEventListener("click", () => row.remove());
  row.insertCell().append(gone);
  return row;
}

// A cell is as high as its text; one with a target still open shows so.
function grow(cell, frame) {
  cell.rows = 1;
  cell.rows = Math.min(8, Math.max(1, Math.round((cell.scrollHeight - 10) / 20)));
  cell.classList.toggle("still-open", cell.value.includes(frame.dataset.open));
}

// A block from a sheet is laid out from the cell it was pasted into, with rows added where it is longer.
function paste(event, body, add) {
  const block = event.clipboardData.getData("text/plain");
  const cell = event.target.closest("td");
  if (!cell || !/[\t\n]/.test(block.trim())) return;
  event.preventDefault();
  const from = cell.parentElement.sectionRowIndex;
  parse(block.replace(/\r\n/g, "\n").replace(/\n$/, "")).forEach((cells, down) => {
    while (body.rows.length <= from + down) add();
    cells.forEach((words, right) => {
      const target = body.rows[from + down].cells[cell.cellIndex + right]?.querySelector("textarea");
      if (!target) return;
      target.value = words;
      target.dispatchEvent(new Event("input", { bubbles: true }));
    });
  });
}

// Enter goes to the row below, which is made at the end; a line within a cell is Shift+Enter.
function next(event, body, add) {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  const cell = event.target.closest("td");
  if (!cell || !event.target.matches("textarea")) return;
  event.preventDefault();
  const row = cell.parentElement;
  if (!row.nextElementSibling) add();
  row.nextElementSibling.cells[cell.cellIndex].querySelector("textarea").focus();
}

// Tabs between cells, quotes around a cell that has lines or quotes: as sheets copy and the server reads.
function parse(text) {
  const rows = [];
  let row = [], cell = "", quoted = false;
  for (let k = 0; k < text.length; k++) {
    const sign = text[k];
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[k + 1] === '"') cell += text[++k];
      else quoted = false;
    } else if (sign === '"' && !cell) quoted = true;
    else if (sign === "\t" || sign === "\n") {
      row.push(cell);
      cell = "";
      if (sign === "\n") rows.push(row.splice(0));
    } else if (sign !== "\r") cell += sign;
  }
  if (cell || row.length) rows.push([...row, cell]);
  return rows;
}

function written(body) {
  const rows = [...body.rows].map((row) => [...row.querySelectorAll("textarea")].map((cell) => cell.value.trim()));
  const quote = (words) => (/[\t\n"]/.test(words) ? `"${words.replace(/"/g, '""')}"` : words);
  return rows.filter((row) => row.some(Boolean)).map((row) => row.map(quote).join("\t")).join("\n");
}
