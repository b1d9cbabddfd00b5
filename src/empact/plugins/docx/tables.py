"""Writes the tables of a document, as wide as their texts need."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

import attrs

from empact.documents import (
    CellNote,
    Column,
    ColumnNeed,
    ColumnType,
    Layout,
    Part,
    Section,
    StyledText,
    Table,
    TableCell,
    cell_parts,
    column_need,
    share_room,
)
from empact.plugins.docx.markup import Styles, clean_line, escape, line, paragraph, run

BLOCKS = "\N{FULL BLOCK}\N{LIGHT SHADE}"
"""The characters of a bar: what is certain, and what is possible."""
_EM = 170
"""The size of the letters in a table, in twentieths of a point."""
_SPACE = 1.1
"""The space between the texts of two columns, in ems."""
_PORTRAIT, _LANDSCAPE = 56.5, 100
"""The widest table for a page in each format, in ems; the longest words of a table in landscape format may break."""
_CROWDED = 1.6
"""A table needs landscape format if its texts want more than so many lines of a page in portrait format."""
_MOST = 22
"""What a column of long texts wants of such a line, in ems."""
_CHARACTER = 92
"""The width of a character, in twentieths of a point."""


@attrs.frozen
class Widths:
    """The widths of the columns of a table."""

    needs: tuple[ColumnNeed, ...]
    """What each column needs, with the space beside its texts."""

    @property
    def least(self) -> float:
        """The width with which no word breaks, in ems."""
        return sum(need.word for need in self.needs)

    @property
    def fit_no_page(self) -> bool:
        """Whether a page in landscape format is too narrow for the longest words."""
        return self.least > _LANDSCAPE

    @property
    def need_landscape(self) -> bool:
        """Whether a page in portrait format is too narrow for the longest words, or for many long texts."""
        crowded = sum(min(need.line, _MOST) for need in self.needs) > _CROWDED * _PORTRAIT
        return not self.fit_no_page and (crowded or self.least > _PORTRAIT)

    def twips(self, room: int, size: float = 1) -> list[int]:
        """Return the width of each column in twentieths of a point, if there is ``room`` for all of them.

        The ``size`` of the letters is that of a text in a table, or so many times as large. A table that needs less
        than the page is as wide as it needs to be.
        """
        em = size * _EM
        return [max(1, math.floor(em * width)) for width in share_room(self.needs, room / em)]


def lines(text: str, twips: int) -> int:
    """Return about how many lines a text needs in a column of this width."""
    return sum(max(1, math.ceil(len(each) * _CHARACTER / twips)) for each in text.split("\n"))


def measure(columns: Sequence[tuple[Column, bool]], texts: Sequence[Sequence[str]]) -> Widths:
    """Measure the columns of a table.

    Args:
        columns: The columns, each with whether it gets the width that it states also for shorter texts, as one with
            cells to fill in does.
        texts: The texts of each column.
    """
    needs = (
        column_need(column, own, title=_heading(column), is_open=is_open)
        for (column, is_open), own in zip(columns, texts, strict=True)
    )
    return Widths(
        tuple(
            ColumnNeed(word=need.word + _SPACE, line=need.line + _SPACE, text=need.text + _SPACE if need.text else 0)
            for need in needs
        )
    )


_SHORT = 4
"""The most lines of a row that stays on one page; a page with a longer one would end with an empty space."""
_BLANK = "\u00a0" * 8
"""The space for an answer."""
_LONGEST_NAME = 64
"""The most characters of the title or the tag of a content control."""
_OPEN = '<w:shd w:val="clear" w:color="auto" w:fill="FFF2CC"/>'
_LARGER = 1.3
"""The size of the letters in a table without borders: that of the text around it."""
_SHADED = '<w:shd w:val="clear" w:color="auto" w:fill="E7E6E6"/>'
_HINT = '<w:color w:val="595959"/>'
_BETWEEN = paragraph("", properties='<w:spacing w:after="0"/>')


def is_bare(table: Table) -> bool:
    """Return whether no column has a title: the table only aligns its texts, and has no borders."""
    return not any(column.title.strip() for column in table.columns)


def table_widths(tables: Sequence[Table]) -> Widths:
    """Measure tables with the same columns."""
    columns = tables[0].columns
    cells = [[row.cells[index] for table in tables for row in table.rows] for index in range(len(columns))]
    return measure(
        [
            (column, is_bare(tables[0]) or any(cell.fill_in is not None for cell in own))
            for column, own in zip(columns, cells, strict=True)
        ],
        [[plain(cell) for cell in own] for own in cells],
    )


@attrs.frozen
class TableWriter:
    """Makes the tables of a document."""

    styles: Styles
    """The styles of the file."""
    table_style: str
    """The name of the table style."""
    runs: Callable[[Iterable[Part]], str]
    """Makes the runs of the parts of a text."""

    def markup(self, sections: Sequence[Section], widths: Widths, room: int) -> str:
        """Return sections as one table, or each row as a table: where that is their layout, or no page is wide enough.

        Args:
            sections: One section, or several with the same columns, whose titles are rows of the table.
            widths: The widths of their columns.
            room: The width of the page between its margins, in twentieths of a point.
        """
        tables = [section.body for section in sections if isinstance(section.body, Table)]
        if widths.fit_no_page or sections[0].layout is Layout.RECORDS:
            return _BETWEEN.join(map(self._records, sections, tables, itertools.repeat(room)))
        return self._table(sections, tables, widths.twips(room, _LARGER if is_bare(tables[0]) else 1))

    def _records(self, section: Section, table: Table, room: int) -> str:
        """Return a table of two columns for each row, without empty cells.

        At its top is the key of the row, behind the title of the column that has it, which has no line of its own then.
        """
        left = min(
            max(measure([(attrs.evolve(column, width=None), False)], [[]]).twips(room)[0] for column in table.columns),
            room // 3,
        )
        twips = (left, room - left)
        made: list[str] = []
        for row in table.rows:
            named_by = row.named_by
            title = "" if named_by is None else f"{table.columns[named_by].title} "
            rows = [self._across(f"{title}{row.key}", section.level + 1, twips)]
            for index, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True)):
                is_shown = cell.value is not None and index != named_by
                if is_shown or cell.notes or cell.fill_in is not None:
                    rows.append(self._field(row.key, column, cell, twips))
            made.append(self._framed(rows, twips, line(f"{section.title} {row.key}")))
        return _BETWEEN.join(made)

    def _field(self, key: str, column: Column, cell: TableCell, twips: tuple[int, int]) -> str:
        """Return a cell as a row of two: its title, and its content, which begins on the left also for a number."""
        title = paragraph(run(_heading(column)), self.styles.id("Table Heading"))
        content = self._shown(key, attrs.evolve(column, type=ColumnType.TEXT), cell, twips[1])
        return f"<w:tr>{_cell(title, twips[0], _SHADED)}{content}</w:tr>"

    def _table(self, sections: Sequence[Section], tables: Sequence[Table], twips: Sequence[int]) -> str:
        bare = is_bare(tables[0])
        rows = [] if bare else [self._head(tables[0].columns, twips)]
        for section, table in zip(sections, tables, strict=True):
            rows += [self._across(section.title, section.level, twips)] if len(sections) > 1 else []
            rows += self._rows(table, twips)
        return self._framed(rows, twips, line(sections[0].title), bare=bare)

    def _framed(self, rows: Iterable[str], twips: Sequence[int], caption: str, *, bare: bool = False) -> str:
        style = "" if bare else f'<w:tblStyle w:val="{escape(self.styles.table(self.table_style))}"/>'
        named = f'<w:tblCaption w:val="{caption}"/>' if caption and not bare else ""
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in twips)
        return (
            f'<w:tbl><w:tblPr>{style}<w:tblW w:w="{sum(twips)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            f'<w:tblLook w:val="0420" w:firstRow="{int(not bare)}" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
            f'w:noHBand="0" w:noVBand="1"/>{named}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
        )

    def _head(self, columns: Sequence[Column], twips: Sequence[int]) -> str:
        style = self.styles.id("Table Heading")
        cells = (
            _cell(paragraph(run(_heading(column)), style), width, _SHADED)
            for column, width in zip(columns, twips, strict=True)
        )
        return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"

    def _across(self, title: str, level: int, twips: Sequence[int]) -> str:
        """Return a title as a row, which is on the page of the row below it."""
        outline = f'<w:keepNext/><w:outlineLvl w:val="{max(0, min(level, 9) - 1)}"/>'
        content = paragraph(run(_line(title)), self.styles.id("Table Heading"), outline)
        span = f'<w:gridSpan w:val="{len(twips)}"/>{_SHADED}'
        return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{_cell(content, sum(twips), span)}</w:tr>"

    def _rows(self, table: Table, twips: Sequence[int]) -> Iterator[str]:
        for row in table.rows:
            cells = [
                self._shown(row.key, column, cell, width)
                for column, cell, width in zip(table.columns, row.cells, twips, strict=True)
            ]
            needed = max(lines(plain(cell), width) for cell, width in zip(row.cells, twips, strict=True))
            together = "<w:trPr><w:cantSplit/></w:trPr>" if needed <= _SHORT else ""
            yield f"<w:tr>{together}{''.join(cells)}</w:tr>"

    def _shown(self, key: str, column: Column, cell: TableCell, width: int) -> str:
        style = self.styles.id("Table Text") if column.title.strip() else None
        if cell.fill_in is None:
            return _cell(self._content(column, cell, style), width)
        return _cell(self._open(f"{key}/{column.key}", column, cell, style), width, _OPEN)

    def _content(self, column: Column, cell: TableCell, style: str | None) -> str:
        right = '<w:jc w:val="right"/>' if column.type.is_right else ""
        blocks = (block for item in cell_parts(cell) for block in paragraphs(item))
        return "".join(paragraph(self.runs(block), style, right) for block in blocks) or paragraph("", style)

    def _open(self, tag: str, column: Column, cell: TableCell, style: str | None) -> str:
        """Return a content control for an answer: a list, a date, or a text of several lines."""
        given = map(clean_line, cell.fill_in.options if cell.fill_in else ())
        options = dict.fromkeys(answer for answer in given if answer)
        notes = [part for item in cell_parts(cell) for part in item if isinstance(part, CellNote)]
        text = plain(cell)
        shown = run(text) or run(" / ".join(options) or _BLANK, _HINT)
        values = map(escape, options)
        items = "".join(f'<w:listItem w:displayText="{value}" w:value="{value}"/>' for value in values)
        is_date = cell.fill_in is not None and cell.fill_in.type is ColumnType.DATE
        other = '<w:date><w:dateFormat w:val="yyyy-MM-dd"/></w:date>' if is_date else '<w:text w:multiLine="1"/>'
        kind = f"<w:dropDownList>{items}</w:dropDownList>" if options else other
        names = (("alias", clean_line(column.title)), ("tag", clean_line(tag)))
        named = "".join(f'<w:{kind} w:val="{escape(name)}"/>' for kind, name in names if len(name) <= _LONGEST_NAME)
        hint = "" if text else "<w:showingPlcHdr/>"
        control = f"<w:sdt><w:sdtPr>{named}{hint}{kind}</w:sdtPr><w:sdtContent>{shown}</w:sdtContent></w:sdt>"
        answers = run(f" ({' / '.join(options)})", _HINT) if text and options else ""
        return paragraph(control + answers + self.runs(notes), style)


def _cell(content: str, width: int, properties: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{content}</w:tc>'


def _heading(column: Column) -> str:
    """Return the title of a column, with a line for each of its levels: ``Results>`` above ``June``."""
    return re.sub(r">(?=\S)", ">\n", _line(column.title))


def _line(text: str) -> str:
    return " ".join(text.split())


def plain(cell: TableCell) -> str:
    """Return the text of a cell, without its notes."""
    if isinstance(cell.value, str) and not cell.notes:
        return cell.value
    items = ("".join(str(part) for part in item if not isinstance(part, CellNote)) for item in cell_parts(cell))
    return "\n".join(items)


def paragraphs(parts: Iterable[Part]) -> list[list[Part]]:
    """Return the paragraphs of a text: it is split where it has a blank line."""
    blocks: list[list[Part]] = [[]]
    for part in parts:
        if isinstance(part, (str, StyledText)):
            first, *others = _split(part)
            blocks[-1] += [first] if str(first) else []
            blocks.extend([text] if str(text) else [] for text in others)
        else:
            blocks[-1].append(part)
    return blocks


def _split(part: str | StyledText) -> list[str] | list[StyledText]:
    """Return the paragraphs of a part, each in its style."""
    if isinstance(part, str):
        return part.split("\n\n")
    return [StyledText(text, part.styles) for text in part.text.split("\n\n")]
