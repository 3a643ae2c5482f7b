// Elements, and numbers as words.
const byId = (id) => document.getElementById(id);
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
const element = (parent, name, attributes = {}, text) => {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  parent.append(made);
  return made;
};
const compact = new Intl.NumberFormat("en-US");
const number = (value) => compact.format(value);
const bytes = (value) => {
  if (value < 1024) return `${value} B`;
  let [size, unit] = [value / 1024, 0];
  while (size >= 1024 && unit < 3) { size /= 1024; unit++; }
  return `${size.toFixed(1)} ${["KiB", "MiB", "GiB", "TiB"][unit]}`;
};

// Three digits, as on the marks of a scale.
const brief = (value) => {
  for (const [size, unit] of [[1e12, "T"], [1e9, "G"], [1e6, "M"], [1e3, "k"]]) {
    if (value >= size) return `${Number((value / size).toPrecision(3))} ${unit}`;
  }
  return `${Math.round(value)}`;
};
// The quantities that colours show: where costs have them, and their words.
const quantities = {
  macs: { key: "macs", brief: (value) => `${brief(value)} MACs`, full: number },
  params: { key: "params", brief: (value) => `${brief(value)} parameters`, full: number },
  activations: { key: "memory", brief: bytes, full: bytes },
};
