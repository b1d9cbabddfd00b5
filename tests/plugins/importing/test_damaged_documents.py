"""Damaged documents are read or refused, each in a short time, and never with an exception."""

from __future__ import annotations

import io
import itertools
import time

import pytest
from tests.plugins.importing.test_reference_document import SESSION
from tests.support.council_word import later, tables, texts, tracking, withholding
from tests.support.council_word.reference import reference
from tests.support.mutating import mutated

from empact.diagnostics import PLUGIN_FAILED

LONGEST = 2.0
"""The most seconds for one document, on a machine with other work."""
OPTIONS: tuple[dict[str, bool], ...] = ({"accept": True}, {"reject": True}, {})


def documents() -> list[bytes]:
    """Return whole documents that have all kinds of parts between them."""
    return [
        reference(),
        reference(tables.merged_down, tables.inner_table, texts.boxes, texts.notes_at_the_end, texts.automatic_numbers),
        reference(tracking.changed_words, tracking.moved_paragraph, tracking.inserted_row, tracking.inserted_column),
        reference(tables.table_of_each_goal, withholding.covered_cell, texts.cover_in_tables, texts.commented),
        later.later(),
        later.forms(),
    ]


def slowest(number: int, seed: int) -> tuple[float, int]:
    """Read damaged documents; return the seconds of the slowest, and how many of them gave a plan."""
    made = documents()
    share = -(-number // len(made))
    damaged = itertools.chain.from_iterable(mutated(data, share, seed + at) for at, data in enumerate(made))
    seconds, plans = 0.0, 0
    for data, options in zip(itertools.islice(damaged, number), itertools.cycle(OPTIONS)):
        start = time.process_time()
        reading = SESSION.read(io.BytesIO(data), format="docx", options=options)
        seconds = max(seconds, time.process_time() - start)
        plans += reading.value is not None
        assert PLUGIN_FAILED not in {finding.kind for finding in reading.diagnostics}, list(reading.diagnostics)
        assert reading.value is not None or reading.diagnostics
    return seconds, plans


@pytest.mark.one_python
def test_damaged_document__is_read_or_refused() -> None:
    seconds, plans = slowest(60, seed=26)
    assert seconds < LONGEST
    assert 10 < plans < 60


@pytest.mark.oracle
def test_damaged_document__of_a_thousand_is_read_or_refused() -> None:
    seconds, plans = slowest(1_000, seed=2031)
    assert seconds < LONGEST
    assert 200 < plans < 1_000
