"""The laws of the grammar: it never raises, never loses a word, reads what it prints, and takes linear time."""

from __future__ import annotations

import functools
import random
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from importlib import resources
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.linear import calls

from empact import grammar
from empact.model import Bound, Cell, Milestone, Period, Unit, Unparsed, Window
from empact.serde.cells import NOTATIONS, Notation
from empact.serde.structuring import structurer
from empact.testing.strategies import CELLS, TRAPS

LAW_OF: dict[str, Notation] = {cell.__name__: notation for cell, notation in NOTATIONS.items()}
ONE_VALUE: list[Callable[[str], Any]] = [
    grammar.parse_anchor,
    grammar.parse_condition,
    grammar.parse_ref,
    grammar.parse_route,
]


def words_of(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    else:
        for inner in value.values() if isinstance(value, dict) else value:
            yield from words_of(inner)


ENGLISH = tomllib.loads(resources.files("empact.grammar").joinpath("languages", "en.toml").read_text(encoding="utf-8"))
VOCABULARY = [
    *sorted(set(words_of(ENGLISH))),
    *("HU", "AT", "Europol", "Frontex", "The Netherlands", "Border Guard", "Budapest", "OCGs", "meeting", "Meetings"),
    *(
        "1",
        "2",
        "5",
        "12",
        "31",
        "1.1",
        "2.10",
        "2.1/1",
        "50",
        "10 %",
        "5,000",
        "1st",
        "2nd",
        "3rd",
        "22nd",
        "Q1",
        "H2",
        "2Q",
    ),
    *(
        "2012",
        "2016",
        "15/03/2016",
        "05/2014",
        "1.2.2012",
        "SG 1",
        "SG*",
        "B:SG*",
        "phase 1",
        "I",
        "II",
        "feeds",
        "uses",
    ),
    *(
        "(tbc)",
        "(if: x)",
        "(authority: y)",
        "(priority B)",
        "(phase 1)",
        "(",
        ")",
        "[^7]",
        "<u>",
        "</u>",
        "*",
        "KPI:",
        "KPI 1:",
    ),
    *(".", ",", ";", ":", "/", "-", "–", ">", "→", "&", "+", "?", "!", "…", '"', "’"),
    *("ST", "ST-7704-2017-INIT", "17793/2/11", "REV 2", "JAI 894", "15 December 2011", "\n", "\n\n", "- "),
]
GLUE = (" ", " ", " ", ", ", "", "\n", "; ", " and ", "/", " (", ") ", ": ", ". ")


def assert_read_again(notation: Notation, text: str) -> None:
    for item in notation.cell(text):
        assert isinstance(item, Unparsed) or notation.item(str(item)) == item, (text, item)
    item = notation.item(text)
    assert isinstance(item, Unparsed) or notation.item(str(item)) == item, (text, item)


def spelt(pieces: Sequence[tuple[str, str]]) -> str:
    return "".join(word + glue for word, glue in pieces)


vocabulary = st.lists(st.tuples(st.sampled_from(VOCABULARY), st.sampled_from(GLUE)), max_size=9).map(spelt)
texts = vocabulary | st.sampled_from(CELLS + TRAPS) | st.text(max_size=40)


@pytest.mark.parametrize("cell", LAW_OF)
@given(text=texts)
def test_what_was_read_is_read_again_from_what_it_prints(cell: str, text: str) -> None:
    assert_read_again(LAW_OF[cell], text)


@pytest.mark.parametrize("cell", NOTATIONS, ids=lambda cell: cell.__name__)
@given(text=texts)
def test_a_cell_gives_back_its_text(cell: type[Cell[Any]], text: str) -> None:
    read = structurer().structure(text, cell)
    assert read.text == text
    assert read.items == NOTATIONS[cell].cell(text).items


@pytest.mark.parametrize("parse", ONE_VALUE)
@given(text=texts)
def test_a_single_value_is_read_again_from_what_it_prints(parse: Callable[[str], Any], text: str) -> None:
    value = parse(text)
    assert value is None or parse(str(value)) == value


@pytest.mark.parametrize("cell", LAW_OF)
@given(text=texts)
def test_what_is_not_understood_keeps_its_words_in_their_order(cell: str, text: str) -> None:
    for item in LAW_OF[cell].cell(text):
        if isinstance(item, Unparsed):
            signs = filter(str.isalnum, text)
            assert all(sign in signs for sign in filter(str.isalnum, item.text))


# Ten thousand cells

CELLS_TO_READ = 10_000


def random_cells(chance: random.Random) -> Iterator[str]:
    signs = [chr(code) for code in (*range(32, 127), 0xA0, 0x2013, 0x2028, 0x661, 0x1F600, 0xDF, 0x130)]
    while True:
        most = chance.choice((2, 4, 8, 16))
        yield spelt([(chance.choice(VOCABULARY), chance.choice(GLUE)) for _ in range(chance.randint(1, most))])
        yield "".join(chance.choices(signs, k=chance.randint(1, 60)))
        yield chance.choice(VOCABULARY) * chance.randint(2, 40)
        text = list(chance.choice(CELLS))
        text[chance.randrange(len(text)) :] = chance.choice(VOCABULARY)
        yield "".join(text)


@pytest.mark.one_python
def test_ten_thousand_cells_are_read_without_a_fault() -> None:
    chance = random.Random(17793)
    cells = random_cells(chance)
    for _ in range(CELLS_TO_READ):
        assert_read_again(chance.choice(list(LAW_OF.values())), next(cells))


# Time

ADVERSARIAL = [
    *(
        "a ",
        "a",
        "A ",
        "(",
        ")",
        "()",
        "( ",
        ",",
        ", ",
        ";",
        "; ",
        ":",
        ": ",
        "/",
        " / ",
        "-",
        " – ",
        ".",
        ". ",
        "\n",
        "- ",
    ),
    *(
        "1st ",
        "1 ",
        "1",
        "1, ",
        "2012 ",
        "2012, ",
        "1 in 2016, ",
        "in ",
        "in A ",
        "in the ",
        "by ",
        "by 1 ",
        "before the ",
        "in 1, ",
    ),
    *(
        "May ",
        "May, ",
        "May/",
        "May and ",
        "in May, ",
        "Q1",
        "Q1 and ",
        "phase ",
        "phase 1: ",
        "1 week in ",
        "whole year ",
    ),
    *("if ", "if, ", "if (", "subject to, ", "at least 2 ", "at least 2 a (", "(tbc", "(tbc: ", "(out of ", "(if: a) "),
    *(
        "HU ",
        "HU, ",
        "HU and ",
        "All MS, ",
        "All MS and ",
        "All MS in ",
        "except ",
        "All MS except A, ",
        ", in cooperation with ",
    ),
    *(
        "SG 1 ",
        "SG 1, ",
        "SG 1-2, ",
        "SGs in priority A, ",
        "priority A, ",
        "1.1/",
        "1.1 (phase 1) ",
        "feeds ",
        "OAP B: ",
    ),
    *(
        "KPI: ",
        "KPI 1: a ",
        "Number of ",
        "5 ",
        "5 a and ",
        "111 111 ",
        "1,111",
        "10 % ",
        "at least ",
        "[^",
        "[^7] ",
        "*",
        "<u>",
    ),
    *(
        "from ",
        "from A to ",
        "via B ",
        "A > ",
        "A–",
        "twice a year ",
        "at the latest ",
        "tbd by ",
        "visit to A ",
        "to A and ",
    ),
    *(
        "from 1 to ",
        "until ",
        "ongoing (",
        "postponed to ",
        "DK/",
        "DK Presidency and ",
        "end of ",
        "by the end of the year ",
        "at the earliest ",
        "1.1., ",
        "2012-06-01/",
        "2012-13 ",
        "once ",
        "3 weeks after ",
        "(2 weeks) ",
        "every ",
        "II ",
        "Q1 of the second year ",
        "June (",
        "1st phase: ",
        "JAD Q1, ",
    ),
    *("JAI 1 ", "REV 1 ", "ST 1 2017 ", "ST-1-2017-", "17793/11 ", "one ", "one meeting ", "ü", "é ", "\u00a0"),
]


@functools.cache
def readers() -> dict[str, Callable[[str], Any]]:
    of_cells = {f"{name}.{part}": getattr(one, part) for name, one in LAW_OF.items() for part in ("cell", "item")}
    return of_cells | {parse.__name__: parse for parse in ONE_VALUE}


@pytest.mark.one_python
@pytest.mark.parametrize("reader", list(readers()))
def test_a_text_twice_as_long_takes_twice_as_many_steps(reader: str) -> None:
    parse = readers()[reader]
    parse("May")  # the patterns are made
    for piece in ADVERSARIAL:
        once, twice = (calls(functools.partial(parse, piece * n + "!")) for n in (120, 240))
        assert twice < 2.3 * once + 200, piece


@pytest.mark.oracle  # it asks the clock
@pytest.mark.parametrize("reader", list(readers()))
def test_a_text_twice_as_long_takes_less_than_three_times_as_long(reader: str) -> None:
    parse = readers()[reader]
    for piece in ADVERSARIAL:
        n = 5_000 // len(piece)
        took = [min(seconds(parse, piece * size + "!" * again) for again in range(1, 4)) for size in (n, 2 * n)]
        assert took[1] < 3 * took[0] + 0.05, (piece, took)


def seconds(parse: Callable[[str], Any], text: str) -> float:
    start = time.process_time()
    parse(text)
    return time.process_time() - start


# What a year is made of

MONTHS_OF = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.SEMESTER: 6, Unit.YEAR: 12}


def months(window: Window) -> range:
    length = MONTHS_OF[window.unit]
    return range((window.first - 1) * length + 1, window.last * length + 1)


@pytest.mark.parametrize(
    "text",
    [
        *ENGLISH["phrases"]["whole_year"],
        *(word for words in ENGLISH["repeated"].values() for word in words),
        "January to December",
        "Q1-Q4",
        "1st and 2nd semester",
        "Quarters 1, 2, 3 and 4",
        "January-June, July, August and September to December",
        "2016",
    ],
)
def test_a_whole_year_has_each_month_once(text: str) -> None:
    (period,) = grammar.parse_timing(text)
    assert isinstance(period, Period)
    assert Counter(month for window in period.windows for month in months(window)) == Counter(range(1, 13))


@pytest.mark.parametrize("names", ENGLISH["months"]["names"], ids=lambda names: names[0])
def test_every_month_is_read_in_every_spelling(names: list[str]) -> None:
    number = ENGLISH["months"]["names"].index(names) + 1
    for name in names:
        for text in (name, name.upper(), f"{name}.", f"Mid-{name}", f"in {name}"):
            assert grammar.parse_timing(text).items == (Period(windows=(Window(first=number),)),), text
        assert grammar.parse_timing(f"{name}2016").items == (Period(windows=(Window(first=number, year=2016),)),)
        assert grammar.parse_timing(f"Report by {name}").items == (
            Milestone(label="Report", windows=(Window(first=number),), bound=Bound.BY),
        )
