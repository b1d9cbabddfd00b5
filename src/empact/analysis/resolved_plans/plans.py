"""A plan in fields: its head, its goals and its actions, with the parties that it means."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, ClassVar

import attrs

from empact.analysis.facts import PlanFacts, Result, check_plan_context
from empact.analysis.portfolio.connections import Connection
from empact.analysis.positions import walk_goals
from empact.analysis.resolved_plans.cells import CellText, cell_text
from empact.analysis.resolved_plans.kpis import ResolvedKpis, ResolvedTargets, resolved_kpis, resolved_targets
from empact.analysis.resolved_plans.links import ResolvedLinks, resolved_links
from empact.analysis.resolved_plans.parties import ResolvedParties, resolved_parties
from empact.analysis.resolved_plans.times import ResolvedTiming, resolved_timing
from empact.analysis.schedules import checkpoint_dates
from empact.analysis.workloads.active_months import Month, Run, runs
from empact.diagnostics import Pointer
from empact.model import (
    Approval,
    Channel,
    CitedDocument,
    Condition,
    Cover,
    FrozenMap,
    Funding,
    Initiative,
    Interdependency,
    Location,
    MarkingToday,
    Note,
    PartyKind,
    Phase,
    Plan,
    PolicyCycle,
    Priority,
    Provision,
    Ref,
    Reservation,
    Route,
    Section,
    Span,
)
from empact.model.links import NUMBER
from empact.values import as_fields, value


@value(kw_only=True)
class PartyFacts:
    """A party that the plan means, as the register has it."""

    code: str
    """Its code in EU usage, such as ``EL``."""
    name: str
    """Its English name at the time of the plan."""
    kind: PartyKind
    """Its kind at the time of the plan."""
    iso: str | None = None
    """The ISO 3166-1 code of a state, such as ``GR``. None for other parties."""
    note: str | None = None
    """The note that must be printed beside its name. None if there is none."""


@value(kw_only=True)
class ResolvedCheckpoint:
    """A time at which results are reported."""

    name: str
    """Its name, as the column of results has it."""
    days: tuple[dt.date, ...]
    """Its dates: the date in the plan, or the dates that follow from its name; empty if there are none."""


@value(kw_only=True)
class ResolvedResult:
    """What the plan itself reports about an action at a checkpoint: a cell of the results columns."""

    checkpoint: str
    """The name of the checkpoint."""
    days: tuple[dt.date, ...]
    """The dates of the checkpoint."""
    result: CellText
    """The cell, as printed."""


@value(kw_only=True)
class ResolvedGoal:
    """A strategic goal of the plan."""

    id: str
    """Its id, such as ``C-2012:SG 1``."""
    number: str
    """Its number."""
    at: Pointer
    """The pointer of the goal."""
    body: CellText
    """The wording in the body of the plan."""
    annex: CellText
    """The wording above its actions in the annex."""
    valid: Span | None = None
    """The period for which the goal was adopted. None if the plan does not state it."""
    actions: tuple[str, ...]
    """The ids of its actions, in order."""
    extensions: FrozenMap[str, Any] = FrozenMap()
    """Data of plugins about this goal, each under the name of its extension."""


@value(kw_only=True)
class ResolvedAction:
    """An action of the plan: one row of its table, cell by cell, and what the plan states about it."""

    id: str
    """Its id, such as ``C-2012:2.1``."""
    number: str
    """Its number."""
    at: Pointer
    """The pointer of the action."""
    goal: str | None = None
    """The id of its strategic goal, such as ``C-2012:SG 2``. None if the plan does not put it below a goal."""
    tentative: bool
    """Whether the action is still to be confirmed."""
    suspended: bool
    """Whether the action is suspended."""
    activity: CellText
    """What is to be done."""
    leaders: ResolvedParties
    """Who leads the action."""
    participants: ResolvedParties
    """Who takes part."""
    description: CellText
    """How it is to be done."""
    links: ResolvedLinks
    """The goals and actions that it depends on."""
    timing: ResolvedTiming
    """When it takes place."""
    certain_months: tuple[Month, ...]
    """The months in which it takes place; none if the action is tentative or suspended."""
    possible_months: tuple[Month, ...]
    """Further months in which it may take place."""
    target: ResolvedTargets
    """Its aim, without the KPIs."""
    kpis: ResolvedKpis
    """Its key performance indicators."""
    results: tuple[ResolvedResult, ...]
    """What the plan itself reports, by checkpoint."""
    documentation: tuple[str, ...]
    """Where the detailed project documentation is: web addresses, or names of documents."""
    reservations: tuple[Reservation, ...] = attrs.field(metadata=as_fields())
    """Where the plan says that the action is tentative or suspended."""
    conditions: tuple[Condition, ...] = attrs.field(metadata=as_fields())
    """What must hold for the action to take place."""
    phases: tuple[Phase, ...] = attrs.field(metadata=as_fields())
    """Its phases."""
    locations: tuple[Location, ...] = attrs.field(metadata=as_fields())
    """Where it takes place, or at what it is directed."""
    routes: tuple[Route, ...] = attrs.field(metadata=as_fields())
    """The routes in it."""
    channels: tuple[Channel, ...] = attrs.field(metadata=as_fields())
    """Its information channels."""
    funding: tuple[Funding, ...] = attrs.field(metadata=as_fields())
    """Who pays for it or for a part of it."""
    initiatives: tuple[Initiative, ...] = attrs.field(metadata=as_fields())
    """The projects, operations and strategies that it belongs to."""
    continues: tuple[Ref, ...] = attrs.field(metadata=as_fields())
    """The actions of earlier plans that it continues."""
    extensions: FrozenMap[str, Any] = FrozenMap()
    """Data of plugins about this action, each under the name of its extension."""


@value(kw_only=True)
class ResolvedPlan(Result):
    """A plan in fields: parties as codes, times as dates, links as ids, KPIs as numbers, beside the printed words."""

    _uses: ClassVar = ("ledger",)

    plan: Plan = attrs.field(repr=False)
    """The id of the plan."""
    title: str | None = None
    """Its title, as printed. None if it has none."""
    printed_marking: str | None = None
    """The marking of the document, as printed; ``marking`` is the marking that this output must carry. None if it has
    none.
    """
    marking_today: MarkingToday | None = attrs.field(default=None, metadata=as_fields())
    """How a document has changed the marking. None if no change is known."""
    period: Span | None = None
    """The first and the last day that the plan covers. None if the plan does not state it."""
    priority: Priority | None = attrs.field(default=None, metadata=as_fields())
    """The crime priority that it serves. None if the plan does not state it."""
    cycle: PolicyCycle | None = attrs.field(default=None, metadata=as_fields())
    """The EU policy cycle that it belongs to. None if the plan does not state it."""
    cover: Cover = attrs.field(metadata=as_fields(), repr=False)
    """The cover page of the document."""
    oversight: ResolvedParties = attrs.field(repr=False)
    """The body that delegates the management to the Driver."""
    driver: ResolvedParties = attrs.field(repr=False)
    """The member state that manages the plan."""
    co_drivers: ResolvedParties = attrs.field(repr=False)
    """The member states that manage it together with the Driver."""
    drafters: ResolvedParties = attrs.field(repr=False)
    """The states and bodies that wrote it."""
    support: ResolvedParties = attrs.field(repr=False)
    """The bodies that give project support."""
    states: tuple[Approval, ...] = attrs.field(metadata=as_fields(), repr=False)
    """The states that the plan has reached at the date of knowledge, and those that it is expected to reach."""
    provisions: tuple[Provision, ...] = attrs.field(metadata=as_fields(), repr=False)
    """Its provisions about its own management."""
    interdependencies: tuple[Interdependency, ...] = attrs.field(metadata=as_fields(), repr=False)
    """The other priorities that it overlaps with."""
    channels: tuple[Channel, ...] = attrs.field(metadata=as_fields(), repr=False)
    """Its information channels."""
    sections: tuple[Section, ...] = attrs.field(metadata=as_fields(), repr=False)
    """Its narrative sections, in order."""
    documents: tuple[CitedDocument, ...] = attrs.field(metadata=as_fields(), repr=False)
    """The documents that it cites."""
    checkpoints: tuple[ResolvedCheckpoint, ...] = attrs.field(repr=False)
    """The times at which results are reported."""
    goals: tuple[ResolvedGoal, ...]
    """Its strategic goals, in order."""
    actions: tuple[ResolvedAction, ...]
    """Its actions, in order."""
    notes: tuple[Note, ...] = attrs.field(metadata=as_fields(), repr=False)
    """Its footnotes."""
    parties: tuple[PartyFacts, ...] = attrs.field(repr=False)
    """The parties that the plan and its actions mean, by code."""
    extensions: FrozenMap[str, Any] = attrs.field(default=FrozenMap[str, Any](), repr=False)
    """Data of plugins about this plan, each under the name of its extension."""


def resolved(ctx: PlanFacts) -> ResolvedPlan:
    """Return a plan in fields: parties as codes, times as dates, links as ids, KPIs as numbers, beside the words.

    Parties are resolved at the time of each action, without those that a decision of the ledger excludes. An open group
    ("Relevant MS") is never resolved: it says so. Links are resolved in the plans of the context. What is decided about
    KPIs outside the plan is not used.

    Args:
        ctx: The context of the plan.
    """
    check_plan_context("resolved()", ctx)
    plan = ctx.plan
    days = checkpoint_dates(plan)
    heads = {
        field: resolved_parties(ctx, None, field, getattr(plan, field), Pointer() / field)
        for field in ("oversight", "driver", "co_drivers", "drafters", "support")
    }
    actions = tuple(_actions(ctx, days))
    return ResolvedPlan(
        context=ctx,
        plan=plan,
        title=plan.title,
        printed_marking=plan.printed_marking,
        marking_today=plan.marking_today,
        period=plan.period,
        priority=plan.priority,
        cycle=plan.cycle,
        cover=plan.cover,
        **heads,
        states=ctx.states,
        provisions=plan.provisions,
        interdependencies=plan.interdependencies,
        channels=plan.channels,
        sections=plan.sections,
        documents=plan.documents,
        checkpoints=tuple(ResolvedCheckpoint(name=name, days=dates) for name, dates in days.items()),
        goals=tuple(_goals(plan)),
        actions=actions,
        notes=plan.notes,
        parties=tuple(_parties(ctx, set(_codes(heads.values(), actions)))),
        extensions=plan.extensions,
    )


def _goals(plan: Plan) -> Iterator[ResolvedGoal]:
    for _, at, goal in walk_goals(plan):
        yield ResolvedGoal(
            id=_goal_id(plan, goal.number),
            number=goal.number,
            at=at,
            body=cell_text(goal.body),
            annex=cell_text(goal.annex),
            valid=goal.valid,
            actions=tuple(_action_id(plan, action.number) for action in plan.actions_of(goal.number)),
            extensions=goal.extensions,
        )


def _goal_id(plan: Plan, number: str) -> str:
    """Return the id of a goal; if an action names one that no goal can have, such as ``1 a``, its words as written."""
    return str(Ref(plan=plan.id, goal=number)) if NUMBER.fullmatch(number) else f"{plan.id}:SG {number}"


def _action_id(plan: Plan, number: str) -> str:
    return str(Ref(plan=plan.id, action=number))


def _actions(ctx: PlanFacts, days: dict[str, tuple[dt.date, ...]]) -> Iterator[ResolvedAction]:
    links: dict[int, list[Connection]] = {}
    for connection in ctx.plan_links.declared:
        links.setdefault(connection.position, []).append(connection)
    for run in runs(ctx.plan, ctx.schedule):
        yield _action(ctx, run, links.get(run.position, ()), days)


def _action(
    ctx: PlanFacts, run: Run, links: Sequence[Connection], days: dict[str, tuple[dt.date, ...]]
) -> ResolvedAction:
    plan, action, position, at = ctx.plan, run.action, run.position, run.at
    return ResolvedAction(
        id=_action_id(plan, action.number),
        number=action.number,
        at=at,
        goal=None if action.goal is None else _goal_id(plan, action.goal),
        tentative=action.tentative,
        suspended=action.suspended,
        activity=cell_text(action.activity),
        leaders=resolved_parties(ctx, position, "leaders", action.leaders, at / "leaders"),
        participants=resolved_parties(ctx, position, "participants", action.participants, at / "participants"),
        description=cell_text(action.description),
        links=resolved_links(links, action.links, at / "links"),
        timing=resolved_timing(ctx, run, action.timing, at / "timing"),
        certain_months=run.months.certain,
        possible_months=run.months.possible,
        target=resolved_targets(action.target, at / "target"),
        kpis=resolved_kpis(ctx, position, action.kpis, at / "kpis"),
        results=tuple(
            ResolvedResult(checkpoint=name, days=days.get(name, ()), result=cell_text(result))
            for name, result in action.results.items()
        ),
        documentation=action.documentation,
        reservations=action.reservations,
        conditions=action.conditions,
        phases=action.phases,
        locations=action.locations,
        routes=action.routes,
        channels=action.channels,
        funding=action.funding,
        initiatives=action.initiatives,
        continues=action.continues,
        extensions=action.extensions,
    )


def _codes(heads: Iterable[ResolvedParties], actions: Sequence[ResolvedAction]) -> Iterator[str | None]:
    """Yield every code in some cells about the plan and in its actions."""
    cells = (cell for action in actions for cell in (action.leaders, action.participants))
    for item in (item for cell in (*heads, *cells) for item in cell.items):
        yield item.code
        yield from (party.code for party in item.parties)
        yield from (absence.party_code for absence in item.absences)
        if item.group is not None:
            lists = (item.group.members, item.group.including, item.group.examples, item.group.excluded)
            yield from (named.code for names in lists for named in names)
    milestones = (milestone for action in actions for milestone in action.timing.milestones)
    yield from (named.code for milestone in milestones for named in milestone.responsible)


def _parties(ctx: PlanFacts, codes: Collection[str | None]) -> Iterator[PartyFacts]:
    """Yield the parties with some codes, in the order of the register."""
    period = ctx.plan.period
    day = ctx.as_of if period is None else period.start
    for party in ctx.register.parties:
        if party.code in codes:
            yield PartyFacts(
                code=party.code,
                name=party.name if day is None else ctx.register.name(party, day),
                kind=party.kind if day is None else ctx.register.kind(party, day),
                iso=party.iso,
                note=party.note,
            )
