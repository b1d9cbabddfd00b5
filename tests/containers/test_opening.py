"""Zip files are opened safely: what could do harm is refused, by its content and not by its name."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
import zlib

import pytest
from tests.support.office import (
    START,
    WORD,
    archive,
    ooxml,
    open_document,
    relations,
    word,
    word_parts,
    workbook,
)

from empact.containers import (
    Activity,
    ContainerError,
    EncryptedError,
    Limits,
    PackageKind,
    active_parts,
    open_package,
)

HEADER = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
DOCTYPE = "<!DOCTYPE x [<!ENTITY e 'zebra'>]><x>&e;</x>"
LIMITS = Limits(most_bytes=20_000_000, most_unpacked=50_000_000, most_parts=2_000)


def refusal(data: bytes) -> str:
    with pytest.raises(ContainerError) as error:
        open_package(data, LIMITS)
    return str(error.value)


def test_open_package__knows_the_kind_by_the_content_type() -> None:
    opened = open_package(word("<w:p/>"))
    assert (opened.kind, opened.main) == (PackageKind.OOXML, "word/document.xml")
    assert opened.media_type.endswith("wordprocessingml.document.main+xml")
    assert open_package(open_document("text", "")).media_type == "application/vnd.oasis.opendocument.text"
    assert open_package(archive({"word/document.xml": "no"})).kind is PackageKind.PLAIN
    assert "zebra" not in repr(open_package(archive({"a.txt": "zebra"})))


def test_open_package__refuses_bombs() -> None:
    assert refusal(archive({"a": b"\0" * 51_000_000})) == "is larger than 50 MB when it is unpacked"
    assert refusal(archive({"a": b"\0" * 40_000_000})) == (
        "has a part 'a' that is more than 500 times larger when it is unpacked"
    )
    assert refusal(archive({str(number): "" for number in range(2_001)})) == "has more than 2000 parts"
    assert refusal(b"PK\x03\x04" + b"\0" * 20_000_000) == "is larger than 20 MB"


def moved(data: bytes, offset: int) -> bytes:
    """A zip file whose second part begins somewhere else."""
    second = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 1)
    return data[: second + 42] + offset.to_bytes(4, "little") + data[second + 46 :]


@pytest.mark.parametrize("name", ["b", "b/"])
@pytest.mark.parametrize("offset", [0, 31])
def test_open_package__refuses_entries_that_overlap(name: str, offset: int) -> None:
    assert refusal(moved(archive({"a": "one", name: ""}), offset)) == "has parts that overlap"


def test_open_package__refuses_a_part_with_an_empty_name_in_unicode() -> None:
    part = zipfile.ZipInfo("a")
    part.extra = struct.pack("<2sHBL", b"up", 5, 1, zlib.crc32(b"a"))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr(part, "")
    assert refusal(file.getvalue()) == "is not a zip file that can be opened"


@pytest.mark.parametrize("name", ["../a", "/a", "C:a", "b\\a", "a/../../b"])
def test_open_package__refuses_names_that_point_outside(name: str) -> None:
    assert refusal(archive({name: ""})) == f"has a part {name!r}, whose name points outside the file"


def test_open_package__refuses_doubled_names_and_encrypted_parts() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        made.writestr("a", "1")
        made.writestr("a", "2")
    assert refusal(file.getvalue()) == "has a part 'a' twice"
    parts = {**word_parts("<w:p/>"), "WORD/Document.xml": "<x/>"}
    assert refusal(archive(parts)) == "has a part 'WORD/Document.xml' twice"
    assert len(open_package(archive({"a": "", "A": ""})).parts) == 2
    data = bytearray(archive({"a": "1"}))
    for start, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(start) + flags] |= 1
    with pytest.raises(EncryptedError, match="is encrypted"):
        open_package(bytes(data))


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (f"{START}{DOCTYPE}".encode(), "declares a DOCTYPE"),
        (f"<!-- a -->{DOCTYPE}".encode("utf-8-sig"), "declares a DOCTYPE"),
        (f'<?xml version="1.0" encoding="utf-16"?>{DOCTYPE}'.encode("utf-16"), "declares a DOCTYPE"),
        (DOCTYPE.encode("utf-16-be").join([b"\xfe\xff", b""]), "declares a DOCTYPE"),
        (
            b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE x+AD4-<x/>',
            "is in an encoding other than UTF-8 and UTF-16",
        ),
        (b'<?xml version="1.0" encoding="cp037"?><x/>', "is in an encoding other than UTF-8 and UTF-16"),
        (f'<?xml version="1.0" encoding="ebcdic"?>{DOCTYPE}'.encode("cp037"), "is not well-formed XML"),
        ("<x/>".encode("utf-32"), "is not well-formed XML"),
        (b"<x>", "is not well-formed XML"),
        (b"", "is not well-formed XML"),
        (b"<x>&e;</x>", "is not well-formed XML"),
    ],
)
@pytest.mark.parametrize("name", ["word/a.xml", "word/a.bin"])
def test_open_package__checks_the_xml_of_a_part_by_its_content_type(name: str, content: bytes, why: str) -> None:
    files = word_parts("<w:p/>")
    parts = ooxml({key: text for key, text in files.items() if "/" in key and key != "_rels/.rels"}, {name: HEADER})
    assert refusal(archive({**parts, name: content})) == f"has a part {name!r} that {why}"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_open_package__checks_what_begins_like_xml_whatever_it_is_called(encoding: str) -> None:
    parts = word_parts("<w:p/>")
    assert refusal(archive({**parts, "word/a.bin": f" {DOCTYPE}".encode(encoding)})).endswith("declares a DOCTYPE")
    taken = open_package(archive({**parts, "word/a.vml": "<br>", "word/b.bin": b"\0<!DOCTYPE x>"}))
    assert "word/a.vml" in taken.parts
    assert open_package(archive({"a.xml": DOCTYPE})).kind is PackageKind.PLAIN


def test_open_package__takes_an_ordinary_encoding() -> None:
    text = f'<?xml version="1.0" encoding="UTF-16"?><w:hdr {WORD}/>'
    opened = open_package(archive({**word_parts("<w:p/>"), "word/a.xml": text.encode("utf-16")}))
    assert opened.root_of("word/a.xml").endswith("}hdr")


def active(data: bytes) -> list[tuple[Activity, str]]:
    return [(part.activity, part.what) for part in active_parts(open_package(data))]


def with_relation(kind: str, target: str, *mode: str) -> bytes:
    parts = {**word_parts("<w:p/>"), "word/_rels/document.xml.rels": relations({"a": (kind, target, *mode)})}
    return archive(parts)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (workbook('<sheetData><row><c r="A1"><v>1</v></c></row></sheetData>'), []),
        (
            workbook('<sheetData><row><c r="A1"><f>1+1</f></c></row></sheetData>'),
            [(Activity.FORMULA, "a formula in the cell A1 of 'xl/worksheets/sheet1.xml'")],
        ),
        (
            open_document("spreadsheet", '<table:table-cell table:formula="of:=1"/>'),
            [(Activity.FORMULA, "a formula in 'content.xml'")],
        ),
        (word("<w:r><w:instrText> PAGE </w:instrText></w:r>"), []),
        (
            word("<w:r><w:instrText> DDEAUTO c </w:instrText></w:r>"),
            [(Activity.FIELD, "the field 'DDEAUTO c' in 'word/document.xml'")],
        ),
        (
            word(
                '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DDE</w:instrText></w:r>'
                '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText></w:r>'
                '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:instrText>AUTO c</w:instrText></w:r>'
                '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
            ),
            [(Activity.FIELD, "the field 'DDEAUTO c' in 'word/document.xml'")],
        ),
        (
            word('<w:fldSimple w:instr="MACROBUTTON NoMacro Name"/>'),
            [(Activity.BUTTON, "the field 'MACROBUTTON NoMacro Name' in 'word/document.xml'")],
        ),
        (
            word('<w:fldSimple w:instr="INCLUDETEXT x"/>'),
            [(Activity.FIELD, "the field 'INCLUDETEXT x' in 'word/document.xml'")],
        ),
        (
            archive({**word_parts("<w:p/>"), "word/vbaProject.bin": "\0"}),
            [(Activity.MACROS, "macros in 'word/vbaProject.bin'")],
        ),
        (
            archive(
                ooxml(
                    {key: text for key, text in word_parts("<w:p/>").items() if key.startswith("word/")},
                    {"word/x.bin": "application/vnd.ms-office.vbaProject"},
                )
                | {"word/x.bin": "\0"}
            ),
            [(Activity.MACROS, "macros in 'word/x.bin'")],
        ),
        (
            with_relation("image", "file:///x", "External"),
            [(Activity.EXTERNAL, "a link of the part 'word/document.xml' to 'file:///x'")],
        ),
        (
            with_relation("image", "https://x", "external"),
            [(Activity.EXTERNAL, "a link of the part 'word/document.xml' to 'https://x'")],
        ),
        (
            with_relation("hyperlink", "file:///x", "External"),
            [(Activity.LINK, "a hyperlink of the part 'word/document.xml' to 'file:///x'")],
        ),
        (with_relation("hyperlink", "HTTPS://x", "External"), []),
        (
            with_relation("aFChunk", "a.html"),
            [(Activity.CHUNK, "the file 'word/a.html', which the part 'word/document.xml' takes in (altChunk)")],
        ),
        (
            with_relation("oleObject", "a.bin"),
            [(Activity.OBJECT, "an object of another program, 'word/a.bin', in the part 'word/document.xml'")],
        ),
        (archive({"xl/vbaProject.bin": "\0", "a.rels": "no"}), []),
    ],
)
def test_active_parts__are_formulas_fields_macros_chunks_and_links(
    data: bytes, found: list[tuple[Activity, str]]
) -> None:
    assert active(data) == found
