"""The convention as data: each row has a test, and each refusal and each fact is well formed."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from empact.analysis.claims.convention import ROWS, Row
from empact.analysis.claims.refusals import REFUSALS, Refusal

TABLES = ["One round", "Over the rounds", "Who counts, and when", "Verdicts", "Who is expected, and who is late"]


def names_of_row_tests() -> list[str]:
    """The names of the tests of rows, in the files beside this one."""
    files = sorted(Path(__file__).parent.glob("test_rows_*.py"))
    return [
        statement.name
        for file in files
        for statement in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(statement, ast.FunctionDef) and statement.name.startswith("test_row__")
    ]


def test_rows__have_a_test_each() -> None:
    written = names_of_row_tests()
    assert sorted(written) == sorted(set(written))
    assert set(written) == {f"test_row__{row.key.replace('-', '_')}" for row in ROWS}


def test_rows__are_table_by_table() -> None:
    assert list(dict.fromkeys(row.table for row in ROWS)) == TABLES
    tables = [row.table for row in ROWS]
    assert tables == sorted(tables, key=TABLES.index)


@pytest.mark.parametrize("table", [ROWS, REFUSALS])
def test_keys__name_one_row_each(table: tuple[Row | Refusal, ...]) -> None:
    keys = [row.key for row in table]
    assert len(keys) == len(set(keys))
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", key) for key in keys)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.key)
def test_row__says_what_counts_in_sentences(row: Row) -> None:
    assert row.counts.endswith(".")
    assert row.counts[0].isupper()
    assert re.sub(r"\{name\}", "", row.says).count("{") == 0
    assert "QN" in row.says.format(name="QN") or "{name}" not in row.says


def test_refusals__have_a_rule_each_and_say_what_to_write() -> None:
    codes = [refusal.code for refusal in REFUSALS]
    assert len(codes) == len(set(codes))
    assert all(re.fullmatch(r"OAP8\d\d", code) for code in codes)
    for refusal in REFUSALS:
        assert refusal.title.endswith(".")
        assert refusal.instead.endswith(".")
    # A share in an action that does not name the party, a numerator above its denominator, and personal data.
    accepted = {refusal.key: refusal.accepted_by for refusal in REFUSALS if refusal.acceptable}
    assert accepted == {"not-named": "accept", "above-denominator": "accept", "personal-data": "accept_text"}
