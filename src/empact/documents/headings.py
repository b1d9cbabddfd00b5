"""The head of a document: title, marking, and which plans it is about."""

from __future__ import annotations

from typing import Any

from empact.analysis import PlanContext, PortfolioContext, joint_marking
from empact.documents.language import Words
from empact.documents.names import file_stem
from empact.documents.provenance import fingerprints
from empact.model import FrozenMap


def about_plan(ctx: PlanContext) -> dict[str, Any]:
    """Return the title, the marking, the properties and the fingerprint of a document that is about one plan."""
    plan = ctx.plan
    properties = {"plan": plan.id} | _known(ctx)
    return {
        "title": " ".join((plan.title or plan.id).split()),
        "marking": joint_marking([plan], on=ctx.as_of),
        "properties": FrozenMap(properties),
        "plans": fingerprints(ctx),
    }


def about_plans(kind: str, title: str, ctx: PlanContext | PortfolioContext, words: Words) -> dict[str, Any]:
    """Return the kind, title, name, marking, properties and fingerprints of a document about one or more plans.

    Args:
        kind: The kind of the document, which ends the names of its files.
        title: Its title in English, with a place for the plans: "Workload of {plans}".
        ctx: The plans.
        words: The language of the title.
    """
    plans = (ctx.plan,) if isinstance(ctx, PlanContext) else ctx.portfolio.plans
    ids = tuple(plan.id for plan in plans)
    named = ids[0] if len(ids) == 1 else words("{number} plans", number=len(ids))
    return {
        "kind": kind,
        "title": words(title, plans=named),
        "name": f"{file_stem(ids[0]) if len(ids) == 1 else 'portfolio'}-{kind}",
        "marking": joint_marking(plans, on=ctx.as_of),
        "properties": FrozenMap(({"plan": ids[0]} if isinstance(ctx, PlanContext) else {"plans": ids}) | _known(ctx)),
        "plans": fingerprints(ctx),
    }


def _known(ctx: PlanContext | PortfolioContext) -> dict[str, Any]:
    return {} if ctx.as_of is None else {"as_of": ctx.as_of}
