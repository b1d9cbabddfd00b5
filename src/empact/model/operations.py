"""Operations: joint action days that belong to several actions, of one plan or of several."""

from __future__ import annotations

import attrs

from empact.model.links import Ref, check_number, check_words
from empact.model.parties import Parties
from empact.model.plan import Source
from empact.model.spans import Span
from empact.model.typed import checked_value


@checked_value(kw_only=True)
class Operation:
    """An operation, such as joint action days. Reports name it by its id, so that its results count once everywhere.

    Args:
        id: Its id, one word, such as ``JAD-2031-1``.
        name: Its name.
        days: The days on which it takes place.
        coordinator: The parties that coordinate it.
        actions: The actions that it belongs to, each with its plan: ``Q-2031:2.1``.
        reference: Where it is described: a document, a letter.
        marking: Its marking; None: the highest printed one of the plans of its actions.
    """

    id: str = attrs.field(validator=check_number)
    name: str = attrs.field(validator=check_words)
    days: tuple[Span, ...] = ()
    coordinator: Parties = Parties()
    actions: tuple[Ref, ...] = ()
    reference: str | None = attrs.field(default=None, validator=attrs.validators.optional(check_words))
    marking: str | None = None
    source: Source | None = attrs.field(default=None, init=False, eq=False, repr=False)
