"""Print what became of reports that were to be added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click

from empact.analysis.records import AddedReport, AddedReports, RefusedReport
from empact.cli.console import EXIT_FINDINGS, EXIT_UNUSABLE, echo_error, echo_note, echo_warning, wrapped
from empact.cli.options import has_option
from empact.diagnostics import Diagnostic, Severity
from empact.errors import problem_line


def answer(result: AddedReports, command: click.Command) -> Iterator[str]:
    """Format what became of each report, in one line each; below a refused one, the options that settle it."""
    several = len(result.reports) + len(result.refused) > 1
    for added in result.reports:
        word = "Added" if added.added else "Already there"
        yield wrapped(f"{word}: {added.file} as {added.id}" if added.file is not None else f"{word}: {added.id}")
    for refused in result.refused:
        is_said = bool(refused.diagnostics) or refused.unwritten or refused.report is None  # elsewhere
        if several or not is_said:
            yield wrapped(": ".join(("Not added", *filter(None, (refused.file,)), refused.why)))
        for remedy in refused.remedies:
            if has_option(command, remedy.option):
                yield wrapped(remedy.says, "  " if several else "")


def note_there(reports: Iterable[AddedReport]) -> None:
    """Note which reports were there already."""
    for report in reports:
        if not report.added:
            start = "It is" if report.file is None else f"{report.file} is"
            state = f"{report.id} is superseded" if report.superseded_by else f"{report.id} states the same"
            echo_note(f"{start} already there: {state}.")


def print_warnings(findings: Iterable[Diagnostic], *, quoted: bool) -> None:
    """Print the warnings about reports that were added; without ``quoted``, they have no text of a report."""
    for problem in findings:
        if problem.severity is Severity.WARNING:
            more = "" if quoted else " 'empact report check' shows more."
            echo_warning(f"{problem_line(problem, quoted=quoted)}{more}")


def print_refused(result: AddedReports, unread: tuple[RefusedReport, ...]) -> int:
    """Print how many reports were not added, and return the exit code."""
    refused = result.refused
    number = len(result.reports) + len(refused)
    if not refused:
        return 0
    for failed in refused:
        if failed.unwritten:
            echo_error(f"{failed.file}: {failed.why}" if failed.file is not None else failed.why)
    if any(failed.unwritten for failed in refused):
        echo_error("Not all reports are added. Add all again: none is added twice.")
        return EXIT_UNUSABLE
    if len(unread) == number:
        echo_error("No report is added.")
        return EXIT_UNUSABLE
    it, is_not = ("it", "is not") if len(refused) == 1 else ("them", "are not")
    if number == 1:
        what = "The report is not added"
    elif len(refused) == number:
        what = f"None of the {number} reports is added"
    else:
        what = f"{len(refused)} of {number} reports {is_not} added"
    echo_error(f"{what}. Correct {it}, and add {it} again.")
    return EXIT_FINDINGS
