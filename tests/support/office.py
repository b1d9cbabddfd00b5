"""Small zip files, workbooks, Word documents and OpenDocuments, part by part."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

START = '<?xml version="1.0" encoding="UTF-8"?>'
DAY = (2000, 1, 1, 0, 0, 0)
_SCHEMAS = "http://schemas.openxmlformats.org"
RELATION = f"{_SCHEMAS}/officeDocument/2006/relationships"
SHEETS = f'xmlns="{_SCHEMAS}/spreadsheetml/2006/main" xmlns:r="{RELATION}"'
WORD = f'xmlns:w="{_SCHEMAS}/wordprocessingml/2006/main" xmlns:r="{RELATION}"'
_OPEN = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{uri}:1.0"'
    for name, uri in (
        ("office", "office"),
        ("style", "style"),
        ("table", "table"),
        ("text", "text"),
        ("draw", "drawing"),
    )
)
_TYPE = "application/vnd.openxmlformats-officedocument"
_MAIN = {
    "xl/workbook.xml": f"{_TYPE}.spreadsheetml.sheet.main+xml",
    "word/document.xml": f"{_TYPE}.wordprocessingml.document.main+xml",
    "ppt/presentation.xml": f"{_TYPE}.presentationml.presentation.main+xml",
}


def archive(files: Mapping[str, str | bytes], day: tuple[int, int, int, int, int, int] = DAY) -> bytes:
    """A zip file of parts with these contents."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in files.items():
            entry = zipfile.ZipInfo(name, day)
            entry.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(entry, text)
    return file.getvalue()


def relations(targets: Mapping[str, tuple[str, ...]]) -> str:
    """Relationships by id: each with its kind and its target, and a third word if the target is outside."""
    rows = "".join(
        f'<Relationship Id="{key}" Type="{RELATION}/{kind}" Target="{target}"'
        f"{''.join(f' TargetMode={chr(34)}{mode}{chr(34)}' for mode in outside)}/>"
        for key, (kind, target, *outside) in targets.items()
    )
    return f'{START}<Relationships xmlns="{_SCHEMAS}/package/2006/relationships">{rows}</Relationships>'


def ooxml(files: Mapping[str, str | bytes], types: Mapping[str, str] | None = None) -> dict[str, str | bytes]:
    """The parts of an OOXML file with its content types, and with the relationship to its main part."""
    main = next((name for name in _MAIN if name in files), "none.xml")
    kinds = {main: _MAIN.get(main, ""), **(types or {})}
    rows = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
    defaults = '<Default Extension="xml" ContentType="application/xml"/>'
    return {
        "[Content_Types].xml": f'{START}<Types xmlns="{_SCHEMAS}/package/2006/content-types">{defaults}{rows}</Types>',
        "_rels/.rels": relations({"main": ("officeDocument", main)}),
        **files,
    }


def workbook(sheet: str, shared: str = "", name: str = "One") -> bytes:
    """A workbook with one sheet."""
    files = {
        "xl/workbook.xml": f'{START}<workbook {SHEETS}><sheets><sheet name="{name}" r:id="a"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            {"a": ("worksheet", "worksheets/sheet1.xml"), **({"b": ("sharedStrings", "shared.xml")} if shared else {})}
        ),
        "xl/worksheets/sheet1.xml": f"{START}<worksheet {SHEETS}>{sheet}</worksheet>",
        **({"xl/shared.xml": f"{START}<sst {SHEETS}>{shared}</sst>"} if shared else {}),
    }
    return archive(ooxml(files, {"xl/worksheets/sheet1.xml": f"{_TYPE}.spreadsheetml.worksheet+xml"}))


def marked_sheet(text: str) -> str:
    """A sheet with a text in a cell, and above and below each printed page."""
    return (
        f'<sheetData><row><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row></sheetData>'
        f"<headerFooter><oddHeader>&amp;C{text}</oddHeader><oddFooter>&amp;C{text}</oddFooter></headerFooter>"
    )


def word_parts(body: str, settings: str = "", **parts: str) -> dict[str, str | bytes]:
    """The parts of a Word document, with headers and footers by name."""
    files = {
        "word/document.xml": f"{START}<w:document {WORD}><w:body>{body}</w:body></w:document>",
        "word/settings.xml": f"{START}<w:settings {WORD}>{settings}</w:settings>",
        "word/_rels/document.xml.rels": relations(
            {"settings": ("settings", "settings.xml"), **{name: ("header", f"{name}.xml") for name in parts}}
        ),
        **{f"word/{name}.xml": f"{START}<w:hdr {WORD}><w:p>{text}</w:p></w:hdr>" for name, text in parts.items()},
    }
    return ooxml(files)


def word(body: str, settings: str = "", **parts: str) -> bytes:
    """A Word document."""
    return archive(word_parts(body, settings, **parts))


def marked_word(text: str) -> bytes:
    """A Word document with a text above and below each page."""
    section = '<w:sectPr><w:headerReference r:id="up"/><w:footerReference r:id="down"/></w:sectPr>'
    run = f"<w:r><w:t>{text}</w:t></w:r>"
    return word(section, up=run, down=run)


def open_document(kind: str, body: str, masters: str = "") -> bytes:
    """An OpenDocument: ``spreadsheet``, ``text`` or ``presentation``."""
    content = f"<office:body><office:{kind}>{body}</office:{kind}></office:body>"
    styles = f"<office:master-styles>{masters}</office:master-styles>"
    return archive(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "content.xml": f"{START}<office:document-content {_OPEN}>{content}</office:document-content>",
            "styles.xml": f"{START}<office:document-styles {_OPEN}>{styles}</office:document-styles>",
            "META-INF/manifest.xml": f"{START}<manifest/>",
        }
    )


def open_sheet(text: str) -> str:
    """A sheet of an OpenDocument spreadsheet with a text in a cell."""
    cell = f"<table:table-cell><text:p>{text}</text:p></table:table-cell>"
    return f'<table:table table:name="One"><table:table-row>{cell}</table:table-row></table:table>'


def page_style(name: str, header: str = "", footer: str = "") -> str:
    """A page style of an OpenDocument."""
    around = "".join(
        f"<style:{side}><text:p>{text}</text:p></style:{side}>"
        for side, text in (("header", header), ("footer", footer))
        if text
    )
    return f'<style:master-page style:name="{name}">{around}</style:master-page>'
