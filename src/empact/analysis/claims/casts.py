"""Casts: who leads an action and who takes part in it on the cut-off day of a round, and who is expected to report."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Mapping, Sequence

import attrs

from empact.analysis.facts import PlanFacts
from empact.analysis.involvement.assignments import Determinacy, PartyAssignment, PartyRole
from empact.analysis.involvement.resolved import excluded_codes
from empact.model import EntryKind, FrozenMap, PartReply, Party, PartyKind, Reply
from empact.values import listed, value

LEADING = (PartyRole.LEADER, PartyRole.CO_LEADER)
CONTRIBUTING = (PartyRole.PARTICIPANT, PartyRole.COOPERATING)


class Standing(enum.Enum):
    """What a party is for an action on the cut-off day of a round: what it may state follows from it."""

    LEADER = "leader"
    """It leads the action: it states status, milestones and totals, and a share if it also contributes."""
    PARTICIPANT = "participant"
    """The action names it: it states its own share."""
    JOINED = "joined"
    """A group of the action can mean it ("Relevant MS"), and its part is not confirmed: to report is to join."""
    DECLINED = "declined"
    """It takes part by the plan, and the ledger says that it declined. To report is to join."""
    OTHER = "other"
    """The action does not name it, and no group of it can mean it."""


@value(kw_only=True)
class Bodies:
    """Bodies that took the place of others: one with a new name is one party, merged bodies are several."""

    codes: Mapping[str, str]
    """For each code of a renamed body, the code that counts in the plan."""
    merged: Mapping[str, tuple[str, ...]]
    """The codes of the bodies that were merged into each one, by its code."""

    def code(self, code: str) -> str:
        """Return the code of a party that counts in the plan: that of its name there."""
        return self.codes.get(code, code)


def plan_bodies(ctx: PlanFacts) -> Bodies:
    """Return the bodies that took the place of others, with their codes in a plan; of one context, always the same."""
    return ctx.once(_plan_bodies)


def _plan_bodies(ctx: PlanFacts) -> Bodies:
    before: dict[str, list[str]] = {}
    for party in ctx.register.parties:
        if party.successor is not None:
            before.setdefault(party.successor, []).append(party.code)
    renamed = {codes[0]: later for later, codes in before.items() if len(codes) == 1}
    named = {
        party.code
        for item in ctx.planned_assignments
        for resolved in item.resolved
        for party in resolved.parties
        if party.code in renamed or party.code in before
    }
    codes: dict[str, str] = {}
    for first in renamed.keys() - set(renamed.values()):
        names = [first]
        while names[-1] in renamed:
            names.append(renamed[names[-1]])
        counts = next((name for name in names if name in named), names[-1])
        codes |= dict.fromkeys(names, counts)
    merged = {
        codes.get(later, later): tuple(codes.get(code, code) for code in earlier)
        for later, earlier in before.items()
        if len(earlier) > 1
    }
    return Bodies(codes=codes, merged=merged)


@value(kw_only=True)
class Cast:
    """The parties of an action on the cut-off day of a round, or on the nearest day of the action's own time."""

    leaders: tuple[str, ...]
    """The codes of the parties that lead it, and their names where the register has none."""
    leader_open: bool
    """Whether the plan leaves open who leads it: then a party that reports as its leader is one."""
    participants: tuple[str, ...]
    """The codes of the parties that certainly take part."""
    unconfirmed: tuple[str, ...]
    """The codes of parties whose part is to be confirmed, or depends on a condition. They are not expected."""
    open: tuple[str, ...]
    """Groups and names that leave open which parties are meant ("Relevant MS"), as written."""
    joinable: frozenset[str]
    """The codes of the parties that an open group can mean."""
    declined: frozenset[str]
    """The codes of the parties that declined to take part, as the ledger says."""
    merged: Mapping[str, tuple[str, ...]] = attrs.field(default=FrozenMap(), repr=False)
    """The codes of the bodies that were merged into each one: it takes their place."""

    def standing(self, code: str) -> Standing:
        """Return what a party is, by its code; a body that others were merged into is what they are."""
        own = self._standing(code)
        if own is not Standing.OTHER:
            return own
        return next((known for part in self.merged.get(code, ()) if (known := self._standing(part)) is not own), own)

    def _standing(self, code: str) -> Standing:
        if code in self.leaders or (self.leader_open and code not in {*self.participants, *self.unconfirmed}):
            return Standing.LEADER
        taking_part = code in {*self.participants, *self.unconfirmed}
        if code in self.declined and (taking_part or code in self.joinable):
            return Standing.DECLINED
        if taking_part:
            return Standing.JOINED if code in self.unconfirmed else Standing.PARTICIPANT
        return Standing.JOINED if code in self.joinable else Standing.OTHER


_OPEN = (Determinacy.OPEN, Determinacy.UNKNOWN)


def cast_of(ctx: PlanFacts, position: int, on: dt.date) -> Cast:
    """Return the parties of an action, by its index in ``plan.actions``, on a cut-off day.

    Decisions of exclusion do not count here: what an excluded party reports is listed separately, by its days.
    """
    leading = ctx.planned_assignments.of_action(position, *LEADING)
    taking_part = ctx.planned_assignments.of_action(position, *CONTRIBUTING)
    bodies = plan_bodies(ctx)
    leaders = dict.fromkeys(bodies.code(code) for item in leading for code in _codes(item, on))
    unsure = [item for item in taking_part if item.is_tentative or item.item.condition is not None]
    sure = [item for item in taking_part if item not in unsure]
    participants = dict.fromkeys(bodies.code(party.code) for item in sure for party in _parties(item, on))
    unconfirmed = dict.fromkeys(bodies.code(party.code) for item in unsure for party in _parties(item, on))
    groups = [item for item in taking_part if item.determinacy in _OPEN]
    meant = (code for item in groups for code in _meant(ctx, item, on))
    open_leaders = any(item.determinacy in _OPEN for item in leading)
    return Cast(
        leaders=tuple(leaders),
        leader_open=open_leaders or not ctx.stated_assignments.of_action(position, *LEADING),
        participants=tuple(participants),
        unconfirmed=tuple(code for code in unconfirmed if code not in participants),
        open=tuple(dict.fromkeys(item.name for item in groups)),
        joinable=frozenset(bodies.code(code) for code in (*meant, *_released(ctx, position))),
        declined=frozenset(map(bodies.code, ctx.once(_declined).get(position, ()))),
        merged=bodies.merged,
    )


def _parties(item: PartyAssignment, on: dt.date) -> tuple[Party, ...]:
    """Return the parties of an item on a day, or on the nearest day of the action's own time."""
    nearest = min(item.resolved, key=lambda resolved: abs((resolved.span.nearest(on) - on).days), default=None)
    return () if nearest is None else nearest.parties


def _codes(item: PartyAssignment, on: dt.date) -> tuple[str, ...]:
    if item.determinacy is Determinacy.OPEN:
        return ()
    return tuple(party.code for party in _parties(item, on)) or (item.name,)


def _meant(ctx: PlanFacts, item: PartyAssignment, on: dt.date) -> Iterable[str]:
    """Return the codes of the parties that an open group can mean: all of its kinds, or all parties."""
    if item.determinacy is Determinacy.UNKNOWN:
        return (item.name,)
    collective = item.item.collective
    kinds = tuple(PartyKind) if collective is None else collective.members
    left_out = excluded_codes(item.item.excluded, on, ctx.register)
    codes = {party.code for kind in kinds for party in ctx.register.members(kind, on)}
    return (codes | {*item.item.members, *item.item.including}) - left_out


def _released(ctx: PlanFacts, position: int) -> Iterable[str]:
    """Return the parties that declined a part which was to be confirmed: they can change their mind, and join."""
    declined = [said for said in ctx.confirmations if said.part is PartReply.DECLINED and said.position == position]
    if not declined:
        return ()
    from empact.analysis.involvement.confirmations import PlannedPart  # most plans have no confirmations

    return tuple(said.party_code for said in declined if said.planned is PlannedPart.TENTATIVE)


def _declined(ctx: PlanFacts) -> Mapping[int, set[str]]:
    """Return the parties that declined to take part, by the position of the action: in an answer or a confirmation.

    A confirmation of a later day takes the place of an answer.
    """
    confirmations = {(said.position, said.party_code): said for said in ctx.confirmations}
    declined: dict[int, set[str]] = {}
    for (position, code), said in confirmations.items():
        if said.part is PartReply.DECLINED:
            declined.setdefault(position, set()).add(code)
    for entry in ctx.evidence.in_force:
        if entry.content.kind is not EntryKind.ANSWER or entry.content.reply is not Reply.DECLINED:
            continue
        numbers = {ref.action for ref in entry.content.actions}
        for position, action in enumerate(ctx.plan.actions if numbers else ()):
            for code in ctx.evidence.by(entry) if action.number in numbers else ():
                later = confirmations.get((position, code))
                confirmed = later is not None and later.part is PartReply.CONFIRMED and later.on > entry.content.on
                if not confirmed:
                    declined.setdefault(position, set()).add(code)
    return declined


@value(kw_only=True)
class Turnout:
    """How many of the parties that are expected to report something have reported it.

    A silent party is shown as missing, never as zero, and it is not lateness: a party can only be late if a call set a
    day.
    """

    expected: tuple[str, ...] = ()
    """The codes of the parties that are expected to report, in the order of the plan."""
    reported: tuple[str, ...] = ()
    """The codes of those that have reported in the round, expected or not."""
    unconfirmed: tuple[str, ...] = ()
    """Parties whose role is to be confirmed, or depends on a condition. They are not expected."""
    open: tuple[str, ...] = ()
    """Groups and names of the plan that leave open which parties are meant ("Relevant MS"), as written. None of them is
    expected.
    """

    @listed
    def missing(self) -> tuple[str, ...]:
        """The expected parties that have not reported."""
        return tuple(code for code in self.expected if code not in self.reported)

    @property
    def unexpected(self) -> tuple[str, ...]:
        """The parties that have reported without being expected."""
        return tuple(code for code in self.reported if code not in self.expected)

    @property
    def complete(self) -> bool:
        """Whether each expected party has reported; never if a group leaves open who is expected, or if nobody is."""
        return bool(self.expected) and not self.open and not self.missing

    def __str__(self) -> str:
        heard = len(self.expected) - len(self.missing)
        return f"{heard} of {len(self.expected)}"


def expected_turnouts(
    ctx: PlanFacts, position: int, cast: Cast, on: dt.date, *, final: bool
) -> tuple[Turnout, Turnout]:
    """Return who is expected to report on an action in a round: its leaders, and its participants.

    A leader is expected from the round in which the action begins until a final status, a participant where the action
    has begun. A party that a decision excludes on the cut-off day is not expected, and neither is one that the action
    names by an office which it does not hold then, such as the Presidency of the other half-year.

    Args:
        ctx: The plan.
        position: The index of the action in ``plan.actions``.
        cast: The parties of the action on the cut-off day.
        on: The cut-off day.
        final: Whether an earlier round has a final status.
    """
    time = ctx.schedule.span(position) or ctx.plan.period
    if final or (time is not None and on < time.start):
        return Turnout(), Turnout(open=cast.open)
    day = on if time is None else time.nearest(on)
    away = _out_of_office(ctx.planned_assignments.of_action(position, *LEADING, *CONTRIBUTING), day)
    present = [code for code in cast.leaders if code not in away and not ctx.evidence.is_absent(code, on)]
    participants = [code for code in cast.participants if code not in away and not ctx.evidence.is_absent(code, on)]
    return (
        Turnout(expected=tuple(present)),
        Turnout(expected=tuple(participants), unconfirmed=cast.unconfirmed, open=cast.open),
    )


def _out_of_office(items: Sequence[PartyAssignment], day: dt.date) -> frozenset[str]:
    """Return the codes of the parties that are named only by an office, and do not hold it on a day."""
    by_office = {party.code for item in items if item.determinacy is Determinacy.ROLE for party in item.parties}
    there = {
        party.code
        for item in items
        for party in (item.on(day) or () if item.determinacy is Determinacy.ROLE else item.parties)
    }
    return frozenset(by_office - there)
