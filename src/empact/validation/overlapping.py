"""Possible overlaps for rules: computed once on first use, with diagnostics about unused answers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from empact.analysis import LEAST, Overlap, Portfolio, PortfolioContext
from empact.diagnostics import REPEATED_ANSWER, UNUSED_ANSWER, Diagnostic, Place, did_you_mean
from empact.model import Answer, Answers, Plan


class Overlapping:
    """The possible overlaps of a portfolio, with the answers to them and the recorded decisions."""

    def __init__(self, context: PortfolioContext, answers: Answers | None = None) -> None:
        self.context = context
        self.answers = answers or Answers()
        self.asked = False
        """Whether a rule has asked for overlaps."""

    @cached_property
    def overlaps(self) -> tuple[Overlap, ...]:
        """All possible overlaps, the most likely first."""
        self.asked = True
        return PortfolioContext.overlaps(self.context, answers=self.answers.answers).overlaps

    @cached_property
    def _by_plan(self) -> dict[int, list[Overlap]]:
        by_plan: dict[int, list[Overlap]] = {}  # by the id() of the plan, which the overlap keeps alive
        for overlap in self.overlaps:
            for plan in dict.fromkeys(id(side.plan) for side in overlap.sides):
                by_plan.setdefault(plan, []).append(overlap)
        return by_plan

    def of(self, plan: Plan) -> tuple[Overlap, ...]:
        """Return the possible overlaps of the actions of this plan, the most likely first."""
        return tuple(self._by_plan.get(id(plan), ()))

    def idle(self) -> Iterator[Diagnostic]:
        """Report unused answers, if any rule has asked for overlaps."""
        if self.asked:
            yield from idle(self.answers, self.context.portfolio, self.overlaps)


def idle(answers: Answers, portfolio: Portfolio, overlaps: tuple[Overlap, ...]) -> Iterator[Diagnostic]:
    """Report answers that are duplicates, name a missing action, or match no overlap.

    Answers about plans outside the portfolio are ignored.
    """
    alike = {overlap.pair for overlap in overlaps if overlap.score >= LEAST}
    numbers: dict[str, set[str]] = {}
    for plan in portfolio:
        numbers.setdefault(plan.id, set()).update(action.number for action in plan.actions)
    first: dict[frozenset[str], int] = {}
    for index, answer in enumerate(answers.answers):
        if first.setdefault(answer.pair, index) != index:
            earlier = _place(answers, first[answer.pair])
            which = "the first one" if earlier.line is None else f"the one in line {earlier.line}"
            message = f"The answer about {answer} is a duplicate; {which} counts."
            yield _diagnostic(answers, index, message, "Remove one of them.", repeated=True)
        elif all(ref.plan in numbers for ref in answer.actions):
            yield from _unused(answers, index, answer, numbers, alike)


def _unused(
    answers: Answers, index: int, answer: Answer, numbers: dict[str, set[str]], alike: set[frozenset[str]]
) -> Iterator[Diagnostic]:
    missing = [ref for ref in answer.actions if ref.action not in numbers[str(ref.plan)]]
    for ref in missing:
        close = did_you_mean(str(ref.action), sorted(numbers[str(ref.plan)]))
        hint = f"Did you mean '{ref.plan}:{close}'?" if close else "Correct the number, or remove the answer."
        yield _diagnostic(answers, index, f"The answer about {answer} names {str(ref)!r}, which does not exist.", hint)
    if not missing and answer.pair not in alike:
        message = f"The answer about {answer} matches no possible overlap: the actions are not similar, or no longer."
        yield _diagnostic(answers, index, message, "Remove it, or correct the actions.")


def _place(answers: Answers, index: int) -> Place:
    return Place() if answers.source is None else answers.source.place(f"/answers/{index}")


def _diagnostic(answers: Answers, index: int, message: str, hint: str, *, repeated: bool = False) -> Diagnostic:
    kind = REPEATED_ANSWER if repeated else UNUSED_ANSWER
    return Diagnostic(kind=kind, message=message, place=_place(answers, index), hint=hint)
