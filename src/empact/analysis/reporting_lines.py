"""Governance: who answers to whom for a plan, by the sentences in which the plan says so (sections 4 and 5)."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Iterator, Sequence

import attrs

from empact.analysis.involvement.absences import Absence
from empact.analysis.involvement.assignments import PartyAssignment, PartyRole, assignments
from empact.analysis.schedules import schedule
from empact.analysis.statements import Statement
from empact.model import Anchor, Plan, ProvisionKind, Span
from empact.reference import Register
from empact.reprs import short_repr


class Relation(enum.Enum):
    """How one party stands to another, in the words of a line."""

    DELEGATES = "delegates to"
    SUPPORTS = "supports"
    ACCOUNTS = "accounts to"
    COOPERATES = "cooperates with"
    JOINS = "takes part under"

    @property
    def inferred(self) -> bool:
        """Whether the plan does not say it in so many words.

        It says that a leader is in charge of an action, and who takes part in it; not that one is under the other.
        """
        return self is Relation.JOINS


@attrs.frozen(kw_only=True)
class ReportingLine:
    """One line of the plan's order: who, how, to whom, for which action; and the sentences and cells that say so.

    ``to`` is None where all those whom the line would lead to are away; ``away`` has their codes.
    """

    who: str
    relation: Relation
    to: str | None
    action: str | None
    away: tuple[str, ...] = ()
    statement: Statement

    __repr__ = short_repr

    @property
    def called(self) -> str:
        """Whom the line leads to, as a person would say it: "HU", "ES (away)"."""
        return self.to or f"{', '.join(self.away)} (away)"


_WHERE = {Relation.ACCOUNTS: "for", Relation.COOPERATES: "in", Relation.JOINS: "in"}


def governance(
    plan: Plan, register: Register, *, on: dt.date | None = None, away: Sequence[Absence] = ()
) -> tuple[ReportingLine, ...]:
    """Who answers to whom: oversight to Driver, support beside, each leader to the Driver, participants to leaders.

    Names are those of the plan, as written. Where the plan says nothing of a relation, there is no line of it, and
    none of a party to itself. Who is ``away`` on the day has no line, and a line to it alone leads to nobody; a group
    is told ``without`` it. Whom a role or a group means is asked for the day, or for the nearest one of the action's
    own time. Without a day nobody is away.
    """
    gone = [one for one in away if on is not None and one.holds(on)]
    return tuple(_Order(plan, register, on, gone).lines())


class _Order:
    def __init__(self, plan: Plan, register: Register, on: dt.date | None, gone: Sequence[Absence]) -> None:
        self.plan, self.on = plan, on
        self.gone = {one.party: one for one in gone}
        period = plan.period or Span(start=on or dt.date.min, end=on or dt.date.max)
        view = assignments(attrs.evolve(plan, period=period), register, schedule(plan))
        self.view = view
        self.items = [one for one in view if one.cell != "drafters"]
        self.heads = [one for one in self.items if one.role in {PartyRole.DRIVER, PartyRole.CO_DRIVER}]
        self.lead = {one.at: one for one in self.items if one.role is not PartyRole.COOPERATING}

    def lines(self) -> Iterator[ReportingLine]:
        for one in filter(self._there, self.items):
            match one.role:
                case PartyRole.OVERSIGHT:
                    stated = self._sentences(ProvisionKind.MANAGEMENT, own=self.plan.oversight.stated)
                    yield from self._line(one, Relation.DELEGATES, self.heads, stated)
                case PartyRole.SUPPORT:
                    stated = self._sentences(ProvisionKind.SUPPORT, own=self.plan.support.stated)
                    yield from self._line(one, Relation.SUPPORTS, self.heads, stated)
                case PartyRole.LEADER:
                    stated = self._sentences(ProvisionKind.ACCOUNT)
                    if stated and not self._drives(one):
                        yield from self._line(one, Relation.ACCOUNTS, self.heads, stated)
                case PartyRole.COOPERATING:
                    yield from self._line(one, Relation.COOPERATES, [self.lead[one.at]])
                case PartyRole.PARTICIPANT:
                    stated = self._sentences(ProvisionKind.LEADERSHIP, ProvisionKind.ACCOUNT)
                    if stated:
                        leaders = self.view.of(one.position, PartyRole.LEADER)
                        yield from self._line(one, Relation.JOINS, leaders, stated)
                case PartyRole.DRIVER | PartyRole.CO_DRIVER | PartyRole.DRAFTER:
                    pass

    def _meant(self, one: PartyAssignment) -> tuple[str, ...]:
        """The codes of those who are meant on the day that is asked for, or on the nearest one; without one, of all."""
        found = one.parties
        if self.on is not None and one.resolved:
            whole = Span(start=one.resolved[0].span.start, end=one.resolved[-1].span.end)
            found = one.on(whole.nearest(self.on))
        return tuple(party.code for party in found)

    def _away(self, one: PartyAssignment) -> tuple[str, ...]:
        return tuple(code for code in self._meant(one) if code in self.gone)

    def _there(self, one: PartyAssignment) -> bool:
        """Whether somebody is left, or nobody can say who is meant."""
        return not self._meant(one) or len(self._away(one)) < len(self._meant(one))

    def _identity(self, one: PartyAssignment) -> frozenset[str]:
        """What a party is told from another by: the codes, or the name of somebody whom the register does not know."""
        return frozenset(self._meant(one) or (one.name,))

    def _drives(self, one: PartyAssignment) -> bool:
        """Whether a party is the Driver itself, who accounts to no co-driver."""
        return any(self._identity(head) == self._identity(one) for head in self.heads if head.role is PartyRole.DRIVER)

    def _called(self, one: PartyAssignment, *, whole: bool = False) -> str:
        """The name as written, or the whole item: with its condition and its doubts, without those who cooperate."""
        written = str(attrs.evolve(one.item, cooperating=())) if whole else one.name
        away = self._away(one)
        return f"{written} (without {', '.join(away)})" if away else written

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
        """The line from a party to those of the others who are there and are not the party itself.

        Where all of them are away, the line leads to nobody, and says so.
        """
        others = [other for other in others if self._identity(other) != self._identity(one)]
        to = ", ".join(dict.fromkeys(self._called(other) for other in others if self._there(other))) or None
        if not others:
            return
        away = tuple(dict.fromkeys(code for other in others for code in self._away(other))) if to is None else ()
        called = to or f"{', '.join(away)} (away)"
        who = self._called(one, whole=relation is not Relation.COOPERATES)
        where = "" if one.action is None else f" {_WHERE[relation]} action {one.action}"
        why = " (inferred: a leader is in charge of the action)" if relation.inferred else ""
        gone = (self.gone[code].entry for each in (one, *others) for code in self._away(each))
        said = Statement(
            text=f"{who} {relation.value} {called}{where}{why}.",
            entries=tuple(dict.fromkeys(record for record in gone if record is not None)),
            stated=stated,
            at=(one.at,),
        )
        yield ReportingLine(who=who, relation=relation, to=to, action=one.action, away=away, statement=said)
