"""The texts of an office file, wherever they stand: cells, paragraphs, comments, headers, properties and links."""

from __future__ import annotations

from collections.abc import Iterator

from empact.arguments import check_type
from empact.containers.markup import parse, starts_like_markup
from empact.containers.opening import Package

_WITHIN = frozenset(
    {"a", "bookmarkEnd", "bookmarkStart", "del", "hyperlink", "ins", "lastRenderedPageBreak", "proofErr", "r"}
    | {"smartTag", "soft-page-break", "span", "t"}
)
"""The elements, by local name, that do not end a text: parts of a line that look or behave differently, and marks."""
_SIGNS = {
    "tab": "\t",
    "s": " ",
    "softHyphen": "\u00ad",
    "noBreakHyphen": "\u2011",
    **dict.fromkeys(("br", "cr", "line-break"), "\n"),
}
"""The elements, by local name, that are signs of a text."""
_LOOK = frozenset({"pPr", "rPr"})
"""The elements that say how a text looks, and have none."""
_LINKS = ("mailto:", "tel:")
_NAMED = frozenset({"author", "descr", "name", "title"})
"""The attributes, by local name, with words that people see: the name of a sheet, the text instead of a picture."""


def package_texts(package: Package) -> Iterator[str]:
    """Yield the texts of all parts that are XML, also of those that nothing shows, and the addresses of links.

    >>> from empact.containers import Package, PackageKind
    >>> properties = b"<?xml version='1.0'?><properties><keywords>LIMITE</keywords></properties>"
    >>> list(package_texts(Package(PackageKind.OOXML, {"docProps/core.xml": properties})))
    ['LIMITE']

    Args:
        package: The file.
    """
    check_type("The file", "a Package", Package, package)
    for content in package.parts.values():
        if starts_like_markup(content):
            yield from _texts(content)


def _texts(content: bytes) -> Iterator[str]:
    """Yield the texts of a part. A text in several pieces, such as half of it in bold, is one."""
    pieces: list[str] = []
    waiting = [(parse(content), False)]
    while waiting:
        element, is_left = waiting.pop()
        name = element.tag.rpartition("}")[2]
        if name in _LOOK:
            pieces.append(element.tail or "")
            continue
        if name in _SIGNS and not (is_left or len(element) or element.text):
            pieces.append(f"{_SIGNS[name]}{element.tail or ''}")
            continue
        if name not in _WITHIN and any(pieces):
            yield "".join(pieces)
            pieces = []
        if is_left:
            pieces.append(element.tail or "")
            continue
        for key, text in element.attrib.items():
            if "@" in text or text.startswith(_LINKS) or key.rpartition("}")[2] in _NAMED:
                yield text
        pieces.append(element.text or "")
        waiting.append((element, True))
        waiting += ((child, False) for child in reversed(element))
    if any(pieces):
        yield "".join(pieces)
