// The unit's grid: every change is saved by itself; what follows from it comes back; nothing typed is lost when a save fails.

import { gridKeys } from "./gridkeys.js";
import { pasting } from "./pasting.js";
import { say } from "./toast.js";

const one = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const TYPING = 900; // milliseconds of rest before a save
const RETRY = [2000, 4000, 8000, 15000, 30000];

const dirty = new Set(); // cells whose content the server does not have
let timer, running, asking, failures = 0, stale = false, inSight = false;

export function filling() {
  if (!one("#fill")) return;
  for (const cell of all(".cell")) remember(cell);
  document.addEventListener("input", (event) => event.target.matches(".cell") && changed(event.target, TYPING));
  document.addEventListener("change", (event) => event.target.matches(".cell") && changed(event.target, 0));
  document.addEventListener("change", (event) => event.target.matches("[data-attach]") && event.target.form.requestSubmit());
  document.addEventListener("focusout", (event) => event.target.matches(".cell") && dirty.size && schedule(0));
  document.addEventListener("click", clicked);
  document.addEventListener("submit", submitted, true);
  window.addEventListener("online", () => schedule(0));
  window.addEventListener("beforeunload", leaving);
  window.addEventListener("pageshow", () => all(".cell").forEach((cell) => cell.value !== cell.dataset.kept && changed(cell)));
  gridKeys(save);
  pasting(changed, save);
  watchPanel();
  all("textarea.cell").forEach(grow);
}

function leaving(event) {
  if (!dirty.size) return;
  event.preventDefault();
  event.returnValue = one("#fill").dataset.leave; // what browsers before 2024 ask for
}

// What the server has of a cell, and the version that it was shown at.  Who comes back to the page finds in it what he
// left there unsaved: the browser puts it back, and it is still to be saved.
function remember(cell) {
  cell.dataset.kept = cell.defaultValue ?? cell.value;
  cell.dataset.seen = lineOf(cell).dataset.version;
}

const lineOf = (element) => element.closest("tbody.line");

function changed(cell, wait = 0) {
  if (cell.value === cell.dataset.kept) dirty.delete(cell);
  else dirty.add(cell);
  cell.classList.remove("wrong");
  if (cell.matches("textarea")) grow(cell);
  tell(dirty.size ? "waiting" : "idle");
  if (dirty.size) schedule(wait);
}

function grow(area) {
  if (!area.offsetParent) return;
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 2}px`;
}

function schedule(wait) {
  clearTimeout(timer);
  timer = setTimeout(save, wait);
}

const sendable = () => [...dirty].filter((cell) => !cell.classList.contains("wrong") && !cell.dataset.clash);

// Everything unsaved in one request; gives true when the server has it all.
export async function save() {
  clearTimeout(timer);
  while (running) await running;
  const cells = sendable();
  if (!cells.length) return dirty.size === 0;
  const body = new FormData();
  for (const cell of cells) {
    const task = lineOf(cell).dataset.task;
    body.set(`c:${task}:${cell.dataset.cell}`, cell.value);
    body.set(`s:${task}:${cell.dataset.cell}`, cell.dataset.seen);
    body.set(`s:${task}`, lineOf(cell).dataset.version);
  }
  const sent = new Map(cells.map((cell) => [cell, cell.value]));
  tell("saving");
  await post(one("#cells").action, body, sent);
  if (sendable().length && !failures) schedule(0);
  return dirty.size === 0;
}

async function post(address, body, sent) {
  body.set("csrfmiddlewaretoken", one("#cells [name=csrfmiddlewaretoken]").value);
  let over;
  running = new Promise((done) => (over = done));
  try {
    const answer = await fetch(address, { method: "POST", body, headers: { "X-Requested-With": "fetch" } });
    if ([400, 404, 413].includes(answer.status)) return lost(sent, answer.status === 413 ? "tooLong" : "gone");
    if (!(answer.headers.get("Content-Type") || "").includes("json")) return again(sent, await signedOut(answer));
    failures = 0;
    const told = await answer.json();
    settle(told, sent);
    return told;
  } catch {
    return again(sent, "failed");
  } finally {
    running = null;
    over();
  }
}

// What the server will never take, however often it is sent.
function lost(sent, word) {
  for (const cell of sent.keys()) wrong(cell, one("#fill").dataset[word]);
  if (!sent.size) refuse(one("#fill").dataset[word]);
  tell("refused");
  return null;
}

function again(sent, state) {
  tell(state);
  if (sent.size) schedule(RETRY[Math.min(failures++, RETRY.length - 1)]);
  else document.body.dispatchEvent(new CustomEvent("htmx:sendError"));
  return null;
}

// Who was signed out signs in again in another window; the page then takes the new token, and goes on.
async function signedOut(answer) {
  if (!answer.redirected && answer.status !== 403) return "failed";
  const page = await fetch(location.href);
  if (page.redirected) return "expired";
  const fresh = one("#cells [name=csrfmiddlewaretoken]", new DOMParser().parseFromString(await page.text(), "text/html"));
  if (fresh) one("#cells [name=csrfmiddlewaretoken]").value = fresh.value;
  return "failed";
}

function settle(told, sent) {
  for (const [task, news] of Object.entries(told.tasks)) line(one(`#task-${task}`), news, sent);
  for (const cell of sent.keys()) if (!(lineOf(cell).dataset.task in told.tasks)) wrong(cell, told.refused);
  stale = true;
  if (inSight) clearTimeout(asking), (asking = setTimeout(recheck, 600));
  count();
  if (told.refused) refuse(told.refused);
  tell(told.refused ? "refused" : dirty.size ? "waiting" : "saved", told.saved);
}

const refuse = (words) => say(words, 8000);

// One task after a save: its cells, what others changed meanwhile, and all that is computed.
function line(body, news, sent) {
  const before = body.dataset.draft;
  for (const cell of all(".cell", body)) {
    const name = cell.dataset.cell;
    const mine = sent.has(cell);
    if (name in news.wrong) wrong(cell, news.wrong[name]);
    else if (name in news.clash) continue;
    else if (mine && news.refused) wrong(cell, news.refused);
    else if (mine && !news.clashed) {
      cell.dataset.kept = sent.get(cell);
      if (cell.value === cell.dataset.kept) dirty.delete(cell);
    } else if (name in news.fresh && !dirty.has(cell)) {
      cell.value = cell.dataset.kept = news.fresh[name];
      cell.classList.add("flash");
      if (cell.matches("textarea")) grow(cell);
    }
    if (!(dirty.has(cell) && name in news.fresh)) cell.dataset.seen = news.version;
  }
  body.dataset.version = news.version;
  Object.assign(body.dataset, { state: news.state, told: news.told ? "1" : "", draft: news.draft });
  replace(body, news.html);
  clash(body, news);
  redraft(body, before);
  const jump = one(`.jump[data-jump-to="${body.dataset.task}"]`);
  if (jump) jump.dataset.state = news.state;
}

// It is sent again when something else is typed in it.
function wrong(cell, words) {
  cell.classList.add("wrong");
  cell.title = words;
  refuse(words);
}

function replace(body, html) {
  const parts = document.createElement("template");
  parts.innerHTML = html;
  for (const part of [...parts.content.children]) {
    const old = document.getElementById(part.id);
    if (!old || old.contains(document.activeElement)) continue; // a reason is being written there
    old.replaceWith(part);
  }
}

// A draft that nobody touched follows the figures.
function redraft(body, before) {
  const progress = one('[data-cell="progress"]', body);
  if (!progress || !before || before === body.dataset.draft || progress.value !== before) return;
  progress.value = body.dataset.draft;
  changed(progress);
}

// Two people on one cell: both contents side by side; one of them is chosen.
function clash(body, news) {
  const place = one(".clash", body);
  if (!place || !news.clashed) return;
  const words = one("#fill").dataset;
  place.replaceChildren(element("p", news.clashed, "clash-said"));
  for (const [name, both] of Object.entries(news.clash)) {
    const cell = one(`[data-cell="${CSS.escape(name)}"]`, body);
    if (!cell) continue;
    cell.dataset.clash = "1";
    const row = element("div", "", "clash-row");
    const take = (mine) => {
      delete cell.dataset.clash;
      cell.dataset.seen = news.version;
      cell.dataset.kept = both.theirs;
      if (!mine) cell.value = both.theirs;
      row.remove();
      if (!one(".clash-row", place)) place.replaceChildren();
      changed(cell);
      cell.focus();
    };
    row.append(option(words.theirs, both.theirs, words.useTheirs, () => take(false)));
    row.append(option(words.mine, cell.value, words.useMine, () => take(true)));
    place.append(row);
  }
}

function option(title, text, word, act) {
  const box = element("div", "", "clash-side");
  const button = element("button", word, "btn btn-sm");
  button.type = "button";
  button.addEventListener("click", act);
  box.append(element("b", title), element("p", text || one("#fill").dataset.none), button);
  return box;
}

function element(name, text, kind = "") {
  const made = document.createElement(name);
  made.textContent = text;
  made.className = kind;
  return made;
}

// The bar: how much is told, how many findings are open, whether all is saved.
function count() {
  one('[data-count="told"]').textContent = all('tbody.line[data-told="1"]:not([data-state="off"])').length;
  for (const kind of ["error", "warning"]) {
    const number = all(`.doubt[data-severity="${kind}"]`).length;
    one(`[data-count="${kind}"]`).textContent = number;
    one(`[data-for="${kind}"]`).hidden = number === 0;
  }
}

function tell(state, at = "") {
  const place = one("#saving");
  if (!place) return;
  place.dataset.state = state;
  place.textContent = at && state === "saved" ? `${place.dataset.saved} ${at}` : place.dataset[state];
}

function clicked(event) {
  const target = event.target;
  const jump = target.closest("[data-jump-to]");
  if (jump) return go(event, jump.dataset.jumpTo);
  const filter = target.closest("[data-filter]");
  if (filter) return narrow(filter.dataset.filter);
  const write = target.closest("[data-write]");
  if (write) return writeDraft(lineOf(write));
  const more = target.closest("[data-more]");
  if (more) return lineOf(more).classList.add("with-words"), all("textarea.cell", lineOf(more)).forEach(grow);
  const same = target.closest("[data-unchanged]");
  if (same) return noChange(event, same);
  if (target.closest('a[href="#sending"]')) recheck();
  for (const menu of all("details.menu[open]")) if (!menu.contains(target)) menu.open = false;
}

function go(event, task) {
  event.preventDefault();
  const body = one(`#task-${task}`);
  if (body.hidden) narrow("");
  body.scrollIntoView({ block: "start" });
  const cells = all(".cell", body);
  (cells.find((cell) => !cell.value && cell.matches("input")) || cells[0] || body).focus({ preventScroll: true });
}

function narrow(filter) {
  const fits = { "": () => true, blank: (body) => !body.dataset.told && body.dataset.state !== "off", returned: (body) => body.dataset.returned };
  fits.doubt = (body) => one('.doubt[data-severity="error"], .doubt[data-severity="warning"]', body);
  const bodies = all("tbody.line");
  for (const body of bodies) body.hidden = !fits[filter](body);
  for (const button of all(".filter")) button.setAttribute("aria-pressed", String(button.dataset.filter === filter));
  one("#none-left").hidden = bodies.some((body) => !body.hidden);
  all("textarea.cell").forEach(grow);
}

async function writeDraft(body) {
  await save();
  const progress = one('[data-cell="progress"]', body);
  const said = body.dataset.draft;
  if (!said) return one(".cell", body).focus();
  if (!progress.value.includes(said)) progress.value = progress.value.trim() ? `${progress.value.trim()}\n${said}` : said;
  changed(progress);
  progress.focus();
}

async function noChange(event, button) {
  event.preventDefault();
  const body = lineOf(button);
  const reason = button.value || one("[data-own-reason]", body).value.trim();
  if (!reason) return one("[data-own-reason]", body).focus();
  button.closest("details").open = false;
  await act(body, button.dataset.address || button.formAction, new Map([["reason", reason]]));
}

async function act(body, address, fields) {
  await save();
  const form = new FormData();
  for (const [name, value] of fields) form.set(name, value);
  form.set(`s:${body.dataset.task}`, body.dataset.version);
  document.activeElement?.blur?.();
  return post(address, form, new Map());
}

function submitted(event) {
  const form = event.target;
  if (form.id === "cells") {
    event.preventDefault();
    save();
  } else if (form.matches("form[data-act]")) {
    event.preventDefault();
    act(lineOf(form), form.action, new FormData(form));
  } else if (form.matches("form[data-flush]") && dirty.size) {
    event.preventDefault();
    event.stopImmediatePropagation();
    save().then((whole) => (whole ? form.requestSubmit() : refuse(one("#saving").dataset.waiting)));
  }
}

// What stands in the way of sending is asked anew when its panel comes into sight, and while it is, unless one writes in it.
async function recheck() {
  await save();
  if (!stale || one("#sending-place").contains(document.activeElement)) return;
  stale = false;
  window.htmx?.trigger("#sending-place", "recheck");
}

function watchPanel() {
  const place = one("#sending-place");
  if (place) new IntersectionObserver(([seen]) => (inSight = seen.isIntersecting) && stale && recheck()).observe(place);
}
