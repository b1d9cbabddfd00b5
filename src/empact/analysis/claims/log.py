"""The log of claims: what each party states in its reports in force, in which round, and what is listed separately."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

import attrs

from empact.analysis.claims.casts import Cast, Standing, cast_of, plan_bodies
from empact.analysis.claims.indicators import PERCENT, Indicator, action_indicators, other_measure, unit_key
from empact.analysis.claims.rounds import Round, plan_rounds, round_of
from empact.analysis.claims.values import Apart, Claim, SettledClaim, Thing
from empact.analysis.claims.written import left_behind
from empact.analysis.facts import PlanFacts, check_plan_context
from empact.arguments import check_type
from empact.diagnostics import Pointer
from empact.model import (
    ActionReport,
    Figure,
    FigureKind,
    FigureScope,
    FiledReport,
    FrozenMap,
    KpiNumber,
    Operation,
    Span,
)
from empact.values import value


@value(kw_only=True)
class ActionClaims:
    """The claims about one action, in the order of the rounds, and within a round by day and report."""

    position: int
    """The index of the action in ``plan.actions``."""
    claims: tuple[Claim, ...] = ()
    """The claims about the action itself: its status, its first and its last day."""
    figures: tuple[tuple[Indicator, tuple[Claim, ...]], ...] = ()
    """Each KPI, or part of one, in the order of the plan, and then each other measure, with the claims about it."""
    settled: tuple[SettledClaim, ...] = ()
    """What the Driver settles for the action."""
    texts: tuple[tuple[Round, FiledReport, ActionReport], ...] = ()
    """What each report says of the action, without reports that were written for another one."""
    unknown_kpis: tuple[tuple[FiledReport, KpiNumber], ...] = ()
    """Figures for KPIs that the action does not have, with their reports. They are not counted."""

    def until(self, last: Round) -> ActionClaims:
        """Return the claims of the rounds up to one of them."""
        check_type("The last", "a Round", Round, last)
        number = last.number
        return attrs.evolve(
            self,
            claims=tuple(claim for claim in self.claims if claim.round.number <= number),
            figures=tuple(
                (indicator, tuple(claim for claim in claims if claim.round.number <= number))
                for indicator, claims in self.figures
            ),
            settled=tuple(settled for settled in self.settled if settled.round.number <= number),
            texts=tuple(text for text in self.texts if text[0].number <= number),
        )


@value(kw_only=True)
class IdleSupersession:
    """A report that names another as superseded, without effect: the other one stays in force."""

    filed: FiledReport = attrs.field(repr=False)
    """The report that names the other."""
    at: Pointer
    """The pointer of the id of the other."""
    superseded: FiledReport = attrs.field(repr=False)
    """The report that stays in force."""
    why: str
    """Why it has no effect, in words: ``is by another party``."""


@value(kw_only=True)
class ClaimLog:
    """All claims about a plan, from the reports that are known at the date of knowledge."""

    rounds: tuple[Round, ...]
    """The rounds of the plan."""
    reports: tuple[tuple[Round, FiledReport], ...]
    """The reports in force, each with its round: by round, day and id."""
    superseded_by: Mapping[str, tuple[str, ...]]
    """The ids of the reports that supersede each one, by its id; without those that are in force."""
    idle: tuple[IdleSupersession, ...]
    """The reports that name another as superseded, without effect."""
    unplaced: tuple[FiledReport, ...]
    """Reports in force whose checkpoint the plan does not have, or has without a day. They are not counted."""
    unknown_actions: tuple[tuple[FiledReport, str], ...]
    """What reports say about actions that the plan does not have: the report and the number. It is not counted."""
    left_behind: tuple[tuple[FiledReport, str], ...]
    """What reports say about actions of an earlier revision that no mapping brings here: the report, and the number
    that the action had. It is not counted.
    """
    actions: tuple[ActionClaims, ...]
    """The claims about each action, in the order of the plan."""

    @property
    def in_force(self) -> tuple[FiledReport, ...]:
        """The reports in force, also those that are not counted."""
        return (*(filed for _, filed in self.reports), *self.unplaced)


def claim_log(ctx: PlanFacts) -> ClaimLog:
    """Return the claims about a plan; of one context, always the same ones."""
    check_plan_context("claim_log()", ctx)
    return ctx.once(_log)


def reporter(ctx: PlanFacts, filed: FiledReport) -> str:
    """Return the code of the party that made a report; its name as written if it is not known.

    Of a body with several names, it is the code of the one that the plan has.
    """
    codes = ctx.codes(filed.content.by, filed.content.on)
    return plan_bodies(ctx).code(codes[0] if codes else str(filed.content.by))


def _log(ctx: PlanFacts) -> ClaimLog:
    rounds = plan_rounds(ctx.plan)
    every = list({filed.digest: filed for filed in reversed(tuple(ctx.reports))}.values())[::-1]
    placed = {
        filed.id: (round_of(rounds, filed.content.checkpoint, filed.content.on), reporter(ctx, filed))
        for filed in every
    }
    superseded, idle = _superseded(ctx, every, placed)
    in_force = [filed for filed in every if filed.id not in superseded]
    reports = [(point, filed) for filed in in_force if (point := placed[filed.id][0]) is not None]
    reports.sort(key=lambda pair: pair[0].number)  # stable: by day within a round
    positions: dict[str, int] = {}
    for position, action in enumerate(ctx.plan.actions):
        positions.setdefault(action.number, position)
    said: dict[int, list[_Said]] = {}
    unknown: list[tuple[FiledReport, str]] = []
    settled: dict[int, list[SettledClaim]] = {}
    for point, filed in reports:
        by = placed[filed.id][1]
        others = ctx.identities.others(filed.content)
        for index, action_report in enumerate(filed.content.actions):
            place = positions.get(action_report.action)
            if action_report.is_empty:
                continue
            if place is None:
                unknown.append((filed, action_report.action))
            else:
                changed = others.get(action_report.action)
                why = None if changed is None else changed.why
                at = Pointer() / "actions" / index
                said.setdefault(place, []).append(_Said(point, filed, at, by, action_report, why))
        for index, settlement in enumerate(filed.content.settles):
            place = positions.get(settlement.action)
            about = point
            if settlement.checkpoint is not None:
                about = round_of(rounds, settlement.checkpoint, filed.content.on) or point
            if place is not None and settlement.action not in others and is_driver(ctx, by, filed.content.on):
                settled.setdefault(place, []).append(
                    SettledClaim(
                        by=by,
                        round=about,
                        on=filed.content.on,
                        filed=filed,
                        at=Pointer() / "settles" / index,
                        settlement=settlement,
                    )
                )
    operations = {operation.id: operation for operation in reversed(ctx.operations)}
    unplaced = _unplaced_kpis(ctx)
    return ClaimLog(
        rounds=rounds,
        reports=tuple(reports),
        superseded_by={id: tuple(ids) for id, ids in superseded.items()},
        idle=tuple(idle),
        unplaced=tuple(filed for filed in in_force if placed[filed.id][0] is None),
        unknown_actions=tuple(unknown),
        left_behind=tuple((filed, number) for filed in in_force for number in left_behind(ctx, filed)),
        actions=tuple(
            _ActionLog(ctx, operations, unplaced, position).claims(said.get(position, ()), settled.get(position, ()))
            for position in range(len(ctx.plan.actions))
        ),
    )


def _unplaced_kpis(ctx: PlanFacts) -> dict[tuple[str, Pointer], str]:
    """Return why figures count for no KPI of this revision, by the digest of the report and the pointer."""
    paths = ctx.revision_paths
    known = () if paths is None or ctx.whole_reports is None else ctx.whole_reports
    return {
        (filed.digest, kpi.at): kpi.why
        for filed in known
        if paths is not None
        for kpi in paths.unplaced_kpis(filed.content, filed.id)
    }


def is_driver(ctx: PlanFacts, code: str, on: dt.date) -> bool:
    """Return whether a party, by its code, is the Driver or a co-driver of the plan on a day."""
    drivers = (*ctx.codes(ctx.plan.driver, on), *ctx.codes(ctx.plan.co_drivers, on))
    return code in map(plan_bodies(ctx).code, drivers)


def _superseded(
    ctx: PlanFacts, every: Iterable[FiledReport], placed: Mapping[str, tuple[Round | None, str]]
) -> tuple[dict[str, dict[str, None]], list[IdleSupersession]]:
    """Return which reports are superseded, by which others, and what has no effect."""
    known = {filed.id: filed for filed in every}
    circle_of = {filed.id: number for number, circle in enumerate(ctx.reports.circles) for filed in circle}
    superseded: dict[str, dict[str, None]] = {}
    idle: list[IdleSupersession] = []
    for filed in every:
        for index, id in enumerate(filed.content.supersedes):
            other = known.get(id)
            if other is None:
                continue
            why = None
            if other is filed:
                why = "is the report itself"
            elif placed[id][1] != placed[filed.id][1]:
                why = f"is by {placed[id][1]}"
            elif placed[id][0] != placed[filed.id][0] or other.content.checkpoint != filed.content.checkpoint:
                why = f"is for {other.content.checkpoint!r}"
            elif other.content.on > filed.content.on:
                why = f"is of a later day, {other.content.on}"
            elif id in circle_of and circle_of[id] == circle_of.get(filed.id):
                why = "supersedes this one too"
            if why is None:
                superseded.setdefault(id, {})[filed.id] = None
            else:
                at = Pointer() / "supersedes" / index
                idle.append(IdleSupersession(filed=filed, at=at, superseded=other, why=why))
    _supersede_redacted(ctx, known, superseded)
    return superseded, idle


def _supersede_redacted(ctx: PlanFacts, known: Collection[str], superseded: dict[str, dict[str, None]]) -> None:
    """Add what redacted reports superseded: it does not count again."""
    for redaction in ctx.reports.redactions:
        for id in redaction.content.supersedes:
            if id in known:
                superseded.setdefault(id, {})[redaction.id] = None


@attrs.frozen
class _Said:
    """What one report says of one action, in which place."""

    round: Round
    filed: FiledReport
    at: Pointer
    by: str
    report: ActionReport
    why: str | None
    """Why it is about another action; None if it is about this one."""


@attrs.frozen
class _ActionLog:
    """Makes the claims about one action."""

    ctx: PlanFacts
    operations: Mapping[str, Operation]
    unplaced: Mapping[tuple[str, Pointer], str]
    """Why figures count for no KPI of this revision, by the digest of the report and the pointer."""
    position: int
    casts: dict[int, Cast] = attrs.field(factory=dict[int, Cast], init=False)

    def claims(self, said: Iterable[_Said], settled: Iterable[SettledClaim]) -> ActionClaims:
        """Return the claims that the reports make about the action."""
        indicators = action_indicators(self.ctx, self.position)
        figures: dict[Indicator, list[Claim]] = {indicator: [] for indicator in indicators}
        by_number = {
            indicator.key.number: (indicator, claims)
            for indicator, claims in figures.items()
            if indicator.key is not None
        }
        others: dict[str, tuple[Indicator, list[Claim]]] = {}
        of_action: list[Claim] = []
        texts: list[tuple[Round, FiledReport, ActionReport]] = []
        unknown: list[tuple[FiledReport, KpiNumber]] = []
        for line in said:
            if line.why is None:
                texts.append((line.round, line.filed, line.report))
            of_action += self._of_action(line)
            for index, figure in enumerate(line.report.figures):
                if line.why is not None and figure.kpi not in by_number:
                    continue  # a figure of another action, which this one has not
                if figure.kpi is not None and figure.kpi not in by_number:
                    unknown.append((line.filed, figure.kpi))
                    continue
                if figure.kpi is not None:
                    indicator, claims = by_number[figure.kpi]
                else:
                    words = figure.measure or ""
                    key = " ".join(words.casefold().split())
                    if key not in others:
                        other = self._other(words)
                        others[key] = other, figures.setdefault(other, [])
                    indicator, claims = others[key]
                at = line.at / "figures" / index
                why = line.why or self.unplaced.get((line.filed.digest, at))
                about = line if why is line.why else attrs.evolve(line, why=why)
                claims += self._of_figure(about, at, figure, indicator)
        return ActionClaims(
            position=self.position,
            claims=tuple(of_action),
            figures=tuple((indicator, _in_one_unit(indicator, claims)) for indicator, claims in figures.items()),
            settled=tuple(settled),
            texts=tuple(texts),
            unknown_kpis=tuple(unknown),
        )

    def _other(self, measure: str) -> Indicator:
        return other_measure(self.ctx, self.position, measure)

    def _standing(self, line: _Said) -> Standing:
        if line.round.number not in self.casts:
            self.casts[line.round.number] = cast_of(self.ctx, self.position, line.round.on)
        return self.casts[line.round.number].standing(line.by)

    def _of_action(self, line: _Said) -> Iterator[Claim]:
        report = line.report
        stated: tuple[tuple[Thing, str | None, dt.date | None], ...] = (
            (Thing.STATUS, report.status, None),
            (Thing.STARTED, None, report.started),
            (Thing.ENDED, None, report.ended),
        )
        for thing, words, day in stated:
            if words is not None or day is not None:
                at, standing = line.at / thing.value, self._standing(line)
                reason = {} if standing is Standing.LEADER or line.why is not None else _not_led(line.by)
                yield self._claim(line, thing, at, words=words, day=day, **reason)

    def _claim(self, line: _Said, thing: Thing, at: Pointer, **stated: Any) -> Claim:
        """Return a claim with what is ``stated``, such as its value, its words or its days."""
        content = line.filed.content
        reason: dict[str, Any] = {} if line.why is None else {"apart": Apart.OTHER_ACTION, "why": line.why}
        return Claim(
            thing=thing,
            by=line.by,
            part=content.part,
            standing=self._standing(line),
            replaces=plan_bodies(self.ctx).merged.get(line.by, ()),
            round=line.round,
            on=content.on,
            filed=line.filed,
            at=at,
            **reason,
            **stated,
        )

    def _of_figure(self, line: _Said, at: Pointer, figure: Figure, indicator: Indicator) -> Iterator[Claim]:
        """Yield the claims of a figure: itself, and what it says that other parties contributed."""
        is_day = indicator.figure is FigureKind.DAY
        if figure.reached is not None or (is_day and figure.value == 0):
            thing = Thing.DAY
        elif figure.value is not None or figure.nothing:
            thing = Thing.TOTAL if figure.scope is FigureScope.TOTAL else Thing.SHARE
        else:
            thing = Thing.WORDS
        claim = self._claim(
            line,
            thing,
            at,
            value=figure.value,
            of=figure.of,
            unit=figure.unit,
            nothing=figure.nothing,
            day=figure.reached,
            words=figure.text.plain or None if thing is Thing.WORDS else None,
            operations=figure.operations,
            days=figure.period or self._days(line.round, indicator),
            figure=figure,
        )
        placed = tuple(self._within_plan(self._placed(claim, indicator)))
        yield from placed
        whole = placed[-1]
        for index, breakdown in enumerate(figure.breakdowns):
            if not breakdown.is_by_party or thing is not Thing.TOTAL:
                continue
            for name, amount in breakdown.parts.items():
                party = self.ctx.register.find(name, claim.on)
                yield attrs.evolve(
                    claim,
                    thing=Thing.ATTRIBUTED,
                    value=amount,
                    of=None,
                    operations=FrozenMap(),
                    about=name if party is None else plan_bodies(self.ctx).code(party.code),
                    apart=whole.apart,  # a total that is listed separately says nothing of others that counts
                    why=whole.why,
                    at=at / "breakdowns" / index / "parts" / name,
                )

    def _days(self, point: Round, indicator: Indicator) -> Span:
        """Return the days that a figure without a period is about."""
        period = self.ctx.plan.period
        if (indicator.adds is not None and indicator.adds.facts.new) or period is None:
            return point.days
        return Span(start=min(period.start, point.days.end), end=point.days.end)

    def _placed(self, claim: Claim, indicator: Indicator) -> Claim:
        """Return a claim, apart if it does not fit the KPI, or if the party may not state it."""
        if claim.apart is not None:
            return claim
        why = _misfit(claim, indicator)
        if why is not None:
            return attrs.evolve(claim, apart=why[0], why=why[1])
        if claim.thing is Thing.TOTAL or claim.thing is Thing.DAY:
            return _led(claim)
        if claim.thing is Thing.SHARE and claim.standing is Standing.OTHER:
            why_not = "the action does not name the party, and no group of it can mean it"
            return attrs.evolve(claim, apart=Apart.NOT_NAMED, why=why_not)
        return claim

    def _within_plan(self, claim: Claim) -> Iterator[Claim]:
        """Yield a claim; what is from before or after the plan, or of an excluded party, is listed separately."""
        period, days = self.ctx.plan.period, claim.days
        if claim.apart is not None or days is None or (claim.value is None and not claim.nothing):
            yield claim
            return
        outside = None if period is None else _outside(days, period)
        if outside is not None:
            yield attrs.evolve(claim, apart=outside, why=f"its days, {days}, are {outside.value}")
            return
        since = [absence for absence in self.ctx.absences if absence.party_code == claim.by]
        # The days of a cumulative figure begin with the plan: without a period, those of its round decide.
        first = (claim.round.days if claim.figure is None or claim.figure.period is None else days).start
        absent = next((absence for absence in since if absence.holds(first)), None)
        if absent is not None:
            yield attrs.evolve(claim, apart=Apart.EXCLUDED, why=f"{claim.by} is excluded from {absent.since} on")
            return
        for id, amount in claim.operations.items():
            held = operation_days(self.operations.get(id))
            apart = None if period is None or held is None else _outside(held, period)
            if apart is not None and held is not None and claim.value is not None:
                rest = {other: part for other, part in claim.operations.items() if other != id}
                why = f"it is of the operation {id}, whose days, {held}, are {apart.value}"
                yield attrs.evolve(claim, value=amount, operations=FrozenMap(), days=held, apart=apart, why=why)
                claim = attrs.evolve(claim, value=claim.value - amount, operations=FrozenMap(rest))
        yield claim


def _led(claim: Claim) -> Claim:
    """Return a claim that only a leader can make, apart if the party does not lead the action."""
    if claim.apart is not None or claim.standing is Standing.LEADER:
        return claim
    return attrs.evolve(claim, **_not_led(claim.by))


def _not_led(party: str) -> dict[str, Any]:
    return {"apart": Apart.ROLE, "why": f"{party} does not lead the action"}


def _misfit(claim: Claim, indicator: Indicator) -> tuple[Apart, str] | None:  # noqa: PLR0911 - one for each reason
    """Return why a claim is not what the KPI takes; None if it is."""
    kind, unit = indicator.figure, unit_key(claim.unit)
    if claim.nothing:
        return (Apart.VALUE, "'nothing' is about a share only") if claim.thing is Thing.TOTAL else None
    percent = (unit or unit_key(indicator.unit)) in PERCENT
    if claim.thing is Thing.SHARE or claim.thing is Thing.TOTAL:
        if kind is FigureKind.DAY:
            return Apart.VALUE, "the KPI is a milestone, which is reached on a day"
        if kind is FigureKind.RATIO and claim.of is None:
            return Apart.RATIO, "a ratio needs a denominator"
        if kind is FigureKind.NUMBER and claim.of is not None:
            return Apart.VALUE, "it is a ratio, and the figures of this KPI are not ratios"
        level = indicator.adds is not None and indicator.adds.facts.newest and claim.thing is Thing.TOTAL
        if percent and claim.of is None and not level:
            return Apart.RATIO, "a percentage without its numerator and denominator is not added"
        if not indicator.takes_unit(claim.unit):
            return Apart.UNIT, f"its unit is not {indicator.figure_unit or indicator.counted!r}"
    elif claim.thing is Thing.DAY and kind is not FigureKind.DAY and kind is not None:
        return Apart.VALUE, "the KPI is not a milestone"
    return None


def _outside(days: Span, period: Span) -> Apart | None:
    if days.end < period.start:
        return Apart.BEFORE
    return Apart.AFTER if days.start > period.end else None


def operation_days(operation: Operation | None) -> Span | None:
    """Return the days from the first to the last one of an operation; None if they are not known."""
    days = () if operation is None else operation.days
    return Span(start=min(span.start for span in days), end=max(span.end for span in days)) if days else None


def _in_one_unit(indicator: Indicator, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return claims, apart if they have several units and neither the plan nor the register sets one."""
    stated = tuple(claims)
    numbers = [claim for claim in stated if claim.value is not None and claim.apart is None]
    units = dict.fromkeys(claim.unit for claim in numbers)
    if indicator.unit is not None or len({unit_key(unit) for unit in units}) <= 1:
        return stated
    named = ", ".join(unit or "no unit" for unit in units)
    why = f"the figures have several units ({named}), and neither the plan nor the register sets one"
    return tuple(attrs.evolve(claim, apart=Apart.UNIT, why=why) if claim in numbers else claim for claim in stated)
