const [svg, root, canvas] = [byId("drawing"), byId("root"), byId("canvas")];
// A box: head, bands for followers, footer.
const box = (part, content, isModule) => {
  const { width, height } = content;
  const shape = element(byId("cards"), "g", { class: `card ${part.family}` });
  const radius = isModule ? 12 : 7;
  const whole = { width, height, rx: radius };
  if (isModule) element(shape, "rect", { ...whole, x: 4, y: 4, class: "sheet" });
  shape.back = element(shape, "rect", { ...whole, class: "back" });
  const picks = [];
  let top = content.bandsAt;
  for (const band of part.bands) {
    const rect = element(shape, "rect", { y: top, width, height: 20, class: `band ${band.family}` });
    element(shape, "path", { d: `M0 ${top}H${width}`, class: `cut ${band.family}` });
    picks.push([rect, band.layer]);
    top += 20;
  }
  if (part.footer) {
    const inset = width - 2 * radius;
    const d = `M0 ${top}H${width}V${height - radius}a${radius} ${radius} 0 0 1 -${radius} ${radius}h-${inset}a${radius} ${radius} 0 0 1 -${radius} -${radius}z`;
    element(shape, "path", { d, class: "band" });
  }
  element(shape, "rect", { ...whole, class: "edge" });
  for (const [text, size, weight, y] of content.lines) {
    const style = { x: width / 2, y, "font-size": size, "font-weight": weight };
    element(shape, "text", weight > 400 ? style : { ...style, class: "small" }, text);
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

