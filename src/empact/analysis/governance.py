"""Governance: who answers to whom for a plan, by the sentences in which the plan says so (sections 4 and 5)."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Iterator, Sequence

import attrs

from empact.analysis.absences import Absence
from empact.analysis.statements import Statement
from empact.diagnostics import Pointer
from empact.model import Anchor, Parties, PartyItem, Plan, ProvisionKind
from empact.reference import Register


class Relation(enum.Enum):
    """How one party stands to another: it delegates to it, accounts to it, takes part under it, or supports it."""

    DELEGATES = "delegates to"
    ACCOUNTS = "accounts to"
    JOINS = "takes part under"
    SUPPORTS = "supports"


@attrs.frozen(kw_only=True)
class ReportingLine:
    """One line of the plan's order: who, how, to whom, for which action; and the sentences and cells that say so."""

    who: str
    relation: Relation
    to: str
    action: str | None
    statement: Statement


def governance(
    plan: Plan, register: Register, *, on: dt.date | None = None, away: Sequence[Absence] = ()
) -> tuple[ReportingLine, ...]:
    """Who answers to whom: oversight to Driver, support beside, each leader to the Driver, participants to leaders.

    Names are those of the plan, as written. Where the plan says nothing of a relation, there is no line of it. Who is
    ``away`` on the day has no line, and nobody answers to it.
    """
    gone = {one.party for one in away if on is not None and one.holds(on)}
    return tuple(_Order(plan, register, on, gone).lines())


class _Order:
    def __init__(self, plan: Plan, register: Register, on: dt.date | None, gone: set[str]) -> None:
        self.plan, self.register, self.on, self.gone = plan, register, on, gone
        self.driver = ", ".join(str(item) for cell in (plan.driver, plan.co_drivers) for _, item in self._there(cell))

    def lines(self) -> Iterator[ReportingLine]:
        yield from self._above()
        for index, action in enumerate(self.plan.actions):
            yield from self._accounts(Pointer(f"/actions/{index}"), action.number, action.leaders)
            yield from self._joins(Pointer(f"/actions/{index}"), action.number, action.leaders, action.participants)

    def _there(self, cell: Parties) -> Iterator[tuple[int, PartyItem]]:
        """The items of a cell, each with its index, without those who are away."""
        for index, item in enumerate(cell):
            if isinstance(item, PartyItem):
                found = self.register.find(item.party, self.on) if self.gone else None
                if found is None or found.code not in self.gone:
                    yield index, item

    def _sentences(self, *kinds: ProvisionKind) -> tuple[Anchor, ...]:
        return tuple(one.stated for one in self.plan.provisions if one.kind in kinds)

    def _above(self) -> Iterator[ReportingLine]:
        relations = (
            (self.plan.oversight, "oversight", Relation.DELEGATES, ProvisionKind.MANAGEMENT),
            (self.plan.support, "support", Relation.SUPPORTS, ProvisionKind.SUPPORT),
        )
        for cell, field, relation, kind in relations if self.driver else ():
            own = () if cell.stated is None else (cell.stated,)
            stated = tuple(dict.fromkeys((*own, *self._sentences(kind))))
            for index, item in self._there(cell):
                at = Pointer() / field / "items" / index
                text = f"{item} {relation.value} {self.driver}."
                said = Statement(text=text, stated=stated, at=(at,))
                yield ReportingLine(who=str(item), relation=relation, to=self.driver, action=None, statement=said)

    def _accounts(self, at: Pointer, number: str, leaders: Parties) -> Iterator[ReportingLine]:
        stated = self._sentences(ProvisionKind.ACCOUNT)
        for index, item in self._there(leaders) if self.driver and stated else ():
            text = f"{item} accounts to {self.driver} for action {number}."
            said = Statement(text=text, stated=stated, at=(at / "leaders" / "items" / index,))
            yield ReportingLine(
                who=str(item), relation=Relation.ACCOUNTS, to=self.driver, action=number, statement=said
            )

    def _joins(self, at: Pointer, number: str, leaders: Parties, participants: Parties) -> Iterator[ReportingLine]:
        stated = self._sentences(ProvisionKind.LEADERSHIP, ProvisionKind.ACCOUNT)
        to = _names(item for _, item in self._there(leaders))
        for index, item in self._there(participants) if to and stated else ():
            text = f"{item} takes part in action {number} under {to}."
            said = Statement(text=text, stated=stated, at=(at / "participants" / "items" / index,))
            yield ReportingLine(who=str(item), relation=Relation.JOINS, to=to, action=number, statement=said)


def _names(items: Iterable[PartyItem]) -> str:
    return ", ".join(item.party for item in items)
