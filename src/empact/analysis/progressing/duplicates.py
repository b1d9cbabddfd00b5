"""Duplicates: claims about several actions that may count one result twice."""

from __future__ import annotations

import bisect
import datetime as dt
import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property

import attrs

from empact.analysis.claims.values import Claim
from empact.analysis.identities import in_words
from empact.analysis.progressing.amounts import Range, add_ranges, exact_sum
from empact.analysis.progressing.decisions import grouped
from empact.analysis.progressing.verdicts import measure_key
from empact.model import Span
from empact.reprs import short_repr
from empact.values import listed, unlisted, value

_SEVERAL = 2
_ALTERNATIVES = re.compile(r"\s*/\s*|,\s*|\s+(?:and|or)\s+")


@value(kw_only=True)
class PossibleDuplicate:
    """Claims about several KPIs or measures that may count one result twice. They are listed, and never merged.

    If the reports say how much of each belongs to one operation, that counts once.
    """

    measure: str
    """What the claims count, in the words of the first."""
    actions: tuple[str, ...]
    """The actions, each with its plan: ``Q-2031:2.1``."""
    claims: tuple[Claim, ...] = attrs.field(metadata=unlisted())
    """The claims that may be about one result."""
    by_action: tuple[tuple[str, Claim], ...] = attrs.field(repr=False, metadata=unlisted())
    """The claims, each with its action."""
    parties: tuple[str, ...]
    """The codes of the parties that are involved in several of the actions."""
    linked: bool
    """Whether the actions link to each other."""
    operations: tuple[str, ...] = ()
    """The ids of operations that may be one: their days overlap, and they have a party or a value in common. Otherwise
    empty.
    """
    value: Range
    """What the claims add up to: from what is certainly different, if it contains the others, to the sum."""

    @listed
    def reports(self) -> tuple[str, ...]:
        """The ids of the reports that make the claims."""
        return tuple(dict.fromkeys(claim.report for claim in self.claims))

    @listed
    def why(self) -> tuple[str, ...]:
        """Why the claims may be about one result, a sentence each."""
        return self.explain()

    def explain(self) -> tuple[str, ...]:
        """Return why the claims may be about one result, a sentence each."""
        return tuple(self._sentences())

    def _sentences(self) -> Iterator[str]:
        several = len(self.actions) > 1
        counted = f"count {self.measure!r}" if several else f"counts {self.measure!r} twice"
        yield f"{in_words(self.actions)} {counted}, on days that overlap."
        if self.parties and several:
            yield f"They have parties in common: {', '.join(self.parties)}."
        if self.linked:
            yield "They link to each other."
        yield from (f"{action}: {claim}." for action, claim in self.by_action)
        if self.operations:
            yield f"The operations {in_words(self.operations)} overlap, so they may be one: {self.value}."
        else:
            yield f"So the figures stand for {self.value}: no operation says whether they are the same results."


@value(kw_only=True)
class Surroundings:
    """What connects an action with others."""

    parties: frozenset[str]
    """The codes of the parties that are involved in it."""
    links: frozenset[str]
    """The actions that it links to, each with its plan: ``Q-2031:2.1``."""


@attrs.frozen(eq=False, kw_only=True)
class Node:
    """An amount of one measure: of one KPI (a line), or of several if it belongs to one operation."""

    measure: str
    """What is counted, in the words of the KPI."""
    key: tuple[str, str | None]
    """The form in which the measure and its unit are compared; None as unit if there is none."""
    claims: tuple[tuple[str, Claim], ...]
    """The claims that it is made of, each with its action: ``Q-2031:2.1``."""
    lines: tuple[str, ...]
    """The KPIs or measures that it is an amount of: several if they report one operation."""
    value: Range
    """The amount."""
    operation: str | None = None
    """The id of the operation in which it was achieved; None if none is named."""
    party: str | None = None
    """The party whose share it is; None if it is of a total."""
    held: Span | None = None
    """The days of that operation; None if they are not known."""
    at_least: bool = False
    """Whether the amount can be higher."""

    __repr__ = short_repr

    @property
    def actions(self) -> tuple[str, ...]:
        """The actions that report it, each with its plan."""
        return tuple(dict.fromkeys(action for action, _ in self.claims))

    @cached_property
    def days(self) -> Span:
        """The days on which it was achieved: those of its operation, or of its claims; all days if none are known."""
        if self.held is not None:
            return self.held
        known = [claim.days for _, claim in self.claims if claim.days is not None]
        if not known:
            return Span(start=dt.date.min, end=dt.date.max)
        return Span(start=min(span.start for span in known), end=max(span.end for span in known))


def clusters_of(nodes: Sequence[Node], around: Mapping[str, Surroundings]) -> list[list[int]]:
    """Return the groups of amounts of several actions that may be the same results, by their places.

    The idea is blocking, as in record linkage: only amounts with a word for the same thing and a common party or a link
    are compared, in the order of their days.
    """
    leader = list(range(len(nodes)))

    def root(place: int) -> int:
        while leader[place] != place:
            leader[place] = leader[leader[place]]
            place = leader[place]
        return place

    for places in _blocks(nodes, around):
        for run in _overlapping(nodes, places):
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
    """Return what connects an amount with others.

    These are the parties that achieved it, the links of its actions, and if it belongs to an operation, its value.
    """
    connections: set[Hashable] = {claim.by for _, claim in node.claims}
    if node.party is None:
        connections |= {party for action in node.actions for party in _of(around, action).parties}
    if node.operation is not None and node.value.high:
        connections.add(node.value)
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
        reporters = {claim.by for _, claim in node.claims}
        for action in node.actions:
            involved.setdefault(action, set(_of(around, action).parties)).update(reporters)
    counts = Counter(party for parties in involved.values() for party in parties)
    claims = tuple(pair for node in mine for pair in node.claims)
    return PossibleDuplicate(
        measure=mine[0].measure,
        actions=tuple(dict.fromkeys(action for action, _ in claims)),
        claims=tuple(claim for _, claim in claims),
        by_action=claims,
        parties=tuple(sorted(party for party, count in counts.items() if count > 1)),
        linked=any(_of(around, action).links & involved.keys() - {action} for action in involved),
        operations=tuple(dict.fromkeys(_maybe_one_operation(mine))),
        value=possibly_once(mine),
    )


def _maybe_one_operation(nodes: Sequence[Node]) -> Iterator[str]:
    """Yield the ids of operations that overlap, and have a party or a value in common, in the order of their days."""
    blocks: dict[Hashable, list[int]] = {}
    for place, node in enumerate(nodes):
        common: set[Hashable] = {claim.by for _, claim in node.claims}
        if node.value.certain:
            common.add(node.value)
        for key in common if node.operation is not None else ():
            blocks.setdefault(key, []).append(place)
    for places in blocks.values():
        for run in _overlapping(nodes, places):
            if of_several_lines(nodes[place] for place in run):
                operations = dict.fromkeys(nodes[place].operation or "" for place in run)
                yield from operations if len(operations) > 1 else ()


def possibly_once(nodes: Iterable[Node]) -> Range:
    """Return what amounts that may be the same results add up to: from what is certainly different to the sum.

    Certainly different are the results on days that do not overlap, and those of one KPI, which counts each of them
    once.
    """
    known = tuple(nodes)
    every = add_ranges(node.value for node in known)
    of_lines: dict[str, list[Decimal]] = {}
    for node in known:
        for line in node.lines:
            of_lines.setdefault(line, []).append(node.value.low)
    apart = _most_apart([(node.days, node.value.low) for node in known])
    low = max(apart, *(exact_sum(*values) for values in of_lines.values()))
    return Range(min(low, every.low), every.high)


def _most_apart(dated: Iterable[tuple[Span, Decimal]]) -> Decimal:
    """Return the largest sum of values whose days do not overlap."""
    ends: list[dt.date] = []
    best = [Decimal(0)]  # with the first of the days, in the order of their ends
    for span, amount in sorted(dated, key=lambda days: days[0].end):
        before = bisect.bisect_left(ends, span.start)
        best.append(max(best[-1], exact_sum(best[before], amount)))
        ends.append(span.end)
    return best[-1]
