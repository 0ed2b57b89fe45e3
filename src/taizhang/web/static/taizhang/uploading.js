// Import: choosing and dropping files, sending them one by one with a bar for each; without a script the form sends them all.

let chosen = []; // {file, row, state}: what the person chose, in order; state is "", "sending", "sent" or "failed"

export function uploading() {
  document.addEventListener("dragover", (event) => over(event, true));
  document.addEventListener("dragleave", (event) => over(event, false));
  document.addEventListener("drop", dropped);
  document.addEventListener("change", (event) => {
    if (event.target.matches(".drop input")) take(event.target, [...event.target.files]);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-remove]");
    if (button) remove(button.closest("li"));
  });
  document.addEventListener("submit", submitted, true); // before htmx hears of it
  window.addEventListener("beforeunload", (event) => {
    if (chosen.some((one) => one.state === "sending")) event.preventDefault(), (event.returnValue = "");
  });
}

function over(event, on) {
  const place = event.target.closest?.(".drop");
  if (!place) return;
  event.preventDefault();
  place.classList.toggle("over", on);
}

function dropped(event) {
  const place = event.target.closest?.(".drop");
  if (!place) return;
  event.preventDefault();
  place.classList.remove("over");
  take(place.querySelector("input"), [...event.dataTransfer.files]);
}

// Files chosen later are added to those before; the input itself is emptied, so that the same file can be chosen again.
function take(input, files) {
  const list = input.form.querySelector(".sending");
  const limit = Number(list.dataset.limit) * 1024 * 1024;
  for (const file of files) {
    if (chosen.some((one) => one.file.name === file.name && one.file.size === file.size)) continue;
    const row = document.getElementById("sending-row").content.firstElementChild.cloneNode(true);
    row.querySelector(".file-name").textContent = file.name;
    const one = { file, row, state: file.size > limit ? "large" : "" };
    tell(one, one.state ? list.dataset.tooLarge : list.dataset.waiting);
    chosen.push(one);
    list.append(row);
  }
  input.value = "";
  input.form.classList.toggle("with-files", chosen.length > 0);
}

function tell(one, words) {
  one.row.dataset.state = one.state;
  one.row.querySelector(".file-state").textContent = words;
}

function remove(row) {
  chosen = chosen.filter((one) => one.row !== row);
  row.closest("form").classList.toggle("with-files", chosen.length > 0);
  row.remove();
}

async function submitted(event) {
  const form = event.target;
  const waiting = chosen.filter((one) => one.state === "" || one.state === "failed");
  if (form.id !== "import-form" || !waiting.length || !form.reportValidity()) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const button = form.querySelector(".actions button");
  button.disabled = true;
  try {
    if (!(await stillIn(form))) return;
    const address = form.dataset.intake || (await begin(form, waiting));
    if (!address) return form.submit(); // the server has something to say of the form itself
    form.dataset.intake = address;
    await sendAll(form, address, waiting);
  } finally {
    button.disabled = false;
  }
}

// Who was signed out meanwhile signs in again in another window: the files chosen are still here, the form's token is not.
async function stillIn(form) {
  const list = form.querySelector(".sending");
  const page = await fetch(location.href).catch(broken);
  if (page.url.includes(list.dataset.door)) {
    for (const one of chosen) if (one.state !== "sent") (one.state = "failed"), tell(one, list.dataset.signedOut);
    return false;
  }
  const field = "[name=csrfmiddlewaretoken]";
  const fresh = new DOMParser().parseFromString(await page.text(), "text/html").querySelector(`#import-form ${field}`);
  if (fresh) form.querySelector(field).value = fresh.value;
  return true;
}

function broken() {
  document.body.dispatchEvent(new CustomEvent("htmx:sendError"));
  throw new Error("the site does not answer");
}

// Opens the import of these files; gives the address of its page.
async function begin(form, waiting) {
  const body = new FormData(form);
  body.delete("file");
  body.set("begin", "1");
  for (const one of waiting) body.append("expected", one.file.name);
  const sent = { method: "POST", body, headers: { "HX-Request": "true" } };
  return (await fetch(form.action || location.href, sent).catch(broken)).headers.get("HX-Redirect");
}

// One after another: they are reviewed in the order in which they were chosen.
async function sendAll(form, address, waiting) {
  for (const one of waiting) await send(form, address, one, form.querySelector(".sending"));
  if (chosen.every((one) => one.state === "sent")) return location.assign(address);
  const onward = form.querySelector(".onward");
  onward.href = address;
  onward.hidden = !chosen.some((one) => one.state === "sent");
}

// XMLHttpRequest, because fetch does not tell how far a body has gone.
function send(form, address, one, list) {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
  body.set("file", one.file);
  const bar = one.row.querySelector("progress");
  one.state = "sending";
  tell(one, "");
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    request.upload.onprogress = (event) => (bar.value = event.lengthComputable ? (100 * event.loaded) / event.total : 0);
    request.onloadend = () => {
      const sent = request.status === 204;
      one.state = sent ? "sent" : "failed";
      if (sent) bar.value = 100;
      const out = request.responseURL.includes(list.dataset.door) ? list.dataset.signedOut : list.dataset.broken;
      tell(one, sent ? list.dataset.sent : request.status === 422 ? request.responseText : out);
      done();
    };
    request.open("POST", `${address}add/`);
    request.send(body);
  });
}
