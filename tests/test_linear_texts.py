"""Texts of foreign files that made a pattern slow: twice the text takes twice the time, not four times."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from empact.containers import ods
from empact.grammar import parse_kpis
from empact.grammar.personal_data import without_personal_data
from empact.plugins.csv.write import harmless, unescaped
from empact.plugins.rules import abbreviations
from empact.reference.markings import read_marking

LENGTH = 60_000
WORK: dict[str, tuple[Callable[[str], object], str]] = {
    "words of a marking": (read_marking, "A "),
    "blanks of a marking": (read_marking, " "),
    "separators of a marking": (read_marking, " ; "),
    "known words of a marking": (read_marking, "SECRET "),
    "blanks in a cell of an ods file": (lambda text: ods._BREAK.sub("", text), " "),
    "tabs in a cell of an ods file": (lambda text: ods._BREAK.sub("", f"a{text}"), "\t "),
    "list items in a csv cell": (harmless, "- a"),
    "lines of a csv cell": (unescaped, "'-\n"),
    "blanks in a KPI": (lambda text: parse_kpis(f"x{text[: len(text) // 8]}"), " "),
    "addresses": (without_personal_data, "a."),
    "capital letters in a row": (lambda text: abbreviations._names().findall(f"x{text}!"), "A"),
    "capital letters with hyphens": (lambda text: abbreviations._names().findall(f"x{text}!"), "AT-"),
}
"""What reads a text, and what the text repeats."""


def took(work: Callable[[str], object], text: str) -> float:
    """The shortest processor time of some runs: what else the machine does can only add to it."""
    times: list[float] = []
    for _ in range(5):
        start = time.process_time()
        work(text)
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.one_python
@pytest.mark.parametrize("name", WORK)
def test_text__of_twice_the_length_takes_twice_the_time(name: str) -> None:
    """A quadratic pattern needs seconds for such a text, and four times as long for twice the text."""
    work, unit = WORK[name]
    text = unit * (LENGTH // len(unit))
    half, whole = took(work, text[: LENGTH // 2]), took(work, text)
    assert whole < 3 * half + 0.02
