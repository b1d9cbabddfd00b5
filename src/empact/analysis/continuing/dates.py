"""Old dates: the cells of an action that name dates of its plan, and what points into them."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias, TypeVar, cast

import attrs

from empact.model import Action, Anchor, Cell, Kpi, Prose, Span

T = TypeVar("T")

CELLS = ("activity", "leaders", "participants", "description", "links", "timing", "target", "kpis")
"""The cells of an action that can name a date."""
_YEAR = r"(?<!\d)[12]\d{3}(?!\d)"

Move: TypeAlias = Callable[[Anchor], Anchor | None]
"""Returns where an anchor leads in the next plan; None if its text is not there."""


def dated_cells(action: Action, period: Span | None) -> Mapping[str, Prose]:
    """Return the text of each cell of an action that names dates of its plan, by column.

    That is the timing in any case; a cell that names a year of the plan; and the KPIs, if one has a deadline, a time
    that it measures, or a baseline that is still to be set.

    Args:
        action: The action.
        period: The period of its plan; None if it has none.
    """
    return {
        column: Prose(text=str(cell) or None, emphasis=cell.emphasis, withheld=cell.withheld)
        for column in CELLS
        if (cell := _cell(action, column)) and (column == "timing" or _is_dated(cell, period))
    }


def _cell(action: Action, column: str) -> Prose | Cell[Any]:
    cell: Prose | Cell[Any] = getattr(action, column)
    return cell


def _is_dated(cell: Prose | Cell[Any], period: Span | None) -> bool:
    items = cell.items if isinstance(cell, Cell) else ()
    texts = (str(cell), *map(str, items))
    return any(has_year(text, period) for text in texts) or any(_has_date(item, period) for item in items)


def has_year(text: str, period: Span | None) -> bool:
    """Whether a text names a year of a period."""
    return period is not None and any(
        period.start.year <= int(year) <= period.end.year for year in re.findall(_YEAR, text)
    )


def _has_date(item: object, period: Span | None) -> bool:
    if not isinstance(item, Kpi):
        return False
    baseline = item.baseline
    if baseline is not None and (baseline.due is not None or has_year(str(baseline.year), period)):
        return True
    return item.deadline is not None or item.period is not None


def moved(value: T, move: Move) -> T:
    """Return a value of the model with each anchor in it moved; an anchor that leads nowhere is left out."""
    if isinstance(value, Anchor):
        return cast("T", move(value))
    if isinstance(value, tuple):
        parts = cast("tuple[object, ...]", value)
        each = tuple(moved(part, move) for part in parts)
        if all(map(operator.is_, each, parts)):
            return cast("T", parts)
        return cast("T", tuple(part for part in each if part is not None))
    cls: type[Any] = type(value)
    if not attrs.has(cls):
        return value
    fields = [field.name for field in attrs.fields(cls) if field.init]
    old = {name: getattr(value, name) for name in fields}
    changes = {name: new for name, part in old.items() if (new := moved(part, move)) is not part}
    return cast("T", attrs.evolve(cast("Any", value), **changes)) if changes else value
