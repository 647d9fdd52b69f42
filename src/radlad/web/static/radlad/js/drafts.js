// What is typed and not saved yet, kept in this browser until it is: a crash loses no keystroke.
const PREFIX = "radlad.draft.";
const KEEP_MS = 24 * 3600 * 1000;

export class Drafts {
  #place;
  #kept;

  /** The drafts of one person on one document. */
  constructor(person, document) {
    this.#place = `${PREFIX}${person}.${document}`;
    sweep();
    this.#kept = JSON.parse(localStorage.getItem(this.#place) ?? "null")?.values ?? {};
  }

  /** Values by balise. */
  get all() {
    return { ...this.#kept };
  }

  keep(balise, text) {
    this.#kept[balise] = text;
    this.#write();
  }

  forget(balise) {
    if (!(balise in this.#kept)) return;
    delete this.#kept[balise];
    this.#write();
  }

  #write() {
    if (Object.keys(this.#kept).length) {
      localStorage.setItem(this.#place, JSON.stringify({ at: Date.now(), values: this.#kept }));
    } else {
      localStorage.removeItem(this.#place);
    }
  }
}

/** Throws away what nobody came back for. */
function sweep() {
  for (const name of Object.keys(localStorage).filter((key) => key.startsWith(PREFIX))) {
    if (Date.now() - JSON.parse(localStorage.getItem(name)).at > KEEP_MS) localStorage.removeItem(name);
  }
}
