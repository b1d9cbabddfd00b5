"""Matrices that fit on a page: the columns of a wide matrix in several tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from empact.documents.keys import unique_keys
from empact.documents.language import Words
from empact.documents.tables import ColumnOf, column, table
from empact.documents.values import Section

_PAGE = 80
"""The characters of a line on a page."""
_LEAST = 4
"""The minimum number of columns in a table, however wide they are."""
_CORNER = 6
"""The characters of the heading of the names of the rows: in all languages, so that all have the same tables."""
_RANGE = "{first} to {last}"


def matrix(  # noqa: PLR0913 - each is a part of the matrix
    key: str,
    title: str,
    corner: str,
    headings: Sequence[str],
    rows: Mapping[str, Mapping[str, str | None]],
    *,
    words: Words,
) -> Iterator[Section]:
    """Yield a matrix as one section, or as several if its columns do not fit on a page.

    Each of several has the rows that have a text or None in one of its columns. The cost is linear in the number of
    rows, columns, texts and Nones.

    Args:
        key: The key of the section; of several, they are numbered.
        title: The title in English; of several, each names its first and last column.
        corner: The heading of the names of the rows in English.
        headings: The headings of the columns, all of them different.
        rows: The texts of cells by heading, by the name of the row, which is also its key.
        words: The language of the title and the corner.
    """
    widest = max((len(text) for texts in rows.values() for text in texts.values() if text), default=0)
    width = max(widest, *map(len, headings), 1) + 1
    named = words(title)
    most = max((_PAGE - max((_CORNER, *map(len, rows)))) // width, _LEAST)
    number = -(-len(headings) // most) or 1
    size = -(-len(headings) // number)
    keys = unique_keys((corner.lower(), *headings))
    names = [tuple(rows)] if number == 1 else _rows_by_part(headings, size, rows)
    for index, in_part in enumerate(names):
        part = slice(index * size, (index + 1) * size)
        shown = headings[part]
        columns: tuple[ColumnOf[str], ...] = (
            column(keys[0], words(corner), str),
            *(_texts(column_key, heading, rows) for column_key, heading in zip(keys[1:][part], shown, strict=True)),
        )
        yield Section(
            key=key if number == 1 else f"{key}-{index + 1}",
            title=named if number == 1 else f"{named}: {words(_RANGE, first=shown[0], last=shown[-1])}",
            body=table(columns, in_part, key=str),
        )


def _texts(key: str, heading: str, rows: Mapping[str, Mapping[str, str | None]]) -> ColumnOf[str]:
    """Return the column with the texts of a heading, in a table of the names of the rows."""
    return column(key, heading, lambda name: rows[name].get(heading))


def _rows_by_part(
    headings: Sequence[str], size: int, rows: Mapping[str, Mapping[str, str | None]]
) -> Iterable[Iterable[str]]:
    """Return the names of the rows in each part of the columns, in their order."""
    parts = {heading: index // size for index, heading in enumerate(headings)}
    by_part: dict[int, dict[str, None]] = {index: {} for index in parts.values()}
    for name, texts in rows.items():
        for heading in texts:
            by_part[parts[heading]][name] = None
    return by_part.values()
