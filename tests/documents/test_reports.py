"""The document of the reports about a plan: all that each report says, by date."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from tests.support.document_rows import paragraphs, rows

import empact.plugins.documents
import oap_invented_2031 as example
from empact import ExportError, Session, UnknownIdError
from empact.documents import build_reports
from empact.testing import DocumentContract

SESSION = Session([example])
PLAN = SESSION.load("oap-invented-2031")
CONTEXT = SESSION.context(PLAN, records=SESSION.records(reports=example.REPORTS))
OPERATION = "2031-12-10-december-2031-qo-83cc9ec517933a80"


def test_reports__have_all_that_is_reported() -> None:
    found = rows(build_reports(CONTEXT), "reports")
    assert list(found) == [report.id for report in CONTEXT.reports]
    assert found[OPERATION][:4] == [dt.date(2031, 12, 10), "December 2031", "QO", "leader"]
    assert found[OPERATION][4] == (
        "2.1: successfully completed; KPI 1: 460 in total, in operation JAD-2031-1, by party, partial (QN 90, QP 120), "
        "by kind of clock, overlapping (table clocks 300, alarm clocks 210); started 2031-09-08; ended 2031-09-14. "
        "Five sorting centres were checked in the same week.\n"
        "2.2: carried over to Q-2032:2.2; KPI 1: 32 in total"
    )
    of_the_driver = found["2031-12-20-december-2031-qm-62823222dda7ee13"]
    assert of_the_driver[3] == "Driver"
    assert of_the_driver[5][:3] == ("8 actions", "1 successfully completed", "2 completed")
    assert of_the_driver[5][-1] == "600 clocks seized"
    assert of_the_driver[8] == "The joint patrols go on in the next plan."


def test_reports__say_what_they_replace_and_what_replaces_them() -> None:
    found = rows(build_reports(CONTEXT, checkpoint="june", party="QZ"), "reports")
    (first, before), (second, after) = found.items()
    assert (before[10], after[9]) == ((second,), (first,))


def test_reports__that_are_none_are_said() -> None:
    assert paragraphs(build_reports(CONTEXT, party="QX"), "reports") == ("No report matches.",)
    empty = SESSION.context(PLAN)
    assert paragraphs(build_reports(empty), "reports") == ("There is no report about Q-2031.",)


@pytest.mark.parametrize("options", [{"checkpoint": "May"}, {"party": "Zebra"}])
def test_reports__of_an_unknown_name_are_an_error(options: dict[str, Any]) -> None:
    with pytest.raises(UnknownIdError):
        build_reports(CONTEXT, **options)


def test_reports__of_a_name_that_is_none_are_an_error() -> None:
    with pytest.raises(ExportError, match="'§' is not a party"):
        build_reports(CONTEXT, party="§")


def test_language__is_that_of_the_titles_and_roles() -> None:
    document = build_reports(CONTEXT, language="de")
    assert document.title == "Berichte über Q-2031"
    assert "begonnen am 2031-09-08" in rows(document, "reports")[OPERATION][4]


class TestReports(DocumentContract):
    plugin = empact.plugins.documents
    document = "reports"
