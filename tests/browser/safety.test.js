// What a page must not do: run a word of a book, ask for anything from elsewhere, tell what is private.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { FIREFOX, filesOf, go, look, open, panel, shownLinks, site, url } from "./browser.js";

const pwned = (page) => page.evaluate(() => /** @type {any} */ (window).pwned);

test("the same book gives the same bytes", () => {
  const relative = (name) => filesOf(name).map((f) => f.slice(site(name).length));
  assert.deepEqual(relative("again"), relative("hostile"));
  for (const file of relative("hostile")) assert.ok(readFileSync(site("hostile") + file).equals(readFileSync(site("again") + file)), file);
});

test("nothing is asked for but the folder's own files", async () => {
  const {page, close, asked} = await open(url("texts"));
  await page.locator("#node-iran text").first().click();
  await page.waitForSelector("#panel .details");
  if (!FIREFOX) assert.ok(asked.some((a) => a.endsWith("/assets/site.js")), "the test can fail: requests are seen");
  await close();
  for (const file of filesOf("texts").filter((f) => f.endsWith(".html"))) {
    const text = readFileSync(file, "utf8");
    assert.match(text, /<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'">/, file);
    assert.doesNotMatch(text, /<(?:script|img|iframe|link|object|embed|source|video|audio)\b[^>]*(?:src|href)="(?:[a-z]+:|\/\/)/i, file);
  }
  assert.doesNotMatch(readFileSync(`${site("texts")}/assets/site.css`, "utf8"), /url\(|@import/i);
});

test("the policy forbids scripts of the page's own words and requests", async () => {
  const {page, close} = await open(url("hostile"), {}, /Content.Security.Policy|Fetch API cannot load|page’s settings blocked|^request: https:\/\/example\.invalid\/x\.png$/i);
  const broken = await page.evaluate(async () => {
    /** @type {string[]} */
    const seen = [];
    document.addEventListener("securitypolicyviolation", (event) => seen.push(event.effectiveDirective));
    const script = document.createElement("script");
    script.textContent = "window.pwned = 1";
    const image = document.createElement("img");
    image.src = "https://example.invalid/x.png";
    document.body.append(script, image);
    await fetch("https://example.invalid/").catch(() => null);
    await new Promise((resolve) => setTimeout(resolve, 50));
    return seen.sort();
  });
  assert.equal(await pwned(page), undefined);
  assert.deepEqual(broken, ["connect-src", "img-src", "script-src-elem"]);
  await close();
});

test("hostile words are words", async () => {
  const {page, close} = await open(url("hostile"));
  const pages = filesOf("hostile").filter((f) => f.endsWith(".html"));
  assert.ok(pages.length >= 10);
  for (const file of pages) {
    await page.goto(pathToFileURL(file).href);
    assert.equal(await pwned(page), undefined, file);
    assert.equal(await page.locator("iframe, img, [onload], [onerror], script:not([src]):not([type='application/json'])").count(), 0, file);
    for (const href of await page.locator("a[href]").evaluateAll((all) => all.map((a) => a.getAttribute("href") ?? "")))
      assert.doesNotMatch(href.replace(/[\s\p{Cc}]/gu, ""), /^(?!https?:|mailto:)[a-z][a-z0-9+.-]*:/i, file);
    assert.doesNotMatch(readFileSync(file, "utf8"), /[\u202A-\u202E\u2066-\u2069]/, file);
  }
  await page.goto(url("hostile"));
  const link = await page.locator("#drawing a.edge").filter({hasText: "pays"}).getAttribute("id");
  await look(page, `sel=${encodeURIComponent(link ?? "")}`);
  await page.waitForSelector("#panel .details");
  const text = await panel(page).innerText();
  for (const words of ["Mallory <b>\"Bold\"</b> & Co", "pays <i>&amp;</i> \"helps\"", "<script>window.pwned=8</script>",
    "</figcaption><iframe src=javascript:window.pwned=9>"]) assert.ok(text.includes(words), words);
  await page.locator("#search").fill("<b>");
  assert.match(await page.locator("#hits li").first().innerText(), /<b>"Bold"/);
  await close();
});

test("a hostile address shows the page as it is", async () => {
  const {page, close} = await open(url("hostile"));
  for (const words of ["sel=%22%3E%3Cscript%3E", "q=%3Cimg%20src=x%20onerror=window.pwned=1%3E", "source=__proto__", "at=NaN,1,2", "at=1,2,3,4",
    "at=1e308,1e308,1e308", "since=%00", "kind=constructor&kind=&by=%ff", "view=javascript:1", "sel=%E0%A4%A"]) {
    await go(page, url("hostile", `index.html#${words}`));
    await page.locator("#status").filter({hasText: "links"}).waitFor();
    assert.equal(await pwned(page), undefined, words);
    assert.match(await page.locator("#drawing").getAttribute("viewBox") ?? "", /^(-?[\d.]+ ?){4}$/, words);
  }
  await close();
});

test("no private word is anywhere in a public folder", async () => {
  const told = filesOf("private").filter((f) => /hush/i.test(readFileSync(f, "utf8")));
  assert.ok(told.length > 3, "the test can fail: an open page has the words");
  const files = filesOf("public");
  assert.ok(files.length > 8);
  for (const file of files) {
    assert.doesNotMatch(file.slice(site("public").length), /hush/i);
    assert.doesNotMatch(readFileSync(file, "utf8"), /hush|Rival Company<\/bdi> <span class="relation"/i, file);
  }
  const {page, close} = await open(url("public"));
  assert.equal(await shownLinks(page), 1);
  await close();
});
