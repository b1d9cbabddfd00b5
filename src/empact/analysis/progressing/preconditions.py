"""Preconditions: whether the reports say that the number of parties which an action needs takes part."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator

import attrs

from empact.analysis.claims.values import Claim, Thing
from empact.analysis.conditions import Quorum
from empact.diagnostics import Pointer
from empact.model import BreakdownKind, Condition
from empact.reference import Register
from empact.values import listed, unlisted, value


class PreconditionState(enum.Enum):
    """Whether a precondition is met, according to the reports."""

    MET = "met"
    NOT_MET = "not met"
    NOT_REPORTED = "not reported"


@value(kw_only=True)
class Precondition:
    """A number of parties that an action needs, judged by what is reported.

    A party takes part if its own contribution, or its part in a breakdown by party, is above zero. It does not if that
    is zero, or if a breakdown that lists all parties leaves it out. About any other party nothing is reported.
    """

    at: Pointer
    """The pointer of the condition in the plan."""
    condition: Condition = attrs.field(repr=False, metadata=unlisted())
    """The condition as the plan states it."""
    needed: int
    """How many of the parties are needed."""
    taking_part: tuple[str, ...]
    """The codes of the parties that take part."""
    absent: tuple[str, ...]
    """The codes of the parties that do not."""
    unknown: tuple[str, ...]
    """The codes of the parties about which nothing is reported."""
    reasons: tuple[str, ...] = attrs.field(repr=False)
    """What decides it for each party, a sentence each."""
    claims: tuple[Claim, ...] = attrs.field(repr=False, metadata=unlisted())
    """The claims that decide it, in the order of the rounds."""

    @listed
    def state(self) -> PreconditionState:
        """Whether it is met."""
        if len(self.taking_part) >= self.needed:
            return PreconditionState.MET
        possible = len(self.taking_part) + len(self.unknown)
        return PreconditionState.NOT_MET if possible < self.needed else PreconditionState.NOT_REPORTED

    def __str__(self) -> str:
        every = (*self.taking_part, *self.absent, *self.unknown)
        return f"{self.state.value}: {len(self.taking_part)} of the {self.needed} needed out of {', '.join(every)}"

    def explain(self) -> tuple[str, ...]:
        """Return why it is met or not, a sentence each."""
        silent = (f"Nothing is reported about {', '.join(self.unknown)}.",) if self.unknown else ()
        return (f"The condition is {self}.", *self.reasons, *silent)


def judge_quorum(quorum: Quorum, claims: Iterable[Claim], register: Register) -> Precondition:
    """Return whether the reports say that enough of the parties take part."""
    wanted = tuple(quorum.parties)
    facts: dict[str, tuple[bool, Claim]] = {}
    # What is newer replaces what is older.
    for claim in sorted(claims, key=lambda claim: (claim.round.number, claim.on, claim.report)):
        for code, yes in _facts(claim, wanted, register):
            if yes or code not in facts or not facts[code][0]:
                facts[code] = yes, claim
    known = [(code, *facts[code]) for code in wanted if code in facts]
    deciding = {id(claim): claim for _, _, claim in known}
    return Precondition(
        at=quorum.at,
        condition=quorum.condition,
        needed=quorum.needed,
        taking_part=tuple(code for code, yes, _ in known if yes),
        absent=tuple(code for code, yes, _ in known if not yes),
        unknown=tuple(code for code in wanted if code not in facts),
        reasons=tuple(
            f"{code} {'takes part' if yes else 'does not take part'}: {claim}." for code, yes, claim in known
        ),
        claims=tuple(sorted(deciding.values(), key=lambda claim: (claim.round.number, claim.on, claim.report))),
    )


def _facts(claim: Claim, wanted: Iterable[str], register: Register) -> Iterator[tuple[str, bool]]:
    if claim.thing is Thing.ATTRIBUTED:
        return
    if claim.thing is Thing.SHARE and claim.by in wanted and (claim.value is not None or claim.nothing):
        yield claim.by, bool(claim.value)
    for breakdown in () if claim.figure is None else claim.figure.breakdowns:
        if not breakdown.is_by_party:
            continue
        parts = {_code(name, claim, register): value for name, value in breakdown.parts.items()}
        for code in wanted:
            if code in parts:
                yield code, parts[code] > 0
            elif breakdown.kind is BreakdownKind.EXHAUSTIVE:
                yield code, False


def _code(name: str, claim: Claim, register: Register) -> str:
    party = register.find(name, claim.on)
    return name if party is None else party.code
