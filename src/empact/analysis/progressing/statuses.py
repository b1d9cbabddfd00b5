"""Statuses: what the leaders of an action state about its status and its days, and what the Driver settles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

import attrs

from empact.analysis.claims.casts import Turnout, cast_of, expected_turnouts
from empact.analysis.claims.rounds import Round
from empact.analysis.claims.values import Claim, SettledClaim, Thing
from empact.analysis.facts import PlanFacts
from empact.analysis.progressing.decisions import grouped
from empact.analysis.progressing.differences import Difference, DifferenceKind, holding, of_leaders
from empact.model import ActionStatus
from empact.reference.statuses import status_key
from empact.values import listed, owned, unlisted, value

FINAL = frozenset(
    {ActionStatus.COMPLETED, ActionStatus.NOT_COMPLETED, ActionStatus.CARRIED_OVER, ActionStatus.CANCELLED}
)
"""Statuses after which nobody is expected to report: they hold in later rounds too."""


@value(kw_only=True)
class StatusPicture:
    """The status of an action in a round, from what its leaders state and what the Driver settles."""

    status: ActionStatus
    """The status. If leaders differ and nobody has settled it, it is unclear; without a report for the round, it
    is not reported, unless an earlier one is final.
    """
    word: str | None = None
    """The word of the newest report that decides; None if there is none, or if leaders differ."""
    claims: tuple[Claim, ...] = attrs.field(default=(), metadata=owned())
    """What the leaders state in the round. Where an earlier final status holds, what they stated then."""
    round: Round | None = attrs.field(default=None, repr=False, metadata=unlisted())
    """The round in which it is stated; None if none states it."""
    since: dt.date | None = None
    """The day of the first report of this status in a row; None if it is not reported."""
    conflict: bool = False
    """Whether leaders differ, and nobody has settled it."""
    final: bool = False
    """Whether it is final: each leader states a final status, also where they differ."""
    settled: SettledClaim | None = attrs.field(default=None, repr=False, metadata=unlisted())
    """The settlement of the Driver; None if none holds."""
    earlier: tuple[Claim, ...] = attrs.field(default=(), metadata=owned())
    """The newest claims before the round, if nothing is reported in the round itself; otherwise empty."""

    @listed
    def settled_by(self) -> str | None:
        """The id of the Driver's report that settles a difference of the leaders; None if none does."""
        return None if self.settled is None else self.settled.filed.id

    @property
    def own_words(self) -> tuple[str, ...]:
        """The words in which it is stated, each once, if they are others than that of the status itself.

        If leaders differ, they are words for several statuses, and this is empty.
        """
        said = [claim.words for claim in self.claims] if self.settled is None else [self.word]
        own = {} if self.conflict else {status_key(word): word for word in reversed(said) if word}
        own.pop(status_key(self.status.value), None)
        return tuple(reversed(own.values()))

    def explain(self) -> tuple[str, ...]:
        """Return why this is the status, a sentence each."""
        said = [f"{claim}." for claim in self.claims]
        if self.conflict:
            said.append("They differ, and the Driver has not settled it: the status is unclear.")
        elif self.settled is not None:
            said.append(f"The Driver settles it in {self.settled.filed.id}, which cites the reports that differ.")
        elif not self.claims:
            said.append("No leader has reported a status in this round.")
        said += [f"Before, {claim}." for claim in self.earlier]
        return tuple(said)


def statuses(
    ctx: PlanFacts, claims: Iterable[Claim], settled: Sequence[SettledClaim], differences: list[Difference]
) -> tuple[StatusPicture, ...]:
    """Return the status of an action in each round that has a claim about it, in order.

    Args:
        ctx: The plan, whose cycle gives the words their meaning.
        claims: The claims about the action.
        settled: The settlements of the Driver for the action.
        differences: What does not agree is added to it.
    """
    stated = [claim for claim in claims if claim.thing is Thing.STATUS and claim.apart is None]
    known = [claim for claim in stated if _meaning(ctx, claim.words) is not ActionStatus.NOT_REPORTED]
    pictures: list[StatusPicture] = []
    for point, of_round in grouped(known, lambda claim: claim.round).items():
        about = [one for one in settled if one.round == point and one.settlement.status is not None]
        picture = _in_round(ctx, point, of_round, about, differences)
        before = pictures[-1] if pictures else None
        same = before is not None and (before.status, before.conflict) == (picture.status, picture.conflict)
        since = before.since if same and before is not None else min(claim.on for claim in of_round)
        pictures.append(attrs.evolve(picture, since=since))
    return tuple(pictures)


def _meaning(ctx: PlanFacts, word: str | None) -> ActionStatus:
    return (None if word is None else ctx.status(word)) or ActionStatus.UNCLEAR


def _in_round(
    ctx: PlanFacts,
    point: Round,
    claims: Sequence[Claim],
    settled: Sequence[SettledClaim],
    differences: list[Difference],
) -> StatusPicture:
    meanings = {_meaning(ctx, claim.words) for claim in claims}
    decision = holding(settled, claims, differences, lambda settlement: _meaning(ctx, settlement.status))
    final = meanings <= FINAL
    if len(meanings) > 1:
        what = "The leaders state different statuses"
        differences.append(of_leaders(DifferenceKind.STATUS, what, claims, decision))
    if decision is not None:
        word = decision.settlement.status
        status = _meaning(ctx, word)
        return StatusPicture(
            status=status, word=word, claims=tuple(claims), round=point, final=status in FINAL, settled=decision
        )
    if len(meanings) > 1:
        return StatusPicture(status=ActionStatus.UNCLEAR, claims=tuple(claims), round=point, conflict=True, final=final)
    newest = max(claims, key=lambda claim: (claim.on, claim.report))
    return StatusPicture(status=next(iter(meanings)), word=newest.words, claims=tuple(claims), round=point, final=final)


def status_at(pictures: Sequence[StatusPicture], current: Round | None) -> StatusPicture:
    """Return the status at a checkpoint, from those of the rounds up to it."""
    if not pictures:
        return StatusPicture(status=ActionStatus.NOT_REPORTED)
    newest = pictures[-1]
    if newest.round == current or newest.final:
        return newest
    return StatusPicture(status=ActionStatus.NOT_REPORTED, earlier=newest.claims)


def expected_in_rounds(
    ctx: PlanFacts, position: int, rounds: Iterable[Round], pictures: Iterable[StatusPicture]
) -> Iterator[tuple[Round, Turnout, Turnout]]:
    """Yield who is expected to report on an action in each round: its leaders, and its participants.

    From the round after a final status, nobody is.

    Args:
        ctx: The plan.
        position: The index of the action in ``plan.actions``.
        rounds: The rounds, in order.
        pictures: The status in each round that has one.
    """
    final = {picture.round.number: picture.final for picture in pictures if picture.round is not None}
    over, following = False, False
    for point in rounds:
        over, following = following, final.get(point.number, following)
        cast = cast_of(ctx, position, point.on)
        yield (point, *expected_turnouts(ctx, position, cast, point.on, final=over))


def stated_day(
    thing: Thing, claims: Iterable[Claim], settled: Sequence[SettledClaim], differences: list[Difference]
) -> dt.date | None:
    """Return the first or the last day of an action as its leaders state it in the newest round that has it.

    If they differ, it is the one of the newest report, and a difference, until the Driver settles it.
    """
    stated = [claim for claim in claims if claim.thing is thing and claim.apart is None]
    if not stated:
        return None
    newest = [claim for claim in stated if claim.round == stated[-1].round]
    about = [
        candidate for candidate in settled if candidate.round == stated[-1].round and _day(candidate, thing) is not None
    ]
    decision = holding(about, newest, differences)
    if len({claim.day for claim in newest}) > 1:
        what = f"The leaders state different days on which the action {thing.value}"
        differences.append(of_leaders(DifferenceKind.DAYS, what, newest, decision))
    return stated[-1].day if decision is None else _day(decision, thing)


def _day(settled: SettledClaim, thing: Thing) -> dt.date | None:
    return settled.settlement.started if thing is Thing.STARTED else settled.settlement.ended
