// Notes during a call: a button writes the minute, and the screen stays on while the page is open.
const notes = document.querySelector("[data-notes]");

const minute = () => new Date().toTimeString().slice(0, 5);

const stamp = () => {
  const gap = notes.value && !notes.value.endsWith("\n") ? "\n" : "";
  notes.value += `${gap}${minute()} `;
  notes.dispatchEvent(new Event("input", { bubbles: true }));
  notes.focus();
};

if (notes) {
  for (const button of document.querySelectorAll("[data-stamp]")) {
    button.hidden = false;
    button.addEventListener("click", stamp);
  }
  const stayAwake = () => document.visibilityState === "visible" && navigator.wakeLock?.request("screen").catch(() => {});
  document.addEventListener("visibilitychange", stayAwake);
  stayAwake();
}
