"""Gathering: the progress of plans from the claims in their reports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from empact.analysis.claims.casts import CONTRIBUTING, LEADING, Turnout
from empact.analysis.claims.indicators import Indicator
from empact.analysis.claims.log import ActionClaims, ClaimLog, claim_log, is_driver, operation_days, reporter
from empact.analysis.claims.rounds import Round, Until, default_round
from empact.analysis.claims.values import Claim, Thing
from empact.analysis.claims.written import written
from empact.analysis.conditions import Quorum, quorums
from empact.analysis.facts import PlanFacts, PortfolioFacts, check_context, check_plan_context
from empact.analysis.involvement.resolved import known_party
from empact.analysis.positions import action_pointer
from empact.analysis.progressing.decisions import Deciding, Decision, grouped, heard
from empact.analysis.progressing.differences import Difference, DifferenceKind, differing
from empact.analysis.progressing.duplicates import Surroundings
from empact.analysis.progressing.kpi_pictures import KpiProgress
from empact.analysis.progressing.measures import add_measures
from empact.analysis.progressing.milestones import reached_day
from empact.analysis.progressing.pictures import (
    ActionProgress,
    CarriedOver,
    PlanCheckpoint,
    Progress,
    ReportedText,
    RoundProgress,
    count_statuses,
)
from empact.analysis.progressing.planned import planned_action, planned_milestone
from empact.analysis.progressing.preconditions import judge_quorum
from empact.analysis.progressing.stated import StatedComparison, compare_stated
from empact.analysis.progressing.statuses import StatusPicture, expected_in_rounds, stated_day, status_at, statuses
from empact.analysis.progressing.verdicts import TargetJudgement, TargetState, judge, judge_milestone
from empact.analysis.statements import Statement
from empact.arguments import check_text, check_type
from empact.model import Action, ActionStatus, FigureKind, FiledReport, Party, Prose, Ref, Report
from empact.reprs import short_repr

_SEVERAL = 2


def progress(
    ctx: PlanFacts | PortfolioFacts,
    checkpoint: str | None = None,
    *,
    party: Party | str | None = None,
    lights: bool = False,
) -> Progress:
    """Return what was done in plans up to a checkpoint, from their reports.

    The reports, operations and KPI registers are those of the context: ``empact.context(plan, records=...)``. Nothing
    is guessed: a silent party is shown as missing, never as zero, and what is open is a range.

    Args:
        ctx: The context of the plans. Reports after its date of knowledge are ignored.
        checkpoint: The name of the checkpoint. By default it is, in each plan, the newest one whose cut-off day is not
            after the date of knowledge, or that a report is about, whichever is later; before any, it is the first one.
            Without a date of knowledge, it is the last one that a report is about, or without reports the last one. A
            plan without a checkpoint of the name takes part with its checkpoints up to the same day. Of a plan as it
            was sealed, it is always the checkpoint of the seal.
        party: A party, its code or its name: only the actions that it leads or takes part in, and what is about them.
            A role such as the Presidency is the party that holds it on the cut-off day.
        lights: Whether each action has its traffic light, by the thresholds of the context.

    Raises:
        UnknownIdError: No plan has such a checkpoint, or the register has no such party. The message names the closest.
        SealError: The plan is as it was sealed, and the seal is for another checkpoint.
        ConfigError: Lights are asked for, and the context has no thresholds.
    """
    check_context("progress()", ctx)
    until = None
    if checkpoint is not None:
        check_text("The checkpoint", checkpoint)
    if isinstance(ctx, PlanFacts) and ctx.sealed_by is not None:
        from empact.analysis.seals import asked_checkpoint  # few contexts are sealed

        checkpoint = asked_checkpoint(ctx, checkpoint)
    if checkpoint is not None:
        until = Until.named(checkpoint, (context.plan for context in ctx.contexts), ctx.as_of)
    made = _gathered(ctx, until)
    if party is not None:
        made = _of_party(made, ctx, known_party(party, _named_on(made), ctx.register).code)
    if lights:
        from empact.analysis.progressing.lights import lights as action_lights  # few calls ask for them

        lit = action_lights(ctx, made)
        made = attrs.evolve(made, actions=tuple(attrs.evolve(light.action, light=light) for light in lit))
    return made


def _named_on(progress: Progress) -> dt.date:
    """Return the day on which a name or a role is looked up: the last cut-off day shown, or the last day of a plan."""
    cut_offs = [checkpoint.on for checkpoint in progress.checkpoints if checkpoint.on is not None]
    periods = (context.plan.period for context in progress.context.contexts)
    ends = [period.end for period in periods if period is not None]
    return max(cut_offs, default=progress.context.as_of or max(ends, default=dt.date.max))


def _of_party(progress: Progress, ctx: PlanFacts | PortfolioFacts, code: str) -> Progress:
    """Return the progress of the actions that a party leads or takes part in, and what is about them."""
    assigned = {id(context.plan): context.assignments for context in ctx.contexts}
    actions = tuple(
        action
        for action in progress
        if any(
            party.code == code
            for item in assigned[id(action.plan)].of_action(action.position, *LEADING, *CONTRIBUTING)
            for party in item.parties
        )
    )
    names = set(map(str, actions))
    return attrs.evolve(
        progress,
        actions=actions,
        sums=tuple(total for total in progress.sums if not names.isdisjoint(total.actions)),
        possible_duplicates=tuple(
            duplicate for duplicate in progress.possible_duplicates if not names.isdisjoint(duplicate.actions)
        ),
        stated=(),
        unplaced=(),
        party_code=code,
    )


def progress_at(ctx: PlanFacts, point: Round) -> Progress:
    """Return what was done in a plan up to one of its rounds, also where two have the name of one checkpoint."""
    return _gathered(ctx, Until(point.checkpoint, point.on))


def stated_totals(ctx: PlanFacts) -> tuple[StatedComparison, ...]:
    """Return the totals that the reports of a plan state, each beside what the reports add up to at its checkpoint.

    Args:
        ctx: The context of the plan. Reports after its date of knowledge are ignored.
    """
    check_plan_context("stated_totals()", ctx)
    stating = dict.fromkeys(point for point, filed in claim_log(ctx).reports if filed.content.stated is not None)
    pictures = (progress_at(ctx, point) for point in stating)
    return tuple(compared for picture in pictures for compared in picture.stated)


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
    check_type("The progress", "a Progress", Progress, progress)
    check_context("progress_over_time()", ctx)
    newest = grouped(progress, lambda action: id(action.plan))
    made: list[RoundProgress] = []
    for context in ctx.contexts:
        made += _over_time(context, progress.rounds[context.plan.id], newest.get(id(context.plan), ()))
    return tuple(made)


def _over_time(ctx: PlanFacts, current: Round | None, newest: Sequence[ActionProgress]) -> Iterator[RoundProgress]:
    if current is None:
        return
    log = claim_log(ctx)
    reported = {point for point, _ in log.reports}
    shown = {action.position for action in newest}
    for point in log.rounds:
        to_come = ctx.as_of is not None and point.on > ctx.as_of
        if point.number <= current.number and (point in reported or not to_come):
            actions = newest if point == current else _PlanPicture(ctx, point).actions()
            of_round = tuple(action for action in actions if action.position in shown)
            yield RoundProgress(plan=ctx.plan, round=point, actions=of_round)


def _gathered(ctx: PlanFacts | PortfolioFacts, until: Until | None) -> Progress:
    plans = [_PlanPicture(context, _current(context, until)) for context in ctx.contexts]
    actions = [action for plan in plans for action in plan.actions()]
    measured = (kpi for action in actions for kpi in (*action.kpis, *action.measures))
    around = _both_ways(pair for plan in plans for pair in plan.surroundings())
    held = {
        operation.id: days
        for plan in plans
        for operation in plan.ctx.operations
        if (days := operation_days(operation)) is not None
    }
    sums = add_measures(measured, around, held)
    stated = [
        compared
        for plan in plans
        for compared in compare_stated(plan.ctx, plan.current_reports, plan.counts(actions), sums)
    ]
    return Progress(
        context=ctx,
        actions=tuple(actions),
        checkpoints=tuple(PlanCheckpoint(plan_id=plan.ctx.plan.id, round=plan.current) for plan in plans),
        sums=tuple(
            measure_sum
            for measure_sum in sums.sums
            if len(measure_sum.actions) >= _SEVERAL or measure_sum.duplicates or measure_sum.left_out
        ),
        possible_duplicates=sums.duplicates,
        stated=tuple(stated),
        unplaced=tuple(sentence for plan in plans for sentence in plan.unplaced()),
        of_driver=tuple(filed for plan in plans for filed in plan.of_driver),
        reports=tuple(filed for plan in plans for _, filed in plan.reports),
    )


def _current(ctx: PlanFacts, until: Until | None) -> Round | None:
    """Return the round of a plan up to which claims count."""
    log = claim_log(ctx)
    if until is not None:
        return until.of(log.rounds)
    reported = {point for point, filed in log.reports if not filed.content.is_empty}
    return default_round(log.rounds, reported, ctx.as_of)


def _both_ways(surroundings: Iterable[tuple[str, Surroundings]]) -> Mapping[str, Surroundings]:
    """Return the surroundings by action; a link connects both its ends."""
    by_action = dict(surroundings)
    links = {action: set(around.links) for action, around in by_action.items()}
    for action, around in by_action.items():
        for other in around.links & by_action.keys():
            links[other].add(action)
    return {action: attrs.evolve(around, links=frozenset(links[action])) for action, around in by_action.items()}


@attrs.frozen(eq=False)
class _PlanPicture:
    """Makes the progress of one plan at a checkpoint."""

    ctx: PlanFacts
    current: Round | None

    __repr__ = short_repr

    @property
    def log(self) -> ClaimLog:
        """The claims about the plan."""
        return claim_log(self.ctx)

    @property
    def reports(self) -> list[tuple[Round, FiledReport]]:
        """The reports that count, each with its round: those in force, up to the checkpoint."""
        if self.current is None:
            return []
        return [pair for pair in self.log.reports if pair[0].number <= self.current.number]

    @property
    def current_reports(self) -> list[FiledReport]:
        """The reports of the checkpoint itself."""
        return [filed for point, filed in self.reports if point == self.current]

    @property
    def of_driver(self) -> Sequence[FiledReport]:
        """The reports of the Driver at the checkpoint: those with its own sections, if there are any."""
        by_driver = [
            filed for filed in self.current_reports if is_driver(self.ctx, reporter(self.ctx, filed), filed.content.on)
        ]
        # A Driver that also leads an action can report as one of its parties, beside its paper.
        papers = [filed for filed in by_driver if _is_paper(filed.content)]
        return papers or by_driver

    def counts(self, actions: Iterable[ActionProgress]) -> Mapping[ActionStatus, int]:
        """Count the actions of the plan by status."""
        return count_statuses(action for action in actions if action.plan is self.ctx.plan)

    def unplaced(self) -> Iterator[Statement]:
        """Yield what is not counted."""
        for filed in self.log.unplaced:
            name, plan_id = filed.content.checkpoint, self.ctx.plan.id
            text = f"{filed.id} names the checkpoint {name!r}, which is not in {plan_id}, or has no day there."
            yield Statement(text=text, party_code=reporter(self.ctx, filed), reports=(filed.id,))
        for filed, number in self.log.unknown_actions:
            text = f"{filed.id} is about action {number}, which is not in {self.ctx.plan.id}."
            yield Statement(text=text, party_code=reporter(self.ctx, filed), reports=(filed.id,))
        for filed, number in self.log.left_behind:
            then = written(self.ctx, filed).written_for.revision or "an earlier revision"
            text = f"{filed.id} is about action {number} of {then}, and no mapping brings it here."
            yield Statement(text=text, party_code=reporter(self.ctx, filed), reports=(filed.id,))

    def surroundings(self) -> Iterator[tuple[str, Surroundings]]:
        """Yield the parties and links of each action that has reports."""
        plan = self.ctx.plan
        reported = [claims.position for claims in self.log.actions if claims.texts]
        if not reported:
            return
        links: dict[int, set[str]] = {}
        for link in self.ctx.plan_links.declared:
            if link.ref.action is not None:
                links.setdefault(link.position, set()).update(map(str, link.resolution.destinations))
        for position in reported:
            items = self.ctx.assignments.of_action(position)
            parties = frozenset(party.code for item in items for party in item.parties)
            number = plan.actions[position].number
            yield f"{plan.id}:{number}", Surroundings(parties=parties, links=frozenset(links.get(position, ())))

    def actions(self) -> Iterator[ActionProgress]:
        """Yield the progress of each action of the plan."""
        needed = grouped(quorums(self.ctx.plan, self.ctx.register), lambda quorum: quorum.position)
        current = self.current
        rounds = () if current is None else tuple(self.log.rounds[: current.number + 1])
        for position, action in enumerate(self.ctx.plan.actions):
            known = self.log.actions[position]
            claims = ActionClaims(position=position) if current is None else known.until(current)
            if current is None:
                claims = attrs.evolve(claims, figures=tuple((indicator, ()) for indicator, _ in known.figures))
            yield _ActionPicture(self.ctx, action, claims, rounds).progress(needed.get(position, ()))


def _is_paper(report: Report) -> bool:
    """Whether a report has sections that only the Driver writes."""
    return bool(report.settles or report.stated or report.own_text)


@attrs.frozen(eq=False)
class _ActionPicture:
    """Makes the progress of one action at a checkpoint."""

    ctx: PlanFacts
    action: Action
    claims: ActionClaims
    rounds: tuple[Round, ...]

    __repr__ = short_repr

    def progress(self, needed: Iterable[Quorum]) -> ActionProgress:
        """Return the progress of the action.

        Args:
            needed: The numbers of parties that it needs.
        """
        differences: list[Difference] = []
        current = self.rounds[-1] if self.rounds else None
        of_rounds = statuses(self.ctx, self.claims.claims, self.claims.settled, differences)
        expected = list(expected_in_rounds(self.ctx, self.claims.position, self.rounds, of_rounds))
        days = {
            thing: stated_day(thing, self.claims.claims, self.claims.settled, differences)
            for thing in (Thing.STARTED, Thing.ENDED)
        }
        kpis = [self._kpi(indicator, claims, expected) for indicator, claims in self.claims.figures]
        differences += self._taken_back(kpis, of_rounds)
        leaders = expected[-1][1] if expected else Turnout()
        of_leaders = (
            claim
            for claim in self.claims.claims
            if claim.thing is Thing.STATUS and claim.round == current and claim.apart is None
        )
        return ActionProgress(
            plan=self.ctx.plan,
            action=self.action,
            position=self.claims.position,
            at=action_pointer(self.claims.position),
            round=current,
            reported_status=status_at(of_rounds, current),
            statuses=of_rounds,
            leaders=attrs.evolve(leaders, reported=heard(of_leaders, leaders)),
            narratives=self._texts("narrative"),
            obstacles=self._texts("obstacles"),
            support=self._texts("support"),
            reasons=self._texts("reason"),
            started=days[Thing.STARTED],
            ended=days[Thing.ENDED],
            planned=planned_action(self.ctx, self.claims, of_rounds, days, current),
            carried_over=self._carried_over(),
            agreed_by=tuple(
                dict.fromkeys(
                    code
                    for _, filed, said in self.claims.texts
                    for code in self.ctx.codes(said.agreed_by, filed.content.on)
                )
            ),
            slippage=tuple(self._slippage(kpis)),
            kpis=tuple(kpi for kpi in kpis if kpi.key is not None),
            measures=tuple(kpi for kpi in kpis if kpi.key is None and kpi.claims),
            unknown_kpis=tuple(
                self._statement(
                    f"{filed.id} has a figure for KPI {number}, which is not in action {self.action.number}.",
                    reporter(self.ctx, filed),
                    filed.id,
                )
                for filed, number in self.claims.unknown_kpis
            ),
            preconditions=tuple(
                judge_quorum(quorum, [claim for kpi in kpis for claim in kpi.claims], self.ctx.register)
                for quorum in needed
            ),
            differences=tuple(differences),
            reports=tuple(filed for _, filed, _ in self.claims.texts),
        )

    @staticmethod
    def _taken_back(kpis: Iterable[KpiProgress], of_rounds: Sequence[StatusPicture]) -> Iterator[Difference]:
        """Yield the milestones that are reached, where a later status says that the action is not completed."""
        newest = of_rounds[-1] if of_rounds else None
        if newest is None or newest.round is None or newest.status is not ActionStatus.NOT_COMPLETED:
            return
        for kpi in kpis:
            reached = kpi.reached
            if reached is None or reached.first is None:
                continue
            if reached.claims[0].round.number < newest.round.number:
                what = "A milestone is reached, and later the action is not completed"
                yield differing(DifferenceKind.STATUS, what, (*reached.claims, *newest.claims))

    def _kpi(
        self, indicator: Indicator, claims: tuple[Claim, ...], expected: Sequence[tuple[Round, Turnout, Turnout]]
    ) -> KpiProgress:
        other = indicator.key is None  # nobody is expected to report what the plan does not ask for
        rounds = [
            (
                point,
                Turnout() if other else leaders,
                participants if indicator.counts_shares else Turnout(open=participants.open),
            )
            for point, leaders, participants in expected
        ]
        deciding = Deciding(indicator, claims, self.claims.settled)
        decision = deciding.decide(rounds)
        differences = list(decision.differences)
        reached, planned = None, None
        if indicator.figure is FigureKind.DAY:
            number = None if indicator.key is None else indicator.key.number
            about = [settled for settled in self.claims.settled if settled.settlement.kpi == number]
            reached = reached_day(claims, about, differences)
            current = self.rounds[-1] if self.rounds else None
            planned = planned_milestone(self.ctx, self.claims.position, indicator, reached, current)
        newest = decision.rounds[-1] if decision.rounds else None
        return KpiProgress(
            indicator=indicator,
            round=self.rounds[-1] if self.rounds else None,
            decision=decision,
            claims=claims,
            reached=reached,
            target=self._judged(indicator, deciding, decision, rounds)
            if planned is None or not self.rounds
            else judge_milestone(planned, reached),
            planned=planned,
            leaders=Turnout() if newest is None else newest.leaders,
            participants=Turnout() if newest is None else newest.participants,
            differences=tuple(differences),
        )

    def _judged(
        self,
        indicator: Indicator,
        deciding: Deciding,
        decision: Decision,
        rounds: Sequence[tuple[Round, Turnout, Turnout]],
    ) -> TargetJudgement | None:
        """Return the verdict on the target of a KPI; of one with a day of its own, also whether it is in time."""
        if not self.rounds:
            return None
        current = self.rounds[-1]
        judged = judge(indicator, decision, current)
        if judged is None or judged.state is not TargetState.REACHED or not indicator.has_day:
            return judged
        return _in_time(judged, indicator, deciding, rounds)

    def _texts(self, field: str) -> tuple[ReportedText, ...]:
        made: list[ReportedText] = []
        for point, filed, said in self.claims.texts:
            text: Prose = getattr(said, field)
            if text:
                by = reporter(self.ctx, filed)
                made.append(ReportedText(text=text, by=by, report=filed.id, on=filed.content.on, round=point))
        return tuple(made)

    def _carried_over(self) -> CarriedOver | None:
        for _, filed, said in reversed(self.claims.texts):
            to = said.carried_over
            if to is not None:
                destinations = self.ctx.portfolio.resolve(self.ctx.plan, to).destinations
                return CarriedOver(to=to, destinations=tuple(map(str, destinations)), report=filed.id)
        return None

    def _statement(self, text: str, party_code: str, report_id: str) -> Statement:
        """Return a statement about the action based on a report."""
        actions = (Ref(plan=self.ctx.plan.id, action=self.action.number),)
        return Statement(text=text, party_code=party_code, actions=actions, reports=(report_id,))

    def _slippage(self, kpis: Iterable[KpiProgress]) -> Iterator[Statement]:
        """Yield what was achieved after the period of the plan."""
        period = self.ctx.plan.period
        if period is None:
            return
        for claim in self.claims.claims:
            if claim.thing is Thing.ENDED and claim.day is not None and claim.day > period.end:
                text = f"{claim}: after the period of the plan, which ends on {period.end}."
                yield self._statement(text, claim.by, claim.report)
        for kpi in kpis:
            for claim in kpi.claims:
                after = claim.day is not None and claim.day > period.end
                if after or (claim.apart is not None and claim.apart.value == "after the plan"):
                    text = f"{claim}: the result is from after the period of the plan."
                    yield self._statement(text, claim.by, claim.report)


def _in_time(
    judged: TargetJudgement,
    indicator: Indicator,
    deciding: Deciding,
    rounds: Sequence[tuple[Round, Turnout, Turnout]],
) -> TargetJudgement:
    """Return the verdict on a target that is reached, with whether it was by its day, as far as the rounds show it."""
    day = indicator.day
    if day is None or rounds[-1][0].on <= day:
        return attrs.evolve(judged, in_time=None if day is None else True)
    by_day = [expected for expected in rounds if expected[0].on <= day]
    then = judge(indicator, deciding.decide(by_day), by_day[-1][0]) if by_day else None
    if then is not None and then.state is TargetState.REACHED:
        return attrs.evolve(judged, in_time=True)
    if then is not None and then.state is TargetState.NOT_REACHED and by_day[-1][0].on == day:
        return attrs.evolve(judged, in_time=False, text=f"{judged.text} On {day} it was not.")
    return attrs.evolve(judged, text=f"{judged.text} Whether it was reached by {day} is not reported.")
