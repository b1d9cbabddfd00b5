"""Preconditions: whether the reports say that the number of parties which an action needs takes part."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator

import attrs

from empact.analysis.conditions import Quorum
from empact.analysis.progressing.figures import ReportedFigure
from empact.diagnostics import Pointer
from empact.model import BreakdownKind, Condition, FigureScope
from empact.reference import Register
from empact.values import value


class PreconditionState(enum.Enum):
    """Whether a precondition is met, as far as it is reported."""

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
    condition: Condition = attrs.field(repr=False)
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
    figures: tuple[ReportedFigure, ...] = attrs.field(repr=False)
    """The figures that say so, in the order of the checkpoints."""

    @property
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


def judge_quorum(quorum: Quorum, figures: Iterable[ReportedFigure], register: Register) -> Precondition:
    """Return whether the reports say that enough of the parties take part."""
    wanted = tuple(quorum.parties)
    facts: dict[str, tuple[bool, ReportedFigure]] = {}
    for figure in sorted(figures, key=lambda figure: figure.order):  # what is newer replaces what is older
        for code, yes in _facts(figure, wanted, register):
            if yes or code not in facts or not facts[code][0]:
                facts[code] = yes, figure
    known = [(code, *facts[code]) for code in wanted if code in facts]
    deciding = {id(figure): figure for _, _, figure in known}
    return Precondition(
        at=quorum.at,
        condition=quorum.condition,
        needed=quorum.needed,
        taking_part=tuple(code for code, yes, _ in known if yes),
        absent=tuple(code for code, yes, _ in known if not yes),
        unknown=tuple(code for code in wanted if code not in facts),
        reasons=tuple(
            f"{code} {'takes part' if yes else 'does not take part'}: {figure}." for code, yes, figure in known
        ),
        figures=tuple(sorted(deciding.values(), key=lambda figure: figure.order)),
    )


def _facts(figure: ReportedFigure, wanted: Iterable[str], register: Register) -> Iterator[tuple[str, bool]]:
    value = figure.figure.value
    if figure.figure.scope is FigureScope.OWN and value is not None and figure.by in wanted:
        yield figure.by, value > 0
    for breakdown in figure.figure.breakdowns:
        if not breakdown.is_by_party:
            continue
        parts = {_code(name, figure, register): value for name, value in breakdown.parts.items()}
        for code in wanted:
            if code in parts:
                yield code, parts[code] > 0
            elif breakdown.kind is BreakdownKind.EXHAUSTIVE:
                yield code, False


def _code(name: str, figure: ReportedFigure, register: Register) -> str:
    party = register.find(name, figure.report.content.on)
    return name if party is None else party.code
