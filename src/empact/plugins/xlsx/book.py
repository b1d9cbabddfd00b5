"""A workbook with what all its sheets share: styles, the marking, the set-up of the pages, and where texts go on."""

# The library has types in its source, but not all, and does not declare them.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false

from __future__ import annotations

import bisect
import datetime as dt
import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from empact import MissingExtraError
from empact.documents import Document, Scalar, Value, Words
from empact.plugins.xlsx.texts import CELL, column_letters, cut, harmless, line, pieces, reference, shortened, units

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LINKS = 65_530
"""The most links of a sheet."""
_PROPERTY = 255
"""The most characters of a property."""
_HEADING = 255
"""The most characters above, and below, a printed page, with their codes."""
_PAGE_NUMBER = "&R&P / &N"
_LEFT_OUT = "..."
_CREATED = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - the library has no time zones
"""The time at which each workbook is made, so that the same document gives the same bytes."""
_A4 = 9
PAGE = 196
"""The width of the columns that fit on a page of A4 in landscape format with letters of 8 points, in characters."""
_SMALLEST = 73
"""The least scale of a print, in percent: letters of 11 points then have 8."""
_CELL = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#BFBFBF"}
_OPEN = {"bg_color": "#FFF6D6", "border": 1, "border_color": "#B58900", "locked": False}
_PROTECTED = {"format_columns": True, "format_rows": True, "sort": True, "autofilter": True}
"""What can be done with a sheet of a form, beside filling in its open cells."""
_LINK = {"font_color": "#0B4F9E", "underline": 1}
_STYLES: Mapping[str, Mapping[str, Any]] = {
    "marking": {"bold": True, "font_color": "#9C0006"},
    "title": {"bold": True, "font_size": 13},
    "label": {"bold": True, "valign": "top", "text_wrap": True},
    "prose": {"valign": "top", "text_wrap": True},
    "prose link": {"valign": "top", "text_wrap": True, **_LINK},
    "header": {**_CELL, "bold": True, "bg_color": "#DCE6F1"},
    "text": _CELL,
    "number": _CELL,
    "date": {**_CELL, "num_format": "yyyy-mm-dd", "align": "left"},
    "link": {**_CELL, **_LINK},
    "ref": {**_CELL, "font_color": "#595959"},
}
"""The styles of cells. A cell of a table that is to be filled in has its style with another colour."""


@attrs.define
class Sheet:
    """A sheet of a workbook."""

    name: str
    """The name of the sheet, as on its tab."""
    page: Worksheet
    """The sheet of the library that writes it."""
    links: int = 0
    """The number of its links so far."""


class Book:
    """A workbook that is written in memory, since a marked text must not be in a temporary file.

    Raises:
        MissingExtraError: XlsxWriter is not installed.
    """

    def __init__(self, document: Document, words: Words) -> None:
        try:
            from xlsxwriter import Workbook
        except ImportError:
            message = "The format 'xlsx' needs XlsxWriter: run 'pip install \"empact[xlsx]\"'."
            raise MissingExtraError(message) from None
        self.words = words
        self._data = io.BytesIO()
        self.workbook: Workbook = Workbook(
            self._data,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "default_date_format": "yyyy-mm-dd",
            },
        )
        self.marking = line(document.marking) if document.marking else None
        self._title = line(document.title)
        self._is_form = document.is_form
        self._formats: dict[tuple[str, bool], Format] = {}
        self._continued: list[tuple[str, str]] = []
        self.continued_name = ""
        self._set_properties(document)

    def _set_properties(self, document: Document) -> None:
        """Set the properties of the file, and the fingerprint as properties of its own."""
        self.workbook.set_properties(
            {
                "title": shortened(self._title, _PROPERTY),
                "subject": document.kind,
                "category": shortened(self.marking or "", _PROPERTY),
                "status": shortened(self.marking or "", _PROPERTY),
                "created": _CREATED,
            }
        )
        for name, value in fingerprint(document).items():
            self.workbook.set_custom_property(name, shortened(value, _PROPERTY), "text")

    def style(self, name: str, *, is_open: bool = False) -> Format:
        """Return a style by its name; ``is_open`` for a cell that is to be filled in."""
        style = self._formats.get((name, is_open))
        if style is None:
            style = self.workbook.add_format({**_STYLES[name], **(_OPEN if is_open else {})})
            self._formats[name, is_open] = style
        return style

    def add_sheet(self, name: str, title: str) -> tuple[Sheet, int]:
        """Add a sheet with the marking and a title at its top; return it and its next row."""
        page = self.workbook.add_worksheet(name)
        page.set_landscape()
        page.set_paper(_A4)
        page.set_margins(left=0.3, right=0.3, top=0.8, bottom=0.8)
        if self._is_form:
            page.protect("", _PROTECTED)  # against slips: there is no password
        fixed = {"scale_with_doc": False}  # the marking stays readable on a page that is made smaller
        page.set_footer(_footer(self.marking, self._title), fixed)
        row = 0
        if self.marking:
            page.set_header(f"&C{_heading(self.marking, _HEADING - 2)}", fixed)
            page.write_string(row, 0, shortened(self.marking, CELL), self.style("marking"))
            page.repeat_rows(row)
            row += 1
        page.write_string(row, 0, shortened(title, CELL), self.style("title"))
        return Sheet(name, page), row + 1

    @staticmethod
    def set_columns(sheet: Sheet, widths: Sequence[float], repeated: int = 0) -> None:
        """Set the widths of the columns, and on how many pages they are printed, so that all can be read.

        Args:
            sheet: The sheet.
            widths: The width of each column, in characters.
            repeated: The number of columns that each page repeats if there are several beside each other.
        """
        for index, width in enumerate(widths):
            sheet.page.set_column(index, index, width)
        if sum(widths) <= PAGE:
            sheet.page.fit_to_pages(1, 0)
            return
        sheet.page.set_print_scale(_SMALLEST)
        if repeated:
            sheet.page.repeat_columns(0, repeated - 1)

    def fitted(self, sheet: Sheet, row: int, column: int, text: str) -> str:
        """Return a text that fits a cell; the rest of a longer one goes to a sheet of its own, which the text names."""
        if units(text) <= CELL:
            return text
        start = self.top + len(self._continued) + 2
        hint = self.words("[continued in the sheet '{sheet}', from row {row}]", sheet=self.continued_name, row=start)
        first, rest = cut(text, CELL - units(hint) - 1)
        where = reference(sheet.name, row + 1, column_letters(column))
        self._continued += [(where, piece) for piece in pieces(rest)]
        return f"{first}\n{hint}"

    @property
    def top(self) -> int:
        """The number of rows above the header of a table."""
        return 2 if self.marking else 1

    def write_continued(self) -> None:
        """Add the sheet with the texts that are too long for a cell, if there are any."""
        if not self._continued:
            return
        sheet, row = self.add_sheet(self.continued_name, self.words("Texts that are too long for a cell"))
        self.set_columns(sheet, (30, 120))
        for column, title in enumerate((self.words("Continues"), self.words("Text"))):
            sheet.page.write_string(row, column, title, self.style("header"))
        for at, (where, text) in enumerate(self._continued, row + 1):
            sheet.page.write_string(at, 0, where, self.style("text"))
            sheet.page.write_string(at, 1, text, self.style("text"))

    def close(self) -> bytes:
        """Return the bytes of the workbook."""
        self.workbook.close()
        return self._data.getvalue()


def fingerprint(document: Document) -> dict[str, str]:
    """Return what a program needs to match a workbook that comes back, by name of the property."""
    properties = {"empact.document": f"{document.kind}/{document.version}"}
    if document.marking:
        properties["empact.marking"] = line(document.marking)
    for number, plan in enumerate(document.plans, 1):
        prefix = "empact.plan" if number == 1 else f"empact.plan.{number}"
        properties |= {prefix: plan.plan_id, f"{prefix}.sha256": plan.sha256}
        if plan.number is not None:
            properties[f"{prefix}.number"] = plan.number
    for number, party in enumerate(_items(document.properties.get("party")), 1):
        properties["empact.party" if number == 1 else f"empact.party.{number}"] = str(party)
    return {name: harmless(value) for name, value in properties.items()}


def _items(value: Value) -> tuple[Scalar, ...]:
    return value if isinstance(value, tuple) else () if value is None else (value,)


def _footer(marking: str | None, title: str) -> str:
    """Return what is below a printed page: the marking, what there is room for of the title, and the page number."""
    room = _HEADING - len(f"&C{_PAGE_NUMBER}")
    first = _heading(marking or "", room)
    second = _heading(title, room - units(first) - bool(first))
    return f"&C{first}{chr(10) if first and second else ''}{second}{_PAGE_NUMBER}"


def _heading(text: str, room: int) -> str:
    """Return a text for above or below a printed page, or the beginning of it that there is room for.

    An ampersand begins a code there. The library takes ``&G`` and ``&[`` for a picture even behind an ampersand.
    """
    if units(_coded(text)) <= room:
        return _coded(text)
    lengths = [units(_coded(text[:end])) for end in range(1, min(len(text), max(room, 0)) + 1)]
    beginning = text[: bisect.bisect_right(lengths, room - len(_LEFT_OUT))]
    return f"{_coded(beginning)}{_LEFT_OUT}" if beginning else ""


def _coded(text: str) -> str:
    return text.replace("&", "&&").replace("&G", "& G").replace("&[", "& [")
