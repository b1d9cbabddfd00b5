"""The tokeniser: one for similarity, for overlaps and for the search in practices."""

from __future__ import annotations

import datetime as dt
import unicodedata

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from empact.analysis import find_practices
from empact.analysis.overlap import wording
from empact.analysis.portfolio import similarity
from empact.analysis.tokens import folded, tokens
from empact.model import Practice, PracticeKind, Prose

PRACTICE = Practice(plan="C-2012", kind=PracticeKind.GOOD, title="x", on=dt.date(2012, 1, 1), source="a report")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("**To RESTART** the project[^9], now", "To RESTART the project now"),
        ("Actions 1.1 and 2.10/1.", "Actions 1.1 and 2.10 1"),
        ("The 1st phase ends.Then", "The 1st phase ends Then"),
        ("OA-4b of MS-2026: e.g. Côte d’Ivoire", "OA 4b of MS 2026 e g Côte d Ivoire"),
        ("fewer than <50 and >20 ILOs", "fewer than 50 and 20 ILOs"),
        ("snake_case, and/or [^ 7]", "snake case and or 7"),
        ("Durre\u0308s", "Durrës"),
        ("", ""),
    ],
)
def test_tokens__are_the_words_as_they_are_written(text: str, words: str) -> None:
    assert tokens(text) == words.split()


def test_folded__drops_capitals_and_accents() -> None:
    assert [folded(word) for word in ("MSs", "Durrës", "Durre\u0308s", "Straße", "İzmir")] == [
        *("mss", "durres", "durres", "strasse", "izmir"),
    ]


@given(st.text())
def test_tokens__are_the_same_however_accents_are_encoded(text: str) -> None:
    composed, apart = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert [*map(folded, tokens(composed))] == [*map(folded, tokens(apart))]


def test_tokens__serve_similarity_overlaps_and_the_search() -> None:
    text = "Follow up on Actions 2.1 and 4.1[^3]: Durrës ports, 1st phase"
    assert similarity.words(Prose(text=text)) == set(map(folded, tokens(text)))
    assert wording.words(text) == ("follow", "action", "durre", "port", "1st", "phase")
    practice = attrs.evolve(PRACTICE, title=text)
    for found in ("2.1", "durres", "4.1 PORT"):
        assert find_practices([practice], found) == (practice,)
    assert find_practices([practice], "3") == ()
