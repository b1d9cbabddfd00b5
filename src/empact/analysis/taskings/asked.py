"""What a tasking sheet asks a party: to confirm or decline its part in an action."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

from empact.analysis.question_keys import action_key
from empact.model import Action, PartReply, Plan
from empact.values import value

if TYPE_CHECKING:  # most plans have no confirmations
    from empact.analysis.involvement.confirmations import Confirmation

PART = "part"
"""What the key of such a question says is asked: ``C-2012:2.2 part be1f7d2c``."""
SENDER, DAY = "party", "on"
"""What the keys of a sheet say that are about no action: whose it is, and the day of the answers."""
REPLIES: Mapping[str, PartReply] = {
    "confirm": PartReply.CONFIRMED,
    "decline": PartReply.DECLINED,
    "open": PartReply.OPEN,
}
"""What each answer says of the part, by its word in English."""
_OPEN = tuple(REPLIES)
_NAMED = ("confirm", "decline")


@value(kw_only=True)
class PartQuestion:
    """What a party is asked about its part in an action."""

    key: str
    """By which the answer is matched, whatever becomes of the sheet: plan and action, what is asked, and the content
    digest of the action, ``C-2012:2.2 part be1f7d2c``.
    """
    action: str
    """The number of the action."""
    options: tuple[str, ...]
    """The answers, in English: ``confirm`` and ``decline``; of a part that is open or tentative ``open``, too."""
    asked: bool
    """Whether the sheet asks it now. False if the plan gives the party this part and is no draft: its validation
    confirms what it names (section 5.2). An answer on an older sheet is still read.
    """
    part: PartReply | None = None
    """What the party has said of it, as the ledger knows. None if nothing, or different things on one day."""
    on: dt.date | None = None
    """The day on which it said so."""


def part_question(plan: Plan, action: Action, said: Confirmation | None, *, is_open: bool, draft: bool) -> PartQuestion:
    """Return what a party is asked about its part in an action.

    Args:
        plan: The plan of the action.
        action: The action.
        said: What the party has said of it; None if the ledger knows nothing.
        is_open: Whether the plan leaves open that the party is meant, or its part is still to be confirmed.
        draft: Whether the plan is a draft: then each part is asked about.
    """
    return PartQuestion(
        key=action_key(plan, action, PART),
        action=action.number,
        options=_OPEN if is_open else _NAMED,
        asked=is_open or draft,
        part=None if said is None else said.part,
        on=None if said is None or said.part is None else said.on,
    )
