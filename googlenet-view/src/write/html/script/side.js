// Beside the drawing: the chosen layer, what changed, the table of layers.
const html = (parent, name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key in made && typeof value !== "string") made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children);
  if (parent) parent.append(made);
  return made;
};
const share = (part, whole) => (whole > 0 && part > 0 ? ` (${((100 * part) / whole).toFixed(1)} %)` : "");
const costs = (list, cost, before) => {
  const total = data.total;
  const add = (term, key, words, part) => {
    const value = entry(list, term, words(cost[key]) + part);
    if (before && before[key] !== cost[key]) value.prepend(html(null, "span", { class: "was" }, words(before[key])));
  };
  add("parameters", "params", number, share(cost.params, total.params));
  add("MACs", "macs", number, share(cost.macs, total.macs));
  add("memory", "memory", bytes, "");
};
const entry = (list, term, ...values) => {
  html(list, "dt", {}, term);
  return html(list, "dd", {}, ...values);
};
const links = (list, term, ids) => {
  if (!ids.length) return;
  const entries = entry(list, term);
  for (const id of ids) html(entries, "button", { type: "button", onclick: () => choose({ layer: id }, true) }, layers[id].name);
};

const describe = (chosen) => {
  const panel = byId("details");
  panel.replaceChildren();
  if (!chosen) {
    html(panel, "h2", {}, "Nothing chosen");
    html(panel, "p", {}, "Click a layer, or find one by its name.");
    byId("said").textContent = "";
    return;
  }
  const list = html(null, "dl");
  let said;
  if (chosen.layer !== undefined) {
    const layer = layers[chosen.layer];
    html(panel, "h2", { id: "chosen" }, layer.name);
    panel.append(list);
    const mark = layer.mark;
    if (mark) entry(list, "edit", html(null, "span", { class: `tag ${mark.state}` }, mark.state), mark.before && mark.before.name !== layer.name ? ` was ${mark.before.name}` : "");
    entry(list, "kind", layer.phrase);
    if (layer.reads.length) entry(list, "reads", layer.reads.join(", "));
    const result = entry(list, "result", layer.shape);
    if (mark && mark.before && mark.before.shape !== layer.shape) result.prepend(html(null, "span", { class: "was" }, mark.before.shape));
    costs(list, layer.cost, mark && mark.before && mark.before.cost);
    for (const weight of layer.weights) entry(list, weight.name, weight.shape);
    entry(list, "receptive field", layer.field);
    if (layer.line) {
      const line = entry(list, "line", `${layer.line}`);
      if (layer.source) html(line, "code", {}, layer.source);
    }
    if (layer.output) entry(list, "output", layer.output);
    links(list, "inputs", layer.inputs);
    links(list, "read by", layer.readers);
    said = `${layer.name}: ${layer.phrase}, result ${layer.shape}, ${number(layer.cost.params)} parameters, ${number(layer.cost.macs)} MACs`;
  } else {
    const group = groups[chosen.group];
    html(panel, "h2", { id: "chosen" }, group.path);
    panel.append(list);
    if (group.block) entry(list, "block", group.block);
    entry(list, "layers", number(group.layers));
    entry(list, "result", group.shape);
    costs(list, group.cost);
    links(list, "reads", group.reads);
    const shut = collapsed[chosen.group];
    const button = html(entry(list, ""), "button", { type: "button", onclick: () => toggle(chosen.group) });
    button.textContent = shut ? "Expand" : "Collapse";
    said = `module ${group.path}, ${group.layers} layers, ${shut ? "collapsed" : "expanded"}, result ${group.shape}`;
  }
  byId("said").textContent = said;
};

// The table: the drawing's boxes and modules in order, with their filters and bars for their costs.
const rows = [];
const most = { macs: 1, params: 1 };
for (const part of [...cards, ...groups]) {
  for (const key of ["macs", "params"]) most[key] = Math.max(most[key], part.cost[key]);
}
const buildTable = () => {
  const table = html(byId("layers"), "table", { id: "table" });
  const head = html(html(table, "thead"), "tr");
  for (const word of ["layer", "filters", "result", "parameters", "MACs"]) {
    html(head, "th", { scope: "col", class: word === "parameters" || word === "MACs" ? "number" : "word" }, word);
  }
  const body = html(table, "tbody");
  const add = (part, depth, chosen, name, toggles) => {
    const row = html(body, "tr");
    const cell = html(row, "td", { class: "name", style: `padding-left:${4 + depth * 12}px` });
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

// What an edit changed.
const buildChanges = () => {
  if (!data.diff) return;
  const panel = byId("changes");
  panel.hidden = false;
  svg.classList.add("diff");
  html(panel, "h2", {}, `Changes from ${data.diff.before}`);
  const list = html(panel, "dl");
  for (const [term, change] of data.diff.totals) entry(list, term, change);
  const table = html(panel, "table", { id: "changed" });
  const body = html(table, "tbody");
  for (const change of data.diff.changes) {
    const row = html(body, "tr");
    html(html(row, "td"), "span", { class: `tag ${change.state}` }, change.state);
    const cell = html(row, "td");
    if (change.layer === null) cell.append(change.name);
    else html(cell, "button", { type: "button", onclick: () => choose({ layer: change.layer }, true) }, change.name);
    html(row, "td", {}, change.says);
  }
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
