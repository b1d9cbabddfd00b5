"""Small Word documents with tables, and what the reader of plans makes of them."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from tests.support.council_word.markup import cell as cell_markup
from tests.support.council_word.markup import paragraph, row, run
from tests.support.council_word.markup import table as table_markup
from tests.support.office import word

from empact import Plan, Reading, Session
from empact.hooks import RawDocument, ReadContext
from empact.plugins.importing.docx import read as read_document

TITLES = ("#", "Activity", "Leader", "Timing")
"""The titles of a small plan."""
SESSION = Session()


def text(words: str, look: str = "", properties: str = "") -> str:
    """Return a paragraph."""
    return paragraph(run(words, look), properties)


def cell(words: str = "", properties: str = "", look: str = "") -> str:
    """Return a cell, whose paragraphs are parted by blank lines."""
    return cell_markup("".join(text(part, look) for part in words.split("\n\n")), 1000, properties)


def across(words: str, columns: int = len(TITLES)) -> list[str]:
    """Return the cells of a row with one cell over all columns."""
    return [cell(words, f'<w:gridSpan w:val="{columns}"/>')]


def table(*rows: Sequence[str], columns: int = len(TITLES)) -> str:
    """Return a table of rows, each with its cells: XML, or words."""
    made = (row("".join(each if each.startswith("<w:tc") else cell(each) for each in cells)) for cells in rows)
    return table_markup("".join(made), (1000,) * columns)


def actions(*numbers: str) -> list[tuple[str, ...]]:
    """Return rows of a small plan, each with the number of an action."""
    return [(number, f"Do {number}.", "QM", "May 2031") for number in numbers]


def reading(body: str, **options: str | bool) -> Reading[Plan]:
    """Read the body of a Word document."""
    return SESSION.read(io.BytesIO(word(body)), format="docx", options=options)


def tree(body: str, **options: str | bool) -> Any:
    """Return the tree of the plan in the body of a Word document."""
    return raw(body, **options).tree


def raw(body: str, **options: str | bool) -> RawDocument:
    """Return the tree with its places."""
    return read_document(word(body), ReadContext(file="plan.docx", options=options))


def findings(body: str, **options: str | bool) -> list[str]:
    """Return what the reader reports, each with its place, without what a title says or would say."""
    said = reading(body, **options).diagnostics
    of_title = (
        "The id of the plan is",
        "The document has no title",
        "The title and the subject of the document have no",
    )
    return [
        f"{_place(str(each.place))}{each.kind.name}: {each.message}"
        for each in said
        if not each.message.startswith(of_title)
    ]


def _place(place: str) -> str:
    where = place.partition(", ")[2]
    return f"{where}: " if where else ""


def column(body: str, field: str, **options: str | bool) -> list[Any]:
    """Return a field of each action."""
    return [action.get(field) for action in tree(body, **options)["actions"]]


def joined(parts: Iterable[str]) -> str:
    """Return the parts of a body, with a paragraph between tables, as Word has it."""
    return "<w:p/>".join(parts)
