"""The plan of 2012, written by empact as a Word document, comes back from it."""

from __future__ import annotations

from pathlib import Path

import pytest

import empact
from empact.analysis.columns import PlanTable

COLUMNS = (
    *("number", "activity", "leaders", "participants", "description", "links/goals", "links/actions", "timing"),
    *("target", "results/June", "results/Dec"),
)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("written") / "plan.docx"
    empact.export(empact.load("oap-c-2012"), to="docx", path=path)
    return path


def test_own_export__gives_every_cell_again(written: Path) -> None:
    plan = empact.default_session().load(written, options={"accept": True})
    tables = [PlanTable(each) for each in (empact.load("oap-c-2012"), plan)]
    ours, read = ({column.key: column for column in table.columns} for table in tables)
    reference = empact.load("oap-c-2012")
    cells = [(action.number, key) for action in reference.actions for key in COLUMNS]
    assert len(cells) == 176
    assert [
        (number, key)
        for number, key in cells
        if ours[key].text(reference.action(number)) != read[key].text(plan.action(number))
    ] == []
