"""Rounds: the checkpoints of a plan in order, each with its days."""

from __future__ import annotations

import datetime as dt
import re

import attrs
import pytest
from tests.support.progress_cases import plan, span

from empact import Plan
from empact.analysis import PlanContext, plan_rounds
from empact.analysis.checkpoints import plan_checkpoints
from empact.analysis.claims.rounds import find_checkpoint, round_of, rounds_named
from empact.errors import UnknownIdError
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


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("june", "June 2031"),
        ("Dec", "December 2031"),
        ("December 2031", "December 2031"),
        (" JUNE  2031 ", "June 2031"),
        ("2031-06-30", "June 2031"),
    ],
)
def test_checkpoint__is_found_by_its_name_the_start_of_it_or_its_day(text: str, name: str) -> None:
    assert find_checkpoint([PlanContext(plan=plan())], text) == name


def alike() -> Plan:
    """A plan with two checkpoints of one name in one year."""
    points = (Checkpoint(name="Review", on=dt.date(2031, 3, 31)), Checkpoint(name="Review", on=dt.date(2031, 9, 30)))
    return attrs.evolve(plan(), checkpoints=points)


@pytest.mark.parametrize(
    ("of", "text", "day"),
    [
        (two_years(), "June 2031", "2031-06-30"),
        (two_years(), "june 2032", "2032-06-30"),
        (two_years(), "2032-06-30", "2032-06-30"),
        (two_years(), "June (2032-06-30)", "2032-06-30"),
        (alike(), "Review (2031-03-31)", "2031-03-31"),
        (alike(), "2031-09-30", "2031-09-30"),
    ],
)
def test_checkpoints__of_one_name__can_each_be_named(of: Plan, text: str, day: str) -> None:
    name = find_checkpoint([PlanContext(plan=of)], text)
    (meant,) = rounds_named(plan_rounds(of), name)
    assert str(meant.on) == day
    for filed in ("2031-01-01", "2032-12-31"):  # whenever a report with this name is filed
        assert round_of(plan_rounds(of), name, dt.date.fromisoformat(filed)) == meant


def test_checkpoints__of_one_name__keep_it_if_nothing_says_which() -> None:
    assert find_checkpoint([PlanContext(plan=two_years())], "jun") == "June"
    assert [point.label for point in plan_checkpoints(two_years())] == [
        "June 2031", "June 2032", "December 2031", "December 2032",
    ]  # fmt: skip
    assert [point.label for point in plan_checkpoints(alike())] == ["Review (2031-03-31)", "Review (2031-09-30)"]


@pytest.mark.parametrize("text", ["June 2032", "2032-06-30", "june 2032-06-30"])
def test_checkpoint__of_plans_of_which_one_has_the_name_twice__is_found_with_its_year(text: str) -> None:
    second = Span(start=dt.date(2032, 1, 1), end=dt.date(2032, 12, 31))
    of_one_year = attrs.evolve(two_years(), id="R-2032", period=second)
    for several in ((two_years(), of_one_year), (of_one_year, two_years())):
        assert find_checkpoint([PlanContext(plan=of) for of in several], text) == "June 2032"
    assert [str(point.on) for point in rounds_named(plan_rounds(of_one_year), "June 2032")] == ["2032-06-30"]


def test_checkpoint__that_is_not_the_only_one_or_none__is_an_error_that_lists_them() -> None:
    of = attrs.evolve(two_years(), checkpoints=(Checkpoint(name="June 2031"), Checkpoint(name="June 2032")))
    for text, said in {
        "June": "Checkpoint 'June' does not exist. Several have a name that starts so: June 2031, June 2032.",
        "May": "Checkpoint 'May' does not exist. Q-2031 has June 2031, June 2032.",
        "": "Checkpoint '' does not exist. Q-2031 has June 2031, June 2032.",
    }.items():
        with pytest.raises(UnknownIdError, match=re.escape(said)):
            find_checkpoint([PlanContext(plan=of)], text)
    assert find_checkpoint([PlanContext(plan=attrs.evolve(of, checkpoints=()))], "May") == "May"
