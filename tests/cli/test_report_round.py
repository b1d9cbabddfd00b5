"""``empact report round``: the state of a round, an inbox that is only looked at, replies and reminders."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.support.filled_forms import filled_document, filled_workbook, workbook_bytes
from tests.support.invented import day, entry

import oap_invented_2031
from empact import Config, Session
from empact.cli.app import main
from empact.cli.naming import party_stems
from empact.model import EntryKind, Prose

SESSION = Session(plugins=[oap_invented_2031])
PLAN = "oap-invented-2031"
AFTER = ("--as-of", "2031-07-10")
"""A day after that of the call for the reports of June, 5 July."""


def run(*arguments: str, session: Session = SESSION) -> Result:
    return CliRunner(env={"COLUMNS": "100"}).invoke(main, ["report", *arguments], obj=session)


def filled_book(forms: Path, party: str, answers: Mapping[str, object]) -> bytes:
    return workbook_bytes(filled_workbook((forms / "xlsx" / f"{party}.xlsx").read_bytes(), answers))


@pytest.fixture(scope="module")
def round_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The round of June: QM calls everybody, and five forms come back.

    QO answers. QN and QP answer in words where a number is asked for. QR states a total of an action that it does not
    lead. QQ sends its form back as it was. QX and QZ are called and silent.
    """
    folder = tmp_path_factory.mktemp("round")
    for to in ("xlsx", "docx"):
        run("new", PLAN, "--all", "--checkpoint", "June", "--format", to, "-o", str(folder / "forms" / to))
    inbox, forms = folder / "inbox", folder / "forms"
    inbox.mkdir()
    (folder / "reports").mkdir()
    answers = {"Q-2031 on": "2031-06-28", "Q-2031:2.2 status": "live", "Q-2031:2.2/1 total": 8}
    (inbox / "for Jane Doe.xlsx").write_bytes(filled_book(forms, "QO", answers))
    (inbox / "QN.xlsx").write_bytes(
        filled_book(forms, "QN", {"Q-2031 on": "2031-06-28", "Q-2031:3.1/1 total": "about 2"})
    )
    word = {"Q-2031 on": "2031-06-29", "Q-2031:2.2/1 own": "ca. 54321"}
    (inbox / "QP.docx").write_bytes(filled_document((forms / "docx" / "QP.docx").read_bytes(), word))
    (inbox / "QQ.xlsx").write_bytes((forms / "xlsx" / "QQ.xlsx").read_bytes())
    report = 'empact: report/1\nplan: Q-2031\ncheckpoint: June 2031\nby: QR\non: 2031-06-30\nsource: "Invented"\n'
    wrong = 'actions:\n  - action: "3.1"\n    figures: [{kpi: 1, scope: total, value: 98765}]\n'
    (inbox / "QR.yaml").write_text(report + wrong, encoding="utf-8")
    call = entry(EntryKind.CALL, "2031-06-02", "", "QM", due=day("2031-07-05"), text=Prose(text="June 2031"))
    SESSION.workspace.ledger.add(call, folder / "ledger", create=True)
    return folder


@pytest.fixture(autouse=True)
def folder(round_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, which has the same files in each test."""
    shutil.copytree(round_folder, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def shown(*arguments: str, session: Session = SESSION) -> Result:
    return run(
        *("round", PLAN, *arguments, "--checkpoint", "June", "--reports", "reports", "--ledger", "ledger"),
        session=session,
    )


def texts(folder: str = "replies") -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(Path(folder).iterdir())}


def test_round__says_for_whom_it_is_and_stores_nothing(folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    done = shown("inbox", *AFTER)
    assert done.exit_code == 0, done.output
    lines = done.stdout.splitlines()
    assert lines[:2] == ["LIMITE", "As of: 2031-07-10 · Readers: only the Driver and the Support Unit"]
    assert "Late and silent on 10 July 2031: QM, QZ, QN, QO, QP, QQ, QR, QX." in done.stdout
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_round__says_of_each_file_what_report_add_would_do() -> None:
    tree = json.loads(shown("inbox", *AFTER, "--format", "json").stdout)
    assert (tree["empact"], tree["marking"], tree["checkpoint"]) == ("round/1", "LIMITE", "June 2031")
    found = {file["file"]: (file["state"], file.get("party"), file.get("why")) for file in tree["inbox"]}
    assert found == {
        "inbox/QN.xlsx": ("asked back", "QN", None),
        "inbox/QP.docx": ("asked back", "QP", None),
        "inbox/QQ.xlsx": ("not filled in", "QQ", None),
        "inbox/QR.yaml": ("refused", "QR", "OAP883 not-by-leader."),
        "inbox/for Jane Doe.xlsx": ("would be added", "QO", None),
    }
    problems = {file["file"]: [each.get("key") for each in file.get("problems", ())] for file in tree["inbox"]}
    assert problems["inbox/QN.xlsx"] == ["Q-2031:3.1/1 total 28252984"]
    assert problems["inbox/QR.yaml"] == ["Q-2031:3.1/1 total"]
    added = run("add", PLAN, "inbox", "--reports", "reports", "--ledger", "ledger", "--format", "json")
    refused = json.loads(added.stdout)["refused"]
    assert {each["file"] for each in refused} == {file for file, (state, _, _) in found.items() if "added" not in state}


def test_round__after_the_reports_are_added_says_so() -> None:
    run("add", PLAN, "inbox", "--reports", "reports", "--ledger", "ledger")
    done = shown("inbox", *AFTER)
    assert "June 2031 of Q-2031: 1 of 8 parties that are asked have reported." in done.stdout
    assert "File: inbox/for Jane Doe.xlsx · Party: QO · Checkpoint: June 2031 · Date: 2031-06-28" in done.stdout
    assert "State: already there" in done.stdout
    assert "June 2031 of Q-2031: 0 of 8 parties that are asked have reported." in shown("--as-of", "2031-06-27").stdout


def test_round__writes_a_reply_for_each_sender_and_a_reminder_for_who_is_silent() -> None:
    done = shown("inbox", *AFTER, "-o", "replies")
    assert done.exit_code == 0, done.output
    assert "Note: 5 replies and 2 reminders are in replies." in done.stderr
    written = texts()
    assert list(written) == [
        *("QN-reply.txt", "QO-reply.txt", "QP-reply.txt", "QQ-reply.txt", "QR-reply.txt"),
        *("QX-reminder.txt", "QZ-reminder.txt"),
    ]
    assert written["QN-reply.txt"] == (
        "LIMITE\n\n"
        "Q-2031, June 2031: reply to QN\n"
        "As of 10 July 2031\n\n"
        "File 1 (xlsx)\n"
        "It is not taken. To correct:\n"
        "- Q-2031:3.1/1 total 28252984, sheet 'What you lead', cell E7: OAP022 form-answer. Write digits, and a point "
        "before decimals, such as 1250 or 12.5.\n\n"
        "Send it again, corrected.\n\n"
        "LIMITE\n"
    )
    assert written["QO-reply.txt"] == (
        "LIMITE\n\n"
        "Q-2031, June 2031: reply to QO\n"
        "As of 10 July 2031\n\n"
        "File 1 (xlsx), report of 2031-06-28 for June 2031\n"
        "Nothing has to be corrected: it can be taken.\n"
        "Answered:\n- Q-2031:2.2 status\n- Q-2031:2.2/1 total\n"
        "Expected, and not answered:\n- Q-2031:1.1/1 own\n- Q-2031:1.2/1 own\n- Q-2031:3.1/1 own\n\n"
        "LIMITE\n"
    )
    assert "- Q-2031:2.2/1 own a0ad816d, table 3, row 4, column 5: OAP022 form-answer. " in written["QP-reply.txt"]
    assert "- Q-2031:3.1/1 total, line 9: OAP883 not-by-leader. Write the party's own share" in written["QR-reply.txt"]
    assert "It is not filled in: nothing is taken.\n\nSend it again, corrected." in written["QQ-reply.txt"]
    assert written["QX-reminder.txt"] == (
        "LIMITE\n\n"
        "Q-2031, June 2031: reminder to QX\n"
        "As of 10 July 2031\n\n"
        "QM called for the report for June 2031 by 5 July 2031. None has been received from QX.\n"
        "It is expected on the actions: 2.2, 4.1.\n"
        "A missing report is not an unmet commitment, and this reminder is not an exhortation.\n"
        "Send the report.\n\n"
        "LIMITE\n"
    )


def test_replies__quote_neither_the_plan_nor_figures_nor_the_name_of_a_file() -> None:
    plan = SESSION.load(PLAN)
    shown("inbox", *AFTER, "-o", "replies")
    written = " ".join(texts().values())
    for action in plan.actions:
        assert str(action.activity)[:30] not in written
        assert not any(str(kpi)[:15] in written for kpi in action.kpis)
    assert plan.title is not None
    assert plan.title not in written
    assert not any(words in written for words in ("about 2", "54321", "98765", "Jane", "inbox"))


def test_replies__are_in_the_language_of_the_call() -> None:
    shown("inbox", *AFTER, "-o", "de", "--language", "de")
    german = texts("de")
    where = "- Q-2031:3.1/1 total 28252984, Blatt „What you lead“, Zelle E7: OAP022 form-answer. "
    assert german["QN-reply.txt"].splitlines()[2:8] == [
        "Q-2031, June 2031: Antwort an QN",
        "Stand vom 10. Juli 2031",
        "",
        "Datei 1 (xlsx)",
        "Sie ist nicht übernommen. Zu berichtigen:",
        f"{where}Schreiben Sie eine Zahl in Ziffern.",
    ]
    assert "OAP883 not-by-leader. Schreiben Sie den eigenen Anteil des Akteurs" in german["QR-reply.txt"]
    shown("inbox", *AFTER, "-o", "fr", "--language", "fr")
    french = texts("fr")
    assert "Q-2031, June 2031\u00a0: rappel à QX" in french["QX-reminder.txt"]
    assert "ce rappel n’est pas une exhortation." in french["QX-reminder.txt"]
    english = ("It is ", "Write ", "Send ", "File ", "Answered", "called for")
    assert [word for word in english if word in " ".join((*german.values(), *french.values()))] == []


def test_reminder__needs_a_recorded_call_whose_day_has_passed(folder: Path) -> None:
    done = shown("--as-of", "2031-07-05", "-o", "replies")
    assert "Note: No reply and no reminder is to be written." in done.stderr
    assert not Path("replies").exists()
    shutil.rmtree("ledger")
    Path("ledger").mkdir()
    shown("inbox", *AFTER, "-o", "replies")
    assert [name for name in texts() if "reminder" in name] == []


def test_messages__name_the_functional_address_of_the_configuration() -> None:
    session = Session(plugins=[oap_invented_2031], config=Config(reply_to="driver@clocks.example"))
    shown("inbox", *AFTER, "-o", "replies", session=session)
    written = texts()
    assert "Send it again, corrected, to driver@clocks.example." in written["QN-reply.txt"]
    assert "Send the report to driver@clocks.example." in written["QX-reminder.txt"]
    assert "driver@clocks.example" not in written["QO-reply.txt"]


def test_replies__replace_no_file_and_are_written_whole_or_not_at_all() -> None:
    Path("replies").mkdir()
    Path("replies/QN-reply.txt").write_text("mine", encoding="utf-8")
    done = shown("inbox", *AFTER, "-o", "replies")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "Already exists and is not an empty folder; nothing is overwritten" in done.stderr
    assert texts() == {"QN-reply.txt": "mine"}


def test_round__of_files_that_cannot_be_read_lists_them_and_fails() -> None:
    Path("inbox/broken.xlsx").write_bytes(b"PK\x03\x04 nothing")
    done = shown("inbox", "nowhere.xlsx", *AFTER)
    assert done.exit_code == 2
    assert "File: inbox/broken.xlsx · State: cannot be read" in done.stdout
    assert "File: nowhere.xlsx · State: cannot be read · Why: No such file or directory" in done.stdout
    assert "Error: inbox/broken.xlsx cannot be read." in done.stderr


def test_round__of_a_form_of_another_plan_is_about_nobody(tmp_path: Path) -> None:
    text = Path(oap_invented_2031.__file__).with_name("plan.yaml").read_text(encoding="utf-8")
    Path("other.yaml").write_text(text.replace("id: Q-2031", "id: Q-2032"), encoding="utf-8")
    call = ("round", "other.yaml", "inbox/QP.docx", "inbox/QR.yaml", "--checkpoint", "June", "--reports", "reports")
    tree = json.loads(run(*call, "--ledger", "reports", *AFTER, "--format", "json").stdout)
    assert [(file["state"], file.get("party"), file["why"]) for file in tree["inbox"]] == [
        ("of another plan", None, "The form is not about Q-2032."),
        ("of another plan", None, "The report is about Q-2031, but the plan is Q-2032."),
    ]


def test_round__of_a_text_that_has_no_report_still_knows_who_sent_it() -> None:
    Path("inbox/QX.yaml").write_text(
        "empact: report/1\nplan: Q-2031\ncheckpoint: June 2031\nby: QX\non: soon\nsource: mail\nactions: []\n",
        encoding="utf-8",
    )
    shown("inbox/QX.yaml", *AFTER, "-o", "replies")
    written = texts()
    assert "QX-reminder.txt" not in written
    assert "- line 5: " in written["QX-reply.txt"]


def test_reply__names_no_place_in_another_report() -> None:
    """The late report of June makes that of December wrong, which is there already."""
    later = ("--by", "QO", "--checkpoint", "Dec", "--on", "2031-12-10", "--source", "Invented", "--action", "2.2")
    added = run("add", PLAN, *later, "--status", "live", "--total", "1=7", "--reports", "reports", "--ledger", "ledger")
    assert added.exit_code == 0, added.output
    report = 'empact: report/1\nplan: Q-2031\ncheckpoint: June 2031\nby: QO\non: 2031-06-30\nsource: "Invented"\n'
    figures = 'actions:\n  - action: "2.2"\n    status: live\n    figures: [{kpi: 1, scope: total, value: 8}]\n'
    Path("late.yaml").write_text(report + figures, encoding="utf-8")
    kpis = f"--kpis={oap_invented_2031.KPIS}"
    done = shown("late.yaml", "--as-of", "2031-12-31", "-o", "replies", kpis)
    assert "Place: reports/Q-2031/2031-12-10-december-2031-qo-" in " ".join(done.stdout.split())
    assert "\n- OAP892 lower-without-reason. Write the value since" in texts()["QO-reply.txt"]


def test_round__is_never_released() -> None:
    done = shown(*AFTER, "--release", "LIMITE")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "shows reports to the Driver and the Support Unit only" in done.stderr


def test_round__without_any_records_needs_their_folder() -> None:
    done = run("round", PLAN, "--checkpoint", "June")
    assert (done.exit_code, done.stdout) == (2, "")
    session = Session(plugins=[oap_invented_2031], config=Config(workspace="records"))
    first = run("round", PLAN, "--checkpoint", "June", *AFTER, session=session)
    assert (first.exit_code, "0 of 8 parties" in first.stdout) == (0, True)


def test_party_stems__are_safe_and_differ() -> None:
    parties = ("QN", "../Team: A", "Team  A", "team a")
    assert party_stems(SESSION, parties, marked=True) == {
        "QN": "QN",
        "../Team: A": "party",
        "Team  A": "party-2",
        "team a": "party-3",
    }
    names = party_stems(SESSION, parties, marked=False)
    assert len({name.casefold() for name in names.values()}) == 4
    assert not any("/" in name or ":" in name for name in names.values())
