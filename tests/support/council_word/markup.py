"""The XML of Word for texts with emphasis, notes and fields, cut into runs as Word cuts them at every edit."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.sax.saxutils import escape

_SIGN = re.compile(r"(\*\*|\*|</?u>|</?sup>|\[\^\w+\])")
_STYLES = {"**": "bold", "*": "italic", "<u>": "underline", "</u>": "underline", "<sup>": "raised", "</sup>": "raised"}
_PROPERTIES = {
    "bold": "<w:b/>",
    "italic": "<w:i/>",
    "struck": "<w:strike/>",
    "underline": '<w:u w:val="single"/>',
    "raised": '<w:vertAlign w:val="superscript"/>',
}
"""What each style is in the properties of a run, in the order in which Word has them."""
_PIECE = 9
"""How many characters a piece of a text has on average where Word has cut it."""


CENTRE = '<w:jc w:val="center"/>'
"""The property of a paragraph in the middle."""


def line(side: str) -> str:
    """Return the property of a paragraph with a line at a side."""
    return f'<w:pBdr><w:{side} w:val="single" w:sz="6" w:space="4" w:color="auto"/></w:pBdr>'


class Span(NamedTuple):
    """A text of one appearance, or the mark of a note."""

    text: str
    styles: frozenset[str] = frozenset()
    note: str | None = None


def spans(text: str) -> Iterator[Span]:
    """Yield the parts of a text with the signs of the source: ``**bold**``, ``*italic*``, ``<u>``, ``[^1]``."""
    styles: frozenset[str] = frozenset()
    for part in _SIGN.split(text):
        if part in _STYLES:
            styles ^= {_STYLES[part]}
        elif part.startswith("[^"):
            yield Span("", note=part[2:-1])
        elif part:
            yield Span(part, styles)


def plain(text: str) -> str:
    """Return a text without the signs of the source, as it is read in print without the marks of notes."""
    return "".join(span.text for span in spans(text))


def properties_of(*styles: str) -> str:
    """Return the properties of a run in these styles."""
    return "".join(xml for style, xml in _PROPERTIES.items() if style in styles)


def run(text: str, properties: str = "", *, tag: str = "t", attributes: str = "") -> str:
    """Return a run; a tab and the end of a line in its text are elements, as in Word."""
    parts = re.split(r"([\t\n])", text)
    signs = {"\t": "<w:tab/>", "\n": "<w:br/>"}
    texts = "".join(
        signs.get(part) or f'<w:{tag} xml:space="preserve">{escape(part)}</w:{tag}>' for part in parts if part
    )
    around = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f"<w:r{attributes}>{around}{texts}</w:r>"


def field(code: str, result: str, properties: str = "") -> str:
    """Return a field as Word writes it, with its code and its last result."""
    around = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    marks = {kind: f'<w:r>{around}<w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")}
    instruction = f'<w:r>{around}<w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    return marks["begin"] + instruction + marks["separate"] + run(result, properties) + marks["end"]


def note_reference(note_id: str, kind: str = "footnote") -> str:
    """Return the mark of a note at its word."""
    look = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
    return f'<w:r>{look}<w:{kind}Reference w:id="{note_id}"/></w:r>'


def runs(text: str, chance: random.Random, always: str = "") -> str:
    """Return the runs of a text with the signs of the source, cut at places that mean nothing.

    Args:
        text: The text.
        chance: Where it is cut.
        always: A style that all of it has.
    """
    made: list[str] = []
    for span in spans(text):
        if span.note is not None:
            made.append(note_reference(span.note))
            continue
        look = properties_of(*span.styles, always)
        pieces = list(_pieces(span.text, chance))
        for count, piece in enumerate(pieces):
            language = chance.choice(("", "", '<w:lang w:val="en-GB"/>'))
            made.append(run(piece, look + language, attributes=f' w:rsidR="00{chance.randrange(16**6):06X}"'))
            if count < len(pieces) - 1 and chance.random() < 0.2:
                made.append(chance.choice(_BETWEEN))
    return "".join(made)


_BETWEEN = (
    '<w:proofErr w:type="spellStart"/>',
    '<w:proofErr w:type="spellEnd"/>',
    '<w:proofErr w:type="gramStart"/>',
    "<w:r><w:lastRenderedPageBreak/></w:r>",
)
"""What Word leaves between two runs of a text, and nobody sees."""


def _pieces(text: str, chance: random.Random) -> Iterator[str]:
    while text:
        cut = len(text) if chance.random() < 0.4 else chance.randrange(1, 2 * _PIECE)
        yield text[:cut]
        text = text[cut:]


def paragraph(content: str = "", properties: str = "") -> str:
    """Return a paragraph of runs."""
    around = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{around}{content}</w:p>"


def cell(paragraphs: str, width: int, properties: str = "") -> str:
    """Return a cell of a table; its width is in twentieths of a point."""
    size = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    return f"<w:tc><w:tcPr>{size}{properties}</w:tcPr>{paragraphs or paragraph()}</w:tc>"


def row(cells: str, properties: str = "") -> str:
    """Return a row of a table."""
    around = f"<w:trPr>{properties}</w:trPr>" if properties else ""
    return f"<w:tr>{around}{cells}</w:tr>"


def table(rows: str, widths: tuple[int, ...]) -> str:
    """Return a table with lines around its cells."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in sides)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    properties = (
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/>'
        "</w:tblCellMar>"
    )
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
