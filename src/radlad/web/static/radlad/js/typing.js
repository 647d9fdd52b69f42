// The dialog of type and lane: one key each; Enter confirms what is chosen, or has the document read again.
export function chooseTypes(dialog) {
  if (!dialog) return;
  const open = new Set(dialog.dataset.openTypes.split("|"));
  const radios = [...dialog.querySelectorAll("input[type=radio]")];
  const said = dialog.querySelector(".typing__said");
  const decide = dialog.querySelector("[data-decide]");

  const tell = () => {
    const chosen = ["piece", "couloir"].map((name) => radios.find((r) => r.name === name && r.checked)?.value);
    const key = chosen.every(Boolean) ? chosen.join(" ") : "";
    const same = key === said.dataset.now;
    decide.disabled = !open.has(key);
    decide.textContent = same ? "Confirmer ce type" : "Relire comme ce type";
    if (!open.has(key)) said.textContent = "Ce type n’existe pas dans ce couloir : choisissez l’autre d’abord.";
    else if (same) said.textContent = "C’est le type actuel : Entrée le confirme.";
    else said.textContent = "Le document sera relu et reviendra aussitôt ; ce que vous avez confirmé est gardé là où le champ existe aussi.";
  };

  dialog.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const radio = radios.find((one) => one.dataset.key.toLowerCase() === event.key.toLowerCase());
    if (radio) {
      event.preventDefault();
      radio.checked = true;
      radio.focus();
      tell();
    } else if (event.key === "Enter" && event.target.type === "radio") {
      event.preventDefault();
      if (!decide.disabled) dialog.querySelector("form").requestSubmit(decide);
    }
  });
  dialog.addEventListener("change", tell);
  tell();
  (radios.find((one) => one.checked) ?? radios[0]).setAttribute("autofocus", "");
  if ("asks" in dialog.dataset) dialog.showModal();
}
