"""Parse what a cell says of an action beside its time: its status, and the time from which it was moved.

"postponed from March to May" has an old time and a new one, and only the new one counts.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable

import attrs

from empact.grammar.language import Language, either, key, language
from empact.grammar.lazy_patterns import LazyPatterns, Source
from empact.grammar.windows import parse_windows
from empact.model import Bound, Period, TimingStatus, Window

_Time = Callable[[str], Period | None]
"""Returns the period of a text that has nothing but a time."""

_MOST_MARKS = 3
""""from March to April to May to June": the "to" in the middle stands between the old time and the new one."""

_BRACKETED = re.compile(r"\(([^()]*)\)")
_OF_ITS_OWN = frozenset({TimingStatus.SUSPENDED, TimingStatus.CARRIED_OVER})
"""The statuses with a time of their own: in "suspended from March to May", it is when nothing takes place."""

TAKING_BACK = frozenset({TimingStatus.POSTPONED, TimingStatus.SUSPENDED, TimingStatus.CANCELLED})
"""The statuses that take back a time."""


class _Patterns(LazyPatterns):
    """The patterns of a language by name, and the tables of its words."""

    def __init__(self) -> None:
        words = language()
        self.statuses = {word: status for status in TimingStatus for word in words.spellings("status", status.value)}
        super().__init__({"status": (self.statuses, _status(words, self.statuses)), **_moves(words)})


@functools.cache
def _patterns() -> _Patterns:
    return _Patterns()


def _status(words: Language, statuses: dict[str, TimingStatus]) -> str:
    return (
        rf"(?P<status>{either(sorted(statuses, key=len, reverse=True))})(?:\s*[,:]?\s+|$)"
        rf"(?P<to>{words.pattern('status_before', 'words')}\s+)?"
    )


def _moves(words: Language) -> dict[str, Source]:
    move = functools.partial(words.pattern, "moves")
    spelt = functools.partial(words.spellings, "moves")
    postponed, old = words.pattern("status", "postponed"), move("old")
    return {
        "old": (spelt("old"), rf"{old}:?\s+"),
        "to": (spelt("to"), rf"\s*,?\s+{move('to')}\s+"),
        "new": (spelt("to"), rf"{move('to')}\s+"),
        "old_behind": (spelt("old"), rf"(?:\s*,\s*|\s*(?P<open>\()|\s+){old}:?\s+(?P<old>[^()]+?)(?(open)\))$"),
        "old_before": (
            words.spellings("status", "postponed"),
            rf"(?P<old>[^()]+?)(?:\s*[,;:]\s*|\s*(?P<open>\()|\s+[-–—]\s+|\s+)(?P<move>{postponed}(?:\s.*)?)(?(open)\))$",
        ),
    }


def parse_status(text: str, time: _Time) -> Period | None:
    """Return the period of "ongoing (until June)" or "postponed to Q3"; None for any other text."""
    match = _patterns().status.match(text)
    if match is None:
        return _moved_behind(text, time)
    status, rest = _patterns().statuses[key(match["status"])], text[match.end() :]
    bracketed = _BRACKETED.fullmatch(rest)
    rest = rest if bracketed is None else bracketed[1]
    if not rest:
        return None if match["to"] else Period(status=status)
    if status is TimingStatus.POSTPONED:
        if match["to"] is None:
            return _moved(rest, time)
        # "postponed in May" can be when that was decided
        return _moved(rest, time, new=True) if _patterns().new.match(match["to"]) else None
    period = time(rest)
    if period is None or (status in _OF_ITS_OWN and period.windows):
        return None
    return attrs.evolve(period, status=status)


def _moved_behind(text: str, time: _Time) -> Period | None:
    """Return the period of "March, postponed to May"; None for any other text."""
    match = _patterns().old_before.match(text)
    old = None if match is None else _windows(match["old"])
    moved = None if match is None else parse_status(match["move"], time)
    return None if old is None or moved is None or moved.moved_from else attrs.evolve(moved, moved_from=old)


def _moved(text: str, time: _Time, *, new: bool = False) -> Period | None:
    """Return the period of the words behind "postponed": with ``new``, a "to" was before them."""
    behind = _patterns().old_behind.search(text)
    if behind is not None:
        old, period = _windows(behind["old"]), _new(text[: behind.start()], time, stated=new)
        return None if old is None or period is None else attrs.evolve(period, moved_from=old)
    lead = None if new else _patterns().old.match(text)
    return _new(text, time, stated=new) if lead is None else _from_to(text[lead.end() :], time)


def _from_to(text: str, time: _Time) -> Period | None:
    """Return the period of "March to May" as an old and a new time, or of "March" as an old time alone."""
    readings: list[Period] = []
    for mark in itertools.islice(_patterns().to.finditer(text), _MOST_MARKS):
        old, period = _windows(text[: mark.start()]), _new(text[mark.end() :], time, stated=True)
        if old is not None and period is not None:
            readings.append(attrs.evolve(period, moved_from=old))
    if readings:
        return readings[0] if len(readings) == 1 else None  # "March to April to May": which of them is the old time
    only = _windows(text)
    if only is None or not all(window.single for window in only):
        return None  # "from March - May" has a new time, or an old one of three months
    return Period(status=TimingStatus.POSTPONED, moved_from=only)


def _new(text: str, time: _Time, *, stated: bool) -> Period | None:
    """Return the period of a new time; with ``stated``, the words before it say that it is one."""
    lead = _patterns().new.match(text)
    period = time(text if lead is None else text[lead.end() :])
    if period is None or not period.windows or period.bound is Bound.UNTIL:
        return None
    ranged = any(not window.single for window in period.windows)
    if ranged and not stated and lead is None:
        return None  # "postponed March-May": all of it new, or from March to May
    return attrs.evolve(period, status=TimingStatus.POSTPONED)


def _windows(text: str) -> tuple[Window, ...] | None:
    windows = parse_windows(text.strip())
    return None if windows is None else windows.windows
