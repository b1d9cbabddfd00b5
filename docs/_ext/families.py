"""Generates ``reference/families/`` before each build: many cells, with what empact makes of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from pages import escape, table, write_folder
from tests.support.family_cells import NAMES, Outcome, outcomes

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_TITLES = {
    "comments": "Comments in YAML",
    "expressions": "Expressions of later plans",
    "kpis": "KPIs",
    "names": "Names of parties, and hints",
}
_HEAD = """# Families of cells

This page and the pages below are generated: `empact` reads each cell, and the rules check it. The cells are invented,
in the style of real plans. What each of them means was written down before the parser could read it.

- *Read*: all words are understood.
- *Open*: all words are understood, but they name a group and not its members ("relevant MS"). No member is assumed, and
  a rule lists the group.
- *Reported*: some words are not understood or can mean two things, a name is not known, or a time lies outside the
  plan. They are kept, and a rule reports them.
- *Differs*: the result is not what was written first. The page says why.
"""
_PAGE = """This page is generated: `empact` reads each cell, and the rules check it.
[Families of cells](index.md) explains the words.
"""
_COUNTS = ("cells", "read", "open", "reported")


class _Row(NamedTuple):
    """A cell, what empact makes of it, and why that is not what was written first."""

    cell: Mapping[str, Any]
    outcome: Outcome

    @property
    def text(self) -> str:
        lines = str(self.cell["text"]).strip("\n").split("\n")
        indents = ("&nbsp;" * (len(line) - len(line.lstrip())) for line in lines)
        return "<br>".join(indent + escape(line) for indent, line in zip(indents, lines, strict=True))

    @property
    def differs(self) -> str | None:
        return self.cell.get("blind") or self.cell.get("disputed")

    @property
    def verdict(self) -> str:
        return f"{self.outcome.verdict}, differs" if self.differs else self.outcome.verdict

    @property
    def counted(self) -> tuple[str, ...]:
        return ("cells", self.outcome.verdict)


class _Family(NamedTuple):
    name: str
    rows: list[_Row]


def _count(rows: Iterable[_Row]) -> Iterator[str]:
    found = Counter(word for row in rows for word in row.counted)
    return (f"{found[word]:,}" for word in _COUNTS)


def _summary(families: Iterable[tuple[str, list[_Row]]]) -> Iterator[str]:
    groups = list(families)
    together = [row for _, rows in groups for row in rows]
    rows = [(name, *_count(rows)) for name, rows in (*groups, ("all", together))]
    yield from table(("family", *_COUNTS), rows)
    yield from ("", f"{sum(row.differs is not None for row in together)} cells differ from what was written first.", "")


def _cell(row: _Row) -> str:
    place = row.cell.get("plan")
    return row.text if place is None else f"{row.text}<br>*{escape(place)}*"


def _family(family: _Family) -> Iterator[str]:
    yield from (f"## {family.name}", "")
    yield from table(
        ("cell", "understood", "verdict"),
        ((_cell(row), "<br>".join(map(escape, row.outcome.understood)), row.verdict) for row in family.rows),
    )
    refused = [row for row in family.rows if row.outcome.reports]
    if refused:
        yield from ("", "Reported:", "")
    for row in refused:
        why = row.cell.get("why")
        words = " ".join(row.outcome.reports)
        yield f"- **{row.text}**: {escape(words)}" + (f" Why: {escape(why)}." if why else "")
    different = [row for row in family.rows if row.differs]
    if different:
        yield from ("", "Written first, and why it differs:", "")
    yield from (f"- **{row.text}**: {escape(row.differs)}" for row in different)
    yield ""


def pages() -> dict[str, str]:
    """Return the text of each page by the name of its file: ``index.md``, and one for each file of families."""
    made: dict[str, str] = {}
    totals: list[tuple[str, list[_Row]]] = []
    for name in NAMES:
        families = [_Family(_title(family["family"]), [_Row(*row) for row in rows]) for family, rows in outcomes(name)]
        summary = _summary((f"[{family.name}](#{_anchor(family.name)})", family.rows) for family in families)
        tables = (line for family in families for line in _family(family))
        made[f"{name}.md"] = "\n".join((f"# {_title(name)}", "", _PAGE, *summary, *tables))
        totals.append((f"[{_title(name)}]({name}.md)", [row for family in families for row in family.rows]))
    made["index.md"] = "\n".join((_HEAD, *_summary(totals), "```{toctree}", ":hidden:", *NAMES, "```", ""))
    return made


def _title(name: str) -> str:
    return _TITLES.get(name, name[:1].upper() + name[1:])


def _anchor(title: str) -> str:
    """Return the anchor that MyST gives to a heading."""
    kept = "".join(sign for sign in title.lower() if sign.isalnum() or sign in " -_")
    return kept.replace(" ", "-")


def write_pages(app: Sphinx) -> None:
    """Write the pages, and remove the pages of families that are gone."""
    write_folder(app.srcdir / "reference" / "families", pages())


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.connect("builder-inited", write_pages)
    return {"parallel_read_safe": True}
