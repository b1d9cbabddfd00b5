"""Formats findings with one line each, for ``grep`` and for editors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from empact.diagnostics import Diagnostic, Severity
from empact.hooks import FormatContext, printable
from empact.plugins.text.findings import on_one_line
from empact.plugins.text.paint import Paint
from empact.plugins.text.statistics import by_plan, verdict

if TYPE_CHECKING:
    from empact import Diagnostics


def format_findings(diagnostics: Diagnostics, ctx: FormatContext) -> str:
    """Format findings as ``file:line:column: severity code message``, below the marking and above the verdict.

    No line is wrapped, however long. Lists findings of ``ctx.show`` and above (default: warnings and errors).
    """
    lowest = ctx.show or Severity.WARNING
    listed = [finding for finding in diagnostics if finding.severity >= lowest]
    paint = Paint(ctx.colour)
    lines = [" ".join(printable(ctx.marking).split())] if ctx.marking and listed else []
    lines += (_line(finding, paint) for finding in listed)
    lines += map(on_one_line, verdict(diagnostics, tuple(by_plan(listed, ctx.plans)), lowest, ctx))
    return "\n".join(lines) + "\n"


def _line(finding: Diagnostic, paint: Paint) -> str:
    where = on_one_line(str(finding.place))
    start = f"{where}: " if where else ""
    message = " ".join(printable(finding.message).split())
    return f"{start}{paint.severe(str(finding.severity), finding.severity)} {finding.code} {message}"
