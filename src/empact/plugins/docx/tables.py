"""Makes tables: column titles on each page, rows, cells to fill in, and rows that begin a part of the table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import attrs

from empact.documents import CellNote, Column, ColumnType, Part, Section, Table, TableCell, cell_parts
from empact.plugins.docx.markup import escape, line, paragraph, run
from empact.plugins.docx.styles import Styles
from empact.plugins.docx.widths import Widths, lines, measure

_SHORT = 14
"""The most lines of a row that stays on one page."""
_MOST = 63
"""The most columns of a table that Word opens."""
_BLANK = "\u00a0" * 8
"""The space for an answer."""
_LONGEST_NAME = 64
"""The most characters of the title or the tag of a content control."""
_OPEN = '<w:shd w:val="clear" w:color="auto" w:fill="FFF2CC"/>'
_SHADED = '<w:shd w:val="clear" w:color="auto" w:fill="E7E6E6"/>'
_HINT = '<w:color w:val="595959"/>'
_CAN_SPLIT = ""
_CANNOT_SPLIT = "<w:cantSplit/>"


def is_bare(table: Table) -> bool:
    """Return whether no column has a title: the table only aligns its texts, and has no borders."""
    return not any(column.title.strip() for column in table.columns)


def table_widths(tables: Sequence[Table]) -> Widths:
    """Measure tables with the same columns."""
    columns = tables[0].columns
    cells = [[row.cells[index] for table in tables for row in table.rows] for index in range(len(columns))]
    return measure(
        [
            (column.width, any(cell.fill_in is not None for cell in own))
            for column, own in zip(columns, cells, strict=True)
        ],
        [column.title for column in columns],
        [[plain(cell) for cell in own] for own in cells],
    )


@attrs.frozen
class TableWriter:
    """Makes the tables of a document.

    Args:
        styles: The styles of the file.
        table_style: The name of the style of tables.
        runs: Makes the runs of the parts of a text.
    """

    styles: Styles
    table_style: str
    runs: Callable[[Iterable[Part]], str]

    def markup(self, sections: Sequence[Section], room: int) -> str:
        """Return sections as one table, or as several if it has more columns than Word allows.

        Args:
            sections: One section, or several with the same columns, whose titles are rows of the table.
            room: The width of the page between its margins, in twentieths of a point.
        """
        tables = [section.body for section in sections if isinstance(section.body, Table)]
        widths = table_widths(tables)
        between = paragraph("", properties='<w:spacing w:after="0"/>')
        return between.join(
            self._table(sections, tables, indexes, widths.of(indexes).twips(room))
            for indexes in _parts(len(tables[0].columns))
        )

    def _table(
        self, sections: Sequence[Section], tables: Sequence[Table], indexes: Sequence[int], twips: Sequence[int]
    ) -> str:
        bare = is_bare(tables[0])
        rows = [] if bare else [self._head([tables[0].columns[index].title for index in indexes], twips)]
        for section, table in zip(sections, tables, strict=True):
            rows += [self._across(section, twips)] if len(sections) > 1 else []
            rows += self._rows(table, indexes, twips)
        style = "" if bare else f'<w:tblStyle w:val="{escape(self.styles.table(self.table_style))}"/>'
        caption = line(sections[0].title)
        named = f'<w:tblCaption w:val="{caption}"/>' if caption and not bare else ""
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in twips)
        return (
            f'<w:tbl><w:tblPr>{style}<w:tblW w:w="{sum(twips)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            f'<w:tblLook w:val="0420" w:firstRow="{int(not bare)}" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
            f'w:noHBand="0" w:noVBand="1"/>{named}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
        )

    def _head(self, titles: Sequence[str], twips: Sequence[int]) -> str:
        style = self.styles.id("Table Heading")
        cells = (
            _cell(paragraph(run(" ".join(title.split())), style), width, _SHADED)
            for title, width in zip(titles, twips, strict=True)
        )
        return f"<w:tr><w:trPr>{_CANNOT_SPLIT}<w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"

    def _across(self, section: Section, twips: Sequence[int]) -> str:
        """Return the title of a section as a row, which is on the page of the row below it."""
        level = f'<w:keepNext/><w:outlineLvl w:val="{max(0, min(section.level, 9) - 1)}"/>'
        title = paragraph(run(" ".join(section.title.split())), self.styles.id("Table Heading"), level)
        span = f'<w:gridSpan w:val="{len(twips)}"/>{_SHADED}'
        return f"<w:tr><w:trPr>{_CANNOT_SPLIT}</w:trPr>{_cell(title, sum(twips), span)}</w:tr>"

    def _rows(self, table: Table, indexes: Sequence[int], twips: Sequence[int]) -> Iterator[str]:
        style = None if is_bare(table) else self.styles.id("Table Text")
        for row in table.rows:
            cells: list[str] = []
            needed = 1
            for index, width in zip(indexes, twips, strict=True):
                column, cell = table.columns[index], row.cells[index]
                needed = max(needed, lines(plain(cell), width))
                if cell.fill_in is None:
                    cells.append(_cell(self._content(column, cell, style), width))
                else:
                    cells.append(_cell(self._open(f"{row.key}/{column.key}", column, cell, style), width, _OPEN))
            split = _CANNOT_SPLIT if needed <= _SHORT else _CAN_SPLIT
            yield f"<w:tr>{f'<w:trPr>{split}</w:trPr>' if split else ''}{''.join(cells)}</w:tr>"

    def _content(self, column: Column, cell: TableCell, style: str | None) -> str:
        right = '<w:jc w:val="right"/>' if column.type is ColumnType.NUMBER else ""
        blocks = (block for item in cell_parts(cell) for block in paragraphs(item))
        return "".join(paragraph(self.runs(block), style, right) for block in blocks) or paragraph("", style)

    def _open(self, tag: str, column: Column, cell: TableCell, style: str | None) -> str:
        """Return a content control for an answer: a list, or a text of several lines."""
        options = dict.fromkeys(option for option in cell.fill_in.options if option.strip()) if cell.fill_in else {}
        notes = [part for item in cell_parts(cell) for part in item if isinstance(part, CellNote)]
        text = plain(cell)
        shown = run(text) or run(" / ".join(options) or _BLANK, _HINT)
        items = "".join(
            f'<w:listItem w:displayText="{line(option)}" w:value="{line(option)}"/>' for option in options
        )
        kind = f"<w:dropDownList>{items}</w:dropDownList>" if options else '<w:text w:multiLine="1"/>'
        title = f'<w:alias w:val="{line(column.title)}"/>' if len(column.title) <= _LONGEST_NAME else ""
        named = f'{title}<w:tag w:val="{line(tag)}"/>' if len(tag) <= _LONGEST_NAME else title
        hint = "" if text else "<w:showingPlcHdr/>"
        control = f"<w:sdt><w:sdtPr>{named}{hint}{kind}</w:sdtPr><w:sdtContent>{shown}</w:sdtContent></w:sdt>"
        return paragraph(control + self.runs(notes), style)


def _cell(content: str, width: int, properties: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{content}</w:tc>'


def _parts(number: int) -> Iterator[Sequence[int]]:
    """Yield the columns of each table: all, or groups of them, each behind the first column."""
    if number <= _MOST:
        yield range(number)
        return
    for start in range(1, number, _MOST - 1):
        yield [0, *range(start, min(start + _MOST - 1, number))]


def plain(cell: TableCell) -> str:
    """Return the text of a cell, without its notes."""
    items = ("".join(str(part) for part in item if not isinstance(part, CellNote)) for item in cell_parts(cell))
    return "\n".join(items)


def paragraphs(parts: Iterable[Part]) -> list[list[Part]]:
    """Return the paragraphs of a text: it is split where it has a blank line."""
    found: list[list[Part]] = [[]]
    for part in parts:
        if isinstance(part, str):
            first, *others = part.split("\n\n")
            found[-1] += [first] if first else []
            found += [[each] if each else [] for each in others]
        else:
            found[-1].append(part)
    return found
