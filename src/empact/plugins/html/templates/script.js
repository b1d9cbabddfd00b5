
(() => {
  "use strict";
  const field = document.getElementById("filter");
  const found = document.getElementById("found");
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const texts = (part, selector) => plain(Array.from(part.querySelectorAll(selector), (each) => each.textContent).join("\n"));
  const entries = new Map(Array.from(document.querySelectorAll("nav li"), (entry) => [entry.querySelector("a").hash, entry]));
  const sections = Array.from(document.querySelectorAll("section"), (section) => ({
    section,
    entry: entries.get("#" + section.querySelector("h2").id),
    title: texts(section, "h2"),
    rest: texts(section, ":scope > p:not(.count), .chart text, .chart title, .notes li"),
    rows: Array.from(section.querySelectorAll('[id^="row/"]'), (row) => [row, plain(row.textContent)]),
  }));
  const total = sections.reduce((sum, { rows }) => sum + rows.length, 0);

  // Only what has all of the words is shown; a section that has them in its title alone is shown with all rows.
  const filter = () => {
    const words = plain(field.value).split(/\s+/).filter(Boolean);
    const fits = (text) => words.every((word) => text.includes(word));
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
