// One file by tus 1.0.0 (https://tus.io): in pieces, after a lost line from where the server says it stopped.
const PIECE = 5 * 1024 * 1024; // All that is lost where a proxy waits for whole requests.
const PAUSES = [1000, 3000, 8000]; // Before the next try, while nothing gets through.
const PASSING = new Set([0, 409, 410, 423, 460, 500, 502, 503, 504]);

export const base64 = (words) => btoa(String.fromCharCode(...new TextEncoder().encode(words)));
const pause = (time) => new Promise((resolve) => { setTimeout(resolve, time); });

// Why it didn't go on: `code` 0 is a broken line, else the HTTP status; `said` is the server's answer, if it gave one.
export class Failed extends Error {
  constructor(code, said = {}) {
    super(said.message || String(code));
    this.code = code;
    this.said = said;
  }
}

export class Tus {
  // `headers` gives what each request needs besides; `moved` is told how many bytes the server has or is being sent.
  constructor(file, { uploads, metadata, headers, moved, url = "" }) {
    Object.assign(this, { file, uploads, metadata, headers, moved, url });
    this.offset = null; // known once the server has said it
    this.call = null;
    this.run = 0; // the `send` that is under way; an earlier one that wakes ends itself
  }

  // Resolves to the server's answer about the whole file. Rejects with Failed; then `send` may be called again.
  async send() {
    this.run += 1;
    const { run } = this;
    for (let lost = 0; ;) {
      const before = this.offset;
      try {
        const answer = await this.step();
        if (answer) return answer;
        if (this.offset > before) lost = 0;
      } catch (failed) {
        if (run !== this.run) throw failed;
        this.offset = null;
        const passing = PASSING.has(failed.code) || (failed.code === 404 && this.url);
        if (!passing || !navigator.onLine || lost === PAUSES.length) throw failed;
        await pause(PAUSES[lost]);
        lost += 1;
        if (run !== this.run) throw failed;
      }
    }
  }

  // Stop sending; what has arrived stays there.
  stop() {
    this.run += 1;
    this.offset = null;
    this.call?.abort();
  }

  // Stop for good, and have deleted what has arrived.
  async drop() {
    this.stop();
    if (this.url) await this.ask("DELETE", this.url).catch(() => {}); // else it goes by itself, in a week
  }

  step() {
    if (!this.url) return this.begin();
    return this.offset === null ? this.look() : this.piece();
  }

  async begin() {
    const pairs = Object.entries(this.metadata).filter(([, value]) => value);
    const call = await this.ask("POST", this.uploads, {
      "Upload-Length": String(this.file.size),
      "Upload-Metadata": pairs.map(([key, value]) => `${key} ${base64(value)}`).join(","),
    });
    this.url = call.getResponseHeader("Location");
    this.offset = 0;
  }

  // Where it stopped, or what became of it should the last answer have been lost.
  async look() {
    try {
      const call = await this.ask("GET", this.url);
      if (call.said.ok) return call.said;
      this.offset = call.said.offset;
      this.moved(this.offset);
    } catch (failed) {
      if (failed.code !== 404 && failed.code !== 410) throw failed;
      this.url = ""; // cancelled, or too old: begin anew
    }
    return null;
  }

  async piece() {
    const end = Math.min(this.offset + PIECE, this.file.size);
    const call = await this.ask("PATCH", this.url, {
      "Upload-Offset": String(this.offset), "Content-Type": "application/offset+octet-stream",
    }, this.file.slice(this.offset, end));
    this.offset = Number(call.getResponseHeader("Upload-Offset"));
    return call.said.ok ? call.said : null;
  }

  ask(method, url, headers = {}, body = null) {
    return new Promise((resolve, reject) => {
      const call = new XMLHttpRequest(); // fetch can't tell how much has left
      const from = this.offset;
      this.call = call;
      call.open(method, url);
      const all = { "Tus-Resumable": "1.0.0", Accept: "application/json", ...this.headers(), ...headers };
      for (const [name, value] of Object.entries(all)) call.setRequestHeader(name, value);
      if (body) call.upload.addEventListener("progress", (event) => this.moved(from + event.loaded));
      call.addEventListener("loadend", () => {
        call.said = {};
        try { call.said = JSON.parse(call.responseText); } catch { /* an answer without words */ }
        if (call.status >= 200 && call.status < 300) resolve(call);
        else reject(new Failed(call.status, call.said));
      });
      call.send(body);
    });
  }
}
