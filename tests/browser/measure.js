// node measure.js TIEBOOK [CHROMIUM [ROUNDS [LINKS]]]: what the page costs with 300 and with 5,000 links, as rows for docs/page.md. A record, no
// test: the figures are those of a machine and an hour. Makes its books below a temporary folder.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import playwright from "playwright-core";

const [tiebook, chromium = "/usr/bin/chromium", rounds = "5", only = ""] = process.argv.slice(2);
const ROUNDS = Number(rounds);

/** A book whose entities have few links or, some of them, many. @param {string} folder @param {number} links @param {number} entities */
function makeBook(folder, links, entities) {
  let seed = 7;
  const random = (/** @type {number} */ n) => { seed = (seed * 48271) % 2147483647; return seed % n; };
  const name = (/** @type {number} */ i) => `Person${i} Name${i}`;
  const texts = Array.from({length: 20}, () => /** @type {string[]} */ ([]));
  const rows = [];
  for (let i = 0; i < links; i++) {
    const from = i < entities ? i : random(entities), to = Math.min(random(entities), random(entities), i < entities ? random(i + 1) : entities);
    const other = to === from ? (from + 1) % entities : to, source = random(texts.length);
    texts[source].push(`${name(from)} met ${name(other)} in turn ${i}.`);
    rows.push(`  - {id: l${i}, from: e${from}, relation: ${["met", "paid", "led"][i % 3]}, to: e${other}, evidence: [{source: s${source}, quote: "${name(from)} met ${name(other)} in turn ${i}", stance: ${["asserted", "alleged"][i % 2]}}]}`);
  }
  mkdirSync(join(folder, "texts"), {recursive: true});
  writeFileSync(join(folder, "entities.yaml"), ["tiebook: 1", "texts: texts", "sources:", ...texts.map((_, i) => `  s${i}: {title: Article ${i}}`),
    "people:", ...Array.from({length: entities}, (_, i) => `  e${i}: {name: ${name(i)}}`), "relations:", "  met: {}", "  paid: {}", "  led: {}",
    "links:", ...rows, ""].join("\n"));
  texts.forEach((lines, i) => writeFileSync(join(folder, "texts", `s${i}.txt`), lines.join("\n\n") + "\n"));
}

/** The middle one, and the greatest. @param {number[]} all */
function summary(all) {
  const sorted = all.map(Math.round).sort((a, b) => a - b);
  return {middle: sorted[Math.floor(sorted.length / 2)], most: sorted[sorted.length - 1]};
}

/** Milliseconds from an input to the frame that shows what it did. @param {import("playwright-core").Page} page @param {() => Promise<unknown>} act */
async function latency(page, act) {
  await page.evaluate(() => {
    const w = /** @type {any} */ (window);
    w.slowest = 0;
    w.watch ??= new PerformanceObserver((list) => { for (const e of list.getEntries()) w.slowest = Math.max(w.slowest, e.duration); });
    w.watch.observe({type: "event", durationThreshold: 16});
  });
  await act();
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 400))));
  return page.evaluate(() => /** @type {any} */ (window).slowest);
}

/** Milliseconds between frames while something moves. @param {import("playwright-core").Page} page @param {() => Promise<unknown>} act */
async function frames(page, act) {
  await page.evaluate(() => {
    const w = /** @type {any} */ (window);
    w.frames = [];
    const tick = (/** @type {number} */ at) => { w.frames?.push(at); if (w.frames) requestAnimationFrame(tick); };
    requestAnimationFrame(tick);
  });
  await act();
  const at = await page.evaluate(() => { const w = /** @type {any} */ (window), all = w.frames; w.frames = null; return all; });
  return at.slice(1).map((/** @type {number} */ t, /** @type {number} */ i) => t - at[i]);
}

async function measure(browser, folder, links, entities) {
  makeBook(folder, links, entities);
  const start = Date.now();
  execFileSync(tiebook, ["site", "-q", "-o", join(folder, "site")], {cwd: folder, stdio: "ignore"});
  const made = (Date.now() - start) / 1000, index = join(folder, "site", "index.html");
  const page = await (await browser.newContext({viewport: {width: 1440, height: 900}})).newPage();
  page.setDefaultTimeout(300_000);
  const opened = [], search = [], click = [], filter = [], pan = [], zoom = [];
  for (let i = 0; i < ROUNDS; i++) {
    await page.goto("about:blank");
    await page.goto(pathToFileURL(index).href);
    opened.push(await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now()))))));
    search.push(await latency(page, () => page.locator("#search").pressSequentially("name12", {delay: 150})));
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    const at = await page.locator("#node-e0").boundingBox();
    click.push(await latency(page, () => page.mouse.click(at.x + at.width / 2, at.y + at.height / 2)));
    await page.locator("#panel [data-close]").click();
    pan.push(...await frames(page, async () => {
      await page.mouse.move(300, 400);
      await page.mouse.down();
      for (let k = 0; k < 40; k++) await page.mouse.move(300 + 8 * k, 400 + 3 * k);
      await page.mouse.up();
    }));
    zoom.push(...await frames(page, async () => { for (let k = 0; k < 20; k++) { await page.mouse.wheel(0, -60); await page.waitForTimeout(16); } await page.waitForTimeout(400); }));
    await page.locator("#filter-box summary").click();
    filter.push(await latency(page, () => page.locator("#filters input[name=stance]").first().click()));
  }
  await page.context().close();
  const ms = (/** @type {number[]} */ all) => summary(all).middle, both = (/** @type {number[]} */ all) => `${summary(all).middle} / ${summary(all).most}`;
  return `| ${links} | ${entities} | ${made.toFixed(1)} s | ${(statSync(index).size / 1e6).toFixed(1)} MB | ${(ms(opened) / 1000).toFixed(2)} s | ${both(pan)} | ${both(zoom)} | ${ms(search)} | ${ms(click)} | ${ms(filter)} |`;
}

if (!tiebook) {
  console.error("usage: node measure.js TIEBOOK [CHROMIUM [ROUNDS [LINKS]]]");
  process.exit(2);
}
const work = mkdtempSync(join(tmpdir(), "tiebook-page-"));
const browser = await playwright.chromium.launch({executablePath: chromium, args: ["--headless", "--no-sandbox", "--disable-gpu"]});
console.log("| links | entities | made in | `index.html` | opens in | frame while dragged | while zoomed | search | click | filter |");
console.log("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
for (const [links, entities] of [[300, 200], [5000, 3300]])
  if (!only || only === String(links)) console.log(await measure(browser, join(work, String(links)), links, entities));
await browser.close();
rmSync(work, {recursive: true});
