"""Answers with a text."""

from __future__ import annotations

from empact.hooks import hookimpl


@hookimpl
def empact_rules() -> str:
    return "ZOOT001"
