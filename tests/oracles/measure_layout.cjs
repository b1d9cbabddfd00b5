// Measures the tables and words of pages in headless Chromium and prints what it finds as JSON.
//
//     node measure_layout.cjs NODE_MODULES CHROMIUM PAGE...

const path = require("node:path");
const { pathToFileURL } = require("node:url");

const [modules, chromium, ...pages] = process.argv.slice(2);
const puppeteer = require(path.join(modules, "puppeteer-core"));
const MM = 96 / 25.4;

// The tables that are wider than their box, and the words that are in two lines although no sign in them allows a break.
const measure = () => {
  // A phone has the titles of columns in a box of one pixel, for screen readers.
  const isHidden = (part) => part.closest("svg, script, style, .hidden, .skip") || part.closest("thead")?.offsetWidth < 2;
  const shown = (part) => part.checkVisibility() && !isHidden(part);
  const boxes = Array.from(document.querySelectorAll(".scroll")).filter((box) => box.querySelector("table") && shown(box));
  const wide = boxes.filter((box) => box.scrollWidth > box.clientWidth + 1).map((box) => box.querySelector("table").id);
  const range = document.createRange();
  const place = (text, start, end) => {
    range.setStart(text, start);
    range.setEnd(text, end);
    return range.getClientRects();
  };
  const broken = [];
  let words = 0;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    if (!shown(text.parentElement)) continue;
    for (const word of text.data.matchAll(/\S+/g)) {
      words += 1;
      const [start, end] = [word.index, word.index + word[0].length];
      if (new Set(Array.from(place(text, start, end), (box) => Math.round(box.top))).size < 2) continue;
      const tops = Array.from(word[0], (_, at) => Math.round(place(text, start + at, start + at + 1)[0]?.top ?? 0));
      const ends = tops.map((top, at) => (at && top > tops[at - 1] + 3 ? word[0][at - 1] : "-"));
      if (ends.some((sign) => !"-\u2010\u2013\u2014/".includes(sign))) broken.push(word[0]);
    }
  }
  return { tables: boxes.length, wide, words, broken, overflow: document.documentElement.scrollWidth > window.innerWidth };
};

(async () => {
  const browser = await puppeteer.launch({ executablePath: chromium, args: ["--no-sandbox", "--disable-gpu"] });
  const page = await browser.newPage();
  const found = [];
  for (const file of pages) {
    await page.emulateMediaType("screen");
    await page.setViewport({ width: 1280 - 15, height: 900 }); // without the bar to scroll down
    await page.goto(pathToFileURL(file).href, { waitUntil: "load" });
    const add = async (where) => found.push({ page: path.basename(file, ".html"), where, ...(await page.evaluate(measure)) });
    await add("window");
    await page.setViewport({ width: 390, height: 844 });
    await add("phone");
    await page.emulateMediaType("print");
    const across = await page.evaluate(() => document.querySelector("style").textContent.includes("size: A4 landscape"));
    await page.setViewport({ width: Math.round(((across ? 297 : 210) - 24) * MM), height: 900 });
    await add("paper");
  }
  await browser.close();
  console.log(JSON.stringify(found));
})();
