"""A text that is read as a cell of an action: what it means, what is in doubt, and what else could be written."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from empact.analysis.facts import Result
from empact.analysis.resolved_plans.kpis import ResolvedKpis, ResolvedTargets
from empact.analysis.resolved_plans.links import ResolvedLinks
from empact.analysis.resolved_plans.parties import ResolvedParties
from empact.analysis.resolved_plans.plans import ResolvedAction
from empact.analysis.resolved_plans.times import ResolvedTiming
from empact.diagnostics import Diagnostic, Severity
from empact.errors import UnknownIdError
from empact.model import Span
from empact.values import listed, value


@value(kw_only=True)
class CellColumn:
    """A column of the table of actions whose words have a notation."""

    name: str
    """The name of the column, such as ``participants`` or ``links/goals``."""
    field: str
    """The field of the action that has its words, such as ``links``."""
    before: str = ""
    """What stands before the text of the column in that field."""
    behind: str = ""
    """What stands behind it."""


_COLUMNS = (
    CellColumn(name="leaders", field="leaders"),
    CellColumn(name="participants", field="participants"),
    CellColumn(name="links", field="links"),
    CellColumn(name="links/goals", field="links", behind=";"),
    CellColumn(name="links/actions", field="links", before="; "),
    CellColumn(name="timing", field="timing"),
    CellColumn(name="target", field="target"),
    CellColumn(name="kpis", field="kpis"),
)
CELL_COLUMNS: Mapping[str, CellColumn] = {column.name: column for column in _COLUMNS}
"""The columns that have a notation, by name: the keys of an action, and the two columns of links apart."""


def cell_column(name: str) -> CellColumn:
    """Return the column with a name.

    Raises:
        UnknownIdError: No column with a notation has it.
    """
    if name not in CELL_COLUMNS:
        raise UnknownIdError("Column", name, CELL_COLUMNS, listed=True)
    return CELL_COLUMNS[name]


@value(kw_only=True)
class CellMeaning:
    """What a text means in its column: the items, and the cell in fields."""

    text: str
    """The text."""
    items: tuple[str, ...]
    """The items in the notation of a plan; words that are not understood are among them."""
    parties: ResolvedParties | None = attrs.field(default=None, repr=False)
    """Who is meant at the time of the action. None if the column does not name parties."""
    links: ResolvedLinks | None = attrs.field(default=None, repr=False)
    """What the links lead to in the plan. None if the column has no links."""
    timing: ResolvedTiming | None = attrs.field(default=None, repr=False)
    """When it is. None if the column has no times."""
    target: ResolvedTargets | None = attrs.field(default=None, repr=False)
    """The targets. None if the column has none."""
    kpis: ResolvedKpis | None = attrs.field(default=None, repr=False)
    """The key performance indicators. None if the column has none."""


def cell_meaning(text: str, items: tuple[str, ...], field: str, action: ResolvedAction) -> CellMeaning:
    """Return what a text means as a cell of an action.

    Args:
        text: The text.
        items: The items of the cell, in the notation.
        field: The field of the action.
        action: The action with the text in that field, resolved.
    """
    name = "parties" if field in {"leaders", "participants"} else field
    return CellMeaning(text=text, items=items, **{name: getattr(action, field)})


@value(kw_only=True)
class CellDoubt:
    """Words of a text that are not understood, or that a rule reports."""

    words: str
    """The words; those of the whole text if no part of it is reported alone."""
    understood: bool
    """Whether the words are understood."""
    finding: Diagnostic | None = None
    """What a rule reports about them. None if the rule is switched off."""

    @property
    def severity(self) -> Severity:
        """How bad it is; words that are not understood are a warning where no rule says so."""
        return Severity.WARNING if self.finding is None else self.finding.severity


@value(kw_only=True)
class Wording:
    """A text near another one that is understood as a whole: what its author may have meant."""

    meaning: CellMeaning
    """The text, and what it means."""
    findings: tuple[Diagnostic, ...] = ()
    """What rules report about it."""


@value(kw_only=True)
class ParsedCell(Result):
    """What a text means as a cell of an action, what is in doubt about it, and what else could be written."""

    text: str
    """The text, as given."""
    column: str
    """The column that it is read as, such as ``participants`` or ``links/goals``."""
    action: str | None = None
    """The id of the action in whose place it is read. None if it is read as a cell of a new action."""
    time: Span | None = None
    """The time at which parties are resolved: that of the action, or else of the plan. None without a plan, or if the
    plan states no period; then groups have no members.
    """
    meaning: CellMeaning
    """What it means."""
    doubts: tuple[CellDoubt, ...]
    """The words that are not understood, and what rules report about the text, the most severe first."""
    wordings: tuple[Wording, ...]
    """The nearest texts that can mean one thing only, each with another meaning, the nearest first. Empty if nothing is
    in doubt, or if the words can be read in no other way.
    """

    @listed
    def understood(self) -> bool:
        """Whether all words are understood."""
        return all(doubt.understood for doubt in self.doubts)
