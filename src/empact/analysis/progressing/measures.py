"""Measures: what is reported for one measure in several actions and plans, without counting a result twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

import attrs

from empact.analysis.claims.indicators import Indicator, unit_key
from empact.analysis.claims.values import Thing
from empact.analysis.identities import in_words
from empact.analysis.progressing.amounts import Amount, Range, add_ranges, exact_sum
from empact.analysis.progressing.decisions import grouped
from empact.analysis.progressing.duplicates import (
    Node,
    PossibleDuplicate,
    Surroundings,
    clusters_of,
    duplicate_of,
    of_several_lines,
    possibly_once,
)
from empact.analysis.progressing.verdicts import measure_key
from empact.model import Kpi, Span
from empact.values import listed, unlisted, value

if TYPE_CHECKING:
    from empact.analysis.progressing.kpi_pictures import KpiProgress

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
    at_least: bool = False
    """Whether the sum can be higher, since not everybody who is expected has reported."""
    actions: tuple[str, ...]
    """The actions that count, each with its plan: ``Q-2031:2.1``."""
    once: tuple[str, ...]
    """The ids of operations that several of the actions report: their results count once."""
    duplicates: tuple[PossibleDuplicate, ...] = attrs.field(metadata=unlisted())
    """Claims that may count one result twice; the reason why the sum is a range."""
    left_out: tuple[str, ...]
    """Actions with figures that cannot be added, each with the reason."""
    _nodes: tuple[Node, ...] = attrs.field(repr=False, alias="nodes", metadata=unlisted())
    """What the sum is made of: each amount counts once."""

    @listed
    def why(self) -> tuple[str, ...]:
        """How the sum is calculated, a sentence each."""
        return self.explain()

    @property
    def range(self) -> Range:
        """The sum with its bounds."""
        return Range(self.low, self.high)

    @property
    def key(self) -> tuple[str, str | None]:
        """The form in which measure and unit are compared."""
        return measure_key(self.measure), unit_key(self.unit)

    def __str__(self) -> str:
        least = "at least " if self.at_least else ""
        return f"{self.measure}: {least}{self.range}" + ("" if self.unit is None else f" {self.unit}")

    def explain(self) -> tuple[str, ...]:
        """Return how the sum is calculated, a sentence each."""
        return tuple(self._sentences())

    def _sentences(self) -> Iterator[str]:
        least = "at least " if self.at_least else ""
        yield f"The sum of {self.measure!r} over {in_words(self.actions)} is {least}{self.range}."
        for node in self._nodes:
            where = "" if node.operation is None else f", once for the operation {node.operation}"
            said = "; ".join(f"{action}: {claim}" for action, claim in node.claims)
            yield f"{node.value}{where}: {said}."
        yield from (
            f"{in_words(duplicate.actions)} may count one result twice: {duplicate.value}."
            for duplicate in self.duplicates
        )
        yield from self.left_out


@value
class MeasureSums:
    """The sums of all measures, and the claims that may count one result twice."""

    sums: tuple[MeasureSum, ...]
    """The sum of each measure."""
    duplicates: tuple[PossibleDuplicate, ...]
    """Claims about several actions that may count one result twice."""
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


def add_measures(
    kpis: Iterable[KpiProgress], around: Mapping[str, Surroundings], held: Mapping[str, Span]
) -> MeasureSums:
    """Return what is reported for each measure in all actions.

    What several actions report for one operation counts once: each share of it, or the whole if a leader states it.
    The cost grows with the number of claims, times the parties of an action.

    Args:
        kpis: The progress of the KPIs and of the other measures.
        around: The parties and links of each action, by plan and number (``Q-2031:2.1``).
        held: The days of each operation, by its id.
    """
    nodes: list[Node] = []
    left_out: dict[tuple[str, str | None], list[str]] = {}
    counted_words: dict[str, str] = {}
    for kpi in kpis:
        measure = _counted(kpi.indicator)
        counted_words.setdefault(measure_key(kpi.measure), measure)
        unit = kpi.indicator.unit or (None if kpi.value is None else kpi.value.unit)
        key = measure_key(measure), _own_unit(measure, unit)
        why = _why_left_out(kpi)
        if why is not None:
            left_out.setdefault(key, []).append(f"{kpi} is not added: {why}.")
        elif kpi.value is not None:
            nodes += _nodes(kpi.indicator, measure, key, kpi.value)
    nodes, once = _joined(nodes, held)
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


def _counted(indicator: Indicator) -> str:
    return indicator.counted if isinstance(indicator.kpi, Kpi) else indicator.measure


def _own_unit(measure: str, unit: str | None) -> str | None:
    """Return the unit of a measure; None if it only repeats what is counted: "clocks seized"."""
    return None if unit is None or measure_key(unit) == measure_key(measure) else unit_key(unit)


def _why_left_out(kpi: KpiProgress) -> str | None:
    """Return why the figures of an action cannot be added to those of other actions; None if they can."""
    adds = kpi.adds
    if adds is not None and adds.facts.summed and not adds.facts.results:
        return f"its figures are {adds.value}" if kpi.claims else None
    if kpi.values:
        return (
            "it is not a KPI of the plan, and its figures are of several rounds"
            if kpi.key is None
            else "it is not decided how its figures of several rounds add up"
        )
    return "its figures are ratios" if kpi.value is not None and kpi.value.of is not None else None


def _nodes(indicator: Indicator, measure: str, key: tuple[str, str | None], amount: Amount) -> Iterator[Node]:
    """Yield the amounts of a KPI: what belongs to each operation, and the rest."""
    terms = amount.terms
    exact = amount.low == amount.high
    if terms and exact and amount.settled is None and all(term.low == term.high for term in terms):
        for term in terms:
            known = term if term.at_least == amount.at_least else attrs.evolve(term, at_least=amount.at_least)
            yield from _nodes(indicator, measure, key, known)
        return
    action = f"{indicator.plan_id}:{indicator.action_number}"
    leaves = amount.leaves
    claim = leaves[0]
    party = claim.by if claim.thing is Thing.SHARE else None
    node = Node(
        measure=measure,
        key=key,
        claims=tuple((action, leaf) for leaf in leaves),
        lines=(str(indicator),),
        value=amount.range,
        party=party,
        at_least=amount.at_least,
    )
    if exact and not claim.nothing:
        for id, part in claim.operations.items():
            yield attrs.evolve(node, value=Range.exactly(part), operation=id)
            node = attrs.evolve(node, value=Range.exactly(exact_sum(node.value.low, -part)))
    if node.value.high or not claim.operations:
        yield node


def _joined(nodes: Iterable[Node], held: Mapping[str, Span]) -> tuple[list[Node], frozenset[str]]:
    """Join the amounts of several KPIs that belong to one operation: each result of it counts once."""
    joined: list[Node] = []
    once: set[str] = set()
    for (_, operation), same in grouped(nodes, lambda node: (node.key, node.operation)).items():
        lines = {line for node in same for line in node.lines}
        days = None if operation is None else held.get(operation)
        if operation is None or len(lines) < _SEVERAL:
            joined += same if days is None else (attrs.evolve(node, held=days) for node in same)
            continue
        once.add(operation)
        whole = any(node.party is None for node in same)
        groups = {None: same} if whole else grouped(same, lambda node: node.party)
        for party, of_party in groups.items():
            by_line = grouped(of_party, lambda node: node.lines)
            amounts = [add_ranges(node.value for node in of_line) for of_line in by_line.values()]
            joined.append(
                Node(
                    measure=same[0].measure,
                    key=same[0].key,
                    claims=tuple(pair for node in of_party for pair in node.claims),
                    lines=tuple(dict.fromkeys(line for node in of_party for line in node.lines)),
                    value=Range.around(bound for amount in amounts for bound in (amount.low, amount.high)),
                    operation=operation,
                    held=days,
                    party=party,
                    at_least=any(node.at_least for node in of_party),
                )
            )
    return joined, frozenset(once)


def _sum(
    nodes: Sequence[Node],
    clusters: Sequence[int | None],
    duplicates: Mapping[int, PossibleDuplicate],
    once: frozenset[str],
    left_out: Iterable[str],
) -> MeasureSum:
    alone = [node.value for node, cluster in zip(nodes, clusters, strict=True) if cluster is None]
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
        at_least=any(node.at_least for node in nodes),
        actions=tuple(dict.fromkeys(action for node in nodes for action in node.actions)),
        once=tuple(sorted(once & {node.operation or "" for node in nodes})),
        duplicates=tuple(duplicates[cluster] for cluster, mine in together.items() if of_several_lines(mine)),
        left_out=tuple(left_out),
        nodes=tuple(nodes),
    )
