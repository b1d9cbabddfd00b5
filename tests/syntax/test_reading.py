"""What a reader reports: problems up to a number, and as many findings that only inform."""

from __future__ import annotations

import pytest

from empact.diagnostics import GUESSED, MALFORMED, OVER_LIMIT
from empact.hooks import ReadContext, Unreadable


def test_report__of_what_only_informs_does_not_count_as_a_problem() -> None:
    ctx = ReadContext(file="plan.docx", max_problems=3)
    for number in range(10):
        ctx.report(GUESSED, f"Guess {number}.")
    ctx.report(MALFORMED, "Wrong.")
    assert [each.message for each in ctx.diagnostics] == [
        "Guess 0.",
        "Guess 1.",
        "Findings of the file that only inform and are not listed: 8.",
        "Wrong.",
    ]


def test_report__stops_after_the_most_problems_whatever_informs_between_them() -> None:
    ctx = ReadContext(file="plan.docx", max_problems=3)
    for number in range(2):
        ctx.report(GUESSED, f"Guess {number}.")
        ctx.report(MALFORMED, f"Wrong {number}.")
    with pytest.raises(Unreadable):
        ctx.report(MALFORMED, "Wrong 2.")
    assert [each.message for each in ctx.diagnostics[-2:]] == ["Wrong 2.", "Reading stopped after 3 problems."]
    assert ctx.diagnostics[-1].kind is OVER_LIMIT
