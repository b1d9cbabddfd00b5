"""Looks into files that are zip archives, such as workbooks and Word documents, for the checks of exporters.

An archive of XML has its texts in its elements; the pages of a workbook are its sheets, those of a Word document its
sections. Any other member is a text if it can be decoded as UTF-8.
"""

from __future__ import annotations

import datetime as dt
import io
import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from xml.etree import ElementTree as ET

_START = b"PK\x03\x04"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ALLOWED = ("https://", "http://", "mailto:")
_READS = re.compile(r"\s*(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|MACROBUTTON)\b", re.IGNORECASE)
"""The fields of a Word document that read a file or run a program."""
_HEADERS = ("oddHeader", "oddFooter")
_KINDS = ("header", "footer")


def is_archive(data: bytes) -> bool:
    """Return whether a file is a zip archive."""
    return data.startswith(_START)


def members(data: bytes) -> dict[str, bytes]:
    """Return the members of an archive by name, in order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def plain_text(data: bytes) -> str | None:
    """Return a file as text; None if it is no text."""
    try:
        text = data.decode("utf-8-sig")
    except ValueError:
        return None
    return None if "\0" in text else text


def member_text(data: bytes) -> str | None:
    """Return the text of a member: of XML, what its elements contain; None if it is no text."""
    return _joined(_parse(data)) if data.removeprefix(b"\xef\xbb\xbf").startswith(b"<?xml") else plain_text(data)


def pages(data: bytes) -> Iterator[tuple[str, str]]:
    """Yield the parts of an archive that a reader sees or prints on their own, each with its text.

    Of a workbook, these are the cells of each sheet, and what is printed above and below them. Of a Word document,
    they are the headers and the footers of each section, also those of a first page or of even pages if they differ.
    Of any other archive, they are its members that are texts.
    """
    found = members(data)
    if "xl/workbook.xml" in found:
        yield from _sheets(found)
    elif "word/document.xml" in found:
        yield from _sections(found)
    else:
        for name, content in found.items():
            text = member_text(content)
            if text is not None:
                yield name, text


def differences(before: bytes, after: bytes) -> list[str]:
    """Return the members in which two archives differ, and what else differs, such as the dates of members."""
    first, second = members(before), members(after)
    found = [name for name in {**first, **second} if first.get(name) != second.get(name)]
    if not found and list(first) != list(second):
        return ["the order of its members"]
    if not found and before != after:
        return ["the dates or the attributes of its members"]
    return found


def clock_readings(data: bytes, since: dt.datetime, until: dt.datetime) -> Iterator[str]:
    """Yield what in an archive has the time at which it was made, to the hour.

    Two archives that are made within two seconds can be equal although they have it.

    Args:
        data: The archive.
        since: A moment before it was made, with its time zone.
        until: A moment after it was made, with its time zone.
    """
    day = dt.timedelta(days=1)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for member in archive.infolist():
            moment = dt.datetime(*member.date_time, tzinfo=dt.UTC)
            if since - day <= moment <= until + day:  # a member has no time zone
                yield f"the date of {member.filename!r}"
    hours = {f"{moment.astimezone(zone):%Y-%m-%dT%H}" for moment in (since, until) for zone in (dt.UTC, None)}
    for name, content in members(data).items():
        text = member_text(content) or ""
        if any(hour in text for hour in hours):
            yield f"a time in {name!r}"


def active_parts(data: bytes) -> Iterator[str]:
    """Yield what in a workbook or a Word document calculates, reads another file or runs a program."""
    for name, content in members(data).items():
        if name.endswith(".rels"):
            yield from (f"a link to {target!r} in {name!r}" for target in _forbidden_targets(_parse(content)))
        elif name.startswith("xl/worksheets/"):
            yield from (f"a formula in the cell {cell} of {name!r}" for cell in _formulas(_parse(content)))
        elif name.startswith("word/") and name.endswith(".xml"):
            yield from (f"the field {field!r} in {name!r}" for field in _reading_fields(_parse(content)))
        elif posixpath.basename(name).lower() == "vbaproject.bin":
            yield f"macros in {name!r}"


def _forbidden_targets(root: ET.Element) -> Iterator[str]:
    external = (one.get("Target", "") for one in root if one.get("TargetMode") == "External")
    return (target for target in external if not target.lower().startswith(_ALLOWED))


def _formulas(root: ET.Element) -> Iterator[str]:
    cells = root.iter(f"{_SHEET}c")
    return (cell.get("r", "") for cell in cells if cell.find(f"{_SHEET}f") is not None)


def _reading_fields(root: ET.Element) -> Iterator[str]:
    fields = [one.text or "" for one in root.iter(f"{_WORD}instrText")]
    fields += [one.get(f"{_WORD}instr", "") for one in root.iter(f"{_WORD}fldSimple")]
    return (field.strip() for field in fields if _READS.match(field))


def _parse(content: bytes) -> ET.Element:
    return ET.fromstring(content)  # noqa: S314 - a file that the exporter under test has just made


def _joined(root: ET.Element) -> str:
    """Return the texts of all elements: those of a run of text joined, and all others in lines of their own."""
    texts: list[str] = []
    for element in root.iter():
        texts.append(element.text or "")
        if element.tag in {f"{_WORD}p", f"{_SHEET}si", f"{_SHEET}comment"}:
            texts.append("\n")
        elif element.tag not in {f"{_WORD}t", f"{_SHEET}t"}:
            texts.append(" " * bool(element.text))
    return "".join(texts)


def _relations(found: Mapping[str, bytes], of: str) -> dict[str, str]:
    """Return the members that a member refers to, by id."""
    folder, name = posixpath.split(of)
    content = found.get(f"{folder}/_rels/{name}.rels")
    return {
        relation.get("Id", ""): posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
        for relation in (() if content is None else _parse(content))
    }


def _sheets(found: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    strings = found.get("xl/sharedStrings.xml")
    shared = [] if strings is None else [_joined(each) for each in _parse(strings)]
    targets = _relations(found, "xl/workbook.xml")
    for sheet in _parse(found["xl/workbook.xml"]).iter(f"{_SHEET}sheet"):
        root, name = _parse(found[targets[sheet.get(f"{_RELATION}id", "")]]), sheet.get("name", "")
        yield f"the cells of the sheet {name!r}", "\n".join(_cells(root, shared))
        for part in _HEADERS:
            printed = (each.text or "" for each in root.iter(f"{_SHEET}{part}"))
            yield f"the printed {part[3:].lower()} of the sheet {name!r}", "\n".join(printed)


def _cells(root: ET.Element, shared: list[str]) -> Iterable[str]:
    for cell in root.iter(f"{_SHEET}c"):
        value = cell.findtext(f"{_SHEET}v", "")
        yield shared[int(value)] if cell.get("t") == "s" else value or _joined(cell)


def _sections(found: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Yield the headers and footers of each section; a section without one has that of the section before."""
    targets = _relations(found, "word/document.xml")
    settings = found.get("word/settings.xml")
    even = settings is not None and _parse(settings).find(f"{_WORD}evenAndOddHeaders") is not None
    last: dict[tuple[str, str], str] = {}
    for number, section in enumerate(_parse(found["word/document.xml"]).iter(f"{_WORD}sectPr"), 1):
        last |= {
            (kind, one.get(f"{_WORD}type", "default")): targets[one.get(f"{_RELATION}id", "")]
            for kind in _KINDS
            for one in section.iter(f"{_WORD}{kind}Reference")
        }
        first = section.find(f"{_WORD}titlePg") is not None
        for kind in _KINDS:
            for page in ("default", *(["first"] if first else []), *(["even"] if even else [])):
                name = last.get((kind, page))
                text = "" if name is None else _joined(_parse(found[name]))
                yield f"the {kind} ({page}) of section {number}", text
