// The panel of the chosen layer or module.
const share = (part, whole) => (whole > 0 && part > 0 ? ` (${((100 * part) / whole).toFixed(1)} %)` : "");
const costs = (list, cost, before) => {
  const total = data.total;
  const add = (term, key, words, part) => {
    const value = entry(list, term, words(cost[key]) + part);
    if (before && before[key] !== cost[key]) value.prepend(html(null, "span", { class: "was" }, words(before[key])));
  };
  add("parameters", "params", number, share(cost.params, total.params));
  add("MACs", "macs", number, share(cost.macs, total.macs));
  add("activations", "memory", bytes, "");
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
    html(panel, "p", {}, "Click a layer, or find one by its name. Arrow keys go along the wires, / searches, Escape clears the choice.");
    byId("said").textContent = "";
    return;
  }
  const list = html(null, "dl");
  let said;
  if (chosen.layer !== undefined) {
    const layer = layers[chosen.layer];
    html(panel, "h2", { id: "chosen" }, layer.name);
    linkTo(panel);
    panel.append(list);
    const mark = layer.mark;
    if (mark) entry(list, "edit", html(null, "span", { class: `tag ${mark.state}` }, mark.state), mark.before && mark.before.name !== layer.name ? ` was ${mark.before.name}` : "");
    entry(list, "kind", layer.phrase);
    if (layer.reads.length) entry(list, "reads", layer.reads.join(", "));
    const result = entry(list, "result", layer.shape);
    if (mark && mark.before && mark.before.shape !== layer.shape) result.prepend(html(null, "span", { class: "was" }, mark.before.shape));
    costs(list, layer.cost, mark && mark.before && mark.before.cost);
    for (const [name, value] of layer.options) entry(list, name, value);
    for (const weight of layer.weights) entry(list, `weights, ${weight.name}`, weight.shape);
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
    linkTo(panel);
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
