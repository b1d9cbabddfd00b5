"""The document of the agenda: what is due by day and party, and never what is done or late."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest
from tests.support.document_rows import paragraphs, rows
from tests.support.invented import day, entry, ledger
from tests.support.progress_cases import figure, filed, plan, register

import empact.plugins.documents
import oap_invented_2031 as example
from empact import ExportError, Session, UnknownIdError
from empact.analysis import PlanContext
from empact.documents import build_agenda
from empact.model import Checkpoint, EntryKind, FiledReport, Prose, Reports
from empact.testing import DocumentContract

SESSION = Session([example])
PLAN = SESSION.load("oap-invented-2031")


PLANNED = "planned from 2031-01-01 to 2031-06-30"


def context(as_of: str) -> PlanContext:
    return SESSION.context(PLAN, as_of=dt.date.fromisoformat(as_of), records=SESSION.records(ledger=example.LEDGER))


def test_due__has_a_row_for_each_item_by_day_and_party() -> None:
    found = rows(build_agenda(context("2031-12-31")), "due")
    assert found["2032-01-09 QO report Q-2031:December 2031"] == [
        *(dt.date(2032, 1, 9), "QO", "report to QM for December 2031 on 1.1, 1.2, 2.1, 2.2, 3.1")
    ]
    assert found["2031-06-30 QP figure Q-2031:4.2"] == [
        *(dt.date(2031, 6, 30), "QP", f"figure on 4.2, {PLANNED}: 1 manual written by June 2031")
    ]
    assert found["2031-05-31 QN commitment Q-2031:3.1"][2] == "commitment on 3.1: To name the operator of the network."
    assert found["2031-06-15 QN answer Q-2031:3.1"][2] == "answer to QZ on 3.1: The operator is not named yet."
    assert [values[0] for values in found.values()] == sorted(values[0] for values in found.values())


def test_due__has_the_checkpoints_without_a_call_on_their_cut_off_day() -> None:
    known = rows(build_agenda(context("2031-05-31")), "due")
    for name, cut_off in (("June 2031", dt.date(2031, 6, 30)), ("December 2031", dt.date(2031, 12, 31))):
        uncalled = f"{name} is not called for: no due day. Reports of QM, QN, QO, QP, QQ, QR, QX, QZ"
        assert known[f"Q-2031 {name}"] == [cut_off, None, uncalled]
    assert "Q-2031 December 2031" not in rows(build_agenda(context("2031-12-31")), "due")


def test_agenda__opens_with_how_much_is_due_and_what_is_next() -> None:
    assert paragraphs(build_agenda(context("2031-12-31")), "summary") == (
        "16 items are due, from 31 May 2031 to 9 January 2032.",
        "Most on 9 January 2032: due from QM, QN, QO, QP, QQ, QR, QX, QZ.",
    )
    limited = build_agenda(context("2031-12-31"), until=dt.date(2031, 6, 15))
    assert paragraphs(limited, "summary") == ("2 items are due, from 31 May 2031 to 15 June 2031.",)
    in_2012 = build_agenda(empact.context(empact.load("oap-c-2012"), as_of=dt.date(2012, 7, 1)))
    assert paragraphs(in_2012, "summary") == ("2 items are due, on 30 September 2012.",)


def test_checkpoint_without_a_day__is_no_round_and_asks_nobody() -> None:
    plan = attrs.evolve(PLAN, checkpoints=(Checkpoint(name="Whenever"),))
    document = build_agenda(SESSION.context(plan, as_of=dt.date(2031, 5, 31)))
    assert [section.key for section in document.sections] == ["summary", "due"]
    assert paragraphs(document, "summary")[0].startswith("2 items are due, on 30 June 2031.")
    named = {key: values for key, values in rows(document, "due").items() if "Whenever" in str(values[2])}
    assert named == {"Q-2031 Whenever": [None, None, "Whenever of Q-2031 has no day"]}


def test_due__names_the_plan_of_each_action_if_there_are_several() -> None:
    other = attrs.evolve(PLAN, id="R-2031")
    found = rows(
        build_agenda(
            SESSION.context(PLAN, other, as_of=dt.date(2031, 5, 31), records=SESSION.records(ledger=example.LEDGER))
        ),
        "due",
    )
    assert (
        found["2031-06-30 QP figure Q-2031:4.2"][2] == f"figure on Q-2031:4.2, {PLANNED}: 1 manual written by June 2031"
    )
    assert (
        found["2031-06-30 QP figure R-2031:4.2"][2] == f"figure on R-2031:4.2, {PLANNED}: 1 manual written by June 2031"
    )
    assert str(found["R-2031 June 2031"][2]).startswith("June 2031 of R-2031 is not called for: no due day.")


def test_due__says_who_sets_the_day_of_a_commitment_unless_the_party_does() -> None:
    promised = entry(EntryKind.COMMITMENT, "2031-02-10", "QN", "QM", due=day("2031-05-31"), text=Prose(text="To help."))
    ctx = SESSION.context(PLAN, as_of=dt.date(2031, 4, 1), records=SESSION.records(ledger=ledger(promised)))
    found = rows(build_agenda(ctx), "due")
    assert found["2031-05-31 QN commitment Q-2031:e1"][2] == "commitment, day set by QM: To help."


def test_since_and_until__limit_the_document_and_stand_in_its_title() -> None:
    limited = build_agenda(context("2031-12-31"), since=dt.date(2031, 6, 1), until=dt.date(2031, 6, 15))
    assert list(rows(limited, "due")) == ["2031-06-15 QN answer Q-2031:3.1"]
    assert limited.title == "Agenda of Q-2031, from 2031-06-01, until 2031-06-15"
    with pytest.raises(ExportError, match="The first day to list, 2031-06-02, is after the last one, 2031-06-01"):
        build_agenda(context("2031-12-31"), since=dt.date(2031, 6, 2), until=dt.date(2031, 6, 1))


def test_party__limits_the_document_and_an_unknown_one_is_an_error() -> None:
    found = rows(build_agenda(context("2031-12-31"), party="Ottermark"), "due")
    assert [(values[1], values[2]) for values in found.values()] == [
        (None, "June 2031 is not called for: no due day. Reports of QO"),
        ("QO", "report to QM for December 2031 on 1.1, 1.2, 2.1, 2.2, 3.1"),
    ]
    nothing = build_agenda(context("2031-05-31"), party="COSI")
    assert paragraphs(nothing, "due") == ("Nothing is due.",)
    with pytest.raises(UnknownIdError):
        build_agenda(context("2031-05-31"), party="Zebra")


def test_language__is_that_of_the_titles_and_sentences() -> None:
    found = build_agenda(context("2031-12-31"), language="de")
    assert found.title == "Terminübersicht: Q-2031"
    text = "Bericht an QM für December 2031 zu 1.1, 1.2, 2.1, 2.2, 3.1"
    assert rows(found, "due")["2032-01-09 QO report Q-2031:December 2031"][2] == text


def milestone(*reports: FiledReport) -> list[object]:
    """The row of a milestone of 30 September 2031."""
    of = plan({"kpi": "1 manual written by 30 September 2031"})
    kpis, known = register("milestone", of.id), Reports(plan=of.id, reports=reports)
    ctx = PlanContext(plan=of, register=SESSION.register, reports=known, kpi_register=kpis, as_of=dt.date(2032, 1, 31))
    return rows(build_agenda(ctx), "due")["2031-09-30 QN figure Q-2031:1.1"]


def test_due__says_what_was_planned_and_not_what_is_reported() -> None:
    text = "figure on 1.1, planned from 2031-01-01 to 2031-09-30: 1 manual written by 30 September 2031"
    reached = filed("QN", figure(reached=dt.date(2031, 12, 20)), on="2032-01-10", checkpoint="December 2031")
    assert milestone() == milestone(reached) == [dt.date(2031, 9, 30), "QN", text]


def test_agenda__has_no_option_that_says_what_is_late() -> None:
    records = SESSION.records(ledger=example.LEDGER, reports=example.REPORTS)
    with pytest.raises(TypeError, match="Unknown option 'late'"):
        SESSION.export(PLAN, to="text", document="agenda", as_of=dt.date(2031, 12, 31), records=records, late=True)


class TestAgenda(DocumentContract):
    plugin = empact.plugins.documents
    document = "agenda"
