"""When the actions of a plan take place: expected dates are read off the source, by eye."""

from __future__ import annotations

import datetime as dt
import itertools
import pickle

import attrs
import pytest

import empact
from empact import UnknownIdError
from empact.analysis import checkpoint_dates, schedule
from empact.analysis.schedules import dates
from empact.grammar import parse_checkpoint, parse_timing
from empact.model import Action, Bound, Checkpoint, Milestone, Period, Plan, Span, Timing, Unit, Window


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def span(start: str, end: str) -> Span:
    return Span(start=day(start), end=day(end))


YEAR_2012 = span("2012-01-01", "2012-12-31")
TWO_YEARS = span("2024-01-01", "2025-12-31")


@pytest.fixture(scope="module")
def plan() -> Plan:
    return empact.load("oap-c-2012")


@pytest.mark.parametrize(
    ("action", "phase", "start", "end"),
    [
        ("1.1", None, "2012-09-01", "2012-09-30"),  # September
        ("1.2", None, "2012-04-01", "2012-06-30"),  # April/May/June
        ("1.3", None, "2012-03-01", "2012-04-30"),  # March/April
        ("2.1", "1", "2012-04-01", "2012-05-31"),  # 1st phase: 1-2 weeks in April/May
        ("2.1", "2", "2012-10-01", "2012-11-30"),  # 2nd phase: 1-2 weeks in October/November
        ("2.1", None, "2012-04-01", "2012-11-30"),
        ("2.3", None, "2012-01-01", "2012-12-31"),  # Whole year
        ("3.1", None, "2012-09-01", "2012-09-30"),  # September
        ("4.1", None, "2012-05-01", "2012-10-31"),  # May to October
        ("2.2", None, "2012-01-01", "2012-09-30"),  # funds in the 1st quarter, days of action in the 2nd and 3rd
        ("5.1", None, "2012-02-01", "2012-11-30"),  # February/June, and a day of action for October/November 2012
        ("5.2", None, "2012-01-01", "2012-08-31"),  # January to August
        ("6.3", None, "2012-03-01", "2012-04-30"),  # March/April
        ("7.2", None, "2012-11-01", "2012-12-31"),  # November/December
    ],
)
def test_an_action_of_the_reference_plan_takes_place(
    plan: Plan, action: str, phase: str | None, start: str, end: str
) -> None:
    assert schedule(plan).span(action, phase) == span(start, end)


def test_span__leaves_out_a_milestone_before_the_plan(plan: Plan) -> None:
    times = schedule(plan)
    meeting = times.of_action("2.2")[1]  # "based on operational meeting planned for Dec 2011"
    assert (meeting.windows, times.days(meeting)) == ((span("2011-12-01", "2011-12-31"),), ())
    assert times.span("2.2") == span("2012-01-01", "2012-09-30")


def test_checkpoint_dates__a_name_is_the_end_of_its_time_in_each_year(plan: Plan) -> None:
    assert checkpoint_dates(plan) == {"June": (day("2012-06-30"),), "Dec": (day("2012-12-31"),)}
    two_years = attrs.evolve(plan, period=TWO_YEARS)
    assert checkpoint_dates(two_years)["June"] == (day("2024-06-30"), day("2025-06-30"))


def test_checkpoint_dates__of_dates_and_of_names_without_a_time() -> None:
    written = ("April 2024", "June (2024-06-15)", "Mid-term", "from March")
    found = Plan(id="X", period=TWO_YEARS, checkpoints=tuple(map(parse_checkpoint, written)))
    assert checkpoint_dates(found) == {
        "April 2024": (day("2024-04-30"),),
        "June": (day("2024-06-15"),),
        "Mid-term": (),
        "from March": (),
    }


def test_parse_checkpoint__prints_what_it_parses() -> None:
    assert parse_checkpoint("June (2012-06-30)") == Checkpoint(name="June", on=day("2012-06-30"))
    assert [str(parse_checkpoint(text)) for text in ("June", "June (30 June 2012)", "Q2 (tbc)")] == [
        "June",
        "June (2012-06-30)",
        "Q2 (tbc)",
    ]


def test_days__a_deadline_counts_from_the_start_of_its_action(plan: Plan) -> None:
    times = schedule(plan)
    (meeting,) = (one for one in times.of_action("5.1") if one.item.bound is Bound.BEFORE)
    assert times.days(meeting) == (span("2012-02-01", "2012-05-31"),)  # the action is in February at the earliest


def timed(timing: str, period: Span = YEAR_2012) -> Plan:
    """Return a plan with one action of this timing."""
    return Plan(id="X", period=period, actions=(Action(number="1", timing=parse_timing(timing)),))


@pytest.mark.parametrize(
    ("timing", "start", "end"),
    [
        ("from March", "2012-03-01", "2012-12-31"),
        ("after 15 March", "2012-03-16", "2012-12-31"),
        ("until June", "2012-01-01", "2012-06-30"),
        ("ongoing (until June)", "2012-01-01", "2012-06-30"),
        ("at the earliest in Q2", "2012-04-01", "2012-12-31"),
        ("by the end of the year", "2012-01-01", "2012-12-31"),
        ("CY Presidency", "2012-07-01", "2012-12-31"),
        ("before the CY Presidency", "2012-01-01", "2012-06-30"),
        ("whole plan period", "2012-01-01", "2012-12-31"),
        ("June; Report by October", "2012-06-01", "2012-10-31"),
        ("June; Preparation by March", "2012-01-01", "2012-06-30"),
    ],
)
def test_span__of_a_time_with_one_end_ends_with_the_plan(timing: str, start: str, end: str) -> None:
    assert schedule(timed(timing)).span("1") == span(start, end)


@pytest.mark.parametrize("timing", ["postponed from March to May", "March, postponed to May"])
def test_span__of_what_is_postponed_is_its_new_time(timing: str) -> None:
    assert schedule(timed(timing)).span("1") == span("2012-05-01", "2012-05-31")


WITHOUT_DATES = ["ongoing", "postponed", "postponed from March", "two weeks", "after the JAD", "HU Presidency"]


@pytest.mark.parametrize("timing", WITHOUT_DATES)
def test_span__of_a_time_without_dates_is_none(timing: str) -> None:
    assert schedule(timed(timing)).span("1") is None


@pytest.mark.parametrize(
    ("timing", "windows"),
    [
        ("Q2 2025", [("2025-04-01", "2025-06-30")]),
        ("Q2 of the second year", [("2025-04-01", "2025-06-30")]),
        ("Year 2", [("2025-01-01", "2025-12-31")]),
        ("Year 3", []),
        ("every April", [("2024-04-01", "2024-04-30"), ("2025-04-01", "2025-04-30")]),
        ("November to February", [("2024-11-01", "2025-02-28")]),
        ("whole plan period", [("2024-01-01", "2025-12-31")]),
        ("from the second year", [("2025-01-01", "2025-12-31")]),
        ("BE Presidency", [("2024-01-01", "2024-06-30")]),
    ],
)
def test_windows__in_a_plan_of_two_years(timing: str, windows: list[tuple[str, str]]) -> None:
    (found,) = schedule(timed(timing, TWO_YEARS))
    assert found.windows == tuple(span(*one) for one in windows)
    assert not found.open_year


@pytest.mark.parametrize(
    "timing", ["April", "whole year", "from March", "until June", "by the end of the year", "week 23"]
)
def test_open_year__what_fits_two_years_of_the_plan(timing: str) -> None:
    (found,) = schedule(timed(timing, TWO_YEARS))
    assert found.open_year
    assert not next(iter(schedule(timed(timing)))).open_year


@pytest.mark.parametrize("timing", ["monthly", "quarterly", "Meetings twice a year", "April of every year"])
def test_open_year__what_is_meant_in_each_year_has_none(timing: str) -> None:
    (found,) = schedule(timed(timing, TWO_YEARS))
    assert not found.open_year
    assert len({one.start.year for one in found.windows}) == 2


def test_a_milestone_before_june_may_happen_until_the_end_of_may(plan: Plan) -> None:
    (found,) = [
        one
        for one in schedule(plan).of_action(
            "5.1"
        )  # "a meeting with Europol and participating MSs (to be held prior to June)"
        if isinstance(one.item, Milestone) and one.item.bound is Bound.BEFORE
    ]
    assert (found.earliest, found.latest) == (day("2012-01-01"), day("2012-05-31"))


def test_a_milestone_with_a_year_of_its_own_keeps_it(plan: Plan) -> None:
    windows = [window for one in schedule(plan).of_action("5.1") for window in one.windows]
    assert span("2012-10-01", "2012-10-31") in windows  # "for October/November 2012"


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        (Window(first=2), ("2012-02-01", "2012-02-29")),
        (Window(unit=Unit.QUARTER, first=3), ("2012-07-01", "2012-09-30")),
        (Window(unit=Unit.SEMESTER, first=1), ("2012-01-01", "2012-06-30")),
        (Window(unit=Unit.YEAR), ("2012-01-01", "2012-12-31")),
        (Window(first=12, year=2011), ("2011-12-01", "2011-12-31")),
        (Window(first=10, last=3, year=2012, last_year=2013), ("2012-10-01", "2013-03-31")),
        (Window(first=6, day=8, last_day=12), ("2012-06-08", "2012-06-12")),
        (Window(first=6, day=8), ("2012-06-08", "2012-06-08")),
        (Window(unit=Unit.WEEK, first=1), ("2012-01-02", "2012-01-08")),
    ],
)
def test_the_dates_of_a_window_in_a_plan_of_2012(window: Window, expected: tuple[str, str]) -> None:
    assert dates(window, YEAR_2012) == (span(*expected),)


def test_a_month_without_a_year_is_that_month_in_each_year_of_a_longer_plan() -> None:
    assert dates(Window(first=5), TWO_YEARS) == (span("2024-05-01", "2024-05-31"), span("2025-05-01", "2025-05-31"))


def test_a_month_that_lies_outside_a_short_period_has_no_date() -> None:
    assert dates(Window(first=1), span("2012-07-01", "2012-12-31")) == ()


@pytest.mark.parametrize(
    "window",
    [
        Window(first=13),
        Window(first=0),
        Window(first=5, last=3),
        Window(unit=Unit.QUARTER, first=5),
        Window(unit=Unit.WEEK, first=0),
        Window(unit=Unit.DAY, first=3),
        Window(first=4, year=0),
        Window(first=4, year=10_000),
        Window(first=4, day=-1),
    ],
    ids=str,
)
def test_a_window_that_no_calendar_has_has_no_dates(window: Window) -> None:
    assert dates(window, YEAR_2012) == ()


def test_every_month_of_a_whole_year_is_covered_and_none_twice() -> None:
    (whole,) = dates(Window(unit=Unit.YEAR), YEAR_2012)
    months = [dates(Window(first=month), YEAR_2012)[0] for month in range(1, 13)]
    assert (months[0].start, months[-1].end) == (whole.start, whole.end)
    assert all(after.start - before.end == dt.timedelta(days=1) for before, after in itertools.pairwise(months))


def test_without_a_period_a_month_has_no_date_and_explain_says_so() -> None:
    action = Action(number="1", timing=Timing(items=(Period(windows=(Window(first=4),)),)))
    (found,) = schedule(Plan(id="X", actions=(action,)))
    assert (found.windows, found.earliest, found.latest) == ((), None, None)
    assert found.explain() == (
        "X:1 timing says 'April'",
        "a window without a year has no dates if the plan has no period",
    )


def test_an_action_with_milestones_alone_takes_place_from_the_first_to_the_last() -> None:
    items = (Milestone(label="a", windows=(Window(first=3),)), Milestone(label="b", windows=(Window(first=9),)))
    plan = Plan(id="X", period=YEAR_2012, actions=(Action(number="1", timing=Timing(items=items)),))
    assert schedule(plan).span("1") == span("2012-03-01", "2012-09-30")


def test_what_may_happen_by_a_day_before_the_plan_has_no_earliest_day() -> None:
    item = Milestone(label="a", windows=(Window(first=12, year=2011),), bound=Bound.BY)
    plan = Plan(id="X", period=YEAR_2012, actions=(Action(number="1", timing=Timing(items=(item,))),))
    (found,) = schedule(plan)
    assert (found.earliest, found.latest) == (None, day("2011-12-31"))
    assert schedule(plan).span("1") is None


def test_a_phase_is_that_of_a_period_and_a_milestone_has_none(plan: Plan) -> None:
    assert [one.phase for one in schedule(plan).of_action("2.1")] == ["1", "2"]
    assert {one.phase for one in schedule(plan) if isinstance(one.item, Milestone)} == {None}


def test_the_reason_of_a_date_names_the_cell_and_the_period(plan: Plan) -> None:
    (found,) = schedule(plan).of_action("1.3")
    assert found.explain() == (
        "C-2012:1.3 timing says 'March/April'",
        "a window without a year is in the period of the plan, 2012-01-01 to 2012-12-31",
    )
    assert str(found.reasons[0].at) == "/actions/2/timing/items/0"


@pytest.mark.parametrize(
    ("timing", "why"),
    [
        ("by June", ["'by' ends with the last day of the window, 2012-06-30"]),
        ("until June", ["'until' ends with the last day of the window, 2012-06-30"]),
        ("before June", ["'before' ends the day before the window, 2012-05-31"]),
        ("from June", ["'from' lasts to the end of the plan"]),
        ("after June", ["'after' starts the day after the window, 2012-07-01, and lasts to the end of the plan"]),
        ("June", []),
    ],
)
def test_the_last_reason_of_a_date_says_what_its_bound_means(timing: str, why: list[str]) -> None:
    (found,) = schedule(timed(timing))
    _, _, *last = found.explain()
    assert last == why


def test_the_schedule_holds_every_item_that_was_understood(plan: Plan) -> None:
    times = schedule(plan)
    assert len(times) == sum(len(action.timing.understood) for action in plan.actions)
    for look_up in (times.of_action, times.span):
        with pytest.raises(UnknownIdError, match=r"Action '9\.9' does not exist"):
            look_up("9.9")
    assert schedule(attrs.evolve(plan, actions=())).items == ()


def test_an_item__is_that_of_its_plan_and_does_not_carry_the_plan(plan: Plan) -> None:
    of_c, of_x = (schedule(attrs.evolve(plan, id=id)).items[0] for id in ("C-2012", "X-2012"))
    assert of_c != of_x
    assert of_c.explain()[0].startswith("C-2012:1.1 ")
    assert pickle.loads(pickle.dumps(of_c)).explain() == of_c.explain()
    assert len(pickle.dumps(of_c)) < 2000
