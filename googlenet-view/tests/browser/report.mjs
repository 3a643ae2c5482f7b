// Opens pages of a training and of evaluations in a headless Chromium and uses them as people do.
// Usage: node report.mjs CHROMIUM CURVES LONG SMALL LARGE
import assert from "node:assert/strict";
import { finish, open, start, test } from "./harness.mjs";

const [, , executablePath, curves, long, small, large] = process.argv;
await start(executablePath);

const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
const tip = (tab) => tab.locator("#tip");
const hover = async (tab, selector, right, down) => {
  const box = await tab.locator(selector).boundingBox();
  await tab.mouse.move(box.x + box.width * right, box.y + box.height * down);
};
const column = (tab, table, at) => tab.locator(`${table} tbody tr td:nth-child(${at})`).allInnerTexts();
const color = (tab, selector, what) => tab.locator(selector).first().evaluate((part, what) => getComputedStyle(part)[what], what);

for (const [name, file, epochs] of [["short", curves, 30], ["long", long, 5000]]) {
  const tab = await open(file);
  await test(`${name} curves show the epoch under the pointer`, async () => {
    for (const chart of ["#loss", "#accuracy"]) {
      await hover(tab, chart, 0.97, 0.4);
      const words = await tip(tab).innerText();
      assert.ok(words.startsWith(`epoch ${epochs.toLocaleString("en")}\n`), words);
      const row = await tab.locator("#epochs tbody tr").last().locator("td").allInnerTexts();
      for (const cell of row.slice(1)) assert.ok(words.includes(cell), `${cell} in ${words}`);
      assert.equal(await tab.locator("tr.here").count(), 1);
      const box = await tip(tab).boundingBox();
      assert.ok(box.x >= 0 && box.x + box.width <= 1300, "the tip is in sight");
    }
    // Dots lie on the curves: at the last epoch, at their right ends.
    const dots = await tab.locator("#loss circle").evaluateAll((dots) => dots.slice(-2).map((dot) => [dot.getAttribute("cx"), dot.style.visibility]));
    for (const [x, visibility] of dots) {
      assert.equal(visibility, "visible");
      assert.ok(Math.abs(x - 504) < 0.2, x);
    }
    await tab.mouse.move(2, 2);
    assert.equal(await tip(tab).isVisible(), false);
    assert.equal(await tab.locator("tr.here").count(), 0);
  });
}

await test("tables are sorted by a column", async () => {
  const tab = await open(curves);
  const head = tab.locator("#epochs th button", { hasText: /^loss$/ });
  await head.click();
  const falling = (await column(tab, "#epochs", 4)).map(Number);
  assert.deepEqual(falling, falling.toSorted((a, b) => b - a));
  await head.click();
  assert.deepEqual((await column(tab, "#epochs", 4)).map(Number), falling.toReversed());
  assert.equal(await tab.locator("#epochs th[aria-sort]").getAttribute("aria-sort"), "ascending");
  // The row under the pointer is still that of its epoch.
  await hover(tab, "#loss", 0.97, 0.4);
  assert.equal(await tab.locator("tr.here td").first().innerText(), "30");
  const scores = await open(small);
  await scores.locator("#scores th button", { hasText: "recall" }).click();
  const recalls = await column(scores, "#scores", 4);
  assert.deepEqual(recalls.slice(0, -1).map(parseFloat), recalls.slice(0, -1).map(parseFloat).toSorted((a, b) => b - a));
  assert.equal(await scores.locator("#scores tbody tr").last().getAttribute("class"), "mean", "the mean stays last");
});

for (const [file, classes] of [[small, 10], [large, 1000]]) {
  await test(`a matrix of ${classes} classes shows what a cell counts`, async () => {
    const tab = await open(file);
    const place = await tab.evaluate(() => {
      const svg = document.getElementById("matrix");
      svg.scrollIntoView({ block: "center" });
      const label = data.names.length - 1;
      const [prediction, images] = data.rows[label].find(([prediction]) => prediction === label);
      const at = (class_) => (Math.floor(class_ / data.classes) + 0.5) * data.side;
      const point = new DOMPoint(data.x + at(prediction), data.y + at(label)).matrixTransform(svg.getScreenCTM());
      return { x: point.x, y: point.y, images };
    });
    await tab.mouse.move(place.x, place.y);
    const words = await tip(tab).innerText();
    assert.ok(words.startsWith("right\n"), words);
    assert.ok(/ of 20 \(/.test(words), words);
    await tab.mouse.move(2, 2);
    assert.equal(await tip(tab).isVisible(), false);
  });
}

await test("pages fit narrow windows and have dark colours", async () => {
  for (const file of [curves, small, large]) {
    for (const options of [{}, phone]) {
      const tab = await open(file, options);
      const wide = await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `${file}: ${wide} pixels too wide`);
    }
    const tab = await open(file, { colorScheme: "dark" });
    assert.equal(await color(tab, "body", "backgroundColor"), "rgb(11, 17, 32)");
    assert.equal(await color(tab, "svg text", "fill") === "rgb(15, 23, 42)", false);
    await tab.locator("#theme").click();
    assert.equal(await color(tab, "body", "backgroundColor"), "rgb(255, 255, 255)");
    await tab.locator("#theme").click();
    assert.equal(await color(tab, "body", "backgroundColor"), "rgb(11, 17, 32)");
  }
});

await test("thumbnails are shown", async () => {
  const tab = await open(small);
  const images = await tab.locator("figure img").evaluateAll((images) => images.map((image) => [image.naturalWidth, image.width]));
  assert.deepEqual(images, Array(5).fill([1, 112]));
});

await finish();
