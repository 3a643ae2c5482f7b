// What an edit changed: the numbers that the terminal's table has, and marks on the boxes.
const buildChanges = () => {
  if (!data.diff) return;
  const panel = byId("changes");
  panel.hidden = false;
  html(panel, "h2", {}, `Changes from ${data.diff.before}`);
  if (data.diff.same) html(panel, "p", {}, "Both describe the same network.");
  const totals = html(html(panel, "table", { id: "totalsTable" }), "tbody");
  const rowOf = (body, name) => {
    const row = html(body, "tr");
    html(row, "th", { scope: "row" }, name);
    return row;
  };
  for (const [name, before, after, by] of data.diff.totals) {
    const row = rowOf(totals, name);
    for (const words of [before, "→", after, by]) html(row, "td", { class: "number" }, words);
  }
  for (const result of data.diff.results) html(panel, "p", { class: "result" }, result);
  if (!data.diff.changes.length) return;
  const table = html(panel, "table", { id: "changed" });
  html(table, "caption", { class: "hidden" }, "Layers that differ");
  const head = html(html(table, "thead"), "tr");
  for (const [word, kind] of [["layer", "name"], ["result", "shape"], ["parameters", "number"], ["MACs", "number"], ["activations", "number"]]) html(head, "th", { scope: "col", class: kind }, word);
  const body = html(table, "tbody");
  for (const change of data.diff.changes) {
    const row = html(body, "tr");
    const cell = html(row, "th", { scope: "row", class: "name" }, html(null, "span", { class: `tag ${change.state}` }, change.state), " ");
    if (change.layer === null) cell.append(html(null, "span", { class: "gone" }, change.name));
    else html(cell, "button", { type: "button", class: "pick", onclick: () => choose({ layer: change.layer }, true) }, change.name);
    if (change.says) html(cell, "span", { class: "says" }, change.says);
    html(row, "td", { class: "shape" }, change.result);
    for (const [by, between] of change.numbers) {
      const value = html(row, "td", { class: "number" }, by);
      if (between) html(value, "span", { class: "between" }, between);
    }
  }
};
const markChanges = () => {
  if (!data.diff) return;
  svg.classList.add("diff");
  for (const card of cards) {
    const states = [];
    for (let at = card.first; at <= card.last; at++) if (layers[at].mark) states.push(layers[at].mark.state);
    for (const state of ["renamed", "changed", "added"]) if (states.includes(state)) card.state = state;
    if (card.state) card.element.classList.add(card.state);
  }
  groups.forEach((group) => {
    const inside = cards.filter((card) => card.first >= group.first && card.last <= group.last && card.state);
    if (inside.length) group.shut.classList.add(inside.every((card) => card.state === inside[0].state) ? inside[0].state : "changed");
  });
};
