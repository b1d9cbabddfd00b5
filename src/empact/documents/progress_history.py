"""Progress over time: the statuses and the values of KPIs at each checkpoint, as tables with their charts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from empact.analysis import ActionProgress, KpiProgress, RoundProgress, format_number
from empact.analysis.progressing.figures import PERCENT, unit_key
from empact.analysis.progressing.ranges import Range, round_percent
from empact.documents.language import Words
from empact.documents.number_charts import StackedBar, StackedBarChart, ValueChart, ValueLine, ValuePanel, ValuePoint
from empact.documents.progress_figures import figures_of
from empact.documents.values import Column, ColumnType, Row, Section, Table, unique_keys
from empact.model import ActionStatus
from empact.values import value

_NUMBER = 8
_MANY = 4
"""More decimals than this come from a division."""
_TARGET, _BASELINE = "Target", "Baseline"
_STATUSES = (
    Column(key="plan", title="Plan", width=12),
    Column(key="checkpoint", title="Checkpoint", width=14),
    Column(key="on", title="Cut-off day", type=ColumnType.DATE),
    Column(key="actions", title="Actions", type=ColumnType.NUMBER, width=_NUMBER),
    *(
        Column(key=status.value, title=status.value.replace("-", " "), type=ColumnType.NUMBER, width=_NUMBER)
        for status in ActionStatus
    ),
)
_KPIS = (
    Column(key="action", title="Action", width=14, refers_to=("status",)),
    Column(key="kpi", title="KPI", type=ColumnType.NUMBER),
    Column(key="checkpoint", title="Checkpoint", width=14),
    Column(key="value", title="Reported so far", type=ColumnType.LIST, width=26),
    Column(key="low", title="Lower bound", type=ColumnType.NUMBER, width=_NUMBER),
    Column(key="high", title="Upper bound", type=ColumnType.NUMBER, width=_NUMBER),
    Column(key="unit", title="Unit", width=14),
    Column(key="target", title=_TARGET, type=ColumnType.LIST, width=_NUMBER),
    Column(key="baseline", title=_BASELINE, type=ColumnType.NUMBER, width=_NUMBER),
)


@value(kw_only=True)
class Place:
    """An action of a plan with its reference, its progress, and the key of the row of each of its KPIs."""

    ref: str
    progress: ActionProgress
    kpi_keys: tuple[str, ...]


@value(kw_only=True)
class _Value:
    """What is known of a KPI at a checkpoint: in words, and as a value with its unit if it is reported there."""

    label: str
    said: tuple[str, ...]
    value: Range | None
    unit: str | None


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
    for one in history:
        by_plan.setdefault(id(one.plan), []).append(one)
    if not by_plan:
        return
    labelled = {plan: [*zip(rounds, _labels(rounds), strict=True)] for plan, rounds in by_plan.items()}
    yield _statuses([*labelled.values()], words)
    lines = [
        _Line(place=place, kpi=kpi, key=key, values=tuple(_values(place, index, rounds, words)))
        for place in places
        for rounds in (labelled.get(id(place.progress.plan), ()),)
        for index, (key, kpi) in enumerate(zip(place.kpi_keys, place.progress.kpis, strict=True))
        if kpi.figures and rounds
    ]
    if lines:
        yield _kpis(lines, words)


def _labels(rounds: Sequence[RoundProgress]) -> list[str]:
    """Return what the checkpoints of a plan are called: by name, with the day if it has the name more than once."""
    names = Counter(one.round.checkpoint for one in rounds)
    return [
        str(one.round) if names[one.round.checkpoint] == 1 else f"{one.round.checkpoint} ({one.round.on})"
        for one in rounds
    ]


def _statuses(plans: Sequence[Sequence[tuple[RoundProgress, str]]], words: Words) -> Section:
    known = [(one, label) for rounds in plans for one, label in rounds]
    keys = unique_keys(f"{one.plan.id} {label}" for one, label in known)
    bars: list[StackedBar] = []
    rows: list[Row] = []
    for key, (one, label) in zip(keys, known, strict=True):
        counts = tuple(one.status_counts.get(status, 0) for status in ActionStatus)
        rows.append(Row(key, (one.plan.id, label, one.round.on, len(one.actions), *counts)))
        bars.append(StackedBar(key=key, label=label, group=one.plan.id if len(plans) > 1 else None, values=counts))
    columns = words.columns(_STATUSES)
    series = tuple(column.title for column in columns[-len(ActionStatus) :])
    title = words("Status of the actions at each checkpoint")
    chart = StackedBarChart(title=title, series=series, bars=tuple(bars))
    return Section(
        key="status-over-time", title=words("Status over time"), body=Table(columns, tuple(rows)), chart=chart
    )


def _values(place: Place, index: int, rounds: Sequence[tuple[RoundProgress, str]], words: Words) -> Iterator[_Value]:
    """Yield what is reported for a KPI of an action, by its index, at each checkpoint."""
    for one, label in rounds:
        then = one.actions[place.progress.position].kpis[index]
        here = [figure for figure in then.figures if figure.round == one.round]
        counts = any(figure.round == one.round for part in then.parts for figure in part.figures)
        if not here:
            yield _Value(label=label, said=tuple(figures_of(then, words)), value=None, unit=None)
        elif then.total is not None and not counts:
            said = (words("no new total"), *(f"{figure.by}: {figure.said}" for figure in here))
            yield _Value(label=label, said=said, value=None, unit=None)
        else:
            value, unit = _value(then)
            yield _Value(label=label, said=tuple(figures_of(then, words)), value=value, unit=unit)


def _value(kpi: KpiProgress) -> tuple[Range | None, str | None]:
    """Return the total so far with its unit; of a ratio, the percentage of the sums."""
    total = kpi.total
    if total is None:
        return None, None
    if total.of is None:
        return Range(_plain(total.low), _plain(total.high)), total.unit
    percents = total.percents
    return (None, None) if percents is None else (Range(round_percent(percents.low), round_percent(percents.high)), "%")


def _kpis(lines: Sequence[_Line], words: Words) -> Section:
    rows = [row for line in lines for row in _rows(line)]
    keys = unique_keys(name for name, _, _ in rows)
    made = tuple(Row(key, values, ref) for key, (_, ref, values) in zip(keys, rows, strict=True))
    panels = tuple(panel for line in lines for panel in _panel(line, words))
    chart = ValueChart(title=words("Total of each KPI so far, at each checkpoint"), panels=panels)
    body = Table(words.columns(_KPIS), made)
    return Section(key="kpis-over-time", title=words("KPIs over time"), body=body, chart=chart if panels else None)


def _rows(line: _Line) -> Iterator[tuple[str, str, tuple[object, ...]]]:
    """Yield the row of a KPI at each checkpoint: its key, its reference and its values."""
    kpi, place = line.kpi, line.place
    compared = (tuple(map(str, _targets(kpi))) or None, _baseline(kpi))
    for one in line.values:
        about = (str(place.progress), None if kpi.key is None else kpi.key.ordinal, one.label, one.said)
        ends = (None, None) if one.value is None else (one.value.low, one.value.high)
        yield f"{line.key} {one.label}", place.ref, (*about, *ends, one.unit, *compared)


def _panel(line: _Line, words: Words) -> Iterator[ValuePanel]:
    """Yield the panel of a KPI, if it has a value, and all in one unit."""
    units = {one.unit for one in line.values if one.value is not None}
    if len(units) != 1:
        return
    points = (
        ValuePoint(label=one.label, missing=one.said[0])
        if one.value is None
        else ValuePoint(label=one.label, low=one.value.low, high=one.value.high)
        for one in line.values
    )
    baseline = _baseline(line.kpi)
    lines = [ValueLine(label=words(_TARGET), value=value) for value in _targets(line.kpi)]
    lines += [] if baseline is None else [ValueLine(label=words(_BASELINE), value=baseline)]
    yield ValuePanel(
        key=line.key,
        label=line.kpi.measure,
        group=str(line.place.progress),
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
    value = None if kpi.baseline is None else kpi.baseline.value
    comparable = kpi.target is None or kpi.target.bounds is not None
    percent = kpi.total is None or kpi.total.of is None or unit_key(kpi.unit) in PERCENT
    return _short(value) if value is not None and comparable and percent else None


def _plain(value: Decimal) -> Decimal:
    return Decimal(format_number(value))


def _short(value: Decimal) -> Decimal:
    """Return a value that is derived, with at most two decimals if it has many."""
    exponent = value.as_tuple().exponent
    return _plain(round(value, 2) if isinstance(exponent, int) and exponent < -_MANY else value)
