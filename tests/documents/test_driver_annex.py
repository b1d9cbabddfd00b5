"""The annex of the Driver's report: who states what, who is silent, and what is not counted."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from tests.support.document_rows import keys, paragraphs, rows
from tests.support.driver_papers import SESSION, broken_reports, context, exported, of_differing_leaders, paper, printed
from tests.support.progress_cases import figure, filed, own, plan, register

import empact.plugins.documents
from empact.analysis import Apart, DifferenceKind, PlanContext, progress
from empact.documents import Document, build_driver_annex, build_driver_report
from empact.documents.driver_annex import _APART, _DIFFERENCES
from empact.model import FrozenMap, Prose, Reports, StatedTotals
from empact.testing import DocumentContract

ANNEX = build_driver_annex(context("2031-12-31"))
JUNE = build_driver_annex(context("2031-12-31"), checkpoint="june")


def annex(*reports: Any, **more: Any) -> Document:
    return paper(*reports, build=build_driver_annex, **more)


def test_annex__is_a_document_of_its_own() -> None:
    assert (ANNEX.name, ANNEX.title) == (
        "Q-2031-driver-annex-December-2031",
        ("Annex to the Driver's report for December 2031: Operational Action Plan 2031: counterfeit clocks (invented)"),
    )
    assert "Readers: only the Driver and the Support Unit" in exported("driver-annex", to="text").decode()
    assert keys(ANNEX) == [
        *("differences", "shares", "turnout", "preconditions", "duplicates", "stated", "evidence"),
    ]


def test_every_kind_of_difference_and_reason__has_words() -> None:
    assert {*_DIFFERENCES} == {*DifferenceKind}
    assert {*_APART} == {*Apart}


def test_differences__name_who_states_what() -> None:
    differences = rows(ANNEX, "differences")
    assert [key for key, values in differences.items() if values[-1] == "no"] == ["2.2/1 attributed"]  # open first
    assert differences["2.2/1 attributed"][2:4] == [
        "A leader states a different share for a party than the party itself.",
        ("QP: 5 of its own [13]", "QO: 3 by QP [5]"),
    ]
    assert differences["3.2 status"][3:] == [("QM (police): live [9]", "QN: completed [6]"), "yes [1]"]
    assert differences["3.2/1 totals"][3:] == [("QM (police): 2 in total [9]", "QN: 3 in total [6]"), "yes [1]"]


def test_shares__have_each_party() -> None:
    shares = rows(ANNEX, "shares")
    assert shares["2.1/1 QR"][2:] == [
        *("QR", "QR: 150 of its own, in operation JAD-2031-1 [10]", "December 2031", None),
    ]
    assert shares["2.1/1 QN"][2:] == ["QN", "QO: 90 by QN [4]", "December 2031", "stated by a leader, not counted"]


def test_turnout__names_who_has_not_reported() -> None:
    named = {key: values[-1] for key, values in rows(JUNE, "turnout").items() if values[-1]}
    assert named == {
        "1.1/1": ("QM", "QN", "QO", "QP", "QQ", "QR"),
        "1.2/1": ("QN", "QO", "QQ"),
        "2.2/1": ("QZ", "QX"),
        "3.1": ("QN",),
        "3.1/1": ("QN", "QO", "QP", "QR"),
        "3.2": ("QN",),
        "3.2/1": ("QN", "QQ", "QR"),
        "4.1/1": ("QM", "QP", "QX"),
        "4.2/1": ("QP",),
    }
    found = rows(JUNE, "turnout")
    assert {key: values[2:4] for key, values in found.items() if key.startswith(("2.2", "3.2", "4.2"))} == {
        "2.2": ["1 of 1", None],
        "2.2/1": ["1 of 1", "1 of 3"],  # QP reported its own five; QX and QZ are silent
        "3.2": ["1 of 2", None],
        "3.2/1": ["1 of 2", "0 of 2"],
        "4.2": ["1 of 1", None],
        "4.2/1": ["0 of 1", None],  # nobody contributes to a milestone
    }


def test_a_checkpoint_to_come__names_nobody() -> None:
    plan_2031 = context("2031-06-29")
    early = build_driver_annex(plan_2031, checkpoint="June")
    assert "turnout" not in keys(early)


def test_preconditions_and_duplicates__name_the_parties() -> None:
    assert rows(ANNEX, "preconditions") == {"3.1": ["3.1", "not met", 3, ("QO", "QP"), ("QR",), None]}
    assert rows(JUNE, "preconditions") == {"3.1": ["3.1", "not reported", 3, None, None, ("QO", "QP", "QR")]}
    assert rows(ANNEX, "duplicates")["clocks seized"] == [
        *("clocks seized", "460 to 590"),
        ("2.1: QO: 460 in total, in operation JAD-2031-1 [4]", "3.2: QM (police): 130 of its own [9]"),
        ("QM", "QN", "QR"),
        None,
    ]


def test_stated_totals__stand_beside_those_that_are_derived() -> None:
    stated = [values[:4] for values in rows(ANNEX, "stated").values()]
    assert stated == [
        ["actions", "8", "8", "yes"],
        ["status counts", "9", "8", "no"],  # 1 + 2 + 4 + 1 + 1
        ["completed", "3", "3", "yes"],  # "successfully completed" and "completed"
        ["live", "4", "3", "no"],
        ["carried over", "1", "1", "yes"],
        ["not completed", "1", "1", "yes"],
        ["clocks seized", "600", "460 to 590", "no"],
    ]
    assert [values[:4] for values in rows(JUNE, "stated").values()][:3] == [
        ["actions", "8", "8", "yes"],
        ["status counts", "7", "8", "no"],  # 5 + 1 + 1
        ["live", "5", "6, and 1 action not reported", "no"],
    ]


@pytest.mark.parametrize(
    ("numbers", "derived", "agrees", "said"),
    [
        ("1.2", "1, and 1 action not reported", "yes", "and the reports say so about 1; 1 action is not reported."),
        (
            "1.2 1.3 1.4",
            "1, and 3 actions not reported",
            "yes",
            "and the reports say so about 1; 3 actions are not reported.",
        ),
        ("", "1", "no", "and the reports say so about 1."),
    ],
)
def test_stated_status__counts_what_is_not_reported_beside(numbers: str, derived: str, agrees: str, said: str) -> None:
    several = plan({}, *({"number": number} for number in numbers.split()))
    driver = filed("QM", on="2031-06-30", stated=StatedTotals(statuses=FrozenMap({"live": 2})))
    reports = Reports(plan=several.id, reports=(filed("QN", status="live"), driver))
    ctx = PlanContext(plan=several, register=SESSION.register, reports=reports)
    (status,) = (one for one in progress(ctx, "June 2031").stated if one.what == "live")
    assert status.text.endswith(f"states 2 for 'live', {said}")
    found = build_driver_annex(ctx, checkpoint="June")
    values = next(row for row in rows(found, "stated").values() if row[0] == "live")
    assert values[1:4] == ["2", derived, agrees]


def test_evidence__has_the_numbers_of_the_paper_then_all_other_reports_with_their_ids() -> None:
    document = build_driver_report(context("2031-12-31"))
    numbers = {key: values[0] for key, values in rows(document, "evidence").items()}
    complete = rows(ANNEX, "evidence")
    assert {key: values[0] for key, values in complete.items() if key in numbers} == numbers
    assert len(complete) == 13  # 6 of June and 7; QP's letter of June 2032 is not known yet
    of_june = rows(JUNE, "evidence")
    assert len(of_june) == 6  # of seven files for June, QZ has superseded that of 20 June
    assert "2031-06-20-june-2031-qz-e5fe27b49e9e0fd5" not in of_june
    driver = next(values for values in of_june.values() if values[4] == "Driver")
    assert (driver[2], driver[3]) == (dt.date(2031, 7, 15), "QM")


def test_what_the_plan_does_not_have__counts_nowhere_and_is_listed() -> None:
    assert "unplaced" not in keys(paper(*broken_reports()))
    assert paragraphs(annex(*broken_reports()), "unplaced") == (
        "The plan has no checkpoint May with a day. [4]",
        "The plan has no action 9.9. [5]",
        "Action 1.1 has no KPI 7. [1]",
    )


def test_figures_of_another_year_or_party__stand_apart() -> None:
    kpis = register("incremental", "Q-2031", unit="arrests")
    reports = [
        filed("QN", figure(30), on="2031-12-01", id="total"),
        filed("QM", own(4, period=("2032-01-05", "2032-01-09")), on="2032-01-12", id="after"),
        filed("QM", own(5, period=("2030-11-01", "2030-11-09")), on="2031-06-12", id="before"),
        filed("QR", own(6), on="2031-12-03", id="other"),
        filed("QO", figure(7), on="2031-12-04", id="not-a-leader"),
        filed("QN", figure(4, unit="kilos"), on="2031-06-20", id="kilos"),
    ]
    found = rows(annex(*reports, kpis=kpis), "apart")
    assert {values[3].rpartition(" [")[0]: values[5] for values in found.values()} == {
        "QM: 5 of its own": "before the plan",
        "QM: 4 of its own": "after the plan",
        "QO: 7 in total": "not by a leader",
        "QR: 6 of its own": "the action does not name the party",
        "QN: 4 kilos in total": "in another unit than the KPI",
    }


def test_names__stand_in_the_annex_and_not_in_the_paper() -> None:
    document = of_differing_leaders(build_driver_annex)
    text = printed(document)
    assert [name for name in ("QN", "QR", "QO", "QP", "QQ") if name not in text] == []
    assert rows(document, "turnout")["1.1/1"][2:] == ["2 of 2", "2 of 3", ("QQ",)]
    assert [values[3] for values in rows(document, "shares").values()] == [
        "QO: 5 of its own [3]",
        "QP: 7 of its own [4]",
    ]
    assert {values[3].rpartition(" [")[0] for values in rows(document, "apart").values()} == {
        *("QP: cancelled", "QP: 99 in total"),
    }


def test_milestone_that_leaders_see_differently__has_the_words_of_both() -> None:
    several = plan({"leaders": "QN, QR", "kpi": "1 manual written by June 2031"})
    reports = [
        filed("QN", figure(reached=dt.date(2031, 5, 1)), on="2031-06-01", id="n"),
        filed("QR", figure(reached=dt.date(2031, 5, 9)), on="2031-06-02", id="r"),
    ]
    document = annex(*reports, of=several, kpis=register("milestone", "Q-2031"), checkpoint="June")
    (values,) = rows(document, "differences").values()
    assert values[3] == ("QN: reached on 2031-05-01 [1]", "QR: reached on 2031-05-09 [2]")


def test_part_of_a_party__is_named_with_it() -> None:
    document = annex(filed("QM", own(3), part="customs"), checkpoint="June")
    assert rows(document, "evidence").popitem()[1][3:5] == ["QM", "customs"]
    (share,) = rows(document, "shares").values()
    assert share[3] == "QM (customs): 3 of its own [1]"


def test_words_of_a_leader__are_kept_as_they_are() -> None:
    word = "going on well"
    document = annex(filed("QO", status=word, said={"narrative": Prose(text="We took part.")}), checkpoint="June")
    (values,) = rows(document, "apart").values()
    assert values[3] == f"QO: {word} [1]"


class TestDriverAnnex(DocumentContract):
    plugin = empact.plugins.documents
    document = "driver-annex"
