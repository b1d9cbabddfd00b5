"""The document ``deadlines``: what is due, with a cell for the state of each."""

from __future__ import annotations

import datetime as dt

from empact.analysis import PlanContext
from empact.documents import (
    Column,
    ColumnType,
    Document,
    FillIn,
    Row,
    Section,
    Table,
    TableCell,
    file_stem,
    unique_keys,
)
from empact.model import FrozenMap, Prose
from empact_support_desk.calendar import Due, due

STATES = ("open", "done", "dropped")
_COLUMNS = (
    Column(key="day", title="Due", type=ColumnType.DATE, width=12),
    Column(key="number", title="#", width=6),
    Column(key="leaders", title="Leader", type=ColumnType.LIST, width=16),
    Column(key="what", title="What", width=60),
    Column(key="state", title="State", width=10),
)


def build(ctx: PlanContext, *, until: dt.date | None) -> Document:
    """Return what is due until a day, or, without a day, everything that is due."""
    plan = ctx.plan
    found = [entry for entry in due(plan) if until is None or (entry.day is not None and entry.day <= until)]
    # The action and the day, not the position: the row keeps its key when other actions are added.
    keys = unique_keys(f"{entry.action.number} {entry.day or 'without a date'}" for entry in found)
    rows = tuple(_row(key, entry) for key, entry in zip(keys, found, strict=True))
    return Document(
        kind="deadlines",
        title=f"Deadlines of {plan.id}",
        name=f"{file_stem(plan.id)}-deadlines",
        marking=plan.marking_line,
        properties=FrozenMap({"plan": plan.id} | ({} if until is None else {"until": until})),
        sections=(Section(key="deadlines", title="Deadlines", body=Table(_COLUMNS, rows)),),
    )


def _row(key: str, entry: Due) -> Row:
    leaders = tuple(map(str, entry.action.leaders)) or None
    state = TableCell(None, fill_in=FillIn(STATES))
    return Row(key, (entry.day, entry.action.number, leaders, Prose(text=entry.what).plain, state))
