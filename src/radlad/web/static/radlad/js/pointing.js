// Reading on demand: a click takes the word under it, a drawn zone is read as the field in hand.
import { ask } from "./talk.js";

const SLIP_PX = 6;

export class Pointing {
  #viewer;
  #fields;
  #words = new Map();
  #start = null;
  #band;

  constructor(viewer, fields) {
    this.#viewer = viewer;
    this.#fields = fields;
    this.#band = viewer.root.querySelector(".viewer__zone");
    const { image } = viewer;
    image.addEventListener("pointerdown", (event) => this.#begin(event));
    image.addEventListener("pointermove", (event) => this.#draw(event));
    image.addEventListener("pointerup", (event) => this.#end(event));
    image.addEventListener("pointercancel", () => this.#drop());
  }

  #begin(event) {
    if (event.button !== 0) return;
    event.preventDefault();
    this.#viewer.image.setPointerCapture(event.pointerId);
    this.#start = { at: this.#place(event), x: event.clientX, y: event.clientY };
  }

  #draw(event) {
    if (!this.#start || this.#slip(event)) return;
    const [x0, y0, x1, y1] = this.#box(event);
    this.#band.hidden = false;
    Object.assign(this.#band.style, {
      left: `${x0 * 100}%`, top: `${y0 * 100}%`, width: `${(x1 - x0) * 100}%`, height: `${(y1 - y0) * 100}%`,
    });
  }

  #end(event) {
    if (!this.#start) return;
    if (this.#slip(event)) this.#take(this.#place(event), event.shiftKey);
    else this.#read(this.#box(event));
    this.#drop();
  }

  #drop() {
    this.#start = null;
    this.#band.hidden = true;
  }

  #slip(event) {
    return Math.hypot(event.clientX - this.#start.x, event.clientY - this.#start.y) < SLIP_PX;
  }

  /** Fractions of the upright page, however it is turned on the screen. */
  #place(event) {
    const { image } = this.#viewer;
    const inside = (part, whole) => Math.min(1, Math.max(0, part / whole));
    return [inside(event.offsetX, image.clientWidth), inside(event.offsetY, image.clientHeight)];
  }

  #box(event) {
    const [[a, b], [c, d]] = [this.#start.at, this.#place(event)];
    return [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)];
  }

  async #take([x, y], more) {
    const field = this.#fields.current;
    if (!field?.typed) {
      this.#say("Placez-vous d’abord dans un champ à saisir.");
      return;
    }
    const near = 0.004;
    const word = (await this.#wordsOf(this.#viewer.page)).find(
      ([, x0, y0, x1, y1]) => x >= x0 - near && x <= x1 + near && y >= y0 - near && y <= y1 + near,
    );
    if (!word) {
      this.#say("Aucun mot lu à cet endroit : tracez une zone autour, elle sera lue.");
      return;
    }
    this.#say("");
    this.#fields.fill(more && field.value ? `${field.value} ${word[0]}` : word[0]);
  }

  async #read(box) {
    const field = this.#fields.current;
    if (!field?.typed) {
      this.#say("Placez-vous d’abord dans un champ à saisir.");
      return;
    }
    this.#say("Lecture de la zone…");
    const boite = box.map((side) => side.toFixed(5)).join(" ");
    const answer = await ask(field.root.dataset.zone, { page: this.#viewer.page, boite });
    if (!answer?.ok) this.#say(answer?.message ?? "La zone n’a pas été lue : le service ne répond pas.");
    else if (!answer.valeur) this.#say("Rien n’a été lu dans cette zone.");
    else {
      this.#say("");
      if (this.#fields.current === field) this.#fields.fill(answer.valeur);
    }
  }

  async #wordsOf(page) {
    if (!this.#words.has(page)) {
      const answer = await fetch(this.#viewer.addressOf(page).replace(/\.webp$/, "-mots.json"));
      if (!answer.ok) return [];
      this.#words.set(page, (await answer.json()).mots);
    }
    return this.#words.get(page);
  }

  #say(text) {
    this.#viewer.root.querySelector(".viewer__said").textContent = text;
  }
}
