// The place of the page names what is chosen: the path of a layer, or of a module; `module:` where both have it.
const names = new Map(layers.map((layer, id) => [layer.name, { layer: id }]));
groups.forEach((group, at) => {
  names.set(`module:${group.path}`, { group: at });
  if (!names.has(group.path)) names.set(group.path, { group: at });
});
const hashOf = (what) => {
  if (!what) return "";
  const path = what.layer === undefined ? groups[what.group].path : layers[what.layer].name;
  const own = names.get(path);
  return `#${encodeURI(own.layer === what.layer && own.group === what.group ? path : `module:${path}`)}`;
};
const setHash = () => {
  if (location.hash === hashOf(chosen)) return;
  // Where the page is part of another one, its place may be fixed.
  try { history.replaceState(null, "", hashOf(chosen) || location.pathname + location.search); } catch { /* no link then */ }
};
let waiting;
const notice = (words) => {
  byId("notice").textContent = words;
  byId("notice").hidden = false;
  clearTimeout(waiting);
  waiting = setTimeout(() => { byId("notice").hidden = true; }, 8000);
};
// Chooses what the place names. False if it names nothing that is here.
const follow = () => {
  let name = location.hash.slice(1);
  try { name = decodeURI(name); } catch { /* as it is */ }
  if (!name) return false;
  const what = names.get(name);
  if (what) choose(what, true);
  else notice(`No layer is called “${name}”.`);
  return Boolean(what);
};
window.addEventListener("hashchange", () => { if (location.hash !== hashOf(chosen)) follow(); });
const copy = async (words) => {
  try { await navigator.clipboard.writeText(words); return true; } catch { /* without the permission */ }
  const field = html(document.body, "textarea", { class: "hidden" }, words);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done;
};
const linkTo = (panel) => {
  const copied = async () => {
    const link = new URL(hashOf(chosen), location.href).href;
    notice((await copy(link)) ? "The link is copied." : `The link is ${link}`);
  };
  html(panel, "button", { type: "button", id: "link", onclick: copied }, "Copy link");
};
