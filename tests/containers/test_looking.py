"""A marking is looked for by the container of a file: texts in any encoding, zip kinds, gzip; all else is opaque."""

from __future__ import annotations

import gzip

import pytest
from tests.support.office import (
    archive,
    marked_sheet,
    marked_word,
    open_document,
    open_sheet,
    page_style,
    word,
    workbook,
)

from empact.containers import ContainerError, Limits
from empact.containers.looking import Container, look, place

MARKING = "RESTREINT UE/EU RESTRICTED"
MISFIT = "has parts that do not fit each other"
CALENDAR = "BEGIN:VCALENDAR\r\nDESCRIPTION:{}\r\n{}END:VCALENDAR\r\n"
ENTRY = "BEGIN:VEVENT\r\nDESCRIPTION:{}\r\nEND:VEVENT\r\n"


def encrypted() -> bytes:
    """A zip file whose part says that it is encrypted."""
    data = bytearray(archive({"a.txt": "a"}))
    for start, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(start) + flags] |= 1
    return bytes(data)


def files(text: str) -> dict[str, tuple[Container, bytes]]:
    """A file of each kind that has a text wherever a marking has to be."""
    return {
        "utf-8": (Container.TEXT, f"\u00e9 {text}".encode()),
        "utf-8 with a mark": (Container.TEXT, text.encode("utf-8-sig")),
        "latin-1": (Container.TEXT, f"\u00e9 {text}".encode("latin-1")),
        "cyrillic": (Container.TEXT, f"\u0436 {text}".encode("cp1251")),
        "utf-16 with a mark": (Container.TEXT, f"\u00e9 {text}".encode("utf-16")),
        "utf-16 without a mark": (Container.TEXT, f"{text} and more words".encode("utf-16-be")),
        "utf-32": (Container.TEXT, text.encode("utf-32")),
        "calendar": (Container.CALENDAR, CALENDAR.format(text, ENTRY.format(text) * 2).encode()),
        "xlsx": (Container.OOXML, workbook(marked_sheet(text))),
        "docx": (Container.OOXML, marked_word(text)),
        "ods": (Container.ODF, open_document("spreadsheet", open_sheet(text))),
        "odt": (Container.ODF, open_document("text", "<text:p>a</text:p>", page_style("Standard", text))),
        "odp": (Container.ODF, open_document("presentation", f"<draw:page><text:p>{text}</text:p></draw:page>")),
        "zip": (Container.ZIP, archive({"a.txt": text, "b/c.csv": f"\u00e9;{text}".encode("latin-1")})),
        "zip in a zip": (Container.ZIP, archive({"a.zip": archive({"a.txt": text})})),
        "docx in a zip": (Container.ZIP, archive({"a.docx": marked_word(text)})),
        "gzip": (Container.GZIP, gzip.compress(text.encode())),
        "gzip of utf-16": (Container.GZIP, gzip.compress(text.encode("utf-16"))),
        "gzip in two members": (Container.GZIP, gzip.compress(text[:9].encode()) + gzip.compress(text[9:].encode())),
    }


@pytest.mark.parametrize("name", files(""))
def test_look__finds_a_marking_and_misses_it(name: str) -> None:
    container, marked = files(MARKING)[name]
    seen = look(marked)
    assert (seen.container, seen.without(MARKING), seen.opaque) == (container, [], ())
    unmarked = look(files("not for the public")[name][1])
    assert unmarked.container is container
    assert unmarked.without(MARKING) == [page.where for page in unmarked.pages]
    assert unmarked.pages


@pytest.mark.parametrize(
    ("data", "container"),
    [
        (b"%PDF-1.7 " + MARKING.encode(), Container.PDF),
        (b"SQLite format 3\0", Container.SQLITE),
        (b"PAR1" + b"\0" * 8, Container.PARQUET),
        (b"\x89PNG\r\n\x1a\n\0", Container.OTHER),
        (encrypted(), Container.ZIP),
        (gzip.compress(b"%PDF-1.7"), Container.GZIP),
        (open_document("formula", ""), Container.ODF),
    ],
)
def test_look__says_what_it_cannot_look_into(data: bytes, container: Container) -> None:
    seen = look(data)
    assert (seen.container, seen.pages, seen.opaque) == (container, (), ("",))


def test_look__names_the_files_in_a_zip_that_it_cannot_look_into() -> None:
    seen = look(archive({"a.txt": MARKING, "b/c.pdf": b"%PDF-1.7", "d.zip": archive({"e.db": b"SQLite format 3\0"})}))
    assert (seen.without(MARKING), seen.opaque) == ([], ("b/c.pdf", "d.zip/e.db"))


def test_look__wants_no_marking_in_the_file_that_says_what_a_zip_file_is() -> None:
    files = {"mimetype": "application/epub+zip", "META-INF/a.txt": "a", "mimetypes": "b", "c": MARKING}
    assert look(archive(files)).without(MARKING) == ["'META-INF/a.txt'", "'mimetypes'"]


def test_look__names_pages_and_not_their_texts() -> None:
    data = archive({"a.txt": "zebra", "b.xlsx": workbook(marked_sheet("zebra"))})
    seen = look(data)
    assert seen.without(MARKING) == [
        "'a.txt'",
        "the cells of sheet 1 in 'b.xlsx'",
        "the printed header of sheet 1 in 'b.xlsx'",
        "the printed footer of sheet 1 in 'b.xlsx'",
    ]
    assert "zebra" not in repr(seen)
    assert place("sheet 1", "a.xlsx") == "sheet 1 in 'a.xlsx'"


@pytest.mark.parametrize("data", [b"", archive({}), word(""), open_document("spreadsheet", "")])
def test_look__misses_the_marking_in_what_has_no_pages(data: bytes) -> None:
    assert look(data).without(MARKING)


def test_look__looks_at_each_entry_of_a_calendar() -> None:
    data = CALENDAR.format(MARKING, ENTRY.format(MARKING) + ENTRY.format("LIMITE") + ENTRY.format("")).encode()
    assert look(data).without(MARKING) == ["entry 2", "entry 3"]
    assert look(data).without(MARKING, ["LIMITE"]) == ["entry 3"]
    assert look(CALENDAR.format("LIMITE", "").encode()).without(MARKING, ["LIMITE"]) == [""]


def test_look__wants_what_is_printed_around_the_sheets_of_an_open_document() -> None:
    data = open_document("spreadsheet", open_sheet(MARKING), page_style("Default", MARKING, "Page 1"))
    assert look(data).without(MARKING) == ["the printed footer of sheet 1"]


def test_look__wants_a_marking_on_each_page_style_that_a_text_uses() -> None:
    masters = page_style("Standard", "", MARKING) + page_style("Wide", "a") + page_style("Unused")
    data = open_document("text", '<text:p style:master-page-name="Wide">a</text:p>', masters)
    assert look(data).without(MARKING) == ["the header and the footer of page style 2"]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"PK\x03\x04 and nothing", "is not a zip file that can be opened"),
        (gzip.compress(b"a" * 99)[:-5], "is not a gzip file that can be opened"),
        (b"\x1f\x8b and nothing", "is not a gzip file that can be opened"),
        (workbook('<sheetData><row><c t="s"><v>7</v></c></row></sheetData>'), "has parts that do not fit each other"),
        (
            archive({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
            "has parts that do not fit each other",
        ),
    ],
)
def test_look__refuses_what_cannot_be_opened(data: bytes, why: str) -> None:
    with pytest.raises(ContainerError) as error:
        look(data)
    assert str(error.value) == why


def test_look__refuses_bombs_also_in_many_small_files() -> None:
    limits = Limits(most_unpacked=3_000_000)
    packed = gzip.compress(b"\0" * 900_000)
    assert look(archive({"a": packed}), limits).opaque == ("a",)
    for bomb in (gzip.compress(b"\0" * 4_000_000), archive({str(number): packed for number in range(9)})):
        with pytest.raises(ContainerError, match="is larger than 3 MB when it is unpacked"):
            look(bomb, limits)


def test_look__opens_only_some_containers_in_each_other() -> None:
    data = MARKING.encode()
    for _ in range(9):
        data = gzip.compress(data)
    assert look(data).opaque == ("",)


@pytest.mark.parametrize("text", ["<" * 1_000_000, "BEGIN:VCALENDAR\n" + "BEGIN:VEVENT\n" * 70_000])
def test_look__takes_time_in_proportion_to_the_size(text: str) -> None:
    assert look(text.encode()).without(MARKING)


def parquet(*pairs: bytes) -> bytes:
    """The end of a Parquet file with pairs in its metadata, as Thrift writes them."""
    metadata = b"\x15\x04" + b"".join(pairs)
    return b"PAR1rows" + metadata + len(metadata).to_bytes(4, "little") + b"PAR1"


def test_look__reads_the_marking_in_the_metadata_of_a_parquet_file() -> None:
    seen = look(parquet(b"\x18\x06author\x18\x02me", b"\x18\x07marking\x18\x06LIMITE", b"\x18\x01x\x18\x00"))
    assert [(page.where, page.text) for page in seen.pages] == [("the metadata", "LIMITE")]
    assert seen.opaque == ()


def test_look__reads_a_marking_in_a_parquet_file_that_is_longer_than_a_byte_counts() -> None:
    words = "EU SECRET " * 20  # 200 bytes: two bytes of length
    assert look(parquet(b"\x18\x07marking\x18\xc8\x01" + words.encode())).pages[0].text == words


@pytest.mark.parametrize(
    "data",
    [
        parquet(),
        b"PAR1",
        b"PAR1\x18\x07marking\x18\x06LIMITE\x00\x00\x00\x00PAR1",
        b"PAR1\x18\x07marking\x18\x06LIMITE\xff\xff\xff\x7fPAR1",
        b"PAR1\x18\x07marking\x18\x06LIMITE",
    ],
)
def test_look__cannot_look_into_a_parquet_file_without_a_marking_in_its_metadata(data: bytes) -> None:
    seen = look(data)
    assert (seen.container, seen.pages, seen.opaque) == (Container.PARQUET, (), ("",))
