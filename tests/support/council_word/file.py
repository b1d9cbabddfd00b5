"""A Word document while it is made: its parts, and where a cell or a paragraph is."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml import parse_xml
from tests.support.office import RELATION, archive

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{_MAIN}}}"
"""The namespace of Word."""
NAMESPACES = (
    f'xmlns:w="{_MAIN}" xmlns:r="{RELATION}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_STRICT = "http://purl.oclc.org/ooxml"
_STRICT_NAMES = (
    ("http://schemas.openxmlformats.org/wordprocessingml/2006/main", f"{_STRICT}/wordprocessingml/main"),
    ("http://schemas.openxmlformats.org/officeDocument/2006/relationships", f"{_STRICT}/officeDocument/relationships"),
    ("http://schemas.openxmlformats.org/drawingml/2006/main", f"{_STRICT}/drawingml/main"),
    (
        "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        f"{_STRICT}/drawingml/wordprocessingDrawing",
    ),
)
_LEFT_OUT = frozenset({"/docProps/thumbnail.jpeg", "/word/stylesWithEffects.xml"})
"""Parts of the template of python-docx that show another document, or repeat its styles."""


def elements(markup: str) -> list[Any]:
    """Return the elements of a piece of XML."""
    return list(parse_xml(f"<w:body {NAMESPACES}>{markup}</w:body>"))


class CouncilFile:
    """A Word document with ways to find and to change its parts. XML stays untyped: lxml has no types."""

    def __init__(self) -> None:
        self.document = docx.Document()
        self.body: Any = self.document.element.body
        self.main: Any = self.document.part
        self._parts: dict[str, Any] = {}

    def add(self, markup: str) -> None:
        """Add paragraphs and tables at the end."""
        for element in elements(markup):
            self.body.insert(len(self.body) - 1, element)  # behind it are the properties of the last section

    def row(self, number: str) -> Any:
        """Return the row of an action."""
        found = [row for row in self.body.iter(f"{W}tr") if text_of(row.find(f"{W}tc")) == number]
        assert len(found) == 1, f"{len(found)} rows with {number}"
        return found[0]

    def cell(self, number: str, column: int) -> Any:
        """Return a cell of an action; columns are counted from 0."""
        return self.row(number).findall(f"{W}tc")[column]

    def fill(self, number: str, column: int, paragraphs: str) -> None:
        """Put other paragraphs into a cell of an action."""
        cell = self.cell(number, column)
        for old in cell.findall(f"{W}p"):
            cell.remove(old)
        cell.extend(elements(paragraphs))

    def paragraph(self, start: str) -> Any:
        """Return the only paragraph that begins with a text."""
        found = [found for found in self.body.iter(f"{W}p") if text_of(found).startswith(start)]
        assert len(found) == 1, f"{len(found)} paragraphs with {start}"
        return found[0]

    def part(self, kind: str, root: str) -> Any:
        """Return the root of a part of its own, such as that of the footnotes; it is made where it is not there yet."""
        if kind not in self._parts:
            element = parse_xml(f"<w:{root} {NAMESPACES}/>")
            name = PackURI(f"/word/{kind}.xml")
            made = XmlPart(name, f"{_TYPE}.{kind}+xml", element, self.main.package)
            self.main.relate_to(made, f"{RELATION}/{kind}")
            self._parts[kind] = made.element
        return self._parts[kind]

    def drop(self, kind: str) -> None:
        """Remove a part of its own."""
        relations = self.main.rels
        for key in [key for key, relation in relations.items() if relation.reltype == f"{RELATION}/{kind}"]:
            del relations[key]
        self._parts.pop(kind, None)

    def link(self, address: str) -> str:
        """Return the id of a relationship to a page."""
        return str(self.main.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))

    def bytes(self, *, strict: bool = False) -> bytes:
        """Return the file; its parts have no date.

        Args:
            strict: Whether it has the namespaces of strict OOXML.
        """
        stream = io.BytesIO()
        self.document.save(stream)
        with zipfile.ZipFile(stream) as parts:
            files = {name: parts.read(name) for name in parts.namelist()}
        return archive({name: _strict(name, data) if strict else data for name, data in files.items()})


Edit = Callable[[CouncilFile], None]
"""Changes a document as people do."""


def head_of(element: Any, name: str) -> Any:
    """Return the properties of an element, such as ``pPr`` of a paragraph; they are made where there are none."""
    found = element.find(f"{W}{name}")
    if found is None:
        (found,) = elements(f"<w:{name}/>")
        element.insert(0, found)
    return found


_LOOKS = ("rStyle", "b", "i", "strike", "vanish", "color", "highlight", "u", "vertAlign", "lang", "rPrChange")
"""The properties of a run in the order in which Word has them."""


def add_look(element: Any, markup: str) -> None:
    """Give all runs in an element one more property."""
    for run in element.iter(f"{W}r"):
        properties = head_of(run, "rPr")
        properties.extend(elements(markup))
        properties[:] = sorted(properties, key=lambda found: _LOOKS.index(found.tag.removeprefix(W)))


def text_of(element: Any) -> str:
    """Return the text of an element, whatever became of it."""
    return "".join(text.text or "" for text in element.iter(f"{W}t", f"{W}delText"))


def _strict(name: str, data: bytes) -> bytes:
    if not name.endswith((".xml", ".rels")):
        return data
    for usual, strict in _STRICT_NAMES:
        data = data.replace(usual.encode(), strict.encode())
    return data.replace(b"<w:document ", b'<w:document w:conformance="strict" ', 1)


def forget_template(made: CouncilFile) -> None:
    """Leave out what the template of python-docx has of itself: its picture, author and dates."""
    for holder in (made.main.package.rels, made.main.rels):
        for key, relation in [*holder.items()]:
            target = None if relation.is_external else relation.target_part
            if isinstance(target, Part) and str(target.partname) in _LEFT_OUT:
                del holder[key]
