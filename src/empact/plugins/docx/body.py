"""Fills the body of a file: cover, title, headings, texts and tables, each on pages of the format that it needs."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

import attrs

from empact.documents import (
    CellNote,
    Document,
    Hyperlink,
    Layout,
    Part,
    Section,
    StyledText,
    Table,
    TableCell,
    Text,
    Words,
    cell_parts,
)
from empact.plugins.docx.markup import Notes, Styles, clean, elements, escape, paragraph, run, styled
from empact.plugins.docx.pages import AFTER_A_TABLE, Pages
from empact.plugins.docx.tables import TableWriter, Widths, paragraphs, plain, table_widths

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TIGHT = '<w:spacing w:after="40"/>'
"""The space below a line of several that belong together."""
_INDENT = f'{_TIGHT}<w:ind w:left="284" w:hanging="284"/>'
_ON_A_NEW_PAGE = "<w:pageBreakBefore/>"
_BETWEEN = "  \N{MIDDLE DOT}  "
"""What is between two properties in one line."""
_LEVELS = 3
_LITTLE = 1500
"""What has fewer characters than these is on the landscape pages of the wide table beside it."""
_A_LINE = 95
"""The characters of a line of text on a page in portrait format."""
_A_ROW = 80
"""The characters of a line: what a row takes of a page at least."""


@attrs.frozen
class _Block:
    """The title of a document, or sections that stay together: one, or several that are one table."""

    sections: tuple[Section, ...]
    is_cover: bool = False

    @property
    def tables(self) -> list[Table]:
        return [section.body for section in self.sections if isinstance(section.body, Table)]

    @cached_property
    def widths(self) -> Widths:
        return table_widths(self.tables)

    @property
    def is_wide(self) -> bool:
        tables = self.tables
        if not tables or not tables[0].columns or self.sections[0].layout is Layout.RECORDS:
            return False
        return self.sections[0].layout is Layout.SHEET or self.widths.need_landscape

    @property
    def fits(self) -> bool:
        """Whether a page is wide enough for its table."""
        return not self.widths.fit_no_page

    @property
    def size(self) -> int:
        """The characters that it takes of its pages."""
        texts = (len(each) for section in self.sections for each in _texts(section))
        return sum(max(_A_ROW, length) for length in texts)


def _texts(section: Section) -> Iterator[str]:
    if isinstance(section.body, Text):
        yield from section.body.paragraphs
    else:
        yield from ("".join(map(plain, row.cells)) for row in section.body.rows)


def fill(file: Any, document: Document, writer: BodyWriter, pages: Pages) -> None:
    """Put a document behind what a file has in its body, on a page of its own.

    Args:
        file: The file, as a document of python-docx.
        document: The document.
        writer: Makes the markup of its parts.
        pages: The pages of the file.
    """
    body = file.element.body
    last = body.sectPr
    before = [child for child in body if child is not last]
    if any(child.tag == f"{_W}tbl" or _has_content(child) for child in before):
        pages.end_body()
    else:
        for child in before:
            body.remove(child)
    blocks = _blocks(document)
    formats = _formats(blocks)
    groups = [
        (landscape, [block for block, _ in group])
        for landscape, group in itertools.groupby(zip(blocks, formats, strict=True), key=lambda pair: pair[1])
    ]
    for number, (landscape, group) in enumerate(groups):
        room = pages.room(landscape=landscape)
        markup = "".join(writer.markup(block, room) for block in group)
        added = elements(markup)
        for element in added:
            _put_before(last, element)
        properties = pages.properties(landscape=landscape)
        if number == len(groups) - 1:
            pages.end(properties)
        else:
            added[-1].get_or_add_pPr().append(properties)


def _put_before(last: Any, element: Any) -> None:
    """Put an element before another one, its children one by one: to move many at once takes lxml far longer."""
    children = list(element)
    for child in children:
        element.remove(child)
    last.addprevious(element)
    element.extend(children)


def _has_content(element: Any) -> bool:
    kept = ("t", "drawing", "pict", "object", "sectPr", "sdt", "br")
    return any(True for _ in element.iter(*(f"{_W}{name}" for name in kept)))


def _blocks(document: Document) -> list[_Block]:
    """Return the cover, the title (a block without sections) and the sections."""
    bare = itertools.takewhile(lambda section: not section.title.strip(), document.sections)
    cover = tuple(bare)
    blocks = [*(_Block((section,), is_cover=True) for section in cover), _Block((), is_cover=bool(cover))]
    for section in document.sections[len(cover) :]:
        before = blocks[-1].sections
        if before and _is_continued(before[-1], section):
            blocks[-1] = _Block((*before, section))
        else:
            blocks.append(_Block((section,)))
    return blocks


def _is_continued(before: Section, section: Section) -> bool:
    """Return whether two sections are one table: both are parts of one section and have the same columns."""
    if before.level < 2 or section.level != before.level:  # noqa: PLR2004 - the first level below that of a section
        return False
    if Layout.RECORDS in {before.layout, section.layout}:
        return False
    one, other = before.body, section.body
    return isinstance(one, Table) and isinstance(other, Table) and one.columns == other.columns and bool(one.columns)


def _formats(blocks: Sequence[_Block]) -> list[bool]:
    """Return whether each block is on landscape pages: wide tables are, and what is little beside them."""
    wide = [block.is_wide for block in blocks]
    formats: list[bool] = []
    for is_wide, group in itertools.groupby(zip(blocks, wide, strict=True), key=lambda pair: pair[1]):
        own = [block for block, _ in group]
        is_little = any(wide) and sum(block.size for block in own) < _LITTLE
        formats += [is_wide or (is_little and not any(block.is_cover for block in own))] * len(own)
    return formats


class BodyWriter:
    """Makes the markup of the parts of one document.

    Args:
        file: The file that they are written into.
        document: The document.
        styles: The styles of the file.
        notes: The footnotes of the document.
        words: The language of the fixed words.
        table_style: The name of the table style.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - each is a part of the file
        self, file: Any, document: Document, styles: Styles, notes: Notes, words: Words, table_style: str
    ) -> None:
        self._part = file.part
        self._document = document
        self._styles = styles
        self._notes = notes
        self._words = words
        self._tables = TableWriter(styles, table_style, self._runs)
        self._addresses: dict[str, str] = {}
        self._keys = (f"rId{number}" for number in itertools.count(1))

    def markup(self, block: _Block, room: int) -> str:
        """Return the markup of a block, which ends with a paragraph."""
        if not block.sections:
            return "".join(self._title(block))
        section = block.sections[0]
        if len(block.sections) > 1 and not block.fits:
            return "".join(self.markup(_Block((each,)), room) for each in block.sections)
        heading = "" if len(block.sections) > 1 else self._heading(section)
        if isinstance(section.body, Text):
            return f"{heading}{''.join(self._text(section.body))}" or paragraph("")
        if not section.body.columns or not any(table.rows for table in block.tables):
            return f"{heading}{paragraph(run(self._words('None.')))}"
        return f"{heading}{self._tables.markup(block.sections, block.widths, room)}{AFTER_A_TABLE}"

    def _title(self, block: _Block) -> Iterator[str]:
        title = " ".join(self._document.title.split())
        yield paragraph(run(title), self._styles.id("Title"), _ON_A_NEW_PAGE if block.is_cover else "")
        lines: list[list[str]] = []
        room = 0
        for key, value in self._document.properties.items():
            name = f"{self._words.property_title(key)}: "
            parts = cell_parts(TableCell(value))
            length = len(name) + sum(len(part) if isinstance(part, str) else _A_LINE for item in parts for part in item)
            content = run(name, "<w:b/>") + run("; ").join(map(self._runs, parts))
            if lines and length <= room:
                lines[-1].append(content)
            else:
                lines.append([content])
                room = _A_LINE
            room -= length + len(_BETWEEN)
        for number, line in enumerate(lines, 1):
            yield paragraph(run(_BETWEEN).join(line), properties=_TIGHT if number < len(lines) else "")

    def _heading(self, section: Section) -> str:
        title = " ".join(section.title.split())
        level = max(1, min(section.level, _LEVELS))
        where = _ON_A_NEW_PAGE if section.new_page else ""
        return paragraph(run(title), self._styles.id(f"heading {level}"), where) if title else ""

    def _text(self, text: Text) -> Iterator[str]:
        for item in cell_parts(text):
            for parts in paragraphs(item):
                in_list = bool(parts) and isinstance(parts[0], (str, StyledText)) and str(parts[0]).startswith("- ")
                yield paragraph(self._runs(parts), properties=_INDENT if in_list else "")

    def _runs(self, parts: Iterable[Part]) -> str:
        return "".join(self._run(part) for part in parts)

    def _run(self, part: Part) -> str:
        if isinstance(part, CellNote):
            return self._notes.reference(part)
        if isinstance(part, Hyperlink):
            return self._link(part)
        return run(str(part), styled(part.styles) if isinstance(part, StyledText) else "")

    def _link(self, link: Hyperlink) -> str:
        if not link.is_web_or_mail or clean(link.url) != link.url:
            return run(link.plain)
        if link.url not in self._addresses:
            from docx.opc.constants import RELATIONSHIP_TYPE

            known = self._part.rels  # to relate to an address by the library is to look at all others
            key = next(key for key in self._keys if key not in known)
            known.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, link.url, key, is_external=True)
            self._addresses[link.url] = key
        text = link.text if link.text.strip() else link.url
        style = f'<w:rStyle w:val="{escape(self._styles.id("Hyperlink"))}"/>'
        return f'<w:hyperlink r:id="{self._addresses[link.url]}" w:history="1">{run(text, style)}</w:hyperlink>'
