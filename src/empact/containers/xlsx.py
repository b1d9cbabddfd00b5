"""Reads the sheets of a workbook of Excel. The widths, colours and charts of a sheet are skipped.

It is read with the standard library: openpyxl shows neither hidden rows nor merged cells without an object for each
cell of the workbook, and reads links, drawings and properties, which nothing here needs.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal
from xml.etree import ElementTree as ET

import attrs

from empact.containers.cells import Area, CellBudget, SheetCells, clock, moment, number
from empact.containers.limits import ContainerError, Limits
from empact.containers.markup import elements, parse
from empact.containers.office import content_of
from empact.containers.opening import Package
from empact.containers.pages import without_codes
from empact.containers.workbooks import CellValue, Sheet, SheetCell, parse_address
from empact.values import value

_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ROW, _CELL, _TEXT, _RUN, _ITEM = (f"{_SHEET}{name}" for name in ("row", "c", "t", "r", "si"))
_TEXTS = frozenset({_TEXT, _RUN})
_MARGINS = frozenset(f"{_SHEET}{pages}{side}" for pages in ("odd", "even", "first") for side in ("Header", "Footer"))
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_ON = frozenset({"1", "true"})
_CONSTANT = re.compile(r"=?\s*(TRUE|FALSE)\(\)\s*")
_DATES = frozenset({*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)})
"""The numbers of the formats of dates and times that every program knows."""
_CLOCKS = frozenset({18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56})
_WITH_TIME = _CLOCKS | {22}
_PERCENTS = frozenset({9, 10})
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE)
"""What in the code of a format is no code: texts, fillers, colours, languages and conditions."""
_LONGEST_CODE = 255
"""The most characters of the code of a format in Excel."""
_LONGEST_NAME = 31
"""The most characters of the name of a sheet in Excel."""
_LAST_DAY = 2_958_466
"""The day after 9999-12-31, counted as in Excel."""
_MISSING_DAY = 60
"""29 February 1900, which Excel counts although it was never there."""


@value
class _Format:
    """What the format of a cell makes of its number, and of its words."""

    is_percent: bool = False
    has_date: bool = False
    has_time: bool = False
    is_struck: bool = False


_PLAIN = _Format()


def sheets(package: Package, limits: Limits) -> Iterator[Sheet]:
    """Yield the sheets of a workbook."""
    main = package.main or ""
    root = parse(package.parts[main])
    relations = {relation.id: relation for relation in package.relationships(main)}
    parts = {relation.kind: relation.target for relation in relations.values()}
    properties = root.find(f"{_SHEET}workbookPr")
    walk = _Walk(
        limits=limits,
        budget=CellBudget(limits.most_cells, limits.most_unpacked),
        strings=_strings(package, parts.get("sharedStrings"), limits),
        formats=_formats(package, parts.get("styles"), limits),
        is_1904=properties is not None and properties.get("date1904", "").lower() in _ON,
    )
    read: set[str] = set()
    for row in root.iter(f"{_SHEET}sheet"):
        name = row.get("name", "")
        if len(name) > _LONGEST_NAME:
            start = name[:_LONGEST_NAME]
            raise ContainerError(f"has a sheet with a name of more than {_LONGEST_NAME} characters ({start!r}...)")
        relation = relations[row.get(_ID, "")]
        if relation.is_external:
            raise ContainerError("has a sheet in another file")
        if relation.target in read:  # a small file could make it read a large sheet any number of times
            raise ContainerError("has two sheets in one part")
        read.add(relation.target)
        if relation.kind == "worksheet":
            is_hidden = row.get("state", "visible") != "visible"
            found = SheetCells(name, walk.budget, is_hidden)
            _look_beside(package, relation.target, limits, found)
            yield walk.sheet(content_of(package, relation.target, limits), found)


@attrs.define(kw_only=True)
class _Walk:
    """What all sheets of a workbook share."""

    limits: Limits
    budget: CellBudget
    strings: list[tuple[str, bool]]
    """The texts that cells share, each with whether words of it are struck through."""
    formats: list[_Format]
    is_1904: bool

    def sheet(self, content: bytes, found: SheetCells) -> Sheet:
        """Return a sheet; its cells are forgotten as soon as they are read."""
        row_number, column, is_hidden = 0, 0, False
        around: list[ET.Element] = []
        for event, element in elements(content):
            tag = element.tag
            if event == "start":
                around.append(element)
                if tag == _ROW:
                    row_number, column = int(element.get("r") or row_number + 1), 0
                    is_hidden = _is_hidden(element, "ht")
                continue
            around.pop()
            if tag == _CELL:
                place = parse_address(element.get("r", "")) if "r" in element.attrib else (row_number, column + 1)
                if place is None:
                    raise ContainerError("has a cell outside the rows and columns of a sheet")
                column = place[1]
                cell = self._cell(element, place, found, is_hidden=is_hidden)
                if cell is not None:
                    found.add(cell)
                around[-1].clear()
            elif tag == _ROW:
                around[-1].clear()
            else:
                _look_around(element, found)
        return found.sheet()

    def _cell(
        self, element: ET.Element, place: tuple[int, int], found: SheetCells, *, is_hidden: bool
    ) -> SheetCell | None:
        formula = element.find(f"{_SHEET}f")
        if formula is not None and formula.get("t") in {"array", "dataTable"} and formula.get("ref"):
            found.calculated.append(_area(formula.get("ref", "")))
        constant = None if formula is None else _CONSTANT.fullmatch(formula.text or "")
        is_formula = formula is not None and constant is None
        shown = self._format(element)
        content = self._value(element, shown) if constant is None else constant[1] == "TRUE"
        if content is None and not is_formula:
            return None
        return SheetCell(
            row=place[0],
            column=place[1],
            value=None if is_formula else content,
            is_formula=is_formula,
            result=content if is_formula else None,
            is_hidden=is_hidden,
            is_percent=shown.is_percent,
            is_struck=shown.is_struck or self._has_struck(element),
        )

    def _has_struck(self, element: ET.Element) -> bool:
        """Return whether words of the text of a cell are struck through, whatever the format of the cell."""
        if element.get("t") == "s":
            return self.strings[int(element.findtext(f"{_SHEET}v", "0"))][1]
        return element.get("t") == "inlineStr" and _is_struck(element)

    def _format(self, element: ET.Element) -> _Format:
        style = int(element.get("s", "0"))
        return self.formats[style] if style < len(self.formats) else _PLAIN

    def _value(self, element: ET.Element, shown: _Format) -> CellValue | None:
        kind = element.get("t", "n")
        if kind == "inlineStr":
            inline = element.find(f"{_SHEET}is")
            return None if inline is None else _text(inline) or None
        stored = element.findtext(f"{_SHEET}v", "")
        if not stored.strip():
            return None
        match kind:
            case "s":
                content: CellValue | None = self.strings[int(stored)][0] or None
            case "b":
                content = stored.strip().lower() in _ON
            case "d":
                content = moment(stored.strip())
            case "n":
                content = self._number(stored.strip(), shown)
            case _:  # what is wrong with a value, such as #N/A
                content = _unescaped(stored)
        return content

    def _number(self, stored: str, shown: _Format) -> CellValue:
        days = number(stored)
        read = None
        if isinstance(days, int | Decimal) and (shown.has_date or shown.has_time):
            read = self._moment(Decimal(days), shown)
        return days if read is None else read

    def _moment(self, days: Decimal, shown: _Format) -> CellValue | None:
        """Return the date or the time that a number of days means; None if there is no such day."""
        duration = dt.timedelta(milliseconds=round(days * 86_400_000)) if abs(days) < _LAST_DAY else None
        if duration is None:
            return None
        if not shown.has_date:
            return clock(duration)
        if self.is_1904:
            start = dt.datetime(1904, 1, 1)  # noqa: DTZ001 - a cell has no time zone
        elif days < _MISSING_DAY:
            start = dt.datetime(1899, 12, 31)  # noqa: DTZ001 - as above
        else:
            start = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - as above
        is_missing = not self.is_1904 and (days < 1 or int(days) == _MISSING_DAY)
        if is_missing or days < 0:
            return None
        try:
            read = start + duration
        except OverflowError:
            return None
        return read.date() if read.time() == dt.time() else read


def _look_around(element: ET.Element, found: SheetCells) -> None:
    """Note what an element that is neither a row nor a cell says about the cells of a sheet."""
    if element.tag == f"{_SHEET}col" and _is_hidden(element, "width"):
        found.hidden_columns.append((int(element.get("min", "1")), int(element.get("max", "1"))))
    elif element.tag == f"{_SHEET}mergeCell":
        found.merged.append(_area(element.get("ref", "")))
    elif element.tag in _MARGINS and element.text:
        found.budget.take_text(element.text)
        found.margins.append(without_codes(element.text).strip())


def _look_beside(package: Package, sheet: str, limits: Limits, found: SheetCells) -> None:
    """Add the comments on the cells of a sheet, and note what lies on it: both are in parts of their own."""
    for relation in package.relationships(sheet):
        if relation.kind == "drawing" and not relation.is_external:  # LibreOffice writes empty ones
            found.has_drawings |= len(parse(content_of(package, relation.target, limits))) > 0
        if relation.kind != "comments" or relation.is_external:
            continue
        for event, element in elements(content_of(package, relation.target, limits)):
            is_read = event == "end" and element.tag == f"{_SHEET}comment"
            place = parse_address(element.get("ref", "")) if is_read else None
            words = None if place is None else element.find(f"{_SHEET}text")
            if place is not None and words is not None:
                found.comment(*place, _text(words))


def _is_struck(element: ET.Element) -> bool:
    """Return whether a part of a text or a font is struck through."""
    return any(look.get("val", "1").lower() in _ON for look in element.iter(f"{_SHEET}strike"))


def _strings(package: Package, part: str | None, limits: Limits) -> list[tuple[str, bool]]:
    """Return the texts that the cells of all sheets share, each with whether words of it are struck through."""
    texts: list[tuple[str, bool]] = []
    around: list[ET.Element] = []
    for event, element in () if part is None else elements(content_of(package, part, limits)):
        if event == "start":
            around.append(element)
            continue
        around.pop()
        if element.tag == _ITEM:
            texts.append((_text(element), _is_struck(element)))
            around[-1].clear()
    return texts


def _text(item: ET.Element) -> str:
    """Return a text with all its runs, without how it is pronounced."""
    parts = [part.text or "" if part.tag == _TEXT else part.findtext(_TEXT, "") for part in item if part.tag in _TEXTS]
    return _unescaped("".join(parts))


def _unescaped(text: str) -> str:
    """Return a text with the characters that XML cannot hold; line ends are those of Python."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda code: _character(int(code[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _character(code: int) -> str:
    """Return a character, or that for an unknown one: nobody can read or write the others."""
    character = chr(code)
    return character if character.isprintable() or character in "\t\n\r" else "\N{REPLACEMENT CHARACTER}"


def _formats(package: Package, part: str | None, limits: Limits) -> list[_Format]:
    """Return what the formats of cells mean, in the order in which cells count them."""
    if part is None or part not in package.parts:
        return []
    root = parse(content_of(package, part, limits))
    codes = {row.get("numFmtId", ""): row.get("formatCode", "") for row in root.iter(f"{_SHEET}numFmt")}
    if any(len(code) > _LONGEST_CODE for code in codes.values()):
        raise ContainerError(f"has a number format of more than {_LONGEST_CODE} characters")
    fonts = root.find(f"{_SHEET}fonts")
    struck = {str(at) for at, font in enumerate(() if fonts is None else fonts) if _is_struck(font)}
    known: dict[str, _Format] = {}
    formats: list[_Format] = []
    for style in root.iterfind(f"{_SHEET}cellXfs/{_SHEET}xf"):
        format_id = style.get("numFmtId", "0")
        if format_id not in known:
            known[format_id] = _of_code(codes[format_id]) if format_id in codes else _built_in(format_id)
        is_struck = style.get("fontId", "0") in struck
        formats.append(attrs.evolve(known[format_id], is_struck=True) if is_struck else known[format_id])
    return formats


def _built_in(format_id: str) -> _Format:
    code = int(format_id)
    is_date = code in _DATES and code not in _CLOCKS
    return _Format(code in _PERCENTS, is_date, code in _WITH_TIME)


def _of_code(code: str) -> _Format:
    """Return what a code means: "dd/mm/yyyy" is a date, "[h]:mm" a time and "0.0%" a percentage."""
    plain = _QUOTED.sub("", code).partition(";")[0].lower()
    if plain == "general":
        return _PLAIN
    has_time = "h" in plain or "s" in plain
    has_date = "y" in plain or "d" in plain or ("m" in plain and not has_time)
    return _Format("%" in plain, has_date, has_time)


def _area(reference: str) -> Area:
    first, _, last = reference.partition(":")
    start, end = parse_address(first), parse_address(last or first)
    if start is None or end is None:
        raise ContainerError("has a range outside the rows and columns of a sheet")
    return Area(*start, *end)


def _is_hidden(element: ET.Element, size: str) -> bool:
    """Return whether a row or a column is hidden, or has no height or width."""
    return element.get("hidden", "").lower() in _ON or float(element.get(size, "1")) == 0
