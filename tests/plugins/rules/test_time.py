"""The rules about time and flows at their edges: what they must not take for a finding, and must."""

from __future__ import annotations

import re

import pytest
from tests.support.findings import HALF_YEAR, PERIOD, SESSION, TWO_YEARS, messages_in, numbered, told_in

from empact import Plan
from empact.model import Action, FlowDirection, Link, Links, Ref


@pytest.mark.parametrize(
    ("timing", "head"),
    [
        ("Dec 2011", PERIOD),
        ("December 2011/January 2012", PERIOD),
        ("Workshop in December 2011/January 2012", PERIOD),
        ("29 December 2011 to 5 January 2012", PERIOD),
        ("October 2012 to March 2013", PERIOD),
        ("Meeting by January 2013", PERIOD),
        ("Meeting before January", PERIOD),
        ("after December 2012", PERIOD),
        ("from January 2013", PERIOD),
        ("January", HALF_YEAR),
    ],
)
def test_a_time_that_leads_out_of_the_period_is_told(timing: str, head: str) -> None:
    assert len(told_in("OAP302", numbered(f"timing: {timing!r}"), head)) == 1


@pytest.mark.parametrize(
    ("timing", "head"),
    [
        ("Whole year", PERIOD),
        ("week 1 2012", PERIOD),
        ("December 2012/week 1 2013", PERIOD),
        ("Meeting before January 2013", PERIOD),
        ("Meeting by the end of 2012", PERIOD),
        ("from November 2011", PERIOD),  # what started earlier and goes on
        ("after November 2011", PERIOD),
        ("after 15 December 2011", PERIOD),
        ("Whole year", HALF_YEAR),
        ("January", TWO_YEARS),
        ("Dec 2011", "title: A plan without a period"),
    ],
)
def test_a_time_within_the_period_is_not_told(timing: str, head: str) -> None:
    assert messages_in("OAP302", numbered(f"timing: {timing!r}"), head) == []


@pytest.mark.parametrize(
    ("timing", "when"),
    [
        ("January/March", "takes place in 'January/March'"),
        ("May 2012 to July 2012", "takes place from 1 May to 31 July 2012"),
        ("Workshop in May 2012", "plans 'Workshop' from 1 May to 31 May 2012"),
        ("Workshop by May 2012", "plans 'Workshop' by 31 May 2012"),
        ("Workshop before May 2012", "plans 'Workshop' by 30 April 2012"),
        ("Workshop by May", "plans 'Workshop' in 'May'"),
    ],
)
def test_when_an_item_lies_outside_is_told_in_days_or_in_its_words(timing: str, when: str) -> None:
    assert messages_in("OAP302", numbered(f"timing: {timing!r}"), HALF_YEAR) == [
        f"Action 1 {when}, outside the plan's period from 1 July to 31 December 2012."
    ]


CORRECT = "Correct the year, or move it to the plan of that year."
PREPARES = (
    "If it prepares the action, waive this finding; otherwise correct the year, or move it to the plan of that year."
)


@pytest.mark.parametrize(
    ("timing", "hint"),
    [
        ("Operational meeting in December 2011", PREPARES),
        ("Timeframes will be redefined by June 2012", PREPARES),
        ("Meeting in June 2012 to July 2012", CORRECT),  # it goes on in the period
        ("Meeting in January 2013", CORRECT),
        ("Meeting by May", CORRECT),  # no such month in the period
        ("December 2011", CORRECT),  # the time of the action itself
    ],
)
def test_timing_outside_period__a_hint_about_a_preparation_is_only_for_what_is_over_before(
    timing: str, hint: str
) -> None:
    (told,) = told_in("OAP302", numbered(f"timing: {timing!r}"), HALF_YEAR)
    assert told.hint == hint


@pytest.mark.parametrize("timing", ["week 26 2012", "week 1 2013", "July 2012", "December 2012", "Workshop"])
def test_a_week_over_the_turn_and_a_month_at_the_edge_lie_within(timing: str) -> None:
    assert messages_in("OAP302", numbered(f"timing: {timing!r}"), HALF_YEAR) == []


@pytest.mark.parametrize("timing", ["week 25 2012", "week 2 2013", "June 2012", "January 2013"])
def test_the_week_or_month_before_and_after_lies_outside(timing: str) -> None:
    assert len(told_in("OAP302", numbered(f"timing: {timing!r}"), HALF_YEAR)) == 1


@pytest.mark.parametrize(("timing", "year"), [("week 52 2017", 2018), ("week 1 2018", 2017)])
def test_timing_outside_period__of_a_year_from_monday_or_to_sunday_is_the_week_beside_it(
    timing: str, year: int
) -> None:
    head = f"period: {{start: {year}-01-01, end: {year}-12-31}}"
    assert len(told_in("OAP302", numbered(f"timing: {timing!r}"), head)) == 1


def test_nothing_lies_outside_a_period_that_is_reversed_and_a_day_is_a_period() -> None:
    assert messages_in("OAP302", numbered("timing: May 2013"), "period: {start: 2012-12-31, end: 2012-01-01}") == []
    assert messages_in("OAP305", "", "period: {start: 2012-05-05, end: 2012-05-05}") == []
    assert len(told_in("OAP302", numbered("timing: May 2012"), "period: {start: 2012-05-05, end: 2012-05-05}")) == 1


@pytest.mark.parametrize(
    ("giver", "user"),
    [
        ("March/April", "April/May"),
        ("April", "April"),
        ("May or September", "June"),
        ("3rd quarter", "2nd quarter"),
        ("October", "January to August"),
        ("May", "May"),  # 31 days are no longer than a month
        ("[March/September, June]", "July"),  # the earlier period gives, perhaps in September
    ],
)
def test_an_input_that_may_come_too_late_is_told(giver: str, user: str) -> None:
    assert len(told_in("OAP303", numbered(f"timing: {giver}, links: [feeds 2]", f"timing: {user}"))) == 1


@pytest.mark.parametrize(
    ("giver", "user"),
    [
        ("September", "October"),
        ("Whole year", "September"),
        ("Whole year", "Whole year"),
        ("April", "Whole year"),
        ("June to October", "July"),
        ("2nd quarter", "May"),
        ("May and September", "June"),
        ("June", "March and September"),
        ("August", "January to August"),
        ("31 August", "January to August"),
        ("10 June to 11 July 2012", "20 June to 10 July 2012"),  # 32 days are longer than a month
        ("Workshop in May", "April"),
        ("[June, March]", "April"),  # the earliest period gives
        ("June", "[March, September]"),  # the last period uses
        ("April", "to be determined"),
        ("to be determined", "April"),
    ],
)
def test_an_input_that_comes_in_time_or_all_along_is_not_told(giver: str, user: str) -> None:
    assert messages_in("OAP303", numbered(f"timing: {giver}, links: [feeds 2]", f"timing: {user}")) == []


def test_a_link_without_a_known_way_says_nothing_about_time() -> None:
    assert messages_in("OAP303", numbered("timing: June, links: ['2']", "timing: April")) == []


def test_a_flow_that_both_actions_tell_is_one_finding() -> None:
    (told,) = told_in("OAP303", numbered("timing: June, links: [feeds 2]", "timing: April, links: [uses 1]"))
    assert told.place.pointer == "/actions/0/links/items/0"
    assert [(also.place.pointer, also.reason) for also in told.related] == [
        ("/actions/1/links/items/0", "a link that says the same: 1 feeds 2")
    ]


def test_the_phases_that_give_and_use_are_named() -> None:
    timings = "timing: ['phase 1: January', 'phase 2: June']", "timing: ['phase 1: March', 'phase 2: April']"
    (message,) = messages_in("OAP303", numbered(f"{timings[0]}, links: [phase 2 feeds 2/1]", timings[1]))
    assert message == (
        "Phase 1 of action 2 may start (1 March 2012) before phase 2 of action 1, which it needs, is finished "
        "(30 June 2012)."
    )
    assert messages_in("OAP303", numbered(f"{timings[0]}, links: [phase 1 feeds 2/1]", timings[1])) == []


def test_of_several_phases_the_first_one_uses() -> None:
    phases = "timing: ['phase 1: March', 'phase 2: September', October]"
    assert messages_in("OAP303", numbered("timing: June, links: [feeds 2]", phases)) == [
        "Action 2 may start (1 March 2012) before 1, which it needs, is finished (30 June 2012)."
    ]


def test_after_an_action_without_a_time_the_others_are_compared_too() -> None:
    flows = numbered("timing: June, links: [feeds 9, feeds B:2, feeds 2, feeds 3]", "links: [none]", "timing: April")
    assert [one.place.pointer for one in told_in("OAP303", flows)] == ["/actions/0/links/items/3"]


def test_the_action_of_another_plan_is_another_action() -> None:
    plan = numbered("timing: June, links: [feeds B:2, feeds B:1]", "timing: April")
    assert messages_in("OAP303", plan) == messages_in("OAP304", plan) == []


def test_a_month_has_no_dates_where_the_plan_has_no_period() -> None:
    plan = numbered("timing: June, links: [feeds 2]", "timing: April")
    assert messages_in("OAP303", plan, "title: A plan without a period") == []


@pytest.mark.parametrize(
    ("giver", "user", "days"),
    [
        ("April", "June", None),
        ("June", "April", ("1 April 2024", "30 June 2024")),
        ("June 2025", "April", ("1 April 2025", "30 June 2025")),
        ("April", "June 2024", None),
        ("March", "June 2025", None),
        ("March 2025", "June 2024", ("1 June 2024", "31 March 2025")),
    ],
)
def test_in_a_plan_of_two_years_a_month_is_compared_within_its_year(
    giver: str, user: str, days: tuple[str, str] | None
) -> None:
    says = "Action 2 may start ({}) before 1, which it needs, is finished ({})."
    assert messages_in("OAP303", numbered(f"timing: {giver}, links: [feeds 2]", f"timing: {user}"), TWO_YEARS) == (
        [] if days is None else [says.format(*days)]
    )


@pytest.mark.parametrize(
    ("links", "says"),
    [
        (("feeds 2", "feeds 3", "feeds 1"), "3 actions wait for each other: 1 feeds 2, 2 feeds 3, 3 feeds 1."),
        (("feeds 2, uses 2", ""), "2 actions wait for each other: 1 feeds 2, 2 feeds 1."),
        (("feeds 2", "phase 1 feeds 1"), "2 actions wait for each other: 1 feeds 2, 2/1 feeds 1."),
        (("feeds 2/1", "feeds 1"), "2 actions wait for each other: 1 feeds 2/1, 2 feeds 1."),
        (("feeds 9, feeds 2", "feeds 1"), "2 actions wait for each other: 1 feeds 2, 2 feeds 1."),
        (
            ("feeds 2", "feeds 5, feeds 3", "feeds 4", "feeds 1", "feeds 1"),
            "3 actions wait for each other: 1 feeds 2, 2 feeds 5, 5 feeds 1.",
        ),
        (
            ("feeds 2", "feeds 3", "feeds 2, feeds 4", "feeds 5", "feeds 1"),
            "5 actions wait for each other: 1 feeds 2, 2 feeds 3, 3 feeds 4, 4 feeds 5, 5 feeds 1.",
        ),
        (("uses 1",), "Action 1 waits for itself: 1 feeds 1."),
        (("phase 1 uses 1/2, phase 2 uses 1/1",), "Action 1 waits for itself: 1/2 feeds 1/1, 1/1 feeds 1/2."),
        (("feeds 2, feeds 3", "feeds 1", "feeds 1"), "2 actions wait for each other: 1 feeds 2, 2 feeds 1."),
    ],
)
def test_a_circle_is_told_once_with_its_path(links: tuple[str, ...], says: str) -> None:
    assert messages_in("OAP304", numbered(*(f"links: [{each}]" for each in links))) == [says]


@pytest.mark.parametrize(
    "links",
    [
        ("feeds 2/2", "phase 1 feeds 1"),  # as 1.1 and 2.1 of the reference plan
        ("phase 2 uses 1/1",),
        ("'2'", "'1'"),
        ("feeds 9, uses 9",),
        ("feeds SG 1, uses SG 1",),
        ("feeds 2, feeds 3", "feeds 3", ""),
    ],
)
def test_what_comes_to_an_end_is_no_circle(links: tuple[str, ...]) -> None:
    assert messages_in("OAP304", numbered(*(f"links: [{each}]" for each in links))) == []


def circle(size: int) -> Plan:
    """A plan in which each action feeds the next, and the last one the first."""
    targets = (Ref(action=str((number + 1) % size)) for number in range(size))
    links = (Links(items=(Link(to=to, flow=FlowDirection.FEEDS),)) for to in targets)
    return Plan(id="X", actions=tuple(Action(number=str(number), links=each) for number, each in enumerate(links)))


def test_ten_steps_of_a_circle_are_told_and_of_more_the_first_eight_and_the_last() -> None:
    steps = [f"{number} feeds {number + 1}" for number in range(9)]
    (ten,) = SESSION.validate(circle(10), select=["OAP304"])
    assert ten.message == f"10 actions wait for each other: {', '.join([*steps, '9 feeds 0'])}."
    (eleven,) = SESSION.validate(circle(11), select=["OAP304"])
    assert eleven.message == f"11 actions wait for each other: {', '.join([*steps[:8], '2 more', '10 feeds 0'])}."


def test_a_long_circle_is_found_without_recursion_and_told_in_short() -> None:
    (told,) = SESSION.validate(circle(5_000), select=["OAP304"])
    assert told.message.startswith("5000 actions wait for each other: 0 feeds 1, 1 feeds 2, ")
    assert told.message.endswith(", 4991 more, 4999 feeds 0.")


@pytest.mark.parametrize(
    ("milestone", "reported"),
    [
        ("Report by July", False),
        ("Evaluation report on the routes in September", False),
        ("Evaluation by the end of the year", False),
        ("Interim reports by MS in July", False),
        ("Report in April", True),  # before the action
        ("Report before May", True),
        ("Workshop on the report in July", True),
        ("Report workshop in July", True),
        ("Report and workshop in July", True),
        ("Workshop in July", True),
    ],
)
def test_milestone_outside_time__of_a_report_after_the_action__is_not_reported(milestone: str, reported: bool) -> None:  # noqa: FBT001 - a parameter of the test
    found = told_in("OAP307", numbered(f"timing: [May, {milestone}]"))
    assert [str(one.place.pointer) for one in found] == ["/actions/0/timing/items/1"] * reported


@pytest.mark.parametrize(
    ("timing", "hint"),
    [
        (
            "Dec-Feb",
            (
                "Write 'December' or 'January to February', whichever is in the period, or "
                "'January to February, December' for both."
            ),
        ),
        (
            "Q4 to Q1",
            "Write '4th quarter' or '1st quarter', whichever is in the period, or '1st quarter, 4th quarter' for both.",
        ),
        ("20 December to 10 January", "Write the days that are in the period."),
    ],
)
def test_a_time_over_new_year__says_what_to_write_in_a_plan_of_one_year(timing: str, hint: str) -> None:
    (found,) = told_in("OAP302", numbered(f"timing: {timing!r}"), PERIOD)
    assert found.hint == f"It continues into the next year, which the plan does not cover. {hint}"
    for written in re.findall(r"'([^']+)'", hint):
        assert messages_in("OAP302", numbered(f"timing: {written!r}"), PERIOD) == []
