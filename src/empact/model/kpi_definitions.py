"""The KPI register: decisions about what the plan leaves open about its KPIs, and who made them."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterator
from functools import cached_property

import attrs

from empact.arguments import check_text, check_type
from empact.diagnostics import Pointer
from empact.model.links import check_number, check_words
from empact.model.measures import Adds, Baseline, KpiKey, KpiNumber, kpi_number
from empact.model.plan import Source
from empact.model.typed import checked_value
from empact.model.written_for import NamedAction, WrittenFor


class CountedBy(enum.Enum):
    """Who counts the result of a KPI."""

    LEADER = "leader"
    """The leader of the action counts the whole. Others are not expected to report shares; reported shares are
    shown."""


class OverTime(enum.Enum):
    """How the figures of a ratio combine from checkpoint to checkpoint."""

    CUMULATIVE = "cumulative"
    """The last report contains the earlier ones."""
    INCREMENTAL = "incremental"
    """Each report is new."""


@checked_value(kw_only=True)
class KpiDefinition:
    """The decisions about one KPI of a plan. Statements of the plan override them, except for the unit."""

    action: str = attrs.field(validator=check_number)
    """The number of the action, in quotes, such as ``"2.3"``."""
    kpi: KpiNumber = attrs.field(default=KpiNumber(1), converter=kpi_number)
    """The number of the KPI in its action, counted from 1; a part of it has a letter: ``1a``."""
    adds: Adds | None = None
    """How the figures of several reports add up, such as ``incremental``. None if it is not decided."""
    unit: str | None = None
    """The unit in which figures are reported; it overrides the unit in the plan. None if it is not decided."""
    definition: str | None = attrs.field(default=None, validator=attrs.validators.optional(check_words))
    """What is counted and what is not. None if it is not decided."""
    baseline: Baseline | None = None
    """The value from which it starts. None if it is not decided."""
    counted_by: CountedBy | None = None
    """Who counts it: ``leader`` if only the leader of the action counts, and nobody is expected to report a share. None
    if the participants report their shares.
    """
    over_time: OverTime | None = None
    """How the figures of a ratio combine from checkpoint to checkpoint. None if it is not decided, or if it is not a
    ratio.
    """
    decided_by: str = attrs.field(validator=check_words)
    """Who decided this, such as ``Driver and action leader``."""
    on: dt.date
    """The day of the decision, such as ``2012-02-01``."""

    @property
    def key(self) -> KpiKey:
        """The identity of the KPI."""
        return KpiKey(action=self.action, ordinal=self.kpi.ordinal, letter=self.kpi.letter)


@checked_value(kw_only=True)
class KpiRegister:
    """The decisions about the KPIs of one plan."""

    plan: str = attrs.field(validator=check_number)
    """The id of the plan whose KPIs are defined, such as ``C-2012``."""
    definitions: tuple[KpiDefinition, ...] = ()
    """The decisions about each KPI, in the order of the file."""
    written_for: WrittenFor = WrittenFor()
    """The revision of the plan, and the content of each action that it names, at the time of writing, as
    ``empact report check`` shows it. Empty if it was written by hand.
    """
    marking: str | None = None
    """Its own marking, such as ``RESTREINT UE/EU RESTRICTED``. If None, it has the printed marking of its plan, even if
    a document has changed that marking.
    """
    source: Source | None = attrs.field(default=None, init=False, eq=False, repr=False)
    """The file they were read from. None if they were made in Python. Ignored in comparisons."""

    def named_actions(self, plan_id: str) -> tuple[NamedAction, ...]:
        """Return where it names actions of a plan."""
        check_text("The plan id", plan_id)
        return tuple(
            NamedAction(
                at=Pointer() / "definitions" / index / "action", name=definition.action, number=definition.action
            )
            for index, definition in enumerate(self.definitions if plan_id == self.plan else ())
        )

    def __iter__(self) -> Iterator[KpiDefinition]:
        return iter(self.definitions)

    def __len__(self) -> int:
        return len(self.definitions)

    @cached_property
    def _by_key(self) -> dict[KpiKey, KpiDefinition]:
        return {definition.key: definition for definition in reversed(self.definitions)}

    def find(self, key: KpiKey) -> KpiDefinition | None:
        """Return the definition of a KPI, the first where there are several; None if there is none."""
        check_type("The key", "a KpiKey", KpiKey, key)
        return self._by_key.get(key)
