// The values of the epoch under the pointer: a line through both charts, dots on the curves, and the row of the table.
const NAMESPACE = "http://www.w3.org/2000/svg";
const epochTable = document.querySelector("#epochs");
const names = epochTable ? [...epochTable.tHead.rows[0].cells].map((cell) => cell.textContent) : [];
const rows = epochTable ? [...epochTable.tBodies[0].rows] : [];
const hovers = data.charts.map((chart) => {
  const svg = byId(chart.id);
  const add = (name, attributes, style) => {
    const element = svg.appendChild(document.createElementNS(NAMESPACE, name));
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.style.cssText = `pointer-events:none;visibility:hidden;${style}`;
    return element;
  };
  const line = add("line", { y1: chart.top, y2: chart.bottom }, "stroke:var(--soft)");
  const dots = chart.curves.map(({ color }) => add("circle", { r: 4 }, `fill:var(${color});stroke:var(--paper);stroke-width:1.5`));
  return { chart, svg, line, dots };
});
let here = -1;
const mark = (at) => {
  if (here >= 0) rows[here].classList.remove("here");
  here = at;
  if (at >= 0) rows[at].classList.add("here");
  for (const { chart, line, dots } of hovers) {
    line.style.visibility = at < 0 ? "hidden" : "visible";
    if (at >= 0) for (const end of ["x1", "x2"]) line.setAttribute(end, chart.x[at]);
    dots.forEach((dot, curve) => {
      const y = at < 0 ? null : chart.curves[curve].y[at];
      dot.style.visibility = y === null ? "hidden" : "visible";
      if (y === null) return;
      dot.setAttribute("cx", chart.x[at]);
      dot.setAttribute("cy", y);
    });
  }
};
const nearest = (columns, x) => {
  let [low, high] = [0, columns.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (columns[middle] <= x) low = middle; else high = middle;
  }
  return x - columns[low] <= columns[high] - x ? low : high;
};
for (const { chart, svg } of hovers) {
  if (!rows.length) continue;
  svg.addEventListener("pointermove", (event) => {
    const at = nearest(chart.x, within(svg, event).x);
    mark(at);
    const cells = [...rows[at].cells].map((cell) => cell.textContent);
    show(event, `epoch ${cells[0]}`, names.slice(1).map((name, column) => [name, cells[column + 1]]));
  });
  svg.addEventListener("pointerleave", () => { mark(-1); hide(); });
}
