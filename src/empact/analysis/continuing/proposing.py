"""Proposals: whether an action should continue, end, or be asked about, from what is known on a day."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, assert_never

from empact.analysis.facts import PlanFacts
from empact.analysis.schedules import Scheduled
from empact.model import ActionStatus, Baseline, Bound, FrozenMap, Period, Span
from empact.model.proposals import ProposalKind

if TYPE_CHECKING:  # a plan without reports needs none
    from empact.analysis.progressing.pictures import ActionProgress
    from empact.analysis.progressing.statuses import StatusPicture

_OVER = frozenset({ActionStatus.COMPLETED, ActionStatus.CANCELLED})


def proposed(
    ctx: PlanFacts, position: int, reported: ActionProgress | None, as_of: dt.date, period: Span
) -> tuple[ProposalKind, str]:
    """Return what to propose for an action, and why.

    A reported status decides. Without one, the plan does: what lasts as long as the plan continues, what was planned
    for a time that is over ends, and everything else is asked.

    Args:
        ctx: The plan.
        position: The index of the action in ``plan.actions``.
        reported: What the reports say about it; None without reports.
        as_of: The date of knowledge.
        period: The period of the next plan.
    """
    action = ctx.plan.actions[position]
    picture = None if reported is None else _newest_status(reported)
    if reported is None or picture is None:
        status = None
        kind, why = _by_plan(ctx, position, as_of)
        why = f"{why} {'No report is known.' if reported is None else 'No report says how it stands.'}"
    else:
        status = picture.status
        kind, more = _by_status(ctx, position, picture, as_of)
        why = " ".join([*_said(picture), *more])
        if reported.carried_over is not None:
            why = f"{why} It continues in {reported.carried_over}, as {reported.carried_over.report} says."
    if reported is not None and baselines(reported, None):
        why = f"{why} The totals are those reported up to {reported.round}."
    goal = None if action.goal is None else ctx.plan.find_goal(action.goal)
    if goal is not None and goal.valid is not None and not goal.valid.overlaps(period):
        kind = ProposalKind.END if status is None or status in _OVER else ProposalKind.ASK
        why = f"{why} Goal {goal.number} is adopted for {goal.valid}, not for the period of this plan."
    return kind, why


def baselines(reported: ActionProgress | None, year: int | None) -> FrozenMap[str, Baseline]:
    """Return the reported totals that are certain and that nobody disputes, by the number of the KPI.

    Args:
        reported: What the reports say about the action; None without reports.
        year: The year of the earlier plan; None if it has several.
    """
    kpis = () if reported is None else reported.kpis
    return FrozenMap(
        {
            str(kpi.kpi): Baseline(value=kpi.value.low, year=year)
            for kpi in kpis
            if kpi.value is not None and kpi.value.certain and kpi.value.of is None and not kpi.differences
        }
    )


def _newest_status(reported: ActionProgress) -> StatusPicture | None:
    """Return the status at the checkpoint, or else the newest one before it; None if no report has one."""
    if reported.status is not ActionStatus.NOT_REPORTED:
        return reported.reported_status
    return reported.statuses[-1] if reported.statuses else None


def _said(picture: StatusPicture) -> Iterator[str]:
    """Yield who reports which status for which checkpoint, a sentence each."""
    for claim in picture.claims:
        yield f"{claim.by} reports {claim.said} for {claim.round} on {claim.on}."
    if picture.settled is not None:
        yield f"The Driver settles it as {picture.word!r}."


def _by_status(
    ctx: PlanFacts, position: int, picture: StatusPicture, as_of: dt.date
) -> tuple[ProposalKind, tuple[str, ...]]:
    """Return what a reported status proposes, and what to add to the reports as the reason."""
    match picture.status:
        case ActionStatus.COMPLETED | ActionStatus.CANCELLED:
            return ProposalKind.END, ()
        case ActionStatus.CARRIED_OVER:
            return ProposalKind.CONTINUE, ()
        case ActionStatus.LIVE:
            span = ctx.schedule.span(position)
            if span is not None and span.end < as_of:
                return ProposalKind.ASK, (f"Its planned time ended on {span.end}.",)
            return ProposalKind.CONTINUE, ()
        case ActionStatus.NOT_STARTED | ActionStatus.NOT_COMPLETED:
            return ProposalKind.ASK, ("The report does not say whether it is still wanted.",)
        case ActionStatus.UNCLEAR | ActionStatus.NOT_REPORTED:
            return ProposalKind.ASK, ("Its status is not clear.",)
        case _:
            assert_never(picture.status)


def _by_plan(ctx: PlanFacts, position: int, as_of: dt.date) -> tuple[ProposalKind, str]:
    """Return what the plan alone proposes."""
    action, span = ctx.plan.actions[position], ctx.schedule.span(position)
    if action.suspended:
        return ProposalKind.ASK, "The plan says that it is suspended."
    if action.tentative:
        return ProposalKind.ASK, "The plan says that it is still to be confirmed."
    if span is None:
        return ProposalKind.ASK, "The plan gives no dates for it."
    if any(_lasts_as_long(item, ctx.plan.period) for item in ctx.schedule.of_action(position)):
        return ProposalKind.CONTINUE, "It has no end of its own and lasts as long as the plan."
    if span.end < as_of:
        return ProposalKind.END, f"Its planned time ended on {span.end}."
    return ProposalKind.ASK, f"Its planned time ends on {span.end}, which is not over on {as_of}."


def _lasts_as_long(item: Scheduled, period: Span | None) -> bool:
    """Whether an item lasts until the last day of the plan because it has no end of its own."""
    if period is None or not isinstance(item.item, Period) or item.latest != period.end:
        return False
    return item.earliest == period.start or item.item.bound in {Bound.FROM, Bound.AFTER}


def numbers_without_ended(
    numbers: Sequence[str], kinds: Mapping[int, ProposalKind], stated: Mapping[int, str]
) -> dict[int, str]:
    """Return the new number of each action whose number changes once those that should end are gone, by position.

    Only numbers such as ``2.3`` are counted anew, and only below a goal of which an action ends. Where a report already
    names a number in the next plan, that one is used, and the goal is not counted anew. No number is proposed twice,
    nor one that another action keeps: a number that is only counted gives way to one that a report names.

    Args:
        numbers: The numbers of the actions, in the order of the plan.
        kinds: What is proposed for each, by position.
        stated: The numbers that reports name, by position.
    """
    groups: dict[str, list[int]] = {}
    for position, number in enumerate(numbers):
        groups.setdefault(number.rpartition(".")[0], []).append(position)
    renumbered = {position: number for position, number in stated.items() if kinds[position] is not ProposalKind.END}
    for head, positions in groups.items():
        last = [numbers[position].rpartition(".")[2] for position in positions]
        ended = any(kinds[position] is ProposalKind.END for position in positions)
        countable = bool(head) and all(part.isdecimal() for part in last) and len(set(last)) == len(last)
        if ended and countable and stated.keys().isdisjoint(positions):
            kept = [position for position in positions if kinds[position] is not ProposalKind.END]
            renumbered |= {position: f"{head}.{count}" for count, position in enumerate(kept, 1)}
    staying = [(position, number) for position, number in enumerate(numbers) if kinds[position] is not ProposalKind.END]
    _give_way(renumbered, stated, staying)
    return {position: number for position, number in renumbered.items() if number != numbers[position]}


def _give_way(renumbered: dict[int, str], stated: Mapping[int, str], staying: Sequence[tuple[int, str]]) -> None:
    """Take back new numbers until no two actions that stay would have the same one.

    Args:
        renumbered: The new numbers by position, from which those that give way are removed.
        stated: The numbers that reports name, by position.
        staying: The position and the earlier number of each action that is not proposed to end.
    """
    while True:
        uses = Counter(renumbered.get(position, number) for position, number in staying)
        twice = [
            position
            for position, number in staying
            if (new := renumbered.get(position, number)) != number and uses[new] > 1
        ]
        if not twice:
            return
        for position in [each for each in twice if each not in stated] or twice:
            del renumbered[position]
