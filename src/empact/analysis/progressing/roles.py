"""Roles: whether a report comes from the Driver or a leader, as it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from empact.analysis.involvement.assignments import Determinacy, PartyRole

if TYPE_CHECKING:
    from empact.analysis.facts import PlanFacts
    from empact.model import FiledReport, ReporterRole

_LEADING = (PartyRole.LEADER, PartyRole.CO_LEADER)


def is_by_driver(ctx: PlanFacts, report: FiledReport) -> bool:
    """Return whether a report is by the Driver or a co-driver of the plan, in that role.

    Args:
        ctx: The context of the plan.
        report: The report.
    """
    from empact.model import ReporterRole  # most plans have no reports

    content, plan = report.content, ctx.plan
    if content.role is not ReporterRole.DRIVER:
        return False
    drivers = {*ctx.codes(plan.driver, content.on), *ctx.codes(plan.co_drivers, content.on)}
    return not drivers.isdisjoint(ctx.codes(content.by, content.on))


def leader_codes(ctx: PlanFacts, action: int | str) -> frozenset[str]:
    """Return the codes of the leaders of an action as planned, and their names where the register has none.

    Args:
        ctx: The context of the plan.
        action: The number of the action, or its position in the plan.
    """
    leaders = ctx.planned_assignments.of(action, *_LEADING)
    return frozenset(code for leader in leaders for code in ([party.code for party in leader.parties] or [leader.name]))


def role_in_effect(ctx: PlanFacts, report: FiledReport, action: int | str) -> ReporterRole:
    """Return the role in which a report counts for an action.

    Who says to be the Driver or a leader, and by the plan is not, counts as a participant. Where the plan leaves open
    who leads the action, nothing contradicts a leader.

    Args:
        ctx: The context of the plan.
        report: The report.
        action: The number of the action, or its position in the plan.
    """
    from empact.model import ReporterRole  # most plans have no reports

    content = report.content
    if content.role is ReporterRole.DRIVER and not is_by_driver(ctx, report):
        return ReporterRole.PARTICIPANT
    if content.role is ReporterRole.LEADER:
        known = leader_codes(ctx, action)
        leading = ctx.planned_assignments.of(action, *_LEADING)
        unsure = not leading or any(leader.determinacy in {Determinacy.OPEN, Determinacy.UNKNOWN} for leader in leading)
        if not unsure and known.isdisjoint(ctx.codes(content.by, content.on)):
            return ReporterRole.PARTICIPANT
    return content.role
