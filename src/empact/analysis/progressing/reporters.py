"""Reporters: the parties that are expected to report on an action, and those that have."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from empact.analysis.involvement.assignments import Determinacy, PartyAssignment, PartyAssignments, PartyRole
from empact.values import value

LEADING = (PartyRole.LEADER, PartyRole.CO_LEADER)
_CONTRIBUTING = (PartyRole.PARTICIPANT, PartyRole.COOPERATING)


@value(kw_only=True)
class Turnout:
    """How many of the parties that are expected to report something have reported it.

    Silence is missing, never zero, and it is not lateness: a party can only be late if a call set a day.
    """

    expected: tuple[str, ...] = ()
    """The codes of the parties that are expected to report, in the order of the plan."""
    reported: tuple[str, ...] = ()
    """The codes of those that have reported at the checkpoint, expected or not."""
    unconfirmed: tuple[str, ...] = ()
    """Parties whose role is to be confirmed, or depends on a condition. They are not expected."""
    open: tuple[str, ...] = ()
    """Groups and names of the plan that leave open which parties are meant ("Relevant MS"), as written. None of them is
    expected.
    """
    missed: tuple[str, ...] = ()
    """Of a sum over the checkpoints, the expected parties that have reported, and had no contribution at an earlier
    checkpoint at which others had one, each with its checkpoints: ``QN (June 2031)``.
    """

    @property
    def missing(self) -> tuple[str, ...]:
        """The expected parties that have not reported."""
        return tuple(code for code in self.expected if code not in self.reported)

    @property
    def unexpected(self) -> tuple[str, ...]:
        """The parties that have reported without being expected."""
        return tuple(code for code in self.reported if code not in self.expected)

    def __str__(self) -> str:
        heard = len(self.expected) - len(self.missing)
        return f"{heard} of {len(self.expected)}"

    def with_reports(self, reported: Iterable[str]) -> Turnout:
        """Return the same parties, with those that have reported."""
        return attrs.evolve(self, reported=tuple(dict.fromkeys(reported)))


def expected_reporters(assignments: PartyAssignments, position: int) -> tuple[Turnout, Turnout]:
    """Return who is expected to report on an action: its leaders, and its other participants.

    A leader reports the status and the total, a participant what it contributed itself (plan section 5.3). The parties
    are those of the action's own time, without those that a decision excludes for all of it.
    """
    leaders = _turnout(assignments.of_action(position, *LEADING), ())
    return leaders, _turnout(assignments.of_action(position, *_CONTRIBUTING), leaders.expected)


def takes_part(assignments: PartyAssignments, position: int, party: str) -> bool:
    """Return whether a party, by its code, leads an action or takes part in it."""
    items = assignments.of_action(position, *LEADING, *_CONTRIBUTING)
    return any(candidate.code == party for item in items for candidate in item.parties)


def _turnout(items: Iterable[PartyAssignment], others: Iterable[str]) -> Turnout:
    expected: dict[str, None] = {}
    unconfirmed: dict[str, None] = {}
    open_groups: dict[str, None] = {}
    for item in items:
        if item.determinacy in {Determinacy.OPEN, Determinacy.UNKNOWN}:
            open_groups[item.name] = None
        else:
            sure = not item.item.tentative and item.item.condition is None
            (expected if sure else unconfirmed).update(dict.fromkeys(party.code for party in item.parties))
    for code in others:
        expected.pop(code, None)
    unsure = tuple(code for code in unconfirmed if code not in expected)
    return Turnout(expected=tuple(expected), unconfirmed=unsure, open=tuple(open_groups))
