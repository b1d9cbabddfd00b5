"""Writes a document as an OpenDocument spreadsheet, with a sheet for each section."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

from empact.documents import CellNote, Document, Hyperlink, Part, Section, Table, TableCell, Text, cell_parts
from empact.hooks import Artifact, ExportContext, printable
from empact.model import is_web_address

MIME = "application/vnd.oasis.opendocument.spreadsheet"
NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {"office": "office", "table": "table", "text": "text", "manifest": "manifest"}.items()
)
MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest {NAMES} manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:media-type="{MIME}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
</manifest:manifest>
"""


def write(document: Document, ctx: ExportContext) -> Iterator[Artifact]:
    """Write a document: the marking is the first and the last row of each sheet."""
    used: set[str] = set()
    sections = document.sections or (Section(key="document", title=document.title, body=Text(())),)
    sheets = "".join(_sheet(section, document, used) for section in sections)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content {NAMES} '
        f'xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.3"><office:body><office:spreadsheet>'
        f"{sheets}</office:spreadsheet></office:body></office:document-content>\n"
    )
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, text in {"mimetype": MIME, "META-INF/manifest.xml": MANIFEST, "content.xml": content}.items():
            info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))  # the same bytes each time
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(info, text)
    yield Artifact(f"{document.name}.ods", data.getvalue())


def _sheet(section: Section, document: Document, used: set[str]) -> str:
    marking = _row(_texts(document.marking)) if document.marking else ""
    head = _row(_texts(document.title)) + _row(_texts(section.title))
    if isinstance(section.body, Table):
        head += _row("".join(_texts(column.title) for column in section.body.columns))
        rows = [_row("".join(map(_cell, row.cells))) for row in section.body.rows]
    else:
        texts = [*section.body.paragraphs, *(note.text for note in section.body.notes)]
        rows = [_row(_texts(text)) for text in texts]
    name = quoteattr(_name(section, used))
    return f"<table:table table:name={name}>{marking}{head}{''.join(rows)}{marking}</table:table>"


def _name(section: Section, used: set[str]) -> str:
    """Return a name of a sheet that no other sheet of the document has."""
    name = re.sub(r"[\[\]*?:/\\']", " ", printable(section.title or section.key)).strip()[:28] or "Sheet"
    number = 1
    unique = name
    while unique.lower() in used:
        number += 1
        unique = f"{name} {number}"
    used.add(unique.lower())
    return unique


def _row(cells: str) -> str:
    return f"<table:table-row>{cells}</table:table-row>"


def _cell(cell: TableCell) -> str:
    """Return a cell: a number or a date as such, everything else as paragraphs, with the notes behind them."""
    value, is_plain = cell.value, not cell.notes and cell.fill_in is None
    if is_plain and isinstance(value, (int, float, Decimal)):
        return _typed(f'office:value-type="float" office:value="{value}"', str(value))
    if is_plain and isinstance(value, dt.date):
        return _typed(f'office:value-type="date" office:date-value="{value}"', str(value))
    paragraphs = ["".join(map(_part, parts)) for parts in cell_parts(cell)]
    if cell.fill_in is not None:
        answers = ", ".join(cell.fill_in.options)
        paragraphs.append(_part(f"[to fill in: {answers}]" if answers else "[to fill in]"))
    return _paragraphs(paragraphs)


def _part(part: Part) -> str:
    if isinstance(part, CellNote):
        return _escaped(f" [{part.text}]")
    if isinstance(part, Hyperlink) and is_web_address(part.url):
        return f"<text:a xlink:href={quoteattr(part.url)}>{_escaped(part.text)}</text:a>"
    return _escaped(part.plain if isinstance(part, Hyperlink) else str(part))


def _texts(text: str) -> str:
    return _paragraphs([_escaped(text)])


def _paragraphs(paragraphs: list[str]) -> str:
    body = "".join(f"<text:p>{text}</text:p>" for text in paragraphs)
    return f'<table:table-cell office:value-type="string">{body}</table:table-cell>'


def _typed(attributes: str, text: str) -> str:
    return f"<table:table-cell {attributes}><text:p>{escape(text)}</text:p></table:table-cell>"


def _escaped(text: str) -> str:
    """Return a text in which nothing is markup and every space and line break is kept."""
    lines = printable(text).split("\n")
    return "<text:line-break/>".join(re.sub(" {2,}", _spaces, escape(line)) for line in lines)


def _spaces(match: re.Match[str]) -> str:
    return f' <text:s text:c="{len(match[0]) - 1}"/>'
