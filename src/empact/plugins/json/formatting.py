"""Formats findings as JSON, ``diagnostics/1``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from empact.hooks import FormatContext, finding_list, printable_json
from empact.syntax.json.emit import emit

if TYPE_CHECKING:
    from empact import Diagnostics


def format_findings(diagnostics: Diagnostics, ctx: FormatContext) -> str:
    """Format all findings, or those of ``ctx.show`` and above; the counts include all findings."""
    return printable_json(emit(ctx.tree(finding_list(diagnostics, ctx))))
