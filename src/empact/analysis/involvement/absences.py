"""Absences: the days on which a party takes no part in a plan, since a recorded decision says so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from empact.analysis.involvement.resolved import meant
from empact.model import EntryKind, Ledger, Party, Span, Verdict
from empact.model.ledger import by_plan
from empact.reference import Register
from empact.reprs import short_repr

_DAY = dt.timedelta(days=1)


@attrs.frozen(kw_only=True)
class Absence:
    """A time in which a party is no participant of a plan: from the day of the decision, until one that readmits it.

    ``until`` is the last day, None where no decision ends it; ``record`` is the entry of the ledger that says so.
    """

    party: str
    since: dt.date
    until: dt.date | None = None
    entry: str | None = None

    __repr__ = short_repr

    def __str__(self) -> str:
        until = "" if self.until is None else f" to {self.until}"
        why = "" if self.entry is None else f", by the decision {self.entry!r}"
        return f"{self.party} takes no part from {self.since}{until}{why}"

    def holds(self, on: dt.date) -> bool:
        """Whether the party is absent on a day."""
        return self.since <= on and (self.until is None or on <= self.until)

    def meets(self, span: Span) -> bool:
        """Whether the party is absent on a day of a stretch of time."""
        return Span(start=self.since, end=self.until or dt.date.max).overlaps(span)


def absences(ledger: Ledger, register: Register, *, as_of: dt.date | None = None) -> tuple[Absence, ...]:
    """Who is no longer a participant, and from when, by the decisions that were known at a date.

    A decision takes effect on its own day; what was before stays as it was. That holds for every decision on record,
    whether or not the clause allows it: to judge that is for people, and a rule tells. One that another of the same
    day takes back has no effect.
    """
    found: list[Absence | None] = []
    running: dict[str, int] = {}
    for record in ledger.until(as_of).distinct:
        entry = record.content
        if entry.kind is not EntryKind.DECISION:
            continue
        for code in meant(entry.parties, entry.on, register):
            if entry.verdict is Verdict.EXCLUDED and code not in running:
                running[code] = len(found)
                found.append(Absence(party=code, since=entry.on, entry=record.id))
            elif entry.verdict is Verdict.READMITTED and code in running:
                index = running.pop(code)
                absence = found[index]
                if absence is not None:
                    ended = entry.on > absence.since
                    found[index] = attrs.evolve(absence, until=entry.on - _DAY) if ended else None
    return tuple(one for one in found if one is not None)


def recorded_absences(ledgers: Iterable[Ledger], register: Register) -> Mapping[str, tuple[Absence, ...]]:
    """Who is no longer a participant of each plan that ledgers are about, by the id of the plan."""
    return {plan: absences(ledger, register) for plan, ledger in by_plan(ledgers).items()}


def present(
    span: Span, parties: tuple[Party, ...], away: Sequence[Absence]
) -> Iterator[tuple[Span, tuple[Party, ...]]]:
    """A stretch of time with everybody in it, cut where somebody leaves or comes back; nothing where nobody is left."""
    codes = {party.code for party in parties}
    concerned = [one for one in away if one.party in codes and one.meets(span)]
    if not concerned:
        yield span, parties
        return
    turns = {one.since for one in concerned} | {one.until + _DAY for one in concerned if one.until is not None}
    starts = [span.start, *sorted(day for day in turns if day in span and day != span.start)]
    ends = [*(day - _DAY for day in starts[1:]), span.end]
    for start, end in zip(starts, ends, strict=True):
        left = tuple(party for party in parties if not _away(party, start, concerned))
        if left:
            yield Span(start=start, end=end), left


def _away(party: Party, on: dt.date, away: Iterable[Absence]) -> bool:
    return any(one.party == party.code and one.holds(on) for one in away)
