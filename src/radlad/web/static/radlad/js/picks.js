// Panels that open over the page (`details.pick`): a click elsewhere closes them, and so does Escape, back to their title.
const open = () => document.querySelectorAll("details.pick[open]");

document.addEventListener("click", (event) => {
  for (const pick of open()) {
    if (!pick.contains(event.target)) pick.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const pick of open()) {
    const within = pick.contains(document.activeElement);
    pick.open = false;
    if (within) pick.querySelector("summary").focus();
  }
});
