// The drawing of thousands of links, which is painted: it must do what the drawing of elements does.
import assert from "node:assert/strict";
import { test } from "node:test";
import { look, open, panel, url, waitForHash, waitForMove, waitForNoHash } from "./browser.js";

/** How many pixels of the canvas are painted, and the colour in its middle. @param {import("playwright-core").Page} page */
const painted = (page) => page.evaluate(() => {
  const canvas = /** @type {HTMLCanvasElement} */ (document.getElementById("canvas"));
  const {data} = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d")).getImageData(0, 0, canvas.width, canvas.height);
  let n = 0;
  for (let i = 3; i < data.length; i += 4) n += data[i] > 0 ? 1 : 0;
  const middle = 4 * (Math.floor(canvas.height / 2) * canvas.width + Math.floor(canvas.width / 2));
  return {n, middle: [...data.slice(middle, middle + 4)].join()};
});
/** Until the canvas has come to rest. @param {import("playwright-core").Page} page @param {(p: {n: number, middle: string}) => boolean} wanted */
async function waitForPaint(page, wanted) {
  for (let before = /** @type {{n: number, middle: string}|null} */ (null); ;) { // the test's own time limit ends it
    const now = await painted(page);
    if (wanted(now) && before?.n === now.n && before.middle === now.middle) return now;
    before = now;
    await page.waitForTimeout(120);
  }
}
const LIMIT = {timeout: 120_000};

test("it is painted, and follows filters and colours", LIMIT, async () => {
  const {page, close} = await open(url("many"), {}, /willReadFrequently/); // what this test does to the canvas
  assert.equal(await page.locator("#drawing").isVisible(), false);
  const all = await waitForPaint(page, (p) => p.n > 10000);
  await look(page, "sel=link-iran_funds_hezbollah");
  await page.waitForSelector("#panel .details blockquote");
  await look(page, "stance=denied");
  await waitForPaint(page, (p) => p.n < all.n);
  await look(page, "sel=node-iran");
  const light = await waitForPaint(page, (p) => p.middle.endsWith(",255"));
  await page.locator("#theme").click();
  await page.locator("#theme").click();
  await waitForPaint(page, (p) => p.middle.endsWith(",255") && p.middle !== light.middle);
  await close();
});

test("a click chooses, dragging does not, and the address holds it", LIMIT, async () => {
  const {page, close} = await open(url("many", "index.html#sel=node-hezbollah"));
  await page.waitForSelector("#panel .details");
  await page.keyboard.press("Escape");
  await waitForNoHash(page, "sel=");
  const frame = await page.locator("#graph").boundingBox();
  assert.ok(frame);
  const x = frame.x + frame.width / 2, y = frame.y + frame.height / 2; // there it was brought into view
  await page.mouse.click(x, y);
  await waitForHash(page, "sel=node-hezbollah");
  await page.locator("#panel [data-close]").click();
  await waitForNoHash(page, "sel=");
  const before = await page.evaluate(() => location.hash);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 90, y + 40, {steps: 5});
  await page.mouse.up();
  const moved = await waitForMove(page, before);
  assert.doesNotMatch(moved, /sel=/);
  await page.mouse.click(x + 90, y + 40);
  await waitForHash(page, "sel=node-hezbollah");
  await close();
});

test("search and keyboard", LIMIT, async () => {
  const {page, close} = await open(url("many"));
  await page.locator("#as-table").focus();
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "graph");
  await page.keyboard.press("ArrowRight");
  const heard = await page.locator("#graph [role=status]").textContent();
  assert.match(heard ?? "", /\w+ \((person|group|state|agreement)\)/);
  await page.keyboard.press("Shift+ArrowRight");
  assert.notEqual(await page.locator("#graph [role=status]").textContent(), heard);
  await page.keyboard.press("Enter");
  await waitForHash(page, "sel=link-");
  assert.match(await panel(page).innerText(), /LINK|Link/);
  await page.keyboard.press("Escape");
  await waitForNoHash(page, "sel=");
  await page.keyboard.press("/");
  await page.keyboard.type("nicolas mad");
  await page.waitForSelector("#hits li");
  await page.keyboard.press("Enter");
  await waitForHash(page, "sel=node-nicolas-maduro");
  await close();
});

test("the table, whose rows are laid out as they come into view", LIMIT, async () => {
  const {page, close} = await open(url("many", "index.html#view=table"));
  assert.ok(await page.locator("#link-table tbody tr").first().isVisible());
  const [statement, words] = await page.locator("#link-table tbody tr").first().evaluate((row) => [row.children[0], row.children[6]].map((c) => c.getBoundingClientRect().top));
  assert.ok(words > statement, "the words are below the link");
  await page.getByRole("button", {name: "Relation"}).click();
  const relations = await page.locator("#link-table tbody td.relation").allTextContents();
  assert.ok(relations.length > 200);
  assert.deepEqual(relations, [...relations].sort(new Intl.Collator("en", {numeric: true}).compare));
  await look(page, "view=table&stance=denied");
  await page.waitForFunction(() => document.querySelectorAll("#link-table tbody tr:not([hidden])").length < 20);
  await close();
});
