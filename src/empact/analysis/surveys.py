"""Surveys of plans: their links, the coverage of their goals, and how their actions continue."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from empact.analysis.facts import PlanFacts, PortfolioFacts, Result, check_context
from empact.analysis.portfolio.connections import PlanLinks
from empact.analysis.portfolio.coverage import CoveredGoal
from empact.analysis.portfolio.dependencies import Dependency
from empact.analysis.portfolio.lineages import Lineage, lineage
from empact.model import Plan
from empact.values import unlisted, value


@value(kw_only=True)
class LinkSurvey(Result):
    """The links of plans in both directions."""

    links: tuple[PlanLinks, ...]
    """The links of each plan, in the order of the plans."""


@value(kw_only=True)
class CoverageSurvey(Result):
    """Which actions of plans serve which goals, and which of their inter-dependencies are used."""

    goals: tuple[CoveredGoal, ...]
    """The strategic goals; a goal that spans several years is listed once."""
    dependencies: tuple[Dependency, ...]
    """The inter-dependencies with other priorities."""


@value(kw_only=True)
class LineageSurvey(Lineage):
    """A plan and its successor, with their context."""

    context: PortfolioFacts = attrs.field(repr=False, eq=False, metadata=unlisted())
    """The context of the two plans. It is ignored in comparisons."""


def links(ctx: PlanFacts | PortfolioFacts) -> LinkSurvey:
    """Return the links of plans in both directions."""
    check_context("links()", ctx)
    return LinkSurvey(context=ctx, links=tuple(context.plan_links for context in ctx.contexts))


def coverage(ctx: PlanFacts | PortfolioFacts) -> CoverageSurvey:
    """Return which actions of plans serve which goals, and which inter-dependencies are used."""
    check_context("coverage()", ctx)
    plans = [context.plan for context in ctx.contexts]
    dependencies = tuple(dependency for plan in plans for dependency in ctx.portfolio.coverage(plan).dependencies)
    if isinstance(ctx, PlanFacts):
        return CoverageSurvey(context=ctx, goals=ctx.portfolio.coverage(ctx.plan).goals, dependencies=dependencies)
    return CoverageSurvey(context=ctx, goals=ctx.portfolio.covered_goals, dependencies=dependencies)


def in_time(plans: Sequence[Plan]) -> tuple[Plan, Plan]:
    """Return two plans in the order in which they start; as they are, if one has no period."""
    first, second = plans
    if first.period and second.period and first.period.start > second.period.start:
        return second, first
    return first, second


def lineage_of(ctx: PortfolioFacts) -> LineageSurvey:
    """Return how the actions of a plan continue in a later plan: the two plans of a context.

    The plan that starts first is the earlier one; if a plan has no period, it is the first one.

    Raises:
        ValueError: The context does not have two plans.
    """
    check_context("lineage_of()", ctx)
    if len(ctx.contexts) != 2:  # noqa: PLR2004 - two plans, as it says
        message = f"lineage_of() takes the context of two plans, not of {len(ctx.contexts)}."
        raise ValueError(message)
    earlier, later = in_time([context.plan for context in ctx.contexts])
    compared = lineage(earlier, later)
    return LineageSurvey(
        context=ctx,
        earlier=earlier,
        later=later,
        histories=compared.histories,
        new=compared.new,
        elsewhere=compared.elsewhere,
    )
