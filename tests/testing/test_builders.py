"""Builders of the kit: valid without a word, and what a test names is read as a file would have it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings

import empact
from empact.model import (
    Action,
    Choice,
    FrozenMap,
    Parties,
    PartyItem,
    Period,
    Phase,
    Plan,
    Prose,
    Reservation,
    ReservationKind,
    Span,
    StrategicGoal,
    Target,
    Targets,
    Timing,
    Unparsed,
    Window,
)
from empact.testing import make_action, make_goal, make_plan, make_portfolio, strategies

SESSION = empact.Session()
MANY = settings(
    max_examples=settings().max_examples // 5,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)


def found(plan: Plan) -> list[str]:
    return [one.name for one in SESSION.validate(plan)]


def goals(plan: Plan) -> list[str]:
    return [goal.number for goal in plan.goals]


def test_rules_find_nothing_in_a_plan_of_which_nothing_is_told() -> None:
    assert found(make_plan()) == []


def test_a_plan_without_further_words_has_one_goal_and_one_action() -> None:
    plan = make_plan()
    assert (plan.id, goals(plan)) == ("X-2026", ["1"])
    assert [(action.number, action.goal) for action in plan.actions] == [("1.1", "1")]


def test_a_plan_of_several_actions_has_a_goal_for_each_and_nothing_above_info() -> None:
    plan = make_plan(actions=[make_action("1.1"), make_action("2.1"), {"number": "2.2", "leaders": "EL"}])
    assert goals(plan) == ["1", "2"]
    assert [action.goal for action in plan.actions] == ["1", "2", "2"]
    assert SESSION.validate(plan).worst in {None, empact.Severity.INFO}


def test_a_goal_that_an_action_names_is_made() -> None:
    plan = make_plan(actions=[make_action("A", goal="7"), make_action("B")])
    assert goals(plan) == ["7"]
    assert [action.goal for action in plan.actions] == ["7", None]


def test_goals_that_are_given_stay_as_they_are() -> None:
    plan = make_plan(goals=[make_goal("2"), {"number": "3", "body": "To act."}], actions=[make_action("1.1")])
    assert goals(plan) == ["2", "3"]
    assert plan.goals[1].body == Prose(text="To act.")
    assert plan.actions[0].goal is None
    assert make_plan(goals=[]).goals == ()
    assert make_plan(actions=[]) == attrs.evolve(make_plan(), goals=(), actions=())


def test_a_cell_is_written_in_the_notation() -> None:
    action = make_action(leaders="HU, AT", timing="April/May/June", links="SG 1; 2.1", activity="Search lorries.")
    assert action.leaders == Parties(text="HU, AT", items=(PartyItem(party="HU"), PartyItem(party="AT")))
    months = tuple(Window(first=month) for month in (4, 5, 6))
    assert action.timing == Timing(text="April/May/June", items=(Period(windows=months, choice=Choice.ANY),))
    assert [str(link) for link in action.links] == ["SG 1", "2.1"]
    assert action.activity == Prose(text="Search lorries.")


def test_a_field_may_be_a_value_of_the_model() -> None:
    leaders = Parties(text="HU?", items=(Unparsed(text="HU?"),))
    assert make_action(leaders=leaders).leaders is leaders
    assert make_plan(period=Span(start=dt.date(2019, 1, 1), end=dt.date(2019, 6, 30))).period == Span(
        start=dt.date(2019, 1, 1), end=dt.date(2019, 6, 30)
    )


def test_lists_and_mappings_may_hold_values_of_the_model() -> None:
    action = make_action(
        leaders=["HU", PartyItem(party="Frontex"), Unparsed(text="?")],
        target=[Target(text="Seize 5", value=Decimal("5.0"))],
        phases=[Phase(number="1"), {"number": "2"}],
        reservations=({"kind": ReservationKind.SUSPENDED},),
        results={"June": Prose(withheld=True), "December": "Done."},
    )
    assert action.leaders.items == (PartyItem(party="HU"), PartyItem(party="Frontex"), Unparsed(text="?"))
    assert action.target == Targets(items=(Target(text="Seize 5", value=Decimal("5.0")),))
    assert action.phases == (Phase(number="1"), Phase(number="2"))
    assert action.reservations == (Reservation(kind=ReservationKind.SUSPENDED),)
    assert action.results == FrozenMap({"June": Prose(withheld=True), "December": Prose(text="Done.")})
    assert make_plan(period={"start": dt.date(2026, 1, 1), "end": "2026-12-31"}) == make_plan()


def test_a_tuple_of_items_is_a_cell_and_not_a_tuple() -> None:
    assert make_action(leaders=(PartyItem(party="HU"),)).leaders == Parties(items=(PartyItem(party="HU"),))


@attrs.frozen(kw_only=True)
class Budget:
    euros: int


def test_extensions_may_hold_data_of_any_kind() -> None:
    action = make_action(extensions={"budget": Budget(euros=5), "colour": ["red", {"shade": 3}]})
    assert action.extensions == FrozenMap({"budget": Budget(euros=5), "colour": ("red", FrozenMap({"shade": 3}))})
    assert make_goal(extensions=FrozenMap({"x": 1})).extensions == FrozenMap({"x": 1})


@pytest.mark.hypothesis
def test_what_a_plan_is_made_of_is_not_lost() -> None:
    @MANY
    @given(strategies.plans())
    def holds(plan: Plan) -> None:
        fields = {field.name: getattr(plan, field.name) for field in attrs.fields(Plan) if field.init}
        fields["goals"] = [_fields(goal) for goal in plan.goals]
        fields["actions"] = [_fields(action) for action in plan.actions]
        made = make_plan(**fields)
        assert made.goals == plan.goals
        assert made == attrs.evolve(plan, actions=made.actions)
        goals = [attrs.evolve(action, goal=None) for action in made.actions]
        assert goals == [attrs.evolve(action, goal=None) for action in plan.actions]

    def _fields(part: StrategicGoal | Action) -> dict[str, Any]:
        return {field.name: getattr(part, field.name) for field in attrs.fields(type(part))}

    holds()


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: make_action(leader="HU"), "Action has no field 'leader' (did you mean 'leaders'?)."),
        (lambda: make_goal(zzz=1), "StrategicGoal has no field 'zzz'."),
        (lambda: make_plan(titel="x", q=1), "Plan has no fields 'titel' (did you mean 'title'?), 'q'."),
        (lambda: make_plan(actions=[{"timming": "May"}]), "Action has no field 'timming' (did you mean 'timing'?)."),
    ],
)
def test_a_wrong_name_is_told_with_the_one_that_was_meant(make: Any, message: str) -> None:
    with pytest.raises(TypeError) as caught:
        make()
    assert str(caught.value) == message


def test_every_wrong_value_is_told_at_once() -> None:
    with pytest.raises(ValueError, match="Expected") as caught:
        make_action(number="1 1", timing=7)
    assert str(caught.value).splitlines() == [
        "/number: The text '1 1' is not a number or id: one word without space, comma, colon, semicolon or slash.",
        "/timing: Expected a text, a list or a mapping, not the number 7.",
    ]


def test_a_portfolio_is_made_of_plans_or_of_one_that_is_valid() -> None:
    one, other = make_plan(), make_plan(id="Y-2026")
    assert list(make_portfolio(one, other)) == [one, other]
    assert list(make_portfolio()) == [make_plan()]
