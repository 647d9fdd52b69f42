// Native dialogs: `data-opens="id"` opens one, `data-closes` closes the one it stands in. Focus returns by itself.
export function openDialogs(root) {
  for (const button of root.querySelectorAll("[data-opens]")) {
    button.addEventListener("click", () => root.getElementById(button.dataset.opens).showModal());
  }
  for (const button of root.querySelectorAll("[data-closes]")) {
    button.addEventListener("click", () => button.closest("dialog").close());
  }
}
