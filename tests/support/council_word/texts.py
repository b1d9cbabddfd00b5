"""The cover and the texts as others write them, and what they put beside them: comments, text boxes, endnotes."""

from __future__ import annotations

import copy
import re
from typing import Any

from docx.text.paragraph import Paragraph
from tests.support.council_word.file import CouncilFile, W, add_look, elements, head_of, text_of
from tests.support.council_word.markup import cell, paragraph, properties_of, row, run, table
from tests.support.council_word.pages import add_notes
from tests.support.council_word.reference import COLUMN, MARKING, notes_of, source

COMMENTER, COMMENT = "Somebody of a delegation", "Is this agreed with the agencies?"
"""Who commented, and what: neither is ever read."""
DECLASSIFIED = "Delegations will find attached the declassified version of the above document."
"""What the cover of a declassification says."""
BOXED = "Results are due in June and December."
"""The words of a text box beside the table."""


def plain_headings(made: CouncilFile) -> None:
    """Headings are bold paragraphs without a style."""
    for found in made.body.iter(f"{W}p"):
        if _is_heading(found):
            style = found.find(f"{W}pPr/{W}pStyle")
            style.getparent().remove(style)
            add_look(found, properties_of("bold"))


def automatic_numbers(made: CouncilFile) -> None:
    """Word draws the numbers of the headings: ``1.``, ``5.2.``."""
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Heading{level + 1}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
        for level, text in enumerate(("%1.", "%1.%2."))
    )
    numbering: Any = made.document.part.numbering_part.element
    first = numbering.find(f"{W}num")
    abstract = f'<w:abstractNum w:abstractNumId="91"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    first.addprevious(elements(abstract)[0])
    numbering.extend(elements('<w:num w:numId="91"><w:abstractNumId w:val="91"/></w:num>'))
    for found in made.body.iter(f"{W}p"):
        if _is_heading(found):
            style = found.find(f"{W}pPr/{W}pStyle")
            text = re.sub(r"^[\d.]+ ", "", text_of(found))
            for old in [*found.findall(f"{W}r"), *found.findall(f"{W}proofErr")]:
                found.remove(old)
            found.extend(elements(run(text)))
            level = int(style.get(f"{W}val")[-1]) - 1
            style.addnext(elements(f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="91"/></w:numPr>')[0])


def typed_lists(made: CouncilFile) -> None:
    """The marks of lists are typed: a hyphen and a tab."""
    for found in made.body.iter(f"{W}p"):
        style = found.find(f"{W}pPr/{W}pStyle")
        if style is not None and style.get(f"{W}val") == "ListBullet":
            properties = style.getparent()
            properties.remove(style)
            properties.addnext(elements(run("-\t"))[0])


def hard_blanks(made: CouncilFile) -> None:
    """The blank in subject codes and dates does not break, and long words have places where they may be broken."""
    for found in made.body.iter(f"{W}t"):
        text = re.sub(r"(?<=\b[A-Z]{3}) (?=\d)|(?<=\b8) (?=Dec)", "\N{NO-BREAK SPACE}", found.text)
        found.text = text.replace("organised", "organ\N{SOFT HYPHEN}ised")


def notes_at_the_end(made: CouncilFile) -> None:
    """All notes are endnotes."""
    made.drop("footnotes")
    add_notes(made, notes_of(source()), "endnote")
    for found in made.body.iter(f"{W}footnoteReference"):
        found.tag = f"{W}endnoteReference"


def commented(made: CouncilFile) -> None:
    """The leader of 3.1 and a paragraph of section 5.3 have a comment."""
    document: Any = made.document
    for found in (made.cell("3.1", COLUMN["leaders"]).find(f"{W}p"), made.paragraph("The Driver will constantly")):
        comment = document.add_comment(Paragraph(found, document).runs, COMMENT, COMMENTER, "SD")
        comment._comment_elm.attrib.pop(f"{W}date", None)  # the clock, which would change the bytes


def boxes(made: CouncilFile) -> None:
    """The marking of the cover is in a text box, and so are a few words beside action 1.1."""
    marking = made.paragraph(MARKING)
    words = paragraph(run(MARKING, properties_of("bold")))
    for old in marking.findall(f"{W}r"):
        marking.remove(old)
    marking.extend(elements(_box(words)))
    made.cell("1.1", COLUMN["June"]).find(f"{W}p").extend(elements(_box(paragraph(run(BOXED)))))


def _box(content: str) -> str:
    inside = f"<w:txbxContent>{content}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0" '
        'distR="0" simplePos="0" relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
        '<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH>'
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
        '<wp:extent cx="1800000" cy="360000"/><wp:wrapNone/><wp:docPr id="51" name="Text Box 51"/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        '<wps:cNvSpPr txBox="1"/><wps:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
        f"<wps:txbx>{inside}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
        '</mc:Choice><mc:Fallback><w:pict><v:shape style="width:141pt;height:28pt"><v:textbox>'
        f"{inside}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def controls_on_the_cover(made: CouncilFile) -> None:
    """The number and the kind of the document are content controls, as in the templates of the Council."""
    for start, tag in (("17793/2/11", "number"), ("NOTE", "kind")):
        found = made.paragraph(start)
        (control,) = elements(f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/></w:sdtPr><w:sdtContent/></w:sdt>')
        found.addprevious(control)
        control.find(f"{W}sdtContent").append(found)


def cover_in_tables(made: CouncilFile) -> None:
    """The head of the cover is a table of two columns, and so are the lines from ``From:`` to ``Subject:``."""
    issuer = made.paragraph("COUNCIL OF")
    right = [
        made.paragraph("Brussels"),
        made.paragraph("17793/2/11"),
        made.paragraph(MARKING),
        made.paragraph("JAI 894"),
    ]
    _pairs(issuer, [([issuer], right)])
    lines = [made.paragraph(start) for start in ("From:", "To:", "No. prev. doc.:", "Subject:")]
    rows: list[tuple[list[Any], list[Any]]] = []
    for line in lines:
        (label,) = elements(paragraph(run(text_of(line).partition(":")[0] + ":")))
        _drop_label(line)
        rows.append(([label], [line]))
    _pairs(lines[0], rows)


def _drop_label(line: Any) -> None:
    """Remove what is before the tab of a line."""
    for found in list(line.iterchildren(f"{W}r")):
        tab = found.find(f"{W}tab")
        for part in list(found):
            if part is tab:
                found.remove(part)
                return
            if part.tag == f"{W}t":
                found.remove(part)


def _pairs(place: Any, rows: list[tuple[list[Any], list[Any]]]) -> None:
    """Put paragraphs into a table of two columns, without their indents."""
    widths = (3000, 6000)
    (made,) = elements(table("".join(row("".join(cell("", width) for width in widths)) for _ in rows), widths))
    place.addprevious(made)
    for found, sides in zip(made.iterchildren(f"{W}tr"), rows, strict=True):
        for target, paragraphs in zip(found.iterchildren(f"{W}tc"), sides, strict=True):
            target.remove(target.find(f"{W}p"))
            for moved in paragraphs:
                properties = head_of(moved, "pPr")
                for name in ("ind", "tabs", "pBdr"):
                    for old in properties.findall(f"{W}{name}"):
                        properties.remove(old)
                target.append(moved)


def corrigendum(made: CouncilFile) -> None:
    """The document is COR 1 of the reference document: it has a cover and one correction, and no table."""
    _other_cover(made, "REV 2 COR 1", "CORRIGENDUM")
    covering = made.paragraph("Delegations will find")
    for old in list(covering.itersiblings()):
        if not old.tag.endswith("}sectPr"):
            made.body.remove(old)
    made.add(paragraph(run("On page 9, action 1.1, column Timing, read: October.")))


def addendum(made: CouncilFile) -> None:
    """The document is ADD 1 of the reference document; it has a table."""
    _other_cover(made, "REV 2 ADD 1", "ADDENDUM TO NOTE")


def corrigendum_of_a_language(made: CouncilFile) -> None:
    """The document is COR 1 of the English version of the reference document; it has a table."""
    _other_cover(made, "REV 2 COR 1 (en)", "CORRIGENDUM TO NOTE")


def revised_addendum(made: CouncilFile) -> None:
    """The document is the second revision of ADD 1; it has a table."""
    _other_cover(made, "ADD 1 REV 2", "ADDENDUM TO NOTE", "17793/11")


def declassified(made: CouncilFile) -> None:
    """Before the cover is that of the declassification, which says that anybody may read the document."""
    lines = (
        *("Council of the\nEuropean Union", "Brussels, 3 February 2031\n(OR. en)", "17793/2/11\nREV 2 DCL 1"),
        *("JAI 894\nCOSI 102", "DECLASSIFICATION", f"of document:\tST 17793/2/11 REV 2 {MARKING}"),
        *("dated:\t15 December 2011", "new status:\tPublic", "Subject:\tOperational Action Plan (illegal immigration)"),
        *(DECLASSIFIED, "The text of this document is identical to the previous version."),
    )
    page = paragraph('<w:r><w:br w:type="page"/></w:r>')
    first = made.body[0]
    for above in elements("".join(paragraph(run(line)) for line in lines) + page):
        first.addprevious(above)


def _other_cover(made: CouncilFile, revision: str, kind: str, number: str = "17793/2/11") -> None:
    bold = properties_of("bold")
    for start, text in (("17793/2/11", f"{number}\n{revision}"), ("NOTE", kind)):
        found = made.paragraph(start)
        for old in [*found.findall(f"{W}r"), *found.findall(f"{W}proofErr")]:
            found.remove(old)
        found.extend(elements(run(text, bold)))


def labels_of_2011(made: CouncilFile) -> None:
    """The labels of the cover are in small letters, with a blank before the colon: ``from :``."""
    labels = {"From:": "from :", "To:": "to :", "No. prev. doc.:": "No. prev. doc. :", "Subject:": "Subject :"}
    for start, label in labels.items():
        line = made.paragraph(start)
        _drop_label(line)
        line.find(f"{W}r").addprevious(elements(run(f"{label}\t"))[0])


def title_in_two_paragraphs(made: CouncilFile) -> None:
    """The title of the plan is two paragraphs."""
    first = made.paragraph("Operational Action Plan 2012")
    second = copy.deepcopy(first)
    first.addnext(second)
    texts = text_of(first).partition(":")
    for found, text in ((first, "".join(texts[:2])), (second, texts[2])):
        for old in [*found.findall(f"{W}r"), *found.findall(f"{W}proofErr")]:
            found.remove(old)
        found.extend(elements(run(text, properties_of("bold"))))


def more_lines_on_the_cover(made: CouncilFile) -> None:
    """The cover has lines of later years: ``(OR. en)`` and ``No. Cion doc.: 9999/11``."""
    made.paragraph("Brussels").addnext(elements(paragraph(run("(OR. en)")))[0])
    made.paragraph("Subject:").addprevious(elements(paragraph(run("No. Cion doc.:\t9999/11")))[0])


def words_after_the_table(made: CouncilFile) -> None:
    """Behind the table is a paragraph: ``Done at Brussels.``."""
    made.add(paragraph(run("Done at Brussels.")))


def heading_without_number(made: CouncilFile) -> None:
    """Above section 1 is a heading without a number, ``Introduction``, with a sentence: ``This plan is short.``."""
    first = made.paragraph("1. Aim")
    heading = paragraph(run("Introduction"), '<w:pStyle w:val="Heading1"/>')
    for above in elements(heading + paragraph(run("This plan is short."))):
        first.addprevious(above)


def contents(made: CouncilFile) -> None:
    """Below the title is a table of contents, with the number of the page of each heading."""
    headings = [found for found in made.body.iter(f"{W}p") if _is_heading(found)]
    style = '<w:pStyle w:val="TOC1"/>'
    lines = [paragraph(run(f"{text_of(found)}\t{page}"), style) for page, found in enumerate(headings, 2)]
    start = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-2" </w:instrText></w:r>'
    start += '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    lines[0] = lines[0].replace("</w:pPr>", f"</w:pPr>{start}", 1)
    end = paragraph('<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    for line in reversed(elements("".join(lines) + end)):
        made.paragraph("Operational Action Plan 2012").addnext(line)


def _is_heading(found: Any) -> bool:
    style = found.find(f"{W}pPr/{W}pStyle")
    return style is not None and style.get(f"{W}val", "").startswith("Heading")
