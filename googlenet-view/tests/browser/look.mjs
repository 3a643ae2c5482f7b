// Opens pages of `googlenet plot` and `googlenet diff` in a headless Chromium, and looks at them: links, colours and
// legends, contrasts, narrow windows, print, and the numbers of an edit.
// Usage: node look.mjs CHROMIUM PAGE DIFF FACTS
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { finish, open, start, test } from "./harness.mjs";
import { baselines, contrasts, sideways, smallestLetters, uncut } from "./measure.mjs";

const [, , executablePath, page, diff, factsFile] = process.argv;
const facts = JSON.parse(readFileSync(factsFile, "utf8"));
// What the legend of costs says, of the expanded network.
const ends = {
  macs: ["0", "86.7 M MACs", "347 M MACs"],
  params: ["0", "256 k parameters", "1.02 M parameters"],
  activations: ["0", "784.0 KiB", "3.1 MiB"],
};
await start(executablePath);

const text = (tab, selector) => tab.locator(selector).innerText();
const legend = (tab) => tab.locator("#legend .key").allInnerTexts();
const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
const within = (inner, outer, what) => {
  assert.ok(inner && outer, `${what} is there`);
  const inside = inner.x >= outer.x - 1 && inner.x + inner.width <= outer.x + outer.width + 1;
  assert.ok(inside && inner.y >= outer.y - 1 && inner.y + inner.height <= outer.y + outer.height + 1, `${what} is in sight`);
};
const dark = (tab) => tab.evaluate(() => { document.documentElement.dataset.theme = "dark"; });

await test("a link chooses a layer, and brings its box and its row in sight", async () => {
  for (const size of [{}, { viewport: { width: 1920, height: 1080 } }]) {
    const tab = await open(page, size, "#inception_5b.conv_5x5");
    assert.equal(await text(tab, "#chosen"), "inception_5b.conv_5x5");
    assert.equal(await tab.locator("#table tr.chosen").count(), 1);
    assert.equal(await text(tab, "#table tr.chosen .pick"), "conv_5x5");
    assert.equal(await tab.locator("#table tr[aria-current]").count(), 1);
    within(await tab.locator("#table tr.chosen").boundingBox(), await tab.locator("#layers").boundingBox(), "the row");
    within(await tab.locator(".card.chosen").boundingBox(), await tab.locator("#canvas").boundingBox(), "the box");
  }
});

await test("a row below the head of the table comes out", async () => {
  const tab = await open(page, {}, "#linear");
  await tab.evaluate(() => {
    const { row } = rows.find(({ part }) => part.name === "conv2_3x3");
    byId("layers").scrollTop += row.getBoundingClientRect().top - byId("layers").getBoundingClientRect().top - 2;
    location.hash = "#conv2_3x3";
  });
  await tab.locator("#chosen", { hasText: "conv2_3x3" }).waitFor();
  const head = await tab.locator("#table thead").boundingBox();
  assert.ok((await tab.locator("#table tr.chosen").boundingBox()).y >= head.y + head.height - 1, "the head is not over the row");
});

await test("the place of the page follows the choice, and the choice the place", async () => {
  const tab = await open(page, {}, "#linear");
  const hash = () => tab.evaluate(() => location.hash);
  await tab.locator("#table button.pick", { hasText: "conv2_3x3_reduce" }).click();
  assert.equal(await hash(), "#conv2_3x3_reduce");
  await tab.evaluate(() => { location.hash = "#inception_4c.maxpool"; });
  await tab.locator("#chosen", { hasText: "inception_4c.maxpool" }).waitFor();
  within(await tab.locator("#table tr.chosen").boundingBox(), await tab.locator("#layers").boundingBox(), "the row");
  await tab.evaluate(() => { location.hash = "#module:inception_4c"; });
  await tab.locator("#details button", { hasText: "Collapse" }).waitFor();
  assert.equal(await text(tab, "#chosen"), "inception_4c");
  await tab.locator("#canvas").focus();
  await tab.keyboard.press("Escape");
  assert.equal(await hash(), "");
  await tab.evaluate(() => { location.hash = "#nowhere"; });
  await tab.locator("#notice", { hasText: "nowhere" }).waitFor();
});

await test("a link opens the modules around its layer", async () => {
  const tab = await open(page);
  await tab.locator("#collapse").click();
  await tab.evaluate(() => { location.hash = "#inception_4e.conv_1x1"; });
  await tab.locator(".card.chosen").waitFor();
  assert.equal(await text(tab, "#chosen"), "inception_4e.conv_1x1");
  assert.equal(await tab.locator("#table tr.chosen").isVisible(), true);
  assert.equal(await tab.locator("#cards .card[id^=shut]").filter({ visible: true }).count(), 8);
});

await test("the legend names all colours that are shown", async () => {
  const tab = await open(page);
  assert.deepEqual(await legend(tab), facts.families);
  await tab.locator("#collapse").click();
  assert.deepEqual(await legend(tab), ["input", "conv", "dense", "pool", "other", "collapsed module"]);
  const same = await tab.evaluate(() => {
    const band = document.querySelector("#card-1 path.band");
    const key = [...document.querySelectorAll("#legend .key")].find((key) => key.textContent === "conv");
    return getComputedStyle(band).fill === getComputedStyle(key.firstChild).backgroundColor;
  });
  assert.ok(same, "a swatch has the colour of the boxes");
  for (const [color, words] of Object.entries(ends)) {
    await tab.selectOption("#color", color);
    await tab.locator("#expand").click();
    assert.deepEqual(await tab.locator("#legend .number").allInnerTexts(), words, color);
    assert.match(await tab.locator("#legend .strip").evaluate((strip) => getComputedStyle(strip).backgroundImage), /^linear-gradient\(to right, rgb\(255, 255, 255\).*rgb\(230, 90, 74\)\)$/);
    assert.equal(await tab.locator("#legend .key").count(), 0);
  }
});

await test("boxes have the colours and the numbers of the drawing", async () => {
  for (const scheme of ["light", "dark"]) {
    const tab = await open(page, { colorScheme: scheme });
    for (const color of Object.keys(ends)) {
      await tab.selectOption("#color", color);
      for (const [button, shut] of [["#expand", "open"], ["#collapse", "shut"]]) {
        await tab.locator(button).click();
        const boxes = await tab.evaluate(() => {
          const all = [...cards.map((card) => [layers[card.first].name, card.element]), ...groups.map((group) => [group.path, group.shut])];
          const there = all.filter(([, shape]) => shape.getBoundingClientRect().width > 0);
          const hex = (color) => `#${color.match(/\d+/g).map((part) => Number(part).toString(16).padStart(2, "0")).join("")}`;
          return Object.fromEntries(there.map(([name, shape]) => [name, [hex(getComputedStyle(shape.back).fill), [...shape.querySelectorAll("text")].map((line) => line.textContent).filter((line) => line !== "+")]]));
        });
        assert.deepEqual(boxes, facts.boxes[`${color} ${scheme} ${shut}`], `${color}, ${scheme}, ${shut}`);
      }
    }
  }
});

await test("all text has a contrast of at least 4.5", async () => {
  for (const [file, scheme, place] of [[page, "light", "#inception_3a.conv_1x1"], [page, "dark", "#inception_3a"], [diff, "light", "#stage1.down"], [diff, "dark", "#stage1.down"]]) {
    const tab = await open(file, { colorScheme: scheme }, place);
    for (const color of ["kind", ...Object.keys(ends)]) {
      await tab.selectOption("#color", color);
      for (const button of ["#expand", "#collapse"]) {
        await tab.locator(button).click();
        const found = await contrasts(tab);
        assert.ok(found.length > 60, `${found.length} texts`);
        const [least, words] = found.reduce((least, next) => (next[0] < least[0] ? next : least));
        assert.ok(least >= 4.5, `“${words}” has ${least.toFixed(2)}: ${color}, ${scheme}, ${button}`);
      }
    }
  }
});

await test("390 pixels are enough", async () => {
  for (const file of [page, diff]) {
    const tab = await open(file, phone);
    assert.deepEqual(await sideways(tab), [], "nothing scrolls sideways");
    const canvas = await tab.locator("#canvas").boundingBox();
    assert.ok(canvas.width >= 380 && canvas.height >= 300, "the drawing has room");
    const [least, seen] = await smallestLetters(tab);
    assert.ok(seen > 3 && least >= 10, `letters of ${least} pixels`);
    for (const button of await tab.locator("header button, header select, header input").all()) {
      if (!(await button.isVisible())) continue;
      const box = await button.boundingBox();
      assert.ok(box.x >= 0 && box.x + box.width <= 390 && box.height >= 34, "a finger hits the tools");
    }
    for (const theme of ["light", "dark"]) {
      if (theme === "dark") await dark(tab);
      const [contrast, words] = (await contrasts(tab)).reduce((least, next) => (next[0] < least[0] ? next : least));
      assert.ok(contrast >= 4.5, `“${words}” has ${contrast}`);
    }
  }
  const tab = await open(page, phone, "#inception_5b.conv_5x5");
  await tab.locator("#table tr.chosen").scrollIntoViewIfNeeded();
  within(await tab.locator("#table tr.chosen").boundingBox(), await tab.locator("#layers").boundingBox(), "the row");
});

await test("a row's texts stand on one line", async () => {
  for (const options of [phone, {}]) {
    for (const file of [page, diff]) {
      const tab = await open(file, options);
      const apart = await baselines(tab, "#table tbody tr");
      assert.ok(apart.length > 30);
      assert.ok(Math.max(...apart) < 1, `${Math.max(...apart)} pixels apart`);
    }
  }
});

await test("printed, all is there and nothing is cut off", async () => {
  for (const [file, most, frames] of [[page, 8, 4], [diff, 8, 5]]) {
    for (const colorScheme of ["light", "dark"]) {
      const tab = await open(file, { colorScheme, viewport: { width: 703, height: 1032 } }, "#$input");
      const bytes = (await tab.pdf({ format: "A4", preferCSSPageSize: true })).toString("latin1");
      const pages = (bytes.match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length;
      assert.ok(pages >= 2 && pages <= most, `${pages} pages`);
      await tab.emulateMedia({ media: "print", colorScheme });
      await tab.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
      assert.equal(await tab.locator("body").evaluate((body) => getComputedStyle(body).backgroundColor), "rgb(255, 255, 255)");
      for (const hidden of [".tools", ".search", "#details"]) assert.equal(await tab.locator(hidden).isVisible(), false, hidden);
      assert.deepEqual(await sideways(tab), []);
      const outside = await tab.evaluate(() => {
        const paper = document.documentElement.clientWidth;
        const parts = [...document.querySelectorAll("#cards .card, #modules .module, td, th, #legend > *")];
        const boxes = parts.map((part) => part.getBoundingClientRect()).filter((box) => box.width);
        return boxes.filter((box) => box.left < -1 || box.right > paper + 1).length;
      });
      assert.equal(outside, 0, "nothing is outside of the paper");
      assert.deepEqual(await uncut(tab), { cut: [], frames, fit: true });
      const rows = await tab.locator("#table tbody tr").filter({ visible: true }).count();
      const seen = await tab.evaluate(() => {
        const panel = byId("layers");
        return [panel.scrollHeight - panel.clientHeight, getComputedStyle(panel).overflowY];
      });
      assert.ok(rows > 30 && seen[0] <= 1 && seen[1] === "visible", "no row is hidden by a scroll bar");
      const letters = await tab.evaluate(() => {
        const texts = [...document.querySelectorAll("#sheets .card text")].filter((text) => text.getBoundingClientRect().width);
        return Math.min(...texts.map((text) => text.getAttribute("font-size") * text.getScreenCTM().a));
      });
      assert.ok(letters >= 7.5, `letters of ${letters} pixels`);
      await tab.evaluate(() => window.dispatchEvent(new Event("afterprint")));
      assert.equal(await tab.locator("#sheets svg").count(), 0);
      assert.equal(await tab.locator("#drawing").getAttribute("viewBox"), null);
    }
  }
});

await test("a drawing that fits on one page is printed on one", async () => {
  const tab = await open(diff, { viewport: { width: 703, height: 1032 } });
  await tab.locator("#collapse").click();
  await tab.locator("#in").click();
  await tab.emulateMedia({ media: "print" });
  await tab.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  assert.deepEqual(await uncut(tab), { cut: [], frames: 1, fit: true });
});

await test("an edit has the numbers of the terminal's table", async () => {
  const tab = await open(diff);
  const plain = (cell) => cell.replaceAll("×", "x").replaceAll("→", "->");
  const rows = await tab.locator("#changed tbody tr").evaluateAll((rows) =>
    rows.map((row) => {
      const name = row.querySelector(".pick, .gone").textContent;
      const own = (cell) => cell.firstChild?.nodeType === Node.TEXT_NODE ? cell.firstChild.data : "";
      return [row.querySelector(".tag").textContent, name, ...[...row.querySelectorAll("td")].map(own), row.querySelector(".says")?.textContent ?? ""];
    }),
  );
  assert.deepEqual(rows.map((row) => row.map(plain)), facts.changes);
  const totals = await tab.locator("#totalsTable tr").evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent)));
  assert.deepEqual(totals.map(([name, before, , after, by]) => [name, before, after, by]), facts.totals);
});

await finish();
