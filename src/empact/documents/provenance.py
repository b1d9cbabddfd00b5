"""What a document was made from: fingerprints of plans, and references to actions in the rows about them."""

from __future__ import annotations

from empact.analysis import PlanContext, PlanFacts, PortfolioContext
from empact.analysis.facts import check_context, check_plan_context
from empact.documents.values import PlanFingerprint, plan_fingerprint


def fingerprints(ctx: PlanContext | PortfolioContext) -> tuple[PlanFingerprint, ...]:
    """Return the fingerprint of each plan of a context."""
    check_context("fingerprints()", ctx)
    return tuple(context.once(_fingerprint) for context in ctx.contexts)


def _fingerprint(ctx: PlanFacts) -> PlanFingerprint:
    """Return the fingerprint of the plan of a context: the sheets of all parties share it with its digest."""
    return plan_fingerprint(ctx.plan)


def action_refs(ctx: PlanContext) -> tuple[str, ...]:
    """Return the reference to each action of a plan, by position: ``C-2012:1.10 3f9a1c2b``.

    It is the id of the plan, the number of the action, and its content digest, which records about the action have too.
    An action that moved to another number keeps the digest. Put it in ``Row.ref`` of a row about the action.
    """
    check_plan_context("action_refs()", ctx)
    return tuple(f"{ctx.plan.id}:{action.number} {action.content_digest}" for action in ctx.plan.actions)
