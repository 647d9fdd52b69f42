// The token against forged requests, as it stands now: it changes when somebody signs in again in another tab.
export function csrf() {
  return /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";
}

/** Forms that have stood open since before send the token of now. */
export function refreshForms() {
  document.addEventListener("submit", (event) => {
    const field = event.target.elements.namedItem("csrfmiddlewaretoken");
    if (field) field.value = csrf();
  });
}
