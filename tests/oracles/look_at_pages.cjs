// Opens pages in headless Chromium and prints what it finds as JSON.
//
//     node look_at_pages.cjs NODE_MODULES CHROMIUM FOLDER PAGE...
//
// FOLDER gets a picture of each page at each width and in each colour scheme, and its PDF.

const path = require("node:path");
const { pathToFileURL } = require("node:url");

const [modules, chromium, folder, ...pages] = process.argv.slice(2);
const puppeteer = require(path.join(modules, "puppeteer-core"));
const axe = require(path.join(modules, "axe-core"));
const WIDTHS = { phone: [360, 740], desktop: [1280, 900] };
const AXE = { resultTypes: ["violations"], runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };

// What a reader sees of a page, without the field that its script shows.
const text = (page) =>
  page.evaluate(() => Array.from(document.querySelectorAll("h1, dl, nav, section, .marking"), (part) => part.innerText).join("\n"));

// The labels and shapes that are not completely inside their picture.
const clipped = (page) =>
  page.evaluate(() =>
    Array.from(document.querySelectorAll(".chart .scroll svg"), (picture) => {
      const { width, height } = picture.viewBox.baseVal;
      return Array.from(picture.querySelectorAll("text, path, rect, circle"), (part) => [part, part.getBBox()])
        .filter(([, box]) => box.x < -1 || box.y < -1 || box.x + box.width > width + 1 || box.y + box.height > height + 1)
        .map(([part]) => part.outerHTML);
    }).flat(),
  );

// The words of the titles of columns that do not fit into a line.
const broken = (page) =>
  page.evaluate(() =>
    Array.from(document.querySelectorAll('thead th[scope="col"]'), (title) => {
      const [text, range] = [title.firstChild, document.createRange()];
      return Array.from(text.data.matchAll(/\S+/g)).filter((word) => {
        range.setStart(text, word.index);
        range.setEnd(text, word.index + word[0].length);
        return range.getClientRects().length > 1;
      }).map(([word]) => word);
    }).flat(),
  );

// What is left of a page when the field of the search, which the keyboard reaches, has the words of a row.
async function search(page) {
  let steps = 0;
  while (steps++ < 300 && (await page.evaluate(() => document.activeElement.id)) !== "filter") await page.keyboard.press("Tab");
  const words = await page.evaluate(() => document.querySelector('[id^="row/"]').innerText.trim().split(/\s+/).slice(0, 2).join(" "));
  await page.keyboard.type(words);
  const found = await page.evaluate((words) => {
    const shown = (selector) => Array.from(document.querySelectorAll(selector)).filter((part) => part.checkVisibility());
    const names = Object.entries(JSON.parse(document.querySelector(".search").dataset.names));
    const named = (part) => names.filter(([code]) => new RegExp(`\\b${code}\\b`).test(part.innerText)).map(([, name]) => name);
    const text = (part) => [part.textContent, ...named(part)].join("\n").toLowerCase();
    const fits = (part) => words.toLowerCase().split(" ").every((word) => text(part).includes(word));
    return {
      words,
      first: shown('[id^="row/"]')[0] === document.querySelector('[id^="row/"]'),
      others: shown("section").filter((section) => !fits(section)).map((section) => section.innerText),
      entries: shown("nav li").length === (document.querySelector("nav") ? shown("section").length : 0),
      count: document.getElementById("found").textContent,
    };
  }, words);
  await page.keyboard.press("Escape"); // it empties the field
  const left = await page.evaluate(() => document.querySelectorAll("[hidden]:not(.search)").length);
  return { ...found, reached: steps <= 300, left, named: await byName(page) };
}

// Whether the name of a party finds a row that has only its code, and no row that has it only as a word of a sentence;
// null if the page has no such row.
async function byName(page) {
  const party = await page.evaluate(() => {
    const names = new Map(Object.entries(JSON.parse(document.querySelector(".search").dataset.names)));
    for (const cell of document.querySelectorAll('[id^="row/"] :is(td, th)')) {
      const [name, row] = [names.get(cell.innerText.trim()), cell.closest('[id^="row/"]')];
      if (name && !row.innerText.includes(name)) return { code: cell.innerText.trim(), name, row: row.id };
    }
    return null;
  });
  if (!party) return null;
  await page.keyboard.type(party.name);
  const isRight = await page.evaluate(({ code, name, row }) => {
    const item = new RegExp(`(^|[,:;/\\t]| and) *${code} *($|[.,:;/([\\t]| and)`, "m");
    const shown = Array.from(document.querySelectorAll('[id^="row/"]')).filter((part) => part.checkVisibility());
    const isFitting = ({ innerText }) => item.test(innerText) || innerText.toLowerCase().includes(name.toLowerCase());
    return shown.some((part) => part.id === row) && shown.every(isFitting);
  }, party);
  await page.keyboard.press("Escape");
  return isRight;
}

async function look(browser, file, width, scheme) {
  const page = await browser.newPage();
  const noise = [];
  const address = pathToFileURL(file).href;
  page.on("request", (request) => {
    const url = request.url();
    if (url !== address && url !== "data:,") noise.push(`request ${url}`);
  });
  page.on("console", (message) => noise.push(`console ${message.text()}`));
  page.on("pageerror", (error) => noise.push(`error ${error.message}`));
  const [across, down] = WIDTHS[width];
  await page.setViewport({ width: across, height: down, isMobile: width === "phone", hasTouch: width === "phone" });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.goto(address, { waitUntil: "load" });
  const rules = await page.evaluate(() => document.styleSheets[0].cssRules.length);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  const rows = await page.evaluate(() => document.querySelectorAll('[id^="row/"]').length);
  const name = path.basename(file, ".html");
  await page.screenshot({ path: path.join(folder, `${name}-${width}-${scheme}.png`), fullPage: true });
  const charts = await page.evaluate(() => document.querySelectorAll(".chart .scroll svg").length);
  const outside = await clipped(page);
  const breaks = await broken(page);
  let shown = rows;
  let found = null;
  if (rows) {
    if (width === "desktop") found = await search(page);
    await page.type("#filter", "no such word anywhere");
    shown = await page.evaluate(() => Array.from(document.querySelectorAll("section")).filter((part) => part.checkVisibility()).length);
    await page.evaluate(() => {
      const field = document.getElementById("filter");
      field.value = "";
      field.dispatchEvent(new Event("input"));
    });
  }
  const heard = [...noise];
  await page.evaluate(axe.source);
  const { violations, passes } = await page.evaluate((options) => window.axe.run(options), AXE);
  const pdf = width === "desktop" && scheme === "dark" ? path.join(folder, `${name}.pdf`) : null;
  if (pdf) await page.pdf({ path: pdf, preferCSSPageSize: true, tagged: true });
  const withScript = await text(page);
  await page.setJavaScriptEnabled(false);
  await page.reload({ waitUntil: "load" });
  const withoutScript = await text(page);
  await page.close();
  return {
    page: name, width, scheme, noise: heard, overflow, rules, rows, shown, pdf, passes: passes.length, charts, outside, breaks, found,
    with_script: withScript, without_script: withoutScript,
    violations: violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 3).map((node) => node.html).join(" ")}`),
  };
}

(async () => {
  const browser = await puppeteer.launch({ executablePath: chromium, args: ["--no-sandbox", "--disable-gpu"] });
  const found = [];
  for (const file of pages)
    for (const width of Object.keys(WIDTHS))
      for (const scheme of ["light", "dark"]) found.push(await look(browser, file, width, scheme));
  await browser.close();
  console.log(JSON.stringify(found));
})();
