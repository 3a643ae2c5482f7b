// The table: the drawing's boxes and modules in order, with their filters and bars for their costs.
const rows = [];
const most = { macs: 1, params: 1 };
for (const part of [...cards, ...groups]) {
  for (const key of ["macs", "params"]) most[key] = Math.max(most[key], part.cost[key]);
}
const buildTable = () => {
  const table = html(byId("layers"), "table", { id: "table" });
  html(table, "caption", { class: "hidden" }, "Layers and modules, with their results and costs");
  const head = html(html(table, "thead"), "tr");
  for (const [word, kind] of [["layer", "name"], ["filters", "filters"], ["result", "shape"], ["parameters", "number"], ["MACs", "number"]]) {
    html(head, "th", { scope: "col", class: kind }, word);
  }
  const body = html(table, "tbody");
  const add = (part, depth, chosen, name, toggles) => {
    const row = html(body, "tr");
    const cell = html(row, "th", { scope: "row", class: "name", style: `--depth:${depth}` });
    let button = null;
    if (toggles !== null) button = html(cell, "button", { type: "button", class: "fold", onclick: () => toggle(toggles) });
    html(cell, "button", { type: "button", class: "pick", onclick: () => choose(chosen, true) }, name);
    html(row, "td", { class: "filters" }, part.filters.join(" "));
    html(row, "td", { class: "shape" }, part.shape);
    for (const key of ["params", "macs"]) {
      const value = html(row, "td", { class: "number" }, number(part.cost[key]));
      html(value, "span", { class: `bar ${key}`, style: `width:${(100 * part.cost[key]) / most[key]}%` });
    }
    rows.push({ row, part, chosen, toggles, button });
  };
  const walk = (parts, depth) => {
    for (const [isGroup, at] of parts) {
      if (isGroup) {
        add(groups[at], depth, { group: at }, groups[at].name, at);
        walk(groups[at].parts, depth + 1);
      } else {
        add(cards[at], depth, { layer: cards[at].first }, cards[at].name, null);
      }
    }
  };
  walk(data.parts, 0);
};
const updateTable = () => {
  for (const { row, part, toggles, button } of rows) {
    row.hidden = !shown(part.parent);
    if (toggles === null) continue;
    button.textContent = collapsed[toggles] ? "▸" : "▾";
    button.setAttribute("aria-expanded", String(!collapsed[toggles]));
    button.setAttribute("aria-label", `${collapsed[toggles] ? "Expand" : "Collapse"} ${part.path}`);
  }
};
// Puts a row in sight below the head of the table, and moves nothing else.
const revealRow = (row) => {
  const panel = byId("layers");
  const [inside, own] = [panel.getBoundingClientRect(), row.getBoundingClientRect()];
  const top = inside.top + byId("table").tHead.offsetHeight;
  if (own.top < top) panel.scrollTop -= top - own.top + 40;
  else if (own.bottom > inside.bottom) panel.scrollTop += own.bottom - inside.bottom + 40;
};
// Arrow keys go from row to row.
byId("layers").addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const visible = rows.filter(({ row }) => !row.hidden);
  const here = visible.findIndex(({ row }) => row.contains(document.activeElement));
  if (here < 0) return;
  const { chosen: own, toggles } = visible[here];
  const folds = toggles !== null && event.key === (collapsed[toggles] ? "ArrowRight" : "ArrowLeft");
  const next = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: visible.length - 1 }[event.key];
  if (folds) toggle(own.group);
  else if (next !== undefined) {
    const { row, chosen } = visible[Math.min(visible.length - 1, Math.max(0, next))];
    choose(chosen, true);
    row.querySelector(".pick").focus({ preventScroll: true });
  } else return;
  event.preventDefault();
});
