"""Format lists and quotations in messages."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

_LONGEST_EXCERPT = 100
"""In characters; a message with a longer quotation is hard to read."""


def listed(things: Sequence[str]) -> str:
    """Format a list of things: ``1.1, 1.2 and 1.3``."""
    return " and ".join(filter(None, [", ".join(things[:-1]), *things[-1:]]))


def quoted(text: str) -> str:
    """Quote a statement of the plan without its full stop."""
    return repr(text.rstrip(". "))


def once(words: str, text: str) -> str | None:
    """Return words of a text if they are there once, and so have one place; None otherwise."""
    return words if " ".join(text.split()).count(words) == 1 else None


def excerpt(text: str) -> str:
    """Quote words of the plan on one line; long quotations are shortened."""
    return repr(textwrap.shorten(text, _LONGEST_EXCERPT, placeholder=" ..."))
