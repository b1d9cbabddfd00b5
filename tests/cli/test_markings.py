"""``empact markings``: whether each page, sheet and entry of files carries a marking."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.support.office import archive, marked_sheet, marked_word, workbook

import oap_c_2012
import oap_invented_2031
from empact import Session
from empact.cli import main

EU = "RESTREINT UE/EU RESTRICTED"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["markings", *arguments], prog_name="empact")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(name: str, data: str | bytes) -> str:
    Path(name).write_bytes(data.encode() if isinstance(data, str) else data)
    return name


def test_markings__counts_the_pages_that_carry_it_and_lists_the_others() -> None:
    zipped = archive({"zebra.txt": f"{EU} zebra", "b.txt": "a zebra, LIMITE"})
    files = [write("a.xlsx", workbook(marked_sheet(EU))), write("b.zip", zipped), write("c.txt", "zebra")]
    done = run(*files, "--expect", "EU RESTRICTED")
    assert (done.exit_code, done.stderr) == (1, "")
    assert done.stdout.splitlines() == [
        "a.xlsx: ooxml, EU RESTRICTED on 3 of 3 pages",
        "b.zip: zip, EU RESTRICTED on 1 of 2 pages",
        "    'b.txt': only LIMITE",
        "c.txt: text, EU RESTRICTED on 0 of 1 pages",
        "    the whole text: no marking",
    ]


def test_markings__prints_no_text_of_a_file() -> None:
    sheet = marked_sheet("zebra")
    files = [
        write("a.xlsx", workbook(sheet)),
        write("b.docx", marked_word("zebra")),
        write("c.gz", gzip.compress(b"z")),
    ]
    for to in ("text", "json"):
        assert "zebra" not in run(*files, "--expect", "LIMITE", "--format", to).output


@pytest.mark.parametrize(
    ("text", "level", "code"),
    [
        (EU, "LIMITE", 0),
        (EU, EU, 0),
        (EU, "de:vs-nur f\u00fcr den dienstgebrauch", 0),
        (EU, "SECRET UE", 1),
        ("LIMITE", "EU RESTRICTED", 1),
        ("UNLIMITED", "LIMITE", 1),
        ("limite", "LIMITE", 1),
        ("DE:GEHEIM", "SECRET UE", 0),
        ("VS-NUR F\u00dcR DEN DIENSTGEBRAUCH", EU, 0),
        ("SECRET", "LIMITE", 1),
        ("TR\u00c8S SECRET UE/EU TOP SECRET", "TRES SECRET UE", 0),
        ("RESTREINT\r\n UE/EU RESTR\r\n ICTED", EU, 0),
        ("RESTREINT UE/EU &#82;ESTRICTED", EU, 0),
    ],
)
def test_markings__compares_what_is_printed_with_the_level(text: str, level: str, code: int) -> None:
    for name, data in (
        ("a.txt", text.encode()),
        ("b.txt", text.encode("utf-16")),
        ("c.gz", gzip.compress(text.encode())),
    ):
        assert run(write(name, data), "--expect", level).exit_code == code


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"PK\x03\x04 and nothing", "Error: a.x: it is not a zip file that can be opened."),
        (b"%PDF-1.7", "Error: a.x: empact cannot inspect it."),
        (archive({"b.pdf": b"%PDF-1.7", "c.txt": "LIMITE"}), "Error: a.x: empact cannot inspect 'b.pdf'."),
        (None, "Error: a.x: No such file or directory."),
    ],
)
def test_markings__exits_with_2_for_a_file_that_it_cannot_read_and_lists_the_others(
    data: bytes | None, message: str
) -> None:
    if data is not None:
        write("a.x", data)
    done = run("a.x", write("b.txt", "LIMITE"), "--expect", "LIMITE")
    assert (done.exit_code, done.stderr) == (2, f"{message}\n")
    assert done.stdout.splitlines()[-1] == "b.txt: text, LIMITE on 1 of 1 pages"


def test_markings__refuses_a_level_that_no_file_can_miss_or_that_is_not_known() -> None:
    write("a.txt", "a")
    assert run("a.txt", "--expect", "public").exit_code == 2
    done = run("a.txt", "--expect", "SECRET")
    assert (done.exit_code, "Level 'SECRET' does not exist." in done.stderr) == (2, True)
    assert run("a.txt").exit_code == 2
    assert run(".", "--expect", "LIMITE").stderr == "Error: .: Is a directory.\n"


def test_markings__is_one_document_as_json() -> None:
    write("a.docx", marked_word(EU))
    done = run("a.docx", write("b.zip", archive({"c.pdf": b"%PDF-1.7"})), "--expect", "LIMITE", "--format", "json")
    tree = json.loads(done.stdout)
    assert (tree["empact"], tree["expected"], done.exit_code) == ("markings/1", "LIMITE", 2)
    first, second = tree["files"]
    assert (first["file"], first["container"], first["carries"]) == ("a.docx", "ooxml", True)
    assert first["pages"][0] == {"page": "the header (default) of section 1", "markings": [EU], "carries": True}
    assert (second["carries"], second["opaque"]) == (False, ["c.pdf"])


SESSION = Session([oap_c_2012, oap_invented_2031])


@pytest.mark.parametrize("exporter", sorted({exporter.name for exporter in SESSION.exporters}))
@pytest.mark.parametrize(("plan", "level"), [("oap-c-2012", EU), ("oap-invented-2031", "LIMITE")])
def test_markings__finds_the_marking_of_each_example_in_each_format(plan: str, level: str, exporter: str) -> None:
    SESSION.export(SESSION.load(plan), to=exporter, path="out/")
    files = [str(path) for path in Path("out").iterdir()]
    done = run(*files, "--expect", level)
    assert (done.exit_code, done.stderr) == (0, "")
