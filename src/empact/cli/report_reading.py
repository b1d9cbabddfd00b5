"""Read the files of reports to be added."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, NamedTuple

import click

from empact.analysis.records import RefusedReport
from empact.cli.console import echo_error, echo_warning
from empact.cli.report_forms import is_untouched
from empact.diagnostics import Diagnostic, Diagnostics, Pointer
from empact.errors import EmpactError, problem_line
from empact.model import Plan, Report
from empact.session import Session
from empact.storage.reading import Reading
from empact.storage.sources import FolderFile
from empact.values import value


def report_rules(session: Session) -> tuple[str, ...]:
    """The rules about reports that the session has: they can be disabled."""
    from empact.session.report_adding import report_codes

    return report_codes(session.setup)


@value
class GivenReports:
    """The reports of a call, and what could not be read."""

    reports: tuple[Report | Reading[Report], ...]
    """The reports about the plan; each that was read from a file as its reading."""
    refused: tuple[RefusedReport, ...] = ()
    """The files that cannot be read, are not filled in, or have a report about another plan."""
    hidden: Diagnostics = Diagnostics()
    """The problems that are named on the standard error and not quoted there."""


def read_given(session: Session, plan: Plan, files: Sequence[str], argument: str) -> GivenReports:
    """Read files with reports about a plan, those of folders, or YAML on the standard input.

    ``argument`` is what PLAN is given as. The problems of all files are printed; a form that is not filled in has one.

    Raises:
        click.UsageError: The standard input cannot be read.
    """
    by_path: dict[str, _Attempt] = {}
    for attempt in (attempt for name in files for attempt in _read(session, plan, name, argument)):
        by_path.setdefault(os.path.realpath(attempt.file), attempt)  # a file of a folder can be named again
    read: list[Reading[Report]] = []
    refused: list[RefusedReport] = []
    hidden: list[Diagnostic] = []
    for attempt in by_path.values():
        reading, why = attempt.reading, attempt.why
        if reading is None:
            echo_error(f"{attempt.file}: {why}")
        elif reading.skipped:
            for problem in reading.diagnostics:
                words = problem_line(problem, quoted=not reading.is_marked)
                echo_warning(f"{words} It is skipped." if reading.is_marked else words)
            continue
        elif reading.value is not None and reading.value.plan != plan.id:
            place = "the report" if reading.places is None else reading.places.place(Pointer() / "plan")
            why = f"The report is about {reading.value.plan}, but the plan is {plan.id}."
            echo_error(f"{place}: {why}")
        elif reading.value is not None:
            read.append(reading)
            continue
        elif reading.text is not None and is_untouched(reading.text):
            why = "It is not filled in."
            echo_error(f"{reading.source} is not filled in: fill it in, or leave it out.")
        else:
            why = "It cannot be read."
            for problem in reading.diagnostics:
                echo_error(problem_line(problem, quoted=not reading.is_marked))
            hidden += reading.diagnostics if reading.is_marked else ()
        found = () if reading is None or reading.value is not None else tuple(reading.diagnostics)
        refused.append(RefusedReport(file=attempt.file, why=why or "It cannot be read.", diagnostics=found))
    return GivenReports(tuple(read), tuple(refused), Diagnostics(hidden))


class _Attempt(NamedTuple):
    """The reading of a file; None if it cannot be opened, with the reason."""

    file: str
    reading: Reading[Report] | None
    why: str | None = None


def _read(session: Session, plan: Plan, name: str, argument: str) -> Iterator[_Attempt]:
    """Yield what becomes of a file, or of those in a folder."""
    if name == "-":
        reading = session.read(_standard_input(argument), Report, format="yaml", plans=[plan])
        yield _Attempt(reading.source, reading)
        return
    try:
        files = session.files(Path(name))
    except OSError as problem:
        yield _Attempt(name, None, problem.strerror or str(problem))
        return
    attempts: list[_Attempt] = []
    for file in files:
        try:
            attempts.append(_Attempt(str(file), session.read(file, Report, plans=[plan])))
        except (OSError, EmpactError) as problem:
            words = problem.strerror if isinstance(problem, OSError) else None
            attempts.append(_Attempt(str(file), None, words or str(problem)))
    if all(isinstance(file, FolderFile) for file in files) and all(
        attempt.reading is None or attempt.reading.skipped for attempt in attempts
    ):
        attempts.append(_Attempt(name, None, "the folder has no report."))
    yield from attempts


def _standard_input(argument: str) -> IO[bytes]:
    if argument == "-":
        raise click.UsageError("PLAN and FILE cannot both be the standard input.")
    if sys.stdin is None:
        raise click.UsageError("'-' reads the standard input, but it is closed.")
    return sys.stdin.buffer
