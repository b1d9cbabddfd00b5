"""The head of a document: title, marking, which plans it is about, and how their markings came to be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import attrs

from empact.analysis import PlanContext, PortfolioContext
from empact.analysis.columns import format_cell
from empact.documents.language import Words
from empact.documents.months import format_dates
from empact.documents.names import file_stem
from empact.documents.provenance import fingerprints
from empact.documents.values import Document, Value
from empact.model import FrozenMap, Plan

MARKING_FACTS = ("status_of_the_marking", "published")
"""The properties that say how the marking of a plan came to be, and where the plan was published."""


def about_plan(ctx: PlanContext, words: Words) -> dict[str, Any]:
    """Return the title, the marking, the properties and the fingerprint of a document that is about one plan."""
    plan = ctx.plan
    properties = {"plan": plan.id} | _known(ctx) | _provenance(ctx, words)
    return {
        "title": " ".join((plan.title or "").split()) or plan.id,
        "marking": ctx.marking,
        "properties": FrozenMap(properties),
        "plans": fingerprints(ctx),
    }


def plan_facts(plan: Plan, words: Words) -> dict[str, Value]:
    """Return what a reader of any document about a plan has to know: its number, its days, who drives it, its size."""
    from empact.analysis import checkpoint_dates  # few documents need the checkpoints

    dates = checkpoint_dates(plan).items() if plan.checkpoints else ()
    facts: dict[str, Value] = {
        "document": str(plan.cover.number or ""),
        "period": None if plan.period is None else format_dates(plan.period, words),
        "driver": format_cell(plan.driver, words),
        "goals": len(plan.goals),
        "actions": len(plan.actions),
        "checkpoints": tuple(f"{name} ({', '.join(map(str, days)) or words('no date')})" for name, days in dates),
    }
    return {key: value for key, value in facts.items() if value is not None and value not in {"", ()}}


def driver_alone(words: Words) -> dict[str, Value]:
    """Return the property that says on page one that only the Driver and the Support Unit read a document."""
    return {"readers": words("only the Driver and the Support Unit")}


def for_the_driver_alone(document: Document, words: Words) -> Document:
    """Return a document that says on page one that only the Driver and the Support Unit read it."""
    return attrs.evolve(document, properties=FrozenMap({**driver_alone(words), **document.properties}))


def selected(title: str, words: Words, *selection: str | None) -> str:
    """Return the title of a document with what it is limited to: ``Agenda of Q-2031, only QN``; or as it is.

    Args:
        title: The title of the whole.
        words: The language of the title.
        selection: What the document is limited to, such as a party and a checkpoint; None is no limit.
    """
    limits = ", ".join(limit for limit in selection if limit)
    return words("{title}, only {selection}", title=title, selection=limits) if limits else title


def code_and_name(code: str, name: str) -> str:
    """Return a party by its code and its name: ``HU (Hungary)``; a name with brackets stands behind a comma."""
    if name == code:
        return code
    return f"{code}, {name}" if "(" in name else f"{code} ({name})"


def about_plans(
    kind: str, title: str, ctx: PlanContext | PortfolioContext, words: Words, **values: object
) -> dict[str, Any]:
    """Return the kind, title, name, marking, properties and fingerprints of a document about one or more plans.

    Args:
        kind: The kind of the document, which ends the names of its files.
        title: Its title in English, with a place for the plans: "Workload of {plans}".
        ctx: The plans.
        words: The language of the title.
        values: What stands at the other places of the title, by its name.
    """
    plans = (ctx.plan,) if isinstance(ctx, PlanContext) else ctx.portfolio.plans
    ids = tuple(plan.id for plan in plans)
    about: dict[str, Any] = {"plan": ids[0]} if isinstance(ctx, PlanContext) else {"plans": ids}
    named = ids[0] if len(ids) == 1 else words("{number} plans", number=len(ids))
    return {
        "kind": kind,
        "title": words(title, plans=named, **values),
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
