"""The KPI register: what the plan leaves open about its KPIs, decided once, and by whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cached_property

import attrs

from empact.model.links import check_number, check_words
from empact.model.measures import Adds, Baseline, KpiKey
from empact.model.plan import Source
from empact.model.typed import checked_value


@checked_value(kw_only=True)
class KpiDefinition:
    """What is decided about one KPI of a plan. What the plan states counts before it, except the unit.

    Args:
        action: The number of the action.
        kpi: The ordinal of the KPI in its action, counted from 1.
        adds: How the figures of several reports add up.
        unit: The unit in which figures are reported.
        definition: What is counted, and what is not.
        baseline: The value from which it starts.
        decided_by: Who decided this.
        on: The day of the decision.
    """

    action: str = attrs.field(validator=check_number)
    kpi: int = 1
    adds: Adds | None = None
    unit: str | None = None
    definition: str | None = attrs.field(default=None, validator=attrs.validators.optional(check_words))
    baseline: Baseline | None = None
    decided_by: str = attrs.field(validator=check_words)
    on: dt.date

    @property
    def key(self) -> KpiKey:
        """The identity of the KPI."""
        return KpiKey(action=self.action, ordinal=self.kpi)


@checked_value(kw_only=True)
class KpiRegister:
    """The definitions of the KPIs of one plan, in the order of the file; ``source`` is where they were read.

    ``marking`` is the marking of the file; None: the printed one of the plan.
    """

    plan: str = attrs.field(validator=check_number)
    definitions: tuple[KpiDefinition, ...] = ()
    marking: str | None = None
    source: Source | None = attrs.field(default=None, init=False, eq=False, repr=False)

    def __iter__(self) -> Iterator[KpiDefinition]:
        return iter(self.definitions)

    def __len__(self) -> int:
        return len(self.definitions)

    @cached_property
    def _by_key(self) -> dict[KpiKey, KpiDefinition]:
        return {one.key: one for one in reversed(self.definitions)}

    def find(self, key: KpiKey) -> KpiDefinition | None:
        """Return the definition of a KPI, the first where there are several; None if there is none."""
        return self._by_key.get(key)
