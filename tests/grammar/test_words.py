"""The words of a language as patterns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from empact.grammar.language import either


def one_by_one(words: Sequence[str]) -> str:
    """Return the same pattern with a bound around each word."""
    bounded: list[str] = []
    for word in words:
        start, end = (r"(?<!\w)", r"(?!\w)")
        pattern = re.escape(word).replace(r"\ ", r"\s+")
        bounded.append((start if word[0].isalnum() else "") + pattern + (end if word[-1].isalnum() else ""))
    return f"(?:{'|'.join(bounded)})"


@given(st.lists(st.text("ab.( ", min_size=1, max_size=3), max_size=6), st.text("ab.( _", max_size=12))
def test_either__matches_as_if_each_word_had_its_own_bounds(words: list[str], text: str) -> None:
    found = [match.span() for match in re.finditer(either(words), text)]
    assert found == [match.span() for match in re.finditer(one_by_one(words), text)]
    assert bool(re.fullmatch(either(words), text)) is bool(re.fullmatch(one_by_one(words), text))


def test_either__prefers_the_earlier_word() -> None:
    assert re.findall(either(["t.b.c.", "t", "t.b.c"]), "t.b.c. or t", re.IGNORECASE) == ["t.b.c.", "t"]


def test_either__of_no_words__matches_nothing_but_the_empty_text() -> None:
    assert re.fullmatch(either([]), "")
    assert not re.fullmatch(either([]), "a")
