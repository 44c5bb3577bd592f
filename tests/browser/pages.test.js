// The other pages, and how all of them look: on a phone, on paper, in the dark, without scripts.
import assert from "node:assert/strict";
import { test } from "node:test";
import { DESK, FIREFOX, MISSING, PHONE, go, open, shownLinks, url, waitForHash } from "./browser.js";

const PAGES = ["index.html", "index.html#sel=node-hezbollah", "index.html#view=table", "entities.html", "articles.html", "matrix.html",
  "timeline.html", "findings.html", "entity/hezbollah.html", "article/hezbollah-ministerial.html"];

test("an article: text, names, quotes, and the links beside it", async () => {
  const {page, close} = await open(url("texts", "article/hezbollah-ministerial.html"));
  assert.ok(await page.locator(".text mark").count() > 20);
  assert.ok(await page.locator(".text a.mention").count() > 20);
  assert.ok(await page.locator(".margin li").count() > 20);
  const places = await page.locator(".para:has(.margin)").first().evaluate((p) => [...p.children].map((c) => c.getBoundingClientRect().left));
  assert.ok(places[1] > places[0] + 300, "the margin is beside the text");
  await page.locator(".margin a.place").first().click();
  assert.equal(await page.locator(".spot:target").count(), 1);
  await page.locator(".text a.mention").first().click();
  await page.waitForURL(/entity\//);
  assert.ok(await page.locator("h1").innerText());
  await close();
});

test("without the texts the quotes alone", async () => {
  const {page, close} = await open(url("quotes", "index.html#sel=link-iran_funds_hezbollah"));
  assert.equal(await page.locator("mark").count(), 0);
  assert.ok(await page.locator("#panel q").count() > 0);
  await page.goto(url("quotes", "article/venezuela-sanctuary.html"));
  assert.equal(await page.locator(".text").count(), 0);
  assert.ok(await page.locator(".tie q").count() > 20);
  await close();
});

test("an entity: its forms, its links with their words, its articles, the way to the graph", async () => {
  const {page, close} = await open(url("texts", "entity/iran.html"));
  assert.match(await page.locator("h1").innerText(), /\S/);
  assert.ok(await page.locator(".card dd").count() > 0);
  assert.ok(await page.locator(".tie").count() > 3);
  assert.equal(await page.locator(".tie:not(:has(blockquote, .unsourced))").count(), 0, "each link shows what it rests on");
  assert.ok(await page.locator("ul.plain a.article").count() > 1);
  await page.locator(".lead a.show").click();
  await page.waitForURL(/index\.html#sel=node-iran$/);
  await page.waitForSelector("#panel .details");
  await close();
});

test("the matrix: how often each article names each entity", async () => {
  const {page, close} = await open(url("texts", "matrix.html"));
  const [heads, cells] = await page.locator(".matrix").evaluate((table) => {
    const t = /** @type {HTMLTableElement} */ (table);
    return [t.tHead?.rows[0].cells.length, [...t.tBodies[0].rows].map((r) => [...r.cells].slice(1).map((c) => Number(c.dataset.sort ?? c.textContent)))];
  });
  assert.ok(cells.length > 50);
  for (const row of cells) {
    assert.equal(row.length + 1, heads);
    assert.equal(row.slice(0, -1).reduce((a, b) => a + b, 0), row[row.length - 1]);
  }
  await page.getByRole("button", {name: "All"}).click();
  await page.getByRole("button", {name: "All"}).click();
  const sums = await page.locator(".matrix tbody td:last-child").allInnerTexts();
  assert.deepEqual(sums.map(Number), sums.map(Number).sort((a, b) => b - a));
  await close();
});

test("the timeline: dated evidence in its order", async () => {
  const {page, close} = await open(url("texts", "timeline.html"));
  const years = (await page.locator("main h2").allInnerTexts()).map(Number);
  assert.ok(years.length > 3);
  assert.deepEqual(years, [...years].sort((a, b) => a - b));
  assert.ok(await page.locator(".timeline li").count() >= years.length);
  assert.equal(await page.locator(".timeline li:not(:has(q)), .timeline li:not(:has(a.article))").count(), 0);
  await close();
});

test("the findings: each rule with its meaning and where it was found", async () => {
  const {page, close} = await open(url("texts", "findings.html"));
  assert.match(await page.locator(".lead").innerText(), /\d+ errors?, \d+ warnings?, \d+ notes?/);
  assert.ok(await page.locator(".rule").count() > 0);
  assert.equal(await page.locator(".rule").count(), await page.locator(".rule .hint").count());
  assert.ok(await page.locator(".findings .at").count() > 0);
  await close();
});

test("every page is reached from the first one", async () => {
  const {page, close} = await open(url("texts"));
  const tabs = await page.locator(".top nav a").allInnerTexts();
  assert.deepEqual(tabs, ["Graph", "Entities", "Articles", "Matrix", "Timeline", "Findings"]);
  for (const tab of tabs.slice(1)) {
    await page.locator(".top nav a", {hasText: tab}).click();
    await page.waitForURL(new RegExp(`${tab.toLowerCase()}\\.html$`));
    assert.equal(await page.locator(".top nav a[aria-current=page]").innerText(), tab);
    assert.ok(await page.locator("h1").innerText());
  }
  await close();
});

const paper = (page) => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
const LIGHT = "rgb(251, 250, 246)", DARK = "rgb(22, 24, 27)";

test("light and dark as the system says", {skip: MISSING.schemes}, async () => {
  for (const [colorScheme, colour] of [["light", LIGHT], ["dark", DARK]]) {
    const {page, close} = await open(url("texts", "timeline.html"), {colorScheme});
    assert.equal(await paper(page), colour);
    await close();
  }
});

test("light and dark by the switch", async () => {
  const {page, close} = await open(url("texts", "timeline.html"), FIREFOX ? {} : {colorScheme: "light"});
  assert.equal(await paper(page), LIGHT);
  await page.locator("#theme").click();
  await page.locator("#theme").click();
  assert.equal(await paper(page), DARK);
  await page.goto(url("texts", "entity/iran.html"));
  assert.equal(await paper(page), DARK, "the choice stays");
  await close();
});

for (const viewport of FIREFOX ? [PHONE] : [PHONE, {width: 900, height: 700}, DESK])
  test(`${viewport.width} pixels wide: nothing sticks out`, async () => {
    const {page, close} = await open(url("texts", PAGES[0]), {viewport});
    for (const name of PAGES) {
      await go(page, url("texts", name));
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= viewport.width, `${name} is ${width} wide`);
    }
    await close();
  });

test("a phone: a tap opens", {skip: MISSING.touch}, async () => {
  const {page, close} = await open(url("texts"), {viewport: PHONE, hasTouch: true, isMobile: true});
  await page.locator("#node-iran text").first().tap();
  await page.waitForSelector("#panel .details");
  await waitForHash(page, "sel=node-iran");
  await close();
});

test("a phone: a pinch zooms", {skip: MISSING.touch}, async () => {
  const {page, close} = await open(url("texts"), {viewport: PHONE, hasTouch: true, isMobile: true});
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))); // drawn where it begins
  const before = await page.locator("#drawing").getAttribute("viewBox");
  const client = await page.context().newCDPSession(page);
  const touch = (type, ...points) => client.send("Input.dispatchTouchEvent", {type, touchPoints: points.map(([x, y], id) => ({x, y, id}))});
  await touch("touchStart", [150, 400], [240, 400]);
  for (const d of [10, 30, 50]) await touch("touchMove", [150 - d, 400], [240 + d, 400]);
  await touch("touchEnd");
  await page.waitForFunction((b) => {
    const now = document.getElementById("drawing")?.getAttribute("viewBox") ?? "";
    return Number(now.split(" ")[2]) < Number(b?.split(" ")[2]);
  }, before);
  await close();
});

test("on paper: no buttons, and the addresses", {skip: MISSING.paper}, async () => {
  const {page, close} = await open(url("texts", "entity/hezbollah.html"));
  await page.emulateMedia({media: "print"});
  assert.equal(await page.locator("nav").isVisible(), false);
  assert.equal(await page.locator("#theme").isVisible(), false);
  assert.ok(await page.locator(".tie").first().isVisible());
  await page.goto(url("hostile", "article/one.html"));
  assert.match(await page.locator(".away").first().evaluate((a) => getComputedStyle(a, "::after").content), /https?:/);
  assert.ok((await page.pdf({format: "A4"})).length > 10000);
  await close();
});

test("without scripts the pages still read", {skip: MISSING.scripts}, async () => {
  const {page, close} = await open(url("texts"), {javaScriptEnabled: false});
  assert.ok(await page.locator("#link-table tbody tr").count() > 200);
  assert.ok(await page.locator("#link-table").isVisible());
  assert.equal(await page.locator("#tools").isVisible(), false);
  assert.ok(await shownLinks(page) > 200);
  await page.locator("#node-cuba text").first().click();
  await page.waitForURL(/entity\/cuba\.html$/);
  await page.locator(".top nav a", {hasText: "Matrix"}).click();
  assert.ok(await page.locator(".matrix tbody tr").count() > 50);
  await close();
});
