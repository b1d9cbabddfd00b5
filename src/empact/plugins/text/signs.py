"""Draws counts as bars and levels, in block characters or, where a terminal has none, in ASCII."""

from __future__ import annotations

import re

import attrs

_COUNT = re.compile(r"(\d*)(?:\+(\d+))?")


@attrs.frozen
class Signs:
    """The characters of bars and levels, and between values."""

    certain: str
    """The character for a part of a bar that is certain."""
    possible: str
    """The character for a part of a bar that is only possible."""
    levels: str
    """The characters for levels, from low to high."""
    between: str
    """What stands between short values on one line."""

    @classmethod
    def of_terminal(cls, *, blocks: bool) -> Signs:
        """Return block characters, or ASCII."""
        return cls("█", "░", "▁▂▃▄▅▆▇█", " · ") if blocks else cls("#", "?", ".:-=+*%#", " | ")

    def level(self, text: str, largest: int) -> str:
        """Return the character for a count such as ``2+1``: the highest for ``largest``, an empty text for none."""
        number = sum(count(text))
        return self.levels[(number * len(self.levels) - 1) // largest] if number else ""

    def bar(self, text: str, largest: int, columns: int) -> str:
        """Draw a count such as ``2+1`` as a bar, up to ``columns`` columns long; one above 0 has at least one."""
        certain, possible = count(text)
        size = max(1, round((certain + possible) * columns / largest)) if certain + possible else 0
        drawn = round(certain * columns / largest) if possible else size
        return self.certain * min(drawn, size) + self.possible * (size - min(drawn, size))


def count(text: str) -> tuple[int, int]:
    """Return the certain and the possible part of a count such as ``2+1``; of another text, nothing."""
    match = _COUNT.fullmatch(text)
    return (0, 0) if match is None else (int(match[1] or 0), int(match[2] or 0))
