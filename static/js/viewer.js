// Evidence, large: swipe or arrow keys for the next, two fingers, wheel or a double tap to come closer, back to close.
// Without this script the same links lead to a page for each.
const FARTHEST = 8; // times
const SWIPE = 60; // pixels that are meant
const DOUBLE = 300; // ms between two taps that are one

class Viewer {
  constructor(dialog, links) {
    this.dialog = dialog;
    // A paper is as many views as it has pages; its address ends with the first one's number.
    this.views = links.flatMap((link) => Array.from({ length: Number(link.dataset.pages) || 1 }, (_, page) => ({
      link, src: page ? link.dataset.src.replace(/1$/, page + 1) : link.dataset.src, page: link.dataset.pages && `${page + 1}/${link.dataset.pages}`,
    })));
    this.stage = dialog.querySelector("[data-stage]");
    this.fingers = new Map();
    this.on("[data-close]", () => history.back());
    this.on("[data-before]", () => this.show(this.at - 1));
    this.on("[data-after]", () => this.show(this.at + 1));
    dialog.addEventListener("cancel", (event) => { event.preventDefault(); history.back(); });
    dialog.addEventListener("keydown", (event) => this.key(event));
    addEventListener("popstate", () => { if (dialog.open) this.close(); });
    for (const kind of ["pointerdown", "pointermove", "pointerup", "pointercancel"]) {
      this.stage.addEventListener(kind, (event) => this[kind](event));
    }
    this.stage.addEventListener("wheel", (event) => {
      if (!this.picture) return;
      event.preventDefault();
      this.closer(event.deltaY < 0 ? 1.25 : 0.8, event);
    }, { passive: false });
    links.forEach((link) => link.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || !event.target.closest(".thumb, img")) return;
      event.preventDefault();
      this.open(link);
    }));
  }

  on(selector, what) { this.dialog.querySelector(selector).addEventListener("click", what); }

  open(link) {
    history.pushState({ viewer: true }, ""); // so that a phone's back closes it
    this.dialog.showModal();
    this.show(this.views.findIndex((view) => view.link === link));
    this.stage.focus();
  }

  close() {
    this.stage.replaceChildren(); // a film stops
    this.dialog.close();
    this.views[this.at].link.focus();
  }

  show(at) {
    if (at < 0 || at >= this.views.length) return;
    this.at = at;
    const { link, src, page } = this.views[at];
    const { view, poster, name, more, original } = link.dataset;
    const shown = document.createElement(view === "image" ? "img" : view);
    Object.assign(shown, view === "image" ? { alt: name, draggable: false } : { controls: true, preload: "metadata" });
    if (poster) shown.poster = poster;
    shown.src = src;
    this.stage.replaceChildren(shown);
    this.picture = view === "image" ? shown : null;
    this.scale = 1;
    this.x = this.y = 0;
    const say = (selector, words) => { this.dialog.querySelector(selector).textContent = words; };
    say("[data-place]", `${at + 1} / ${this.views.length}`);
    say("[data-name]", page ? `${name} · ${page}` : name);
    say("[data-more]", more);
    this.dialog.querySelector("[data-original]").href = original;
    this.dialog.querySelector("[data-page]").href = link.href;
    this.dialog.querySelector("[data-before]").hidden = at === 0;
    this.dialog.querySelector("[data-after]").hidden = at === this.views.length - 1;
  }

  key(event) {
    if (event.target.matches("video, audio")) return;
    const how = {
      ArrowLeft: () => this.show(this.at - 1), ArrowRight: () => this.show(this.at + 1),
      "+": () => this.closer(1.25), "=": () => this.closer(1.25), "-": () => this.closer(0.8), 0: () => this.put(1, 0, 0),
    }[event.key];
    if (!how) return;
    event.preventDefault();
    how();
  }

  // The picture at `scale`, moved by x and y from the middle, never out of sight.
  put(scale, x, y) {
    if (!this.picture) return;
    const { clientWidth: wide, clientHeight: high } = this.picture;
    this.scale = Math.min(FARTHEST, Math.max(1, scale));
    const room = (own, stage) => Math.max(0, (own * this.scale - stage) / 2);
    const [most, most2] = [room(wide, this.stage.clientWidth), room(high, this.stage.clientHeight)];
    this.x = Math.min(most, Math.max(-most, x));
    this.y = Math.min(most2, Math.max(-most2, y));
    this.picture.style.transform = `translate(${this.x}px, ${this.y}px) scale(${this.scale})`;
  }

  // By `factor`, so that the point under the finger stays there.
  closer(factor, point) {
    const box = this.stage.getBoundingClientRect();
    const [fromX, fromY] = point ? [point.clientX - box.x - box.width / 2, point.clientY - box.y - box.height / 2] : [0, 0];
    const scale = Math.min(FARTHEST, Math.max(1, this.scale * factor));
    const by = scale / this.scale;
    this.put(scale, fromX - (fromX - this.x) * by, fromY - (fromY - this.y) * by);
  }

  pointerdown(event) {
    if (!this.picture && this.onControls(event)) return;
    if (this.picture) this.stage.setPointerCapture(event.pointerId);
    this.fingers.set(event.pointerId, event);
    this.begin = this.fingers.size === 1 ? { x: event.clientX, y: event.clientY, many: false } : { ...this.begin, many: true };
  }

  // A film is swiped, too, but not where its own controls lie.
  onControls(event) {
    const box = this.stage.firstElementChild.getBoundingClientRect();
    return event.clientY > box.bottom - Math.max(70, box.height / 4);
  }

  pointermove(event) {
    const before = this.fingers.get(event.pointerId);
    if (!before) return;
    const other = [...this.fingers.values()].find((one) => one.pointerId !== event.pointerId);
    if (other) {
      const far = (one) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
      const middle = { clientX: (event.clientX + other.clientX) / 2, clientY: (event.clientY + other.clientY) / 2 };
      this.closer(far(event) / Math.max(1, far(before)), middle);
    } else if (this.scale > 1) {
      this.put(this.scale, this.x + event.clientX - before.clientX, this.y + event.clientY - before.clientY);
    }
    this.fingers.set(event.pointerId, event);
  }

  pointerup(event) {
    if (!this.fingers.delete(event.pointerId) || this.fingers.size || this.begin.many) return;
    const [across, down] = [event.clientX - this.begin.x, event.clientY - this.begin.y];
    if (this.scale === 1 && Math.abs(across) > SWIPE && Math.abs(across) > 2 * Math.abs(down)) {
      this.show(this.at + (across < 0 ? 1 : -1));
    } else if (Math.hypot(across, down) < 10) this.tap(event);
  }

  pointercancel(event) { this.fingers.delete(event.pointerId); }

  // The second of two: as wide as the screen, which is where a long chat can be read, or back.
  tap(event) {
    if (!this.picture) return;
    const second = event.timeStamp - this.tapped < DOUBLE;
    this.tapped = second ? 0 : event.timeStamp;
    if (!second) return;
    if (this.scale > 1) this.put(1, 0, 0);
    else this.closer(Math.max(2.5, this.stage.clientWidth / this.picture.clientWidth), event);
  }
}

const dialog = document.getElementById("viewer");
const links = [...document.querySelectorAll("a[data-view]")];
links.sort((one, other) => (Number(one.dataset.number) || Infinity) - (Number(other.dataset.number) || Infinity));
if (dialog && links.length) new Viewer(dialog, links);
