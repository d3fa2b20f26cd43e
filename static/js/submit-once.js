// A second tap on a slow line must not send a form twice. The server is safe against it too; this spares the fright.
const busy = (form, on) => {
  for (const button of form.querySelectorAll("button:not([type=button]), input[type=submit]")) {
    button.classList.toggle("is-busy", on && button === form.pressed);
    button.setAttribute("aria-busy", String(on && button === form.pressed));
  }
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || "again" in form.dataset || event.defaultPrevented) return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "1";
  form.pressed = event.submitter;
  // Not disabled: a disabled button would not send its own name and value.
  busy(form, true);
});

// Back from the next page, or from a download that never left this one.
const release = () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    busy(form, false);
  }
};
addEventListener("pageshow", release);
document.addEventListener("submit", () => setTimeout(release, 12000));
