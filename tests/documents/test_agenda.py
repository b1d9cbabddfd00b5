"""The document of the agenda: what is due by day and party, and never what is done."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.support.document_rows import paragraphs, rows

import empact.plugins.documents
import oap_invented_2031 as example
from empact import Session, UnknownIdError
from empact.analysis import PlanContext
from empact.documents import build_agenda
from empact.testing import DocumentContract

SESSION = Session([example])
PLAN = SESSION.load("oap-invented-2031")


def context(day: str) -> PlanContext:
    return SESSION.context(PLAN, ledger=example.LEDGER, as_of=dt.date.fromisoformat(day))


def test_due__has_a_row_for_each_item_by_day_and_party() -> None:
    found = rows(build_agenda(context("2031-12-31")), "due")
    assert found["2032-01-09 QO report"] == [
        *(dt.date(2032, 1, 9), "QO", "report", "December 2031"),
        *(("Q-2031:1.1", "Q-2031:1.2", "Q-2031:2.1", "Q-2031:2.2", "Q-2031:3.1"), None, ("QM",)),
    ]
    assert found["2031-06-30 QP figure"] == [
        *(dt.date(2031, 6, 30), "QP", "figure", None, ("Q-2031:4.2",), "1 manual written by June 2031", None)
    ]
    assert found["2031-05-31 QN commitment"][-2:] == ["To name the operator of the network.", ("QN",)]
    assert [values[0] for values in found.values()] == sorted(values[0] for values in found.values())


def test_uncalled__has_the_checkpoints_without_a_due_day() -> None:
    known = build_agenda(context("2031-05-31"))
    assert rows(known, "uncalled") == {
        f"Q-2031 {name}": [day, name, "Q-2031", ("QM", "QN", "QO", "QP", "QQ", "QR", "QX", "QZ")]
        for name, day in (("June 2031", dt.date(2031, 6, 30)), ("December 2031", dt.date(2031, 12, 31)))
    }
    assert list(rows(build_agenda(context("2031-12-31")), "uncalled")) == ["Q-2031 June 2031"]


def test_party__limits_the_document_and_an_unknown_one_is_an_error() -> None:
    found = rows(build_agenda(context("2031-12-31"), party="Ottermark"), "due")
    assert [values[1] for values in found.values()] == ["QO"]
    nothing = build_agenda(context("2031-05-31"), party="COSI")
    assert paragraphs(nothing, "due") == ("Nothing is due.",)
    with pytest.raises(UnknownIdError):
        build_agenda(context("2031-05-31"), party="Zebra")


def test_language__is_that_of_the_titles_and_kinds() -> None:
    found = build_agenda(context("2031-12-31"), language="de")
    assert found.title == "Terminübersicht: Q-2031"
    assert rows(found, "due")["2032-01-09 QO report"][2] == "Bericht"


class TestAgenda(DocumentContract):
    plugin = empact.plugins.documents
    document = "agenda"
