"""Formats a document as plain text: tables as aligned columns if they fit, otherwise a block for each row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from empact.documents import (
    ColumnType,
    Document,
    Hyperlink,
    Layout,
    Row,
    Section,
    Table,
    TableCell,
    Text,
    Value,
    Words,
    words_in,
)
from empact.hooks import Artifact, ExportContext, printable
from empact.plugins.text.layout import columns, padded, wrapped

_LEAST = 20
"""The minimum width of a wrapped text, in columns."""
_BLANK = "\0" * 6
"""The space for an answer, as a word that is not wrapped: the text of a document has no control characters."""
_GAPS = (2, 1)
"""The spaces between the columns of a table: the first that makes it fit."""


def write(document: Document, ctx: ExportContext) -> Iterator[Artifact]:
    """Write one file, named after the document, with its marking at the top and at the end."""
    blocks = _blocks(document, max(ctx.options["width"], _LEAST), words_in(ctx.language))
    text = "\n\n".join(blocks).replace("\0", " ")
    yield Artifact(f"{document.name}.txt", f"{text}\n".encode())


def _blocks(document: Document, width: int, words: Words) -> Iterator[str]:
    marking = ["\n".join(wrapped(_line(document.marking), width))] if document.marking else []
    yield from marking
    facts = (
        _lines(_clean(_format_value(value)), f"{_line(words.property_title(key))}: ", width)
        for key, value in document.properties.items()
    )
    yield "\n".join([*_heading(document.title, "=", width), *(line for lines in facts for line in lines)])
    for section in document.sections:
        heading = "\n".join(_heading(section.title, "-", width))
        first, *others = _section(section, width, words) or [""]
        yield f"{heading}\n{first}".rstrip()
        yield from others
    yield from marking


def _heading(title: str, mark: str, width: int) -> list[str]:
    lines = wrapped(_line(title), width)
    return [*lines, mark * max(map(columns, lines), default=0)]


def _section(section: Section, width: int, words: Words) -> list[str]:
    """Return the blocks of a section, between which the file has blank lines."""
    body = section.body
    if isinstance(body, Text):
        notes = ["\n".join(line for note in body.notes for line in _lines(_clean(str(note)), "", width))]
        paragraphs = ("\n".join(_lines(_clean(paragraph), "", width)) for paragraph in body.paragraphs)
        return [*paragraphs, *(notes if body.notes else [])]
    if not body.rows:
        return [words("None.")]
    aligned = None if section.layout is Layout.RECORDS else _aligned(body, width)
    return ["\n".join(_block(body, row, width, words)) for row in body.rows] if aligned is None else aligned


def _aligned(table: Table, width: int) -> list[str] | None:
    """Return a table as aligned columns, and its notes; None if it does not fit."""
    head = [_line(column.title) for column in table.columns]
    body = [[_format_cell(cell) for cell in row.cells] for row in table.rows]
    if any("\n" in text for texts in body for text in texts):
        return None
    sizes = [max(map(columns, texts)) for texts in zip(head, *body, strict=True)]
    gap = next((gap for gap in _GAPS if sum(sizes) + gap * (len(sizes) - 1) <= width), None)
    if gap is None:
        return None
    right = [column.type is ColumnType.NUMBER for column in table.columns]
    rule = ["-" * size for size in sizes]
    lines = [_join(texts, sizes, right, gap) for texts in (head, rule, *body)]
    notes = dict.fromkeys(
        _located(str(note), row, column.title, marked=note.mark is not None)
        for row in table.rows
        for column, cell in zip(table.columns, row.cells, strict=True)
        for note in cell.notes
    )
    return [
        "\n".join(lines),
        *(["\n".join(line for note in notes for line in _lines(note, "", width))] if notes else []),
    ]


def _join(texts: Sequence[str], sizes: Sequence[int], right: Sequence[bool], gap: int) -> str:
    cells = (padded(text, size, right=side) for text, size, side in zip(texts, sizes, right, strict=True))
    return (" " * gap).join(cells).rstrip()


def _located(note: str, row: Row, title: str, *, marked: bool) -> str:
    """Return a note below a table: one without a mark needs the place that it belongs to."""
    return _clean(note if marked else f"{row.key}, {title}: {note}")


def _block(table: Table, row: Row, width: int, words: Words) -> Iterator[str]:
    """Return a row as lines with a title each, and the notes on its cells last; empty cells are left out."""
    filled = [
        (f"{_line(column.title)}: ", _format_cell(cell))
        for column, cell in zip(table.columns, row.cells, strict=True)
        if cell.value is not None or cell.fill_in is not None
    ]
    notes = dict.fromkeys(
        _located(str(note), row, column.title, marked=note.mark is not None)
        for column, cell in zip(table.columns, row.cells, strict=True)
        for note in cell.notes
    )
    for start, text in (*filled, *((f"{words('Note')}: ", note) for note in notes)):
        yield from _lines(text, start, width)


def _lines(text: str, start: str, width: int) -> list[str]:
    """Return a text as lines, the first behind ``start`` and the others below it, two columns in."""
    indent = "  " if start else ""
    first, *others = wrapped(text, width, columns(start), len(indent)) or [""]
    return [f"{start}{first}".rstrip(), *(f"{indent}{line}" for line in others)]


def _clean(text: str) -> str:
    """Escape control characters; a tab becomes a space."""
    return printable(text).replace("\t", " ")


def _line(text: str) -> str:
    """Return a text in one line, with control characters as escapes."""
    return " ".join(printable(text).split())


def _format_cell(cell: TableCell) -> str:
    text = _clean(_format_value(cell.value))
    if cell.fill_in is None:
        return text
    options = f" ({', '.join(map(_line, cell.fill_in.options))})" if cell.fill_in.options else ""
    return f"[{text or _BLANK}]{options}"


def _format_value(value: Value) -> str:
    if isinstance(value, tuple):
        return "; ".join(map(_format_value, value))
    if isinstance(value, Hyperlink):
        return value.plain
    return "" if value is None else str(value)
