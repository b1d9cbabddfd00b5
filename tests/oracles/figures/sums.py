"""Sums of KPIs of one measure over actions (section 4, A sum). An operation counts once."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import attrs
from tests.oracles.figures.force import Force
from tests.oracles.figures.inputs import Action, CountedBy, Kind, Kpi, Number
from tests.oracles.figures.series import operations_of
from tests.oracles.figures.shown import Status, number_text
from tests.oracles.figures.stated import Value
from tests.oracles.figures.values import value_at


@attrs.frozen
class Measure:
    """What can be summed: counts of one unit and one way of counting, with one id."""

    id: str
    unit: str
    counted_by: CountedBy


@attrs.frozen(kw_only=True)
class Sum:
    """The sum of one measure at a checkpoint."""

    measure: Measure
    status: Status
    low: Decimal | None = None
    high: Decimal | None = None
    shown: str
    counted_twice: Decimal = Decimal(0)
    """How much several actions state of one operation, which counts once."""
    left_out: tuple[str, ...] = ()
    """The parts that are not due: "1.2/1"."""
    row: str = ""


def measures(actions: Sequence[Action]) -> dict[Measure, list[tuple[Action, Kpi]]]:
    """Return the measures of the KPIs of some actions, each with its parts."""
    found: dict[Measure, list[tuple[Action, Kpi]]] = {}
    for action in actions:
        for kpi in action.kpis:
            method = kpi.method
            if method.kind is Kind.COUNT and method.measure is not None:
                by = CountedBy.PARTIES if method.by_parties else CountedBy.LEADERS
                found.setdefault(Measure(method.measure, method.unit, by), []).append((action, kpi))
    return found


def sum_at(force: Force, measure: Measure, parts: Sequence[tuple[Action, Kpi]], place: int) -> Sum:
    """Return the sum of a measure at the checkpoint of a round."""
    values = [(action, kpi, value_at(force, action, kpi, place)) for action, kpi in parts]
    due = [(action, kpi, value) for action, kpi, value in values if value.status is not Status.NOT_DUE]
    left_out = tuple(f"{a.number}/{kpi.id}" for a, kpi, value in values if value.status is Status.NOT_DUE)
    if not due:
        row = "sum: all parts left out"
        return Sum(measure=measure, status=Status.NOT_DUE, shown="not yet due", left_out=left_out, row=row)
    missing = {action.number for action, _, value in due if value.status is Status.MISSING}
    stated = [value for _, _, value in due if value.status is not Status.MISSING]
    if not stated:
        shown = "not reported" if force.world.reply_day_passed(place) else due[0][2].shown
        return Sum(
            measure=measure, status=Status.MISSING, shown=shown, left_out=left_out, row="sum: all parts are missing"
        )
    twice, differ = _counted_twice(force, [(action, value) for action, _, value in due], measure)
    low = sum((_amounts(value)[0] for value in stated), Decimal(0)) - twice
    high = sum((_amounts(value)[-1] for value in stated), Decimal(0)) - twice
    statuses = {value.status for value in stated}
    if missing:
        status, row = Status.PROVISIONAL, "sum: a part is missing"
    elif differ:
        status, row = Status.DISPUTED, "sum: an operation is stated differently"
    elif Status.DISPUTED in statuses:
        status, row = Status.DISPUTED, "sum: a part is disputed"
    elif Status.PROVISIONAL in statuses:
        status, row = Status.PROVISIONAL, "sum: a part is provisional"
    else:
        status, row = Status.FINAL, "sum: final"
    about = "about " if any(value.estimated for value in stated) else ""
    shown = about + number_text(low) + (f" to {number_text(high)}" if high != low else "")
    if status is Status.PROVISIONAL:
        actions = {action.number for action, _, _ in due}
        shown += f", so far: {len(actions - missing)} of {len(actions)} actions"
    elif status is Status.DISPUTED:
        shown += "; an operation is stated differently" if differ else "; the leaders differ"
    return Sum(
        measure=measure,
        status=status,
        low=low,
        high=high,
        shown=shown,
        counted_twice=twice,
        left_out=left_out,
        row=row,
    )


def _amounts(value: Value) -> list[Decimal]:
    return [figure.value for figure in value.figures if isinstance(figure, Number)]


def _counted_twice(force: Force, values: Sequence[tuple[Action, Value]], measure: Measure) -> tuple[Decimal, bool]:
    """Return how much of the sum is stated by several actions of one operation, and whether they differ."""
    stated: dict[tuple[int, str, str], dict[str, Decimal]] = {}
    for action, value in values:
        for statement in value.sources:
            by = statement.key.party if measure.counted_by is CountedBy.PARTIES else ""
            for operation, amount in operations_of(force, statement):
                of_actions = stated.setdefault((statement.key.round, by, operation), {})
                of_actions[action.number] = max(amount, of_actions.get(action.number, amount))
    twice, differ = Decimal(0), False
    for amounts in stated.values():
        twice += sum(amounts.values(), Decimal(0)) - max(amounts.values())
        differ = differ or len(set(amounts.values())) > 1
    return twice, differ
