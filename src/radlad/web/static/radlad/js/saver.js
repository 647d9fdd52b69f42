// Sends each field as it is left. What cannot be sent is kept, said, and tried again until it is saved.
import { csrf } from "./csrf.js";

const PAUSES_MS = [1000, 2000, 5000, 10_000];
const SIGNED_OUT = "Votre session a pris fin. Reconnectez-vous dans un autre onglet, puis revenez ici : votre saisie sera enregistrée.";

/** A refusal by the server: trying again would change nothing. `kept`: what was typed is safe all the same. */
export class Refused extends Error {
  constructor(message, kept) {
    super(message);
    this.kept = kept;
  }
}

export class Saver {
  #notice;
  #unsaved = new Set();
  #refused = new Map();
  #last = Promise.resolve();

  constructor(notice) {
    this.#notice = notice;
    window.addEventListener("beforeunload", (event) => {
      if (this.#unsaved.size) event.preventDefault();
    });
  }

  get idle() {
    return this.#unsaved.size === 0;
  }

  /**
   * Saves `value` of the field `name` at `address`. Throws Refused.
   * One at a time, in the order typed: of two saved at once, neither answer would count the other as settled.
   */
  save(address, name, value) {
    const sent = this.#last.catch(() => {}).then(() => this.#send(address, value));
    this.#last = sent;
    this.#unsaved.add(sent);
    this.#tell();
    const done = (error) => {
      this.#unsaved.delete(sent);
      if (error) this.#refused.set(address, `${name} : ${error.message}`);
      else this.#refused.delete(address);
      this.#tell();
    };
    sent.then(() => done(), done);
    return sent;
  }

  /** Resolves once everything sent so far was saved or refused. */
  async settled() {
    await Promise.allSettled([...this.#unsaved]);
  }

  warn(message) {
    this.#notice.textContent = message;
    this.#notice.classList.add("saving--fault");
  }

  async #send(address, value) {
    for (let attempt = 0; ; attempt += 1) {
      const answer = await this.#once(address, value);
      if (answer) return answer;
      const pause = PAUSES_MS[Math.min(attempt, PAUSES_MS.length - 1)];
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }

  async #once(address, value) {
    let answer;
    try {
      answer = await fetch(address, {
        method: "POST",
        headers: { "X-CSRFToken": csrf() },
        body: new URLSearchParams({ valeur: value }),
        redirect: "manual",
      });
    } catch {
      this.warn("Non enregistré : le service ne répond pas. Nouvel essai en cours…");
      return null;
    }
    if (answer.ok) return answer.json();
    if (answer.status === 400 || answer.status === 409) {
      throw new Refused((await answer.json()).message, answer.status === 409);
    }
    const signedOut = answer.type === "opaqueredirect" || answer.status === 403;
    this.warn(signedOut ? SIGNED_OUT : "Non enregistré : le service est indisponible. Nouvel essai en cours…");
    return null;
  }

  #tell() {
    if (this.#notice.classList.contains("saving--fault") && this.#unsaved.size) return;
    if (this.#refused.size) {
      this.warn(`Non enregistré – ${[...this.#refused.values()].at(-1)}`);
      return;
    }
    this.#notice.classList.remove("saving--fault");
    this.#notice.textContent = this.#unsaved.size ? "Enregistrement…" : "Tout est enregistré";
  }
}
