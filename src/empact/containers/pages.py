"""The pages of an office file: the parts that a reader sees or prints on their own, each with its text.

The pages of a workbook are its sheets, and what is printed above and below them; those of a Word document are the
headers and footers of its sections. They are counted and not named, since the name of a sheet is a text of the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from xml.etree import ElementTree as ET

from empact.containers.markup import parse
from empact.containers.opening import Package, PackageKind
from empact.containers.texts import Page

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_ODF = "{{urn:oasis:names:tc:opendocument:xmlns:{}:1.0}}"
_OFFICE, _STYLE, _TABLE, _TEXT, _DRAW = map(_ODF.format, ("office", "style", "table", "text", "drawing"))
_CODE = re.compile(r'&(?:(&)|"[^"]*"|K[0-9A-Fa-f]{6}|K\d\d[+-]\d{3}|\d+|[A-Za-z])')
"""A code in what is printed above or below a sheet: a font, a size, a field; ``&&`` is an ampersand."""
_HEADING = 150
"""The characters of a marking that are looked for above a printed sheet: Excel has room for 255 with all codes."""
_AROUND = ("header", "footer")
_BLANKS = frozenset({f"{_WORD}tab", f"{_WORD}br", f"{_DRAWING}br", f"{_TEXT}s", f"{_TEXT}tab", f"{_TEXT}line-break"})
_RUNS = frozenset({f"{_WORD}t", f"{_SHEET}t", f"{_DRAWING}t", f"{_TEXT}span", f"{_TEXT}a"})
"""The elements whose texts are joined; the texts of all others are apart."""
_LINES = frozenset({f"{_WORD}p", f"{_SHEET}si", f"{_SHEET}comment", f"{_DRAWING}p", f"{_TEXT}p", f"{_TEXT}h"})


PageReader = Callable[[Package], Iterator[Page]]


def sheets(package: Package) -> Iterator[Page]:
    """Yield the cells of each sheet of a workbook, and what is printed above and below it."""
    main = package.main or ""
    targets = {relation.id: relation.target for relation in package.relationships(main)}
    strings = (relation.target for relation in package.relationships(main) if relation.kind == "sharedStrings")
    shared = [joined(item) for name in strings for item in parse(package.parts[name])]
    for number, sheet in enumerate(parse(package.parts[main]).iter(f"{_SHEET}sheet"), 1):
        root = parse(package.parts[targets[sheet.get(f"{_RELATION}id", "")]])
        if root.tag == f"{_SHEET}worksheet":
            yield Page(f"the cells of sheet {number}", "\n".join(_cells(root, shared)))
        around = root.find(f"{_SHEET}headerFooter")
        kinds = ["odd"]
        if around is not None:
            kinds += ["even"] if _is_on(around, "differentOddEven") else []
            kinds += ["first"] if _is_on(around, "differentFirst") else []
        for kind in kinds:
            for side in _AROUND:
                text = "" if around is None else around.findtext(f"{_SHEET}{kind}{side.capitalize()}", "")
                what = f"the printed {side}" if kind == "odd" else f"the printed {side} ({kind} pages)"
                yield Page(f"{what} of sheet {number}", without_codes(text), _HEADING)


def without_codes(text: str) -> str:
    """Return a text that is printed above or below a sheet without its codes."""
    return _CODE.sub(lambda code: code[1] or " ", text)


def _is_on(element: ET.Element, attribute: str) -> bool:
    return element.get(attribute, "").lower() in {"1", "true"}


def _cells(root: ET.Element, shared: list[str]) -> Iterator[str]:
    for cell in root.iter(f"{_SHEET}c"):
        content = cell.findtext(f"{_SHEET}v", "")
        yield shared[int(content)] if cell.get("t") == "s" else content or joined(cell)


def sections(package: Package) -> Iterator[Page]:
    """Yield the headers and footers of each section of a Word document; a section without one has the one before.

    A document without any section has one, without a header.
    """
    main = package.main or ""
    targets = {relation.id: relation.target for relation in package.relationships(main)}
    settings = [relation.target for relation in package.relationships(main) if relation.kind == "settings"]
    is_even = any(parse(package.parts[name]).find(f"{_WORD}evenAndOddHeaders") is not None for name in settings)
    last: dict[tuple[str, str], str] = {}
    for number, section in enumerate([*parse(package.parts[main]).iter(f"{_WORD}sectPr")] or [ET.Element("none")], 1):
        last |= {
            (side, reference.get(f"{_WORD}type", "default")): targets[reference.get(f"{_RELATION}id", "")]
            for side in _AROUND
            for reference in section.iter(f"{_WORD}{side}Reference")
        }
        is_first = section.find(f"{_WORD}titlePg") is not None
        for side in _AROUND:
            for page in ("default", *(["first"] if is_first else []), *(["even"] if is_even else [])):
                name = last.get((side, page))
                text = "" if name is None else joined(parse(package.parts[name]))
                yield Page(f"the {side} ({page}) of section {number}", text)


def slides(package: Package) -> Iterator[Page]:
    """Yield each slide of a presentation, with what its layout and its master show on it."""
    main = package.main or ""
    targets = {relation.id: relation.target for relation in package.relationships(main)}
    slide = "{http://schemas.openxmlformats.org/presentationml/2006/main}sldId"
    for number, reference in enumerate(parse(package.parts[main]).iter(slide), 1):
        texts: list[str] = []
        name: str | None = targets[reference.get(f"{_RELATION}id", "")]
        for below in ("slideLayout", "slideMaster", ""):
            if name is not None:
                texts.append(joined(parse(package.parts[name])))
                related = package.relationships(name)
                name = next((relation.target for relation in related if relation.kind == below), None)
        yield Page(f"slide {number}", "\n".join(texts))


def open_sheets(package: Package) -> Iterator[Page]:
    """Yield the cells of each sheet of an OpenDocument spreadsheet, and what is printed around it, if anything is."""
    root = parse(package.parts["content.xml"])
    masters = _masters(package)
    pages = {
        style.get(f"{_STYLE}name", ""): style.get(f"{_STYLE}master-page-name", "")
        for style in root.iter(f"{_STYLE}style")
    }
    for number, sheet in enumerate(root.iterfind(f"{_OFFICE}body/{_OFFICE}spreadsheet/{_TABLE}table"), 1):
        yield Page(f"the cells of sheet {number}", joined(sheet))
        style = pages.get(sheet.get(f"{_TABLE}style-name", ""), "")
        master = masters.get(style, next(iter(masters.values()), None))
        for side in _AROUND:
            text = "" if master is None else _around(master, side)
            if text.strip():
                yield Page(f"the printed {side} of sheet {number}", text)


def open_pages(package: Package) -> Iterator[Page]:
    """Yield the header and the footer of each page style that an OpenDocument text uses, together."""
    masters = _masters(package)
    used = {name for part in ("content.xml", "styles.xml") for name in _used_masters(package, part)}
    for number, (name, master) in enumerate(masters.items(), 1):
        if number == 1 or name in used:
            kinds = ["", *(kind for kind in ("-first", "-left") if master.find(f"{_STYLE}header{kind}") is not None)]
            for kind in kinds:
                text = "\n".join(_around(master, f"{side}{kind}") for side in _AROUND)
                where = f"the header and the footer of page style {number}"
                yield Page(f"{where} ({kind[1:]} pages)" if kind else where, text)


def open_slides(package: Package) -> Iterator[Page]:
    """Yield each page of an OpenDocument presentation or drawing, with what its master page shows on it."""
    masters = _masters(package)
    for number, page in enumerate(parse(package.parts["content.xml"]).iter(f"{_DRAW}page"), 1):
        master = masters.get(page.get(f"{_DRAW}master-page-name", ""))
        yield Page(f"page {number}", "\n".join(joined(root) for root in (page, master) if root is not None))


def _masters(package: Package) -> dict[str, ET.Element]:
    content = package.parts.get("styles.xml")
    masters = () if content is None else parse(content).iter(f"{_STYLE}master-page")
    return {master.get(f"{_STYLE}name", ""): master for master in masters}


def _used_masters(package: Package, part: str) -> Iterator[str]:
    content = package.parts.get(part)
    for element in () if content is None else parse(content).iter():
        yield element.get(f"{_STYLE}master-page-name", "")


def _around(master: ET.Element, side: str) -> str:
    """Return the header or the footer of a page style; empty if it is not printed."""
    element = master.find(f"{_STYLE}{side}")
    return "" if element is None or element.get(f"{_STYLE}display") == "false" else joined(element)


def joined(root: ET.Element) -> str:
    """Return the texts of all elements: those of a run of text joined, and all others apart."""
    texts: list[str] = []
    # Without recursion: a file may nest its elements as deeply as it wants.
    stack: list[tuple[ET.Element, bool]] = [(root, False)]
    while stack:
        element, is_done = stack.pop()
        if not is_done:
            texts.append(" " if element.tag in _BLANKS else element.text or "")
            stack.append((element, True))
            stack.extend((child, False) for child in reversed(element))
            continue
        if element.tag in _LINES:
            texts.append("\n")
        elif element.tag not in _RUNS and element.text:
            texts.append(" ")
        if element is not root:
            texts.append(element.tail or "")
    return "".join(texts)


OOXML_PAGES: Mapping[str, PageReader] = MappingProxyType(
    {"spreadsheetml": sheets, "wordprocessingml": sections, "presentationml": slides, "ms-excel": sheets}
    | {"ms-word": sections, "ms-powerpoint": slides}
)
"""How the pages of an OOXML file are read, by a word of its content type; with macros it has another."""
ODF_PAGES: Mapping[str, PageReader] = MappingProxyType(
    {"spreadsheet": open_sheets, "text": open_pages, "presentation": open_slides, "graphics": open_slides}
)
"""How the pages of an OpenDocument are read, by a word of its content type."""


def pages_of(package: Package) -> Iterator[Page] | None:
    """Return the pages of an office file; None if it is of a kind whose pages are not known."""
    table = OOXML_PAGES if package.kind is PackageKind.OOXML else ODF_PAGES
    kind = package.media_type.rpartition("opendocument.")[2] if package.kind is PackageKind.ODF else package.media_type
    reader = next((reader for word, reader in table.items() if word in kind), None)
    return None if reader is None else reader(package)
