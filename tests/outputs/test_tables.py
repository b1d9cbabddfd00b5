"""Plans and records as tables: keys, references, order, and what each engine reads."""

from __future__ import annotations

import datetime as dt
import functools
import sys
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support import planted_reports as planted
from tests.support.invented import SESSION

import empact
from empact import DataTable, MissingExtraError, Plan, Tables
from empact.analysis import Portfolio, PortfolioContext
from empact.outputs.tables.collecting import TABLES
from empact.outputs.tables.columns import columns_of
from empact.testing import strategies

COLUMNS = [(name, column) for name, cls in TABLES.items() for column in columns_of(cls)]
PLANS = strategies.portfolios().map(lambda portfolio: portfolio.plans) | st.lists(
    strategies.plans(), min_size=1, max_size=2
).map(tuple)
"""Consistent portfolios, and plans with any contradiction; two of them can have one id."""


def of_2012() -> Tables:
    return empact.tables(empact.context(empact.load("oap-c-2012")))


def of_invented() -> Tables:
    """The invented plan with reports and a ledger, and the findings about them."""
    context = SESSION.context(planted.PLAN, as_of=planted.AS_OF, records=planted.RECORDS)
    findings = SESSION.validate(planted.PLAN, as_of=planted.AS_OF, records=planted.RECORDS)
    return empact.tables(context, findings)


@functools.cache
def of_both() -> Tables:
    """The invented plan with its records, and the plan of 2012: each table has rows."""
    plans = (planted.PLAN, empact.load("oap-c-2012"))
    context = SESSION.context(*plans, as_of=planted.AS_OF, records=planted.RECORDS)
    return empact.tables(context, SESSION.validate(*plans, as_of=planted.AS_OF, records=planted.RECORDS))


def of_action(table: DataTable[Any], number: str) -> list[Any]:
    return [row for row in table if row.action == f"C-2012:{number}"]


def context_of(plans: tuple[Plan, ...]) -> PortfolioContext:
    return empact.context(Portfolio(plans))


def wrong_keys(tables: Tables) -> list[str]:
    """The columns of tables whose ids are not unique, or that name a row which is not there."""
    ids = {table.name: [row.id for row in table] for table in tables}
    wrong = [name for name, own in ids.items() if len(set(own)) < len(own)]
    for table in tables:
        for column in table.columns:
            named = {getattr(row, column.name) for row in table} - {None}
            if column.refers_to is not None and not named <= set(ids[column.refers_to]):
                wrong.append(f"{table.name}.{column.name}")
    return wrong


# The plan of 2012, by eye from the printed table


def test_tables__have_the_leaders_of_1_1_and_all_27_states_of_2012_as_participants() -> None:
    rows = of_action(of_2012().parties, "1.1")
    assert [(row.role, row.party, row.determinacy, row.certain) for row in rows[:2]] == [
        ("leader", "Frontex", "named", True),
        ("leader", "Europol", "named", True),
    ]
    states = [row for row in rows if row.group_name == "All MS"]
    assert {(row.role, row.determinacy, row.party_kind) for row in states} == {("participant", "every", "member-state")}
    assert len({row.party for row in states}) == 27


def test_tables__divide_an_office_by_the_days_of_its_holders() -> None:
    rows = [row for row in of_action(of_2012().parties, "4.1") if row.name == "Acting EU Presidency"]
    assert [(row.party, row.first_day, row.last_day) for row in rows] == [
        ("DK", dt.date(2012, 5, 1), dt.date(2012, 6, 30)),
        ("CY", dt.date(2012, 7, 1), dt.date(2012, 10, 31)),
    ]


def test_tables__never_guess_who_relevant_states_are() -> None:
    (row,) = [row for row in of_action(of_2012().parties, "2.1") if row.name == "Relevant MS"]
    assert (row.party, row.determinacy, row.certain, row.first_day) == (None, "open", False, None)
    assert row.why is not None


def test_tables__have_a_row_for_each_alternative_month_none_of_them_certain() -> None:
    rows = of_action(of_2012().times, "1.2")  # "April/May/June"
    assert [(row.first_day.month, row.last_day.month, row.certain) for row in rows] == [
        (4, 4, False),
        (5, 5, False),
        (6, 6, False),
    ]
    (whole_year,) = of_action(of_2012().times, "2.3")
    assert (whole_year.first_day, whole_year.last_day) == (dt.date(2012, 1, 1), dt.date(2012, 12, 31))
    assert whole_year.certain


def test_tables__have_a_milestone_without_a_date() -> None:
    (row,) = [row for row in of_action(of_2012().times, "2.2") if row.label == "operational meeting"]
    assert (row.kind, row.first_day, row.last_day, row.certain) == ("milestone", None, None, False)


def test_tables__have_what_a_link_leads_to_and_that_a_plan_is_not_loaded() -> None:
    rows = {row.words: row for row in of_action(of_2012().links, "2.2")}
    assert (rows["SG 1"].to_goal, rows["SG 1"].to_action) == ("C-2012:SG 1", None)
    assert (rows["2.1"].to_goal, rows["2.1"].to_action) == (None, "C-2012:2.1")
    assert (rows["B:SG*"].state, rows["B:SG*"].to_plan, rows["B:SG*"].crosses) == ("not-loaded", None, True)


def test_tables__have_the_parts_of_a_kpi_below_it() -> None:
    rows = of_action(of_2012().kpis, "2.2")
    assert [(row.id, row.part_of, row.unit) for row in rows] == [
        ("C-2012:2.2/1", None, "arrests / detected illegal immigrants"),
        ("C-2012:2.2/1a", "C-2012:2.2/1", "arrests"),
        ("C-2012:2.2/1b", "C-2012:2.2/1", "detected illegal immigrants"),
    ]


def test_tables__have_the_head_of_the_plan() -> None:
    (row,) = of_2012().plans
    assert (row.id, row.priority, row.document, row.drivers, row.draft) == (
        "C-2012",
        "C",
        "17793/2/11 REV 2",
        ("IT",),
        False,
    )
    assert (row.marking, row.printed_marking) == ("RESTREINT UE/EU RESTRICTED", "RESTREINT UE/EU RESTRICTED")


# Records


def test_tables__have_each_claim_with_its_kpi_and_whether_it_counts() -> None:
    rows = {row.report: row for row in of_invented().claims if row.thing in {"total", "share"}}
    assert (rows["n1"].action, rows["n1"].reporter, rows["n1"].value, rows["n1"].counts) == (
        "Q-2031:1.1",
        "QN",
        273190.0,
        True,
    )
    assert (rows["p1"].standing, rows["p1"].part, rows["p1"].value) == ("participant", "Harbourguard", 73191.0)
    assert rows["p1"].kpi == "Q-2031:1.1/1"


def test_tables__have_what_a_leader_attributes_to_another_party() -> None:
    (row,) = [row for row in of_invented().claims if row.thing == "attributed share"]
    assert (row.reporter, row.about, row.value, row.report) == ("QN", "QP", 73999.0, "n1")


def test_tables__have_each_entry_of_the_ledger() -> None:
    rows = of_invented().entries
    assert [(row.kind, row.day, row.authors, row.words) for row in rows][:2] == [
        ("confirmation", dt.date(2031, 2, 1), ("QR",), "Bronzewords."),
        ("commitment", dt.date(2031, 2, 2), ("QP",), "Copperwords."),
    ]
    assert [row.actions for row in rows] == [("Q-2031:1.1",)] * 4
    assert all(row.in_force for row in rows)


def test_tables__have_no_claims_without_reports_and_say_what_was_not_read() -> None:
    tables = of_2012()
    assert (len(tables.claims), len(tables.entries), tables.findings) == (0, 0, None)
    read = SESSION.context(planted.PLAN, records=planted.RECORDS)
    assert "reports" not in empact.tables(read).unread
    assert "findings" not in [table.name for table in tables]


def test_tables__have_the_findings_in_the_order_of_the_validation() -> None:
    plan = empact.load("oap-c-2012")
    findings = empact.validate(plan)
    table = empact.tables(empact.context(plan), findings).findings
    assert table is not None
    assert [(row.code, row.subject) for row in table] == [(one.code, one.place.subject) for one in findings]
    assert {row.plan for row in table} == {"C-2012"}
    assert {row.action for row in table if row.subject == "C-2012:1.1"} == {"C-2012:1.1"}


# Markings


@pytest.mark.parametrize("is_first", [True, False])
def test_findings__about_one_of_two_revisions_have_the_highest_marking(*, is_first: bool) -> None:
    text = "empact: plan/1\nid: Q-2031\n{}actions: [{{number: '1.1', leaders: Zebraland}}]\n"
    plain = empact.loads(text.format(""), format="yaml")
    marked = empact.loads(text.format("marking: RESTREINT UE/EU RESTRICTED\n"), format="yaml")
    plans = (marked, plain) if is_first else (plain, marked)
    table = empact.tables(empact.context(*plans), empact.validate(*plans)).findings
    assert table is not None
    found = [row for row in table if "Zebraland" in row.words]
    assert [(row.plan, row.action, row.marking) for row in found] == 2 * [(None, None, "RESTREINT UE/EU RESTRICTED")]


def test_tables__have_the_marking_of_each_plan_in_a_column_and_the_highest_in_the_metadata() -> None:
    plain = empact.loads("empact: plan/1\nid: Q-2031\nactions: [{number: '1.1'}]\n", format="yaml")
    tables = empact.tables(empact.context(empact.load("oap-c-2012"), plain))
    assert {(row.plan, row.marking) for row in tables.actions} == {
        ("C-2012", "RESTREINT UE/EU RESTRICTED"),
        ("Q-2031", None),
    }
    assert tables.marking == "RESTREINT UE/EU RESTRICTED"
    assert {table.metadata["marking"] for table in tables} == {"RESTREINT UE/EU RESTRICTED"}


def test_tables__carry_a_raised_marking_everywhere() -> None:
    tables = empact.tables(empact.context(empact.load("oap-c-2012")), marking="EU SECRET")
    assert tables.marking == "SECRET UE/EU SECRET"
    assert {row.marking for table in tables for row in table} == {"SECRET UE/EU SECRET"}


# Laws


@given(plans=PLANS)
def test_tables__have_unique_ids_and_no_reference_to_a_row_that_is_not_there(plans: tuple[Plan, ...]) -> None:
    context = context_of(plans)
    tables = empact.tables(context, empact.validate(*plans))
    assert wrong_keys(tables) == []
    assert len(tables.actions) == sum(len(plan.actions) for plan in context.portfolio)
    assert {row.action for row in tables.times} <= {row.id for row in tables.actions}


def test_tables__of_records_have_unique_ids_too() -> None:
    tables = of_invented()
    assert min(len(table) for table in (tables.claims, tables.entries)) > 3
    assert wrong_keys(tables) == []


def test_tables__number_the_second_of_two_plans_and_actions_with_one_id() -> None:
    text = "empact: plan/1\nid: Q-2031\nactions: [{number: '1.1'}, {number: '1.1', links: '1.1'}]\n"
    plans = (empact.loads(text, format="yaml"), empact.loads(text.replace("links", "activity"), format="yaml"))
    tables = empact.tables(context_of(plans))
    assert [row.id for row in tables.plans] == ["Q-2031", "Q-2031 (2)"]
    assert [row.id for row in tables.actions] == [
        "Q-2031:1.1",
        "Q-2031:1.1 (2)",
        "Q-2031 (2):1.1",
        "Q-2031 (2):1.1 (2)",
    ]
    assert wrong_keys(tables) == []


@given(plans=PLANS)
def test_tables__are_the_same_each_time(plans: tuple[Plan, ...]) -> None:
    first, second = (empact.tables(context_of(plans)) for _ in range(2))
    assert [table.rows for table in first] == [table.rows for table in second]


# Columns


@pytest.mark.parametrize(("name", "column"), COLUMNS, ids=lambda value: getattr(value, "name", value))
def test_a_column__says_what_it_means_what_null_means_and_its_unit(name: str, column: Any) -> None:
    assert column.meaning
    assert (column.null is not None) == column.optional, "write '... None if ...' at the end of the docstring"
    if column.type in {"number", "whole number"}:
        assert column.unit, "name the unit with in_unit()"


def test_a_column__has_no_name_that_sql_reserves() -> None:
    query = "SELECT keyword_name FROM duckdb_keywords() WHERE keyword_category = 'reserved'"
    reserved = {word for (word,) in duckdb.execute(query).fetchall()}
    assert "end" in reserved
    assert reserved.isdisjoint({*TABLES, *(column.name for _, column in COLUMNS)})


@given(plans=PLANS)
def test_a_column__has_only_the_words_that_it_declares(plans: tuple[Plan, ...]) -> None:
    for table in empact.tables(context_of(plans)):
        for column in table.columns:
            if column.words:
                assert {getattr(row, column.name) for row in table} - {None} <= {*column.words}


def test_tables__are_the_fields_of_the_class_in_the_order_of_their_references() -> None:
    assert [table.name for table in of_invented()] == [*TABLES]
    names = [*TABLES]
    for name, column in COLUMNS:
        if column.refers_to is not None:
            assert names.index(column.refers_to) <= names.index(name)


# Engines


@pytest.mark.parametrize("name", [*TABLES])
def test_each_engine__reads_the_same_columns_and_rows(name: str) -> None:
    (table,) = [table for table in of_both() if table.name == name]
    assert len(table) > 0
    expected = [tuple(list(v) if isinstance(v := getattr(row, c), tuple) else v for c in table.names) for row in table]
    assert _connected(table).execute("FROM engine_table").fetchall() == expected
    assert pl.DataFrame(table).rows() == expected
    assert pl.DataFrame(table).schema == pl.DataFrame(pa.table(table)).schema
    frame = pd.DataFrame(table)
    assert list(frame.columns) == table.names
    assert len(frame) == len(table)


def _connected(table: DataTable[Any]) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.register("engine_table", table)
    return connection


def test_polars__has_the_type_of_a_column_whose_first_values_are_null() -> None:
    rows = of_2012().times.rows
    undated = [row for row in rows if row.first_day is None]
    table = DataTable(name="times", row_class=TABLES["times"], rows=(*undated * 200, *rows))
    assert pl.DataFrame(table).schema["first_day"] == pl.Date


def test_an_empty_table__has_its_columns_in_every_engine() -> None:
    table = of_2012().claims
    assert len(table) == 0
    assert list(pd.DataFrame(table, columns=table.names).columns) == table.names
    assert pl.DataFrame(table, schema=table.names).columns == table.names
    assert pa.table(table).column_names == table.names
    assert [column[0] for column in _connected(table).sql("FROM engine_table").description] == table.names


def test_the_arrow_schema__has_the_format_the_marking_and_the_meaning_of_each_column() -> None:
    schema = pa.table(of_2012().parties).schema
    assert schema.metadata[b"empact"] == b"tables/1"
    assert schema.metadata[b"marking"] == b"RESTREINT UE/EU RESTRICTED"
    assert schema.field("action").metadata[b"refers_to"] == b"actions"
    assert schema.field("party").metadata[b"null"].startswith(b"None if the words do not say who is meant")
    assert (schema.field("action").nullable, schema.field("party").nullable) == (False, True)


def test_arrow__keeps_half_a_character_out() -> None:
    plan = empact.Plan(id="Q-2031", title="half \ud800")
    assert pa.table(empact.tables(empact.context(plan)).plans)["title"].to_pylist() == ["half ?"]


def test_arrow__needs_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "arro3.core", None)
    with pytest.raises(MissingExtraError, match=r"run 'pip install \"empact\[arrow\]\"'"):
        of_2012().plans.__arrow_c_stream__()


def test_a_table__is_a_sequence_of_its_rows() -> None:
    table = of_2012().goals
    assert (len(table), table[0].id, [row.number for row in table[:2]]) == (7, "C-2012:SG 1", ["1", "2"])
    assert repr(table) == "<DataTable goals rows=7>"
    assert repr(table[0]) == "<GoalRow id='C-2012:SG 1'>"


def test_tables__refuse_a_plan_and_say_what_to_write() -> None:
    plan: Any = empact.load("oap-c-2012")
    with pytest.raises(TypeError, match=r"Write empact.context\(plan\)"):
        empact.tables(plan)
    with pytest.raises(TypeError, match="the Diagnostics of a validation, or None"):
        empact.tables(empact.context(plan), plan)
