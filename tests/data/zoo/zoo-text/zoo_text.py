"""Returns a text instead of rules."""

from __future__ import annotations

from empact.hooks import hookimpl


@hookimpl
def empact_rules() -> str:
    return "ZOOT001"
