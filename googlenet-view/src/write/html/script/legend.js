// The colour of a cost on a scale, as the program mixes it.
const mixed = (scale, share) => {
  const at = Math.sqrt(share) * (scale.length - 1);
  const from = Math.min(Math.floor(at), scale.length - 2);
  return `rgb(${scale[from].map((value, part) => Math.round(value + (scale[from + 1][part] - value) * (at - from))).join(" ")})`;
};
// Colours by cost, which are the root of the share of the largest, and the legend of all colours.
const recolor = () => {
  const by = byId("color").value;
  svg.classList.toggle("heat", by !== "kind");
  const legend = byId("legend");
  legend.replaceChildren();
  const boxes = cards.filter((card) => shown(card.parent)).map((card) => [card.element, card]);
  groups.forEach((group, at) => {
    if (collapsed[at] && shown(group.parent)) boxes.push([group.shut, group]);
  });
  if (data.diff) {
    for (const state of ["added", "changed", "renamed"]) {
      html(html(legend, "span", { class: "key" }), "span", { class: `swatch ${state}` }).parentNode.append(state);
    }
  }
  if (by === "kind") {
    const shownFamilies = new Set();
    for (const [, part] of boxes) {
      if (part.first !== part.last && part.path !== undefined) continue;
      shownFamilies.add(part.family);
      for (const band of part.bands) shownFamilies.add(band.family);
    }
    for (const family of data.families.filter((family) => shownFamilies.has(family))) {
      html(html(legend, "span", { class: "key" }), "span", { class: `swatch ${family}` }).parentNode.append(family);
    }
    if (boxes.some(([, part]) => part.path !== undefined)) {
      html(html(legend, "span", { class: "key" }), "span", { class: "swatch shut" }).parentNode.append("collapsed module");
    }
    return;
  }
  const { key, brief: words } = quantities[by];
  const most = Math.max(0, ...boxes.map(([, part]) => part.cost[key]));
  for (const [shape, part] of boxes) {
    const share = part.cost[key] / Math.max(1, most);
    ["--cost", "--dark-cost"].forEach((name, at) => shape.back.style.setProperty(name, mixed(data.scales[at], share)));
  }
  // In the middle of a scale of roots there is a quarter.
  const scale = html(legend, "div", { class: "scale", role: "img", "aria-label": `Colours from 0 to ${words(most)} in a box` });
  html(scale, "span", { class: "strip" });
  for (const value of [0, most / 4, most]) html(scale, "span", { class: "number" }, value ? words(value) : "0");
};
// Another quantity: other texts in the boxes, and other places. What is in the middle of the window stays there.
const setColor = () => {
  const middle = [(canvas.clientWidth / 2 - view.x) / view.scale, (canvas.clientHeight / 2 - view.y) / view.scale];
  const parts = [...cards.filter((card) => shown(card.parent)), ...groups.filter((group, at) => collapsed[at] && shown(group.parent))];
  const far = ({ at: [x, y, width, height] }) => Math.hypot(x + width / 2 - middle[0], y + height / 2 - middle[1]);
  const nearest = parts.reduce((best, part) => (far(part) < far(best) ? part : best));
  const [x, y] = nearest.at;
  look = data.looks[byId("color").value];
  build();
  markChanges();
  refresh();
  view.x += (x - nearest.at[0]) * view.scale;
  view.y += (y - nearest.at[1]) * view.scale;
  show();
  list();
};
