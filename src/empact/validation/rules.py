"""What a rule is, what it finds, and what it is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator

import attrs

from empact.analysis import Portfolio
from empact.diagnostics import Edit, Kind, Pointer
from empact.model import Action, Link, Plan, StrategicGoal


@attrs.frozen
class Finding:
    """What a rule found: one sentence with ids and numbers, and the pointer of the value it speaks of.

    ``hint`` is the cure, ``related`` points at the other values of the same plan that the finding rests on, ``fix`` is
    a change that mends it mechanically.
    """

    message: str
    at: Pointer
    hint: str | None = attrs.field(default=None, kw_only=True)
    related: tuple[Pointer, ...] = attrs.field(default=(), kw_only=True)
    fix: Edit | None = attrs.field(default=None, kw_only=True)


@attrs.frozen(kw_only=True)
class RuleContext:
    """What a rule is told: the plans that are checked together, the date of knowledge, and walks that carry pointers.

    A rule has no clock, file or network: what it may know stands in its arguments.
    """

    portfolio: Portfolio
    as_of: dt.date | None = None

    def goals(self, plan: Plan) -> Iterator[tuple[Pointer, StrategicGoal]]:
        """The strategic goals of a plan, each with its pointer."""
        for index, goal in enumerate(plan.goals):
            yield Pointer(f"/goals/{index}"), goal

    def actions(self, plan: Plan) -> Iterator[tuple[Pointer, Action]]:
        """The actions of a plan, each with its pointer."""
        for index, action in enumerate(plan.actions):
            yield Pointer(f"/actions/{index}"), action

    def links(self, plan: Plan) -> Iterator[tuple[Pointer, Action, Link]]:
        """The links of a plan's actions that were understood, each with its pointer and the action it belongs to."""
        for at, action in self.actions(plan):
            for index, link in enumerate(action.links):
                if isinstance(link, Link):
                    yield at / "links" / "items" / index, action, link


Check = Callable[[Plan, RuleContext], Iterable[Finding]]


@attrs.frozen(kw_only=True)
class Rule(Kind):
    """A kind of finding with the check that finds it; the check runs once for each plan."""

    check: Check = attrs.field(repr=False)
