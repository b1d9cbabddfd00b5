"""Which statement is in force, per party, round and KPI (section 2).

A report replaces a statement line by line, and only in the reports that it names. A number that a leader states `for:`
a party ends for good once the party states its own.
"""

from __future__ import annotations

import datetime as dt
import enum

import attrs
from tests.oracles.figures.inputs import Did, Line, Report, World
from tests.oracles.figures.people import code_of, former_leaders


class Role(enum.StrEnum):
    """As what a line is stated."""

    STATUS = "status"
    LEADERS = "leaders' number"
    OWN = "own number"
    SETTLEMENT = "settlement"
    DID = "what we did"


@attrs.frozen
class Key:
    """What is in force once: one thing that one party states for one round."""

    role: Role
    party: str
    round: int
    action: str
    kpi: str | None


@attrs.frozen(kw_only=True)
class Statement:
    """A line as it was filed."""

    key: Key
    line: Line
    report: Report
    by: str
    order: int
    """The place of its report in the order of filing."""
    former_leader_until: dt.date | None = None
    """The last day on which its party led, if it no longer leads on the data day."""
    unusable: str | None = None
    """Why it is not usable, such as "10 after 12". None if it is usable."""

    @property
    def position(self) -> tuple[int, int]:
        """Its place in time: a former leader's figure comes before those of the leaders of the same round."""
        return self.key.round, 0 if self.former_leader_until and self.key.role is not Role.OWN else 1


def role_of(world: World, line: Line) -> Role:
    """Return as what a line is stated: as written, or as its KPI is counted."""
    if isinstance(line.answer, Did):
        return Role.DID
    if line.settled is not None:
        return Role.SETTLEMENT
    if line.kpi is None:
        return Role.STATUS
    own = line.own
    if own is None:
        own = line.for_party is not None or world.action(line.action).kpi(line.kpi).method.by_parties
    return Role.OWN if own else Role.LEADERS


def key_of(world: World, report: Report, line: Line) -> Key:
    """Return what a line states, of whom, for which round."""
    party = code_of(world, line.for_party or report.by)
    return Key(role_of(world, line), party, world.index(report.round), line.action, line.kpi)


class Force:
    """What is in force after the reports filed so far."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.current: dict[Key, Statement] = {}
        self._touched: dict[tuple[int, str, str | None], int] = {}
        """The last usable line or withdrawal that is not a settlement, by round, action and KPI: its order."""

    def statement(self, report: Report, line: Line, order: int, unusable: str | None = None) -> Statement:
        """Return a line as a statement."""
        key = key_of(self.world, report, line)
        former: dict[str, dt.date] = {}
        if key.role is not Role.SETTLEMENT:
            former = former_leaders(self.world, self.world.action(line.action), key.round)
        return Statement(
            key=key,
            line=line,
            report=report,
            by=code_of(self.world, report.by),
            order=order,
            former_leader_until=former.get(code_of(self.world, report.by)),
            unusable=unusable,
        )

    def add(self, statement: Statement) -> None:
        """File one statement. One that is not usable replaces another only in a report that it names."""
        earlier = self.current.get(statement.key)
        named = earlier is not None and earlier.report.id in statement.report.supersedes
        if statement.unusable and earlier is not None and not named:
            return
        self.current[statement.key] = statement
        if statement.key.role not in {Role.SETTLEMENT, Role.DID} and not statement.unusable:
            self._touch(statement.key, statement.order)

    def withdraw(self, report: Report, order: int) -> None:
        """Take away what a report withdraws from the reports that it supersedes."""
        for action, kpi in report.withdraws:
            for key in self.in_reports(report, action, kpi):
                del self.current[key]
                if key.role is not Role.SETTLEMENT:
                    self._touch(key, order)

    def in_reports(self, report: Report, action: str, kpi: str | None) -> list[Key]:
        """Return what is in force about one thing in the reports that a report supersedes."""
        by, place = code_of(self.world, report.by), self.world.index(report.round)
        return [
            key
            for key, statement in self.current.items()
            if (key.round, key.action, key.kpi) == (place, action, kpi)
            and key.role is not Role.DID
            and statement.by == by
            and statement.report.id in report.supersedes
        ]

    def _touch(self, key: Key, order: int) -> None:
        self._touched[key.round, key.action, key.kpi] = order

    def of(self, role: Role, action: str, kpi: str | None, *, until: int) -> list[Statement]:
        """Return what is in force in one role about one KPI or status, for rounds up to one, oldest round first."""
        chosen = [
            statement
            for key, statement in self.current.items()
            if (key.role, key.action, key.kpi) == (role, action, kpi) and key.round <= until
        ]
        return sorted(chosen, key=lambda statement: (statement.position, statement.order))

    def settlement(self, place: int, action: str, kpi: str | None) -> Statement | None:
        """Return the settlement of a round that holds: no report about it was filed after the settlement.

        Of two settlements, the later filed one holds.
        """
        settled = [
            statement
            for statement in self.of(Role.SETTLEMENT, action, kpi, until=place)
            if statement.key.round == place and not statement.unusable
        ]
        newest = max(settled, key=lambda statement: statement.order, default=None)
        if newest is None or self._touched.get((place, action, kpi), -1) > newest.order:
            return None
        return newest
