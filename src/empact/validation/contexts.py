"""The context that rules run in: the context of a plan, its possible overlaps, and the progress by its reports."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from empact.analysis import Overlap, PlanContext, Portfolio, PortfolioContext
from empact.model import Answers, Plan
from empact.reprs import short_repr
from empact.validation.findings import Finding
from empact.validation.overlapping import Overlapping

if TYPE_CHECKING:  # most validations have no reports
    from empact.analysis import PossibleDuplicate, Progress, StatedComparison


def _unanswered(ctx: RuleContext) -> Overlapping:
    context = PortfolioContext(
        portfolio=ctx.portfolio,
        register=ctx.register,
        ledgers={ctx.plan.id: ctx.whole_ledger},
        extensions=ctx.extensions,
        thresholds=ctx.thresholds,
        lights=ctx.lights,
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
    _duplicates: Callable[[], tuple[PossibleDuplicate, ...]] | None = attrs.field(
        default=None, alias="duplicates", repr=False
    )

    __repr__ = short_repr

    @cached_property
    def overlaps(self) -> tuple[Overlap, ...]:
        """The possible overlaps of the plan with their answers, the most likely first."""
        return self._overlapping.of(self.plan)

    @cached_property
    def progress(self) -> Progress:
        """What the reports about the plan add up to at its last checkpoint, derived once for all rules."""
        from empact.analysis import progress  # most validations have no reports

        return progress(self)

    @cached_property
    def possible_duplicates(self) -> tuple[PossibleDuplicate, ...]:
        """The figures about the plan that may count one result twice, also together with figures about other plans."""
        if self._duplicates is None:
            return self.progress.possible_duplicates
        return tuple(one for one in self._duplicates() if any(figure.plan == self.plan.id for figure in one.figures))

    @cached_property
    def stated_totals(self) -> tuple[StatedComparison, ...]:
        """The totals that the reports state at each checkpoint, beside what the reports add up to."""
        from empact.analysis import stated_totals  # most validations have no reports

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

    @cached_property
    def _reported(self) -> Portfolio:
        """The plans with reports."""
        return Portfolio(tuple(plan for plan in self.portfolio if plan.id in self.reports))

    @cached_property
    def _possible_duplicates(self) -> tuple[PossibleDuplicate, ...]:
        """The figures about the plans with reports that may count one result twice, derived once for all of them."""
        from empact.analysis import progress  # most validations have no reports

        context = PortfolioContext(
            portfolio=self._reported,
            register=self.register,
            ledgers=self.ledgers,
            reports=self.reports,
            operations=self.operations,
            kpi_registers=self.kpi_registers,
            as_of=self.as_of,
        )
        return progress(context).possible_duplicates

    def of(self, plan: Plan) -> RuleContext:
        """Return the context of a plan of the portfolio, as :meth:`~empact.analysis.PortfolioContext.of` does."""
        found = super().of(plan)
        assert isinstance(found, RuleContext)  # noqa: S101 - `_make` makes no other
        return found

    def _make(self, plan: Plan) -> RuleContext:
        together = (lambda: self._possible_duplicates) if len(self._reported) > 1 else None
        return RuleContext(**self._parts(plan), overlapping=self.overlapping, duplicates=together)


Check = Callable[[Plan, RuleContext], Iterable[Finding]]
"""The check of a rule."""
