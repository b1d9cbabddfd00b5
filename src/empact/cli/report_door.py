"""What stands against adding reports: the findings about them, and the errors that come with them."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from empact.analysis import REFUSALS, stating_the_same
from empact.cli.console import EXIT_FINDINGS, EXIT_UNUSABLE, echo, echo_error, echo_note, echo_warning
from empact.cli.report_reading import report_rules
from empact.diagnostics import Diagnostic, Diagnostics, Severity
from empact.errors import problem_line
from empact.model import FiledReport, Plan, Report, Source
from empact.session import Session
from empact.storage.records import Records
from empact.storage.reports import ReportReading

_ACCEPTABLE = frozenset(refusal.code for refusal in REFUSALS if refusal.acceptable)
"""The codes of the findings with which a report is added if somebody accepts them."""


def reports_there(
    session: Session, plan: Plan, known: ReportReading, given: Iterable[tuple[Report, Source | None]]
) -> list[FiledReport | None]:
    """Return for each report the one in force that states the same; None if there is none."""
    context = attrs.evolve(session.context(plan), reports=known.of_plan(plan.id))
    return [stating_the_same(context, report) for report, _ in given]


def findings_about(session: Session, plan: Plan, ids: Iterable[str], checked: Records, known: Records) -> Diagnostics:
    """Return the findings about new reports, and the errors in others that come with them.

    A late report of June, for example, can make the report of December wrong, which is there already.
    """
    rules = report_rules(session)
    subjects = {f"{plan.id}:{id}" for id in ids}
    findings = session.validate(plan, select=rules, records=checked)
    own = [finding for finding in findings if finding.place.subject in subjects]
    others = [finding for finding in findings if finding.severity is Severity.ERROR and finding not in own]
    if others:
        before = {_key(finding) for finding in session.validate(plan, select=rules, records=known)}
        own += [finding for finding in others if _key(finding) not in before]
    return Diagnostics(own)


def _key(finding: Diagnostic) -> tuple[str, str | None, str]:
    return finding.code, finding.place.subject, finding.message


def print_refusal(findings: Diagnostics, text: str, number: int, *, complete: bool, accept: bool) -> int | None:
    """Print why no report is added, and return the exit code; None if nothing is against it.

    ``text`` is what is printed about the findings.
    """
    refused = [
        finding
        for finding in findings
        if (not accept if finding.code in _ACCEPTABLE else finding.severity is Severity.ERROR)
    ]
    if refused or (findings.worst is Severity.WARNING and not complete):
        echo(text.rstrip("\n"))
    if not complete:
        echo_error("No report is added.")
        return EXIT_UNUSABLE
    if not refused:
        return None
    again = "add it again" if number == 1 else "add all again"
    if all(finding.code in _ACCEPTABLE for finding in refused):
        again += ", or with --accept if it is right" if number == 1 else ", or with --accept if they are right"
    echo_error(
        f"The report is not added. Correct it, and {again}."
        if number == 1
        else f"None of the {number} reports is added. Correct them, and {again}."
    )
    return EXIT_FINDINGS


def print_not_added(there: Iterable[FiledReport | None], added: Iterable[FiledReport], before: ReportReading) -> None:
    """Note which reports are not added: one in force states the same, or the same file is there and superseded."""
    for filed in there:
        if filed is not None:
            echo_note(f"Nothing is added: {filed.id} states the same.")
    ids = {filed.id for filed in before.filed}
    for filed in added:
        if filed.id in ids:
            echo_note(f"Nothing is added: {filed.id} is there already, and it is superseded.")


def print_warnings(findings: Diagnostics, plan: Plan, reports: Iterable[Report]) -> None:
    """Print the warnings about reports that are added; of a marked one, without text on the standard error."""
    quoted = not any([plan.printed_marking, *(report.marking for report in reports)])
    for problem in findings:
        if problem.severity is Severity.WARNING:
            more = "" if quoted else " 'empact report check' shows more."
            echo_warning(f"{problem_line(problem, quoted=quoted)}{more}")
