// For those who use no mouse or no eyes: the keyboard, and what axe has to say.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { FIREFOX, go, hash, open, panel, url, viewBox, waitForHash, waitForNoHash } from "./browser.js";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
// the first page and its table from a small book: all that axe looks at is in it, too
const PAGES = [["hostile", "index.html"], ["many", "index.html#sel=node-cuba"], ["hostile", "timeline.html"], ["hostile", "index.html#view=table"], ["hostile", "findings.html"], ["hostile", "entities.html"],
  ["texts", "articles.html"], ["texts", "matrix.html"], ["texts", "timeline.html"], ["texts", "entity/hamas.html"],
  ["hostile", "index.html#sel=link-A_meets_a"], ["hostile", "article/one.html"]];

test("the keyboard all the way", async () => {
  const {page, close} = await open(url("texts"));
  const focused = () => page.evaluate(() => document.activeElement?.id ?? "");
  await page.locator("#as-table").focus();
  await page.keyboard.press("Tab");
  const start = await focused();
  assert.match(start, /^node-/);
  await page.keyboard.press("ArrowRight");
  const next = await focused();
  assert.match(next, /^node-/);
  assert.notEqual(next, start);
  const ring = await page.evaluate(() => getComputedStyle(/** @type {Element} */ (document.activeElement?.querySelector(":not(text)"))).strokeWidth);
  assert.equal(ring, "4px", "one sees where the focus is");
  await page.keyboard.press("Shift+ArrowRight");
  const link = await focused();
  assert.match(link, /^link-/);
  await page.keyboard.press("Enter");
  await waitForHash(page, `sel=${link}`);
  assert.match(await panel(page).innerText(), /LINK|Link/);
  await page.keyboard.press("Escape");
  await waitForNoHash(page, "sel=");
  assert.equal(await focused(), link, "the focus is where it was");
  await page.keyboard.press("ArrowRight");
  assert.match(await focused(), /^node-/);
  const before = await viewBox(page);
  await page.keyboard.press("+");
  await page.waitForFunction((b) => document.getElementById("drawing")?.getAttribute("viewBox") !== b, before);
  await page.keyboard.press("Tab");
  assert.doesNotMatch(await focused(), /^(node|link)-/, "one stop for the drawing");
  await page.locator("#filter-box summary").focus();
  await page.keyboard.press("Enter");
  assert.ok(await page.locator("#filters").isVisible());
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("#filters").isVisible(), false);
  await close();
});

test("the way past the head of a page", async () => {
  const {page, close} = await open(url("texts", "entity/iran.html"));
  await page.keyboard.press("Tab");
  assert.match(await page.evaluate(() => document.activeElement?.textContent ?? ""), /^Skip/);
  await page.keyboard.press("Enter");
  assert.match(await hash(page), /#main/);
  await close();
});

for (const colorScheme of ["light", "dark"])
  test(`axe has nothing serious to say, ${colorScheme}`, {skip: FIREFOX && "it looks at the same elements in Chromium"}, async () => {
    const {page, close} = await open(url("hostile"), {colorScheme, reducedMotion: "reduce"});
    for (const [name, address] of colorScheme === "dark" ? PAGES.filter((_, i) => i % 2 === 0) : PAGES) {
      await go(page, url(name, address));
      await page.evaluate(AXE);
      const only = colorScheme === "dark" ? {runOnly: ["color-contrast"]} : {};
      const result = await page.evaluate((options) => /** @type {any} */ (window).axe.run(document, {resultTypes: ["violations"], preload: false, ...options}), only);
      const serious = result.violations.filter((v) => v.impact === "serious" || v.impact === "critical")
        .map((v) => `${address}: ${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(" | ")} (${v.nodes.length})`);
      assert.deepEqual(serious, []);
    }
    await close();
  });
