// What belongs to a filing on this device: ticks of what was copied, pictures handed to the phone, a form that is sent as
// soon as its screenshot is chosen. Ticks are kept until the filing is recorded, at most a week.
const WEEK = 7 * 864e5;
const account = document.body.dataset.account || "";
const meter = document.querySelector("[data-ticks]");
const keyOf = () => `ticks:${account}:${meter.dataset.ticks}`;
const textOf = (box) => (box.querySelector("textarea") || { value: box.querySelector(".copy-text")?.innerText || "" }).value.trim();

// Enough to tell whether a text has changed; the letter itself stays off a phone that a family shares (FNV-1a, 32 bits).
const printOf = (text) => {
  let hash = 0x811c9dc5;
  for (const unit of text) hash = Math.imul(hash ^ unit.codePointAt(0), 0x01000193) >>> 0;
  return `${text.length}-${hash.toString(36)}`;
};

const read = () => {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf()) || "null");
    return kept && Date.now() - kept.at < WEEK ? kept.ticks : {};
  } catch {
    return {};
  }
};

const count = () => {
  const done = document.querySelectorAll(".copy[data-tick].is-copied").length;
  meter.querySelector("[data-ticks-done]").textContent = String(done);
};

const mark = (box) => {
  const button = box.querySelector("[data-copy]");
  box.classList.add("is-copied");
  button.classList.add("is-copied");
  (button.querySelector("[data-copy-words]") || button).textContent = button.dataset.copied;
};

if (meter) {
  const kept = read();
  for (const box of document.querySelectorAll(".copy[data-tick]")) {
    // A text that has changed since is not the one that was copied.
    if (kept[box.dataset.tick] && kept[box.dataset.tick] === printOf(textOf(box))) mark(box);
  }
  count();
  document.addEventListener("juli:copied", (event) => {
    const box = event.target.closest(".copy[data-tick]");
    if (!box) return;
    try {
      const ticks = { ...read(), [box.dataset.tick]: printOf(textOf(box)) };
      localStorage.setItem(keyOf(), JSON.stringify({ at: Date.now(), ticks }));
    } catch {
      // Private windows may refuse; the tick then lives as long as the page.
    }
    count();
  });
  document.addEventListener("input", () => count());
}

const share = async (button) => {
  const links = [...document.querySelectorAll(`${button.dataset.share} [data-file]`)];
  const files = await Promise.all(links.map(async (link) => {
    const data = await (await fetch(link.href)).blob();
    return new File([data], link.dataset.file, { type: data.type });
  }));
  if (navigator.canShare?.({ files })) await navigator.share({ files });
};

const offer = () => {
  const probe = new File(["x"], "x.jpg", { type: "image/jpeg" });
  const able = Boolean(navigator.canShare?.({ files: [probe] }));
  for (const button of document.querySelectorAll("[data-share]")) button.hidden = !able;
};
offer();
document.addEventListener("htmx:afterSettle", offer);

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-share]");
  // Whoever closes the phone's own sheet has said no; that is no error.
  if (button) share(button).catch(() => {});
});

// What must not leave can't be copied either; the server has said so under the box.
const hold = () => {
  const button = document.querySelector('[data-copy="#id_text"]');
  const text = document.getElementById("id_text");
  if (button && text?.value !== undefined) button.disabled = /〔[^〕]*〕/.test(text.value) || Boolean(document.querySelector("#tone[data-holds]"));
};
hold();
document.addEventListener("htmx:afterSettle", hold);
document.addEventListener("input", hold);

document.addEventListener("change", (event) => {
  const field = event.target.closest("input[type=file][data-sends]");
  if (field?.files.length) field.form.requestSubmit();
});
