"""Resolving: find the destination of a reference, in its own plan or in another plan of a portfolio."""

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
    """The outcome of resolving a reference.

    ``MISSING`` means that the destination does not exist: the plan is loaded and has no such part, or the policy cycle
    has no such priority. ``NOT_LOADED`` means that the portfolio does not contain the plan.
    """

    FOUND = "found"
    NOT_LOADED = "not-loaded"
    MISSING = "missing"


@attrs.frozen
class Destination:
    """The destination of a reference: its plan, its pointer, and the plan, goal or action itself.

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
    """The result of resolving a reference.

    - ``ref``: The reference.
    - ``state``: The outcome.
    - ``plans``: The loaded plans that it means: the letter of a priority may mean several.
    - ``destinations``: The destinations, in those of the plans that have the part.
    - ``missing``: What is not found ("action 9.9"); None if it is found.
    - ``within``: Where it is missing ("B-2012", "the policy cycle 2011-2013", "the portfolio"); None if it is found.
    - ``priority``: The code of the priority that the reference leads to; None if unknown.
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
        """What is missing: "B-2012 has no action 9.9"; None if it is found."""
        has = "has" if len(self.plans) < 2 else "have"  # noqa: PLR2004 - one has, two have
        return None if self.missing is None else f"{self.within} {has} no {self.missing}"


def phases(action: Action) -> frozenset[str]:
    """Return the phases of an action: those that it lists, and those in its timing."""
    timed = {item.phase for item in action.timing if isinstance(item, Period) and item.phase is not None}
    return frozenset(timed | {phase.number for phase in action.phases})


@attrs.frozen(kw_only=True)
class ResolvedPlans:
    """The plans that a word means, or what is missing."""

    indexes: tuple[PlanIndex, ...] = ()
    state: Outcome = Outcome.FOUND
    missing: str | None = None
    within: str | None = None
    called: str | None = None

    __repr__ = short_repr

    @cached_property
    def plans(self) -> tuple[Plan, ...]:
        """The plans."""
        return tuple(index.plan for index in self.indexes)

    @cached_property
    def priority(self) -> str | None:
        """The code of the priority: as in a plan, or the word of the reference."""
        served = (index.plan.priority for index in self.indexes)
        return next((priority.code for priority in served if priority is not None), self.called)


@attrs.define(eq=False)
class PlanIndex:
    """A plan of a portfolio, its position in the portfolio, and an index over its goals and actions."""

    plan: Plan
    position: int
    resolved: dict[str | None, ResolvedPlans] = attrs.field(factory=dict[str | None, ResolvedPlans], init=False)

    __repr__ = short_repr

    @cached_property
    def placement(self) -> PlanPlacement:
        """The priority and the cycle of the plan."""
        return placement(self.plan)

    @cached_property
    def whole(self) -> Destination:
        """The plan as a destination."""
        return Destination(self.plan, Pointer(), self.plan)

    @cached_property
    def every_goal(self) -> tuple[Destination, ...]:
        """Its goals, in document order."""
        return tuple(Destination(self.plan, at, goal, position) for position, at, goal in walk_goals(self.plan))

    @cached_property
    def goals(self) -> dict[str, Destination]:
        """Its goals by number; the first, if two have the same."""
        found: dict[str, Destination] = {}
        for goal, destination in zip(self.plan.goals, self.every_goal, strict=True):
            found.setdefault(goal.number, destination)
        return found

    @cached_property
    def every_action(self) -> tuple[Destination, ...]:
        """Its actions, in document order."""
        return tuple(Destination(self.plan, at, action, position) for position, at, action in walk_actions(self.plan))

    @cached_property
    def actions(self) -> dict[str, Destination]:
        """Its actions by number; the first, if two have the same."""
        found: dict[str, Destination] = {}
        for action, destination in zip(self.plan.actions, self.every_action, strict=True):
            found.setdefault(action.number, destination)
        return found

    @cached_property
    def counts(self) -> dict[str, tuple[Count, ...]]:
        """What its KPIs count."""
        return counts(self.plan)

    def overlaps(self, other: PlanIndex) -> bool:
        """Whether the two plans have a day in common; a plan without a period overlaps with all."""
        one, two = self.plan.period, other.plan.period
        return one is None or two is None or one.overlaps(two)

    def part(self, ref: Ref) -> tuple[tuple[Destination, ...], str | None]:
        """Return the parts of the plan that a reference names, or what is missing."""
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
    """An index over the plans of a portfolio: by id, and by the words for their priorities."""

    # Resolving is a look-up in hash tables, whatever the number of plans. What a word means depends on the plan that
    # uses it (its cycle and period), so each PlanIndex caches it by word: plans have many links and few words.

    def __init__(self, plans: Sequence[Plan]) -> None:
        self.all = tuple(PlanIndex(plan, position) for position, plan in enumerate(plans))
        self.by_id: dict[str, list[PlanIndex]] = {}
        self._by_identity: dict[int, PlanIndex] = {}  # by id(): the index keeps its plan alive, so ids are not reused
        self.by_priority: dict[tuple[str | None, str], list[PlanIndex]] = {}
        self.by_word: dict[str, list[PlanIndex]] = {}
        for index in self.all:
            self.by_id.setdefault(index.plan.id, []).append(index)
            self._by_identity.setdefault(id(index.plan), index)
            for word in index.placement.words:
                self.by_priority.setdefault((index.placement.cycle_id, word), []).append(index)
                self.by_word.setdefault(word, []).append(index)

    def of(self, plan: Plan) -> PlanIndex | None:
        """Return the index of a plan of the portfolio, or of a plan that is equal to it."""
        found = self._by_identity.get(id(plan))
        return found or next((index for index in self.by_id.get(plan.id, ()) if index.plan == plan), None)

    def resolve(self, home: PlanIndex, ref: Ref) -> Resolution:
        """Resolve a reference in a plan."""
        resolved = self.resolve_plans(home, ref.plan)
        state, missing, within = resolved.state, resolved.missing, resolved.within
        parts = [index.part(ref) for index in resolved.indexes]
        destinations = tuple(destination for found, _ in parts for destination in found)
        if not destinations and any(absent is not None for _, absent in parts):
            state = Outcome.MISSING
            missing = next(absent for _, absent in parts if absent is not None)
            within = " and ".join(dict.fromkeys(plan.id for plan in resolved.plans))
        return Resolution(
            ref=ref,
            state=state,
            plans=resolved.plans,
            destinations=destinations,
            missing=missing,
            within=within,
            priority=resolved.priority,
        )

    def resolve_plans(self, home: PlanIndex, word: str | None) -> ResolvedPlans:
        """Return the plans that a word in a plan means: the id of a plan, or a priority of the same cycle."""
        if word not in home.resolved:
            home.resolved[word] = self._look_up(home, word)
        return home.resolved[word]

    def priority(self, home: PlanIndex, ref: Ref) -> str | None:
        """Return the code of the priority that a reference leads to; if unknown, the beginning of the plan's id."""
        code = self.resolve_plans(home, ref.plan).priority
        return code if code is not None or ref.plan is None else ref.plan.partition("-")[0]

    def _look_up(self, home: PlanIndex, word: str | None) -> ResolvedPlans:
        if word is None or word == home.plan.id:
            return ResolvedPlans(indexes=(home,))
        # An id comes before a priority: a plan may be called "C". A priority means only its plans at the same time,
        # since every year has a plan for it; a plan whose cycle is not known may belong to any.
        named = self.by_id.get(word)
        if named:
            return ResolvedPlans(indexes=tuple(named))
        cycle_id = home.placement.cycle_id
        if cycle_id is None:
            serving = self.by_word.get(word, [])
        else:
            serving = [*self.by_priority.get((cycle_id, word), ()), *self.by_priority.get((None, word), ())]
        at_the_time = [index for index in serving if index is home or index.overlaps(home)]
        if at_the_time:
            return ResolvedPlans(indexes=tuple(sorted(at_the_time, key=lambda index: index.position)))
        return _unresolved(home.placement.cycle, word)


def _unresolved(within: Cycle | None, word: str) -> ResolvedPlans:
    """Return why a word means no plan of the portfolio: it is not loaded, or the cycle has no such priority."""
    known = () if within is None else within.priorities
    is_letter = len(word) == 1 and word.isalpha()
    is_known = any(word in {one.letter, one.id} for one in known)
    if within is not None and is_letter and not is_known and all(one.letter is not None for one in known):
        return ResolvedPlans(state=Outcome.MISSING, missing=f"priority {word}", within=f"the policy cycle {within.id}")
    called = word if is_known or is_letter else None
    missing = f"plan {word}" if called is None else f"plan of priority {word} at that time"
    return ResolvedPlans(state=Outcome.NOT_LOADED, missing=missing, within="the portfolio", called=called)
