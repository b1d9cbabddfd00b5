"""Records: what is recorded about plans as one value, read from folders or made in Python; None is none."""

from __future__ import annotations

import shutil
from pathlib import Path

import attrs
import pytest
from tests.support.paths import ROOT

import empact
import oap_invented_2031 as example
from empact import ConfigError, Records, Session
from empact.model import Ledger
from empact.storage.records import KINDS

SESSION = Session([example])
PLAN = SESSION.load("oap-invented-2031")
FOLDERS = {
    "ledger": example.LEDGER,
    "reports": example.REPORTS,
    "operations": example.OPERATIONS,
    "kpis": example.KPIS,
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace with everything but seals and practices."""
    for kind, path in FOLDERS.items():
        shutil.copytree(path, tmp_path / "records" / kind)
    return tmp_path / "records"


def test_records__of_a_folder_are_those_of_its_folders(folder: Path) -> None:
    records = SESSION.records(folder)
    assert records.unread == ("seals", "practices", "mappings")
    assert records.complete
    assert len(records.readings) == 4
    context = SESSION.context(PLAN, records=records)
    assert (len(context.ledger), len(context.reports), len(context.operations)) == (18, 15, 1)
    assert context.kpi_register is not None
    assert context.unread == ("seals", "practices", "mappings")


def test_records__of_single_folders_are_the_same(folder: Path) -> None:
    one, other = SESSION.records(folder), SESSION.records(**FOLDERS)  # type: ignore[arg-type]  # each by its name
    contexts = [SESSION.context(PLAN, records=records) for records in (one, other)]
    assert contexts[0].ledger == contexts[1].ledger
    assert contexts[0].reports == contexts[1].reports


def test_workspace_records__are_those_of_the_configuration(folder: Path) -> None:
    config = folder.parent / "empact.toml"
    config.write_text('workspace = "records"\n', encoding="utf-8")
    session = Session([example], config=config)
    assert session.workspace.records.unread == ("seals", "practices", "mappings")
    assert session.context(PLAN).unread == KINDS  # None is none
    assert len(session.context(PLAN, records=session.workspace.records).reports) == 15


def test_workspace_records__without_a_workspace_are_none() -> None:
    assert SESSION.workspace.records == Records()
    assert Records().unread == KINDS


def test_records__of_a_folder_without_any_are_refused(folder: Path) -> None:
    with pytest.raises(
        ConfigError, match="has none of the folders ledger, reports, operations, kpis, seals, practice, mappings"
    ):
        SESSION.records(folder / "reports" / "Q-2031")
    with pytest.raises(FileNotFoundError):
        SESSION.records(folder / "missing")


def test_records__have_the_problems_of_their_files(folder: Path) -> None:
    (folder / "kpis" / "Q-2031.yaml").write_text("empact: kpis/1\n", encoding="utf-8")
    records = SESSION.records(folder, plans=[PLAN])
    assert not records.complete
    assert [problem.code for problem in records.problems([PLAN.id])] == ["OAP013"]
    with pytest.raises(empact.PlanReadError, match="OAP013"):
        SESSION.context(PLAN, records=records)
    assert SESSION.context(PLAN, records=records.of_kinds(["ledger"])).unread == KINDS[1:]
    found = SESSION.validate(PLAN, records=records, select="OAP80")
    assert "OAP013" in [finding.code for finding in found]


def test_a_kind__that_was_read_and_is_empty_is_not_unread(tmp_path: Path) -> None:
    records = SESSION.records(ledger=tmp_path, reports=())
    assert records.unread == ("operations", "kpis", "seals", "practices", "mappings")
    assert records.ledger is not None
    assert records.ledger.of_plan("Q-2031") == Ledger(plan="Q-2031")


def test_records__are_a_value() -> None:
    records = SESSION.records(**FOLDERS)  # type: ignore[arg-type]  # each by its name
    assert attrs.evolve(records, ledger=None) == records.of_kinds(["reports", "operations", "kpis"])
    assert str(ROOT) not in repr(records)
    assert repr(Records()) == "Records()"
