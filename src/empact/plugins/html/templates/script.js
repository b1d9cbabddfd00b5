
(() => {
  "use strict";
  const field = document.getElementById("filter");
  const found = document.getElementById("found");
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const names = new Map(Object.entries(JSON.parse(field.parentElement.dataset.names)));
  // A place at which a line may break, in the middle of a text.
  const isBreak = (node) => node !== null && node.nodeName === "WBR";
  // The codes that are items of the short texts in a part, not words of a sentence, as names.py finds them.
  const codes = (part) => {
    const [found, walker] = [[], document.createTreeWalker(part, NodeFilter.SHOW_TEXT)];
    while (walker.nextNode()) {
      let node = walker.currentNode;
      if (isBreak(node.previousSibling)) continue;
      let text = node.data;
      while (isBreak(node.nextSibling)) text += (node = node.nextSibling.nextSibling).data;
      for (const item of text.length > 200 ? [] : text.replace(/\([^()]*\)/g, "").split(/[,:;/\n]/)) {
        const each = item.trim().replace(/\.$/, "").split(" and ");
        if (each.every((code) => names.has(code))) found.push(...each);
      }
    }
    return found;
  };
  // The text of some parts, and the names of the parties whose codes are in it.
  const searched = (...parts) => ({
    text: plain(parts.map((part) => part.textContent).join("\n")),
    named: plain(parts.flatMap(codes).map((code) => ` ${names.get(code)} `).join("")),
  });
  const texts = (part, selector) => searched(...part.querySelectorAll(selector));
  const entries = new Map(Array.from(document.querySelectorAll("nav li"), (entry) => [entry.querySelector("a").hash, entry]));
  const sections = Array.from(document.querySelectorAll("section"), (section) => ({
    section,
    entry: entries.get("#" + section.querySelector("h2").id),
    title: texts(section, "h2"),
    rest: texts(section, ":scope > p:not(.count), .chart text, .chart title, .notes li"),
    rows: Array.from(section.querySelectorAll('[id^="row/"]'), (row) => [row, searched(row)]),
  }));
  const total = sections.reduce((sum, { rows }) => sum + rows.length, 0);

  // Only what has all of the words is shown; a section that has them in its title alone is shown with all rows.
  const filter = () => {
    const words = plain(field.value).split(/\s+/).filter(Boolean);
    // A name needs one long word, and its short words are whole ones: HU is inside "Lithuania", and many names have "for".
    const isLong = (word) => word.length > 3;
    const fits = ({ text, named }) => {
      const isNamed = words.some((word) => isLong(word) && named.includes(word));
      return words.every((word) => text.includes(word) || (isNamed && named.includes(isLong(word) ? word : ` ${word} `)));
    };
    let shown = 0;
    for (const { section, entry, title, rest, rows } of sections) {
      const fitting = rows.filter(([, text]) => fits(text)).length;
      const whole = !fitting && fits(title);
      for (const [row, text] of rows) row.hidden = !whole && !fits(text);
      section.hidden = !fitting && !whole && !fits(rest);
      if (entry) entry.hidden = section.hidden;
      shown += whole ? rows.length : fitting;
    }
    found.textContent = words.length
      ? found.dataset.words.replace("{shown}", shown).replace("{all}", total)
      : "";
  };

  field.parentElement.hidden = false;
  field.addEventListener("input", filter);
  // A link to something that the search hides ends the search.
  addEventListener("hashchange", () => {
    const target = document.getElementById(location.hash.slice(1));
    if (target && target.closest("[hidden]")) {
      field.value = "";
      filter();
      target.scrollIntoView();
    }
  });
})();
