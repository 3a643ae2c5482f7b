// Search, over names and kinds.
const [search, found] = [byId("search"), byId("found")];
let hits = [];
let at = -1;
const list = () => {
  const words = search.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
  hits = words.length ? layers.map((layer, id) => [layer, id]).filter(([layer]) => words.every((word) => layer.name.toLowerCase().includes(word) || layer.phrase.toLowerCase().includes(word))).map(([, id]) => id) : [];
  at = -1;
  found.replaceChildren();
  found.hidden = !words.length;
  search.setAttribute("aria-expanded", String(!found.hidden));
  for (const hit of hits.slice(0, 100)) {
    html(found, "li", { role: "option", id: `found-${hit}`, onclick: () => { choose({ layer: hit }, true); close(); } }, layers[hit].name, html(null, "span", {}, layers[hit].phrase));
  }
  if (words.length && !hits.length) html(found, "li", { role: "option", "aria-disabled": "true" }, "no layer");
  for (const old of document.querySelectorAll(".hit")) old.classList.remove("hit");
  svg.classList.toggle("searching", hits.length > 0);
  for (const hit of hits) boxOf(hit).classList.add("hit");
  byId("said").textContent = words.length ? `${hits.length} layers found` : "";
};
const close = () => {
  search.value = "";
  list();
};
search.addEventListener("input", list);
search.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const shownHits = Math.min(hits.length, 100);
    if (!shownHits) return;
    at = (at + (event.key === "ArrowDown" ? 1 : shownHits - 1 + (at < 0))) % shownHits;
    [...found.children].forEach((item, place) => item.setAttribute("aria-selected", String(place === at)));
    found.children[at].scrollIntoView({ block: "nearest" });
    search.setAttribute("aria-activedescendant", found.children[at].id);
  } else if (event.key === "Enter" && hits.length) {
    choose({ layer: hits[Math.max(0, at)] }, true);
    close();
    canvas.focus();
  } else if (event.key === "Escape") {
    if (search.value) close();
    else canvas.focus();
  }
  else return;
  event.preventDefault();
});
