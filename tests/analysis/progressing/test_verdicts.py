"""Verdicts: a target is judged only where every possible value gives the same."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import attrs
import pytest
from tests.support.progress_cases import figure, filed, kpi, own, plan, register, span

from empact.analysis import TargetJudgement, TargetState
from empact.model import Baseline, FiledReport, OverTime

DECEMBER = "2031-12-10"


def judged(target: str, *reports: FiledReport, leaders: str = "QN", **more: Any) -> TargetJudgement:
    more = {"adds": "cumulative", **more}
    judgement = kpi(*reports, of=plan({"kpi": target, "leaders": leaders}), **more).target
    assert judgement is not None
    return judgement


@pytest.mark.parametrize(
    ("text", "value", "state"),
    [
        ("At least 10 arrests", 10, TargetState.REACHED),
        ("At least 10 arrests", 9, TargetState.NOT_REACHED),
        ("More than 10 arrests", 11, TargetState.REACHED),
        ("More than 10 arrests", 10, TargetState.NOT_REACHED),
        ("At most 10 arrests", 10, TargetState.REACHED),
        ("At most 10 arrests", 11, TargetState.NOT_REACHED),
        ("Between 5 and 10 arrests", 7, TargetState.REACHED),
        ("Between 5 and 10 arrests", 4, TargetState.NOT_REACHED),
        ("Between 5 and 10 arrests", 12, TargetState.NOT_REACHED),
        ("10 arrests per month", 10, TargetState.UNJUDGED),  # the value is not per month
        ("10 arrests per year", 10, TargetState.REACHED),  # the plan lasts one year
        ("10 arrests per year", 9, TargetState.NOT_REACHED),
        ("Increase of arrests by 10", 30, TargetState.UNJUDGED),  # without a baseline
    ],
)
def test_target__is_compared_with_the_value(text: str, value: int, state: TargetState) -> None:
    kpis = register("cumulative", unit="arrests")
    assert judged(text, filed("QN", figure(value), on=DECEMBER), kpis=kpis).state is state


def test_target__of_a_range_on_both_sides_of_the_bounds_cannot_be_judged() -> None:
    reports = [filed("QN", figure(4), on=DECEMBER), filed("QO", figure(12), on=DECEMBER)]
    judgement = judged("Between 5 and 10 arrests", *reports, leaders="QN, QO")
    assert judgement.state is TargetState.UNJUDGED
    assert judgement.text.startswith("4 to 12: whether it reaches the target between 5 and 10")


def test_target__is_relative_to_a_baseline_of_the_register() -> None:
    kpis = register("cumulative", unit="arrests", baseline=Baseline(value=Decimal(100), year=2030))
    for value, state in ((109, TargetState.NOT_REACHED), (110, TargetState.REACHED)):
        report = filed("QN", figure(value), on=DECEMBER)
        assert judged("Increase of arrests by 10 %", report, kpis=kpis).state is state


def test_target__per_year_is_judged_at_the_end_of_the_year_in_a_plan_of_one_year() -> None:
    june = judged("At least 10 arrests per year", filed("QN", figure(4)), checkpoint="June 2031")
    assert str(june) == "open: 4; the target at least 10 per year is still open."
    december = judged("At least 10 arrests per year", filed("QN", figure(12), on=DECEMBER))
    assert str(december) == "reached: 12 reaches the target at least 10 per year."
    of = attrs.evolve(plan({"kpi": "At least 10 arrests per year"}), period=span("2031-01-01", "2032-12-31"))
    two_years = kpi(filed("QN", figure(12), on=DECEMBER), of=of).target
    assert str(two_years) == "cannot be judged: The target is meant per year, and the value is not."


def test_target__that_is_a_change_in_percent_is_compared_with_what_is_counted() -> None:
    kpis = register("cumulative", baseline=Baseline(value=Decimal(100), year=2030))
    judgement = judged("Increase arrests by 10 %", filed("QN", figure(120), on=DECEMBER), kpis=kpis)
    assert str(judgement) == "reached: 120 reaches the target increase by 10 %."
    points = register("ratio", over_time=OverTime.CUMULATIVE, baseline=Baseline(value=Decimal(40), year=2030))
    rate = judged(
        "Clearance rate increased by 5 percentage points", filed("QN", figure(44, of=100), on=DECEMBER), kpis=points
    )
    assert str(rate) == "not reached: 44 is below the target increase by 5 percentage points."


def test_target__in_another_unit_than_the_register_cannot_be_judged() -> None:
    report = filed("QN", figure(60), on=DECEMBER)
    same = judged("50 arrests", report, kpis=register("cumulative", unit="arrest"))
    assert str(same) == "reached: 60 reaches the target 50."
    other = judged("50 arrests", report, kpis=register("cumulative", unit="households"))
    assert str(other) == "cannot be judged: The target is in 'arrests', and the value in 'households'."


@pytest.mark.parametrize(
    ("value", "of", "text"),
    [
        (8, 14, "57.1 is below the target at least 80 %."),
        (8, 10, "80 reaches the target at least 80 %."),
        (7996, 10000, "79.96 is below the target at least 80 %."),  # not "80 is below 80"
    ],
)
def test_target__in_percent_is_compared_with_a_ratio(value: int, of: int, text: str) -> None:
    report = filed("QN", figure(value, of=of), on=DECEMBER)
    kpis = register("ratio", over_time=OverTime.CUMULATIVE)
    assert judged("At least 80 % of the cases solved", report, kpis=kpis).text == text


@pytest.mark.parametrize(
    ("value", "checkpoint", "text"),
    [
        (60, "December 2031", "reached: At least 60 reaches the target 50."),
        (2, "December 2031", "cannot be judged: At least 2: whether it reaches the target 50 depends on the value."),
        (60, "June 2031", "cannot be judged: 60 so far: a later round is silent."),
    ],
)
def test_target__of_a_kpi_that_nobody_decided_counts_silent_rounds(value: int, checkpoint: str, text: str) -> None:
    report = filed("QN", figure(value), on=DECEMBER, checkpoint=checkpoint)
    assert str(judged("50 arrests", report, adds=None, checkpoint="December 2031")) == text


def test_target__of_a_ratio_of_two_rounds_that_nobody_decided_cannot_be_judged() -> None:
    reports = [filed("QN", figure(9, of=10)), filed("QN", figure(9, of=10), on=DECEMBER)]
    assert judged("At least 80 % of the cases solved", *reports, adds="ratio").state is TargetState.UNJUDGED


def test_target__without_a_value_cannot_be_judged() -> None:
    judgement = judged("At least 10 arrests", checkpoint="December 2031")
    assert str(judgement) == "cannot be judged: There is no value to compare with the target."


def test_limit__is_not_kept_where_shares_are_missing() -> None:
    judgement = judged("At most 20 arrests", filed("QM", own(4), on=DECEMBER))
    assert judgement.state is TargetState.UNJUDGED
    assert judgement.text.startswith("At least 4")
    every = [filed("QM", own(4), on=DECEMBER), filed("QO", own(5), on=DECEMBER)]
    assert judged("At most 20 arrests", *every).state is TargetState.REACHED


@pytest.mark.parametrize(
    ("june", "december", "in_time"),
    [
        (12, 15, True),
        (9, 15, False),  # on 30 June it was not
        (None, 15, None),  # nobody says when
    ],
)
def test_target_with_a_day__is_reached_in_time_as_far_as_the_rounds_show(
    june: int | None,
    december: int,
    in_time: bool | None,  # noqa: FBT001 - a parameter
) -> None:
    reports = [] if june is None else [filed("QN", figure(june))]
    judgement = judged("At least 10 arrests by 30 June 2031", *reports, filed("QN", figure(december), on=DECEMBER))
    assert (judgement.state, judgement.in_time) == (TargetState.REACHED, in_time)


def test_percent__of_a_target_is_that_of_the_value() -> None:
    percent = judged("50 arrests", filed("QN", figure(20), on=DECEMBER)).percent
    assert percent is not None
    assert str(percent) == "40"
    assert judged("At most 50 arrests", filed("QN", figure(20), on=DECEMBER)).percent is None


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("At least 10 % more arrests than in 2030 (baseline: 210)", 231, None),
        ("At least 10 % more than in 2030 (baseline: 210)", 231, None),
        ("10 % more arrests (baseline 2030: 210)", 231, None),
        ("Arrests: up 10 % or more (baseline 2030: 210)", 231, None),
        ("At most 10 % more arrests (baseline 2030: 210)", None, 231),
        ("5-10 % increase in arrests (baseline 2030: 200)", 210, 220),
        ("Arrests: at least 20 more than in 2030 (210)", 230, None),
        ("At least 10 % fewer incidents (baseline 2030: 210)", None, 189),
        ("At most 10 % fewer incidents (baseline 2030: 210)", 189, None),
        ("5-10 % decrease in incidents (baseline 2030: 200)", 180, 190),
        ("Incidents: down exactly 10 % (baseline 2030: 200)", 180, 180),
        ("Increase arrests to at least 120 (baseline 2030: 100)", 120, None),
        ("Maintain the level of 2030 (120 arrests)", 120, 120),
        ("At least 150 % of the 2030 arrests (baseline: 100)", 150, None),
    ],
)
def test_target__that_is_a_change_ends_where_its_bounds_are(text: str, least: int | None, most: int | None) -> None:
    for value, state in (
        *(() if least is None else ((least, TargetState.REACHED), (least - 1, TargetState.NOT_REACHED))),
        *(() if most is None else ((most, TargetState.REACHED), (most + 1, TargetState.NOT_REACHED))),
    ):
        assert judged(text, filed("QN", figure(value), on=DECEMBER)).state is state


def test_target__that_is_more_than_a_step_is_not_reached_by_the_step_itself() -> None:
    for value, state in ((231, TargetState.NOT_REACHED), (232, TargetState.REACHED)):
        report = filed("QN", figure(value), on=DECEMBER)
        assert judged("Arrests: more than 10 % up (baseline 2030: 210)", report).state is state


def test_target__that_is_a_change_shows_its_limit() -> None:
    report = filed("QN", figure(240), on=DECEMBER)
    judgement = judged("At least 10 % more than in 2030 (baseline: 210)", report)
    assert str(judgement) == "reached: 240 reaches the target increase by at least 10 %."


def test_target__of_a_time_before_the_plan_is_not_one() -> None:
    assert kpi(filed("QN", figure(12), on=DECEMBER), of=plan({"kpi": "12 seizures in 2029"})).target is None
    own = judged("12 seizures in 2031", filed("QN", figure(12), on=DECEMBER))
    assert own.text == "The target is about year 2031, and the value is about all that is reported."
