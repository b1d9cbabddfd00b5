"""Opens the file that a document is written into: an empty one, or a template, after checks of its size and content."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

from empact import ExportError, MissingExtraError
from empact.containers import ZIP, Activity, ContainerError, Limits, Package, active_parts, open_package
from empact.plugins.docx.markup import NAMESPACES, default_styles

_LIMITS = Limits(most_bytes=20_000_000, most_unpacked=50_000_000, most_parts=2_000)
"""How large a template may be."""
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OTHER = {
    "wordprocessingml.template.main+xml": "is a Word template (.dotx): save it as a document (.docx)",
    "ms-word.document.macroenabled": "is a document with macros (.docm): save it as .docx",
    "ms-word.template.macroenabledtemplate": "is a template with macros (.dotm): save it as .docx",
}
_ROOTS = {
    "document.main": "document",
    "styles": "styles",
    "settings": "settings",
    "numbering": "numbering",
    "header": "hdr",
    "footer": "ftr",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
}
"""The root element of a part, by its content type: what is written into another one is malformed."""
_NO_WORD = "is not a Word document (.docx)"
_REFUSED = frozenset({Activity.MACROS, Activity.CHUNK, Activity.OBJECT, Activity.EXTERNAL, Activity.FIELD})
"""What a template may not have: the document that is written into it would have it too."""
_REMOVED = "attachedTemplate"
"""The link of a document to its own template, which is removed (see ``forget_its_template``)."""
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
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
        ExportError: The template cannot be read, is not a Word document, is too large, or has what is refused.
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
        raise _refusal(template, _NO_WORD) from None


def _empty(language: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in (_EMPTY | {"word/styles.xml": ""}).items():
            archive.writestr(zipfile.ZipInfo(name), f"{_HEAD}{content}" if content else default_styles(language))
    return stream.getvalue()


def _checked(template: Path) -> bytes:
    """Return the bytes of a template that has nothing that would do harm in the file that is written into it."""
    try:
        with template.open("rb") as file:
            data = file.read(_LIMITS.most_bytes + 1)
    except OSError as problem:
        message = f"The template {str(template)!r} cannot be read: {problem.strerror or problem}."
        raise ExportError(message) from None
    if not data.startswith(ZIP) and len(data) <= _LIMITS.most_bytes:
        raise _refusal(template, _NO_WORD)
    try:
        package = open_package(data, _LIMITS)
    except ContainerError as problem:
        raise _refusal(template, str(problem)) from None
    fault = _fault_of(package)
    if fault is not None:
        raise _refusal(template, fault)
    return data


def _fault_of(package: Package) -> str | None:
    """Return what is wrong with an office file as a template, as the end of a sentence about it, or None."""
    for kind, what in _OTHER.items():
        if kind in package.media_type:
            return what
    if package.media_type != _MAIN:
        return _NO_WORD
    for name in package.parts:
        root = _ROOTS.get(package.content_type(name).removeprefix(f"{_WORD}.").removesuffix("+xml"))
        if root is not None and package.root_of(name) != f"{_W}{root}":
            return f"has a part {name!r} that does not begin with the element 'w:{root}'"
    for part in active_parts(package):
        if part.activity in _REFUSED and part.relation != _REMOVED:
            return f"has {part.what}: remove it from the template"
    return None


def broken(template: Path) -> ExportError:
    """Return the error of a template into which nothing can be written."""
    return _refusal(template, "is a broken Word document: open it in Word and save it again")


def _refusal(template: Path, what: str) -> ExportError:
    return ExportError(f"The template {str(template)!r} {what}.")
