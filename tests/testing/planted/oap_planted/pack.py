"""The exporter ``pack``: a format of pages that empact does not know, so the plugin reads the pages itself."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from empact.documents import Document, Table
from empact.hooks import Artifact, ExportContext, printable

_HEAD = b"\x00PACK\xff"
_END = "\x1e"


def write(document: Document, ctx: ExportContext) -> Iterator[Artifact]:
    """Write a page for the title, and one for each section, each with the marking."""
    marking = document.marking or ""
    pages = [[marking, document.title]]
    for section in document.sections:
        body = section.body
        texts = (
            [str(value) for row in body.rows for value in row.values] if isinstance(body, Table) else body.paragraphs
        )
        pages.append([marking, section.title, *texts])
    text = _END.join(printable("\n".join(page)) for page in pages)
    yield Artifact(f"{document.name}.pack", _HEAD + zlib.compress(text.encode()))


def pages(data: bytes) -> list[str]:
    """Return the text of each page."""
    return zlib.decompress(data.removeprefix(_HEAD)).decode().split(_END)
