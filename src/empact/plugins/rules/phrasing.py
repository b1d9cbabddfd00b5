"""How findings word what they list."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

_LONGEST_EXCERPT = 100
"""Characters; a sentence that quotes more is read by nobody."""


def listed(things: Sequence[str]) -> str:
    """Things in a row, as a sentence has them: ``1.1, 1.2 and 1.3``."""
    return " and ".join(filter(None, [", ".join(things[:-1]), *things[-1:]]))


def quoted(text: str) -> str:
    """A statement of the plan inside a sentence: in quotation marks, without its own full stop."""
    return repr(text.rstrip(". "))


def excerpt(text: str) -> str:
    """Words of the plan inside a sentence: in quotation marks, on one line, and cut short where they are long."""
    return repr(textwrap.shorten(text, _LONGEST_EXCERPT, placeholder=" ..."))
