"""Placements: the priority and the policy cycle of a plan."""

from __future__ import annotations

import re

from empact.arguments import check_text
from empact.errors import UnknownIdError
from empact.model import Plan
from empact.model.plan import check_plan
from empact.reference import Cycle, CyclePlan, CyclePriority, Succession, cycle, cycle_on, priority, successions
from empact.reference.policy import name_key
from empact.values import value

_YEARS = re.compile(r"[-_ ]*(?:19|20)[0-9]{2}(?:[-/][0-9]{2,4})?$")
"""The years at the end of the id of a plan: "CSE-2022"."""


@value(kw_only=True)
class PlanPlacement:
    """A plan with its priority and policy cycle.

    A plan that names no cycle belongs to the one in which its period begins.
    """

    plan: Plan
    """The plan that is placed."""
    cycle_id: str | None
    """The id of the cycle as in the register ("2011-13" is 2011-2013), or else as the plan writes it; None if the plan
    names none and its period is in none.
    """
    cycle: Cycle | None
    """The policy cycle of the register; None if the register lacks it."""
    priority: CyclePriority | None
    """The priority of the register in that cycle; None if the register lacks it."""

    @property
    def predecessors(self) -> tuple[Succession, ...]:
        """The priorities of the previous cycle that this one continues."""
        return tuple(
            succession
            for succession in successions()
            if self.priority is not None and succession.later == self.priority
        )

    @property
    def successors(self) -> tuple[Succession, ...]:
        """The priorities of the next cycle that continue this one; empty if it ends or nothing is known."""
        return tuple(
            succession
            for succession in successions()
            if self.priority is not None and succession.earlier == self.priority
        )

    @property
    def words(self) -> tuple[str, ...]:
        """The words that a link may use for the priority: its code, its letter and its id."""
        known = () if self.priority is None else (self.priority.letter, self.priority.id)
        return tuple(dict.fromkeys(word for word in (self.code, *known) if word is not None))

    @property
    def code(self) -> str | None:
        """What the priority is called among plans: its code in the plan, its code in the register, or else its name."""
        stated = self.plan.priority
        if stated is None:
            return None
        return stated.code or (stated.name if self.priority is None else self.priority.code)

    @property
    def names(self) -> frozenset[str]:
        """The names that a link may use for the plan, as keys: its own ones, and those of its subject in the cycle."""
        stated = self.plan.priority
        without_years = _YEARS.sub("", self.plan.id)
        own = [without_years] if len(without_years) > 1 else []  # "B" of "B-2012" may be a letter of another cycle
        own += [] if stated is None else [*filter(None, [stated.code, stated.name])]
        subjects = [subject for name in own for subject in self.named(name)]
        if not subjects and self.priority is not None:
            subjects = list(self.priority.plans)
        known = (
            [name for subject in subjects for name in (subject.name, *subject.also)] if len(set(subjects)) == 1 else []
        )
        return frozenset(map(name_key, [*own, *known]))

    def named(self, name: str) -> tuple[CyclePlan, ...]:
        """Return the subjects of plans that a name means in the cycle: one, several of one priority, or none."""
        check_text("The name", name)
        return () if self.cycle is None else self.cycle.named(name)


def placement(plan: Plan) -> PlanPlacement:
    """Return the priority and the policy cycle of a plan."""
    check_plan("placement()", plan)
    within = _cycle(plan)
    cycle_id = within.id if within is not None else plan.cycle.id if plan.cycle is not None else None
    return PlanPlacement(plan=plan, cycle_id=cycle_id, cycle=within, priority=_priority(plan, within))


def _cycle(plan: Plan) -> Cycle | None:
    if plan.cycle is None:
        return None if plan.period is None else cycle_on(plan.period.start)
    try:
        return cycle(plan.cycle.id)
    except UnknownIdError:
        return None


def _priority(plan: Plan, within: Cycle | None) -> CyclePriority | None:
    if plan.priority is None or within is None:
        return None
    code, name = plan.priority.code, plan.priority.name
    if code is None:
        subjects = {subject.priority for subject in within.named(name or "")}
        code = subjects.pop() if len(subjects) == 1 else ""
    try:
        return priority(within.id, code)
    except UnknownIdError:
        return None
