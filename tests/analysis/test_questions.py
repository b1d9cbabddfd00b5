"""Questions are methods of a context: each is the function of that name, for the plans of the context."""

from __future__ import annotations

import datetime as dt
import inspect
from collections.abc import Callable
from typing import Any

import pytest

import oap_c_2012
import oap_invented_2031 as example
from empact import Session, analysis
from empact.analysis import PlanContext, PlanFacts, PortfolioContext, PortfolioFacts

SESSION = Session([example])
PLAN = SESSION.load("oap-invented-2031")
RECORDS = SESSION.records(
    ledger=example.LEDGER, reports=example.REPORTS, operations=example.OPERATIONS, kpis=example.KPIS
)
DAY = dt.date(2031, 11, 30)
ONE = SESSION.context(PLAN, as_of=DAY, records=RECORDS)
SEVERAL = SESSION.context(PLAN, PLAN.__class__(id="R-2031"), as_of=DAY, records=RECORDS)
OF_ALL = {"agenda", "coverage", "overlaps", "progress", "who", "workload"}
OF_ONE = OF_ALL | {
    "continue_plan",
    "depends_on",
    "driver_report",
    "exclusion",
    "governance",
    "impact_of_leaving",
    "new_seal",
    "report_form",
    "report_forms",
    "resolved",
    "round_state",
    "seal_list",
    "tasking",
}
WHEN = {"month": "2031-05"}
ASKED: dict[str, Callable[[Any], Any]] = {
    "exclusion": lambda context: context.exclusion("QN"),
    "impact_of_leaving": lambda context: context.impact_of_leaving("QN", leaving=DAY),
    "report_form": lambda context: context.report_form("QN", "June"),
    "tasking": lambda context: context.tasking("QN"),
}


def questions(cls: type[Any], facts: type[Any]) -> set[str]:
    """The methods that a context has and its facts have not."""
    return {name for name, _ in inspect.getmembers(cls, callable) if not name.startswith("_")} - set(dir(facts))


def test_contexts__answer_these_questions() -> None:
    assert questions(PlanContext, PlanFacts) == OF_ONE | {"sealed"}  # that one is a context of its own
    assert questions(PortfolioContext, PortfolioFacts) == OF_ALL


@pytest.mark.parametrize("name", sorted(OF_ONE))
def test_a_question__is_answered_as_by_the_function(name: str) -> None:
    function = getattr(analysis, name)
    needed: dict[str, dict[str, Any]] = {
        "continue_plan": {"id": "Q-2032"},
        "impact_of_leaving": {"leaving": DAY},
        "new_seal": {"checkpoint": "June", "on": DAY},
        "report_form": {"checkpoint": "June"},
        "report_forms": {"checkpoint": "June"},
        "who": WHEN,
    }
    arguments = needed.get(name, {})
    named = ("QN",) if name in ASKED else ("2.2",) if name == "depends_on" else ()
    assert getattr(ONE, name)(*named, **arguments) == function(ONE, *named, **arguments)


@pytest.mark.parametrize("name", sorted(OF_ALL))
def test_a_question_about_several_plans__is_answered_as_by_the_function(name: str) -> None:
    arguments: dict[str, Any] = WHEN if name == "who" else {}
    assert getattr(SEVERAL, name)(**arguments) == getattr(analysis, name)(SEVERAL, **arguments)


def test_several_plans__have_a_context_each_that_answers_what_is_about_one() -> None:
    assert [type(context) for context in SEVERAL] == [PlanContext, PlanContext]
    assert [leads.action.number for leads in SEVERAL.of(PLAN).tasking("QN").leads] == ["3.1", "3.2"]


@pytest.mark.parametrize(
    ("answer", "unread"),
    [
        (lambda context: context.workload(), ("ledger",)),
        (lambda context: context.overlaps(), ("ledger",)),
        (lambda context: context.agenda(), ("ledger", "kpis")),
        (lambda context: context.governance(), ("ledger",)),
        (lambda context: context.exclusion("QN"), ("ledger", "reports")),
        (lambda context: context.tasking("QN"), ("ledger",)),
        (lambda context: context.who(**WHEN), ("ledger",)),
        (lambda context: context.depends_on("2.2"), ()),
        (lambda context: context.coverage(), ()),
        (lambda context: context.progress(), ("reports", "operations", "kpis")),
        (lambda context: context.driver_report(), ("reports", "operations", "kpis")),
    ],
)
def test_an_answer__says_which_records_it_needs_and_were_not_read(
    answer: Callable[[PlanContext], Any], unread: tuple[str, ...]
) -> None:
    assert answer(SESSION.context(PLAN, as_of=DAY)).unread == unread
    assert answer(ONE).unread == ()


def test_the_tree_of_an_answer__says_it_too() -> None:
    assert SESSION.tree(SESSION.context(PLAN).workload())["unread"] == ["ledger"]
    assert "unread" not in SESSION.tree(ONE.workload())


@pytest.mark.parametrize("name", ["tasking", "governance", "plan"])
def test_several_plans__say_what_is_about_one(name: str) -> None:
    with pytest.raises(AttributeError) as caught:
        getattr(SEVERAL, name)
    assert str(caught.value) == f"A PortfolioContext has no {name!r}, which is about one plan. Write .of(plan).{name}."
    assert not hasattr(SEVERAL, "taskings")


@pytest.mark.parametrize(("checkpoint", "code"), [("June", "DK"), ("Dec", "CY")])
def test_progress__of_the_presidency_is_that_of_its_holder_at_the_checkpoint(checkpoint: str, code: str) -> None:
    plan = Session([oap_c_2012]).load("oap-c-2012")
    assert Session().context(plan).progress(checkpoint, party="Presidency").party_code == code
