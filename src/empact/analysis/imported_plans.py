"""A plan that was read from a document of others: where each of its values was read, and what is in doubt."""

from __future__ import annotations

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
    """The words of the document, in one place or in several. A withheld text has none."""
    guessed: bool
    """Whether a finding says that the value, or what is in its place, was guessed."""


@value(kw_only=True)
class ImportedPlan(Result):
    """A draft of a plan that was read from a document of others."""

    plan: Plan = attrs.field(repr=False, metadata=unlisted())
    """The draft."""
    file: str
    """The name of the document."""
    options: FrozenMap[str, str]
    """The options with which it was read, such as ``layout``, as texts."""
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
