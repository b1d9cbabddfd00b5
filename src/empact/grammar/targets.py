"""Parse targets: the direction and the value of each sentence, where a text states them."""

from __future__ import annotations

import functools
import re
from decimal import Decimal

from empact.grammar.caching import cached
from empact.grammar.kpis.reading import read_kpi
from empact.grammar.language import either, key, language
from empact.grammar.lazy_patterns import DIGITS, LazyPatterns, Pattern
from empact.grammar.prose import bare_line, lines, says_something, sentences
from empact.model import Comparison, Direction, Kpi, KpiKind, Target, Targets, Unparsed

_YEAR = r"(?:19|20)[0-9]{2}(?!\w)"
_NUMBER = r"(?:[0-9]{1,3}(?:[ ,][0-9]{3})+|[0-9]{1,9}(?:\.[0-9]{1,6})?)"
_AMOUNT = rf"(?<![\w./,-])(?!{_YEAR})(?P<amount>{_NUMBER})(?P<percent>\s?%)?(?![\w/])"
_PERCENT = "%"
_CEILINGS = frozenset({Comparison.AT_MOST, Comparison.LESS_THAN})


@functools.cache
def _patterns() -> LazyPatterns:
    words = language()
    any_of = functools.partial(words.pattern, "measures")
    number, numbers = words.pattern("numbers", "words"), words.spellings("numbers", "words")
    behind = either(words.sorted_by("measures", "behind"))
    ways = (
        (Direction.INCREASE, "increase_words"),
        (Direction.DECREASE, "decrease_words"),
        (Direction.REACH, "reach"),
    )
    return LazyPatterns(
        {
            "labelled": (words.spellings("measures", "label"), rf"{any_of('label')}(?:\s+[0-9]{{1,2}})?\s*:"),
            "number": (numbers, rf"{number}\s+"),
            "another": ((*DIGITS, *numbers), rf"[0-9]|{number}"),
            "behind": (
                words.sorted_by("measures", "behind"),
                rf"^{behind}\s+|(?:,\s*|\s+)\(?\s*{behind}\s*\)?$",
            ),
            **{way.value: (words.spellings("measures", name), any_of(name)) for way, name in ways},
            "before_a_value": rf"(?:^|:|{any_of('reach')}|(?P<change>{any_of('by')}))\s*$",
        }
    )


@functools.cache
def _numbers() -> dict[str, int]:
    return language().numbered("numbers", "words")


def _way(direction: Direction) -> Pattern:
    pattern: Pattern = getattr(_patterns(), direction.value)
    return pattern


@cached
def parse_targets(text: str) -> Targets:
    """Return the targets of a cell, one per sentence.

    >>> import empact
    >>> target = empact.parse_targets("Three routes described.").items[0]
    >>> target.direction.value, target.value, target.unit
    ('reach', Decimal('3'), 'routes described')
    """
    statements = (sentence for line in lines(text) for sentence in sentences(bare_line(line)) if sentence)
    items = (parse_target(statement) for statement in statements if not _patterns().labelled.match(statement))
    return Targets(text=text, items=tuple(items))


@cached
def parse_target(text: str) -> Target | Unparsed:
    """Return one target."""
    if not says_something(text):
        return Unparsed(text=text)
    meant = read_kpi(text, bare_line(text)) if _patterns().another.search(text) else None
    if not isinstance(meant, Kpi) or meant.value is None:
        return Target(text=text, direction=_direction(text, None))
    change = None if meant.direction is Direction.REACH else meant.direction
    written, percent = _value(text)
    if written is None or not _is_reached(meant) or (meant.value != written and meant.kind is not KpiKind.AMOUNT):
        return Target(text=text, direction=change or _direction(text, None))  # its figure can mean two things
    if change is not None:
        return Target(text=text, direction=change, value=meant.value, unit=meant.unit)
    unit = _PERCENT if percent else meant.unit if meant.value != written else _unit_after_value(text)
    return Target(text=text, direction=_direction(text, meant.value), value=meant.value, unit=unit)


def _is_reached(meant: Kpi) -> bool:
    """Return whether the value of a statement is a number to be reached: no ceiling, and no range."""
    return meant.most is None and not _CEILINGS & {meant.comparison, meant.bound}


def _value(words: str) -> tuple[Decimal | None, bool]:
    """Return the target value of a text, or None, and whether it is a percentage.

    The text must have a single number, at its start, after a colon, after "at least", or after "by" or "of" where
    something increases or decreases. The numbers in "AP 3", "phase 2" and "within 3 months" are not target values.
    """
    leading = _patterns().number.match(words)
    if leading is not None and _patterns().another.search(words, leading.end()):
        return None, False
    if leading is not None:
        return Decimal(_numbers()[key(leading.group())]), False
    amounts = list(re.finditer(_AMOUNT, words))
    before = _patterns().before_a_value.search(words[: amounts[0].start()]) if len(amounts) == 1 else None
    if before is None or (before["change"] and not _changes(words)):
        share = len(amounts) == 1 and amounts[0]["percent"] is not None
        if not share:
            return None, False
    return Decimal(re.sub(r"[ ,]", "", amounts[0]["amount"])), amounts[0]["percent"] is not None


def _changes(words: str) -> bool:
    return any(_way(way).search(words) for way in (Direction.INCREASE, Direction.DECREASE))


def _direction(words: str, value: Decimal | None) -> Direction | None:
    """Return the direction that the text starts with or has a value for; REACH for any other value."""
    for direction in Direction:
        pattern = _way(direction)
        if pattern.match(words) or (value is not None and pattern.search(words)):
            return direction
    return None if value is None else Direction.REACH


def _unit_after_value(text: str) -> str | None:
    """Return the unit that follows the value of a target: "3 OCGs"."""
    match = re.search(_AMOUNT, text) or _patterns().number.match(text)
    return None if match is None else _patterns().behind.sub("", text[match.end() :].strip(" .")).lstrip(" )+") or None
