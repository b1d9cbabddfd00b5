"""Charts of characters: bars and months, in block characters or, if the terminal has none, in ASCII."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from empact.analysis import Month, Months
from empact.cli.console import standard_output
from empact.documents.months import MONTH_NAMES
from empact.values import value

_CERTAIN, _POSSIBLE, _LEVELS = "█", "░", "▁▂▃▄▅▆▇█"
_PIECES = (12, 6, 4, 3)
"""Months of a year side by side: the first number that fits is used."""


@value
class Signs:
    """The characters of a chart."""

    certain: str
    """The character for a month in which something certainly takes place."""
    possible: str
    """The character for a month in which it may take place."""
    levels: str
    """The characters for levels, from low to high."""

    @classmethod
    def of_terminal(cls) -> Signs:
        """Block characters, or ASCII if the standard output cannot encode them."""
        try:
            f"{_POSSIBLE}{_LEVELS}".encode(standard_output().encoding or "ascii")
        except (UnicodeEncodeError, LookupError):
            return cls("#", "?", ".:-=+*%#")
        return cls(_CERTAIN, _POSSIBLE, _LEVELS)

    def level(self, number: int, largest: int) -> str:
        """The character for a number: the highest one for ``largest``, an empty string for 0."""
        return self.levels[(number * len(self.levels) - 1) // largest] if number else ""

    def bar(self, number: int, largest: int, columns: int) -> str:
        """Draw a bar of up to ``columns`` columns; a number above 0 has at least one."""
        return self.certain * (max(1, round(number * columns / largest)) if number else 0)


def pieces(months: Iterable[Month], columns: int, cell: int) -> Iterator[tuple[Month, ...]]:
    """Split months by year, and each year into pieces that fit into ``columns`` columns, ``cell`` columns per month."""
    years: dict[int, list[Month]] = {}
    for month in months:
        years.setdefault(month.year, []).append(month)
    size = next((size for size in _PIECES if size * cell <= columns), _PIECES[-1])
    for year in years.values():
        for start in range(1, len(MONTH_NAMES) + 1, size):
            piece = tuple(month for month in year if start <= month.number < start + size)
            if piece:
                yield piece


def row(label: str, cells: Iterable[str], end: str, label_size: int, cell: int) -> str:
    """Format a line of a table of months."""
    return f"{label:<{label_size}}{''.join(f'{text:>{cell}}' for text in cells)}{end}".rstrip()


def line(found: Months, months: Sequence[Month], signs: Signs, cell: int) -> str:
    """Draw the months of an action as one line."""
    certain, possible = set(found.certain), set(found.possible)
    drawn = (signs.certain if month in certain else signs.possible if month in possible else "" for month in months)
    return "".join(f" {sign * (cell - 1):<{cell - 1}}" for sign in drawn)


def format_ids(ids: Sequence[str], most: int = 6) -> str:
    """List the first ids, and count the others."""
    more = len(ids) - most
    return ", ".join(ids[:most]) + (f" and {more} more" if more > 0 else "")
