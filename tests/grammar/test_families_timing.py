"""Families of timings: the grammar and the schedule make of them what a careful reader understands, or report them.

``families/timing.yaml`` was written before the grammar read these texts. Each is the timing of an action in a plan of
its period, and its meaning is the days that the schedule gives it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from tests.support.family_cells import families, timing_plan

from empact import Session
from empact.analysis import Scheduled, schedule
from empact.grammar import parse_timing
from empact.model import (
    Bound,
    Choice,
    Milestone,
    Period,
    Plan,
    Span,
    Timing,
    Unparsed,
)

SESSION = Session()
RULES = ["OAP102", "OAP103", "OAP107", "OAP109", "OAP302", "OAP306", "OAP602"]
"""The rules that report what a cell leaves open."""

_MANY = 4
_DAY = dt.timedelta(days=1)


class Cell(NamedTuple):
    """A text of a cell, the years of its plan, and what it means."""

    family: str
    text: str
    kind: str
    plan: str
    means: list[str]
    verdict: str


CELLS = [
    Cell(
        one["family"],
        cell["text"],
        cell.get("cell", "timing"),
        cell.get("plan", "2012"),
        cell["means"],
        cell["verdict"],
    )
    for one in families("timing")
    for cell in one["cells"]
]


def plan(cell: Cell) -> Plan:
    """Return a plan that has the cell."""
    return timing_plan({"text": cell.text, "cell": cell.kind, "plan": cell.plan})


def meaning(found: Plan) -> list[str]:
    """Return what the cell of a plan means, in the words of the file."""
    if not found.actions:
        return [str(item) for item in found.cover.number]
    return [words for item in schedule(found) for words in _words(item)]


def _words(one: Scheduled) -> Iterator[str]:
    item = one.item
    if isinstance(item, Period) and item.status is not None:
        yield item.status.value
    if isinstance(item, Period) and item.provisional and not item.windows:
        yield "to be determined"
    if not item.windows and (item.conditions or isinstance(item, Milestone)):
        yield "event"
    elif item.windows:
        yield from _dated(one)


def _dated(one: Scheduled) -> Iterator[str]:
    item = one.item
    length = f"{item.duration} in " if isinstance(item, Period) and item.duration is not None else ""
    repeated = isinstance(item, Milestone) and item.occurrences is not None and item.windows[0].unit.value == "year"
    if repeated or (item.choice is Choice.EACH and len(item.windows) >= _MANY):
        yield "event"
    elif item.bound in {Bound.BY, Bound.BEFORE}:
        yield f"by {one.latest}"
    elif item.bound is Bound.UNTIL:
        yield f"until {one.latest}"
    elif item.bound in {Bound.FROM, Bound.AFTER}:
        yield f"from {one.earliest}"
    elif item.choice is Choice.ANY and not any(window.every_year for window in item.windows):
        yield f"{length}{one.earliest} to {one.latest}"
    else:
        yield from (f"{length}{span}" for span in _merged(one.windows))


def _merged(spans: tuple[Span, ...]) -> Iterator[Span]:
    """Join spans that touch: the first and the second quarter are the first half of the year."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda span: span.start):
        if found and span.start - found[-1].end <= _DAY:
            found[-1] = Span(start=found[-1].start, end=span.end)
        else:
            found.append(span)
    yield from found


def name(cell: Cell) -> str:
    return f"{cell.text} ({cell.plan})"


@pytest.mark.parametrize("cell", [cell for cell in CELLS if cell.verdict == "read"], ids=name)
def test_a_cell_that_is_read__means_what_a_careful_reader_understands(cell: Cell) -> None:
    found = meaning(plan(cell))
    assert found == cell.means or found == [_hull(cell.means)], cell.family


def _hull(means: list[str]) -> str | None:
    """Return adjacent parts as one: the file may keep two quarters apart that a choice has together."""
    spans = [
        tuple(map(dt.date.fromisoformat, one.split(" to "))) for one in means if one[:1].isdigit() and " to " in one
    ]
    if len(spans) != len(means) or not spans:
        return None
    joined = list(_merged(tuple(Span(start=start, end=end) for start, end in spans)))
    return str(joined[0]) if len(joined) == 1 else None


@pytest.mark.parametrize("cell", [cell for cell in CELLS if cell.verdict == "report"], ids=name)
def test_a_cell_that_is_reported__keeps_its_words_and_has_a_finding(cell: Cell) -> None:
    found = plan(cell)
    items = found.actions[0].timing if found.actions else found.cover.number
    diagnostics = SESSION.validate(found, select=RULES)
    assert any(isinstance(item, Unparsed) for item in items) or diagnostics
    assert diagnostics


@pytest.mark.parametrize("cell", [cell for cell in CELLS if cell.kind == "timing"], ids=name)
def test_a_cell__prints_what_parses_to_the_same(cell: Cell) -> None:
    items = parse_timing(cell.text).items
    assert [parse_timing(str(item)).items for item in items] == [(item,) for item in items]
    assert Timing(items=items).items == items
