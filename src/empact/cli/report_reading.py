"""Read the files of reports to be added, or of an inbox."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import IO

import click

from empact.analysis import InboxState, PlanContext
from empact.analysis.records import RefusedReport
from empact.cli.console import echo_error, echo_warning
from empact.diagnostics import Diagnostic, Diagnostics, Pointer
from empact.errors import problem_line
from empact.model import Plan, Report
from empact.session import Session
from empact.session.report_files import GivenFile, foreign, read_files
from empact.storage.reading import Reading
from empact.storage.sources import Readable
from empact.values import value


@value
class GivenReports:
    """The reports of a call, and what could not be read."""

    reports: tuple[Report | Reading[Report], ...]
    """The reports about the plan; each that was read from a file as its reading."""
    refused: tuple[RefusedReport, ...] = ()
    """The files that cannot be read, are not filled in, or have a report about another plan."""

    @property
    def unread(self) -> tuple[RefusedReport, ...]:
        """The refused files without those of which only answers are asked back."""
        return tuple(refused for refused in self.refused if refused.why != _ASKED_BACK)

    asked_back: tuple[Reading[Report], ...] = ()
    """The forms of which answers are asked back."""
    hidden: Diagnostics = Diagnostics()
    """The problems that are named on the standard error and not quoted there."""


def read_given(session: Session, context: PlanContext, files: Sequence[str], argument: str) -> GivenReports:
    """Read files with reports about a plan, those of folders, or YAML on the standard input.

    ``context`` has the reports that are there, by which a form is understood; ``argument`` is what PLAN is given as.
    The problems of all files are printed; a form that is not filled in has one.

    Raises:
        click.UsageError: The standard input cannot be read.
    """
    read: list[Reading[Report]] = []
    refused: list[RefusedReport] = []
    asked_back: list[Reading[Report]] = []
    hidden: list[Diagnostic] = []
    for given in read_files(session, context, given_sources(files, argument)):
        reading = given.reading
        why = _refused(given, context.plan)
        if reading is not None and reading.is_marked and why in {None, _UNREAD, _ASKED_BACK} and not reading.skipped:
            hidden += reading.diagnostics
        if why is not None:
            unread = () if reading is None or reading.value is not None else tuple(reading.diagnostics)
            refused.append(RefusedReport(file=given.file, why=why, diagnostics=unread))
        elif reading is not None and reading.value is not None:
            read.append(reading)
        if reading is not None and why == _ASKED_BACK:
            asked_back.append(reading)
    return GivenReports(tuple(read), tuple(refused), asked_back=tuple(asked_back), hidden=Diagnostics(hidden))


_UNREAD = "It cannot be read."
_ASKED_BACK = "Answers are asked back."
_EMPTY = "It is not filled in."


def _refused(given: GivenFile, plan: Plan) -> str | None:
    """Print the problems of a file, and return why it is refused; None if it is read or skipped."""
    reading, state = given.reading, given.state(plan)
    if state is InboxState.NOT_READ and reading is None:
        echo_warning(f"{given.file} is not read: {given.reason(plan)}")
        return None
    if reading is None:
        echo_error(f"{given.file}: {given.received.why}")
        return given.received.why or _UNREAD
    lines = [problem_line(problem, quoted=not reading.is_marked) for problem in reading.diagnostics]
    if state in {InboxState.NEW, InboxState.NOT_READ}:
        for line in lines:
            echo_warning(f"{line} It is skipped." if reading.is_marked and reading.skipped else line)
        return None
    if reading.value is not None:
        place = "the report" if reading.places is None else reading.places.place(Pointer() / "plan")
        why = foreign(reading.value, plan)
        echo_error(f"{place}: {why}")
        return why
    if state is InboxState.EMPTY:
        echo_error(f"{reading.source} is not filled in: fill it in, or leave it out.")
        return _EMPTY
    for line in lines:
        echo_error(line)
    return _UNREAD if state is InboxState.UNREAD else _ASKED_BACK


def given_sources(files: Sequence[str], argument: str) -> tuple[Readable, ...]:
    """Return the files and folders of a call; the standard input for '-'. ``argument`` is what PLAN is given as.

    Raises:
        click.UsageError: The standard input cannot be read.
    """
    return tuple(_standard_input(argument) if name == "-" else Path(name) for name in files)


def _standard_input(argument: str) -> IO[bytes]:
    if argument == "-":
        raise click.UsageError("PLAN and FILE cannot both be the standard input.")
    if sys.stdin is None:
        raise click.UsageError("'-' reads the standard input, but it is closed.")
    return sys.stdin.buffer
