"""Statuses: what the leaders of an action say about its status, and what the Driver settles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

import attrs

from empact.analysis.progressing.rounds import Round
from empact.diagnostics import Pointer
from empact.model import ActionStatus, FiledReport, ReporterRole
from empact.values import value

FINAL = frozenset(
    {ActionStatus.COMPLETED, ActionStatus.NOT_COMPLETED, ActionStatus.CARRIED_OVER, ActionStatus.CANCELLED}
)
"""Statuses that need no further report: they hold at later checkpoints too."""


@value(kw_only=True)
class StatusClaim:
    """What one report says about the status of an action."""

    status: ActionStatus
    """The status that the word means in the cycle of the plan; unclear if no data knows the word."""
    word: str
    """The status in the word of the report."""
    by: str
    """The code of the party that reported it."""
    role: ReporterRole
    """The role in which it counts: who says to be the Driver or a leader, and is not, is a participant."""
    report: str
    """The id of the report."""
    filed: FiledReport = attrs.field(repr=False)
    """The report itself."""
    at: Pointer = attrs.field(repr=False)
    """The pointer of the word in the report."""
    on: dt.date
    """The day of the report."""
    round: Round
    """The checkpoint of the report."""
    cites: frozenset[str] = attrs.field(default=frozenset(), repr=False)
    """The ids of the reports that it cites, by which the Driver settles a difference."""

    def __str__(self) -> str:
        return f"{self.by} reported {self.word!r} on {self.on} ({self.report})"


@value(kw_only=True)
class StatusPicture:
    """The status of an action at a checkpoint, from what its leaders say and what the Driver settles."""

    status: ActionStatus
    """The status. If leaders differ and nobody has settled it, it is unclear; without a report for the checkpoint, it
    is not reported, unless an earlier one is final.
    """
    word: str | None = None
    """The word of the newest report that decides; None if there is none, or if leaders differ."""
    claims: tuple[StatusClaim, ...] = ()
    """What the reports of the checkpoint say. Where an earlier final status holds, those of its checkpoint."""
    since: dt.date | None = None
    """The day of the first report of this status in a row; None if it is not reported."""
    conflict: bool = False
    """Whether leaders differ, and nobody has settled it."""
    settled_by: str | None = None
    """The id of the Driver's report that settles a difference of the leaders by citing their reports; None if none
    does.
    """
    earlier: tuple[StatusClaim, ...] = ()
    """The newest claims before the checkpoint, if nothing is reported at the checkpoint itself; otherwise empty."""

    def explain(self) -> tuple[str, ...]:
        """Return why this is the status, a sentence each."""
        said = [f"{claim}." for claim in self.claims]
        if self.conflict:
            said.append("They differ, and no report of the Driver cites all of them: the status is unclear.")
        elif self.settled_by is not None:
            said.append(f"The leaders differ; the Driver settles it in {self.settled_by}, which cites their reports.")
        elif any(claim.status is not self.status for claim in self.claims):
            said.append("The status that the leaders report counts.")
        elif not self.claims:
            said.append("No leader and no Driver has reported a status at this checkpoint.")
        said += [f"Before, {claim}." for claim in self.earlier]
        return tuple(said)


def status_at(claims: Iterable[StatusClaim], current: Round | None) -> tuple[StatusPicture, tuple[StatusPicture, ...]]:
    """Return the status of an action at a checkpoint from the claims of its leaders and of the Driver.

    With it comes the status at each checkpoint up to it that has such a claim.

    Only leaders report a status, and the Driver settles what they report differently (plan sections 5.3, 5.4). Where no
    leader reports one, that of the Driver counts. Claims in other roles, and "not reported", decide nothing.
    """
    by_round: dict[int, list[StatusClaim]] = {}
    for claim in claims:
        if claim.role in _DECIDING and claim.status is not ActionStatus.NOT_REPORTED:
            by_round.setdefault(claim.round.number, []).append(claim)
    picture = StatusPicture(status=ActionStatus.NOT_REPORTED)
    every: list[StatusPicture] = []
    since: dt.date | None = None
    before: StatusPicture | None = None
    for number in sorted(by_round):
        picture = _settled(by_round[number])
        first = min(claim.on for claim in picture.claims)
        same = before is not None and before.status is picture.status and before.conflict is picture.conflict
        since = since if same else first
        picture = before = attrs.evolve(picture, since=since)
        every.append(picture)
    if before is not None and current is not None and current.number not in by_round and picture.status not in FINAL:
        picture = StatusPicture(status=ActionStatus.NOT_REPORTED, earlier=picture.claims)
    return picture, tuple(every)


_DECIDING = frozenset({ReporterRole.LEADER, ReporterRole.DRIVER})


def _settled(claims: Sequence[StatusClaim]) -> StatusPicture:
    leaders = [claim for claim in claims if claim.role is ReporterRole.LEADER]
    drivers = [claim for claim in claims if claim.role is ReporterRole.DRIVER]
    deciding = leaders or drivers
    if len({claim.status for claim in deciding}) == 1:
        newest = max(deciding, key=lambda claim: (claim.on, claim.report))
        return StatusPicture(status=newest.status, word=newest.word, claims=tuple(claims))
    differing = {claim.report for claim in leaders}
    settling = [claim for claim in drivers if differing and differing <= claim.cites]
    if len({claim.status for claim in settling}) == 1:
        newest = max(settling, key=lambda claim: (claim.on, claim.report))
        return StatusPicture(status=newest.status, word=newest.word, claims=tuple(claims), settled_by=newest.report)
    return StatusPicture(status=ActionStatus.UNCLEAR, claims=tuple(claims), conflict=True)
