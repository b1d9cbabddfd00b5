"""Every word of a cell is owned: a word that means nothing is never gone, wherever it stands in a cell.

It is not understood, alone or with the item that it falls into, or it is in a field of an item that holds free words.
"""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.family_cells import families

from empact.grammar import (
    parse_checkpoint,
    parse_dates,
    parse_document_numbers,
    parse_kpis,
    parse_links,
    parse_parties,
    parse_party,
    parse_subject_codes,
    parse_targets,
    parse_timing,
)
from empact.model import Kpi, Unparsed

NONSENSE = "zorgle"
DRAWN = 100_000
"""How many cells of each grammar the oracle draws."""
_WORD = re.compile(r"[^\s,;:/()\[\]]+")


class Grammar(NamedTuple):
    """A parser of cells, texts that it understands, and what joins two of them in a cell."""

    parse: Callable[[str], Any]
    texts: tuple[str, ...]
    joints: tuple[str, ...]


def _texts(name: str, *cells: str | None) -> tuple[str, ...]:
    """Return the texts of a file of families; with the kinds of cell that are meant, if the file has several."""
    rows = [cell for family in families(name) for cell in family["cells"]]
    return tuple(cell["text"] for cell in rows if not cells or cell.get("cell") in cells)


GRAMMARS = {
    "parties": Grammar(parse_parties, _texts("parties"), (", ", "; ", "\n", " and ", " ")),
    "timing": Grammar(parse_timing, _texts("timing", None), (", ", "; ", "\n", " and ", ". ", " ")),
    "links": Grammar(parse_links, _texts("links"), (", ", "; ", "\n", " and ", " ")),
    "document numbers": Grammar(parse_document_numbers, _texts("timing", "document"), (", ", " ")),
    "subject codes": Grammar(parse_subject_codes, ("JAI 894", "COSI 102"), (", ", " ")),
    "dates": Grammar(parse_dates, ("15 December 2031", "2031-12-15"), (", ", " ")),
    "checkpoints": Grammar(
        lambda text: [parse_checkpoint(text)],
        ("June", "June (2031-06-30)", "October 2031 (1 October 2031)"),
        (", ", " "),
    ),
    "targets": Grammar(
        parse_targets, tuple(t for t in _texts("expressions", "target") if "KPI" not in t), ("\n", ". ")
    ),
    "kpis": Grammar(parse_kpis, _texts("kpis"), ("; ", "\n", ", ", ". ", " and ", " / ")),
    "one party": Grammar(lambda text: [parse_party(text)], _texts("parties"), (", ", " and ")),
}

FREE_WORDS: dict[str, tuple[str, ...]] = {
    # A name that is not known is reported; the words for a service, an open group and a condition are free.
    "PartyItem": (
        *("party", "authority", "reason", "condition", "collective"),
        *("members", "including", "examples", "excluded", "cooperating"),
    ),
    "Condition": ("text", "subjects"),
    "Period": ("phase", "conditions", "decided_by"),
    "Milestone": ("label", "sentence", "locations", "responsible", "conditions"),
    # A number or a plan that does not exist is reported as a link that leads nowhere.
    "Link": ("to", "phase"),
    "Ref": ("plan", "goal", "action", "phase"),
    "Checkpoint": ("name",),
    "Collective": ("qualifier",),
    "Kpi": ("measures", "unit", "per", "parts"),  # what is counted, and for what the value is meant
    "KpiPart": ("unit",),
    "Target": ("text",),
}
"""The fields of each kind of item that hold words as they are written, or items that have such fields."""


def places(text: str) -> Iterator[int]:
    """List the places in a text before and behind each word."""
    yield from sorted({place for word in _WORD.finditer(text) for place in word.span()}) or [0]


def with_nonsense(text: str, place: int) -> str:
    """Put the word at a place, as a word of its own."""
    before, behind = text[:place], text[place:]
    return f"{before}{' ' * before[-1:].isalnum()}{NONSENSE}{' ' * behind[:1].isalnum()}{behind}"


def kept(item: object) -> Iterator[str]:
    """List the words of an item that stand there as they are written."""
    if isinstance(item, str):
        yield item
    elif isinstance(item, Unparsed):
        yield item.text
    elif isinstance(item, tuple):
        for part in item:
            yield from kept(part)
    elif isinstance(item, Kpi) and item.counted is None and item.value is None:
        yield item.text  # "Evaluation report": all its words are what is measured
    elif attrs.has(type(item)):
        for name in FREE_WORDS.get(type(item).__name__, ()):
            yield from kept(getattr(item, name))


def lost(grammar: Grammar, text: str, place: int) -> list[str]:
    """Return the text with the word at a place and what is made of it, if the word is gone."""
    written = with_nonsense(text, place)
    items = list(grammar.parse(written))
    return [] if any(NONSENSE in words for item in items for words in kept(item)) else [f"{written!r}: {items}"]


def cells(grammar: Grammar) -> st.SearchStrategy[tuple[str, int]]:
    """Draw a cell of up to three texts, with a place for the word."""
    more = st.lists(st.tuples(st.sampled_from(grammar.joints), st.sampled_from(grammar.texts)), max_size=2)
    texts = st.builds(
        lambda first, others: first + "".join(itertools.chain.from_iterable(others)),
        st.sampled_from(grammar.texts),
        more,
    )
    return texts.flatmap(lambda text: st.tuples(st.just(text), st.sampled_from(list(places(text)))))


@pytest.mark.parametrize("name", GRAMMARS)
def test_family__has_no_place_where_a_word_is_lost(name: str) -> None:
    grammar = GRAMMARS[name]
    gone = [loss for text in grammar.texts for place in places(text) for loss in lost(grammar, text, place)]
    assert gone == []


@pytest.mark.parametrize("name", GRAMMARS)
@given(data=st.data())
@settings(max_examples=settings().max_examples * 2)
def test_drawn_cell__loses_no_word(name: str, data: st.DataObject) -> None:
    grammar = GRAMMARS[name]
    text, place = data.draw(cells(grammar))
    assert lost(grammar, text, place) == []


@pytest.mark.oracle
@pytest.mark.parametrize("name", GRAMMARS)
def test_drawn_cells__lose_no_word(name: str) -> None:
    """Draw many more cells than Hypothesis can: it keeps what it draws."""
    grammar, seed = GRAMMARS[name], random.SystemRandom().getrandbits(32)
    drawing = random.Random(seed)
    gone: list[str] = []
    for _ in range(DRAWN):
        text = drawing.choice(grammar.texts)
        for _ in range(drawing.randrange(3)):
            text += drawing.choice(grammar.joints) + drawing.choice(grammar.texts)
        gone += lost(grammar, text, drawing.choice(list(places(text))))
    assert gone == [], f"seed {seed}"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("FR", ["zorgle FR", "FR zorgle"]),
        ("FR/DE", ["zorgle FR/DE", "FR zorgle/DE", "FR/zorgle DE", "FR/DE zorgle"]),
        ("FR (BKA)", ["zorgle FR (BKA)", "FR zorgle (BKA)", "FR (zorgle BKA)", "FR (BKA zorgle)"]),
    ],
)
def test_nonsense__stands_before_and_behind_each_word(text: str, written: Sequence[str]) -> None:
    assert [with_nonsense(text, place) for place in places(text)] == written


def test_lost__shows_the_text_in_which_the_word_is_gone() -> None:
    careless = Grammar(lambda text: [word for word in text.split() if word != NONSENSE], ("FR",), (", ",))
    assert lost(careless, "FR", 0) == ["'zorgle FR': ['FR']"]
