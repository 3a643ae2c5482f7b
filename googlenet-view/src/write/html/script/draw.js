// The drawing's elements, and their places.
const byId = (id) => document.getElementById(id);
const element = (parent, name, attributes = {}, text) => {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  parent.append(made);
  return made;
};
const [svg, root, canvas] = [byId("drawing"), byId("root"), byId("canvas")];
const compact = new Intl.NumberFormat("en-US");
const number = (value) => compact.format(value);
const bytes = (value) => {
  if (value < 1024) return `${value} B`;
  let [size, unit] = [value / 1024, 0];
  while (size >= 1024 && unit < 3) { size /= 1024; unit++; }
  return `${size.toFixed(1)} ${["KiB", "MiB", "GiB", "TiB"][unit]}`;
};

// A box: head, bands for followers, footer.
const box = (content, isModule) => {
  const { width, height } = content;
  const shape = element(byId("cards"), "g", { class: `card ${content.family}` });
  const radius = isModule ? 12 : 7;
  const whole = { width, height, rx: radius };
  if (isModule) element(shape, "rect", { ...whole, x: 4, y: 4, class: "sheet" });
  element(shape, "rect", { ...whole, class: "back" });
  const picks = [];
  let top = content.bandsAt;
  for (const band of content.bands) {
    const rect = element(shape, "rect", { y: top, width, height: 20, class: `band ${band.family}` });
    picks.push([rect, band.layer]);
    top += 20;
  }
  if (content.footer) {
    const inset = width - 2 * radius;
    const d = `M0 ${top}H${width}V${height - radius}a${radius} ${radius} 0 0 1 -${radius} ${radius}h-${inset}a${radius} ${radius} 0 0 1 -${radius} -${radius}z`;
    element(shape, "path", { d, class: "band" });
  }
  shape.heat = element(shape, "rect", { ...whole, class: "heat" });
  element(shape, "rect", { ...whole, class: "edge" });
  for (const line of content.lines) {
    const look = { x: width / 2, y: line.y, "font-size": line.size, "font-weight": line.weight };
    element(shape, "text", line.weight > 400 ? look : { ...look, class: "small" }, line.text);
  }
  for (const [rect, layer] of picks) {
    rect.layer = layer;
    rect.pick = element(shape, "rect", { y: rect.getAttribute("y"), width, height: 20, class: "pick" });
  }
  shape.picks = picks.map(([rect]) => rect);
  return shape;
};
// The button that collapses or expands a module.
const fold = (parent, x, y, sign, group) => {
  const button = element(parent, "g", { class: "fold", transform: `translate(${x} ${y})` });
  element(button, "rect", { width: 16, height: 16, rx: 4 });
  element(button, "text", { x: 8, y: 12, "font-size": 13 }, sign);
  button.group = group;
  return button;
};

cards.forEach((card) => {
  card.element = box(card.content, false);
  card.element.id = `card-${card.first}`;
  card.element.layer = card.first;
});
groups.forEach((group, at) => {
  const title = group.title;
  group.open = element(byId("modules"), "g", { class: group.depth % 2 ? "module odd" : "module" });
  group.open.id = `module-${at}`;
  group.open.group = at;
  group.rect = element(group.open, "rect", { rx: 12 });
  element(group.open, "text", { x: 14, y: 19, "font-size": 12, "font-weight": 600 }, title[0]);
  element(group.open, "text", { x: 14 + data.titleWidths[at], y: 19, "font-size": 12, class: "small" }, title[1]);
  group.less = fold(group.open, 0, 6, "−", at);
  group.shut = box(group.content, true);
  group.shut.id = `shut-${at}`;
  group.shut.group = at;
  fold(group.shut, group.content.width - 22, 6, "+", at);
});
wires.forEach((wire) => {
  wire.element = element(byId("wires"), "g", { class: "wire" });
  wire.path = element(wire.element, "path");
  wire.head = element(wire.element, "path", { class: "head" });
});

// Puts everything to its place.
const size = { width: 0, height: 0 };
const update = () => {
  const values = evaluate();
  const place = (shape, at, visible) => {
    shape.style.display = visible ? "" : "none";
    if (visible) shape.setAttribute("transform", `translate(${values[at.x]} ${values[at.y]})`);
  };
  for (const card of cards) place(card.element, card, shown(card.parent));
  groups.forEach((group, at) => {
    const visible = shown(group.parent);
    place(group.open, group, visible && !collapsed[at]);
    place(group.shut, group, visible && collapsed[at]);
    group.rect.setAttribute("width", values[group.width]);
    group.rect.setAttribute("height", values[group.height]);
    group.less.setAttribute("transform", `translate(${values[group.width] - 24} 6)`);
    group.at = [values[group.x], values[group.y], values[group.width], values[group.height]];
  });
  for (const card of cards) card.at = [values[card.x], values[card.y], card.content.width, card.content.height];
  for (const wire of wires) {
    const visible = shown(wire.group);
    wire.element.style.display = visible ? "" : "none";
    if (!visible) continue;
    const corners = [];
    for (let at = 0; at < wire.points.length; at += 2) corners.push([values[wire.points[at]], values[wire.points[at + 1]]]);
    const arrow = wire.card || (wire.module !== null && collapsed[wire.module]);
    const [path, head] = route(corners, arrow);
    wire.path.setAttribute("d", path);
    wire.head.setAttribute("d", head);
  }
  [size.width, size.height] = [values[data.width], values[data.height]];
  recolor();
};

// The box that shows a layer now, as a card or as the module around it that is collapsed.
const boxOf = (layer) => {
  const card = cards[layers[layer].card];
  let outermost = null;
  for (let at = card.parent; at !== null; at = groups[at].parent) if (collapsed[at]) outermost = at;
  return outermost === null ? card.element : groups[outermost].shut;
};
// Colours by cost: the root of the share of the largest.
const recolor = () => {
  const by = byId("color").value;
  svg.classList.toggle("heat", by !== "kind");
  if (by === "kind") return;
  const visible = cards.filter((card) => shown(card.parent)).map((card) => [card.element, card.cost]);
  groups.forEach((group, at) => {
    if (collapsed[at] && shown(group.parent)) visible.push([group.shut, group.cost]);
  });
  const most = Math.max(1, ...visible.map(([, cost]) => cost[by]));
  for (const [shape, cost] of visible) shape.heat.style.fillOpacity = Math.sqrt(cost[by] / most) * 0.85;
};
