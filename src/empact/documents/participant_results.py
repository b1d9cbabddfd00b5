"""Results as a participant sees them: its own claims and what the leaders state, whatever others report or leave out.

A value that the shares make is not among them: it would show who is silent, and of two parties the figure of the other.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from empact.analysis import KpiProgress, PlanContext, Standing, Thing, claim_log
from empact.analysis.claims.log import reporter
from empact.analysis.progressing.decisions import Decision, of_leaders
from empact.model import ActionReport, FiledReport, FrozenMap, Reports

_OF_LEADERS = frozenset({Thing.TOTAL, Thing.DAY, Thing.WORDS})


def seen_by_participant(ctx: PlanContext, party: str) -> PlanContext:
    """Return the plan with what a participant may see of its reports: its own, and what leaders state of their actions.

    Only the status and the results of the action stay of the reports of leaders, and what the Driver settles of them.
    What others state cannot change anything that follows: not a unit that differs, nor a checkpoint of their own.

    Args:
        ctx: The plan with its reports.
        party: The code of the party.
    """
    log = claim_log(ctx)
    led: set[tuple[str, str]] = set()
    stated: set[int] = set()
    for claims in log.actions:
        number = ctx.plan.actions[claims.position].number
        for claim in (*claims.claims, *(claim for _, several in claims.figures for claim in several)):
            if claim.standing is Standing.LEADER:
                led.add((claim.filed.id, number))
            if claim.standing is Standing.LEADER and claim.thing in _OF_LEADERS:
                stated.add(id(claim.figure))

    def seen() -> Iterator[FiledReport]:
        yield from (filed for filed in log.in_force if reporter(ctx, filed) == party)
        for _, filed in log.reports:
            if reporter(ctx, filed) != party:
                actions = tuple(
                    ActionReport(
                        action=said.action,
                        status=said.status,
                        figures=tuple(
                            attrs.evolve(figure, breakdowns=(), operations=FrozenMap())
                            for figure in said.figures
                            if id(figure) in stated
                        ),
                    )
                    for said in filed.content.actions
                    if (filed.id, said.action) in led
                )
                yield attrs.evolve(filed, content=attrs.evolve(filed.content, actions=actions))

    return attrs.evolve(
        ctx, reports=Reports(plan=ctx.plan.id, reports=tuple(seen()), redactions=ctx.reports.redactions)
    )


def as_leaders_state(kpi: KpiProgress) -> KpiProgress:
    """Return a KPI with what its leaders state for the checkpoint alone; without a value if they state nothing for it.

    A range stays one: it is the value of the action where leaders differ.
    """
    claims = tuple(
        claim
        for claim in kpi.claims
        if claim.apart is None and claim.standing is Standing.LEADER and claim.thing in _OF_LEADERS
    )
    if all(claim.round != kpi.round for claim in claims):
        return attrs.evolve(kpi, claims=(), decision=Decision(), reached=None, differences=())
    return attrs.evolve(kpi, claims=claims, decision=of_leaders(kpi.indicator, kpi.decision), differences=())
