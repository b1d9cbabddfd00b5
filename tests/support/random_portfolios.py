"""Portfolios drawn from a seed: plans of several years that link to each other, some with reports and a ledger."""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import Any

import attrs
from tests.support.progress_cases import figure, filed, operation, register, span

from empact import Plan, Portfolio, Session
from empact.grammar import parse_parties
from empact.model import (
    Action,
    EntryContent,
    EntryKind,
    FiledReport,
    Ledger,
    LedgerEntry,
    Parties,
    Prose,
    Ref,
    Reports,
    Section,
    StrategicGoal,
    Verdict,
)
from empact.storage.records import Records
from empact.testing.generated import generate


def random_portfolio(seed: int) -> tuple[Portfolio, Records]:
    """Return the plans of a seed in any order, and their records. Half of the portfolios have records."""
    dice = Random(seed)
    count = dice.choice((2, 3, 9))  # eight plans a year: the ninth follows the first
    plans = list(generate(count, dice.randint(1, 3), seed, one_way=0.3, dangling=0.3, carried=dice.choice((0.2, 0.8))))
    if dice.random() < 0.3:  # the same plan again, or a copy under another letter
        plans.append(attrs.evolve(plans[0], id=dice.choice((plans[0].id, "Z-2012"))))
    plans = [_with_slips(plan, dice) for plan in plans]
    dice.shuffle(plans)
    portfolio = Portfolio(tuple(plans))
    reported = {plan.id: plan for plan in plans if dice.random() < 0.5} if seed % 2 else {}
    reports = [report for plan in reported.values() for report in _reports(plan, dice)]
    session = Session()
    return portfolio, session.records(
        reports=[
            Reports(plan=id, reports=tuple(report for report in reports if report.content.plan == id))
            for id in reported
        ],
        ledger=[_ledger(plan, dice) for plan in reported.values() if dice.random() < 0.5],
        operations=[operation("JAD-1", ("2012-09-08", "2012-09-14"))],
        kpis=[register("cumulative", id, *(each.number for each in plan.actions)) for id, plan in reported.items()],
    )


def _with_slips(plan: Plan, dice: Random) -> Plan:
    """Return a plan with what rules that compare plans look for: actions that continue nothing, a text of last year."""

    def changed(action: Action) -> Action:
        drawn = dice.random()
        if action.continues and drawn < 0.6:
            return attrs.evolve(action, continues=())
        if drawn > 0.95:
            return attrs.evolve(action, continues=(Ref(plan="C-2012", action="77.1"),))
        return action

    return attrs.evolve(
        plan,
        actions=tuple(map(changed, plan.actions)),
        goals=(*plan.goals, StrategicGoal(number="8")) if dice.random() < 0.3 else plan.goals,
        interdependencies=() if dice.random() < 0.3 else plan.interdependencies,
        sections=(Section(number="1", text=Prose(text="What was agreed in 2012 and 2013.")),),
    )


def _reports(plan: Plan, dice: Random) -> list[FiledReport]:
    reports: list[FiledReport] = []
    year = 2012 if plan.period is None else plan.period.start.year
    for action in plan.actions:
        if dice.random() < 0.6:
            value, on = dice.randint(1, 9), f"{year}-06-{dice.randint(10, 29)}"
            later = {"carried_over": Ref(plan="A-2013", action="88.1")} if dice.random() < 0.4 else {}
            what: dict[str, Any] = {"measure": "lorries checked"} if dice.random() < 0.5 else {"kpi": 1}
            if dice.random() < 0.3:
                what["operations"] = {"JAD-1": 1}
            days = span(f"{year}-05-01", f"{year}-05-{dice.randint(2, 30):02}")
            reports.append(
                filed(
                    action.leaders.text or "HU",
                    figure(value, period=days, **what),
                    on=on,
                    action=action.number,
                    plan=plan.id,
                    checkpoint="June",
                    said=later,
                )
            )
    return reports


def _ledger(plan: Plan, dice: Random) -> Ledger:
    """Return a ledger with a decision that excludes one of the leaders."""
    year = 2012 if plan.period is None else plan.period.start.year
    leader = dice.choice(plan.actions).leaders.text or "HU"
    content = EntryContent(
        plan=plan.id,
        kind=EntryKind.DECISION,
        on=dt.date(year, dice.randint(1, 12), 15),
        parties=Parties(items=parse_parties(leader).items),
        by=Parties(items=parse_parties("COSI").items),
        verdict=Verdict.EXCLUDED,
        source="Invented",
    )
    return Ledger(plan=plan.id, entries=(LedgerEntry(id="decision", digest="a" * 64, content=content),))
