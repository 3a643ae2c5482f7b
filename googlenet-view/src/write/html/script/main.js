// Choosing, collapsing, searching, keys.
let chosen = null;
const mark = () => {
  for (const old of document.querySelectorAll(".chosen, .near")) old.classList.remove("chosen", "near");
  for (const card of cards) for (const rect of card.element.picks) rect.pick.style.visibility = "hidden";
  for (const { row, chosen: own } of rows) {
    const same = chosen && own.group === chosen.group && (own.layer === chosen.layer || (chosen.layer !== undefined && own.layer === cards[layers[chosen.layer].card].first));
    row.classList.toggle("chosen", Boolean(same));
  }
  if (!chosen) return;
  if (chosen.layer === undefined) {
    groups[chosen.group].open.classList.add("chosen");
    groups[chosen.group].shut.classList.add("chosen");
    return;
  }
  const own = boxOf(chosen.layer);
  own.classList.add("chosen");
  for (const rect of own.picks) if (rect.layer === chosen.layer) rect.pick.style.visibility = "visible";
  const { inputs, readers } = layers[chosen.layer];
  for (const neighbour of [...inputs, ...readers]) boxOf(neighbour).classList.add("near");
  for (const wire of wires) {
    const near = wire.source === chosen.layer || (wire.targets.includes(chosen.layer) && inputs.includes(wire.source));
    wire.element.classList.toggle("near", near);
  }
};
const choose = (what, go = false) => {
  chosen = what;
  if (what && go) {
    reveal(what.layer === undefined ? groups[what.group].parent : cards[layers[what.layer].card].parent);
    center(what.layer === undefined ? groups[what.group].at : cards[layers[what.layer].card].at);
  }
  describe(chosen);
  mark();
};
const refresh = () => {
  update();
  updateTable();
  describe(chosen);
  mark();
};
const reveal = (group) => {
  let opened = false;
  for (let at = group; at !== null; at = groups[at].parent) {
    opened ||= collapsed[at];
    collapsed[at] = false;
  }
  if (opened) refresh();
};
// What was toggled stays where it is on the screen.
const toggle = (group) => {
  const [x, y] = groups[group].at;
  collapsed[group] = !collapsed[group];
  if (collapsed[group] && chosen && chosen.layer !== undefined && !shown(cards[layers[chosen.layer].card].parent)) chosen = { group };
  refresh();
  view.x += (x - groups[group].at[0]) * view.scale;
  view.y += (y - groups[group].at[1]) * view.scale;
  show();
};
const setAll = (value) => {
  collapsed.fill(value);
  if (value && chosen && chosen.layer !== undefined && !shown(cards[layers[chosen.layer].card].parent)) chosen = null;
  refresh();
  fit();
};

canvas.addEventListener("click", (event) => {
  if (moved) return;
  const button = event.target.closest(".fold");
  if (button) return toggle(button.group);
  const shape = event.target.closest(".card, .module");
  if (!shape) return choose(null);
  if (shape.group !== undefined) return choose({ group: shape.group });
  choose({ layer: event.target.layer ?? shape.layer });
});
canvas.addEventListener("dblclick", (event) => {
  const shape = event.target.closest(".card, .module");
  if (shape && shape.group !== undefined && !event.target.closest(".fold")) toggle(shape.group);
});

// Arrow keys go along the wires; across them to the next box beside.
const step = (key) => {
  if (!chosen) return choose({ layer: 0 }, true);
  const along = data.direction === "TB" ? ["ArrowUp", "ArrowDown"] : ["ArrowLeft", "ArrowRight"];
  if (chosen.layer === undefined) {
    const { first, last } = groups[chosen.group];
    if (key === along[0]) return choose({ layer: Math.max(0, first - 1) }, true);
    return choose({ layer: collapsed[chosen.group] ? Math.min(layers.length - 1, last + 1) : first }, true);
  }
  const { inputs, readers, card } = layers[chosen.layer];
  if (key === along[0]) return inputs.length && choose({ layer: inputs[0] }, true);
  if (key === along[1]) return readers.length && choose({ layer: readers[0] }, true);
  const forwards = key === "ArrowRight" || key === "ArrowDown";
  const axis = data.direction === "TB" ? 0 : 1;
  const here = cards[card].at;
  const beside = cards.filter((other) => {
    const overlaps = other.at[1 - axis] < here[1 - axis] + here[3 - axis] && here[1 - axis] < other.at[1 - axis] + other.at[3 - axis];
    return shown(other.parent) && overlaps && (forwards ? other.at[axis] > here[axis] : other.at[axis] < here[axis]);
  });
  beside.sort((a, b) => Math.abs(a.at[axis] - here[axis]) - Math.abs(b.at[axis] - here[axis]));
  if (beside.length) choose({ layer: beside[0].first }, true);
};
canvas.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const { key } = event;
  if (key.startsWith("Arrow")) step(key);
  else if (key === "Enter" || key === " ") {
    const group = chosen && (chosen.layer === undefined ? chosen.group : cards[layers[chosen.layer].card].parent);
    if (group !== null && group !== undefined) {
      choose({ group });
      toggle(group);
    }
  } else if (key === "Escape") choose(null);
  else if (key === "+" || key === "=") zoom(1.25);
  else if (key === "-") zoom(0.8);
  else if (key === "0") fit();
  else return;
  event.preventDefault();
});

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
  } else if (event.key === "Escape") close();
  else return;
  event.preventDefault();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !/^(INPUT|SELECT)$/.test(document.activeElement.tagName)) {
    event.preventDefault();
    search.focus();
  }
});

byId("totals").textContent = data.totals;
byId("color").value = data.color;
byId("color").addEventListener("change", recolor);
byId("collapse").addEventListener("click", () => setAll(true));
byId("expand").addEventListener("click", () => setAll(false));
byId("in").addEventListener("click", () => zoom(1.25));
byId("out").addEventListener("click", () => zoom(0.8));
byId("fit").addEventListener("click", fit);
byId("theme").addEventListener("click", () => {
  const page = document.documentElement;
  const dark = page.dataset.theme ? page.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  page.dataset.theme = dark ? "light" : "dark";
});
for (const id of ["collapse", "expand"]) byId(id).hidden = groups.length === 0;
buildTable();
buildChanges();
refresh();
fit();
