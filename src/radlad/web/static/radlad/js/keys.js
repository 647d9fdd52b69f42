// The keys, as the help names them: `data-combo` says which, `data-action` what it does. One table serves both.

/** Does what the help's keys say; `actions` are by name, `free(event)` whether the page may have the key at all. */
export function listen(help, actions, free) {
  const table = [...help.querySelectorAll("[data-combo]")].map(({ dataset }) => ({
    ...parsed(dataset.combo),
    action: actions[dataset.action],
  }));
  document.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const found = table.find((key) => matches(key, event));
    if (!found?.action || !free(event)) return;
    if (found.action(event) !== false) event.preventDefault();
  });
}

function parsed(combo) {
  const parts = combo.split("+");
  const key = combo.endsWith("++") ? "+" : parts.at(-1);
  return { key, altKey: parts.includes("Alt"), ctrlKey: parts.includes("Ctrl"), shiftKey: parts.includes("Shift") };
}

/** Letters go by what is written on the key, as layouts differ; where Alt turns them into signs, by their place. */
function letterOrPlace(key, event) {
  const letter = /^Key([A-Z])$/.exec(key)?.[1].toLowerCase();
  if (letter && /^[a-z]$/i.test(event.key)) return event.key.toLowerCase() === letter;
  return event.key === key || event.code === key;
}

function matches(wanted, event) {
  const named = letterOrPlace(wanted.key, event) || (wanted.key === "+" && event.key === "=");
  const shifted = wanted.shiftKey === event.shiftKey || wanted.key === "+";
  return named && shifted && wanted.altKey === event.altKey && wanted.ctrlKey === (event.ctrlKey || event.metaKey);
}
