"""Find the texts near that of a cell that are understood as a whole, each with another meaning, the nearest first."""

from __future__ import annotations

import difflib
import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from empact.grammar.links import parse_links
from empact.grammar.measures import parse_kpis
from empact.grammar.parties import parse_parties
from empact.grammar.targets import parse_targets
from empact.grammar.timing import parse_timing
from empact.grammar.wordings.joints import jointed, moved, rejoined, shared
from empact.grammar.wordings.parties import is_known, party_wordings, roles_written
from empact.grammar.wordings.times import dated, is_date, named, with_years
from empact.model import Cell, Choice, Kpi, Kpis, Links, Parties, Period, Target, Targets, Timing
from empact.values import value

Parse = Callable[[str], Cell[Any]]
Rewrite = Callable[[str, Sequence[int]], Iterator[str]]

_STATEMENT = re.compile(r"([;\n]\s*)")
_TOKEN = re.compile(r"\w+|[^\w\s]")
_LONGEST = 400
"""The most characters of a statement of which wordings are sought: a longer one is prose."""
_MOST_DOUBTFUL = 3
"""The most statements of a cell that are not understood, if wordings of each are to be combined."""
_MOST = 4
"""The most wordings of one statement that are tried, where several statements of a cell are not sure."""


@value(kw_only=True)
class NearText:
    """A text near that of a cell in which all words are understood."""

    text: str
    """The text."""
    cell: Cell[Any]
    """What it means."""
    lost: int
    """How many items that the other text has for sure it does not have."""
    changes: int
    """How many words and signs differ."""

    @property
    def rank(self) -> tuple[int, int]:
        """How near it is: the least first."""
        return self.lost, self.changes


def nearest_wordings(
    text: str, cls: type[Cell[Any]], *, before: str = "", behind: str = "", years: Sequence[int] = ()
) -> Iterator[NearText]:
    """Yield texts near that of a cell in which all words are understood: one for each meaning.

    They are made of the words of the text alone: joints written in another way, words repeated that may be shared, and
    what the notation can say. First come those that keep what is understood, then those with the fewest changes. What
    the parser cannot read in full is left out, so there may be none.

    Args:
        text: The text.
        cls: The class of the cell, such as ``Parties``.
        before: What stands before the text in its cell.
        behind: What stands behind it.
        years: The years of the plan, if it has several.
    """
    notation = _NOTATIONS[cls]

    def parse(words: str) -> Cell[Any]:
        return notation.parse(f"{before}{words}{behind}")

    cell = parse(text)
    known = {_meaning(item) for item in cell.understood}
    nearest: dict[frozenset[object], NearText] = {}
    for wording in dict.fromkeys(_wordings(text, parse, notation.rewrites, years)):
        read = parse(wording)
        if wording == text or read.unparsed or not read.items or not notation.fits(read, cell):
            continue
        meanings = [meaning for item in read.items for meaning in _each_meaning(item)]
        meaning = frozenset(meanings)
        near = NearText(text=wording, cell=read, lost=len(known - meaning), changes=_changes(text, wording))
        if len(meaning) == len(meanings) and (meaning not in nearest or near.rank < nearest[meaning].rank):
            nearest[meaning] = near
    yield from sorted(nearest.values(), key=lambda near: near.rank)


@value
class _Notation:
    """How a cell is read, and what else its words can be."""

    parse: Parse
    """Reads the text of a cell."""
    rewrites: tuple[Rewrite, ...]
    """Each yields other texts for a text; it takes the years of the plan too."""
    fits: Callable[[Cell[Any], Cell[Any]], bool] = lambda _read, _cell: True
    """Whether a cell can be meant by another one."""


def _wordings(text: str, parse: Parse, rewrites: Sequence[Rewrite], years: Sequence[int]) -> Iterator[str]:
    """Yield other texts: with each statement that is not understood in other words, or the whole text."""
    pieces = _STATEMENT.split(text)
    doubtful = [place for place in range(0, len(pieces), 2) if parse(pieces[place]).unparsed]
    if len(pieces) > 1 and 0 < len(doubtful) <= _MOST_DOUBTFUL:
        options = [[piece] for piece in pieces]
        for place in doubtful:
            others = _wordings(pieces[place], parse, rewrites, years)
            read = (other for other in dict.fromkeys(others) if not parse(other).unparsed)
            options[place] = list(itertools.islice(read, _MOST))
        yield from map("".join, itertools.product(*options))
    if len(text) <= _LONGEST:
        for rewrite in rewrites:
            yield from rewrite(text, years)


def _changes(text: str, other: str) -> int:
    """Return how many words and signs of a text differ from those of another."""
    changes = difflib.SequenceMatcher(None, _TOKEN.findall(text), _TOKEN.findall(other), autojunk=False).get_opcodes()
    return sum(max(end - start, end_there - there) for kind, start, end, there, end_there in changes if kind != "equal")


def _each_meaning(item: Any) -> Iterator[object]:
    """Yield what distinguishes an item from others; of times that all count, that of each: "May and June"."""
    if isinstance(item, Period) and item.choice is Choice.EACH:
        for window in item.windows:
            yield attrs.evolve(item, windows=(window,), choice=Choice.ANY)
    else:
        yield _meaning(item)


def _meaning(item: Any) -> object:
    """Return what distinguishes an item: what is read of a KPI or a target, not its words, if anything is."""
    if not isinstance(item, (Kpi, Target)):
        return item
    known = attrs.evolve(item, text="")
    if isinstance(known, Kpi):
        known = attrs.evolve(known, parts=tuple(attrs.evolve(part, text="") for part in known.parts))
    return item if known == type(item)(text="") else known


def _with_joints(text: str, _years: Sequence[int]) -> Iterator[str]:
    parts = jointed(text)
    if parts is not None:
        yield from rejoined(parts)
        yield from map(str, shared(parts))


def _in_lists(text: str, _years: Sequence[int]) -> Iterator[str]:
    parts = jointed(text)
    if parts is not None:
        yield from rejoined(parts, as_lists=True)
        yield from map(str, shared(parts))


def _in_notation(text: str, _years: Sequence[int]) -> Iterator[str]:
    parts = jointed(text)
    if parts is not None:
        yield from map(roles_written, shared(parts))
    yield from party_wordings(text)


def _with_order(text: str, _years: Sequence[int]) -> Iterator[str]:
    parts = jointed(text)
    if parts is not None:
        yield from moved(parts)


def _as_times(text: str, years: Sequence[int]) -> Iterator[str]:
    yield from dated(text) if is_date(text) else _with_joints(text, years)
    yield from named(text)
    if years:
        yield from with_years(text, years)


def _names_known(read: Cell[Any], cell: Cell[Any]) -> bool:
    """Check that parties are known, or in the text that is not sure: a wording brings in no unknown one."""
    return all(item in cell.items or is_known(item) for item in read.understood)


def _is_divided(read: Cell[Any], cell: Cell[Any]) -> bool:
    """Check that a text has more items now: words that only stand in another way mean the same."""
    return len(read.items) > len(cell.items)


_NOTATIONS: Mapping[type[Cell[Any]], _Notation] = {
    Parties: _Notation(parse_parties, (_with_joints, _in_notation), _names_known),
    Links: _Notation(parse_links, (_in_lists, _with_order)),
    Timing: _Notation(parse_timing, (_as_times,)),
    Targets: _Notation(parse_targets, (_in_lists,), _is_divided),
    Kpis: _Notation(parse_kpis, (_in_lists,), _is_divided),
}
