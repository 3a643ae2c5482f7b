// Opens a page of `googlenet plot` in a headless Chromium and uses it as people do.
// Usage: node page.mjs CHROMIUM PAGE DIFF PLACES
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { finish, open, start, test } from "./harness.mjs";

const [, , executablePath, page, diff, places] = process.argv;
await start(executablePath);

const text = (tab, selector) => tab.locator(selector).innerText();
const fact = (tab, term) => tab.locator(`#details dt:text-is("${term}") + dd`).first().innerText();
const visible = (tab, selector) => tab.locator(selector).filter({ visible: true }).count();

const tab = await open(page);

await test("everything is drawn", async () => {
  assert.equal(await text(tab, "#totals"), "83 layers · 6,998,552 parameters · 1,582,671,872 MACs");
  assert.equal(await visible(tab, "#cards .card"), 84);
  assert.equal(await visible(tab, ".module"), 9);
  assert.equal(await tab.locator("#table tbody tr").filter({ visible: true }).count(), 93);
});

await test("boxes stand where the program puts them, expanded and collapsed", async () => {
  const here = () =>
    tab.evaluate(() => {
      const [x, y] = cards[0].at;
      const place = (path, at) => [path, [at[0] - x, at[1] - y, at[2], at[3]]];
      const open = cards.filter((card) => shown(card.parent)).map((card) => [card.first, place(layers[card.first].name, card.at)]);
      const shut = groups.filter((group, at) => collapsed[at] && shown(group.parent)).map((group) => [group.first, place(group.path, group.at)]);
      return [...open, ...shut].sort((a, b) => a[0] - b[0]).map(([, place]) => place);
    });
  const [expanded, shut] = JSON.parse(readFileSync(places, "utf8"));
  assert.deepEqual(await here(), expanded);
  await tab.locator("#collapse").click();
  assert.deepEqual(await here(), shut);
  await tab.locator("#expand").click();
});

await test("search finds a layer", async () => {
  await tab.keyboard.press("/");
  await tab.keyboard.type("4c.conv_5x5");
  assert.deepEqual(await tab.locator("#found li").evaluateAll((items) => items.map((item) => item.firstChild.data)), [
    "inception_4c.conv_5x5_reduce",
    "inception_4c.conv_5x5",
  ]);
  assert.equal(await tab.locator(".card.hit").count(), 2);
  await tab.keyboard.press("ArrowDown");
  await tab.keyboard.press("ArrowDown");
  await tab.keyboard.press("Enter");
  assert.equal(await text(tab, "#chosen"), "inception_4c.conv_5x5");
  const box = await tab.locator(".card.chosen").boundingBox();
  const canvas = await tab.locator("#canvas").boundingBox();
  assert.ok(box.x > canvas.x && box.x + box.width < canvas.x + canvas.width, "it is in sight");
  assert.ok(box.y > canvas.y && box.y + box.height < canvas.y + canvas.height, "it is in sight");
});

await test("a click shows a layer's numbers", async () => {
  await tab.locator("#fit").click();
  await tab.locator("#card-8").click();
  assert.equal(await text(tab, "#chosen"), "inception_3a.conv_3x3");
  assert.equal(await fact(tab, "kind"), "conv 3×3 · relu");
  assert.equal(await fact(tab, "reads"), "28×28×96");
  assert.equal(await fact(tab, "result"), "28×28×128");
  assert.match(await fact(tab, "parameters"), /^110,720 /);
  assert.match(await fact(tab, "MACs"), /^86,704,128 /);
  assert.equal(await fact(tab, "activations"), "392.0 KiB");
  assert.equal(await fact(tab, "receptive field"), "43×43");
  assert.match(await fact(tab, "line"), /^18\n?conv_3x3:\s+\{conv: \$filters_3x3, kernel: 3\}/);
  assert.equal(await fact(tab, "inputs"), "inception_3a.conv_3x3_reduce");
  assert.match(await text(tab, "#said"), /inception_3a\.conv_3x3: conv 3×3 · relu, result 28×28×128/);
  assert.equal(await tab.locator(".wire.near").count(), 2);
});

await test("neighbours are a click away", async () => {
  await tab.locator("#details button", { hasText: "conv_3x3_reduce" }).click();
  assert.equal(await text(tab, "#chosen"), "inception_3a.conv_3x3_reduce");
});

await test("a module collapses where it is, and expands again", async () => {
  await tab.locator("#fit").click();
  const tall = (await tab.locator("#module-0 > rect").boundingBox()).height;
  const below = (await tab.locator("#module-1 > rect").boundingBox()).y;
  const top = (await tab.locator("#module-0 > rect").boundingBox()).y;
  await tab.locator("#module-0 .fold").click();
  assert.equal(await tab.locator("#shut-0").isVisible(), true);
  assert.equal(await tab.locator("#card-8").isVisible(), false);
  assert.equal(await text(tab, "#chosen"), "inception_3a", "the module is chosen in the place of its layer");
  const shut = await tab.locator("#shut-0 .back").boundingBox();
  assert.ok(Math.abs(shut.y - top) < 1, "it stays where it is");
  const nearer = (await tab.locator("#module-1 > rect").boundingBox()).y;
  assert.ok(nearer < below - tall / 2, "what follows comes up");
  await tab.locator("#shut-0").dblclick();
  assert.equal(await tab.locator("#card-8").isVisible(), true);
});

await test("all modules collapse and expand", async () => {
  await tab.locator("#collapse").click();
  assert.equal(await visible(tab, "#cards .card"), 21);
  assert.equal(await visible(tab, "#cards .card[id^=shut]"), 9);
  assert.equal(await tab.locator("#table tbody tr").filter({ visible: true }).count(), 21);
  await tab.locator("#expand").click();
  assert.equal(await visible(tab, "#cards .card"), 84);
});

await test("the keyboard goes along the wires", async () => {
  await tab.locator("#canvas").focus();
  await tab.keyboard.press("Escape");
  for (const [key, name] of [
    ["ArrowDown", "$input"],
    ["ArrowDown", "conv1_7x7_s2"],
    ["ArrowDown", "maxpool1_3x3_s2"],
    ["ArrowUp", "conv1_7x7_s2"],
  ]) {
    await tab.keyboard.press(key);
    assert.equal(await text(tab, "#chosen"), name, key);
  }
  await tab.keyboard.press("/");
  await tab.keyboard.type("inception_3b.conv_1x1");
  await tab.keyboard.press("Enter");
  await tab.keyboard.press("ArrowRight");
  assert.equal(await text(tab, "#chosen"), "inception_3b.conv_3x3_reduce");
  await tab.keyboard.press("Enter");
  assert.equal(await tab.locator("#shut-1").isVisible(), true);
  await tab.keyboard.press("Enter");
  assert.equal(await tab.locator("#shut-1").isVisible(), false);
});

await test("pan and zoom", async () => {
  await tab.locator("#fit").click();
  const before = await tab.locator("#card-0 .back").boundingBox();
  const canvas = await tab.locator("#canvas").boundingBox();
  await tab.mouse.move(canvas.x + 30, canvas.y + 300);
  await tab.mouse.down();
  await tab.mouse.move(canvas.x + 130, canvas.y + 250, { steps: 4 });
  await tab.mouse.up();
  const panned = await tab.locator("#card-0 .back").boundingBox();
  assert.ok(Math.abs(panned.x - before.x - 100) < 2 && Math.abs(panned.y - before.y + 50) < 2);
  await tab.locator("#in").click();
  const zoomed = await tab.locator("#card-0 .back").boundingBox();
  assert.ok(Math.abs(zoomed.width / panned.width - 1.25) < 0.02);
  await tab.mouse.wheel(0, 200);
});

await test("the table chooses and folds", async () => {
  await tab.locator("#table button.pick", { hasText: "linear" }).click();
  assert.equal(await text(tab, "#chosen"), "linear");
  await tab.getByRole("button", { name: "Collapse inception_5b", exact: true }).click();
  assert.equal(await tab.getByRole("button", { name: "Expand inception_5b", exact: true }).getAttribute("aria-expanded"), "false");
});

await test("dark where the system is, and on demand", async () => {
  const color = (tab) => tab.locator("body").evaluate((body) => getComputedStyle(body).backgroundColor);
  assert.equal(await color(tab), "rgb(255, 255, 255)");
  await tab.locator("#theme").click();
  assert.equal(await color(tab), "rgb(11, 17, 32)");
  const dark = await open(page, { colorScheme: "dark" });
  assert.equal(await color(dark), "rgb(11, 17, 32)");
});

await test("what an edit changed is marked", async () => {
  const tab = await open(diff);
  assert.equal(await tab.locator(".card.added").count(), 2);
  assert.equal(await tab.locator("#changed .tag.removed").count(), 2);
  await tab.locator("#changed button", { hasText: "middle" }).first().click();
  assert.match(await text(tab, "#details"), /changed/);
});

await finish();
