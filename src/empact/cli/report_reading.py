"""Read reports to be added, and check them together with those that are there."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO

import attrs
import click

from empact.cli.console import echo_error, echo_warning
from empact.cli.report_forms import is_untouched
from empact.diagnostics import Diagnostic, Diagnostics, Pointer
from empact.errors import EmpactError, problem_line
from empact.model import FiledReport, Plan, Report, Reports, Source
from empact.session import Session
from empact.storage.reading import Reading
from empact.storage.records import Records
from empact.storage.reports import Existing, ReportReading
from empact.storage.sources import FolderFile
from empact.values import value

_CODES = ("OAP85", "OAP86", "OAP87", "OAP88", "OAP89")
"""The codes of the rules about reports start so."""


def report_rules(session: Session) -> tuple[str, ...]:
    """The rules about reports that the session has: they can be disabled."""
    return tuple(rule.value.code for rule in session.rules if rule.value.code.startswith(_CODES))


@value
class GivenReports:
    """The reports about the plan that files have."""

    readings: tuple[Reading[Report], ...]
    """One reading for each report about the plan."""
    complete: bool
    """Whether all files have a report about the plan."""
    hidden: Diagnostics = Diagnostics()
    """The problems that are named on the standard error and not quoted there."""


def read_given(session: Session, plan: Plan, files: Sequence[str], argument: str) -> GivenReports:
    """Read files with reports about a plan, those of folders, or YAML on the standard input.

    ``argument`` is what PLAN is given as. The problems of all files are printed; a form that is not filled in has one.

    Raises:
        click.UsageError: The standard input cannot be read.
    """
    attempts = [reading for name in dict.fromkeys(files) for reading in _read(session, plan, name, argument)]
    readings = [reading for reading in attempts if reading is not None]
    for reading in readings:
        if reading.skipped:
            for problem in reading.diagnostics:
                words = problem_line(problem, quoted=not reading.is_marked)
                echo_warning(f"{words} It is skipped." if reading.is_marked else words)
    given = tuple(reading for reading in readings if not reading.skipped)
    others = [reading for reading in given if reading.value is not None and reading.value.plan != plan.id]
    for reading in others:
        place = "the report" if reading.places is None else reading.places.place(Pointer() / "plan")
        echo_error(f"{place}: The report is about {reading.require().plan}, but the plan is {plan.id}.")
    unread = [reading for reading in given if reading.value is None]
    hidden: list[Diagnostic] = []
    for reading in unread:
        if reading.text is not None and is_untouched(reading.text):
            echo_error(f"{reading.source} is not filled in: fill it in, or leave it out.")
        else:
            for problem in reading.diagnostics:
                echo_error(problem_line(problem, quoted=not reading.is_marked))
            hidden += reading.diagnostics if reading.is_marked else ()
    reports = (reading for reading in given if reading.value is not None and reading not in others)
    complete = not (unread or others) and len(attempts) == len(readings)
    return GivenReports(tuple(reports), complete, Diagnostics(hidden))


def _read(session: Session, plan: Plan, name: str, argument: str) -> Iterator[Reading[Report] | None]:
    """Yield the readings of a file, or of those in a folder; None for what cannot be opened, after saying so."""
    if name == "-":
        yield session.read(_standard_input(argument), Report, format="yaml", plans=[plan])
        return
    try:
        files = session.files(Path(name))
    except OSError as problem:
        echo_error(f"{name}: {problem.strerror or problem}")
        yield None
        return
    readings: list[Reading[Report] | None] = []
    for file in files:
        try:
            readings.append(session.read(file, Report, plans=[plan]))
        except (OSError, EmpactError) as problem:
            words = problem.strerror if isinstance(problem, OSError) else None
            echo_error(f"{file}: {words or problem}")
            readings.append(None)
    if all(isinstance(file, FolderFile) for file in files) and all(
        reading is None or reading.skipped for reading in readings
    ):
        echo_error(f"{name}: the folder has no report.")
        readings.append(None)
    yield from readings


def _standard_input(argument: str) -> IO[bytes]:
    if argument == "-":
        raise click.UsageError("PLAN and FILE cannot both be the standard input.")
    if sys.stdin is None:
        raise click.UsageError("'-' reads the standard input, but it is closed.")
    return sys.stdin.buffer


def with_candidates(
    session: Session, known: Records, plan: Plan, given: Iterable[tuple[Report, Source | None]]
) -> tuple[frozenset[str], Records]:
    """Return the ids that reports have once they are filed, and what is recorded together with them."""
    own = (known.reports or ReportReading()).of_plan(plan.id)
    existing = Existing(own)
    candidates: dict[str, FiledReport] = {}
    for report, source in given:
        filed = existing.same(report) or session.workspace.reports.as_filed(report, plans=[plan])
        candidate = FiledReport(id=filed.id, digest=filed.digest, content=report)
        object.__setattr__(candidate, "source", source)
        candidates.setdefault(filed.id, candidate)
    others = (filed for filed in own if filed.id not in candidates)
    joined = Reports(plan=plan.id, reports=(*others, *candidates.values()))
    return frozenset(candidates), attrs.evolve(known, reports=ReportReading(reports=(joined,)))
