// The fields: each is saved when it is left or accepted; Enter goes from doubt to doubt.
import { Field } from "./field.js";
import { Refused } from "./saver.js";
import { ask } from "./talk.js";

const SETTLE_MS = 400; // An arrow key passes over answers on its way: the one it stays on is saved.
const CHECK_MS = 150; // A pause in typing, after which the value is checked.
const ANSWERS = { o: "true", n: "false", v: "" };

export class Fields {
  #answers;
  #look;
  #saver;
  #drafts;
  #fields;
  #byRoot;
  #timers = new Map();
  #checks = new Map();
  current = null;

  /** `look(page, box)` shows where the field in hand stands on the image; without a page, that it stands nowhere. */
  constructor(answers, look, saver, drafts) {
    this.#answers = answers;
    this.#look = look;
    this.#saver = saver;
    this.#drafts = drafts;
    this.#fields = [...answers.querySelectorAll(".field")].map((root) => new Field(root));
    this.#byRoot = new Map(this.#fields.map((field) => [field.root, field]));
    answers.addEventListener("keydown", (event) => this.#plainKey(event));
    answers.addEventListener("input", (event) => this.#typed(event));
    answers.addEventListener("change", (event) => this.#changed(event));
    answers.addEventListener("focusin", (event) => this.#entered(event));
    answers.addEventListener("click", (event) => this.#suggested(event));
    // The focus stays in its field: the page would move under the pointer.
    answers.addEventListener("mousedown", (event) => event.target.closest(".suggestion") && event.preventDefault());
    answers.querySelector("[data-finish]")?.addEventListener("submit", (event) => this.#finish(event));
  }

  /** What a crash left unsaved is saved; then the first field in doubt takes the focus, or the button that ends. */
  begin() {
    for (const [balise, text] of Object.entries(this.#drafts.all)) {
      const field = this.#fields.find((one) => one.balise === balise);
      if (field && text !== field.saved) {
        field.value = text;
        this.#save(field);
      } else {
        this.#drafts.forget(balise);
      }
    }
    this.#toDoubt(null, 1);
  }

  // -- what keys do

  accept() {
    this.#accept(1);
  }

  acceptBack() {
    this.#accept(-1);
  }

  revert() {
    const field = this.current;
    field.value = field.saved;
    field.blame("");
    field.advise("");
    this.#drafts.forget(field.balise);
    if (field.typed) field.control.select();
  }

  empty() {
    this.fill("");
  }

  copyAbove() {
    const above = this.#fields.slice(0, this.#fields.indexOf(this.current)).reverse();
    const source = above.find((field) => field.kind === this.current.kind && field.value);
    if (source) this.fill(source.value);
    else this.current.advise("Aucun champ de même nature au-dessus.");
  }

  /** The machine's candidate of that rank, from 0. */
  suggest(rank) {
    const chosen = this.current?.suggestions[rank];
    if (chosen) this.fill(chosen.dataset.value);
  }

  /** Puts a value in the field in hand, and saves it. */
  fill(text) {
    const field = this.current;
    field.value = text;
    if (field.value !== text.trim().replace(/\s+/g, " ")) {
      field.advise("Ce champ ne prend pas ce texte.");
      return;
    }
    this.#save(field);
    field.focus();
  }

  /** Takes back the last saved step, wherever it was. */
  async undo() {
    await this.#saver.settled();
    const answer = await ask(this.#answers.dataset.undo, {});
    if (!answer?.ok) {
      this.#saver.warn(answer?.message ?? "Rien n’a été annulé : le service ne répond pas.");
      return;
    }
    const field = this.#fields.find((one) => one.balise === answer.balise);
    field.value = answer.valeur;
    field.put(answer, answer.valeur);
    field.settled = false;
    field.advise("Le dernier enregistrement est annulé.");
    this.#count(answer.restants);
    field.focus();
  }

  /** Whether a text is being typed that the server has not got: its keys belong to the text. */
  get typing() {
    return Boolean(this.current?.typed && this.current.dirty && document.activeElement === this.current.control);
  }

  // -- how they do it

  #of(element) {
    return this.#byRoot.get(element.closest?.(".field"));
  }

  /** Keys that stand alone: answers to a question, the rank of a choice. */
  #plainKey(event) {
    const field = this.#of(event.target);
    if (!field || event.ctrlKey || event.altKey || event.metaKey || !field.controls.includes(event.target)) return;
    const key = event.key.toLowerCase();
    let wanted;
    if (event.target.type === "radio") wanted = ANSWERS[key];
    if (event.target.tagName === "SELECT") wanted = key === "v" ? "" : event.target.options[Number(key) || NaN]?.value;
    if (wanted === undefined) return;
    event.preventDefault();
    field.value = wanted;
    field.control.focus();
    this.#later(field);
  }

  #typed(event) {
    const field = this.#of(event.target);
    if (!field?.typed) return;
    this.#drafts.keep(field.balise, field.value);
    field.advise("");
    clearTimeout(this.#checks.get(field));
    this.#checks.set(field, setTimeout(() => this.#check(field), CHECK_MS));
  }

  async #check(field) {
    if (!field.root.dataset.check) return;
    const text = field.value;
    const number = (field.asked += 1);
    const answer = await ask(field.root.dataset.check, { valeur: text });
    if (!answer?.ok || number !== field.asked || field.value !== text) return;
    field.checked = { text, warnings: answer.avis };
    if (field.dirty) field.advise(answer.avis.join(" – "));
  }

  #changed(event) {
    const field = this.#of(event.target);
    if (field) this.#later(field, event.target.type === "radio" ? SETTLE_MS : 0);
  }

  #later(field, pause = SETTLE_MS) {
    clearTimeout(this.#timers.get(field));
    this.#timers.set(field, setTimeout(() => field.dirty && this.#save(field), pause));
  }

  #entered(event) {
    const field = this.#of(event.target);
    if (!field) return;
    this.current = field;
    const { page, box } = event.target.dataset.page ? event.target.dataset : field.root.dataset;
    for (const other of this.#fields) other.root.classList.toggle("field--hand", other === field);
    this.#look(field, page ? Number(page) : null, box);
  }

  #suggested(event) {
    const button = event.target.closest(".suggestion");
    if (!button) return;
    this.current = this.#of(button);
    this.fill(button.dataset.value);
  }

  /** Accepts the value. One that is known to raise warnings is kept, and stays in hand until it is accepted again. */
  #accept(step) {
    const field = this.current;
    if (!field) return;
    const { value } = field;
    const warned = field.dirty && field.checked?.text === value && field.checked.warnings.length > 0;
    if (field.dirty || field.doubtful || !field.settled) this.#save(field);
    if (!warned) this.#toDoubt(field, step);
  }

  async #save(field) {
    clearTimeout(this.#timers.get(field));
    const sent = field.value;
    if (sent === field.sending) return;
    field.sending = sent;
    field.root.classList.add("field--unsaved");
    this.#drafts.keep(field.balise, sent);
    try {
      const answer = await this.#saver.save(field.address, field.name, sent);
      if (field.value === sent) this.#drafts.forget(field.balise);
      field.put(answer, sent);
      this.#count(answer.restants);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.kept) this.#drafts.forget(field.balise);
      field.blame(error.message);
    } finally {
      if (field.sending === sent) field.sending = undefined;
      field.root.classList.remove("field--unsaved");
    }
  }

  #count(left) {
    for (const place of this.#answers.querySelectorAll("[data-left]")) place.textContent = left;
  }

  #toDoubt(field, step) {
    const order = step > 0 ? this.#fields : [...this.#fields].reverse();
    const from = order.indexOf(field) + 1;
    const after = [...order.slice(from), ...order.slice(0, from)];
    const next = after.find((other) => other !== field && other.doubtful && other.sending === undefined);
    if (next) next.focus();
    else document.getElementById("valider")?.focus();
  }

  /** Ends the document only once all that was typed has been saved. */
  async #finish(event) {
    const pending = this.#fields.filter((field) => field.dirty && field.sending === undefined);
    for (const field of pending) this.#save(field);
    if (this.#saver.idle) return;
    event.preventDefault();
    await this.#saver.settled();
    const refused = this.#fields.find((field) => field.refused);
    if (refused) refused.focus();
    else event.target.requestSubmit(event.submitter);
  }
}
