"""The cost of reports is linear in their number: calls of functions are counted, which do not depend on the machine."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import attrs
import pytest
from benchmarks.reports import invented_operations, invented_plan, invented_register, invented_reports
from tests.support.linear import calls

import oap_invented_2031
from empact import Session
from empact.analysis import progress
from empact.model import FiledReport, Report, Reports
from empact.storage.records import Records

SESSION = Session(plugins=[oap_invented_2031])
ACTIONS = 16
COUNTS = (128, 256, 512)
"""With 128 reports, each party has reported once at each checkpoint; with more, they also differ from earlier ones."""
PLAN = invented_plan(ACTIONS)


def as_it_is(_place: int, report: Report, _first: Report) -> Report:
    return report


def chain(place: int, report: Report, first: Report) -> Report:
    """Each report supersedes the one before it."""
    return attrs.evolve(first, source=report.source, supersedes=(f"r{place - 1}",) if place else ())


def circle(place: int, report: Report, first: Report) -> Report:
    """Pairs of reports supersede each other."""
    return attrs.evolve(first, source=report.source, supersedes=(f"r{place ^ 1}",))


def alike(_place: int, report: Report, first: Report) -> Report:
    """All reports are of one day, by one party and about the same actions."""
    return attrs.evolve(first, source=report.source)


def stored(count: int, shape: Callable[[int, Report, Report], Report]) -> Records:
    given = tuple(invented_reports(count, ACTIONS))
    reports = tuple(
        FiledReport(id=f"r{place}", digest=str(place), content=shape(place, report, given[0]))
        for place, report in enumerate(given)
    )
    return SESSION.records(
        reports=Reports(plan="Q-2031", reports=reports),
        operations=invented_operations(ACTIONS),
        kpis=invented_register(ACTIONS),
    )


def check(reporting: Records) -> None:
    SESSION.validate(PLAN, select=("OAP85", "OAP86", "OAP87"), records=reporting)


def add_up(reporting: Records) -> None:
    assert progress(SESSION.context(PLAN, records=reporting)).actions


@pytest.mark.one_python
@pytest.mark.parametrize("shape", [as_it_is, chain, circle, alike])
@pytest.mark.parametrize("work", [check, add_up])
def test_work__grows_with_the_reports_and_not_with_their_square(
    work: Callable[[Records], None], shape: Callable[[int, Report, Report], Report]
) -> None:
    """Twice as many more reports are some twice the work; with the square of their number it would be four times."""
    work(stored(8, shape))  # what is kept in caches does not count
    few, more, many = (calls(partial(work, stored(count, shape))) for count in COUNTS)
    assert more > few
    assert (many - more) / (more - few) < 2.4
