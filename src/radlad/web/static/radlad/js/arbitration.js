// The arbiter's page: the image goes to the field that is being judged.
import { Viewer } from "./viewer.js";

const viewer = new Viewer(document.getElementById("image"));

document.addEventListener("focusin", (event) => {
  const judged = event.target.closest(".judged");
  if (!judged) return;
  if (judged.dataset.page) viewer.show(Number(judged.dataset.page), judged.dataset.box);
  else viewer.unframe();
});
document.querySelector(".judged input")?.focus();
