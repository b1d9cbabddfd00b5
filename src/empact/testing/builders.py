"""Plans, goals, actions and portfolios with valid defaults: a test names only what matters to it."""

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
_FIGURES = 6
_FIRST = 11
"""The figures of the number 1.1, from which the others are counted."""
_PLAN: Mapping[str, Any] = {
    "id": ID,
    "title": "Operational action plan 2026, priority X (invented)",
    "priority": {"code": "X"},
    "period": {"start": "2026-01-01", "end": "2026-12-31"},
    "driver": "HU",
}


def make_goal(number: str = "1", **fields: Any) -> StrategicGoal:
    """A strategic goal with a wording; see :func:`make_plan` for what a field may be."""
    return _made(StrategicGoal, _GOAL, {"number": number, **fields})


def make_action(number: str = "1.1", **fields: Any) -> Action:
    """An action of which every column but the links is filled; see :func:`make_plan` for what a field may be.

    It names no goal of its own accord: the plan it is put into gives it one. Leader and timing go by the number, so
    that two actions of a plan do not look like one.
    """
    figures = int("".join(filter(str.isdecimal, number))[:_FIGURES] or _FIRST) - _FIRST
    own = {"leaders": _LEADERS[figures % len(_LEADERS)], "timing": _TIMES[figures % len(_TIMES)]}
    return _made(Action, {**_ACTION, **own}, {"number": number, **fields})


def make_plan(**fields: Any) -> Plan:
    """A plan in which rules find nothing: one goal, one action, a period, a driver.

    A field may be given as a value of the model, or as a file has it: a cell as its text in the notation
    (``driver="HU"``), a list of items, or a mapping of fields. Goals and actions may be mappings as well.

    Data of a plugin is given as a value of its class (``extensions={"grant": Grant(euros=1)}``): a mapping stays as it
    is, as it would where the plugin is missing.

    Where no goals are given, there is one for each action's number (``1`` for ``1.1``) and for each goal that an
    action names. An action that names no goal stands under that of its number, if the plan has it.

    Raises:
        TypeError: A field has no such name; the message says which it may have meant.
        ValueError: A value is not what its field takes; the message tells all of them.
    """
    given = dict(fields)
    actions = [_action(one) for one in given.pop("actions", ({"links": "SG 1"},))]
    goals = [_goal(one) for one in given.pop("goals", map(make_goal, _goals_of(actions)))]
    numbers = {goal.number for goal in goals}
    plan = _made(Plan, _PLAN, given)
    return attrs.evolve(plan, goals=tuple(goals), actions=tuple(_placed(action, numbers) for action in actions))


def make_portfolio(*plans: Plan) -> Portfolio:
    """These plans looked at together; without any, one plan as :func:`make_plan` makes it."""
    return Portfolio(plans or (make_plan(),))


def _action(given: Action | Mapping[str, Any]) -> Action:
    return given if isinstance(given, Action) else make_action(**given)


def _goal(given: StrategicGoal | Mapping[str, Any]) -> StrategicGoal:
    return given if isinstance(given, StrategicGoal) else make_goal(**given)


def _by_number(action: Action) -> str | None:
    """The goal that the number of an action speaks of."""
    goal, dot, _ = action.number.partition(".")
    return goal if dot and goal else None


def _goals_of(actions: Sequence[Action]) -> list[str]:
    return list(dict.fromkeys(goal for one in actions if (goal := one.goal or _by_number(one)) is not None))


def _placed(action: Action, goals: set[str]) -> Action:
    goal = _by_number(action)
    return attrs.evolve(action, goal=goal) if action.goal is None and goal in goals else action


def _made(cls: type[M], defaults: Mapping[str, Any], given: Mapping[str, Any]) -> M:
    """A value of the model: what is given as one stays as it is, the rest is read as a file is."""
    attrs.resolve_types(cls)
    types = {field.name: field.type for field in attrs.fields(cls) if field.init}
    _refuse_unknown(cls, given, list(types))
    ready = {name: value for name, value in given.items() if _is_value(value, types[name])}
    raw = {name: value for name, value in {**defaults, **given}.items() if name not in ready}
    extensions = {name: value for name, value in raw.get("extensions", {}).items() if _is_attrs(value)}
    if extensions:  # data of a class of its own, which no file gives without its plugin
        raw["extensions"] = {name: value for name, value in raw["extensions"].items() if name not in extensions}
    made = _read(cls, raw)
    if extensions:
        ready["extensions"] = FrozenMap({**made.extensions, **extensions})
    return attrs.evolve(made, **ready)  # a plan that was made, not read, has no source


def _refuse_unknown(cls: type[Any], given: Iterable[str], known: Sequence[str]) -> None:
    unknown = [name for name in given if name not in known]
    if not unknown:
        return
    close = {name: did_you_mean(name, known) for name in unknown}
    told = ", ".join(f"{name!r}" + (f" (did you mean {word!r}?)" if word else "") for name, word in close.items())
    raise TypeError(f"{cls.__name__} has no {'field' if len(unknown) == 1 else 'fields'} {told}.")


def _is_value(value: object, type_: Any) -> bool:
    """Whether a field is given as a value of its class, which needs no reading."""
    classes = {get_origin(type_), type_, *get_args(type_)}
    return type(value) in classes and (_is_attrs(value) or isinstance(value, FrozenMap))


def _is_attrs(value: object) -> bool:
    return attrs.has(type(value))


def _read(cls: type[M], fields: Mapping[str, Any]) -> M:
    """The plan, goal or action that a file gives with these fields."""
    tree, at = {name: _raw(value) for name, value in fields.items()}, ""
    if cls is not Plan:
        where = "goals" if cls is StrategicGoal else "actions"
        tree, at = {"id": ID, where: [tree]}, f"/{where}/0"
    plan, refused = structure_plan(RawDocument({"empact": FORMAT, **tree}), "the fields")
    if plan is None:
        told = (f"{(one.place.pointer or '').removeprefix(at)}: {one.message} {one.hint or ''}" for one in refused)
        raise ValueError("\n".join(map(str.rstrip, told)))
    made = (plan, *plan.goals, *plan.actions)
    return next(one for one in made if isinstance(one, cls))


def _raw(value: Any) -> Any:
    """A value as a file has it, whatever values of the model stand inside it."""
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
