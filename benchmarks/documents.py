"""Documents of one plan in each format, beside a library that writes the same cells without styles, notes or links.

The cells are those of the plan sheet, as its CSV has them; a calendar has its events, and a workbook with formats all
of its sheets. The time of empact includes that for making the document from the plan; the digest of a plan is known
after the first one.
"""

from __future__ import annotations

import csv
import functools
import io
from collections.abc import Callable, Iterator

import attrs

from benchmarks.measuring import Measure, Ratio, Row, Run, Works, peak, prepared, timed, works_of
from empact import MissingExtraError, Plan, Session
from empact.containers import read_word, read_workbook
from empact.testing.generated import generate

_PEERS = {
    ("xlsx", "XlsxWriter"): "xlsxwriter_book",
    ("xlsx", "XlsxWriter, same cells and formats"): "xlsxwriter_styled",
    ("xlsx", "openpyxl"): "openpyxl_book",
    ("docx", "python-docx"): "docx_table",
    ("html", "jinja2"): "jinja2_page",
    ("csv", "csv.writer"): "csv_lines",
    ("ics", "icalendar"): "icalendar_events",
}
"""The module of each peer, by the format and the name of the library."""
_GOALS = {
    ("xlsx", "XlsxWriter, same cells and formats"): 1.8,
    ("docx", "python-docx"): 0.3,
    ("html", "jinja2"): 20.0,
    ("csv", "csv.writer"): 12.5,
    ("ics", "icalendar"): 2.0,
}
_READERS: dict[tuple[str, str], Callable[[bytes], object]] = {
    ("xlsx", "openpyxl"): read_workbook,
    ("docx", "python-docx"): read_word,
}
"""What reads the files of a format again, beside a peer that does."""


def measure(run: Run) -> Iterator[Row]:
    """Compare the formats of one plan, and the memory for one workbook."""
    session = Session()
    (plan,) = generate(1, run.size(250, 4))
    data = session.export(plan, to="csv")
    cells: list[list[str]] = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    writers = {format: _writer(session, plan, format) for format, _ in _PEERS}
    times = {format: timed(writer) for format, writer in writers.items()}
    memory = _memory(writers["xlsx"])
    ratios, of_memory = list[Ratio](), list[Ratio]()
    for (format, peer), module in _PEERS.items():
        works = works_of(module)
        write = functools.partial(works["write"], _content(session, plan, format, works, cells)) if works else None
        goal = _GOALS.get((format, peer))
        ratios.append(Ratio(measured=f"write {format}", beside=peer, work=times[format], unit=timed(write), goal=goal))
        if format == "xlsx":
            of_memory.append(Ratio(measured="memory to write xlsx", beside=peer, work=memory, unit=_memory(write)))
    for (format, peer), read in _READERS.items():
        works, written = works_of(_PEERS[format, peer]), writers[format]
        file = b"" if written is None else written()
        work = timed(read, file) if file else None
        ratios.append(
            Ratio(
                measured=f"read {format}", beside=peer, work=work, unit=timed(works["cells"], file) if works else None
            )
        )
    ratios.append(_plan_from_word(session, plan))
    yield from run.measure(ratios)
    yield from attrs.evolve(run, rounds=1).measure(of_memory)  # the memory of each round is the same


def _plan_from_word(session: Session, plan: Plan) -> Ratio:
    """Compare reading a plan from its own Word file with opening the file alone."""
    works, write = works_of(_PEERS["docx", "python-docx"]), _writer(session, plan, "docx")
    if write is None:
        work = unit = None
    else:
        file = write()
        work = timed(_read_plan, session, file)
        unit = timed(works["open"], file) if works else None
    return Ratio(measured="read a plan from docx", beside="python-docx, opening it", work=work, unit=unit, goal=18)


def _read_plan(session: Session, file: bytes) -> Plan:
    return session.read(io.BytesIO(file), format="docx", options={"id": "X-2031"}).require()


def _writer(session: Session, plan: Plan, format: str) -> Callable[[], bytes] | None:
    """Return a function that writes a plan; None if the library that empact needs for it is not installed."""
    write = functools.partial(session.export, plan, to=format)
    try:
        write()
    except MissingExtraError:
        return None
    return write


def _content(session: Session, plan: Plan, format: str, works: Works, cells: list[list[str]]) -> object:
    """Return what a peer writes: what it reads from a file of empact, if it can, and otherwise cells."""
    return prepared(works["read"], session.export(plan, to=format)) if "read" in works else cells


def _memory(write: Callable[[], bytes] | None) -> Measure | None:
    return None if write is None else functools.partial(peak, write)
