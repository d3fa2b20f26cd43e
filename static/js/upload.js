// Sends each chosen file by itself, so that one bad photograph or a lost line costs one file, shown and retried in its row.
// What is sent in part goes on where it stopped, also after the page was closed: the same file is known by its hash.
// Without this script the same form posts all files at once.
import { sha256 } from "./sha256.js";
import { Failed, Tus } from "./tus.js";

const AT_ONCE = 2; // Phones on mobile data stall when a dozen photographs leave together.
const LONG = 5 * 1024 * 1024; // Who sends more than this may want to stop for a while.

const say = (words) => {
  const live = document.getElementById("live");
  if (live) live.textContent = words;
};

const readable = (bytes) =>
  bytes < 1048576 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1048576).toFixed(1)} MB`;

// One file on its way: `state` is waiting, sending, paused, failed (may be sent again), refused or done.
class Row {
  constructor(upload, file) {
    this.upload = upload;
    this.file = file;
    this.tus = null;
    this.turn = 0; // of sending; whoever wakes in an earlier one has nothing to say
    this.element = upload.form.querySelector("template").content.firstElementChild.cloneNode(true);
    this.bar = this.find("progress");
    this.find("[data-name]").textContent = file.name;
    this.find("[data-size]").textContent = readable(file.size);
    this.find("[data-retry]").addEventListener("click", () => upload.again([this]));
    this.find("[data-pause]").addEventListener("click", () => this.pause());
    this.find("[data-cancel]").addEventListener("click", () => upload.cancel(this));
    this.find("[data-cancel]").setAttribute("aria-label", `${upload.words.not} ${file.name}`);
    this.become("waiting", upload.words.wait);
    upload.rows.append(this.element);
  }

  find(selector) { return this.element.querySelector(selector); }

  become(state, words) {
    this.state = state;
    const bad = state === "failed" || state === "refused";
    this.element.classList.toggle("is-bad", bad);
    this.element.classList.toggle("is-done", state === "done");
    this.find("[data-retry]").hidden = state !== "failed" && state !== "paused";
    this.find("[data-pause]").hidden = state !== "sending" || this.file.size <= LONG;
    this.find("[data-cancel]").hidden = state === "refused" || state === "done";
    this.bar.hidden = state === "waiting" || state === "refused";
    this.find(".uprow-note").textContent = words;
    if (bad) say(`${this.file.name}: ${words}`);
  }

  show(share, words = `${Math.floor(share * 100)} %`) {
    if (this.state !== "sending") return;
    this.bar.value = Math.floor(share * 100);
    this.find(".uprow-note").textContent = words;
  }

  pause() {
    this.turn += 1;
    this.become("paused", this.upload.words.paused);
    this.tus?.stop();
    this.find("[data-retry]").focus(); // The button that had the focus is gone.
  }

  // Resolves to the server's answer; null when it was paused or cancelled on the way.
  async send() {
    this.turn += 1;
    const { turn } = this;
    this.become("sending", this.upload.words.reading);
    try {
      this.tus ??= await this.prepared(turn);
      const answer = turn === this.turn ? await this.tus.send() : null;
      return turn === this.turn ? answer : null;
    } catch (failed) {
      return turn === this.turn ? this.fail(failed) : null;
    }
  }

  async fail(failed) {
    const { words } = this.upload;
    if (failed.code === 403 && !this.renewed && await this.upload.renew()) {
      this.renewed = true;
      return this.send();
    }
    const signedOut = failed.code === 401 || (failed.code === 403 && this.upload.out);
    this.lostLine = failed.code === 0 || failed.code >= 502;
    if (!(failed instanceof Failed)) this.become("refused", words.unread);
    else if (signedOut || this.lostLine || failed.code === 429 || failed.code >= 500) {
      this.become("failed", failed.said.message || (signedOut ? words.signIn : words.offline));
    } else this.become("refused", failed.said.message || words.refused);
    return { ok: false, signedOut };
  }

  async prepared(turn) {
    const { form, words } = this.upload;
    const kind = form.elements.kind?.value ?? "";
    const hash = await sha256(this.file, (share) => {
      if (turn !== this.turn) throw new Error(this.state);
      this.show(share, words.reading);
    });
    return new Tus(this.file, {
      uploads: words.uploads,
      url: this.upload.begun(hash, this.file.size),
      metadata: { filename: this.file.name, kind, sha256: hash },
      headers: () => ({ "X-CSRFToken": form.elements.csrfmiddlewaretoken.value }),
      moved: (bytes) => {
        const share = bytes / this.file.size;
        this.show(share, share < 1 ? undefined : words.checking);
      },
    });
  }
}

class Upload {
  constructor(form) {
    this.form = form;
    this.input = form.querySelector("input[type=file]:not([data-extra])");
    this.rows = form.querySelector("[data-upload-rows]");
    this.sum = form.querySelector("[data-upload-sum]");
    this.words = form.dataset;
    this.files = [];
    for (const input of form.querySelectorAll("input[type=file]")) {
      input.addEventListener("change", () => this.take([...input.files], input));
    }
    form.querySelector("[data-upload-send]").hidden = true;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.querySelector("[data-upload-done]").addEventListener("click", () => this.leave());
    form.querySelector("[data-upload-again]").addEventListener("click", () => this.again(this.of("failed")));
    for (const button of document.querySelectorAll("[data-begun] [data-forget]")) {
      button.addEventListener("click", () => this.forget(button.closest("[data-begun]")));
    }
    const back = () => {
      const lost = this.of("failed").filter((row) => row.lostLine);
      if (lost.length && navigator.onLine && document.visibilityState === "visible") this.again(lost);
    };
    addEventListener("online", back);
    document.addEventListener("visibilitychange", back); // Phones cut the line of a page that is out of sight.
    addEventListener("beforeunload", (event) => {
      if (this.of("sending", "waiting").length) event.preventDefault();
    });
    addEventListener("paste", (event) => {
      if (event.clipboardData?.files.length) this.take([...event.clipboardData.files], this.input);
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

  of(...states) { return this.files.filter((row) => states.includes(row.state)); }

  take(files, input) {
    for (const file of files) {
      const row = new Row(this, file);
      const many = this.of("waiting", "sending", "paused", "failed").length >= Number(this.words.maxFiles);
      if (many) row.become("refused", this.words.tooMany);
      else if (file.size === 0) row.become("refused", this.words.empty);
      else if (file.size > Number(this.words.maxBytes)) row.become("refused", this.words.tooBig);
      this.files.push(row);
    }
    input.value = "";
    this.next();
  }

  again(rows) {
    for (const row of rows) {
      row.renewed = false;
      row.become("waiting", this.words.wait);
    }
    rows[0]?.element.focus(); // The button that had the focus is gone.
    this.next();
  }

  async cancel(row) {
    const at = this.files.indexOf(row);
    this.files.splice(at, 1);
    row.turn += 1;
    row.element.remove();
    say(`${row.file.name}: ${this.words.cancelled}`);
    (this.files[at] ?? this.files[at - 1])?.element.focus();
    await row.tus?.drop();
    this.next();
  }

  next() {
    const waiting = this.of("waiting");
    for (const row of waiting.slice(0, Math.max(0, AT_ONCE - this.of("sending").length))) this.send(row);
    const good = this.of("done").length;
    const idle = !this.of("sending", "waiting", "paused").length && good > 0;
    const bad = this.of("failed", "refused").length > 0;
    this.sum.textContent = this.files.length ? `${good} / ${this.files.length}` : "";
    if (idle && !bad) this.leave();
    // Somebody must read why a file was refused; then she goes on by herself.
    this.form.querySelector("[data-upload-done]").hidden = !(idle && bad);
    this.form.querySelector("[data-upload-again]").hidden = this.of("failed").length < 2;
  }

  async send(row) {
    const answer = await row.send();
    if (answer?.ok) {
      row.bar.value = 100;
      row.become("done", answer.message || this.words.kept);
    }
    // The others would be carried over the line only to be turned away.
    if (answer?.signedOut) for (const other of this.of("waiting")) other.become("failed", this.words.signIn);
    this.next();
  }

  leave() {
    if (this.words.next) location.assign(this.words.next);
    else location.reload();
  }

  // The address under which the same file was sent in part, earlier; the page lists those. Empty if there is none.
  begun(hash, size) {
    const row = document.querySelector(`[data-begun][data-sha256="${hash}"][data-length="${size}"][data-here]`);
    row?.remove();
    this.unlist();
    return row?.dataset.begun ?? "";
  }

  async forget(row) {
    const headers = { "X-CSRFToken": this.form.elements.csrfmiddlewaretoken.value, "Tus-Resumable": "1.0.0" };
    try {
      const answer = await fetch(row.dataset.begun, { method: "DELETE", headers });
      if (!answer.ok && answer.status !== 410 && answer.status !== 404) throw new Error(answer.status);
      say(`${row.querySelector("[data-name]").textContent}: ${this.words.cancelled}`);
      row.remove();
      this.unlist();
      this.input.focus();
    } catch {
      row.querySelector(".uprow-note").textContent = this.words.offline;
    }
  }

  unlist() {
    if (!document.querySelector("[data-begun]")) document.getElementById("begun")?.remove();
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
}

for (const form of document.querySelectorAll("form[data-upload]")) new Upload(form);
