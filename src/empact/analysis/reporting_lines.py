"""Governance: who reports to whom for a plan, with the sentences of the plan that say so (sections 4 and 5)."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Iterator

import attrs

from empact.analysis.context import PlanContext, check_plan_context
from empact.analysis.involvement.assignments import PartyAssignment, PartyAssignments, PartyRole, assignments
from empact.analysis.statements import Statement
from empact.arguments import check_date
from empact.model import Anchor, ProvisionKind, Span
from empact.reprs import short_repr


class Relation(enum.Enum):
    """The relation between the two parties of a reporting line."""

    DELEGATES = "delegates to"
    SUPPORTS = "supports"
    ACCOUNTS = "accounts to"
    COOPERATES = "cooperates with"
    JOINS = "takes part under"

    @property
    def inferred(self) -> bool:
        """Whether the relation is inferred, and not stated in the plan.

        The plan says who leads an action and who takes part in it, but not that participants are under the leader.
        """
        return self is Relation.JOINS


@attrs.frozen(kw_only=True)
class ReportingLine:
    """One reporting line of a plan: who, in which relation, to whom, for which action.

    ``statement`` is the line as a sentence, with its sources. If all recipients are absent, ``to`` is None and
    ``absent`` has their codes.
    """

    who: str
    relation: Relation
    to: str | None
    action: str | None
    absent: tuple[str, ...] = ()
    statement: Statement

    __repr__ = short_repr

    @property
    def called(self) -> str:
        """The recipients as text: "HU", "ES (absent)"."""
        return self.to or f"{', '.join(self.absent)} (absent)"


_WHERE = {Relation.ACCOUNTS: "for", Relation.COOPERATES: "in", Relation.JOINS: "in", Relation.SUPPORTS: "in"}


def governance(ctx: PlanContext, *, on: dt.date | None = None) -> tuple[ReportingLine, ...]:
    """Return the reporting lines of a plan: from oversight and support to the Driver, from leaders and participants up.

    Names are written as in the plan. A relation that the plan does not state has no line, and a party has no line to
    itself. Roles and groups are resolved on ``on``, or on the nearest day of the action's own time. Absent parties are
    omitted. If all recipients are absent, ``to`` is None. A group with absent members is followed by "(without ES)".

    Args:
        ctx: The context of the plan.
        on: The day on which roles and groups are resolved; by default the date of knowledge. Without either, absences
            are ignored.
    """
    check_plan_context("governance()", ctx)
    check_date("on", on)
    return tuple(_Order(ctx, on or ctx.as_of).lines())


def _at_any_time(ctx: PlanContext, on: dt.date | None) -> PartyAssignments:
    """Return the parties of a plan without a period on a day, or at any time."""
    period = Span(start=on or dt.date.min, end=on or dt.date.max)
    return assignments(attrs.evolve(ctx.plan, period=period), ctx.register, ctx.schedule)


class _Order:
    def __init__(self, ctx: PlanContext, on: dt.date | None) -> None:
        self.plan, self.on = ctx.plan, on
        self.absences = {one.party: one for one in ctx.absences if on is not None and one.holds(on)}
        view = ctx.planned_assignments if ctx.plan.period is not None else _at_any_time(ctx, on)
        self.view = view
        self.items = [one for one in view if one.cell != "drafters"]
        self.heads = [one for one in self.items if one.role in {PartyRole.DRIVER, PartyRole.CO_DRIVER}]
        self.leads = {one.at: one for one in self.items if one.role is not PartyRole.COOPERATING}

    def lines(self) -> Iterator[ReportingLine]:
        for one in filter(self._is_present, self.items):
            match one.role:
                case PartyRole.OVERSIGHT:
                    stated = self._sentences(ProvisionKind.MANAGEMENT, own=self.plan.oversight.stated)
                    yield from self._line(one, Relation.DELEGATES, self.heads, stated)
                case PartyRole.SUPPORT:
                    yield from self._support(one)
                case PartyRole.LEADER | PartyRole.CO_LEADER:
                    stated = self._sentences(ProvisionKind.ACCOUNT)
                    if stated and not self._is_driver(one):
                        yield from self._line(one, Relation.ACCOUNTS, self.heads, stated)
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

    def _codes(self, one: PartyAssignment) -> tuple[str, ...]:
        """Return the codes of the parties of an item on the day, or the nearest day; without a day, at any time."""
        found = one.parties
        if self.on is not None and one.resolved:
            whole = Span(start=one.resolved[0].span.start, end=one.resolved[-1].span.end)
            found = one.on(whole.nearest(self.on))
        return tuple(party.code for party in found)

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

    def _format_name(self, one: PartyAssignment, *, whole: bool = False) -> str:
        """Format an item: its name, or with ``whole`` also its condition and doubts, without cooperating parties."""
        written = str(one.own) if whole else one.name
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
        who = self._format_name(one, whole=relation is not Relation.COOPERATES)
        where = "" if one.action is None else f" {_WHERE[relation]} action {one.action}"
        why = " (inferred: a leader is in charge of the action)" if relation.inferred else ""
        decisions = (self.absences[code].entry for each in (one, *others) for code in self._absent(each))
        statement = Statement(
            text=f"{who} {relation.value} {called}{where}{why}.",
            entries=tuple(dict.fromkeys(entry for entry in decisions if entry is not None)),
            stated=stated,
            at=(one.at,),
        )
        yield ReportingLine(who=who, relation=relation, to=to, action=one.action, absent=absent, statement=statement)
