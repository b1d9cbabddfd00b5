"""Contexts: each view of a plan is derived once, by whoever asks first, and released after its rules."""

from __future__ import annotations

import datetime as dt
import pickle
import weakref
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from tests.support import paths

import empact
import oap_c_2012
import oap_invented_2031
from empact import Plan, Portfolio, Session, Severity
from empact.analysis import (
    PlanContext,
    PortfolioContext,
    assignments,
    exclusion,
    impact_of_leaving,
    overlaps,
    workload,
)
from empact.analysis.governing import reporting_lines
from empact.hooks import Finding, Rule, RuleContext
from empact.model import Ledger
from empact.plugins.rules.texts import words_and_cells
from empact.validation import Provided, run
from empact.validation.contexts import ValidationContext

SESSION = Session([oap_c_2012, oap_invented_2031])
PLAN = SESSION.load("oap-invented-2031")
LEDGER = SESSION.workspace.ledger.of_plan("Q-2031", oap_invented_2031.LEDGER)
PLANS = (PLAN, SESSION.load("oap-c-2012"), *SESSION.portfolio(paths.PLAN_FOLDER))
DAY = dt.date(2031, 12, 1)


@pytest.fixture
def resolved(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often the parties of each plan are resolved."""
    counted: Counter[str] = Counter()
    resolve = assignments

    def count(plan: Plan, *arguments: Any) -> Any:
        counted[plan.id] += 1
        return resolve(plan, *arguments)

    monkeypatch.setattr("empact.analysis.involvement.assignments.assignments", count)  # a context imports it then
    return counted


def test_validate__resolves_the_parties_of_each_plan_once(resolved: Counter[str]) -> None:
    found = SESSION.validate(*PLANS, as_of=DAY, records=SESSION.records(ledger=LEDGER))
    assert {"OAP707", "OAP804"} <= {finding.code for finding in found}
    assert len(PLANS) > 3
    assert resolved == dict.fromkeys((plan.id for plan in PLANS), 1)


def test_functions_of_a_context__share_its_views(resolved: Counter[str]) -> None:
    context = SESSION.context(PLAN, as_of=DAY, records=SESSION.records(ledger=LEDGER))
    exclusion(context, "QN")
    impact_of_leaving(context, "HU", leaving=DAY)
    workload(context)
    overlaps(context)
    assert resolved == {"Q-2031": 1}


def test_exclusion__resolves_the_parties_once(resolved: Counter[str]) -> None:
    exclusion(SESSION.context(PLAN, as_of=DAY, records=SESSION.records(ledger=LEDGER)), "QN")
    assert resolved == {"Q-2031": 1}


def test_run__releases_the_context_of_a_plan_after_its_rules() -> None:
    seen: list[weakref.ref[RuleContext]] = []

    def check(_plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
        alive = [ref() for ref in seen]
        assert alive == [None] * len(seen)
        assert len(ctx.assignments)
        seen.append(weakref.ref(ctx))
        return iter(())

    rule = Rule(code="OAPX001", name="x", severity=Severity.INFO, doc="X.", check=check)
    assert not run(ValidationContext(portfolio=Portfolio(PLANS)), [Provided("x", rule)])
    assert len(seen) == len(PLANS)


def test_rules__list_texts_links_and_actions_of_a_plan_once() -> None:
    plan = empact.load("oap-c-2012")
    ctx = RuleContext(plan=plan)
    for listed in (words_and_cells, RuleContext.links, RuleContext.actions):
        first, second = list(listed(ctx)), list(listed(ctx))
        assert len(first) > 0
        assert all(one is other for one, other in zip(first, second, strict=True))
    assert words_and_cells(RuleContext(plan=plan))[0] is not words_and_cells(ctx)[0]


def test_context__of_one_plan_and_of_several() -> None:
    one = empact.context(PLAN)
    assert isinstance(one, PlanContext)
    assert (one.contexts, one.portfolio.plans, len(one.ledger)) == ((one,), (PLAN,), 0)
    several = SESSION.context(*PLANS, as_of=DAY, records=SESSION.records(ledger=LEDGER))
    assert isinstance(several, PortfolioContext)
    assert [ctx.plan for ctx in several] == list(PLANS)
    assert several.of(PLAN) is several.contexts[0]
    assert several.of(PLAN).portfolio is several.portfolio
    assert [len(ctx.ledger) > 0 for ctx in several] == [plan.id == "Q-2031" for plan in PLANS]
    assert isinstance(SESSION.context(Portfolio((PLAN,))), PortfolioContext)


def test_context__ignores_entries_after_the_date_of_knowledge() -> None:
    early = SESSION.context(PLAN, as_of=dt.date(2031, 2, 15), records=SESSION.records(ledger=LEDGER))
    assert 0 < len(early.ledger) < len(LEDGER) == len(early.whole_ledger)
    assert all(entry.content.on <= dt.date(2031, 2, 15) for entry in early.evidence.in_force)
    assert early.absences == ()
    assert [one.party_code for one in SESSION.context(PLAN, records=SESSION.records(ledger=LEDGER)).absences] == ["QN"]


def test_context__refuses_the_ledger_of_another_plan() -> None:
    with pytest.raises(ValueError, match="The ledger is about B-2031, but the plan is Q-2031"):
        PlanContext(plan=PLAN, ledger=Ledger(plan="B-2031"))


def test_exclusion__needs_a_date_of_knowledge() -> None:
    with pytest.raises(ValueError, match="make the context with as_of"):
        exclusion(SESSION.context(PLAN), "QN")


WRONG: Any = "2012-12-01"
"""A text, for type checkers of any type."""
NOTHING: Any = None
ANY_PLAN: Any = PLAN
SEVERAL: Any = SESSION.context(Portfolio(PLANS))
LEADER: Any = "leader"


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: PlanContext(plan=WRONG), "a Plan, not the text .2012-12-01."),
        (lambda: PlanContext(plan=PLAN, as_of=WRONG), "as_of must be a datetime.date"),
        (lambda: PlanContext(plan=PLAN, ledger=WRONG), "The ledger of a context must be a Ledger"),
        (lambda: PortfolioContext(portfolio=WRONG), "The portfolio of a context must be a Portfolio"),
        (lambda: impact_of_leaving(SESSION.context(PLAN), "QN", leaving=WRONG), "leaving must be a datetime.date"),
        (lambda: impact_of_leaving(SESSION.context(PLAN), "QN", leaving=NOTHING), "must be a datetime.date, not None"),
        (
            lambda: exclusion(SESSION.context(PLAN, as_of=DAY), NOTHING),
            "The party must be a Party, its code or its name, not None",
        ),
        (lambda: workload(ANY_PLAN), r"workload\(\) takes a context .* Write empact.context\(plan\)."),
        (lambda: overlaps(ANY_PLAN), r"overlaps\(\) takes a context .* Write empact.context\(plan\)."),
        (lambda: exclusion(ANY_PLAN, "QN"), r"exclusion\(\) takes the context of one plan"),
        (lambda: reporting_lines(SEVERAL), r"Write context.of\(plan\)."),
        (lambda: workload(SESSION.context(PLAN), parties="QN"), r"Write \('QN',\)."),
        (lambda: workload(SESSION.context(PLAN)).party("QN").total(LEADER), "Write PartyRole.LEADER."),
    ],
)
def test_context__a_wrong_type_is_one_clear_error(make: Any, says: str) -> None:
    with pytest.raises(TypeError, match=says):
        make()


def test_context__can_be_pickled_with_its_views() -> None:
    context = SESSION.context(PLAN, as_of=DAY, records=SESSION.records(ledger=LEDGER))
    before = context.assignments.items
    again = pickle.loads(pickle.dumps(context))
    assert again.assignments.items == before
    assert again.absences == context.absences
