// What the long lists need from the keyboard: J/K move, X chooses, Enter opens, / searches; and the count in the bulk bar.
const rows = () => [...document.querySelectorAll(".table tbody tr")];
const count = () => {
  for (const place of document.querySelectorAll("[data-bulk-count]")) {
    place.textContent = String(document.querySelectorAll(".tick-cell input[name]:checked").length);
  }
};

const move = (step) => {
  const all = rows();
  const at = all.findIndex((row) => row.classList.contains("is-selected"));
  const to = all[Math.min(Math.max(at + step, 0), all.length - 1)];
  for (const row of all) row.classList.toggle("is-selected", row === to);
  to?.querySelector(".td-main a")?.focus();
};

document.addEventListener("change", (event) => {
  const all = event.target.closest("[data-tick-all]");
  if (all) for (const box of document.querySelectorAll(".tick-cell input[name]")) box.checked = all.checked;
  count();
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input, textarea, select, dialog") || !rows().length) return;
  const chosen = document.querySelector(".table .is-selected");
  if (event.key === "j") move(1);
  else if (event.key === "k") move(-1);
  else if (event.key === "x") chosen?.querySelector("input[type=checkbox]")?.click();
  else if (event.key === "/") {
    event.preventDefault();
    document.querySelector("input[type=search]")?.focus();
  }
});
count();
