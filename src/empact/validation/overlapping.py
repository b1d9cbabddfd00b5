"""Possible overlaps while rules run: found once, when a rule first asks; answers that have become idle are told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import cached_property

from empact.analysis import LEAST, Overlap, Portfolio, overlaps
from empact.diagnostics import REPEATED_ANSWER, UNUSED_ANSWER, Diagnostic, Place, did_you_mean
from empact.model import Answer, Answers, Ledger, Plan
from empact.reference import Register


class Overlapping:
    """The possible overlaps of a portfolio, in the light of what people have answered and decided."""

    def __init__(
        self,
        portfolio: Portfolio,
        register: Register,
        answers: Answers | None = None,
        ledgers: Iterable[Ledger] = (),
        as_of: dt.date | None = None,
    ) -> None:
        self.portfolio = portfolio
        self.register = register
        self.answers = answers or Answers()
        self.ledgers = tuple(ledger.until(as_of) for ledger in ledgers)
        self.asked = False
        """Whether anybody has asked for them."""

    @cached_property
    def _found(self) -> tuple[Overlap, ...]:
        self.asked = True
        return overlaps(self.portfolio, self.register, answers=self.answers.answers, ledgers=self.ledgers)

    @cached_property
    def _by_plan(self) -> dict[int, list[Overlap]]:
        found: dict[int, list[Overlap]] = {}  # by the id() of the plan, which the overlap keeps alive
        for one in self._found:
            for plan in dict.fromkeys(id(side.plan) for side in one.sides):
                found.setdefault(plan, []).append(one)
        return found

    def of(self, plan: Plan) -> tuple[Overlap, ...]:
        """The possible overlaps in which an action of this plan takes part, the likeliest first."""
        return tuple(self._by_plan.get(id(plan), ()))

    def idle(self) -> Iterator[Diagnostic]:
        """The answers that answer nothing, where a rule has asked for overlaps at all."""
        if self.asked:
            yield from idle(self.answers, self.portfolio, self._found)


def idle(answers: Answers, portfolio: Portfolio, found: tuple[Overlap, ...]) -> Iterator[Diagnostic]:
    """The answers that say the same again, name an action that is not there, or fit no overlap that was found.

    Of an answer about a plan that is not in the portfolio nobody can say.
    """
    alike = {one.pair for one in found if one.score >= LEAST}
    numbers: dict[str, set[str]] = {}
    for plan in portfolio:
        numbers.setdefault(plan.id, set()).update(action.number for action in plan.actions)
    first: dict[frozenset[str], int] = {}
    for index, answer in enumerate(answers.answers):
        if first.setdefault(answer.pair, index) != index:
            earlier = _place(answers, first[answer.pair])
            where = f" of line {earlier.line}" if earlier.line is not None else ""
            message = f"The answer about {answer} stands twice, and the first{where} counts."
            yield _told(answers, index, message, "Keep the one that holds.", repeated=True)
        elif all(ref.plan in numbers for ref in answer.actions):
            yield from _unused(answers, index, answer, numbers, alike)


def _unused(
    answers: Answers, index: int, answer: Answer, numbers: dict[str, set[str]], alike: set[frozenset[str]]
) -> Iterator[Diagnostic]:
    missing = [ref for ref in answer.actions if ref.action not in numbers[str(ref.plan)]]
    for ref in missing:
        close = did_you_mean(str(ref.action), sorted(numbers[str(ref.plan)]))
        hint = f"Did you mean '{ref.plan}:{close}'?" if close else "Correct the number, or remove the answer."
        yield _told(answers, index, f"The answer about {answer} names {str(ref)!r}, which does not exist.", hint)
    if not missing and answer.pair not in alike:
        message = f"The answer about {answer} fits no possible overlap: the two are not alike, or not any more."
        yield _told(answers, index, message, "Remove it, or correct the actions.")


def _place(answers: Answers, index: int) -> Place:
    return Place() if answers.source is None else answers.source.place(f"/answers/{index}")


def _told(answers: Answers, index: int, message: str, hint: str, *, repeated: bool = False) -> Diagnostic:
    kind = REPEATED_ANSWER if repeated else UNUSED_ANSWER
    return Diagnostic(kind=kind, message=message, place=_place(answers, index), hint=hint)
