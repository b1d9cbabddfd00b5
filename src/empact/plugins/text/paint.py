"""Colours text for a terminal."""

from __future__ import annotations

from typing import Any

import attrs
import click

from empact.diagnostics import Severity

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


@attrs.frozen
class Paint:
    """Colours a text, or returns it unchanged."""

    on: bool
    """Whether texts are coloured."""

    def heading(self, text: str) -> str:
        """Format the name of a plan or of a part of it."""
        return self._styled(text, bold=True)

    def severe(self, text: str, severity: Severity) -> str:
        """Colour a text by severity."""
        return self._styled(text, fg=_COLOURS[severity], bold=True)

    def faint(self, text: str) -> str:
        """Dim a text."""
        return self._styled(text, dim=True)

    def _styled(self, text: str, **style: Any) -> str:
        return click.style(text, **style) if self.on else text
