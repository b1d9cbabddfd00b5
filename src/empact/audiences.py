"""Need to know: who reads what is made of reports and of the ledger, and what each of these audiences sees of them.

One table decides it, for every form, reply, sheet, round and paper. A document declares its audiences; no option of a
call changes them.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable

from empact.arguments import as_items, check_type


class Audience(enum.Enum):
    """Who reads what a document shows of reports and of the ledger."""

    DRIVER = "Driver and Support Unit"
    LEADER = "leader"
    PARTICIPANT = "participant"
    COSI = "COSI"
    OUTSIDE = "party from outside the plan"


class Fact(enum.Enum):
    """What can be shown of reports and of the ledger."""

    CLAIMS = "all claims"
    CLAIMS_OF_ITS_ACTIONS = "claims on the actions that it leads"
    OWN_CLAIMS = "its own claims"
    HEADLINES = "headlines of all actions"
    HEADLINES_OF_ITS_ACTIONS = "headlines of its actions"
    TOTALS_OF_ITS_ACTIONS = "what the leaders of its actions state for a checkpoint"
    STATUSES = "statuses"
    SETTLED = "settled differences"
    DIFFERENCES = "ranges, with 'sources differ'"
    TURNOUT = "turnout as a number"
    NAMES = "names of who has not reported, dissent, and shares by state"
    ENTRIES = "entries of the ledger"
    OWN_ENTRIES = "entries of the ledger about it or by it"


SEES = {
    Audience.DRIVER: frozenset(Fact),
    Audience.LEADER: frozenset(
        {
            Fact.CLAIMS_OF_ITS_ACTIONS,
            Fact.OWN_CLAIMS,
            Fact.HEADLINES_OF_ITS_ACTIONS,
            Fact.TOTALS_OF_ITS_ACTIONS,
            Fact.TURNOUT,
            Fact.OWN_ENTRIES,
        }
    ),
    Audience.PARTICIPANT: frozenset({Fact.OWN_CLAIMS, Fact.TOTALS_OF_ITS_ACTIONS, Fact.OWN_ENTRIES}),
    Audience.COSI: frozenset({Fact.HEADLINES, Fact.STATUSES, Fact.SETTLED, Fact.DIFFERENCES, Fact.TURNOUT}),
    Audience.OUTSIDE: frozenset({Fact.OWN_CLAIMS, Fact.OWN_ENTRIES}),
}
"""What each audience sees of reports and of the ledger."""


def sees(audience: Audience, fact: Fact) -> bool:
    """Return whether an audience sees a fact."""
    check_type("The audience", "an Audience", Audience, audience)
    check_type("The fact", "a Fact", Fact, fact)
    return fact in SEES[audience]


def as_audiences(values: Iterable[Audience]) -> tuple[Audience, ...]:
    """Return declared audiences as a tuple.

    Raises:
        TypeError: They are not a tuple of audiences.
    """
    audiences = as_items("The audiences", "a tuple of audiences", values)
    for audience in audiences:
        check_type("An audience", "an Audience", Audience, audience)
    return audiences


def is_internal(audiences: tuple[Audience, ...]) -> bool:
    """Return whether only the Driver and the Support Unit read it."""
    return audiences == (Audience.DRIVER,)
