"""A value by parties: the sum of each one's newest own number, and the first row of section 4 that fits.

Who is listed separately (section 6) is beside the value, never in it.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import attrs
from tests.oracles.figures.expected import Cover, cover_of
from tests.oracles.figures.force import Role, Statement
from tests.oracles.figures.inputs import Number
from tests.oracles.figures.people import (
    Part,
    code_of,
    find_party,
    former_leaders,
    group_is_open,
    is_excluded,
    left_on,
    participation,
)
from tests.oracles.figures.series import own_series
from tests.oracles.figures.shown import Status, day_text, figure_text
from tests.oracles.figures.stated import EXCLUDED, NOT_CONFIRMED, NOT_NAMED, Stated, Value, reason_of


class OfParties(Stated):
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
            known = own_day_was_come or (self.closed_in is not None and not self._owing(self._cover()))
            status = Status.FINAL if known else Status.PROVISIONAL
            return Value(
                status=status,
                figures=(figure,),
                shown=bare if known else f"{bare} ({name})",
                bare=bare,
                why=() if known else (f"no figure since {name}", *self.not_begun()),
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
            beside=(*self._for_parties(numbers), *self._by_former_parties(numbers)),
            why=tuple(why),
            because=reason_of(tuple(statement for statement, _ in numbers.values())),
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

    def _by_former_parties(self, numbers: dict[str, tuple[Statement, Number]]) -> tuple[str, ...]:
        """Return what is in the sum of parties that no longer take part. COSI sees no name, so none is printed."""
        left = {party: left_on(self.world, self.action, party, self.round.data_day) for party in numbers}
        return tuple(
            f"{figure_text(numbers[party][1])} by a party until {day_text(day)}" for party, day in left.items() if day
        )
