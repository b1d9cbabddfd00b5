"""Who is meant: the parties of a plan's cells, at the action's own time."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

import attrs

from empact.analysis.involvement.absences import Absence, present
from empact.analysis.positions import by_action, walk_actions
from empact.analysis.reasons import Reason
from empact.analysis.schedules import Schedule, schedule
from empact.arguments import check_type
from empact.diagnostics import Pointer
from empact.model import Collective, Parties, Party, PartyItem, Plan, Span
from empact.reference import Fact, Register
from empact.reprs import short_repr


class PartyRole(enum.Enum):
    """The part that a party has in a plan or in an action."""

    LEADER = "leader"
    COOPERATING = "cooperating"
    PARTICIPANT = "participant"
    OVERSIGHT = "oversight"
    DRIVER = "driver"
    CO_DRIVER = "co-driver"
    DRAFTER = "drafter"
    SUPPORT = "support"


class Determinacy(enum.Enum):
    """How far the words say who is meant."""

    NAMED = "named"
    EVERY = "every"
    ROLE = "role"
    OPEN = "open"
    UNKNOWN = "unknown"


@attrs.frozen
class ResolvedSpan:
    """Who is meant in a stretch of time within which no fact about them changes."""

    span: Span
    parties: tuple[Party, ...]

    __repr__ = short_repr


@attrs.frozen(kw_only=True)
class PartyAssignment:
    """One party item of a plan: what it means, and who that is, stretch by stretch of the action's own time.

    ``action`` is the number of its action, ``position`` the index of that action in ``plan.actions``; both are None for
    the plan as a whole. ``cell`` is the field that the item stands in: ``leaders``, ``drafters``.

    An ``OPEN`` collective ("Relevant MS") and an ``UNKNOWN`` name have no presences: nobody is ever guessed. Neither
    has anybody where the plan has no period. ``away`` are the decisions by which somebody is left out who would be
    meant.
    """

    at: Pointer
    role: PartyRole
    action: str | None
    position: int | None
    cell: str
    name: str
    item: PartyItem
    determinacy: Determinacy
    resolved: tuple[ResolvedSpan, ...]
    absences: tuple[Absence, ...] = ()
    reasons: tuple[Reason, ...]

    __repr__ = short_repr

    @cached_property
    def parties(self) -> tuple[Party, ...]:
        """Everybody who is meant at some time, in the order of the register."""
        return tuple({party.code: party for presence in self.resolved for party in presence.parties}.values())

    def on(self, day: dt.date) -> tuple[Party, ...]:
        """Who is meant on a day of the action's own time; nobody on any other day, see ``presences``."""
        return next((presence.parties for presence in self.resolved if day in presence.span), ())

    def explain(self) -> tuple[str, ...]:
        """Why these parties: the cell, the rule, and the facts with their sources, a line each."""
        return tuple(map(str, self.reasons))


@attrs.frozen
class PartyAssignments:
    """All party items of a plan, in document order."""

    plan: Plan
    items: tuple[PartyAssignment, ...]

    __repr__ = short_repr

    def __iter__(self) -> Iterator[PartyAssignment]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    @cached_property
    def _by_action(self) -> dict[str | int | None, list[PartyAssignment]]:
        return by_action(self.items)

    def of(self, action: str | int | None, *parts: PartyRole) -> tuple[PartyAssignment, ...]:
        """The party items of an action (None: of the plan as a whole), in these parts or in any.

        ``action`` is a number ("2.1"), which means every action with that number, or a position: the index of one
        action in ``plan.actions``.
        """
        if action is not None:
            check_type("The action", "a number such as '2.1', a position or None", (str, int), action)
        for part in parts:
            check_type("The role", "a PartyRole", PartyRole, part, _write_role)
        items = self._by_action.get(action, ())
        return tuple(item for item in items if not parts or item.role in parts)


def _write_role(word: object) -> str | None:
    return next((f"PartyRole.{role.name}" for role in PartyRole if role.value == word), None)


def assignments(
    plan: Plan, register: Register, times: Schedule | None = None, away: Sequence[Absence] = ()
) -> PartyAssignments:
    """Who a plan means by each party item; ``times`` is the plan's schedule, where it is at hand already.

    Who is ``away`` by a recorded decision is meant on no day of the absence, neither by name nor as one of "All MS".
    Who has drafted the plan stays its drafter.
    """
    times = times or schedule(plan)
    reader = _Reader(plan, register, away)
    return PartyAssignments(plan, tuple(reader.read(times)))


@attrs.frozen
class _Column:
    """A cell with parties: whose it is, and the time for which they are resolved."""

    part: PartyRole
    field: str
    at: Pointer
    time: Span | None
    action: str | None = None
    position: int | None = None


class _Reader:
    def __init__(self, plan: Plan, register: Register, away: Sequence[Absence]) -> None:
        self.plan = plan
        self.register = register
        self.away = away

    def read(self, times: Schedule) -> Iterator[PartyAssignment]:
        plan = self.plan
        whole = (
            (PartyRole.OVERSIGHT, "oversight", plan.oversight),
            (PartyRole.DRIVER, "driver", plan.driver),
            (PartyRole.CO_DRIVER, "co_drivers", plan.co_drivers),
            (PartyRole.DRAFTER, "drafters", plan.drafters),
            (PartyRole.SUPPORT, "support", plan.support),
        )
        for part, field, cell in whole:
            yield from self._cell(cell, _Column(part, field, Pointer() / field, plan.period))
        for position, at, action in walk_actions(plan):
            time = times.own_time(position) or plan.period
            row = (
                (PartyRole.LEADER, "leaders", action.leaders),
                (PartyRole.PARTICIPANT, "participants", action.participants),
            )
            for part, field, cell in row:
                yield from self._cell(cell, _Column(part, field, at / field, time, action.number, position))

    def _cell(self, cell: Parties, column: _Column) -> Iterator[PartyAssignment]:
        for index, item in enumerate(cell):
            if isinstance(item, PartyItem):
                at = column.at / "items" / index
                yield self._involvement(item, item.party, column.part, at, column)
                for partner in item.cooperating:
                    yield self._involvement(item, partner, PartyRole.COOPERATING, at, column)

    def _involvement(
        self, item: PartyItem, name: str, part: PartyRole, at: Pointer, column: _Column
    ) -> PartyAssignment:
        action, time = column.action, column.time
        collective = item.collective if part is not PartyRole.COOPERATING else None
        meaning, presences, why = self._meaning(name, collective, time)
        away = () if part is PartyRole.DRAFTER else self._absent(presences)
        if away:
            presences = tuple(
                ResolvedSpan(span, everyone)
                for one in presences
                for span, everyone in present(one.span, one.parties, away)
            )
        cell = Reason(f"{self.plan.id}{f':{action}' if action else ''} names {name!r} as {part.value}", at=at)
        when = () if time is None else (Reason(f"the time is {time}"),)
        return PartyAssignment(
            at=at,
            role=part,
            action=action,
            position=column.position,
            cell=column.field,
            name=name,
            item=item,
            determinacy=meaning,
            resolved=presences,
            absences=away,
            reasons=(cell, *when, *why, *(Reason(str(one)) for one in away)),
        )

    def _absent(self, presences: tuple[ResolvedSpan, ...]) -> tuple[Absence, ...]:
        """The absences of those who would be meant, as far as they fall into that time."""
        if not self.away:
            return ()
        meant = [(party.code, presence.span) for presence in presences for party in presence.parties]
        return tuple(one for one in self.away if any(one.party == code and one.meets(span) for code, span in meant))

    def _meaning(
        self, name: str, collective: Collective | None, time: Span | None
    ) -> tuple[Determinacy, tuple[ResolvedSpan, ...], tuple[Reason, ...]]:
        if collective is not None:
            return self._collective(collective, time)
        if self.register.role(name) is not None:
            held = () if time is None else self.register.holders(name, time.start, time.end)
            presences = tuple(ResolvedSpan(span, (party,)) for span, party in held)
            facts = [fact for span, _ in held for fact in self.register.why(name, span.start)]
            return Determinacy.ROLE, presences, _reasons(facts)
        day = None if time is None else time.start
        party = self.register.find(name, day)
        if party is None:
            return Determinacy.UNKNOWN, (), (Reason(f"the register knows nobody called {name!r}"),)
        presences = () if time is None else (ResolvedSpan(time, (party,)),)
        facts = [] if day is None else list(self.register.why(name, day))
        return Determinacy.NAMED, presences, _reasons(facts)

    def _collective(
        self, collective: Collective, time: Span | None
    ) -> tuple[Determinacy, tuple[ResolvedSpan, ...], tuple[Reason, ...]]:
        if not collective.determinate or collective.other:
            return Determinacy.OPEN, (), (Reason("the words leave open who belongs, so nobody is filled in"),)
        if time is None:
            return Determinacy.EVERY, (), (Reason("without a period of the plan nobody can be filled in"),)
        presences: list[ResolvedSpan] = []
        for span in self.register.stretches(time.start, time.end, collective.members):
            everyone = tuple(one for kind in collective.members for one in self.register.members(kind, span.start))
            same = bool(presences) and presences[-1].parties == everyone  # a change of Presidency alone parts nothing
            start = presences.pop().span.start if same else span.start
            presences.append(ResolvedSpan(Span(start=start, end=span.end), everyone))
        counted = (Reason(f"{len(one.parties)} from {one.span}: {_codes(one)}") for one in presences)
        kinds = " and ".join(kind.value.replace("-", " ") for kind in collective.members)
        return Determinacy.EVERY, tuple(presences), (Reason(f"'all' means every {kinds} at that time"), *counted)


def _codes(presence: ResolvedSpan) -> str:
    return ", ".join(party.code for party in presence.parties)


def _reasons(facts: Iterable[Fact]) -> tuple[Reason, ...]:
    unique = dict.fromkeys(facts)
    return tuple(Reason(fact.text, source=fact.source, confidence=fact.confidence.value) for fact in unique)
