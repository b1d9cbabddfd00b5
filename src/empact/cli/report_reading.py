"""Read the files of reports to be added, or of an inbox."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, NamedTuple

import click

from empact.analysis import InboxState, PlanContext, is_question_key
from empact.analysis.records import RefusedReport
from empact.cli.console import echo_error, echo_warning
from empact.cli.report_forms import is_untouched
from empact.diagnostics import EMPTY_FILE, FORM_ANSWER, Diagnostic, Diagnostics, Pointer
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

    @property
    def unread(self) -> tuple[RefusedReport, ...]:
        """The refused files without those of which only answers are asked back."""
        return tuple(refused for refused in self.refused if refused.why != _ASKED_BACK)

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
    hidden: list[Diagnostic] = []
    for given in read_files(session, context, files, argument):
        reading = given.reading
        why = _refused(given, context.plan)
        if reading is not None and reading.is_marked and why in {None, _UNREAD, _ASKED_BACK} and not reading.skipped:
            hidden += reading.diagnostics
        if why is not None:
            unread = () if reading is None or reading.value is not None else tuple(reading.diagnostics)
            refused.append(RefusedReport(file=given.file, why=why, diagnostics=unread))
        elif reading is not None and reading.value is not None:
            read.append(reading)
    return GivenReports(tuple(read), tuple(refused), Diagnostics(hidden))


_UNREAD = "It cannot be read."
_ASKED_BACK = "Answers are asked back."
_EMPTY = "It is not filled in."


def _refused(given: GivenFile, plan: Plan) -> str | None:
    """Print the problems of a file, and return why it is refused; None if it is read or skipped."""
    reading = given.reading
    if reading is None:
        echo_error(f"{given.file}: {given.why}")
        return given.why or _UNREAD
    lines = [problem_line(problem, quoted=not reading.is_marked) for problem in reading.diagnostics]
    state = given.state(plan)
    if state in {None, InboxState.NEW}:
        for line in lines:
            echo_warning(f"{line} It is skipped." if reading.is_marked and reading.skipped else line)
        return None
    if reading.value is not None:
        place = "the report" if reading.places is None else reading.places.place(Pointer() / "plan")
        why = _foreign(reading.value, plan)
        echo_error(f"{place}: {why}")
        return why
    if state is InboxState.EMPTY:
        echo_error(f"{reading.source} is not filled in: fill it in, or leave it out.")
        return _EMPTY
    for line in lines:
        echo_error(line)
    return _UNREAD if state is InboxState.UNREAD else _ASKED_BACK


def _foreign(report: Report, plan: Plan) -> str:
    return f"The report is about {report.plan}, but the plan is {plan.id}."


class GivenFile(NamedTuple):
    """The reading of a file; None if it cannot be opened, with the reason."""

    file: str
    reading: Reading[Report] | None
    why: str | None = None

    def state(self, plan: Plan) -> InboxState | None:
        """Return what the file is before its report is checked; None if it was found in a folder and is skipped."""
        reading = self.reading
        if reading is None:
            return InboxState.UNREAD
        if reading.skipped:
            return None
        if reading.value is not None:
            return InboxState.NEW if reading.value.plan == plan.id else InboxState.FOREIGN
        keys = () if reading.form is None else tuple(filter(is_question_key, (row.key for row in reading.form.rows)))
        if keys and not any(re.match(rf"{re.escape(plan.id)}[: ]", key) for key in keys):
            return InboxState.FOREIGN
        if _is_untouched(reading):
            return InboxState.EMPTY
        is_asked_back = any(problem.kind is FORM_ANSWER for problem in reading.diagnostics)
        return InboxState.ASKED_BACK if is_asked_back else InboxState.UNREAD

    def reason(self, plan: Plan) -> str | None:
        """Return why the file is not taken, in a sentence; None if its state says it, or it has a report to check."""
        if self.state(plan) is not InboxState.FOREIGN:
            return self.why
        report = None if self.reading is None else self.reading.value
        return f"The form is not about {plan.id}." if report is None else _foreign(report, plan)


def _is_untouched(reading: Reading[Report]) -> bool:
    """Whether a form came back as it was sent."""
    if reading.text is not None:
        return is_untouched(reading.text)
    return any(problem.kind is EMPTY_FILE for problem in reading.diagnostics)


def read_files(session: Session, context: PlanContext, files: Sequence[str], argument: str) -> tuple[GivenFile, ...]:
    """Read files with reports about a plan, those of folders, or YAML on the standard input; each file once.

    ``context`` has the reports that are there, by which a form is understood; ``argument`` is what PLAN is given as.

    Raises:
        click.UsageError: The standard input cannot be read.
    """
    by_path: dict[str, GivenFile] = {}
    for given in (given for name in files for given in _read(session, context, name, argument)):
        by_path.setdefault(os.path.realpath(given.file), given)  # a file of a folder can be named again
    return tuple(by_path.values())


def _read(session: Session, context: PlanContext, name: str, argument: str) -> Iterator[GivenFile]:
    """Yield what becomes of a file, or of those in a folder."""
    if name == "-":
        reading = session.read_report(_standard_input(argument), context, format="yaml")
        yield GivenFile(reading.source, reading)
        return
    try:
        files = session.files(Path(name), forms=True)
    except OSError as problem:
        yield GivenFile(name, None, problem.strerror or str(problem))
        return
    read: list[GivenFile] = []
    for file in files:
        try:
            read.append(GivenFile(str(file), session.read_report(file, context)))
        except (OSError, EmpactError) as problem:
            words = problem.strerror if isinstance(problem, OSError) else None
            read.append(GivenFile(str(file), None, words or str(problem)))
    if all(isinstance(file, FolderFile) for file in files) and all(
        given.reading is None or given.reading.skipped for given in read
    ):
        read.append(GivenFile(name, None, "the folder has no report."))
    yield from read


def _standard_input(argument: str) -> IO[bytes]:
    if argument == "-":
        raise click.UsageError("PLAN and FILE cannot both be the standard input.")
    if sys.stdin is None:
        raise click.UsageError("'-' reads the standard input, but it is closed.")
    return sys.stdin.buffer
