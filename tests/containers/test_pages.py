"""The pages of office files, each with its text."""

from __future__ import annotations

from tests.support.office import (
    RELATION,
    START,
    archive,
    marked_sheet,
    ooxml,
    open_document,
    relations,
    word,
    workbook,
)

from empact.containers.looking import Container, look


def texts(data: bytes) -> dict[str, str]:
    return {page.where: " ".join(page.text.split()) for page in look(data).pages}


def test_pages__of_a_workbook_are_its_cells_and_what_is_printed_around_them() -> None:
    sheet = (
        '<sheetData><row><c r="A1" t="s"><v>1</v></c><c r="B1"><v>5</v></c>'
        '<c r="C1" t="inlineStr"><is><t>in</t></is></c></row></sheetData>'
        '<headerFooter><oddHeader>&amp;C&amp;"Arial,Bold"&amp;14R&amp;&amp;D up</oddHeader></headerFooter>'
    )
    shared = "<si><t>no</t></si><si><r><t>sha</t></r><r><t>red</t></r></si>"
    assert texts(workbook(sheet, shared)) == {
        "the cells of sheet 1": "shared 5 in",
        "the printed header of sheet 1": "R&D up",
        "the printed footer of sheet 1": "",
    }


def test_pages__of_a_workbook_are_also_first_and_even_pages_that_differ() -> None:
    sheet = marked_sheet("A").replace("<headerFooter>", '<headerFooter differentFirst="1" differentOddEven="1">')
    assert [where for where, text in texts(workbook(sheet)).items() if not text] == [
        "the printed header (even pages) of sheet 1",
        "the printed footer (even pages) of sheet 1",
        "the printed header (first pages) of sheet 1",
        "the printed footer (first pages) of sheet 1",
    ]


def test_pages__of_a_word_document_are_the_headers_and_footers_of_its_sections() -> None:
    section = (
        "<w:p><w:pPr><w:sectPr>"
        '<w:headerReference w:type="default" r:id="up"/><w:footerReference w:type="default" r:id="down"/>'
        "</w:sectPr></w:pPr></w:p>"
        "<w:sectPr><w:titlePg/></w:sectPr>"
    )
    parts = {"up": "<w:r><w:t>A mar</w:t></w:r><w:r><w:t>king</w:t></w:r>", "down": "<w:r><w:t>below</w:t></w:r>"}
    assert texts(word(section, **parts)) == {
        "the header (default) of section 1": "A marking",
        "the footer (default) of section 1": "below",
        "the header (default) of section 2": "A marking",
        "the header (first) of section 2": "",
        "the footer (default) of section 2": "below",
        "the footer (first) of section 2": "",
    }
    assert list(texts(word("<w:sectPr/>", "<w:evenAndOddHeaders/>"))) == [
        f"the {side} ({page}) of section 1" for side in ("header", "footer") for page in ("default", "even")
    ]
    assert list(texts(word("<w:p/>"))) == [f"the {side} (default) of section 1" for side in ("header", "footer")]


def test_pages__of_a_presentation_are_its_slides_with_their_layouts() -> None:
    schemas = "http://schemas.openxmlformats.org"
    names = f'xmlns:p="{schemas}/presentationml/2006/main" xmlns:a="{schemas}/drawingml/2006/main" xmlns:r="{RELATION}"'
    slides = '<p:sldIdLst><p:sldId r:id="a"/><p:sldId r:id="b"/></p:sldIdLst>'

    def part(text: str) -> str:
        return f"{START}<p:sld {names}><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:sld>"

    data = archive(
        ooxml(
            {
                "ppt/presentation.xml": f"{START}<p:presentation {names}>{slides}</p:presentation>",
                "ppt/_rels/presentation.xml.rels": relations(
                    {"b": ("slide", "slides/2.xml"), "a": ("slide", "slides/1.xml")}
                ),
                "ppt/slides/1.xml": part("one"),
                "ppt/slides/2.xml": part("two"),
                "ppt/slides/_rels/2.xml.rels": relations({"a": ("slideLayout", "../layout.xml")}),
                "ppt/layout.xml": part("layout"),
                "ppt/_rels/layout.xml.rels": relations({"a": ("slideMaster", "master.xml")}),
                "ppt/master.xml": part("master"),
            }
        )
    )
    assert look(data).container is Container.OOXML
    assert texts(data) == {"slide 1": "one", "slide 2": "two layout master"}


def test_pages__of_an_open_document_join_the_runs_of_a_paragraph() -> None:
    body = "<table:table><text:p>RES<text:span>TREINT</text:span><text:s/>UE</text:p><text:p>b</text:p></table:table>"
    assert texts(open_document("spreadsheet", body)) == {"the cells of sheet 1": "RESTREINT UE b"}
    nested = "<text:span>" * 5_000 + "a" + "</text:span>" * 5_000
    assert texts(open_document("spreadsheet", f"<table:table>{nested}</table:table>")) == {"the cells of sheet 1": "a"}
