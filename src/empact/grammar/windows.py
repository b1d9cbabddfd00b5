"""Parse windows of time: months, quarters, semesters, weeks, years and days, single, in lists, or as ranges.

The text becomes tokens (one regular expression), the tokens become points of time joined by separators (a predictive
parser with two tokens of look-ahead), and the points are completed from each other, since people leave out what the
next word says: "2nd and 3rd quarter", "1 to 15 June 2012". Everything is linear in the text.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import attrs

from empact.grammar.language import key
from empact.grammar.tokens import Token, lexicon, tokens
from empact.model import Choice, Unit, Window
from empact.model.spans import days_of_month

_CENTURY = 2000


class Windows(NamedTuple):
    """The windows of a text, how they combine, and the index of the token after them."""

    windows: tuple[Window, ...]
    choice: Choice
    stop: int


@attrs.define
class _Point:
    """One point of time while it is read; None for what the text leaves out, until :func:`_complete` adds it."""

    unit: Unit | None = None
    number: int | None = None
    day: int | None = None
    year: int | None = None
    listed: bool = False  # the unit is before its number and also counts for the next points: "quarters 2 and 3"
    numeric: bool = False  # the month is a number, so that a number before it is a month too: "4-6/2012"
    plan_year: int | None = None
    every_year: bool = False
    holder: str | None = None
    last_year: int | None = None  # of a range of years in one word: "2026-27"


def parse_windows(text: str) -> Windows | None:
    """Return the windows that a text consists of; None if it has anything else."""
    unit = lexicon().repeated.get(key(text))
    if unit is not None:
        return Windows(tuple(Window(unit=Unit(unit), first=n + 1) for n in range(_LIMITS[Unit(unit)])), Choice.EACH, 0)
    words = tokens(text)
    windows = read_windows(words, 0)
    return windows if windows is not None and windows.stop == len(words) else None


def read_windows(words: list[Token], start: int) -> Windows | None:
    """Return the longest windows that start at a token, or None.

    A list of windows is ``point (separator point)*``. Reading stops at the first token that does not fit; a separator
    at the end then belongs to what follows, not to the windows.
    """
    opening = words[start] if start < len(words) and words[start].kind in {"from", "through"} else None
    index = start if opening is None else start + 1
    points: list[_Point] = []
    separators: list[str] = []
    stop = index
    while len(points) < _MOST_POINTS:
        point, after = _point(words, index)
        if point is None:
            break
        points.append(point)
        stop = after
        index, separator = _separator(words, after)
        if separator == "any" and [word.kind for word in words[after - 1 : after + 2]] == ["iso", "any", "iso"]:
            separator = "span"  # an interval as in ISO 8601: 2012-06-01/2012-06-30
        if separator is None:
            break
        separators.append(separator)
    separators = separators[: len(points) - 1]  # without one that no point follows
    if "span" in separators and _has_slashed_date(words[start:stop]):
        return None
    if opening is not None and opening.value == "between" and separators == ["each"]:
        separators = ["span"]
    if opening is not None and opening.kind == "from" and separators[:1] != ["span"]:
        return None  # a start without an end
    windows = _windows(points, separators)
    choice = _choice([separator for separator in separators if separator != "span"])
    if windows is None or choice is None:
        return None
    if not goes_back(windows) or (choice is Choice.EACH and all(window.every_year for window in windows)):
        return Windows(windows, choice, stop)
    crossing = _over_new_year(windows)
    return None if crossing is None else Windows((crossing,), Choice.ANY, stop)


def _has_slashed_date(words: Sequence[Token]) -> bool:
    """Check whether numbers with a slash stand beside a day in numbers.

    "1/2-30.6.24" can begin on 1 or 2 June, or on 1 February.
    """
    slashed = any(one.kind == "number" and other.value == "/" for one, other in itertools.pairwise(words))
    return slashed and any(word.kind in {"day", "day_of_month"} for word in words)


def goes_back(windows: Iterable[Window]) -> bool:
    """Check whether times in one list go back, as in "December/January": the second one is in the next year."""
    return any(
        (one.year == other.year or None in {one.year, other.year}) and _start(one) > _start(other)
        for one, other in itertools.pairwise(windows)
        if (one.unit is Unit.WEEK) == (other.unit is Unit.WEEK) and not _WITHOUT_ORDER & {one.unit, other.unit}
    )


_WITHOUT_ORDER = frozenset({Unit.YEAR, Unit.PRESIDENCY, Unit.PLAN})


def _start(window: Window) -> tuple[int, int]:
    """Return the month, or the week, in which a window starts, and its day."""
    return (window.first - 1) * (12 // _LIMITS[window.unit] or 1), window.day or 0


def _over_new_year(windows: Sequence[Window]) -> Window | None:
    """Return "November/December/January" as one time that goes on into the next year; None if it has gaps or a year."""
    first, limit = windows[0], _LIMITS[windows[0].unit]
    bare = all(window == Window(unit=first.unit, first=window.first, last=window.last) for window in windows)
    joined = all(other.first == one.last % limit + 1 for one, other in itertools.pairwise(windows))
    length = sum((window.last - window.first) % limit + 1 for window in windows)
    if not (bare and joined and first.unit in _CYCLIC and length < limit):
        return None
    return Window(unit=first.unit, first=first.first, last=windows[-1].last)


def _separator(words: list[Token], index: int) -> tuple[int, str | None]:
    if index < len(words) and words[index].kind in {"any", "each", "list", "span"}:
        kind = words[index].kind
        if kind == "list" and index + 1 < len(words) and words[index + 1].kind in {"any", "each"}:
            return index + 2, words[index + 1].kind
        return index + 1, kind
    return index, None


def _choice(separators: list[str]) -> Choice | None:
    kinds = set(separators) - {"list"}
    if len(kinds) > 1:
        return None
    return Choice.ANY if kinds == {"any"} or not separators else Choice.EACH


def _point(words: list[Token], index: int) -> tuple[_Point | None, int]:
    """Return the point of time at a token, or None, and the index of the token after it."""
    index = _skip(words, index, "the")
    every = index < len(words) and words[index].kind == "every"
    index = index + 1 if every else index
    if index >= len(words):
        return None, index
    point, after = _bare_point(words, index)
    if point is None:
        return None, after
    if point.unit not in _WITHOUT_YEAR and point.plan_year is None:
        after = _year_of(point, words, after)
    if every:
        if point.unit in {None, *_WITHOUT_YEAR} or point.year is not None:
            return None, after
        point.every_year = True
    return point, after


_WITHOUT_YEAR = frozenset({Unit.YEAR, Unit.PLAN})


def _year_of(point: _Point, words: list[Token], after: int) -> int:
    """Add the year after a point of time, if there is one; return the index of the token after it."""
    if after < len(words) and words[after].kind == "each_year":
        point.every_year = True
        return after + 1
    after = _skip(words, after, "this_year")
    at = _skip(words, _skip(words, after, "of"), "the")
    if at > after and at < len(words):
        ordered, stop = _bare_point(words, at)
        if ordered is not None and ordered.plan_year is not None:
            point.plan_year = ordered.plan_year
            return stop
    kinds = [word.kind for word in words[at : at + 3]]
    if kinds == ["number", "list", "year"] and point.unit is Unit.MONTH and point.day is None:
        point.day, point.year = int(words[at].value), int(words[at + 2].value)  # "June 30, 2012"
        return at + 3
    if at < len(words) and words[at].value == "/" and point.unit is not None:
        at += 1
        if point.unit in {Unit.QUARTER, Unit.SEMESTER} and _is_short_year(words, at):
            point.year = _CENTURY + int(words[at].value)
            return at + 1
    if at < len(words) and words[at].kind == "year":
        point.year = int(words[at].value)
        return at + 1
    return after


def _is_short_year(words: list[Token], index: int) -> bool:
    """Check whether a token is a year of two digits, as in "Q2/27": the last one of its item."""
    after = words[index + 1].kind if index + 1 < len(words) else "other"
    return (
        index < len(words)
        and len(words[index].value) == len("27")
        and words[index].kind == "number"
        and (after not in {"month", "unit", "span"})
    )


def _bare_point(words: list[Token], index: int) -> tuple[_Point | None, int]:
    """Return the point of time that starts exactly at a token, or None, without a year after it."""
    read = _READERS.get(words[index].kind)
    following = words[index + 1] if index + 1 < len(words) else None
    point, length = (None, 0) if read is None else read(words[index], following)
    return point, index + length


_Read = tuple[_Point | None, int]
"""A point of time, or None, and the number of its tokens."""


def _with_year(point: _Point, following: Token | None) -> _Read:
    if following is None or following.kind != "year":
        return point, 1
    point.year = int(following.value)
    return point, 2


def _whole(_word: Token, following: Token | None) -> _Read:
    return _with_year(_Point(Unit.YEAR, 1), following)


def _entire(_word: Token, following: Token | None) -> _Read:
    return (None, 0) if following is None or following.kind != "year" else _with_year(_Point(Unit.YEAR, 1), following)


def _plan(_word: Token, _following: Token | None) -> _Read:
    return _Point(Unit.PLAN, 1), 1


def _year(word: Token, _following: Token | None) -> _Read:
    return _Point(Unit.YEAR, 1, year=int(word.value)), 1


def _each_year(_word: Token, _following: Token | None) -> _Read:
    return _Point(Unit.YEAR, 1, every_year=True), 1


def _iso(word: Token, _following: Token | None) -> _Read:
    year, month, day = map(int, word.value.split("-"))
    return _Point(Unit.MONTH, month, day=day, year=year), 1


def _hyphened(word: Token, _following: Token | None) -> _Read:
    """Read the month "2012-06" or the years "2026-27"; "2011-12" can be both, and is not read."""
    year, number = int(word.value[:4]), int(word.value[5:])
    last = year - year % 100 + number
    if number > _LIMITS[Unit.MONTH]:
        return (_Point(Unit.YEAR, 1, year=year, last_year=last), 1) if last > year else (None, 0)
    if word.value[4] != "-" or last == year + 1 or number == 0:
        return None, 0
    return _Point(Unit.MONTH, number, year=year, numeric=True), 1


def _held(word: Token, following: Token | None) -> _Read:
    length = 2 if following is not None and following.kind == "presidency" else 1
    return _Point(Unit.PRESIDENCY, 1, holder=lexicon().holders[word.value]), length


def _day_of_month(word: Token, _following: Token | None) -> _Read:
    day, month = map(int, word.value.rstrip(".").split("."))
    return _Point(Unit.MONTH, month, day=day), 1


def _day(word: Token, _following: Token | None) -> _Read:
    day, month, year = map(int, re.split(r"[./-]", word.value))
    return _Point(Unit.MONTH, month, day=day, year=year if year >= _CENTURY // 2 else _CENTURY + year), 1


def _month_of_year(word: Token, _following: Token | None) -> _Read:
    month, year = map(int, re.split(r"[/.]", word.value))
    return _Point(Unit.MONTH, month, year=year, numeric=True), 1


def _letter(word: Token, _following: Token | None) -> _Read:
    match = re.fullmatch(r"(?P<before>[1-4]|i+v?)?(?P<letter>\w)\s?(?P<behind>[1-4]|i+v?)?", word.value)
    if match is None:
        return None, 0
    number = match["before"] or match["behind"]
    return _Point(Unit(lexicon().letters[match["letter"]]), _ROMAN.get(number) or int(number)), 1


def _month(word: Token, _following: Token | None) -> _Read:
    return _Point(Unit.MONTH, lexicon().month_of(word)), 1


def _order(word: Token, following: Token | None) -> _Read:
    """Read a number: of a day before a month, of a quarter or semester, or of a unit that only the next point has."""
    known = lexicon()
    number = known.ordinals.get(word.value) or _ROMAN.get(word.value.rstrip(".")) or int(re.sub(r"\D", "", word.value))
    if following is not None and following.kind == "month":
        return _Point(Unit.MONTH, known.month_of(following), day=number), 2
    unit = known.units[following.value] if following is not None and following.kind == "unit" else None
    if word.kind in {"ordinal", "roman"} and unit in _ORDERED:
        return _Point(Unit(unit), number), 2
    if word.kind == "ordinal" and unit == "year" and word.value not in known.last:
        return _Point(Unit.YEAR, 1, plan_year=number), 2
    return _Point(None, number), 1


def _unit(word: Token, following: Token | None) -> _Read:
    unit = lexicon().units[word.value]
    if unit == "year" and following is not None and following.kind == "year":
        return _with_year(_Point(Unit.YEAR, 1), following)
    if unit == "year" and following is not None and following.kind == "number":
        return _Point(Unit.YEAR, 1, plan_year=int(following.value)), 2
    if unit in {*_ORDERED, "week"} and following is not None and following.kind == "number":
        return _Point(Unit(unit), int(following.value), listed=True), 2
    if unit in _ORDERED and following is not None and following.kind == "roman":
        return _Point(Unit(unit), _ROMAN[following.value.rstrip(".")], listed=True), 2
    return None, 0


_ORDERED = frozenset({"quarter", "semester"})
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_READERS: dict[str, Callable[[Token, Token | None], _Read]] = {
    "whole": _whole,
    "plan": _plan,
    "entire": _entire,
    "iso": _iso,
    "hyphened": _hyphened,
    "holder": _held,
    "day_of_month": _day_of_month,
    "roman": _order,
    "each_year": _each_year,
    "year": _year,
    "day": _day,
    "month_of_year": _month_of_year,
    "letter": _letter,
    "month": _month,
    "ordinal": _order,
    "number": _order,
    "unit": _unit,
}


def _skip(words: list[Token], index: int, kind: str) -> int:
    return index + 1 if index < len(words) and words[index].kind == kind else index


_MOST_POINTS = 60
"""A list of months or weeks is never longer; more points are not read."""

_LIMITS = {
    Unit.MONTH: 12,
    Unit.QUARTER: 4,
    Unit.SEMESTER: 2,
    Unit.WEEK: 53,
    Unit.YEAR: 1,
    Unit.PRESIDENCY: 1,
    Unit.PLAN: 1,
}
_LEAP_YEAR = 2012


def _days(point: _Point) -> int:
    """Return the number of days of a month; without a year, 29 for February."""
    return days_of_month(point.year or _LEAP_YEAR, point.number or 1)


def _windows(points: list[_Point], separators: list[str]) -> tuple[Window, ...] | None:
    """Return the windows of points and the separators between them; None if they do not form windows."""
    _complete(points)
    windows: list[Window] = []
    index = 0
    while index < len(points):
        first = last = points[index]
        if index < len(separators) and separators[index] == "span":
            last = points[index + 1]
            index += 1
            if index < len(separators) and separators[index] == "span":
                return None
        window = _window(first, last)
        if window is None:
            return None
        windows.append(window)
        index += 1
    mixed = len({window.unit is Unit.YEAR for window in windows}) > 1  # "June 2016 and 2017" is ambiguous
    return None if mixed or not windows else tuple(windows)


def _complete(points: list[_Point]) -> None:
    """Complete points from their neighbours, as in a list with ellipsis, in two passes that are linear in the points.

    Backwards first, since English states the shared part at the end: in "2nd and 3rd quarter" the first point takes the
    unit of the second, in "1 to 15 June 2012" it takes month and year. A value moves on from neighbour to neighbour, so
    the last point of a list can complete all before it. Then forwards, for the shared part at the start: "quarters 2
    and 3", "weeks 10 and 12".

    A year is never taken forwards: "June 2016 and July" does not state the year of July.
    """
    for following, point in itertools.pairwise(reversed(points)):
        _take_unit(point, following)
        if _takes_year(point) and following.unit not in _WITHOUT_YEAR:
            point.year, point.plan_year = following.year, following.plan_year
    for before, point in itertools.pairwise(points):
        if point.unit is None and before.unit in {Unit.WEEK, Unit.QUARTER, Unit.SEMESTER} and before.listed:
            point.unit, point.listed = before.unit, True
        if point.unit is Unit.WEEK and before.unit is Unit.WEEK and before.year is None:
            before.year = point.year

    if any(point.every_year for point in points):
        for point in points:
            point.every_year = point.every_year or _takes_year(point)


def _take_unit(point: _Point, following: _Point) -> None:
    """Give a number the unit of the point after it, and a day the month."""
    if point.unit is not None:
        return
    if following.unit is Unit.MONTH and following.day is not None:
        point.unit, point.number, point.day = Unit.MONTH, following.number, point.number
    elif following.unit in {Unit.QUARTER, Unit.SEMESTER} or (following.unit is Unit.MONTH and following.numeric):
        point.unit = following.unit


def _takes_year(point: _Point) -> bool:
    """Check whether a point has no year of its own and can have one."""
    return point.year is None and point.plan_year is None and point.unit not in _WITHOUT_YEAR


_CYCLIC = frozenset({Unit.MONTH, Unit.QUARTER, Unit.SEMESTER})
"""The units of a range that can go on into the next year: "November to February"."""


def _is_backward(first: _Point, last: _Point) -> bool:
    """Check whether a range ends before it starts. Without a year, it can start in one year and end in the next."""
    start, end = (first.number or 0, first.day or 0), (last.number or 0, last.day or 0)
    if first.unit in _CYCLIC and first.year is None and first.plan_year is None and not first.every_year:
        return first.number == last.number and start > end
    return (first.year or 0, *start) > (last.year or 0, *end)


def _is_alike(first: _Point, last: _Point) -> bool:
    """Check whether two points can be the ends of one window: of one unit, and of the same kind of year."""
    one, other = (
        (point.unit, point.year is None, point.plan_year, point.every_year, point.holder) for point in (first, last)
    )
    return one == other


def _window(first: _Point, last: _Point) -> Window | None:
    if first.unit is None or first.number is None or last.number is None or not _is_alike(first, last):
        return None
    limit = _LIMITS[first.unit]
    if not (1 <= first.number <= limit and 1 <= last.number <= limit):
        return None
    if any(point.day is not None and not 1 <= point.day <= _days(point) for point in (first, last)):
        return None
    if (first.day is None) != (last.day is None) or _is_backward(first, last):
        return None
    last_year = last.year if last.last_year is None else last.last_year
    return Window(
        unit=first.unit,
        first=first.number,
        last=last.number,
        day=first.day,
        last_day=last.day if last is not first else None,
        year=first.year,
        last_year=last_year if last_year != first.year else None,
        plan_year=first.plan_year,
        every_year=first.every_year,
        holder=first.holder,
    )
