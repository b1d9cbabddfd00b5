"""Histories: the progress of plans at each checkpoint so far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from empact.analysis.facts import PlanFacts, PortfolioFacts, check_context
from empact.analysis.progressing.gathering import progress_at
from empact.analysis.progressing.pictures import ActionProgress, Progress, count_statuses
from empact.analysis.progressing.rounds import Round, plan_rounds, rounds_until
from empact.model import ActionStatus, Plan
from empact.values import value


@value(kw_only=True)
class RoundProgress:
    """The progress of a plan at one of its checkpoints."""

    plan: Plan = attrs.field(repr=False)
    """The plan that the reports are about."""
    round: Round
    """The checkpoint."""
    actions: tuple[ActionProgress, ...] = attrs.field(repr=False)
    """The progress of its actions at the checkpoint, in the order of the plan."""

    @property
    def status_counts(self) -> Mapping[ActionStatus, int]:
        """The number of actions by status; they add up to the number of actions."""
        return count_statuses(self.actions)


def progress_over_time(ctx: PlanFacts | PortfolioFacts, progress: Progress) -> tuple[RoundProgress, ...]:
    """Return the progress of each plan at each of its checkpoints, up to that of a picture.

    All of them are as known at the date of knowledge of the context: a report of June that comes in July counts in
    June. A checkpoint to come, about which nobody has reported, is left out. The cost is that of one picture for each
    checkpoint.

    Args:
        ctx: The context of the plans.
        progress: Their progress, from the same context.
    """
    check_context("progress_over_time()", ctx)
    actions = iter(progress)
    made: list[RoundProgress] = []
    for context in ctx.contexts:
        newest = tuple(next(actions) for _ in context.plan.actions)
        made += _of_plan(context, progress.rounds[context.plan.id], newest)
    return tuple(made)


def _of_plan(ctx: PlanFacts, current: Round | None, newest: tuple[ActionProgress, ...]) -> Iterator[RoundProgress]:
    if current is None:
        return
    reported = {point for point, _ in rounds_until(ctx.plan, ctx.reports, None).reports}
    for point in plan_rounds(ctx.plan, ctx.reports):
        to_come = point.on is not None and ctx.as_of is not None and point.on > ctx.as_of
        if point.number <= current.number and (point in reported or not to_come):
            actions = newest if point == current else progress_at(ctx, point).actions
            yield RoundProgress(plan=ctx.plan, round=point, actions=actions)
