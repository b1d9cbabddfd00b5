"""Formats a document as CSV (RFC 4180) with a byte order mark, for spreadsheets; no cell is a formula."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Iterable, Iterator

from empact.documents import (
    CellNote,
    Document,
    Hyperlink,
    Row,
    Section,
    Table,
    Text,
    Value,
    Words,
    cell_parts,
    words_in,
)
from empact.hooks import Artifact, ExportContext, printable

_STARTS = "=\uff1d\ufe66@\uff20\ufe6b"
"""The signs that start a formula or a command in a spreadsheet, also in full width."""
_SIGNS = r"+\-\uff0b\ufe62\uff0d\ufe63"
"""Plus and minus, which start a formula too; those of a list item, with a space and plain words behind, do not."""
_SIGN = re.compile(f"[{_STARTS}{_SIGNS}]")
"""Any of these, wherever it stands: most texts have none, and no place before a formula is looked for."""
_PLACE = r"((?:\A|[;,\t|\r\n])[ \xa0\u3000]*)"
_STARTING = rf"(?='*(?:[{_STARTS}]|[{_SIGNS}](?P<item> [^\W\d])?))"
_FORMULA = re.compile(_PLACE + _STARTING)
"""The place before a formula: at the start of a cell, or behind a separator inside it.

A spreadsheet with another list separator splits a text at that separator, and one that sees the quotes in the middle of
a field ends the row at a line break. Apostrophes that stand there already get one more, so that a reader knows its own.
"""
_ESCAPED = re.compile(f"{_PLACE}'{_STARTING}")
_BETWEEN = "; "


def write(document: Document, ctx: ExportContext) -> Iterator[Artifact]:
    """Return one file for each section, or one file named after the document if it has only one."""
    words = words_in(ctx.language)
    if not document.sections:
        lines = [[words("Marking")], [document.marking]] if document.marking else []
        yield Artifact(f"{document.name}.csv", _encoded(lines))
    for section in document.sections:
        name = document.name if len(document.sections) == 1 else f"{document.name}-{section.key}"
        yield Artifact(f"{name}.csv", _encoded(_lines(section, document.marking, words)))


def _lines(section: Section, marking: str | None, words: Words) -> Iterator[list[str | None]]:
    """Return the head and the rows of a section, each row with the marking."""
    marked = [marking] if marking else []
    body = section.body
    if isinstance(body, Text):
        title = [words("Notes")] if body.notes else []
        yield [section.title, *title, *([words("Marking")] if marking else [])]
        items = cell_parts(body) if body.notes else ()
        for paragraph, parts in itertools.zip_longest(body.paragraphs, items, fillvalue=None):
            notes = "\n\n".join(dict.fromkeys(str(part) for part in parts or () if isinstance(part, CellNote)))
            yield [paragraph, *([notes] if body.notes else []), *marked]
        if marking and not (body.paragraphs or body.notes):
            yield [None, *marked]
        return
    keyed = any(cell.fill_in is not None for row in body.rows for cell in row.cells)
    noted = any(cell.notes or (cell.fill_in and cell.fill_in.options) for row in body.rows for cell in row.cells)
    yield [
        *([words("Key")] if keyed else []),
        *(column.title for column in body.columns),
        *([words("Notes")] if noted else []),
        *([words("Marking")] if marking else []),
    ]
    for row in body.rows:
        yield [
            *([row.key] if keyed else []),
            *map(_format_value, row.values),
            *(["\n\n".join(_notes(body, row))] if noted else []),
            *marked,
        ]
    if marking and not body.rows:
        yield [*([None] * len(body.columns)), *marked]


def _notes(table: Table, row: Row) -> Iterator[str]:
    """Return the notes on the cells of a row, and the answers that its cells to fill in allow, each with its column.

    A note on several cells is written once: ``Leader, Participants: [^7] Only with consent.``
    """
    titles: dict[str, list[str]] = {}
    for column, cell in zip(table.columns, row.cells, strict=True):
        options = () if cell.fill_in is None or not cell.fill_in.options else (", ".join(cell.fill_in.options),)
        for note in dict.fromkeys((*map(str, cell.notes), *options)):
            titles.setdefault(note, []).append(column.title)
    for note, columns in titles.items():
        yield f"{', '.join(columns)}: {note}"


def _format_value(value: Value) -> str | None:
    if isinstance(value, tuple):
        return _BETWEEN.join(_format_value(item) or "" for item in value)
    if isinstance(value, Hyperlink):
        return value.plain
    return None if value is None else str(value)


def _encoded(lines: Iterable[Iterable[str | None]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([harmless(cell) if cell else "" for cell in line] for line in lines)
    return text.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    """Escape a text for a spreadsheet: an apostrophe before each place where a formula would start.

    Control characters are escaped as well.
    """
    return printable(_changed(text, _FORMULA, r"\1'") if _SIGN.search(text) else text)


def unescaped(text: str) -> str:
    """Return a text without the apostrophes of :func:`harmless`."""
    return _changed(text, _ESCAPED, r"\1")


def _changed(text: str, place: re.Pattern[str], change: str) -> str:
    """Change the places before formulas, line by line."""
    return "\n".join(_changed_line(line, place, change) for line in text.split("\n"))


def _changed_line(line: str, place: re.Pattern[str], change: str) -> str:
    plain = 1 + max(map(line.rfind, "(|!"))  # the words of a list item have none of these up to the end of the line

    def changed(match: re.Match[str]) -> str:
        return match[0] if match["item"] and match.end() >= plain else match.expand(change)

    return place.sub(changed, line)
