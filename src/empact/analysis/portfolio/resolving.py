"""Resolving: find the destination of a reference, in its own plan or in another plan of a portfolio."""

from __future__ import annotations

import datetime as dt
import enum
import re
from collections.abc import Sequence
from functools import cached_property

import attrs

from empact.analysis.portfolio.counting import Count, counts
from empact.analysis.portfolio.placements import PlanPlacement, placement
from empact.analysis.positions import phases, walk_actions, walk_goals
from empact.diagnostics import Pointer
from empact.model import Action, Plan, Ref, StrategicGoal
from empact.model.links import COMMON, is_common
from empact.reference import Cycle, CyclePlan, CyclePriority, cycle_on
from empact.reference.policy import name_key
from empact.reprs import short_repr
from empact.values import value

EVERY_GOAL = "*"
EVERY_COMMON_GOAL = f"{COMMON}{EVERY_GOAL}"
_NAME_AND_YEAR = re.compile(r"(?P<name>.+) (?P<year>(?:19|20)[0-9]{2})")
_LETTER_AND_NAME = re.compile(r"(?P<letter>[A-Z]) \((?P<name>.+)\)")


class Outcome(enum.Enum):
    """The outcome of resolving a reference.

    ``MISSING`` means that the destination does not exist: the plan is loaded and has no such part, or the policy cycle
    has no such priority. ``NOT_LOADED`` means that the portfolio does not contain the plan.
    """

    FOUND = "found"
    NOT_LOADED = "not-loaded"
    MISSING = "missing"


@value
class Destination:
    """The destination of a reference: a plan, or a goal or an action of it."""

    plan: Plan = attrs.field(repr=False)
    """The plan that the reference leads to."""
    at: Pointer
    """The pointer of the goal or action in the plan; that of the whole document for a plan."""
    value: Plan | StrategicGoal | Action = attrs.field(repr=False)
    """The plan, goal or action itself."""
    position: int | None = attrs.field(default=None, repr=False)
    """The index of the goal in ``plan.goals``, or of the action in ``plan.actions``; None for a plan."""

    def __str__(self) -> str:
        match self.value:
            case Action(number=number):
                return f"{self.plan.id}:{number}"
            case StrategicGoal(number=number):
                return f"{self.plan.id}:SG {number}"
            case _:
                return self.plan.id


@value(kw_only=True)
class Resolution:
    """The result of resolving a reference in the loaded plans."""

    ref: Ref
    """The reference that was resolved."""
    state: Outcome
    """The outcome: found, not loaded, or missing."""
    plans: tuple[Plan, ...] = attrs.field(default=(), repr=False)
    """The loaded plans that it means: the letter of a priority may mean several."""
    destinations: tuple[Destination, ...] = ()
    """The destinations, in those of the plans that have the part."""
    missing: str | None = None
    """What is not found ("action 9.9"); None if it is found."""
    within: str | None = None
    """Where it is missing ("B-2012", "the policy cycle 2011-2013", "the portfolio"); None if it is found."""
    priority: str | None = None
    """The code of the priority that the reference leads to; None if unknown."""

    @property
    def why(self) -> str | None:
        """What is missing: "B-2012 has no action 9.9"; None if it is found."""
        has = "has" if len(self.plans) < 2 else "have"  # noqa: PLR2004 - one has, two have
        return None if self.missing is None else f"{self.within} {has} no {self.missing}"


@value(kw_only=True)
class ResolvedPlans:
    """The plans that a word of a reference means, or what is missing."""

    indexes: tuple[PlanIndex, ...] = ()
    """The plans that the word means, with their indexes; empty if none is loaded."""
    state: Outcome = Outcome.FOUND
    """The outcome: found, not loaded, or missing."""
    missing: str | None = None
    """What is not found, in words; None if it is found."""
    within: str | None = None
    """Where it is missing; None if it is found."""
    called: str | None = None
    """The code of the priority that the word stands for, if no loaded plan says it; None if it stands for none."""

    @cached_property
    def plans(self) -> tuple[Plan, ...]:
        """The plans."""
        return tuple(index.plan for index in self.indexes)

    @cached_property
    def priority(self) -> str | None:
        """The code of the priority: as in a plan, or the word of the reference."""
        codes = (index.placement.code for index in self.indexes)
        return next((code for code in codes if code is not None), self.called)


@attrs.define(eq=False)
class PlanIndex:
    """A plan of a portfolio, with an index over its goals and actions."""

    plan: Plan
    """The plan that is indexed."""
    position: int
    """The index of the plan in ``portfolio.plans``."""
    resolved: dict[str | None, ResolvedPlans] = attrs.field(factory=dict[str | None, ResolvedPlans], init=False)
    """What the words of its references mean, by the word, each looked up once; None stands for the plan itself."""

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
        by_number: dict[str, Destination] = {}
        for goal, destination in zip(self.plan.goals, self.every_goal, strict=True):
            by_number.setdefault(goal.number, destination)
        return by_number

    @cached_property
    def every_action(self) -> tuple[Destination, ...]:
        """Its actions, in document order."""
        return tuple(Destination(self.plan, at, action, position) for position, at, action in walk_actions(self.plan))

    @cached_property
    def actions(self) -> dict[str, Destination]:
        """Its actions by number; the first, if two have the same."""
        by_number: dict[str, Destination] = {}
        for action, destination in zip(self.plan.actions, self.every_action, strict=True):
            by_number.setdefault(action.number, destination)
        return by_number

    @cached_property
    def counts(self) -> dict[str, tuple[Count, ...]]:
        """What its KPIs count."""
        return counts(self.plan)

    def overlaps(self, other: PlanIndex) -> bool:
        """Whether the two plans have a day in common; a plan without a period overlaps with all."""
        own, theirs = self.plan.period, other.plan.period
        return own is None or theirs is None or own.overlaps(theirs)

    def covers(self, year: int) -> bool:
        """Whether the plan is in force in a year."""
        period = self.plan.period
        return period is None or period.start.year <= year <= period.end.year

    def part(self, ref: Ref) -> tuple[tuple[Destination, ...], str | None]:
        """Return the parts of the plan that a reference names, or what is missing."""
        if ref.action is not None:
            destination = self.actions.get(ref.action)
            if destination is None:
                return (), f"action {ref.action}"
            if (
                ref.phase is not None
                and isinstance(destination.value, Action)
                and ref.phase not in phases(destination.value)
            ):
                return (), f"phase {ref.phase} of action {ref.action}"
            return (destination,), None
        return ((self.whole,), None) if ref.goal is None else self._goal(ref.goal)

    def _goal(self, number: str) -> tuple[tuple[Destination, ...], str | None]:
        if number == EVERY_GOAL:
            return self.every_goal, None
        if number == EVERY_COMMON_GOAL:
            common = tuple(goal for key, goal in self.goals.items() if is_common(key))
            return common, None if common else "common horizontal strategic goal"
        goal = self.goals.get(number)
        is_of_all = is_common(number)
        kind, shown = ("common horizontal ", number.removeprefix(COMMON)) if is_of_all else ("", number)
        return ((), f"{kind}strategic goal {shown}") if goal is None else ((goal,), None)


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
        self.by_name: dict[tuple[str | None, str], list[PlanIndex]] = {}
        self.by_common_goal: dict[tuple[str, str], list[PlanIndex]] = {}
        for index in self.all:
            self.by_id.setdefault(index.plan.id, []).append(index)
            self._by_identity.setdefault(id(index.plan), index)
            for word in index.placement.words:
                self.by_priority.setdefault((index.placement.cycle_id, word), []).append(index)
                self.by_word.setdefault(word, []).append(index)
            cycle_id = index.placement.cycle_id
            for number in filter(is_common, index.goals if cycle_id is not None else ()):
                self.by_common_goal.setdefault((str(cycle_id), number), []).append(index)
            for name in index.placement.names:
                self.by_name.setdefault((index.placement.cycle_id, name), []).append(index)

    def of(self, plan: Plan) -> PlanIndex | None:
        """Return the index of a plan of the portfolio, or of a plan that is equal to it."""
        known = self._by_identity.get(id(plan))
        return known or next((index for index in self.by_id.get(plan.id, ()) if index.plan == plan), None)

    def resolve(self, home: PlanIndex, ref: Ref) -> Resolution:
        """Resolve a reference in a plan."""
        resolved = self.resolve_plans(home, ref.plan)
        state, missing, within = resolved.state, resolved.missing, resolved.within
        parts = [self._common(index, ref) or index.part(ref) for index in resolved.indexes]
        destinations = tuple(destination for ends, _ in parts for destination in ends)
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

    def _common(self, index: PlanIndex, ref: Ref) -> tuple[tuple[Destination, ...], str | None] | None:
        """Return a common goal that a plan does not list, as another plan of the cycle has it; None for any other."""
        if ref.goal is None or not is_common(ref.goal) or ref.goal in index.goals:
            return None
        others = self.by_common_goal.get((str(index.placement.cycle_id), ref.goal), ())
        return next((((other.goals[ref.goal],), None) for other in others if other.overlaps(index)), None)

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
        return self._by_words(home, word)

    def _by_words(self, home: PlanIndex, word: str) -> ResolvedPlans:
        """Return the plans that a name as written means: "THB", "THB 2021", "F (THB)"."""
        both = _LETTER_AND_NAME.fullmatch(word)
        if both is not None:
            by_letter, by_name = self.resolve_plans(home, both["letter"]), self.resolve_plans(home, both["name"])
            agree = (
                by_letter.indexes == by_name.indexes
                if by_letter.indexes
                else by_letter.called == by_name.called and by_letter.called
            )
            missing = None if agree else f"priority {word}: letter and name do not agree"
            return by_letter if agree else ResolvedPlans(state=Outcome.MISSING, missing=missing, within=_within(home))
        dated = _NAME_AND_YEAR.fullmatch(word)
        if dated is None:
            return self._called(home, home.placement.cycle, word, None)
        year = int(dated["year"])
        within = cycle_on(dt.date(year, 1, 1))
        period = home.plan.period
        too_late = period is not None and year > period.end.year
        too_early = within is not None and within.first_plan is not None and year < within.first_plan
        if too_late or too_early:
            when = f"{year}, after its own period" if too_late else str(year)
            return ResolvedPlans(
                state=Outcome.MISSING, missing=f"plan {dated['name']} of {when}", within=_within(home, within)
            )
        return self._called(home, within, dated["name"], year)

    def _called(self, home: PlanIndex, within: Cycle | None, name: str, year: int | None) -> ResolvedPlans:
        """Return the plans with a name, in a cycle and at the time of a plan or in a year."""
        cycle_id = home.placement.cycle_id if within is None else within.id
        subjects = () if within is None else within.named(name)
        keys = dict.fromkeys([name_key(name), *(name_key(subject.name) for subject in subjects if len(subjects) == 1)])
        by_position = {
            index.position: index
            for key in keys
            for index in self.by_name.get((cycle_id, key), ())
            if (index is home or index.overlaps(home) if year is None else index.covers(year))
        }
        if by_position and len(subjects) < 2:  # noqa: PLR2004 - a name of several plans is not sure
            return ResolvedPlans(indexes=tuple(by_position[position] for position in sorted(by_position)))
        return _unresolved(home, within, name, subjects, year)


def _within(home: PlanIndex, within: Cycle | None = None) -> str:
    cycle = within or home.placement.cycle
    return "the portfolio" if cycle is None else f"the policy cycle {cycle.id}"


def _unresolved(
    home: PlanIndex, within: Cycle | None, word: str, subjects: Sequence[CyclePlan], year: int | None
) -> ResolvedPlans:
    """Return why a word means no plan of the portfolio: it is not loaded, or the cycle has no such priority."""
    known = () if within is None else within.priorities
    is_letter = len(word) == 1 and word.isalpha()
    if len(subjects) > 1:
        names = " and ".join(subject.name.lower() for subject in subjects)
        return ResolvedPlans(
            state=Outcome.MISSING, missing=f"single plan called {word} (but on {names})", within=_within(home, within)
        )
    if within is not None and not subjects and _is_unknown(home, word, known):
        what = "priority" if is_letter else "priority or plan"
        return ResolvedPlans(state=Outcome.MISSING, missing=f"{what} {word}", within=_within(home, within))
    priority = next((priority for priority in known if subjects and priority.id == subjects[0].priority), None)
    called = priority.code if priority is not None else word if is_letter else _declared(home, word)
    at = "at that time" if year is None else f"in {year}"
    what = (
        f"plan of priority {word}"
        if word == called or (priority is not None and word == priority.id)
        else f"plan {word}"
    )
    missing = what if called is None else f"{what} {at}"
    return ResolvedPlans(state=Outcome.NOT_LOADED, missing=missing, within="the portfolio", called=called)


def _declared(home: PlanIndex, word: str) -> str | None:
    """Return the code of the priority that a plan itself calls so, among its inter-dependencies."""
    key = name_key(word)
    overlaps = (
        overlap
        for overlap in home.plan.interdependencies
        if key in {name_key(overlap.priority), name_key(overlap.name or "")}
    )
    return next((overlap.priority for overlap in overlaps), None)


def _is_unknown(home: PlanIndex, word: str, known: Sequence[CyclePriority]) -> bool:
    """Whether a word is the name of no priority. A word with a digit may be the id of a plan that is not loaded."""
    if not known or any(character.isdigit() for character in word) or _declared(home, word) is not None:
        return False
    own = home.placement.code or ""
    if len(word) == 1:  # since 2018 there are no letters; a plan that has one all the same may name others
        return word.isalpha() and (all(priority.letter for priority in known) or len(own) != 1)
    # A plan that the register does not know has codes of its own, and so may the plans that it names.
    return home.placement.priority is not None or home.placement.named(own) != ()
