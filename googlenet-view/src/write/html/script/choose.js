// Choosing a layer or module, collapsing and expanding modules.
let chosen = null;
const mark = () => {
  for (const old of document.querySelectorAll(".chosen, .near")) old.classList.remove("chosen", "near");
  for (const card of cards) for (const rect of card.element.picks) rect.pick.style.visibility = "hidden";
  for (const { row, chosen: own } of rows) {
    const same = chosen && own.group === chosen.group && (own.layer === chosen.layer || (chosen.layer !== undefined && own.layer === cards[layers[chosen.layer].card].first));
    row.classList.toggle("chosen", Boolean(same));
    if (same) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
  }
  if (!chosen) return;
  if (chosen.layer === undefined) {
    groups[chosen.group].open.classList.add("chosen");
    groups[chosen.group].shut.classList.add("chosen");
    return;
  }
  const own = boxOf(chosen.layer);
  own.classList.add("chosen");
  for (const rect of own.picks) if (rect.layer === chosen.layer) rect.pick.style.visibility = "visible";
  const { inputs, readers } = layers[chosen.layer];
  for (const neighbour of [...inputs, ...readers]) boxOf(neighbour).classList.add("near");
  for (const wire of wires) {
    const near = wire.source === chosen.layer || (wire.targets.includes(chosen.layer) && inputs.includes(wire.source));
    wire.element.classList.toggle("near", near);
  }
};
const choose = (what, go = false) => {
  chosen = what;
  if (what && go) {
    reveal(what.layer === undefined ? groups[what.group].parent : cards[layers[what.layer].card].parent);
    center(what.layer === undefined ? groups[what.group].at : cards[layers[what.layer].card].at);
  }
  describe(chosen);
  mark();
  setHash();
  const row = document.querySelector("#table tr.chosen:not([hidden])");
  if (row) revealRow(row);
};
const refresh = () => {
  update();
  updateTable();
  describe(chosen);
  mark();
};
const reveal = (group) => {
  let opened = false;
  for (let at = group; at !== null; at = groups[at].parent) {
    opened ||= collapsed[at];
    collapsed[at] = false;
  }
  if (opened) refresh();
};
// What was toggled stays where it is on the screen.
const toggle = (group) => {
  const [x, y] = groups[group].at;
  collapsed[group] = !collapsed[group];
  if (collapsed[group] && chosen && chosen.layer !== undefined && !shown(cards[layers[chosen.layer].card].parent)) chosen = { group };
  refresh();
  setHash();
  view.x += (x - groups[group].at[0]) * view.scale;
  view.y += (y - groups[group].at[1]) * view.scale;
  show();
};
const setAll = (value) => {
  collapsed.fill(value);
  if (value && chosen && chosen.layer !== undefined && !shown(cards[layers[chosen.layer].card].parent)) chosen = null;
  refresh();
  setHash();
  begin();
};
