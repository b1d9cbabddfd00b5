"""Read a report to be added, and check it together with those that are there."""

from __future__ import annotations

import sys
from pathlib import Path

import attrs
import click

from empact.model import FiledReport, Plan, Report, Reports, Source
from empact.session import Session
from empact.storage.reporting import Reporting
from empact.storage.reports import ReportReading

_CODES = ("OAP85", "OAP86", "OAP87", "OAP88", "OAP89")
"""The codes of the rules about reports start so."""


def report_rules(session: Session) -> tuple[str, ...]:
    """The rules about reports that the session has: they can be disabled."""
    return tuple(rule.value.code for rule in session.rules if rule.value.code.startswith(_CODES))


def read_report(session: Session, plan: Plan, file: str, argument: str) -> tuple[Report, Source | None]:
    """Read a file with a report about a plan, or YAML on the standard input; ``argument`` is what PLAN is given as.

    Raises:
        PlanReadError: It is not a valid report; the exception holds every problem with its place.
        click.UsageError: It is about another plan.
    """
    if file == "-":
        if argument == "-":
            raise click.UsageError("PLAN and FILE cannot both be the standard input.")
        if sys.stdin is None:
            raise click.UsageError("'-' reads the standard input, but it is closed.")
        reading = session.read(sys.stdin.buffer, Report, format="yaml")
    else:
        reading = session.read(Path(file), Report)
    report = reading.require()
    if report.plan != plan.id:
        raise click.UsageError(f"The report is about {report.plan}, but the plan is {plan.id}.")
    return report, reading.places


def with_candidate(known: Reporting, report: Report, source: Source | None) -> tuple[FiledReport, Reporting]:
    """Return a report as if it were filed, and what is reported together with it."""
    candidate = FiledReport(id="the report", digest="", content=report)
    object.__setattr__(candidate, "source", source)
    own = known.reports.of(report.plan)
    reports = tuple(one for one in own if one.content != report)
    joined = Reports(plan=report.plan, reports=(*reports, candidate))
    return candidate, attrs.evolve(known, reports=ReportReading(reports=(joined,)))
