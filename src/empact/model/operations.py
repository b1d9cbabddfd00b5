"""Operations: joint action days that belong to several actions, of one plan or of several."""

from __future__ import annotations

import attrs

from empact.arguments import check_text
from empact.diagnostics import Pointer
from empact.model.links import Ref, check_number, check_words
from empact.model.parties import Parties
from empact.model.plan import Source
from empact.model.reports import StatedSum
from empact.model.spans import Span
from empact.model.typed import checked_value
from empact.model.written_for import NamedAction, WrittenFor, named_by_refs


@checked_value(kw_only=True)
class Operation:
    """An operation, such as joint action days. Reports say by its id how much of a figure belongs to it."""

    id: str = attrs.field(validator=check_number)
    """The id of the operation, one word, such as ``JAD-2012-1``. Each operation has a different id."""
    name: str = attrs.field(validator=check_words)
    """The name of the operation."""
    days: tuple[Span, ...] = ()
    """The days on which it takes place, such as ``[{start: 2012-10-15, end: 2012-10-19}]``."""
    coordinator: Parties = Parties()
    """The parties that coordinate it."""
    actions: tuple[Ref, ...] = ()
    """The actions that it belongs to, each with its plan, such as ``[C-2012:2.3, C-2012:5.1]``."""
    totals: tuple[StatedSum, ...] = ()
    """The results of the whole operation as counted by its coordinator, such as ``[{measure: arrests, value: 31}]``.
    They are compared with the figures of the parties, but never counted for a KPI.
    """
    reference: str | None = attrs.field(default=None, validator=attrs.validators.optional(check_words))
    """Where it is described: a document, a letter. None if there is no description."""
    written_for: WrittenFor = WrittenFor()
    """The content of each action that it names, at the time of writing, as ``empact report check`` shows it; without a
    revision, since an operation can belong to several plans. Empty if it was written by hand.
    """
    marking: str | None = None
    """Its own marking, such as ``RESTREINT UE/EU RESTRICTED``. If None, it has the highest printed marking of its
    plans, even if a document has changed that marking.
    """
    source: Source | None = attrs.field(default=None, init=False, eq=False, repr=False)
    """The file it was read from. None if it was made in Python. Ignored in comparisons."""

    def named_actions(self, plan_id: str) -> tuple[NamedAction, ...]:
        """Return where it names actions of a plan."""
        check_text("The plan id", plan_id)
        named = named_by_refs(plan_id, Pointer() / "actions", self.actions)
        return tuple(name for name in named if name.name != name.number)  # without a plan, it is of no plan
