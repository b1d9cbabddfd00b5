"""Pictures of KPIs: what is reported for one up to a checkpoint, and how its value comes about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from empact.analysis.claims import convention
from empact.analysis.claims.casts import Turnout
from empact.analysis.claims.convention import Row
from empact.analysis.claims.indicators import Indicator
from empact.analysis.claims.refusals import REFUSALS, Refusal
from empact.analysis.claims.rounds import Round
from empact.analysis.claims.values import Apart, Claim, Thing
from empact.analysis.progressing.amounts import Amount, Step
from empact.analysis.progressing.decisions import Decision
from empact.analysis.progressing.differences import Difference
from empact.analysis.progressing.milestones import ReachedDay
from empact.analysis.progressing.planned import PlannedAndReported
from empact.analysis.progressing.verdicts import TargetJudgement
from empact.model import Adds, Kpi, KpiKey
from empact.values import listed, unlisted, value

_REFUSALS = {refusal.key: refusal for refusal in REFUSALS}
_APART: Mapping[Apart, Row | Refusal] = {
    Apart.UNIT: _REFUSALS["other-unit"],
    Apart.RATIO: convention.RATIO,
    Apart.VALUE: _REFUSALS["other-unit"],
    Apart.ROLE: _REFUSALS["not-by-leader"],
    Apart.NOT_NAMED: convention.NOT_NAMED,
    Apart.EXCLUDED: convention.EXCLUDED,
    Apart.BEFORE: convention.OUTSIDE,
    Apart.AFTER: convention.OUTSIDE,
    Apart.OTHER_ACTION: convention.OTHER_ACTION,
}


@value(kw_only=True)
class KpiProgress:
    """What is reported for a KPI of an action up to a checkpoint, for a part of one, or for another measure."""

    indicator: Indicator = attrs.field(repr=False, metadata=unlisted())
    """What the plan and the KPI register say about it."""
    round: Round | None = attrs.field(repr=False, metadata=unlisted())
    """The round of the checkpoint; None if the plan has no checkpoint that early."""
    decision: Decision = attrs.field(repr=False, metadata=unlisted())
    """What the claims amount to, in each round and over the rounds."""
    claims: tuple[Claim, ...]
    """Every claim about it, in the order of round, day and report; including those listed separately."""
    reached: ReachedDay | None = None
    """The day on which a milestone was reached, as its leaders state it; None if none states one, or for other KPIs."""
    target: TargetJudgement | None = None
    """Whether the target is reached; None if the KPI has no target."""
    planned: PlannedAndReported | None = None
    """When a milestone was planned, and when it was reached; None for other KPIs."""
    leaders: Turnout
    """The leaders that are expected to report on it in the round, and those that have."""
    participants: Turnout
    """The participants that are expected to report a share in the round, and those that have. None are expected for
    milestones, for results in words, and if only the leader counts.
    """
    differences: tuple[Difference, ...] = ()
    """Stated values that do not agree."""

    def __str__(self) -> str:
        return str(self.indicator)

    @listed
    def kpi(self) -> str | None:
        """The number of the KPI in its action, or of its part: ``1``, ``1a``; None for another measure."""
        return None if self.key is None else str(self.key.number)

    @listed
    def measure(self) -> str:
        """The text of the KPI, or the words of the measure."""
        return self.indicator.measure

    @listed
    def adds(self) -> Adds | None:
        """How the figures add up; None if neither the plan nor the register says."""
        return self.indicator.adds

    @listed
    def decided_by(self) -> str | None:
        """Who decided how the figures add up: ``the plan``, or the decision of the register. None if nobody has."""
        return self.indicator.decided_by

    @listed
    def value(self) -> Amount | None:
        """What the claims amount to; None if there is no number, or if it is not decided how several add up."""
        return self.decision.headline

    @listed
    def shares(self) -> Amount | None:
        """The shares, if the value is a total: to compare, not to add. None otherwise."""
        return self.decision.shares

    @listed
    def values(self) -> tuple[Amount, ...]:
        """The values of the rounds, if it is not decided how they add up; otherwise empty."""
        return self.decision.listed

    @listed
    def why(self) -> tuple[str, ...]:
        """How the value is calculated, a sentence each: its parts with party, day and report, and what is left out."""
        return tuple(step.text for step in self.explain())

    @property
    def key(self) -> KpiKey | None:
        """The identity of the KPI, or of its part; None for another measure."""
        return self.indicator.key

    @property
    def name(self) -> str:
        """Its number in the action, such as ``1`` or ``1a``; the words of another measure."""
        return self.kpi or self.measure

    @property
    def known(self) -> Kpi | None:
        """The KPI of the plan; None if its text is not understood, or for another measure."""
        return self.indicator.known

    @property
    def apart(self) -> tuple[Claim, ...]:
        """The claims that are not counted; each says why."""
        return tuple(claim for claim in self.claims if claim.apart is not None)

    @property
    def attributed(self) -> tuple[Claim, ...]:
        """The contributions of other parties as stated by leaders. They are shown but never counted."""
        return tuple(claim for claim in self.claims if claim.thing is Thing.ATTRIBUTED)

    @property
    def words(self) -> tuple[Claim, ...]:
        """Results in words, in order; the newest is the last."""
        return tuple(claim for claim in self.claims if claim.thing is Thing.WORDS)

    @property
    def expected(self) -> tuple[str, ...]:
        """The parties that are expected to report on it in the round: leaders, then participants."""
        return tuple(dict.fromkeys((*self.leaders.expected, *self.participants.expected)))

    @property
    def missing(self) -> tuple[str, ...]:
        """The expected parties that have not reported on it in the round. A silent party is missing, never zero."""
        return tuple(dict.fromkeys((*self.leaders.missing, *self.participants.missing)))

    def explain(self) -> tuple[Step, ...]:
        """Return how its value is calculated: the value, its parts with party, day and report, and what is left out."""
        return tuple(self._steps())

    def _replaced(self) -> Iterator[tuple[Claim, str, str]]:
        """Yield the claims that count and are not in the value, with the reason and its row of the convention."""
        amounts = [amount for amount in (self.value, self.shares, *self.values) if amount is not None]
        used = [claim for amount in amounts for claim in (*amount.leaves, *amount.repeated)]
        used += () if self.reached is None else self.reached.claims
        known, newest = set(map(id, used)), max((claim.round.number for claim in used), default=-1)
        for claim in self.claims:
            if claim.apart is not None or id(claim) in known:
                continue
            older = claim.round.number < newest
            if claim.thing is Thing.DAY:
                yield claim, "a newer report replaces it", "milestone-rounds"
            elif claim.thing in {Thing.SHARE, Thing.TOTAL}:
                why = "a newer figure replaces it" if older else "another figure of the round says the same"
                row = convention.over_rounds(self.indicator.rounds).key
                yield claim, "it has no number" if claim.nothing else why, row if older else "share"

    def _steps(self) -> Iterator[Step]:
        adds = self.adds
        if self.key is None:
            yield Step(0, f"{self.measure!r} is not a KPI of the plan.", "undecided")
        elif adds is None:
            yield Step(0, "Neither the plan nor the KPI register says how the figures add up.", "undecided")
        else:
            basis = None if self.value is None else self.value.basis
            row = convention.over_rounds(adds.facts, shares=basis is Thing.SHARE)
            yield Step(0, f"{adds.facts.says}, as decided by {self.decided_by}.", row.key)
        if not self.claims:
            yield Step(0, "Nothing is reported.", "headline")
        if self.value is not None:
            yield from self.value.explain()
        for amount in self.values:
            yield from amount.explain()
        if self.shares is not None:
            yield Step(0, "Shown beside the total, not added to it:", "compared")
            yield from (attrs.evolve(step, depth=step.depth + 1) for step in self.shares.explain())
        if self.reached is not None:
            yield from (Step(0, f"{claim}.", "milestone") for claim in self.reached.claims)
        yield from (Step(0, f"{claim}.", "milestone") for claim in self.words)
        yield from (Step(0, f"Not in it: {claim}: {why}.", row) for claim, why, row in self._replaced())
        left_out = ((claim, claim.apart) for claim in self.claims if claim.apart is not None)
        yield from (Step(0, f"Not counted: {claim}: {claim.why}.", _APART[apart].key) for claim, apart in left_out)
        shown = (claim for claim in self.attributed if claim.apart is None)
        yield from (Step(0, f"Shown but not counted: {claim}.", "attributed") for claim in shown)
        yield from (Step(0, str(difference), "compared") for difference in self.differences)
        if self.target is not None:
            yield Step(0, f"Target {self.target}", "verdict")
