"""The KPIs of a plan, each with its identity: the number of its action and its ordinal."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import attrs

from empact.analysis.positions import walk_actions
from empact.diagnostics import Pointer
from empact.model import Kpi, KpiKey, Plan, Unparsed
from empact.values import value


@value(kw_only=True)
class PlanKpi:
    """A KPI of a plan with its identity: ``2.1/1`` is the first one of action 2.1."""

    key: KpiKey
    """The number of the action and the ordinal of the KPI in it, counted from 1."""
    position: int = attrs.field(repr=False)
    """The index of the action in ``plan.actions``."""
    at: Pointer
    """The pointer of the KPI."""
    kpi: Kpi | Unparsed
    """The KPI, or the words in its place that are not understood."""

    def __str__(self) -> str:
        return f"{self.key}: {self.kpi}"


@value
class PlanKpis:
    """The KPIs of a plan.

    Words that are not understood have an ordinal too, so that it does not change when they are written anew.
    """

    entries: tuple[PlanKpi, ...]
    """The KPIs in document order."""

    def __iter__(self) -> Iterator[PlanKpi]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def of_action(self, position: int) -> tuple[PlanKpi, ...]:
        """Return the KPIs of the action at this index of ``plan.actions``."""
        return self._by_position.get(position, ())

    def find(self, action: str, ordinal: int = 1) -> PlanKpi | None:
        """Return the KPI with this ordinal, counted from 1, of the action with this number; None if there is none."""
        return self._by_key.get(KpiKey(action=action, ordinal=ordinal))

    @functools.cached_property
    def _by_position(self) -> dict[int, tuple[PlanKpi, ...]]:
        by_position: dict[int, list[PlanKpi]] = {}
        for entry in self.entries:
            by_position.setdefault(entry.position, []).append(entry)
        return {position: tuple(entries) for position, entries in by_position.items()}

    @functools.cached_property
    def _by_key(self) -> dict[KpiKey, PlanKpi]:
        return {entry.key: entry for entry in reversed(self.entries)}  # of two equal numbers the first


def plan_kpis(plan: Plan) -> PlanKpis:
    """Return the KPIs of a plan with their identities.

    >>> import empact
    >>> kpis = plan_kpis(empact.load("oap-c-2012"))
    >>> print(kpis.find("2.3", 2))
    2.3 KPI 2: Number of action days
    """
    return PlanKpis(
        tuple(
            PlanKpi(
                key=KpiKey(action=action.number, ordinal=index + 1),
                position=position,
                at=at / "kpis" / "items" / index,
                kpi=kpi,
            )
            for position, at, action in walk_actions(plan)
            for index, kpi in enumerate(action.kpis)
        )
    )
