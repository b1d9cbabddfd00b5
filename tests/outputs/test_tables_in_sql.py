"""Five questions in SQL: DuckDB answers as Python does, and as the printed plan says."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

import duckdb
import pytest

import empact
import oap_invented_2031 as example
from empact import Plan, Session, Tables
from empact.analysis import Determinacy, LinkState, PartyRole, PlanContext, claim_log
from empact.model import Kpi, KpiKind
from empact.testing import make_action, make_plan

Rows: TypeAlias = list[tuple[Any, ...]]

SESSION = Session([example])
PLANS: list[Plan] = [empact.load("oap-c-2012"), SESSION.load("oap-invented-2031")]


def asked(tables: Tables, query: str) -> Rows:
    connection = duckdb.connect()
    for table in tables:
        connection.register(table.name, table)
    return connection.execute(query).fetchall()


def context(plan: Plan) -> PlanContext:
    reported = SESSION.records(reports=example.REPORTS, operations=example.OPERATIONS, kpis=example.KPIS)
    records = reported if plan.id == "Q-2031" else None
    return SESSION.context(plan, as_of=dt.date(2032, 2, 1), records=records)


LEADS = """
    SELECT party, count(DISTINCT action) FROM parties WHERE role = 'leader' AND party IS NOT NULL GROUP BY party
"""


def leads(ctx: PlanContext) -> Iterable[tuple[Any, ...]]:
    led = (
        (assignment.position, party.code)
        for assignment in ctx.assignments
        if assignment.role is PartyRole.LEADER
        for party in assignment.parties
    )
    return Counter(code for _, code in set(led)).items()


ACTIVE = """
    SELECT DISTINCT parties.party, actions.number, parties.role
    FROM parties JOIN actions ON actions.id = parties.action JOIN times ON times.action = actions.id
    WHERE parties.first_day IS NOT NULL AND times.first_day IS NOT NULL
      AND greatest(parties.first_day, times.first_day, make_date(year(plan_start), 4, 1))
        <= least(parties.last_day, times.last_day, make_date(year(plan_start), 4, 30))
"""


def active(ctx: PlanContext) -> Iterable[tuple[Any, ...]]:
    assert ctx.plan.period is not None
    for part in ctx.who(month=f"{ctx.plan.period.start.year}-04"):
        yield part.party.code, part.action.number, part.role.value


OPEN = """
    SELECT actions.number, name FROM parties JOIN actions ON actions.id = parties.action WHERE determinacy = 'open'
"""


def left_open(ctx: PlanContext) -> Iterable[tuple[Any, ...]]:
    for assignment in ctx.assignments:
        if assignment.determinacy is Determinacy.OPEN and assignment.position is not None:
            yield assignment.action_number, assignment.name


ONE_WAY = """
    SELECT actions.number, links.ref FROM links JOIN actions ON actions.id = links.action WHERE state = 'one-way'
"""


def one_way(ctx: PlanContext) -> Iterable[tuple[Any, ...]]:
    for link in ctx.plan_links.in_states(LinkState.ONE_WAY):
        yield link.action.number, str(link.ref)


COUNTS_WITHOUT_TARGET = """
    SELECT kpis.id FROM kpis WHERE kind = 'count' AND value IS NULL
"""


def counts_without_target(ctx: PlanContext) -> Iterable[tuple[Any, ...]]:
    for position, action in enumerate(ctx.plan.actions):
        for entry in ctx.kpis.of_action(position):
            for each in (entry, *entry.parts):
                if isinstance(each.kpi, Kpi) and each.kpi.kind is KpiKind.COUNT and each.kpi.value is None:
                    yield (f"{ctx.plan.id}:{action.number}/{each.key.number}",)


STATED = """
    SELECT report, thing, words, counts FROM claims
"""


def stated(ctx: PlanContext) -> Iterable[tuple[Any, ...]]:
    for about in claim_log(ctx).actions:
        for claims in (about.claims, *(claims for _, claims in about.figures)):
            for claim in claims:
                yield claim.filed.id, claim.thing.value, claim.said, claim.apart is None


QUESTIONS: dict[str, tuple[str, Callable[[PlanContext], Iterable[tuple[Any, ...]]]]] = {
    "leads": (LEADS, leads),
    "active": (ACTIVE.replace("plan_start", "(SELECT first_day FROM plans)"), active),
    "open": (OPEN, left_open),
    "one-way": (ONE_WAY, one_way),
    "counts without target": (COUNTS_WITHOUT_TARGET, counts_without_target),
    "stated": (STATED, stated),
}


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.id)
@pytest.mark.parametrize("question", QUESTIONS)
def test_duckdb__answers_as_python_does(question: str, plan: Plan) -> None:
    ctx = context(plan)
    query, python = QUESTIONS[question]
    expected = sorted(python(ctx))
    assert sorted(asked(empact.tables(ctx), query)) == expected
    assert bool(expected) or plan.id == {"stated": "C-2012"}.get(question, "Q-2031")


# The plan of 2012, by eye from the printed table


def of_2012(question: str) -> Rows:
    return sorted(asked(empact.tables(context(PLANS[0])), QUESTIONS[question][0]))


def test_duckdb__counts_the_leaders_of_2012() -> None:
    led: dict[str, int] = dict(of_2012("leads"))
    assert (led["Frontex"], led["Europol"], led["HU"], led["DK"], led["CY"]) == (7, 4, 2, 1, 1)


def test_duckdb__knows_what_hungary_does_in_april_2012() -> None:
    assert [row for row in of_2012("active") if row[0] == "HU"] == [
        ("HU", "1.2", "participant"),  # April/May/June
        ("HU", "1.3", "participant"),  # March/April
        ("HU", "2.2", "leader"),
        ("HU", "2.3", "participant"),  # Whole year
        ("HU", "5.2", "leader"),
        ("HU", "6.3", "participant"),  # March/April
    ]


def test_duckdb__lists_the_relevant_states_of_2012() -> None:
    assert [number for number, name in of_2012("open") if name == "Relevant MS"] == ["2.1", "4.1", "4.2", "5.1", "7.2"]


def test_duckdb__joins_the_tables_of_many_plans() -> None:
    actions = [make_action(number) for number in ("1.1", "1.2", "1.3")]
    plans = [make_plan(id=f"Q-{year}", actions=actions) for year in range(2031, 2041)]
    tables = empact.tables(empact.context(*plans))
    query = "SELECT plans.id, count(*) FROM actions JOIN plans ON plans.id = actions.plan GROUP BY ALL ORDER BY ALL"
    assert asked(tables, query) == [(f"Q-{year}", 3) for year in range(2031, 2041)]
