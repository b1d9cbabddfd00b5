"""Progress over time: the statuses and the values of KPIs at each checkpoint, as tables with their charts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from empact.analysis import ActionProgress, Amount, KpiProgress, Range, RoundProgress, format_number
from empact.analysis.claims.indicators import PERCENT, unit_key
from empact.analysis.progressing.amounts import round_percent
from empact.documents.charts import StackedBar, StackedBarChart, ValueChart, ValueLine, ValuePanel, ValuePoint
from empact.documents.language import Words
from empact.documents.progress_figures import figures_of
from empact.documents.tables import ColumnOf, column, table
from empact.documents.values import ColumnType, Section
from empact.model import ActionStatus
from empact.values import value

_NUMBER = 8
_MANY = 4
"""More decimals than this come from a division."""
_TARGET, _BASELINE = "Target", "Baseline"


@value(kw_only=True)
class Place:
    """Where an action and its KPIs stand in the tables of a document."""

    name: str
    """What the action is called."""
    ref: str
    """The reference of the action: the plan, the number and the beginning of its digest."""
    progress: ActionProgress
    """The progress of the action."""
    number: int
    """Its place among the actions of its plan that are shown, from 0."""
    kpi_keys: tuple[str, ...]
    """The key of the row of each of its KPIs, in the order of the plan."""


@value(kw_only=True)
class _Value:
    """What is known of a KPI at a checkpoint: in words, and as a value with its unit if it is reported there."""

    label: str
    said: tuple[str, ...]
    value: Range | None
    unit: str | None
    at_least: bool = False
    """Whether the value can be higher than its bounds, since not everybody who is expected has reported."""

    @property
    def drawn(self) -> Range | None:
        """The value in a chart: none that can be higher."""
        return None if self.at_least else self.value


@value(kw_only=True)
class _Line:
    """A KPI with figures: its progress at the newest checkpoint, the key of its row, and its value at each."""

    place: Place
    kpi: KpiProgress
    key: str
    values: tuple[_Value, ...]


def over_time(history: Iterable[RoundProgress], places: Iterable[Place], words: Words) -> Iterator[Section]:
    """Yield the tables of what is reported at each checkpoint, each with its chart; none without a checkpoint.

    Args:
        history: The progress at each checkpoint.
        places: Every action, in the order of the plans.
        words: The language of titles and statuses.
    """
    by_plan: dict[int, list[RoundProgress]] = {}
    for progress in history:
        by_plan.setdefault(id(progress.plan), []).append(progress)
    if not by_plan:
        return
    labelled = {plan: [_Point(each, str(each.round)) for each in rounds] for plan, rounds in by_plan.items()}
    yield _statuses([*labelled.values()], words)
    lines = [
        _Line(place=place, kpi=kpi, key=key, values=tuple(_values(place, index, rounds, words)))
        for place in places
        for rounds in (labelled.get(id(place.progress.plan), ()),)
        for index, (key, kpi) in enumerate(zip(place.kpi_keys, place.progress.kpis, strict=True))
        if kpi.claims and rounds
    ]
    if lines:
        yield _kpis(lines, words)


class _Point(NamedTuple):
    """A checkpoint of a plan: the progress at it, and what it is called."""

    progress: RoundProgress
    label: str

    def count(self, status: ActionStatus) -> int:
        return self.progress.status_counts.get(status, 0)


def _statuses(plans: Sequence[Sequence[_Point]], words: Words) -> Section:
    columns: tuple[ColumnOf[_Point], ...] = (
        column("plan", "Plan", lambda point: point.progress.plan.id, width=12),
        column("checkpoint", "Checkpoint", lambda point: point.label, width=14),
        column("on", "Cut-off day", lambda point: point.progress.round.on, type=ColumnType.DATE),
        column("actions", "Actions", lambda point: len(point.progress.actions), type=ColumnType.NUMBER, width=_NUMBER),
        *map(_of_status, ActionStatus),
    )
    points = [point for rounds in plans for point in rounds]
    body = table(columns, points, key=lambda point: f"{point.progress.plan.id} {point.label}", words=words)
    bars = tuple(
        StackedBar(
            key=row.key,
            label=point.label,
            group=point.progress.plan.id if len(plans) > 1 else None,
            values=tuple(map(point.count, ActionStatus)),
        )
        for row, point in zip(body.rows, points, strict=True)
    )
    series = tuple(words(_title(status)) for status in ActionStatus)
    chart = StackedBarChart(title=words("Status of the actions at each checkpoint"), series=series, bars=bars)
    return Section(key="status-over-time", title=words("Status over time"), body=body, chart=chart, secondary=True)


def _of_status(status: ActionStatus) -> ColumnOf[_Point]:
    """Return the column with the number of actions that have a status."""
    return column(
        status.value, _title(status), lambda point: point.count(status), type=ColumnType.NUMBER, width=_NUMBER
    )


def _title(status: ActionStatus) -> str:
    return status.value.replace("-", " ")


def _values(place: Place, index: int, rounds: Sequence[_Point], words: Words) -> Iterator[_Value]:
    """Yield what is reported for a KPI of an action, by its index, at each checkpoint."""
    for progress, label in rounds:
        then = progress.actions[place.number].kpis[index]
        here = [claim for claim in then.claims if claim.round == progress.round]
        amount = then.value
        if amount is None or not here:
            yield _Value(label=label, said=tuple(figures_of(then, words)), value=None, unit=None)
        elif progress.round not in amount.rounds:
            said = (words("no new total"), *(f"{claim.by}: {claim.said}" for claim in here))
            yield _Value(label=label, said=said, value=None, unit=None)
        else:
            value, unit = _value(amount)
            said = tuple(figures_of(then, words))
            yield _Value(label=label, said=said, value=value, unit=unit, at_least=amount.at_least)


def _value(amount: Amount) -> tuple[Range | None, str | None]:
    """Return a value with its unit; of a ratio, the percentage of the sums."""
    if amount.of is None:
        return Range(_plain(amount.low), _plain(amount.high)), amount.unit
    percents = amount.percents
    return (None, None) if percents is None else (Range(round_percent(percents.low), round_percent(percents.high)), "%")


class _KpiPoint(NamedTuple):
    """A KPI at a checkpoint."""

    line: _Line
    value: _Value


def _kpis(lines: Sequence[_Line], words: Words) -> Section:
    def low(point: _KpiPoint) -> Decimal | None:
        return None if point.value.value is None else point.value.value.low

    def high(point: _KpiPoint) -> Decimal | None:
        return None if point.value.drawn is None else point.value.drawn.high

    def targets(point: _KpiPoint) -> tuple[str, ...] | None:
        return tuple(map(str, _targets(point.line.kpi))) or None

    columns: tuple[ColumnOf[_KpiPoint], ...] = (
        column("action", "Action", lambda point: point.line.place.name, width=14, refers_to=("status",)),
        column("kpi", "KPI", lambda point: point.line.kpi.kpi, width=6),
        column("checkpoint", "Checkpoint", lambda point: point.value.label, width=14),
        column("value", "Reported so far", lambda point: point.value.said, type=ColumnType.LIST, width=26),
        column("low", "Lower bound", low, type=ColumnType.NUMBER, width=_NUMBER),
        column("high", "Upper bound", high, type=ColumnType.NUMBER, width=_NUMBER),
        column("unit", "Unit", lambda point: point.value.unit, width=14),
        column("target", _TARGET, targets, type=ColumnType.LIST, width=_NUMBER),
        column("baseline", _BASELINE, lambda point: _baseline(point.line.kpi), type=ColumnType.NUMBER, width=_NUMBER),
    )
    body = table(
        columns,
        [_KpiPoint(line, value) for line in lines for value in line.values],
        key=lambda point: f"{point.line.key} {point.value.label}",
        ref=lambda point: point.line.place.ref,
        words=words,
    )
    panels = tuple(panel for line in lines for panel in _panel(line, words))
    chart = ValueChart(title=words("Total of each KPI so far, at each checkpoint"), panels=panels)
    return Section(
        key="kpis-over-time",
        title=words("KPIs over time"),
        body=body,
        chart=chart if panels else None,
        secondary=True,
    )


def _panel(line: _Line, words: Words) -> Iterator[ValuePanel]:
    """Yield the panel of a KPI, if it has a value, and all in one unit."""
    units = {point.unit for point in line.values if point.drawn is not None}
    if len(units) != 1:
        return
    points = (
        ValuePoint(label=point.label, missing=point.said[0])
        if point.drawn is None
        else ValuePoint(label=point.label, low=point.drawn.low, high=point.drawn.high)
        for point in line.values
    )
    baseline = _baseline(line.kpi)
    lines = [ValueLine(label=words(_TARGET), value=value) for value in _targets(line.kpi)]
    lines += [] if baseline is None else [ValueLine(label=words(_BASELINE), value=baseline)]
    yield ValuePanel(
        key=line.key,
        label=line.kpi.measure,
        group=line.place.name,
        unit=units.pop(),
        points=tuple(points),
        lines=tuple(lines),
    )


def _targets(kpi: KpiProgress) -> tuple[Decimal, ...]:
    """Return the ends of the target, if the total can be compared with it."""
    bounds = None if kpi.target is None else kpi.target.bounds
    ends = () if bounds is None else (bounds.least, bounds.most)
    return tuple(dict.fromkeys(_short(end) for end in ends if end is not None))


def _baseline(kpi: KpiProgress) -> Decimal | None:
    """Return the value from which a KPI starts, if it is in the unit of the total."""
    baseline = kpi.indicator.baseline
    value = None if baseline is None else baseline.value
    comparable = kpi.target is None or kpi.target.bounds is not None
    percent = kpi.value is None or kpi.value.of is None or unit_key(kpi.indicator.unit) in PERCENT
    return _short(value) if value is not None and comparable and percent else None


def _plain(value: Decimal) -> Decimal:
    return Decimal(format_number(value))


def _short(value: Decimal) -> Decimal:
    """Return a value that is derived, with at most two decimals if it has many."""
    exponent = value.as_tuple().exponent
    return _plain(round(value, 2) if isinstance(exponent, int) and exponent < -_MANY else value)
