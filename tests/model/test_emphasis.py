"""Emphasis: the places of a text that its words stand for."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from empact.model import Emphasis, EmphasisStyle, Parties, Prose
from empact.testing import make_action
from empact.testing.strategies import of

BOLD = EmphasisStyle.BOLD


@pytest.mark.parametrize(
    ("words", "within", "text", "marked"),
    [
        (None, None, "Train staff.", "[Train staff.]"),
        (None, None, "", ""),
        (None, None, " \n", " \n"),
        ("staff", None, "Train staff, then other staff", "Train [staff], then other [staff]"),
        ("staff", None, "Train Staff and staffing", "Train Staff and staffing"),
        ("st", None, "The 1st and the st", "The 1st and the [st]"),
        ("st", "1st", "The 1st, the 1st and the 21st of last", "The 1[st], the 1[st] and the 21st of last"),
        (None, "1st", "The 1st and the 21st", "The [1st] and the 21st"),
        ("the Balkans", "(the Balkans)", "B (the Balkans) or the Balkans", "B ([the Balkans]) or the Balkans"),
        ("(to be confirmed).", None, "Sea. (to be confirmed).", "Sea. [(to be confirmed).]"),
        ("(tbc)", None, "ES(tbc)", "ES[(tbc)]"),
        ("to be confirmed", None, "to be\nconfirmed, to  be confirmed", "[to be\nconfirmed], [to  be confirmed]"),
        ("to be", None, "to\n\nbe or to\n- be", "to\n\nbe or to\n- be"),
        ("project[^9]", None, "the project[^9], a project", "the [project[^9]], a project"),
        ("a+b (c", None, "a+b (c", "[a+b (c]"),
        ("", None, "Train", "Train"),
        (" ", "Train", "Train", "Train"),
        ("Train", "", "Train", "Train"),
        ("missing", None, "Train", "Train"),
    ],
)
def test_emphasis__is_of_whole_words(words: str | None, within: str | None, text: str, marked: str) -> None:
    shown = text
    for start, end in reversed(Emphasis(words=words, within=within, style=BOLD).spans(text)):
        shown = f"{shown[:start]}[{shown[start:end]}]{shown[end:]}"
    assert shown == marked


@given(of(Emphasis), st.text())
def test_emphasis__has_places_in_the_text_one_after_the_other(emphasis: Emphasis, text: str) -> None:
    ends = [end for span in emphasis.spans(text) for end in span]
    assert ends == sorted(ends)
    assert not ends or (ends[0] >= 0 and ends[-1] <= len(text))


def test_emphasis__says_nothing_of_what_an_action_is() -> None:
    bold = (Emphasis(words="Train", style=BOLD),)
    plain = make_action(activity="Train staff.", leaders="HU")
    printed = attrs.evolve(
        plain, activity=attrs.evolve(plain.activity, emphasis=bold), leaders=attrs.evolve(plain.leaders, emphasis=bold)
    )
    assert printed != plain
    assert printed.content_digest == plain.content_digest
    assert (str(printed.activity), printed.leaders.items) == ("Train staff.", plain.leaders.items)


def test_a_text_with_emphasis__says_so_in_short() -> None:
    bold = (Emphasis(words="Train", style=BOLD),)
    assert repr(Prose(text="Train", emphasis=bold)) == "<Prose 'Train' emphasis=1>"
    assert repr(Parties(emphasis=bold)) == "<Parties emphasis=1>"
    assert repr(bold[0]) == "Emphasis(words='Train', style=EmphasisStyle.BOLD)"
