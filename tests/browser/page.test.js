// The page in Chromium, opened from the disk: everything that docs/page.md promises. Run by run.py.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const HERE = dirname(fileURLToPath(import.meta.url));
const PROJECT = dirname(dirname(HERE));
const WORK = process.env.WORK ?? "";
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];
const DESK = {width: 1440, height: 900}, PHONE = {width: 390, height: 844};

let browser;

const site = (name) => join(WORK, name);
const url = (name, page) => pathToFileURL(site(name)).href + "/" + page;
function make(name, folder, ...options) {
  execFileSync(process.env.TIEBOOK ?? "tiebook", ["site", "-q", "-o", site(name), ...options], {cwd: folder, stdio: ["ignore", "ignore", "inherit"]});
}
function filesOf(name) {
  return readdirSync(site(name), {recursive: true, withFileTypes: true}).filter((f) => f.isFile()).map((f) => join(f.parentPath ?? f.path, f.name)).sort();
}

/** A page that fails the test where something is said on the console, goes wrong, or is asked for from elsewhere. */
async function open(address, options = {}) {
  const context = await browser.newContext({viewport: DESK, ...options});
  const page = await context.newPage();
  const faults = [];
  page.on("console", (m) => faults.push(`console ${m.type()}: ${m.text()}`));
  page.on("pageerror", (e) => faults.push(`error: ${e.message}`));
  page.on("dialog", (d) => { faults.push(`dialog: ${d.message()}`); d.dismiss(); });
  page.on("request", (r) => { if (!r.url().startsWith("file://")) faults.push(`request: ${r.url()}`); });
  await page.goto(address);
  const close = async () => {
    await context.close();
    assert.deepEqual(faults, []);
  };
  return {page, close};
}
const hash = (page) => page.evaluate(() => decodeURIComponent(location.hash.replaceAll("+", " ")));
const panel = (page) => page.locator("#panel");
const shownLinks = (page) => page.locator("#drawing a.edge:not(.off)").count();
async function settle(page) {
  await page.waitForTimeout(350); // the view is written into the address a moment after it moved
}

before(async () => {
  make("texts", PROJECT, "--with-texts");
  make("quotes", PROJECT);
  make("hostile", join(HERE, "hostile"), "--with-texts");
  browser = await chromium.launch({executablePath: process.env.CHROMIUM, args: FLAGS});
});
after(() => browser?.close());

test("the same book gives the same bytes", () => {
  make("again", join(HERE, "hostile"), "--with-texts");
  const relative = (name) => filesOf(name).map((f) => f.slice(site(name).length));
  assert.deepEqual(relative("again"), relative("hostile"));
  for (const file of relative("hostile")) assert.ok(readFileSync(site("hostile") + file).equals(readFileSync(site("again") + file)), file);
});

test("an entity: who it is, its links, its articles; back and forward", async () => {
  const {page, close} = await open(url("texts", "index.html"));
  assert.match(await panel(page).innerText(), /241 links|\d+ links between \d+ entities/);
  await page.locator("#node-hezbollah text").first().click();
  await page.waitForSelector("#panel .details");
  const text = await panel(page).innerText();
  assert.match(text, /Hezbollah/);
  assert.match(text, /group/i);
  assert.match(text, /\d+ links/);
  assert.match(text, /\[2\] A ministerial in Buenos Aires/);
  assert.match(await hash(page), /sel=node-hezbollah/);
  await page.locator("#panel .links a", {hasText: "funds"}).first().click();
  await page.waitForFunction(() => location.hash.includes("sel=link-"));
  assert.match(await panel(page).innerText(), /funds/);
  await page.goBack();
  await page.waitForFunction(() => location.hash.includes("sel=node-hezbollah"));
  assert.match(await panel(page).locator(".details h2").innerText(), /^Hezbollah$/);
  await page.goBack();
  await page.waitForFunction(() => !location.hash.includes("sel="));
  assert.equal(await page.locator("#panel .details").count(), 0);
  await page.goForward();
  await page.waitForSelector("#panel .details");
  await close();
});

test("a link: its quote in its passage, who says so, stance, article", async () => {
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
  assert.ok(await page.locator(".spot:target").count() === 1);
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

test("an article: text, names, quotes, and the links beside it", async () => {
  const {page, close} = await open(url("texts", "article/hezbollah-ministerial.html"));
  assert.ok(await page.locator(".text mark").count() > 20);
  assert.ok(await page.locator(".text a.mention").count() > 20);
  assert.ok(await page.locator(".margin li").count() > 20);
  const [para, margin] = await page.locator(".para").first().evaluate((p) => [...p.children].map((c) => c.getBoundingClientRect().left));
  assert.ok(margin > para + 300, "the margin is beside the text");
  await page.locator(".margin a.place").first().click();
  assert.equal(await page.locator(".spot:target").count(), 1);
  await page.locator(".text a.mention").first().click();
  await page.waitForURL(/entity\//);
  assert.ok(await page.locator("h1").innerText());
  await close();
});

test("search as one types", async () => {
  const {page, close} = await open(url("texts", "index.html"));
  await page.keyboard.press("/");
  await page.keyboard.type("nicolas mad");
  assert.match(await page.locator("#hits li").first().innerText(), /Nicolás Maduro/);
  assert.ok(await page.locator("#drawing a.node.is").count() >= 1, "found entities are marked");
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.locator("#hits [aria-selected=true]").count(), 1);
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => location.hash.includes("sel=node-nicolas-maduro"));
  assert.match(await panel(page).innerText(), /Nicolás Maduro/);
  const box = await page.locator("#node-nicolas-maduro").boundingBox(), frame = await page.locator("#graph").boundingBox();
  assert.ok(box && frame && box.x >= frame.x && box.x + box.width <= frame.x + frame.width, "it is in view");
  await page.keyboard.press("/");
  await page.keyboard.type("Pasdaran no such");
  assert.equal(await page.locator("#hits").isVisible(), false);
  await close();
});

test("filters by article, kind, relation, stance, claimant and date; the address holds them", async () => {
  const {page, close} = await open(url("texts", "index.html"));
  const all = await shownLinks(page);
  const check = async (name, value) => {
    if (!(await page.locator("#filters").isVisible())) await page.locator("#filter-box summary").click();
    await page.locator(`#filters input[name=${name}][value="${value}"]`).check();
    await page.waitForFunction(([n, v]) => new URLSearchParams(location.hash.slice(1)).getAll(n).includes(v), [name, value]);
  };
  const counts = [];
  for (const [name, value] of [["source", "isis-routes"], ["stance", "alleged"], ["relation", "threat to"]]) {
    await check(name, value);
    counts.push(await shownLinks(page));
  }
  assert.ok(counts[0] < all && counts[1] < counts[0] && counts[2] <= counts[1] && counts[2] > 0, String([all, ...counts]));
  assert.match(await page.locator("#status").innerText(), new RegExp(`^${counts[2]} of ${all} links`));
  const address = page.url();
  const other = await open(address);
  assert.equal(await shownLinks(other.page), counts[2], "the address shows the same to somebody else");
  assert.equal(await other.page.locator("#filters input:checked").count(), 3);
  await other.close();
  await page.goBack();
  await page.waitForFunction((n) => document.querySelectorAll("#drawing a.edge:not(.off)").length === n, counts[1]);
  await page.locator("#reset").click();
  await page.waitForFunction((n) => document.querySelectorAll("#drawing a.edge:not(.off)").length === n, all);
  await check("kind", "person");
  const people = await shownLinks(page);
  assert.ok(people < all);
  await page.locator("#reset").click();
  const claimant = await page.locator("#filters input[name=by]").first().getAttribute("value");
  await check("by", claimant);
  assert.ok(await shownLinks(page) < all);
  await page.locator("#reset").click();
  if (!(await page.locator("#filters").isVisible())) await page.locator("#filter-box summary").click();
  await page.locator("#filters input[name=since]").fill("1994");
  await page.locator("#filters input[name=until]").fill("1994-12");
  await page.locator("#filters input[name=until]").blur();
  await page.waitForFunction(() => location.hash.includes("until=1994-12"));
  const dated = await shownLinks(page);
  assert.ok(dated > 0 && dated < 30);
  await close();
});

test("moved and zoomed; the address holds it", async () => {
  const {page, close} = await open(url("texts", "index.html"));
  const box = () => page.locator("#drawing").getAttribute("viewBox");
  const first = await box();
  await page.mouse.move(500, 500);
  await page.mouse.wheel(0, -600);
  await settle(page);
  const near = await box();
  assert.ok(Number(near?.split(" ")[2]) < Number(first?.split(" ")[2]));
  await page.mouse.move(300, 800);
  await page.mouse.down();
  await page.mouse.move(420, 700, {steps: 5});
  await page.mouse.up();
  await settle(page);
  const moved = await box();
  assert.notEqual(moved, near);
  assert.equal(await page.locator("#panel .details").count(), 0, "dragging chooses nothing");
  assert.match(await hash(page), /at=\d+,\d+,\d+/);
  const other = await open(page.url());
  const again = (await other.page.locator("#drawing").getAttribute("viewBox"))?.split(" ").map(Number) ?? [];
  assert.ok(again.every((n, i) => Math.abs(n - Number(moved?.split(" ")[i])) < 2), `${again} ${moved}`);
  await other.close();
  await page.locator("#fit").click();
  await settle(page);
  assert.equal(await box(), first);
  await close();
});

test("the keyboard all the way", async () => {
  const {page, close} = await open(url("texts", "index.html"));
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
  await page.waitForFunction((id) => location.hash.includes(encodeURIComponent(id).slice(0, 12)), link);
  assert.match(await panel(page).innerText(), /LINK|Link/);
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => !location.hash.includes("sel="));
  assert.equal(await focused(), link, "the focus is where it was");
  await page.keyboard.press("ArrowRight");
  assert.match(await focused(), /^node-/);
  const before = await page.locator("#drawing").getAttribute("viewBox");
  await page.keyboard.press("+");
  await settle(page);
  assert.notEqual(await page.locator("#drawing").getAttribute("viewBox"), before);
  await page.keyboard.press("Tab");
  assert.doesNotMatch(await focused(), /^(node|link)-/, "one stop for the drawing");
  await page.locator("#filter-box summary").focus();
  await page.keyboard.press("Enter");
  assert.ok(await page.locator("#filters").isVisible());
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("#filters").isVisible(), false);
  await close();
});

test("the table has everything, is sorted and filtered", async () => {
  const {page, close} = await open(url("texts", "index.html#view=table"));
  const rows = page.locator("#link-table tbody tr:visible");
  const all = await rows.count();
  assert.ok(all > 200);
  await page.getByRole("button", {name: "Relation"}).click();
  const relations = await page.locator("#link-table tbody td.relation").allInnerTexts();
  assert.deepEqual(relations, [...relations].sort(new Intl.Collator("en", {numeric: true}).compare));
  await page.getByRole("button", {name: "Relation"}).click();
  assert.equal(await page.locator("#link-table th[aria-sort]").getAttribute("aria-sort"), "descending");
  await page.goto(url("texts", "index.html#view=table&stance=denied"));
  await page.waitForTimeout(100);
  const denied = await rows.count();
  assert.ok(denied > 0 && denied < 20);
  await page.locator("#as-graph").click();
  assert.equal(await page.locator("#graph").isVisible(), true);
  assert.equal(await shownLinks(page), denied);
  await close();
});

test("light and dark, as the system says or by the switch", async () => {
  const paper = (page) => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await open(url("texts", "timeline.html"), {colorScheme: "light"});
  const dark = await open(url("texts", "timeline.html"), {colorScheme: "dark"});
  assert.equal(await paper(light.page), "rgb(251, 250, 246)");
  assert.equal(await paper(dark.page), "rgb(22, 24, 27)");
  await light.page.locator("#theme").click();
  await light.page.locator("#theme").click();
  assert.equal(await paper(light.page), "rgb(22, 24, 27)");
  await light.page.goto(url("texts", "entity/iran.html"));
  assert.equal(await paper(light.page), "rgb(22, 24, 27)", "the choice stays");
  await light.close();
  await dark.close();
});

const PAGES = ["index.html", "index.html#sel=node-hezbollah", "index.html#view=table", "entities.html", "articles.html", "matrix.html",
  "timeline.html", "findings.html", "entity/hezbollah.html", "article/hezbollah-ministerial.html"];

test("a phone: nothing sticks out", async () => {
  const {page, close} = await open(url("texts", "index.html"), {viewport: PHONE, hasTouch: true, isMobile: true});
  for (const name of PAGES) {
    await page.goto("about:blank");
    await page.goto(url("texts", name));
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= PHONE.width, `${name} is ${width} wide`);
  }
  await page.goto("about:blank");
  await page.goto(url("texts", "index.html"));
  await page.locator("#node-iran text").first().tap();
  await page.waitForSelector("#panel .details");
  assert.match(await hash(page), /sel=node-iran/);
  await close();
});

test("on paper: no buttons, and the addresses", async () => {
  const {page, close} = await open(url("texts", "entity/hezbollah.html"));
  await page.emulateMedia({media: "print"});
  assert.equal(await page.locator("nav").isVisible(), false);
  assert.equal(await page.locator("#theme").isVisible(), false);
  assert.ok(await page.locator(".tie").first().isVisible());
  assert.ok((await page.pdf({format: "A4"})).length > 10000);
  await close();
});

test("without scripts the pages still read", async () => {
  const {page, close} = await open(url("texts", "index.html"), {javaScriptEnabled: false});
  assert.ok(await page.locator("#link-table tbody tr").count() > 200);
  assert.ok(await page.locator("#link-table").isVisible());
  assert.equal(await page.locator("#tools").isVisible(), false);
  await page.locator("#node-cuba text").first().click();
  await page.waitForURL(/entity\/cuba\.html$/);
  await page.locator(".top nav a", {hasText: "Matrix"}).click();
  assert.ok(await page.locator(".matrix tbody tr").count() > 50);
  await close();
});

for (const colorScheme of ["light", "dark"])
  test(`accessibility, ${colorScheme}: axe has nothing serious to say`, async () => {
    const {page, close} = await open(url("hostile", "index.html"), {colorScheme, reducedMotion: "reduce"});
    // the first page and its table from a small book: all that axe looks at is in it, too
    const addresses = PAGES.map((name) => url(name === "index.html" || name.endsWith("=table") ? "hostile" : "texts", name));
    for (const name of addresses) {
      await page.goto("about:blank");
      await page.goto(name);
      await page.evaluate(AXE);
      const only = colorScheme === "dark" ? {runOnly: ["color-contrast"]} : {};
      const result = await page.evaluate((options) => /** @type {any} */ (window).axe.run(document, {resultTypes: ["violations"], preload: false, ...options}), only);
      const serious = result.violations.filter((v) => v.impact === "serious" || v.impact === "critical")
        .map((v) => `${name}: ${v.id}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(" | ")} (${v.nodes.length})`);
      assert.deepEqual(serious, []);
    }
    await close();
  });

test("hostile words are words", async () => {
  const {page, close} = await open(url("hostile", "index.html"));
  const pages = filesOf("hostile").filter((f) => f.endsWith(".html"));
  assert.ok(pages.length >= 10);
  for (const file of pages) {
    await page.goto("about:blank");
    await page.goto(pathToFileURL(file).href);
    assert.equal(await page.evaluate(() => /** @type {any} */ (window).pwned), undefined, file);
    assert.equal(await page.locator("iframe, img, [onload], [onerror], script:not([src]):not([type='application/json'])").count(), 0, file);
    for (const href of await page.locator("a[href]").evaluateAll((all) => all.map((a) => a.getAttribute("href") ?? "")))
      assert.doesNotMatch(href.replace(/[\s\p{Cc}]/gu, ""), /^(?!https?:|mailto:)[a-z][a-z0-9+.-]*:/i, file);
    assert.doesNotMatch(readFileSync(file, "utf8"), /[\u202A-\u202E\u2066-\u2069]/, file);
  }
  await page.goto(url("hostile", "index.html"));
  const link = await page.locator("#drawing a.edge").filter({hasText: "pays"}).getAttribute("id");
  await page.goto(url("hostile", `index.html#sel=${encodeURIComponent(link ?? "")}`));
  await page.waitForSelector("#panel .details");
  const text = await panel(page).innerText();
  for (const words of ["Mallory <b>\"Bold\"</b> & Co", "pays <i>&amp;</i> \"helps\"", "<script>window.pwned=8</script>",
    "</figcaption><iframe src=javascript:window.pwned=9>"]) assert.ok(text.includes(words), words);
  await page.locator("#search").fill("<b>");
  assert.match(await page.locator("#hits li").first().innerText(), /<b>"Bold"/);
  await page.goto(url("hostile", "index.html#sel=%22%3E%3Cscript%3E&q=%3Cimg%20src=x%20onerror=window.pwned=1%3E&source=__proto__&at=NaN,1,2"));
  await settle(page);
  assert.equal(await page.evaluate(() => /** @type {any} */ (window).pwned), undefined);
  await close();
});

test("no private word is anywhere in a public folder", async () => {
  const book = join(WORK, "private-book");
  cpSync(join(HERE, "private"), book, {recursive: true});
  make("private", book, "--with-texts");
  const told = filesOf("private").filter((f) => /hush/i.test(readFileSync(f, "utf8")));
  assert.ok(told.length > 3, "the test can fail: an open page has the words");
  make("private", book, "--with-texts", "--public");
  const files = filesOf("private");
  assert.ok(files.length > 8);
  for (const file of files) {
    assert.doesNotMatch(file.slice(site("private").length), /hush/i);
    assert.doesNotMatch(readFileSync(file, "utf8"), /hush|Rival Company<\/bdi> <span class="relation"/i, file);
  }
  const {page, close} = await open(url("private", "index.html"));
  assert.equal(await shownLinks(page), 1);
  await close();
});

test("three hundred links open in under a second", async () => {
  const book = join(WORK, "many-book");
  const names = Array.from({length: 120}, (_, i) => `Person${i} Name${i}`);
  const text = [], links = [];
  for (let i = 0, seed = 7; i < 300; i++) {
    seed = (seed * 48271) % 2147483647;
    const from = seed % 120, to = (from + 1 + (i % 97)) % 120;
    text.push(`${names[from]} met ${names[to]} in turn ${i}.`);
    links.push(`  - {id: l${i}, from: e${from}, relation: met, to: e${to}, evidence: [{source: s, quote: "${names[from]} met ${names[to]} in turn ${i}"}]}`);
  }
  cpSync(join(HERE, "private"), book, {recursive: true});
  writeFileSync(join(book, "entities.yaml"), ["tiebook: 1", "texts: texts", "sources:", "  s: {title: S}", "people:",
    ...names.map((n, i) => `  e${i}: {name: ${n}}`), "relations:", "  met: {symmetric: true}", "links:", ...links, ""].join("\n"));
  writeFileSync(join(book, "texts", "s.txt"), text.join("\n\n") + "\n");
  make("many", book);
  const {page, close} = await open("about:blank");
  const times = [];
  for (let i = 0; i < 5; i++) {
    await page.goto("about:blank");
    const start = Date.now();
    await page.goto(url("many", "index.html"));
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    times.push(Date.now() - start);
  }
  assert.equal(await shownLinks(page), 300);
  assert.ok(Math.min(...times) < 1000, `${times} ms`);
  await close();
});
