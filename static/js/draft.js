// Keeps what is typed into form[data-draft] on this device until the server has taken it, so that an expired session or a
// lost line costs nothing. Never passwords, never files. The key carries the account, since families share a phone.
const DAYS = 7;
const owner = document.body.dataset.account || "";
const keyOf = (form) => `draft:${owner}:${form.dataset.draft}`;
const kept = (field) =>
  field.name && !["password", "file", "hidden", "submit", "button"].includes(field.type) && field.autocomplete !== "off";

const read = (form) => {
  try {
    const draft = JSON.parse(localStorage.getItem(keyOf(form)) || "null");
    return draft && Date.now() - draft.at < DAYS * 864e5 ? draft : null;
  } catch {
    return null;
  }
};

const save = (form, sent = false) => {
  const values = [];
  for (const field of form.elements) {
    if (!kept(field)) continue;
    values.push([field.name, field.value, ["radio", "checkbox"].includes(field.type) ? field.checked : null]);
  }
  try {
    localStorage.setItem(keyOf(form), JSON.stringify({ at: Date.now(), sent, values }));
  } catch {
    return; // Private windows may refuse; the form works all the same.
  }
  const note = document.querySelector("[data-draft-saved]");
  if (note) note.textContent = `${note.dataset.draftSaved} ${new Date().toTimeString().slice(0, 5)}`;
};

const restore = (form, draft) => {
  let changed = false;
  for (const [name, value, checked] of draft.values) {
    for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (!kept(field)) continue;
      if (checked !== null) {
        if (field.value !== value || field.checked === checked) continue;
        field.checked = checked;
      } else {
        if (field.value === value) continue;
        field.value = value;
      }
      changed = true;
    }
  }
  return changed;
};

// Acknowledged: the server says so (data-draft-done names the key) …
const done = document.querySelector("[data-draft-done]")?.dataset.draftDone;
if (done) localStorage.removeItem(`draft:${owner}:${done}`);

for (const form of document.querySelectorAll("form[data-draft]")) {
  const draft = read(form);
  // The server's own answer to what was sent (errors beside the fields) is newer than the draft.
  const answered = form.hasAttribute("data-answered") || form.querySelector("[aria-invalid=true], .error");
  if (draft && !answered && restore(form, draft)) {
    const note = document.getElementById("t-draft");
    if (note) form.prepend(note.content.cloneNode(true));
    form.querySelector("[data-draft-forget]")?.addEventListener("click", () => {
      localStorage.removeItem(keyOf(form));
      form.reset();
      form.querySelector("[data-draft-note]")?.remove();
    });
  }
  let timer = 0;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => save(form), 400);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    save(form, true);
  });
}

// … or the form sent is not on the page that followed and that page is not the sign-in. Ticks of what was copied
// (attach.js) live as long.
try {
  for (const key of Object.keys(localStorage)) {
    if (!key.startsWith("draft:") && !key.startsWith("ticks:")) continue;
    const draft = JSON.parse(localStorage.getItem(key));
    const here = [...document.querySelectorAll("form[data-draft]")].some((form) => keyOf(form) === key);
    const mine = owner !== "" && key.startsWith(`draft:${owner}:`);
    const failed = document.body.hasAttribute("data-error-page");
    if ((draft.sent && mine && !here && !failed) || Date.now() - draft.at > DAYS * 864e5) localStorage.removeItem(key);
  }
} catch {
  // A draft that cannot be read is left for its form, which ignores it.
}

// The phone may be shared: whoever signs out takes their unsent words along.
document.addEventListener("submit", (event) => {
  if (!event.target.action?.endsWith("/logout/")) return;
  for (const key of Object.keys(localStorage)) if (/^(draft|ticks):/.test(key)) localStorage.removeItem(key);
});
