// Saving what is shown as an SVG file that stands alone, and printing it whole.
const saved = () => {
  const properties = ["fill", "fill-opacity", "stroke", "stroke-width", "opacity", "text-anchor"];
  const copy = (from) => {
    if (from.nodeType !== Node.ELEMENT_NODE || from.classList.contains("fold")) return null;
    const style = getComputedStyle(from);
    if (style.display === "none" || style.visibility === "hidden") return null;
    const made = document.createElementNS(from.namespaceURI, from.localName);
    for (const name of ["x", "y", "width", "height", "rx", "d", "transform", "font-size", "font-weight"]) {
      if (from.hasAttribute(name)) made.setAttribute(name, from.getAttribute(name));
    }
    if (from.localName !== "g") for (const name of properties) made.setAttribute(name, style.getPropertyValue(name));
    else if (style.opacity !== "1") made.setAttribute("opacity", style.opacity);
    if (from.localName === "text") made.textContent = from.textContent;
    else made.append(...[...from.childNodes].map(copy).filter(Boolean));
    return made;
  };
  const [width, height] = [Math.ceil(size.width) + 48, Math.ceil(size.height) + 48];
  const whole = copy(svg);
  whole.setAttribute("viewBox", `-24 -24 ${width} ${height}`);
  whole.setAttribute("width", width);
  whole.setAttribute("height", height);
  whole.setAttribute("font-family", "Inter, system-ui, sans-serif");
  whole.firstChild.removeAttribute("transform");
  const back = { x: -24, y: -24, width, height, fill: getComputedStyle(document.body).backgroundColor };
  whole.prepend(element(whole, "rect", back));
  return new XMLSerializer().serializeToString(whole);
};
byId("save").addEventListener("click", () => {
  const url = URL.createObjectURL(new Blob([saved()], { type: "image/svg+xml" }));
  html(null, "a", { href: url, download: `${document.title}.svg` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
});
// Pixels of paper that A4 and Letter have within the margins, along their longer and their shorter side, less the title.
const PAPER = { long: 880, short: 690, wide: 590 };
// Where a drawing is cut for several pages: at no box if that can be, and rather late than around a module.
const cuts = (length, room, spans) => {
  const ends = [];
  for (let at = 0; length - at > room; at = ends[ends.length - 1]) {
    const places = spans.flatMap(([from, to]) => [from - 9, to + 9]).filter((place) => place > at + room / 2 && place <= at + room);
    const cost = (place) => spans.reduce((sum, [from, to, weight]) => sum + (from < place && place < to ? weight : 0), (-4 * (place - at)) / room);
    const best = places.sort((a, b) => cost(a) - cost(b))[0];
    ends.push(best ?? at + room);
  }
  return [...ends, length];
};
// Copies of the drawing, a page each, if it is too long to be read on one page.
const sheets = () => {
  const wide = size.width > size.height;
  const [length, across] = wide ? [size.width, size.height] : [size.height, size.width];
  // Letters of 11 pixels become such of 6.6 points.
  const scale = Math.min(0.8, (wide ? PAPER.wide : PAPER.short) / (across + 16));
  const room = PAPER.long / scale;
  if (length + 16 <= room || PAPER.long / (length + 16) >= 0.6) return;
  document.documentElement.classList.add("sheets");
  const spans = [...cards, ...groups].filter((part) => shown(part.parent)).map((part) => {
    const [from, extent] = wide ? [part.at[0], part.at[2]] : [part.at[1], part.at[3]];
    return [from, from + extent, part.path === undefined || collapsed[groups.indexOf(part)] ? 100 : 1];
  });
  let from = -8;
  for (const to of cuts(length + 8, room, spans)) {
    const sheet = svg.cloneNode(true);
    const box = wide ? [from, -8, to - from, across + 16] : [-8, from, across + 16, to - from];
    sheet.setAttribute("viewBox", box.join(" "));
    sheet.style.width = `${box[2] * scale}px`;
    byId("sheets").append(sheet);
    from = to;
  }
};
window.addEventListener("beforeprint", () => {
  svg.setAttribute("viewBox", `-8 -8 ${size.width + 16} ${size.height + 16}`);
  document.documentElement.classList.toggle("wide", size.width > size.height);
  sheets();
});
window.addEventListener("afterprint", () => {
  svg.removeAttribute("viewBox");
  byId("sheets").replaceChildren();
  document.documentElement.classList.remove("sheets", "wide");
});
