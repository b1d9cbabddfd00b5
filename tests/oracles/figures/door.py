"""What is refused at the door, and by which row of section 3.

A refusal is about one line, or about the whole report. In a file written by hand the same rows are errors: of two
figures for one thing the later filed one holds, and any other refused line is not usable.
"""

from __future__ import annotations

import enum

import attrs
from tests.oracles.figures.force import Force, Key, Role, Statement, key_of
from tests.oracles.figures.inputs import (
    Action,
    Answer,
    Kind,
    Kpi,
    Line,
    Nothing,
    NotYet,
    Number,
    Ratio,
    Reached,
    Report,
    StatusWord,
    Unchanged,
    Words,
    World,
)
from tests.oracles.figures.people import Part, code_of, former_leaders, is_excluded, leaders_on, participation
from tests.oracles.figures.series import leaders_figure, own_figure
from tests.oracles.figures.shown import figure_text


class Row(enum.StrEnum):
    """The rows of section 3. The first character is the number of the row."""

    IN_FORCE = "1 in force already and not superseded"
    TWO_FIGURES = "1 two different figures of one party for one KPI and round"
    NOTHING_SUPERSEDED = "1 a superseded report has none of its lines in force"
    TWICE = "2 a KPI twice in one report"
    UNIT = "2 not the unit of the KPI"
    NUMBER_FOR_DAY_OR_WORDS = "2 a number for a day or words"
    OTHER_KIND = "2 an answer of another kind"
    LATER_DAY = "2 a day later than the report's"
    MAY_NOT_STATE = "3 a status, day or leaders' number by who may not state it"
    OWN_WHERE_LEADERS = "3 an own number where leaders count"
    LEADERS_WHERE_OWN = "3 a leaders' number where parties count"
    FOR_A_PARTY = "3 for a party with a statement of its own"
    SETTLEMENT_BY = "3 a settlement by another than Driver and co-driver"
    SETTLEMENT_REASON = "3 a settlement without a reason"
    NOT_NAMED = "3 an own number of a party that the action neither names nor can mean"
    NEGATIVE = "4 a negative count"
    DENOMINATOR = "4 a denominator of 0"
    NUMERATOR = "4 a numerator above its denominator"
    BELOW_EARLIER = "4 a count below one of an earlier round"
    ABOVE_LATER = "4 a count above one of a later round"
    AFTER_A_DAY = "4 not yet, or another day, after a day"
    OPERATION = "5 an operation above its whole"
    WRONG_ANSWER = "6 nothing, unchanged or not yet for a kind without it"
    NOTHING_BEFORE = "6 nothing or unchanged without a figure before"


CONFLICTS = (Row.IN_FORCE, Row.TWO_FIGURES, Row.TWICE, Row.NOTHING_SUPERSEDED)
"""The rows after which, in a file written by hand, the later filed line holds."""


@attrs.frozen
class Refusal:
    """Why a line or a report is refused."""

    row: Row
    line: int | None
    """The place of the line in the report. None if it is about the whole report."""
    words: str
    """What a page prints after "not usable:" if the file was written by hand."""


def is_recognised(force: Force, report: Report) -> bool:
    """Return whether a report says again what is in force, so that nothing is added."""
    if report.withdraws or not report.lines:
        return False
    stated = [force.current.get(key_of(force.world, report, line)) for line in report.lines]
    by = code_of(force.world, report.by)
    return all(
        statement is not None and statement.by == by and statement.line == line
        for statement, line in zip(stated, report.lines, strict=True)
    )


def refusals(force: Force, report: Report, together: tuple[Report, ...] = ()) -> tuple[Refusal, ...]:
    """Return what is refused of a report, given what is in force.

    Args:
        force: What is in force before it.
        report: The new report.
        together: The reports in the same file, itself included.
    """
    if is_recognised(force, report):
        return ()
    return tuple(_Check(force, report, together).run())


class _Check:
    """The check of one report."""

    def __init__(self, force: Force, report: Report, together: tuple[Report, ...]) -> None:
        self.force, self.world, self.report, self.together = force, force.world, report, together
        self.by = code_of(self.world, report.by)
        self.place = self.world.index(report.round)
        self.day = self.world.rounds[self.place].data_day
        self.keys = [key_of(self.world, report, line) for line in report.lines]

    def run(self) -> list[Refusal]:
        """Return the refusals of the report and of its lines, in the order of the rows."""
        refused = [Refusal(Row.NOTHING_SUPERSEDED, None, words) for words in self._superseded()]
        for number, (line, key) in enumerate(zip(self.report.lines, self.keys, strict=True)):
            refused += [Refusal(row, number, words) for row, words in self._of_line(number, line, key)]
        return refused

    def _superseded(self) -> list[str]:
        in_force = {
            statement.report.id
            for statement in self.force.current.values()
            if statement.by == self.by and statement.key.round == self.place
        }
        words = [f"{name} is not in force" for name in self.report.supersedes if name not in in_force]
        for action, kpi in self.report.withdraws:
            if not self.force.in_reports(self.report, action, kpi):
                words.append(f"{action if kpi is None else f'{action}/{kpi}'} is not in force")
        return words

    def _of_line(self, number: int, line: Line, key: Key) -> list[tuple[Row, str]]:
        rows: list[tuple[Row, str]] = []
        earlier = self.force.current.get(key)
        withdrawn = key.role is not Role.DID and (line.action, line.kpi) in self.report.withdraws
        if earlier and earlier.by == self.by and earlier.report.id not in self.report.supersedes:
            same = earlier.line == line
            rows.append((Row.IN_FORCE if same else Row.TWO_FIGURES, f"{earlier.report.id} states it"))
        if key in self.keys[:number] or withdrawn:
            rows.append((Row.TWICE, "twice in one report"))
        if key.role is Role.DID:
            return rows
        action = self.world.action(line.action)
        rows += self._day(line.answer)
        rows += self._who(line, key, action)
        if line.kpi is not None:
            kpi = action.kpi(line.kpi)
            of_kind = self._kind(line, kpi)
            rows += of_kind
            if not of_kind:
                rows += self._amount(line, kpi) + self._order(line, key, kpi)
        return rows

    def _day(self, answer: Answer) -> list[tuple[Row, str]]:
        day = answer.day if isinstance(answer, Reached | StatusWord) else None
        late = day is not None and day > self.report.day
        return [(Row.LATER_DAY, f"{day} is after the report")] if late else []

    def _kind(self, line: Line, kpi: Kpi) -> list[tuple[Row, str]]:
        kind, answer = kpi.method.kind, line.answer
        rows: list[tuple[Row, str]] = []
        if line.unit is not None and line.unit != kpi.method.unit:
            rows.append((Row.UNIT, f"in {line.unit}"))
        allowed: dict[Kind, tuple[type, ...]] = {
            Kind.COUNT: (Number, Nothing),
            Kind.LEVEL: (Number, Unchanged),
            Kind.RATIO: (Ratio, Unchanged),
            Kind.DAY: (Reached, NotYet),
            Kind.WORDS: (Words, Unchanged),
        }
        is_set = not (line.settled and isinstance(answer, Nothing | Unchanged))  # a settlement sets a figure
        if is_set and isinstance(answer, allowed[kind]):
            return rows
        if isinstance(answer, Nothing | Unchanged | NotYet):
            rows.append((Row.WRONG_ANSWER, f"an answer that a {kind} does not have"))
        elif isinstance(answer, Number | Ratio) and kind in {Kind.DAY, Kind.WORDS}:
            rows.append((Row.NUMBER_FOR_DAY_OR_WORDS, "a number"))
        else:
            rows.append((Row.OTHER_KIND, f"not a {kind}"))
        return rows

    def _who(self, line: Line, key: Key, action: Action) -> list[tuple[Row, str]]:
        if key.role is Role.SETTLEMENT:
            rows = []
            if self.by not in {code_of(self.world, name) for name in (self.world.driver, *self.world.co_drivers)}:
                rows.append((Row.SETTLEMENT_BY, f"a settlement by {self.by}"))
            if not (line.because or self.report.because):
                rows.append((Row.SETTLEMENT_REASON, "a settlement without a reason"))
            return rows
        method = None if line.kpi is None else action.kpi(line.kpi).method
        if method and key.role is Role.OWN and not method.by_parties:
            return [(Row.OWN_WHERE_LEADERS, "an own number")]
        if method and key.role is Role.LEADERS and method.by_parties:
            return [(Row.LEADERS_WHERE_OWN, "a leaders' number")]
        leaders = [*leaders_on(self.world, action, self.day), *former_leaders(self.world, action, self.place)]
        if key.role is not Role.OWN:
            if method and method.stated_by:
                may = self.by == code_of(self.world, method.stated_by)
                may = may and not is_excluded(self.world, self.by, self.day)
            else:
                may = self.by in leaders
            return [] if may else [(Row.MAY_NOT_STATE, f"stated by {self.by}")]
        return self._own(line, key, action, leaders)

    def _own(self, line: Line, key: Key, action: Action, leaders: list[str]) -> list[tuple[Row, str]]:
        if key.party != self.by:
            if self.by not in leaders:
                return [(Row.MAY_NOT_STATE, f"stated by {self.by}")]
            stated = self.force.current.get(key)
            if stated and stated.by != self.by and not stated.unusable:
                return [(Row.FOR_A_PARTY, f"{stated.by} states it")]
        if line.accepted or is_excluded(self.world, key.party, self.day) or key.party in leaders:
            return []
        part = participation(self.world, action, key.party, self.day).part
        unknown = part in {Part.OUTSIDE, Part.GONE}
        return [(Row.NOT_NAMED, f"the action does not name {key.party}")] if unknown else []

    @staticmethod
    def _amount(line: Line, kpi: Kpi) -> list[tuple[Row, str]]:
        answer = line.answer
        rows: list[tuple[Row, str]] = []
        amounts = [answer.value] if isinstance(answer, Number) else []
        if isinstance(answer, Ratio):
            amounts = [answer.numerator, answer.denominator]
        if kpi.method.kind is not Kind.LEVEL and any(amount < 0 for amount in amounts):
            rows.append((Row.NEGATIVE, "a negative count"))
        elif isinstance(answer, Ratio) and answer.denominator == 0:
            rows.append((Row.DENOMINATOR, "a denominator of 0"))
        elif isinstance(answer, Ratio) and answer.numerator > answer.denominator:
            rows.append((Row.NUMERATOR, figure_text(answer)))
        whole = amounts[0] if amounts else None
        if whole is not None and any(amount > whole for _, amount in line.operations):
            rows.append((Row.OPERATION, "an operation above its whole"))
        return rows

    def _order(self, line: Line, key: Key, kpi: Kpi) -> list[tuple[Row, str]]:
        answer = line.answer
        if key.role is Role.SETTLEMENT:
            return []
        this = self.force.statement(self.report, line, len(self.world.reports))
        if isinstance(answer, Nothing | Unchanged):
            figure = own_figure(self.force, this) if key.role is Role.OWN else leaders_figure(self.force, this)
            return [] if figure is not None else [(Row.NOTHING_BEFORE, "no figure before")]
        others = self._others(key, kpi)
        if kpi.method.kind is Kind.DAY:
            days = {stated for position, stated in others if position < this.position and isinstance(stated, Reached)}
            after = bool(days) and answer not in days
            return [(Row.AFTER_A_DAY, f"{figure_text(answer)} after a day")] if after else []
        if kpi.method.kind is Kind.LEVEL or line.because:
            others = []
        for position, stated in others:
            if position < this.position and _is_below(answer, stated):
                return [(Row.BELOW_EARLIER, f"{figure_text(answer)} after {figure_text(stated)}")]
            if position > this.position and _is_below(stated, answer):
                return [(Row.ABOVE_LATER, f"{figure_text(answer)} before {figure_text(stated)}")]
        return []

    def _others(self, key: Key, kpi: Kpi) -> list[tuple[tuple[int, int], Answer]]:
        """Return what is stated of the same for other rounds: by the party itself, or by any leader.

        A figure in the same file takes the place of the one in force.
        """
        stated: dict[Key, Statement] = {}
        for statement in self.force.of(key.role, key.action, kpi.id, until=len(self.world.rounds)):
            if not statement.unusable:
                stated[statement.key] = statement
        for report in self.together:
            for line in report.lines:
                other = key_of(self.world, report, line)
                if report is not self.report and (other.role, other.action, other.kpi) == (
                    key.role,
                    key.action,
                    kpi.id,
                ):
                    stated[other] = self.force.statement(report, line, len(self.world.reports))
        return [
            (statement.position, statement.line.answer)
            for other, statement in sorted(stated.items(), key=lambda item: (item[1].position, item[1].order))
            if (key.role is not Role.OWN or other.party == key.party)
        ]


def _is_below(this: Answer, other: Answer) -> bool:
    """Return whether a count, a numerator or a denominator is below the other one's."""
    if isinstance(this, Number) and isinstance(other, Number):
        return this.value < other.value
    if isinstance(this, Ratio) and isinstance(other, Ratio):
        return this.numerator < other.numerator or this.denominator < other.denominator
    return False


def file_report(force: Force, report: Report, order: int, together: tuple[Report, ...] = ()) -> None:
    """File a report, also one that the door refuses: it was then written by hand."""
    if is_recognised(force, report):
        return
    why: dict[int, str] = {}
    for refusal in refusals(force, report, together):
        if refusal.line is not None and refusal.row not in CONFLICTS:
            why.setdefault(refusal.line, refusal.words)
    force.withdraw(report, order)
    for number, line in enumerate(report.lines):
        force.add(force.statement(report, line, order, why.get(number)))


def file_all(world: World) -> Force:
    """File the reports of a set in their order."""
    force = Force(world)
    for order, report in enumerate(world.reports):
        together = tuple(other for other in world.reports if report.file is not None and other.file == report.file)
        file_report(force, report, order, together)
    return force
