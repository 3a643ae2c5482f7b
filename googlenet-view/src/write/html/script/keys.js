// The mouse and the keys.
canvas.addEventListener("click", (event) => {
  if (moved) return;
  const button = event.target.closest(".fold");
  if (button) return toggle(button.group);
  const shape = event.target.closest(".card, .module");
  if (!shape) return choose(null);
  if (shape.group !== undefined) return choose({ group: shape.group });
  choose({ layer: event.target.layer ?? shape.layer });
});
canvas.addEventListener("dblclick", (event) => {
  const shape = event.target.closest(".card, .module");
  if (shape && shape.group !== undefined && !event.target.closest(".fold")) toggle(shape.group);
});

// Arrow keys go along the wires; across them to the next box beside.
const step = (key) => {
  if (!chosen) return choose({ layer: 0 }, true);
  const along = data.direction === "TB" ? ["ArrowUp", "ArrowDown"] : ["ArrowLeft", "ArrowRight"];
  if (chosen.layer === undefined) {
    const { first, last } = groups[chosen.group];
    if (key === along[0]) return choose({ layer: Math.max(0, first - 1) }, true);
    return choose({ layer: collapsed[chosen.group] ? Math.min(layers.length - 1, last + 1) : first }, true);
  }
  const { inputs, readers, card } = layers[chosen.layer];
  if (key === along[0]) return inputs.length && choose({ layer: inputs[0] }, true);
  if (key === along[1]) return readers.length && choose({ layer: readers[0] }, true);
  const forwards = key === "ArrowRight" || key === "ArrowDown";
  const axis = data.direction === "TB" ? 0 : 1;
  const here = cards[card].at;
  const beside = cards.filter((other) => {
    const overlaps = other.at[1 - axis] < here[1 - axis] + here[3 - axis] && here[1 - axis] < other.at[1 - axis] + other.at[3 - axis];
    return shown(other.parent) && overlaps && (forwards ? other.at[axis] > here[axis] : other.at[axis] < here[axis]);
  });
  beside.sort((a, b) => Math.abs(a.at[axis] - here[axis]) - Math.abs(b.at[axis] - here[axis]));
  if (beside.length) choose({ layer: beside[0].first }, true);
};
canvas.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const { key } = event;
  if (key.startsWith("Arrow")) step(key);
  else if (key === "Enter" || key === " ") {
    const group = chosen && (chosen.layer === undefined ? chosen.group : cards[layers[chosen.layer].card].parent);
    if (group !== null && group !== undefined) {
      choose({ group });
      toggle(group);
    }
  } else if (key === "Escape") choose(null);
  else if (key === "+" || key === "=") zoom(1.25);
  else if (key === "-") zoom(0.8);
  else if (key === "0") fit();
  else if (key === "1") fitAll();
  else return;
  event.preventDefault();
});
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) return;
  if (event.key === "Escape") choose(null);
  else if (event.key === "/") byId("search").focus();
  else return;
  event.preventDefault();
});
