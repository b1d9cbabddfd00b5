"""Texts that nobody may read: blacked out, covered, hidden, or replaced by words. What was there is never read."""

from __future__ import annotations

from tests.support.council_word.file import CouncilFile, W, add_look, elements, head_of
from tests.support.council_word.markup import paragraph, run
from tests.support.council_word.reference import CELL_STYLE, COLUMN

_BLACK = '<w:shd w:val="clear" w:color="auto" w:fill="000000"/>'
_SHAPE = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0" '
    'distR="0" simplePos="0" relativeHeight="251659264" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
    '<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH>'
    '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
    '<wp:extent cx="1682750" cy="1143000"/><wp:wrapNone/><wp:docPr id="41" name="Rectangle 41"/><a:graphic>'
    '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr/>'
    '<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1682750" cy="1143000"/></a:xfrm><a:prstGeom prst="rect">'
    '<a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="000000"/></a:solidFill></wps:spPr><wps:bodyPr/></wps:wsp>'
    "</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback>{old}</mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)
_OLD_SHAPE = (
    '<w:pict><v:rect style="position:absolute;margin-left:0;margin-top:0;width:132pt;height:90pt;z-index:251659264" '
    'fillcolor="black" stroked="f"/></w:pict>'
)


def blackened_cell(made: CouncilFile) -> None:
    """Timing of 2.2: its text is black, and so is the cell."""
    cell = made.cell("2.2", COLUMN["timing"])
    head_of(cell, "tcPr").extend(elements(_BLACK))
    add_look(cell, '<w:color w:val="000000"/>')


def blackened_words(made: CouncilFile) -> None:
    """Target of 1.1: its first paragraph is marked black."""
    add_look(made.cell("1.1", COLUMN["target"]).find(f"{W}p"), '<w:highlight w:val="black"/>')


def white_words(made: CouncilFile) -> None:
    """Description of 7.1: its text is white on the white page."""
    add_look(made.cell("7.1", COLUMN["description"]), '<w:color w:val="FFFFFF"/>')


def hidden_words(made: CouncilFile) -> None:
    """Description of 7.2: its text is hidden."""
    add_look(made.cell("7.2", COLUMN["description"]), "<w:vanish/>")


def covered_cell(made: CouncilFile) -> None:
    """Description of 6.3: a black shape lies on it."""
    _cover(made, _SHAPE.format(old=_OLD_SHAPE))


def covered_cell_of_old(made: CouncilFile) -> None:
    """Description of 6.3: a black shape lies on it, as Word 2007 draws it."""
    _cover(made, f"<w:r>{_OLD_SHAPE}</w:r>")


def withheld_by_words(made: CouncilFile) -> None:
    """Description of 4.1 and participants of 5.1: the words ``NOT DECLASSIFIED`` and ``DELETED`` instead of a text."""
    made.fill("4.1", COLUMN["description"], paragraph(run("NOT DECLASSIFIED"), CELL_STYLE))
    made.fill("5.1", COLUMN["participants"], paragraph(run("DELETED"), CELL_STYLE))


def _cover(made: CouncilFile, shape: str) -> None:
    made.cell("6.3", COLUMN["description"]).find(f"{W}p").extend(elements(shape))
