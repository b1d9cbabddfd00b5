"""Reads the XML of a part, and refuses what a part of an office file never has: a DOCTYPE, or an unusual encoding."""

from __future__ import annotations

import io
from collections.abc import Iterator
from xml.etree import ElementTree as ET
from xml.parsers import expat

_ENCODINGS = frozenset({"utf-8", "utf-16", "ascii", "us-ascii"})
"""The encodings of office files, and ASCII, which is UTF-8 too. In UTF-7, another reader may see another text."""
_STARTS = tuple("<".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_STRICT = b"http://purl.oclc.org/ooxml/"
"""How the namespaces of strict OOXML begin, which Word and Excel can write."""
_USUAL = tuple(
    (_STRICT + strict, b"http://schemas.openxmlformats.org/" + usual)
    for strict, usual in (
        (b"spreadsheetml/main", b"spreadsheetml/2006/main"),
        (b"wordprocessingml/main", b"wordprocessingml/2006/main"),
        (b"drawingml/main", b"drawingml/2006/main"),
        (b"officeDocument/relationships", b"officeDocument/2006/relationships"),
    )
)
"""The namespaces of strict OOXML, and those that all other files have for the same."""
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


class _RefusedError(Exception):
    """What is wrong with a part, as the end of a sentence about it."""


def starts_like_markup(content: bytes) -> bool:
    """Return whether a part begins like XML or HTML, in UTF-8 or UTF-16."""
    head = content[:400]
    for mark in _MARKS:
        head = head.removeprefix(mark)
    return head.lstrip(b" \t\r\n\0").startswith(b"<") or head.startswith(_STARTS)


def fault_of(content: bytes, *, is_declared: bool = True) -> str | None:
    """Return what is wrong with the XML of a part, as the end of a sentence about it, or None.

    Args:
        content: The bytes of the part.
        is_declared: Whether the part is XML by its content type. Otherwise it may be something else that begins like
            XML, and need not be complete.
    """
    parser = expat.ParserCreate()
    parser.XmlDeclHandler = _refuse_encoding
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(content, True)  # noqa: FBT003 - the parser of the standard library takes no keywords
    except _RefusedError as refused:
        return str(refused)
    except (expat.ExpatError, ValueError, LookupError):
        return "is not well-formed XML" if is_declared else None
    return None


def _refuse_encoding(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding is not None and encoding.lower() not in _ENCODINGS:
        raise _RefusedError("is in an encoding other than UTF-8 and UTF-16")


def _refuse_doctype(*_declared: object) -> None:
    raise _RefusedError("declares a DOCTYPE")


def parse(content: bytes) -> ET.Element:
    """Return the root element of a part that :func:`fault_of` has found nothing wrong with."""
    return ET.fromstring(usual(content))  # noqa: S314 - a part with a DOCTYPE has been refused: nothing is expanded


def usual(content: bytes) -> bytes:
    """Return a part with the usual namespaces, if it has those of strict OOXML."""
    if _STRICT in content:
        for strict, namespace in _USUAL:
            content = content.replace(strict, namespace)
    return content


def elements(content: bytes) -> Iterator[tuple[str, ET.Element]]:
    """Yield each element of a part where it starts and where it ends, without reading the part at once.

    Remove an element from the element around it when it has been read: a large part then takes little memory.
    """
    yield from ET.iterparse(io.BytesIO(usual(content)), ("start", "end"))  # noqa: S314 - as above
