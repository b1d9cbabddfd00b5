"""Confirmations: what parties say of their parts in actions, and what follows for who takes part."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Iterator, Sequence

import attrs

from empact.analysis.involvement.assignments import (
    Determinacy,
    PartyAssignment,
    PartyAssignments,
    PartyRole,
    ResolvedSpan,
)
from empact.analysis.involvement.candidates import Candidates
from empact.analysis.involvement.resolved import party_codes
from empact.analysis.schedules import Schedule
from empact.model import EntryKind, LedgerEntry, PartReply
from empact.reference import Register
from empact.values import value

_SINGLE = frozenset({Determinacy.NAMED, Determinacy.UNKNOWN})
_LEADING = frozenset({PartyRole.LEADER, PartyRole.CO_LEADER})


class PlannedPart(enum.Enum):
    """What the plan says of a part that a party confirms or declines."""

    NAMED = "named"
    """The plan gives the party the part, by name, by an office or as one of a group ("All MS")."""
    TENTATIVE = "tentative"
    """The plan gives the party the part, but it is to be confirmed."""
    OPEN = "open"
    """A group can mean the party, and the plan leaves open whether it does ("Relevant MS")."""
    NONE = "none"
    """The action does not name the party, and no group of it can mean it."""


@value(kw_only=True)
class Confirmation:
    """What a party says of its part in an action: its newest confirmations in the ledger."""

    party_code: str
    """The code of the party, or its name as written if the register has none."""
    action_number: str
    """The number of the action."""
    position: int
    """The index of the action in ``plan.actions``."""
    planned: PlannedPart
    """What the plan says of the part."""
    part: PartReply | None
    """What the party says. None if its entries of that day differ: nothing follows from them."""
    on: dt.date
    """The day of the entries."""
    entries: tuple[LedgerEntry, ...] = attrs.field(repr=False)
    """The entries of that day, at least one."""

    def __str__(self) -> str:
        ids = ", ".join(repr(entry.id) for entry in self.entries)
        if self.part is None:
            return f"{self.party_code} said different things of its part on {self.on} (ledger: {ids})"
        said = "left its part open" if self.part is PartReply.OPEN else f"{self.part.called} its part"
        return f"{self.party_code} {said} on {self.on} (ledger: {ids})"


def read_confirmations(
    entries: Iterable[LedgerEntry], stated: PartyAssignments, register: Register, times: Schedule
) -> tuple[Confirmation, ...]:
    """Return the newest confirmation of each party for each action, in the order of the plan.

    The latest day counts. Entries of one day that differ have no order, so nothing follows from them.

    Args:
        entries: The entries of the ledger that are in force.
        stated: The parties of the plan, as its text says.
        register: The known parties.
        times: The schedule of the plan.
    """
    plan = stated.plan
    positions: dict[str, list[int]] = {}
    for position, action in enumerate(plan.actions):
        positions.setdefault(action.number, []).append(position)
    newest: dict[tuple[int, str], list[LedgerEntry]] = {}
    for entry in entries:
        content = entry.content
        if content.kind is not EntryKind.CONFIRMATION:
            continue
        numbers = dict.fromkeys(ref.action for ref in content.actions if ref.plan in {None, plan.id})
        concerned = [position for number in numbers if number is not None for position in positions.get(number, ())]
        for code in party_codes(content.by, content.on, register):
            for position in concerned:
                of_day = newest.setdefault((position, code), [])
                if of_day and of_day[0].content.on < content.on:
                    of_day.clear()
                if not of_day or of_day[0].content.on == content.on:
                    of_day.append(entry)
    candidates = Candidates(plan, register, times)
    return tuple(
        Confirmation(
            party_code=code,
            action_number=plan.actions[position].number,
            position=position,
            planned=_planned(code, stated.of_action(position), candidates, register),
            part=_same_part(of_day),
            on=of_day[0].content.on,
            entries=tuple(of_day),
        )
        for (position, code), of_day in sorted(newest.items(), key=lambda known: known[0])
    )


def _same_part(of_day: Sequence[LedgerEntry]) -> PartReply | None:
    """Return what entries say; None if they differ."""
    parts = {entry.content.part for entry in of_day}
    return parts.pop() if len(parts) == 1 else None


def _planned(code: str, items: Sequence[PartyAssignment], candidates: Candidates, register: Register) -> PlannedPart:
    named = [item for item in items if code in _codes(item, register)]
    if named:
        return PlannedPart.TENTATIVE if all(item.is_tentative for item in named) else PlannedPart.NAMED
    possible = any(code in _meant(candidates.of(item)) for item in items)
    return PlannedPart.OPEN if possible else PlannedPart.NONE


def _codes(item: PartyAssignment, register: Register) -> frozenset[str]:
    """Return the codes of the parties that an item names; of a single name also if it is resolved to no party."""
    codes = _meant(item.resolved)
    if codes or item.determinacy not in _SINGLE:
        return codes
    party = register.find(item.name)
    return frozenset({item.name if party is None else party.code})


def _meant(spans: Iterable[ResolvedSpan]) -> frozenset[str]:
    return frozenset(party.code for resolved in spans for party in resolved.parties)


def with_confirmations(
    stated: PartyAssignments, confirmations: Iterable[Confirmation], register: Register, times: Schedule
) -> PartyAssignments:
    """Return the parties of a plan with what follows from confirmations.

    A party that confirms a part which is open, or to be confirmed, takes part by name. One that declines such a part is
    left out. A part that the plan gives without doubt stays: declining it releases nobody.

    Args:
        stated: The parties of the plan, as its text says.
        confirmations: The confirmations.
        register: The known parties.
        times: The schedule of the plan.
    """
    by_position: dict[int, list[Confirmation]] = {}
    for confirmation in confirmations:
        confirmed = confirmation.part is PartReply.CONFIRMED  # who leads may confirm what else is to be confirmed
        declined = confirmation.part is PartReply.DECLINED and confirmation.planned is not PlannedPart.NAMED
        if (confirmed or declined) and confirmation.planned is not PlannedPart.NONE:
            by_position.setdefault(confirmation.position, []).append(confirmation)
    if not by_position:
        return stated
    candidates = Candidates(stated.plan, register, times)
    by_action = {
        position: _Answered(
            stated.of_action(position),
            answers,
            candidates,
            register,
            dated=(times.span(position) or stated.plan.period) is not None,
        )
        for position, answers in by_position.items()
    }
    items = (
        [item] if item.position not in by_action else by_action[item.position].items_of(item) for item in stated.items
    )
    return PartyAssignments(stated.plan, tuple(item for several in items for item in several))


class _Answered:
    """The items of one action, with what parties answered."""

    def __init__(
        self,
        items: Sequence[PartyAssignment],
        answers: Iterable[Confirmation],
        candidates: Candidates,
        register: Register,
        *,
        dated: bool,
    ) -> None:
        self._answers = {answer.party_code: answer for answer in answers}
        self._candidates, self._register, self._dated = candidates, register, dated
        self._possible: dict[int, list[ResolvedSpan]] = {}
        for item, resolved in candidates.possible(items, ()):
            self._possible.setdefault(id(item), []).append(resolved)
        # A party takes part once. If groups of leaders and of participants can mean it, it confirms to take part: it
        # would lead only if it said so.
        groups = [item for item in items if item.determinacy is Determinacy.OPEN]
        self._joins: dict[str, int] = {}
        for group in sorted(groups, key=lambda item: item.role in _LEADING):
            for code in self._of(group, PartReply.CONFIRMED, PlannedPart.OPEN):
                self._joins.setdefault(code, id(group))

    def _of(self, item: PartyAssignment, part: PartReply, *planned: PlannedPart) -> dict[str, Confirmation]:
        """Return the answers with which parties confirm or decline an item that means them, by their codes."""
        is_open = item.determinacy is Determinacy.OPEN
        codes = _meant(self._candidates.of(item)) if is_open else _codes(item, self._register)
        return {
            code: answer
            for code, answer in self._answers.items()
            if answer.part is part and answer.planned in planned and code in codes
        }

    def items_of(self, item: PartyAssignment) -> Iterator[PartyAssignment]:
        """Yield what is left of an item, and the parties that confirmed it, by name."""
        if item.determinacy is Determinacy.OPEN:
            yield from self._open(item)
        elif item.is_tentative:
            yield from self._tentative(item)
        else:
            yield item

    def _open(self, item: PartyAssignment) -> Iterator[PartyAssignment]:
        confirmed = self._of(item, PartReply.CONFIRMED, PlannedPart.OPEN)
        joined = [answer for code, answer in confirmed.items() if self._joins[code] == id(item)]
        # A party that declined what is to be confirmed is not asked again as one of a group.
        declined = self._of(item, PartReply.DECLINED, PlannedPart.OPEN, PlannedPart.TENTATIVE)
        spans = self._possible.get(id(item), [])
        if not joined or not _meant(spans) <= {*confirmed, *declined}:
            yield attrs.evolve(item, confirmations=tuple(declined.values()))
        for answer in joined:
            yield self._by_name(item, answer, spans)

    def _tentative(self, item: PartyAssignment) -> Iterator[PartyAssignment]:
        confirmed = self._of(item, PartReply.CONFIRMED, PlannedPart.TENTATIVE, PlannedPart.NAMED)
        declined = self._of(item, PartReply.DECLINED, PlannedPart.TENTATIVE)
        if not confirmed and not declined:
            yield item
        elif item.determinacy in _SINGLE:
            if confirmed:
                yield attrs.evolve(item, confirmations=tuple(confirmed.values()))
        else:
            answered = {*confirmed, *declined}
            left = tuple(
                ResolvedSpan(resolved.span, parties)
                for resolved in item.resolved
                if (parties := tuple(party for party in resolved.parties if party.code not in answered))
            )
            if left:
                yield attrs.evolve(item, resolved=left, confirmations=tuple(declined.values()))
            for answer in confirmed.values():
                yield self._by_name(item, answer, item.resolved)

    def _by_name(self, item: PartyAssignment, answer: Confirmation, spans: Iterable[ResolvedSpan]) -> PartyAssignment:
        """Return the part of a party that confirms to be one of a group, as if the plan named it there.

        The holder of an office stays one: it has the part while it holds the office.
        """
        code, is_office = answer.party_code, item.determinacy is Determinacy.ROLE
        resolved = (
            ResolvedSpan(known.span, (party,)) for known in spans for party in known.parties if party.code == code
        )
        return attrs.evolve(
            item,
            name=item.name if is_office else code,
            determinacy=Determinacy.ROLE if is_office else Determinacy.NAMED,
            resolved=tuple(resolved) if self._dated else (),
            confirmations=(answer,),
        )
