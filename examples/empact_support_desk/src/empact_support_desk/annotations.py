"""Format findings as annotations of a build: GitHub Actions shows each one next to the line of the file."""

from __future__ import annotations

from empact import Diagnostics
from empact.diagnostics import Diagnostic, Severity
from empact.hooks import FormatContext, printable

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def format_findings(diagnostics: Diagnostics, ctx: FormatContext) -> str:
    """Format errors and warnings, or the severities that were asked for. The last line counts all findings."""
    lowest = ctx.show or Severity.WARNING
    # the messages quote the plans, so the marking stands above
    marking = [f"::notice title=Marking::{_escaped(ctx.marking)}"] if ctx.marking else []
    lines = [*marking, *(_annotation(finding) for finding in diagnostics if finding.severity >= lowest)]
    counted = ", ".join(f"{severity} {number}" for severity, number in diagnostics.counts().items())
    waived = f", waived {len(diagnostics.waived)}" if diagnostics.waived else ""
    return "\n".join([*lines, f"Findings: {counted}{waived}."]) + "\n"


def _annotation(finding: Diagnostic) -> str:
    """Format a finding as a workflow command, with its place as properties."""
    place = finding.place
    title = f"{finding.code} {finding.name}"
    values = {"file": place.file, "line": place.line, "col": place.column, "title": title}
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in values.items() if value is not None)
    subject = f"{place.subject}: " if place.subject else ""
    lines = [f"{subject}{finding.message}", *([] if finding.hint is None else [finding.hint])]
    lines += (f"See also {also.place}: {also.reason}." for also in finding.related)
    text = "\n".join(lines)
    return f"::{_LEVELS[finding.severity]} {properties}::{_escaped(text)}"


def _escaped(text: str) -> str:
    """Escape a text so that it stays on one line."""
    return printable(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    """Escape the value of a property, in which colons and commas separate."""
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
