"""Plans for the checks of a plugin: the reference plan, a plan without problems, unusual plans and generated plans."""

from __future__ import annotations

import datetime as dt
import functools
import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

import attrs

from empact.model import (
    Action,
    DocumentNumber,
    FrozenMap,
    MarkingStatus,
    MarkingToday,
    Plan,
    Prose,
    StrategicGoal,
    Unparsed,
)
from empact.serde.cells import NOTATIONS
from empact.testing.builders import make_action, make_goal, make_plan
from empact.testing.isolation import reference_plan

if TYPE_CHECKING:  # the process that repeats the checks draws nothing
    from empact.model import Extension

_TODAY = MarkingToday(
    status=MarkingStatus.DOWNGRADED,
    marking="LIMITE",
    document=DocumentNumber(serial=17793, revision=2, year=11),
    on=dt.date(2011, 1, 1),
)
MARKING = "EMPACT-TEST-MARKING"
"""A marking that does not occur in any plan."""


@attrs.frozen(slots=False)
class Sample:
    """A plan that a plugin is tried with."""

    what: str
    """Its name in messages, such as "the reference plan"."""
    plan: Plan
    """The plan itself."""
    odd: bool = True
    """Whether an exporter may refuse the plan."""
    drawn: bool = False
    """Whether the plan was generated."""

    @cached_property
    def _before(self) -> Plan:
        """A copy of the plan that shares nothing with it."""
        copied: Plan = pickle.loads(pickle.dumps(self.plan))  # noqa: S301 - bytes from pickle.dumps
        return copied

    def keep(self) -> None:
        """Keep the plan as it is now, for :meth:`is_changed`."""
        _ = self._before

    def is_changed(self) -> bool:
        """Return whether code has changed the plan since :meth:`keep`; then put back what it was."""
        if self.plan == self._before:
            return False
        again: Plan = pickle.loads(pickle.dumps(self._before))  # noqa: S301 - bytes from pickle.dumps
        for field in attrs.fields(Plan):
            if field.eq:
                object.__setattr__(self.plan, field.name, getattr(again, field.name))
        return True


def usual() -> tuple[Sample, ...]:
    """Return the plans that every exporter has to accept."""
    return (
        Sample("the reference plan", reference_plan(), odd=False),
        Sample("a plan without problems", make_plan(), odd=False),
    )


@functools.cache
def samples() -> tuple[Sample, ...]:
    """Return all plans; they are the same in each run."""
    for sample in (made := _made()):
        sample.keep()
    return made


def _made() -> tuple[Sample, ...]:
    odd = {
        "an empty plan": Plan(id="X-2026"),
        "a plan whose marking is another one today": make_plan(marking="SECRET UE/EU SECRET", marking_today=_TODAY),
        "a plan with parties that nobody knows": make_plan(driver="QX", actions=[make_action(leaders="QX, QY")]),
        "a plan whose id is the name of a device": make_plan(id="CON"),
        "a plan whose id has dots and a control character": make_plan(id="..\x1b[2J"),
        "a plan without a period": make_plan(period=None, driver="", goals=[]),
        "a plan with cells that cannot be parsed": _filled(lambda cls: cls(text="?", items=(Unparsed(text="?"),))),
        "a plan with withheld cells": _filled(lambda cls: cls(withheld=True)),
        "a plan with items that cannot be written as text": _filled(
            lambda cls: cls(items=(Unparsed(text=""), Unparsed(text="a, b")))
        ),
        "a plan with duplicate numbers": make_plan(
            goals=[make_goal(), make_goal()],
            actions=[make_action(links="SG 9; 9.9, 1.1"), make_action(links="1.1/7, B:2.1"), make_action("é")],
        ),
    }
    drawn = (Sample(f"a generated plan, {plan!r}", plan, drawn=True) for plan in _drawn())
    return (*usual(), *(Sample(what, plan) for what, plan in odd.items()), *drawn)


def _filled(cell: Callable[[type[Any]], Any]) -> Plan:
    """Build a plan with one action whose cells are all made by ``cell``."""
    attrs.resolve_types(Action)
    types = {field.name: field.type for field in attrs.fields(Action)}
    fields: dict[str, Any] = {name: cell(cls) for name, cls in types.items() if cls is not None and cls in NOTATIONS}
    fields |= {name: Prose(withheld=True) for name, cls in types.items() if cls is Prose}
    return make_plan(actions=[{"number": "1.1", **fields}])


_OWN = 4
"""How many values of each extension are tried."""


def with_data(extensions: Sequence[Extension[Any]]) -> Iterator[Sample]:
    """Yield plans with data of extensions: with generated values in all fields, and in those that a file must have."""
    values = [(extension, values_of(extension)) for extension in extensions]
    for number in range(max((len(made) for _, made in values), default=0)):
        data: dict[type[object], FrozenMap[str, Any]] = {
            on: FrozenMap({ext.name: made[number % len(made)] for ext, made in values if made and ext.on is on})
            for on in (Plan, StrategicGoal, Action)
        }
        plan = make_plan(
            actions=[make_action(), make_action("1.2"), make_action("1.3")], marking="LIMITE" if number % 2 else None
        )
        # the last action has no data, since no plan has them everywhere
        actions = [attrs.evolve(action, extensions=data[Action]) for action in plan.actions[:-1]]
        goals = (attrs.evolve(goal, extensions=data[StrategicGoal]) for goal in plan.goals)
        with_own = attrs.evolve(plan, extensions=data[Plan], goals=tuple(goals), actions=(*actions, plan.actions[-1]))
        yield Sample(f"a plan with the plugin's own data, {_named(data)}", with_own, odd=False)


def _named(data: dict[type[object], FrozenMap[str, Any]]) -> str:
    return ", ".join(repr(value) for values in data.values() for value in values.values())


def values_of(extension: Extension[Any], stops: list[BaseException] | None = None) -> list[Any]:
    """Return values of the class of an extension: first those with most fields, last one with as few as possible.

    A value that the class refuses with a ValueError is left out. So is one at which it stops otherwise; the exceptions
    are added to ``stops``.
    """
    many, few = _drawn_fields(cast("Any", extension.cls))
    made = [value for given in many if (value := _made_of(extension.cls, given, stops)) is not None][: _OWN - 1]
    return [*made, *(value for given in few if (value := _made_of(extension.cls, given, stops)) is not None)]


@functools.lru_cache(maxsize=32)
def _drawn_fields(cls: Any) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return values of all fields of a class, those with most of them first, and of the fields that it needs."""
    from hypothesis import strategies as st

    from empact.testing.values import fields_of, of

    fields = fields_of(cls)
    try:
        full = st.fixed_dictionaries({name: of(field.type) for name, field in fields.items()})
    except TypeError:  # a type that files cannot have; the session says so
        return [], []
    needed = {name: of(field.type) for name, field in fields.items() if field.default is attrs.NOTHING}
    return sorted(draw(full, _DRAWN), key=_filled_fields, reverse=True), draw(st.fixed_dictionaries(needed), 1)


def _made_of(cls: type[Any], given: dict[str, Any], stops: list[BaseException] | None) -> Any:
    try:
        return cls(**given)
    except ValueError:
        return None
    except Exception as stop:  # noqa: BLE001 - the class of a plugin may raise anything
        if stops is not None:
            stops.append(stop)
        return None


_DRAWN = 24


def _filled_fields(given: dict[str, Any]) -> int:
    return sum(value not in (None, (), "", 0, False) for value in given.values())


def draw(strategy: Any, most: int) -> list[Any]:
    """Return values of a strategy, the same in each run."""
    from hypothesis import HealthCheck, Phase, given, settings

    drawn: list[Any] = []

    @settings(
        max_examples=min(most, settings().max_examples),  # a profile may ask for fewer
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
    )
    @given(strategy)
    def note(value: Any) -> None:
        drawn.append(value)

    note()
    return drawn


_GENERATED = 30


@functools.cache
def _drawn() -> tuple[Plan, ...]:
    from empact.testing.strategies import linked_plans, plans

    drawn: Iterable[Plan] = draw(plans() | linked_plans(), _GENERATED)
    return tuple(attrs.evolve(plan, id="X-2026") for plan in drawn)  # an id that is a valid file name
