"""Candidates: the parties that the open groups of a plan may mean."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from empact.analysis.involvement.absences import Absence, present
from empact.analysis.involvement.assignments import Determinacy, PartyAssignment, ResolvedSpan, everyone
from empact.analysis.involvement.resolved import excluded_codes
from empact.analysis.schedules import Schedule
from empact.model import Collective, PartyKind, Plan, Span
from empact.reference import Register

_ANY_TIME = Span(start=dt.date.min, end=dt.date.max)
_STATES = (PartyKind.MEMBER_STATE, PartyKind.THIRD_COUNTRY)


class Candidates:
    """The parties that each open group of a plan may mean: "Relevant MS" may mean any member state.

    A group may mean the parties of its kinds, without those that the text excludes and those that declined. A group
    with a name of its own whose members are not settled in all of the time may mean any state if it is one of states
    (Western Balkans in 2012), or else any party (FIUs).
    """

    def __init__(self, plan: Plan, register: Register, times: Schedule) -> None:
        self._plan, self._register, self._times = plan, register, times
        # A plan has few open groups and spans, and many actions share them.
        self._known: dict[
            tuple[tuple[PartyKind, ...], tuple[str, ...], Span, frozenset[str]], tuple[ResolvedSpan, ...]
        ] = {}

    def of(self, assignment: PartyAssignment) -> tuple[ResolvedSpan, ...]:
        """Return the candidates of an item, span by span of the action's own time; none unless the item is open."""
        if assignment.determinacy is not Determinacy.OPEN:
            return ()
        time = None if assignment.position is None else self._times.span(assignment.position)
        time = time or self._plan.period or _ANY_TIME
        key = self._kinds(assignment), assignment.item.excluded, time, assignment.declined
        if key not in self._known:
            self._known[key] = tuple(self._resolve(*key))
        return self._known[key]

    def possible(
        self, items: Sequence[PartyAssignment], absences: Sequence[Absence]
    ) -> Iterator[tuple[PartyAssignment, ResolvedSpan]]:
        """Yield the open items of one action, each with the parties that it may mean, span by span.

        A party that another item of the action names is left out for that time: the state that leads as Presidency
        until June may be one of the "Relevant MS" from July on. Absent parties are left out too.
        """
        groups = [item for item in items if item.determinacy is Determinacy.OPEN]
        named: dict[str, list[Span]] = {}
        for item in items if groups else ():
            for resolved in item.resolved:
                for party in resolved.parties:
                    named.setdefault(party.code, []).append(resolved.span)
        for item in groups:
            for resolved in self.of(item):
                whole = resolved.span
                left = tuple(
                    party
                    for party in resolved.parties
                    if not any(
                        span.start <= whole.start and whole.end <= span.end for span in named.get(party.code, ())
                    )
                )
                # A party that is named for a part of the time is treated as away for that part: the same sweep.
                away = [
                    Absence(party_code=party.code, since=span.start, until=span.end)
                    for party in left
                    for span in named.get(party.code, ())
                ]
                for span, parties in present(whole, left, (*absences, *away)):
                    yield item, ResolvedSpan(span, parties)

    def _kinds(self, assignment: PartyAssignment) -> tuple[PartyKind, ...]:
        if assignment.item.collective is not None:
            return assignment.item.collective.members
        group = self._register.group(assignment.name)
        return _STATES if group is not None and group.compositions else tuple(PartyKind)

    def _resolve(
        self, kinds: tuple[PartyKind, ...], excluded: tuple[str, ...], time: Span, declined: frozenset[str]
    ) -> Iterator[ResolvedSpan]:
        for resolved in everyone(self._register, Collective(members=kinds), time):
            left_out = excluded_codes(excluded, resolved.span.start, self._register) | declined
            yield ResolvedSpan(resolved.span, tuple(party for party in resolved.parties if party.code not in left_out))
