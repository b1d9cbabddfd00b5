"""Parquet: one file for each table, the marking in its metadata and in a column, and claims for the Driver alone."""

from __future__ import annotations

import datetime as dt
import io
import sys
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
from tests.support import planted_reports as planted
from tests.support.invented import SESSION

import empact
import empact.plugins.parquet
from empact import ExportError, MissingExtraError, Plan, ReleaseError
from empact.containers.looking import look
from empact.testing import ExporterContract, make_action, make_plan

OF_PLANS = ["actions", "goals", "kpis", "links", "parties", "plans", "times"]
RESTRICTED = "RESTREINT UE/EU RESTRICTED"


class TestContract(ExporterContract):
    plugin = empact.plugins.parquet
    format = "parquet"


def written(folder: Path, *plans: Plan, **options: Any) -> dict[str, bytes]:
    """The files of an export, by the names of the tables."""
    SESSION.export(*plans, to="parquet", path=f"{folder}/", **options)
    return {path.stem: path.read_bytes() for path in sorted(folder.iterdir())}


def with_records(folder: Path, **options: Any) -> dict[str, bytes]:
    given = {"as_of": planted.AS_OF, "records": planted.RECORDS, "with_records": True} | options
    return written(folder, planted.PLAN, **given)


def pages(data: bytes) -> list[str]:
    """What `empact markings` reads in a file."""
    return [page.text for page in look(data).pages]


def cells(data: bytes) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(io.BytesIO(data)).to_pylist()
    return rows


def test_parquet__writes_a_file_for_each_table_with_the_rows_of_the_table(tmp_path: Path) -> None:
    plan = empact.load("oap-c-2012")
    files = written(tmp_path, plan)
    assert [*files] == OF_PLANS
    for table in empact.tables(SESSION.context(plan)):
        if table.name in files:
            rows = cells(files[table.name])
            assert [row["id"] for row in rows] == [row.id for row in table]
            assert [*rows[0]] == table.names


def test_parquet__has_days_lists_and_truths_as_such(tmp_path: Path) -> None:
    files = written(tmp_path, empact.load("oap-c-2012"))
    (plan,) = cells(files["plans"])
    assert (plan["first_day"], plan["drivers"], plan["draft"]) == (dt.date(2012, 1, 1), ["IT"], False)
    query = f"SELECT typeof(first_day), typeof(certain) FROM '{tmp_path}/parties.parquet' LIMIT 1"
    assert duckdb.execute(query).fetchall() == [("DATE", "BOOLEAN")]


def test_parquet__has_the_marking_in_the_metadata_and_that_of_each_plan_in_a_column(tmp_path: Path) -> None:
    plain = make_plan(id="Q-2031", actions=[make_action("1.1")])
    files = written(tmp_path, empact.load("oap-c-2012"), plain)
    for data in files.values():
        assert pq.read_schema(io.BytesIO(data)).metadata[b"marking"].decode() == RESTRICTED
        assert pages(data) == [RESTRICTED]
    assert {(row["plan"], row["marking"]) for row in cells(files["actions"])} == {
        ("C-2012", RESTRICTED),
        ("Q-2031", None),
    }


def test_parquet__raises_the_marking_everywhere(tmp_path: Path) -> None:
    files = written(tmp_path, make_plan(actions=[make_action("1.1")]), marking="EU SECRET")
    assert pages(files["actions"]) == ["SECRET UE/EU SECRET"]
    assert [row["marking"] for row in cells(files["actions"])] == ["SECRET UE/EU SECRET"]


def test_parquet__of_plans_without_a_marking_has_none(tmp_path: Path) -> None:
    assert look(written(tmp_path, make_plan())["plans"]).opaque == ("",)


def test_parquet__has_claims_and_entries_only_if_they_are_asked_for(tmp_path: Path) -> None:
    usual = with_records(tmp_path / "usual", with_records=False)
    assert [*usual] == OF_PLANS
    every = with_records(tmp_path / "every")
    assert {*every} - {*usual} == {"claims", "entries"}
    assert {row["report"] for row in cells(every["claims"])} >= {"n1", "o1", "p1"}
    readers = {name: pq.read_schema(io.BytesIO(data)).metadata.get(b"readers") for name, data in every.items()}
    assert {name for name, words in readers.items() if words == b"only the Driver and the Support Unit"} == {
        "claims",
        "entries",
    }


def test_parquet__with_records_is_not_released(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="for the Driver and the Support Unit only"):
        with_records(tmp_path, release="EU RESTRICTED")
    assert with_records(tmp_path, with_records=False, release="EU RESTRICTED")


def test_parquet__needs_reports_for_its_tables_of_records(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="The option 'with_records' needs reports"):
        written(tmp_path, make_plan(), with_records=True)


def test_parquet__is_the_same_each_time(tmp_path: Path) -> None:
    plan = empact.load("oap-c-2012")
    assert written(tmp_path / "one", plan) == written(tmp_path / "two", plan)


def test_parquet__needs_its_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "arro3.io", None)
    with pytest.raises(MissingExtraError, match=r"'parquet' needs arro3-io: run 'pip install \"empact\[arrow\]\"'"):
        written(tmp_path, make_plan())
