"""Succession: find the plans of a portfolio that a plan follows, within its priority and across policy cycles."""

from __future__ import annotations

import bisect
import datetime as dt
from collections.abc import Iterable

from empact.analysis.portfolio.resolving import PlanIndex, PortfolioIndex
from empact.reference import CyclePriority, predecessors

_Group = tuple[str | None, str]


class Predecessors:
    """An index over the plans of each priority, in the order in which they end."""

    def __init__(self, indexes: PortfolioIndex) -> None:
        self._indexes = indexes
        ends_by_group: dict[_Group, list[tuple[dt.date, int]]] = {}
        for index in indexes.all:
            group = _group(index)
            if group is not None and index.plan.period is not None:
                ends_by_group.setdefault(group, []).append((index.plan.period.end, index.position))
        self._ending = {group: sorted(ends) for group, ends in ends_by_group.items()}

    def of(self, index: PlanIndex) -> tuple[PlanIndex, ...]:
        """Return the plans that a plan follows, in the order of the portfolio, then those that its actions name."""
        period, group = index.plan.period, _group(index)
        positions: dict[int, None] = {}
        if period is not None and group is not None:
            positions.update(dict.fromkeys(self._before(group, period.start)))
            served = [] if index.placement.priority is None else [index.placement.priority]
            while not positions and served:
                served = _earlier(served)
                for priority in served:
                    positions.update(dict.fromkeys(self._before((priority.cycle, priority.id), period.start)))
        positions = dict.fromkeys(sorted(positions))
        for word in dict.fromkeys(ref.plan for action in index.plan.actions for ref in action.continues):
            named = () if word is None else self._indexes.by_id.get(word, ())
            positions.update(dict.fromkeys(earlier.position for earlier in named if earlier is not index))
        return tuple(self._indexes.all[position] for position in positions)

    def _before(self, group: _Group, day: dt.date) -> Iterable[int]:
        """Return the plans of a priority that end last before a day."""
        ends = self._ending.get(group, [])
        last = bisect.bisect_left(ends, (day, -1))
        first = last
        while first and ends[first - 1][0] == ends[last - 1][0]:
            first -= 1
        return [position for _, position in ends[first:last]]


def _earlier(served: Iterable[CyclePriority]) -> list[CyclePriority]:
    return list(dict.fromkeys(earlier for later in served for earlier in predecessors(later.cycle, later.id)))


def _group(index: PlanIndex) -> _Group | None:
    """Return the key of the priority of a plan: its id in the register, or else its code in the plan."""
    placement = index.placement
    if placement.priority is not None:
        return placement.priority.cycle, placement.priority.id
    return None if placement.code is None else (placement.cycle_id, placement.code)
