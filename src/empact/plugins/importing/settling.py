"""How the changes that a document shows are settled: by the options of the call, or not at all."""

from __future__ import annotations

from typing import Literal

from empact.diagnostics import MALFORMED
from empact.hooks import Option, ReadContext, Unreadable
from empact.plugins.importing.reading import PLAN_OPTIONS

Settled = Literal["accept", "reject"]
"""Whether the changes count or not."""
OPTIONS = (
    PLAN_OPTIONS[0],
    Option("accept", summary="Accept the changes that the document shows.", type=bool),
    Option("reject", summary="Reject the changes that the document shows.", type=bool),
    *PLAN_OPTIONS[1:],
)
"""The options of the readers of documents that can show changes."""
STRUCK = "is struck through, as the Council marks what is deleted."
"""What a text that is struck is, behind its words."""
NEW = "is bold and underlined, as the Council marks what is new."
"""What a text that is bold and underlined is, behind its words."""


def settled_by(ctx: ReadContext) -> Settled | None:
    """Return whether the changes of the document count; None if the call does not say so.

    Raises:
        Unreadable: They are to be accepted and rejected. This is reported.
    """
    accepted, rejected = bool(ctx.options.get("accept")), bool(ctx.options.get("reject"))
    if accepted and rejected:
        ctx.report(MALFORMED, "The changes are to be accepted and to be rejected. Give one option, accept or reject.")
        raise Unreadable
    return "accept" if accepted else "reject" if rejected else None
