"""Damaged workbooks and CSV files are read or refused, each in a short time, and never with an exception."""

from __future__ import annotations

import io
import random
import time
from collections.abc import Callable, Iterator

import pytest
from tests.support.linear import growth
from tests.support.mutating import mutated
from tests.support.plan_sheets import LATER, ROW, SESSION, TITLES, book, open_document_book

import empact
import empact.plugins.importing
from empact.diagnostics import OVER_LIMIT, PLUGIN_FAILED
from empact.testing import ReaderContract

LONGEST = 2.0
"""The most seconds for one file, on a machine with other work."""
FORMATS = ("xlsx", "ods", "csv")


def whole(format: str) -> list[bytes]:
    """Return whole files of a format."""
    if format == "csv":
        lines = (";".join(f'"{"" if value is None else value}"' for value in row) for row in LATER["Plan"])
        return [empact.export(empact.load("oap-c-2012"), to="csv", path=None), "\r\n".join(lines).encode()]
    if format == "ods":
        return [open_document_book(LATER)]
    return [book(LATER), empact.export(empact.load("oap-c-2012"), to="xlsx", path=None)]


def damaged(format: str, number: int, seed: int) -> Iterator[bytes]:
    """Yield damaged files of a format."""
    made = whole(format)
    for at, data in enumerate(made):
        share = -(-number // len(made))
        yield from mutated(data, share, seed + at) if format != "csv" else _lines(data, share, seed + at)


def _lines(data: bytes, number: int, seed: int) -> Iterator[bytes]:
    chance = random.Random(seed)
    signs = (b'"', b",", b";", b"\t", b"\r", b"\n", b"\0", b"\xff", b"=", b"'", b'""', b"#", b"sep=;\n", b"")
    for _ in range(number):
        text = bytearray(data)
        for _ in range(chance.randrange(1, 8)):
            at = chance.randrange(len(text) + 1)
            text[at : at + chance.choice((0, 1, 1, 40))] = chance.choice(signs)
        yield bytes(text[: chance.randrange(len(text))] if chance.random() < 0.1 else text)


def slowest(format: str, number: int, seed: int) -> tuple[float, int]:
    """Read damaged files; return the seconds of the slowest, and how many of them gave a plan."""
    seconds, plans = 0.0, 0
    for data in damaged(format, number, seed):
        start = time.process_time()
        reading = SESSION.read(io.BytesIO(data), format=format)
        seconds = max(seconds, time.process_time() - start)
        plans += reading.value is not None
        assert PLUGIN_FAILED not in {finding.kind for finding in reading.diagnostics}, list(reading.diagnostics)
        assert reading.value is not None or reading.diagnostics
    return seconds, plans


@pytest.mark.parametrize("format", FORMATS)
def test_damaged_file__is_read_or_refused(format: str) -> None:
    seconds, plans = slowest(format, 20, seed=27)
    assert seconds < LONGEST
    assert 0 < plans < 20


@pytest.mark.oracle
@pytest.mark.parametrize("format", FORMATS)
def test_damaged_file__of_a_thousand_is_read_or_refused(format: str) -> None:
    seconds, plans = slowest(format, 1_000, seed=2031)
    assert seconds < LONGEST
    assert 100 < plans < 1_000


class TestWorkbookReader(ReaderContract):
    plugin = empact.plugins.importing
    format = "xlsx"

    def complete_files(self) -> list[bytes]:
        return whole("xlsx")


class TestOpenDocumentReader(ReaderContract):
    plugin = empact.plugins.importing
    format = "ods"

    def complete_files(self) -> list[bytes]:
        return whole("ods")


@pytest.mark.one_python
class TestSeparatedReader(ReaderContract):
    plugin = empact.plugins.importing
    format = "csv"

    def complete_files(self) -> list[bytes]:
        return whole("csv")


@pytest.mark.parametrize(
    "file",
    [
        b"#,Activity,Leader,Timing\n" + b"1.1,a,QM,May\n" * 26_000,
        b"#,Activity,Leader,Timing\n1.1," + b"a" * 2_000_001 + b",QM,May\n",
        b"#,Activity,Leader,Timing\n1.1,QM,May" + b",a" * 100_001 + b"\n",
    ],
    ids=["rows", "characters", "columns"],
)
def test_file__that_is_too_large_is_refused(file: bytes) -> None:
    reading = SESSION.read(io.BytesIO(file), format="csv")
    assert reading.value is None
    assert [finding.kind for finding in reading.diagnostics] == [OVER_LIMIT]


def _rows(count: int) -> bytes:
    return book({"Plan": [TITLES, *((f"1.{number}", *ROW[1:]) for number in range(count))]})


def _columns(count: int) -> bytes:
    return book({"Plan": [[*TITLES, *map(str, range(count))], [*ROW, *range(count)]]})


def _sheets(count: int) -> bytes:
    return book({f"Plan {number}": [TITLES, ROW] for number in range(count)})


def _around(count: int) -> bytes:
    return book(
        {"Plan": [*([f"Words {number}"] for number in range(count)), TITLES, ROW, [], *([["Words", "x"]] * count)]}
    )


@pytest.mark.parametrize("made", [_rows, _sheets, _around, _columns])
def test_reader__takes_twice_as_long_for_twice_as_much(made: Callable[[int], bytes]) -> None:
    def work(count: int) -> Callable[[], object]:
        data = made(count)
        return lambda: SESSION.read(io.BytesIO(data), format="xlsx")

    assert growth(work, 40) < 2.3
