"""Governance: who reports to whom for a plan, with the sentences of the plan that say so (sections 4 and 5)."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Iterator
from typing import ClassVar

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
    """One reporting line of a plan: a party, and to whom it stands in a relation, such as accounting to the Driver."""

    who: str
    """The party or group, by its name in the plan, with the conditions and doubts of its role."""
    relation: Relation
    """The relation, such as that it accounts to somebody or supports somebody."""
    to: str | None
    """To whom, by the names in the plan; None for a relation without recipients, such as that a party leads, and if all
    recipients are absent.
    """
    action: str | None
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


class _Order:
    def __init__(self, ctx: PlanFacts, on: dt.date | None) -> None:
        self.plan, self.register, self.on = ctx.plan, ctx.register, on
        self.absences = {one.party: one for one in ctx.absences if on is not None and one.holds(on)}
        view = ctx.planned_assignments if ctx.plan.period is not None else _at_any_time(ctx, on)
        self.view = view
        self.items = [one for one in view if one.cell != "drafters"]
        self.heads = [one for one in self.items if one.role in {PartyRole.DRIVER, PartyRole.CO_DRIVER}]
        self.leads = {one.at: one for one in self.items if one.role is not PartyRole.COOPERATING}

    def lines(self) -> Iterator[ReportingLine]:
        """Yield the lines of the plan as a whole, then those of its actions."""
        present = list(filter(self._is_present, self.items))
        yield from self._lines_of(one for one in present if one.position is None)
        yield from self._by_provision()
        yield from self._lines_of(one for one in present if one.position is not None)

    def _lines_of(self, items: Iterable[PartyAssignment]) -> Iterator[ReportingLine]:
        for one in items:
            match one.role:
                case PartyRole.OVERSIGHT:
                    stated = self._sentences(ProvisionKind.MANAGEMENT, own=self.plan.oversight.stated)
                    yield from self._line(one, Relation.DELEGATES, self.heads, stated)
                case PartyRole.SUPPORT:
                    yield from self._support(one)
                case PartyRole.LEADER | PartyRole.CO_LEADER:
                    yield from self._leader(one)
                case PartyRole.COOPERATING:
                    yield from self._line(one, Relation.COOPERATES, [self.leads[one.at]])
                case PartyRole.PARTICIPANT:
                    stated = self._sentences(ProvisionKind.LEADERSHIP, ProvisionKind.ACCOUNT)
                    if stated:
                        leaders = self.view.of(one.position, PartyRole.LEADER, PartyRole.CO_LEADER)
                        yield from self._line(one, Relation.JOINS, leaders, stated)
                case PartyRole.DRIVER | PartyRole.CO_DRIVER | PartyRole.DRAFTER:
                    pass

    def _support(self, one: PartyAssignment) -> Iterator[ReportingLine]:
        """Return the line of a party that supports the plan as a whole, or the leader of an action."""
        if one.position is not None:
            yield from self._line(one, Relation.SUPPORTS, self.view.of(one.position, PartyRole.LEADER))
        else:
            stated = self._sentences(ProvisionKind.SUPPORT, own=self.plan.support.stated)
            yield from self._line(one, Relation.SUPPORTS, self.heads, stated)

    def _leader(self, one: PartyAssignment) -> Iterator[ReportingLine]:
        """Return the line of a leader, if the plan says that leaders account to the Driver."""
        stated = self._sentences(ProvisionKind.ACCOUNT)
        if not stated or self._is_driver(one):
            return
        if self._is_accountable(one):
            yield from self._line(one, Relation.ACCOUNTS, self.heads, stated)
            return
        who, leads = self._format_name(one), _agree(Relation.LEADS, one)
        accounts = "they account" if _is_plural(one) else "it accounts"
        statement = Statement(
            text=f"{who} {leads} action {one.action}; the plan says only of member states and agencies that they "
            "account to the Driver.",
            stated=stated,
            at=(one.at,),
        )
        words = f"{who} {leads}; to whom {accounts} is not stated"
        yield ReportingLine(
            who=who, relation=Relation.LEADS, to=None, action=one.action, words=words, statement=statement
        )

    def _is_accountable(self, one: PartyAssignment) -> bool:
        """Whether a leader is a member state or an agency. An office such as the Presidency is neither."""
        role = self.register.role(one.name) if one.determinacy is Determinacy.ROLE else None
        if role is not None and role.code not in ROLES_OF_THE_PLAN:
            return False
        group = one.item.collective
        if not one.resolved:
            return group is not None and _ACCOUNTABLE.issuperset(group.members)
        return all(_is_accountable(party, span) for party, span in self._meant(one))

    def _by_provision(self) -> Iterator[ReportingLine]:
        """Yield the lines of the bodies that provisions name, one for each relation and body."""
        found: dict[tuple[Relation, str], dict[Pointer, Anchor]] = {}
        for index, provision in enumerate(self.plan.provisions):
            relation = _BY_PROVISION.get(provision.kind)
            for position, item in enumerate(provision.body):
                if relation is not None and isinstance(item, PartyItem) and not self._is_excluded(item):
                    at = Pointer("/provisions") / index / "body" / "items" / position
                    found.setdefault((relation, str(item)), {})[at] = provision.stated
        for (relation, who), places in found.items():
            words = f"{who} {relation.value}"
            statement = Statement(text=f"{words}.", stated=tuple(dict.fromkeys(places.values())), at=tuple(places))
            yield ReportingLine(who=who, relation=relation, to=None, action=None, words=words, statement=statement)

    def _is_excluded(self, item: PartyItem) -> bool:
        """Whether a decision excludes the body of a provision on the day."""
        if self.on is None or not self.absences:
            return False
        return self.absences.keys() >= set(party_codes(Parties(items=(item,)), self.on, self.register))

    def _meant(self, one: PartyAssignment) -> tuple[tuple[Party, Span], ...]:
        """Return the parties of an item on the day, or the nearest day; without a day, at any time, with the time."""
        spans = one.resolved
        if self.on is None or not spans:
            return tuple((party, resolved.span) for resolved in spans for party in resolved.parties)
        day = Span(start=spans[0].span.start, end=spans[-1].span.end).nearest(self.on)
        return tuple((party, Span(start=day, end=day)) for party in one.on(day))

    def _codes(self, one: PartyAssignment) -> tuple[str, ...]:
        return tuple(dict.fromkeys(party.code for party, _ in self._meant(one)))

    def _absent(self, one: PartyAssignment) -> tuple[str, ...]:
        return tuple(code for code in self._codes(one) if code in self.absences)

    def _is_present(self, one: PartyAssignment) -> bool:
        """Whether any party of an item is present. An item that can't be resolved counts as present."""
        return not self._codes(one) or len(self._absent(one)) < len(self._codes(one))

    def _identity(self, one: PartyAssignment) -> frozenset[str]:
        """Return what identifies the party of an item: its codes, or its name if the register does not have it."""
        return frozenset(self._codes(one) or (one.name,))

    def _is_driver(self, one: PartyAssignment) -> bool:
        """Whether a party is the Driver, who does not account to a co-driver."""
        return any(self._identity(head) == self._identity(one) for head in self.heads if head.role is PartyRole.DRIVER)

    def _format_name(self, one: PartyAssignment) -> str:
        """Format an item with its condition and doubts; those of a leader are not of the parties that cooperate."""
        written = one.name if one.role is PartyRole.COOPERATING else str(one.own)
        absent = self._absent(one)
        return f"{written} (without {', '.join(absent)})" if absent else written

    def _sentences(self, *kinds: ProvisionKind, own: Anchor | None = None) -> tuple[Anchor, ...]:
        found = (one.stated for one in self.plan.provisions if one.kind in kinds)
        return tuple(dict.fromkeys(found if own is None else (own, *found)))

    def _line(
        self,
        one: PartyAssignment,
        relation: Relation,
        others: Iterable[PartyAssignment],
        stated: tuple[Anchor, ...] = (),
    ) -> Iterator[ReportingLine]:
        """Return the line from a party to the other parties that are present.

        There is no line if the only other party is the party itself.
        """
        others = [other for other in others if self._identity(other) != self._identity(one)]
        to = ", ".join(dict.fromkeys(self._format_name(other) for other in others if self._is_present(other))) or None
        if not others:
            return
        absent = tuple(dict.fromkeys(code for other in others for code in self._absent(other))) if to is None else ()
        called = to or f"{', '.join(absent)} (absent)"
        who, relates = self._format_name(one), _agree(relation, one)
        verb, comma, led_by = relates.partition(", ")
        where = "" if one.action is None else f"{_WHERE[relation]} {one.action}"
        text = f"{who} {verb}{where}, {led_by} {called}" if comma else f"{who} {relates} {called}{where}"
        why = " (inferred: a leader is in charge of the action)" if relation.inferred else ""
        decisions = (self.absences[code].entry for each in (one, *others) for code in self._absent(each))
        statement = Statement(
            text=f"{text}{why}.",
            entries=tuple(dict.fromkeys(entry for entry in decisions if entry is not None)),
            stated=stated,
            at=(one.at,),
        )
        yield ReportingLine(
            who=who,
            relation=relation,
            to=to,
            action=one.action,
            absent=absent,
            words=f"{who} {relates} {called}",
            statement=statement,
        )


def _is_accountable(party: Party, span: Span) -> bool:
    """Whether a party is a member state or an agency on a day of a span."""
    if party.memberships:
        return any(membership.span.overlaps(span) for membership in party.memberships)
    return party.kind in _ACCOUNTABLE


def _is_plural(one: PartyAssignment) -> bool:
    """Whether an item is a group with a plural name: "All MS", but not "Each MS"."""
    group = one.name == one.item.party and one.item.collective is not None
    return group and _SINGULAR.isdisjoint(one.name.lower().split())


def _agree(relation: Relation, one: PartyAssignment) -> str:
    return relation.plural if _is_plural(one) else relation.value
