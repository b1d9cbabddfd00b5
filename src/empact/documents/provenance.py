"""What a document was made from: fingerprints of plans, and references to actions in the rows about them."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from empact.analysis import PlanContext, PortfolioContext
from empact.documents.values import PlanFingerprint
from empact.serde.digests import PlanDigests, plan_digests

_SHORT = 8
"""The digits of a digest in the reference to an action: enough to notice that the action was changed."""
_known: WeakKeyDictionary[PlanContext, PlanDigests] = WeakKeyDictionary()


def fingerprints(ctx: PlanContext | PortfolioContext) -> tuple[PlanFingerprint, ...]:
    """Return the fingerprint of each plan of a context."""
    return tuple(
        PlanFingerprint(
            plan_id=context.plan.id, number=context.plan.cover.number.plain or None, sha256=_digests(context).plan
        )
        for context in ctx.contexts
    )


def action_refs(ctx: PlanContext) -> tuple[str, ...]:
    """Return the reference to each action of a plan, by position: ``C-2012:1.10 3f9a1c2b``.

    It is the id of the plan and the number of the action, and the beginning of the digest of the action, which is
    another one as soon as anything in the action changes. Put it in ``Row.ref`` of a row about the action.
    """
    digests = _digests(ctx).actions
    return tuple(
        f"{ctx.plan.id}:{action.number} {digest[:_SHORT]}"
        for action, digest in zip(ctx.plan.actions, digests, strict=True)
    )


def _digests(ctx: PlanContext) -> PlanDigests:
    """Return the digests of a plan, which are computed once for each context: the sheets of all parties share it."""
    known = _known.get(ctx)
    return known or _known.setdefault(ctx, plan_digests(ctx.plan))
