// Sends each chosen file by itself, so that one bad photograph or a lost line costs one file, shown and retried in its row.
// Without this script the same form posts all files at once.
const AT_ONCE = 2; // Phones on mobile data stall when a dozen photographs leave together.

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
    this.running = 0;
    this.total = 0;
    this.good = 0;
    for (const input of form.querySelectorAll("input[type=file]")) {
      input.addEventListener("change", () => this.take([...input.files], input));
    }
    form.querySelector("[data-upload-send]").hidden = true;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.querySelector("[data-upload-done]").addEventListener("click", () => this.leave());
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
    const room = Number(this.words.maxFiles) - this.total;
    files.forEach((file, at) => {
      const row = this.row(file);
      if (at >= room) return this.fail(row, this.words.tooMany, false);
      if (file.size === 0) return this.fail(row, this.words.empty, false);
      if (file.size > Number(this.words.maxBytes)) return this.fail(row, this.words.tooBig, false);
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
    row.querySelector("[data-retry]").addEventListener("click", () => {
      row.classList.remove("is-bad");
      row.querySelector("[data-retry]").hidden = true;
      this.note(row, this.words.wait);
      this.waiting.push({ file, row });
      this.next();
    });
    this.note(row, this.words.wait);
    this.rows.append(row);
    return row;
  }

  note(row, words) { row.querySelector(".uprow-note").textContent = words; }

  fail(row, words, again = true) {
    row.classList.add("is-bad");
    row.querySelector("[data-retry]").hidden = !again;
    row.querySelector("progress").hidden = true;
    this.note(row, words);
  }

  count() { this.sum.textContent = this.total ? `${this.good} / ${this.total}` : ""; }

  next() {
    while (this.running < AT_ONCE && this.waiting.length) this.send(this.waiting.shift());
    const idle = !this.running && !this.waiting.length && this.good > 0;
    const bad = this.rows.querySelector(".is-bad");
    if (idle && !bad) this.leave();
    // Somebody must read why a file was refused; then she goes on by herself.
    this.form.querySelector("[data-upload-done]").hidden = !(idle && bad);
  }

  leave() {
    if (this.words.next) location.assign(this.words.next);
    else location.reload();
  }

  send({ file, row }) {
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
    call.addEventListener("load", () => this.answer(row, call));
    call.addEventListener("error", () => this.fail(row, this.words.offline));
    call.addEventListener("timeout", () => this.fail(row, this.words.offline));
    call.addEventListener("loadend", () => {
      this.running -= 1;
      this.count();
      this.next();
    });
    call.send(data);
  }

  answer(row, call) {
    let said = {};
    try {
      said = JSON.parse(call.responseText);
    } catch {
      said = { ok: call.status < 300 && !call.responseURL.includes("/login") };
    }
    if (call.status >= 300 || said.ok === false) {
      const again = call.status === 0 || call.status === 429 || call.status >= 500;
      const signedOut = call.status === 401 || call.responseURL.includes("/login");
      return this.fail(row, said.message || (signedOut ? this.words.signIn : this.words.refused), again || signedOut);
    }
    this.good += 1;
    row.classList.add("is-done");
    row.querySelector("progress").value = 100;
    return this.note(row, said.message || this.words.kept);
  }
}

for (const form of document.querySelectorAll("form[data-upload]")) new Upload(form);
