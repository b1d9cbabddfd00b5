"""Findings as annotations of a build: one line each, which GitHub Actions shows beside the line of the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from empact import Diagnostics, Plan
from empact.hooks import Diagnostic, FormatContext, Severity, printable

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def format_findings(diagnostics: Diagnostics, ctx: FormatContext) -> str:
    """Format errors and warnings, or the severities that were asked for. The last line counts all findings."""
    lowest = ctx.show or Severity.WARNING
    lines = [*_markings(ctx.plans), *(_annotation(one) for one in diagnostics if one.severity >= lowest)]
    counted = ", ".join(f"{severity} {number}" for severity, number in diagnostics.counts().items())
    waived = f", waived {len(diagnostics.waived)}" if diagnostics.waived else ""
    return "\n".join([*lines, f"Findings: {counted}{waived}."]) + "\n"


def _markings(plans: Iterable[Plan]) -> Iterator[str]:
    """Format the marking of each plan, because the messages quote the plan."""
    for plan in plans:
        if plan.marking:
            yield f"::notice title={_property(plan.id)}::{_escaped(plan.marking)}"


def _annotation(one: Diagnostic) -> str:
    place = one.place
    properties = {"file": place.file, "line": place.line, "col": place.column, "title": f"{one.code} {one.name}"}
    told = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items() if value is not None)
    subject = f"{place.subject}: " if place.subject else ""
    words = f"{subject}{one.message}" if one.hint is None else f"{subject}{one.message}\n{one.hint}"
    return f"::{_LEVELS[one.severity]} {told}::{_escaped(words)}"


def _escaped(text: str) -> str:
    """Escape a text so that it stays on one line."""
    return printable(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
