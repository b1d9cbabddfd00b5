"""Targets and key performance indicators (KPIs), which share the column Target."""

from __future__ import annotations

import enum
from decimal import Decimal

import attrs

from empact.model.cells import Cell
from empact.model.timing import Window
from empact.model.typed import check_fields
from empact.reprs import short_repr


class Direction(enum.Enum):
    """The direction in which a value should change."""

    INCREASE = "increase"
    DECREASE = "decrease"
    REACH = "reach"


class KpiKind(enum.Enum):
    """How a key performance indicator is measured."""

    COUNT = "count"
    MILESTONE = "milestone"
    RATIO = "ratio"
    STATUS = "status"
    QUALITATIVE = "qualitative"


@attrs.frozen(kw_only=True)
class Target:
    """One target of an action; ``value`` is in ``unit``, None where the plan has no number."""

    text: str
    direction: Direction | None = None
    value: Decimal | None = None
    unit: str | None = None

    __attrs_post_init__ = check_fields
    __repr__ = short_repr

    def __str__(self) -> str:
        return self.text


@attrs.frozen(kw_only=True)
class Kpi:
    """One key performance indicator: its text, and where the plan states them, kind, unit, value and deadline.

    ``unit`` is what is counted ("contributions to AWF Checkpoint"). ``within_timing`` means that the deadline is the
    timing of the action ("Report finalised within the timeframe", action 1.1). Plans state neither a baseline nor how
    values add up.
    """

    text: str
    kind: KpiKind | None = None
    unit: str | None = None
    direction: Direction | None = None
    value: Decimal | None = None
    deadline: Window | None = None
    within_timing: bool = False

    __attrs_post_init__ = check_fields
    __repr__ = short_repr

    def __str__(self) -> str:
        return self.text


class Targets(Cell[Target]):
    """The targets of an action, without its KPIs.

    Loop over it for its items: each is a :class:`Target`, or an :class:`Unparsed` for words that are not understood;
    ``understood`` are those without them. ``str(cell)`` is the text as printed; ``text``, ``items``, ``stated`` and
    ``withheld`` are the fields of every :class:`Cell`. :func:`empact.grammar.parse_targets` parses a text.
    """

    __slots__ = ()


class Kpis(Cell[Kpi]):
    """The key performance indicators of an action. The text keeps the label ``KPI:``.

    Loop over it for its items: each is a :class:`Kpi`, or an :class:`Unparsed` for words that are not understood;
    ``understood`` are those without them. ``str(cell)`` is the text as printed; ``text``, ``items``, ``stated`` and
    ``withheld`` are the fields of every :class:`Cell`. :func:`empact.grammar.parse_kpis` parses a text.
    """

    __slots__ = ()
