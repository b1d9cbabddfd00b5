"""Duplicates: figures of several actions that may count one result twice."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

import attrs

from empact.analysis.progressing.figures import ReportedFigure, measure_key
from empact.analysis.progressing.ranges import Range, add_ranges
from empact.analysis.progressing.sums import Part, grouped
from empact.model import FigureScope
from empact.reprs import short_repr

_SEVERAL = 2
_ALTERNATIVES = re.compile(r"\s*/\s*|,\s*|\s+(?:and|or)\s+")


@attrs.frozen(kw_only=True)
class PossibleDuplicate:
    """Figures for several KPIs or measures that may count one result twice. They are listed, and never merged.

    Name the operation in which the results were achieved, and they count once.

    - ``measure``: What they all count, in the words of the first.
    - ``figures``: The figures.
    - ``parties``: Parties that are involved in several of the actions.
    - ``linked``: Whether the actions link to each other.
    - ``value``: What they add up to: from the largest of one action, if it contains the others, to the sum.
    """

    measure: str
    figures: tuple[ReportedFigure, ...]
    parties: tuple[str, ...]
    linked: bool
    value: Range

    __repr__ = short_repr

    @property
    def actions(self) -> tuple[str, ...]:
        """The actions, each with its plan: ``Q-2031:2.1``."""
        return tuple(dict.fromkeys(f"{one.plan}:{one.action}" for one in self.figures))

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
        yield from (f"{one.plan}:{one.action}: {one}." for one in self.figures)
        yield f"So the figures stand for {self.value}: no operation says whether they are the same results."


def listed(words: Sequence[str]) -> str:
    """Return words as a list in English: "2.1, 2.2 and 3.1"."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


@attrs.frozen(kw_only=True)
class Surroundings:
    """What connects an action with others: its parties, and the actions that it links to."""

    parties: frozenset[str]
    links: frozenset[str]

    __repr__ = short_repr


@attrs.frozen(eq=False)
class Node:
    """An amount of one measure: of one KPI (a line), or of several that name one operation."""

    measure: str
    key: tuple[str, str | None]
    actions: tuple[str, ...]
    lines: tuple[str, ...]
    part: Part

    __repr__ = short_repr

    @property
    def days(self) -> tuple[dt.date, dt.date]:
        """The first and the last day on which it was achieved; all days if they are not known."""
        known = [one.days for one in self.part.figures if one.days is not None]
        if not known:
            return dt.date.min, dt.date.max
        return min(one.start for one in known), max(one.end for one in known)


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
    found = [frozenset(node.lines) for node in nodes]
    return len(found) >= _SEVERAL and not found[0].intersection(*found[1:])


def _blocks(nodes: Sequence[Node], around: Mapping[str, Surroundings]) -> Iterable[list[int]]:
    """Return the places of amounts that count the same thing, and have a party or a link in common."""
    found: dict[Hashable, list[int]] = {}
    for place, node in enumerate(nodes):
        for word in dict.fromkeys(map(measure_key, _ALTERNATIVES.split(node.measure))):
            if word:
                for reason in _connections(node, around):
                    found.setdefault((word, node.key[1], reason), []).append(place)
    return found.values()


def _connections(node: Node, around: Mapping[str, Surroundings]) -> set[Hashable]:
    """Return what connects an amount with others: the parties that achieved it, and the links of its actions."""
    found: set[Hashable] = set()
    for figure in node.part.figures:
        found.add(figure.by)
        if figure.figure.scope is FigureScope.TOTAL:
            found |= _of(around, f"{figure.plan}:{figure.action}").parties
    for action in node.actions:
        found |= {frozenset((action, other)) for other in _of(around, action).links if other != action}
    return found


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
    for place in sorted(places, key=lambda place: (nodes[place].days, place)):
        start, end = nodes[place].days
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
        reporters = {one.by for one in node.part.figures}
        for action in node.actions:
            involved.setdefault(action, set(_of(around, action).parties)).update(reporters)
    counts = Counter(party for parties in involved.values() for party in parties)
    return PossibleDuplicate(
        measure=mine[0].measure,
        figures=tuple(one for node in mine for one in node.part.figures),
        parties=tuple(sorted(party for party, count in counts.items() if count > 1)),
        linked=any(_of(around, action).links & involved.keys() - {action} for action in involved),
        value=possibly_once(mine),
    )


def possibly_once(nodes: Iterable[Node]) -> Range:
    """Return what amounts that may be the same results add up to: from the largest of one KPI to the sum."""
    known = tuple(nodes)
    every = add_ranges(node.part.value for node in known)
    alone = [add_ranges(node.part.value for node in same).low for same in grouped(known, _lines).values()]
    return Range(min(max(alone), every.low), every.high)


def _lines(node: Node) -> tuple[str, ...]:
    return node.lines
