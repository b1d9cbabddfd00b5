"""What the items of a cell mean in a plan, in words: parties, links, times, targets and KPIs."""

from __future__ import annotations

import itertools
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from empact.analysis import (
    CellMeaning,
    Determinacy,
    ResolvedKpi,
    ResolvedLinks,
    ResolvedParties,
    ResolvedParty,
    ResolvedTiming,
    format_number,
)
from empact.analysis.portfolio.resolving import Destination
from empact.analysis.resolved_plans.times import DatedItem
from empact.documents.language import Words
from empact.documents.months import format_span
from empact.grammar import parse_timing_item
from empact.model import Action, Choice, Direction, Party, Plan, Span, StrategicGoal, Target, Unparsed

_BEGINNING = 80
"""The most characters of the text of what a link leads to."""


class MeaningRow(NamedTuple):
    """An item that is understood, with what it means in the plan."""

    item: str
    """The item in the notation of a plan."""
    means: str
    """What it means."""
    role: str | None = None
    """The role of a party. None for an item that is something else."""


def meaning_rows(
    meaning: CellMeaning, words: Words, *, all_codes: bool = True, titled: bool = False
) -> Iterator[MeaningRow]:
    """Yield the items of a cell that are understood.

    Args:
        meaning: The meaning.
        words: The language.
        all_codes: Whether the parties of a large group are named one by one.
        titled: Whether a link has the beginning of the text of what it leads to.
    """
    rows: tuple[Iterable[MeaningRow], ...] = (
        () if meaning.parties is None else _of_parties(meaning.parties, words, all_codes=all_codes),
        () if meaning.links is None else _of_links(meaning.links, words, titled=titled),
        () if meaning.timing is None else _of_times(meaning.timing, words),
        ()
        if meaning.target is None
        else (MeaningRow(target.text, _aim(target, words)) for target in meaning.target.items),
        () if meaning.kpis is None else (MeaningRow(kpi.text, _figures(kpi, words)) for kpi in meaning.kpis.items),
    )
    yield from itertools.chain(*rows)


def _of_parties(cell: ResolvedParties, words: Words, *, all_codes: bool) -> Iterator[MeaningRow]:
    for item in cell.items:
        yield MeaningRow(item.text, _who(item, words, all_codes=all_codes), words(item.role.value))


def _of_links(cell: ResolvedLinks, words: Words, *, titled: bool) -> Iterator[MeaningRow]:
    for link in cell.items:
        named = (_titled(each) if titled else str(each) for each in link.destinations)
        yield MeaningRow(link.text, ", ".join(named) or link.why or words(link.state.value))


def _titled(destination: Destination) -> str:
    """Return what a link leads to, with the beginning of its text: ``C-2012:2.1 (HIO at the external borders ...)``."""
    match destination.value:
        case Action(activity=activity):
            text = activity.plain
        case StrategicGoal(body=body, annex=annex):
            text = annex.plain or body.plain
        case Plan(title=title):
            text = title or ""
    return f"{destination} ({textwrap.shorten(text, _BEGINNING, placeholder=' ...')})" if text else str(destination)


def _of_times(cell: ResolvedTiming, words: Words) -> Iterator[MeaningRow]:
    for item in (*cell.periods, *cell.milestones):
        yield MeaningRow(item.text, _days(item, words))


def _who(item: ResolvedParty, words: Words, *, all_codes: bool) -> str:
    """Return who is meant by an item, and how certain that is."""
    if len(item.spans) > 1:
        times = (
            f"{format_span(span.span, words)}: {_named(span.parties, words, all_codes=all_codes)}"
            for span in item.spans
        )
        who = ", ".join(times)
    else:
        who = _named(item.parties, words, all_codes=all_codes) or words(_NOBODY[item.determinacy])
    reason = words("to be confirmed") if item.reason is None else words("to be confirmed: {why}", why=item.reason)
    condition = None if item.condition is None else words("if {condition}", condition=item.condition)
    partner = None if item.partner_of is None else words("in cooperation with {party}", party=item.partner_of)
    return "; ".join(filter(None, (who, item.authority, partner, reason if item.tentative else None, condition)))


def _named(parties: Sequence[Party], words: Words, *, all_codes: bool) -> str:
    """Return the codes of parties; several are counted."""
    codes = ", ".join(party.code for party in parties)
    if len(parties) <= 1:
        return codes
    counted = words("{number} parties", number=len(parties))
    return f"{counted}: {codes}" if all_codes else counted


_NOBODY = {
    Determinacy.NAMED: "nobody at that time",
    Determinacy.EVERY: "all of them, by the date",
    Determinacy.ROLE: "who holds the office, by the date",
    Determinacy.OPEN: "open: the text does not say who belongs to it",
    Determinacy.UNKNOWN: "no known party",
}
"""What is said of an item that means no party of the register."""


def _days(item: DatedItem, words: Words) -> str:
    """Return the days of a time; of several times, whether one of them or each is meant."""
    times = [format_span(window, words) for window in item.windows] or list(_named_times(item))
    if len(times) > 1:
        listed = ", ".join(times)
        each = item.choice is Choice.EACH
        return words("each of {times}", times=listed) if each else words("one of {times}", times=listed)
    if item.deadline is not None:
        return words("by {day}", day=item.deadline)
    if item.start is not None and item.end is not None:
        return format_span(Span(start=item.start, end=item.end), words)
    if item.end is not None:
        return words("until {day}", day=item.end)
    return times[0] if times else words("no date")


def _named_times(item: DatedItem) -> Iterator[str]:
    """Yield the names of the times of an item that have no dates, since no plan says which year is meant."""
    named = parse_timing_item(item.text)
    return iter(()) if isinstance(named, Unparsed) else map(str, named.windows)


def _aim(target: Target, words: Words) -> str:
    """Return the figure of a target, with its direction."""
    if target.value is None:
        return words("no figure")
    is_change = target.direction not in {None, Direction.REACH}
    direction = words(target.direction.value) if is_change and target.direction is not None else None
    return " ".join(filter(None, (direction, format_number(target.value), target.unit)))


def _figures(kpi: ResolvedKpi, words: Words) -> str:
    """Return what is read of a KPI: what it counts, its target, each when, and by when."""
    counted = kpi.measures or kpi.unit
    without = words("no target") if counted is not None and not kpi.deadline else None
    parts = [
        counted,
        without if kpi.target is None else words("target {target}", target=kpi.target),
        None if kpi.per is None else words("per {each}", each=kpi.per),
        *(words("by {day}", day=span.end) for span in kpi.deadline),
    ]
    return "; ".join(filter(None, parts)) or words("no figure")
