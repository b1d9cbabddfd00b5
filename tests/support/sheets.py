"""The sheet of a plan as lines on a terminal, for tests."""

from __future__ import annotations

import attrs

from empact import Plan, Session
from empact.documents import build_sheet
from empact.hooks import Terminal
from empact.model import FrozenMap
from empact.plugins.text.documents import format_document

_PLAIN = Session()


def sheet_lines(plan: Plan, action: str | None = None, *, session: Session = _PLAIN, width: int = 100) -> list[str]:
    """Return the lines of the sheet of a plan, or of one action, without the head of the plan."""
    document = build_sheet(session.context(plan), action=action)
    without_head = attrs.evolve(document, title="", marking=None, properties=FrozenMap())
    return format_document(without_head, width, terminal=Terminal(width=width)).splitlines()
