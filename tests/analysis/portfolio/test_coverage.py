"""Coverage: goals with the actions that serve them, and overlaps with other priorities."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.linear import calls
from tests.support.paths import PLAN_FOLDER

import oap_c_2012
from empact import Plan, Portfolio, Session
from empact.analysis import CoveredGoal, DependencyState
from empact.grammar import parse_links
from empact.model import Action, Interdependency, Links, PolicyCycle, Priority, Span, StrategicGoal
from empact.testing.generated import generate

SESSION = Session([oap_c_2012])
NAMES = ("C-2012", "B-2012", "C-2013", "MS-2026")
FOUR = Portfolio(
    (
        SESSION.load("oap-c-2012"),
        *(SESSION.load(PLAN_FOLDER / f"{name.lower().replace('-', '_')}.yaml") for name in NAMES[1:]),
    )
)


def year(number: int, until: int | None = None) -> Span:
    return Span(start=dt.date(number, 1, 1), end=dt.date(until or number, 12, 31))


def under(goal: CoveredGoal) -> dict[str, list[str]]:
    return {one.plan.id: [action.number for action in one.under] for one in goal.services}


def linked(goal: CoveredGoal) -> dict[str, list[str]]:
    return {
        one.plan.id: list(dict.fromkeys(f"{link.plan.id}:{link.action.number}" for link in one.linked))
        for one in goal.services
    }


# The reference plan, read by eye


def test_the_seven_goals_of_the_reference_plan_are_served() -> None:
    alone = Portfolio(FOUR.plans[:1])
    found = alone.coverage(alone.plans[0])
    assert {goal.number: under(goal)["C-2012"] for goal in found.goals} == {
        "1": ["1.1", "1.2", "1.3"],
        "2": ["2.1", "2.2", "2.3"],
        "3": ["3.1"],
        "4": ["4.1", "4.2"],
        "5": ["5.1", "5.2"],
        "6": ["6.1", "6.2", "6.3"],
        "7": ["7.1", "7.2"],
    }
    assert found.unserved == ()


@pytest.mark.parametrize(
    ("links", "unserved"),
    [("CHSG 2", ["2"]), ("CHSG*", ["2", "CHSG2"]), ("SG 2", ["2", "CHSG2"]), ("", ["2", "CHSG2"])],
)
def test_a_common_horizontal_goal_is_served_by_a_link_that_names_it(links: str, unserved: list[str]) -> None:
    plan = Plan(
        id="CA-2022",
        period=year(2022),
        goals=tuple(StrategicGoal(number=number) for number in ("1", "2", "CHSG2")),
        actions=(Action(number="1.1", goal="1", links=parse_links(links)),),
    )
    assert [goal.number for goal in Portfolio((plan,)).coverage(plan).unserved] == unserved


def test_the_links_to_the_goals_of_the_reference_plan() -> None:
    # The column I/D SG: 1.1 "SG 2, SG 4"; 1.2 and 1.3 "SG 4"; 2.1 "SG 1, SG 4"; 2.2 and 2.3 "SG 1"; 5.2 "SG 1, SG 2,
    # SG 4". "SGs in priority B" names none.
    alone = Portfolio(FOUR.plans[:1])
    goals = alone.covered_goals
    found = {goal.number: [one.partition(":")[2] for one in linked(goal)["C-2012"]] for goal in goals}
    assert {number: actions for number, actions in found.items() if actions} == {
        "1": ["2.1", "2.2", "2.3", "5.2"],
        "2": ["1.1", "5.2"],
        "4": ["1.1", "1.2", "1.3", "2.1", "5.2"],
    }


def test_the_goals_hold_for_two_years_of_which_a_plan_covers_one() -> None:
    # "In total, 7 strategic goals to be achieved during the period 2012-2013 [...] This OAP only relates to the first
    # year (2012)" (section 5.1).
    alone = Portfolio(FOUR.plans[:1])
    assert {goal.valid for goal in alone.covered_goals} == {year(2012, 2013)}
    assert {goal.missing for goal in alone.covered_goals} == {(year(2013),)}
    assert {goal.years for goal in alone.covered_goals} == {(2012,)}


def test_the_two_interdependencies_are_used_by_two_actions() -> None:
    found = FOUR.coverage(FOUR.plan("C-2012")).dependencies
    assert [(one.priority, one.state, [link.action.number for link in one.links]) for one in found] == [
        ("B", DependencyState.USED, ["2.2", "4.1"]),
        ("F", DependencyState.USED, ["4.1"]),
    ]
    assert [one.declared for one in found] == ["/interdependencies/0", "/interdependencies/1"]


# The four plans


def test_a_goal_of_two_years_is_one_across_the_plans_of_both() -> None:
    goals = FOUR.covered_goals
    assert [(goal.priority, goal.number) for goal in goals] == [
        *(("C", number) for number in "1234567"),
        *(("B", number) for number in "12345"),
        *(("MST", f"H{number}") for number in "1234"),
    ]
    first = goals[0]
    assert [plan.id for plan in first.plans] == ["C-2012", "C-2013"]
    assert first.years == (2012, 2013)
    assert [one.plan.id for one in first.year(2013)] == ["C-2013"]
    assert (first.complete, goals[7].complete) == (True, False)
    assert first is FOUR.coverage(FOUR.plan("C-2013")).goals[0]


def test_only_the_fifth_goal_of_b_has_no_action() -> None:
    unserved = [goal for goal in FOUR.covered_goals if not goal.served]
    assert [(goal.priority, goal.number) for goal in unserved] == [("B", "5")]
    assert FOUR.coverage(FOUR.plan("B-2012")).unserved == tuple(unserved)
    assert unserved[0].missing == (year(2013),)


def test_links_of_other_plans_to_a_goal_count_and_those_to_all_goals_do_not() -> None:
    b = {goal.number: linked(goal)["B-2012"] for goal in FOUR.coverage(FOUR.plan("B-2012")).goals}
    # C-2013:2.1 links to B:SG 2, but by a letter that means the plans of 2013; C-2012:2.2 to all goals of B.
    assert b["2"] == ["B-2012:1.1", "B-2012:1.2", "B-2012:4.2"]
    assert b["5"] == []


def test_the_overlaps_of_the_four_plans() -> None:
    found = {
        plan.id: [(one.priority, one.state.value, [other.id for other in one.named_by]) for one in overlaps]
        for plan in FOUR
        for overlaps in [FOUR.coverage(plan).dependencies]
    }
    assert found == {
        "C-2012": [("B", "used", ["B-2012"]), ("F", "used", [])],
        "B-2012": [("C", "used", ["C-2012"]), ("F", "used", []), ("G", "undeclared", [])],
        "C-2013": [("B", "used", []), ("F", "used", []), ("E", "undeclared", [])],
        "MS-2026": [("EFC", "used", []), ("ONL", "used", [])],  # C-2013, to which it links, was over
    }


# Small plans, invented


def plan(id: str, *actions: tuple[str, str], goals: str = "1 2", named: str = "", valid: Span | None = None) -> Plan:
    """A plan of the priority and the year of its id; an action is its number and its links."""
    letter, _, when = id.partition("-")
    return Plan(
        id=id,
        cycle=PolicyCycle(id="2011-2013"),
        priority=Priority(code=letter),
        period=year(int(when)),
        interdependencies=tuple(Interdependency(priority=one) for one in named.split()),
        goals=tuple(StrategicGoal(number=number, valid=valid) for number in goals.split()),
        actions=tuple(Action(number=number, links=Links(items=parse_links(links).items)) for number, links in actions),
    )


def states(home: Plan, *others: Plan) -> list[tuple[str, str]]:
    return [(one.priority, one.state.value) for one in Portfolio((home, *others)).coverage(home).dependencies]


def test_an_action_without_a_goal_serves_the_one_of_its_number() -> None:
    home = plan("C-2012", ("1.1", "SG 1, SG 2"), ("A", "SG 1"))
    first, second = Portfolio((home,)).covered_goals
    assert (under(first), linked(first)) == ({"C-2012": ["1.1"]}, {"C-2012": ["C-2012:A"]})  # not by its own action
    assert (second.served, linked(second)) == (False, {"C-2012": ["C-2012:1.1"]})


def test_goals_of_one_number_that_hold_in_different_years_are_two() -> None:
    first, second = plan("C-2011", valid=year(2011)), plan("C-2012", valid=year(2012))
    assert [[one.id for one in goal.plans] for goal in Portfolio((second, first)).covered_goals] == [
        ["C-2011"],
        ["C-2012"],
        ["C-2011"],
        ["C-2012"],
    ]
    third = plan("C-2013")  # of one without dates nobody can say no
    assert [len(goal.plans) for goal in Portfolio((third, second, first)).covered_goals] == [3, 3]


def test_a_goal_says_in_which_years_no_plan_is_at_hand() -> None:
    def missing(*plans: Plan) -> list[str]:
        return [str(span) for span in Portfolio(plans).covered_goals[0].missing]

    long = year(2011, 2014)
    assert missing(plan("C-2012", valid=long)) == ["2011-01-01 to 2011-12-31", "2013-01-01 to 2014-12-31"]
    assert missing(plan("C-2011", valid=long), plan("C-2013", valid=long)) == [
        "2012-01-01 to 2012-12-31",
        "2014-01-01 to 2014-12-31",
    ]
    assert missing(attrs.evolve(plan("C-2011", valid=long), period=year(2010, 2015))) == []
    assert missing(attrs.evolve(plan("C-2011", valid=long), period=None)) == ["2011-01-01 to 2014-12-31"]
    assert missing(plan("C-2012")) == []


def test_plans_without_a_priority_share_no_goals() -> None:
    one, other = (attrs.evolve(plan(id), priority=None) for id in ("C-2011", "C-2012"))
    assert [len(goal.plans) for goal in Portfolio((one, other)).covered_goals] == [1, 1, 1, 1]


@pytest.mark.parametrize(
    ("named", "links", "expected"),
    [
        ("B", "B:SG 1", [("B", "used")]),
        ("B", "B-2012:1.1", [("B", "used")]),
        ("western-balkans", "B:1.1", [("western-balkans", "used")]),
        ("B", "F:SG*", [("B", "unused"), ("F", "undeclared")]),
        ("B", "F-2012:1.1", [("B", "unused")]),  # of a plan that is not here nobody knows the priority for sure
        ("", "C:1.1, C-2012:1.1, 1.1", []),
        ("", "Z:1.1", []),  # the cycle has no such priority: the link leads nowhere
    ],
)
def test_an_overlap_is_used_by_any_link_to_the_priority(
    named: str, links: str, expected: list[tuple[str, str]]
) -> None:
    home = plan("C-2012", ("1.1", links), named=named)
    assert states(home, plan("B-2012", ("1.1", ""))) == expected


def test_an_overlap_that_only_the_other_plan_declares_is_told() -> None:
    other = plan("B-2012", named="C")
    assert states(plan("C-2012"), other) == [("B", "only-there")]
    assert states(plan("C-2012", ("1.1", "B:SG*")), other) == [("B", "undeclared")]
    assert states(plan("C-2012", named="B"), other) == [("B", "unused")]
    assert states(plan("C-2013"), other) == []


# Laws

PLANS = tuple(generate(18, 6, 5))


def summary(portfolio: Portfolio) -> object:
    goals = {
        (goal.cycle, goal.priority, goal.number): (
            under(goal),
            {name: sorted(actions) for name, actions in linked(goal).items()},
            goal.missing,
        )
        for goal in portfolio.covered_goals
    }
    overlaps = {
        plan.id: sorted(
            (one.priority, one.state.value, len(one.links), sorted(other.id for other in one.named_by))
            for one in portfolio.coverage(plan).dependencies
        )
        for plan in portfolio
    }
    return goals, overlaps


@settings(max_examples=settings().max_examples // 10)
@given(st.permutations(PLANS))
def test_the_order_of_the_plans_does_not_matter(order: list[Plan]) -> None:
    assert summary(Portfolio(tuple(order))) == summary(Portfolio(PLANS))


@pytest.mark.parametrize("portfolio", [FOUR, Portfolio(PLANS)], ids=["four", "generated"])
def test_every_goal_of_every_plan_is_covered_once_and_every_action_serves_one(portfolio: Portfolio) -> None:
    served = [
        (one.plan.id, action.number)
        for goal in portfolio.covered_goals
        for one in goal.services
        for action in one.under
    ]
    assert len(served) == len(set(served)) == sum(len(plan.actions) for plan in portfolio)
    told = [one.at for goal in portfolio.covered_goals for one in goal.services]
    assert len(told) == sum(len(plan.goals) for plan in portfolio)


def test_twice_the_plans_take_twice_the_work() -> None:
    plans = list(generate(64, 10, 1))

    def work(some: list[Plan]) -> Callable[[], object]:
        return lambda: Portfolio(tuple(some)).covered_goals

    work(plans)()  # what is made once: the policy cycles
    assert calls(work(plans)) / calls(work(plans[:32])) == pytest.approx(2, abs=0.2)
