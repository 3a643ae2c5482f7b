// What can be measured of a page.

// The contrast of every text in sight with what is painted below it, and its words.
export const contrasts = (tab) =>
  tab.evaluate(() => {
    const parse = (color) => {
      const [r, g, b, a = 1] = color.match(/[\d.]+/g).map(Number);
      return [r, g, b, a];
    };
    const over = (below, [r, g, b, a], share) => [r, g, b].map((part, at) => below[at] + (part - below[at]) * a * share);
    const light = (color) => {
      const [r, g, b] = color.map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
    };
    const contrast = (a, b) => Math.max(light(a) / light(b), light(b) / light(a));
    const page = over([255, 255, 255], parse(getComputedStyle(document.body).backgroundColor), 1);
    const found = [];
    const shapes = [];
    for (const part of svg.querySelectorAll("rect, path, text")) {
      const style = getComputedStyle(part);
      const box = part.getBoundingClientRect();
      if (!box.width || !box.height || style.visibility === "hidden" || style.fill === "none") continue;
      if (part.localName !== "text") {
        shapes.push([box, parse(style.fill), style.fillOpacity * style.opacity]);
        continue;
      }
      const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
      let below = page;
      for (const [own, fill, share] of shapes) {
        if (own.left <= x && x <= own.right && own.top <= y && y <= own.bottom) below = over(below, fill, share);
      }
      found.push([contrast(over(below, parse(style.fill), style.opacity), below), part.textContent]);
    }
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const own = node.parentElement;
      if (!node.data.trim() || own.closest("svg, script, option, .hidden") || !own.checkVisibility()) continue;
      const behind = [];
      for (let part = own; part; part = part.parentElement) behind.unshift(parse(getComputedStyle(part).backgroundColor));
      const below = behind.reduce((below, color) => over(below, color, 1), [255, 255, 255]);
      found.push([contrast(over(below, parse(getComputedStyle(own).color), 1), below), node.data]);
    }
    return found;
  });

// What is wider than its place: the names of elements that scroll sideways, or hide what is at their right.
export const sideways = (tab) =>
  tab.evaluate(() => {
    const wide = [];
    if (document.documentElement.scrollWidth > innerWidth) wide.push("the page");
    for (const part of document.querySelectorAll("header, main, aside, section, #legend, table")) {
      if (part.checkVisibility() && part.scrollWidth > part.clientWidth + 1) wide.push(part.id || part.localName);
    }
    return wide;
  });

// The size in pixels on the screen of the smallest letters of the drawing, and the number of texts in sight.
export const smallestLetters = (tab) =>
  tab.evaluate(() => {
    const frame = canvas.getBoundingClientRect();
    const seen = [...svg.querySelectorAll(".card text")].filter((text) => {
      const box = text.getBoundingClientRect();
      return box.width && box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom;
    });
    return [Math.min(...seen.map((text) => text.getAttribute("font-size") * text.getScreenCTM().a)), seen.length];
  });

// For each row in sight, how far apart the first baselines of its cells are, in pixels.
export const baselines = (tab, rows) =>
  tab.evaluate((rows) => {
    const apart = [];
    for (const row of document.querySelectorAll(rows)) {
      if (!row.checkVisibility()) continue;
      const lines = [];
      for (const cell of row.cells) {
        const place = cell.querySelector(".pick") ?? cell;
        if (!cell.checkVisibility() || !place.textContent) continue;
        const rod = document.createElement("span");
        rod.style.cssText = "display:inline-block;width:0;height:0";
        place.prepend(rod);
        lines.push(rod.getBoundingClientRect().bottom);
        rod.remove();
      }
      apart.push(Math.max(...lines) - Math.min(...lines));
    }
    return apart;
  }, rows);

// The boxes that no frame of the printed drawing has whole, the number of frames, and whether all fit on the paper.
export const uncut = (tab) =>
  tab.evaluate(() => {
    const frames = [...document.querySelectorAll("#canvas svg, #sheets svg")].filter((frame) => frame.checkVisibility());
    const [whole, all] = [new Set(), new Set()];
    for (const frame of frames) {
      const paper = frame.getBoundingClientRect();
      for (const card of frame.querySelectorAll(".card")) {
        const box = card.querySelector(".back").getBoundingClientRect();
        if (!box.width) continue;
        all.add(card.id);
        const inside = box.left >= paper.left - 1 && box.right <= paper.right + 1 && box.top >= paper.top - 1 && box.bottom <= paper.bottom + 1;
        if (inside) whole.add(card.id);
      }
    }
    const fits = (frame) => frame.getBoundingClientRect().height <= innerHeight && frame.getBoundingClientRect().right <= innerWidth;
    return { cut: [...all].filter((id) => !whole.has(id)), frames: frames.length, fit: frames.every(fits) };
  });
