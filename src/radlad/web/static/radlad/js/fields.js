// The fields: each is saved when it is left or accepted; Enter goes from doubt to doubt.
import { Refused } from "./saver.js";

const SETTLE_MS = 400; // An arrow key passes over answers on its way: the one it stays on is saved.

class Field {
  constructor(root) {
    this.root = root;
    this.address = root.dataset.address;
    this.saved = root.dataset.saved;
    this.controls = [...root.querySelectorAll("input, select, textarea")];
    this.fault = root.querySelector(".field__fault");
    this.name = root.querySelector("legend, label").firstChild.textContent.trim();
  }

  get doubtful() {
    return "doubtful" in this.root.dataset;
  }

  get value() {
    const [first] = this.controls;
    if (first.type !== "radio") return first.value.trim().replace(/\s+/g, " ");
    return this.controls.find((radio) => radio.checked)?.value ?? "";
  }

  set value(text) {
    const [first] = this.controls;
    if (first.type === "radio") {
      for (const radio of this.controls) radio.checked = radio.value === text;
    } else {
      first.value = text;
    }
  }

  get control() {
    return this.controls.find((control) => control.type !== "radio" || control.checked) ?? this.controls[0];
  }

  focus() {
    this.root.scrollIntoView({ block: "center" });
    this.control.focus({ preventScroll: true });
    if (this.control.type === "text") this.control.select();
  }

  /** What the server says stands now. */
  put({ valeur, etat }, sent) {
    this.saved = valeur;
    if (this.value === sent) this.value = valeur;
    delete this.root.dataset.doubtful;
    this.root.querySelector(".field__standing").innerHTML = etat;
    this.blame("");
  }

  blame(message) {
    this.fault.textContent = message;
    this.fault.hidden = !message;
    for (const control of this.controls) control.setAttribute("aria-invalid", String(Boolean(message)));
  }
}

export class Fields {
  #answers;
  #viewer;
  #saver;
  #fields;
  #byRoot;
  #timers = new Map();

  constructor(answers, viewer, saver) {
    this.#answers = answers;
    this.#viewer = viewer;
    this.#saver = saver;
    this.#fields = [...answers.querySelectorAll(".field")].map((root) => new Field(root));
    this.#byRoot = new Map(this.#fields.map((field) => [field.root, field]));
    answers.addEventListener("keydown", (event) => this.#key(event));
    answers.addEventListener("change", (event) => this.#changed(event));
    answers.addEventListener("focusin", (event) => this.#entered(event));
    answers.addEventListener("click", (event) => this.#suggested(event));
    answers.querySelector("[data-finish]")?.addEventListener("submit", (event) => this.#finish(event));
  }

  /** The first field in doubt takes the focus; without doubts, the button that ends the work. */
  begin() {
    this.#toNextDoubt(null);
  }

  #of(element) {
    return this.#byRoot.get(element.closest(".field"));
  }

  #key(event) {
    const field = this.#of(event.target);
    if (!field || !field.controls.includes(event.target)) return;
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.#save(field);
      this.#toNextDoubt(field);
    } else if (event.key === "Escape") {
      field.value = field.saved;
      field.blame("");
    }
  }

  #changed(event) {
    const field = this.#of(event.target);
    if (!field) return;
    clearTimeout(this.#timers.get(field));
    const late = () => field.value !== field.saved && this.#save(field);
    this.#timers.set(field, setTimeout(late, event.target.type === "radio" ? SETTLE_MS : 0));
  }

  #entered(event) {
    const field = this.#of(event.target);
    if (!field) return;
    const { page, box } = event.target.dataset.page ? event.target.dataset : field.root.dataset;
    for (const other of this.#fields) other.root.classList.toggle("field--hand", other === field);
    if (page) this.#viewer.show(Number(page), box);
    else this.#viewer.unframe();
  }

  #suggested(event) {
    const button = event.target.closest(".suggestion");
    if (!button) return;
    const field = this.#of(button);
    field.value = button.dataset.value;
    this.#save(field);
    field.control.focus();
  }

  async #save(field) {
    clearTimeout(this.#timers.get(field));
    const sent = field.value;
    if (sent === field.sending) return;
    field.sending = sent;
    field.root.classList.add("field--unsaved");
    try {
      const answer = await this.#saver.save(field.address, field.name, sent);
      field.put(answer, sent);
      this.#count(answer.restants);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      field.blame(error.message);
    } finally {
      field.sending = undefined;
      field.root.classList.remove("field--unsaved");
    }
  }

  #count(left) {
    for (const place of this.#answers.querySelectorAll("[data-left]")) place.textContent = left;
  }

  #toNextDoubt(field) {
    const from = this.#fields.indexOf(field) + 1;
    const after = [...this.#fields.slice(from), ...this.#fields.slice(0, from)];
    const next = after.find((other) => other !== field && other.doubtful && other.sending === undefined);
    if (next) next.focus();
    else document.getElementById("valider")?.focus();
  }

  /** Ends the document only once all that was typed has been saved. */
  async #finish(event) {
    const pending = this.#fields.filter((field) => field.value !== field.saved && field.sending === undefined);
    for (const field of pending) this.#save(field);
    if (this.#saver.idle) return;
    event.preventDefault();
    await this.#saver.settled();
    const refused = this.#fields.find((field) => !field.fault.hidden);
    if (refused) refused.focus();
    else event.target.requestSubmit(event.submitter);
  }
}
