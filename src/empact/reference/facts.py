"""The rows of the data files: each with the source it was taken from, and how far it was checked."""

from __future__ import annotations

import csv
import datetime as dt
import enum
import io
from collections.abc import Mapping
from importlib import resources
from typing import TypedDict, TypeVar

import attrs

from empact.model import Confidence
from empact.reprs import short_repr

E = TypeVar("E", bound=enum.Enum)


@attrs.frozen(kw_only=True)
class Fact:
    """One sentence that an answer rests on, and who says so."""

    text: str
    source: str | None
    confidence: Confidence

    __repr__ = short_repr

    def __str__(self) -> str:
        return f"{self.text} ({', '.join(filter(None, (self.source, self.confidence.value)))})"


class DatedCells(TypedDict):
    """What every row says of itself: the arguments of a :class:`~empact.model.Dated`."""

    since: dt.date | None
    until: dt.date | None
    source: str
    confidence: Confidence


@attrs.frozen(kw_only=True)
class Row:
    """One row of a table. What it cannot be read as is told with its file and line."""

    file: str
    line: int
    cells: Mapping[str, str]

    __repr__ = short_repr

    def problem(self, message: str) -> ValueError:
        """What is wrong with the row, and where it stands."""
        return ValueError(f"{self.file}, line {self.line}: {message}")

    def text(self, column: str) -> str:
        """The text of a cell that must hold one."""
        if not self.cells[column]:
            raise self.problem(f"the column {column!r} is empty")
        return self.cells[column]

    def word(self, column: str) -> str | None:
        """The text of a cell, or None where it is empty."""
        return self.cells[column] or None

    def day(self, column: str) -> dt.date | None:
        """The date of a cell, or None where it is empty."""
        text = self.cells[column]
        try:
            return dt.date.fromisoformat(text) if text else None
        except ValueError as error:
            raise self.problem(f"the column {column!r} holds no date: {text!r}") from error

    def number(self, column: str) -> int | None:
        """The number of a cell, or None where it is empty."""
        text = self.cells[column]
        if text and not text.isdecimal():
            raise self.problem(f"the column {column!r} holds no number: {text!r}")
        return int(text) if text else None

    def choice(self, column: str, choices: type[E]) -> E:
        """The value of a cell that holds one of a few words."""
        text = self.text(column)
        try:
            return choices(text)
        except ValueError as error:
            known = ", ".join(str(choice.value) for choice in choices)
            raise self.problem(f"the column {column!r} holds {text!r}, which is none of {known}") from error

    @property
    def confidence(self) -> Confidence:
        """How far the row was checked."""
        return self.choice("confidence", Confidence)

    def dated(self, since: str = "since", until: str = "until") -> DatedCells:
        """What the row says of itself: from when until when it holds, its source and its confidence."""
        first = self.day(since) if since in self.cells else None
        last = self.day(until) if until in self.cells else None
        if first is not None and last is not None and last < first:
            raise self.problem(f"the row ends on {last}, before it begins on {first}")
        return {"since": first, "until": last, "source": self.text("source"), "confidence": self.confidence}


def parse_table(file: str, text: str) -> tuple[Row, ...]:
    """The rows of a table: the first line names the columns, ``source`` and ``confidence`` among them."""
    reader = csv.reader(io.StringIO(text))
    columns = next(reader, list[str]())
    if missing := {"source", "confidence"}.difference(columns):
        raise ValueError(f"{file}, line 1: the columns {sorted(missing)} are missing")
    rows: list[Row] = []
    for cells in reader:
        if len(cells) != len(columns):
            raise ValueError(f"{file}, line {reader.line_num}: {len(cells)} cells stand in {len(columns)} columns")
        row = Row(file=file, line=reader.line_num, cells=dict(zip(columns, cells, strict=True)))
        row.dated()
        rows.append(row)
    return tuple(rows)


def read_table(name: str) -> tuple[Row, ...]:
    """The rows of a data file of this package."""
    file = f"{name}.csv"
    text = (resources.files("empact.reference") / "data" / file).read_text(encoding="utf-8")
    return parse_table(file, text)
