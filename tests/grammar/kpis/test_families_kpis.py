"""Reads every entry of ``families/kpis.yaml``: what a careful reader understands by a KPI, or that it is reported."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import attrs
import pytest
from tests.support.family_cells import families, period
from tests.support.findings import actions, found

from empact.grammar import parse_kpi, parse_kpis
from empact.grammar.figures import F, Y
from empact.model import Kpi, KpiKind, Span, Unparsed


class Entry(NamedTuple):
    """An entry of the file."""

    text: str
    means: list[dict[str, str]]
    verdict: str
    finding: str | None
    period: Span


ENTRIES = [
    Entry(cell["text"], cell.get("means", []), cell["verdict"], cell.get("finding"), period(cell))
    for family in families("kpis")
    for cell in family["cells"]
]
READ = [entry for entry in ENTRIES if entry.verdict == "read" or entry.finding]


def what(kpi: Kpi) -> str:
    """Return what is measured, with a small letter at the start of a sentence."""
    counted = kpi.counted if kpi.measures or kpi.kind is KpiKind.COUNT else None
    words = (counted or kpi.text).rstrip(". ")
    return words[0].lower() + words[1:] if words[1:2].islower() and not words.startswith("Europol") else words


def meant(kpi: Kpi | Unparsed) -> dict[str, Any] | Unparsed:
    """Return what the grammar understands, as the file writes it."""
    if isinstance(kpi, Unparsed):
        return kpi
    facts = {
        "what": what(kpi),
        "baseline": kpi.baseline and str(kpi.baseline).removeprefix("baseline "),
        "target": kpi.target,
        "parts": "; ".join(part.target or part.unit for part in kpi.parts) or None,
        "unit": kpi.unit if kpi.measures and kpi.value is None else None,
        "per": kpi.per,
        "in": kpi.period and str(kpi.period),
        "by": "timing" if kpi.within_timing else kpi.deadline and str(kpi.deadline),
        "adds": kpi.adds and kpi.adds.value,
    }
    return {name: value for name, value in facts.items() if value is not None}


@pytest.mark.parametrize("entry", READ, ids=lambda entry: entry.text)
def test_kpi__means_what_a_careful_reader_understands(entry: Entry) -> None:
    assert [meant(kpi) for kpi in parse_kpis(entry.text)] == entry.means


@pytest.mark.parametrize(
    "entry",
    [entry for entry in ENTRIES if entry.verdict == "report" and not entry.finding],
    ids=lambda entry: entry.text,
)
def test_kpi__is_unparsed_where_two_readers_could_differ(entry: Entry) -> None:
    assert parse_kpis(entry.text).unparsed


@pytest.mark.parametrize("entry", [entry for entry in ENTRIES if entry.finding], ids=lambda entry: entry.text)
def test_kpi__is_reported_by_a_rule(entry: Entry) -> None:
    assert entry.finding is not None
    _, *rows = actions(f'number: "1", target: Know, kpis: "{entry.text}"')
    lasts = f"period: {{start: {entry.period.start}, end: {entry.period.end}}}"
    assert found(entry.finding, lasts, *rows) == ["/actions/0/kpis/items/0"]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.text)
def test_kpi__reads_back_from_its_own_text(entry: Entry) -> None:
    for item in parse_kpis(entry.text):
        assert parse_kpi(str(item)) == item or isinstance(item, Unparsed)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.text)
def test_kpi__has_its_figures_as_they_are_written(entry: Entry) -> None:
    for item in parse_kpis(entry.text):
        assert re.search(f"{F}|{Y}", str(attrs.astuple(item))) is None
