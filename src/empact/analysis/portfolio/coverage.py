"""Coverage: which actions serve which goal in which year, and which overlaps with other priorities are used."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import cached_property

import attrs

from empact.analysis.portfolio.connections import Connection, Connections
from empact.analysis.portfolio.dependencies import Dependency, dependencies
from empact.analysis.portfolio.resolving import EVERY_GOAL, PlanIndex, PortfolioIndex
from empact.analysis.positions import walk_goals
from empact.diagnostics import Pointer
from empact.model import Action, Plan, Span, StrategicGoal
from empact.reprs import short_repr

_ONE_DAY = dt.timedelta(days=1)


@attrs.frozen(kw_only=True)
class GoalService:
    """A strategic goal in one of the plans that carry it, and the actions that serve it there.

    ``under`` are the actions of the plan that stand under the goal. ``linked`` are the links to it from other actions,
    of this plan or of another one; a link to all goals of a plan names none of them, and does not count.
    """

    plan: Plan = attrs.field(repr=False)
    at: Pointer
    goal: StrategicGoal = attrs.field(repr=False)
    under: tuple[Action, ...] = attrs.field(repr=False)
    linked: tuple[Connection, ...] = attrs.field(repr=False)

    __repr__ = short_repr


@attrs.frozen(kw_only=True)
class CoveredGoal:
    """A strategic goal of a priority in a policy cycle, and who serves it in the plans at hand.

    Goals of several plans are one as in :class:`SharedGoal`: by number, where their times of validity meet. ``valid``
    is the time for which the goal was adopted, None where no plan says it.
    """

    cycle: str | None
    priority: str | None
    number: str
    valid: Span | None
    services: tuple[GoalService, ...]

    __repr__ = short_repr

    @property
    def served(self) -> bool:
        """Whether an action of any plan stands under it."""
        return any(one.under for one in self.services)

    @property
    def plans(self) -> tuple[Plan, ...]:
        """The plans that carry it, in the order of time."""
        return tuple(one.plan for one in self.services)

    @cached_property
    def last(self) -> Plan:
        """The plan that carries it and ends last; the first of several that end on one day."""
        return max(self.plans, key=_ends)

    @property
    def complete(self) -> bool:
        """Whether the plans at hand cover every day for which it holds; so it is where no plan says how long."""
        return not self.missing

    @property
    def missing(self) -> tuple[Span, ...]:
        """The days for which it holds and that no plan at hand covers."""
        if self.valid is None:
            return ()
        gaps: list[Span] = []
        day: dt.date | None = self.valid.start
        for period in sorted((plan.period for plan in self.plans if plan.period), key=lambda one: one.start):
            if day is None or period.start > self.valid.end:
                break
            if period.end < day:
                continue
            if period.start > day:
                gaps.append(Span(start=day, end=period.start - _ONE_DAY))
            day = None if period.end >= self.valid.end else period.end + _ONE_DAY
        return (*gaps, *([] if day is None else [Span(start=day, end=self.valid.end)]))

    def year(self, year: int) -> tuple[GoalService, ...]:
        """Who serves it in the plans of a year."""
        return tuple(one for one in self.services if one.plan.period and _has(one.plan.period, year))

    @property
    def years(self) -> tuple[int, ...]:
        """The years of the plans that carry it."""
        spans = [plan.period for plan in self.plans if plan.period]
        return tuple(sorted({year for span in spans for year in range(span.start.year, span.end.year + 1)}))


def _has(period: Span, year: int) -> bool:
    return period.start.year <= year <= period.end.year


@attrs.frozen(kw_only=True)
class Coverage:
    """What a plan covers: its goals, with the actions of all plans at hand, and its overlaps with other priorities."""

    plan: Plan = attrs.field(repr=False)
    goals: tuple[CoveredGoal, ...]
    dependencies: tuple[Dependency, ...]

    __repr__ = short_repr

    @property
    def unserved(self) -> tuple[CoveredGoal, ...]:
        """The goals that no action of any plan at hand stands under."""
        return tuple(goal for goal in self.goals if not goal.served)


class Coverages:
    """The coverage of every plan of a portfolio, made in one walk over it."""

    def __init__(self, shelves: PortfolioIndex, connections: Connections) -> None:
        linked = _linked(shelves, connections)
        by_goal: dict[tuple[object, ...], list[tuple[int, int, GoalService]]] = {}
        for shelf in shelves.all:
            under = _under(shelf.plan)
            told: set[str] = set()
            for index, at, goal in walk_goals(shelf.plan):
                if goal.number not in told:  # of two goals with one number the first is meant
                    told.add(goal.number)
                    service = GoalService(
                        plan=shelf.plan,
                        at=at,
                        goal=goal,
                        under=tuple(under.get(goal.number, ())),
                        linked=tuple(linked.get((shelf.position, goal.number), ())),
                    )
                    by_goal.setdefault((*_priority(shelf), goal.number), []).append((shelf.position, index, service))
        self.goals: list[CoveredGoal] = []
        goals: list[dict[int, CoveredGoal]] = [{} for _ in shelves.all]
        for found in by_goal.values():
            for group in _groups(found):
                covered = _covered(shelves, group)
                self.goals.append(covered)
                for position, index, _ in group:
                    goals[position][index] = covered
        self._told = [
            Coverage(
                plan=shelf.plan,
                goals=tuple(goals[shelf.position][index] for index in sorted(goals[shelf.position])),
                dependencies=dependencies(shelf, shelves, connections.of(shelf)),
            )
            for shelf in shelves.all
        ]

    def of(self, shelf: PlanIndex) -> Coverage:
        """The coverage of one plan."""
        return self._told[shelf.position]


_Entry = tuple[int, int, GoalService]


def _priority(shelf: PlanIndex) -> tuple[object, ...]:
    """What plans of one priority and cycle have in common; a plan that names no priority stands alone."""
    placement = shelf.placement
    if placement.priority is not None:
        return placement.cycle_id, placement.priority.id
    code = None if shelf.plan.priority is None else shelf.plan.priority.code
    return (placement.cycle_id, code) if code is not None else (placement.cycle_id, None, shelf.position)


def _under(plan: Plan) -> dict[str, list[Action]]:
    """The actions under each goal, by what the action says or else by its number."""
    found: dict[str, list[Action]] = {}
    for action in plan.actions:
        found.setdefault(_goal_of(action), []).append(action)
    return found


def _goal_of(action: Action) -> str:
    return action.number.rpartition(".")[0] if action.goal is None else action.goal


def _linked(shelves: PortfolioIndex, connections: Connections) -> dict[tuple[int, str], list[Connection]]:
    """The links to each goal, but for those of its own actions."""
    found: dict[tuple[int, str], list[Connection]] = {}
    for home in shelves.all:
        for one in connections.of(home).declared:
            goal = one.ref.goal
            if goal is None or goal == EVERY_GOAL:
                continue
            for shelf in shelves.meant(home, one.ref.plan).shelves:
                if goal in shelf.goals and not (shelf is home and _goal_of(one.action) == goal):
                    found.setdefault((shelf.position, goal), []).append(one)
    return found


def _groups(entries: Sequence[_Entry]) -> Iterable[list[_Entry]]:
    """The goals with one number in one priority, parted where no year in which two of them hold is the same."""
    if any(service.goal.valid is None for *_, service in entries):
        yield list(entries)
        return
    group: list[_Entry] = []
    until = dt.date.min
    for entry in sorted(entries, key=lambda one: _start(one[2])):
        valid = entry[2].goal.valid
        if group and valid is not None and valid.start > until:
            yield group
            group = []
        group.append(entry)
        until = until if valid is None else max(until, valid.end)
    yield group


def _start(service: GoalService) -> dt.date:
    return dt.date.min if service.goal.valid is None else service.goal.valid.start


def _covered(shelves: PortfolioIndex, group: Sequence[_Entry]) -> CoveredGoal:
    first = shelves.all[group[0][0]]
    spans = [service.goal.valid for *_, service in group if service.goal.valid is not None]
    by_time = sorted(group, key=lambda one: (_begins(one[2].plan), one[0]))
    return CoveredGoal(
        cycle=first.placement.cycle_id,
        priority=None if first.plan.priority is None else first.plan.priority.code,
        number=group[0][2].goal.number,
        valid=Span(start=min(one.start for one in spans), end=max(one.end for one in spans)) if spans else None,
        services=tuple(service for *_, service in by_time),
    )


def _ends(plan: Plan) -> dt.date:
    return dt.date.min if plan.period is None else plan.period.end


def _begins(plan: Plan) -> dt.date:
    return dt.date.min if plan.period is None else plan.period.start
