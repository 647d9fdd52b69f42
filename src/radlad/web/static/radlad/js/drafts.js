// What is typed and not saved yet, kept in this browser until it is: a crash loses no keystroke.
// It is personal data on a workstation that others use: it goes with its person (person.js), and no later than a session.
const PREFIX = "radlad.draft.";
const KEEP_MS = 12 * 3600 * 1000;

export class Drafts {
  #place;
  #kept;

  /** The drafts of one person on one document. */
  constructor(person, document) {
    this.#place = `${PREFIX}${person}.${document}`;
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

/** Throws away the drafts of all others than `person`, and what nobody came back for. */
export function sweep(person) {
  const own = `${PREFIX}${person}.`;
  for (const name of Object.keys(localStorage).filter((key) => key.startsWith(PREFIX))) {
    const old = Date.now() - JSON.parse(localStorage.getItem(name)).at > KEEP_MS;
    if (old || !name.startsWith(own)) localStorage.removeItem(name);
  }
}

/** Throws away all drafts. */
export function clear() {
  for (const name of Object.keys(localStorage)) if (name.startsWith(PREFIX)) localStorage.removeItem(name);
}
