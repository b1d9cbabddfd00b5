"""The formatter ``brief``: one line for each finding."""

from __future__ import annotations

from empact import Diagnostics
from empact.hooks import FormatContext, printable


def write(diagnostics: Diagnostics, ctx: FormatContext) -> str:
    """Format findings, with the marking above."""
    lines = [ctx.marking] if ctx.marking else []
    for finding in diagnostics:
        lines.append(f"{finding.place}: {finding.code} {finding.message}")
        if ctx.options["hints"] and finding.hint:
            lines.append(f"  {finding.hint}")
    lines.append(f"{len(diagnostics)} findings")
    return "\n".join(map(printable, lines)) + "\n"
