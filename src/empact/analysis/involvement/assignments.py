"""Assignments: resolve the parties of the cells of a plan, at the time of each action."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from empact.analysis.involvement.absences import Absence, present
from empact.analysis.involvement.resolved import excluded_codes
from empact.analysis.positions import by_action, items_of, walk_actions
from empact.analysis.reasons import Reason
from empact.analysis.schedules import Schedule, schedule
from empact.arguments import check_date, check_type, objects
from empact.diagnostics import Pointer
from empact.model import Action, Collective, ItemRole, Parties, PartReply, Party, PartyItem, Plan, Span
from empact.model.plan import check_plan
from empact.reference import Group, Register, Role
from empact.values import value

if TYPE_CHECKING:  # most plans have no confirmations
    from empact.analysis.involvement.confirmations import Confirmation


class PartyRole(enum.StrEnum):
    """The role of a party in a plan or in an action. It equals its word: ``role == "leader"``."""

    LEADER = "leader"
    CO_LEADER = "co-leader"
    COOPERATING = "cooperating"
    PARTICIPANT = "participant"
    OVERSIGHT = "oversight"
    DRIVER = "driver"
    CO_DRIVER = "co-driver"
    DRAFTER = "drafter"
    SUPPORT = "support"
    OBSERVER = "observer"


class Determinacy(enum.Enum):
    """How precisely the text says which parties are meant."""

    NAMED = "named"
    EVERY = "every"
    ROLE = "role"
    OPEN = "open"
    UNKNOWN = "unknown"


@value
class ResolvedSpan:
    """The parties of an item in a span in which they do not change."""

    span: Span
    """The days, first and last included."""
    parties: tuple[Party, ...]
    """The parties of the item on these days, in the order of the register."""


@value(kw_only=True)
class PartyAssignment:
    """One party item of a plan, resolved to parties for each span of the action's own time.

    Parties are never guessed: an open group ("Relevant MS") and an unknown name are resolved to none.
    """

    at: Pointer
    """The pointer of the item."""
    role: PartyRole
    """The role that the item gives, such as leader or participant."""
    action_number: str | None
    """The number of its action; None for the plan as a whole."""
    position: int | None
    """The index of that action in ``plan.actions``; None for the plan as a whole."""
    cell: str
    """The field that contains the item, such as ``leaders`` or ``drafters``."""
    name: str
    """The name of the party or group as written."""
    item: PartyItem
    """The item of the plan, with its conditions and members."""
    determinacy: Determinacy
    """How precisely the text says which parties are meant."""
    resolved: tuple[ResolvedSpan, ...]
    """The parties, span by span, in the order of time. Empty for an open group, for an unknown name, and in a plan
    without a period.
    """
    absences: tuple[Absence, ...] = ()
    """The recorded absences that remove a party from ``resolved``."""
    confirmations: tuple[Confirmation, ...] = ()
    """The confirmations in the ledger that make the part certain, or by which a party declines it."""
    _origin: Origin = attrs.field(alias="origin", repr=False, eq=False)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why these parties: the cell, the rule, and the facts with their sources."""
        from empact.analysis.involvement.assignment_reasons import reasons  # nearly nobody asks for them

        return tuple(reasons(self, self._origin))

    @property
    def parties(self) -> tuple[Party, ...]:
        """All parties that the item means at any time, in the order of the register."""
        if len(self.resolved) == 1:
            return self.resolved[0].parties
        return tuple({party.code: party for resolved in self.resolved for party in resolved.parties}.values())

    @property
    def own(self) -> PartyItem:
        """The item as far as it is about this party: a member without its group, no partners, no role.

        What is to be confirmed is the role of the party of the item, and not that of its partners.
        """
        item = self.item
        if item.tentative and not self.is_tentative:
            item = attrs.evolve(item, tentative=False, reason=None)
        if self.name == item.party:
            return attrs.evolve(item, cooperating=(), role=None)
        alone = attrs.evolve(item, party=self.name, collective=None, cooperating=(), role=None, authority=None)
        return attrs.evolve(alone, members=(), including=(), examples=(), excluded=())

    @property
    def is_tentative(self) -> bool:
        """Whether the role of this party is still to be confirmed. Its partners have roles of their own."""
        return self.item.tentative and self.role is not PartyRole.COOPERATING and not self._confirmed

    @property
    def declined(self) -> frozenset[str]:
        """The codes of the parties that declined to be one of the group that is open or to be confirmed."""
        if not self.confirmations:
            return frozenset()
        return frozenset(said.party_code for said in self.confirmations if said.part is PartReply.DECLINED)

    @property
    def joined(self) -> bool:
        """Whether the party is one of a group because it confirmed so: the plan names only the group."""
        item = self.item
        return self._confirmed and self.name not in {item.party, *item.members, *item.including}

    @property
    def _confirmed(self) -> bool:
        return bool(self.confirmations) and any(said.part is PartReply.CONFIRMED for said in self.confirmations)

    def on(self, day: dt.date) -> tuple[Party, ...] | None:
        """Return the parties on a day of the action's own time; None on a day that is not in it.

        The time is that for which the parties are resolved: that of the action, or else the period of the plan. On a
        day in it, there are no parties if the words leave open who is meant (see ``determinacy``), or if everyone who
        is meant is absent (see ``absences``).

        >>> import empact
        >>> plan = empact.load("oap-c-2012")
        >>> import datetime as dt
        >>> presidency = empact.context(plan).assignments.of_action("4.1")[0]
        >>> presidency.name, [party.code for party in presidency.on(dt.date(2012, 6, 30))]
        ('Acting EU Presidency', ['DK'])
        >>> [party.code for party in presidency.on(dt.date(2012, 7, 1))]
        ['CY']
        """
        check_date("day", day, required=True)
        for resolved in self.resolved:
            if day in resolved.span:
                return resolved.parties
        time = self._origin.time(self.position)
        return () if time is not None and day in time else None

    def explain(self) -> tuple[str, ...]:
        """Return the reasons for these parties, a line each: the cell, the rule, and the facts with their sources."""
        return tuple(map(str, self.reasons))


@value
class PartyAssignments:
    """All party items of a plan, resolved to parties."""

    plan: Plan
    """The plan that has the items."""
    items: tuple[PartyAssignment, ...]
    """The items in document order."""

    def __iter__(self) -> Iterator[PartyAssignment]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    @cached_property
    def _by_roles(self) -> dict[tuple[PartyRole, ...], dict[str | int | None, list[PartyAssignment]]]:
        return {}

    def of_action(self, action: Action | str | int | None, *roles: PartyRole) -> tuple[PartyAssignment, ...]:
        """Return the party items of an action (None: of the plan as a whole), in these roles or in all.

        There are none if the action names no party in these roles.

        Args:
            action: An action of the plan; a number ("2.1"), which means every action with that number; or a position,
                the index of one action in ``plan.actions``.
            roles: The roles; by default all.

        Raises:
            UnknownIdError: The plan has no such action.

        >>> import empact
        >>> plan = empact.load("oap-c-2012")
        >>> context = empact.context(plan)
        >>> [(found.name, found.role.value) for found in context.assignments.of_action("1.3")]
        [('Frontex', 'leader'), ('All MS', 'participant')]
        """
        if {*map(type, roles)} - {PartyRole}:  # a word equals its role, so it is found under the roles that are known
            check_roles(roles)
        items_by_action = self._by_roles.get(roles)
        if items_by_action is None:  # ten rules ask for the same roles of every action
            items = [item for item in self.items if not roles or item.role in roles]
            items_by_action = self._by_roles[roles] = by_action(items)
        return tuple(items_by_action.get(None, ())) if action is None else items_of(self.plan, action, items_by_action)

    def without(self, absences: Sequence[Absence]) -> PartyAssignments:
        """Return the same items without absent parties.

        An absent party is left out for the days of its absence, both by name and as one of "All MS". Drafters stay
        drafters.
        """
        absences = objects("absences", "a list of absences", Absence, absences)
        if not absences:
            return self
        return PartyAssignments(self.plan, tuple(_without(item, absences) for item in self.items))


def _without(item: PartyAssignment, absences: Sequence[Absence]) -> PartyAssignment:
    days = [(party.code, resolved.span) for resolved in item.resolved for party in resolved.parties]
    absent = tuple(
        absence
        for absence in absences
        if any(absence.party_code == code and absence.meets(span) for code, span in days)
    )
    if not absent or item.role is PartyRole.DRAFTER:
        return item
    left = (present(resolved.span, resolved.parties, absent) for resolved in item.resolved)
    return attrs.evolve(
        item,
        resolved=tuple(ResolvedSpan(span, everyone) for spans in left for span, everyone in spans),
        absences=(*item.absences, *absent),
    )


def check_roles(roles: Iterable[object]) -> None:
    """Raise a TypeError if an argument is not a role."""
    for role in roles:
        if type(role) is not PartyRole:
            check_type("The role", "a PartyRole", PartyRole, role, _write_role)


def _write_role(word: object) -> str | None:
    return next((f"PartyRole.{role.name}" for role in PartyRole if role.value == word), None)


def assignments(plan: Plan, register: Register, times: Schedule | None = None) -> PartyAssignments:
    """Resolve the party items of a plan, as planned; :meth:`PartyAssignments.without` leaves out absent parties.

    >>> import empact
    >>> plan = empact.load("oap-c-2012")
    >>> from empact.analysis import assignments
    >>> register = empact.default_session().register
    >>> [assignment.name for assignment in assignments(plan, register).of_action("2.2")][:3]
    ['HU', 'AT', 'Frontex']

    Args:
        plan: The plan.
        register: The known parties.
        times: The schedule of the plan, if it is at hand.
    """
    check_plan("assignments()", plan)
    check_type("The register", "a Register", Register, register)
    check_type("The times", "a Schedule or None", (Schedule, type(None)), times)
    return PartyAssignments(plan, tuple(_Reader(Origin(plan, register, times or schedule(plan))).read()))


@value
class Origin:
    """What the assignments of a plan are derived from; all of them share it, and their reasons are derived from it."""

    plan: Plan
    """The plan."""
    register: Register
    """The register in which its parties are looked up."""
    times: Schedule
    """The times of its actions."""

    def time(self, position: int | None) -> Span | None:
        """Return the time for which the parties of an action, or of the plan, are resolved."""
        return (None if position is None else self.times.span(position)) or self.plan.period

    def holders_in_plan(self, role: Role, time: Span | None) -> tuple[Party, ...]:
        """Return the parties that the plan itself names in a role: its Driver."""
        cell: Parties = getattr(self.plan, ROLES_OF_THE_PLAN[role.code])
        day = None if time is None else time.start
        holders = (self.register.find(item.party, day) for item in cell.understood if item.collective is None)
        return tuple(party for party in holders if party is not None)


def _of_others(row: Sequence[PartyAssignment]) -> Iterator[PartyAssignment]:
    """Yield the items of an action with "All other MS" resolved: every state that no other item means at that time."""
    if all(item.item.collective is None for item in row):
        yield from row
        return
    for item in row:
        group = item.item.collective
        if group is None or not group.other or item.determinacy is not Determinacy.EVERY:
            yield item
            continue
        # A party that is named is treated as away for its time: the sweep is the same.
        named = [
            Absence(party_code=party.code, since=resolved.span.start, until=resolved.span.end)
            for other in row
            if other is not item
            for resolved in other.resolved
            for party in resolved.parties
        ]
        left = (present(resolved.span, resolved.parties, named) for resolved in item.resolved)
        yield attrs.evolve(item, resolved=tuple(ResolvedSpan(span, states) for spans in left for span, states in spans))


ROLES_OF_THE_PLAN = {"driver": "driver", "co-driver": "co_drivers"}
"""The roles of the register that a plan gives itself, with the field that names their holders."""


def _composed(register: Register, group: Group, time: Span) -> tuple[tuple[Span, tuple[Party, ...]], ...]:
    return register.compositions(group, time.start, time.end)


def everyone(register: Register, collective: Collective, time: Span) -> tuple[ResolvedSpan, ...]:
    """Return every party of the kinds of a group, span by span."""
    spans: list[ResolvedSpan] = []
    kinds = dict.fromkeys(collective.members)
    for span in register.stretches(time.start, time.end, kinds):
        # The sum of one tuple is that tuple, so the members of one kind are shared with the register.
        parties = sum((register.members(kind, span.start) for kind in kinds), tuple[Party, ...]())
        same = bool(spans) and spans[-1].parties == parties  # a new Presidency alone does not split the span
        start = spans.pop().span.start if same else span.start
        spans.append(ResolvedSpan(Span(start=start, end=span.end), parties))
    return tuple(spans)


@value
class _Column:
    """A cell with parties: its role, its place, and the time for which its parties are resolved."""

    role: PartyRole
    field: str
    at: Pointer
    time: Span | None
    action: str | None = None
    position: int | None = None


_Resolved = tuple[Determinacy, tuple[ResolvedSpan, ...]]


class _Reader:
    def __init__(self, origin: Origin) -> None:
        self.origin = origin
        self.register = origin.register
        # A plan names few parties in few spans; equal ones share their resolved spans, which also saves memory. Spans
        # are compared once for each action, and known by the id of an equal one.
        self.times: dict[Span | None, Span | None] = {}
        self.known: dict[tuple[str, Collective | None, tuple[str, ...], int], _Resolved] = {}
        self.groups: dict[str, Group | None] = {}
        self.offices: dict[str, Role | None] = {}

    def read(self) -> Iterator[PartyAssignment]:
        plan = self.origin.plan
        whole = (
            (PartyRole.OVERSIGHT, "oversight", plan.oversight),
            (PartyRole.DRIVER, "driver", plan.driver),
            (PartyRole.CO_DRIVER, "co_drivers", plan.co_drivers),
            (PartyRole.DRAFTER, "drafters", plan.drafters),
            (PartyRole.SUPPORT, "support", plan.support),
        )
        time = self._time(None)
        for role, field, cell in whole:
            yield from _of_others([*self._cell(cell, _Column(role, field, Pointer() / field, time))])
        for position, at, action in walk_actions(plan):
            time, number = self._time(position), action.number
            leaders = _Column(PartyRole.LEADER, "leaders", at / "leaders", time, number, position)
            participants = _Column(PartyRole.PARTICIPANT, "participants", at / "participants", time, number, position)
            row = [*self._cell(action.leaders, leaders), *self._cell(action.participants, participants)]
            yield from _of_others(row)

    def _time(self, position: int | None) -> Span | None:
        """Return the time for which the parties of an action are resolved: the same object for equal times."""
        time = self.origin.time(position)
        return self.times.setdefault(time, time)

    def _cell(self, cell: Parties, column: _Column) -> Iterator[PartyAssignment]:
        unmarked = column.role
        if column.role is PartyRole.LEADER and any(item.role is ItemRole.LEADER for item in cell.understood):
            unmarked = PartyRole.PARTICIPANT  # "NL (action leader), BE": BE takes part, and a rule reports it
        for index, item in enumerate(cell.items):
            if isinstance(item, PartyItem):
                at = Pointer(f"{column.at}/items/{index}")
                role = unmarked if item.role is None else PartyRole(item.role.value)
                # A group that lists all its members is those parties; one that lists some is also an open group.
                if not item.members:
                    yield self._assignment(item, item.party, role, at, column)
                for member in (*item.members, *item.including):
                    yield self._assignment(item, member, role, at, column)
                for partner in item.cooperating:
                    yield self._assignment(item, partner, PartyRole.COOPERATING, at, column)

    def _assignment(self, item: PartyItem, name: str, role: PartyRole, at: Pointer, column: _Column) -> PartyAssignment:
        whole = name == item.party and role is not PartyRole.COOPERATING
        collective, excluded = (item.collective, item.excluded) if whole else (None, ())
        key = name, collective, excluded, id(column.time)
        resolved = self.known.get(key)
        if resolved is None:
            resolved = self.known[key] = self._resolve(name, collective, excluded, column.time)
        determinacy, spans = resolved
        return PartyAssignment(
            at=at,
            role=role,
            action_number=column.action,
            position=column.position,
            cell=column.field,
            name=name,
            item=item,
            determinacy=determinacy,
            resolved=spans,
            origin=self.origin,
        )

    def _resolve(
        self, name: str, collective: Collective | None, excluded: tuple[str, ...], time: Span | None
    ) -> _Resolved:
        group = self.groups[name] if name in self.groups else self.groups.setdefault(name, self.register.group(name))
        if collective is None and group is None:
            return self._single(name, time)
        determinacy, spans = self._named_group(group, time) if group is not None else self._group(collective, time)
        return determinacy, tuple(self._without(spans, excluded)) if excluded else spans

    def _without(self, spans: Iterable[ResolvedSpan], excluded: Iterable[str]) -> Iterator[ResolvedSpan]:
        """Leave out the parties that the text excludes from a group: "All MS except DK"."""
        for resolved in spans:
            codes = excluded_codes(excluded, resolved.span.start, self.register)
            yield ResolvedSpan(resolved.span, tuple(party for party in resolved.parties if party.code not in codes))

    def _named_group(self, group: Group, time: Span | None) -> _Resolved:
        """Resolve a group with a name of its own; it is open where its members are not settled in all of the time."""
        if time is None:
            return Determinacy.EVERY, ()
        spans = tuple(ResolvedSpan(*composed) for composed in _composed(self.register, group, time))
        return Determinacy.EVERY if spans else Determinacy.OPEN, spans

    def _group(self, collective: Collective | None, time: Span | None) -> _Resolved:
        if collective is None or not collective.determinate:
            return Determinacy.OPEN, ()
        return Determinacy.EVERY, () if time is None else everyone(self.register, collective, time)

    def _office(self, role: Role, time: Span | None) -> _Resolved:
        """Resolve an office by date, or a role of the plan itself: "Driver" is the Driver of this plan."""
        if role.code in ROLES_OF_THE_PLAN:
            parties = self.origin.holders_in_plan(role, time)
            return Determinacy.ROLE, (ResolvedSpan(time, parties),) if time is not None and parties else ()
        held = () if time is None else self.register.holders(role, time.start, time.end)
        if time is not None and not held and role is not self.register.role(role.name):
            return Determinacy.UNKNOWN, ()
        return Determinacy.ROLE, tuple(ResolvedSpan(span, (party,)) for span, party in held)

    def _single(self, name: str, time: Span | None) -> _Resolved:
        role = self.offices[name] if name in self.offices else self.offices.setdefault(name, self.register.role(name))
        if role is not None:
            return self._office(role, time)
        party = self.register.find(name, None if time is None else time.start)
        if party is None:
            return Determinacy.UNKNOWN, ()
        return Determinacy.NAMED, () if time is None else (ResolvedSpan(time, (party,)),)
