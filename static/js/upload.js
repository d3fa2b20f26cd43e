// Sends each chosen file by itself, so that one bad photograph or a lost line costs one file, shown and retried in its row.
// Without this script the same form posts all files at once.
const AT_ONCE = 2; // Phones on mobile data stall when a dozen photographs leave together.

const say = (words) => {
  const live = document.getElementById("live");
  if (live) live.textContent = words;
};

const readable = (bytes) =>
  bytes < 1048576 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1048576).toFixed(1)} MB`;

class Upload {
  constructor(form) {
    this.form = form;
    this.input = form.querySelector("input[type=file]:not([data-extra])");
    this.rows = form.querySelector("[data-upload-rows]");
    this.sum = form.querySelector("[data-upload-sum]");
    this.words = form.dataset;
    this.waiting = [];
    this.failed = new Map(); // row → file, of those that may be sent again
    this.running = 0;
    this.total = 0;
    this.good = 0;
    for (const input of form.querySelectorAll("input[type=file]")) {
      input.addEventListener("change", () => this.take([...input.files], input));
    }
    form.querySelector("[data-upload-send]").hidden = true;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.querySelector("[data-upload-done]").addEventListener("click", () => this.leave());
    form.querySelector("[data-upload-again]").addEventListener("click", () => {
      this.again([...this.rows.children].filter((row) => this.failed.has(row))); // in the order she chose them
    });
    addEventListener("beforeunload", (event) => {
      if (this.running || this.waiting.length) event.preventDefault();
    });
    this.drop(form.querySelector(".drop"));
  }

  drop(zone) {
    for (const kind of ["dragover", "dragleave", "drop"]) {
      zone.addEventListener(kind, (event) => {
        event.preventDefault();
        zone.classList.toggle("is-over", kind === "dragover");
        if (kind === "drop") this.take([...event.dataTransfer.files], this.input);
      });
    }
  }

  take(files, input) {
    const room = Number(this.words.maxFiles) - this.running - this.waiting.length - this.failed.size;
    files.forEach((file, at) => {
      const row = this.row(file);
      if (at >= room) return this.fail(row, this.words.tooMany);
      if (file.size === 0) return this.fail(row, this.words.empty);
      if (file.size > Number(this.words.maxBytes)) return this.fail(row, this.words.tooBig);
      this.total += 1;
      return this.waiting.push({ file, row });
    });
    input.value = "";
    this.count();
    this.next();
  }

  row(file) {
    const row = this.form.querySelector("template").content.firstElementChild.cloneNode(true);
    row.querySelector("[data-name]").textContent = file.name;
    row.querySelector("[data-size]").textContent = readable(file.size);
    row.querySelector("[data-retry]").addEventListener("click", () => this.again([row]));
    this.note(row, this.words.wait);
    this.rows.append(row);
    return row;
  }

  note(row, words) { row.querySelector(".uprow-note").textContent = words; }

  // `file` is given when it may be sent again.
  fail(row, words, file = null) {
    row.classList.add("is-bad");
    if (file) this.failed.set(row, file);
    row.querySelector("[data-retry]").hidden = !file;
    row.querySelector("progress").hidden = true;
    this.note(row, words);
    say(`${row.querySelector("[data-name]").textContent}: ${words}`);
  }

  again(rows) {
    for (const row of rows) {
      const file = this.failed.get(row);
      this.failed.delete(row);
      row.classList.remove("is-bad");
      row.querySelector("[data-retry]").hidden = true;
      this.note(row, this.words.wait);
      this.waiting.push({ file, row });
    }
    this.next();
    rows[0]?.focus(); // The button that had the focus is gone.
  }

  count() { this.sum.textContent = this.total ? `${this.good} / ${this.total}` : ""; }

  next() {
    while (this.running < AT_ONCE && this.waiting.length) this.send(this.waiting.shift());
    const idle = !this.running && !this.waiting.length && this.good > 0;
    const bad = this.rows.querySelector(".is-bad");
    if (idle && !bad) this.leave();
    // Somebody must read why a file was refused; then she goes on by herself.
    this.form.querySelector("[data-upload-done]").hidden = !(idle && bad);
    this.form.querySelector("[data-upload-again]").hidden = this.failed.size < 2;
  }

  leave() {
    if (this.words.next) location.assign(this.words.next);
    else location.reload();
  }

  send({ file, row }, fresh = false) {
    const data = new FormData(this.form);
    for (const input of this.form.querySelectorAll("input[type=file]")) data.delete(input.name);
    data.append(this.input.name, file, file.name);
    const bar = row.querySelector("progress");
    bar.hidden = false;
    const call = new XMLHttpRequest();
    this.running += 1;
    call.open("POST", this.form.action);
    call.setRequestHeader("X-Requested-With", "XMLHttpRequest");
    call.setRequestHeader("Accept", "application/json");
    call.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      bar.value = Math.round((event.loaded / event.total) * 100);
      this.note(row, event.loaded < event.total ? `${bar.value} %` : this.words.checking);
    });
    call.addEventListener("error", () => this.fail(row, this.words.offline, file));
    call.addEventListener("timeout", () => this.fail(row, this.words.offline, file));
    call.addEventListener("loadend", async () => {
      if (call.status === 403 && !fresh && await this.renew()) {
        this.running -= 1;
        return this.send({ file, row }, true);
      }
      if (call.status) this.answer(row, file, call);
      this.running -= 1;
      this.count();
      return this.next();
    });
    call.send(data);
  }

  // Signing in, in another tab, gave the browser a new token against forgery; this page still holds the old one.
  async renew() {
    try {
      const page = await fetch(location.href, { credentials: "same-origin" });
      this.out = page.url.includes("/login");
      const fresh = new DOMParser().parseFromString(await page.text(), "text/html");
      const token = fresh.querySelector("form[data-upload] [name=csrfmiddlewaretoken]");
      if (!token) return false;
      this.form.elements.csrfmiddlewaretoken.value = token.value;
      return true;
    } catch {
      return false;
    }
  }

  answer(row, file, call) {
    let said = {};
    try {
      said = JSON.parse(call.responseText);
    } catch {
      said = { ok: call.status < 300 && !call.responseURL.includes("/login"), unknown: true };
    }
    if (call.status >= 300 || said.ok === false) {
      const signedOut = call.status === 401 || (call.status === 403 && this.out) || call.responseURL.includes("/login");
      const again = signedOut || said.unknown || call.status === 429 || call.status >= 500;
      const words = said.message || (signedOut ? this.words.signIn : this.words.refused);
      // The others would be carried over the line only to be turned away.
      if (signedOut) for (const one of this.waiting.splice(0)) this.fail(one.row, words, one.file);
      return this.fail(row, words, again ? file : null);
    }
    this.good += 1;
    row.classList.add("is-done");
    row.querySelector("progress").value = 100;
    return this.note(row, said.message || this.words.kept);
  }
}

for (const form of document.querySelectorAll("form[data-upload]")) new Upload(form);
