"""Generates ``reference/entry-kinds.txt`` before each build: a table with a row for each kind of ledger entry."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pages import write

from empact.model import EntryFacts, EntryKind

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def _required(facts: EntryFacts) -> Iterator[str]:
    for field in facts.needs:
        yield " or ".join(f"`{accepted}`" for accepted in facts.accepts(field))


def _table() -> Iterator[str]:
    yield from (
        "| kind | records | required keys, in addition to the keys in bold | other usual keys |",
        "|---|---|---|---|",
    )
    for kind in EntryKind:
        facts = kind.facts
        usual = ", ".join(f"`{field}`" for field in facts.allows)
        yield f"| `{kind.value}` | {facts.help} | {', '.join(_required(facts))} | {usual} |"


def write_table(app: Sphinx) -> None:
    """Write the table, which a page includes."""
    write(app.srcdir / "reference" / "entry-kinds.txt", "\n".join((*_table(), "")))


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.connect("builder-inited", write_table)
    return {"parallel_read_safe": True}
