"""A plugin whose rules workers load: its module can be imported, and so can its checks."""

from __future__ import annotations

import os
from collections.abc import Iterator

from empact import Plan, Severity
from empact.analysis import PortfolioContext
from empact.diagnostics import Pointer
from empact.hooks import Finding, Option, Rule, RuleContext, hookimpl


def short_title(plan: Plan, _ctx: RuleContext, *, least: int) -> Iterator[Finding]:
    """The title of a plan is short."""
    if len(plan.title or "") < least:
        yield Finding(f"The title has less than {least} characters.", Pointer("/title"), hint="Write more.")


def stops(plan: Plan, _ctx: RuleContext) -> Iterator[Finding]:
    """A rule that stops at plans of priority B."""
    if plan.id.startswith("B"):
        raise ZeroDivisionError("nothing to divide")
    return iter(())


def asks_for_overlaps(_plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A rule about one plan that asks for overlaps, and so for the answers to them."""
    assert ctx.overlaps() is not None
    return iter(())


def kills_its_process(plan: Plan, _ctx: RuleContext) -> Iterator[Finding]:
    """A rule that ends its process."""
    os._exit(3)


def same_year(ctx: PortfolioContext) -> Iterator[Finding]:
    """Another plan has the same period."""
    for plan in ctx.portfolio:
        others = [other.id for other in ctx.portfolio if other is not plan and other.period == plan.period]
        if others:
            yield Finding(f"{', '.join(others)} have the same period.", Pointer("/period"), hint="Compare.", plan=plan)


LEAST = Option("least", summary="The fewest characters.", type=int, default=5)
SHORT_TITLE = Rule(code="WORK001", name="short-title", severity=Severity.INFO, check=short_title, options=(LEAST,))
STOPS = Rule(code="WORK002", name="stops", severity=Severity.INFO, check=stops)
ASKS = Rule(code="WORK003", name="asks-for-overlaps", severity=Severity.INFO, check=asks_for_overlaps)
SAME_YEAR = Rule(code="WORK004", name="same-year", severity=Severity.INFO, check=same_year, scope="portfolio")
KILLS = Rule(code="WORK009", name="kills-its-process", severity=Severity.INFO, check=kills_its_process)


@hookimpl
def empact_rules() -> list[Rule]:
    return [SHORT_TITLE, STOPS, ASKS, SAME_YEAR]
