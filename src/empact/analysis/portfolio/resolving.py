"""Resolving: what a reference leads to, in the plan at hand or in another one of a portfolio."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from functools import cached_property

import attrs

from empact.analysis.portfolio.counting import Count, counts
from empact.analysis.portfolio.placements import PlanPlacement, placement
from empact.analysis.positions import walk_actions, walk_goals
from empact.diagnostics import Pointer
from empact.model import Action, Period, Plan, Ref, StrategicGoal
from empact.reference import Cycle
from empact.reprs import short_repr

EVERY_GOAL = "*"


class Outcome(enum.Enum):
    """What became of a reference.

    ``MISSING`` is what does not exist: the plan is at hand and has no such part, or the policy cycle has no such
    priority. ``NOT_LOADED`` is what nobody can tell, since no plan that is meant belongs to the portfolio.
    """

    FOUND = "found"
    NOT_LOADED = "not-loaded"
    MISSING = "missing"


@attrs.frozen
class Destination:
    """What a reference leads to: the plan, the pointer in it, and the plan, goal or action that stands there.

    ``position`` is the index of the goal in ``plan.goals``, or of the action in ``plan.actions``; None for a plan.
    """

    plan: Plan = attrs.field(repr=False)
    at: Pointer
    value: Plan | StrategicGoal | Action = attrs.field(repr=False)
    position: int | None = attrs.field(default=None, repr=False)

    __repr__ = short_repr

    def __str__(self) -> str:
        match self.value:
            case Action(number=number):
                return f"{self.plan.id}:{number}"
            case StrategicGoal(number=number):
                return f"{self.plan.id}:SG {number}"
            case _:
                return self.plan.id


@attrs.frozen(kw_only=True)
class Resolution:
    """What a reference leads to.

    ``plans`` are the plans that are meant and at hand: the letter of a priority may mean several. ``targets`` are
    found in those of them that have the part. ``absent`` is what is not found ("action 9.9") and ``within`` where it
    was looked for ("B-2012", "the policy cycle 2011-2013", "the portfolio"); both are None where it is found.
    ``priority`` is the code of the priority that is meant, None where nobody can say.
    """

    ref: Ref
    state: Outcome
    plans: tuple[Plan, ...] = attrs.field(default=(), repr=False)
    destinations: tuple[Destination, ...] = ()
    missing: str | None = None
    within: str | None = None
    priority: str | None = None

    __repr__ = short_repr

    @property
    def why(self) -> str | None:
        """Why nothing is found: "B-2012 has no action 9.9"."""
        has = "has" if len(self.plans) < 2 else "have"  # noqa: PLR2004 - one has, two have
        return None if self.missing is None else f"{self.within} {has} no {self.missing}"


def phases(action: Action) -> frozenset[str]:
    """The phases of an action: those that it lists, and those that its timing speaks of."""
    timed = {item.phase for item in action.timing if isinstance(item, Period) and item.phase is not None}
    return frozenset(timed | {phase.number for phase in action.phases})


@attrs.frozen(kw_only=True)
class ResolvedPlans:
    """The plans that the word for a plan means, or why there is none."""

    shelves: tuple[PlanIndex, ...] = ()
    state: Outcome = Outcome.FOUND
    missing: str | None = None
    within: str | None = None
    called: str | None = None

    __repr__ = short_repr

    @cached_property
    def plans(self) -> tuple[Plan, ...]:
        """The plans that are meant."""
        return tuple(shelf.plan for shelf in self.shelves)

    @cached_property
    def priority(self) -> str | None:
        """The code of the priority that is meant: as a plan has it, or the word by which it was called."""
        served = (shelf.plan.priority for shelf in self.shelves)
        return next((priority.code for priority in served if priority is not None), self.called)


@attrs.define(eq=False)
class PlanIndex:
    """A plan of a portfolio, its place in the order, and what is looked up in it."""

    plan: Plan
    position: int
    meant: dict[str | None, ResolvedPlans] = attrs.field(factory=dict[str | None, ResolvedPlans], init=False)

    __repr__ = short_repr

    @cached_property
    def placement(self) -> PlanPlacement:
        """The priority and the cycle of the plan."""
        return placement(self.plan)

    @cached_property
    def whole(self) -> Destination:
        """The plan as a target."""
        return Destination(self.plan, Pointer(), self.plan)

    @cached_property
    def every_goal(self) -> tuple[Destination, ...]:
        """Its goals, in document order."""
        return tuple(Destination(self.plan, at, goal, position) for position, at, goal in walk_goals(self.plan))

    @cached_property
    def goals(self) -> dict[str, Destination]:
        """Its goals by number; the first, where two have it."""
        found: dict[str, Destination] = {}
        for goal, target in zip(self.plan.goals, self.every_goal, strict=True):
            found.setdefault(goal.number, target)
        return found

    @cached_property
    def every_action(self) -> tuple[Destination, ...]:
        """Its actions, in document order."""
        return tuple(Destination(self.plan, at, action, position) for position, at, action in walk_actions(self.plan))

    @cached_property
    def actions(self) -> dict[str, Destination]:
        """Its actions by number; the first, where two have it."""
        found: dict[str, Destination] = {}
        for action, target in zip(self.plan.actions, self.every_action, strict=True):
            found.setdefault(action.number, target)
        return found

    @cached_property
    def counts(self) -> dict[str, tuple[Count, ...]]:
        """What its KPIs count."""
        return counts(self.plan)

    def overlaps(self, other: PlanIndex) -> bool:
        """Whether the two plans have a day in common; a plan without a period may."""
        one, two = self.plan.period, other.plan.period
        return one is None or two is None or one.overlaps(two)

    def part(self, ref: Ref) -> tuple[tuple[Destination, ...], str | None]:
        """The part of the plan that a reference names, or what is missing."""
        if ref.action is not None:
            found = self.actions.get(ref.action)
            if found is None:
                return (), f"action {ref.action}"
            if ref.phase is not None and isinstance(found.value, Action) and ref.phase not in phases(found.value):
                return (), f"phase {ref.phase} of action {ref.action}"
            return (found,), None
        if ref.goal == EVERY_GOAL:
            return self.every_goal, None
        if ref.goal is not None:
            goal = self.goals.get(ref.goal)
            return ((), f"strategic goal {ref.goal}") if goal is None else ((goal,), None)
        return (self.whole,), None


class PortfolioIndex:
    """The index over the plans of a portfolio: by id, and by the words for their priorities."""

    def __init__(self, plans: Sequence[Plan]) -> None:
        self.all = tuple(PlanIndex(plan, position) for position, plan in enumerate(plans))
        self.by_id: dict[str, list[PlanIndex]] = {}
        self._by_identity: dict[
            int, PlanIndex
        ] = {}  # a shelf keeps its plan alive, so that no other plan gets its id()
        self.by_priority: dict[tuple[str | None, str], list[PlanIndex]] = {}
        self.by_word: dict[str, list[PlanIndex]] = {}
        for shelf in self.all:
            self.by_id.setdefault(shelf.plan.id, []).append(shelf)
            self._by_identity.setdefault(id(shelf.plan), shelf)
            for word in shelf.placement.words:
                self.by_priority.setdefault((shelf.placement.cycle_id, word), []).append(shelf)
                self.by_word.setdefault(word, []).append(shelf)

    def of(self, plan: Plan) -> PlanIndex | None:
        """The shelf of a plan of the portfolio: of this very one, or else of one that is equal to it."""
        found = self._by_identity.get(id(plan))
        return found or next((shelf for shelf in self.by_id.get(plan.id, ()) if shelf.plan == plan), None)

    def resolve(self, home: PlanIndex, ref: Ref) -> Resolution:
        """What a reference in a plan leads to."""
        meant = self.meant(home, ref.plan)
        state, absent, within = meant.state, meant.missing, meant.within
        parts = [shelf.part(ref) for shelf in meant.shelves]
        targets = tuple(target for found, _ in parts for target in found)
        if not targets and any(missing is not None for _, missing in parts):
            state = Outcome.MISSING
            absent = next(missing for _, missing in parts if missing is not None)
            within = " and ".join(dict.fromkeys(plan.id for plan in meant.plans))
        return Resolution(
            ref=ref,
            state=state,
            plans=meant.plans,
            destinations=targets,
            missing=absent,
            within=within,
            priority=meant.priority,
        )

    def meant(self, home: PlanIndex, word: str | None) -> ResolvedPlans:
        """The plans that a word means in a plan: the id of a plan, or the letter of a priority of the same cycle."""
        if word not in home.meant:
            home.meant[word] = self._looked_up(home, word)
        return home.meant[word]

    def priority(self, home: PlanIndex, ref: Ref) -> str | None:
        """The code of the priority that a reference leads to; where it is not known, the beginning of the plan's id."""
        code = self.meant(home, ref.plan).priority
        return code if code is not None or ref.plan is None else ref.plan.partition("-")[0]

    def _looked_up(self, home: PlanIndex, word: str | None) -> ResolvedPlans:
        if word is None or word == home.plan.id:
            return ResolvedPlans(shelves=(home,))
        named = self.by_id.get(word)
        if named:
            return ResolvedPlans(shelves=tuple(named))
        cycle_id = home.placement.cycle_id
        if cycle_id is None:
            serving = self.by_word.get(word, [])
        else:
            serving = [*self.by_priority.get((cycle_id, word), ()), *self.by_priority.get((None, word), ())]
        at_the_time = [shelf for shelf in serving if shelf is home or shelf.overlaps(home)]
        if at_the_time:
            return ResolvedPlans(shelves=tuple(sorted(at_the_time, key=lambda shelf: shelf.position)))
        return _nobody(home.placement.cycle, word)


def _nobody(within: Cycle | None, word: str) -> ResolvedPlans:
    """Why no plan of the portfolio is meant: a letter that all priorities of the cycle lack exists nowhere."""
    known = () if within is None else within.priorities
    is_letter = len(word) == 1 and word.isalpha()
    is_known = any(word in {one.letter, one.id} for one in known)
    if within is not None and is_letter and not is_known and all(one.letter is not None for one in known):
        return ResolvedPlans(state=Outcome.MISSING, missing=f"priority {word}", within=f"the policy cycle {within.id}")
    called = word if is_known or is_letter else None
    absent = f"plan {word}" if called is None else f"plan of priority {word} at that time"
    return ResolvedPlans(state=Outcome.NOT_LOADED, missing=absent, within="the portfolio", called=called)
