// Tells the server, at most once a minute, that the operator is at work: the document's lock is renewed.
import { csrf } from "./csrf.js";

const EVERY_MS = 60_000;
const SIGNS = ["keydown", "pointerdown", "wheel"];

export function keepPresence(address, lost) {
  let last = Date.now();
  const renew = async () => {
    if (Date.now() - last < EVERY_MS) return;
    last = Date.now();
    try {
      const answer = await fetch(address, { method: "POST", headers: { "X-CSRFToken": csrf() }, redirect: "manual" });
      if (answer.status === 409) lost((await answer.json()).message);
    } catch {
      // The network is away: the next sign of activity tries again.
    }
  };
  for (const sign of SIGNS) document.addEventListener(sign, renew, { passive: true });
}
