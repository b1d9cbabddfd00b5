"""Gathering: the progress of plans from their reports, their operations and their KPI registers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import attrs

from empact.analysis.conditions import quorums
from empact.analysis.facts import PlanFacts, PortfolioFacts, check_context, check_plan_context
from empact.analysis.progressing.acting import ActionGathering, PlanFrame
from empact.analysis.progressing.duplicates import Surroundings
from empact.analysis.progressing.figures import Line, is_by_driver, reporter, role_in_effect
from empact.analysis.progressing.measures import add_measures
from empact.analysis.progressing.pictures import ActionProgress, Progress, count_statuses
from empact.analysis.progressing.rounds import Round, Rounds, Until, plan_rounds, rounds_until
from empact.analysis.progressing.stated import StatedComparison, compare_stated
from empact.analysis.progressing.sums import grouped
from empact.arguments import check_text
from empact.diagnostics import Pointer
from empact.model import ActionStatus, FiledReport, Plan
from empact.values import value

_USED = frozenset({"reports", "operations", "kpis"})
"""The kinds of records that progress is made from; a ledger only says who is excluded."""
_SEVERAL = 2


def progress(ctx: PlanFacts | PortfolioFacts, checkpoint: str | None = None) -> Progress:
    """Return what was done in plans up to a checkpoint, from their reports.

    The reports, operations and KPI registers are those of the context: ``empact.context(plan, reports=...)``. Nothing
    is guessed: silence is missing and never zero, sources that disagree are both kept, and figures that nobody has said
    how to add have no total.

    Args:
        ctx: The context of the plans. Reports after its date of knowledge are ignored.
        checkpoint: The name of the checkpoint. By default it is, in each plan, the newest one whose cut-off day is not
            after the date of knowledge, or that a report is about, whichever is later; before any, it is the first one.
            Without a date of knowledge, it is the last one that a report is about, or without reports the last one. A
            plan without a checkpoint of the name takes part with its checkpoints up to the same day.

    Raises:
        UnknownIdError: No plan has such a checkpoint. The message names the closest.
    """
    check_context("progress()", ctx)
    until = None
    if checkpoint is not None:
        check_text("The checkpoint", checkpoint)
        until = Until.named(checkpoint, ((context.plan, context.reports) for context in ctx.contexts), ctx.as_of)
    return _gathered(ctx, until)


def progress_at(ctx: PlanFacts, point: Round) -> Progress:
    """Return what was done in a plan up to one of its rounds, also where two have the name of one checkpoint."""
    return _gathered(ctx, Until(point.checkpoint, point.on))


def stated_totals(ctx: PlanFacts) -> tuple[StatedComparison, ...]:
    """Return the totals that the reports of a plan state, each beside what the reports add up to at its checkpoint.

    Args:
        ctx: The context of the plan. Reports after its date of knowledge are ignored.
    """
    check_plan_context("stated_totals()", ctx)
    reports = rounds_until(ctx.plan, ctx.reports, None).reports
    stating = dict.fromkeys(point for point, report in reports if report.content.stated is not None)
    pictures = (progress_at(ctx, point) for point in stating)
    return tuple(compared for picture in pictures for compared in picture.stated)


def _gathered(ctx: PlanFacts | PortfolioFacts, until: Until | None) -> Progress:
    plans = [_PlanGathering(context, until) for context in ctx.contexts]
    actions = [action for plan in plans for action in plan.actions()]
    measured = (kpi for action in actions for kpi in (*action.kpis, *action.measures))
    sums = add_measures(measured, _both_ways(pair for plan in plans for pair in plan.surroundings()))
    stated = [
        compared
        for plan in plans
        for compared in compare_stated(plan.ctx, plan.current_reports, plan.counts(actions), sums)
    ]
    return Progress(
        actions=tuple(actions),
        rounds={plan.ctx.plan.id: plan.rounds.current for plan in plans},
        as_of=ctx.as_of,
        sums=tuple(
            measure_sum
            for measure_sum in sums.sums
            if len(measure_sum.actions) >= _SEVERAL or measure_sum.duplicates or measure_sum.left_out
        ),
        possible_duplicates=sums.duplicates,
        stated=tuple(stated),
        unplaced=tuple(line for plan in plans for line in plan.unplaced()),
        of_driver=tuple(report for plan in plans for report in plan.current_reports if is_by_driver(plan.ctx, report)),
        reports=tuple(report for plan in plans for _, report in plan.rounds.reports),
        unread=tuple(kind for kind in ctx.unread if kind in _USED),
    )


def _both_ways(surroundings: Iterable[tuple[str, Surroundings]]) -> Mapping[str, Surroundings]:
    """Return the surroundings by action; a link connects both its ends."""
    by_action = dict(surroundings)
    links = {action: set(around.links) for action, around in by_action.items()}
    for action, around in by_action.items():
        for other in around.links & by_action.keys():
            links[other].add(action)
    return {action: attrs.evolve(around, links=frozenset(links[action])) for action, around in by_action.items()}


@attrs.define(eq=False)
class _PlanGathering:
    """Gathers the progress of one plan."""

    ctx: PlanFacts
    until: Until | None
    rounds: Rounds = attrs.field(init=False)
    lines: dict[int, list[Line]] = attrs.field(init=False, factory=dict[int, list[Line]])
    unknown_actions: list[str] = attrs.field(init=False, factory=list[str])
    frame: PlanFrame = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        plan = self.ctx.plan
        self.rounds = rounds_until(plan, self.ctx.reports, self.until, self.ctx.as_of)
        self.frame = PlanFrame.of(self.ctx, self.rounds.current)
        positions: dict[str, int] = {}
        for position, action in enumerate(plan.actions):
            positions.setdefault(action.number, position)
        for point, report in self.rounds.reports:
            by = reporter(report, self.ctx.register)
            for index, said in enumerate(report.content.actions):
                place = positions.get(said.action)
                if said.is_empty:
                    continue
                if place is None:
                    self.unknown_actions.append(
                        f"{report.id} is about action {said.action}, which is not in {plan.id}."
                    )
                else:
                    role, at = role_in_effect(self.ctx, report, place), Pointer() / "actions" / index
                    self.lines.setdefault(place, []).append(Line(point, report, at, by, role, said))

    @property
    def current_reports(self) -> list[FiledReport]:
        """The reports of the checkpoint itself."""
        return [report for point, report in self.rounds.reports if point == self.rounds.current]

    def counts(self, actions: Iterable[ActionProgress]) -> Mapping[ActionStatus, int]:
        """Count the actions of the plan by status."""
        return count_statuses(action for action in actions if action.plan is self.ctx.plan)

    def unplaced(self) -> Iterator[str]:
        """Yield what counts nowhere."""
        for report in self.rounds.unplaced:
            name = report.content.checkpoint
            yield f"{report.id} names the checkpoint {name!r}, which is not in {self.ctx.plan.id}."
        yield from self.unknown_actions

    def surroundings(self) -> Iterator[tuple[str, Surroundings]]:
        """Yield the parties and links of each action that has reports."""
        plan = self.ctx.plan
        if not self.lines:
            return
        links: dict[int, set[str]] = {}
        for link in self.ctx.plan_links.declared:
            if link.ref.action is not None:
                links.setdefault(link.position, set()).update(map(str, link.resolution.destinations))
        for position in self.lines:
            items = self.ctx.assignments.of_action(position)
            parties = frozenset(party.code for item in items for party in item.parties)
            number = plan.actions[position].number
            yield f"{plan.id}:{number}", Surroundings(parties=parties, links=frozenset(links.get(position, ())))

    def actions(self) -> Iterator[ActionProgress]:
        """Yield the progress of each action of the plan."""
        needed = grouped(quorums(self.ctx.plan, self.ctx.register), lambda quorum: quorum.position)
        kpis = grouped(self.ctx.kpis, lambda kpi: kpi.position)
        for position, action in enumerate(self.ctx.plan.actions):
            lines = self.lines.get(position, [])
            gathering = ActionGathering(self.frame, position, action, lines)
            yield gathering.progress(kpis.get(position, ()), needed.get(position, ()))


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
