"""Fills the tables about plans: goals, actions, parties, times, links and KPIs, from the plans in fields."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

import attrs

from empact.analysis.facts import PlanFacts
from empact.analysis.involvement.assignments import Determinacy, ResolvedSpan
from empact.analysis.portfolio.resolving import Destination
from empact.analysis.resolved_plans.kpis import ResolvedKpi
from empact.analysis.resolved_plans.parties import ResolvedParty
from empact.analysis.resolved_plans.plans import PartyFacts, ResolvedAction, ResolvedPlan, resolved
from empact.analysis.resolved_plans.times import DatedItem, ResolvedMilestone, ResolvedPeriod
from empact.model import Action, Party, Plan, Span, StrategicGoal
from empact.outputs.tables.rows import (
    ActionRow,
    GoalRow,
    KpiRow,
    LinkRow,
    PartyRow,
    PlanRow,
    TimeKind,
    TimeRow,
)

_CELLS = ("activity", "leaders", "participants", "description", "links", "timing", "target", "kpis")
"""The cells of an action."""
_KNOWN = frozenset({Determinacy.NAMED, Determinacy.EVERY, Determinacy.ROLE})


@attrs.define
class Ids:
    """The ids of the rows of one table: each is used once, also if a plan has a number twice."""

    _used: dict[str, int] = attrs.field(factory=dict[str, int])

    def new(self, wanted: str) -> str:
        """Return an id that no other row has: the wanted one, or that with a number behind it."""
        if wanted not in self._used:
            self._used[wanted] = 1
            return wanted
        while True:
            self._used[wanted] += 1
            numbered = f"{wanted} ({self._used[wanted]})"
            if numbered not in self._used:
                self._used[numbered] = 1
                return numbered


@attrs.frozen
class PlanIds:
    """The ids of the rows of one plan and of its goals and actions, by their positions."""

    plan: str
    """The id of the plan."""
    goals: tuple[str, ...]
    """The id of each goal, in the order of the plan."""
    actions: tuple[str, ...]
    """The id of each action, in the order of the plan."""
    kpis: dict[tuple[int, str], str] = attrs.field(factory=dict[tuple[int, str], str])
    """The id of each KPI and each part of one, by the position of its action and its number there. The rows of KPIs
    fill it.
    """


def plan_ids(plans: Iterable[Plan]) -> dict[int, PlanIds]:
    """Return the ids for some plans, by the identity of the plan: two plans can have one id."""
    of_plans, of_goals, of_actions = Ids(), Ids(), Ids()
    ids: dict[int, PlanIds] = {}
    for plan in plans:
        own = of_plans.new(plan.id)
        ids[id(plan)] = PlanIds(
            plan=own,
            goals=tuple(of_goals.new(f"{own}:SG {goal.number}") for goal in plan.goals),
            actions=tuple(of_actions.new(f"{own}:{action.number}") for action in plan.actions),
        )
    return ids


@attrs.define
class PlanRows:
    """The rows of the tables about plans."""

    ids: Mapping[int, PlanIds]
    """The ids of all plans in the tables, by the identity of the plan."""
    plans: list[PlanRow] = attrs.field(factory=list[PlanRow])
    """The rows of the plans so far."""
    goals: list[GoalRow] = attrs.field(factory=list[GoalRow])
    """The rows of the strategic goals so far."""
    actions: list[ActionRow] = attrs.field(factory=list[ActionRow])
    """The rows of the actions so far."""
    parties: list[PartyRow] = attrs.field(factory=list[PartyRow])
    """The rows of the parties of actions so far."""
    times: list[TimeRow] = attrs.field(factory=list[TimeRow])
    """The rows of the periods and milestones of actions so far."""
    links: list[LinkRow] = attrs.field(factory=list[LinkRow])
    """The rows of the links of actions so far."""
    kpis: list[KpiRow] = attrs.field(factory=list[KpiRow])
    """The rows of the KPIs of actions and their parts so far."""
    _part_ids: Ids = attrs.field(factory=Ids)
    _kpi_ids: Ids = attrs.field(factory=Ids)

    def add(self, ctx: PlanFacts, marking: str | None) -> None:
        """Add the rows of a plan.

        Args:
            ctx: The context of the plan.
            marking: The marking of its rows.
        """
        plan, in_fields, own = ctx.plan, resolved(ctx), self.ids[id(ctx.plan)]
        self.plans.append(_plan_row(ctx, in_fields, own, marking))
        for goal, goal_id in zip(in_fields.goals, own.goals, strict=True):
            self.goals.append(
                GoalRow(
                    id=goal_id,
                    marking=marking,
                    plan=own.plan,
                    number=goal.number,
                    body=goal.body.text,
                    annex=goal.annex.text,
                    first_day=_start(goal.valid),
                    last_day=_end(goal.valid),
                    pointer=str(goal.at),
                )
            )
        by_number = dict(
            reversed([(goal.number, goal_id) for goal, goal_id in zip(plan.goals, own.goals, strict=True)])
        )
        facts = {party.code: party for party in in_fields.parties}
        for position, action in enumerate(in_fields.actions):
            written = plan.actions[position]
            action_ids = _Of(own.plan, own.actions[position], marking)
            above = None if written.goal is None else by_number.get(written.goal)
            self.actions.append(_action_row(action, written, action_ids, above))
            self.parties.extend(self._parties(action, action_ids, facts))
            self.times.extend(self._times(action, action_ids))
            self.links.extend(self._links(action, action_ids))
            for kpi in action.kpis.items:
                self._add_kpi(own, position, kpi, action_ids, None)

    def _parties(self, action: ResolvedAction, of: _Of, facts: Mapping[str, PartyFacts]) -> Iterator[PartyRow]:
        for item in (*action.leaders.items, *action.participants.items):
            for party, span in _stays(item):
                code = None if party is None else party.code
                known = None if code is None else facts.get(code)
                end = "" if code is None else f" {code}"
                yield PartyRow(
                    id=self._part_ids.new(f"{of.action} {item.role.value}{end or f' {item.name}'}"),
                    marking=of.marking,
                    plan=of.plan,
                    action=of.action,
                    role=item.role.value,
                    party=code,
                    party_name=None if known is None else known.name,
                    party_kind=None if known is None else known.kind.value,
                    first_day=_start(span),
                    last_day=_end(span),
                    determinacy=item.determinacy.value,
                    tentative=item.tentative,
                    condition=None if item.condition is None else str(item.condition),
                    certain=code is not None
                    and item.determinacy in _KNOWN
                    and not item.tentative
                    and item.condition is None,
                    group_name=None if item.group is None else item.group.name,
                    authority=item.authority,
                    name=item.name,
                    words=item.text,
                    why="; ".join(item.why) or None,
                    pointer=str(item.at),
                )

    def _times(self, action: ResolvedAction, of: _Of) -> Iterator[TimeRow]:
        items: tuple[ResolvedPeriod | ResolvedMilestone, ...] = (*action.timing.periods, *action.timing.milestones)
        for item in items:
            for span, certain in _windows(item):
                is_period = isinstance(item, ResolvedPeriod)
                kind = TimeKind.PERIOD if is_period else TimeKind.MILESTONE
                yield TimeRow(
                    id=self._part_ids.new(f"{of.action} {kind.value} {'' if span is None else span.start}".rstrip()),
                    marking=of.marking,
                    plan=of.plan,
                    action=of.action,
                    kind=kind.value,
                    phase=item.phase if isinstance(item, ResolvedPeriod) else None,
                    label=None if isinstance(item, ResolvedPeriod) else item.label,
                    first_day=_start(span),
                    last_day=_end(span),
                    certain=certain,
                    deadline=item.deadline,
                    bound=item.bound.value,
                    choice=item.choice.value,
                    provisional=item.provisional,
                    words=item.text,
                    pointer=str(item.at),
                )

    def _links(self, action: ResolvedAction, of: _Of) -> Iterator[LinkRow]:
        for link in action.links.items:
            for destination in link.destinations or (None,):
                to_plan, to_goal, to_action = self._ends(destination)
                yield LinkRow(
                    id=self._part_ids.new(f"{of.action} {link.text}"),
                    marking=of.marking,
                    plan=of.plan,
                    action=of.action,
                    to_plan=to_plan,
                    to_goal=to_goal,
                    to_action=to_action,
                    ref=str(link.to),
                    state=link.state.value,
                    crosses=link.crosses,
                    phase=link.phase,
                    flow=_word(link.flow),
                    kind=_word(link.kind),
                    origin=_word(link.origin),
                    answer=link.answer,
                    why=link.why,
                    words=link.text,
                    pointer=str(link.at),
                )

    def _ends(self, end: Destination | None) -> tuple[str | None, str | None, str | None]:
        """Return the ids of the plan, the goal and the action that a link leads to, as far as the tables have them."""
        known = None if end is None else self.ids.get(id(end.plan))
        if end is None or known is None:
            return None, None, None
        position = end.position
        goal = known.goals[position] if isinstance(end.value, StrategicGoal) and position is not None else None
        action = known.actions[position] if isinstance(end.value, Action) and position is not None else None
        return known.plan, goal, action

    def _add_kpi(self, own: PlanIds, position: int, kpi: ResolvedKpi, of: _Of, whole: str | None) -> None:
        number = kpi.id.rpartition("/")[2]
        kpi_id = own.kpis[position, number] = self._kpi_ids.new(f"{of.action}/{number}")
        baseline = kpi.baseline
        self.kpis.append(
            KpiRow(
                id=kpi_id,
                marking=of.marking,
                plan=of.plan,
                action=of.action,
                part_of=whole,
                kind=_word(kpi.kind),
                measures=kpi.measures,
                unit=kpi.unit,
                direction=_word(kpi.direction),
                comparison=_word(kpi.comparison),
                value=_number(kpi.value),
                most=_number(kpi.most),
                baseline=None if baseline is None else _number(baseline.value),
                baseline_year=None if baseline is None else baseline.year,
                per=kpi.per,
                deadline=max((span.end for span in kpi.deadline), default=None),
                adds=_word(kpi.adds),
                target=kpi.target,
                words=kpi.text,
                pointer=str(kpi.at),
            )
        )
        for part in kpi.parts:
            self._add_kpi(own, position, part, of, kpi_id)


@attrs.frozen
class _Of:
    """What the rows of one action have in common."""

    plan: str
    action: str
    marking: str | None


def _plan_row(ctx: PlanFacts, in_fields: ResolvedPlan, own: PlanIds, marking: str | None) -> PlanRow:
    plan, priority, period = ctx.plan, ctx.plan.priority, ctx.plan.period
    cells = (plan.driver, plan.co_drivers)
    drivers = () if period is None else (code for cell in cells for code in ctx.codes(cell, period.start))
    return PlanRow(
        id=own.plan,
        marking=marking,
        title=plan.title,
        cycle=None if plan.cycle is None else plan.cycle.id,
        priority=None if priority is None else priority.code,
        priority_name=None if priority is None else priority.name,
        first_day=_start(period),
        last_day=_end(period),
        document=str(plan.cover.number) or None,
        drivers=tuple(drivers),
        draft=ctx.draft,
        printed_marking=in_fields.printed_marking,
        as_of=ctx.as_of,
        file=None if plan.source is None else plan.source.file,
    )


def _action_row(action: ResolvedAction, written: Action, of: _Of, goal: str | None) -> ActionRow:
    return ActionRow(
        id=of.action,
        marking=of.marking,
        plan=of.plan,
        goal=goal,
        number=action.number,
        activity=action.activity.text,
        description=action.description.text,
        timing=action.timing.text,
        target=action.target.text,
        first_day=action.timing.start,
        last_day=action.timing.end,
        tentative=action.tentative,
        suspended=action.suspended,
        withheld=tuple(name for name in _CELLS if getattr(written, name).withheld),
        digest=written.content_digest,
        pointer=str(action.at),
    )


def _stays(item: ResolvedParty) -> Iterator[tuple[Party | None, Span | None]]:
    """Yield each party of an item with the days on which it is meant, which can be several spans; or no party."""
    for party in item.parties:
        spans = tuple(_joined(item.spans, party))
        yield from ((party, span) for span in spans or (None,))
    if not item.parties:
        yield None, None


def _joined(spans: Iterable[ResolvedSpan], party: Party) -> Iterator[Span]:
    """Yield the days of a party, with spans that follow each other as one."""
    last: Span | None = None
    for part in spans:
        if party not in part.parties:
            continue
        if last is not None and part.span.start == last.end + dt.timedelta(days=1):
            last = Span(start=last.start, end=part.span.end)
            continue
        yield from () if last is None else (last,)
        last = part.span
    yield from () if last is None else (last,)


def _windows(item: DatedItem) -> Iterator[tuple[Span | None, bool]]:
    """Yield the windows of an item of a timing, each with whether it is certain; one without days if it has no date."""
    for stretch in item.days:
        yield stretch.span, stretch.certain
    if not item.days:
        yield None, False


def _start(span: Span | None) -> dt.date | None:
    return None if span is None else span.start


def _end(span: Span | None) -> dt.date | None:
    return None if span is None else span.end


def _word(member: object) -> str | None:
    return None if member is None else str(getattr(member, "value", member))


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
