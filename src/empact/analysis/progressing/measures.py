"""Measures: what is reported for one measure in several actions and plans, without counting a result twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

import attrs

from empact.analysis.progressing.adding import add_up
from empact.analysis.progressing.duplicates import (
    Node,
    PossibleDuplicate,
    Surroundings,
    clusters_of,
    duplicate_of,
    listed,
    of_several_lines,
    possibly_once,
)
from empact.analysis.progressing.figures import measure_key, unit_key
from empact.analysis.progressing.indicators import KpiProgress
from empact.analysis.progressing.ranges import Range, add_ranges
from empact.analysis.progressing.sums import Part, grouped
from empact.model import Adds, FigureScope, Kpi
from empact.values import value

_SEVERAL = 2


@value(kw_only=True)
class MeasureSum:
    """What is reported for one measure in several actions."""

    measure: str
    """The measure, in the words of the first action."""
    unit: str | None
    """The unit, where it is not the measure itself; None otherwise."""
    low: Decimal
    """The lowest possible sum."""
    high: Decimal
    """The highest possible sum; equal to the lowest if the sum is certain."""
    actions: tuple[str, ...]
    """The actions that count, each with its plan: ``Q-2031:2.1``."""
    once: tuple[str, ...]
    """The ids of operations that several of the actions name: their results count once."""
    duplicates: tuple[PossibleDuplicate, ...]
    """Figures that may count one result twice; the reason why the sum is a range."""
    left_out: tuple[str, ...]
    """Actions with figures that cannot be added, each with the reason."""
    parts: tuple[Part, ...] = attrs.field(repr=False)
    """What the sum is made of: each part counts once."""

    @property
    def range(self) -> Range:
        """The sum with its bounds."""
        return Range(self.low, self.high)

    @property
    def key(self) -> tuple[str, str | None]:
        """The form in which measure and unit are compared."""
        return measure_key(self.measure), unit_key(self.unit)

    def __str__(self) -> str:
        return f"{self.measure}: {self.range}" + ("" if self.unit is None else f" {self.unit}")

    def explain(self) -> tuple[str, ...]:
        """Return how the sum comes about, a sentence each."""
        return tuple(self._sentences())

    def _sentences(self) -> Iterator[str]:
        yield f"The sum of {self.measure!r} over {listed(self.actions)} is {self.range}."
        for part in self.parts:
            where = "" if part.operation is None else f", once for the operation {part.operation}"
            said = "; ".join(f"{figure.plan}:{figure.action}: {figure}" for figure in part.figures)
            why = "" if part.why is None else f" ({part.why})"
            yield f"{part.value}{where}: {said}{why}."
        yield from (
            f"{listed(duplicate.actions)} may count one result twice: {duplicate.value}."
            for duplicate in self.duplicates
        )
        yield from self.left_out


@value
class MeasureSums:
    """The sums of all measures, and the figures that may count one result twice."""

    sums: tuple[MeasureSum, ...]
    """The sum of each measure that several actions report."""
    duplicates: tuple[PossibleDuplicate, ...]
    """Figures of several actions that may count one result twice."""
    left_out: Mapping[tuple[str, str | None], Sequence[str]] = attrs.field(repr=False)
    """The actions with figures that cannot be added, each with the reason, by measure and unit."""
    words: Mapping[str, str] = attrs.field(repr=False)
    """The words of what a KPI counts ("arrests"), by the words of the KPI ("Number of arrests")."""

    def find(self, measure: str, unit: str | None) -> tuple[MeasureSum | None, Sequence[str]]:
        """Return the sum of a measure, and what is left out of it; None if no action counts it.

        Args:
            measure: The measure, in the words of what is counted, or in those of a KPI.
            unit: The unit; None if the measure says it.
        """
        for said in dict.fromkeys((measure, self.words.get(measure_key(measure), measure))):
            key = measure_key(said), _own_unit(said, unit)
            keys = (*(candidate.key for candidate in self.sums), *self.left_out)
            known = dict.fromkeys(other for other in keys if other[0] == key[0])
            if unit is None and len(known) == 1:  # a total is stated without the only unit that there is
                (key,) = known
            if key in known:
                measure_sum = next((candidate for candidate in self.sums if candidate.key == key), None)
                return measure_sum, self.left_out.get(key, ())
        return None, ()


def add_measures(kpis: Iterable[KpiProgress], around: Mapping[str, Surroundings]) -> MeasureSums:
    """Return what is reported for each measure in all actions.

    Figures for one operation count once. Figures without an operation that may be the same results are found by
    blocking, as in record linkage: only figures with a word for the same thing and a common party or a link are
    compared, in the order of their days. The cost grows with the number of figures, times the parties of an action.

    Args:
        kpis: The progress of the KPIs and of the other measures.
        around: The parties and links of each action, by plan and number (``Q-2031:2.1``).
    """
    nodes: list[Node] = []
    left_out: dict[tuple[str, str | None], list[str]] = {}
    counted_words: dict[str, str] = {}
    for kpi in kpis:
        measure, unit = _counted(kpi)
        counted_words.setdefault(measure_key(kpi.measure), measure)
        key = measure_key(measure), _own_unit(measure, unit)
        parts = _parts(kpi)
        if parts is None:
            left_out.setdefault(key, []).append(_why_left_out(kpi))
            continue
        nodes += [Node(measure, key, (f"{kpi.plan}:{kpi.action}",), (str(kpi),), part) for part in parts]
    nodes, once = _joined(nodes)
    clusters = clusters_of(nodes, around)
    duplicates = {
        number: duplicate_of([nodes[place] for place in cluster], around) for number, cluster in enumerate(clusters)
    }
    cluster_of = {place: number for number, cluster in enumerate(clusters) for place in cluster}
    by_key = grouped(range(len(nodes)), lambda place: nodes[place].key)
    sums = [
        _sum([nodes[place] for place in places], [cluster_of.get(place) for place in places], duplicates, once, left)
        for key, places in by_key.items()
        for left in (left_out.get(key, []),)
    ]
    return MeasureSums(tuple(sums), tuple(duplicates.values()), left_out, counted_words)


def _counted(kpi: KpiProgress) -> tuple[str, str | None]:
    """Return what a KPI counts, and the unit."""
    if isinstance(kpi.kpi, Kpi):
        return kpi.kpi.counted or kpi.measure, kpi.unit
    return kpi.measure, kpi.unit


def _own_unit(measure: str, unit: str | None) -> str | None:
    """Return the unit of a measure; None where it only repeats what is counted: "clocks seized"."""
    return None if unit is None or measure_key(unit) == measure_key(measure) else unit_key(unit)


def _parts(kpi: KpiProgress) -> Sequence[Part] | None:
    """Return what the figures of an action amount to; None if they cannot be added to those of other actions."""
    if kpi.adds is not None:  # a level or a ratio of two actions is not added
        return kpi.parts if kpi.adds.facts.results or not kpi.parts else None
    apart = {id(set_apart.figure) for set_apart in kpi.apart}
    numbers = [figure for figure in kpi.figures if id(figure) not in apart and figure.figure.value is not None]
    if any(figure.figure.of is not None for figure in numbers) or len({figure.round for figure in numbers}) > 1:
        return None
    totals = [figure for figure in numbers if figure.figure.scope is FigureScope.TOTAL]
    return add_up(totals or numbers, Adds.INCREMENTAL).parts  # of one checkpoint: nothing of earlier ones to decide


def _why_left_out(kpi: KpiProgress) -> str:
    why = "nobody has decided how its figures of several checkpoints add up"
    if kpi.key is None:
        why = "it is no KPI of the plan, and its figures are of several checkpoints"
    if kpi.adds is not None:
        why = f"its figures are {kpi.adds.value}"
    elif any(figure.figure.of is not None for figure in kpi.figures):
        why = "its figures are ratios"
    return f"{kpi} is not added: {why}."


def _joined(nodes: Iterable[Node]) -> tuple[list[Node], frozenset[str]]:
    """Join the amounts of several KPIs that name one operation: each result of it counts once."""
    joined: list[Node] = []
    once: set[str] = set()
    for (_, operation), same in grouped(nodes, lambda node: (node.key, node.part.operation)).items():
        actions = tuple(dict.fromkeys(action for node in same for action in node.actions))
        lines = tuple(dict.fromkeys(line for node in same for line in node.lines))
        if operation is None or len(lines) < _SEVERAL:
            joined += same
            continue
        once.add(operation)
        parts = [node.part for node in same]
        value, why = _of_operation(parts)
        figures = tuple(figure for part in parts for figure in part.figures)
        part = Part(value=value, figures=figures, operation=operation, why=why)
        joined.append(Node(same[0].measure, same[0].key, actions, lines, part))
    return joined, frozenset(once)


def _of_operation(parts: Sequence[Part]) -> tuple[Range, str | None]:
    """Return what several actions report for one operation: its total, or the contributions of each party once."""
    totals = [part for part in parts if part.figures[0].figure.scope is FigureScope.TOTAL]
    own = [part for part in parts if part.figures[0].figure.scope is FigureScope.OWN]
    value = contributed = add_ranges(map(_around, grouped(own, lambda part: part.figures[0].by).values()))
    if totals:
        value = _around(totals)
        if contributed.low > value.high:
            why = f"the total of the operation is {value}, and the own contributions add up to {contributed}"
            return Range(value.low, contributed.high), why
    return value, None if value.certain else "the actions report one operation differently"


def _around(parts: Iterable[Part]) -> Range:
    return Range.around(bound for part in parts for bound in (part.value.low, part.value.high))


def _sum(
    nodes: Sequence[Node],
    clusters: Sequence[int | None],
    duplicates: Mapping[int, PossibleDuplicate],
    once: frozenset[str],
    left_out: Iterable[str],
) -> MeasureSum:
    alone = [node.part.value for node, cluster in zip(nodes, clusters, strict=True) if cluster is None]
    members = [(cluster, node) for node, cluster in zip(nodes, clusters, strict=True) if cluster is not None]
    together = {
        cluster: [node for _, node in same] for cluster, same in grouped(members, lambda member: member[0]).items()
    }
    value = add_ranges([*alone, *map(possibly_once, together.values())])
    first = nodes[0]
    return MeasureSum(
        measure=first.measure,
        unit=first.key[1],
        low=value.low,
        high=value.high,
        actions=tuple(dict.fromkeys(action for node in nodes for action in node.actions)),
        once=tuple(sorted(once & {node.part.operation or "" for node in nodes})),
        duplicates=tuple(duplicates[cluster] for cluster, mine in together.items() if of_several_lines(mine)),
        left_out=tuple(left_out),
        parts=tuple(node.part for node in nodes),
    )
