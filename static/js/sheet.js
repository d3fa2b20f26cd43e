// Opens links marked data-sheet in a <dialog>. Whatever goes wrong (no network, an old browser, a modified click), the
// link is followed as the page that it also is.
const shell = () => document.getElementById("t-sheet")?.content.querySelector("dialog");

const open = (html, from) => {
  const page = new DOMParser().parseFromString(html, "text/html");
  const body = page.querySelector("[data-sheet-body]") || page.querySelector("main") || page.body;
  const dialog = shell().cloneNode(true);
  const place = dialog.querySelector(".sheet-body");
  for (const gone of body.querySelectorAll("nav.pagehead, .toasts")) gone.remove();
  place.append(...body.childNodes);
  const heading = place.querySelector("h1, h2");
  if (heading) {
    const head = dialog.querySelector("h2");
    head.textContent = heading.textContent;
    head.id = "sheet-title";
    dialog.setAttribute("aria-labelledby", head.id);
    heading.remove();
  }
  document.body.append(dialog);
  dialog.addEventListener("close", () => {
    dialog.remove();
    from.focus();
  });
  dialog.showModal();
};

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-open]");
  if (button) return document.querySelector(button.dataset.open)?.showModal();
  if (event.target.matches("dialog.sheet")) return event.target.close();
  const link = event.target.closest("a[data-sheet]");
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!link || !plain || !window.HTMLDialogElement || !shell()) return undefined;
  event.preventDefault();
  link.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(link.href, { headers: { "X-Sheet": "1" } });
    if (!answer.ok || new URL(answer.url).pathname !== new URL(link.href).pathname) throw new Error("not the sheet");
    open(await answer.text(), link);
  } catch {
    location.href = link.href;
  } finally {
    link.removeAttribute("aria-busy");
  }
  return undefined;
});
