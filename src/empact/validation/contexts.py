"""The context that rules run in: the context of a plan, its possible overlaps, and the progress by its reports."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Concatenate

import attrs

from empact.analysis import Overlaps, PlanContext, PortfolioContext
from empact.arguments import as_items
from empact.model import Answer, Answers, Party, Plan
from empact.reprs import short_repr
from empact.validation.findings import Finding
from empact.validation.overlapping import Overlapping

if TYPE_CHECKING:  # most validations have no reports
    from empact.analysis import Progress, StatedComparison


def _unanswered(ctx: RuleContext) -> Overlapping:
    context = PortfolioContext(
        portfolio=ctx.portfolio,
        register=ctx.register,
        ledgers={ctx.plan.id: ctx.whole_ledger},
        mappings={} if ctx.whole_mappings is None else {ctx.plan.id: ctx.whole_mappings},
        extensions=ctx.extensions,
        thresholds=ctx.thresholds,
        lights=ctx.lights,
        status_words=ctx.status_words,
        as_of=ctx.as_of,
    )
    return Overlapping(context)


@attrs.frozen(kw_only=True, eq=False)
class RuleContext(PlanContext):
    """The context of a rule: the context of the plan that is checked, its possible overlaps, and its progress.

    A rule uses no clock, file or network: all its input comes from its arguments.
    """

    _overlapping: Overlapping = attrs.field(
        default=attrs.Factory(_unanswered, takes_self=True), alias="overlapping", repr=False
    )

    __repr__ = short_repr

    def overlaps(
        self, *, least: float | None = None, answers: Iterable[Answer] = (), spelling: bool = False
    ) -> Overlaps:
        """Return the possible overlaps of the plan, the most likely first.

        Without arguments, they are those of all plans of the validation, with their answers, derived once for all
        rules.

        Args:
            least: The minimum score, from 0 to 1; None for ``empact.analysis.LEAST``.
            answers: What people have agreed on.
            spelling: Whether words that differ only in spelling count as one; needs rapidfuzz.
        """
        answers = as_items("answers", "a list of answers", answers)
        if least is not None or answers or spelling:
            return super().overlaps(least=least, answers=answers, spelling=spelling)
        return Overlaps(context=self, overlaps=self._overlapping.of(self.plan))

    def progress(
        self, checkpoint: str | None = None, *, party: Party | str | None = None, lights: bool = False
    ) -> Progress:
        """Return what the reports about the plan add up to at a checkpoint, by default its last one.

        What they add up to at the last checkpoint is derived once for all rules.

        Args:
            checkpoint: The name of the checkpoint.
            party: A party, its code or its name: only the actions that it leads or takes part in.
            lights: Whether to add the traffic light of each action.
        """
        if checkpoint is None and party is None and not lights:
            return self._progress
        return super().progress(checkpoint, party=party, lights=lights)

    @cached_property
    def _progress(self) -> Progress:
        return PlanContext.progress(self)

    @cached_property
    def stated_totals(self) -> tuple[StatedComparison, ...]:
        """The totals that the reports state at each checkpoint, beside what the reports add up to."""
        from empact.analysis.progressing.gathering import stated_totals

        return stated_totals(self)


@attrs.frozen(kw_only=True, eq=False)
class ValidationContext(PortfolioContext):
    """The context of a validation: the context of each plan is a :class:`~empact.hooks.RuleContext`."""

    answers: Answers = Answers()
    """What people have decided about possible overlaps; by default nothing."""

    __repr__ = short_repr

    @cached_property
    def overlapping(self) -> Overlapping:
        """The possible overlaps of the plans, computed when a rule asks for them."""
        return Overlapping(self, self.answers)

    def overlaps(
        self, *, least: float | None = None, answers: Iterable[Answer] = (), spelling: bool = False
    ) -> Overlaps:
        """Return the possible overlaps of the plans, the most likely first.

        Without arguments, they are those with the answers of the project, derived once for all rules.

        Args:
            least: The minimum score, from 0 to 1; None for ``empact.analysis.LEAST``.
            answers: What people have agreed on.
            spelling: Whether words that differ only in spelling count as one; needs rapidfuzz.
        """
        answers = as_items("answers", "a list of answers", answers)
        if least is not None or answers or spelling:
            return super().overlaps(least=least, answers=answers, spelling=spelling)
        return Overlaps(context=self, overlaps=self.overlapping.overlaps)

    def of(self, plan: Plan | str) -> RuleContext:
        """Return the context of a plan of the portfolio, as :meth:`~empact.analysis.PortfolioContext.of` does."""
        context = super().of(plan)
        assert isinstance(context, RuleContext)  # noqa: S101 - `_make` makes no other
        return context

    def _make(self, plan: Plan) -> RuleContext:
        return RuleContext(**self._parts(plan), overlapping=self.overlapping)


Check = (
    Callable[[Plan, RuleContext], Iterable[Finding]]
    | Callable[Concatenate[Plan, RuleContext, ...], Iterable[Finding]]
    | Callable[[PortfolioContext], Iterable[Finding]]
    | Callable[Concatenate[PortfolioContext, ...], Iterable[Finding]]
)
"""The check of a rule about one plan, or about the portfolio; the options of the rule are keyword arguments."""
