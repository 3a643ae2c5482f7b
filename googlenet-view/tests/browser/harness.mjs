// A headless Chromium for tests of the page: every message on the console and every request is a fault.
import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const trouble = [];
let browser;
let passed = 0;

export const start = async (executablePath) => {
  browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
};
// Opens a page, at a place of it.
export const open = async (file, options = {}, place = "") => {
  const context = await browser.newContext({ viewport: { width: 1300, height: 900 }, ...options });
  const tab = await context.newPage();
  const own = pathToFileURL(file).href;
  tab.on("console", (message) => trouble.push(`console: ${message.text()}`));
  tab.on("pageerror", (error) => trouble.push(`error: ${error.message}`));
  tab.on("request", (request) => {
    const url = request.url();
    if (url.split("#")[0] !== own && !url.startsWith("data:")) trouble.push(`request: ${url}`);
  });
  await tab.goto(own + place);
  await tab.evaluate(() => document.fonts.ready.then(() => {}));
  return tab;
};
export const test = async (name, body) => {
  await body();
  passed += 1;
  console.log(`ok ${name}`);
};
export const finish = async () => {
  await browser.close();
  assert.deepEqual(trouble, [], "nothing on the console, and no request");
  console.log(`${passed} passed, 0 failed`);
};
