"""The value of a KPI at a checkpoint, with one status: the first row of section 4 that fits.

A value by leaders is what they state; a value by parties is the sum of each one's newest own number. Who is listed
separately (section 6) is beside the value, never in it.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import attrs
from tests.oracles.figures.closing import has_begun, missing_text, no_leader_text, status_at
from tests.oracles.figures.expected import Cover, cover_of, last_asked
from tests.oracles.figures.force import Force, Role, Statement
from tests.oracles.figures.inputs import Action, Figure, Kind, Kpi, NotYet, Number, Ratio, Reached
from tests.oracles.figures.people import (
    Part,
    code_of,
    find_party,
    former_leaders,
    group_is_open,
    is_excluded,
    leaders_on,
    participation,
)
from tests.oracles.figures.series import Step, leaders_steps, low_and_high, own_series
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


def value_at(force: Force, action: Action, kpi: Kpi, place: int) -> Value:
    """Return the value of a KPI at the checkpoint of a round."""
    return (_OfParties if kpi.method.by_parties else _OfLeaders)(force, action, kpi, place).value()


class _Value:
    """What values by leaders and by parties have in common."""

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


class _OfLeaders(_Value):
    """A value that leaders state."""

    def value(self) -> Value:
        """Return the value, by the first row that fits."""
        steps = self._steps()
        if not steps:
            return self.nothing(Role.LEADERS)
        newest = steps[-1]
        if newest.position == (self.place, 2):
            value = self.settled(newest.statements[0], newest.figures[0])
        elif len(newest.distinct) > 1 and self.kpi.method.kind is not Kind.WORDS:
            value = self._disputed(newest)
        else:
            value = self._stated(newest)
        beside = (*value.beside, *self.beside(Role.LEADERS))
        return attrs.evolve(value, beside=beside, apart=tuple(self.apart))

    def _steps(self) -> list[Step]:
        """Return what is known, without days before the plan."""
        steps = []
        for step in leaders_steps(self.force, self.action.number, self.kpi.id, (self.place, 3)):
            pairs = []
            for statement, figure in zip(step.statements, step.figures, strict=True):
                if isinstance(figure, Reached) and figure.day < self.world.first_day:
                    self.set_aside(statement, figure, OUTSIDE_PLAN)
                else:
                    pairs.append((statement, figure))
            if pairs:
                stated, figures = zip(*pairs, strict=True)
                steps.append(Step(step.position, stated, figures))
        return steps

    def _since(self, newest: Step) -> list[str]:
        """Return why nothing newer is known, if the newest figure is of an earlier round."""
        if newest.position >= (self.place, 1):
            return []
        former = newest.statements[0].former_leader_until if newest.position[1] == 0 else None
        since = day_text(former) if former else self.world.rounds[newest.position[0]].name
        return [f"no figure since {since}"]

    def _nobody_leads(self) -> list[str]:
        if self.kpi.method.stated_by is not None:
            return []
        nobody = no_leader_text(self.force, self.action, self.place)
        return [nobody] if nobody else []

    def _disputed(self, newest: Step) -> Value:
        figures = low_and_high(newest.distinct)
        texts = [figure_text(figure) for figure in figures]
        bare = f"{texts[0]} to {texts[-1]}"
        if any(isinstance(figure, NotYet) for figure in figures):
            bare = " or ".join(texts)
        why = [*self._nobody_leads(), *self._since(newest), "the leaders differ", *self.not_begun()]
        row = "disputed: days" if self.kpi.method.kind is Kind.DAY else "disputed: values"
        return Value(
            status=Status.DISPUTED,
            figures=figures,
            shown=f"{bare}; the leaders differ",
            bare=bare,
            why=tuple(why),
            row=row,
            sources=newest.statements,
        )

    def _stated(self, newest: Step) -> Value:
        figures: tuple[Figure, ...] = tuple(dict.fromkeys(newest.figures))
        if len(newest.distinct) == 1:  # an estimate among equal figures makes the value an estimate
            figures = (next((item for item in figures if getattr(item, "estimated", False)), figures[0]),)
        after_plan = None
        if isinstance(figures[0], Reached) and figures[0].day > self.world.last_day:
            after_plan = figures[0].day
            self.set_aside(newest.statements[0], figures[0], OUTSIDE_PLAN)
            figures = (NotYet(),)
        bare = "; ".join(map(figure_text, figures))
        why, row, shown = self._provisional(newest, figures[0], bare)
        leaders = leaders_on(self.world, self.action, self.round.data_day)
        counted = newest.position == (self.place, 1) and self.kpi.method.stated_by is None
        certain = self._certain(newest)
        return Value(
            status=Status.PROVISIONAL if why else Status.FINAL,
            figures=figures,
            shown=shown if why else bare,
            bare=bare,
            stated_by=(len(newest.statements), len(leaders)) if counted else None,
            why=(*self._nobody_leads(), *why) if why else (),
            reached_after_plan=after_plan,
            because=_reason(newest.statements),
            row=row if why else certain,
            sources=newest.statements,
        )

    def _provisional(self, newest: Step, figure: Figure, bare: str) -> tuple[list[str], str, str]:
        """Return why the value is provisional, by which condition, and how it is printed."""
        why: list[str] = []
        row, shown = "", bare
        nobody_owes = self.closed_in is not None and not self._owe()
        earlier = newest.position < (self.place, 1)
        former = newest.statements[0].former_leader_until if newest.position[1] == 0 else None
        stated_on = max(statement.report.day for statement in newest.statements)
        until = former or self.world.rounds[newest.position[0]].data_day
        own_day_was_come = self.kpi.day is not None and self.kpi.day <= until
        known = isinstance(figure, Reached) or own_day_was_come or nobody_owes
        if earlier and not known:
            why += self._since(newest)
            when = f"as of {day_text(former)}" if former else self.world.rounds[newest.position[0]].name
            row = "provisional: a former leader's" if former else "provisional: leaders, of an earlier round"
            row = "provisional: a settlement of an earlier round" if newest.position[1] == 2 else row
            shown = f"{bare} ({when})"
        if self.not_begun() and not nobody_owes:
            why += self.not_begun()
            row = row or "provisional: leaders, not begun or its own day has not come"
            shown = shown if shown != bare else f"{bare} (so far)"
        early = not earlier and stated_on < self.round.data_day and not self.reply_day_passed
        own_day_before = self.kpi.day is not None and self.kpi.day <= stated_on
        if early and not nobody_owes and not own_day_before:
            why.insert(len(why) - ("not yet due" in why), "stated before the data day")
            row = row or "provisional: leaders, stated before the data day"
            shown = f"{bare} (as of {day_text(stated_on)})"
        return why, row, shown

    def _certain(self, newest: Step) -> str:
        if newest.position >= (self.place, 1):
            kind = "words" if self.kpi.method.kind is Kind.WORDS and len(newest.distinct) > 1 else "in the round"
            return f"final: leaders, {kind}"
        if isinstance(newest.figures[0], Reached):
            return "final: a day once stated"
        return "final: leaders, closed" if self.closed_in is not None else "final: leaders, after its own day"

    def _owe(self) -> bool:
        """Return whether the leaders of a closed action still owe this KPI."""
        last = last_asked(self.force, self.action, self.kpi, self.place)
        if last is None or self.world.is_closed(last[0]):
            return False
        if last[0] != self.closed_in and self.kpi.day is None:
            return False  # nobody was asked in the round of closing
        steps = leaders_steps(self.force, self.action.number, self.kpi.id, (self.place, 3))
        return not any(step.position >= (last[0], 0) for step in steps)


class _OfParties(_Value):
    """A value that is the sum of the parties' own numbers."""

    def value(self) -> Value:
        """Return the value, by the first row that fits."""
        numbers = self._numbers()
        beside = self.beside(Role.OWN)
        value = self._sum(numbers) if numbers else self._without_numbers()
        return attrs.evolve(value, beside=(*value.beside, *(beside if value.figures else ())), apart=tuple(self.apart))

    def _reason_apart(self, statement: Statement) -> str | None:
        """Return why an own number is listed separately. None if it is in the sum."""
        party, place = statement.key.party, statement.key.round
        day = self.world.rounds[place].data_day
        if is_excluded(self.world, party, day):
            return EXCLUDED
        if party in former_leaders(self.world, self.action, place):
            return None
        part = participation(self.world, self.action, party, day).part
        if part is Part.PARTY:
            return None
        if part is not Part.UNCONFIRMED:
            return NOT_NAMED
        now = participation(self.world, self.action, party, self.round.data_day).part
        if now is Part.PARTY:
            return None
        is_open = group_is_open(self.world, self.action, self.round.data_day)
        return None if now is Part.UNCONFIRMED and is_open else NOT_CONFIRMED

    def _numbers(self) -> dict[str, tuple[Statement, Number]]:
        """Return each party's newest own number that is in the sum."""
        newest: dict[str, tuple[Statement, Number]] = {}
        for party, statements in own_series(self.force, self.action.number, self.kpi.id, self.place).items():
            for statement, figure in statements:
                reason = self._reason_apart(statement)
                if reason is not None:
                    self.set_aside(statement, figure, reason)
                elif isinstance(figure, Number):
                    newest[party] = (statement, figure)
        for party in list(newest):
            for predecessor in find_party(self.world, party).predecessors:
                newest.pop(code_of(self.world, predecessor), None)
        return newest

    def _without_numbers(self) -> Value:
        """Return the value while no own number is in force: what the Driver has set, or nothing."""
        for place in range(self.place, -1, -1):
            settlement = self.force.settlement(place, self.action.number, self.kpi.id)
            if settlement is None or not isinstance(settlement.line.answer, Number):
                continue
            figure = settlement.line.answer
            if place == self.place:
                value = self.settled(settlement, figure)
                return attrs.evolve(value, row=value.row.replace("settled:", "settled by parties:"))
            bare = figure_text(figure)
            name = self.world.rounds[place].name
            own_day_was_come = self.kpi.day is not None and self.kpi.day <= self.world.rounds[place].data_day
            if own_day_was_come or (self.closed_in is not None and not self._owing(self._cover())):
                status, shown, why = Status.FINAL, bare, ()
            else:
                status, shown, why = Status.PROVISIONAL, f"{bare} ({name})", (f"no figure since {name}",)
            return Value(
                status=status,
                figures=(figure,),
                shown=shown,
                bare=bare,
                why=(*why, *self.not_begun()) if why else (),
                row=f"{status}: parties, a settlement of an earlier round",
                sources=(settlement,),
            )
        return self.nothing(Role.OWN)

    def _cover(self) -> Cover | None:
        return cover_of(self.force, self.action, self.kpi, self.place)

    def _owing(self, cover: Cover | None) -> int:
        """Return how many parties still owe an answer.

        In a round in which the KPI is asked for, those asked in it; after the action was closed or the KPI's own day
        came, those asked last. The closing of the round ends it.
        """
        if cover is None or self.world.is_closed(self.place) or self.world.is_closed(cover.place):
            return 0
        if cover.place not in {self.place, self.closed_in} and self.kpi.day is None:
            return 0  # nobody was asked in this round, or in the round of closing
        return len(cover.asked) - len(cover.answered)

    def _sum(self, numbers: dict[str, tuple[Statement, Number]]) -> Value:
        total = sum((number.value for _, number in numbers.values()), Decimal(0))
        figure = Number(total, any(number.estimated for _, number in numbers.values()))
        cover = self._cover()
        unconfirmed = [
            party
            for party, (statement, _) in numbers.items()
            if participation(self.world, self.action, party, self.round.data_day).part is Part.UNCONFIRMED
            and statement.key.party not in (cover.asked if cover else ())
        ]
        why, row, early = self._provisional(numbers, cover)
        bare = figure_text(figure)
        shown = self._shown(bare, cover, len(unconfirmed), provisional=bool(why))
        if early and len(why) == 1:
            shown = f"{bare} (as of {day_text(early)})"
        partial = bool(cover and not cover.is_full)
        if not why:
            row = "final: parties, with its cover" if partial else "final: parties, all have answered"
            row = "final: parties, nobody asked" if cover is None else row
        return Value(
            status=Status.PROVISIONAL if why else Status.FINAL,
            figures=(figure,),
            shown=shown,
            bare=bare,
            cover=(len(cover.answered), len(cover.asked)) if cover else None,
            not_confirmed=len(unconfirmed),
            beside=self._for_parties(numbers),
            why=tuple(why),
            because=_reason(tuple(statement for statement, _ in numbers.values())),
            row=row,
            sources=tuple(statement for statement, _ in numbers.values()),
        )

    def _provisional(
        self, numbers: dict[str, tuple[Statement, Number]], cover: Cover | None
    ) -> tuple[list[str], str, dt.date | None]:
        """Return why the sum is provisional, by which condition first, and the earliest day before the data day."""
        owing = self._owing(cover)
        nobody_owes = self.closed_in is not None and not owing
        reasons: list[tuple[str, str]] = []
        is_closed = self.world.is_closed(self.place)
        in_round = [statement for statement, _ in numbers.values() if statement.key.round == self.place]
        asked_here = cover is not None and cover.place == self.place
        if owing and cover:
            reasons.append((f"{owing} of {len(cover.asked)} parties have not reported", "parties have not reported"))
        if is_closed and not in_round and (asked_here or (cover is None and self.kpi.day is None)):
            everybody = len(cover.asked) if cover else 0
            nobody = f"{everybody} of {everybody} parties have not reported" if cover else "not reported"
            reasons.append((nobody, "nobody answered a closed round"))
        if not is_closed and group_is_open(self.world, self.action, self.round.data_day):
            reasons.append(("the group is open", "the group is open"))
        reasons += [(words, "not begun or its own day has not come") for words in self.not_begun()]
        days = [
            statement.report.day
            for statement in in_round
            if statement.report.day < self.round.data_day
            and not (self.kpi.day is not None and self.kpi.day <= statement.report.day)
        ]
        early = min(days) if days and not self.reply_day_passed else None
        if early:
            at = len(reasons) - any(words == "not yet due" for words, _ in reasons)
            reasons.insert(at, ("stated before the data day", "stated before the data day"))
        if nobody_owes or not reasons:
            return [], "", None
        return [words for words, _ in reasons], f"provisional: {reasons[0][1]}", early

    @staticmethod
    def _shown(bare: str, cover: Cover | None, unconfirmed: int, *, provisional: bool) -> str:
        if cover is None:
            return f"{bare} (so far)"
        parties = f"{len(cover.answered)} of {len(cover.asked)} parties"
        if provisional and unconfirmed:
            return f"{bare}, so far: {parties}; {unconfirmed} not confirmed"
        if provisional:
            return f"{bare} (so far: {parties})"
        if unconfirmed:
            return f"{bare} ({parties}; {unconfirmed} not confirmed)"
        return bare if cover.is_full else f"{bare} ({parties})"

    def _for_parties(self, numbers: dict[str, tuple[Statement, Number]]) -> tuple[str, ...]:
        """Return what leaders stated for parties in earlier rounds and is in the sum."""
        of_round: dict[int, Decimal] = {}
        for party, (statement, number) in numbers.items():
            if statement.by != party and statement.key.round < self.place:
                of_round[statement.key.round] = of_round.get(statement.key.round, Decimal(0)) + number.value
        return tuple(
            f"{figure_text(Number(amount))} of it as of {self.world.rounds[place].name}"
            for place, amount in sorted(of_round.items())
        )


def _reason(statements: tuple[Statement, ...]) -> str | None:
    """Return the reason of the last filed statement."""
    last = max(statements, key=lambda statement: statement.order)
    return last.line.because or last.report.because
