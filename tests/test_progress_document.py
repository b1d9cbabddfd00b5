"""The document of progress: the tables of the invented plan of 2031; the values are calculated by hand."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
from tests.document_rows import keys, paragraphs, rows

import empact.plugins.documents
import oap_invented_2031 as example
from empact import Session, UnknownIdError
from empact.analysis import PlanContext
from empact.documents import Document, Table, build_progress
from empact.storage.reporting import Reporting
from empact.testing import DocumentContract

SESSION = Session([example])
PLAN = SESSION.load("oap-invented-2031")
REPORTING = SESSION.workspace.reporting(example.REPORTS, example.OPERATIONS, example.KPIS)
ACTIONS = ("1.1", "1.2", "2.1", "2.2", "3.1", "3.2", "4.1", "4.2")


def context(day: str) -> PlanContext:
    as_of = dt.date.fromisoformat(day)
    return SESSION.context(PLAN, reports=REPORTING, ledger=example.LEDGER, as_of=as_of)


DECEMBER = build_progress(context("2031-12-31"))
JUNE = build_progress(context("2031-12-31"), checkpoint="june")


def column(document: Document, section: str, key: str) -> dict[str, object]:
    body = document.section(section).body
    assert isinstance(body, Table)
    at = [one.key for one in body.columns].index(key)
    return {row.key: row.values[at] for row in body.rows}


def test_status__has_a_row_for_each_action_with_who_reported_it() -> None:
    assert rows(DECEMBER, "status")["Q-2031:2.2"] == [
        *("Q-2031:2.2", "Patrol the border with QX together.", "carried over", ("QO: carried over, 2031-12-10",)),
        *(dt.date(2031, 12, 10), None, ("It goes on in Q-2032:2.2.",)),
    ]
    assert list(column(JUNE, "status", "status").values()) == [
        *("live", "live", "not started", "live", "unclear", "live", "live", "live")
    ]
    assert column(JUNE, "status", "missing")["Q-2031:3.2"] == ("QN",)


def test_kpis__have_the_totals_of_the_table_by_hand() -> None:
    found = {key: value for key, value in column(DECEMBER, "kpis", "value").items() if "KPI" in key}
    assert list(found) == [
        f"Q-2031:{number} KPI 1" for number in ("1.1", "1.2", "2.1", "2.2", "3.1", "3.2", "4.1", "4.2")
    ]
    assert list(found.values()) == [
        ("11 monthly reports",),
        ("200 clocks compared",),
        ("460 clocks seized",),
        ("32 joint patrols",),
        ("no total, since nobody has decided how the figures add up", "QN: 2 in total"),
        ("2 workshops searched",),
        ("62 examiners trained",),
        ("not reported",),
    ]
    assert column(DECEMBER, "kpis", "contributions")["Q-2031:2.1 KPI 1"] == (
        "370 clocks seized; reported by 3 of 4, not reported by QN"
    )


def test_silence__is_not_reported_and_never_zero() -> None:
    nothing = build_progress(context("2031-01-31"))
    assert keys(nothing) == ["verdict", "status", "kpis", "preconditions"]
    assert set(column(nothing, "status", "status").values()) == {"not reported"}
    assert set(column(nothing, "kpis", "value").values()) == {("not reported",)}
    assert set(column(nothing, "kpis", "target").values()) == {None}


def test_what_does_not_agree__has_sections_of_its_own() -> None:
    assert keys(DECEMBER) == [
        *("verdict", "status", "status-over-time", "kpis", "kpis-over-time"),
        *("preconditions", "disagreements", "duplicates", "stated"),
    ]
    assert rows(DECEMBER, "preconditions") == {"Q-2031:3.1": ["Q-2031:3.1", "not met", 3, ("QO", "QP"), ("QR",), None]}
    assert column(DECEMBER, "duplicates", "value") == {"clocks seized": "460 to 590"}
    stated = rows(DECEMBER, "stated").values()
    assert [(what, said, derived) for _, what, said, derived, agrees, _ in stated if agrees == "no"] == [
        ("status counts", "9", "8"),  # 1 + 2 + 4 + 1 + 1; the plan has 8 actions
        ("live", "4", "3"),
        ("clocks seized", "600", "460 to 590"),
    ]
    assert column(DECEMBER, "disagreements", "settled_by")["Q-2031:3.2 KPI 1 sources"] is not None


def test_verdict__is_that_of_the_command() -> None:
    assert paragraphs(DECEMBER, "verdict")[0] == (
        "Q-2031 (December 2031): 8 actions: 3 live, 3 completed, 1 not completed, 1 carried over."
    )
    assert DECEMBER.properties["checkpoints"] == ("Q-2031: December 2031",)


def test_rows__name_the_action_with_its_digest_and_lead_to_its_status() -> None:
    for key in ("status", "kpis", "preconditions", "disagreements"):
        body = DECEMBER.section(key).body
        assert isinstance(body, Table)
        for row in body.rows:
            assert str(row.ref).startswith(f"{row.values[0]} ")
        assert body.columns[0].refers_to == (() if key == "status" else ("status",))


def test_checkpoint__is_one_of_the_plan() -> None:
    with pytest.raises(UnknownIdError, match="May"):
        build_progress(context("2031-12-31"), checkpoint="May")


def test_export__reads_the_reports_of_the_workspace_or_of_the_call(tmp_path: Path) -> None:
    (tmp_path / "empact.toml").write_text('workspace = "records"\n', encoding="utf-8")
    for folder in (example.REPORTS, example.OPERATIONS, example.KPIS):
        shutil.copytree(folder, tmp_path / "records" / folder.name)
    session = Session([example], config=tmp_path / "empact.toml")

    def written(reports: Reporting | tuple[()] | None) -> bytes:
        day = dt.date(2031, 12, 31)
        return session.export(PLAN, document="progress", to="json", ledger=(), as_of=day, reports=reports)

    assert b"460 clocks seized" in written(None)
    assert written(REPORTING) == written(None)
    assert b"460 clocks seized" not in written(())


class TestProgress(DocumentContract):
    plugin = empact.plugins.documents
    document = "progress"
