// A word at the foot of the page for a while; the last one said stays its whole time.

let timer;

export function say(words, milliseconds) {
  const toast = document.getElementById("toast");
  toast.textContent = words;
  toast.hidden = false;
  clearTimeout(timer);
  timer = setTimeout(() => (toast.hidden = true), milliseconds);
}
