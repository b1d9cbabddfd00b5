"""Targets and key performance indicators: one a line, with kind, unit, value and direction as far as the words go."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from decimal import Decimal

from empact.grammar.language import key, language
from empact.grammar.prose import lines, sentences
from empact.grammar.timing import parse_deadline
from empact.model import Direction, Kpi, KpiKind, Kpis, Prose, Target, Targets, Unparsed

_EMPHASIS = re.compile(r"</?u>|\*+")
_YEAR = r"(?:19|20)[0-9]{2}(?!\w)"
_NUMBER = r"[0-9]{1,3}(?:[ ,][0-9]{3})+|[0-9]{1,9}(?:\.[0-9]{1,6})?"
_FIGURE = re.compile(rf"(?<![\w./,-])(?!{_YEAR})(?P<figure>{_NUMBER})(?P<percent>\s?%)?(?![\w/])")
_PERCENT = "%"


class _Patterns:
    """The patterns of the language at hand."""

    def __init__(self) -> None:
        words = language()
        label = rf"(?i:{words.pattern('measures', 'label')})(?:\s+[0-9]{{1,2}})?"
        self.label = re.compile(rf"\s*{label}\s*[:–-]?\s+")
        self.labelled = re.compile(rf"{label}\s*:")
        starts = "|".join(f"{one[0].upper()}(?i:{re.escape(one[1:])})" for one in words.spellings("measures", "starts"))
        self.start = re.compile(rf"(?<=[a-z\"”’'])\s+(?P<start>(?:{starts})\b|{label}\s*:)")
        self.kinds = {kind: words.pattern("measures", kind.value) for kind in KpiKind}
        self.undetermined = re.compile(words.pattern("phrases", "undetermined"), re.IGNORECASE)
        self.numbers = words.numbered("numbers", "words")
        self.number = re.compile(rf"{words.pattern('numbers', 'words')}\s+", re.IGNORECASE)
        self.figure = re.compile(rf"(?:{_NUMBER})\s+[^\W\d]")
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


def parse_kpis(text: str) -> Kpis:
    """Parse the indicators of a cell: one in each line; lines that run together are split where the next begins."""
    return Kpis(text=text, items=tuple(parse_kpi(line) for paragraph in lines(text) for line in _parts(paragraph)))


def _bare(line: str) -> str:
    """A line without note marks and emphasis."""
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


@functools.lru_cache(maxsize=4096)
def parse_kpi(text: str) -> Kpi | Unparsed:
    """One indicator; its kind, unit, value, direction and deadline are left out where the words do not say them."""
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
    """The figure to be reached, where there is just one and it is no mere number, and whether it is a percentage.

    It stands in front, behind a colon, behind "at least", or behind "by" or "of" where something goes up or down: the
    numbers in "AP 3", "phase 2" or "within 3 months" are none.
    """
    leading = _patterns().number.match(words)
    if leading is not None and _patterns().another.search(words, leading.end()):
        return None, False
    if leading is not None:
        return Decimal(_patterns().numbers[key(leading.group())]), False
    found = list(_FIGURE.finditer(words))
    before = _patterns().before_a_value.search(words[: found[0].start()]) if len(found) == 1 else None
    if before is None or (before["change"] and not _changes(words)):
        share = len(found) == 1 and found[0]["percent"] is not None
        if not share:
            return None, False
    return Decimal(re.sub(r"[ ,]", "", found[0]["figure"])), found[0]["percent"] is not None


def _kind(words: str) -> KpiKind | None:
    """What can be counted is counted, whatever else the words say; of an event and a quality the first word tells."""
    found = {kind: re.search(pattern, words, re.IGNORECASE) for kind, pattern in _patterns().kinds.items()}
    counted = _patterns().number.match(words) or _patterns().figure.match(words)
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
        unit = _FIGURE.sub("", _patterns().number.sub("", unit, count=1), count=1)
    elif _patterns().another.match(unit):
        return None  # "At least 10 arrests in 5 MS": which figure is to be reached, the words do not say
    return " ".join(unit.split()).rstrip(" :") or None


def _direction(words: str, value: Decimal | None) -> Direction | None:
    """Which way, where the words begin with it, or give a figure for it; any other figure is to be reached."""
    for direction, pattern in _patterns().directions.items():
        if pattern.match(words) or (value is not None and pattern.search(words)):
            return direction
    return None if value is None else Direction.REACH


def parse_targets(text: str) -> Targets:
    """Parse the statements of a cell, sentence by sentence."""
    statements = (sentence for line in lines(text) for sentence in sentences(_bare(line)) if sentence)
    items = (parse_target(statement) for statement in statements if not _patterns().labelled.match(statement))
    return Targets(text=text, items=tuple(items))


@functools.lru_cache(maxsize=4096)
def parse_target(text: str) -> Target | Unparsed:
    """One statement of what is to be reached."""
    if not _says_something(text):
        return Unparsed(text=text)
    value, percent = _value(text)
    unit = None if value is None else _PERCENT if percent else _behind_the_figure(text)
    return Target(text=text, direction=_direction(text, value), value=value, unit=unit)


def _behind_the_figure(text: str) -> str | None:
    """What a target counts: "3 OCGs"."""
    found = _FIGURE.search(text) or _patterns().number.match(text)
    return None if found is None else text[found.end() :].strip(" .") or None
