"""The head of a document: title, marking, which plans it is about, and how their markings came to be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from empact.analysis import PlanContext, PortfolioContext
from empact.documents.language import Words
from empact.documents.names import file_stem
from empact.documents.provenance import fingerprints
from empact.model import FrozenMap, Plan

MARKING_FACTS = ("status_of_the_marking", "published")
"""The properties that say how the marking of a plan came to be, and where the plan was published."""


def about_plan(ctx: PlanContext, words: Words) -> dict[str, Any]:
    """Return the title, the marking, the properties and the fingerprint of a document that is about one plan."""
    plan = ctx.plan
    properties = {"plan": plan.id} | _known(ctx) | _provenance(ctx, words)
    return {
        "title": " ".join((plan.title or plan.id).split()),
        "marking": ctx.marking,
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
    about: dict[str, Any] = {"plan": ids[0]} if isinstance(ctx, PlanContext) else {"plans": ids}
    named = ids[0] if len(ids) == 1 else words("{number} plans", number=len(ids))
    return {
        "kind": kind,
        "title": words(title, plans=named),
        "name": f"{file_stem(ids[0]) if len(ids) == 1 else 'portfolio'}-{kind}",
        "marking": ctx.marking,
        "properties": FrozenMap(about | _known(ctx) | _provenance(ctx, words)),
        "plans": fingerprints(ctx),
    }


def _known(ctx: PlanContext | PortfolioContext) -> dict[str, Any]:
    return {} if ctx.as_of is None else {"as_of": ctx.as_of}


def _provenance(ctx: PlanContext | PortfolioContext, words: Words) -> dict[str, Any]:
    """Return how the markings of plans came to be, and where the plans were published, as far as that is known."""
    status = _of_each({context.plan.id: _marking_status(context, words) for context in ctx.contexts})
    published = _of_each({context.plan.id: str(context.plan.cover.published or "") for context in ctx.contexts})
    return {key: value for key, value in zip(MARKING_FACTS, (status, published), strict=True) if value}


def _of_each(texts: Mapping[str, str | None]) -> str | tuple[str, ...] | None:
    """Return what is said of each plan, behind its id; of one plan without."""
    if len(texts) == 1:
        return next(iter(texts.values()))
    return tuple(f"{name}: {text}" for name, text in texts.items() if text)


def _marking_status(ctx: PlanContext, words: Words) -> str | None:
    """Say how the marking of a plan came to be, and what its records make of it; nothing if it has and had none."""
    status = _own_status(ctx.plan, ctx.as_of, words)
    if ctx.marking == ctx.plan.marking_in_force(ctx.as_of):
        return status
    with_records = words("with its records {marking}", marking=ctx.marking)
    return f"{status}; {with_records}" if status else with_records


def _own_status(plan: Plan, on: dt.date | None, words: Words) -> str | None:
    today, printed = plan.marking_today, plan.printed_marking
    if today is None or today.document is None or not today.counts_on(on):
        return printed and words("as printed; no declassification document known")
    state = {"state": words(today.status.value.replace("-", " ")), "body": today.document, "day": today.on}
    changed = words("{state} by {body}" if today.on is None else "{state} by {body} on {day}", **state)
    if not plan.is_changed_on(on):
        return words("as printed; {change} does not lower it", change=changed)
    return changed if printed is None else words("{change}; printed as {marking}", change=changed, marking=printed)
