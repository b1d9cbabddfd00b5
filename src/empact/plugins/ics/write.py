"""Formats the entries of plans as one calendar (RFC 5545, with the names of RFC 7986)."""

from __future__ import annotations

import datetime as dt
import functools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from empact import ExportError, MissingExtraError, Portfolio
from empact.analysis import DueItem, DueKind, PlanContext, Tasking, Taskings, agenda, checkpoint_dates
from empact.documents import file_stem, unique_keys
from empact.hooks import Artifact, ExportContext
from empact.model import DocumentNumber, Ledger, Plan, Span, Suffix
from empact.plugins.ics.entries import Entry, EntryKind, Relations, Undated, plan_entries, relations
from empact.plugins.ics.wording import (
    Disclosure,
    address,
    categories,
    description,
    disclosure,
    place,
    plain,
    title,
)

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
        own = [item for item in items if party is None or item.party_code == party]
        if own:
            yield _entry(ctx, kind, f"{source}/{number}", own)


def _source(ctx: PlanContext, item: DueItem) -> str:
    """Return what sets the day, without the day itself: the checkpoint by its place, the entry, or the KPI."""
    if item.entry_id is not None and item.checkpoint is None:
        return item.entry_id
    if item.checkpoint is None:
        _, _, position, *_, ordinal = str(item.at).split("/")
        return f"{unique_keys(action.number for action in ctx.plan.actions)[int(position)]}/{int(ordinal) + 1}"
    days = checkpoint_dates(ctx.plan)
    time = days[item.checkpoint].index(item.cut_off) if item.cut_off is not None else 0
    return f"{list(days).index(item.checkpoint) + 1}/{time + 1}"


def _entry(ctx: PlanContext, kind: EntryKind, key: str, items: list[DueItem]) -> Entry:
    first = items[0]
    parties = tuple(dict.fromkeys(item.party_code for item in items if item.party_code is not None))
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
        recorded=None if first.entry_id is None else ctx.ledger.entry(first.entry_id).content.on,
    )


_DAY = dt.timedelta(days=1)
_UNKNOWN = dt.date(1970, 1, 1)
_REFRESH = dt.timedelta(days=1)
_NAMED = 3
"""The most plans that a note names."""


def write(portfolio: Portfolio, ctx: ExportContext) -> Iterator[Artifact]:
    """Return one calendar with the entries of all plans, named after the plan if it is only one.

    Raises:
        MissingExtraError: icalendar is not installed.
        ExportError: Two plans have one id, so that their entries would have the same UIDs.
        UnknownIdError: The register has no such party.
    """
    try:
        import icalendar
    except ImportError:
        message = "The format 'ics' needs icalendar: run 'pip install \"empact[ics]\"'."
        raise MissingExtraError(message) from None

    _refuse_same_ids(portfolio)
    contexts = ctx.context.contexts
    taskings = _taskings(contexts, ctx.options["party"])
    allowed = {id(context): disclosure(context, ctx) for context in contexts}
    codes = [None if tasking is None else tasking.party.code for tasking in taskings]
    items = [
        entry for context, tasking in zip(contexts, taskings, strict=True) for entry in plan_entries(context, tasking)
    ]
    items += [entry for context, own in zip(contexts, codes, strict=True) for entry in due_entries(context, own)]
    entries = [item for item in items if isinstance(item, Entry)]
    undated = [item for item in items if isinstance(item, Undated)]
    _note_what_is_left_out((item.ctx for item in items), allowed, ctx)
    code = next(iter(codes), None)
    marking = ctx.marking
    related = relations(contexts, [entry for entry in entries if allowed[id(entry.ctx)].in_full])

    calendar: Any = icalendar.Calendar()
    texts = {"name": _name(contexts, allowed, code), "description": _about(undated, allowed, marking)}
    _head(calendar, {key: _text_class()(text) for key, text in texts.items() if text})
    for entry in entries:
        event: Any = icalendar.Event()
        _fill(event, entry, allowed[id(entry.ctx)], related)
        calendar.add_component(event)
    ids = [plan.id for plan in portfolio]
    stem = file_stem(ids[0]) if len(ids) == 1 else "portfolio"
    yield Artifact(f"{stem if code is None else f'{stem}-{file_stem(code)}'}.ics", calendar.to_ical(sorted=False))


def _note_what_is_left_out(
    contexts: Iterable[PlanContext], allowed: Mapping[int, Disclosure], ctx: ExportContext
) -> None:
    """Say of which plans the calendar has no texts, and how it gets them."""
    ids = list(dict.fromkeys(context.plan.id for context in contexts if not allowed[id(context)].in_full))
    if ids:
        named = ", ".join(ids[:_NAMED]) + (f" and {len(ids) - _NAMED} more" if len(ids) > _NAMED else "")
        ctx.note(
            f"The calendar has no texts of marked plans ({named}), only numbers, days and the marking. "
            "Add --release LEVEL for the texts; the marking must not be above LEVEL."
        )


def _taskings(contexts: Iterable[PlanContext], party: str | None) -> list[Tasking | None]:
    """Return what a party has to do in each plan: as planned, like its tasking sheet, so without the ledger."""
    if party is None:
        return [None for _ in contexts]
    return [Taskings(attrs.evolve(ctx, ledger=Ledger(plan=ctx.plan.id))).of_party(party) for ctx in contexts]


def _refuse_same_ids(portfolio: Portfolio) -> None:
    twice = next((name for name, number in Counter(plan.id for plan in portfolio).items() if number > 1), None)
    if twice is not None:
        message = f"Two plans have the id {twice!r}, so their entries have the same UID: export one of them."
        raise ExportError(message)


def _name(contexts: Sequence[PlanContext], allowed: Mapping[int, Disclosure], code: str | None) -> str:
    """Return the name of the calendar: the ids of its plans, and the party or the title."""
    ids = ", ".join(plain(ctx.plan.id) for ctx in contexts)
    if code is not None:
        return f"{ids}: {code}"
    (first, *others) = contexts
    named = None if others or not allowed[id(first)].in_full else first.plan.title
    return f"{ids} {plain(named)}" if named else ids


def _about(undated: Iterable[Undated], allowed: Mapping[int, Disclosure], marking: str | None) -> str:
    """Return the description of the calendar: what has no date and so no entry, and the marking."""
    lines = [
        f"{plain(item.subject)}: {plain(item.words)}" if allowed[id(item.ctx)].in_full else plain(item.subject)
        for item in undated
    ]
    listed = ["Without a date, and so without an entry:", *dict.fromkeys(lines)] if lines else []
    return "\n".join([*listed, *([plain(marking)] if marking else [])])


@functools.cache
def _text_class() -> Any:
    r"""Return the type of a text, which writes "\N" as it is; icalendar takes it for a line break."""
    import icalendar

    class Text(icalendar.vText):
        def to_ical(self) -> bytes:
            return rb"\\N".join(icalendar.vText(part).to_ical() for part in str(self).split(r"\N"))

    return Text


def _head(calendar: Any, texts: Mapping[str, Any]) -> None:
    """Fill in the head: name and description also by the older names, which more programs know."""
    calendar.add("prodid", "-//empact//calendar of plans//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    for key, text in texts.items():
        calendar.add(key, text)
        calendar.add({"name": "x-wr-calname"}.get(key, "x-wr-caldesc"), text)
    calendar.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})


def _fill(event: Any, entry: Entry, allowed: Disclosure, related: Relations) -> None:
    stamp = dt.datetime.combine(entry.recorded or _stamp(entry.ctx), dt.time(), dt.UTC)
    event.add("uid", entry.uid)
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("sequence", _sequence(entry.ctx.plan))
    event.add("dtstart", entry.span.start)
    if entry.span.end < dt.date.max:
        event.add("dtend", entry.span.end + _DAY)
    else:
        event.add("duration", entry.span.end - entry.span.start + _DAY)
    event.add("summary", _text_class()(title(entry, allowed)))
    is_recorded = entry.recorded is not None and allowed.category == "PUBLIC"  # the ledger is not public with the plan
    event.add("class", "PRIVATE" if is_recorded else allowed.category)
    event.add("status", "CANCELLED" if entry.is_cancelled else "TENTATIVE" if entry.doubts else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    texts = {
        "description": description(entry, allowed),
        "categories": categories(entry, allowed),
        "location": place(entry, allowed),
        "url": address(entry, allowed),
    }
    for key, value in texts.items():
        if value:
            event.add(key, _text_class()(value) if key in {"description", "location"} else value)
    for uid, type_ in related.get(entry.uid, {}).items():
        event.add("related-to", uid, parameters={"RELTYPE": type_})


def _stamp(ctx: PlanContext) -> dt.date:
    """Return the day of the entries: the date of the document, so that the same plan gives the same bytes.

    Without one it is the date of knowledge, the first day of the plan, or else the first day that computers count from.
    """
    written = next(iter(ctx.plan.cover.date.understood), None)
    start = None if ctx.plan.period is None else ctx.plan.period.start
    return written or ctx.as_of or start or _UNKNOWN


def _sequence(plan: Plan) -> int:
    """Return the number of the revision, which a calendar compares with what it has: 2 of ``17793/2/11 REV 2``."""
    number: DocumentNumber | None = next(iter(plan.cover.number.understood), None)
    if number is None:
        return 0
    issued = (issue.number for issue in number.issues if issue.suffix is Suffix.REV)
    return number.revision or next(filter(None, issued), None) or 0
