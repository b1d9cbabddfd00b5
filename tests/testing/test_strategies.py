"""Strategies of the kit: any class can be drawn, and a linked plan holds together."""

from __future__ import annotations

import contextlib
import datetime as dt
import enum
import warnings
from collections.abc import Callable
from decimal import Decimal
from random import Random
from typing import Any, get_args

import attrs
import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import HypothesisWarning, NoSuchExample

import empact
import empact.model
from empact import Plan, Portfolio, Severity
from empact.model import Cell, Extension, ExtensionField, FrozenMap, Link, Links, Prose, Ref, Source
from empact.serde.cells import NOTATIONS
from empact.testing import linked_plans, of, portfolios
from empact.testing.strategies import item_types

SESSION = empact.Session()
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
QUICK = settings(suppress_health_check=SLOW, max_examples=settings().max_examples // 5, database=None)
CLASSES = [
    cls
    for name in empact.model.__all__
    if isinstance(cls := getattr(empact.model, name), type)
    and cls is not Cell
    and (attrs.has(cls) or issubclass(cls, enum.Enum))
]


def drawn(strategy: st.SearchStrategy[Any], condition: Callable[[Any], bool], *phases: Phase) -> Any:
    """An example in which a condition holds: the first that is drawn, or a small one where a phase shrinks it."""
    wanted = settings(QUICK, max_examples=settings().max_examples * 12, deadline=None, phases=[Phase.generate, *phases])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", HypothesisWarning)  # the repr of a drawn portfolio is long, not printed
        return find(strategy, condition, settings=wanted, random=Random(0))


def inner_links(plan: Plan) -> list[tuple[str | None, Link]]:
    return [(action.goal, link) for action in plan.actions for link in action.links.understood if not link.to.plan]


@pytest.mark.parametrize(
    "cls",
    [cls for cls in CLASSES if not issubclass(cls, (Source, Extension, ExtensionField))],  # no data of a plan
    ids=lambda cls: cls.__name__,
)
def test_every_class_of_the_model_can_be_drawn(cls: type[Any]) -> None:
    @settings(QUICK, max_examples=settings().max_examples // 8)
    @given(of(cls))
    def holds(value: Any) -> None:
        assert isinstance(value, cls)

    holds()


def reachable(cls: type[Any], found: dict[str, type[Any]]) -> dict[str, type[Any]]:
    """Every class of the model that a value of this class can hold."""
    found[cls.__name__] = cls
    attrs.resolve_types(cls)
    types = [field.type for field in attrs.fields(cls) if field.init]
    types += item_types(cls) if issubclass(cls, Cell) else []
    while types:
        one = types.pop()
        types += get_args(one)
        if isinstance(one, type) and attrs.has(one) and one.__name__ not in found:
            reachable(one, found)
    return found


@pytest.mark.parametrize("cls", [cls for cls in reachable(Plan, {}).values() if not issubclass(cls, Cell)])
def test_the_strategies_draw_every_field_of_every_class(cls: type[Any]) -> None:
    unseen = {field.name for field in attrs.fields(cls) if field.init}

    def all_seen(value: Any) -> bool:
        unseen.difference_update([name for name in unseen if getattr(value, name) not in {None, False}])
        return not unseen

    every = settings(QUICK, max_examples=settings().max_examples * 25, phases=[Phase.generate], deadline=None)
    with contextlib.suppress(NoSuchExample):
        find(of(cls), all_seen, settings=every, random=Random(0))
    assert unseen == set()


class Colour(enum.Enum):
    RED = "red"


@attrs.frozen(kw_only=True)
class Inner:
    day: dt.date
    share: float = 0.5


@attrs.frozen(kw_only=True)
class Further:
    """Data of a plugin."""

    amount: Decimal
    colour: Colour | None
    pair: tuple[int, str]
    parts: tuple[Inner, ...]
    words: FrozenMap[str, Prose]
    links: Links
    _hidden: bool


@QUICK
@given(of(Further))
def test_a_class_of_a_plugin_can_be_drawn_by_the_types_of_its_fields(value: Further) -> None:
    assert isinstance(value.amount, Decimal)
    assert value.colour in {None, Colour.RED}
    assert [type(part) for part in value.pair] == [int, str]
    assert {type(part.day) for part in value.parts} <= {dt.date}
    assert all(isinstance(prose, Prose) for prose in value.words.values())
    assert isinstance(value.links, Links)
    assert isinstance(value._hidden, bool)


def test_a_type_that_no_plan_has_is_refused() -> None:
    with pytest.raises(TypeError, match=r"^There is no strategy for <class 'complex'>\.$"):
        of(complex)


@QUICK
@given(st.data())
def test_a_linked_plan_has_as_many_goals_and_actions_as_were_asked_for(data: st.DataObject) -> None:
    goals, actions = data.draw(st.integers(0, 12)), data.draw(st.integers(0, 12))
    plan = data.draw(linked_plans(actions=actions, goals=st.just(goals)))
    assert len(plan.goals) == goals
    assert len(plan.actions) == (actions if goals else 0)


@QUICK
@given(linked_plans(actions=st.integers(0, 30), goals=st.integers(1, 12)))
def test_a_linked_plan_holds_together(plan: Plan) -> None:
    numbers = [action.number for action in plan.actions]
    assert len(set(numbers)) == len(numbers)
    goals = {goal.number for goal in plan.goals}
    assert len(goals) == len(plan.goals)
    phases = {action.number: {phase.number for phase in action.phases} for action in plan.actions}
    for action in plan.actions:
        assert action.goal in goals
        assert {item.phase for item in action.timing if isinstance(item, empact.model.Period)} >= phases[action.number]
        for link in action.links:
            assert isinstance(link, Link)
            assert link.phase is None or link.phase in phases[action.number]
            if link.to.goal is not None:
                assert link.to.goal in goals
            else:
                assert link.to.action != action.number
                assert link.to.phase is None or link.to.phase in phases[str(link.to.action)]
                assert link.to.action in phases


@QUICK
@given(linked_plans())
def test_a_linked_plan_has_no_error_and_is_understood(plan: Plan) -> None:
    told = SESSION.validate(plan)
    assert told.worst is not Severity.ERROR
    assert not {"dangling-link", "duplicate-number", "unknown-party"} & {one.name for one in told}
    cells = [
        getattr(action, name) for action in plan.actions for name in ("leaders", "participants", "links", "timing")
    ]
    assert [cell for cell in cells if cell.unparsed] == []
    assert [
        cell for cell in cells if cell.text is not None and NOTATIONS[type(cell)].cell(cell.text).items != cell.items
    ] == []


def crosses(plan: Plan) -> bool:
    return any(link.to.action and link.to.action.partition(".")[0] != goal for goal, link in inner_links(plan))


def leads_to_phase(plan: Plan) -> bool:
    return any(link.to.phase for _, link in inner_links(plan))


@pytest.mark.parametrize("condition", [crosses, leads_to_phase])
def test_links_cross_from_goal_to_goal_and_lead_to_phases(condition: Callable[[Plan], bool]) -> None:
    assert condition(drawn(linked_plans(), condition))


@pytest.mark.oracle  # to shrink a plan takes as long as to draw a thousand
@pytest.mark.parametrize("condition", [crosses, leads_to_phase])
def test_linked_plans__shrink_to_few_actions(condition: Callable[[Plan], bool]) -> None:
    assert len(drawn(linked_plans(), condition, Phase.shrink).actions) <= 3  # of up to six


@QUICK
@given(portfolios())
def test_the_plans_of_a_portfolio_have_ids_of_their_own_and_their_links_resolve(portfolio: Portfolio) -> None:
    plans = {plan.id: plan for plan in portfolio} | {plan.priority.code: plan for plan in portfolio if plan.priority}
    assert len(plans) == 2 * len(portfolio)
    assert len({plan.cycle for plan in portfolio}) == 1
    for plan in portfolio:
        for link in (link for action in plan.actions for link in action.links.understood if link.to.plan):
            other = plans[str(link.to.plan)]
            assert other is not plan
            assert other.id != plan.id
            assert link.to.goal in {None, "*"} | {goal.number for goal in other.goals}
            assert link.to.action in {None} | {action.number for action in other.actions}


def refers_to_a_plan(portfolio: Portfolio) -> bool:
    ends = [link.to for plan in portfolio for action in plan.actions for link in action.links.understood]
    return Ref(plan="B", goal="*") in ends


def test_plans_of_a_portfolio_link_to_each_other() -> None:
    assert refers_to_a_plan(drawn(portfolios(), refers_to_a_plan))


@pytest.mark.oracle
def test_portfolios__shrink_to_few_plans_and_actions() -> None:
    found = drawn(portfolios(), refers_to_a_plan, Phase.shrink)
    assert len(found) <= 3
    assert sum(len(plan.actions) for plan in found) <= 3


@QUICK
@given(portfolios(plans=3, actions=st.integers(0, 2)))
def test_the_number_of_plans_can_be_asked_for(portfolio: Portfolio) -> None:
    assert [plan.id for plan in portfolio] == ["A-2026", "B-2026", "C-2026"]
