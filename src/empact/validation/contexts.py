"""The context that rules run in: the plans, the date of knowledge, and derived values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
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
from empact.diagnostics import Pointer
from empact.model import Action, Extension, Ledger, Link, Plan, StrategicGoal
from empact.reference import Register, register
from empact.reprs import short_repr
from empact.validation.overlapping import Overlapping
from empact.validation.rules import Finding


@attrs.frozen
class Derived:
    """Derived values of one plan, each computed on first use and shared by its rules."""

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
        """The parties of the plan as planned, before any exclusion."""
        return assignments(self.plan, self.register, self.schedule)

    @cached_property
    def evidence(self) -> Evidence:
        """The ledger with its index."""
        return Evidence(self.plan, self.ledger, self.register)

    @cached_property
    def absences(self) -> tuple[Absence, ...]:
        """The absences by the decisions of the ledger."""
        return absences(self.ledger, self.register)

    @cached_property
    def assignments(self) -> PartyAssignments:
        """The parties of the plan, without absent ones."""
        return (
            assignments(self.plan, self.register, self.schedule, self.absences)
            if self.absences
            else self.planned_assignments
        )


def _unanswered(ctx: RuleContext) -> Overlapping:
    return Overlapping(ctx.portfolio, ctx.register, ledgers=ctx.ledgers.values(), as_of=ctx.as_of)


@attrs.frozen(kw_only=True)
class RuleContext:
    """The context of a rule: the plans that are checked together, the date of knowledge, and derived values.

    A rule uses no clock, file or network: all its input comes from its arguments.
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
        """Return the derived values of a plan, kept while its rules run: rules run plan by plan."""
        if not self._derived or self._derived[-1].plan is not plan:
            ledger = self.ledgers.get(plan.id, Ledger(plan=plan.id)).until(self.as_of)
            self._derived[:] = [Derived(plan, self.register, ledger)]
        return self._derived[-1]

    def ledger(self, plan: Plan) -> Ledger:
        """Return the ledger of a plan as known at the date of knowledge; empty if it has none."""
        return self._derive(plan).ledger

    def absences(self, plan: Plan) -> tuple[Absence, ...]:
        """Return the absences from a plan by the decisions of its ledger."""
        return self._derive(plan).absences

    def planned_assignments(self, plan: Plan) -> PartyAssignments:
        """Return the parties of a plan as planned, before any exclusion."""
        return self._derive(plan).planned_assignments

    def evidence(self, plan: Plan) -> Evidence:
        """Return the ledger of a plan with an index by party and by answered entry."""
        return self._derive(plan).evidence

    def criteria(self, plan: Plan, party: str, on: dt.date | None = None) -> tuple[Criterion, ...]:
        """Return the conditions of the exclusion clause for a party, as known at the end of a day.

        Args:
            plan: The plan with the clause.
            party: The code of the party.
            on: The day; by default the date of knowledge. Without either, no condition has evidence.
        """
        day = on or self.as_of
        if day is None:
            return tuple(Criterion(kind=kind) for kind in CriterionKind)
        known = self._derive(plan)
        evidence = known.evidence if on is None else known.evidence.until(on)
        return criteria(evidence, party, day, planned_assignments=known.planned_assignments, thresholds=self.thresholds)

    def schedule(self, plan: Plan) -> Schedule:
        """Return the timing of a plan as dates."""
        return self._derive(plan).schedule

    def assignments(self, plan: Plan) -> PartyAssignments:
        """Return the parties of a plan, resolved at the time of each action, without absent ones."""
        return self._derive(plan).assignments

    def overlaps(self, plan: Plan) -> tuple[Overlap, ...]:
        """Return the possible overlaps of a plan with their answers, the most likely first."""
        return self.overlapping.of(plan)

    def goals(self, plan: Plan) -> Iterator[tuple[Pointer, StrategicGoal]]:
        """Iterate over the strategic goals of a plan, with pointers."""
        for _, at, goal in walk_goals(plan):
            yield at, goal

    def actions(self, plan: Plan) -> Iterator[tuple[Pointer, Action]]:
        """Iterate over the actions of a plan, with pointers."""
        for _, at, action in walk_actions(plan):
            yield at, action

    def links(self, plan: Plan) -> Iterator[tuple[Pointer, Action, Link]]:
        """Iterate over the parsed links of a plan's actions, with pointers and actions."""
        for at, action in self.actions(plan):
            for index, link in enumerate(action.links):
                if isinstance(link, Link):
                    yield at / "links" / "items" / index, action, link


Check = Callable[[Plan, RuleContext], Iterable[Finding]]
"""The check of a rule."""
