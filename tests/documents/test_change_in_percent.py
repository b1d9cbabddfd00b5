"""A KPI whose target is a change in percent, in all documents: its figures count what is measured, never percent."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import zipfile
from decimal import Decimal
from typing import Any

import pytest
from tests.support.invented import SESSION
from tests.support.progress_cases import figure, filed, own, plan, register

from empact.hooks import DocumentSpec
from empact.model import Baseline, Reports

PLAN = plan({"kpi": "Increase seizures by 10 %"}, {"number": "1.2", "leaders": "QO", "kpi": "Number of seizures"})
REPORTS = (
    filed("QN", figure(2407), own(601), on="2031-12-10", status="live"),
    filed("QM", own(1503), on="2031-12-11"),
    filed("QO", figure(73), on="2031-12-12", action="1.2", status="live"),
)
RECORDS = SESSION.records(
    reports=Reports(plan="Q-2031", reports=REPORTS),
    kpis=register("cumulative", "Q-2031", "1.1", "1.2", baseline=Baseline(value=Decimal(2000), year=2030)),
)
OPTIONS: dict[str, dict[str, Any]] = {
    "tasking": {"party": "QN", "with_reports": True},
    "exclusion": {"party": "QN", "as_of": dt.date(2031, 12, 31)},
    "plan": {"with_reports": True},
    "report-form": {"party": "QN", "checkpoint": "December"},
    "handbook": {"with_reports": True},
    "parsed-cell": {"cell": "Increase seizures by 10 %", "column": "kpis"},
}
WITH_VALUES = {"tasking", "handbook", "progress", "driver-report"}


def exported(document: str, to: str) -> str:
    options: dict[str, Any] = (
        {} if (document, to) == ("plan", "json") else OPTIONS.get(document, {})
    )  # a file of the plan
    data: bytes = SESSION.export(PLAN, to=to, document=document, records=RECORDS, **options)
    if to != "xlsx":
        return data.decode()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "\n".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml"))


@pytest.mark.parametrize("to", ["markdown", "html", "json", "xlsx"])
@pytest.mark.parametrize("spec", SESSION.documents, ids=lambda spec: spec.name)
def test_figures__of_a_change_in_percent_are_not_printed_in_percent(spec: DocumentSpec, to: str) -> None:
    text = exported(spec.name, to)
    assert not re.search(r"\b(?:2407|601|1503|2104)\s*%", text)
    assert "2407 seizures" in text or spec.name not in WITH_VALUES


def test_progress__has_the_unit_of_what_is_counted_and_the_verdict_of_the_change() -> None:
    progress = SESSION.context(PLAN, records=RECORDS).progress()
    kpi = progress.action("1.1").kpi()
    assert kpi.value is not None
    assert (kpi.value.text, str(kpi.shares)) == ("2407 seizures", "2104 seizures")
    assert str(kpi.target) == "reached: 2407 reaches the target increase by 10 %."
    (total,) = progress.sums
    assert str(total) == "seizures: 2407 to 2480"


def test_chart_and_table_over_time__have_the_value_to_reach_in_that_unit() -> None:
    document = json.loads(exported("progress", "json"))
    section = next(each for each in document["sections"] if each["key"] == "kpis-over-time")
    cells = section["body"]["rows"][1]["cells"]
    shown = {key: cell["value"] if isinstance(cell, dict) else cell for key, cell in cells.items()}
    assert (shown["unit"], shown["high"], shown["target"], shown["baseline"]) == ("seizures", 2407, ["2200"], 2000)
