"""Milestones: the day on which one was reached, as its leaders state it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

import attrs

from empact.analysis.claims.values import Claim, SettledClaim, Thing
from empact.analysis.progressing.differences import Difference, DifferenceKind, differing, holding, of_leaders
from empact.values import listed, unlisted, value


@value(kw_only=True)
class ReachedDay:
    """The day on which a milestone was reached, as the leaders state it."""

    first: dt.date | None
    """The day; of several that differ, the first. None if it is not reached, or not reported."""
    last: dt.date | None
    """The last day that is stated; equal to the first if the day is certain."""
    denied: bool
    """Whether it is reported as not reached."""
    unclear: bool
    """Whether one leader states a day, and another that it is not reached."""
    claims: tuple[Claim, ...] = attrs.field(repr=False, metadata=unlisted())
    """The claims of the newest round that has any."""
    settled: SettledClaim | None = attrs.field(default=None, repr=False, metadata=unlisted())
    """The settlement of the Driver; None if none holds."""

    @listed
    def settled_by(self) -> str | None:
        """The id of the Driver's report that settles a difference of the leaders; None if none does."""
        return None if self.settled is None else self.settled.filed.id


def reached_day(
    claims: Iterable[Claim], settled: Sequence[SettledClaim], differences: list[Difference]
) -> ReachedDay | None:
    """Return the day of a milestone from the claims of its leaders: that of the newest round. None if none states it.

    Args:
        claims: The claims about the milestone, in the order of the rounds.
        settled: The settlements of the Driver for it.
        differences: What does not agree is added to it.
    """
    stated = [claim for claim in claims if claim.thing is Thing.DAY and claim.apart is None]
    if not stated:
        return None
    newest = [claim for claim in stated if claim.round == stated[-1].round]
    of_round = [candidate for candidate in settled if candidate.round == stated[-1].round]
    decision = holding(
        [candidate for candidate in of_round if candidate.settlement.reached is not None], newest, differences
    )
    days = sorted(claim.day for claim in newest if claim.day is not None)
    if len({claim.day for claim in newest}) > 1:
        denies = len(days) < len(newest)
        what = (
            "One leader states that the milestone is reached, and another that it is not"
            if denies
            else "The leaders state different days for the milestone"
        )
        differences.append(of_leaders(DifferenceKind.DAYS, what, newest, decision))
    elif not days and any(claim.day is not None for claim in stated):
        what = "A milestone is reported as reached, and later as not reached"
        differences.append(differing(DifferenceKind.FALL, what, stated))
    if decision is not None:
        day = decision.settlement.reached
        return ReachedDay(first=day, last=day, denied=False, unclear=False, claims=tuple(newest), settled=decision)
    unclear = 0 < len(days) < len(newest)
    return ReachedDay(
        first=days[0] if days and not unclear else None,
        last=days[-1] if days and not unclear else None,
        denied=not days,
        unclear=unclear,
        claims=tuple(newest),
    )
