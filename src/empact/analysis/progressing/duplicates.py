"""Duplicates: figures of several actions that may count one result twice."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

import attrs

from empact.analysis.progressing.figures import ReportedFigure, measure_key
from empact.analysis.progressing.ranges import Range, add_ranges, exact_sum
from empact.analysis.progressing.sums import Part, grouped, least_together
from empact.model import FigureScope, Span
from empact.reprs import short_repr
from empact.values import value

_SEVERAL = 2
_ALTERNATIVES = re.compile(r"\s*/\s*|,\s*|\s+(?:and|or)\s+")


@value(kw_only=True)
class PossibleDuplicate:
    """Figures for several KPIs or measures that may count one result twice. They are listed, and never merged.

    Name the operation in which the results were achieved, and they count once.
    """

    measure: str
    """What the figures count, in the words of the first."""
    figures: tuple[ReportedFigure, ...]
    """The figures that may be about one result."""
    parties: tuple[str, ...]
    """The codes of the parties that are involved in several of the actions."""
    linked: bool
    """Whether the actions link to each other."""
    value: Range
    """What the figures add up to: from what is certainly different, if it contains the others, to the sum."""

    @property
    def actions(self) -> tuple[str, ...]:
        """The actions, each with its plan: ``Q-2031:2.1``."""
        return tuple(dict.fromkeys(f"{figure.plan}:{figure.action}" for figure in self.figures))

    def explain(self) -> tuple[str, ...]:
        """Return why the figures may be about one result, a sentence each."""
        return tuple(self._sentences())

    def _sentences(self) -> Iterator[str]:
        several = len(self.actions) > 1
        counted = f"count {self.measure!r}" if several else f"counts {self.measure!r} twice"
        yield f"{listed(self.actions)} {counted}, on days that overlap."
        if self.parties and several:
            yield f"They have parties in common: {', '.join(self.parties)}."
        if self.linked:
            yield "They link to each other."
        yield from (f"{figure.plan}:{figure.action}: {figure}." for figure in self.figures)
        yield f"So the figures stand for {self.value}: no operation says whether they are the same results."


def listed(words: Sequence[str]) -> str:
    """Return words as a list in English: "2.1, 2.2 and 3.1"."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


@value(kw_only=True)
class Surroundings:
    """What connects an action with others."""

    parties: frozenset[str]
    """The codes of the parties that are involved in it."""
    links: frozenset[str]
    """The actions that it links to, each with its plan: ``Q-2031:2.1``."""


@attrs.frozen(eq=False)
class Node:
    """An amount of one measure: of one KPI (a line), or of several that name one operation."""

    measure: str
    """What is counted, in the words of the KPI."""
    key: tuple[str, str | None]
    """The form in which the measure and its unit are compared; None as unit if there is none."""
    actions: tuple[str, ...]
    """The actions that report it, each with its plan: ``Q-2031:2.1``."""
    lines: tuple[str, ...]
    """The KPIs or measures that it is an amount of: several if they name one operation."""
    part: Part
    """The amount, with the figures that it is made of."""

    __repr__ = short_repr

    @property
    def days(self) -> Span:
        """The days on which it was achieved; all days if they are not known."""
        known = [figure.days for figure in self.part.figures if figure.days is not None]
        if not known:
            return Span(start=dt.date.min, end=dt.date.max)
        return Span(start=min(span.start for span in known), end=max(span.end for span in known))


def clusters_of(nodes: Sequence[Node], around: Mapping[str, Surroundings]) -> list[list[int]]:
    """Return the groups of amounts of several actions that may be the same results, by their places."""
    leader = list(range(len(nodes)))

    def root(place: int) -> int:
        while leader[place] != place:
            leader[place] = leader[leader[place]]
            place = leader[place]
        return place

    for places in _blocks(nodes, around):
        for run in _overlapping(nodes, places):
            if all(nodes[place].part.operation is not None for place in run):
                continue  # results of different operations are different
            if not of_several_lines(nodes[place] for place in run):
                continue  # a KPI adds up its own figures
            for place in run[1:]:
                first, second = sorted((root(run[0]), root(place)))
                leader[second] = first
    groups = grouped(range(len(nodes)), root).values()
    return [group for group in groups if len(group) >= _SEVERAL]


def of_several_lines(nodes: Iterable[Node]) -> bool:
    """Whether amounts are reported for different KPIs or measures: none has them all."""
    lines = [frozenset(node.lines) for node in nodes]
    return len(lines) >= _SEVERAL and not lines[0].intersection(*lines[1:])


def _blocks(nodes: Sequence[Node], around: Mapping[str, Surroundings]) -> Iterable[list[int]]:
    """Return the places of amounts that count the same thing, and have a party or a link in common."""
    blocks: dict[Hashable, list[int]] = {}
    for place, node in enumerate(nodes):
        for word in dict.fromkeys(map(measure_key, _ALTERNATIVES.split(node.measure))):
            if word:
                for reason in _connections(node, around):
                    blocks.setdefault((word, node.key[1], reason), []).append(place)
    return blocks.values()


def _connections(node: Node, around: Mapping[str, Surroundings]) -> set[Hashable]:
    """Return what connects an amount with others: the parties that achieved it, and the links of its actions."""
    connections: set[Hashable] = set()
    for figure in node.part.figures:
        connections.add(figure.by)
        if figure.figure.scope is FigureScope.TOTAL:
            connections |= _of(around, f"{figure.plan}:{figure.action}").parties
    for action in node.actions:
        connections |= {frozenset((action, other)) for other in _of(around, action).links if other != action}
    return connections


_ALONE = Surroundings(parties=frozenset(), links=frozenset())


def _of(around: Mapping[str, Surroundings], action: str) -> Surroundings:
    return around.get(action, _ALONE)


def _overlapping(nodes: Sequence[Node], places: Sequence[int]) -> Iterator[list[int]]:
    """Yield the runs of amounts whose days overlap, each with the next."""
    # A sweep over the days: an amount belongs to the run if it begins before the run has ended.
    if len(places) < _SEVERAL:
        return
    run: list[int] = []
    last = dt.date.min
    for place in sorted(places, key=lambda place: (nodes[place].days.start, nodes[place].days.end, place)):
        start, end = nodes[place].days.start, nodes[place].days.end
        if run and start > last:
            yield run
            run = []
        run.append(place)
        last = end if len(run) == 1 else max(last, end)
    yield run


def duplicate_of(mine: Sequence[Node], around: Mapping[str, Surroundings]) -> PossibleDuplicate:
    """Return amounts that may be the same results, with what connects them."""
    involved: dict[str, set[str]] = {}
    for node in mine:
        reporters = {figure.by for figure in node.part.figures}
        for action in node.actions:
            involved.setdefault(action, set(_of(around, action).parties)).update(reporters)
    counts = Counter(party for parties in involved.values() for party in parties)
    return PossibleDuplicate(
        measure=mine[0].measure,
        figures=tuple(figure for node in mine for figure in node.part.figures),
        parties=tuple(sorted(party for party, count in counts.items() if count > 1)),
        linked=any(_of(around, action).links & involved.keys() - {action} for action in involved),
        value=possibly_once(mine),
    )


def possibly_once(nodes: Iterable[Node]) -> Range:
    """Return what amounts that may be the same results add up to: from what is certainly different to the sum.

    Besides the results of different operations, and of days that do not overlap, those of one KPI are different: it
    counts each of them once.
    """
    known = tuple(nodes)
    every = add_ranges(node.part.value for node in known)
    of_lines: dict[str, list[Decimal]] = {}
    for node in known:
        for line in node.lines:
            of_lines.setdefault(line, []).append(node.part.value.low)
    apart = least_together((node.part.value.low, node.part.operation, node.days) for node in known)
    low = max(apart, *(exact_sum(*values) for values in of_lines.values()))
    return Range(min(low, every.low), every.high)
