// Parses and draws graphs with Mermaid itself in headless Chromium, and prints what it finds as JSON.
//
//     node draw_mermaid.cjs NODE_MODULES CHROMIUM FOLDER GRAPH...
//
// FOLDER gets a picture of each graph.

const fs = require("node:fs");
const path = require("node:path");

const [modules, chromium, folder, ...graphs] = process.argv.slice(2);
const puppeteer = require(path.join(modules, "puppeteer-core"));

async function draw(browser, file) {
  const page = await browser.newPage();
  const noise = [];
  page.on("request", (request) => noise.push(`request ${request.url()}`));
  page.on("console", (message) => noise.push(`console ${message.text()}`));
  page.on("dialog", (dialog) => dialog.dismiss().then(() => noise.push(`dialog ${dialog.message()}`)));
  page.on("pageerror", (error) => noise.push(`error ${error.message}`));
  await page.setViewport({ width: 2400, height: 1800 });
  await page.setContent("<!doctype html><meta charset=utf-8><body></body>");
  await page.addScriptTag({ content: fs.readFileSync(path.join(modules, "mermaid/dist/mermaid.min.js"), "utf-8") });
  const found = await page.evaluate(async (text) => {
    mermaid.initialize({ startOnLoad: false });
    const parsed = await mermaid.parse(text);
    const { svg } = await mermaid.render("graph", text);
    document.body.innerHTML = svg;
    const texts = (selector) => Array.from(document.querySelectorAll(selector), (part) => part.textContent.trim());
    return {
      type: parsed.diagramType,
      title: texts(".flowchartTitleText"),
      nodes: texts(".node"),
      groups: texts(".cluster-label"),
      edges: document.querySelectorAll(".edgePaths path.flowchart-link").length,
      labels: texts(".edgeLabel .label").filter(Boolean),
    };
  }, fs.readFileSync(file, "utf-8"));
  const name = path.basename(file, ".mmd");
  await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true });
  await page.close();
  return { graph: name, noise, ...found };
}

(async () => {
  const browser = await puppeteer.launch({ executablePath: chromium, args: ["--no-sandbox", "--disable-gpu"] });
  const found = [];
  for (const file of graphs) found.push(await draw(browser, file));
  await browser.close();
  console.log(JSON.stringify(found));
})();
