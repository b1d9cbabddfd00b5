"""What in an office file is active: what calculates, reads another file or runs a program."""

from __future__ import annotations

import enum
import posixpath
import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from empact.arguments import check_type
from empact.containers.markup import parse
from empact.containers.opening import Package, PackageKind, Relationship
from empact.values import value

_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_ALLOWED = ("https://", "http://", "mailto:")
_READS = re.compile(r"\s*(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK)\b", re.IGNORECASE)
"""The fields of a Word document that read a file or run a program."""
_RUNS = re.compile(r"\s*MACROBUTTON\b", re.IGNORECASE)
_OBJECTS = frozenset({"oleObject", "control"})
"""The relations to an object of OLE, and to a control of ActiveX."""
_MACRO_TYPES = ("macroenabled", "vbaproject", "vbadata")
_MACRO_FILES = frozenset({"vbaproject.bin", "vbadata.xml"})
_MACRO_FOLDERS = ("Basic/", "Scripts/")
"""The folders of an OpenDocument that have macros."""


class Activity(enum.Enum):
    """What an active part does."""

    MACROS = "macros"
    CHUNK = "takes in another file"
    OBJECT = "is shown and changed by another program"
    EXTERNAL = "reads a file outside"
    LINK = "leads to an address that is neither of the web nor of mail"
    FORMULA = "calculates"
    FIELD = "reads a file or runs a program when it is updated"
    BUTTON = "runs a macro of the user when it is clicked"


@value
class ActivePart:
    """An active part of an office file."""

    activity: Activity
    """What it does."""
    what: str
    """What it is and where, such as ``macros in 'word/vbaProject.bin'``."""
    relation: str | None = None
    """The kind of a relation to a file outside, such as ``image``. None if the part is not a relation."""


def active_parts(package: Package) -> Iterator[ActivePart]:
    """Yield what is active in an office file; nothing of any other zip file, which no program opens as one."""
    check_type("The package", "a Package", Package, package)
    if package.kind is PackageKind.PLAIN:
        return
    for name, content in package.parts.items():
        yield from _of_part(package, name, content)
    if package.kind is PackageKind.OOXML:
        for relation in package.all_relationships():
            yield from _of_relation(package, relation)


def has_macros(package: Package) -> bool:
    """Return whether an office file has macros."""
    return any(_is_macro(package, name) for name in package.parts)


def _is_macro(package: Package, name: str) -> bool:
    content_type = package.content_type(name)
    return (
        any(word in content_type for word in _MACRO_TYPES)
        or posixpath.basename(name).lower() in _MACRO_FILES
        or (package.kind is PackageKind.ODF and name.startswith(_MACRO_FOLDERS))
    )


def _of_part(package: Package, name: str, content: bytes) -> Iterator[ActivePart]:
    content_type = package.content_type(name)
    if _is_macro(package, name):
        yield ActivePart(Activity.MACROS, f"macros in {name!r}")
    elif package.kind is PackageKind.ODF and name == "content.xml":
        cells = (cell for cell in parse(content).iter() if cell.get(f"{_TABLE}formula") is not None)
        yield from (ActivePart(Activity.FORMULA, f"a formula in {name!r}") for _ in cells)
    elif content_type.endswith("spreadsheetml.worksheet+xml"):
        cells = parse(content).iter(f"{_SHEET}c")
        for cell in (cell for cell in cells if cell.find(f"{_SHEET}f") is not None):
            yield ActivePart(Activity.FORMULA, f"a formula in the cell {cell.get('r', '')} of {name!r}")
    elif "wordprocessingml" in content_type and package.is_markup(name):
        for field in _fields(parse(content)):
            activity = Activity.FIELD if _READS.match(field) else Activity.BUTTON if _RUNS.match(field) else None
            if activity is not None:
                yield ActivePart(activity, f"the field {field.strip()!r} in {name!r}")


def _fields(root: ET.Element) -> Iterator[str]:
    """Yield the code of each field of a Word document, joined: its text may be in several elements.

    A field may have others in its code. One that does not begin properly is its text.
    """
    codes = [""]
    for element in root.iter():
        if element.tag == f"{_WORD}fldSimple":
            yield element.get(f"{_WORD}instr", "")
        elif element.tag == f"{_WORD}instrText":
            codes[-1] += element.text or ""
        elif element.tag == f"{_WORD}fldChar":
            kind = element.get(f"{_WORD}fldCharType")
            if kind == "begin":
                codes.append("")
            elif kind == "end" and len(codes) > 1:
                yield codes.pop()
    yield from codes


def _of_relation(package: Package, relation: Relationship) -> Iterator[ActivePart]:
    where = f"the part {relation.part!r}" if relation.part else "the file"
    if relation.kind == "aFChunk":
        yield ActivePart(Activity.CHUNK, f"the file {relation.target!r}, which {where} takes in (altChunk)")
    elif not relation.is_external and (relation.kind in _OBJECTS or _embeds(package, relation)):
        yield ActivePart(Activity.OBJECT, f"an object of another program, {relation.target!r}, in {where}")
    elif relation.is_external and relation.kind != "hyperlink":
        what = f"a link of {where} to {relation.target!r}"
        yield ActivePart(Activity.EXTERNAL, what, relation.kind)
    elif relation.is_external and not relation.target.lower().startswith(_ALLOWED):
        yield ActivePart(Activity.LINK, f"a hyperlink of {where} to {relation.target!r}")


def _embeds(package: Package, relation: Relationship) -> bool:
    """Whether a relation embeds an office file in a text. That of a chart has its numbers, and is no object."""
    return relation.kind == "package" and "wordprocessingml" in package.content_type(relation.part)
