"""Assignments: resolve the parties of the cells of a plan, at the time of each action."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

import attrs

from empact.analysis.involvement.absences import Absence, present
from empact.analysis.involvement.resolved import excluded_codes
from empact.analysis.positions import by_action, walk_actions
from empact.analysis.reasons import Reason
from empact.analysis.schedules import Schedule, schedule
from empact.arguments import check_type
from empact.diagnostics import Pointer
from empact.model import Collective, Parties, Party, PartyItem, Plan, Span
from empact.reference import Fact, Group, Register, Role
from empact.reprs import short_repr


class PartyRole(enum.Enum):
    """The role of a party in a plan or in an action."""

    LEADER = "leader"
    CO_LEADER = "co-leader"
    COOPERATING = "cooperating"
    PARTICIPANT = "participant"
    OVERSIGHT = "oversight"
    DRIVER = "driver"
    CO_DRIVER = "co-driver"
    DRAFTER = "drafter"
    SUPPORT = "support"


class Determinacy(enum.Enum):
    """How precisely the text says which parties are meant."""

    NAMED = "named"
    EVERY = "every"
    ROLE = "role"
    OPEN = "open"
    UNKNOWN = "unknown"


@attrs.frozen
class ResolvedSpan:
    """The parties of an item in a span in which they do not change."""

    span: Span
    parties: tuple[Party, ...]

    __repr__ = short_repr


@attrs.frozen(kw_only=True)
class PartyAssignment:
    """One party item of a plan, resolved to parties for each span of the action's own time.

    ``resolved`` is empty for an ``OPEN`` group ("Relevant MS") and an ``UNKNOWN`` name, because parties are never
    guessed. It is also empty if the plan has no period.

    - ``at``: The pointer of the item.
    - ``role``: The role that the item gives.
    - ``action``: The number of its action; None for the plan as a whole.
    - ``position``: The index of that action in ``plan.actions``; None for the plan as a whole.
    - ``cell``: The field that contains the item, such as ``leaders`` or ``drafters``.
    - ``name``: The name of the party or group as written.
    - ``item``: The item of the plan.
    - ``determinacy``: How precisely the text says which parties are meant.
    - ``resolved``: The parties, span by span.
    - ``absences``: The absences that remove a party from ``resolved``.
    - ``reasons``: Why these parties.
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
        """All parties that the item means at any time, in the order of the register."""
        return tuple({party.code: party for resolved in self.resolved for party in resolved.parties}.values())

    @property
    def own(self) -> PartyItem:
        """The item as far as it is about this party: a member without its group, no partners, no role."""
        if self.name == self.item.party:
            return attrs.evolve(self.item, cooperating=(), role=None)
        alone = attrs.evolve(self.item, party=self.name, collective=None, cooperating=(), role=None, authority=None)
        return attrs.evolve(alone, members=(), including=(), examples=(), excluded=())

    def on(self, day: dt.date) -> tuple[Party, ...]:
        """Return the parties on a day of the action's own time; none on any other day, see ``resolved``."""
        return next((resolved.parties for resolved in self.resolved if day in resolved.span), ())

    def explain(self) -> tuple[str, ...]:
        """Return the reasons for these parties, a line each: the cell, the rule, and the facts with their sources."""
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

    def of(self, action: str | int | None, *roles: PartyRole) -> tuple[PartyAssignment, ...]:
        """Return the party items of an action (None: of the plan as a whole), in these roles or in all.

        ``action`` is a number ("2.1"), which means every action with that number, or a position: the index of one
        action in ``plan.actions``.
        """
        if action is not None:
            check_type("The action", "a number such as '2.1', a position or None", (str, int), action)
        for role in roles:
            check_type("The role", "a PartyRole", PartyRole, role, _write_role)
        items = self._by_action.get(action, ())
        return tuple(item for item in items if not roles or item.role in roles)

    def without(self, absences: Sequence[Absence]) -> PartyAssignments:
        """Return the same items without absent parties.

        An absent party is left out for the days of its absence, both by name and as one of "All MS". Drafters stay
        drafters.
        """
        if not absences:
            return self
        return PartyAssignments(self.plan, tuple(_without(item, absences) for item in self.items))


def _without(item: PartyAssignment, absences: Sequence[Absence]) -> PartyAssignment:
    days = [(party.code, resolved.span) for resolved in item.resolved for party in resolved.parties]
    absent = tuple(one for one in absences if any(one.party == code and one.meets(span) for code, span in days))
    if not absent or item.role is PartyRole.DRAFTER:
        return item
    left = (present(one.span, one.parties, absent) for one in item.resolved)
    return attrs.evolve(
        item,
        resolved=tuple(ResolvedSpan(span, everyone) for spans in left for span, everyone in spans),
        absences=(*item.absences, *absent),
        reasons=(*item.reasons, *(Reason(str(one)) for one in absent)),
    )


def _write_role(word: object) -> str | None:
    return next((f"PartyRole.{role.name}" for role in PartyRole if role.value == word), None)


def assignments(plan: Plan, register: Register, times: Schedule | None = None) -> PartyAssignments:
    """Resolve the party items of a plan, as planned; :meth:`PartyAssignments.without` leaves out absent parties.

    Args:
        plan: The plan.
        register: The known parties.
        times: The schedule of the plan, if it is at hand.
    """
    return PartyAssignments(plan, tuple(_Reader(plan, register).read(times or schedule(plan))))


@attrs.frozen
class _Column:
    """A cell with parties: its role, its place, and the time for which its parties are resolved."""

    role: PartyRole
    field: str
    at: Pointer
    time: Span | None
    action: str | None = None
    position: int | None = None


class _Reader:
    def __init__(self, plan: Plan, register: Register) -> None:
        self.plan = plan
        self.register = register

    def read(self, times: Schedule) -> Iterator[PartyAssignment]:
        plan = self.plan
        whole = (
            (PartyRole.OVERSIGHT, "oversight", plan.oversight),
            (PartyRole.DRIVER, "driver", plan.driver),
            (PartyRole.CO_DRIVER, "co_drivers", plan.co_drivers),
            (PartyRole.DRAFTER, "drafters", plan.drafters),
            (PartyRole.SUPPORT, "support", plan.support),
        )
        for role, field, cell in whole:
            yield from self._cell(cell, _Column(role, field, Pointer() / field, plan.period))
        for position, at, action in walk_actions(plan):
            time = times.own_time(position) or plan.period
            row = (
                (PartyRole.LEADER, "leaders", action.leaders),
                (PartyRole.PARTICIPANT, "participants", action.participants),
            )
            for role, field, cell in row:
                yield from self._cell(cell, _Column(role, field, at / field, time, action.number, position))

    def _cell(self, cell: Parties, column: _Column) -> Iterator[PartyAssignment]:
        for index, item in enumerate(cell):
            if isinstance(item, PartyItem):
                at = column.at / "items" / index
                role = column.role if item.role is None else PartyRole(item.role.value)
                # A group that lists all its members is those parties; one that lists some is also an open group.
                if not item.members:
                    yield self._assignment(item, item.party, role, at, column, group=True)
                for member in (*item.members, *item.including):
                    yield self._assignment(item, member, role, at, column)
                for partner in item.cooperating:
                    yield self._assignment(item, partner, PartyRole.COOPERATING, at, column)

    def _assignment(  # noqa: PLR0913 - a name of an item, in a role and a column
        self, item: PartyItem, name: str, role: PartyRole, at: Pointer, column: _Column, *, group: bool = False
    ) -> PartyAssignment:
        action, time = column.action, column.time
        determinacy, spans, why = self._resolve(name, item.collective if group else None, time)
        if group and item.excluded and time is not None:
            spans = tuple(self._without(spans, item.excluded))
            why = (*why, Reason(f"without {', '.join(item.excluded)}, as the text says"))
        cell = Reason(f"{self.plan.id}{f':{action}' if action else ''} names {name!r} as {role.value}", at=at)
        when = () if time is None else (Reason(f"the time is {time}"),)
        return PartyAssignment(
            at=at,
            role=role,
            action=action,
            position=column.position,
            cell=column.field,
            name=name,
            item=item,
            determinacy=determinacy,
            resolved=spans,
            reasons=(cell, *when, *why),
        )

    def _without(self, spans: Iterable[ResolvedSpan], excluded: Iterable[str]) -> Iterator[ResolvedSpan]:
        """Leave out the parties that the text excludes from a group: "All MS except DK"."""
        for one in spans:
            codes = excluded_codes(excluded, one.span.start, self.register)
            yield ResolvedSpan(one.span, tuple(party for party in one.parties if party.code not in codes))

    def _resolve(
        self, name: str, collective: Collective | None, time: Span | None
    ) -> tuple[Determinacy, tuple[ResolvedSpan, ...], tuple[Reason, ...]]:
        if collective is not None:
            return self._collective(collective, time)
        group = self.register.group(name)
        if group is not None:
            return self._group(group, time)
        role = self.register.role(name)
        if role is not None:
            return self._office(name, role, time)
        day = None if time is None else time.start
        party = self.register.find(name, day)
        if party is None:
            return Determinacy.UNKNOWN, (), (Reason(f"the register has no party named {name!r}"),)
        spans = () if time is None else (ResolvedSpan(time, (party,)),)
        facts = [] if day is None else list(self.register.why(name, day))
        return Determinacy.NAMED, spans, _reasons(facts)

    def _office(
        self, name: str, role: Role, time: Span | None
    ) -> tuple[Determinacy, tuple[ResolvedSpan, ...], tuple[Reason, ...]]:
        """Resolve an office by date, or a role of the plan itself: "Driver" is the Driver of this plan."""
        if role.code in _OF_THE_PLAN:
            return self._of_the_plan(_OF_THE_PLAN[role.code], time)
        held = () if time is None else self.register.holders(role, time.start, time.end)
        if time is not None and not held and role is not self.register.role(role.name):
            return Determinacy.UNKNOWN, (), (Reason(f"the party in {name!r} does not hold the office at that time"),)
        spans = tuple(ResolvedSpan(span, (party,)) for span, party in held)
        facts = [fact for span, _ in held for fact in self.register.why(name, span.start)]
        return Determinacy.ROLE, spans, _reasons(facts)

    def _group(
        self, group: Group, time: Span | None
    ) -> tuple[Determinacy, tuple[ResolvedSpan, ...], tuple[Reason, ...]]:
        """Resolve a group with a name of its own; it is open where its members are not settled in all of the time."""
        if time is None:
            return Determinacy.EVERY, (), (Reason("the plan has no period, so no party can be assigned"),)
        spans = tuple(ResolvedSpan(*one) for one in self.register.compositions(group, time.start, time.end))
        if not spans:
            why = Reason(f"the members of {group.name} are not settled in all of that time, so no party is assigned")
            return Determinacy.OPEN, (), (why,)
        facts = [one for one in group.compositions if one.span.overlaps(time)]
        return (
            Determinacy.EVERY,
            spans,
            tuple(
                Reason(f"{group.name} is {_codes(span)}", source=one.source, confidence=one.confidence.value)
                for one, span in zip(facts, spans, strict=True)
            ),
        )

    def _of_the_plan(
        self, field: str, time: Span | None
    ) -> tuple[Determinacy, tuple[ResolvedSpan, ...], tuple[Reason, ...]]:
        cell: Parties = getattr(self.plan, field)
        day = None if time is None else time.start
        found = (self.register.find(item.party, day) for item in cell.understood if item.collective is None)
        parties = tuple(party for party in found if party is not None)
        why = Reason(f"{self.plan.id} names {', '.join(party.code for party in parties) or 'nobody'} in this role")
        spans = (ResolvedSpan(time, parties),) if time is not None and parties else ()
        return Determinacy.ROLE, spans, (why,)

    def _collective(
        self, collective: Collective, time: Span | None
    ) -> tuple[Determinacy, tuple[ResolvedSpan, ...], tuple[Reason, ...]]:
        if not collective.determinate or collective.other:
            return (
                Determinacy.OPEN,
                (),
                (Reason("the text does not say who belongs to the group, so no party is assigned"),),
            )
        if time is None:
            return Determinacy.EVERY, (), (Reason("the plan has no period, so no party can be assigned"),)
        spans: list[ResolvedSpan] = []
        for span in self.register.stretches(time.start, time.end, collective.members):
            everyone = tuple(one for kind in collective.members for one in self.register.members(kind, span.start))
            same = bool(spans) and spans[-1].parties == everyone  # a new Presidency alone does not split the span
            start = spans.pop().span.start if same else span.start
            spans.append(ResolvedSpan(Span(start=start, end=span.end), everyone))
        counted = (Reason(f"{len(one.parties)} from {one.span}: {_codes(one)}") for one in spans)
        kinds = " and ".join(kind.value.replace("-", " ") for kind in collective.members)
        return Determinacy.EVERY, tuple(spans), (Reason(f"'all' means every {kinds} at that time"), *counted)


_OF_THE_PLAN = {"driver": "driver", "co-driver": "co_drivers"}
"""The roles of the register that a plan gives itself, with the field that names their holders."""


def _codes(resolved: ResolvedSpan) -> str:
    return ", ".join(party.code for party in resolved.parties)


def _reasons(facts: Iterable[Fact]) -> tuple[Reason, ...]:
    unique = dict.fromkeys(facts)
    return tuple(Reason(fact.text, source=fact.source, confidence=fact.confidence.value) for fact in unique)
