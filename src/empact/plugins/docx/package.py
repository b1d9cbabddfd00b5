"""Completes a file: footnotes, properties, and the bytes, which are the same for the same content."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from empact.documents import Document, Words
from empact.plugins.docx.markup import NAMESPACES, elements, line
from empact.plugins.docx.notes import SEPARATORS, Notes
from empact.plugins.docx.styles import Styles

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_DAY = "2000-01-01T00:00:00Z"
"""The date of every file: the day on which it is made would change its bytes."""
_LEFT_OUT = ("/metadata/thumbnail", "/extended-properties", "/custom-properties", "/metadata/core-properties")
"""What a template says about itself: its picture, its statistics, its author."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ID = re.compile(rb"<w:footnote\b[^>]*\bw:id=[\"'](-?[0-9]{1,9})[\"']")


def first_notes(document: Any, styles: Styles, words: Words) -> Notes:
    """Return the footnotes of a document that is written into a file, which come behind those of the file."""
    relationship = _footnotes(document)
    if relationship is None:
        return Notes(styles, words)
    ids = map(int, _ID.findall(relationship.target_part.blob))
    references = sum(1 for _ in document.element.body.iter(f"{_W}footnoteReference"))
    return Notes(styles, words, max([0, *ids]) + 1, references)


def add_footnotes(document: Any, notes: Notes) -> None:
    """Add footnotes to those of a file."""
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    if not len(notes):
        return
    relationship = _footnotes(document)
    if relationship is None:
        blob = f"{_HEAD}<w:footnotes {NAMESPACES}>{SEPARATORS}{notes.markup()}</w:footnotes>".encode()
        part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, blob, document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        return
    from docx.opc import oxml
    from docx.oxml import parse_xml

    part = relationship.target_part
    root: Any = parse_xml(part.blob)
    for footnote in elements(notes.markup()):
        root.append(footnote)
    library: Any = oxml
    part._blob = library.serialize_part_xml(root)  # noqa: SLF001 - python-docx knows no footnotes, and keeps them as bytes


def _footnotes(document: Any) -> Any:
    rels = document.part.rels.values()
    return next((rel for rel in rels if not rel.is_external and rel.reltype.endswith("/footnotes")), None)


def set_properties(document: Any, written: Document, language: str) -> None:
    """Give a file the title, marking and language of a document, and nothing of the template about itself."""
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    package = document.part.package
    for key in [key for key, rel in package.rels.items() if rel.reltype.endswith(_LEFT_OUT)]:
        del package.rels[key]
    marking = line(written.marking or "")
    fields = (
        f"<dc:title>{line(written.title)}</dc:title><dc:creator></dc:creator>",
        f"<cp:keywords>{marking}</cp:keywords><cp:category>{marking}</cp:category>" if marking else "",
        f"<cp:lastModifiedBy></cp:lastModifiedBy><cp:revision>1</cp:revision><dc:language>{language}</dc:language>",
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{_DAY}</dcterms:created>',
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{_DAY}</dcterms:modified>',
    )
    blob = (
        f'{_HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{"".join(fields)}</cp:coreProperties>'
    )
    part = Part(PackURI("/docProps/core.xml"), CONTENT_TYPE.OPC_CORE_PROPERTIES, blob.encode(), package)
    package.relate_to(part, RELATIONSHIP_TYPE.CORE_PROPERTIES)


def forget_its_template(document: Any) -> None:
    """Remove the address from which Word would load the template of a template."""
    for rel in document.part.rels.values():
        if rel.is_external or not rel.reltype.endswith("/settings"):
            continue
        part = rel.target_part
        for element in part.element.findall(f"{_W}attachedTemplate"):
            part.element.remove(element)
        for key in [key for key, own in part.rels.items() if own.reltype.endswith("/attachedTemplate")]:
            del part.rels[key]


def packed(document: Any) -> bytes:
    """Return the bytes of a file, without the time at which it was made."""
    made, stream = io.BytesIO(), io.BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(stream, "w") as archive:
        for part in source.infolist():
            entry = zipfile.ZipInfo(part.filename)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, source.read(part))
    return stream.getvalue()
