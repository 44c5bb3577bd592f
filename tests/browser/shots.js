// node shots.js FOLDER OUT [CHROMIUM]: pictures of the shipped book's page (made with --with-texts) at three widths, light and dark, to
// be looked at by people.
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import playwright from "playwright-core";

const [folder, out, chromium = "/usr/bin/chromium"] = process.argv.slice(2);
if (!out) {
  console.error("usage: node shots.js FOLDER OUT [CHROMIUM]");
  process.exit(2);
}
const WIDTHS = {phone: [390, 844], tablet: [900, 1100], desk: [1440, 900]};
const VIEWS = {front: "index.html", entity: "index.html#sel=node-hezbollah", link: "index.html#sel=link-iran_funds_hezbollah", filtered: "index.html#stance=alleged",
  table: "index.html#view=table", article: "article/hezbollah-ministerial.html", "entity-page": "entity/hezbollah.html", entities: "entities.html",
  articles: "articles.html", matrix: "matrix.html", timeline: "timeline.html", findings: "findings.html"};
mkdirSync(out, {recursive: true});
const browser = await playwright.chromium.launch({executablePath: chromium, args: ["--headless", "--no-sandbox", "--disable-gpu"]});
for (const [width, size] of Object.entries(WIDTHS))
  for (const colorScheme of ["light", "dark"]) {
    const context = await browser.newContext({viewport: {width: size[0], height: size[1]}, colorScheme});
    for (const [view, address] of Object.entries(VIEWS)) {
      const page = await context.newPage();
      await page.goto(`${pathToFileURL(resolve(folder)).href}/${address}`);
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      await page.screenshot({path: join(out, `${view}-${width}-${colorScheme}.png`)});
      await page.close();
    }
    await context.close();
  }
await browser.close();
