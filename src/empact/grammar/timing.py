"""The timing of an action: periods, phases and milestones, paragraph by paragraph."""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Sequence

import attrs

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
    """The patterns of the language at hand."""

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
        self.places = re.compile(rf"(?P<said>\s+in\s+{_PLACES})$")
        self.visited = re.compile(rf"(?i:{words.pattern('places', 'visits')})(?P<said>\s+to\s+{_PLACES})")
        self.no_place = re.compile(rf"{words.pattern('places', 'not_behind')}$", re.IGNORECASE)
        self.numbers = words.numbered("numbers", "words")
        self.another = re.compile(rf"[0-9]|{words.pattern('numbers', 'words')}", re.IGNORECASE)
        between = rf"(?:\s+(?!{words.pattern('events', 'between')})[\w'’/-]+){{0,2}}?"
        number, event = words.pattern("numbers", "words"), words.pattern("events", "words")
        self.number = re.compile(rf"(?P<number>[1-9][0-9]?|{number}){between}\s+{event}", re.IGNORECASE)


@functools.cache
def _patterns() -> _Patterns:
    return _Patterns()


def parse_timing(text: str) -> Timing:
    """Parse the periods and milestones of a cell; what is not understood is an :class:`~empact.model.Unparsed`."""
    items: list[Period | Milestone | Unparsed] = []
    for line in lines(text):
        items += _line(line)
    return Timing(text=text, items=tuple(items))


def _line(line: str) -> Sequence[Period | Milestone | Unparsed]:
    whole = parse_timing_item(line)
    if not isinstance(whole, Unparsed):
        return [whole]
    parts = [part for sentence in sentences(line) for part in _outside_brackets(sentence)]
    return [item for part in parts for item in _part(part)]


def _outside_brackets(sentence: str) -> list[str]:
    """The parts between semicolons, where none of them stands in brackets."""
    parts = [part.strip() for part in sentence.split(";")]
    return parts if all(parts) and all(part.count("(") == part.count(")") for part in parts) else [sentence]


def _part(text: str) -> Sequence[Period | Milestone | Unparsed]:
    whole = parse_timing_item(text)
    return (isinstance(whole, Unparsed) and _periods(text)) or [whole]


def _periods(text: str) -> Sequence[Period]:
    """The periods of a list: "May/June and October", "1 week in June and 1 week in September"; else none."""
    pieces = _patterns().each.split(plain(text))
    periods = [period for piece in pieces if (period := _period(spaced(piece))) is not None and period.windows]
    # A year at the end, or "tbc", may stand for all.
    alike = {(window.year is None, window.unit is Unit.YEAR) for period in periods for window in period.windows}
    return periods if len(periods) == len(pieces) and len(alike) == 1 else ()


@functools.lru_cache(maxsize=4096)
def parse_timing_item(text: str) -> Period | Milestone | Unparsed:
    """One period or milestone; anything else is kept unread."""
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
    """A period, without the phase that may stand before it."""
    condition = parse_condition(text)
    if condition is not None and not _timely(tokens(text)):
        return Period(conditions=(condition,))
    head, conditions = _conditions_behind(text)
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
    """Whether a text says that a date is still to be fixed, and perhaps by whom, yet not until when."""
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


def _conditions_behind(text: str) -> tuple[str, tuple[Condition, ...]]:
    """What stands before ", based on ..." or "(subject to ...)", and that condition."""
    for mark in re.finditer(r",\s+|\s+\((?=[^()]+\)$)", text):
        condition = parse_condition(text, mark.end(), len(text) - mark.group().endswith("("))
        if condition is not None:
            return text[: mark.start()], (condition,)
    return text, ()


def _milestone(text: str) -> Milestone | None:
    """A milestone in its parts, where printing them gives the same parts again; else with its sentence as label."""
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
    return _told(text, _whole(text, bound, windows))


def _whole(text: str, bound: Bound, windows: Windows) -> Milestone:
    return Milestone(label=text, sentence=text, windows=windows.windows, choice=windows.choice, bound=bound)


def _repeated(text: str) -> Milestone | None:
    """What happens so many times in the year: "Coordination meetings twice a year"."""
    found = _patterns().often.fullmatch(text)
    if found is None or _patterns().limits.search(found["label"]) or _patterns().negated.search(found["label"]):
        return None
    if _timely(tokens(found["label"])) or any(sign.isdigit() for sign in found["label"]):
        return None
    whole = Windows((Window(unit=Unit.YEAR),), Choice.ANY, 0)
    times = _patterns().times[key(found["times"])]
    return attrs.evolve(_told(text, _whole(text, Bound.IN, whole)), occurrences=times)


def _last_day(text: str) -> Milestone | None:
    """A deadline of the action itself: "June at the latest"."""
    latest = _patterns().latest.search(text)
    windows = None if latest is None else parse_windows(text[: latest.start()])
    return None if windows is None else _whole(text, Bound.BY, windows)


def _again(text: str) -> Milestone | None:
    found = _dated(text, tokens(text))
    return None if found is None else _parts(text, *found)


def _parts(text: str, bound: Bound, windows: Windows, start: int, end: int) -> Milestone | None:
    label, rest = text[:start].strip(f" ,:{_DASHES}"), _patterns().latest.sub("", text[end:]).strip()
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
    """A label without the places in it, and those places: "Meeting in Budapest or Wien", "Visits to Albania"."""
    for pattern in (_patterns().places, _patterns().visited):
        found = pattern.search(label)
        if found is not None and not _patterns().no_place.search(label[: found.start("said")]):
            places = tuple(re.split(r",\s+|\s+or\s+|\s+and\s+|/", found["places"]))
            if all(map(_is_place, places)):
                return label[: found.start("said")] + label[found.end("said") :], places
    return label, ()


def _is_place(name: str) -> bool:
    """Whether a name can be a place: not that of an agency or a network."""
    party = register().find(name)
    return party is None or party.kind in {PartyKind.MEMBER_STATE, PartyKind.THIRD_COUNTRY}


def _told(label: str, milestone: Milestone) -> Milestone:
    """The milestone with what its label tells: how often, by whom, whether it is sure, on what conditions."""
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
    """The first window behind a bound ("in", "by", "before"), a colon or a dash, and where both begin and end."""
    starts = [word.start for word in words]
    for mark in _patterns().mark.finditer(text):
        index = bisect.bisect_left(starts, mark.end())
        windows = read_windows(words, index)
        if windows is not None and any(word.kind in {*TIMELY, "unit"} for word in words[index : windows.behind]):
            before = words[: bisect.bisect_left(starts, mark.start())]
            if mark.group() in _DASHES and before and before[-1].kind != "other":
                continue  # "Meetings 2 – 3 June"
            end = words[windows.behind - 1].end
            if not _closes(text[: mark.start()], before) or not _ends(text, end, words[windows.behind :]):
                return None
            return _bound(mark.group(), text[: mark.start()], text[end:]), windows, mark.start(), end
    return None


def _closes(label: str, words: Sequence[Token]) -> bool:
    """Whether what stands before a bound lets it mean what it says: not "not before May", "after the visit in May"."""
    label = label.strip(f" ,:({_DASHES}")
    if _timely(words) or _patterns().negated.search(label) or _patterns().open.search(label):
        return False
    vague = _patterns().vague.fullmatch(label) and not _patterns().deadline.search(label)
    return not (vague or _patterns().undetermined.fullmatch(label))


def _ends(text: str, end: int, words: Sequence[Token]) -> bool:
    """Whether a window ends a sentence or the sentence goes on with another thought: not "in the 2nd half of May"."""
    behind = parse_condition(text[end:].strip(" ,"))
    return behind is not None or (_patterns().goes_on.match(text, end) is not None and not _timely(words))


def _bound(word: str, label: str, rest: str) -> Bound:
    bound = _patterns().bounds.get(key(word), Bound.IN)
    late = _patterns().deadline.search(label) or _patterns().latest.match(rest)
    return Bound.BY if bound is Bound.IN and late else bound


def parse_deadline(text: str) -> Window | None:
    """The one window by or before which the words of a text want something done."""
    found = _dated(text, tokens(text))
    if found is None or found[0] is Bound.IN or len(found[1].windows) != 1:
        return None
    return found[1].windows[0]


def _timely(words: Sequence[Token]) -> bool:
    return any(word.kind in TIMELY for word in words)
