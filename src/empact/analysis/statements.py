"""Statements: derived sentences with their sources."""

from __future__ import annotations

from empact.analysis.involvement.assignments import PartyRole
from empact.diagnostics import Pointer
from empact.model import Anchor, Ref
from empact.values import value


@value(kw_only=True)
class Statement:
    """A derived sentence with what it is about, and its sources, at least one of any kind."""

    text: str
    """The sentence."""
    party_code: str | None = None
    """The code of the party that it is about, or that reports what it says; None if there is none, or if there are
    several.
    """
    actions: tuple[Ref, ...] = ()
    """The actions that it is about, each with its plan; empty if it names none."""
    roles: tuple[PartyRole, ...] = ()
    """The roles of the party that it is about, in the plan or in these actions; empty if it is about none."""
    entries: tuple[str, ...] = ()
    """The ids of the ledger entries that it is based on."""
    reports: tuple[str, ...] = ()
    """The ids of the reports that it is based on."""
    stated: tuple[Anchor, ...] = ()
    """The anchors of the sentences of the plan that it is based on."""
    at: tuple[Pointer, ...] = ()
    """The pointers of the values of the plan that it is based on."""
    source: str | None = None
    """Any other source: a fact about the EU, or the plan or ledger that lacks something; None if there is no other."""

    def __str__(self) -> str:
        return self.text

    @property
    def traces(self) -> tuple[str, ...]:
        """All sources as text: ids of entries and reports, anchors, pointers, and the other source."""
        outside = () if self.source is None else (self.source,)
        return (*self.entries, *self.reports, *map(str, self.stated), *self.at, *outside)
