// The layout: expressions, evaluated for the modules that are collapsed now.
const data = JSON.parse(document.getElementById("data").textContent);
const { layers, cards, groups, wires } = data;
// What boxes say and where they are depends on the quantity that colours show.
let look = data.looks[data.color];
const collapsed = groups.map((group) => group.collapsed);
const shown = (group) => {
  for (let at = group; at !== null; at = groups[at].parent) if (collapsed[at]) return false;
  return true;
};
const evaluate = () => {
  const tape = look.tape;
  const values = [];
  for (let at = 0; at < tape.length; ) {
    const a = values[tape[at + 1]], b = values[tape[at + 2]];
    switch (tape[at]) {
      case 0: values.push(tape[at + 1]); at += 2; break;
      case 1: values.push(a + b); at += 3; break;
      case 2: values.push(a - b); at += 3; break;
      case 3: values.push(Math.max(a, b)); at += 3; break;
      case 4: values.push(Math.min(a, b)); at += 3; break;
      case 5: values.push(Math.floor((a + b) / 2)); at += 3; break;
      case 7: values.push(a < b ? values[tape[at + 3]] : 0); at += 4; break;
      default: values.push(values[tape[at + (collapsed[tape[at + 1]] ? 2 : 3)]]); at += 4;
    }
  }
  return values;
};
// Corners without those that are none.
const straighten = (points) => {
  const kept = [];
  for (const point of points) {
    const [a, b] = kept.slice(-2);
    const last = kept[kept.length - 1];
    if (last && last[0] === point[0] && last[1] === point[1]) continue;
    if (b && ((a[0] === b[0] && b[0] === point[0]) || (a[1] === b[1] && b[1] === point[1]))) kept.pop();
    kept.push(point);
  }
  return kept;
};
// A wire with round corners, and the head of its arrow.
const route = (corners, arrow) => {
  const points = straighten(corners).map((point) => [...point]);
  const way = (a, b) => [Math.sign(b[0] - a[0]), Math.sign(b[1] - a[1])];
  const far = (a, b) => Math.abs(b[0] - a[0]) + Math.abs(b[1] - a[1]);
  let head = "";
  if (arrow && points.length > 1) {
    const tip = points[points.length - 1];
    const [x, y] = way(points[points.length - 2], tip);
    const tail = [tip[0] - x * 7, tip[1] - y * 7];
    head = `M${tip}L${tail[0] + y * 3.8} ${tail[1] + x * 3.8}L${tail[0] - y * 3.8} ${tail[1] - x * 3.8}z`;
    tip[0] -= x * 6;
    tip[1] -= y * 6;
  }
  let path = `M${points[0]}`;
  for (let at = 1; at < points.length; at++) {
    const [before, point, next] = [points[at - 1], points[at], points[at + 1]];
    if (!next) { path += `L${point}`; break; }
    const radius = Math.min(8, far(before, point) / 2, far(point, next) / 2);
    const [i, o] = [way(before, point), way(point, next)];
    path += `L${point[0] - i[0] * radius} ${point[1] - i[1] * radius}Q${point} ${point[0] + o[0] * radius} ${point[1] + o[1] * radius}`;
  }
  return [path, head];
};
