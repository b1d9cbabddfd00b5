"""Parse targets and key performance indicators: kind, unit, value, direction and deadline, where a text states them."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from decimal import Decimal

from empact.grammar.caching import cached
from empact.grammar.language import key, language
from empact.grammar.prose import lines, sentences
from empact.grammar.timing import parse_deadline
from empact.model import Direction, Kpi, KpiKind, Kpis, Prose, Target, Targets, Unparsed

_EMPHASIS = re.compile(r"</?u>|\*+")
_YEAR = r"(?:19|20)[0-9]{2}(?!\w)"
_NUMBER = r"[0-9]{1,3}(?:[ ,][0-9]{3})+|[0-9]{1,9}(?:\.[0-9]{1,6})?"
_AMOUNT = re.compile(rf"(?<![\w./,-])(?!{_YEAR})(?P<amount>{_NUMBER})(?P<percent>\s?%)?(?![\w/])")
_PERCENT = "%"


class _Patterns:
    """The compiled patterns of a language."""

    def __init__(self) -> None:
        words = language()
        label = rf"(?i:{words.pattern('measures', 'label')})(?:\s+[0-9]{{1,2}})?"
        self.label = re.compile(rf"\s*{label}\s*[:–-]?\s+")
        self.labelled = re.compile(rf"{label}\s*:")
        starts = "|".join(
            f"{start[0].upper()}(?i:{re.escape(start[1:])})" for start in words.spellings("measures", "starts")
        )
        self.start = re.compile(rf"(?<=[a-z\"”’'])\s+(?P<start>(?:{starts})\b|{label}\s*:)")
        self.kinds = {kind: words.pattern("measures", kind.value) for kind in KpiKind}
        self.undetermined = re.compile(words.pattern("phrases", "undetermined"), re.IGNORECASE)
        self.numbers = words.numbered("numbers", "words")
        self.number = re.compile(rf"{words.pattern('numbers', 'words')}\s+", re.IGNORECASE)
        self.amount = re.compile(rf"(?:{_NUMBER})\s+[^\W\d]")
        self.another = re.compile(rf"[0-9]|{words.pattern('numbers', 'words')}", re.IGNORECASE)
        self.count = re.compile(rf"{words.pattern('measures', 'count')}\s+(?P<unit>.+)", re.IGNORECASE)
        self.directions = {
            direction: re.compile(words.pattern("measures", direction.value), re.IGNORECASE) for direction in Direction
        }
        by, reach = words.pattern("measures", "by"), words.pattern("measures", "reach")
        self.before_a_value = re.compile(rf"(?:^|:|{reach}|(?P<change>{by}))\s*$", re.IGNORECASE)
        between, to = words.pattern("measures", "between"), words.pattern("measures", "range")
        self.range = re.compile(
            rf"(?:{between}\s+)?[0-9]{{1,9}}\s*{to}\s*[0-9]{{1,9}}\s+"
            r"(?P<unit>[^\W\d].*)",
            re.IGNORECASE,
        )
        both = words.pattern("separators", "each")
        self.two = re.compile(
            rf"(?P<first>[0-9]{{1,9}}\s[^\d,;:]+?)\s+{both}\s+(?P<second>[0-9]{{1,9}}\s+[^\W\d][^\d,;:]*)",
            re.IGNORECASE,
        )
        self.within = re.compile(words.pattern("measures", "within_timing"), re.IGNORECASE)


@functools.cache
def _patterns() -> _Patterns:
    return _Patterns()


@cached
def parse_kpis(text: str) -> Kpis:
    """Return the indicators of a cell: one per line; a line with several is split where the next one starts."""
    return Kpis(text=text, items=tuple(parse_kpi(line) for paragraph in lines(text) for line in _parts(paragraph)))


def _bare(line: str) -> str:
    """Return a line without note marks and emphasis."""
    return _EMPHASIS.sub("", Prose(text=line).plain)


def _parts(line: str) -> Iterator[str]:
    text = _bare(line).strip()
    ends = [*(found.start("start") for found in _patterns().start.finditer(text)), len(text)]
    for start, end in zip([0, *ends], ends, strict=False):
        part = text[start:end].strip()
        label = _patterns().label.match(part)
        words = part[label.end() :] if label else part
        two = _patterns().two.fullmatch(words)
        if two is not None:
            yield from (two["first"], two["second"])
        elif words:
            yield words


@cached
def parse_kpi(text: str) -> Kpi | Unparsed:
    """Return one indicator; kind, unit, value, direction and deadline are None where the text does not state them."""
    if not _says_something(text):
        return Unparsed(text=text)
    words = text.rstrip(". ")
    several = _patterns().range.fullmatch(words)
    if several is not None:
        return Kpi(text=text, kind=KpiKind.COUNT, unit=several["unit"], direction=Direction.REACH)
    value, percent = _value(words)
    kind = KpiKind.RATIO if percent else _kind(words)
    return Kpi(
        text=text,
        kind=kind,
        unit=_PERCENT if percent else _unit(words, kind, value),
        direction=_direction(words, value),
        value=value,
        deadline=parse_deadline(words),
        within_timing=_patterns().within.search(words) is not None,
    )


def _says_something(text: str) -> bool:
    return any(sign.isalpha() for sign in text) and not _patterns().undetermined.fullmatch(text.strip(" ."))


def _value(words: str) -> tuple[Decimal | None, bool]:
    """Return the target value of a text, or None, and whether it is a percentage.

    The text must have a single number, at its start, after a colon, after "at least", or after "by" or "of" where
    something increases or decreases. The numbers in "AP 3", "phase 2" and "within 3 months" are not target values.
    """
    leading = _patterns().number.match(words)
    if leading is not None and _patterns().another.search(words, leading.end()):
        return None, False
    if leading is not None:
        return Decimal(_patterns().numbers[key(leading.group())]), False
    found = list(_AMOUNT.finditer(words))
    before = _patterns().before_a_value.search(words[: found[0].start()]) if len(found) == 1 else None
    if before is None or (before["change"] and not _changes(words)):
        share = len(found) == 1 and found[0]["percent"] is not None
        if not share:
            return None, False
    return Decimal(re.sub(r"[ ,]", "", found[0]["amount"])), found[0]["percent"] is not None


def _kind(words: str) -> KpiKind | None:
    """Return the kind of an indicator: a count, ratio or status wins; otherwise the kind whose words come first."""
    found = {kind: re.search(pattern, words, re.IGNORECASE) for kind, pattern in _patterns().kinds.items()}
    counted = _patterns().number.match(words) or _patterns().amount.match(words)
    for kind in (KpiKind.COUNT, KpiKind.RATIO, KpiKind.STATUS):
        if found[kind] is not None or (counted and kind is KpiKind.COUNT):
            return kind
    rest = [(match.start(), kind.value, kind) for kind, match in found.items() if match is not None]
    return min(rest)[2] if rest else None


def _changes(words: str) -> bool:
    return any(_patterns().directions[way].search(words) for way in (Direction.INCREASE, Direction.DECREASE))


def _unit(words: str, kind: KpiKind | None, value: Decimal | None) -> str | None:
    if kind is not KpiKind.COUNT:
        return None
    found = _patterns().count.search(words)
    unit = words if found is None else found["unit"]
    if value is not None:
        unit = _AMOUNT.sub("", _patterns().number.sub("", unit, count=1), count=1)
    elif _patterns().another.match(unit):
        return None  # "At least 10 arrests in 5 MS": the text does not say which number is the target value
    return " ".join(unit.split()).rstrip(" :") or None


def _direction(words: str, value: Decimal | None) -> Direction | None:
    """Return the direction that the text starts with or has a value for; REACH for any other value."""
    for direction, pattern in _patterns().directions.items():
        if pattern.match(words) or (value is not None and pattern.search(words)):
            return direction
    return None if value is None else Direction.REACH


@cached
def parse_targets(text: str) -> Targets:
    """Return the targets of a cell, one per sentence."""
    statements = (sentence for line in lines(text) for sentence in sentences(_bare(line)) if sentence)
    items = (parse_target(statement) for statement in statements if not _patterns().labelled.match(statement))
    return Targets(text=text, items=tuple(items))


@cached
def parse_target(text: str) -> Target | Unparsed:
    """Return one target."""
    if not _says_something(text):
        return Unparsed(text=text)
    value, percent = _value(text)
    unit = None if value is None else _PERCENT if percent else _unit_after_value(text)
    return Target(text=text, direction=_direction(text, value), value=value, unit=unit)


def _unit_after_value(text: str) -> str | None:
    """Return the unit that follows the value of a target: "3 OCGs"."""
    found = _AMOUNT.search(text) or _patterns().number.match(text)
    return None if found is None else text[found.end() :].strip(" .") or None
