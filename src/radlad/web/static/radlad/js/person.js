// On every page of someone who has signed in: nobody's drafts stay in the browser but theirs, and none once they leave.
import { clear, sweep } from "./drafts.js";

sweep(document.body.dataset.person);
document.getElementById("quitter").addEventListener("submit", () => {
  // Not before the page is really left: the browser may ask about what is unsaved.
  window.addEventListener("pagehide", clear);
});
