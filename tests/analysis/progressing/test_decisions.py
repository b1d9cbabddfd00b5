"""Decisions: what does not fit a KPI, who decides how figures add up, and how the value explains itself."""

from __future__ import annotations

import datetime as dt
from typing import Any

import attrs
import pytest
from tests.support.progress_cases import amount, figure, filed, kinds, kpi, own, picture, plan, register, settled

from empact.analysis import Apart, DifferenceKind, TargetState
from empact.analysis.progressing import kpi_pictures
from empact.analysis.progressing.amounts import format_percent
from empact.model import Adds, FiledReport, Prose

DECEMBER = "2031-12-10"
TWO = {"leaders": "QN, QO", "participants": "QM, QP"}


# --- how figures add up


def test_plan__decides_before_the_register() -> None:
    progress = kpi(filed("QN", figure(8)), of=plan({"kpi": "50 arrests (cumulative)"}), adds="incremental")
    assert (progress.adds, progress.decided_by) == (Adds.CUMULATIVE, "the plan")
    progress = kpi(filed("QN", figure(8)), adds="incremental")
    assert (progress.adds, progress.decided_by) == (Adds.INCREMENTAL, "QM on 2031-01-30, in the KPI register")


def test_undecided_kpi__still_lists_what_does_not_agree() -> None:
    of = plan({"leaders": "QN, QO", "participants": "QM"})
    progress = kpi(filed("QN", figure(8)), filed("QO", figure(6)), filed("QM", own(9)), of=of, adds=None)
    assert (amount(progress), kinds(progress)) == ("6 to 8", [DifferenceKind.TOTALS, DifferenceKind.ABOVE_TOTAL])
    first = "Neither the plan nor the KPI register says how the figures add up."
    assert progress.explain()[0].text == first


@pytest.mark.parametrize("make", [figure, own])
def test_cumulative__that_falls_is_a_difference_without_a_reason(make: Any) -> None:
    by = "QN" if make is figure else "QM"
    june, fell = filed(by, make(8)), filed(by, make(5), on=DECEMBER)
    assert kinds(kpi(june, fell)) == [DifferenceKind.FALL]
    reason = filed(by, make(5, lower_because=Prose(text="Three were released.")), on=DECEMBER)
    assert kpi(june, reason).differences == ()
    assert kpi(june, fell, adds="latest").differences == ()


def test_cumulative__does_not_fall_from_what_others_stated() -> None:
    of = plan({"leaders": "QN, QO"})
    progress = kpi(filed("QN", figure(8)), filed("QO", figure(5), on=DECEMBER), of=of)
    assert (amount(progress), progress.differences) == ("5", ())


def test_shares__of_a_round_are_not_added_to_the_total_of_another() -> None:
    progress = kpi(filed("QN", figure(8)), filed("QO", own(5), on=DECEMBER), adds="latest")
    assert (amount(progress), str(progress.shares)) == ("8", "5 arrests")


def test_incremental__adds_the_headlines_of_rounds_with_and_without_a_total() -> None:
    progress = kpi(filed("QN", figure(8)), filed("QO", own(5), on=DECEMBER), adds="incremental")
    assert amount(progress) == "at least 13"  # QM is silent in December


# --- what is listed separately


@pytest.mark.parametrize(
    ("apart", "why", "kind"),
    [
        (figure(3, unit="EUR"), "its unit is not 'arrests'", Apart.UNIT),
        (figure(3, of=5), "it is a ratio, and the figures of this KPI are not ratios", Apart.VALUE),
        (figure(80, unit="%"), "a percentage without its numerator and denominator is not added", Apart.RATIO),
    ],
)
def test_figure__that_does_not_fit_stands_apart(apart: Any, why: str, kind: Apart) -> None:
    progress = kpi(filed("QN", apart), filed("QO", own(8)), adds="incremental")
    assert (amount(progress), [(claim.apart, claim.why) for claim in progress.apart]) == ("at least 8", [(kind, why)])
    assert any(step.text.startswith("Not counted: QN reported on 2031-06-28: ") for step in progress.explain())


def test_words_and_days__are_no_numbers() -> None:
    progress = kpi(filed("QN", figure(8), figure(text=Prose(text="Many."))))
    assert (amount(progress), [claim.words for claim in progress.words]) == ("8", ["Many."])
    progress = kpi(filed("QN", figure(8), figure(reached=dt.date(2031, 5, 2))))
    assert (amount(progress), [claim.apart for claim in progress.apart]) == ("8", [Apart.VALUE])


@pytest.mark.parametrize("by", ["QO", "QM", "QP"])  # a participant, the Driver that takes part, and a party not named
def test_total__of_a_party_that_does_not_lead_stands_apart(by: str) -> None:
    progress = kpi(filed(by, figure(8)))
    assert (progress.value, [claim.apart for claim in progress.apart]) == (None, [Apart.ROLE])


def test_total__counts_where_the_plan_leaves_open_who_leads() -> None:
    assert amount(kpi(filed("QP", figure(8)), of=plan({"leaders": "Relevant MS"}))) == "8"


def test_units__are_never_mixed_where_nothing_sets_one() -> None:
    reports = [
        filed("QN", figure(8, measure="seized"), id="1"),  # ids, as the units are named in the order of the files
        filed("QN", figure(8, unit="EUR", measure="seized"), id="2"),
    ]
    (measure,) = picture(*reports).action("1.1").measures
    why = "the figures have several units (no unit, EUR), and neither the plan nor the register sets one"
    assert [claim.why for claim in measure.apart] == [why] * 2
    assert measure.value is None


@pytest.mark.parametrize(
    ("adds", "given", "expected"),
    [
        ("latest", figure(80), "80"),  # the newest of the leaders is not added to anything
        ("cumulative", figure(80), "80"),
        ("latest", own(80), None),
        ("incremental", figure(80), None),
        ("ratio", figure(80), None),
        ("ratio", figure(8, of=10), "8 of 10"),
    ],
)
def test_percentage__is_never_added(adds: str, given: Any, expected: str | None) -> None:
    of = plan({"participants": "QM, QN", "timing": "October 2031"})
    progress = kpi(filed("QN", given, on=DECEMBER), of=of, kpis=register(adds, unit="%"))
    assert (amount(progress), len(progress.apart)) == (expected, 0 if expected else 1)


# --- ratios


def test_ratio__of_two_leaders_has_the_pairs_that_are_possible() -> None:
    of = plan({**TWO, "kpi": "At least 50 % of officers trained"})
    progress = kpi(filed("QN", figure(10, of=20)), filed("QO", figure(40, of=80)), of=of, adds="ratio")
    assert amount(progress) == "10 to 40 of 20 to 80"
    assert progress.value is not None
    assert str(progress.value.percents) == "50"  # each of them is 50 %; 10 of 80 is not possible
    assert progress.target is not None
    assert progress.target.state is TargetState.REACHED


def test_ratio__with_another_denominator_does_not_agree() -> None:
    progress = kpi(filed("QN", figure(12, of=24)), filed("QO", figure(12, of=48)), of=plan(TWO), adds="ratio")
    assert (amount(progress), kinds(progress)) == ("12 of 24 to 48", [DifferenceKind.TOTALS])


def test_ratio__of_a_very_large_number_has_a_percentage() -> None:
    progress = kpi(filed("QN", figure("1e30", of=1)), adds="ratio")
    assert progress.value is not None
    assert progress.value.percents is not None
    assert format_percent(progress.value.percents.low) == "1E+32 %"
    of = plan({"kpi": "At least 75 % of officers trained"})
    target = kpi(filed("QN", figure("1e999999", of=1)), of=of, adds="ratio").target
    assert target is not None
    assert target.state is TargetState.REACHED


# --- milestones


def test_milestone__that_is_denied_later_is_a_difference() -> None:
    of = plan({"kpi": "Report finalised"})
    reports = [filed("QN", figure(reached=dt.date(2031, 5, 2))), filed("QN", figure(0), on=DECEMBER)]
    progress = kpi(*reports, of=of, adds="milestone")
    assert progress.reached is not None
    assert (progress.reached.first, progress.reached.denied, kinds(progress)) == (None, True, [DifferenceKind.FALL])
    assert progress.target is not None
    assert progress.target.state is TargetState.NOT_REACHED


def test_milestone__that_one_leader_denies_is_unclear_until_it_is_settled() -> None:
    of = plan({**TWO, "kpi": "Report finalised"})
    qn, qo = filed("QN", figure(reached=dt.date(2031, 5, 2))), filed("QO", figure(0))
    progress = kpi(qn, qo, of=of, adds="milestone")
    assert progress.reached is not None
    assert (progress.reached.unclear, progress.reached.first, kinds(progress)) == (True, None, [DifferenceKind.DAYS])
    assert progress.target is not None
    assert progress.target.state is TargetState.UNJUDGED
    day = dt.date(2031, 5, 3)
    for cites, reached in (((qn.id, qo.id), day), ((qn.id,), None)):
        driver = filed("QM", on="2031-06-30", settles=settled(cites, kpi=1, reached=day))
        progress = kpi(qn, qo, driver, of=of, adds="milestone")
        assert progress.reached is not None
        assert progress.reached.first == reached


# --- settlements


@pytest.mark.parametrize("other", [8, 7])
def test_settlement__in_two_ways_settles_nothing(other: int) -> None:
    qn, qo = filed("QN", figure(8)), filed("QO", figure(6))
    driver = filed("QM", on="2031-06-30", settles=settled((qn.id, qo.id), value=7), part="one")
    second = filed("QM", on="2031-06-30", settles=settled((qn.id, qo.id), value=other), part="two")
    progress = kpi(qn, qo, driver, second, of=plan(TWO))
    assert amount(progress) == ("7" if other == 7 else "6 to 8")


def test_settlement__of_an_earlier_round_names_its_checkpoint() -> None:
    qn, qo = filed("QN", figure(8)), filed("QO", figure(6))
    late = filed("QM", on=DECEMBER, settles=settled((qn.id, qo.id), value=7, checkpoint="June 2031"))
    assert amount(kpi(qn, qo, late, of=plan(TWO), checkpoint="June 2031")) == "7"
    assert amount(kpi(qn, qo, late, of=plan(TWO), checkpoint="June 2031", as_of="2031-12-09")) == "6 to 8"
    of_december = filed("QM", on=DECEMBER, settles=settled((qn.id, qo.id), value=7))
    assert amount(kpi(qn, qo, of_december, of=plan(TWO), checkpoint="June 2031")) == "6 to 8"


def test_settlement__by_the_driver_that_leads_needs_no_citation_of_its_own_report() -> None:
    of = plan({"leaders": "QM, QN"})
    qn = filed("QN", figure(8))
    driver = filed("QM", figure(6), on="2031-06-30", settles=settled((qn.id,), value=8))
    progress = kpi(qn, driver, of=of)
    assert (amount(progress), progress.differences[0].settled_by) == ("8", driver.id)


# --- explanations


def test_explanation__is_the_tree_of_the_value() -> None:
    june, december = filed("QR", figure(28)), filed("QR", figure(34), on=DECEMBER)
    progress = kpi(june, december, of=plan({"leaders": "QR"}), adds="incremental")
    assert [str(step) for step in progress.explain()] == [
        "The figures are incremental, as decided by QM on 2031-01-30, in the KPI register.",
        "62 arrests: the sum of the rounds.",
        f"  QR reported on 2031-06-28: 28 in total ({june.id}).",
        f"  QR reported on 2031-12-10: 34 in total ({december.id}).",
    ]


@pytest.mark.parametrize(
    ("reports", "adds", "rows"),
    [
        ([filed("QN", figure(8))], "cumulative", ["cumulative-total", "total"]),
        ([filed("QM", own(8))], "cumulative", ["cumulative-shares", "shares", "share"]),
        ([filed("QP", own(8))], "latest", ["latest", "not-named"]),
        ([filed("QO", figure(8))], "latest", ["latest", "not-by-leader"]),
        ([filed("QN", figure(8, unit="EUR"))], "incremental", ["incremental", "other-unit"]),
        ([], "incremental", ["incremental", "headline"]),
    ],
)
def test_explanation__names_the_rows_of_the_convention(reports: list[FiledReport], adds: str, rows: list[str]) -> None:
    assert [step.row for step in kpi(*reports, adds=adds).explain()] == rows


def test_explanation__names_each_claim_of_a_kpi() -> None:
    reports = [
        filed("QN", figure(8)),
        filed("QO", own(3)),
        filed("QP", own(2)),
        filed("QM", own(1), own(2, unit="EUR"), on=DECEMBER),
    ]
    progress = kpi(*reports)
    text = " ".join(step.text for step in progress.explain())
    assert all(claim.report in text for claim in progress.claims)


def test_value__of_a_copy_of_one_file_is_that_of_the_file() -> None:
    copies = [attrs.evolve(filed("QM", own(5), id=id), digest="same") for id in ("r1", "r2")]
    progress = kpi(*copies, adds="incremental")
    assert (amount(progress), len(progress.claims)) == ("at least 5", 1)


def test_explanation__has_a_row_for_each_reason_that_sets_a_claim_apart() -> None:
    assert {*kpi_pictures._APART} == {*Apart}


@pytest.mark.parametrize(
    ("part", "june", "first"),
    [
        (None, (), []),
        ("police", (filed("QO", own(3), part="customs"),), ["QO (customs) reported on 2031-06-28: 3 of its own"]),
    ],
)
def test_explain__a_figure_that_still_counts_is_in_the_value(
    part: str | None, june: tuple[FiledReport, ...], first: list[str]
) -> None:
    """Who has nothing new of a cumulative figure keeps its newest: the 5 of June is the value of December."""
    later = filed("QO", own(nothing=True), on=DECEMBER, part=part)
    progress = kpi(*june, filed("QO", own(5), part=part), later, filed("QM", own(1), on=DECEMBER))
    assert amount(progress) == "6"
    steps = [(step.depth, step.text.partition(" (2031-")[0]) for step in progress.explain()]
    who = "QO" if part is None else f"QO ({part})"
    at = steps.index((1, f"{who} reported on 2031-12-10: nothing to report"))
    assert steps[at + 1] == (2, f"{who} reported on 2031-06-28: 5 of its own")
    assert [text.removeprefix("Not in it: ") for _, text in steps if text.startswith("Not in it")] == first
