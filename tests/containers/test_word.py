"""Word documents as they are read: tables, what was changed, noted, withheld or is to be filled in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pytest
from tests.support.office import START, WORD, archive, ooxml, relations

from empact.containers import (
    ContainerError,
    ContentControl,
    ControlKind,
    Limits,
    NoteKind,
    TrackedChange,
    WordDocument,
    WordParagraph,
    WordRun,
    read_word,
)

STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
MORE = (
    f'xmlns:w14="{W14}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def file(body: str, kinds: Mapping[str, str] | None = None) -> bytes:
    """Return a Word document with other parts by the kind of their relationship, each as its root element."""
    parts = {
        "word/document.xml": f"{START}<w:document {WORD} {MORE}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": relations({kind: (kind, f"{kind}.xml") for kind in kinds or {}}),
    }
    parts |= {f"word/{kind}.xml": START + text.replace(">", f" {WORD}>", 1) for kind, text in (kinds or {}).items()}
    return archive(ooxml(parts))


def read(body: str, **kinds: str) -> WordDocument:
    return read_word(file(body, kinds))


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(run(text))}</w:tc>"


def table(*rows: str, properties: str = "") -> str:
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def control(content: str, properties: str = '<w:tag w:val="key"/>') -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def runs(body: str, **kinds: str) -> tuple[WordRun, ...]:
    """Return the runs of a document with one paragraph."""
    (block,) = read(body, **kinds).blocks
    assert isinstance(block, WordParagraph)
    return block.runs


def test_document__has_its_paragraphs_and_tables_in_order() -> None:
    inner = table(cell("inner"))
    made = read(
        paragraph(run("first"))
        + table(cell("a") + f"<w:tc><w:tcPr/>{paragraph(run('b'))}{inner}{paragraph()}</w:tc>")
        + paragraph(run("last"))
        + table(cell("c"))
        + "<w:sectPr/>"
    )
    assert [found.number for found in made.tables] == [1, 2, 3]
    assert [found.cells[0].text for found in made.tables] == ["a", "inner", "c"]
    assert [found.text for found in made.paragraphs] == ["first", "a", "b", "inner", "", "last", "c"]
    assert made.tables[0].cells[1].text == "b\n"


def test_table__has_merged_cells_once_with_their_sizes() -> None:
    start, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    (found,) = read(
        table(
            cell("tall", start) + cell("wide", '<w:gridSpan w:val="2"/>') + cell("end"),
            cell("", on) + cell("b2") + cell("c2") + cell("d2"),
            cell("new", start)
            + cell("b3")
            + cell("c3", '<w:hMerge w:val="restart"/>')
            + cell("", '<w:hMerge w:val="continue"/>'),
            f'<w:trPr><w:gridBefore w:val="1"/><w:tblHeader/></w:trPr>{cell("b4")}',
        )
    ).tables
    assert [(made.text, made.row, made.column, made.rows, made.columns) for made in found.cells] == [
        ("tall", 1, 1, 2, 1),
        ("wide", 1, 2, 1, 2),
        ("end", 1, 4, 1, 1),
        ("b2", 2, 2, 1, 1),
        ("c2", 2, 3, 1, 1),
        ("d2", 2, 4, 1, 1),
        ("new", 3, 1, 1, 1),
        ("b3", 3, 2, 1, 1),
        ("c3", 3, 3, 1, 2),
        ("b4", 4, 2, 1, 1),
    ]
    assert [row.is_header for row in found.rows] == [False, False, False, True]


def test_run__has_its_emphasis_and_that_of_its_styles() -> None:
    styles = (
        '<w:styles><w:style w:type="paragraph" w:styleId="Strong"><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Derived"><w:basedOn w:val="Strong"/></w:style>'
        '<w:style w:type="character" w:styleId="Word"><w:rPr><w:b/><w:i/></w:rPr></w:style></w:styles>'
    )
    made = runs(
        paragraph(
            run("plain", '<w:b w:val="0"/>'),
            run("bold"),
            run("toggled", '<w:rStyle w:val="Word"/>'),
            run("more", '<w:u w:val="single"/><w:strike/>'),
            run("2", '<w:vertAlign w:val="superscript"/><w:u w:val="none"/>'),
            run("0", '<w:vertAlign w:val="subscript"/>'),
            properties='<w:pStyle w:val="Derived"/>',
        ),
        styles=styles,
    )
    assert made == (
        WordRun(text="plain"),
        WordRun(text="bold", is_bold=True),
        WordRun(text="toggled", is_italic=True),
        WordRun(text="more", is_bold=True, is_underlined=True, is_struck=True),
        WordRun(text="2", is_bold=True, is_superscript=True),
        WordRun(text="0", is_bold=True, is_subscript=True),
    )


def test_run__that_word_has_cut_is_one_again() -> None:
    assert runs(paragraph(run("Ju"), '<w:bookmarkStart w:id="1"/>', run("ne"), run("!", "<w:i/>"))) == (
        WordRun(text="June"),
        WordRun(text="!", is_italic=True),
    )


def test_text__has_breaks_tabs_and_symbols_and_the_results_of_fields() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF x </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("7")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("page 12")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    signs = (
        '<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:br w:type="page"/><w:noBreakHyphen/>'
        '<w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:char="D800"/><w:sym w:char="zz"/><w:t>d</w:t></w:r>'
    )
    linked = f'<w:hyperlink>{run("link")}</w:hyperlink><w:fldSimple w:instr="DATE">{run("2031")}</w:fldSimple>'
    formula = "<m:oMath><m:r><m:t>x=2</m:t></m:r></m:oMath>"
    made = runs(paragraph(field, run(" "), signs, linked, formula))
    assert "".join(part.text for part in made) == "page 12 a\tb\nc\n\N{NON-BREAKING HYPHEN}\uf0fcdlink2031x=2"


BEGIN, SEPARATE, END = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))


@pytest.mark.parametrize("rest", ["", SEPARATE, BEGIN, SEPARATE + BEGIN + SEPARATE])
def test_field__without_an_end_hides_no_text_and_is_said(rest: str) -> None:
    field = f"{BEGIN}<w:r><w:instrText>REF</w:instrText></w:r>{SEPARATE}{run('7')}{END}"
    opened = paragraph(BEGIN, rest, run("lost"), field)
    inside = f"<w:tbl><w:tr><w:tc>{opened}</w:tc><w:tc>{paragraph(run('words'))}</w:tc></w:tr></w:tbl>"
    for body in (opened + paragraph(run("words")), inside):
        first, last = read(body).paragraphs
        assert (first.text, first.unread, last.text) == ("lost7", ("field without an end",), "words")


def test_formula__of_several_lines_and_unknown_parts_are_said() -> None:
    fraction = (
        "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>"
    )
    ruby = f"<w:r><w:ruby><w:rt>{run('over')}</w:rt><w:rubyBase>{run('base')}</w:rubyBase></w:ruby></w:r>"
    (made,) = read(paragraph(run("a"), fraction, ruby, f"<w:other>{run('b')}</w:other>")).paragraphs
    assert (made.text, made.unread) == ("a", ("formula", "element 'ruby'", "element 'other'"))


def test_change__is_seen_with_its_kind_and_the_text_is_as_accepted() -> None:
    author = 'w:id="1" w:author="A person" w:date="2031-01-01T00:00:00Z"'
    moved = f"<w:moveFrom {author}>{run('here ')}</w:moveFrom><w:moveTo {author}>{run('there ')}</w:moveTo>"
    both = f"<w:ins {author}><w:del {author}><w:r><w:delText>never </w:delText></w:r></w:del></w:ins>"
    made = read(
        paragraph(
            f"<w:ins {author}>{run('June')}</w:ins>",
            f"<w:del {author}><w:r><w:delText>May</w:delText></w:r></w:del>",
            moved,
            both,
            run("same", f"<w:b/><w:rPrChange {author}><w:rPr><w:i/></w:rPr></w:rPrChange>"),
            properties=f"<w:rPr><w:del {author}/></w:rPr>",
        )
        + f"<w:tbl><w:tr><w:trPr><w:ins {author}/></w:trPr>{cell('new', f'<w:cellDel {author}/>')}</w:tr></w:tbl>"
    )
    (first, _) = made.paragraphs
    assert [(part.text, part.change) for part in first.runs] == [
        ("June", TrackedChange.INSERTED),
        ("May", TrackedChange.DELETED),
        ("here ", TrackedChange.MOVED_FROM),
        ("there ", TrackedChange.MOVED_TO),
        ("never ", TrackedChange.DELETED),
        ("same", None),
    ]
    assert first.text == "Junethere same"
    assert first.change is TrackedChange.DELETED
    assert (first.runs[-1].is_bold, first.runs[-1].is_italic) == (True, False)
    (row,) = made.tables[0].rows
    assert (row.change, row.cells[0].change) == (TrackedChange.INSERTED, TrackedChange.DELETED)
    assert "A person" not in repr(made)


def test_note__stands_at_the_very_word() -> None:
    separator = '<w:footnote w:id="0" w:type="separator"><w:p/></w:footnote>'
    text = (
        f'<w:footnote w:id="5">{paragraph("<w:r><w:footnoteRef/></w:r>", run(" Seizures of"))}{paragraph(run("2030"))}'
    )
    last = f'<w:endnote w:id="5">{paragraph(run("At the end"))}</w:endnote>'
    made = runs(
        paragraph(
            run("IT"),
            '<w:r><w:footnoteReference w:id="5"/><w:t>, MT</w:t></w:r>',
            '<w:r><w:endnoteReference w:id="5"/><w:footnoteReference w:id="99"/></w:r>',
            run(" and QN"),
        ),
        footnotes=f"<w:footnotes>{separator}{text}</w:footnote></w:footnotes>",
        endnotes=f"<w:endnotes>{last}</w:endnotes>",
    )
    assert [part.text for part in made] == ["IT", "", ", MT", "", " and QN"]
    footnote, endnote = made[1].note, made[3].note
    assert footnote is not None
    assert endnote is not None
    assert (footnote.kind, footnote.number, footnote.text) == (NoteKind.FOOTNOTE, 1, "Seizures of\n2030")
    assert (endnote.kind, endnote.number, endnote.text) == (NoteKind.ENDNOTE, 1, "At the end")


def test_comment__is_noticed_and_not_read() -> None:
    comments = (
        f'<w:comments><w:comment w:id="1" w:author="A person">{paragraph(run("secret"))}</w:comment></w:comments>'
    )
    made = read(
        paragraph('<w:commentRangeStart w:id="1"/>', run("a"), '<w:r><w:commentReference w:id="1"/></w:r>')
        + paragraph(run("b")),
        comments=comments,
    )
    assert [found.has_comment for found in made.paragraphs] == [True, False]
    assert "secret" not in repr(made)


def test_heading_and_list__have_levels_of_their_own_or_of_their_styles() -> None:
    styles = (
        '<w:styles><w:style w:type="paragraph" w:styleId="Titel2"><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="List"><w:pPr><w:numPr><w:ilvl w:val="2"/><w:numId w:val="4"/></w:numPr>'
        "</w:pPr></w:style></w:styles>"
    )
    made = read(
        paragraph(run("a"), properties='<w:outlineLvl w:val="0"/>')
        + paragraph(run("b"), properties='<w:pStyle w:val="Titel2"/>')
        + paragraph(run("c"), properties='<w:pStyle w:val="Titel2"/><w:outlineLvl w:val="9"/>')
        + paragraph(run("d"), properties='<w:pStyle w:val="List"/>')
        + paragraph(run("e"), properties='<w:numPr><w:numId w:val="3"/></w:numPr>')
        + paragraph(run("f"), properties='<w:pStyle w:val="List"/><w:numPr><w:numId w:val="0"/></w:numPr>')
        + paragraph(run("g"), properties='<w:outlineLvl w:val="12"/>'),
        styles=styles,
    )
    assert [(found.heading, found.list_level) for found in made.paragraphs] == [
        (1, None),
        (2, None),
        (None, None),
        (None, 3),
        (None, 1),
        (None, None),
        (None, None),
    ]


@pytest.mark.parametrize(
    ("properties", "is_hidden"),
    [
        ("<w:vanish/>", True),
        ('<w:vanish w:val="false"/>', False),
        ('<w:color w:val="FFFFFF"/>', True),  # on the white page
        ('<w:color w:val="000000"/><w:shd w:val="clear" w:fill="000000"/>', True),
        ('<w:color w:val="0A0A0A"/><w:shd w:val="solid" w:color="000000" w:fill="auto"/>', True),
        ('<w:shd w:val="clear" w:fill="000000"/>', False),  # Word turns a text without a colour white
        ('<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="1F4E79"/>', False),
        ('<w:highlight w:val="black"/>', True),
        ('<w:highlight w:val="yellow"/>', False),
        ('<w:color w:val="red"/><w:highlight w:val="none"/>', False),
    ],
)
def test_run__that_nobody_can_read_is_withheld(properties: str, *, is_hidden: bool) -> None:
    made = runs(paragraph(run("withheld", properties)))
    assert made == (WordRun(text="" if is_hidden else "withheld", is_hidden=is_hidden),)


def test_run__on_the_colour_of_its_cell_is_withheld() -> None:
    fill, black, white = (
        '<w:shd w:val="clear" w:fill="000000"/>',
        '<w:color w:val="000000"/>',
        '<w:color w:val="FFFFFF"/>',
    )
    body = f"<w:tc><w:tcPr>{fill}</w:tcPr>{paragraph(run('A', black), run('B', white))}</w:tc>"
    hidden = f"<w:trPr><w:hidden/></w:trPr>{cell('C')}"
    first, second = read(table(body, hidden)).paragraphs
    assert (first.text, second.text) == ("B", "")
    assert [part.is_hidden for part in (*first.runs, *second.runs)] == [True, False, True]


def test_run__in_white_is_read_if_the_style_of_the_table_may_fill_its_cell() -> None:
    style = (
        '<w:styles><w:style w:type="table" w:styleId="Dark"><w:tblStylePr w:type="firstRow"><w:tcPr>'
        '<w:shd w:val="clear" w:fill="1F4E79"/></w:tcPr></w:tblStylePr></w:style></w:styles>'
    )
    head = paragraph(run("Head", '<w:color w:val="FFFFFF"/>'))
    white = f"<w:tc>{head}</w:tc>"
    made = read(table(white, properties='<w:tblStyle w:val="Dark"/>') + table(white), styles=style)
    assert [found.cells[0].text for found in made.tables] == ["Head", ""]


def test_text_box__is_read_once() -> None:
    box = f"<w:txbxContent>{paragraph(run('in a box'))}{table(cell('t'))}</w:txbxContent>"
    drawing = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    made = read(paragraph(run("around "), drawing, run("it")) + table(cell("u")))
    assert [found.text for found in made.paragraphs] == ["around it", "in a box", "t", "u"]
    assert [(found.number, found.cells[0].text) for found in made.tables] == [(1, "t"), (2, "u")]


def test_content_control__is_found_around_texts_paragraphs_cells_and_rows() -> None:
    text = f"{paragraph(run('two'))}{paragraph(run('lines'))}"
    inside = paragraph(control(run("in a paragraph"), '<w:tag w:val="d"/>'))
    made = read(
        paragraph(run("Total: "), control(run("20") + run(" kg"), '<w:alias w:val="Total"/><w:tag w:val="a"/>'))
        + control(text, '<w:tag w:val="b"/>')
        + table(
            cell("x") + control(cell("in a cell"), '<w:tag w:val="c"/>'),
            cell("y") + f"<w:tc>{inside}</w:tc>",
        ).replace("</w:tbl>", control(f"<w:tr>{cell('in a row')}</w:tr>", '<w:tag w:val="e"/>') + "</w:tbl>")
        + paragraph(control("", '<w:tag w:val="f"/>'))
    )
    assert made.controls == (
        ContentControl(tag="a", title="Total", text="20 kg"),
        ContentControl(tag="b", text="two\nlines"),
        ContentControl(tag="c", text="in a cell", table=1, row=1, column=2),
        ContentControl(tag="d", text="in a paragraph", table=1, row=2, column=2),
        ContentControl(tag="e", text="in a row", table=1, row=3, column=1),
        ContentControl(tag="f"),
    )
    assert [found.text for found in made.tables[0].cells] == ["x", "in a cell", "y", "in a paragraph", "in a row"]
    assert made.paragraphs[0].text == "Total: 20 kg"


def test_content_control__that_shows_its_placeholder_says_nothing() -> None:
    (found,) = read(paragraph(control(run("Click here"), '<w:tag w:val="a"/><w:showingPlcHdr/><w:date/>'))).controls
    assert found == ContentControl(tag="a", kind=ControlKind.DATE, is_placeholder=True)
    (said,) = runs(paragraph(control(run("Click here"), "<w:showingPlcHdr/>")))
    assert (said.text, said.is_placeholder) == ("Click here", True)


@pytest.mark.parametrize(
    ("properties", "text", "kind", "value"),
    [
        ('<w:date w:fullDate="2031-06-30T00:00:00Z"/>', "30 June 2031", ControlKind.DATE, dt.date(2031, 6, 30)),
        ('<w:date w:fullDate="soon"/>', "soon", ControlKind.DATE, None),
        ("<w:date/>", "30 June", ControlKind.DATE, None),
        (
            '<w:dropDownList><w:listItem w:displayText="On time" w:value="on"/></w:dropDownList>',
            "On time",
            ControlKind.CHOICE,
            "on",
        ),
        ('<w:comboBox><w:listItem w:value="late"/></w:comboBox>', "late", ControlKind.CHOICE, "late"),
        ('<w:comboBox><w:listItem w:value="late"/></w:comboBox>', "quite late", ControlKind.CHOICE, None),
        ('<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>', "☒", ControlKind.CHECKBOX, True),
        ('<w14:checkbox><w14:checked w14:val="0"/></w14:checkbox>', "☐", ControlKind.CHECKBOX, False),
        ("<w:text/>", "words", ControlKind.TEXT, None),
        ("<w:docPartObj/>", "words", ControlKind.OTHER, None),
    ],
)
def test_content_control__has_what_was_chosen(properties: str, text: str, kind: ControlKind, value: object) -> None:
    (found,) = read(paragraph(control(run(text), properties))).controls
    assert (found.text, found.kind, found.value) == (text, kind, value)


def test_content_control__in_which_something_was_changed_says_so() -> None:
    body = f"<w:del>{run('19')}</w:del><w:ins>{run('20')}</w:ins>"
    (found,) = read(paragraph(control(body))).controls
    assert (found.text, found.has_change) == ("20", True)


def test_headers_and_footers__are_read_once_each() -> None:
    section = (
        '<w:sectPr><w:headerReference w:type="first" r:id="header"/><w:headerReference w:type="default" r:id="header"/>'
        '<w:footerReference r:id="footer"/></w:sectPr>'
    )
    header = f"<w:hdr>{paragraph(run('LIMITE'))}{table(cell('C-2031'))}</w:hdr>"
    made = read(paragraph(properties=section) + section, header=header, footer=f"<w:ftr>{paragraph(run('1'))}</w:ftr>")
    assert (made.headers, made.footers) == (("LIMITE\nC-2031",), ("1",))
    assert made.tables == ()


def test_document__may_be_in_strict_ooxml() -> None:
    content = (
        f'{START}<w:document xmlns:w="{STRICT}"><w:body><w:p><w:r><w:t>strict</w:t></w:r></w:p></w:body></w:document>'
    )
    assert read_word(archive(ooxml({"word/document.xml": content}))).paragraphs[0].text == "strict"


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<w:ins>" * 1000 + "</w:ins>" * 1000, "has tables, text boxes or other parts that are nested"),
        (f"<w:p>{'<w:ins>' * 2000}{'</w:ins>' * 2000}</w:p>", "has tables, text boxes or other parts that are nested"),
        ("<w:tbl><w:tr><w:tc>" * 300 + "</w:tc></w:tr></w:tbl>" * 300, "has tables, text boxes or other parts"),
        ('<w:p><w:subDoc r:id="a"/></w:p>', "takes in the text of another file"),
        ("<w:p/>" * 10_001, "has a part 'word/document.xml' with more than 5,000 elements"),
    ],
)
def test_document__that_is_damaged_or_too_large_is_refused(body: str, fault: str) -> None:
    with pytest.raises(ContainerError, match=fault):
        read_word(file(body), Limits(most_elements=5_000))


def test_document__with_the_text_of_another_file_is_refused() -> None:
    parts = {
        "word/document.xml": f'{START}<w:document {WORD}><w:body><w:altChunk r:id="a"/></w:body></w:document>',
        "word/_rels/document.xml.rels": relations({"a": ("aFChunk", "other.html")}),
    }
    with pytest.raises(ContainerError, match="takes in the text of another file"):
        read_word(archive(ooxml(parts)))
