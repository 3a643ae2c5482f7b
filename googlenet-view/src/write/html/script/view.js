// Pan and zoom.
const view = { x: 0, y: 0, scale: 1 };
const show = () => root.setAttribute("transform", `translate(${view.x} ${view.y}) scale(${view.scale})`);
const zoom = (factor, x = canvas.clientWidth / 2, y = canvas.clientHeight / 2) => {
  const scale = Math.min(4, Math.max(0.03, view.scale * factor));
  view.x = x - ((x - view.x) * scale) / view.scale;
  view.y = y - ((y - view.y) * scale) / view.scale;
  view.scale = scale;
  show();
};
const margin = () => (canvas.clientWidth < 600 ? 10 : 24);
// At this scale the smallest letters are 11 pixels high.
const READABLE = 1;
const place = (share) => {
  const [width, height] = [canvas.clientWidth, canvas.clientHeight];
  const tall = data.direction === "TB";
  view.scale = Math.min(1, Math.max(0.03, share));
  const [wide, high] = [size.width * view.scale, size.height * view.scale];
  view.x = tall || wide <= width ? (width - wide) / 2 : margin();
  view.y = !tall || high <= height ? (height - high) / 2 : margin();
  show();
};
const shares = () => [
  (canvas.clientWidth - 2 * margin()) / size.width,
  (canvas.clientHeight - 2 * margin()) / size.height,
];
// Fits across the direction; along it the drawing goes on.
const fit = () => place(shares()[data.direction === "TB" ? 0 : 1]);
const fitAll = () => place(Math.min(...shares()));
// At first letters can be read: what is too wide is panned, with the input in the middle.
const begin = () => {
  const share = shares()[data.direction === "TB" ? 0 : 1];
  if (share >= READABLE * 0.95) return fit();
  place(READABLE);
  const [x, y, width, height] = (shown(cards[0].parent) ? cards[0] : groups[0]).at;
  if (data.direction === "TB") view.x = canvas.clientWidth / 2 - x - width / 2;
  else view.y = canvas.clientHeight / 2 - y - height / 2;
  show();
};
const center = ([x, y, width, height]) => {
  if (view.scale < 0.7 * READABLE) view.scale = READABLE;
  view.x = canvas.clientWidth / 2 - (x + width / 2) * view.scale;
  view.y = canvas.clientHeight / 2 - (y + Math.min(height, 200) / 2) * view.scale;
  show();
};
canvas.addEventListener("wheel", (event) => {
  event.preventDefault();
  const { left, top } = canvas.getBoundingClientRect();
  if (event.ctrlKey || event.metaKey) {
    zoom(Math.exp(-event.deltaY * 0.006), event.clientX - left, event.clientY - top);
  } else {
    view.x -= event.shiftKey ? event.deltaY : event.deltaX;
    view.y -= event.shiftKey ? 0 : event.deltaY;
    show();
  }
}, { passive: false });
const fingers = new Map();
let moved = false;
canvas.addEventListener("pointerdown", (event) => {
  if (event.button === 0) fingers.set(event.pointerId, [event.clientX, event.clientY]);
  if (fingers.size === 1) moved = false;
});
canvas.addEventListener("pointermove", (event) => {
  const before = fingers.get(event.pointerId);
  if (!before) return;
  const now = [event.clientX, event.clientY];
  const others = [...fingers].filter(([id]) => id !== event.pointerId).map(([, at]) => at);
  if (!moved && Math.hypot(now[0] - before[0], now[1] - before[1]) < 4 && !others.length) return;
  moved = true;
  canvas.classList.add("drags");
  if (others.length) {
    const far = (at) => Math.hypot(at[0] - others[0][0], at[1] - others[0][1]);
    const { left, top } = canvas.getBoundingClientRect();
    zoom(far(now) / Math.max(1, far(before)), (now[0] + others[0][0]) / 2 - left, (now[1] + others[0][1]) / 2 - top);
  } else {
    view.x += now[0] - before[0];
    view.y += now[1] - before[1];
    show();
  }
  fingers.set(event.pointerId, now);
});
for (const end of ["pointerup", "pointercancel"]) {
  window.addEventListener(end, (event) => {
    fingers.delete(event.pointerId);
    canvas.classList.remove("drags");
  });
}
