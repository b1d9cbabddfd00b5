"""Charts of characters: bars and months, in blocks where the terminal has them and in ASCII where it has not."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence

import attrs

from empact.analysis import Month, Months

NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_CERTAIN, _POSSIBLE, _LEVELS = "█", "░", "▁▂▃▄▅▆▇█"
_PIECES = (12, 6, 4, 3)
"""So many months of a year stand beside each other, the first that fits."""


@attrs.frozen
class Signs:
    """What charts are drawn with: a sign for what is certain, one for what is possible, and signs from low to high."""

    certain: str
    possible: str
    levels: str

    @classmethod
    def of_terminal(cls) -> Signs:
        """Blocks where the standard output can show them."""
        try:
            f"{_POSSIBLE}{_LEVELS}".encode(sys.stdout.encoding or "ascii")
        except (UnicodeEncodeError, LookupError):
            return cls("#", "?", ".:-=+*%#")
        return cls(_CERTAIN, _POSSIBLE, _LEVELS)

    def level(self, number: int, largest: int) -> str:
        """How high a number is: the highest sign for the largest, nothing for none."""
        return self.levels[(number * len(self.levels) - 1) // largest] if number else ""

    def bar(self, number: int, largest: int, room: int) -> str:
        """A bar for a number; what is more than nothing can be seen."""
        return self.certain * (max(1, round(number * room / largest)) if number else 0)


def pieces(months: Iterable[Month], room: int, cell: int) -> Iterator[tuple[Month, ...]]:
    """Months year by year, and each year in as many pieces as it takes to fit, of cells so many columns wide."""
    years: dict[int, list[Month]] = {}
    for month in months:
        years.setdefault(month.year, []).append(month)
    size = next((size for size in _PIECES if size * cell <= room), _PIECES[-1])
    for year in years.values():
        for start in range(1, len(NAMES) + 1, size):
            piece = tuple(month for month in year if start <= month.number < start + size)
            if piece:
                yield piece


def row(label: str, cells: Iterable[str], end: str, label_size: int, cell: int) -> str:
    """A line of a table of months."""
    return f"{label:<{label_size}}{''.join(f'{text:>{cell}}' for text in cells)}{end}".rstrip()


def line(found: Months, months: Sequence[Month], signs: Signs, cell: int) -> str:
    """An action in its months, drawn through each month that it has."""
    certain, possible = set(found.certain), set(found.possible)
    drawn = (signs.certain if month in certain else signs.possible if month in possible else "" for month in months)
    return "".join(f" {sign * (cell - 1):<{cell - 1}}" for sign in drawn)


def called(month: Month) -> str:
    """A month as people say it: Dec 2011."""
    return f"{NAMES[month.number - 1]} {month.year}"


def shown(subjects: Sequence[str], most: int = 6) -> str:
    """Some of many ids, and how many more there are."""
    more = len(subjects) - most
    return ", ".join(subjects[:most]) + (f" and {more} more" if more > 0 else "")
