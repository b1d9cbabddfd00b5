"""Read the data files: each row has its source and its confidence."""

from __future__ import annotations

import csv
import datetime as dt
import enum
import io
from collections.abc import Mapping
from typing import TypedDict, TypeVar

from empact.model import Confidence
from empact.resources import read_resource
from empact.values import value

E = TypeVar("E", bound=enum.Enum)


@value(kw_only=True)
class Fact:
    """A fact about the EU, with its source and confidence."""

    text: str
    """The fact in one sentence."""
    source: str | None
    """The document, law or web page that says so. None if no source is named."""
    confidence: Confidence
    """How far the fact was checked."""

    def __str__(self) -> str:
        return f"{self.text} ({', '.join(filter(None, (self.source, self.confidence.value)))})"


class DatedCells(TypedDict):
    """The cells of every row that are arguments of :class:`~empact.model.Dated`."""

    since: dt.date | None
    until: dt.date | None
    source: str
    confidence: Confidence


@value(kw_only=True)
class Row:
    """One row of a data file. Its methods raise a ``ValueError`` with file and line where a cell is wrong."""

    file: str
    """The name of the data file, such as ``bodies.csv``."""
    line: int
    """The line of the row in the file, counted from 1."""
    cells: Mapping[str, str]
    """The text of each cell, by the name of its column; empty cells are empty texts."""

    def problem(self, message: str) -> ValueError:
        """Return an error about the row, with its file and line."""
        return ValueError(f"{self.file}, line {self.line}: {message}")

    def text(self, column: str) -> str:
        """Return the text of a cell that must not be empty."""
        if not self.cells[column]:
            raise self.problem(f"the column {column!r} is empty")
        return self.cells[column]

    def word(self, column: str) -> str | None:
        """Return the text of a cell, or None if it is empty."""
        return self.cells[column] or None

    def day(self, column: str) -> dt.date | None:
        """Return the date of a cell, or None if it is empty."""
        text = self.cells[column]
        try:
            return dt.date.fromisoformat(text) if text else None
        except ValueError as error:
            raise self.problem(f"the column {column!r} has {text!r}, which is not a date") from error

    def number(self, column: str) -> int | None:
        """Return the number of a cell, or None if it is empty."""
        text = self.cells[column]
        if text and not text.isdecimal():
            raise self.problem(f"the column {column!r} has {text!r}, which is not a number")
        return int(text) if text else None

    def member(self, column: str, members: type[E]) -> E:
        """Return the value of a cell as a member of an enumeration."""
        text = self.text(column)
        try:
            return members(text)
        except ValueError as error:
            known = ", ".join(str(member.value) for member in members)
            raise self.problem(f"the column {column!r} has {text!r}, which is not one of {known}") from error

    @property
    def confidence(self) -> Confidence:
        """How far the row was checked."""
        return self.member("confidence", Confidence)

    def dated(self, since: str = "since", until: str = "until") -> DatedCells:
        """Return the period, the source and the confidence of the row."""
        first = self.day(since) if since in self.cells else None
        last = self.day(until) if until in self.cells else None
        if first is not None and last is not None and last < first:
            raise self.problem(f"the row ends on {last}, before it begins on {first}")
        return {"since": first, "until": last, "source": self.text("source"), "confidence": self.confidence}


def parse_table(file: str, text: str) -> tuple[Row, ...]:
    """Parse the rows of a table. The first line has the names of the columns, including ``source`` and ``confidence``.

    Raises:
        ValueError: A column is missing, or a row has the wrong number of cells, a wrong date or confidence.
    """
    reader = csv.reader(io.StringIO(text))
    columns = next(reader, list[str]())
    if missing := {"source", "confidence"}.difference(columns):
        raise ValueError(f"{file}, line 1: missing columns {sorted(missing)}")
    rows: list[Row] = []
    for cells in reader:
        if len(cells) != len(columns):
            raise ValueError(f"{file}, line {reader.line_num}: {len(cells)} cells in {len(columns)} columns")
        row = Row(file=file, line=reader.line_num, cells=dict(zip(columns, cells, strict=True)))
        row.dated()
        rows.append(row)
    return tuple(rows)


def read_table(name: str) -> tuple[Row, ...]:
    """Return the rows of a data file of this package."""
    file = f"{name}.csv"
    text = read_resource("empact.reference", f"data/{file}").decode()
    return parse_table(file, text)
