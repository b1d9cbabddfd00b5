"""Absences: the times for which a recorded decision excludes a party from a plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

import attrs

from empact.analysis.correcting import corrections
from empact.analysis.involvement.resolved import party_codes
from empact.arguments import check_date, check_type
from empact.model import EntryKind, Ledger, Party, PartyKind, Span, Verdict
from empact.reference import Register
from empact.values import value

_DAY = dt.timedelta(days=1)


@value(kw_only=True)
class Absence:
    """The time for which a party is excluded from a plan: from the decision to one that readmits it."""

    party_code: str
    """The code of the party."""
    since: dt.date
    """The first day without the party."""
    until: dt.date | None = None
    """The last day without the party; None if no decision ends the absence."""
    entry_id: str | None = None
    """The id of the decision in the ledger; None for an assumed absence, as in the impact of leaving."""

    def __str__(self) -> str:
        until = "" if self.until is None else f" to {self.until}"
        why = "" if self.entry_id is None else f" (ledger: {self.entry_id!r})"
        return f"{self.party_code} takes no part from {self.since}{until}{why}"

    def holds(self, on: dt.date) -> bool:
        """Whether the party is absent on a day."""
        check_date("on", on, required=True)
        return self.since <= on and (self.until is None or on <= self.until)

    def meets(self, span: Span) -> bool:
        """Whether the party is absent on any day of a span."""
        check_type("The span", "a Span", Span, span)
        return Span(start=self.since, end=self.until or dt.date.max).overlaps(span)


def absences(
    ledger: Ledger, register: Register, *, as_of: dt.date | None = None, period: Span | None = None
) -> tuple[Absence, ...]:
    """Return the absences by the decisions that were known at a date.

    A decision takes effect on its own day and changes nothing before it. Only a member state can be excluded: a
    decision against another body has no effect, and a rule reports it. Neither has a decision that is marked as a
    clerical error, nor an exclusion that is reversed on the same day. Whether the evidence supports a decision is for
    people to judge.

    Args:
        ledger: The ledger of a plan.
        register: The known parties.
        as_of: The date of knowledge: later entries are ignored. Without it, all count.
        period: The period of the plan. A member state is one on the day of the decision, or on the nearest day of the
            period.
    """
    check_type("The ledger", "a Ledger", Ledger, ledger)
    check_date("as_of", as_of)
    check_type("The register", "a Register", Register, register)
    check_type("The period", "a Span or None", (Span, type(None)), period)
    recorded: list[Absence | None] = []
    running: dict[str, int] = {}
    known = ledger.until(as_of)
    decisions = [entry for entry in known.distinct if entry.content.kind is EntryKind.DECISION]
    slips = corrections(known) if decisions else {}
    for entry in decisions:
        content = entry.content
        if entry.digest in slips:
            continue
        day = content.on if period is None else period.nearest(content.on)
        for code in party_codes(content.parties, content.on, register):
            if content.verdict is Verdict.EXCLUDED and code not in running:
                if not _is_member_state(code, day, register):
                    continue
                running[code] = len(recorded)
                recorded.append(Absence(party_code=code, since=content.on, entry_id=entry.id))
            elif content.verdict is Verdict.READMITTED and code in running:
                index = running.pop(code)
                absence = recorded[index]
                if absence is not None:
                    ended = content.on > absence.since
                    recorded[index] = attrs.evolve(absence, until=content.on - _DAY) if ended else None
    return tuple(absence for absence in recorded if absence is not None)


def _is_member_state(code: str, on: dt.date, register: Register) -> bool:
    party = register.find(code, on)
    return party is not None and register.kind(party, on) is PartyKind.MEMBER_STATE


def present(
    span: Span, parties: tuple[Party, ...], absences: Sequence[Absence]
) -> Iterator[tuple[Span, tuple[Party, ...]]]:
    """Split a span into the parts with the same parties present; parts with no party are left out."""
    # A sweep over the days on which a party leaves or comes back: between two of them nothing changes, so that one day
    # of each part decides for all of it. The cost is that of the changes, not of the days.
    codes = {party.code for party in parties}
    concerned = [absence for absence in absences if absence.party_code in codes and absence.meets(span)]
    if not concerned:
        yield span, parties
        return
    turns = {absence.since for absence in concerned} | {
        absence.until + _DAY for absence in concerned if absence.until is not None
    }
    starts = [span.start, *sorted(day for day in turns if day in span and day != span.start)]
    ends = [*(day - _DAY for day in starts[1:]), span.end]
    for start, end in zip(starts, ends, strict=True):
        left = tuple(party for party in parties if not _is_absent(party, start, concerned))
        if left:
            yield Span(start=start, end=end), left


def _is_absent(party: Party, on: dt.date, absences: Iterable[Absence]) -> bool:
    return any(absence.party_code == party.code and absence.holds(on) for absence in absences)
