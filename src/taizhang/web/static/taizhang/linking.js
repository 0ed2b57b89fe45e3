// Review: a cell and its place in the source light up together, by pointing at, clicking or coming to either.

export function linking() {
  document.addEventListener("mouseover", pointed);
  document.addEventListener("click", (event) => light(event.target, true));
  document.addEventListener("focusin", (event) => came(event.target));
  document.addEventListener("click", (event) => event.target.closest("[data-unsure]") && nextUnsure(event));
  document.addEventListener("click", (event) => zoom(event.target.closest("[data-zoom]")));
}

// A page that moves below a resting pointer lights nothing.
let rested = "";
function pointed(event) {
  const here = `${event.screenX},${event.screenY}`;
  if (here !== rested) light(event.target, false);
  rested = here;
}

function light(target, move) {
  const source = target.closest?.("[data-source]");
  const cell = target.closest?.("#review [data-cell]");
  if (!source && !cell) return;
  const key = source ? source.dataset.source : cell.dataset.cell;
  document.querySelectorAll(".lit").forEach((one) => one.classList.remove("lit"));
  const ours = document.querySelectorAll(`[data-source="${key}"], #review td[data-cell="${key}"]:not(.again)`);
  ours.forEach((one) => one.classList.add("lit"));
  const other = [...ours].find((one) => (source ? one.dataset.cell : one.dataset.source));
  if (other) show(other, move);
}

function came(element) {
  light(element, false);
  if (element.matches("td.unsure")) element.querySelector(".doubtful").scrollIntoView({ block: "nearest", inline: "nearest" });
}

// From one cell that was read without certainty to the next, and from the last to the first.
let unsure = -1;
function nextUnsure(event) {
  event.preventDefault();
  const cells = document.querySelectorAll("#review td.unsure:not(.again)");
  unsure = (unsure + 1) % cells.length;
  cells[unsure].scrollIntoView({ block: "center", inline: "nearest" });
  cells[unsure].focus({ preventScroll: true });
}

// Scrolls the other pane only, never the page, so that the pointed-at cell stays under the pointer.
function show(element, move) {
  const pane = element.closest(".source, .sheet");
  const inside = element.getBoundingClientRect();
  const frame = pane.getBoundingClientRect();
  const behavior = move ? "smooth" : "auto";
  if (inside.left < frame.left || inside.right > frame.right) pane.scrollTo({ left: pane.scrollLeft + inside.left - frame.left - frame.width / 4, behavior });
  if (inside.top >= frame.top + 40 && inside.bottom <= frame.bottom - 10) return;
  pane.scrollTo({ top: pane.scrollTop + inside.top - frame.top - frame.height / 3, behavior });
}

// The pages twice as wide, and back; what is lit stays in sight.
function zoom(button) {
  if (!button) return;
  const pane = button.closest("section").querySelector(".leaves");
  button.setAttribute("aria-pressed", pane.classList.toggle("zoomed"));
  const lit = pane.querySelector(".lit");
  if (lit) show(lit, false);
}
