// The review page: ties the fields, the page image, the dialogs and the keys together.
import { refreshForms } from "./csrf.js";
import { openDialogs } from "./dialogs.js";
import { Drafts } from "./drafts.js";
import { Fields } from "./fields.js";
import { listen } from "./keys.js";
import { Pointing } from "./pointing.js";
import { keepPresence } from "./presence.js";
import { Saver } from "./saver.js";
import { Snippet } from "./snippet.js";
import { chooseTypes } from "./typing.js";
import { Viewer } from "./viewer.js";

const answers = document.querySelector(".answers");
const help = document.getElementById("touches");
const image = document.getElementById("image");

openDialogs(document);
refreshForms();
const viewer = new Viewer(image);
const snippet = new Snippet(image.dataset.address);
const saver = new Saver(document.querySelector(".saving"));
const drafts = new Drafts(document.body.dataset.person, answers.dataset.document);
const fields = new Fields(answers, look, saver, drafts);
new Pointing(viewer, fields);
keepPresence(answers.dataset.presence, (message) => saver.warn(message));
fields.begin();
chooseTypes(document.getElementById("changer-type"));

function look(field, page, box) {
  if (page) viewer.show(page, box);
  else viewer.unframe();
  snippet.show(field, page, box);
}

/** Opens a dialog; false where the page has none, as in second keying. */
function open(id) {
  const dialog = document.getElementById(id);
  dialog?.showModal();
  return Boolean(dialog);
}

async function history() {
  const address = fields.current?.root.dataset.history;
  if (!address) return;
  const dialog = document.getElementById("historique-champ");
  const answer = await fetch(address);
  dialog.querySelector("[data-content]").innerHTML = answer.ok ? await answer.text() : "L’historique n’a pas pu être lu.";
  dialog.showModal();
}

/** Acts on the field in hand, if the focus is in one; else the key keeps its usual meaning. */
const inField = (action) => (event) => (event.target.matches(".field input, .field select, .field textarea") ? action() : false);

const ACTIONS = {
  accept: inField(() => fields.accept()),
  acceptBack: inField(() => fields.acceptBack()),
  revert: inField(() => fields.revert()),
  empty: inField(() => fields.empty()),
  copyAbove: inField(() => fields.copyAbove()),
  undo: () => (fields.typing || !answers.dataset.undo ? false : void fields.undo()),
  history: () => void history(),
  finish: () => document.getElementById("valider")?.click(),
  type: () => open("changer-type"),
  reject: () => open("rejeter"),
  aside: () => open("de-cote"),
  help: () => open("touches"),
  previousPage: () => viewer.previousPage(),
  nextPage: () => viewer.nextPage(),
  zoomIn: () => viewer.zoomIn(),
  zoomOut: () => viewer.zoomOut(),
  fitWidth: () => viewer.fitWidth(),
  fitWhole: () => viewer.fitWhole(),
  turn: () => viewer.turn(),
};
const inDialog = (event) => Boolean(event.target.closest("dialog[open]"));
listen(help, ACTIONS, (event) => !inDialog(event));

document.addEventListener("keydown", (event) => {
  if (inDialog(event)) return;
  const rank = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
  if (event.altKey && !event.ctrlKey && rank) {
    event.preventDefault();
    fields.suggest(Number(rank[1]) - 1);
  } else if (event.key === "?" && !fields.typing) {
    event.preventDefault();
    open("touches");
  }
});
