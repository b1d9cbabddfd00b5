"""Opens the file that a document is written into: an empty one, or a template, after checks of its size and content."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path
from typing import Any

from empact import ExportError, MissingExtraError
from empact.plugins.docx.markup import NAMESPACES
from empact.plugins.docx.styles import default_styles

_MOST_BYTES = 20_000_000
"""The bytes of the largest template."""
_MOST_UNPACKED = 50_000_000
"""The bytes of all parts of a template."""
_MOST_PARTS = 2_000
"""The parts of a template."""
_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OTHER = {
    b"wordprocessingml.template.main+xml": "a Word template (.dotx): save it as a document (.docx)",
    b"ms-word.document.macroEnabled": "a document with macros (.docm): save it as .docx",
    b"ms-word.template.macroEnabledTemplate": "a template with macros (.dotm): save it as .docx",
}
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_EMPTY = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_WORD}.styles+xml"/>'
    f'<Override PartName="/word/settings.xml" ContentType="{_WORD}.settings+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/settings" Target="settings.xml"/></Relationships>',
    "word/document.xml": f"<w:document {NAMESPACES}><w:body><w:sectPr>"
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1247" w:right="1134" w:bottom="1134" w:left="1134" '
    'w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>',
    "word/settings.xml": f'<w:settings {NAMESPACES}><w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/>'
    '</w:footnotePr><w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>',
}
"""The parts of an empty file on A4, without its styles."""


def open_file(template: Path | None, language: str) -> Any:
    """Return an empty file, or a template, as a document of python-docx.

    Args:
        template: The template; None for an empty file.
        language: The language of an empty file: ``de-DE``.

    Raises:
        MissingExtraError: python-docx is not installed.
        ExportError: The template cannot be read, is not a Word document, or is too large.
    """
    try:
        import docx
    except ImportError:
        message = "The format 'docx' needs python-docx: run 'pip install \"empact[docx]\"'."
        raise MissingExtraError(message) from None
    if template is None:
        return docx.Document(io.BytesIO(_empty(language)))
    data = _checked(template)
    try:
        return docx.Document(io.BytesIO(data))
    except Exception:  # noqa: BLE001 - a library that reads any bytes may raise anything
        raise _refusal(template, "not a Word document (.docx)") from None


def _empty(language: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in (_EMPTY | {"word/styles.xml": ""}).items():
            archive.writestr(zipfile.ZipInfo(name), f"{_HEAD}{content}" if content else default_styles(language))
    return stream.getvalue()


def _checked(template: Path) -> bytes:
    """Return the bytes of a template, none of whose parts is too large or declares entities."""
    try:
        with template.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except OSError as problem:
        message = f"The template {str(template)!r} cannot be read: {problem.strerror or problem}."
        raise ExportError(message) from None
    if len(data) > _MOST_BYTES:
        raise _refusal(template, f"larger than {_MOST_BYTES // 1_000_000} MB")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
                raise _refusal(template, f"larger than {_MOST_UNPACKED // 1_000_000} MB when it is unpacked")
            types = archive.read("[Content_Types].xml")
            for kind, what in _OTHER.items():
                if kind in types:
                    raise _refusal(template, what)
            if _MAIN not in types:
                raise _refusal(template, "not a Word document (.docx)")
            # A part of a Word document never declares entities: so none is expanded, and none is loaded.
            if any(b"<!DOCTYPE" in archive.read(part).replace(b"\0", b"") for part in parts if _is_xml(part.filename)):
                raise _refusal(template, "not a Word document: it declares entities")
    except (zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, EOFError, OSError, zlib.error):
        raise _refusal(template, "not a Word document (.docx)") from None
    return data


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels"))


def _refusal(template: Path, what: str) -> ExportError:
    return ExportError(f"The template {str(template)!r} is {what}.")
