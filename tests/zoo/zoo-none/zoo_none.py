"""Forgets to answer."""

from __future__ import annotations

from empact.hooks import hookimpl


@hookimpl
def empact_rules() -> None:
    """Answer nothing."""
