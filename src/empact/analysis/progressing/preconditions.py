"""Preconditions: whether the reports say that the number of parties which an action needs takes part."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Mapping

import attrs

from empact.analysis.progressing.breakdowns import PARTY, dimension
from empact.analysis.progressing.figures import ReportedFigure
from empact.diagnostics import Pointer
from empact.model import BreakdownKind, Condition, ConditionKind, FigureScope, Plan, Unparsed
from empact.reference import Register
from empact.reprs import short_repr


class PreconditionState(enum.Enum):
    """Whether a precondition is met, as far as it is reported."""

    MET = "met"
    NOT_MET = "not met"
    NOT_REPORTED = "not reported"


@attrs.frozen(kw_only=True)
class Precondition:
    """A number of parties that an action needs, judged by what is reported.

    A party takes part if its own contribution, or its part in a breakdown by party, is above zero. It does not if that
    is zero, or if a breakdown that lists all parties leaves it out. About any other party nothing is reported.

    - ``at``: The pointer of the condition.
    - ``condition``: The condition.
    - ``needed``: How many of the parties are needed.
    - ``taking_part``, ``absent``, ``unknown``: The codes of the parties that take part, that do not, and about which
      nothing is reported.
    - ``reasons``: The figures, a sentence each.
    """

    at: Pointer
    condition: Condition = attrs.field(repr=False)
    needed: int
    taking_part: tuple[str, ...]
    absent: tuple[str, ...]
    unknown: tuple[str, ...]
    reasons: tuple[str, ...] = attrs.field(repr=False)

    __repr__ = short_repr

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


def quorums(plan: Plan) -> Iterator[tuple[Pointer, int, Condition]]:
    """Yield every condition that needs a number of parties: its pointer, the position of its action, and itself."""
    positions: dict[str, int] = {}
    for position, action in enumerate(plan.actions):
        at = Pointer("/actions") / position
        positions.setdefault(action.number, position)
        timed = [
            (at / "timing" / "items" / index, condition)
            for index, item in enumerate(action.timing)
            if not isinstance(item, Unparsed)
            for condition in item.conditions
        ]
        stated = [(at / "conditions" / index, condition) for index, condition in enumerate(action.conditions)]
        yield from ((place, position, one) for place, one in (*stated, *timed) if one.kind is ConditionKind.QUORUM)
    for number, note in enumerate(plan.notes):
        for index, condition in enumerate(note.conditions):
            place = Pointer("/notes") / number / "conditions" / index
            for part in dict.fromkeys(anchor.part for anchor in note.qualifies):
                if condition.kind is ConditionKind.QUORUM and part in positions:
                    yield place, positions[part], condition


@attrs.frozen(kw_only=True)
class CountableQuorum:
    """A condition that needs a number of parties out of a list: its pointer, itself, the number and the codes."""

    at: Pointer
    condition: Condition
    needed: int
    codes: tuple[str, ...]

    __repr__ = short_repr


def countable_quorums(plan: Plan, register: Register) -> Mapping[int, list[CountableQuorum]]:
    """Return the conditions that can be counted, by the position of the action.

    A condition that the plan states twice, in a cell and in a note, is there once. Without a number, or with a name
    that the register does not have, a condition cannot be counted.
    """
    on = None if plan.period is None else plan.period.start
    found: dict[int, list[CountableQuorum]] = {}
    seen: set[tuple[int, int, frozenset[str]]] = set()
    for at, position, condition in quorums(plan):
        parties = [register.find(name, on) for name in condition.subjects]
        codes = tuple(dict.fromkeys(party.code for party in parties if party is not None))
        if condition.number is None or not codes or None in parties:
            continue
        key = position, condition.number, frozenset(codes)
        if key not in seen:
            seen.add(key)
            quorum = CountableQuorum(at=at, condition=condition, needed=condition.number, codes=codes)
            found.setdefault(position, []).append(quorum)
    return found


def judge_quorum(quorum: CountableQuorum, figures: Iterable[ReportedFigure], register: Register) -> Precondition:
    """Return whether the reports say that enough of the parties take part."""
    wanted = quorum.codes
    facts: dict[str, tuple[bool, str]] = {}
    for figure in sorted(figures, key=lambda one: one.order):  # what is newer replaces what is older
        for code, yes in _facts(figure, wanted, register):
            if yes or not facts.get(code, (False, ""))[0]:
                facts[code] = yes, f"{code} {'takes part' if yes else 'does not take part'}: {figure}."
    return Precondition(
        at=quorum.at,
        condition=quorum.condition,
        needed=quorum.needed,
        taking_part=tuple(code for code in wanted if code in facts and facts[code][0]),
        absent=tuple(code for code in wanted if code in facts and not facts[code][0]),
        unknown=tuple(code for code in wanted if code not in facts),
        reasons=tuple(facts[code][1] for code in wanted if code in facts),
    )


def _facts(figure: ReportedFigure, wanted: Iterable[str], register: Register) -> Iterator[tuple[str, bool]]:
    value = figure.figure.value
    if figure.figure.scope is FigureScope.OWN and value is not None and figure.by in wanted:
        yield figure.by, value > 0
    for breakdown in figure.figure.breakdowns:
        if dimension(breakdown) != PARTY:
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
