"""What a rule is, what it finds, and what it is told."""

from __future__ import annotations

import datetime as dt
import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any

import attrs

from empact.analysis import (
    Absence,
    Criterion,
    CriterionKind,
    Evidence,
    Overlap,
    PartyAssignments,
    Portfolio,
    Schedule,
    Thresholds,
    absences,
    assignments,
    criteria,
    schedule,
)
from empact.analysis.positions import walk_actions, walk_goals
from empact.diagnostics import Edit, Kind, Pointer
from empact.model import Action, Extension, Ledger, LedgerEntry, Link, Plan, StrategicGoal
from empact.reference import Register, register
from empact.reprs import short_repr
from empact.validation.overlapping import Overlapping


@attrs.frozen
class Finding:
    """What a rule found: one sentence with ids and numbers, and the pointer of the value it speaks of.

    ``hint`` is the cure, ``related`` points at the other values of the same plan that the finding rests on, ``fix`` is
    a change that mends it mechanically. Where ``record`` names an entry of the plan's ledger, ``at`` points into that
    entry, and not into the plan.
    """

    message: str
    at: Pointer
    hint: str | None = attrs.field(default=None, kw_only=True)
    related: tuple[Pointer, ...] = attrs.field(default=(), kw_only=True)
    fix: Edit | None = attrs.field(default=None, kw_only=True)
    entry: LedgerEntry | None = attrs.field(default=None, kw_only=True)

    __repr__ = short_repr


@attrs.frozen
class Derived:
    """What the rules of one plan share, each derived when it is first asked for."""

    plan: Plan
    register: Register
    ledger: Ledger

    __repr__ = short_repr

    @cached_property
    def schedule(self) -> Schedule:
        """The timing of the plan as dates."""
        return schedule(self.plan)

    @cached_property
    def planned_assignments(self) -> PartyAssignments:
        """Who is meant by the party items of the plan, as if nobody had ever been excluded."""
        return assignments(self.plan, self.register, self.schedule)

    @cached_property
    def evidence(self) -> Evidence:
        """The ledger with an index over it."""
        return Evidence(self.plan, self.ledger, self.register)

    @cached_property
    def absences(self) -> tuple[Absence, ...]:
        """Who is no longer a participant, by the decisions of the ledger."""
        return absences(self.ledger, self.register)

    @cached_property
    def assignments(self) -> PartyAssignments:
        """Who is meant by the party items of the plan."""
        return (
            assignments(self.plan, self.register, self.schedule, self.absences)
            if self.absences
            else self.planned_assignments
        )


def _unanswered(ctx: RuleContext) -> Overlapping:
    return Overlapping(ctx.portfolio, ctx.register, ledgers=ctx.ledgers.values(), as_of=ctx.as_of)


@attrs.frozen(kw_only=True)
class RuleContext:
    """What a rule is told: the plans that are checked together, the date of knowledge, and walks that carry pointers.

    A rule has no clock, file or network: what it may know stands in its arguments.
    """

    portfolio: Portfolio
    as_of: dt.date | None = None
    register: Register = attrs.field(factory=register)
    extensions: tuple[Extension[Any], ...] = ()
    ledgers: Mapping[str, Ledger] = attrs.field(factory=dict[str, Ledger])
    thresholds: Thresholds = Thresholds()
    overlapping: Overlapping = attrs.field(default=attrs.Factory(_unanswered, takes_self=True), repr=False, eq=False)
    _derived: list[Derived] = attrs.field(factory=list[Derived], init=False, repr=False, eq=False)

    __repr__ = short_repr

    def _derive(self, plan: Plan) -> Derived:
        """What is derived from a plan, kept while its rules run: they run plan by plan."""
        if not self._derived or self._derived[-1].plan is not plan:
            ledger = self.ledgers.get(plan.id, Ledger(plan=plan.id)).until(self.as_of)
            self._derived[:] = [Derived(plan, self.register, ledger)]
        return self._derived[-1]

    def ledger(self, plan: Plan) -> Ledger:
        """What is recorded about a plan and was known at the date of knowledge; nothing where no ledger is at hand."""
        return self._derive(plan).ledger

    def absences(self, plan: Plan) -> tuple[Absence, ...]:
        """Who is no longer a participant of a plan, and since when, by the decisions of its ledger."""
        return self._derive(plan).absences

    def planned_assignments(self, plan: Plan) -> PartyAssignments:
        """Who a plan means by each of its party items, as if nobody had ever been excluded."""
        return self._derive(plan).planned_assignments

    def evidence(self, plan: Plan) -> Evidence:
        """What is recorded about a plan, by whom it is about and what it answers."""
        return self._derive(plan).evidence

    def criteria(self, plan: Plan, party: str, on: dt.date | None = None) -> tuple[Criterion, ...]:
        """The conditions of the exclusion clause for a party, told by its code, as known at a day.

        Without a day, at the date of knowledge; without that, there is evidence for none of them.
        """
        day = on or self.as_of
        if day is None:
            return tuple(Criterion(kind=kind) for kind in CriterionKind)
        known = self._derive(plan)
        evidence = known.evidence if on is None else known.evidence.until(on)
        return criteria(evidence, party, day, planned_assignments=known.planned_assignments, thresholds=self.thresholds)

    def schedule(self, plan: Plan) -> Schedule:
        """When the actions of a plan take place, as dates."""
        return self._derive(plan).schedule

    def assignments(self, plan: Plan) -> PartyAssignments:
        """Who a plan means by each of its party items, at the action's own time."""
        return self._derive(plan).assignments

    def overlaps(self, plan: Plan) -> tuple[Overlap, ...]:
        """The actions of a plan that may overlap with others, with what people have answered; the likeliest first."""
        return self.overlapping.of(plan)

    def goals(self, plan: Plan) -> Iterator[tuple[Pointer, StrategicGoal]]:
        """The strategic goals of a plan, each with its pointer."""
        for _, at, goal in walk_goals(plan):
            yield at, goal

    def actions(self, plan: Plan) -> Iterator[tuple[Pointer, Action]]:
        """The actions of a plan, each with its pointer."""
        for _, at, action in walk_actions(plan):
            yield at, action

    def links(self, plan: Plan) -> Iterator[tuple[Pointer, Action, Link]]:
        """The links of a plan's actions that were understood, each with its pointer and the action it belongs to."""
        for at, action in self.actions(plan):
            for index, link in enumerate(action.links):
                if isinstance(link, Link):
                    yield at / "links" / "items" / index, action, link


Check = Callable[[Plan, RuleContext], Iterable[Finding]]


def _doc_of_check(rule: Rule) -> str:
    return inspect.getdoc(rule.check) or ""


GROUPS: Mapping[str, str] = MappingProxyType(
    {
        "1": "notation",
        "2": "links",
        "3": "time",
        "4": "parties",
        "5": "measures",
        "6": "document",
        "7": "portfolio",
        "8": "progress",
    }
)
"""The groups of the rules of empact, by the first digit of their codes.

:meta hide-value:
"""


def _usual_group(rule: Rule) -> str | None:
    return GROUPS.get(rule.code.removeprefix("OAP")[0]) if rule.prefix == "OAP" else None


@attrs.frozen(kw_only=True)
class Rule(Kind):
    """A kind of finding with the check that finds it; the check runs once for each plan.

    ``doc`` is the page of the rule: its first line says what it finds, the rest why that matters and where the plan
    or its rules of drafting say so. Without it the docstring of the check is the page. ``code`` and ``name`` are never
    reused; a good and a bad case stand as ``cases/NAME.yaml`` beside the module of the check. ``group`` is a word by
    which rules are chosen together; those of empact have it from the first digit of their code (``GROUPS``).
    """

    check: Check = attrs.field(repr=False)
    doc: str = attrs.field(default=attrs.Factory(_doc_of_check, takes_self=True))
    group: str | None = attrs.field(default=attrs.Factory(_usual_group, takes_self=True))

    __repr__ = short_repr

    @property
    def summary(self) -> str:
        """The first line of the page."""
        return self.doc.partition("\n")[0]
