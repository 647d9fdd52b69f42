// Deadlines go on counting while the page stands open.
const EVERY_MS = 30_000;

function span(ms) {
  const minutes = Math.floor(ms / 60_000);
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24];
  if (days) return `${days} j ${hours} h`;
  return hours ? `${hours} h ${String(minutes % 60).padStart(2, "0")}` : `${minutes} min`;
}

function tick() {
  for (const place of document.querySelectorAll(".due time")) {
    const left = new Date(place.dateTime) - Date.now();
    place.textContent = left < 0 ? `retard de ${span(-left)}` : `reste ${span(left)}`;
    if (left < 0) place.parentElement.classList.add("due--en-retard");
  }
}

setInterval(tick, EVERY_MS);
