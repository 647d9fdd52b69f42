// The arbiter's page: the image goes to the field that is being judged; a value that is given is the right one.
import { Viewer } from "./viewer.js";

const viewer = new Viewer(document.getElementById("image"));

document.addEventListener("focusin", (event) => {
  const judged = event.target.closest(".judged");
  if (!judged) return;
  if (judged.dataset.page) viewer.show(Number(judged.dataset.page), judged.dataset.box);
  else viewer.unframe();
});
document.addEventListener("input", (event) => {
  if (event.target.type !== "radio") event.target.closest(".judged").querySelector("[data-other]").checked = true;
});
document.querySelector(".judged input")?.focus();
