// node measure.js TIEBOOK [CHROMIUM [ROUNDS [LINKS]]]: what the page costs with 300 and with 5,000 links, as rows for docs/page.md. A record,
// no test: the figures are those of a machine and an hour. They are milliseconds that the page's thread computes, which other work on
// the machine does not make longer. Makes its books below a temporary folder.
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

/** The middle one, rounded. @param {number[]} all */
const middle = (all) => Math.round(all.sort((a, b) => a - b)[Math.floor(all.length / 2)]);

async function measure(browser, folder, links, entities) {
  makeBook(folder, links, entities);
  const made = Number(execFileSync("bash", ["-c", "TIMEFORMAT=%U; { time \"$0\" site -q -o site 2>/dev/null; } 2>&1", tiebook], {cwd: folder, stdio: ["ignore", "pipe", "ignore"], encoding: "utf8"}));
  const index = join(folder, "site", "index.html");
  const page = await (await browser.newContext({viewport: {width: 1440, height: 900}})).newPage();
  page.setDefaultTimeout(300_000);
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", {timeDomain: "threadTicks"});
  const computed = async () => (await session.send("Performance.getMetrics")).metrics.find((m) => m.name === "TaskDuration").value * 1000;
  /** @type {Record<string, number[]>} */
  const costs = {open: [], search: [], click: [], drag: [], zoom: [], filter: [], table: []};
  const cost = async (what, act, steps = 1) => {
    const before = await computed();
    await act();
    await page.waitForTimeout(400);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
    costs[what].push(((await computed()) - before) / steps);
  };
  const STEPS = 20;
  for (let i = 0; i < ROUNDS; i++) {
    await page.goto("about:blank");
    await cost("open", () => page.goto(pathToFileURL(index).href));
    await page.locator("#search").press("n");
    await cost("search", () => page.locator("#search").press("a"));
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await page.evaluate(() => { location.hash = "sel=node-e0"; }); // that brings it into the middle
    await page.locator("#panel [data-close]").click();
    const frame = await page.locator("#graph").boundingBox();
    const [x, y] = [frame.x + frame.width / 2, frame.y + frame.height / 2];
    await cost("click", () => page.mouse.click(x, y));
    await page.locator("#panel [data-close]").click();
    await page.locator("#fit").click();
    await page.waitForTimeout(500);
    await page.mouse.move(x, y);
    await page.mouse.down();
    await cost("drag", async () => {
      for (let k = 1; k <= STEPS; k++) {
        await page.mouse.move(x + 9 * k, y + 4 * k);
        await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
      }
    }, STEPS);
    await page.mouse.up();
    await cost("zoom", async () => {
      for (let k = 0; k < STEPS; k++) {
        await page.mouse.wheel(0, -60);
        await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
      }
    }, STEPS);
    await page.locator("#filter-box summary").click();
    await cost("filter", () => page.locator("#filters input[name=stance]").first().click());
    await page.keyboard.press("Escape");
    await cost("table", () => page.locator("#as-table").click());
  }
  await page.context().close();
  const cells = Object.values(costs).map(middle).join(" | ");
  return `| ${links} | ${entities} | ${made.toFixed(0)} s | ${(statSync(index).size / 1e6).toFixed(1)} MB | ${cells} |`;
}

if (!tiebook) {
  console.error("usage: node measure.js TIEBOOK [CHROMIUM [ROUNDS [LINKS]]]");
  process.exit(2);
}
const work = mkdtempSync(join(tmpdir(), "tiebook-page-"));
const browser = await playwright.chromium.launch({executablePath: chromium, args: ["--headless", "--no-sandbox", "--disable-gpu"]});
console.log("| links | entities | made in | `index.html` | opens | a letter of a search | a click | a step of a drag | of zooming | a filter | the table |");
console.log("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
for (const [links, entities] of [[300, 200], [5000, 3300]])
  if (!only || only === String(links)) console.log(await measure(browser, join(work, String(links)), links, entities));
await browser.close();
rmSync(work, {recursive: true});
