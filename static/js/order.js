// Arrows in place of numbers: rows move on the page, and the numbers that are sent follow them.
const form = document.querySelector("[data-order]");

const renumber = () => {
  for (const [at, place] of form.querySelectorAll(".orderplace").entries()) place.value = String(at + 1);
};

if (form) {
  for (const arrows of form.querySelectorAll("[data-order-arrows]")) arrows.hidden = false;
  for (const place of form.querySelectorAll(".orderplace")) place.hidden = true;
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (!button) return;
    const row = button.closest("li");
    const step = Number(button.dataset.move);
    const other = step < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (!other) return;
    if (step < 0) other.before(row);
    else other.after(row);
    renumber();
    button.focus();
    row.scrollIntoView({ block: "nearest" });
  });
}
