"""The timing of an action: periods, phases and milestones, paragraph by paragraph."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

import attrs

from empact.grammar.conditions import find_conditions, parse_condition
from empact.grammar.language import either, language
from empact.grammar.prose import lines, plain, sentences
from empact.grammar.windows import TIMELY, Token, Windows, parse_windows, read_windows, tokens
from empact.model import Bound, Choice, Condition, Duration, Milestone, Period, Unit, Unread, Window

_PLACE = r"(?:(?:the\s+)?[A-Z][\w’'.-]*(?:\s[A-Z][\w’'.-]*)*)"
_WORDS_OF_A_MILESTONE = 3


class _Patterns:
    """The patterns of the language at hand."""

    def __init__(self) -> None:
        words = language()
        ordinals = words.numbered("ordinals", "words")
        order = rf"{either(sorted(ordinals, key=len, reverse=True))}|[1-9][0-9]?(?:st|nd|rd|th)"
        phase = words.pattern("phrases", "phase")
        self.ordinals = ordinals
        self.phase = re.compile(
            rf"(?:(?P<order>{order})\s+{phase}|{phase}\s+(?P<number>[^\s,:;/]+))\s*:\s*", re.IGNORECASE
        )
        units = {unit: words.pattern("units", unit) for unit in ("day", "week", "month")}
        unit = "|".join(f"(?P<{name}>{pattern})" for name, pattern in units.items())
        within = words.pattern("bounds", "in")
        self.duration = re.compile(
            rf"(?P<least>[1-9][0-9]?)(?:\s*[-–]\s*(?P<most>[1-9][0-9]?))?\s*(?:{unit})(?:\s+{within}\s+|$)",
            re.IGNORECASE,
        )
        self.undetermined = re.compile(words.pattern("phrases", "undetermined"), re.IGNORECASE)
        self.bounds = {word: Bound(kind) for kind in ("in", "by", "before") for word in words.spellings("bounds", kind)}
        self.bound = re.compile(either(sorted(self.bounds, key=len, reverse=True)), re.IGNORECASE)
        self.vague = re.compile(words.pattern("vague", "words"), re.IGNORECASE)
        self.provisional = re.compile(words.pattern("provisional", "words"), re.IGNORECASE)
        self.responsible = re.compile(
            rf"{words.pattern('responsible', 'words')}\s+(?:the\s+)?(?P<party>[A-Z][\w-]*)", re.IGNORECASE
        )
        self.places = re.compile(rf"\s+in\s+(?P<places>{_PLACE}(?:(?:,\s+|\s+(?:or|and)\s+|/){_PLACE})*)$")
        self.numbers = words.numbered("numbers", "words")
        self.number = re.compile(
            rf"(?P<number>[1-9][0-9]?|{words.pattern('numbers', 'words')})\s+(?=\w)", re.IGNORECASE
        )
        self.unsure = re.compile(rf"\s*\(\s*{words.pattern('phrases', 'undetermined')}\s*\)$", re.IGNORECASE)


@functools.cache
def _patterns() -> _Patterns:
    return _Patterns()


def parse_timing(text: str) -> tuple[Period | Milestone | Unread, ...]:
    """The periods and milestones of a cell; a sentence that is not understood is kept unread."""
    items: list[Period | Milestone | Unread] = []
    for line in lines(text):
        items += _line(line)
    return tuple(items)


def _line(line: str) -> Sequence[Period | Milestone | Unread]:
    whole = parse_timing_item(line)
    parts = [part for sentence in sentences(line) for part in _outside_brackets(sentence)]
    return [parse_timing_item(part) for part in parts] if isinstance(whole, Unread) and len(parts) > 1 else [whole]


def _outside_brackets(sentence: str) -> list[str]:
    """The parts between semicolons, where none of them stands in brackets."""
    parts = [part.strip() for part in sentence.split(";")]
    return parts if all(parts) and all(part.count("(") == part.count(")") for part in parts) else [sentence]


@functools.lru_cache(maxsize=4096)
def parse_timing_item(text: str) -> Period | Milestone | Unread:
    """One period or milestone; anything else is kept unread."""
    words = plain(text)
    return _period(words) or _milestone(words) or Unread(text=text)


def _period(text: str) -> Period | None:
    head, conditions = _conditions_behind(text)
    sure = _patterns().unsure.sub("", head)
    head, provisional = sure, sure != head
    phase = _patterns().phase.match(head)
    number = None
    if phase is not None:
        order = phase["order"]
        number = phase["number"] or str(_patterns().ordinals.get(order.lower()) or re.sub(r"\D", "", order))
        head = head[phase.end() :]
    if _patterns().undetermined.fullmatch(head):
        return Period(phase=number, conditions=conditions, provisional=True)
    duration, head = _duration(head)
    found = parse_windows(head)
    if found is None and (duration is None or head):
        return None
    windows, choice = (found.windows, found.choice) if found is not None else ((), Choice.ANY)
    return Period(
        windows=windows,
        choice=choice,
        phase=number,
        duration=duration,
        conditions=conditions,
        provisional=provisional,
    )


def _duration(text: str) -> tuple[Duration | None, str]:
    found = _patterns().duration.match(text)
    if found is None:
        return None, text
    unit = next(unit for unit in (Unit.DAY, Unit.WEEK, Unit.MONTH) if found[unit.value])
    least = int(found["least"])
    return Duration(least=least, most=int(found["most"] or least), unit=unit), text[found.end() :]


def _conditions_behind(text: str) -> tuple[str, tuple[Condition, ...]]:
    """What stands before ", based on ..." or "(subject to ...)", and that condition."""
    for mark in re.finditer(r",\s+|\s+\((?=[^()]+\)$)", text):
        behind = text[mark.end() :]
        condition = parse_condition(behind[:-1] if mark.group().endswith("(") else behind)
        if condition is not None:
            return text[: mark.start()], (condition,)
    return text, ()


def _milestone(text: str) -> Milestone | None:
    """A milestone in its parts, where printing them gives the same parts again; else with its sentence as label."""
    words = tokens(text)
    found = _dated(text, words)
    if found is None:
        return _undated(text, words)
    bound, windows, start, end = found
    behind = parse_condition(text[end:].strip(" ,"))
    if _timely(words[: _index(words, start)]) or (behind is None and _timely(words[windows.behind :])):
        return None
    parts = _parts(text, bound, windows, start, end)
    if parts is not None and _period(str(parts)) is None and _again(str(parts)) == parts:
        return parts
    whole = Milestone(label=text, sentence=text, windows=windows.windows, choice=windows.choice, bound=bound)
    return _told(text, whole)


def _again(text: str) -> Milestone | None:
    found = _dated(text, tokens(text))
    return None if found is None else _parts(text, *found)


def _parts(text: str, bound: Bound, windows: Windows, start: int, end: int) -> Milestone | None:
    label, rest = text[:start].strip(" ,:"), text[end:].strip()
    condition = parse_condition(rest.removeprefix(",").strip()) if rest.startswith(",") else None
    if not label or (rest and condition is None) or label.count("(") != label.count(")"):
        return None
    label, locations = _located(label)
    return _told(
        label,
        Milestone(
            label=label,
            windows=windows.windows,
            choice=windows.choice,
            bound=bound,
            locations=locations,
            conditions=() if condition is None else (condition,),
        ),
    )


def _located(label: str) -> tuple[str, tuple[str, ...]]:
    """A label without the places at its end, and those places: "Analysts meeting in Budapest or Wien"."""
    found = _patterns().places.search(label)
    if found is None:
        return label, ()
    return label[: found.start()], tuple(re.split(r",\s+|\s+or\s+|\s+and\s+|/", found["places"]))


def _told(label: str, milestone: Milestone) -> Milestone:
    """The milestone with what its label tells: how often, by whom, whether it is sure, on what conditions."""
    number = _patterns().number.match(label)
    responsible = _patterns().responsible.search(label)
    return attrs.evolve(
        milestone,
        occurrences=_number(number["number"]) if number else None,
        responsible=() if responsible is None else (responsible["party"],),
        provisional=_patterns().provisional.search(label) is not None,
        conditions=(*find_conditions(label), *milestone.conditions),
    )


def _number(word: str) -> int:
    return _patterns().numbers.get(word.lower()) or int(word)


def _undated(text: str, words: list[Token]) -> Milestone | None:
    """A sentence without any word of time, as the sentences around a dated one have them."""
    said = [word for word in words if word.value[0].isalpha()]
    if len(said) < _WORDS_OF_A_MILESTONE or _timely(words) or _patterns().vague.search(text):
        return None
    label, locations = _located(text)
    placed = _told(label, Milestone(label=label, locations=locations, bound=Bound.UNDATED))
    if _located(str(placed)) == (label, locations):
        return placed
    return _told(text, Milestone(label=text, bound=Bound.UNDATED))


def _dated(text: str, words: list[Token]) -> tuple[Bound, Windows, int, int] | None:
    """The first window behind a bound ("in", "by", "before") or a colon, and where both begin and end."""
    for mark in _marks(text):
        index = _index(words, mark.end())
        windows = read_windows(words, index)
        if windows is not None and any(word.kind in {*TIMELY, "unit"} for word in words[index : windows.behind]):
            bound = _patterns().bounds.get(" ".join(mark.group().lower().split()), Bound.IN)
            return bound, windows, mark.start(), words[windows.behind - 1].end
    return None


def parse_deadline(text: str) -> Window | None:
    """The one window by or before which the words of a text want something done."""
    found = _dated(text, tokens(text))
    if found is None or found[0] is Bound.IN or len(found[1].windows) != 1:
        return None
    return found[1].windows[0]


def _marks(text: str) -> list[re.Match[str]]:
    colon = re.compile(r":(?=\s)")
    return sorted([*_patterns().bound.finditer(text), *colon.finditer(text)], key=lambda mark: mark.start())


def _index(words: list[Token], position: int) -> int:
    return next((index for index, word in enumerate(words) if word.start >= position), len(words))


def _timely(words: Sequence[Token]) -> bool:
    return any(word.kind in TIMELY for word in words)
