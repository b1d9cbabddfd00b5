// Opens pages in headless Chromium, light on a phone and dark on a desktop, and prints what axe finds as JSON.
//
//     node check_access.cjs NODE_MODULES CHROMIUM PAGE...

const path = require("node:path");
const { pathToFileURL } = require("node:url");

const [modules, chromium, ...pages] = process.argv.slice(2);
const puppeteer = require(path.join(modules, "puppeteer-core"));
const axe = require(path.join(modules, "axe-core"));
const LOOKS = [
  { width: "phone", size: [360, 740], scheme: "light" },
  { width: "desktop", size: [1280, 900], scheme: "dark" },
];
const AXE = { resultTypes: ["violations"], runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };

async function check(browser, file, { width, size, scheme }) {
  const page = await browser.newPage();
  const [across, down] = size;
  await page.setViewport({ width: across, height: down, isMobile: width === "phone", hasTouch: width === "phone" });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.goto(pathToFileURL(file).href, { waitUntil: "load" });
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  await page.evaluate(axe.source);
  const { violations, passes } = await page.evaluate((options) => window.axe.run(options), AXE);
  await page.close();
  return {
    page: file, width, scheme, overflow, passes: passes.length,
    violations: violations.map(({ id, nodes }) => `${id}: ${nodes.length}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 200)).join(" ")}`),
  };
}

(async () => {
  const browser = await puppeteer.launch({ executablePath: chromium, args: ["--no-sandbox", "--disable-gpu"] });
  const found = [];
  for (const file of pages)
    for (const look of LOOKS) found.push(await check(browser, file, look));
  await browser.close();
  console.log(JSON.stringify(found));
})();
