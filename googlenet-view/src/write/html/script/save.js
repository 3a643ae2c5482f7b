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
window.addEventListener("beforeprint", () => {
  svg.setAttribute("viewBox", `-8 -8 ${size.width + 16} ${size.height + 16}`);
  document.documentElement.classList.toggle("wide", size.width > size.height);
});
window.addEventListener("afterprint", () => svg.removeAttribute("viewBox"));
