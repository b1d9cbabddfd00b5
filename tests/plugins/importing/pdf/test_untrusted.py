"""Damaged and malicious PDF files: one clear finding, or a plan, in a bounded time."""

from __future__ import annotations

import contextlib
import io
import itertools
import time
from collections.abc import Callable

import pytest
from tests.plugins.importing.pdf.test_reader import TITLE, read_here
from tests.support.linear import growth
from tests.support.mutated_pdf import mutated_pdf
from tests.support.pdf_pages import TITLES, area, file, lines, pdf, plan, rule, stream, table, text

from empact import Session
from empact.diagnostics import PLUGIN_FAILED
from empact.hooks import ReadContext, Unreadable
from empact.plugins.importing.layouts import layout_of
from empact.plugins.importing.pdf import document, pages, reader, sight, walk
from empact.plugins.importing.reading import plan_of

SESSION = Session()
LONGEST = 3.0
"""The most seconds for one file, on a machine with other work."""
ROW = ("1.1", "Do.", "QM", "May")


def finding(data: bytes) -> str:
    """Return the one thing that is reported about a file of which no plan is read."""
    ctx = ReadContext(file="plan.pdf")
    with pytest.raises(Unreadable):
        reader.read(data, ctx)
    (only,) = ctx.diagnostics
    return only.message


def slowest(number: int, seed: int) -> tuple[float, int]:
    """Read damaged files; return the seconds of the slowest, and how many of them gave a plan."""
    first = TITLE + table(300, TITLES, ROW, ("1.2", "More.", "QN", "")) + text(354, 329, "7", 5)
    foot = rule(50, 500, 200, 500) + text(50, 508, "7", 5) + text(54, 512, "A note.", 8)
    made = [
        pdf(first + foot, table(50, TITLES, ("", "and more.", "", ""))),
        pdf(plan(ROW) + area(450, 168, 600, 186), annotations="<< /Subtype /Link /Rect [50 50 100 100] >>"),
    ]
    share = -(-number // len(made))
    damaged = itertools.chain.from_iterable(mutated_pdf(data, share, seed + at) for at, data in enumerate(made))
    seconds, plans = 0.0, 0
    for data in itertools.islice(damaged, number):
        start = time.process_time()
        reading = SESSION.read(io.BytesIO(data), format="pdf", options={"accept": True})
        seconds = max(seconds, time.process_time() - start)
        plans += reading.value is not None
        assert PLUGIN_FAILED not in {each.kind for each in reading.diagnostics}, list(reading.diagnostics)
        assert reading.value is not None or reading.diagnostics
    return seconds, plans


@pytest.fixture
def _one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "read_pdf", read_here)


@pytest.mark.usefixtures("_one_process")
def test_damaged_file__is_read_or_refused() -> None:
    seconds, plans = slowest(20, seed=27)
    assert seconds < LONGEST
    assert 3 < plans < 20


@pytest.mark.oracle
@pytest.mark.usefixtures("_one_process")
def test_damaged_file__of_a_thousand_is_read_or_refused() -> None:
    seconds, plans = slowest(1_000, seed=2031)
    assert seconds < LONGEST
    assert 100 < plans < 1_000


def test_plan__is_read_in_a_process_of_its_own() -> None:
    reading = SESSION.read(io.BytesIO(pdf(plan(ROW))), format="pdf")
    assert [action.number for action in reading.require().actions] == ["1.1"]


@pytest.mark.one_python
def test_file__that_would_take_forever_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    widths = b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [<< /Type /Font "
    widths += (
        b"/Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 "
    )
    widths += b">> /FontDescriptor << /Type /FontDescriptor /FontName /X >> /W [0 4000000000 500] >>] >>"
    monkeypatch.setattr(pages, "SECONDS", 3.0)
    start = time.monotonic()
    message = finding(pdf(text(50, 50, "A", font="F9"), extra={50: widths}))
    assert message in {
        "The file takes more than 3 seconds to read, which no plan does.",
        "The file needs more memory than any plan.",
    }
    assert time.monotonic() - start < 60


def test_file__that_is_no_pdf_is_refused() -> None:
    assert finding(b"") == "The file is not a PDF file."
    assert finding(b"PK\x03\x04 a Word file") == "The file is not a PDF file."


@pytest.mark.usefixtures("_one_process")
@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\n" + b"[" * 100_000, file({1: b"<< /Type /Catalog >>"})])
def test_file__without_pages_is_refused(data: bytes) -> None:
    assert finding(data) == "The file is damaged, or is not a PDF file."


@pytest.mark.usefixtures("_one_process")
def test_file__with_a_password_is_refused() -> None:
    objects = {1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Count 0 /Kids [] >>"}
    key = "<" + "41" * 32 + ">"
    locked = f"/ID [<00> <00>] /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O {key} /U {key} >>"
    assert finding(file(objects, locked)) == "The file is protected by a password; save it without one."


@pytest.mark.usefixtures("_one_process")
def test_file__with_too_many_objects_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walk, "MOST_OBJECTS", 100)
    assert finding(pdf(text(50, 50, "A" * 101))) == "The file has a page with more than 100 objects."
    assert finding(pdf(area(50, 50, 60, 60) * 101)) == "The file has a page with more than 100 objects."
    monkeypatch.setattr(walk, "MOST_IN_ALL", 150)
    assert finding(pdf(text(50, 50, "A" * 90), text(50, 50, "A" * 90))) == (
        "The file has more than 150 objects on its pages."
    )


@pytest.mark.usefixtures("_one_process")
def test_file__with_too_many_pages_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walk, "MOST_PAGES", 2)
    assert finding(pdf("", "", "")) == "The file has more than 2 pages."


@pytest.mark.usefixtures("_one_process")
def test_file__with_too_many_cells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "MOST_CELLS", 10)
    assert finding(pdf(plan(ROW), plan(ROW))) == "The document has more than 10 cells in its tables."


@pytest.mark.usefixtures("_one_process")
def test_file__of_forms_in_each_other_ends() -> None:
    form = stream(
        b"/X1 Do /X1 Do", "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X1 51 0 R >> >>"
    )
    ctx = ReadContext(file="plan.pdf")
    assert len(reader.read(pdf(plan(ROW) + "/X1 Do\n", extra={51: form}), ctx).tree["actions"]) == 1


@pytest.mark.usefixtures("_one_process")
def test_page__with_more_areas_than_can_be_compared_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sight, "MOST", 1_000)
    areas = "".join(area(0, 0, 800 - at, 590) for at in range(30))
    assert finding(pdf(text(50, 50, "word " * 20) + areas)) == "Page 1 has more drawings on its text than any plan."


@pytest.mark.usefixtures("_one_process")
def test_drawing__of_many_rules_is_no_table() -> None:
    rules = "".join(rule(30 + 1.9 * at, 30, 30 + 1.9 * at, 400) for at in range(420))
    ctx = ReadContext(file="plan.pdf")
    tree = reader.read(pdf(plan(ROW), rules + text(50, 50, "Map")), ctx).tree
    assert len(tree["actions"]) == 1
    assert "The drawing on page 2 is not read." in [each.message for each in ctx.diagnostics]


def test_extra__that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "find_spec", lambda _: None)
    with pytest.raises(ImportError) as caught:
        SESSION.read(io.BytesIO(pdf(plan(ROW))), format="pdf")
    assert str(caught.value) == "The format 'pdf' needs pdfminer.six: run 'pip install \"empact[pdf]\"'."


def _rows(count: int) -> bytes:
    rows = [(f"1.{at}", "Do one thing,\nand another.", "QM", "May") for at in range(15)]
    return pdf(TITLE, *(table(50, TITLES, *rows) for _ in range(count)))


def _texts(count: int) -> bytes:
    pages_of_words = (lines(50, 60, *["Some words that go on."] * 35) for _ in range(count))
    return pdf(plan(ROW), *pages_of_words)


def _notes(count: int) -> bytes:
    foot = rule(50, 500, 200, 500) + text(50, 508, "7", 5) + text(54, 512, "A note.", 8)
    return pdf(plan(ROW), *(text(50, 60, "Words") + text(78, 56, "7", 5) + foot for _ in range(5 * count)))


def _small(count: int) -> bytes:
    return pdf(plan(ROW) + text(50, 400, "a" * 100 * count, 1) + text(50, 399.5, "b" * 100 * count, 0.8))


def _bars(count: int) -> bytes:
    bars = (text(50, 40 + at % 500, "word") + area(50, 40 + at % 500, 60, 52 + at % 500) for at in range(50 * count))
    return pdf(plan(ROW) + "".join(bars))


@pytest.mark.one_python
@pytest.mark.parametrize("made", [_rows, _texts, _notes, _small, _bars])
def test_reader__takes_twice_as_long_for_twice_as_much(made: Callable[[int], bytes]) -> None:
    def work(count: int) -> Callable[[], object]:
        file = read_here(made(count))
        return lambda: _read(file)

    assert growth(work, 4) < 2.4


def _read(file: pages.PdfFile) -> None:
    ctx = ReadContext(file="plan.pdf")
    with contextlib.suppress(Unreadable):
        layout = layout_of(None, ctx)
        plan_of(document.source_document(document.read_sheets(file, ctx), "accept", layout, ctx), layout, ctx)
