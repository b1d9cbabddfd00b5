"""The option ``template`` of the Word writer: a ministry's own file, and files that try to do harm."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx as library
import pytest
from click.testing import CliRunner
from docx.enum.section import WD_SECTION
from docx.shared import Pt
from tests.plugins.docx.test_docx import W, check, docx, footnotes, lines, parts, root
from tests.support.office import archive, ooxml, word_parts
from tests.support.written import SAMPLE, SESSION, WORDS, document

from empact import ExportError
from empact.cli import main
from empact.documents import Column, Row, Section, Table
from empact.plugins.docx.markup import elements

HEADER = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"


def template(path: Path, change: Callable[[Any], None] = lambda _file: None) -> Path:
    """A template with a header, a footer, an introduction and a large title."""
    file: Any = library.Document()
    file.styles["Title"].font.size = Pt(40)
    section = file.sections[0]
    section.header.paragraphs[0].text = "Ministry of the Interior"
    section.footer.paragraphs[0].text = "Unit 7"
    file.add_paragraph("To the authorities")
    change(file)
    file.save(str(path))
    return path


def reopened(data: bytes) -> Any:
    return library.Document(io.BytesIO(data))


def repacked(path: Path, **changed: bytes | None) -> Path:
    """Replace parts of a template, named by the end of their names; None removes one."""
    with zipfile.ZipFile(path) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in found.items():
            key = next((key for key in changed if name.endswith(f"/{key}.xml")), None)
            new = data if key is None else changed[key]
            if new is not None:
                archive.writestr(name, new)
    return path


def test_template__gives_its_styles_header_footer_and_body(tmp_path: Path) -> None:
    data = docx(SAMPLE, template=template(tmp_path / "ministry.docx"))
    check(data, "LIMITE")
    opened = reopened(data)
    assert opened.styles["Title"].font.size == Pt(40)
    assert lines(data)[:2] == [("Normal", "To the authorities"), ("Title", "Minutes of a meeting")]
    for section in opened.sections:
        assert [each.text for each in section.header.paragraphs] == ["LIMITE", "Ministry of the Interior"]
        assert [each.text for each in section.footer.paragraphs] == ["Unit 7", "LIMITE", "1 / 1"]
    assert {each.style.name for each in opened.tables} == {"Table Grid"}


def sections_of(data: bytes) -> list[tuple[str, bool, bool, list[str]]]:
    """How each section begins, whether it is in landscape format and has another first page, and its texts."""
    opened = reopened(data)
    found: list[tuple[str, bool, bool, list[str]]] = []
    for section in opened.sections:
        texts = [item.text for item in section.iter_inner_content() if hasattr(item, "text")]
        is_wide = section.page_width > section.page_height
        found.append((section.start_type.name, is_wide, section.different_first_page_header_footer, texts))
    return found


def test_template__has_its_body_on_pages_of_their_own(tmp_path: Path) -> None:
    def letter(file: Any) -> None:
        file.sections[0].different_first_page_header_footer = True
        file.sections[0].start_type = WD_SECTION.CONTINUOUS

    first, second = sections_of(docx(SAMPLE, template=template(tmp_path / "ministry.docx", letter)))
    assert first == ("CONTINUOUS", False, True, ["To the authorities"])  # nothing is before it
    assert second[:3] == ("NEW_PAGE", False, False)
    assert second[3][0] == "Minutes of a meeting"


def test_template__keeps_the_format_of_its_body_before_a_wide_table(tmp_path: Path) -> None:
    columns = tuple(Column(key=str(at), title=f"Column {at}", width=40) for at in range(8))
    wide = Section(key="a", title="A", body=Table(columns, (Row("1", ("word " * 40,) * 8),)))
    found = sections_of(docx(document(wide), template=template(tmp_path / "ministry.docx")))
    assert [(start, is_wide) for start, is_wide, _, _ in found] == [("NEW_PAGE", False), ("NEW_PAGE", True)]


def test_template__whose_body_ends_with_a_table_has_it_on_pages_of_their_own(tmp_path: Path) -> None:
    data = docx(SAMPLE, template=template(tmp_path / "ministry.docx", lambda file: file.add_table(1, 1)))
    first, second = sections_of(data)
    assert (first[3], second[3][0]) == (["To the authorities", ""], "Minutes of a meeting")


@pytest.mark.parametrize("is_alone", [True, False])
@pytest.mark.parametrize("markup", ['<w:customXml w:element="letter"><w:p>{}</w:p></w:customXml>', "<w:ins>{}</w:ins>"])
def test_template__has_the_last_block_of_its_body_on_its_pages(tmp_path: Path, markup: str, *, is_alone: bool) -> None:
    block = markup.format("<w:r><w:t>Letter</w:t></w:r>")

    def letter(file: Any) -> None:
        file.element.body.sectPr.addprevious(elements(block)[0])
        if is_alone:
            file.element.body.remove(file.element.body[0])

    data = docx(SAMPLE, template=template(tmp_path / "ministry.docx", letter))
    check(data, "LIMITE")
    found = [part.text if part.tag == f"{W}t" else "|" for part in root(data).iter(f"{W}t", f"{W}sectPr")]
    before = [] if is_alone else ["To the authorities"]
    assert found[: found.index("Minutes of a meeting")] == [*before, "Letter", "|"]


def test_template__that_ends_with_a_section_for_the_document_keeps_it(tmp_path: Path) -> None:
    def ready(file: Any) -> None:
        file.add_section(WD_SECTION.CONTINUOUS).different_first_page_header_footer = True
        file.element.body.sectPr.addprevious(elements('<w:bookmarkEnd w:id="0"/>')[0])

    _, second = sections_of(docx(SAMPLE, template=template(tmp_path / "ministry.docx", ready)))
    assert (second[0], second[2], second[3][0]) == ("NEW_PAGE", True, "Minutes of a meeting")


def test_template__with_an_empty_body_begins_with_the_document(tmp_path: Path) -> None:
    def empty(file: Any) -> None:
        file.paragraphs[0].clear()

    data = docx(SAMPLE, template=template(tmp_path / "ministry.docx", empty))
    assert next(root(data).iter(f"{W}p")).find(f"{W}pPr/{W}pStyle").get(f"{W}val") == "Title"


def test_template__has_the_marking_on_each_kind_of_page(tmp_path: Path) -> None:
    def pages(file: Any) -> None:
        file.settings.odd_and_even_pages_header_footer = True
        file.sections[0].different_first_page_header_footer = True
        second = file.add_section()
        second.header.is_linked_to_previous = False
        second.header.paragraphs[0].text = "Annex"

    data = docx(SAMPLE, template=template(tmp_path / "ministry.docx", pages))
    first, second = reopened(data).sections
    for section in (first, second):
        for kind in ("", "first_page_", "even_page_"):
            for side in ("header", "footer"):
                place = getattr(section, f"{kind}{side}")
                assert [each.text for each in place.paragraphs].count("LIMITE") == 1, (kind, side)
    assert [each.text for each in second.header.paragraphs] == ["LIMITE", "Annex"]


def test_template__keeps_its_own_page_number(tmp_path: Path) -> None:
    def number(file: Any) -> None:
        from docx.oxml import OxmlElement

        code = OxmlElement("w:instrText")
        code.text = " PAGE "
        file.sections[0].footer.paragraphs[0].add_run()._r.append(code)

    data = docx(SAMPLE, template=template(tmp_path / "ministry.docx", number))
    for section in reopened(data).sections:
        assert [each.text for each in section.footer._element.iter(f"{W}instrText")] == [" PAGE "]


def test_template__keeps_its_footnotes_before_those_of_the_document(tmp_path: Path) -> None:
    first = template(tmp_path / "first.docx")
    first.write_bytes(docx(SAMPLE, template=first))
    data = docx(SAMPLE, template=first)
    check(data, "LIMITE")
    assert footnotes(data) == {
        "1": " Note 7: Only if asked.",
        "2": " Look there.\nThen here.",
        "3": " Note 7: Only if asked.",
        "4": " Look there.\nThen here.",
    }


def test_template__without_a_style_gets_the_default_one_and_one_warning(tmp_path: Path) -> None:
    def without(file: Any) -> None:
        for name in ("Title", "Heading 1", "Table Grid"):
            file.styles[name].element.getparent().remove(file.styles[name].element)
        file.styles.add_style("Heading1", 1)  # the id of the style that is missing

    path = template(tmp_path / "ministry.docx", without)
    with pytest.warns(UserWarning, match="style") as caught:
        data = docx(SAMPLE, template=path)
    assert [str(each.message) for each in caught] == [
        f"The template {str(path)!r} does not have the style 'Title', 'Heading 1', 'Table Grid'; the default is used."
    ]
    assert [style for style, _ in lines(data)][1:4] == ["Title", "Normal", "Heading 1"]
    check(data, "LIMITE")


def test_template__names_the_style_of_tables(tmp_path: Path) -> None:
    path = template(tmp_path / "ministry.docx")
    data = docx(SAMPLE, template=str(path), table_style="light grid accent 1")
    assert {each.style.name for each in reopened(data).tables} == {"Light Grid Accent 1"}
    with pytest.warns(UserWarning, match=r"^The default file does not have the style 'Odd'; the default is used\.$"):
        docx(SAMPLE, table_style="Odd")


def test_template__says_nothing_about_itself(tmp_path: Path) -> None:
    def personal(file: Any) -> None:
        file.core_properties.author = "A. Person"
        settings = file.settings.element
        from docx.oxml import parse_xml

        key = file.part._settings_part.relate_to("file:///C:/Ministry.dotm", f"{R}/attachedTemplate", is_external=True)
        settings.insert(0, parse_xml(f'<w:attachedTemplate xmlns:w="{W[1:-1]}" xmlns:r="{R}" r:id="{key}"/>'))

    data = docx(SAMPLE, template=template(tmp_path / "ministry.docx", personal))
    everything = b"".join(parts(data).values())
    assert b"Ministry.dotm" not in everything
    assert b"A. Person" not in everything
    assert not any("thumbnail" in name for name in parts(data))
    assert docx(SAMPLE, template=tmp_path / "ministry.docx") == data


R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


# Files that are no template


def typed(path: Path, kind: str) -> Path:
    """An office file whose main part has a content type."""
    parts = {key: text for key, text in word_parts("<w:p/>").items() if key.startswith("word/")}
    path.write_bytes(archive(ooxml(parts, {"word/document.xml": kind})))
    return path


def refusal(path: Path) -> str:
    with pytest.raises(ExportError) as caught:
        docx(SAMPLE, template=path)
    return str(caught.value).replace(str(path), "T")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "not a Word document (.docx)"),
        (b"plain text", "not a Word document (.docx)"),
        (b"PK\x03\x04 and then nothing", "not a zip file that can be opened"),
        (archive({"word/document.xml": "<x/>"}), "not a Word document (.docx)"),
    ],
)
def test_template__is_a_word_document(tmp_path: Path, content: bytes, why: str) -> None:
    path = tmp_path / "odd.docx"
    path.write_bytes(content)
    assert refusal(path) == f"The template 'T' is {why}."


def test_template__is_no_other_kind_of_office_file(tmp_path: Path) -> None:
    path = tmp_path / "odd.docx"
    odd = {
        "application/xml": "not a Word document (.docx)",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": "not a Word document (.docx)",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml": (
            "a Word template (.dotx): save it as a document (.docx)"
        ),
        "application/vnd.ms-word.document.macroEnabled.main+xml": ("a document with macros (.docm): save it as .docx"),
        "application/vnd.ms-word.template.macroEnabledTemplate.main+xml": (
            "a template with macros (.dotm): save it as .docx"
        ),
    }
    for kind, why in odd.items():
        assert refusal(typed(path, kind)) == f"The template 'T' is {why}."


def test_template__is_no_bomb(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    path.write_bytes(archive({**word_parts("<w:p/>"), "word/bomb.xml": b"\0" * 51_000_000}))
    assert path.stat().st_size < 1_000_000
    assert refusal(path) == "The template 'T' is larger than 50 MB when it is unpacked."
    path.write_bytes(archive({**word_parts("<w:p/>"), **{f"word/{number}.xml": "<x/>" for number in range(2_000)}}))
    assert refusal(path) == "The template 'T' has more than 2000 parts."
    path.write_bytes(b"PK" * 10_000_001)
    assert refusal(path) == "The template 'T' is larger than 20 MB."


def added(path: Path, name: str, content: str | bytes, kind: str = "", relation: str = "") -> Path:
    """Add a part to a template: with a content type, and a relationship of its main part to it."""
    found: dict[str, str | bytes] = {**parts(path.read_bytes()), name: content}
    types, rels = (found[key] for key in ("[Content_Types].xml", "word/_rels/document.xml.rels"))
    assert isinstance(types, bytes)
    assert isinstance(rels, bytes)
    row = f'<Override PartName="/{name}" ContentType="{kind}"/></Types>' if kind else "</Types>"
    found["[Content_Types].xml"] = types.replace(b"</Types>", row.encode())
    found["word/_rels/document.xml.rels"] = rels.replace(b"</Relationships>", f"{relation}</Relationships>".encode())
    path.write_bytes(archive(found))
    return path


def link(kind: str, target: str, *, is_external: bool) -> str:
    mode = ' TargetMode="External"' if is_external else ""
    return f'<Relationship Id="odd" Type="{R}/{kind}" Target="{target}"{mode}/>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("name", ["word/header9.xml", "word/header9.bin"])
def test_template__declares_no_entities(tmp_path: Path, encoding: str, name: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("zebra")
    path = template(tmp_path / "odd.docx")
    head = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
    header = f'{head}<w:hdr xmlns:w="{W[1:-1]}"><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:hdr>'
    added(path, name, header.encode(encoding), HEADER, link("header", name[5:], is_external=False))
    assert refusal(path) == f"The template 'T' has a part {name!r} that declares a DOCTYPE."


def test_template__has_no_part_in_an_unusual_encoding(tmp_path: Path) -> None:
    path = template(tmp_path / "odd.docx")
    header = b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE x+AD4-<x/>'
    added(path, "word/header9.bin", header, HEADER, link("header", "header9.bin", is_external=False))
    assert refusal(path) == (
        "The template 'T' has a part 'word/header9.bin' that is in an encoding other than UTF-8 and UTF-16."
    )


@pytest.mark.parametrize(
    ("kind", "target", "is_external", "why"),
    [
        ("image", "file:///etc/a.png", True, "a link of the part 'word/document.xml' to 'file:///etc/a.png'"),
        ("subDocument", "https://a.eu/b", True, "a link of the part 'word/document.xml' to 'https://a.eu/b'"),
        ("aFChunk", "a.bin", False, "the file 'word/a.bin', which the part 'word/document.xml' takes in (altChunk)"),
        ("oleObject", "a.bin", False, "an object of another program, 'word/a.bin', in the part 'word/document.xml'"),
        ("control", "a.bin", False, "an object of another program, 'word/a.bin', in the part 'word/document.xml'"),
        ("package", "a.bin", False, "an object of another program, 'word/a.bin', in the part 'word/document.xml'"),
        ("hyperlink", "https://a.eu/b", True, None),
        ("attachedTemplate", "file:///C:/a.dotx", True, None),
    ],
)
def test_template__takes_in_no_other_file(
    tmp_path: Path, kind: str, target: str, why: str | None, *, is_external: bool
) -> None:
    path = template(tmp_path / "odd.docx")
    added(path, "word/a.bin", "a", relation=link(kind, target, is_external=is_external))
    if why is None:
        check(docx(SAMPLE, template=path), "LIMITE")
    else:
        assert refusal(path) == f"The template 'T' has {why}: remove it from the template."


def test_template__has_no_macros(tmp_path: Path) -> None:
    path = added(template(tmp_path / "odd.docx"), "word/x.bin", b"\0", "application/vnd.ms-office.vbaProject")
    assert refusal(path) == "The template 'T' has macros in 'word/x.bin': remove it from the template."


@pytest.mark.parametrize(("code", "is_refused"), [("INCLUDETEXT x.docx", True), ("MACROBUTTON NoMacro Name", False)])
def test_template__has_no_field_that_reads_a_file(tmp_path: Path, code: str, *, is_refused: bool) -> None:
    def field(file: Any) -> None:
        letter = f'<w:p><w:fldSimple w:instr="{code}"><w:r><w:t>Name</w:t></w:r></w:fldSimple></w:p>'
        file.element.body.insert(0, elements(letter)[0])

    path = template(tmp_path / "odd.docx", field)
    if is_refused:
        field_of = f"the field {code!r} in 'word/document.xml'"
        assert refusal(path) == f"The template 'T' has {field_of}: remove it from the template."
    else:
        check(docx(SAMPLE, template=path), "LIMITE")


def test_template__that_cannot_be_read_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "missing.docx"
    assert refusal(path) == "The template 'T' cannot be read: No such file or directory."
    assert refusal(tmp_path) == "The template 'T' cannot be read: Is a directory."


def test_template__with_a_broken_part_is_one_sentence(tmp_path: Path) -> None:
    path = repacked(template(tmp_path / "odd.docx"), document=b"<w:document")
    assert refusal(path) == "The template 'T' has a part 'word/document.xml' that is not well-formed XML."


BROKEN = "is a broken Word document: open it in Word and save it again"


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("document", "<x/>", "has a part 'word/document.xml' that does not begin with the element 'w:document'"),
        ("styles", "<x/>", "has a part 'word/styles.xml' that does not begin with the element 'w:styles'"),
        ("settings", "<x/>", "has a part 'word/settings.xml' that does not begin with the element 'w:settings'"),
        ("header1", "<x/>", "has a part 'word/header1.xml' that does not begin with the element 'w:hdr'"),
        ("document", f'<w:document xmlns:w="{W[1:-1]}"/>', BROKEN),
        ("document", None, "is not a Word document (.docx)"),
    ],
)
def test_template__that_is_broken_is_blamed_and_not_the_exporter(
    tmp_path: Path, name: str, content: str | None, why: str
) -> None:
    path = repacked(template(tmp_path / "odd.docx"), **{name: None if content is None else content.encode()})
    assert refusal(path) == f"The template 'T' {why}."


@pytest.mark.parametrize("without_section", [True, False])
def test_template__without_a_page_size_still_works(tmp_path: Path, *, without_section: bool) -> None:
    def bare(file: Any) -> None:
        section = file.element.body.sectPr
        for child in list(section):
            section.remove(child)
        if without_section:
            file.element.body.remove(section)

    path = template(tmp_path / "odd.docx", bare)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        check(docx(document(WORDS), template=path), "LIMITE")


# The command line


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["export", "oap-c-2012", "--to", "docx", *arguments])
    return result.exit_code, result.stderr


def test_export__takes_a_template_and_prints_what_it_lacks(tmp_path: Path) -> None:
    def without(file: Any) -> None:
        file.styles["Title"].element.getparent().remove(file.styles["Title"].element)

    path, out = template(tmp_path / "ministry.docx", without), tmp_path / "plan.docx"
    code, messages = run("--template", str(path), "-o", str(out))
    missing = f"Warning: The template {str(path)!r} does not have the style 'Title'; the default is used.\n"
    assert (code, messages) == (0, missing)
    check(out.read_bytes(), SESSION.load("oap-c-2012").marking_in_force(None))


def test_export__refuses_a_template_that_is_none(tmp_path: Path) -> None:
    code, messages = run("--template", str(tmp_path / "x.docx"), "-o", str(tmp_path / "plan.docx"))
    assert code == 2
    assert messages == f"Error: The template {str(tmp_path / 'x.docx')!r} cannot be read: No such file or directory.\n"
    assert list(tmp_path.iterdir()) == []


def test_export__exits_with_2_and_names_a_broken_template(tmp_path: Path) -> None:
    path = repacked(template(tmp_path / "odd.docx"), document=b"<w:document")
    code, messages = run("--template", str(path), "-o", str(tmp_path / "plan.docx"))
    assert (code, messages.startswith(f"Error: The template {str(path)!r} has a part ")) == (2, True)
    assert not (tmp_path / "plan.docx").exists()
