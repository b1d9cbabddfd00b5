"""Parties of the next plan: which names mean others in its period, and which party takes the place of another."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterable, Iterator

import attrs

from empact.analysis.involvement.absences import Absence
from empact.grammar import parse_parties
from empact.model import Parties, Party, PartyItem, PartyKind, Span
from empact.reference import Register, Role
from empact.values import value


@value(kw_only=True)
class _MemberChange:
    """A day on which a state joins or leaves the Union."""

    day: dt.date
    """The first day of the change."""
    party_code: str
    """The code of the state."""
    joins: bool
    """Whether it joins; otherwise it leaves."""

    def __str__(self) -> str:
        return f"{self.party_code} is {'a' if self.joins else 'no'} member state from {self.day} on"


class NextParties:
    """What the names of a plan mean in the period of the next one.

    Args:
        register: The known parties.
        last_day: The last day of the earlier plan.
        period: The period of the next plan.
        absences: The decisions that exclude parties from the earlier plan; what they mean for the next one is open.
    """

    def __init__(self, register: Register, last_day: dt.date, period: Span, absences: Iterable[Absence] = ()) -> None:
        self._register = register
        self._excluded = {absence.party_code: absence.since for absence in absences if absence.holds(last_day)}
        self._period = period
        stretches = register.stretches(last_day, period.end)
        self._changes = tuple(
            _MemberChange(day=after.start, party_code=party.code, joins=joins)
            for before, after in itertools.pairwise(stretches)
            for party, joins in _differences(
                register.members(PartyKind.MEMBER_STATE, before.start),
                register.members(PartyKind.MEMBER_STATE, after.start),
            )
        )

    def renewed(self, cell: Parties) -> Parties:
        """Return a cell with the successor of each party that no longer exists; the cell itself if there is none."""
        successors = {
            name: successor.code
            for item in cell.understood
            for name in _names(item)
            if (successor := self._successor(name)) is not None
        }
        if not successors:
            return cell
        items = tuple(_renamed(item, successors) if isinstance(item, PartyItem) else item for item in cell.items)
        text = cell.text
        for name, code in successors.items():
            text = None if text is None else re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", code, text)
        kept = text is not None and (parse_parties(text).items == items or text == cell.text)
        return Parties(text=text if kept else None, items=items, stated=cell.stated, withheld=cell.withheld)

    def changes(self, *cells: Parties) -> tuple[str, ...]:
        """Return what changes about the parties of some cells, a sentence each."""
        sentences = (
            f"{name}: {change}."
            for cell in cells
            for item in cell.understood
            for name in _names(item)
            for change in self._changes_of(name, item)
        )
        return tuple(dict.fromkeys(sentences))

    def _changes_of(self, name: str, item: PartyItem) -> Iterator[str]:
        group = item.collective if name == item.party else None
        if group is not None:
            if group.determinate:
                yield from map(str, self._changes)
            return
        role = self._register.role(name)
        if role is not None:
            yield self._held(role)
            return
        party = self._register.find(name, self._period.start)
        if party is not None:
            yield from self._of_party(party)

    def _of_party(self, party: Party) -> Iterator[str]:
        successor = self._successor(party.code)
        if successor is not None:
            yield f"{successor.code} took its place, since it existed until {party.until}"
        elif party.until is not None and party.until < self._period.end:
            following = "" if party.successor is None else f", then {party.successor}"
            yield f"it exists until {party.until}{following}"
        yield from (str(change) for change in self._changes if change.party_code == party.code)
        if party.code in self._excluded:
            yield f"it takes no part in the earlier plan from {self._excluded[party.code]} on"

    def _held(self, role: Role) -> str:
        held = self._register.holders(role, self._period.start, self._period.end)
        if not held or held[0][0].start > self._period.start or held[-1][0].end < self._period.end:
            known = "".join(f", {party.code} from {days.start} to {days.end}" for days, party in held)
            return f"not all holders in {self._period} are known{known}"
        return ", ".join(f"{party.code} from {days.start} to {days.end}" for days, party in held)

    def _successor(self, name: str) -> Party | None:
        """Return the party that has taken the place of another by the first day of the period, or None."""
        party, seen = self._register.find(name, self._period.start), set[str]()
        first = party
        while party is not None and not party.holds(self._period.start) and party.code not in seen:
            seen.add(party.code)
            party = None if party.successor is None else self._register.find(party.successor)
        return None if party is first or party is None or not party.holds(self._period.start) else party


def _differences(before: Iterable[Party], after: Iterable[Party]) -> Iterator[tuple[Party, bool]]:
    """Yield the parties that joined, then those that left."""
    old, new = {party.code: party for party in before}, {party.code: party for party in after}
    yield from ((party, True) for code, party in new.items() if code not in old)
    yield from ((party, False) for code, party in old.items() if code not in new)


def _names(item: PartyItem) -> tuple[str, ...]:
    return (item.party, *item.members, *item.including, *item.excluded, *item.cooperating)


def _renamed(item: PartyItem, names: dict[str, str]) -> PartyItem:
    def renamed(listed: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(names.get(name, name) for name in listed)

    return attrs.evolve(
        item,
        party=names.get(item.party, item.party),
        members=renamed(item.members),
        including=renamed(item.including),
        excluded=renamed(item.excluded),
        cooperating=renamed(item.cooperating),
    )
