// What the tests of the page share: the browser, the folders that run.py had made, and a page that is watched.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before } from "node:test";
import { pathToFileURL } from "node:url";
import playwright from "playwright-core";

export const WORK = process.env.WORK ?? "";
export const FIREFOX = process.env.ENGINE === "firefox";
export const DESK = {width: 1440, height: 900}, PHONE = {width: 390, height: 844};

const CHROMIUM_FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"];
const FIREFOX_PREFS = {
  "layout.css.prefers-color-scheme.content-override": 1, "datareporting.policy.dataSubmissionEnabled": false,
  "browser.safebrowsing.malware.enabled": false, "browser.safebrowsing.phishing.enabled": false,
  "network.captive-portal-service.enabled": false, "network.connectivity-service.enabled": false, "app.normandy.enabled": false,
};

/** Playwright's own Firefox is a build of theirs; a Firefox as it is speaks WebDriver BiDi, with which not all can be done. */
export const MISSING = {
  scripts: FIREFOX && "scripts cannot be switched off over BiDi",
  schemes: FIREFOX && "the system's colours cannot be set over BiDi",
  paper: FIREFOX && "printing cannot be asked for over BiDi",
  touch: FIREFOX && "there is no finger over BiDi",
};

/** @param {Record<string, unknown>} [more] */
export function launch(more = {}) {
  const executablePath = process.env.BROWSER;
  return FIREFOX ? playwright._bidiFirefox.launch({executablePath, headless: true, firefoxUserPrefs: FIREFOX_PREFS, ...more})
    : playwright.chromium.launch({executablePath, args: CHROMIUM_FLAGS, ...more});
}

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

/** @param {string} name of a folder that run.py had made */
export const site = (name) => join(WORK, name);
/** @param {string} name @param {string} [page] */
export const url = (name, page = "index.html") => `${pathToFileURL(site(name)).href}/${page}`;

/** Every file of a folder. @param {string} name */
export function filesOf(name) {
  return readdirSync(site(name), {recursive: true, withFileTypes: true}).filter((f) => f.isFile())
    .map((f) => join(f.parentPath ?? f.path, f.name)).sort();
}

/**
 * Changes what stands behind "#", as one who follows a link within the page does. Over BiDi a goto would wait for a load.
 * @param {import("playwright-core").Page} page @param {string} words
 */
export const look = (page, words) => page.evaluate((w) => { location.hash = w; }, words);

/** Loads an address anew, even if nothing but the part behind "#" differs. @param {import("playwright-core").Page} page @param {string} address */
export async function go(page, address) {
  const [path, words] = address.split("#");
  if (page.url().split("#")[0] !== path) return void (await page.goto(address));
  await look(page, words ?? "");
  await page.reload();
}

/**
 * A page that fails the test, as it is closed, where something is said on the console, goes wrong, or is asked for that is
 * no page, script, style sheet or icon of the folders.
 * @param {string} address @param {Record<string, unknown>} [options] of the context @param {RegExp} [expected] what may be said
 */
export async function open(address, options = {}, expected = undefined) {
  const context = await browser.newContext({viewport: DESK, ...options});
  context.setDefaultTimeout(90_000); // a slow machine is no fault
  const page = await context.newPage();
  const root = `${pathToFileURL(WORK).href}/`;
  /** @type {string[]} */
  const faults = [], asked = [];
  const fault = (/** @type {string} */ words) => { if (!expected?.test(words)) faults.push(words); };
  page.on("console", (m) => fault(`console ${m.type()}: ${m.text()}`));
  page.on("pageerror", (e) => fault(`error: ${e.message}`));
  page.on("dialog", (d) => { fault(`dialog: ${d.message()}`); void d.dismiss(); });
  page.on("request", (r) => {
    asked.push(r.url());
    const path = r.url().startsWith(root) ? r.url().slice(root.length).replace(/[?#].*/s, "") : "";
    const wanted = r.isNavigationRequest() ? /^[\w-]+\/((entity|article)\/)?[^/]+\.html$/ : /^[\w-]+\/assets\/(icon\.svg|site\.css|site\.js)$/;
    if (!wanted.test(path)) fault(`request: ${r.url()}`);
  });
  await page.goto(address);
  const close = async () => {
    await context.close();
    assert.deepEqual(faults, []);
  };
  return {page, close, asked};
}

/** @typedef {import("playwright-core").Page} Page */

/** What the address says is seen. @param {Page} page */
export const hash = (page) => page.evaluate(() => decodeURIComponent(location.hash.replaceAll("+", " ")));
/** @param {Page} page @param {string} part */
export const waitForHash = (page, part) => page.waitForFunction((p) => decodeURIComponent(location.hash.replaceAll("+", " ")).includes(p), part);
/** @param {Page} page @param {string} part */
export const waitForNoHash = (page, part) => page.waitForFunction((p) => !decodeURIComponent(location.hash).includes(p), part);
/** @param {Page} page */
export const panel = (page) => page.locator("#panel");
/** @param {Page} page */
export const shownLinks = (page) => page.locator("#drawing a.edge:not(.off)").count();
/** @param {Page} page @param {number} n */
export const waitForLinks = (page, n) => page.waitForFunction((k) => document.querySelectorAll("#drawing a.edge:not(.off)").length === k, n);
/** @param {Page} page */
export const viewBox = (page) => page.locator("#drawing").getAttribute("viewBox");
/** The view is written into the address a moment after it moved. @param {Page} page @param {string} before */
export async function waitForMove(page, before) {
  await page.waitForFunction((b) => location.hash !== b && location.hash.includes("at="), before);
  return page.evaluate(() => location.hash);
}
