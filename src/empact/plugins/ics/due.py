"""Derives the entries of the agenda: one for each day on which a call, the ledger or the plan makes something due.

They never say what is done or late, and have no text of the ledger: a calendar is shared.
"""

from __future__ import annotations

from collections.abc import Iterator

from empact.analysis import DueItem, DueKind, PlanContext, agenda, checkpoint_dates
from empact.documents import unique_keys
from empact.model import Span
from empact.plugins.ics.entries import Entry, EntryKind

_KINDS = {
    DueKind.REPORT: EntryKind.REPORT,
    DueKind.FIGURE: EntryKind.FIGURE,
    DueKind.COMMITMENT: EntryKind.COMMITMENT,
    DueKind.ANSWER: EntryKind.ANSWER,
}


def due_entries(ctx: PlanContext, party: str | None) -> Iterator[Entry]:
    """Yield the entries of what is due in a plan by day: one for all parties that owe the same on one day.

    Args:
        ctx: The plan, with its ledger.
        party: The code of a party: only what is due from it, with the same UIDs.
    """
    by_day: dict[tuple[EntryKind, str, object], list[DueItem]] = {}
    for item in agenda(ctx):
        if item.due is not None:
            day = item.due if item.kind is DueKind.REPORT else None
            by_day.setdefault((_KINDS[item.kind], _source(ctx, item), day), []).append(item)
    ordinals: dict[tuple[EntryKind, str], int] = {}
    for (kind, source, _), items in by_day.items():
        ordinals[kind, source] = number = ordinals.get((kind, source), 0) + 1
        own = [item for item in items if party is None or item.party == party]
        if own:
            yield _entry(ctx, kind, f"{source}/{number}", own)


def _source(ctx: PlanContext, item: DueItem) -> str:
    """Return what sets the day, without the day itself: the checkpoint by its place, the entry, or the KPI."""
    if item.entry is not None and item.checkpoint is None:
        return item.entry
    if item.checkpoint is None:
        _, _, position, *_, ordinal = str(item.at).split("/")
        return f"{unique_keys(action.number for action in ctx.plan.actions)[int(position)]}/{int(ordinal) + 1}"
    days = checkpoint_dates(ctx.plan)
    time = days[item.checkpoint].index(item.cut_off) if item.cut_off is not None else 0
    return f"{list(days).index(item.checkpoint) + 1}/{time + 1}"


def _entry(ctx: PlanContext, kind: EntryKind, key: str, items: list[DueItem]) -> Entry:
    first = items[0]
    parties = tuple(dict.fromkeys(item.party for item in items if item.party is not None))
    words = {
        EntryKind.REPORT: f"report for {first.checkpoint}",
        EntryKind.FIGURE: f"figure: {first.words}",
        EntryKind.COMMITMENT: f"commitment of {', '.join(parties)}",
    }.get(kind, f"answer of {', '.join(parties)}")
    number = first.actions[0] if len(first.actions) == 1 and kind is not EntryKind.REPORT else None
    own = number is not None and ":" not in number
    assert first.due is not None  # noqa: S101 - due_entries takes only what has a due day
    return Entry(
        ctx=ctx,
        subject=f"{ctx.plan.id}:{number}" if own else ctx.plan.id,
        kind=kind,
        ordinal=(1, 1),
        key=f"{ctx.plan.id}/{kind.value}/{key}",
        span=Span(start=first.due, end=first.due),
        words=words,
        is_deadline=True,
        parties=parties,
        recorded=None if first.entry is None else ctx.ledger.entry(first.entry).content.on,
    )
