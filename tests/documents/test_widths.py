"""How wide columns are: no word breaks, and the highest cell is as low as it can be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from empact.documents import Column, ColumnNeed, column_need, line_pieces, longest_word, share_room

LONG = "A sentence of some length. " * 30


def need(title: str, *texts: str, width: int | None = None, is_open: bool = False, is_bold: bool = False) -> ColumnNeed:
    return column_need(Column(key="a", title=title, width=width), texts, is_open=is_open, is_bold=is_bold)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Identify/prosecute/disrupt", ["Identify/", "prosecute/", "disrupt"]),
        ("October/November 2012", ["October/", "November 2012"]),
        ("Results>June", ["Results>", "June"]),
        ("oap_c_2012/plan.yaml:388:7", ["oap_c_2012/", "plan.yaml:388:7"]),
        ("I/D SG", ["I/D SG"]),
        ("QM/QN", ["QM/QN"]),
        ("17793/2/11 REV 2", ["17793/2/11 REV 2"]),
        ("COM 2012/123", ["COM 2012/123"]),
        ("and/or", ["and/or"]),
        ("", [""]),
    ],
)
def test_line_pieces__are_split_behind_a_slash_between_words_only(text: str, pieces: list[str]) -> None:
    assert line_pieces(text) == pieces


@given(st.text())
def test_line_pieces__are_the_text(text: str) -> None:
    assert "".join(line_pieces(text)) == text


def test_longest_word__is_the_widest_and_not_the_one_with_most_letters() -> None:
    assert longest_word(["MMMM illicit"]) == longest_word(["MMMM"]) == pytest.approx(4 * 0.86)
    assert longest_word(["illicit"]) == pytest.approx(5 * 0.22 + 0.5 + 0.28)
    assert longest_word(["", "  "]) == 0


def test_column_need__is_that_of_the_widest_of_the_longest_lines_whatever_their_order() -> None:
    narrow, broad = "il il il il", "MM MM MM MM"
    assert need("", narrow, broad) == need("", broad, narrow)
    assert need("", narrow, broad).line == pytest.approx(8 * 0.86 + 3 * 0.28)
    assert need("", narrow, "MM MM").line == need("", narrow).line  # a short line does not count


def test_longest_word__ends_at_hyphens_between_letters_and_if_asked_at_slashes() -> None:
    assert longest_word(["co-operation"]) == longest_word(["operation"])
    assert longest_word(["C-2012:1.1"]) > longest_word(["2012:1.1"])
    assert longest_word(["July/August"]) > longest_word(["July/August"], breaks_at_slashes=True)
    assert longest_word(["July/August"], breaks_at_slashes=True) == longest_word(["August"])


def test_longest_word__is_at_most_that_of_an_address() -> None:
    assert longest_word(["x" * 500]) == longest_word(["x" * 1000]) < 15


def test_column_need__has_room_for_a_word_of_the_title_and_of_the_texts() -> None:
    assert need("Responsibilities", "QM").word == longest_word(["Responsibilities"], is_bold=True)
    assert need("By", "Responsibilities").word == longest_word(["Responsibilities"])
    assert need("By", "Responsibilities", is_bold=True).word == longest_word(["Responsibilities"], is_bold=True)


def test_column_need__wants_its_longest_line_but_no_more_than_the_column_states() -> None:
    assert need("By", "Some words\nof text", width=60).line < 6
    assert need("By", LONG, width=60).line == 31
    assert need("By", LONG).line == 20
    assert need("By", LONG, width=60).text == len(LONG) / 2
    assert need("By").text == 0


def test_column_need__has_room_for_an_answer() -> None:
    given_room, none = need("By", "", width=38, is_open=True), need("By", "", width=38)
    assert (given_room.word, given_room.line, given_room.text) == (10, 20, 20)
    assert none.line < 2


def test_share_room__gives_each_line_its_room_if_there_is_enough() -> None:
    needs = [need("By", "QM"), need("Text", LONG, width=38)]
    assert share_room(needs, 100) == (needs[0].line, 20)


def test_share_room__makes_the_highest_cell_low_and_breaks_no_word() -> None:
    code, one, two = need("By", "QM, QN"), need("A", LONG, width=200), need("B", LONG + LONG, width=200)
    widths = share_room([code, one, two], 62)
    assert sum(widths) == pytest.approx(62, abs=0.01)
    assert code.word <= widths[0] < code.line
    assert widths[2] == pytest.approx(2 * widths[1], rel=0.01), "twice the text, twice the room"


def test_share_room__lets_the_longest_words_give_first_if_there_is_no_room_for_all() -> None:
    short, long = need("By", "QM"), need("By", "Responsibilities")
    widths = share_room([short, long], 5)
    assert widths[0] == short.word
    assert sum(widths) == pytest.approx(5, abs=0.01)


@given(st.lists(st.text(max_size=40), min_size=1, max_size=6), st.floats(1, 200))
def test_share_room__never_takes_more_than_there_is(texts: list[str], room: float) -> None:
    needs = [need(text, text, text * 20) for text in texts]
    widths = share_room(needs, room)
    assert len(widths) == len(needs)
    assert sum(widths) <= room + 1e-6
    if sum(each.word for each in needs) < room:
        assert all(width >= each.word - 1e-6 for each, width in zip(needs, widths, strict=True))
