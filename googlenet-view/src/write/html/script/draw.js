// The drawing's elements, and their places.
const build = () => {
  for (const id of ["modules", "wires", "cards"]) byId(id).replaceChildren();
  cards.forEach((card, at) => {
    card.element = box(card, look.cards[at].box, false);
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
    group.shut = box(group, look.groups[at].box, true);
    group.shut.id = `shut-${at}`;
    group.shut.group = at;
    fold(group.shut, look.groups[at].box.width - 22, 6, "+", at);
  });
  wires.forEach((wire) => {
    wire.element = element(byId("wires"), "g", { class: "wire" });
    wire.path = element(wire.element, "path");
    wire.head = element(wire.element, "path", { class: "head" });
  });
};
// Puts everything to its place.
const size = { width: 0, height: 0 };
const update = () => {
  const values = evaluate();
  const place = (shape, at, visible) => {
    shape.style.display = visible ? "" : "none";
    if (visible) shape.setAttribute("transform", `translate(${values[at.x]} ${values[at.y]})`);
  };
  cards.forEach((card, at) => {
    const own = look.cards[at];
    place(card.element, own, shown(card.parent));
    card.at = [values[own.x], values[own.y], own.box.width, own.box.height];
  });
  groups.forEach((group, at) => {
    const own = look.groups[at];
    const visible = shown(group.parent);
    place(group.open, own, visible && !collapsed[at]);
    place(group.shut, own, visible && collapsed[at]);
    group.at = [values[own.x], values[own.y], values[own.width], values[own.height]];
    group.rect.setAttribute("width", group.at[2]);
    group.rect.setAttribute("height", group.at[3]);
    group.less.setAttribute("transform", `translate(${group.at[2] - 24} 6)`);
  });
  wires.forEach((wire, index) => {
    const points = look.wires[index];
    const visible = shown(wire.group);
    wire.element.style.display = visible ? "" : "none";
    if (!visible) return;
    const corners = [];
    for (let at = 0; at < points.length; at += 2) corners.push([values[points[at]], values[points[at + 1]]]);
    const arrow = wire.card || (wire.module !== null && collapsed[wire.module]);
    const [path, head] = route(corners, arrow);
    wire.path.setAttribute("d", path);
    wire.head.setAttribute("d", head);
  });
  [size.width, size.height] = [values[look.width], values[look.height]];
  recolor();
};

// The box that shows a layer now, as a card or as the module around it that is collapsed.
const boxOf = (layer) => {
  const card = cards[layers[layer].card];
  let outermost = null;
  for (let at = card.parent; at !== null; at = groups[at].parent) if (collapsed[at]) outermost = at;
  return outermost === null ? card.element : groups[outermost].shut;
};
