"""Parse the timing of an action: periods, phases and milestones.

A line is tried as one item first, then sentence by sentence. An item is a period where its complete text is windows,
phase, duration and conditions, else a milestone where it has a date after a bound ("by June"), else unparsed.
"""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Sequence
from typing import NamedTuple

import attrs

from empact.grammar.caching import cached
from empact.grammar.conditions import find_conditions, parse_condition
from empact.grammar.language import either, key, language
from empact.grammar.prose import lines, plain, sentences
from empact.grammar.windows import TIMELY, Token, Windows, parse_windows, read_windows, spaced, tokens
from empact.model import (
    Bound,
    Choice,
    Condition,
    Duration,
    Milestone,
    PartyKind,
    Period,
    Timing,
    Unit,
    Unparsed,
    Window,
)
from empact.reference import register

_PLACE = r"(?:(?:the\s+)?[A-Z][\w’'.-]*(?:\s[A-Z][\w’'.-]*)*)"
_PLACES = rf"(?P<places>{_PLACE}(?:(?:,\s+|\s+(?:or|and)\s+|/){_PLACE})*)"
_WORDS_OF_A_MILESTONE = 3
_DASHES = "-–—"


class _Patterns:
    """The compiled patterns of a language."""

    def __init__(self) -> None:
        words = language()
        self.ordinals = words.numbered("ordinals", "words")
        order = rf"(?:{either(sorted(self.ordinals, key=len, reverse=True))}|[1-9][0-9]?(?:st|nd|rd|th))"
        phase, within = words.pattern("phrases", "phase"), words.pattern("bounds", "in")
        known = rf"(?P<order>{order})\s+{phase}|(?P<name>{words.pattern('phrases', 'phases')})\s+{phase}"
        self.phase = re.compile(rf"(?:{known}|{phase}\s+(?P<number>[^\s,:;/]+))\s*:\s*", re.IGNORECASE)
        self.bare_phase = re.compile(
            rf"(?:{known}|{phase}\s+(?P<number>[0-9]{{1,2}}|[ivx]+))\s+(?:{within}\s+)?", re.IGNORECASE
        )
        units = {unit: words.pattern("units", unit) for unit in ("day", "week", "month")}
        unit = "|".join(f"(?P<{name}>{pattern})" for name, pattern in units.items())
        self.duration = re.compile(
            rf"(?P<least>[1-9][0-9]?)(?:\s*[-–]\s*(?P<most>[1-9][0-9]?))?\s*(?:{unit})(?:\s+{within}\s+|$)",
            re.IGNORECASE,
        )
        self.within = re.compile(rf"{within}\s+", re.IGNORECASE)
        the, of = words.pattern("phrases", "the"), words.pattern("phrases", "of")
        self.nth_week = re.compile(rf"(?:{the}\s+)?{order}\s+{units['week']}\s+{of}\s+", re.IGNORECASE)
        undetermined, decider = words.pattern("phrases", "undetermined"), words.pattern("phrases", "decider")
        self.undetermined = re.compile(rf"{undetermined}(?:\s+{decider}\s+(?P<decider>.+))?", re.IGNORECASE)
        self.unsure = re.compile(rf"\s*\(\s*{undetermined}\s*\)$", re.IGNORECASE)
        each = words.pattern("separators", "each")
        self.each = re.compile(rf"\s*,\s*(?:{each}\s+)?|\s+{each}\s+", re.IGNORECASE)
        self.bounds = {word: Bound(kind) for kind in ("in", "by", "before") for word in words.spellings("bounds", kind)}
        bound = either(sorted(self.bounds, key=len, reverse=True))
        self.mark = re.compile(rf"{bound}|:(?=\s)|(?<=\s)[{_DASHES}](?=\s)", re.IGNORECASE)
        deadline = words.pattern("bounds", "deadline")
        self.deadline = re.compile(rf"^\W*{deadline}|{deadline}\W*$", re.IGNORECASE)
        self.latest = re.compile(rf"\s*,?\s*{words.pattern('bounds', 'latest')}$", re.IGNORECASE)
        self.negated = re.compile(words.pattern("bounds", "negated"), re.IGNORECASE)
        self.open = re.compile(rf"{words.pattern('bounds', 'open')}$", re.IGNORECASE)
        self.goes_on = re.compile(rf"\s*(?:$|[^\w\s]|{words.pattern('bounds', 'goes_on')})", re.IGNORECASE)
        times = words.numbered("times", "words")
        self.times = times
        self.often = re.compile(
            rf"(?P<label>.*?)(?P<times>{either(sorted(times, key=len, reverse=True))})", re.IGNORECASE
        )
        self.limits = re.compile(rf"{words.pattern('events', 'limits')}\W*$", re.IGNORECASE)
        self.vague = re.compile(words.pattern("vague", "words"), re.IGNORECASE)
        self.provisional = re.compile(words.pattern("provisional", "words"), re.IGNORECASE)
        self.responsible = re.compile(
            rf"{words.pattern('responsible', 'words')}\s+(?:the\s+)?(?P<party>[A-Z][\w-]*)", re.IGNORECASE
        )
        self.places = re.compile(rf"(?P<phrase>\s+in\s+{_PLACES})$")
        self.visited = re.compile(rf"(?i:{words.pattern('places', 'visits')})(?P<phrase>\s+to\s+{_PLACES})")
        self.no_place = re.compile(rf"{words.pattern('places', 'not_after')}$", re.IGNORECASE)
        self.numbers = words.numbered("numbers", "words")
        self.another = re.compile(rf"[0-9]|{words.pattern('numbers', 'words')}", re.IGNORECASE)
        between = rf"(?:\s+(?!{words.pattern('events', 'between')})[\w'’/-]+){{0,2}}?"
        number, event = words.pattern("numbers", "words"), words.pattern("events", "words")
        self.number = re.compile(rf"(?P<number>[1-9][0-9]?|{number}){between}\s+{event}", re.IGNORECASE)


@functools.cache
def _patterns() -> _Patterns:
    return _Patterns()


@cached
def parse_timing(text: str) -> Timing:
    """Return the periods and milestones of a cell; other sentences are :class:`~empact.model.Unparsed`."""
    items: list[Period | Milestone | Unparsed] = []
    for line in lines(text):
        items += _line(line)
    return Timing(text=text, items=tuple(items))


def _line(line: str) -> Sequence[Period | Milestone | Unparsed]:
    item = parse_timing_item(line)
    if not isinstance(item, Unparsed):
        return [item]
    parts = [part for sentence in sentences(line) for part in _outside_brackets(sentence)]
    return [item for part in parts for item in _part(part)]


def _outside_brackets(sentence: str) -> list[str]:
    """Split a sentence at semicolons, unless one of them is in brackets."""
    parts = [part.strip() for part in sentence.split(";")]
    return parts if all(parts) and all(part.count("(") == part.count(")") for part in parts) else [sentence]


def _part(text: str) -> Sequence[Period | Milestone | Unparsed]:
    item = parse_timing_item(text)
    return (isinstance(item, Unparsed) and _periods(text)) or [item]


def _periods(text: str) -> Sequence[Period]:
    """Return the periods of a list ("May/June and October", "1 week in June and 1 week in September"), or none."""
    pieces = _patterns().each.split(plain(text))
    periods = [period for piece in pieces if (period := _period(spaced(piece))) is not None and period.windows]
    # "June and July 2016": the year at the end may be for all, so pieces with and without a year are not split.
    alike = {(window.year is None, window.unit is Unit.YEAR) for period in periods for window in period.windows}
    return periods if len(periods) == len(pieces) and len(alike) == 1 else ()


@cached
def parse_timing_item(text: str) -> Period | Milestone | Unparsed:
    """Return one period or milestone; any other text is returned as :class:`~empact.model.Unparsed`."""
    words = spaced(plain(text))
    return _period(words) or _milestone(words) or Unparsed(text=text)


def _period(text: str) -> Period | None:
    for pattern in (_patterns().phase, _patterns().bare_phase):
        phase = pattern.match(text)
        if phase is not None:
            period = _dates_of(text[phase.end() :])
            return None if period is None else attrs.evolve(period, phase=_number_of(phase))
    return _dates_of(text)


def _number_of(phase: re.Match[str]) -> str:
    if phase["order"] is None:
        return phase["number"] or key(phase["name"])
    return str(_patterns().ordinals.get(key(phase["order"])) or re.sub(r"\D", "", phase["order"]))


def _dates_of(text: str) -> Period | None:
    """Return the period that a text is, without a phase before it; None for any other text."""
    condition = parse_condition(text)
    if condition is not None and not _timely(tokens(text)):
        return Period(conditions=(condition,))
    head, conditions = _final_condition(text)
    sure = _patterns().unsure.sub("", head)
    if _undetermined(sure):
        return Period(conditions=conditions, provisional=True)
    within = _patterns().within.match(sure)
    duration, rest = _duration(sure[within.end() :] if within else sure)
    found = parse_windows(sure) or parse_windows(rest)
    if found is None and (duration is None or rest):
        return None
    windows, choice = (found.windows, found.choice) if found is not None else ((), Choice.ANY)
    return Period(windows=windows, choice=choice, duration=duration, conditions=conditions, provisional=sure != head)


def _undetermined(text: str) -> bool:
    """Check whether a text says "to be determined", perhaps by a party, but without a date."""
    found = _patterns().undetermined.fullmatch(text)
    decider = None if found is None else found["decider"]
    return found is not None and (decider is None or all(word.kind in {"other", "the"} for word in tokens(decider)))


def _duration(text: str) -> tuple[Duration | None, str]:
    nth = _patterns().nth_week.match(text)
    if nth is not None:
        return Duration(least=1, unit=Unit.WEEK), text[nth.end() :]
    found = _patterns().duration.match(text)
    if found is None:
        return None, text
    unit = next(unit for unit in (Unit.DAY, Unit.WEEK, Unit.MONTH) if found[unit.value])
    least = int(found["least"])
    return Duration(least=least, most=int(found["most"] or least), unit=unit), text[found.end() :]


def _final_condition(text: str) -> tuple[str, tuple[Condition, ...]]:
    """Split off a condition at the end: ", based on ..." or "(subject to ...)"."""
    for mark in re.finditer(r",\s+|\s+\((?=[^()]+\)$)", text):
        condition = parse_condition(text, mark.end(), len(text) - mark.group().endswith("("))
        if condition is not None:
            return text[: mark.start()], (condition,)
    return text, ()


def _milestone(text: str) -> Milestone | None:
    """Return the milestone that a text is, or None.

    It is split into label, places and windows only where that round-trips: printing the parts and parsing the result
    must give the same parts again. Otherwise the milestone keeps its sentence, and only the windows are typed.
    """
    words = tokens(text)
    found = _repeated(text) or _last_day(text)
    if found is not None:
        return found
    dated = _dated(text, words)
    if dated is None:
        return _undated(text, words)
    parts = _parts(text, *dated)
    if parts is not None and _period(str(parts)) is None and _again(str(parts)) == parts:
        return parts
    bound, windows, _, _ = dated
    return _with_label_facts(text, _unsplit(text, bound, windows))


def _unsplit(text: str, bound: Bound, windows: Windows) -> Milestone:
    return Milestone(label=text, sentence=text, windows=windows.windows, choice=windows.choice, bound=bound)


def _repeated(text: str) -> Milestone | None:
    """Return the milestone of "Coordination meetings twice a year"; None for any other text."""
    found = _patterns().often.fullmatch(text)
    if found is None or _patterns().limits.search(found["label"]) or _patterns().negated.search(found["label"]):
        return None
    if _timely(tokens(found["label"])) or any(sign.isdigit() for sign in found["label"]):
        return None
    year = Windows((Window(unit=Unit.YEAR),), Choice.ANY, 0)
    times = _patterns().times[key(found["times"])]
    return attrs.evolve(_with_label_facts(text, _unsplit(text, Bound.IN, year)), occurrences=times)


def _last_day(text: str) -> Milestone | None:
    """Return the milestone of "June at the latest", a deadline of the action; None for any other text."""
    latest = _patterns().latest.search(text)
    windows = None if latest is None else parse_windows(text[: latest.start()])
    return None if windows is None else _unsplit(text, Bound.BY, windows)


def _again(text: str) -> Milestone | None:
    found = _dated(text, tokens(text))
    return None if found is None else _parts(text, *found)


def _parts(text: str, bound: Bound, windows: Windows, start: int, end: int) -> Milestone | None:
    label, rest = text[:start].strip(f" ,:{_DASHES}"), _patterns().latest.sub("", text[end:]).strip()
    condition = parse_condition(rest.removeprefix(",").strip()) if rest.startswith(",") else None
    if not label or (rest and condition is None) or label.count("(") != label.count(")"):
        return None
    label, locations = _located(label)
    return _with_label_facts(
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
    """Split the places off a label: "Meeting in Budapest or Wien", "Visits to Albania"."""
    for pattern in (_patterns().places, _patterns().visited):
        found = pattern.search(label)
        if found is not None and not _patterns().no_place.search(label[: found.start("phrase")]):
            places = tuple(re.split(r",\s+|\s+or\s+|\s+and\s+|/", found["places"]))
            if all(map(_is_place, places)):
                return label[: found.start("phrase")] + label[found.end("phrase") :], places
    return label, ()


def _is_place(name: str) -> bool:
    """Check whether a name can be a place: it is not an agency or a network."""
    party = register().find(name)
    return party is None or party.kind in {PartyKind.MEMBER_STATE, PartyKind.THIRD_COUNTRY}


def _with_label_facts(label: str, milestone: Milestone) -> Milestone:
    """Add what a label states to its milestone: occurrences, responsible party, provisional, conditions."""
    number = _patterns().number.match(label)
    sole = number is not None and _patterns().another.search(label, number.end("number")) is None
    responsible = _patterns().responsible.search(label)
    return attrs.evolve(
        milestone,
        occurrences=_number(number["number"]) if number and sole else None,
        responsible=() if responsible is None else (responsible["party"],),
        provisional=_patterns().provisional.search(label) is not None,
        conditions=(*find_conditions(label), *milestone.conditions),
    )


def _number(word: str) -> int:
    return _patterns().numbers.get(key(word)) or int(word)


def _undated(text: str, words: list[Token]) -> Milestone | None:
    """Return a sentence without any word of time as an undated milestone; None for a sentence with one."""
    spoken = [word for word in words if word.value[0].isalpha()]
    if len(spoken) < _WORDS_OF_A_MILESTONE or _timely(words) or _patterns().vague.search(text):
        return None
    label, locations = _located(text)
    placed = _with_label_facts(label, Milestone(label=label, locations=locations, bound=Bound.UNDATED))
    if _located(str(placed)) == (label, locations):
        return placed
    return _with_label_facts(text, Milestone(label=text, bound=Bound.UNDATED))


def _dated(text: str, words: list[Token]) -> tuple[Bound, Windows, int, int] | None:
    """Return the first windows after a bound ("in", "by", "before"), a colon or a dash, with their bound and position.

    Each bound in the text is tried once, from the left. The first one that windows follow decides, even where the words
    around it then exclude it ("not before May"): a later bound of the same sentence would be a guess.
    """
    starts = [word.start for word in words]
    for mark in _patterns().mark.finditer(text):
        index = bisect.bisect_left(starts, mark.end())
        windows = read_windows(words, index)
        if windows is not None and any(word.kind in {*TIMELY, "unit"} for word in words[index : windows.stop]):
            before = words[: bisect.bisect_left(starts, mark.start())]
            if mark.group() in _DASHES and before and before[-1].kind != "other":
                continue  # the dash of a range: "Meetings 2 – 3 June"
            end = words[windows.stop - 1].end
            if not _closes(text[: mark.start()], before) or not _ends(text, end, words[windows.stop :]):
                return None
            return _bound(mark.group(), text[: mark.start()], text[end:]), windows, mark.start(), end
    return None


def _closes(label: str, words: Sequence[Token]) -> bool:
    """Check that the words before a bound do not change its meaning: "not before May", "after the visit in May"."""
    label = label.strip(f" ,:({_DASHES}")
    if _timely(words) or _patterns().negated.search(label) or _patterns().open.search(label):
        return False
    vague = _patterns().vague.fullmatch(label) and not _patterns().deadline.search(label)
    return not (vague or _patterns().undetermined.fullmatch(label))


def _ends(text: str, end: int, words: Sequence[Token]) -> bool:
    """Check that the words after a window do not belong to it, as in "in the 2nd half of May"."""
    condition = parse_condition(text[end:].strip(" ,"))
    return condition is not None or (_patterns().goes_on.match(text, end) is not None and not _timely(words))


def _bound(word: str, label: str, rest: str) -> Bound:
    bound = _patterns().bounds.get(key(word), Bound.IN)
    late = _patterns().deadline.search(label) or _patterns().latest.match(rest)
    return Bound.BY if bound is Bound.IN and late else bound


class Moment(NamedTuple):
    """A single window in a text: after which bound, and where the bound and the window are in the text."""

    bound: Bound
    window: Window
    start: int
    end: int


def find_moment(text: str) -> Moment | None:
    """Return the single window in or by which a text wants something done, or None."""
    found = _dated(text, tokens(text))
    if found is None or len(found[1].windows) != 1:
        return None
    bound, windows, start, end = found
    latest = _patterns().latest.match(text, end)
    return Moment(bound, windows.windows[0], start, end if latest is None else latest.end())


def window_before(window: Window) -> Window | None:
    """Return the window that ends where another begins: what "before 1 October" leaves; None where no text says it."""
    if window.day is not None and window.day > 1:
        return attrs.evolve(window, last=window.first, day=window.day - 1, last_day=None, last_year=None)
    first, year = window.first - 1, window.year
    if first == 0:
        if year is None or window.unit is Unit.WEEK:
            return None
        year, first = year - 1, _IN_A_YEAR[window.unit]
    return Window(unit=window.unit, first=first, year=year)


_IN_A_YEAR = {Unit.MONTH: 12, Unit.QUARTER: 4, Unit.SEMESTER: 2, Unit.YEAR: 1}


def _timely(words: Sequence[Token]) -> bool:
    return any(word.kind in TIMELY for word in words)
