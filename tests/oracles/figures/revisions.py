"""What was final or settled at a checkpoint and is now another (section 4, Revisions).

The past is the same set with fewer reports: what was known before each report, on the day before the day on it.
"""

from __future__ import annotations

import datetime as dt

import attrs
from tests.oracles.figures.closing import ActionStatus, status_at
from tests.oracles.figures.door import file_all
from tests.oracles.figures.force import Force
from tests.oracles.figures.inputs import Action, Kpi, Line, Report, World
from tests.oracles.figures.people import ONE_DAY
from tests.oracles.figures.shown import Status, day_text
from tests.oracles.figures.stated import Value
from tests.oracles.figures.values import value_at

CERTAIN = (Status.FINAL, Status.SETTLED)


@attrs.frozen(kw_only=True)
class Revision:
    """That a value or status is another than it was."""

    was: str
    """What it was, without what was known about it."""
    until: dt.date
    """The day on the report that changed it."""
    shown: str
    """What is printed now, with what it was."""
    because: str | None = None
    row: str = "revision: value"


@attrs.frozen
class _Past:
    """What was known before a report."""

    force: Force
    report: Report

    def is_printed(self, place: int) -> bool:
        """Return whether the data day of a round had come."""
        return place in self.force.world.printed_rounds()


def pasts(world: World) -> list[_Past]:
    """Return what was known before each report, the newest first."""
    known: list[_Past] = []
    clock = dt.date.min + ONE_DAY
    for count, report in enumerate(world.reports):
        clock = max(clock, report.day)
        past = attrs.evolve(world, reports=world.reports[:count], as_of=clock - ONE_DAY)
        known.append(_Past(file_all(past), report))
    return known[::-1]


def _reason(report: Report, action: Action, kpi: Kpi | None) -> str | None:
    def about(line: Line) -> bool:
        return line.action == action.number and line.kpi == (kpi.id if kpi else None)

    return next((line.because for line in report.lines if about(line) and line.because), report.because)


def revision_of(known: list[_Past], now: Value, action: Action, kpi: Kpi, place: int) -> Revision | None:
    """Return the revision of a value at a checkpoint: what it was when it was last final or settled, and another."""
    for past in known:
        if not past.is_printed(place):
            continue
        then = value_at(past.force, action, kpi, place)
        if not then.is_certain or (then.bare == now.bare and now.is_certain):
            continue
        until = past.report.day
        disputed = now.status is Status.DISPUTED
        shown = f"{now.shown}, was {then.bare} until {day_text(until)}"
        if disputed:
            shown = f"{now.bare}, the leaders differ; was {then.bare}"
        changed = "value" if now.is_certain else f"now {now.status}"
        because = _reason(past.report, action, kpi)
        return Revision(was=then.bare, until=until, shown=shown, because=because, row=f"revision: {changed}")
    return None


def status_revision_of(known: list[_Past], now: ActionStatus, action: Action, place: int) -> Revision | None:
    """Return the revision of the status of an action in a round."""
    for past in known:
        if not past.is_printed(place):
            continue
        then = status_at(past.force, action, place)
        if then.status not in CERTAIN or (then.word == now.word and now.status in CERTAIN):
            continue
        until = past.report.day
        shown = f"{now.shown}, was {then.shown} until {day_text(until)}"
        if now.status is Status.DISPUTED:
            shown = f"{now.shown}; was {then.shown}"
        because = _reason(past.report, action, None)
        return Revision(was=then.shown, until=until, shown=shown, because=because, row="revision: status of an action")
    return None
