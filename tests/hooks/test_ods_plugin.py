"""A plugin that was written from the documentation alone: an exporter to OpenDocument, and a rule with options."""

from __future__ import annotations

import importlib
import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from python_calamine import CalamineWorkbook
from tests.support.paths import ROOT

import empact
from empact import Config, Session
from empact.testing import check_plugin, rule_cases

PLUGINS = ROOT / "tests" / "data" / "plugins"
PLAN = """\
empact: plan/1
id: O-2031
period: {start: 2031-01-01, end: 2031-12-31}
goals:
  - {number: "1", body: To know the routes.}
actions:
  - {number: "1.1", goal: "1", activity: Map the routes., leaders: [QM, QN]}
  - {number: "1.2", goal: "1", activity: "=1+1", leaders: [QM, QN]}
  - {number: "1.3", goal: "1", activity: Search the ports., leaders: [QM]}
"""


@pytest.fixture(scope="module")
def plugin() -> Iterator[ModuleType]:
    before = os.environ.get("PYTHONPATH")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(PLUGINS)
        patch.setenv("PYTHONPATH", os.pathsep.join(filter(None, [str(PLUGINS), before])))
        yield importlib.import_module("oap_ods")
        for name in [name for name in sys.modules if name.partition(".")[0] == "oap_ods"]:
            del sys.modules[name]


def found(plugin: ModuleType, **options: object) -> list[str]:
    session = Session([plugin], config=Config(rules={"busy-leader": options}))
    return [finding.message for finding in session.validate(session.loads(PLAN, format="yaml"), select="OAPODS")]


@pytest.mark.one_python
def test_the_plugin__keeps_every_promise_that_the_kit_checks(plugin: ModuleType) -> None:
    check_plugin(plugin)


def test_the_rule__matches_its_case(plugin: ModuleType) -> None:
    (case,) = rule_cases(plugin)
    case.check()


def test_the_rule__uses_what_the_project_sets(plugin: ModuleType) -> None:
    assert found(plugin) == ["QM leads 3 actions (at most 2): 1.1, 1.2, 1.3."]
    assert found(plugin, most=1) == [
        "QM leads 3 actions (at most 1): 1.1, 1.2, 1.3.",
        "QN leads 2 actions (at most 1): 1.1, 1.2.",
    ]
    assert found(plugin, most=1, ignore=["QM"]) == ["QN leads 2 actions (at most 1): 1.1, 1.2."]


def test_the_rule__is_not_asked_about_other_plans(plugin: ModuleType) -> None:
    session = Session([plugin], config=Config(rules={"busy-leader": {"most": 1}}))
    assert len(session.validate(empact.load("oap-c-2012"), select="OAPODS")) == 0


def test_the_exporter__writes_sheets_that_another_program_reads(plugin: ModuleType) -> None:
    session = Session([plugin])
    data = session.export(session.loads(PLAN, format="yaml"), to="ods")
    (sheet,) = CalamineWorkbook.from_filelike(io.BytesIO(data)).sheet_names
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(sheet).to_python()
    assert [row[1] for row in rows[-3:]] == ["1.1", "1.2", "1.3"]
    assert [row[2] for row in rows[-3:]] == ["Map the routes.", "=1+1", "Search the ports."]


def test_the_exporter__has_the_marking_in_each_sheet(plugin: ModuleType) -> None:
    session = Session([plugin])
    data = session.export(empact.load("oap-c-2012"), to="ods", document="links")
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert len(book.sheet_names) > 1
    for name in book.sheet_names:
        rows = book.get_sheet_by_name(name).to_python()
        assert rows[0][0] == rows[-1][0] == "RESTREINT UE/EU RESTRICTED"


def test_the_exporter__refuses_the_suffix_of_another_format(plugin: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(empact.ExportError, match=r'Write to="ods" or a name with \.csv\.$'):
        Session([plugin]).export(empact.load("oap-c-2012"), to="csv", path=tmp_path / "x.ods")
