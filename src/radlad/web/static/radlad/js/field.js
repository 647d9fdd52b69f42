// One field of the form: its value, what stands on the server, and what is said about it.
const TYPED = new Set(["text", "textarea"]);

export class Field {
  constructor(root) {
    this.root = root;
    this.balise = root.dataset.balise;
    this.kind = root.dataset.kind;
    this.address = root.dataset.address;
    this.saved = root.dataset.saved;
    this.controls = [...root.querySelectorAll("input, select, textarea")];
    this.suggestions = [...root.querySelectorAll(".suggestion")];
    this.name = root.querySelector("legend, label").firstChild.textContent.trim();
    this.settled = false; // the operator had a word on it, here and now
    this.checked = null; // { text, warnings }: what the server says of a value that is being typed
    this.asked = 0;
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

  get dirty() {
    return this.value !== this.saved;
  }

  get typed() {
    return TYPED.has(this.controls[0].type);
  }

  get control() {
    return this.controls.find((control) => control.type !== "radio" || control.checked) ?? this.controls[0];
  }

  focus() {
    this.root.scrollIntoView({ block: "center" });
    this.control.focus({ preventScroll: true });
    if (this.typed) this.control.select();
  }

  /** What the server says stands now; `sent` is what it was asked to keep. */
  put({ valeur, etat, doute }, sent) {
    if (this.value === sent) this.value = valeur;
    this.saved = valeur;
    this.settled = !doute;
    this.root.toggleAttribute("data-doubtful", doute);
    this.root.querySelector(".field__standing").innerHTML = etat;
    this.blame("");
    this.advise(doute ? "Entrée encore pour garder cette valeur telle quelle." : "");
  }

  /** Warnings, which refuse nothing. */
  advise(text) {
    this.root.querySelector(".field__advice").textContent = text;
  }

  /** A refusal by the server. */
  blame(message) {
    const fault = this.root.querySelector(".field__fault");
    fault.textContent = message;
    fault.hidden = !message;
    for (const control of this.controls) control.setAttribute("aria-invalid", String(Boolean(message)));
  }

  get refused() {
    return !this.root.querySelector(".field__fault").hidden;
  }
}
