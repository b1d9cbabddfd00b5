"""What values by leaders and values by parties have in common (section 4)."""

from __future__ import annotations

import datetime as dt

import attrs
from tests.oracles.figures.closing import has_begun, missing_text, no_leader_text, status_at
from tests.oracles.figures.expected import last_asked
from tests.oracles.figures.force import Force, Role, Statement
from tests.oracles.figures.inputs import Action, Figure, Kpi, Number, Ratio
from tests.oracles.figures.people import (
    code_of,
    former_leaders,
    leaders_on,
)
from tests.oracles.figures.shown import Status, day_text, figure_text, month_text

NOT_NAMED = "accepted though not named"
EXCLUDED = "for a round after an exclusion"
NOT_CONFIRMED = "not confirmed when the group was closed"
OUTSIDE_PLAN = "a day outside the plan"


@attrs.frozen
class Apart:
    """A statement that is listed separately, with the reason."""

    party: str
    round: str
    shown: str
    reason: str


@attrs.frozen(kw_only=True)
class Value:
    """The value of a KPI at a checkpoint."""

    status: Status
    figures: tuple[Figure, ...] = ()
    """The value; from the lowest to the highest if leaders differ; each sentence of words."""
    shown: str
    bare: str = ""
    """The value without what is known about it: "12", "2 to 3"."""
    cover: tuple[int, int] | None = None
    """How many of how many parties, if that is printed."""
    not_confirmed: int = 0
    """How many parties are in the sum that have not confirmed."""
    stated_by: tuple[int, int] | None = None
    """By how many of how many leaders it is stated, for leaders and Driver."""
    apart: tuple[Apart, ...] = ()
    beside: tuple[str, ...] = ()
    """What is printed beside the value: "5 of it as of June", "not usable: 10 after 12"."""
    why: tuple[str, ...] = ()
    """Why nothing is concluded from it, in the order of section 5. Empty if it is final or settled."""
    reached_after_plan: dt.date | None = None
    awaited: bool = False
    """Whether it is missing and the reply day has not passed: never behind schedule."""
    because: str | None = None
    row: str = ""
    """The row of the page that fitted, and by which of its conditions."""
    sources: tuple[Statement, ...] = ()
    """The statements of which it is made."""

    @property
    def estimated(self) -> bool:
        """Whether an estimate is in it."""
        return any(isinstance(figure, Number | Ratio) and figure.estimated for figure in self.figures)

    @property
    def is_certain(self) -> bool:
        """Whether it is final or settled."""
        return self.status in {Status.FINAL, Status.SETTLED}


class Stated:
    """What is stated of one KPI for rounds up to one."""

    def __init__(self, force: Force, action: Action, kpi: Kpi, place: int) -> None:
        self.force, self.world, self.action, self.kpi, self.place = force, force.world, action, kpi, place
        self.round = self.world.rounds[place]
        self.closed_in = status_at(force, action, place).closed_in
        self.begun = has_begun(force, action, place)
        self.own_day_come = kpi.day is None or kpi.day <= self.round.data_day
        self.reply_day_passed = self.world.reply_day_passed(place)
        self.apart: list[Apart] = []

    def beside(self, role: Role) -> tuple[str, ...]:
        """Return what is not usable in this round."""
        stated = self.force.of(role, self.action.number, self.kpi.id, until=self.place)
        unusable = [
            statement.unusable for statement in stated if statement.unusable and statement.key.round == self.place
        ]
        return tuple(f"not usable: {words}" for words in unusable)

    def not_begun(self) -> list[str]:
        """Return why a figure is not due yet."""
        return ["the action has not begun"] * (not self.begun) + ["not yet due"] * (not self.own_day_come)

    def set_aside(self, statement: Statement, figure: Figure, reason: str) -> None:
        """List a statement separately."""
        name = self.world.rounds[statement.key.round].name
        self.apart.append(Apart(statement.key.party, name, figure_text(figure), reason))

    def nothing(self, role: Role) -> Value:
        """Return the value where nothing is stated, nor set for an earlier round."""
        apart = tuple(self.apart)
        if self.not_begun():
            days = [self.action.begin] if not self.begun else []
            days += [self.kpi.day] if not self.own_day_come else []
            due = max(day for day in days if day is not None)
            shown = f"not yet due ({month_text(due)})"
            row = "not due: the action has not begun" if not self.begun else "not due: its own day has not come"
            why = tuple(self.not_begun())
            return Value(status=Status.NOT_DUE, shown=shown, apart=apart, why=why, row=row)
        unusable = self.beside(role)
        nobody = None
        if not self.kpi.method.by_parties and self.kpi.method.stated_by is None:
            former = former_leaders(self.world, self.action, self.place)
            nobody = None if former else no_leader_text(self.force, self.action, self.place)
        last = last_asked(self.force, self.action, self.kpi, self.place)
        asked_in = last[0] if last else self.place
        awaited = not self.world.reply_day_passed(asked_in)
        shown = "; ".join(unusable) or nobody or missing_text(self.force, asked_in)
        row = "missing: awaited" if awaited else "missing: not reported"
        row = "missing: not usable" if unusable else "missing: no leader" if nobody else row
        return Value(status=Status.MISSING, shown=shown, apart=apart, why=(shown,), awaited=awaited, row=row)

    def settled(self, settlement: Statement, figure: Figure) -> Value:
        """Return the value that the Driver has set for this round."""
        settled = settlement.line.settled
        bare = figure_text(figure)
        leads = settlement.by in leaders_on(self.world, self.action, self.round.data_day)
        who = "the Driver" if settlement.by == code_of(self.world, self.world.driver) else "the co-driver"
        if settled is not None and settled.agreed_with:
            how, row = f"agreed with {', '.join(settled.agreed_with)} on {day_text(settled.day)}", "settled: agreed"
        elif leads:
            how, row = f"set by {who}, who leads this action", "settled: set by the Driver, who leads"
        else:
            how, row = f"set by {who}", "settled: set by the Driver"
        return Value(
            status=Status.SETTLED,
            figures=(figure,),
            shown=f"{bare} ({how})",
            bare=bare,
            apart=tuple(self.apart),
            because=settlement.line.because or settlement.report.because,
            row=row,
            sources=(settlement,),
        )


def reason_of(statements: tuple[Statement, ...]) -> str | None:
    """Return the reason of the last filed statement."""
    last = max(statements, key=lambda statement: statement.order)
    return last.line.because or last.report.because
