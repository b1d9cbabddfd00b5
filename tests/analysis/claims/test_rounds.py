"""Rounds: the checkpoints of a plan in order, each with its days."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest
from tests.support.progress_cases import plan, span

from empact import Plan
from empact.analysis import PlanContext, plan_rounds
from empact.analysis.claims.rounds import find_checkpoint, round_of
from empact.model import Checkpoint, Span


def test_rounds__have_the_days_after_the_last_cut_off() -> None:
    rounds = plan_rounds(plan())
    assert [(point.number, point.checkpoint, point.on, point.days) for point in rounds] == [
        (0, "June 2031", dt.date(2031, 6, 30), span("2031-01-01", "2031-06-30")),
        (1, "December 2031", dt.date(2031, 12, 31), span("2031-07-01", "2031-12-31")),
    ]


def test_rounds__end_with_the_plan() -> None:
    short = attrs.evolve(plan(), period=Span(start=dt.date(2031, 1, 1), end=dt.date(2031, 11, 30)))
    assert [str(point.days) for point in plan_rounds(short)] == [
        "2031-01-01 to 2031-06-30",
        "2031-07-01 to 2031-11-30",
    ]


def two_years() -> Plan:
    return attrs.evolve(
        plan(),
        period=Span(start=dt.date(2031, 1, 1), end=dt.date(2032, 12, 31)),
        checkpoints=(Checkpoint(name="June"), Checkpoint(name="December")),
    )


def test_rounds__of_two_years_are_in_the_order_of_time() -> None:
    rounds = plan_rounds(two_years())
    assert [(point.checkpoint, str(point.on)) for point in rounds] == [
        ("June", "2031-06-30"),
        ("December", "2031-12-31"),
        ("June", "2032-06-30"),
        ("December", "2032-12-31"),
    ]


@pytest.mark.parametrize(("day", "number"), [("2031-06-20", 0), ("2031-10-01", 0), ("2032-05-01", 2)])
def test_round__of_a_name_that_comes_twice_is_the_one_nearest_to_the_day(day: str, number: int) -> None:
    point = round_of(plan_rounds(two_years()), "June", dt.date.fromisoformat(day))
    assert point is not None
    assert point.number == number
    assert round_of(plan_rounds(two_years()), "March", dt.date.fromisoformat(day)) is None


def test_checkpoint_without_a_day__has_no_round() -> None:
    of = attrs.evolve(plan(), checkpoints=(Checkpoint(name="First"), Checkpoint(name="June 2031")))
    assert [point.checkpoint for point in plan_rounds(of)] == ["June 2031"]
    assert plan_rounds(attrs.evolve(plan(), checkpoints=())) == ()


def test_checkpoint__is_found_by_the_start_of_its_name() -> None:
    ctx = [PlanContext(plan=plan())]
    assert [find_checkpoint(ctx, name) for name in ("june", "Dec", "December 2031", "J 1", "")] == [
        "June 2031",
        "December 2031",
        "December 2031",
        "J 1",
        "",
    ]
