"""Reads the sheets of a workbook of LibreOffice (OpenDocument). What repeats is expanded only where it is not empty."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import attrs

from empact.containers.cells import Area, CellBudget, SheetCells, clock, duration, moment, number
from empact.containers.limits import Limits
from empact.containers.markup import elements, parse
from empact.containers.office import content_of
from empact.containers.opening import Package
from empact.containers.pages import joined
from empact.containers.workbooks import CellValue, Sheet, SheetCell

_ODF = "{{urn:oasis:names:tc:opendocument:xmlns:{}:1.0}}"
_OFFICE, _STYLE, _TABLE, _TEXT = map(_ODF.format, ("office", "style", "table", "text"))
_SHEET, _ROW, _COLUMN, _BODY = f"{_TABLE}table", f"{_TABLE}table-row", f"{_TABLE}table-column", f"{_OFFICE}spreadsheet"
_CELLS = frozenset({f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"})
_GROUPS = frozenset({f"{_TABLE}table-row-group", f"{_TABLE}table-column-group"})
_COMMENT, _DRAWN = f"{_OFFICE}annotation", _ODF.format("drawing")
_SKIPPED = frozenset({f"{_TABLE}tracked-changes", f"{_TABLE}shapes", f"{_TABLE}dde-links", f"{_OFFICE}forms", _COMMENT})
"""What is not the content of a cell: what it was before, notes, and what lies above the sheet."""
_MARGINS = frozenset(f"{_STYLE}{side}{kind}" for side in ("header", "footer") for kind in ("", "-left", "-first"))
_CONSTANT = re.compile(r"(?:\w+:)?=\s*(TRUE|FALSE)\(\)\s*")
_BREAK = re.compile(r"(?<![ \t])[ \t]*+[\r\n][ \t\r\n]*+|\t")
"""A line break in the file, which is none of the text."""
_STRUCK = ("text-line-through-style", "text-line-through-type")
"""What of a style says that words are struck through; programs write one of the two."""
_INSIDE = frozenset({f"{_TEXT}span", f"{_TEXT}a", f"{_TEXT}p", f"{_TEXT}meta"})
"""The elements whose texts are texts of the cell."""


def sheets(package: Package, limits: Limits) -> Iterator[Sheet]:
    """Yield the sheets of a workbook."""
    walk = _Walk(CellBudget(limits.most_cells, limits.most_unpacked), margins=_margins(package, limits))
    skipped = 0
    around: list[ET.Element] = []
    for event, element in elements(content_of(package, "content.xml", limits)):
        if event == "start":
            around.append(element)
            is_inner = element.tag == _SHEET and (walk.sheet is not None or around[-2].tag != _BODY)
            if walk.sheet is not None and element.tag.startswith(_DRAWN):
                walk.sheet.has_drawings = True
            if skipped or is_inner or element.tag in _SKIPPED:
                skipped += 1
            else:
                walk.start(element)
            continue
        around.pop()
        if skipped:
            skipped -= 1
            if not skipped:
                if element.tag == _COMMENT:
                    walk.leave_comment(element)
                element.clear()
            continue
        walk.end(element)
        if element.tag == _SHEET and walk.sheet is not None:
            yield walk.sheet.sheet()
            walk.sheet = None
        if walk.sheet is not None and element.tag in {*_CELLS, _ROW}:
            around[-1].clear()  # what is read takes no memory; the attributes of a row were read where it started


def _margins(package: Package, limits: Limits) -> list[str]:
    """Return what the page styles print above and below the pages, each text once."""
    if "styles.xml" not in package.parts:
        return []
    styles = parse(content_of(package, "styles.xml", limits)).iter()
    shown = (style for style in styles if style.tag in _MARGINS and style.get(f"{_STYLE}display") != "false")
    return list(dict.fromkeys(joined(style).strip() for style in shown))


@attrs.define
class _Walk:
    """Where the walk is: the sheet, the row and the column, and what of them is hidden."""

    budget: CellBudget
    margins: list[str]
    """What is printed above and below the pages of the sheets."""
    sheet: SheetCells | None = None
    hidden_tables: set[str] = attrs.field(factory=set[str])
    """The names of the styles of hidden sheets."""
    struck: set[str] = attrs.field(factory=set[str])
    """The names of the styles whose words are struck through."""
    row: int = 1
    rows: int = 1
    """How often the row repeats."""
    column: int = 1
    is_row_hidden: bool = False
    groups: list[bool] = attrs.field(factory=list[bool])
    """The groups of rows or of columns around the place: whether each is hidden, by itself or by one around it."""
    cells: list[tuple[SheetCell, int]] = attrs.field(factory=list[tuple[SheetCell, int]])
    """The cells of the row that are not empty, each with how often it repeats."""

    def start(self, element: ET.Element) -> None:
        """Go into an element."""
        tag = element.tag
        if tag == _SHEET:
            is_hidden = element.get(f"{_TABLE}style-name", "") in self.hidden_tables
            self.sheet = SheetCells(element.get(f"{_TABLE}name", ""), self.budget, is_hidden, margins=self.margins)
            self.row, self.column, self.groups = 1, 1, []
        elif tag == _ROW:
            self.rows, self.column, self.cells = _count(element, "number-rows-repeated"), 1, []
            self.is_row_hidden = self._is_hidden(element)
        elif tag in _GROUPS:
            is_hidden = element.get(f"{_TABLE}display") == "false"
            self.groups.append(is_hidden or (bool(self.groups) and self.groups[-1]))

    def end(self, element: ET.Element) -> None:
        """Leave an element: everything in it has been read."""
        tag = element.tag
        if tag == f"{_STYLE}style":
            self._leave_style(element)
        elif self.sheet is None:
            return
        elif tag in _CELLS:
            self._leave_cell(element, self.sheet)
        elif tag == _ROW:
            self._leave_row(self.sheet)
        elif tag == _COLUMN:
            columns = _count(element, "number-columns-repeated")
            if self._is_hidden(element):
                self.sheet.hidden_columns.append((self.column, self.column + columns - 1))
            self.column += columns
        elif tag in _GROUPS:
            self.groups.pop()

    def _is_struck(self, element: ET.Element) -> bool:
        """Return whether words of a cell are struck through; styles that another file part gives it are not known."""
        styles = {element.get(f"{_TABLE}style-name", "")}
        styles.update(span.get(f"{_TEXT}style-name", "") for span in element.iter(f"{_TEXT}span") if self.struck)
        return not self.struck.isdisjoint(styles)

    def leave_comment(self, element: ET.Element) -> None:
        """Add a comment to the cell that is read."""
        if self.sheet is not None:
            text = "\n".join(map(_joined, element.iter(f"{_TEXT}p")))
            self.sheet.comment(self.row, self.column, text)

    def _leave_style(self, element: ET.Element) -> None:
        """Note a style that hides a sheet, or that strikes words through."""
        name = element.get(f"{_STYLE}name", "")
        properties, looks = (element.find(f"{_STYLE}{kind}-properties") for kind in ("table", "text"))
        is_of_table = element.get(f"{_STYLE}family") == "table"
        if is_of_table and properties is not None and properties.get(f"{_TABLE}display") == "false":
            self.hidden_tables.add(name)
        if looks is not None and any(looks.get(f"{_STYLE}{line}", "none") != "none" for line in _STRUCK):
            self.struck.add(name)

    def _is_hidden(self, element: ET.Element) -> bool:
        is_shown = element.get(f"{_TABLE}visibility", "visible") == "visible"
        return not is_shown or (bool(self.groups) and self.groups[-1])

    def _leave_cell(self, element: ET.Element, sheet: SheetCells) -> None:
        repeated = _count(element, "number-columns-repeated")
        area = _area(element, self.row, self.column, "number-{}-spanned")
        if area is not None:
            sheet.merged.append(area)
        formula = element.get(f"{_TABLE}formula")
        constant = None if formula is None else _CONSTANT.fullmatch(formula)
        is_formula = formula is not None and constant is None
        calculated = _area(element, self.row, self.column, "number-matrix-{}-spanned") if is_formula else None
        if calculated is not None:
            sheet.calculated.append(calculated)
        content = _value(element) if constant is None else constant[1] == "TRUE"
        if is_formula or content not in {None, ""}:
            cell = SheetCell(
                row=self.row,
                column=self.column,
                value=None if is_formula else content,
                is_formula=is_formula,
                result=content if is_formula else None,
                is_hidden=self.is_row_hidden,
                is_percent=element.get(f"{_OFFICE}value-type") == "percentage",
                is_struck=self._is_struck(element),
            )
            self.cells.append((cell, repeated))
        self.column += repeated

    def _leave_row(self, sheet: SheetCells) -> None:
        rows = self.rows if self.cells else 0
        sheet.budget.check(rows * sum(repeated for _, repeated in self.cells))
        for row in range(self.row, self.row + rows):
            for cell, repeated in self.cells:
                for column in range(cell.column, cell.column + repeated):
                    sheet.add(attrs.evolve(cell, row=row, column=column))
        self.row += self.rows


def _count(element: ET.Element, attribute: str) -> int:
    return max(1, int(element.get(f"{_TABLE}{attribute}", "1")))


def _area(element: ET.Element, row: int, column: int, attribute: str) -> Area | None:
    """Return the cells that a merged cell or the formula of a matrix takes; None if it takes one."""
    rows, columns = (_count(element, attribute.format(what)) for what in ("rows", "columns"))
    return None if rows == columns == 1 else Area(row, column, row + rows - 1, column + columns - 1)


def _value(element: ET.Element) -> CellValue | None:
    match element.get(f"{_OFFICE}value-type"):
        case "float" | "percentage" | "currency":
            return number(element.get(f"{_OFFICE}value", ""))
        case "boolean":
            return element.get(f"{_OFFICE}boolean-value") == "true"
        case "date":
            return moment(element.get(f"{_OFFICE}date-value", ""))
        case "time":
            written = element.get(f"{_OFFICE}time-value", "")
            read = duration(written)
            return written if read is None else clock(read)
        case _:
            paragraphs = [_joined(child) for child in element if child.tag == f"{_TEXT}p"]
            return ("\n".join(paragraphs) if paragraphs else element.get(f"{_OFFICE}string-value", "")) or None


def _joined(paragraph: ET.Element) -> str:
    """Return the text of a paragraph. Blanks have elements of their own, but LibreOffice does not always write them."""
    texts: list[str] = []
    # Without recursion: a file may nest its elements as deeply as it wants.
    stack: list[ET.Element | str] = [paragraph]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            texts.append(_BREAK.sub(" ", item))
        elif item.tag == f"{_TEXT}s":
            texts.append(" " * min(int(item.get(f"{_TEXT}c", "1")), _MOST_BLANKS))
        elif item.tag in {f"{_TEXT}tab", f"{_TEXT}line-break"}:
            texts.append("\t" if item.tag == f"{_TEXT}tab" else "\n")
        elif item.tag in _INSIDE:
            inside: list[ET.Element | str] = [item.text or ""]
            for child in item:
                inside += [child, child.tail or ""]
            stack += reversed(inside)
    return "".join(texts)


_MOST_BLANKS = 100
"""The most blanks that one element stands for: a number of 15 digits would fill the memory."""
