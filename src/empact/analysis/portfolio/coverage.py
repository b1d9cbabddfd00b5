"""Coverage: which actions serve which goal in which year, and which declared dependencies have links."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import cached_property

import attrs

from empact.analysis.portfolio.connections import Connection, Connections
from empact.analysis.portfolio.dependencies import Dependency, dependencies
from empact.analysis.portfolio.resolving import EVERY_GOAL, PlanIndex, PortfolioIndex
from empact.analysis.positions import walk_goals
from empact.arguments import check_type
from empact.diagnostics import Pointer
from empact.model import Action, Plan, Span, StrategicGoal
from empact.model.links import COMMON, is_common
from empact.values import listed, unlisted, value

_ONE_DAY = dt.timedelta(days=1)


@value(kw_only=True)
class GoalService:
    """A strategic goal in one plan, with the actions that serve it there.

    A link to all goals of a plan does not count, because it names none of them.
    """

    plan: Plan = attrs.field(repr=False)
    """The plan that contains the goal."""
    at: Pointer
    """The pointer of the goal in the plan."""
    goal: StrategicGoal = attrs.field(repr=False)
    """The goal as this plan has it."""
    under: tuple[Action, ...] = attrs.field(repr=False)
    """The actions of the plan under the goal, which serve it, in document order."""
    linked: tuple[Connection, ...] = attrs.field(repr=False, metadata=unlisted())
    """The links to the goal from other actions, of this plan or another."""

    @listed
    def period(self) -> Span | None:
        """The period of the plan; None if it has none."""
        return self.plan.period

    @listed
    def linked_by(self) -> tuple[str, ...]:
        """The other actions that link to the goal, of this plan or another, such as ``B-2012:3.1``."""
        return tuple(dict.fromkeys(f"{link.plan.id}:{link.action.number}" for link in self.linked))


@value(kw_only=True)
class CoveredGoal:
    """A strategic goal of a priority in a policy cycle, with the actions that serve it in each loaded plan.

    Goals of several plans are the same goal if they have the same number and overlapping validity, as in
    :class:`SharedGoal`. A common horizontal goal (``CHSG2``) is one goal of the plans of all priorities.
    """

    cycle: str | None
    """The policy cycle, such as ``2011-2013``; None if the plan belongs to no known one."""
    priority: str | None
    """The code of the priority; None for a common horizontal goal of plans of several priorities, and if the plan names
    no priority.
    """
    number: str
    """The number of the goal, such as ``3`` or ``CHSG2``."""
    valid: Span | None
    """The time for which the goal was adopted; None if no plan says it."""
    services: tuple[GoalService, ...]
    """The goal in each loaded plan that contains it, in the order of time."""

    @listed
    def served(self) -> bool:
        """Whether any plan has an action under it; a common horizontal goal also if an action links to it."""
        linked = is_common(self.number)
        return any(service.under or (linked and service.linked) for service in self.services)

    @property
    def plans(self) -> tuple[Plan, ...]:
        """The plans that contain it, in the order of time."""
        return tuple(service.plan for service in self.services)

    @cached_property
    def last(self) -> Plan:
        """The plan that contains it and ends last; the first of several that end on the same day."""
        return max(self.plans, key=_ends)

    @property
    def complete(self) -> bool:
        """Whether the loaded plans cover all days for which it is valid; also if its validity is unknown."""
        return not self.missing

    @listed
    def missing(self) -> tuple[Span, ...]:
        """The days for which it is valid and that no loaded plan covers."""
        if self.valid is None:
            return ()
        # A sweep over the periods by start: ``day`` is the first day not covered yet, None once all are.
        gaps: list[Span] = []
        day: dt.date | None = self.valid.start
        for period in sorted((plan.period for plan in self.plans if plan.period), key=lambda span: span.start):
            if day is None or period.start > self.valid.end:
                break
            if period.end < day:
                continue
            if period.start > day:
                gaps.append(Span(start=day, end=period.start - _ONE_DAY))
            day = None if period.end >= self.valid.end else period.end + _ONE_DAY
        return (*gaps, *([] if day is None else [Span(start=day, end=self.valid.end)]))

    def year(self, year: int) -> tuple[GoalService, ...]:
        """Return the services in the plans of a year."""
        check_type("The year", "an int", int, year)
        return tuple(service for service in self.services if service.plan.period and _has(service.plan.period, year))

    @property
    def years(self) -> tuple[int, ...]:
        """The years of the plans that contain it."""
        spans = [plan.period for plan in self.plans if plan.period]
        return tuple(sorted({year for span in spans for year in range(span.start.year, span.end.year + 1)}))


def _has(period: Span, year: int) -> bool:
    return period.start.year <= year <= period.end.year


@value(kw_only=True)
class Coverage:
    """Which goals of a plan are served by actions, and which of its declared dependencies have links."""

    plan: Plan = attrs.field(repr=False)
    """The plan whose goals are covered."""
    goals: tuple[CoveredGoal, ...]
    """Its goals, in document order, with the actions of all loaded plans of the priority."""
    dependencies: tuple[Dependency, ...]
    """Its overlaps with other priorities."""

    @property
    def unserved(self) -> tuple[CoveredGoal, ...]:
        """The goals that no action of a loaded plan serves."""
        return tuple(goal for goal in self.goals if not goal.served)


class Coverages:
    """The coverage of every plan of a portfolio, found in one pass."""

    def __init__(self, indexes: PortfolioIndex, connections: Connections) -> None:
        linked = _linked(indexes, connections)
        by_goal: dict[tuple[object, ...], list[tuple[int, int, GoalService]]] = {}
        for index in indexes.all:
            under = _under(index.plan)
            seen: set[str] = set()
            for place, at, goal in walk_goals(index.plan):
                if goal.number not in seen:  # of two goals with one number the first counts
                    seen.add(goal.number)
                    service = GoalService(
                        plan=index.plan,
                        at=at,
                        goal=goal,
                        under=tuple(under.get(goal.number, ())),
                        linked=tuple(linked.get((index.position, goal.number), ())),
                    )
                    by_goal.setdefault((*_group_key(index, goal.number), goal.number), []).append(
                        (index.position, place, service)
                    )
        self.goals: list[CoveredGoal] = []
        goals: list[dict[int, CoveredGoal]] = [{} for _ in indexes.all]
        for entries in by_goal.values():
            for group in _groups(entries):
                covered = _covered(indexes, group)
                self.goals.append(covered)
                for position, place, _ in group:
                    goals[position][place] = covered
        self._coverages = [
            Coverage(
                plan=index.plan,
                goals=tuple(goals[index.position][place] for place in sorted(goals[index.position])),
                dependencies=dependencies(index, indexes, connections.of(index)),
            )
            for index in indexes.all
        ]

    def of(self, index: PlanIndex) -> Coverage:
        """Return the coverage of one plan."""
        return self._coverages[index.position]


_Entry = tuple[int, int, GoalService]


def _group_key(index: PlanIndex, number: str) -> tuple[object, ...]:
    """Return a key that plans of the same priority and cycle share; a plan without a priority has a key of its own.

    A common horizontal goal is one goal of all plans of the cycle.
    """
    placement = index.placement
    if is_common(number) and placement.cycle_id is not None:
        return placement.cycle_id, COMMON
    if placement.priority is not None:
        return placement.cycle_id, placement.priority.id
    code = placement.code
    return (placement.cycle_id, code) if code is not None else (placement.cycle_id, None, index.position)


def _under(plan: Plan) -> dict[str, list[Action]]:
    """Return the actions under each goal: the goal that an action states, or else that of its number."""
    by_goal: dict[str, list[Action]] = {}
    for action in plan.actions:
        by_goal.setdefault(_goal_of(action), []).append(action)
    return by_goal


def _goal_of(action: Action) -> str:
    return action.number.rpartition(".")[0] if action.goal is None else action.goal


def _linked(indexes: PortfolioIndex, connections: Connections) -> dict[tuple[int, str], list[Connection]]:
    """Return the links to each goal, except those of its own actions."""
    by_goal: dict[tuple[int, str], list[Connection]] = {}
    for home in indexes.all:
        for connection in connections.of(home).declared:
            goal = connection.ref.goal
            if goal is None or goal == EVERY_GOAL:
                continue
            for index in indexes.resolve_plans(home, connection.ref.plan).indexes:
                if goal in index.goals and not (index is home and _goal_of(connection.action) == goal):
                    by_goal.setdefault((index.position, goal), []).append(connection)
    return by_goal


def _groups(entries: Sequence[_Entry]) -> Iterable[list[_Entry]]:
    """Split the goals with one number in one priority into groups with overlapping validity."""
    # A goal without validity may be the same as any of the others, so nothing is split.
    if any(service.goal.valid is None for *_, service in entries):
        yield list(entries)
        return
    # Interval merging, sorted by start: a goal joins the group unless it begins after all others have ended.
    group: list[_Entry] = []
    until = dt.date.min
    for entry in sorted(entries, key=lambda entry: _start(entry[2])):
        valid = entry[2].goal.valid
        if group and valid is not None and valid.start > until:
            yield group
            group = []
        group.append(entry)
        until = until if valid is None else max(until, valid.end)
    yield group


def _start(service: GoalService) -> dt.date:
    return dt.date.min if service.goal.valid is None else service.goal.valid.start


def _covered(indexes: PortfolioIndex, group: Sequence[_Entry]) -> CoveredGoal:
    first = indexes.all[group[0][0]]
    spans = [service.goal.valid for *_, service in group if service.goal.valid is not None]
    by_time = sorted(group, key=lambda entry: (_begins(entry[2].plan), entry[0]))
    return CoveredGoal(
        cycle=first.placement.cycle_id,
        priority=None if _is_of_several(indexes, group) else first.placement.code,
        number=group[0][2].goal.number,
        valid=Span(start=min(span.start for span in spans), end=max(span.end for span in spans)) if spans else None,
        services=tuple(service for *_, service in by_time),
    )


def _is_of_several(indexes: PortfolioIndex, group: Sequence[_Entry]) -> bool:
    """Whether a goal is a common one that plans of several priorities contain."""
    codes = {indexes.all[position].placement.code for position, *_ in group} - {None}
    return is_common(group[0][2].goal.number) and len(codes) > 1


def _ends(plan: Plan) -> dt.date:
    return dt.date.min if plan.period is None else plan.period.end


def _begins(plan: Plan) -> dt.date:
    return dt.date.min if plan.period is None else plan.period.start
