"""``empact ledger confirm``: tasking sheets go out and come back on the command line."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.support.filled_forms import workbook_bytes
from tests.support.filled_sheets import TEXT, filled_sheet, sheet_bytes, word_sheet

import oap_invented_2031
from empact import Session
from empact.cli.app import main

SESSION = Session(plugins=[oap_invented_2031])


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments], obj=SESSION)


def confirm(*options: str) -> Result:
    return run("ledger", "confirm", "plan.yaml", "inbox", "--ledger", "records/ledger", *options)


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sheets of two parties as the command makes them."""
    folder = tmp_path_factory.mktemp("sheets")
    (folder / "plan.yaml").write_text(TEXT, encoding="utf-8")
    for to in ("xlsx", "docx"):
        call = ("task", str(folder / "plan.yaml"), "--party", "QO", "--party", "QP", "--format", to)
        made = run(*call, "-o", f"{folder / to}/")
        assert made.exit_code == 0, made.output
    return folder


@pytest.fixture(autouse=True)
def place(sheets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the plan, its sheets, and an inbox: QO answers in a workbook, QP in Word."""
    shutil.copytree(sheets, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    Path("inbox").mkdir()
    book = Path("xlsx/Q-2031-tasking-QO.xlsx").read_bytes()
    answers = {"on": "2031-02-03", "1.1": "confirm", "1.2": ("decline", "No parcels."), "1.3": "confirm"}
    Path("inbox/QO.xlsx").write_bytes(sheet_bytes(book, answers))
    word = Path("docx/Q-2031-tasking-QP.docx").read_bytes()
    Path("inbox/QP.docx").write_bytes(word_sheet(word, {"on": "2031-02-04", "1.4": "confirm"}, "Q-2031 on"))
    return tmp_path


def test_confirm__shows_the_entries_and_adds_nothing() -> None:
    done = confirm()
    assert (done.exit_code, done.stderr) == (0, "Note: Nothing is added. Add the 3 entries with --yes.\n")
    assert done.stdout == (
        "LIMITE\n\n"
        "To add: QO, 2031-02-03: confirmed: 1.1, 1.3 (inbox/QO.xlsx)\n"
        "To add: QO, 2031-02-03: declined: 1.2 (inbox/QO.xlsx)\n"
        "  Remark: No parcels.\n"
        "To add: QP, 2031-02-04: confirmed: 1.4 (inbox/QP.docx)\n"
    )
    assert not Path("records").exists()


def test_confirm__adds_the_entries_with_yes_and_only_once() -> None:
    done = confirm("--yes", "--create")
    assert (done.exit_code, done.stderr) == (0, "")
    lines = [re.sub("-[0-9a-f]{16}", "", line) for line in done.stdout.splitlines()]
    assert lines == [
        "LIMITE",
        "",
        "Added: QO, 2031-02-03: confirmed: 1.1, 1.3 (2031-02-03-confirmation-QO)",
        "Added: QO, 2031-02-03: declined: 1.2 (2031-02-03-confirmation-QO)",
        "  Remark: No parcels.",
        "Added: QP, 2031-02-04: confirmed: 1.4 (2031-02-04-confirmation-QP)",
    ]
    assert len(list(Path("records/received").iterdir())) == 2
    again = confirm("--yes")
    assert (again.exit_code, again.stdout) == (0, done.stdout.replace("Added: ", "Already there: "))
    assert again.stderr == "Note: Nothing is added: the ledger says all of it already.\n"
    listed = run("ledger", "list", "plan.yaml", "--ledger", "records/ledger", "--kind", "confirmation")
    assert "No parcels." in listed.stdout
    checked = run("ledger", "check", "plan.yaml", "--ledger", "records/ledger")
    assert checked.exit_code == 0, checked.output


def test_confirm__says_which_rows_are_missing() -> None:
    book = filled_sheet(Path("xlsx/Q-2031-tasking-QO.xlsx").read_bytes(), {"on": "2031-02-03", "1.3": "confirm"})
    book["Actions by date"].delete_rows(4)
    Path("inbox/QO.xlsx").write_bytes(workbook_bytes(book))
    for options in ((), ("--yes", "--create")):
        done = confirm(*options)
        assert done.exit_code == 0
        shown = " ".join(done.stdout.split())
        assert "inbox/QO.xlsx: warning OAP022 form-answer: Rows of the sheet are missing: Q-2031:1.1 part" in shown
        assert "confirmed: 1.3 (" in shown


def test_confirm__says_what_a_correction_took_back() -> None:
    (first, *_) = re.findall(r"2031-02-03-confirmation-QO-\w+", confirm("--yes", "--create").stdout)
    slip = ("--replies-to", first, "--on", "2031-02-05", "--source", "Invented: e-mail", "--ledger", "records/ledger")
    correction = run("ledger", "add", "plan.yaml", "correction", *slip).stdout.strip()
    again = confirm("--yes")
    assert again.exit_code == 0
    shown = " ".join(again.stdout.split())
    assert f"Taken back: QO, 2031-02-03: confirmed: 1.1, 1.3 ({first}; taken back by {correction})" in shown
    assert "What a correction took back is not added again." in again.stderr


def test_confirm__needs_create_for_a_new_folder() -> None:
    done = confirm("--yes")
    assert done.exit_code == 2
    assert "--create" in done.stderr


def test_confirm__lists_what_is_refused_and_takes_the_others() -> None:
    book = Path("xlsx/Q-2031-tasking-QO.xlsx").read_bytes()
    Path("inbox/QO.xlsx").write_bytes(sheet_bytes(book, {"on": "soon", "1.1": "yes"}))
    Path("inbox/letter.xlsx").write_bytes(b"no workbook")
    done = confirm("--yes", "--create")
    assert done.exit_code == 1
    assert "Added: QP, 2031-02-04: confirmed: 1.4 (2031-02-04-confirmation-QP-" in done.stdout
    shown = " ".join(done.stdout.split())
    assert "inbox/QO.xlsx, sheet 'This sheet', cell B5: error OAP022 form-answer: 'soon' is not a date." in shown
    assert "'yes' is not one of the answers. Choose confirm or decline." in shown
    assert "2 files are refused. The others are taken." in done.stderr
    assert "soon" not in done.stderr  # the plan is marked
    assert "inbox/QO.xlsx, cell G4: OAP022 form-answer." in done.stderr


def test_confirm__names_the_files_of_a_folder_that_are_not_read() -> None:
    Path("inbox/scan QP.pdf").write_bytes(b"%PDF-1.7")
    Path("inbox/notes.yaml").write_text("to do: call QP\n", encoding="utf-8")
    done = confirm("--yes", "--create")
    assert done.exit_code == 0, done.output
    assert [line for line in done.stderr.splitlines() if "not read" in line] == [
        "Warning: inbox/notes.yaml is not read: it is no tasking sheet.",
        "Warning: inbox/scan QP.pdf is not read: it is no tasking sheet.",
    ]


def test_confirm__of_a_folder_without_a_sheet_says_so() -> None:
    for file in Path("inbox").iterdir():
        file.unlink()
    done = confirm()
    assert (done.exit_code, done.stdout) == (2, "")
    assert "inbox: The folder has no tasking sheet." in done.stderr
    assert run("ledger", "confirm", "plan.yaml", "nothing", "--ledger", "x").exit_code == 2


def test_confirm__as_json_has_all_of_it() -> None:
    Path("inbox/QN.xlsx").write_bytes(Path("xlsx/Q-2031-tasking-QP.xlsx").read_bytes())
    done = confirm("--format", "json")
    assert done.exit_code == 1
    tree = json.loads(done.stdout)
    assert (tree["empact"], tree["marking"]) == ("confirmations/1", "LIMITE")
    assert [(each["file"], each["content"]["part"], each["added"]) for each in tree["proposed"]] == [
        ("inbox/QO.xlsx", "confirmed", False),
        ("inbox/QO.xlsx", "declined", False),
        ("inbox/QP.docx", "confirmed", False),
    ]
    assert [(refused["file"], refused["why"]) for refused in tree["refused"]] == [
        ("inbox/QN.xlsx", "It has no answer.")
    ]


def test_confirm__keeps_nothing_of_a_party_on_the_sheet_of_another() -> None:
    confirm("--yes", "--create")
    as_of = ("--as-of", "2031-03-01")
    done = run("task", "plan.yaml", "--party", "QP", "--with-ledger", "--ledger", "records/ledger", *as_of)
    assert done.exit_code == 0, done.output
    assert "No parcels." not in done.stdout
    assert "2031-02-04" in done.stdout


def test_confirm__with_personal_data_says_where_and_takes_it_only_if_it_is_accepted() -> None:
    book = Path("xlsx/Q-2031-tasking-QO.xlsx").read_bytes()
    Path("inbox/QO.xlsx").write_bytes(sheet_bytes(book, {"on": "2031-02-03", "1.1": ("confirm", "jo@clocks.example")}))
    done = confirm("--yes", "--create")
    assert done.exit_code == 1
    assert "The remark on action 1.1 has an e-mail address." in " ".join(done.stdout.split())
    assert "Error: inbox/QO.xlsx, cell G4: OAP834 personal-data.\n" in done.stderr
    assert "Note: If the text may stand as it is, add --accept-text.\n" in done.stderr
    assert "clocks.example" not in done.output + confirm("--format", "json").output
    assert len(list(Path("records/received").iterdir())) == 1  # that of QP
    done = confirm("--yes", "--accept-text")
    assert (done.exit_code, len(list(Path("records/received").iterdir()))) == (0, 2)


def test_ledger_add__warns_of_personal_data_in_a_text() -> None:
    Path("unmarked.yaml").write_text(TEXT.replace("marking: LIMITE\n", ""), encoding="utf-8")
    entry = ("--by", "QN", "--on", "2031-02-03", "--action", "1.1", "--source", "Invented: letter")
    call = ("ledger", "add", "unmarked.yaml", "commitment", *entry, "--ledger", "records/ledger", "--create")
    done = run(*call, "--text", "Two officers, ask jo@clocks.example")
    assert done.exit_code == 0
    assert "The text in 'text' has an e-mail address." in " ".join(done.stderr.split())
    assert "delete its file" in " ".join(done.stderr.split())


def test_ledger__understands_an_id_with_the_full_stop_of_the_sentence_that_it_was_copied_from() -> None:
    confirm("--yes", "--create")
    first = min(path.stem for path in Path("records/ledger").rglob("*.yaml"))
    correction = ("--by", "QM", "--on", "2031-02-05", "--text", "A slip.", "--source", "Invented", "--replies-to")
    done = run("ledger", "add", "plan.yaml", "correction", *correction, f"{first}.", "--ledger", "records/ledger")
    assert done.exit_code == 0, done.output
    done = run("ledger", "check", "plan.yaml", "--ledger", "records/ledger", "--holds", f"{first};")
    assert "is missing" not in done.output, done.output
