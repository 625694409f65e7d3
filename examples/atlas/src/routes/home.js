"use strict";

// How many changes the page shows, the newest first.
const SHOWN = 10;

const section = document.getElementById("live");
const list = section.querySelector("ul");

function tell(...parts) {
  const line = document.createElement("li");
  line.append(...parts);
  list.prepend(line);
  while (list.children.length > SHOWN) list.lastChild.remove();
  section.hidden = false;
}

function link(city) {
  const anchor = document.createElement("a");
  anchor.href = `/cities/${city.id}`;
  anchor.textContent = city.name;
  return anchor;
}

function row(id) {
  return document.querySelector(`tr[data-city="${Number(id)}"]`);
}

// From what the page shows on; when the browser comes back it says by itself how far it has got.
const source = new EventSource(`/events?after=${encodeURIComponent(section.dataset.seen)}`);
source.addEventListener("open", () => section.dataset.state = "open");
source.addEventListener("error", () => section.dataset.state = "away");
source.addEventListener("added", (event) => {
  tell(link(JSON.parse(event.data)), " was added.");
});
source.addEventListener("changed", (event) => {
  const city = JSON.parse(event.data);
  tell(link(city), " was changed.");
  const cells = row(city.id)?.cells;
  if (cells) {
    cells[1].firstChild.textContent = city.name;
    cells[3].textContent = city.population.toLocaleString("en-US");
  }
});
source.addEventListener("removed", (event) => {
  const { id } = JSON.parse(event.data);
  tell(`City ${id} was removed.`);
  row(id)?.remove();
});
source.addEventListener("gap", () => {
  tell("Changes were missed: reload the page to see all of them.");
});
