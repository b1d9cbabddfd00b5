"""The oracle of what a reported figure means: the examples of the page, cases made by hand, and laws on random sets.

Nothing here is about the program. A failure on a random set prints its seed.
"""

from __future__ import annotations

import ast
import datetime as dt
import sys
from collections import Counter
from pathlib import Path

import attrs
import pytest
from tests.oracles.figures.coverage import ROWS, count
from tests.oracles.figures.door import file_all
from tests.oracles.figures.example import Example
from tests.oracles.figures.examples import EXAMPLES
from tests.oracles.figures.inputs import World, data_day
from tests.oracles.figures.questions import ask
from tests.oracles.figures.random_sets import Drawn
from tests.oracles.figures.shown import Status, sdmx_code
from tests.oracles.figures.stated import Value
from tests.oracles.figures.values import value_at
from tests.oracles.figures.verdicts import NONE, verdict_at

SEEDS = range(5)
LAST_DAY = dt.date(2031, 12, 31)


def values(world: World) -> dict[tuple[str, str, int], Value]:
    """Return the values of a set, by action, KPI and round."""
    force = file_all(world)
    return {
        (action.number, kpi.id, place): value_at(force, action, kpi, place)
        for action in world.actions
        for kpi in action.kpis
        for place in range(len(world.rounds))
    }


def essence(of: dict[tuple[str, str, int], Value], *, until: int = 9) -> dict[tuple[str, str, int], tuple[str, str]]:
    """Return the statuses and printed texts of values, for rounds up to one."""
    return {key: (value.status, value.shown) for key, value in of.items() if key[2] <= until}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_figures__are_those_of_the_page(example: Example) -> None:
    assert {question: ask(example.world, question) for question in example.answers} == example.answers


@pytest.mark.parametrize(
    ("checkpoint", "day"),
    [
        ((2031, 6), dt.date(2031, 6, 30)),
        ((2032, 2), LAST_DAY),
        (dt.date(2031, 5, 12), dt.date(2031, 5, 12)),
        (dt.date(2032, 1, 31), LAST_DAY),
        (None, LAST_DAY),
    ],
)
def test_data_day__is_never_after_the_plan(checkpoint: dt.date | tuple[int, int] | None, day: dt.date) -> None:
    assert data_day(checkpoint, LAST_DAY) == day


@pytest.mark.parametrize(
    ("status", "estimated", "code"),
    [
        (Status.MISSING, False, "O"),
        (Status.NOT_DUE, False, "O"),
        (Status.PROVISIONAL, True, "P"),
        (Status.DISPUTED, True, "U"),
        (Status.FINAL, True, "E"),
        (Status.FINAL, False, "A"),
        (Status.SETTLED, False, "A"),
    ],
)
def test_sdmx_code__is_that_of_the_status(status: Status, estimated: bool, code: str) -> None:  # noqa: FBT001 - a column of the table
    assert sdmx_code(status, estimated=estimated) == code


@pytest.mark.parametrize("seed", SEEDS)
def test_values__say_why_they_are_not_certain(seed: int) -> None:
    world = Drawn(seed).world
    force = file_all(world)
    for (number, kpi_id, place), value in values(world).items():
        assert bool(value.why) is not value.is_certain, (number, kpi_id, place)
        assert bool(value.figures) is (value.status not in {Status.MISSING, Status.NOT_DUE})
        action = world.action(number)
        verdict = verdict_at(force, action, action.kpi(kpi_id), place)
        assert verdict is None or bool(verdict.why) is (verdict.verdict == NONE)


@pytest.mark.parametrize("seed", SEEDS)
def test_values__do_not_change_when_a_report_arrives_again(seed: int) -> None:
    world = Drawn(seed).world
    lines_in_force = Counter(statement.report.id for statement in file_all(world).current.values())
    again = tuple(
        attrs.evolve(report, id=f"{report.id}-again")
        for report in world.reports
        if report.lines and lines_in_force[report.id] == len(report.lines) and not report.withdraws
    )
    repeated = attrs.evolve(world, reports=(*world.reports, *again))
    assert essence(values(repeated)) == essence(values(world))


@pytest.mark.parametrize("seed", SEEDS)
def test_values__do_not_change_with_reports_for_later_rounds(seed: int) -> None:
    world = Drawn(seed, by_hand=False).world  # a figure written by hand can be refused because of a later one
    for place in range(len(world.rounds) - 1):
        names = {item.name for item in world.rounds[: place + 1]}
        earlier = attrs.evolve(world, reports=tuple(report for report in world.reports if report.round in names))
        assert essence(values(earlier), until=place) == essence(values(world), until=place)


@pytest.mark.oracle
def test_random_sets__reach_every_row_of_the_page() -> None:
    reached = count(1000)
    assert [row for row in ROWS if not reached[row]] == []
    assert [row for row in sorted(set(reached) - set(ROWS)) if not row.startswith("in force: ")] == []


def test_oracle__does_not_import_the_program() -> None:
    modules = sorted(Path(__file__).with_name("figures").glob("*.py"))
    imported = {
        name.partition(".")[0]
        for module in modules
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [str(node.module)]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported - sys.stdlib_module_names == {"attrs", "tests"}
