"""Writes a document, or a plan as the Council prints it, as a Word file: its parts, properties and bytes."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs

from empact import EmpactError
from empact.documents import Document, Words, build_council_document, words_in
from empact.hooks import Artifact, ExportContext
from empact.model import Plan
from empact.plugins.docx.bars import with_bars
from empact.plugins.docx.body import BodyWriter, fill
from empact.plugins.docx.markup import (
    LANGUAGE_TAGS,
    NAMESPACES,
    SEPARATORS,
    Notes,
    Styles,
    default_styles,
    elements,
    line,
)
from empact.plugins.docx.pages import Pages
from empact.plugins.docx.template import broken, open_file

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


def write_plan(_plan: Plan, ctx: ExportContext) -> Iterator[Artifact]:
    """Write a plan as the Council prints it.

    Raises:
        ExportError: The template cannot be read, or is refused.
        MissingExtraError: python-docx is not installed.
    """
    for context in ctx.context.contexts:
        asked = {name: ctx.options[name] for name in ("per_goal", "with_reports")}
        document = build_council_document(context, **asked, language=ctx.language)
        yield from write(attrs.evolve(document, marking=ctx.marking), ctx)


def write(document: Document, ctx: ExportContext) -> Iterator[Artifact]:
    """Write one file, named after the document, with its marking on each page.

    What a template has in its body stays before the document.

    Raises:
        ExportError: The template cannot be read, or is refused.
        MissingExtraError: python-docx is not installed.
    """
    template: Path | None = ctx.options["template"]
    try:
        made = _written(document, ctx, template)
    except EmpactError:
        raise
    except Exception:
        if template is None:
            raise
        _written(document, ctx, None)  # if this stops too, the template is not the reason
        raise broken(template) from None
    yield made


def _written(document: Document, ctx: ExportContext, template: Path | None) -> Artifact:
    document = with_bars(document)
    words = words_in(ctx.language)
    tag = LANGUAGE_TAGS[words.fixed]
    file = open_file(template, tag)
    from docx.oxml import parse_xml

    styles = Styles(file.styles.element, parse_xml(default_styles(tag).encode()))
    notes = first_notes(file, styles, words)
    pages = Pages(file, styles, document.marking)
    fill(file, document, BodyWriter(file, document, styles, notes, words, ctx.options["table_style"]), pages)
    add_footnotes(file, notes)
    set_properties(file, document, tag)
    forget_its_template(file)
    data = packed(file)
    if styles.missing:
        what = "The default file" if template is None else f"The template {str(template)!r}"
        names = ", ".join(map(repr, styles.missing))
        warnings.warn(f"{what} does not have the style {names}; the default is used.", stacklevel=2)
    return Artifact(f"{document.name}.docx", data)
