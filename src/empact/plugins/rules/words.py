"""How findings word what they list."""

from __future__ import annotations

from collections.abc import Sequence


def listed(things: Sequence[str]) -> str:
    """Things in a row, as a sentence has them: ``1.1, 1.2 and 1.3``."""
    return " and ".join(filter(None, [", ".join(things[:-1]), *things[-1:]]))


def quoted(text: str) -> str:
    """A statement of the plan inside a sentence: in quotation marks, without its own full stop."""
    return repr(text.rstrip(". "))
