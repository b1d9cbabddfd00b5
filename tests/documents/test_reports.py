"""The document of the reports about a plan: all that each report says, by date."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from tests.support.document_rows import paragraphs, rows
from tests.support.progress_cases import filed, own, plan

import empact.plugins.documents
import oap_invented_2031 as example
from empact import Session, UnknownIdError
from empact.documents import build_reports
from empact.model import Prose, Reports, Settlement
from empact.testing import DocumentContract

SESSION = Session([example])
PLAN = SESSION.load("oap-invented-2031")
CONTEXT = SESSION.context(PLAN, records=SESSION.records(reports=example.REPORTS))
OPERATION = "2031-12-10-december-2031-qo-e12f34e962bed79c"


def test_reports__have_all_that_is_reported() -> None:
    found = rows(build_reports(CONTEXT), "reports")
    assert list(found) == [report.id for report in CONTEXT.reports]
    assert found[OPERATION][:5] == ["QO (December 2031)", dt.date(2031, 12, 10), "December 2031", "QO", None]
    assert found[OPERATION][5] == (
        "2.1: successfully completed; KPI 1: 460 in total, in operation JAD-2031-1, by party, partial (QN 90, QP 120), "
        "by kind of clock, overlapping (table clocks 300, alarm clocks 210); started 2031-09-08; ended 2031-09-14. "
        "Five sorting centres were checked in the same week.\n"
        "2.2: carried over to Q-2032:2.2; KPI 1: 32 in total"
    )
    of_the_driver = found["2031-12-20-december-2031-qm-ec13110f0d69623d"]
    assert of_the_driver[4] == "Driver"
    assert of_the_driver[6][:3] == ("8 actions", "1 successfully completed", "2 completed")
    assert of_the_driver[6][-1] == "600 clocks seized"
    reports = "QM (police, December 2031), QN (December 2031)"
    assert of_the_driver[14] == (f"3.2: live [{reports}]", f"3.2, KPI 1: 2 [{reports}]")
    assert of_the_driver[11] == "The joint patrols go on in the next plan."


def test_reports__say_what_they_replace_and_what_replaces_them() -> None:
    found = rows(build_reports(CONTEXT, checkpoint="june", party="QZ"), "reports")
    before, after = found.values()
    first, second = "QZ (June 2031, 2031-06-20)", "QZ (June 2031, 2031-06-27)"
    assert (before[0], before[13], after[0], after[12]) == (first, (second,), second, (first,))


def test_reports__open_with_who_has_reported_and_end_with_the_ids() -> None:
    document = build_reports(CONTEXT)
    assert paragraphs(document, "summary") == (
        "June 2031: reports by QZ, QM, QR, QP, QO.",
        "December 2031: reports by QP, QO, QR, QZ, QM, QN.",
        "2 of 15 reports are superseded.",
    )
    assert list(rows(document, "cited-reports")) == [report.id for report in CONTEXT.reports]
    assert rows(document, "cited-reports")[OPERATION][-1] == OPERATION


def test_reports__that_are_none_are_said() -> None:
    assert paragraphs(build_reports(CONTEXT, party="QX"), "reports") == ("No report matches.",)
    empty = SESSION.context(PLAN)
    assert paragraphs(build_reports(empty), "reports") == ("There is no report about Q-2031.",)


@pytest.mark.parametrize("options", [{"checkpoint": "May"}, {"party": "Zebra"}])
def test_reports__of_an_unknown_name_are_an_error(options: dict[str, Any]) -> None:
    with pytest.raises(UnknownIdError):
        build_reports(CONTEXT, **options)


def test_reports__of_a_name_that_is_none_are_an_error() -> None:
    with pytest.raises(UnknownIdError, match="It cannot be the name of a party"):
        build_reports(CONTEXT, party="§")


def test_language__is_that_of_the_titles_and_fixed_words() -> None:
    document = build_reports(CONTEXT, language="de")
    assert document.title == "Berichte über Q-2031"
    assert "begonnen am 2031-09-08" in rows(document, "reports")[OPERATION][5]


def test_figures__say_what_belongs_to_operations_and_why_they_are_lower() -> None:
    figures = (
        own(12, operations={"JAD-1": 5}),
        own(3, kpi="1a", lower_because=Prose(text="Two were counted twice.")),
        own(kpi="1b", nothing=True),
    )
    settles = (
        Settlement(checkpoint="June 2031", action="1.1", kpi="1a", value=Decimal(8), of=Decimal(10), cites=("a", "b")),
        Settlement(action="1.2", started=dt.date(2031, 3, 1), cites=("a",)),
        Settlement(action="1.2", kpi=2, reached=dt.date(2031, 3, 2), cites=("c",)),
    )
    report = filed("QN", *figures, settles=settles, id="r", part="customs")
    context = SESSION.context(plan(), records=SESSION.records(reports=Reports(plan="Q-2031", reports=(report,))))
    values = rows(build_reports(context), "reports")["r"]
    assert values[4:6] == [
        "customs",
        (
            "1.1: KPI 1: 12 of its own, of which 5 in operation JAD-1; "
            "KPI 1a: 3 of its own, lower because: Two were counted twice.; KPI 1b: nothing to report"
        ),
    ]
    assert values[14] == (
        "1.1, June 2031, KPI 1a: 8 of 10 (a, b)",
        "1.2: started 2031-03-01 (a)",
        "1.2, KPI 2: reached on 2031-03-02 (c)",
    )


class TestReports(DocumentContract):
    plugin = empact.plugins.documents
    document = "reports"
