// The pages' own script.  Everything works without it but the linking, the keys and the drawer.
import { filling } from "./filling.js";
import { importing } from "./importing.js";
import { laying } from "./laying.js";
import { linking } from "./linking.js";
import { office } from "./office.js";
import { people } from "./people.js";
import { sheet } from "./sheet.js";
import { say } from "./toast.js";
import { uploading } from "./uploading.js";

document.body.addEventListener("htmx:responseError", complain);
document.body.addEventListener("htmx:sendError", complain);
document.body.addEventListener("htmx:beforeSwap", keepSame);

const waits = (element) => element.matches('[hx-trigger^="every"]');

// What waits for background work and tells the same again is left as it is, with whatever is being pressed in it.
function keepSame({ detail }) {
  if (!waits(detail.elt)) return;
  const told = detail.xhr.responseText.replace(/name="csrfmiddlewaretoken" value="[^"]*"/g, "");
  if (told && detail.elt.told === told) detail.shouldSwap = false;
  else if (detail.shouldSwap) setTimeout(() => (document.getElementById(detail.elt.id) || {}).told = told);
}

function complain({ detail }) {
  if (detail?.xhr?.status === 404 && waits(detail.elt)) return location.reload(); // it was dropped in another window
  say(document.body.dataset.broken, 5000);
}

// What a form sends once is not sent again by the second half of a double click, nor, where it is marked, by any later
// one: its buttons go grey, and come back with the page.
const TWICE = 1000; // milliseconds
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  const again = form.sentBy === event.submitter && event.timeStamp - form.sentAt < TWICE;
  if (again || form.hasAttribute("data-sent")) return event.preventDefault();
  Object.assign(form, { sentBy: event.submitter, sentAt: event.timeStamp });
  if (!form.matches("[data-once]")) return;
  form.setAttribute("data-sent", "");
  setTimeout(() => sent(form, true)); // after its button has said which it was
});
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => sent(form, false)));

function sent(form, yes) {
  form.toggleAttribute("data-sent", yes);
  form.querySelectorAll("button").forEach((button) => (button.disabled = yes));
}

// On a phone the places are a row wider than the page: the one we are in comes into sight.
const places = document.querySelector(".places");
const here = places && places.querySelector("[aria-current]");
if (here) places.scrollLeft = here.offsetLeft - places.offsetLeft - 16;

// A form that came back: its first error comes into sight, and one may type at once.
const wrong = document.querySelector("main .field-error");
if (wrong && !location.hash) {
  if (wrong.getBoundingClientRect().bottom > window.innerHeight) wrong.scrollIntoView({ block: "center" });
  document.getElementById(wrong.id.replace(/_error$/, ""))?.focus({ preventScroll: true });
}

filling();
importing();
laying();
linking();
office();
people();
sheet();
uploading();
