const byId = (id) => document.getElementById(id);
const data = JSON.parse(byId("data").textContent);
const tip = byId("tip");
// Shows a title and lines of a name and a value beside the pointer.
const show = (event, title, lines) => {
  tip.replaceChildren();
  tip.appendChild(document.createElement("b")).textContent = title;
  for (const [name, value] of lines) {
    const line = tip.appendChild(document.createElement("span"));
    line.appendChild(document.createElement("i")).textContent = name;
    line.append(value);
  }
  tip.hidden = false;
  const { width, height } = tip.getBoundingClientRect();
  const right = event.clientX + 16 + width > innerWidth - 8;
  tip.style.left = `${Math.max(8, right ? event.clientX - width - 16 : event.clientX + 16)}px`;
  tip.style.top = `${Math.max(8, Math.min(event.clientY + 16, innerHeight - height - 8))}px`;
};
const hide = () => { tip.hidden = true; };
// Returns the place of the pointer in the units of a drawing.
const within = (svg, event) => new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
byId("theme").addEventListener("click", () => {
  const root = document.documentElement;
  const isDark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = isDark ? "light" : "dark";
});
// A click on a heading sorts the table by its column, a second one in the other direction; cells without an order stay
// behind all others.
for (const table of document.querySelectorAll("table")) {
  const heads = [...table.querySelectorAll("th")];
  heads.forEach((head, column) => head.addEventListener("click", () => {
    const down = head.getAttribute("aria-sort") ? head.getAttribute("aria-sort") === "ascending" : head.className === "number";
    for (const other of heads) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const body = table.tBodies[0];
    const key = (row) => {
      const cell = row.cells[column];
      if (cell.className !== "number") return cell.textContent;
      return "order" in cell.dataset ? Number(cell.dataset.order) : null;
    };
    const compare = (a, b) => {
      const [x, y] = [key(a), key(b)];
      if (x === null || y === null) return (x === null) - (y === null);
      const order = typeof x === "string" ? x.localeCompare(y, undefined, { numeric: true }) : x - y;
      return down ? -order : order;
    };
    const rows = [...body.rows].filter((row) => row.className !== "mean").sort(compare);
    body.prepend(...rows);
  }));
}
