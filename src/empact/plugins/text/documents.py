"""Formats a document as plain text: tables as aligned columns if they fit, otherwise a block for each row.

A file has its marking at the top and at the end. On a terminal, the marking stands at the top only, headings can have
colours, and sections that readers can do without are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from empact.documents import ColumnType, Document, Layout, Row, Section, Table, TableCell, Text, Words, words_in
from empact.hooks import Artifact, ExportContext, Terminal
from empact.plugins.text.layout import Signs, clean, columns, format_cell, format_value, one_line, padded, wrapped
from empact.plugins.text.paint import Paint
from empact.plugins.text.tables import Grid, aligned, listed

_INDENT = "  "
_ITEM = "- "
"""The start of an item of a list."""
_LEAST = 20
"""The minimum width of a wrapped text, in columns."""
_MOST_LINES = 3
"""The lines that a row of a list in columns has at most on average: with more, rows below each other are better."""


def write(document: Document, ctx: ExportContext) -> Iterator[Artifact]:
    """Write one file, named after the document."""
    width = ctx.options["width"] if ctx.terminal is None else ctx.terminal.width
    text = format_document(document, width, terminal=ctx.terminal, language=ctx.language)
    yield Artifact(f"{document.name}.txt", text.encode())


def format_document(
    document: Document,
    width: int,
    *,
    terminal: Terminal | None = None,
    language: str = "en",
    is_list: bool = False,
) -> str:
    """Return a document as text.

    Args:
        document: The document.
        width: The columns of a line.
        terminal: The terminal that it is printed on; None for a file.
        language: The code of the language of the writer's own words.
        is_list: Whether its tables are lists, such as the rules: they stay in columns as long as rows have few lines,
            and otherwise need no title at each value.
    """
    page = _Page(
        width=max(width, _LEAST),
        words=words_in(language),
        paint=Paint(terminal is not None and terminal.colour),
        signs=Signs.of_terminal(blocks=terminal is None or terminal.blocks),
        on_terminal=terminal is not None,
        is_list=is_list,
        largest=_largest(document),
    )
    text = "\n\n".join(page.blocks(document)).replace("\0", " ")
    return f"{text}\n"


def _largest(document: Document) -> dict[str, int]:
    """Return the largest count by the heading of its column, so that bars of equal length mean the same everywhere."""
    largest: dict[str, int] = {}
    for section in document.sections:
        if isinstance(section.body, Table):
            for heading, number in Grid.of(section.body).largest.items():
                largest[heading] = max(number, largest.get(heading, 0))
    return largest


@attrs.frozen(kw_only=True)
class _Page:
    """The lines of a document in columns of a certain number."""

    width: int
    words: Words
    paint: Paint
    signs: Signs
    on_terminal: bool
    is_list: bool
    largest: Mapping[str, int]

    @property
    def _cut(self) -> Words | None:
        """The language of long lists, which are cut on a terminal only."""
        return self.words if self.on_terminal else None

    def blocks(self, document: Document) -> Iterator[str]:
        """Yield the blocks of a document, between which the file has blank lines."""
        marking = wrapped(one_line(document.marking), self.width) if document.marking else []
        head = [*self._headings(document.title), *self._facts(document)]
        sections = [section for section in document.sections if not (self.on_terminal and section.secondary)]
        covers = 0
        if self.on_terminal:
            # The first texts say what the document comes to: on a terminal, directly below its head.
            while covers < len(sections) and isinstance(sections[covers].body, Text):
                head += [line for block in self._section(sections[covers]) for line in block.split("\n")]
                covers += 1
            if head:
                yield "\n".join([*marking, *head])
        else:
            yield from ["\n".join(marking)] if marking else []
            yield "\n".join(head)
        for place, section in enumerate(sections[covers:]):
            first, *others = self._section(section) or [""]
            above = marking if self.on_terminal and not head and place == 0 else []
            # A command says what its document is, so that its only section, of the same name, needs no heading.
            is_all = self.on_terminal and section.key == document.kind and len(sections) == covers + 1
            title = "" if is_all else section.title
            yield "\n".join([*above, *self._headings(title), first]).rstrip()
            yield from others
        if marking and not self.on_terminal:
            yield "\n".join(marking)

    def _headings(self, title: str) -> list[str]:
        lines: list[str] = []
        for part in map(clean, title.split("\n")):
            # Two spaces set apart an id from a title; wrapping would make them one.
            indent = "    " if self.on_terminal else ""
            own = wrapped(part.replace("  ", "\0 "), self.width, indent=len(indent))
            lines += [line if index == 0 else f"{indent}{line}" for index, line in enumerate(own)]
        return [self.paint.heading(line) for line in lines if line.strip()]

    def _facts(self, document: Document) -> list[str]:
        titled = ((self.words.property_title(key), format_value(value)) for key, value in document.properties.items())
        return self._titled([(one_line(title), clean(text)) for title, text in titled], self.width)

    def _titled(self, texts: list[tuple[str, str]], width: int) -> list[str]:
        """Return texts as lines, behind their titles; on a terminal, short ones with a title share a line."""
        lines: list[str] = []
        for title, text in texts:
            own = _lines(text, f"{title}: " if title else "", width)
            joined = f"{lines[-1]}{self.signs.between}{own[0]}" if title and lines and len(own) == 1 else ""
            if self.on_terminal and joined and not lines[-1].startswith(" ") and columns(joined) <= width:
                lines[-1] = joined
            else:
                lines += own
        return lines

    def _section(self, section: Section) -> list[str]:
        """Return the blocks of a section, between which the file has blank lines."""
        body = section.body
        if isinstance(body, Text):
            notes = [line for note in body.notes for line in _lines(clean(str(note)), "", self.width)]
            paragraphs = ["\n".join(_lines(clean(paragraph), "", self.width)) for paragraph in body.paragraphs]
            texts: list[str] = []
            for paragraph in paragraphs:
                if texts and (self.on_terminal or (texts[-1].startswith(_ITEM) and paragraph.startswith(_ITEM))):
                    texts[-1] += f"\n{paragraph}"
                else:
                    texts.append(paragraph)
            return [*texts, *(["\n".join(notes)] if notes else [])]
        if not body.rows:
            return [self.words("None.")]
        notes = [line for note in _notes(body, *body.rows) for line in _lines(note, "", self.width)]
        if self.on_terminal and section.layout is Layout.RECORDS and any(row.named_by == 0 for row in body.rows):
            return ["\n".join(self._named(body, row)) for row in body.rows]
        if section.layout is Layout.LIST:
            return ["\n".join(listed(body, self.width, self.signs)), *(["\n".join(notes)] if notes else [])]
        grid = Grid.of(body, self._cut)
        lines = None if section.layout is Layout.RECORDS else aligned(grid, self.width, self.signs, self.largest)
        untitled = self.is_list and section.layout is not Layout.RECORDS
        most = len(body.rows) * (_MOST_LINES if untitled else 1) + 1
        if lines is None or (self.on_terminal and not any(grid.counts) and len(lines) > most):
            blocks = [self._item(row) if untitled else self._block(body, row) for row in body.rows]
            if lines is None or sum(map(len, blocks)) < len(lines):
                return self._records(blocks)
        if grid.has_signs:
            lines.append(self.words("{x} certain  {o} possible", x=self.signs.certain, o=self.signs.possible))
        return ["\n".join(lines), *(["\n".join(notes)] if notes else [])]

    def _records(self, blocks: list[list[str]]) -> list[str]:
        """Return rows below each other: with blank lines between them, or on a terminal all but the first line in."""
        if not self.on_terminal:
            return ["\n".join(block) for block in blocks]
        return ["\n".join(line for first, *others in blocks for line in (first, *(f"  {other}" for other in others)))]

    def _item(self, row: Row) -> list[str]:
        """Return a row of a list as lines: the last value, which is the longest, below the others."""
        texts = [format_cell(cell) for cell in row.cells]
        first = _lines(self.signs.between.join(filter(None, texts[:-1])), "", self.width)
        return [*first, *(_lines(texts[-1], "", self.width - 2) if texts[-1] else [])]

    def _named(self, table: Table, row: Row) -> list[str]:
        """Return a row below its name, with the titles of its values in one column and the notes on its cells last."""
        (_, name), *filled = _filled(table, row, None)
        texts = [*filled, *((self.words("Note"), note) for note in _notes(table, row))]
        size = max((columns(title) for title, _ in texts), default=0)
        start = 2 * len(_INDENT) + size
        if self.width - start < _LEAST:
            return self._records([self._block(table, row)])
        lines = self._headings(name)
        for title, text in texts:
            for place, line in enumerate(wrapped(text, self.width, start, start)):
                lines.append(f"{_INDENT}{padded('' if place else title, size)}{_INDENT}{line}")
        return lines

    def _block(self, table: Table, row: Row) -> list[str]:
        """Return a row as lines with a title each, and the notes on its cells last; empty cells are left out.

        On a terminal, a day at the beginning needs no title.
        """
        filled = _filled(table, row, self._cut)
        if self.on_terminal and table.columns[0].type is ColumnType.DATE and row.cells[0].value is not None:
            filled[0] = ("", filled[0][1])
        texts = [*filled, *((self.words("Note"), note) for note in _notes(table, row))]
        return self._titled(texts, self.width - 2 if self.on_terminal else self.width) or [""]


def _filled(table: Table, row: Row, cut: Words | None) -> list[tuple[str, str]]:
    """Return the cells of a row that are not empty, as titles and texts."""
    return [
        (one_line(column.title), format_cell(cell, cut))
        for column, cell in zip(table.columns, row.cells, strict=True)
        if cell.value is not None or cell.fill_in is not None
    ]


def _notes(table: Table, *rows: Row) -> list[str]:
    """Return the notes on the cells of rows, each once: one without a mark needs the place that it belongs to."""

    def located(row: Row, title: str, cell: TableCell) -> Iterator[str]:
        for note in cell.notes:
            yield clean(str(note) if note.mark is not None else f"{row.key}, {title}: {note}")

    pairs = ((row, column.title, cell) for row in rows for column, cell in zip(table.columns, row.cells, strict=True))
    return list(dict.fromkeys(note for row, title, cell in pairs for note in located(row, title, cell)))


def _lines(text: str, start: str, width: int) -> list[str]:
    """Return a text as lines, the first behind ``start`` and the others below it, two columns in."""
    indent = "  " if start else ""
    first, *others = wrapped(text, width, columns(start), len(indent)) or [""]
    return [f"{start}{first}".rstrip(), *(f"{indent}{line}" for line in others)]
