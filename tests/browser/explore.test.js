// The graph and what is asked of it: panels, search, filters, what the address holds, the table.
import assert from "node:assert/strict";
import { test } from "node:test";
import { hash, look, open, panel, shownLinks, url, viewBox, waitForHash, waitForLinks, waitForMove, waitForNoHash } from "./browser.js";

test("an entity: who it is, its links, its articles; back and forward", async () => {
  const {page, close} = await open(url("texts"));
  assert.match(await panel(page).innerText(), /\d+ links between \d+ entities/);
  await page.locator("#node-hezbollah text").first().click();
  await page.waitForSelector("#panel .details");
  const text = await panel(page).innerText();
  assert.match(text, /Hezbollah/);
  assert.match(text, /group/i);
  assert.match(text, /\d+ links/);
  assert.match(text, /\[2\] A ministerial in Buenos Aires/);
  await waitForHash(page, "sel=node-hezbollah");
  await page.locator("#panel .links a", {hasText: "funds"}).first().click();
  await waitForHash(page, "sel=link-");
  assert.match(await panel(page).innerText(), /funds/);
  await page.evaluate(() => history.back());
  await waitForHash(page, "sel=node-hezbollah");
  assert.match(await panel(page).locator(".details h2").innerText(), /^Hezbollah$/);
  await page.evaluate(() => history.back());
  await waitForNoHash(page, "sel=");
  assert.equal(await page.locator("#panel .details").count(), 0);
  await page.evaluate(() => history.forward());
  await page.waitForSelector("#panel .details");
  await close();
});

test("a click on a line opens the link; one beside it closes it", async () => {
  const {page, close} = await open(url("hostile"));
  const line = await page.locator("#drawing a.edge .wide-line").first().evaluate((path) => {
    const p = /** @type {SVGPathElement} */ (path), at = p.getPointAtLength(p.getTotalLength() / 4).matrixTransform(p.getScreenCTM() ?? undefined);
    return {x: at.x, y: at.y};
  });
  await page.mouse.click(line.x + 2, line.y);
  await waitForHash(page, "sel=link-");
  await page.waitForSelector("#panel .details blockquote");
  await page.locator("#panel [data-close]").click();
  await waitForNoHash(page, "sel=");
  assert.equal(await page.locator("#panel .details").count(), 0);
  await close();
});

test("a link: its quote in its passage, who says so, stance, date, article and copy", async () => {
  const {page, close} = await open(url("texts", "index.html#sel=link-iran_funds_hezbollah"));
  const details = page.locator("#panel .details");
  assert.ok(await details.locator("blockquote mark").count() > 0);
  const passage = await details.locator("blockquote").first().innerText(), quote = await details.locator("mark").first().innerText();
  assert.ok(passage.length > quote.length + 20, "the quote stands in a sentence");
  assert.match(await details.innerText(), /alleged/);
  assert.match(await details.innerText(), /says /);
  assert.match(await details.innerText(), /\[5\]/);
  await details.locator("a.place").first().click();
  await page.waitForURL(/article\/venezuela-sanctuary\.html#e\d+-\d+$/);
  assert.equal(await page.locator(".spot:target").count(), 1);
  await close();
});

test("a date and an archived copy are told", async () => {
  const {page, close} = await open(url("hostile"));
  const link = await page.locator("#drawing a.edge").filter({hasText: "pays"}).getAttribute("id");
  await look(page, `sel=${encodeURIComponent(link ?? "")}`);
  const details = page.locator("#panel .details");
  await details.waitFor();
  assert.match(await details.innerText(), /held: 2001/);
  assert.match(await details.locator("a.away", {hasText: "archived copy"}).getAttribute("href") ?? "", /^https:\/\/example\.org/);
  await close();
});

test("search as one types", async () => {
  const {page, close} = await open(url("texts"));
  await page.keyboard.press("/");
  await page.keyboard.type("nicolas mad");
  await page.waitForSelector("#hits li");
  assert.match(await page.locator("#hits li").first().innerText(), /Nicolás Maduro/);
  assert.ok(await page.locator("#drawing a.node.is").count() >= 1, "found entities are marked");
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.locator("#hits [aria-selected=true]").count(), 1);
  await page.keyboard.press("Enter");
  await waitForHash(page, "sel=node-nicolas-maduro");
  assert.match(await panel(page).innerText(), /Nicolás Maduro/);
  await page.waitForFunction(() => {
    const r = document.getElementById("node-nicolas-maduro")?.getBoundingClientRect(), f = document.getElementById("graph")?.getBoundingClientRect();
    return r && f && r.left >= f.left && r.right <= f.right && r.top >= f.top && r.bottom <= f.bottom;
  });
  await page.locator("#search").fill("iran funds");
  assert.match(await page.locator("#hits li").first().innerText(), /Iran funds .*link/);
  await page.locator("#hits li").first().click();
  await waitForHash(page, "sel=link-iran_funds");
  await page.locator("#search").fill("Pasdaran no such");
  assert.equal(await page.locator("#hits").isVisible(), false);
  await close();
});

/** How many links a filter should leave, from the data alone. @param {import("playwright-core").Page} page @param {string} facet @param {string} value */
function expectedLinks(page, facet, value) {
  return page.evaluate(([f, v]) => {
    const book = JSON.parse(document.getElementById("data")?.textContent ?? "");
    const kind = (/** @type {number} */ node) => book.kinds[book.nodes[node][2]];
    return book.edges.filter((/** @type {any} */ e) => f === "relation" ? e[3] === v
      : f === "kind" ? kind(e[1]) === v && kind(e[2]) === v
      : e[4].some((/** @type {any} */ x) => (f === "source" ? book.sources[x[0]][1] : f === "stance" ? x[1] : x[2]) === v)).length;
  }, [facet, value]);
}

test("filters by article, kind, relation, stance and claimant, each alone", async () => {
  const {page, close} = await open(url("texts"));
  const all = await shownLinks(page);
  await page.locator("#filter-box summary").click();
  for (const facet of ["source", "kind", "relation", "stance", "by"]) {
    const box = page.locator(`#filters input[name=${facet}]`).nth(1);
    const value = await box.getAttribute("value") ?? "";
    await box.check();
    await waitForHash(page, `${facet}=${value}`);
    const n = await expectedLinks(page, facet, value);
    assert.ok(n > 0 && n < all, `${facet}=${value}: ${n} of ${all}`);
    await waitForLinks(page, n);
    assert.equal(await page.locator("#n-filters").innerText(), "1");
    await box.uncheck();
    await waitForLinks(page, all);
  }
  await close();
});

test("filters together; the address holds them and shows the same to somebody else", async () => {
  const {page, close} = await open(url("texts"));
  const all = await shownLinks(page), counts = [];
  await page.locator("#filter-box summary").click();
  for (const [name, value] of [["source", "isis-routes"], ["stance", "alleged"], ["relation", "threat to"]]) {
    await page.locator(`#filters input[name=${name}][value="${value}"]`).check();
    await waitForHash(page, `${name}=${value}`);
    counts.push(await shownLinks(page));
  }
  assert.ok(counts[0] < all && counts[1] < counts[0] && counts[2] <= counts[1] && counts[2] > 0, String([all, ...counts]));
  assert.match(await page.locator("#status").innerText(), new RegExp(`^${counts[2]} of ${all} links`));
  const other = await open(page.url());
  assert.equal(await shownLinks(other.page), counts[2]);
  assert.equal(await other.page.locator("#filters input:checked").count(), 3);
  await other.close();
  await page.evaluate(() => history.back());
  await waitForLinks(page, counts[1]);
  await page.locator("#reset").click();
  await waitForLinks(page, all);
  await close();
});

test("a filter by date leaves out what has none", async () => {
  const {page, close} = await open(url("texts"));
  await page.locator("#filter-box summary").click();
  await page.locator("#filters input[name=since]").fill("1994");
  await page.locator("#filters input[name=until]").fill("1994-12");
  await page.locator("#filters input[name=until]").blur();
  await waitForHash(page, "until=1994-12");
  const dated = await shownLinks(page);
  assert.ok(dated > 0 && dated < 30, String(dated));
  const expected = await page.evaluate(() => JSON.parse(document.getElementById("data")?.textContent ?? "").edges
    .filter((/** @type {any} */ e) => e[4].some((/** @type {any} */ v) => v[3].startsWith("1994") || v[4].startsWith("1994") ||
      (v[3] && v[4] ? v[3] < "1994" && v[4] > "1994" : v[3] ? v[3] < "1994" : v[4] > "1994"))).length);
  assert.equal(dated, expected);
  await look(page, "until=0001");
  await page.waitForFunction((n) => document.querySelectorAll("#drawing a.edge:not(.off)").length < n, dated);
  await close();
});

test("an address that has just come in is not lost to what is done at the same moment", async () => {
  const {page, close} = await open(url("quotes"));
  await page.evaluate(() => {
    location.hash = "stance=denied";
    document.getElementById("as-table")?.click();
  });
  await waitForHash(page, "stance=denied");
  await waitForHash(page, "view=table");
  await close();
});

test("moved and zoomed; the address holds it", async () => {
  const {page, close} = await open(url("texts"));
  const width = async () => Number((await viewBox(page))?.split(" ")[2]);
  const first = await viewBox(page), before = await width();
  await page.mouse.move(500, 500);
  await page.mouse.wheel(0, -600);
  const zoomed = await waitForMove(page, "");
  assert.ok(await width() < before);
  await page.mouse.move(300, 800);
  await page.mouse.down();
  await page.mouse.move(420, 700, {steps: 5});
  await page.mouse.up();
  await waitForMove(page, zoomed);
  assert.equal(await page.locator("#panel .details").count(), 0, "dragging chooses nothing");
  assert.match(await hash(page), /at=-?\d+,-?\d+,\d+/);
  const moved = (await viewBox(page))?.split(" ").map(Number) ?? [];
  const other = await open(page.url());
  const again = (await viewBox(other.page))?.split(" ").map(Number) ?? [];
  assert.ok(again.every((n, i) => Math.abs(n - moved[i]) < 2), `${again} ${moved}`);
  await other.close();
  await page.locator("#fit").click();
  await page.waitForFunction((box) => document.getElementById("drawing")?.getAttribute("viewBox") === box, first);
  await close();
});

test("the table has everything, is sorted and filtered", async () => {
  const {page, close} = await open(url("texts", "index.html#view=table"));
  const visible = page.locator("#link-table tbody tr:not([hidden])");
  assert.ok(await page.locator("#link-table").isVisible());
  assert.equal(await visible.count(), await page.locator("#drawing a.edge").count());
  const relation = page.getByRole("button", {name: "Relation"});
  await relation.click();
  const words = await page.locator("#link-table tbody td.relation").allInnerTexts();
  assert.deepEqual(words, [...words].sort(new Intl.Collator("en", {numeric: true}).compare));
  await relation.click();
  assert.equal(await page.locator("#link-table th[aria-sort]").getAttribute("aria-sort"), "descending");
  await look(page, "view=table&stance=denied");
  const n = await expectedLinks(page, "stance", "denied");
  await page.waitForFunction((k) => document.querySelectorAll("#link-table tbody tr:not([hidden])").length === k, n);
  assert.ok(n > 0 && n < 20);
  await page.locator("#as-graph").click();
  await page.locator("#graph").waitFor();
  assert.equal(await shownLinks(page), n);
  await close();
});
