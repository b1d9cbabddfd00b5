"""The numbers that Word draws before headings and items of lists."""

from __future__ import annotations

import pytest
from tests.containers.test_word import paragraph, read, run

from empact.containers import NoteKind, WordNote


def level(number: int, text: str, form: str = "decimal", more: str = "") -> str:
    counted = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{number}">{counted}</w:lvl>'


def numbering(*levels: str, lists: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    return f'<w:numbering><w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{lists}</w:numbering>'


def item(depth: int = 0, list_id: int = 1) -> str:
    properties = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return paragraph(run("x"), properties=properties)


def labels(body: str, parts: str, **more: str) -> list[str | None]:
    return [each.label for each in read(body, numbering=parts, **more).paragraphs]


def test_label__counts_the_items_of_each_level() -> None:
    parts = numbering(level(0, "%1."), level(1, "%1.%2."), level(2, "%3)", "lowerLetter"))
    body = "".join(map(item, (0, 1, 1, 2, 2, 0, 1, 2)))
    assert labels(body, parts) == ["1.", "1.1.", "1.2.", "a)", "b)", "2.", "2.1.", "a)"]


@pytest.mark.parametrize(
    ("form", "first"),
    [
        ("decimal", ["1", "2", "3", "4"]),
        ("decimalZero", ["01", "02", "03", "04"]),
        ("lowerRoman", ["i", "ii", "iii", "iv"]),
        ("upperRoman", ["I", "II", "III", "IV"]),
        ("lowerLetter", ["a", "b", "c", "d"]),
        ("upperLetter", ["A", "B", "C", "D"]),
        ("bullet", [None] * 4),
        ("none", [None] * 4),
        ("ideographDigital", ["1", "2", "3", "4"]),
    ],
)
def test_label__is_in_the_form_of_its_level(form: str, first: list[str | None]) -> None:
    assert labels(item() * 4, numbering(level(0, "%1", form))) == first


def test_label__behind_z_has_letters_twice() -> None:
    assert labels(item() * 28, numbering(level(0, "%1", "lowerLetter")))[-3:] == ["z", "aa", "bb"]


def test_label__starts_anew_where_the_list_says_so() -> None:
    again = '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/>'
    lists = f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{again}</w:lvlOverride></w:num>'
    body = item() + item() + item(list_id=2) + item(list_id=2) + item()
    assert labels(body, numbering(level(0, "%1."), lists=lists)) == ["1.", "2.", "7.", "8.", "9."]


def test_label__of_a_style_is_at_the_level_of_the_style() -> None:
    parts = numbering(level(0, "%1."), level(1, "%1.%2", more='<w:pStyle w:val="Deep"/>'))
    styles = (
        '<w:styles><w:style w:type="paragraph" w:styleId="Deep"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
        "</w:style></w:styles>"
    )
    body = item() + paragraph(run("x"), properties='<w:pStyle w:val="Deep"/>')
    assert labels(body, parts, styles=styles) == ["1.", "1.1"]


def test_label__of_a_legal_list_has_digits_only() -> None:
    parts = numbering(level(0, "%1", "upperRoman"), level(1, "%1.%2", more="<w:isLgl/>"))
    assert labels(item() + item(1), parts) == ["I", "1.1"]


def test_label__outside_lists_is_none() -> None:
    assert labels(paragraph(run("x")) + item(list_id=0) + item(list_id=9), numbering(level(0, "%1."))) == [None] * 3


def test_note__has_the_mark_that_word_draws() -> None:
    assert WordNote(kind=NoteKind.FOOTNOTE, number=14).mark == "14"
    assert [WordNote(kind=NoteKind.ENDNOTE, number=number).mark for number in (4, 14, 40, 99)] == [
        "iv",
        "xiv",
        "xl",
        "xcix",
    ]


def test_link__to_the_mark_of_a_note_has_the_note() -> None:
    note = '<w:footnotes><w:footnote w:id="2"><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    marked = (
        '<w:bookmarkStart w:id="1" w:name="first"/><w:r><w:footnoteReference w:id="2"/></w:r><w:bookmarkEnd w:id="1"/>'
    )
    body = paragraph(marked, f'<w:hyperlink w:anchor="first">{run("1")}</w:hyperlink>', run("x"))
    first, again, other = read(body, footnotes=note).paragraphs[0].runs
    assert first.note is not None
    assert again.note is not None
    assert (first.note.text, again.note.text, again.text, again.is_link) == ("A note.", "A note.", "1", True)
    assert (other.note, other.is_link) == (None, False)


def test_field__that_repeats_the_mark_of_a_note_has_the_note() -> None:
    notes = '<w:footnotes><w:footnote w:id="2"><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    marked = (
        '<w:bookmarkStart w:id="1" w:name="_Ref1"/><w:r><w:footnoteReference w:id="2"/></w:r><w:bookmarkEnd w:id="1"/>'
    )
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    field = f"{begin}<w:r><w:instrText> NOTEREF _Ref1 \\f \\h </w:instrText></w:r>{separate}{run('1')}{end}"
    first, again, other = read(paragraph(marked, field, run("x")), footnotes=notes).paragraphs[0].runs
    assert [each.note and each.note.text for each in (first, again, other)] == ["A note.", "A note.", None]


def test_note__with_a_mark_of_its_own_has_it_as_its_text() -> None:
    notes = '<w:footnotes><w:footnote w:id="2"><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    body = paragraph(run("x"), '<w:r><w:footnoteReference w:id="2" w:customMarkFollows="1"/><w:t>*</w:t></w:r>')
    _, marked = read(body, footnotes=notes).paragraphs[0].runs
    assert marked.note is not None
    assert (marked.text, marked.note.text) == ("*", "A note.")


def test_note__at_a_hidden_mark_is_hidden() -> None:
    notes = '<w:footnotes><w:footnote w:id="2"><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    body = paragraph('<w:r><w:rPr><w:vanish/></w:rPr><w:footnoteReference w:id="2"/></w:r>')
    assert [each.is_hidden for each in read(body, footnotes=notes).paragraphs[0].runs] == [True]
