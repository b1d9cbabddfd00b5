"""``empact import``: a document becomes a draft of a plan and the sources of its values, or nothing is written."""

from __future__ import annotations

import errno
import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tests.support.council_word import later, tracking
from tests.support.council_word.reference import reference
from tests.support.office import word
from tests.support.word_tables import TITLES, actions, cell, table, text

import empact
from empact import Session
from empact.cli import main
from empact.containers import read_word
from empact.hooks import Formatter, Option, RawDocument, ReadContext, Reader, hookimpl

MARKING = "RESTREINT UE/EU RESTRICTED"
DOCUMENT = "st17793-re02.en11.docx"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner(env={"COLUMNS": "100"}).invoke(main, arguments, input=stdin, prog_name="empact")


def small(name: str = "plan.docx", *before: str) -> None:
    """Write a document with a small plan."""
    Path(name).write_bytes(word("".join(before) + table(TITLES, *actions("1.1", "1.2"))))


def council() -> None:
    Path(DOCUMENT).write_bytes(reference())


def sources(file: str = "plan.import.json") -> dict[str, list[tuple[Any, str, bool]]]:
    """Return the sources of each value: table, row and column, the words, and whether it was guessed."""
    return {
        value["pointer"]: [
            (
                tuple(each["place"].get(name) for name in ("table", "row", "column")),
                each["text"],
                value["guessed"],
            )
            for each in value["sources"]
        ]
        for value in json.loads(Path(file).read_text(encoding="utf-8"))["values"]
    }


def letters(words: str) -> str:
    """Return a text without the marks of notes and without what only sets it out."""
    return "".join(re.findall(r"[^\W_]+", re.sub(r"\[\^\w+\]", "", words)))


def names() -> list[str]:
    return sorted(path.name for path in Path().iterdir() if path.suffix != ".docx")


# A draft


def test_import__writes_a_draft_and_lists_what_was_guessed_with_its_place() -> None:
    council()
    done = run("import", DOCUMENT, "--accept", "-o", "plan.yaml")
    assert (done.exit_code, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[:4] == [
        "No errors. 6 info in C-2012.",
        "",
        "C-2012  Operational Action Plan 2012: Priority Crime Area C: Illegal Immigration",
        MARKING,
    ]
    assert f"{DOCUMENT}, table 1, row 10: info OAP023 guessed: The row 'Number of action days' has no" in lines
    assert lines[-4] == (
        f"plan.yaml: a draft with 7 goals, 16 actions, 10 notes, read from 137 cells and 3,791 words of {DOCUMENT}."
    )
    assert lines[-3:] == [
        "plan.import.json: where each value was read.",
        "Next, correct the draft beside the document, and check it:",
        "    empact validate plan.yaml",
    ]
    assert names() == ["plan.import.json", "plan.yaml"]


def test_draft__written_again_is_the_same_bytes_and_the_plan_of_the_document() -> None:
    council()
    run("import", DOCUMENT, "--accept", "-o", "plan.yaml")
    plan = empact.load("plan.yaml")
    assert empact.export(plan, to="yaml") == Path("plan.yaml").read_bytes()
    assert plan == empact.load(DOCUMENT, options={"accept": True})
    assert run("validate", "plan.yaml").exit_code == 0


def test_sources__have_each_cell_of_the_document_with_its_words() -> None:
    council()
    run("import", DOCUMENT, "--accept", "-o", "plan.yaml")
    read: dict[Any, dict[str, None]] = {}
    of_table = (texts for pointer, texts in sources().items() if not pointer.startswith("/notes/"))
    for texts in of_table:
        for place, words, _ in texts:
            read.setdefault(place, {})[letters(words)] = None
    (body,) = read_word(reference()).tables
    cells = [cell for row in body.rows[1:] for cell in row.cells if cell.text.strip()]
    printed = {(1, cell.row, cell.column): letters(cell.text) for cell in cells}
    assert len(printed) == 135
    assert {place: "".join(texts) for place, texts in read.items() if place in printed} == printed
    assert read.keys() - printed.keys() == {
        (None, None, None),
        (1, 1, 10),
        (1, 1, 11),
    }  # texts outside, and checkpoints


def test_sources__of_a_cell_of_two_columns_are_both_cells() -> None:
    council()
    run("import", DOCUMENT, "--accept", "-o", "plan.yaml")
    read = sources()
    assert read["/actions/0/links"] == [((1, 3, 6), "SG 2, SG 4", False), ((1, 3, 7), "2.1, 5.2", False)]
    assert [(place, words) for place, words, _ in read["/actions/5/kpis"]][1:] == [
        ((1, 10, 9), "Number of action days"),
        ((1, 11, 9), "Number of arrests"),
    ]
    assert {guessed for _, _, guessed in read["/actions/5/kpis"]} == {True}
    assert read["/actions/3/leaders"] == [((1, 7, 3), "IT[^7]", False)]


def test_sources__of_a_row_that_was_guessed_are_guessed_in_each_of_its_cells() -> None:
    rows = [*actions("1.1"), ("", "And more.", "", "and June"), *actions("1.2")]
    Path("plan.docx").write_bytes(word(table(TITLES, *rows)))
    run("import", "plan.docx", "-o", "plan.yaml")
    read = sources()
    assert read["/actions/0/timing"] == [((1, 2, 4), "May 2031", True), ((1, 3, 4), "and June", True)]
    assert read["/actions/0/leaders"] == [((1, 2, 3), "QM", False)]
    assert read["/actions/1/timing"] == [((1, 4, 4), "May 2031", False)]


def test_sources__of_what_was_guessed_from_the_title_are_the_title() -> None:
    council()
    run("import", DOCUMENT, "--accept", "-o", "plan.yaml")
    title = "Operational Action Plan 2012:\nPriority Crime Area C: Illegal Immigration"
    read = sources()
    for pointer in ("/id", "/priority", "/period"):
        assert read[pointer] == [((None, None, None), title, True)]
    assert read["/title"] == [((None, None, None), title, False)]


def test_sources__of_numbers_are_the_words_that_have_them() -> None:
    council()
    run("import", DOCUMENT, "--accept", "-o", "plan.yaml")
    read = sources()
    outside = (None, None, None)
    assert read["/sections/0/number"] == read["/sections/0/heading"] == [(outside, "1. Aim", False)]
    assert [words.partition(" (")[0] for _, words, _ in read["/sections/0/text"]][:1] == [
        "This Operational Action Plan"
    ]
    assert read["/goals/0/number"] == read["/goals/0/body"] + read["/goals/0/annex"]
    assert read["/notes/6/mark"] == read["/notes/6/text"]
    assert [place for place, _, _ in read["/notes/6/mark"]] == [(1, 7, 3)]


def test_sources__carry_the_marking_of_the_plan() -> None:
    council()
    run("import", DOCUMENT, "--accept", "-o", "plan.yaml")
    tree = json.loads(Path("plan.import.json").read_text(encoding="utf-8"))
    assert (tree["empact"], tree["marking"]) == ("imported-plan/1", MARKING)
    assert (tree["file"], tree["options"]) == (DOCUMENT, {"accept": "yes"})
    assert run("markings", "--expect", "EU RESTRICTED", "plan.yaml", "plan.import.json").exit_code == 0


def test_sources__are_no_plan_of_their_folder() -> None:
    small()
    run("import", "plan.docx", "-o", "plans/plan.yaml")
    done = run("validate", "plans", "--select", "document")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "import.json" not in done.stdout


def test_json__is_the_result_that_python_gives() -> None:
    small()
    done = run("import", "plan.docx", "--id", "X-2031", "-o", "plan.yaml", "--format", "json")
    assert done.stdout == Path("plan.import.json").read_text(encoding="utf-8")
    imported = empact.import_plan("plan.docx", options={"id": "X-2031"})
    assert json.loads(done.stdout) == empact.default_session().tree(imported)
    assert imported.plan == empact.load("plan.yaml")
    assert (imported.cells, imported.words) == (8, 2 * 6)  # the id is given by the call
    assert imported.values[0].sources == ()


def test_import__of_another_layout() -> None:
    Path("clocks.docx").write_bytes(later.later())
    Path("columns.toml").write_text(later.LAYOUT, encoding="utf-8")
    done = run("import", "--layout", "columns.toml", "clocks.docx", "--id", "X-2031", "-o", "clocks.yaml")
    assert done.exit_code == 0
    assert "The column 'Budget (EUR)' is not in the layout" in " ".join(done.stdout.split())
    assert str(empact.load("clocks.yaml").action("1.1").leaders).startswith("QM; ")
    starts = sources("clocks.import.json")["/actions/0/timing"]
    assert [words for _, words, _ in starts] == ["1 January 2031", "31 December 2031"]


def test_import__that_was_killed_between_its_files_can_be_repeated() -> None:
    """The plan is written last: without it, the file of its sources is what a killed import left."""
    small()
    assert run("import", "plan.docx", "-o", "plan.yaml").exit_code == 0
    whole = {name: Path(name).read_bytes() for name in names()}
    Path("plan.yaml").unlink()
    assert run("import", "plan.docx", "-o", "plan.yaml").exit_code == 0
    assert {name: Path(name).read_bytes() for name in names()} == whole


def test_import__replaces_no_file_that_is_another_one() -> None:
    small()
    Path("plan.import.json").write_text("{}", encoding="utf-8")
    done = run("import", "plan.docx", "-o", "plan.yaml")
    assert done.exit_code == 2
    assert "plan.import.json exists, and an import replaces no file." in " ".join(done.stderr.split())
    assert names() == ["plan.import.json"]
    assert Path("plan.import.json").read_text(encoding="utf-8") == "{}"


def test_import__reads_the_standard_input() -> None:
    small()
    done = run("import", "-", "--from", "docx", "-o", "plan.yaml", stdin=Path("plan.docx").read_bytes())
    assert done.exit_code == 0
    assert names() == ["plan.import.json", "plan.yaml"]


@pytest.mark.parametrize(("level", "code"), [("error", 0), ("warning", 1), ("info", 1), ("never", 0)])
def test_import__fails_on_what_the_call_says_and_writes_all_the_same(level: str, code: int) -> None:
    small("plan.docx", text("Something else."))
    assert run("import", "plan.docx", "-o", "plan.yaml", "--fail-on", level).exit_code == code
    assert names() == ["plan.import.json", "plan.yaml"]


# Refusals


def test_document__with_changes_is_listed_below_its_marking_and_nothing_is_written() -> None:
    Path("plan.docx").write_bytes(reference(tracking.changed_words))
    done = run("import", "plan.docx", "-o", "plan.yaml")
    assert (done.exit_code, done.stderr) == (2, "Error: Nothing is written.\n")
    assert done.stdout.startswith(f"{MARKING}\n")
    assert "is tracked as" in done.stdout
    assert "Accept the changes with --accept" in " ".join(done.stdout.split())
    assert names() == []
    for option in ("--accept", "--reject"):
        assert run("import", "plan.docx", option, "-o", f"{option[2:]}.yaml").exit_code == 0
    assert Path("accept.yaml").read_bytes() != Path("reject.yaml").read_bytes()


def test_document__that_is_refused_is_json_for_programs() -> None:
    Path("plan.docx").write_bytes(reference())
    done = run("import", "plan.docx", "-o", "plan.yaml", "--format", "json")
    tree = json.loads(done.stdout)
    assert (done.exit_code, tree["empact"], tree["marking"]) == (2, "diagnostics/1", MARKING)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["plan.docx"], "An import writes two files: name the plan file with -o, such as -o plan.yaml."),
        (["plan.docx", "-o", "-"], "An import writes two files: name the plan file with -o, such as -o plan.yaml."),
        (["plan.docx", "-o", "x.json"], "x.json: a plan is written as YAML; name a file such as x.yaml."),
        (["plan.docx", "b.docx", "-o", "x.yaml"], "There are 2 files; import one at a time."),
        (
            [".", "-o", "x.yaml"],
            ". is not a document that can be imported. Known formats: .docx, .pdf, .xlsx, .ods, .csv.",
        ),
        (["-", "-o", "x.yaml"], "'-' reads the standard input; name its format with --from, such as --from docx."),
        (
            ["old.yaml", "-o", "x.yaml"],
            "old.yaml is read as a plan file, so there is nothing to import; use 'empact export'.",
        ),
        (["none.docx", "-o", "x.yaml"], "none.docx: No such file or directory"),
        (["plan.docx", "--release", "nothing", "-o", "x.yaml"], "Level 'nothing' does not exist."),
    ],
)
def test_call__that_cannot_be_done_says_why(arguments: list[str], message: str) -> None:
    small()
    done = run("import", *arguments)
    assert done.exit_code == 2
    assert done.stderr.splitlines()[0].startswith(f"Error: {message}")
    assert names() == []


def test_document__is_accepted_or_rejected_but_not_both() -> None:
    small()
    done = run("import", "plan.docx", "--accept", "--reject", "-o", "plan.yaml")
    assert done.exit_code == 2
    assert "to be accepted and to be rejected" in done.stdout
    assert names() == []


def test_document__above_the_level_of_a_release_is_refused() -> None:
    council()
    for option in ((), ("--accept",)):
        done = run("import", DOCUMENT, *option, "--release", "public", "-o", "plan.yaml")
        assert (done.exit_code, done.stdout) == (2, "")
    assert names() == []


@pytest.mark.parametrize("name", ["plan.yaml", "plan.import.json"])
def test_file__that_exists_is_never_replaced(name: str) -> None:
    small()
    Path(name).write_text("mine", encoding="utf-8")
    done = run("import", "plan.docx", "-o", "plan.yaml")
    assert done.exit_code == 2
    assert done.stderr.splitlines()[0] == (
        f"Error: {name} exists, and an import replaces no file. Import to another file with -o, and compare the two "
        "plans."
    )
    assert (names(), Path(name).read_text(encoding="utf-8")) == ([name], "mine")


def test_file__that_appears_in_the_meantime_is_not_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    small()
    link = Path.hardlink_to

    def appears(self: Path, target: Path) -> None:
        if self.name == "plan.yaml":
            self.write_text("mine", encoding="utf-8")
        link(self, target)

    monkeypatch.setattr(Path, "hardlink_to", appears)
    done = run("import", "plan.docx", "-o", "plan.yaml")
    assert (done.exit_code, names()) == (2, ["plan.yaml"])
    assert "plan.yaml exists" in done.stderr
    assert Path("plan.yaml").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("number", [1, 2])
def test_full_disk__leaves_neither_file(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    small()
    synced: list[int] = []

    def full(descriptor: int) -> None:
        synced.append(descriptor)
        if len(synced) == number:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    done = run("import", "plan.docx", "-o", "plan.yaml")
    file = ("plan.import.json", "plan.yaml")[number - 1]
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == f"Error: {file}: {os.strerror(errno.ENOSPC)}\n"
    assert names() == []


# The options of readers elsewhere


def test_validate__takes_the_options_of_the_reader_and_points_into_the_document() -> None:
    council()
    Path("other.yaml").write_text("empact: plan/1\nid: X-2031\n", encoding="utf-8")
    refused = run("validate", DOCUMENT)
    assert (refused.exit_code, refused.stdout.splitlines()[0]) == (2, MARKING)
    done = run("validate", DOCUMENT, "other.yaml", "--accept", "--select", "OAP201")
    assert done.exit_code == 0
    assert f"{DOCUMENT}, table 1, row 5, column 6: warning OAP201" in done.stdout
    assert "--accept" in run("validate", DOCUMENT, "--help").stdout
    assert "--accept" not in run("validate", "other.yaml", "--help").stdout
    unknown = run("validate", "other.yaml", "--accept")
    assert (unknown.exit_code, unknown.stderr.splitlines()[0]) == (2, "Error: Option '--accept' does not exist.")


OTHER = (Option("layout", summary="A number.", type=int),)


class OtherReader:
    """A plugin whose reader has an option of the same name as that of Word documents, with another meaning."""

    @hookimpl
    def empact_readers(self) -> list[Reader]:
        read, options = f"{__name__}:read_other", f"{__name__}:OTHER"
        return [Reader(name="odd", suffixes=".odd", read=read, options=options, from_folders=False)]


def read_other(_data: bytes, ctx: ReadContext) -> RawDocument:
    return RawDocument({"empact": "plan/1", "id": f"X-{ctx.options['layout']}"})


def test_option__that_means_two_things_in_one_call_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    session = Session([OtherReader()])
    monkeypatch.setattr("empact.cli.app.default_session", lambda: session)
    small()
    Path("plan.odd").write_text("x", encoding="utf-8")
    done = run("validate", "plan.docx", "plan.odd")
    assert (done.exit_code, done.stderr.splitlines()[0]) == (
        2,
        "Error: --layout means different things for these files; name them in two calls.",
    )
    assert run("import", "plan.odd", "--layout", "7", "-o", "odd.yaml").exit_code == 0
    assert empact.load("odd.yaml").id == "X-7"
    wrong = run("import", "plan.odd", "--layout", "seven", "-o", "x.yaml")
    assert (wrong.exit_code, names()) == (2, ["odd.import.json", "odd.yaml", "plan.odd"])


class FormatterWithLayout:
    """A plugin whose format of findings has an option of the same name as that of Word documents."""

    @hookimpl
    def empact_formatters(self) -> list[Formatter]:
        return [Formatter(name="odd", write="empact.plugins.text.findings:write", options=OTHER)]


def test_option__of_a_format_and_of_a_reader_is_refused_if_a_call_has_both(monkeypatch: pytest.MonkeyPatch) -> None:
    session = Session([FormatterWithLayout()])
    monkeypatch.setattr("empact.cli.app.default_session", lambda: session)
    small()
    done = run("validate", "plan.docx", "--format", "odd", "--layout", "oap-2012")
    assert done.exit_code == 2
    assert done.stderr.splitlines()[0] == (
        "Error: --layout is an option of the format 'odd', and of the reader of a file. Choose another format, or "
        "import the file first."
    )
    assert run("validate", "plan.docx", "--layout", "oap-2012").exit_code == 0
    Path("plan.yaml").write_text("empact: plan/1\nid: X-2031\n", encoding="utf-8")
    assert "--layout" in run("validate", "plan.yaml", "--format", "odd", "--help").stdout


def test_withheld__words_are_in_neither_file() -> None:
    hidden = cell("SECRET WORDS", "", "<w:vanish/>")
    Path("plan.docx").write_bytes(word(table(TITLES, [cell("1.1"), hidden, cell("QM"), cell("May 2031")])))
    assert run("import", "plan.docx", "-o", "plan.yaml").exit_code == 0
    assert sources()["/actions/0/activity"] == [((1, 2, 2), "", False)]
    written = Path("plan.yaml").read_text(encoding="utf-8") + Path("plan.import.json").read_text(encoding="utf-8")
    assert "withheld: true" in written
    assert "SECRET WORDS" not in written
