"""Builds plans, goals, actions and portfolios with valid defaults: a test names only the values that it is about."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeVar, cast, get_args, get_origin

import attrs

from empact.analysis import Portfolio
from empact.diagnostics import did_you_mean
from empact.model import Action, FrozenMap, Plan, StrategicGoal, Unparsed
from empact.serde import FORMAT, RawDocument, structure_plan
from empact.serde.converter import unstructurer

M = TypeVar("M", bound=Plan | StrategicGoal | Action)

ID = "X-2026"

_GOAL: Mapping[str, Any] = {"body": "To know the routes."}
_ACTION: Mapping[str, Any] = {
    "activity": "Exchange information on new routes.",
    "participants": "AT, SK",
    "description": "Each participant reports the routes that it has seen.",
    "target": "A map of 10 routes.",
    "kpis": "KPI: 10 routes described",
    "documentation": ["Project sheet (invented)"],
}
_LEADERS = [
    "HU",
    "PL",
    "FR",
    "DE",
    "ES",
    "NL",
    "BE",
    "CZ",
    "DK",
    "EE",
    "FI",
    "HR",
    "IE",
    "LT",
    "LU",
    "LV",
    "PT",
    "RO",
    "SE",
]
_TIMES = (
    *("April to June", "May", "June", "July", "August", "September"),
    *("October", "November", "December", "January", "February", "March"),
)
_MAX_DIGITS = 6
_FIRST = 11
"""The digits of the number 1.1, which gets the first leader and the first timing."""
_PLAN: Mapping[str, Any] = {
    "id": ID,
    "title": "Operational action plan 2026, priority X (invented)",
    "priority": {"code": "X"},
    "period": {"start": "2026-01-01", "end": "2026-12-31"},
    "driver": "HU",
}


def make_goal(number: str = "1", **fields: Any) -> StrategicGoal:
    """Build a strategic goal with a text; see :func:`make_plan` for the values of fields."""
    return _made(StrategicGoal, _GOAL, {"number": number, **fields})


def make_action(number: str = "1.1", **fields: Any) -> Action:
    """Build an action with a value in every column except the links; see :func:`make_plan` for the values of fields.

    The action has no goal by default: :func:`make_plan` sets it. The default leader and timing depend on the number, so
    that two actions of a plan are not possible overlaps.

    >>> from empact.testing import make_action
    >>> str(make_action("2.1", timing="May").timing)
    'May'
    """
    digits = int("".join(filter(str.isdecimal, number))[:_MAX_DIGITS] or _FIRST) - _FIRST
    own = {"leaders": _LEADERS[digits % len(_LEADERS)], "timing": _TIMES[digits % len(_TIMES)]}
    return _made(Action, {**_ACTION, **own}, {"number": number, **fields})


def make_plan(**fields: Any) -> Plan:
    """Build a plan in which rules report nothing: with one goal, one action, a period and a driver.

    A field can be a value of the model, or a value as in a plan file: the text of a cell (``driver="HU"``), a list of
    items, or a mapping of fields. Goals and actions can also be mappings.

    Data of a plugin is a value of the plugin's class (``extensions={"grant": Grant(euros=1)}``). A mapping is not
    converted, as if the plugin were missing.

    Without ``goals``, the plan gets a goal for each action: the goal that the action names, or the goal in its number
    (``1`` for ``1.1``). An action without a goal gets the goal in its number, if the plan has it.

    >>> from empact.testing import make_action, make_plan
    >>> plan = make_plan(driver="HU", actions=[make_action("1.1", leaders="HU, AT")])
    >>> [str(leader) for leader in plan.action("1.1").leaders]
    ['HU', 'AT']

    Raises:
        TypeError: An unknown field; the message suggests a name.
        ValueError: A value is not valid for its field; the message lists all such values.
    """
    given = dict(fields)
    actions = [_action(action) for action in given.pop("actions", ({"links": "SG 1"},))]
    goals = [_goal(goal) for goal in given.pop("goals", map(make_goal, _goals_of(actions)))]
    numbers = {goal.number for goal in goals}
    plan = _made(Plan, _PLAN, given)
    return attrs.evolve(plan, goals=tuple(goals), actions=tuple(_placed(action, numbers) for action in actions))


def make_portfolio(*plans: Plan) -> Portfolio:
    """Build a portfolio of these plans; without arguments, of one plan from :func:`make_plan`."""
    return Portfolio(plans or (make_plan(),))


def _action(given: Action | Mapping[str, Any]) -> Action:
    return given if isinstance(given, Action) else make_action(**given)


def _goal(given: StrategicGoal | Mapping[str, Any]) -> StrategicGoal:
    return given if isinstance(given, StrategicGoal) else make_goal(**given)


def _by_number(action: Action) -> str | None:
    """Return the goal in the number of an action, or None."""
    goal, dot, _ = action.number.partition(".")
    return goal if dot and goal else None


def _goals_of(actions: Sequence[Action]) -> list[str]:
    return list(dict.fromkeys(goal for action in actions if (goal := action.goal or _by_number(action)) is not None))


def _placed(action: Action, goals: set[str]) -> Action:
    goal = _by_number(action)
    return attrs.evolve(action, goal=goal) if action.goal is None and goal in goals else action


def _made(cls: type[M], defaults: Mapping[str, Any], given: Mapping[str, Any]) -> M:
    """Build a value of the model: values of the model are used unchanged, other values are parsed as in a file."""
    attrs.resolve_types(cls)
    types = {field.name: field.type for field in attrs.fields(cls) if field.init}
    _refuse_unknown(cls, given, list(types))
    ready = {name: value for name, value in given.items() if _is_value(value, types[name])}
    raw = {name: value for name, value in {**defaults, **given}.items() if name not in ready}
    extensions = {name: value for name, value in raw.get("extensions", {}).items() if _is_attrs(value)}
    if extensions:  # values of a plugin's class: a file cannot contain them without the plugin
        raw["extensions"] = {name: value for name, value in raw["extensions"].items() if name not in extensions}
    made = _read(cls, raw)
    if extensions:
        ready["extensions"] = FrozenMap({**made.extensions, **extensions})
    return attrs.evolve(made, **ready)  # a copy, which has no source file


def _refuse_unknown(cls: type[Any], given: Iterable[str], known: Sequence[str]) -> None:
    unknown = [name for name in given if name not in known]
    if not unknown:
        return
    close = {name: did_you_mean(name, known) for name in unknown}
    names = ", ".join(f"{name!r}" + (f" (did you mean {word!r}?)" if word else "") for name, word in close.items())
    raise TypeError(f"{cls.__name__} has no {'field' if len(unknown) == 1 else 'fields'} {names}.")


def _is_value(value: object, type_: Any) -> bool:
    """Whether a value is already of the class of its field, and need not be parsed."""
    classes = {get_origin(type_), type_, *get_args(type_)}
    return type(value) in classes and (_is_attrs(value) or isinstance(value, FrozenMap))


def _is_attrs(value: object) -> bool:
    return attrs.has(type(value))


def _read(cls: type[M], fields: Mapping[str, Any]) -> M:
    """Parse a plan, goal or action with these fields, as in a file."""
    tree, at = {name: _raw(value) for name, value in fields.items()}, ""
    if cls is not Plan:
        where = "goals" if cls is StrategicGoal else "actions"
        tree, at = {"id": ID, where: [tree]}, f"/{where}/0"
    plan, problems = structure_plan(RawDocument({"empact": FORMAT, **tree}), "the fields")
    if plan is None:
        lines = (
            f"{(problem.place.pointer or '').removeprefix(at)}: {problem.message} {problem.hint or ''}"
            for problem in problems
        )
        raise ValueError("\n".join(map(str.rstrip, lines)))
    parts = (plan, *plan.goals, *plan.actions)
    return next(part for part in parts if isinstance(part, cls))


def _raw(value: Any) -> Any:
    """Convert a value, and the values of the model in it, to what a file contains."""
    match value:
        case Unparsed():
            return {"unparsed": value.text}
        case enum.Enum():
            return value.value
        case dt.date() | Decimal():
            return str(value)
        case Mapping():
            return {name: _raw(inner) for name, inner in cast("Mapping[str, Any]", value).items()}
        case list() | tuple():
            return [_raw(inner) for inner in cast("Iterable[Any]", value)]
        case _:
            return unstructurer(compact=False).unstructure(value) if _is_attrs(value) else value
