"""Makes the pages: portrait and landscape, and the marking and the page number on each of them."""

from __future__ import annotations

import copy
from typing import Any

from empact.plugins.docx.markup import Styles, elements, paragraph, run

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
_AGAIN = ("type", "titlePg", "pgNumType")
"""What only the first section of a template has: how it begins, its first page, and the first page number."""
_ON_THE_PAGE = frozenset({"continuous", "nextColumn"})
"""The sections that do not begin on a new page."""
_MARKS = frozenset(f"{_W}{name}" for name in ("bookmarkStart", "bookmarkEnd", "permStart", "permEnd", "proofErr"))
"""The parts of a body that take no room: behind its last paragraph, they need none of their own."""
AFTER_A_TABLE = paragraph("", properties='<w:spacing w:after="0" w:line="160" w:lineRule="exact"/>')
"""A low paragraph for a place that needs one."""


def _field(name: str) -> str:
    begin, separate, end = (_FIELD.format(kind) for kind in ("begin", "separate", "end"))
    code = f'<w:r><w:instrText xml:space="preserve"> {name} </w:instrText></w:r>'
    return f"{begin}{code}{separate}<w:r><w:t>1</w:t></w:r>{end}"


class Pages:
    """The sections of a file, in the sense of Word: each has pages of one format.

    Args:
        document: The file.
        styles: Its styles.
        marking: The marking of every page; None if there is none.
    """

    def __init__(self, document: Any, styles: Styles, marking: str | None) -> None:
        self._body = document.element.body
        self._last = self._body.get_or_add_sectPr()
        self._is_first = True
        self._make_page_size()
        self._mark(document, styles, " ".join((marking or "").split()))

    def _make_page_size(self) -> None:
        """Give a section without a page size that of A4, and margins."""
        section = self._last
        for name, values in (
            ("pgSz", {"w": 11906, "h": 16838}),
            ("pgMar", {"top": 1247, "right": 1134, "bottom": 1134, "left": 1134, "header": 567, "footer": 567}),
        ):
            element = section.find(f"{_W}{name}")
            if element is None:
                element = section.get_or_add_pgSz() if name == "pgSz" else section.get_or_add_pgMar()
            for key, value in values.items():
                if element.get(f"{_W}{key}") is None:
                    element.set(f"{_W}{key}", str(value))

    def room(self, *, landscape: bool) -> int:
        """Return the width between the margins, in twentieths of a point."""
        size, margins = self._last.find(f"{_W}pgSz"), self._last.find(f"{_W}pgMar")
        width, height = (_number(size.get(f"{_W}{key}")) for key in ("w", "h"))
        around = sum(_number(margins.get(f"{_W}{key}")) for key in ("left", "right"))
        return max(1000, (max(width, height) if landscape else width) - around)

    def end_body(self) -> None:
        """End the section of what a template has in its body, so that what follows begins on a new page.

        A letter keeps its page, whatever the format of the pages behind it.
        """
        last = next(child for child in reversed(self._body) if child is not self._last and child.tag not in _MARKS)
        if last.tag != f"{_W}p":
            (behind,) = elements(AFTER_A_TABLE)
            last.addnext(behind)
            last = behind
        if last.find(f"{_W}pPr/{_W}sectPr") is None:
            last.set_sectPr(copy.deepcopy(self._last))
            self._is_first = False
        for element in self._last.findall(f"{_W}type"):
            if element.get(f"{_W}val") in _ON_THE_PAGE:
                self._last.remove(element)

    def properties(self, *, landscape: bool) -> Any:
        """Return the properties of the next section: those of the last of the file, with the format of its pages."""
        section = copy.deepcopy(self._last)
        size = section.find(f"{_W}pgSz")
        width, height = (_number(size.get(f"{_W}{key}")) for key in ("w", "h"))
        if landscape and width < height:
            size.set(f"{_W}w", str(height))
            size.set(f"{_W}h", str(width))
        if landscape:
            size.set(f"{_W}orient", "landscape")
        for name in () if self._is_first else _AGAIN:
            for element in section.findall(f"{_W}{name}"):
                section.remove(element)
        self._is_first = False
        return section

    def end(self, properties: Any) -> None:
        """Give the last section its properties."""
        self._body.replace(self._last, properties)

    def _mark(self, document: Any, styles: Styles, marking: str) -> None:
        done: set[str] = set()
        even = document.settings.odd_and_even_pages_header_footer
        own: set[str] = set()
        for section in document.sections:
            kinds = ["", *(["first_page_"] if section.different_first_page_header_footer else [])]
            for kind in (*kinds, *(["even_page_"] if even else [])):
                for side in ("header", "footer"):
                    name = f"{kind}{side}"
                    place = getattr(section, name)
                    if place.is_linked_to_previous and name in own:
                        continue  # it is the one of the section before
                    is_new = place.is_linked_to_previous
                    place.is_linked_to_previous = False
                    own.add(name)
                    if str(place.part.partname) not in done:
                        done.add(str(place.part.partname))
                        _fill(place._element, side, marking, styles, is_new=is_new)  # noqa: SLF001 - it has no public name


def _fill(element: Any, side: str, marking: str, styles: Styles, *, is_new: bool) -> None:
    """Put the marking above the header, or the marking and the page number below the footer."""
    if is_new:
        for child in list(element):
            element.remove(child)
    style = styles.id("Marking")
    blocks = [paragraph(run(marking), style)] if marking else []
    has_number = any("PAGE" in (code.text or "") for code in element.iter(f"{_W}instrText")) or any(
        "PAGE" in (field.get(f"{_W}instr") or "") for field in element.iter(f"{_W}fldSimple")
    )
    if side == "footer" and not has_number:
        number = f"{_field('PAGE')}{run(' / ')}{_field('NUMPAGES')}"
        blocks.append(paragraph(number, styles.id("footer"), '<w:jc w:val="center"/>'))
    if is_new and not blocks:
        blocks.append(paragraph(""))
    for index, block in enumerate(elements("".join(blocks))):
        if side == "header":
            element.insert(index, block)
        else:
            element.append(block)


def _number(text: str | None) -> int:
    """Return a measure of a template, or 0 if it is not a number."""
    try:
        return int(float(text or "0"))
    except ValueError:
        return 0
