"""What a lazy pattern needs: every text that the pattern matches has one of the words, with all words of a phrase."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, cast

import pytest

from empact.grammar import limits, measures, moves, party_words, prose, targets, timing_patterns
from empact.grammar.figures import F, Y
from empact.grammar.kpis import patterns
from empact.grammar.language import key
from empact.grammar.lazy_patterns import DIGITS, LazyPattern, LazyPatterns

ALL = {
    topic: make.__wrapped__()  # new ones: what other tests parse compiles the patterns of the grammar
    for topic, make in {
        "kpis": patterns.kpi_patterns,
        "limits": limits._patterns,
        "measures": measures._patterns,
        "moves": moves._patterns,
        "parties": party_words.party_words,
        "prose": prose._patterns,
        "targets": targets._patterns,
        "timing": timing_patterns.patterns,
    }.items()
}
NEEDS = {
    f"{topic}.{name}": (source[:-1], source[-1], getattr(found, name))
    for topic, found in ALL.items()
    for name, source in found._sources.items()
    if not isinstance(source, str)
}
ANYTHING = "\0"
BESIDE = "x"
"""A letter, which makes a word at the end of a part incomplete: more letters can follow."""
MOST = 5_000
"""The most texts of a part of a pattern that are compared with the words that it needs."""

untyped = cast("Any", re)
SETS = {
    str(untyped._parser.parse(source)[0][1]): texts
    for source, texts in (
        (r"[\s]", " "),
        ("[0-9]", DIGITS),
        ("[1-9]", DIGITS[1:]),
        (F, "\ue000\ue7ff"),
        (Y, "\ue800\uefff"),
    )
}
"""Sets of characters, as a parsed pattern has them, each with its members; of figures and years two members."""

Check = Callable[[str], object]


def always_has_one(source: str, has_one: Check) -> bool:
    """Return whether every text that a pattern matches has what a check looks for, by the parts of the pattern."""
    return _has_one(untyped._parser.parse(source, re.IGNORECASE), has_one)


def _has_one(parts: Any, has_one: Check) -> bool:
    if any(_part_has_one(part, has_one) for part in parts):
        return True
    rows = [list(_texts_of(part)) for part in parts]
    for start, end in itertools.combinations(range(len(rows) + 1), 2):
        if any(row == [ANYTHING] for row in rows[start:end]):
            continue
        texts = itertools.islice(map("".join, itertools.product(*rows[start:end])), MOST + 1)
        if all(has_one(f"{BESIDE}{text}{BESIDE}") for text in texts):
            return True
    return False


def _part_has_one(part: Any, has_one: Check) -> bool:
    name, value = str(part[0]), part[1]
    if name == "SUBPATTERN":
        return _has_one(value[3], has_one)
    if name == "BRANCH":
        return all(_has_one(branch, has_one) for branch in value[1])
    if name == "ASSERT":
        return _has_one(value[1], has_one)
    if name in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
        return value[0] > 0 and _has_one(value[2], has_one)
    return False


def _texts_of(part: Any) -> Iterator[str]:
    """Yield the texts of a part, if they are words; else the sign for any text."""
    name, value = str(part[0]), part[1]
    if name == "LITERAL":
        yield chr(value)
    elif name == "IN":
        yield from _members(value)
    elif name == "ASSERT_NOT":
        yield " " if str(value[1]) == "[(IN, [(CATEGORY, CATEGORY_WORD)])]" else ""
    elif name == "AT":
        yield " "
    elif name == "SUBPATTERN":
        yield from _together(value[3])
    elif name == "BRANCH":
        yield from itertools.chain.from_iterable(map(_together, value[1]))
    elif name == "MAX_REPEAT" and value[0] == 1:
        yield from _together(value[2])
    else:
        yield ANYTHING


def _members(value: Any) -> Iterable[str]:
    """Return the characters of a set of single characters or digits, or of white space."""
    if all(kind is untyped._constants.LITERAL for kind, _ in value):
        return [chr(sign) for _, sign in value]
    return SETS.get(str(value), [ANYTHING])


def _together(parts: Any) -> Iterator[str]:
    return map("".join, itertools.product(*(list(_texts_of(part)) for part in parts)))


@pytest.mark.parametrize("name", NEEDS)
def test_a_pattern__has_a_word_that_it_needs_in_each_match(name: str) -> None:
    needs, source, pattern = NEEDS[name]
    assert all(word and word == key(word) for needed in needs if not callable(needed) for word in needed)
    assert isinstance(pattern, LazyPattern)
    assert len(pattern._checks) == len(needs)
    assert all(always_has_one(source, check) for check in pattern._checks)


@pytest.mark.parametrize(
    ("source", "needed"),
    [
        ("(?:five|six)? arrests", ["five", "six"]),
        ("a(?:b|c)", ["ab"]),
        ("[0-9]?x", DIGITS),
        (r"\w+", ["a"]),
        ("five", ["five"]),  # which is in "fiver"
        (r"five(?!\w)", ["five"]),
        (r"(?<!\w)five(?=\w)", ["five"]),
        (r"(?<!\w)five(?:\s+days)?(?!\w)", ["five days"]),
        (r"(?<!\w)(?:five|six)\s+days(?!\w)", ["five days"]),
    ],
)
def test_always_has_one__a_text_without_the_words__is_found(source: str, needed: Iterable[str]) -> None:
    assert not always_has_one(source, one_of(needed))


def one_of(needed: Iterable[str]) -> Check:
    pattern = LazyPatterns({"due": (needed, "due")}).due
    assert isinstance(pattern, LazyPattern)
    (check,) = pattern._checks
    return check


def test_a_pattern__is_compiled_for_the_first_text_that_it_can_match() -> None:
    found = LazyPatterns({"due": (["not later"], r"(?<!\w)not\s+later(?!\w)")})
    assert found.due.search("not lately") is None
    assert isinstance(found.due, LazyPattern)
    assert found.due.search("NOT  LATER") is not None
    assert isinstance(found.due, re.Pattern)


@pytest.mark.parametrize("text", ["the day before", "end of it", "the END", "not  of the\nend"])
def test_a_pattern__that_needs_a_phrase__is_compiled_for_a_text_with_all_its_words(text: str) -> None:
    assert bool(one_of(["end of the", "not"])(text)) is ("not" in text)
    assert not one_of(["end of the"])("end of it")


def test_a_pattern__that_needs_two_things__is_compiled_for_a_text_with_both() -> None:
    found = LazyPatterns({"due": (["due", "by"], "(", r"\((?:due|by)")})
    assert found.due.search("due by") is None
    assert found.due.search("(on") is None
    assert isinstance(found.due, LazyPattern)
    assert found.due.search("(due") is not None
    assert isinstance(found.due, re.Pattern)


def test_a_pattern__for_a_text_that_it_cannot_match__does_what_a_compiled_one_does() -> None:
    pattern = LazyPatterns({"due": (["due"], "due")}).due
    assert (pattern.match("x"), pattern.fullmatch("x"), list(pattern.finditer("x"))) == (None, None, [])
    assert (pattern.split("x"), pattern.sub("y", "x")) == (["x"], "x")
    assert isinstance(pattern, LazyPattern)


@pytest.mark.parametrize("text", ["İN Kraków", "\N{LATIN SMALL LETTER DOTLESS I}n", "in\u0345", "1in"])
def test_a_pattern__letters_that_only_differ_in_case_or_a_dot__do_not_matter(text: str) -> None:
    assert LazyPatterns({"within": (["in"], r"in(?!\w)")}).within.search(text) is not None
