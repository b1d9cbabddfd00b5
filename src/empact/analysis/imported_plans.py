"""A plan that was read from a document of others: where each of its values was read, and what is in doubt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import attrs

from empact.analysis.facts import Result
from empact.diagnostics import Diagnostic, Place
from empact.model import FrozenMap, Plan
from empact.values import listed, unlisted, value


@value(kw_only=True)
class SourceText:
    """Words of a document, and where they are: a value of a plan was read from them."""

    place: Place
    """Where they are."""
    text: str
    """The words. Empty if they are withheld: then nobody has read them."""


@value(kw_only=True)
class ImportedValue:
    """A value of an imported plan, and the words of the document from which it was read."""

    pointer: str
    """The RFC 6901 pointer of the value in the plan, such as ``/actions/0/leaders``."""
    sources: tuple[SourceText, ...]
    """The words of the document, in one place or in several. Empty for the id of the plan if the call gives it."""
    guessed: bool
    """Whether its reader has guessed the value, or where it belongs."""


class PlacedFindings:
    """Findings about what was read from a document, by the places that they are about.

    A finding is about a value if it has a pointer to it, into it, or to what it is in; or else if it names words from
    which the value was read: their cell, or its row. Each look-up costs the same, however many findings there are.

    Args:
        findings: The findings.
    """

    def __init__(self, findings: Iterable[Diagnostic]) -> None:
        self._at: dict[str, list[int]] = {}
        self._into: dict[str, list[int]] = {}
        self._about_words: dict[tuple[str, ...], dict[tuple[object, ...], list[int]]] = {}
        for index, finding in enumerate(findings):
            for place in (finding.place, *(also.place for also in finding.related)):
                if place.pointer is None:
                    names = tuple(name for name in _PARTS_OF_PLACES if getattr(place, name) is not None)
                    if len(names) > 1:  # one about a whole file is about no words
                        known = self._about_words.setdefault(names, {})
                        known.setdefault(_parts(place, names), []).append(index)
                    continue
                self._at.setdefault(place.pointer, []).append(index)
                for outer in _outer(place.pointer):
                    self._into.setdefault(outer, []).append(index)

    def about(self, pointer: str, sources: Iterable[SourceText]) -> tuple[int, ...]:
        """Return the positions of the findings about a value, in their order.

        Args:
            pointer: The pointer of the value.
            sources: The words from which it was read.
        """
        positions = {*self._at.get(pointer, ()), *self._into.get(pointer, ())}
        for outer in _outer(pointer):
            positions.update(self._at.get(outer, ()))
        for source in sources:
            for names, known in self._about_words.items():
                positions.update(known.get(_parts(source.place, names), ()))
        return tuple(sorted(positions))


_PARTS_OF_PLACES = ("file", "line", "column", "sheet", "cell", "page", "table", "row")


def _parts(place: Place, names: Iterable[str]) -> tuple[object, ...]:
    return tuple(getattr(place, name) for name in names)


def _outer(pointer: str) -> Iterator[str]:
    """Yield the pointers of what a value is in, but not that of the whole plan."""
    while "/" in pointer[1:]:
        pointer = pointer.rpartition("/")[0]
        yield pointer


@value(kw_only=True)
class ImportedPlan(Result):
    """A draft of a plan that was read from a document of others."""

    plan: Plan = attrs.field(repr=False, metadata=unlisted())
    """The draft."""
    file: str
    """The name of the document."""
    options: FrozenMap[str, str]
    """The options with which it was read, as texts; of a ``layout`` the name of its file, without its folders."""
    values: tuple[ImportedValue, ...]
    """Where each value was read, in the order of the plan file."""
    findings: tuple[Diagnostic, ...]
    """What was guessed or not understood, in the order of the document."""

    @listed
    def cells(self) -> int:
        """The number of cells of tables that were read."""
        places = {place for place, _ in self._read}
        return sum(place.cell is not None or (place.table is not None and place.column is not None) for place in places)

    @listed
    def words(self) -> int:
        """The number of words that were read."""
        return sum(len(text.split()) for _, text in self._read)

    @property
    def _read(self) -> frozenset[tuple[Place, str]]:
        """What was read, each text once: a cell can say something about several actions."""
        return frozenset((source.place, source.text) for each in self.values for source in each.sources)


@value(kw_only=True)
class ReviewedValue:
    """A value of an imported plan, for a person who checks it."""

    value: ImportedValue
    """The value."""
    text: str
    """The value in the plan file, as a text; empty if it has no words."""
    withheld: bool
    """Whether words of it are withheld: then nobody has read them."""
    line: int | None
    """The line of the plan file in which it begins. None if the file has no lines."""
    doubts: tuple[Diagnostic, ...]
    """What is in doubt about it: what its reader guessed or did not understand, and words without a clear meaning."""


@value(kw_only=True)
class ImportReview:
    """An imported plan, for a person who checks it: each value with its line of the plan file and its doubts."""

    imported: ImportedPlan
    """The imported plan."""
    file: str
    """The name of the plan file."""
    values: tuple[ReviewedValue, ...]
    """The values, in the order of the plan file."""
    others: tuple[Diagnostic, ...]
    """What is in doubt about no value: what of the document is not in the plan."""
