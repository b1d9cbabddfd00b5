"""The document ``deadlines``: what is due, with a cell for the state of each."""

from __future__ import annotations

import datetime as dt

from empact.analysis import PlanContext
from empact.documents import ColumnOf, ColumnType, Document, FillIn, Section, TableCell, column, file_stem, table
from empact.model import FrozenMap, Prose
from empact_support_desk.calendar import Due, due

STATES = ("open", "done", "dropped")
_TO_FILL_IN = TableCell(None, fill_in=FillIn(STATES))


def _leaders(entry: Due) -> tuple[str, ...] | None:
    if entry.action.leaders.withheld:
        return ("withheld",)
    return tuple(map(str, entry.action.leaders)) or None


def _key(entry: Due) -> str:
    # The action and the day, not the position: the row keeps its key when other actions are added.
    return f"{entry.action.number} {entry.day or 'without a date'}"


_COLUMNS: tuple[ColumnOf[Due], ...] = (
    column("day", "Due", lambda entry: entry.day, type=ColumnType.DATE, width=12),
    column("number", "#", lambda entry: entry.action.number, width=6),
    column("leaders", "Leader", _leaders, type=ColumnType.LIST, width=16),
    column("what", "What", lambda entry: Prose(text=entry.what).plain, width=60),
    column("state", "State", lambda _: _TO_FILL_IN, width=10),
)


def build(ctx: PlanContext, *, until: dt.date | None) -> Document:
    """Return what is due until a day, or, without a day, everything that is due."""
    plan = ctx.plan
    entries = [entry for entry in due(plan) if until is None or (entry.day is not None and entry.day <= until)]
    return Document(
        kind="deadlines",
        title=f"Deadlines of {plan.id}",
        name=f"{file_stem(plan.id)}-deadlines",
        marking=ctx.marking,
        properties=FrozenMap({"plan": plan.id} | ({} if until is None else {"until": until})),
        sections=(Section(key="deadlines", title="Deadlines", body=table(_COLUMNS, entries, key=_key)),),
    )
