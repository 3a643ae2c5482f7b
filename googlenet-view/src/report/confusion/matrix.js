// What the cell under the pointer counts: of a cell of several classes, its largest count.
const matrix = byId("matrix");
const count = (value) => value.toLocaleString("en");
matrix.addEventListener("pointermove", (event) => {
  const point = within(matrix, event);
  const [row, column] = [point.y - data.y, point.x - data.x].map((place) => Math.floor(place / data.side));
  const range = (at) => [at * data.classes, Math.min((at + 1) * data.classes, data.names.length)];
  const [labels, predictions] = [range(row), range(column)];
  if (row < 0 || column < 0 || labels[0] >= data.names.length || predictions[0] >= data.names.length) return hide();
  let found = [labels[0], predictions[0], 0];
  for (let label = labels[0]; label < labels[1]; label += 1) {
    for (const [prediction, images] of data.rows[label]) {
      if (prediction >= predictions[0] && prediction < predictions[1] && images > found[2]) found = [label, prediction, images];
    }
  }
  const [label, prediction, images] = found;
  const all = data.rows[label].reduce((sum, [, some]) => sum + some, 0);
  const share = all ? `${((100 * images) / all).toFixed(1)}%` : "–";
  show(event, label === prediction ? "right" : "wrong", [
    ["label", data.names[label]],
    ["prediction", data.names[prediction]],
    ["images", `${count(images)} of ${count(all)} (${share})`],
  ]);
});
matrix.addEventListener("pointerleave", hide);
