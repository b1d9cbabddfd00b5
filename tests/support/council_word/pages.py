"""What all pages of a Word document have: styles, headers and footers with the marking, and notes."""

from __future__ import annotations

from typing import Any

from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Cm, Pt, RGBColor
from tests.support.council_word.file import CouncilFile, elements
from tests.support.council_word.markup import CENTRE, field, line, paragraph, properties_of, run


def add_styles(made: CouncilFile) -> None:
    """Make the styles of the template look like those of the Council: Times, black, no space that is not asked for."""
    styles: Any = made.document.styles
    for name in ("Normal", "Heading 1", "Heading 2"):
        font = styles[name].font
        font.name, font.size, font.color.rgb = "Times New Roman", Pt(12), RGBColor(0, 0, 0)
        fonts = styles[name].element.rPr.rFonts
        for key in [key for key in fonts.attrib if "Theme" in key]:
            del fonts.attrib[key]
    styles["Normal"].paragraph_format.space_after = Pt(6)
    note = styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH)
    note.base_style, note.font.size, note.element.styleId = styles["Normal"], Pt(10), "FootnoteText"
    mark = styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER)
    mark.font.superscript, mark.element.styleId = True, "FootnoteReference"
    link = styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.underline, link.font.color.rgb = True, RGBColor(0, 0, 255)
    cells = styles.add_style("Table Text", WD_STYLE_TYPE.PARAGRAPH)
    cells.base_style, cells.font.size, cells.element.styleId = styles["Normal"], Pt(9), "TableText"
    cells.paragraph_format.space_after = Pt(3)


def note_text(text: str, kind: str = "footnote") -> str:
    """Return the paragraph of a note, which begins with its mark."""
    mark = f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:{kind}Ref/></w:r>'
    return paragraph(mark + run("\t" + text), '<w:pStyle w:val="FootnoteText"/>')


def add_notes(made: CouncilFile, texts: dict[str, str], kind: str = "footnote") -> None:
    """Add the part with the notes, by their numbers, and with the lines that part them from the text."""
    root = made.part(f"{kind}s", f"{kind}s")
    for note_id, name in (("-1", "separator"), ("0", "continuationSeparator")):
        line = paragraph(f"<w:r><w:{name}/></w:r>")
        root.extend(elements(f'<w:{kind} w:type="{name}" w:id="{note_id}">{line}</w:{kind}>'))
    for number, text in texts.items():
        root.extend(elements(f'<w:{kind} w:id="{number}">{note_text(text, kind)}</w:{kind}>'))


def add_pages(made: CouncilFile, number: str, marking: str) -> None:
    """End the upright pages, and put the marking above and below all pages."""
    document: Any = made.document
    document.add_section()
    upright, lying = document.sections
    upright.page_width, upright.page_height = Cm(21), Cm(29.7)
    upright.left_margin = upright.right_margin = Cm(2.5)
    lying.orientation, lying.page_width, lying.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    lying.left_margin = lying.right_margin = Cm(1.5)
    bold = properties_of("bold")
    for section, middle in ((upright, ""), (lying, "ANNEX")):
        section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
        around = (
            (section.header, [paragraph(run(marking, bold), CENTRE)]),
            (
                section.footer,
                [
                    paragraph(run(f"{number}\t{middle}\t") + field("PAGE", "1"), line("top") + _tabs(section)),
                    paragraph(run(marking, bold), CENTRE),
                ],
            ),
        )
        for side, paragraphs in around:
            root = side.part.element
            for empty in list(root):
                root.remove(empty)
            root.extend(elements("".join(paragraphs)))


def _tabs(section: Any) -> str:
    width = int((section.page_width - section.left_margin - section.right_margin) / Pt(1) * 20)
    stops = f'<w:tab w:val="center" w:pos="{width // 2}"/><w:tab w:val="right" w:pos="{width}"/>'
    return f'<w:tabs><w:tab w:val="clear" w:pos="4320"/><w:tab w:val="clear" w:pos="8640"/>{stops}</w:tabs>'
