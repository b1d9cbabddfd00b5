"""What an action is to reach and how that is measured: the column Target, with the KPI that stands inside it."""

from __future__ import annotations

import enum
from decimal import Decimal

import attrs

from empact.model.cells import Cell
from empact.model.timing import Window
from empact.model.typed import check_fields
from empact.reprs import short_repr


class Direction(enum.Enum):
    """Which way a figure is meant to go."""

    INCREASE = "increase"
    DECREASE = "decrease"
    REACH = "reach"


class KpiKind(enum.Enum):
    """How a key performance indicator can be measured."""

    COUNT = "count"
    MILESTONE = "milestone"
    RATIO = "ratio"
    STATUS = "status"
    QUALITATIVE = "qualitative"


@attrs.frozen(kw_only=True)
class Target:
    """One statement of what an action is to reach; ``value`` is in ``unit``, None where the plan has no number."""

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
    """One key performance indicator: its words, and as far as the plan says so, kind, unit, value and deadline.

    ``unit`` is what is counted ("contributions to AWF Checkpoint"). ``within_timing`` says that the deadline is the
    timing of the action itself ("Report finalised within the timeframe", action 1.1). Baseline and accumulation come
    with progress, since no plan states them.
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
    """The target of an action, without its KPI.

    Loop over it for its items: each is a :class:`Target`, or an :class:`Unparsed` for words that are not understood;
    ``understood`` are those without them. ``str(cell)`` is the text as printed; ``text``, ``items``, ``stated`` and
    ``withheld`` are the fields of every :class:`Cell`. :func:`empact.grammar.parse_targets` parses a text.
    """

    __slots__ = ()


class Kpis(Cell[Kpi]):
    """The key performance indicators of an action; the text keeps its ``KPI:``.

    Loop over it for its items: each is a :class:`Kpi`, or an :class:`Unparsed` for words that are not understood;
    ``understood`` are those without them. ``str(cell)`` is the text as printed; ``text``, ``items``, ``stated`` and
    ``withheld`` are the fields of every :class:`Cell`. :func:`empact.grammar.parse_kpis` parses a text.
    """

    __slots__ = ()
