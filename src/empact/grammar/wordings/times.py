"""Write times that can lie on several days: with a year of the plan, and with the name of the month."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator

import attrs

from empact.grammar.language import language
from empact.grammar.wordings.joints import jointed

_DATE = re.compile(r"(?<![\d/.])(?P<first>\d{1,2})[/.](?P<second>\d{1,2})(?:[/.](?P<year>\d{4}))?(?![\d/.])")
_YEAR = re.compile(r"(?<!\d)(?:19|20|21)\d\d(?!\d)")
_MONTHS = 12


def dated(text: str) -> Iterator[str]:
    """Yield a text with a date in digits as a day and the name of its month, in both orders: "05/06/2012"."""
    date = _DATE.search(text)
    if date is None:
        return
    first, second = int(date["first"]), int(date["second"])
    for day, month in dict.fromkeys(((first, second), (second, first))):
        if 1 <= month <= _MONTHS:
            named = " ".join(filter(None, (str(day), _month(month), date["year"])))
            yield f"{text[: date.start()]}{named}{text[date.end() :]}"


def named(text: str) -> Iterator[str]:
    """Yield a text with the names of months as names: "may" is another word too."""
    written = _small_months().sub(lambda month: month[0].capitalize(), text)
    if written != text:
        yield written


@functools.cache
def _small_months() -> re.Pattern[str]:
    months: list[list[str]] = language().words["months"]["names"]
    return re.compile(rf"\b(?:{'|'.join(re.escape(names[0].lower()) for names in months)})\b")


def is_date(text: str) -> bool:
    """Check whether a text has a date in digits, whose slash is no joint."""
    return _DATE.search(text) is not None


def _month(number: int) -> str:
    months: list[list[str]] = language().words["months"]["names"]
    return months[number - 1][0]


def with_years(text: str, years: Iterable[int]) -> Iterator[str]:
    """Yield a text with a year behind its last time, behind each time without one, and with "each year"."""
    said = [*map(str, years), language().words["phrases"]["each_year"][0]]
    parts = jointed(text)
    for year in said:
        yield f"{text} {year}"
        if parts is not None:
            every = (part if _YEAR.search(part) else f"{part} {year}" for part in parts.parts)
            yield str(attrs.evolve(parts, parts=tuple(every)))
