"""``empact report round``: the state of a round, an inbox that is only looked at, replies and reminders."""

from __future__ import annotations

import datetime as dt
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
from empact.analysis import round_state
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
    """The round of June: QM calls everybody, QX by name, and five forms come back.

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
    by_name = entry(EntryKind.CALL, "2031-06-02", "QX", "QM", due=day("2031-07-05"), text=Prose(text="June 2031"))
    SESSION.workspace.ledger.add(by_name, folder / "ledger")
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


def test_inbox__in_python_is_that_of_the_command(folder: Path) -> None:
    plan = SESSION.load(PLAN)
    records = SESSION.records(ledger=folder / "ledger", reports=folder / "reports", plans=[plan])
    found = SESSION.inbox(plan, folder / "inbox", records=records, reports=folder / "reports")
    assert [(Path(file.file).name, file.state.value, file.party) for file in found] == [
        ("QN.xlsx", "asked back", "QN"),
        ("QP.docx", "asked back", "QP"),
        ("QQ.xlsx", "not filled in", "QQ"),
        ("QR.yaml", "refused", "QR"),
        ("for Jane Doe.xlsx", "would be added", "QO"),
    ]
    context = SESSION.context(plan, as_of=dt.date(2031, 7, 10), records=records)
    state = round_state(context, "June", inbox=found)
    assert {party.party for party in state.to_remind} == {"QX", "QZ"}
    assert not list((folder / "reports").iterdir())


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


def test_reply__lists_what_cannot_be_read_and_what_is_refused_at_once(folder: Path) -> None:
    """QO writes a day in words, a number in words, and a negative total."""
    answers = {
        "Q-2031 on": "end of June",
        "Q-2031:2.1/1 total": "twelve",
        "Q-2031:2.2/1 total": -3,
    }
    Path("inbox/for Jane Doe.xlsx").unlink()
    Path("inbox/QO.xlsx").write_bytes(filled_book(folder / "forms", "QO", answers))
    added = run("add", PLAN, "inbox/QO.xlsx", "--reports", "reports", "--ledger", "ledger", "--format", "json")
    (refused,) = json.loads(added.stdout)["refused"]
    assert [finding["code"] for finding in refused["diagnostics"]] == ["OAP022", "OAP022", "OAP889"]
    assert "OAP889" in run("add", PLAN, "inbox/QO.xlsx", "--reports", "reports", "--ledger", "ledger").stdout
    shown("inbox", *AFTER, "-o", "replies")
    reply = texts()["QO-reply.txt"]
    assert reply.count("OAP022 form-answer") == 2
    assert "Q-2031:2.2/1 total" in reply
    assert "OAP889 impossible-value" in reply
    assert not list(Path("reports").iterdir())


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
        f"{where}Schreiben Sie Ziffern, und einen Punkt vor den Dezimalstellen, zum Beispiel 1250 oder 12.5.",
    ]
    assert "OAP883 not-by-leader. Schreiben Sie den eigenen Anteil des Akteurs" in german["QR-reply.txt"]
    shown("inbox", *AFTER, "-o", "fr", "--language", "fr")
    french = texts("fr")
    assert "Q-2031, June 2031\u00a0: rappel à QX" in french["QX-reminder.txt"]
    assert "ce rappel n’est pas une exhortation." in french["QX-reminder.txt"]
    english = ("It is ", "Write ", "Send ", "File ", "Answered", "called for")
    assert [word for word in english if word in " ".join((*german.values(), *french.values()))] == []


@pytest.mark.parametrize(
    ("asked", "answer", "says"),
    [
        ("2.2/1 total", "1.250", "Schreiben Sie 1250, wenn der Punkt Tausender trennt, sonst 1.25."),
        ("2.2/1 total", "1,250", "Schreiben Sie 1250, wenn das Komma Tausender trennt, sonst 1.25."),
        ("2.2/1 total", "12,5", "Schreiben Sie 12.5."),
        ("2.2/1 total", "twelve", "Schreiben Sie eine Zahl in Ziffern; was sie umfasst, kann in Worten unter"),
        ("1.1/1 own", "12,5", "Schreiben Sie 12.5. Wenn es nichts gibt, schreiben Sie: nichts zu melden."),
        ("2.2 status", "parked", "Schreiben Sie eines dieser Wörter: nicht begonnen, "),
    ],
)
def test_replies__in_another_language_say_what_to_write(folder: Path, asked: str, answer: str, says: str) -> None:
    answers = {"Q-2031 on": "2031-06-28", f"Q-2031:{asked}": answer}
    Path("QO.xlsx").write_bytes(filled_book(folder / "forms", "QO", answers))
    shown("QO.xlsx", *AFTER, "-o", "de", "--language", "de")
    assert f"OAP022 form-answer. {says}" in texts("de")["QO-reply.txt"]


def test_reply__says_in_the_words_of_a_form_what_to_do(folder: Path) -> None:
    """QO sends a second form with another total, which is negative."""
    first = run("add", PLAN, "inbox/for Jane Doe.xlsx", "--reports", "reports", "--ledger", "ledger")
    answers = {"Q-2031 on": "2031-06-29", "Q-2031:2.2/1 total": -3}
    Path("QO.xlsx").write_bytes(filled_book(folder / "forms", "QO", answers))
    shown("QO.xlsx", *AFTER, "-o", "replies", "--format", "json")
    reply = texts()["QO-reply.txt"]
    assert (
        "OAP880 two-reports. Answer which of the two you mean: does this report replace the earlier one, or do both "
        f"count, as reports of two authorities? The earlier report is {first.stdout.strip()}.\n"
    ) in reply
    assert (
        "OAP889 impossible-value. Correct the value. If there was nothing to count, write 0 as the result of the "
        "action, or 'nothing to report' as your own contribution."
    ) in reply
    assert "supersedes" not in reply


def test_reminder__of_a_marked_plan_goes_outside_the_union_only_if_a_call_names_the_party(folder: Path) -> None:
    (by_name,) = (path for path in folder.glob("ledger/*/*") if "QX" in path.read_text(encoding="utf-8"))
    by_name.unlink()
    done = shown("inbox", *AFTER, "-o", "replies")
    assert (
        "Note: Q-2031 is marked, so a party from outside the Union gets a reminder only by name. Left out: QX. "
        "Record a call that names QX to have one."
    ) in " ".join(done.stderr.split())
    assert [name for name in texts() if "reminder" in name] == ["QZ-reminder.txt"]


def test_reminder__is_held_back_while_the_sender_of_a_file_is_not_known(folder: Path) -> None:
    (folder / "inbox" / "scan QX.pdf").write_bytes(b"%PDF-1.7")
    done = shown("inbox", *AFTER, "-o", "replies")
    assert done.exit_code == 0, done.output
    assert not any("reminder" in name for name in texts())
    assert (
        "Note: No reminder is written, because it is not known who sent inbox/scan QX.pdf. Look at it, and take it out "
        "of the folder or add what it says."
    ) in " ".join(done.stderr.split())
    found = json.loads(shown("inbox", *AFTER, "--format", "json").stdout)["inbox"]
    (scan,) = (file for file in found if file["file"] == "inbox/scan QX.pdf")
    assert (scan["state"], scan["why"]) == ("not read", "Files with the suffix .pdf are not read.")


def test_add__names_the_files_of_a_folder_that_are_not_read(folder: Path) -> None:
    (folder / "inbox" / "scan QX.pdf").write_bytes(b"%PDF-1.7")
    (folder / "inbox" / ".hidden").write_text("", encoding="utf-8")
    done = run("add", PLAN, "inbox", "--reports", "reports")
    assert "Warning: inbox/scan QX.pdf is not read: Files with the suffix .pdf are not read." in " ".join(
        done.stderr.split()
    )
    assert ".hidden" not in done.output


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


def test_round__of_a_form_that_was_made_for_another_party_answers_neither(folder: Path) -> None:
    """QO's form that says QP: it is taken as the report of neither, and nobody gets the reply to it."""
    answers = {"Q-2031 on": "2031-06-28", "Q-2031:2.2/1 total": 8}
    book = filled_workbook((folder / "forms" / "xlsx" / "QO.xlsx").read_bytes(), answers)
    (cell,) = (cell for row in book["This report"].iter_rows() for cell in row if cell.value == "QO")
    cell.value = "QP"
    Path("changed.xlsx").write_bytes(workbook_bytes(book))
    (found,) = json.loads(shown("changed.xlsx", "--format", "json").stdout)["inbox"]
    assert (found["state"], found.get("party")) == ("asked back", None)
    (problem,) = found["problems"]
    assert problem["finding"]["message"] == "The form was made for QO, but it says that it is that of 'QP'."


def test_reply__to_a_form_for_another_checkpoint_says_so_instead_of_a_reminder() -> None:
    """QX was called for June, and sends its form for December."""
    run("new", PLAN, "--by", "QX", "--checkpoint", "December", "--format", "xlsx", "-o", "QX.xlsx")
    answers = {"Q-2031 on": "2031-07-03", "Q-2031:2.2 narrative": "Two meetings."}
    book = workbook_bytes(filled_workbook(Path("QX.xlsx").read_bytes(), answers))
    Path("inbox/QX.xlsx").write_bytes(book)
    done = shown("inbox", *AFTER, "-o", "replies")
    assert done.exit_code == 0, done.output
    assert "It is for another checkpoint." in " ".join(done.stdout.split())
    assert "QX-reminder.txt" not in texts()
    assert (
        "It is for another checkpoint than June 2031: no report for June 2031 has been received from QX."
    ) in texts()["QX-reply.txt"]


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
    assert "is for the Driver and the Support Unit only" in done.stderr


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


PERSONAL = """\
empact: report/1
plan: Q-2031
checkpoint: June 2031
by: QO
on: 2031-06-28
source: "Invented: mail of desk@clocks.example"
actions:
  - action: "2.2"
    narrative: "Invented: DE89 3704 0044 0532 0130 00, tel. 555 1234"
    figures: [{kpi: 1, scope: total, value: 8}]
"""


@pytest.mark.parametrize(
    ("language", "says", "redacted"),
    [
        ("en", ("Leave out: an e-mail address.", "Leave out: an IBAN, a telephone number."), "It was redacted on"),
        (
            "fr",
            (
                "Supprimez\u00a0: une adresse électronique.",
                "Supprimez\u00a0: un IBAN, un numéro de téléphone.",
            ),
            "Il a été expurgé le",
        ),
        (
            "de",
            ("Lassen Sie weg: eine E-Mail-Adresse.", "Lassen Sie weg: eine IBAN, eine Telefonnummer."),
            "Sie wurde am",
        ),
    ],
)
def test_reply__says_which_personal_data_are_where_and_then_that_the_report_was_redacted(
    language: str, says: tuple[str, str], redacted: str
) -> None:
    """What the sender can do: 'report redact' is for the Driver."""
    Path("own.yaml").write_text(PERSONAL, encoding="utf-8")
    call = ("own.yaml", *AFTER, "--language", language, "--format", "json", "-o")
    shown(*call, "replies")
    reply = texts()["QO-reply.txt"]
    assert f" 6: OAP834 personal-data. {says[0]}" in reply
    assert f" 9: OAP834 personal-data. {says[1]}" in reply
    assert not [word for word in ("desk@", "3704", "555", "empact report redact") if word in reply]
    folders = ("--reports", "reports")
    added = run("add", PLAN, "own.yaml", *folders, "--ledger", "ledger", "--accept-text")
    assert added.exit_code == 0, added.output
    id = added.stdout.strip()
    gone = run("redact", PLAN, id, "--reason", "it named a person", "--on", "2031-07-05", *folders, "--yes")
    assert gone.exit_code == 0, gone.output
    shown(*call, "again")
    lines = texts("again")["QO-reply.txt"].splitlines()
    assert [line for line in lines if line.startswith(redacted)]
    assert not [line for line in lines if line.endswith(":") or line.startswith("- ")]  # no list, and none announced
    again = run("add", PLAN, "own.yaml", *folders, "--ledger", "ledger")
    assert "Not added: own.yaml: It was redacted on 2031-07-05" in " ".join(again.stdout.split())
