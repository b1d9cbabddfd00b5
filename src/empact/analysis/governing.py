"""Governance: who reports to whom for a plan, with the sentences of the plan that say so (sections 4 and 5)."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Iterator
from typing import ClassVar, TypedDict

import attrs

from empact.analysis.facts import PlanFacts, Result, check_plan_context
from empact.analysis.involvement.assignments import (
    ROLES_OF_THE_PLAN,
    Determinacy,
    PartyAssignment,
    PartyAssignments,
    PartyRole,
    assignments,
)
from empact.analysis.involvement.resolved import party_codes
from empact.analysis.statements import Statement
from empact.arguments import check_date
from empact.diagnostics import Pointer
from empact.model import (
    Anchor,
    Approval,
    LedgerEntry,
    Parties,
    Party,
    PartyItem,
    PartyKind,
    Provision,
    ProvisionKind,
    Ref,
    Span,
)
from empact.values import listed, owned, unlisted, value


class Relation(enum.Enum):
    """The relation between the two parties of a reporting line."""

    DELEGATES = "delegates to"
    SUPPORTS = "supports"
    ACCOUNTS = "accounts to"
    COOPERATES = "cooperates with"
    JOINS = "takes part, led by"
    LEADS = "leads"
    TASKS = "makes the tasking sheets"
    LINKS = "manages the links with other plans"
    RECORDS = "records good practice"

    @property
    def plural(self) -> str:
        """The relation with a plural subject: "All MS take part, led by"."""
        verb, *rest = self.value.split(" ", 1)
        return " ".join([verb.removesuffix("s"), *rest])

    @property
    def inferred(self) -> bool:
        """Whether the relation is inferred, and not stated in the plan.

        The plan says who leads an action and who takes part in it, but not that participants are under the leader.
        """
        return self is Relation.JOINS


@value(kw_only=True)
class ReportingLine:
    """One reporting line of a plan: a party, its relation, and to whom, such as accounting to the Driver."""

    who: str
    """The party or group, by its name in the plan, with the conditions and doubts of its role."""
    parties: tuple[Party, ...]
    """These parties on the day, without absent ones; empty if the words can't be resolved to parties."""
    role: PartyRole | None
    """The role by which they have the relation; None for a body that a provision names."""
    relation: Relation
    """The relation, such as that it accounts to somebody or supports somebody."""
    to: str | None
    """To whom, by the names in the plan; None for a relation without recipients, such as that a party leads, and if all
    recipients are absent.
    """
    to_parties: tuple[Party, ...] = ()
    """These recipients on the day, without absent ones; empty if none can be resolved to parties."""
    action_number: str | None
    """The number of the action that the line is about; None for the plan as a whole."""
    absent: tuple[str, ...] = ()
    """The codes of the recipients, if all of them are absent by a recorded decision; otherwise empty."""
    words: str = attrs.field(metadata=unlisted())
    """The line in words, without its action."""
    statement: Statement
    """The line as a sentence, with its sources."""

    @listed
    def inferred(self) -> bool:
        """Whether the relation is inferred, and not stated in the plan."""
        return self.relation.inferred


@value(kw_only=True)
class Governance(Result):
    """Who answers to whom in a plan, and what the plan and the ledger say about its management."""

    _uses: ClassVar = ("ledger",)

    lines: tuple[ReportingLine, ...]
    """The reporting lines."""
    entries: tuple[LedgerEntry, ...] = attrs.field(default=(), repr=False, metadata=owned())
    """The validations, meetings, contacts and accounts in the ledger."""

    @listed
    def states(self) -> tuple[Approval, ...]:
        """The states that the plan has reached, or is expected to reach."""
        return self._plan.states

    @listed
    def provisions(self) -> tuple[Provision, ...]:
        """The provisions of the plan about its own management."""
        return self._plan.plan.provisions

    @property
    def _plan(self) -> PlanFacts:
        (context,) = self.context.contexts
        return context


_WHERE = {
    Relation.ACCOUNTS: " for action",
    Relation.COOPERATES: " in action",
    Relation.JOINS: " in action",
    Relation.SUPPORTS: " in action",
}
_BY_PROVISION = {
    ProvisionKind.TASKING: Relation.TASKS,
    ProvisionKind.LINKS: Relation.LINKS,
    ProvisionKind.GOOD_PRACTICE: Relation.RECORDS,
}
"""The relations that a provision states, which also names the body."""
_ACCOUNTABLE = frozenset({PartyKind.MEMBER_STATE, PartyKind.EU_AGENCY})
"""The kinds of party of which a plan says that they account to the Driver: "Action-Leader (MS or Agency)" (5.3)."""
_SINGULAR = frozenset({"each", "every", "country", "state", "agency"})
"""Words that make the name of a group singular."""


def reporting_lines(ctx: PlanFacts, *, on: dt.date | None = None) -> tuple[ReportingLine, ...]:
    """Return the reporting lines of a plan: from oversight and support to the Driver, from leaders and participants up.

    Names are written as in the plan, with the conditions and doubts of the role. A relation that the plan does not
    state has no line, and a party has no line to itself. A plan says only of member states and agencies that they
    account to the Driver (section 5.3): of any other leader, such as the Commission or the Presidency, the line is that
    it ``LEADS``. A body that a provision names, such as the EMPACT Support Unit, has a line of its own.

    Roles and groups are resolved on ``on``, or on the nearest day of the action's own time. Absent parties are omitted.
    If all recipients are absent, ``to`` is None. A group with absent members is followed by "(without QN)".

    Args:
        ctx: The context of the plan.
        on: The day on which roles and groups are resolved; by default the date of knowledge. Without either, absences
            are ignored.
    """
    check_plan_context("reporting_lines()", ctx)
    check_date("on", on)
    return tuple(_Order(ctx, on or ctx.as_of).lines())


def governance(ctx: PlanFacts) -> Governance:
    """Return who answers to whom in a plan, its states and provisions, and the entries about its management.

    Args:
        ctx: The context of the plan.
    """
    check_plan_context("governance()", ctx)
    entries = tuple(entry for entry in ctx.evidence.in_force if entry.content.kind.facts.managing)
    return Governance(context=ctx, lines=reporting_lines(ctx), entries=entries)


def _at_any_time(ctx: PlanFacts, on: dt.date | None) -> PartyAssignments:
    """Return the parties of a plan without a period on a day, or at any time."""
    period = Span(start=on or dt.date.min, end=on or dt.date.max)
    return assignments(attrs.evolve(ctx.plan, period=period), ctx.register, ctx.schedule)


class _About(TypedDict):
    """What a statement is about."""

    party_code: str | None
    actions: tuple[Ref, ...]
    roles: tuple[PartyRole, ...]


class _Order:
    def __init__(self, ctx: PlanFacts, on: dt.date | None) -> None:
        self.plan, self.register, self.on = ctx.plan, ctx.register, on
        self.absences = {
            absence.party_code: absence for absence in ctx.absences if on is not None and absence.holds(on)
        }
        view = ctx.planned_assignments if ctx.plan.period is not None else _at_any_time(ctx, on)
        self.view = view
        self.items = [assignment for assignment in view if assignment.cell != "drafters"]
        self.heads = [head for head in self.items if head.role in {PartyRole.DRIVER, PartyRole.CO_DRIVER}]
        self.leads = {lead.at: lead for lead in self.items if lead.role is not PartyRole.COOPERATING}

    def lines(self) -> Iterator[ReportingLine]:
        """Yield the lines of the plan as a whole, then those of its actions."""
        present = list(filter(self._is_present, self.items))
        yield from self._lines_of(assignment for assignment in present if assignment.position is None)
        yield from self._by_provision()
        yield from self._lines_of(assignment for assignment in present if assignment.position is not None)

    def _lines_of(self, items: Iterable[PartyAssignment]) -> Iterator[ReportingLine]:
        for assignment in items:
            match assignment.role:
                case PartyRole.OVERSIGHT:
                    stated = self._sentences(ProvisionKind.MANAGEMENT, own=self.plan.oversight.stated)
                    yield from self._line(assignment, Relation.DELEGATES, self.heads, stated)
                case PartyRole.SUPPORT:
                    yield from self._support(assignment)
                case PartyRole.LEADER | PartyRole.CO_LEADER:
                    yield from self._leader(assignment)
                case PartyRole.COOPERATING:
                    yield from self._line(assignment, Relation.COOPERATES, [self.leads[assignment.at]])
                case PartyRole.PARTICIPANT:
                    stated = self._sentences(ProvisionKind.LEADERSHIP, ProvisionKind.ACCOUNT)
                    if stated:
                        leaders = self.view.of_action(assignment.position, PartyRole.LEADER, PartyRole.CO_LEADER)
                        yield from self._line(assignment, Relation.JOINS, leaders, stated)
                case PartyRole.DRIVER | PartyRole.CO_DRIVER | PartyRole.DRAFTER | PartyRole.OBSERVER:
                    pass

    def _support(self, assignment: PartyAssignment) -> Iterator[ReportingLine]:
        """Return the line of a party that supports the plan as a whole, or the leader of an action."""
        if assignment.position is not None:
            yield from self._line(
                assignment, Relation.SUPPORTS, self.view.of_action(assignment.position, PartyRole.LEADER)
            )
        else:
            stated = self._sentences(ProvisionKind.SUPPORT, own=self.plan.support.stated)
            yield from self._line(assignment, Relation.SUPPORTS, self.heads, stated)

    def _leader(self, assignment: PartyAssignment) -> Iterator[ReportingLine]:
        """Return the line of a leader, if the plan says that leaders account to the Driver."""
        stated = self._sentences(ProvisionKind.ACCOUNT)
        if not stated or self._is_driver(assignment):
            return
        if self._is_accountable(assignment):
            yield from self._line(assignment, Relation.ACCOUNTS, self.heads, stated)
            return
        who, leads = self._format_name(assignment), _agree(Relation.LEADS, assignment)
        accounts = "they account" if _is_plural(assignment) else "it accounts"
        statement = Statement(
            text=f"{who} {leads} action {assignment.action_number}; the plan says only about member states and "
            "agencies that they account to the Driver.",
            **self._about(assignment),
            stated=stated,
            at=(assignment.at,),
        )
        words = f"{who} {leads}; the plan does not say to whom {accounts}"
        yield ReportingLine(
            who=who,
            parties=self._present([assignment]),
            role=assignment.role,
            relation=Relation.LEADS,
            to=None,
            action_number=assignment.action_number,
            words=words,
            statement=statement,
        )

    def _is_accountable(self, assignment: PartyAssignment) -> bool:
        """Whether a leader is a member state or an agency. An office such as the Presidency is neither."""
        role = self.register.role(assignment.name) if assignment.determinacy is Determinacy.ROLE else None
        if role is not None and role.code not in ROLES_OF_THE_PLAN:
            return False
        group = assignment.item.collective
        if not assignment.resolved:
            return group is not None and _ACCOUNTABLE.issuperset(group.members)
        return all(_is_accountable(party, span) for party, span in self._meant(assignment))

    def _by_provision(self) -> Iterator[ReportingLine]:
        """Yield the lines of the bodies that provisions name, one for each relation and body."""
        places_by_line: dict[tuple[Relation, str], dict[Pointer, Anchor]] = {}
        bodies: dict[str, tuple[Party, ...]] = {}
        for index, provision in enumerate(self.plan.provisions):
            relation = _BY_PROVISION.get(provision.kind)
            for position, item in enumerate(provision.body):
                if relation is not None and isinstance(item, PartyItem) and not self._is_excluded(item):
                    at = Pointer("/provisions") / index / "body" / "items" / position
                    places_by_line.setdefault((relation, str(item)), {})[at] = provision.stated
                    bodies.setdefault(str(item), self._bodies(item))
        for (relation, who), places in places_by_line.items():
            words = f"{who} {relation.value}"
            parties = bodies[who]
            statement = Statement(
                text=f"{words}.",
                party_code=parties[0].code if len(parties) == 1 else None,
                stated=tuple(dict.fromkeys(places.values())),
                at=tuple(places),
            )
            yield ReportingLine(
                who=who,
                parties=parties,
                role=None,
                relation=relation,
                to=None,
                action_number=None,
                words=words,
                statement=statement,
            )

    def _bodies(self, item: PartyItem) -> tuple[Party, ...]:
        """Return the parties that a provision names as a body, without absent ones."""
        period = self.plan.period
        day = self.on or (dt.date.max if period is None else period.start)
        codes = party_codes(Parties(items=(item,)), day, self.register)
        known = (self.register.find(code, day) for code in codes if code not in self.absences)
        return tuple(party for party in known if party is not None)

    def _is_excluded(self, item: PartyItem) -> bool:
        """Whether a decision excludes the body of a provision on the day."""
        if self.on is None or not self.absences:
            return False
        return self.absences.keys() >= set(party_codes(Parties(items=(item,)), self.on, self.register))

    def _meant(self, assignment: PartyAssignment) -> tuple[tuple[Party, Span], ...]:
        """Return the parties of an item on the day, or the nearest day; without a day, at any time, with the time."""
        spans = assignment.resolved
        if self.on is None or not spans:
            return tuple((party, resolved.span) for resolved in spans for party in resolved.parties)
        day = Span(start=spans[0].span.start, end=spans[-1].span.end).nearest(self.on)
        return tuple((party, Span(start=day, end=day)) for party in assignment.on(day) or ())

    def _codes(self, assignment: PartyAssignment) -> tuple[str, ...]:
        return tuple(dict.fromkeys(party.code for party, _ in self._meant(assignment)))

    def _present(self, items: Iterable[PartyAssignment]) -> tuple[Party, ...]:
        """Return the parties of items on the day, each once, without absent ones."""
        parties = {party.code: party for item in items for party, _ in self._meant(item)}
        return tuple(party for code, party in parties.items() if code not in self.absences)

    def _about(self, assignment: PartyAssignment) -> _About:
        """Return what a statement about an item is about."""
        codes = [party.code for party in self._present([assignment])]
        number = assignment.action_number
        return _About(
            party_code=codes[0] if len(codes) == 1 else None,
            actions=() if number is None else (Ref(plan=self.plan.id, action=number),),
            roles=(assignment.role,),
        )

    def _absent(self, assignment: PartyAssignment) -> tuple[str, ...]:
        return tuple(code for code in self._codes(assignment) if code in self.absences)

    def _is_present(self, assignment: PartyAssignment) -> bool:
        """Whether any party of an item is present. An item that can't be resolved counts as present."""
        return not self._codes(assignment) or len(self._absent(assignment)) < len(self._codes(assignment))

    def _identity(self, assignment: PartyAssignment) -> frozenset[str]:
        """Return what identifies the party of an item: its codes, or its name if the register does not have it."""
        return frozenset(self._codes(assignment) or (assignment.name,))

    def _is_driver(self, assignment: PartyAssignment) -> bool:
        """Whether a party is the Driver, who does not account to a co-driver."""
        return any(
            self._identity(head) == self._identity(assignment) for head in self.heads if head.role is PartyRole.DRIVER
        )

    def _format_name(self, assignment: PartyAssignment) -> str:
        """Format an item with its condition and doubts; those of a leader are not of the parties that cooperate."""
        written = assignment.name if assignment.role is PartyRole.COOPERATING else str(assignment.own)
        absent = self._absent(assignment)
        return f"{written} (without {', '.join(absent)})" if absent else written

    def _sentences(self, *kinds: ProvisionKind, own: Anchor | None = None) -> tuple[Anchor, ...]:
        sentences = (provision.stated for provision in self.plan.provisions if provision.kind in kinds)
        return tuple(dict.fromkeys(sentences if own is None else (own, *sentences)))

    def _line(
        self,
        assignment: PartyAssignment,
        relation: Relation,
        others: Iterable[PartyAssignment],
        stated: tuple[Anchor, ...] = (),
    ) -> Iterator[ReportingLine]:
        """Return the line from a party to the other parties that are present.

        There is no line if the only other party is the party itself.
        """
        others = [other for other in others if self._identity(other) != self._identity(assignment)]
        to = ", ".join(dict.fromkeys(self._format_name(other) for other in others if self._is_present(other))) or None
        if not others:
            return
        absent = tuple(dict.fromkeys(code for other in others for code in self._absent(other))) if to is None else ()
        called = to or f"{', '.join(absent)} (absent)"
        who, relates = self._format_name(assignment), _agree(relation, assignment)
        verb, comma, led_by = relates.partition(", ")
        where = "" if assignment.action_number is None else f"{_WHERE[relation]} {assignment.action_number}"
        text = f"{who} {verb}{where}, {led_by} {called}" if comma else f"{who} {relates} {called}{where}"
        why = " (inferred: a leader is in charge of the action)" if relation.inferred else ""
        decisions = (self.absences[code].entry_id for item in (assignment, *others) for code in self._absent(item))
        statement = Statement(
            text=f"{text}{why}.",
            **self._about(assignment),
            entries=tuple(dict.fromkeys(entry for entry in decisions if entry is not None)),
            stated=stated,
            at=(assignment.at,),
        )
        yield ReportingLine(
            who=who,
            parties=self._present([assignment]),
            role=assignment.role,
            relation=relation,
            to=to,
            to_parties=self._present(others),
            action_number=assignment.action_number,
            absent=absent,
            words=f"{who} {relates} {called}",
            statement=statement,
        )


def _is_accountable(party: Party, span: Span) -> bool:
    """Whether a party is a member state or an agency on a day of a span."""
    if party.memberships:
        return any(membership.span.overlaps(span) for membership in party.memberships)
    return party.kind in _ACCOUNTABLE


def _is_plural(assignment: PartyAssignment) -> bool:
    """Whether an item is a group with a plural name: "All MS", but not "Each MS"."""
    group = assignment.name == assignment.item.party and assignment.item.collective is not None
    return group and _SINGULAR.isdisjoint(assignment.name.lower().split())


def _agree(relation: Relation, assignment: PartyAssignment) -> str:
    return relation.plural if _is_plural(assignment) else relation.value
