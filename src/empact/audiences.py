"""Need to know: who reads what is made of reports, and what each of these audiences sees of them.

One table decides it, for every form, reply, sheet, round and paper. A document declares its audiences; no option of a
call changes them.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable

from empact.arguments import as_items, check_type


class Audience(enum.Enum):
    """Who reads what a document shows of reports."""

    DRIVER = "Driver and Support Unit"
    LEADER = "leader"
    PARTICIPANT = "participant"
    COSI = "COSI"
    OUTSIDE = "party from outside the plan"


class Fact(enum.Enum):
    """What can be shown of reports."""

    CLAIMS = "all claims"
    CLAIMS_OF_ITS_ACTIONS = "claims on the actions that it leads"
    OWN_CLAIMS = "its own claims"
    HEADLINES = "headlines of all actions"
    HEADLINES_OF_ITS_ACTIONS = "headlines of its actions"
    STATUSES = "statuses"
    SETTLED = "settled differences"
    DIFFERENCES = "ranges, with 'sources differ'"
    TURNOUT = "turnout as a number"
    NAMES = "names of who has not reported, dissent, and shares by state"


SEES = {
    Audience.DRIVER: frozenset(Fact),
    Audience.LEADER: frozenset(
        {Fact.CLAIMS_OF_ITS_ACTIONS, Fact.OWN_CLAIMS, Fact.HEADLINES_OF_ITS_ACTIONS, Fact.TURNOUT}
    ),
    Audience.PARTICIPANT: frozenset({Fact.OWN_CLAIMS, Fact.HEADLINES_OF_ITS_ACTIONS}),
    Audience.COSI: frozenset({Fact.HEADLINES, Fact.STATUSES, Fact.SETTLED, Fact.DIFFERENCES, Fact.TURNOUT}),
    Audience.OUTSIDE: frozenset({Fact.OWN_CLAIMS}),
}
"""What each audience sees of reports."""


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
