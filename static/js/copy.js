// Copies the text of [data-copy="#id"]. WeChat's browser and plain http on the LAN have no clipboard API: there the old
// command is tried, and when that fails too, the text is selected so that a long press copies it.
const say = (words) => {
  const live = document.getElementById("live");
  if (!live) return;
  live.textContent = "";
  requestAnimationFrame(() => { live.textContent = words; });
};

const select = (source) => {
  if (source.select) return source.select();
  const range = document.createRange();
  range.selectNodeContents(source);
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
};

const write = async (source) => {
  // innerText keeps the line breaks that the reader sees, also those made with <br>.
  const text = source.value ?? source.innerText.trim();
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    select(source);
    return document.execCommand("copy");
  }
};

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  const source = button && document.querySelector(button.dataset.copy);
  if (!source) return;
  event.preventDefault();
  const copied = await write(source);
  const words = copied ? button.dataset.copied : button.dataset.hold;
  if (!words) return;
  (button.querySelector("[data-copy-words]") || button).textContent = words;
  button.classList.toggle("is-copied", copied);
  button.closest(".copy")?.classList.toggle("is-copied", copied);
  if (copied) button.dispatchEvent(new CustomEvent("juli:copied", { bubbles: true }));
  say(words);
});

// Each channel counts in its own way: characters as a reader does, UTF-16 units, or these with line breaks as two.
const lengthOf = (text, counting) => {
  if (counting === "utf16") return text.length;
  return counting === "utf16_crlf" ? text.length + (text.match(/\n/g) || []).length : [...text].length;
};

// What stands in 〔…〕 has to be filled in first.
const BLANK = /〔[^〕]*〕/;

document.addEventListener("input", (event) => {
  const box = event.target.closest(".copy");
  if (!box) return;
  const limit = Number(box.dataset.limit);
  const count = box.querySelector("[data-count]");
  const length = lengthOf(event.target.value, box.dataset.counting);
  if (count) {
    count.textContent = String(length);
    count.parentElement.classList.toggle("is-over", limit > 0 && length > limit);
  }
  const button = box.querySelector("[data-copy]");
  if (button) button.disabled = BLANK.test(event.target.value);
  if (!button || !box.classList.contains("is-copied")) return;
  // What was copied is no longer what stands here.
  box.classList.remove("is-copied");
  button.classList.remove("is-copied");
  (button.querySelector("[data-copy-words]") || button).textContent = button.dataset.again || button.textContent;
});
