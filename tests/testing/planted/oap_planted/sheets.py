"""The exporter ``sheets``: a document as an OpenDocument spreadsheet, with a sheet for each section."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.sax.saxutils import escape

from empact.documents import Document, Section, Table
from empact.hooks import Artifact, ExportContext, printable

_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "manifest")
)
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_STAMP = (1980, 1, 1, 0, 0, 0)


def _cell(text: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{escape(printable(text))}</text:p></table:table-cell>'


def _row(*texts: str) -> str:
    return f"<table:table-row>{''.join(map(_cell, texts))}</table:table-row>"


def _rows(section: Section) -> Iterator[str]:
    body = section.body
    if not isinstance(body, Table):
        yield from (_row(text) for text in (*body.paragraphs, *(note.text for note in body.notes)))
        return
    yield _row(*(column.title for column in body.columns))
    for row in body.rows:
        texts: list[str] = []
        for cell in row.cells:
            items = cell.value if isinstance(cell.value, tuple) else (cell.value,)
            answers = () if cell.fill_in is None else cell.fill_in.options
            texts.append(" ".join([*(str(item) for item in items if item is not None), *answers]))
            texts.extend(note.text for note in cell.notes)
        yield _row(*texts)


def _sheet(number: int, marking: str, title: str, rows: Iterator[str]) -> str:
    head = _row(marking) if marking else ""
    return f'<table:table table:name="{number}">{head}{_row(title)}{"".join(rows)}</table:table>'


def write(document: Document, ctx: ExportContext) -> Iterator[Artifact]:
    """Write a document, with the marking at the top of each sheet."""
    marking = document.marking or ""
    sheets = [_sheet(1, marking, document.title, iter(()))]
    sheets += [
        _sheet(number, marking, section.title, _rows(section)) for number, section in enumerate(document.sections, 2)
    ]
    body = f"<office:body><office:spreadsheet>{''.join(sheets)}</office:spreadsheet></office:body>"
    content = f"{_HEAD}<office:document-content {_NAMES}>{body}</office:document-content>"
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in (("/", _TYPE), ("content.xml", "text/xml"))
    )
    manifest = f"{_HEAD}<manifest:manifest {_NAMES}>{entries}</manifest:manifest>"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in (("mimetype", _TYPE), ("content.xml", content), ("META-INF/manifest.xml", manifest)):
            archive.writestr(zipfile.ZipInfo(name, _STAMP), text)
    yield Artifact(f"{document.name}.ods", file.getvalue())
