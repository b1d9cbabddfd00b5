"""Parse times with one end: "from March", "until June", "by the end of the year"; and times that an event gives.

``from X until Y`` becomes one window where both ends have the same unit, or can be expressed in months.
"""

from __future__ import annotations

import bisect
import functools
import itertools
import re
from collections.abc import Iterator

import attrs

from empact.grammar.language import Language, language
from empact.grammar.lazy_patterns import LazyPatterns, Pattern, Source
from empact.grammar.tokens import Token, tokens
from empact.grammar.windows import Windows, parse_windows
from empact.model import Bound, Choice, Condition, ConditionKind, Duration, Period, Unit, Window
from empact.model.spans import DAYS_OF_MONTHS

_MONTHS = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.SEMESTER: 6, Unit.YEAR: 12}
_MONTHS_OF_A_YEAR = 12
_MOST_MARKS = 2
"""Words such as "to" are tried at so many places: "from 1 to 5 March to the end of the year"."""

_MOST_WORDS = 5
"""A longer text after "after" or "once" is a sentence of its own, not the name of an event."""


class _Patterns(LazyPatterns):
    """The patterns of a language by name."""

    def __init__(self) -> None:
        words = language()
        super().__init__({**_ends(words), **_events(words)})

    @property
    def leads(self) -> Iterator[tuple[Bound, Pattern]]:
        """The bounds that a text can start with, each with its pattern."""
        yield Bound.FROM, self.start
        yield Bound.UNTIL, self.until
        yield Bound.AFTER, self.after


@functools.cache
def _patterns() -> _Patterns:
    return _Patterns()


def _ends(words: Language) -> dict[str, Source]:
    bounds = functools.partial(words.pattern, "bounds")
    spelt = functools.partial(words.spellings, "bounds")
    excepted, within = words.pattern("parties", "except"), bounds("in")
    return {
        "start": (spelt("start"), rf"{bounds('start')}:?\s+"),
        "until": (spelt("until"), rf"{bounds('until')}\s+"),
        "after": (spelt("after"), rf"{bounds('after')}\s+"),
        "between": rf"\s*,?\s+(?:{bounds('until')}|{bounds('latest_in')})\s+",
        "onwards": (
            (*spelt("onwards"), *spelt("earliest")),
            rf"\s*,?\s+(?:{bounds('onwards')}|{bounds('earliest')})$",
        ),
        "plan": (spelt("ends_of_plan"), bounds("ends_of_plan")),
        "year": rf"{bounds('year_end')}|{bounds('ends')}",
        "year_end": (spelt("year_end"), bounds("year_end")),
        "middle": (words.spellings("phrases", "middle"), words.pattern("phrases", "middle")),
        "last_word": (spelt("of_end"), rf"(?:{bounds('of_end')})$"),
        "except_": (
            words.spellings("parties", "except"),
            rf"(?P<all>[^;()]+?)(?:\s*[,;]\s*|\s*(?P<open>\()|\s+){excepted}:?\s+(?:{within}\s+)?(?P<out>[^()]+?)(?(open)\))$",
        ),
    }


def _events(words: Language) -> dict[str, Source]:
    event = functools.partial(words.pattern, "timing_events")
    spelt = functools.partial(words.spellings, "timing_events")
    number, within = words.pattern("numbers", "words"), words.pattern("bounds", "in")
    kinds = ("day", "week", "month")
    units = "|".join(words.pattern("units", unit) for unit in kinds)
    spans = (f"{unit} {word}" for kind in kinds for unit in words.spellings("units", kind) for word in spelt("behind"))
    at = rf"{event('at')}(?=[^,;:()]*\s{words.pattern('events', 'words')})"
    count = rf"(?:{within}\s+)?(?:[1-9][0-9]?|{number})\s+(?:{units})\s+{event('behind')}"
    return {
        "event": (
            (*(word for name in ("lead", "clause", "at") for word in spelt(name)), *spans),
            rf"(?:{event('lead')}|{count}|{at}|(?P<clause>{event('clause')}))\s+(?P<event>[^,;:()]+)",
        ),
        "verbs": (spelt("verbs"), event("verbs")),
        "seasons": (spelt("seasons"), event("seasons")),
    }


def parse_limits(text: str) -> Period | None:
    """Return the period of a text with one or two limits: "from March", "until the end of June"; or None."""
    match = _patterns().except_.match(text)
    if match is not None:
        return _without(match["all"], match["out"])
    for bound, pattern in _patterns().leads:
        lead = pattern.match(text)
        if lead is not None:
            return _limited(bound, text[lead.end() :], ended=_is_end(lead.group()))
    rest = _patterns().onwards.sub("", text)
    return None if rest == text else _period(Bound.FROM, _window(rest))


def _limited(bound: Bound, text: str, *, ended: bool) -> Period | None:
    if bound is not Bound.FROM:
        return _period(bound, _window(text, ended=ended))
    for mark in itertools.islice(_patterns().between.finditer(text), _MOST_MARKS):
        first, last = _window(text[: mark.start()]), text[mark.end() :]
        if first is None:
            continue
        if _patterns().plan.fullmatch(last):
            return _period(Bound.FROM, first)  # which goes on to the end of the plan
        ended = _is_end(mark.group())
        return _period(Bound.IN, _joined(first, _window(last, ended=ended)))
    return _period(Bound.FROM, _window(_patterns().onwards.sub("", text)))


def _is_end(words: str) -> bool:
    """Check whether words end with "end of", so that the year can follow."""
    return _patterns().last_word.search(words.strip()) is not None


def _period(bound: Bound, window: Window | None) -> Period | None:
    return None if window is None else Period(windows=(window,), bound=bound)


def _window(text: str, *, ended: bool = False) -> Window | None:
    """Return the single window of a text; ``ended`` if "end of" is before it, so that it can be the year."""
    text = text.strip()
    if _patterns().middle.search(text):
        return None  # "until mid-June": on which day
    if ended and _patterns().plan.fullmatch(text):
        return Window(unit=Unit.PLAN)
    if _patterns().year_end.fullmatch(text) or (ended and _patterns().year.fullmatch(text)):
        return Window(unit=Unit.YEAR)
    windows = parse_windows(text)
    return windows.windows[0] if windows is not None and len(windows.windows) == 1 else None


def _joined(first: Window, last: Window | None) -> Window | None:
    """Return the window from the start of one to the end of another, or None if their years differ in kind."""
    if last is None or Unit.PLAN in {first.unit, last.unit}:
        return None
    years = [window for window in (first, last) if window.plan_year is not None or window.every_year]
    if years or not {first.unit, last.unit} <= _MONTHS.keys() or Unit.YEAR is first.unit:
        return None
    year, last_year = first.year or last.year, last.last_year or last.year or first.last_year or first.year
    if first.year is not None and last.year is None:
        return None
    ends = (first.first - 1) * _MONTHS[first.unit] + 1, last.last * _MONTHS[last.unit]
    day, last_day = first.day, last.last_day or last.day
    unit = Unit.MONTH
    if first.unit is last.unit and first.unit is not Unit.MONTH:
        unit, ends = first.unit, (first.first, last.last)
    elif first.unit in {Unit.QUARTER, Unit.SEMESTER} and last.unit is Unit.YEAR:
        unit, ends = first.unit, (first.first, _MONTHS_OF_A_YEAR // _MONTHS[first.unit])
    if (day is None) != (last_day is None):
        day, last_day = day or 1, last_day or DAYS_OF_MONTHS[ends[1] - 1]
    if (year or 0, ends[0], day or 0) > (last_year or 0, ends[1], last_day or 0):
        return None
    return Window(
        unit=unit,
        first=ends[0],
        last=ends[1],
        day=day,
        last_day=last_day,
        year=year,
        last_year=None if last_year == year else last_year,
    )


def _without(text: str, left_out: str) -> Period | None:
    """Return the months of a time without those of all times behind an "except"; None if that leaves doubts."""
    whole, holes = parse_windows(text), parse_windows(left_out)
    if whole is None or holes is None or (whole.choice is Choice.ANY and len(whole.windows) > 1):
        return None
    year = next(window.year for window in whole.windows)
    months, out = [_months(window, year) for window in whole.windows], [_months(hole, year) for hole in holes.windows]
    given, gone = frozenset[int]().union(*months), frozenset[int]().union(*out)
    alike = all(window.year == year for window in whole.windows)
    sure = holes.choice is Choice.EACH or len(list(_runs(gone))) == 1  # not "except August/December"
    if not (alike and sure and all(months) and all(out) and gone < given):
        return None
    windows = tuple(
        part
        for window, its in zip(whole.windows, months, strict=True)
        for part in ((window,) if its.isdisjoint(gone) else _runs(its - gone, year))
    )
    return Period(windows=windows, choice=Choice.EACH if len(windows) > 1 else Choice.ANY)


def _months(window: Window, year: int | None) -> frozenset[int]:
    """Return the months of a year that a window is made of; none if it is not made of those."""
    months = _MONTHS.get(window.unit)
    dated = window.day is not None or window.year not in {None, year} or window.last_year is not None
    if months is None or dated or window.every_year or window.plan_year is not None:
        return frozenset()
    return frozenset(range((window.first - 1) * months + 1, window.last * months + 1))


def _runs(months: frozenset[int], year: int | None = None) -> Iterator[Window]:
    """List the windows of months that follow each other."""
    for _, run in itertools.groupby(enumerate(sorted(months)), key=lambda place: place[1] - place[0]):
        numbers = [number for _, number in run]
        yield Window(first=numbers[0], last=numbers[-1], year=year)


def lasting(duration: Duration, text: str) -> Period | None:
    """Return the period of a number of months from a month on: "6 months from March"; None for any other text."""
    lead = _patterns().start.match(text)
    start = None if lead is None else _window(text[lead.end() :])
    if start is None or start.unit is not Unit.MONTH or start.first != start.last or duration.unit is not Unit.MONTH:
        return None
    last = start.first + duration.most - 1
    if start.day not in {None, 1} or duration.least != duration.most or last > _MONTHS_OF_A_YEAR:
        return None
    return Period(windows=(attrs.evolve(start, last=last, day=None),))


def read_end(text: str, words: list[Token], mark: re.Match[str]) -> Windows | None:
    """Return the window of what has an end but is not a time of its own: "by the end of the year", "by year end"."""
    at = mark.end() + (text[mark.end() : mark.end() + 1] == " ")
    ended = _is_end(mark.group())
    plan = _patterns().plan.match(text, at) if ended else None
    match = plan or (_patterns().year if ended else _patterns().year_end).match(text, at)
    if match is None:
        return None
    unit = Unit.YEAR if plan is None else Unit.PLAN
    stop = bisect.bisect_left(words, match.end(), key=_end) + 1
    return Windows((Window(unit=unit),), Choice.ANY, stop)


def _end(word: Token) -> int:
    return word.end


def parse_event(text: str) -> Condition | None:
    """Return the event that gives a time ("after the workshop", "once funding is granted"), or None."""
    match = _patterns().event.fullmatch(text)
    if match is None or len(match["event"].split()) > _MOST_WORDS or _patterns().seasons.search(match["event"]):
        return None
    if match["clause"] is None and _patterns().verbs.search(match["event"]):
        return None
    if any(word.kind in {"unit", "this_year"} for word in tokens(match["event"])):
        return None  # "before the end of the year"
    return Condition(kind=ConditionKind.EVENT, text=text)
