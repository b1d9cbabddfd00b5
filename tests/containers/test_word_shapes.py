"""Shapes and pictures in front of the text, which hide it."""

from __future__ import annotations

import pytest
from tests.containers.test_word import paragraph, read, table

DRAWING = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
FILL = '<a:solidFill><a:srgbClr val="000000"/></a:solidFill>'
STYLE = '<wps:style><a:fillRef idx="1"/></wps:style>'
NONE = "<wp:wrapNone/>"
LINE = '<a:prstGeom prst="line"/>'
"""What Word draws for a line has the style of a shape, with a colour for an area that a line does not have."""
THICK = f'{LINE}<a:ln w="152400"/>'
"""A line of twelve points, as thick as a line of text is high."""


def shape(fill: str = FILL, *, wrap: str = NONE, behind: str = "0", style: str = "") -> str:
    inside = f"<wps:wsp><wps:spPr>{fill}</wps:spPr>{style}</wps:wsp>"
    anchor = f'<wp:anchor behindDoc="{behind}">{wrap}<a:graphic><a:graphicData>{inside}</a:graphicData></a:graphic>'
    return f"<w:r><w:drawing {DRAWING}>{anchor}</wp:anchor></w:drawing></w:r>"


PICTURE = f"<w:r><w:drawing {DRAWING}><wp:anchor>{NONE}<pic:pic/></wp:anchor></w:drawing></w:r>"
INLINE = f"<w:r><w:drawing {DRAWING}><wp:inline><pic:pic/></wp:inline></w:drawing></w:r>"


def old(attributes: str, inside: str = "") -> str:
    return f"<w:r><w:pict><v:rect {attributes}>{inside}</v:rect></w:pict></w:r>"


@pytest.mark.parametrize(
    "drawing",
    [
        shape(),
        shape("", style=STYLE),
        shape(THICK),
        old('style="position:absolute;z-index:3" fillcolor="black"'),
    ],
)
def test_paragraph__is_covered_by_what_lies_in_front(drawing: str) -> None:
    assert [each.is_covered for each in read(paragraph(drawing)).paragraphs] == [True]


@pytest.mark.parametrize(
    "drawing",
    [
        shape("<a:noFill/>", style=STYLE),
        shape(""),
        shape(LINE, style=STYLE),
        shape(LINE.replace("line", "straightConnector1"), style=STYLE),
        shape(LINE + FILL),
        shape(behind="1"),
        shape(wrap='<wp:wrapSquare wrapText="bothSides"/>'),
        PICTURE,
        INLINE,
        old('style="position:absolute;z-index:-3" fillcolor="black"'),
        old('style="position:absolute" filled="f"'),
        old('style="width:3pt"'),
        old('style="position:absolute"', '<w10:wrap xmlns:w10="urn:schemas-microsoft-com:office:word" type="square"/>'),
    ],
)
def test_paragraph__is_not_covered_by_other_drawings(drawing: str) -> None:
    assert [each.is_covered for each in read(paragraph(drawing)).paragraphs] == [False]


def test_paragraph__of_a_cell_is_covered_by_a_picture_too() -> None:
    assert [each.is_covered for each in read(table(f"<w:tc>{paragraph(PICTURE)}</w:tc>")).paragraphs] == [True]
    assert [each.is_covered for each in read(table(f"<w:tc>{paragraph(INLINE)}</w:tc>")).paragraphs] == [False]


def test_cell__has_its_own_colour() -> None:
    black = '<w:tc><w:tcPr><w:shd w:val="clear" w:fill="000000"/></w:tcPr><w:p/></w:tc>'
    (found,) = read(table(f"{black}<w:tc><w:p/></w:tc>")).tables
    assert [cell.fill for cell in found.cells] == ["000000", None]


@pytest.mark.parametrize("drawing", [PICTURE, INLINE])
def test_paragraph__with_a_picture_says_so(drawing: str) -> None:
    assert [each.has_picture for each in read(paragraph(drawing) + paragraph(shape())).paragraphs] == [True, False]
