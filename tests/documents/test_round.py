"""The document of the state of a round: for the Driver and the Support Unit, by party and by action."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.support.document_rows import keys, paragraphs, rows
from tests.support.invented import day, entry, ledger

import empact.plugins.documents
import oap_invented_2031 as example
from empact import Plan, Session, UnknownIdError
from empact.analysis import InboxFile, InboxProblem, InboxState, PlanContext, Remedy, round_state
from empact.diagnostics import FORM_ANSWER, Diagnostic, Place
from empact.documents import Document, build_round
from empact.model import EntryKind, Prose
from empact.testing import DocumentContract

SESSION = Session([example])
PLAN = SESSION.load("oap-invented-2031")
CALL = entry(EntryKind.CALL, "2031-06-02", "", "QM", due=day("2031-07-05"), text=Prose(text="June 2031"))


def context(*, called: bool = True) -> PlanContext:
    entries = (CALL,) if called else ()
    records = SESSION.records(ledger=ledger(*entries), reports=example.REPORTS, kpis=example.KPIS)
    return SESSION.context(PLAN, as_of=dt.date(2031, 7, 20), records=records)


def test_round__says_first_for_whom_it_is_and_then_how_far_the_round_is() -> None:
    document = build_round(context(), checkpoint="June")
    assert document.properties["readers"] == "only the Driver and the Support Unit"
    assert document.title == "State of the round of June 2031, Q-2031"
    assert document.sections[0].key == "summary"
    assert paragraphs(document, "summary") == (
        "June 2031 of Q-2031: 5 of 8 parties that are asked have reported.",
        "Silent: QN, QQ, QX.",
        "Open: 24 of 36 expected answers.",
        "Called for by QM.",
        "Late and silent on 20 July 2031: QN, QQ, QX.",
        "Late on 20 July 2031 with some of their actions: QM, QZ, QO, QP, QR.",
    )


def test_round__without_a_call_says_that_nobody_is_late() -> None:
    document = build_round(context(called=False), checkpoint="June")
    assert paragraphs(document, "summary")[-1] == (
        "No call is recorded, so no report has a due day, and nobody is late."
    )
    assert {values[-1] for values in rows(document, "parties").values()} == {None}
    assert "late" not in str(rows(document, "by-party"))


def test_round__lists_each_party_with_what_is_open() -> None:
    document = build_round(context(), checkpoint="June")
    assert keys(document) == ["summary", "parties", "by-party", "by-action"]
    parties = rows(document, "parties")
    due = dt.date(2031, 7, 5)
    assert parties["QO"] == ["QO", due, dt.date(2031, 7, 11), 5, 3, ("1.1", "1.2", "2.2", "3.1")]
    assert parties["QN"] == ["QN", due, None, 6, 6, ("1.1", "1.2", "3.1", "3.2")]
    by_party = rows(document, "by-party")
    assert by_party["QP 4.2"] == ["QP", "4.2", ("Reached on, KPI 1",), due, "reported on 2031-06-30"]
    assert by_party["QN 3.2"] == ["QN", "3.2", ("Status", "Result of the action, KPI 1"), due, "late: not reported"]
    assert by_party["QO 2.2"] == ["QO", "2.2", None, due, "late: reported on 2031-07-11"]


def test_round__lists_each_action_with_who_has_reported() -> None:
    found = rows(build_round(context(), checkpoint="June"), "by-action")
    assert found["2.2"] == [
        "2.2 Patrol the border with QX together.",
        ("QO", "QP"),
        ("QZ: Own contribution, KPI 1", "QX: Own contribution, KPI 1"),
    ]
    assert found["4.2"][1:] == [("QP",), ("QP: Reached on, KPI 1",)]


def test_round__is_of_the_newest_checkpoint_if_none_is_named_and_refuses_an_unknown_one() -> None:
    assert build_round(context()).title == "State of the round of June 2031, Q-2031"
    with pytest.raises(UnknownIdError, match="Checkpoint 'Zebra' does not exist"):
        build_round(context(), checkpoint="Zebra")


def test_round__of_a_plan_without_a_checkpoint_asks_nobody() -> None:
    document = build_round(empact.context(Plan(id="X-2031")))
    why = "X-2031 has no checkpoint with a day, so nobody is asked to report."
    assert paragraphs(document, "summary") == (why,)


def test_round__names_the_groups_that_the_plan_leaves_open() -> None:
    plan = SESSION.loads(
        "empact: plan/1\nid: Q-2031\nperiod: {start: 2031-01-01, end: 2031-12-31}\ndriver: QM\n"
        "checkpoints: [June 2031]\nactions:\n"
        '  - {number: "1.1", leaders: QN, participants: Relevant MS, timing: Whole year, kpis: "KPI: clocks seized"}\n',
        format="yaml",
    )
    assert rows(build_round(SESSION.context(plan)), "open-groups") == {"1.1 Relevant MS": ["1.1", "Relevant MS"]}


def inbox() -> tuple[InboxFile, ...]:
    """Two files: one with an answer that is asked back, one that needs an option."""
    place = Place(file="QN.xlsx", sheet="What you lead", cell="E7")
    finding = Diagnostic(kind=FORM_ANSWER, message="'two' is not a number.", place=place, hint="Write digits.")
    asked_back = InboxFile(
        file="QN.xlsx",
        state=InboxState.ASKED_BACK,
        party="QN",
        checkpoint="June 2031",
        problems=(InboxProblem(finding=finding, key="Q-2031:3.1/1 total 28252984"),),
    )
    refused = InboxFile(
        file="again.docx",
        state=InboxState.REFUSED,
        party="QO",
        why="OAP880 two-reports.",
        remedies=(Remedy("supersedes", "Add --supersedes 2031-07-11."),),
    )
    return asked_back, refused


def with_inbox(*files: InboxFile, language: str = "en") -> Document:
    return build_round(context(), state=round_state(context(), "June", inbox=files), language=language)


def test_round__with_an_inbox_says_what_each_file_would_be_and_what_is_wrong() -> None:
    document = with_inbox(*inbox())
    assert keys(document) == ["summary", "parties", "by-party", "by-action", "inbox", "inbox-findings"]
    assert rows(document, "parties")["QN"][-1] == ("asked back",)
    assert rows(document, "inbox") == {
        "QN.xlsx": ["QN.xlsx", "QN", "June 2031", None, "asked back", None, None],
        "again.docx": [
            *("again.docx", "QO", None, None, "refused", "OAP880 two-reports."),
            ("Add --supersedes 2031-07-11.",),
        ],
    }
    assert list(rows(document, "inbox-findings").values()) == [
        [
            "QN.xlsx",
            "Q-2031:3.1/1 total 28252984",
            "sheet 'What you lead', cell E7",
            "OAP022 form-answer",
            "'two' is not a number.",
            "Write digits.",
        ]
    ]
    assert keys(with_inbox())[-1] == "inbox"
    assert paragraphs(with_inbox(), "inbox") == ("The inbox is empty.",)


def test_round__is_in_the_language_of_the_call() -> None:
    document = with_inbox(*inbox(), language="de")
    assert document.properties["readers"] == "nur der Driver und die Unterstützungsstelle"
    assert rows(document, "inbox")["QN.xlsx"][4] == "Rückfrage"


def test_round__is_in_no_book_of_tasking_sheets() -> None:
    records = SESSION.records(ledger=ledger(CALL), reports=example.REPORTS)
    for full in (False, True):
        text = SESSION.export(
            PLAN,
            document="tasking",
            to="text",
            party="QN",
            records=records,
            as_of=dt.date(2031, 7, 20),
            with_ledger=full,
            with_reports=full,
        ).decode()
        assert "Draft tasking of QN" in text
        assert "State of the round" not in text


class TestRound(DocumentContract):
    plugin = empact.plugins.documents
    document = "round"
