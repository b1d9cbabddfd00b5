"""The figures of one KPI in the order of rounds, and what `nothing` and `unchanged` come to (section 2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

import attrs
from tests.oracles.figures.force import Force, Role, Statement
from tests.oracles.figures.inputs import Did, Figure, Nothing, Number, Ratio, StatusWord, Unchanged, Words

Position = tuple[int, int]
"""A round, and in it: 0 a former leader's figure, 1 the leaders' figures, 2 a settlement that holds."""


@attrs.frozen
class Step:
    """What is known at one position."""

    position: Position
    statements: tuple[Statement, ...]
    figures: tuple[Figure, ...]
    """One for each statement, in the same order."""

    @property
    def distinct(self) -> tuple[Figure, ...]:
        """The different figures. An estimate and an exact figure of one value are not different."""
        return tuple({value_key(figure): figure for figure in self.figures}.values())


def value_key(figure: Figure) -> Figure:
    """Return a figure without whether it is estimated, to compare values."""
    if isinstance(figure, Number | Ratio):
        return attrs.evolve(figure, estimated=False)
    return figure


def leaders_steps(force: Force, action: str, kpi: str, before: Position) -> list[Step]:
    """Return the leaders' figures and settlements at the positions before one, oldest first.

    A statement that comes to nothing usable is left out.
    """
    steps: dict[Position, list[tuple[Statement, Figure]]] = {}
    for statement in force.of(Role.LEADERS, action, kpi, until=before[0]):
        if statement.position < before and not statement.unusable:
            figure = leaders_figure(force, statement)
            if figure is not None:
                steps.setdefault(statement.position, []).append((statement, figure))
    for place in range(before[0] + 1):
        settlement = force.settlement(place, action, kpi)
        if settlement is not None and (place, 2) < before:
            figure = leaders_figure(force, settlement)
            if figure is not None:
                steps[place, 2] = [(settlement, figure)]
    return [
        Step(position, tuple(statement for statement, _ in pairs), tuple(figure for _, figure in pairs))
        for position, pairs in sorted(steps.items())
    ]


def leaders_figure(force: Force, statement: Statement) -> Figure | None:
    """Return what a leader's statement or a settlement comes to, or None if it comes to nothing."""
    answer, key = statement.line.answer, statement.key
    if isinstance(answer, StatusWord | Did) or key.kpi is None:
        return None
    if not isinstance(answer, Nothing | Unchanged):
        return answer
    earlier = leaders_steps(force, key.action, key.kpi, (key.round, 0))
    if not earlier:
        return Number(Decimal(0)) if isinstance(answer, Nothing) else None
    if len(earlier[-1].distinct) == 1:
        return earlier[-1].figures[0]
    own = [
        figure
        for step in earlier
        for stated, figure in zip(step.statements, step.figures, strict=True)
        if stated.key.party == key.party and stated.key.role is Role.LEADERS
    ]
    return own[-1] if own else None


def own_series(force: Force, action: str, kpi: str, until: int) -> dict[str, list[tuple[Statement, Figure]]]:
    """Return each party's own numbers for rounds up to one, oldest first, with what they come to."""
    series: dict[str, list[tuple[Statement, Figure]]] = {}
    for statement in force.of(Role.OWN, action, kpi, until=until):
        if statement.unusable:
            continue
        of_party = series.setdefault(statement.key.party, [])
        figure = _own_figure(statement, [figure for _, figure in of_party])
        if figure is not None:
            of_party.append((statement, figure))
    return {party: statements for party, statements in series.items() if statements}


def _own_figure(statement: Statement, earlier: Sequence[Figure]) -> Figure | None:
    answer = statement.line.answer
    if isinstance(answer, Nothing | Unchanged):
        zero = Number(Decimal(0)) if isinstance(answer, Nothing) else None
        return earlier[-1] if earlier else zero
    return None if isinstance(answer, StatusWord | Did) else answer


def own_figure(force: Force, statement: Statement) -> Figure | None:
    """Return what an own number comes to, after the party's own earlier rounds."""
    key = statement.key
    if key.kpi is None:
        return None
    earlier = own_series(force, key.action, key.kpi, key.round - 1).get(key.party, [])
    return _own_figure(statement, [figure for _, figure in earlier])


def operations_of(force: Force, statement: Statement) -> tuple[tuple[str, Decimal], ...]:
    """Return the "of which in operation X" of a statement, or of the figure that it repeats."""
    line, key = statement.line, statement.key
    if not isinstance(line.answer, Nothing | Unchanged) or key.kpi is None:
        return line.operations
    if key.role is Role.OWN:
        earlier = own_series(force, key.action, key.kpi, key.round - 1).get(key.party, [])
        return operations_of(force, earlier[-1][0]) if earlier else ()
    steps = leaders_steps(force, key.action, key.kpi, (key.round, 0))
    figure = leaders_figure(force, statement)
    repeated = [
        stated
        for step in steps
        for stated, of_stated in zip(step.statements, step.figures, strict=True)
        if of_stated == figure
    ]
    return operations_of(force, repeated[-1]) if repeated else ()


def low_and_high(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """Return figures of one kind from the lowest to the highest."""
    return tuple(sorted(set(figures), key=_rank))


def _rank(figure: Figure) -> tuple[int, Decimal]:
    if isinstance(figure, Number):
        return 0, figure.value
    if isinstance(figure, Ratio):
        return 0, figure.numerator / figure.denominator if figure.denominator else Decimal(0)
    if isinstance(figure, Words):
        return 0, Decimal(0)
    day = getattr(figure, "day", None)
    return (0, Decimal(day.toordinal())) if day else (1, Decimal(0))
