"""Differences: stated values that do not agree, and which settlement of the Driver holds for them."""

from __future__ import annotations

import enum
from collections.abc import Callable, Hashable, Iterable, Sequence

import attrs

from empact.analysis.claims.values import Claim, SettledClaim
from empact.model import Settlement
from empact.values import listed, unlisted, value


class DifferenceKind(enum.Enum):
    """What kind of stated values do not agree."""

    TOTALS = "totals"
    """Leaders state different totals."""
    TWO_VALUES = "two values"
    """Reports in force of one party state different values of one thing."""
    ABOVE_TOTAL = "above the total"
    """The shares add up to more than the total."""
    BELOW_TOTAL = "below the total"
    """Each expected party has answered, and the shares add up to less than the total."""
    ATTRIBUTED = "attributed"
    """A leader states a different share for a party than the party itself."""
    EQUAL_PAIRS = "equal pairs"
    """Two parties state equal ratios, which may be one result."""
    FALL = "fall"
    """A cumulative figure falls without a reason, or a milestone that was reached is not."""
    DAYS = "days"
    """Leaders state different days."""
    STATUS = "status"
    """Leaders state different statuses, or a status that does not fit what is reached."""
    SETTLEMENT = "settlement"
    """The Driver settles a difference, and cites other reports than those that state it now."""


ONE_PARTY = "One party states several values of one thing in one round"
"""What does not agree in the reports of one party."""


@value(kw_only=True)
class Difference:
    """Stated values that do not agree. All of them are kept."""

    kind: DifferenceKind
    """What does not agree."""
    what: str = attrs.field(repr=False, metadata=unlisted())
    """What does not agree, without the values and without who states them."""
    text: str
    """A sentence that says what does not agree, with the values and the ids of the reports."""
    claims: tuple[Claim, ...] = attrs.field(repr=False, metadata=unlisted())
    """What each report states, in the order of round and day."""
    settled: SettledClaim | None = attrs.field(default=None, repr=False, metadata=unlisted())
    """The settlement of the Driver; None if the difference is open."""
    outdated: SettledClaim | None = attrs.field(default=None, repr=False, metadata=unlisted())
    """The settlement that does not hold; None if the difference is not about a settlement."""

    @listed
    def settled_by(self) -> str | None:
        """The id of the Driver's report that settles it; None if none does."""
        return None if self.settled is None else self.settled.filed.id

    @listed
    def reports(self) -> tuple[str, ...]:
        """The ids of the reports that state the values."""
        return tuple(dict.fromkeys(claim.report for claim in self.claims))

    @property
    def open(self) -> bool:
        """Whether nobody has settled it."""
        return self.settled is None

    def __str__(self) -> str:
        return self.text


def differing(
    kind: DifferenceKind, what: str, claims: Iterable[Claim], settled: SettledClaim | None = None
) -> Difference:
    """Return a difference of claims, with the sentence that states it."""
    stated = tuple(claims)
    text = f"{what}: {'; '.join(map(str, stated))}."
    if settled is not None:
        text += f" {settled.by}, as the Driver, settles it ({settled.filed.id})."
    return Difference(kind=kind, what=what, text=text, claims=stated, settled=settled)


def of_leaders(
    kind: DifferenceKind, what: str, claims: Sequence[Claim], settled: SettledClaim | None = None
) -> Difference:
    """Return a difference of what leaders state; that of one party alone is a correction it has not made yet."""
    if len({claim.by for claim in claims}) == 1:
        return differing(DifferenceKind.TWO_VALUES, ONE_PARTY, claims, settled)
    return differing(kind, what, claims, settled)


def _settled_thing(settlement: Settlement) -> Hashable:
    return attrs.evolve(settlement, checkpoint=None, cites=())


def holding(
    settled: Sequence[SettledClaim],
    claims: Iterable[Claim],
    differences: list[Difference],
    settled_thing: Callable[[Settlement], Hashable] = _settled_thing,
) -> SettledClaim | None:
    """Return the settlement that holds for claims of leaders about one thing; None if none does, or if several differ.

    It holds as long as the reports in force that state the thing are exactly those it cites. One that no longer holds
    is added to the differences.

    Args:
        settled: The settlements of the thing in one round, whether they name its checkpoint or are of its own reports.
        claims: What the leaders state in the round.
        differences: What does not agree is added to it.
        settled_thing: Returns what a settlement settles, as it is compared with others.
    """
    stated = tuple(claims)
    holds = [candidate for candidate in settled if candidate.holds(stated)]
    for candidate in settled:
        if candidate not in holds:
            cited = ", ".join(candidate.settlement.cites)
            what = "A settlement of the Driver cites other reports than those that state it now"
            text = f"{candidate.filed.id} settles a difference, and cites {cited}: not the reports that state it now."
            differences.append(_not_settling(what, text, stated, candidate))
    if len({settled_thing(candidate.settlement) for candidate in holds}) > 1:
        ids = " and ".join(candidate.filed.id for candidate in holds)
        what = "The Driver settles a difference in several ways"
        differences.append(_not_settling(what, f"{what}, in {ids}.", stated, holds[-1]))
        return None
    return holds[-1] if holds else None


def _not_settling(what: str, text: str, claims: tuple[Claim, ...], outdated: SettledClaim) -> Difference:
    return Difference(kind=DifferenceKind.SETTLEMENT, what=what, text=text, claims=claims, outdated=outdated)
