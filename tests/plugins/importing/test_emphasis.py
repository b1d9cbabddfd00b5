"""Emphasis by its words: the places of a text that have a style are found again, and no others."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from empact.model import Emphasis, EmphasisStyle
from empact.plugins.importing.emphasis import Searches, emphasis_tree
from empact.plugins.importing.source import Passage, StyledSpan

BOLD = EmphasisStyle.BOLD


def of(text: str, *places: tuple[int, int], style: EmphasisStyle = BOLD) -> list[dict[str, str]]:
    found, lost = emphasis_tree(Passage(text, tuple(StyledSpan(*place, style) for place in places)), Searches())
    assert lost == []
    return found


def test_emphasis__of_the_whole_text_has_no_words() -> None:
    assert of("To be confirmed", (0, 15)) == [{"style": "bold"}]
    assert of("To be\n\nconfirmed", (0, 5), (7, 16)) == [{"style": "bold"}]


def test_emphasis__of_words_has_these() -> None:
    assert of("Do it now, please.", (6, 9)) == [{"words": "now", "style": "bold"}]


def test_emphasis__of_words_that_are_there_twice_has_those_around() -> None:
    assert of("now or now and then", (7, 10)) == [{"words": "now", "within": "or now and", "style": "bold"}]
    assert of("now or now and then", (0, 3), (7, 10)) == [{"words": "now", "style": "bold"}]


def test_emphasis__of_a_part_of_a_word_has_the_word() -> None:
    raised = EmphasisStyle.SUPERSCRIPT
    assert of("The 1st phase", (5, 7), style=raised) == [{"words": "st", "within": "1st", "style": "superscript"}]


def test_emphasis__over_two_paragraphs_is_that_of_each() -> None:
    text = "One two\n\nthree four"
    assert of(text, (4, 14)) == [{"words": "two", "style": "bold"}, {"words": "three", "style": "bold"}]
    assert of("a\n- b c\n- d e", (6, 11)) == [{"words": "c", "style": "bold"}, {"words": "d", "style": "bold"}]


def test_emphasis__of_two_styles_is_one_of_each() -> None:
    spans = (StyledSpan(0, 3, EmphasisStyle.BOLD), StyledSpan(0, 3, EmphasisStyle.UNDERLINE))
    assert emphasis_tree(Passage("One two", spans), Searches()) == (
        [{"words": "One", "style": "bold"}, {"words": "One", "style": "underline"}],
        [],
    )


def test_emphasis__that_cannot_be_said_is_returned_as_lost() -> None:
    text = " ".join(["na"] * 40)
    assert emphasis_tree(Passage(text, (StyledSpan(60, 62, BOLD),)), Searches()) == ([], ["na"])


def test_emphasis__of_a_document_is_sought_up_to_a_number_of_characters() -> None:
    text = "na " * 3000
    spans = tuple(StyledSpan(at, at + 2, BOLD) for at in range(0, 300, 6))
    searches = Searches()
    counts = [emphasis_tree(Passage(f"{text}{number}", spans), searches)[0] for number in range(20)]
    assert searches.left < 0
    assert counts[0] == counts[-1] == []
    assert emphasis_tree(Passage("Do it now.", (StyledSpan(6, 9, BOLD),)), searches) == ([], ["now"])


def test_emphasis__of_the_same_text_is_sought_once() -> None:
    searches = Searches()
    passage = Passage("Do it now.", (StyledSpan(6, 9, BOLD),))
    found = emphasis_tree(passage, searches)
    left = searches.left
    assert emphasis_tree(passage, searches) == found == ([{"words": "now", "style": "bold"}], [])
    assert searches.left == left == 4_000_000 - len("Do it now.")


PARTS = st.sampled_from(["a", "b", "ab", "1st", "\n\n", "\n- ", " ", "."])


@given(st.lists(st.tuples(PARTS, st.booleans()), max_size=12))
def test_emphasis__finds_the_same_places_again(parts: list[tuple[str, bool]]) -> None:
    text, places = "", set[int]()
    for part, is_bold in parts:
        places |= set(range(len(text), len(text) + len(part))) if is_bold else set()
        text += part
    passage = Passage(text, tuple(StyledSpan(at, at + 1, BOLD) for at in sorted(places)))
    found, lost = emphasis_tree(passage, Searches())
    again = {
        at
        for each in found
        for start, end in Emphasis(words=each.get("words"), within=each.get("within"), style=BOLD).spans(text)
        for at in range(start, end)
        if not text[at].isspace()
    }
    wanted = {at for at in places if not text[at].isspace() and text[at : at + 2] != "- "}
    assert again - set(_hyphens(text)) == wanted - set(_hyphens(text)) or lost


def _hyphens(text: str) -> list[int]:
    return [at for at in range(len(text)) if text[at] == "-"]
