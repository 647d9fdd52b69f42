// The review page: ties the fields, the page image, the dialogs and the keys together.
import { refreshForms } from "./csrf.js";
import { openDialogs } from "./dialogs.js";
import { Fields } from "./fields.js";
import { keepPresence } from "./presence.js";
import { Saver } from "./saver.js";
import { Viewer } from "./viewer.js";

const answers = document.querySelector(".answers");

openDialogs(document);
refreshForms();
const viewer = new Viewer(document.getElementById("image"));
const saver = new Saver(document.querySelector(".saving"));
const fields = new Fields(answers, viewer, saver);
keepPresence(answers.dataset.presence, (message) => saver.warn(message));
fields.begin();

const KEYS = {
  PageUp: () => viewer.show(viewer.page - 1),
  PageDown: () => viewer.show(viewer.page + 1),
  "+": () => viewer.zoomBy(1.25),
  "=": () => viewer.zoomBy(1.25),
  "-": () => viewer.zoomBy(0.8),
  0: () => viewer.fitWidth(),
  9: () => viewer.fitWhole(),
  r: () => viewer.turn(),
};

document.addEventListener("keydown", (event) => {
  const place = { KeyR: "r", Digit0: "0", Digit9: "9", Numpad0: "0", Numpad9: "9" }[event.code];
  const action = KEYS[place ?? event.key];
  if (event.altKey && !event.ctrlKey && !event.metaKey && action) {
    event.preventDefault();
    action();
  }
});
