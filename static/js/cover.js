// Boxes over a picture. What counts is the list of ticked boxes below it, which works without scripts; here boxes are also
// drawn with a finger or the mouse, moved with arrow keys, and those the server finds come in while the page is open.
const WHOLE = 10000;
const LEAST = 60; // narrower strokes are slips of the finger
const SVG = "http://www.w3.org/2000/svg";
const form = document.querySelector("[data-cover]");

const start = () => {
  const list = form.querySelector("[data-cover-list]");
  const none = form.querySelector("[data-cover-none]");
  const sheets = [...form.querySelectorAll("[data-page]")];
  const shapes = new Map(); // row -> rect
  let drawing = null;

  const sheetOf = (page) => sheets.find((sheet) => sheet.dataset.page === String(page));
  const inputOf = (row) => row.querySelector("input");
  const boxOf = (row) => inputOf(row).value.split(",").map(Number);

  const place = (rect, [, left, top, right, bottom]) => {
    rect.setAttribute("x", left);
    rect.setAttribute("y", top);
    rect.setAttribute("width", right - left);
    rect.setAttribute("height", bottom - top);
  };

  const show = (row) => {
    const rect = shapes.get(row);
    place(rect, boxOf(row));
    rect.classList.toggle("is-open", !inputOf(row).checked);
  };

  const shape = (row) => {
    const rect = document.createElementNS(SVG, "rect");
    rect.setAttribute("class", "coverbox");
    rect.setAttribute("tabindex", "0");
    rect.setAttribute("role", "img");
    rect.setAttribute("aria-label", `${row.textContent.trim()} ${form.dataset.moved}`);
    shapes.set(row, rect);
    sheetOf(boxOf(row)[0])?.querySelector("svg").append(rect);
    show(row);
  };

  const count = () => {
    none.hidden = list.children.length > 0;
  };

  const add = (box, words, ticked = true) => {
    if ([...list.querySelectorAll("input")].some((input) => input.value === box.join(","))) return null;
    const row = document.getElementById("t-coverrow").content.firstElementChild.cloneNode(true);
    inputOf(row).value = box.join(",");
    inputOf(row).checked = ticked;
    row.querySelector("span").textContent = words;
    list.append(row);
    shape(row);
    count();
    return row;
  };

  const drop = (row) => {
    shapes.get(row).remove();
    shapes.delete(row);
    row.remove();
    count();
  };

  const at = (sheet, event) => {
    const frame = sheet.querySelector("svg").getBoundingClientRect();
    const part = (value, from, size) => Math.round(Math.min(Math.max((value - from) / size, 0), 1) * WHOLE);
    return [part(event.clientX, frame.left, frame.width), part(event.clientY, frame.top, frame.height)];
  };

  const stretch = (event) => {
    const [x, y] = at(drawing.sheet, event);
    const [left, right] = [Math.min(drawing.x, x), Math.max(drawing.x, x)];
    const [top, bottom] = [Math.min(drawing.y, y), Math.max(drawing.y, y)];
    drawing.box = [Number(drawing.sheet.dataset.page), left, top, right, bottom];
    place(drawing.rect, drawing.box);
  };

  const begin = (event, sheet) => {
    if (sheet.dataset.finger === "move" || !event.isPrimary || event.button > 0) return;
    const rect = document.createElementNS(SVG, "rect");
    rect.setAttribute("class", "coverbox");
    sheet.querySelector("svg").append(rect);
    const [x, y] = at(sheet, event);
    drawing = { sheet, rect, x, y, box: null };
    sheet.setPointerCapture(event.pointerId);
    stretch(event);
  };

  const end = (keep) => {
    if (!drawing) return;
    const { rect, box } = drawing;
    drawing = null;
    rect.remove();
    const [, left, top, right, bottom] = box;
    const tapped = right - left < LEAST || bottom - top < LEAST;
    if (keep && !tapped) add(box, form.dataset.words);
    // A tap on a box takes it off or puts it on.
    if (keep && tapped) toggle(box);
  };

  const toggle = ([page, x, y]) => {
    const hit = [...shapes.keys()].reverse().find((row) => {
      const [of, left, top, right, bottom] = boxOf(row);
      return of === page && left <= x && x <= right && top <= y && y <= bottom;
    });
    if (!hit) return;
    inputOf(hit).checked = !inputOf(hit).checked;
    show(hit);
  };

  const nudge = (event) => {
    const rect = event.target.closest("rect");
    const row = [...shapes.keys()].find((one) => shapes.get(one) === rect);
    if (!row) return;
    if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      drop(row);
      return;
    }
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!step) return;
    event.preventDefault();
    const [dx, dy] = step.map((part) => part * 100);
    let [page, left, top, right, bottom] = boxOf(row);
    if (!event.shiftKey) [left, top] = [left + dx, top + dy];
    [right, bottom] = [right + dx, bottom + dy];
    const fits = left >= 0 && top >= 0 && right <= WHOLE && bottom <= WHOLE && right - left >= LEAST && bottom - top >= LEAST;
    if (!fits) return;
    inputOf(row).value = [page, left, top, right, bottom].join(",");
    show(row);
  };

  // The boxes the page came with are drawn by the server, so that they are seen without scripts too.
  for (const rect of form.querySelectorAll("rect")) rect.remove();
  for (const row of list.children) shape(row);

  for (const sheet of sheets) {
    sheet.dataset.finger = "draw";
    sheet.addEventListener("pointerdown", (event) => begin(event, sheet));
    sheet.addEventListener("pointermove", (event) => drawing && stretch(event));
    sheet.addEventListener("pointerup", () => end(true));
    sheet.addEventListener("pointercancel", () => end(false));
    sheet.addEventListener("keydown", nudge);
  }
  list.addEventListener("change", (event) => show(event.target.closest("li")));

  const tools = form.querySelector("[data-cover-tools]");
  tools.hidden = false;
  tools.addEventListener("change", (event) => {
    for (const sheet of sheets) sheet.dataset.finger = event.target.value;
  });
  tools.querySelector("[data-cover-add]").addEventListener("click", () => {
    const inView = sheets.find((sheet) => sheet.getBoundingClientRect().bottom > 160) || sheets[0];
    const frame = inView.getBoundingClientRect();
    const middle = Math.min(Math.max((innerHeight / 2 - frame.top) / frame.height, 0.05), 0.95) * WHOLE;
    const half = Math.min(400, Math.round((40 / frame.height) * WHOLE));
    const top = Math.round(middle - half);
    const row = add([Number(inView.dataset.page), 3000, Math.max(0, top), 7000, Math.min(WHOLE, top + 2 * half)], form.dataset.words);
    if (row) shapes.get(row).focus();
  });
  tools.querySelector("[data-cover-undo]").addEventListener("click", () => {
    if (list.lastElementChild) drop(list.lastElementChild);
  });

  const told = form.querySelector("[data-cover-looking]");
  const askAgain = async (turn) => {
    const answer = await fetch(`${form.dataset.offers}?turn=${turn}`, { headers: { Accept: "application/json" } }).catch(() => null);
    if (!answer || !answer.ok) return;
    const { again, ready, marks } = await answer.json();
    if (ready) {
      for (const mark of marks) add(mark.box.split(",").map(Number), mark.words, mark.ticked);
      told.textContent = marks.length ? told.dataset.found : told.dataset.none;
    } else if (again) setTimeout(askAgain, 2000, again);
    else told.hidden = true;
  };
  if (form.dataset.offers) setTimeout(askAgain, 1500, 1);
};

if (form) start();
