"""Parse the timing of an action: periods, phases and milestones.

A line is tried as one item first, then sentence by sentence. An item is a period where its complete text is windows,
phase, duration and conditions, else a milestone where it has a date after a bound ("by June"), else unparsed.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Sequence
from typing import NamedTuple

import attrs

from empact.grammar.caching import cached
from empact.grammar.conditions import find_conditions, parse_condition
from empact.grammar.language import key
from empact.grammar.limits import lasting, parse_event, parse_limits, read_end
from empact.grammar.moves import TAKING_BACK, parse_status
from empact.grammar.prose import lines, plain, sentences
from empact.grammar.timing_patterns import DASHES, patterns
from empact.grammar.tokens import TIMELY, Token, spaced, tokens
from empact.grammar.windows import Windows, goes_back, parse_windows, read_windows
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

_WORDS_OF_A_MILESTONE = 3
_WORDS_OF_A_LABEL = 4
_LABEL = frozenset({"other", "unit", "span"})  # "day" is a unit in "action day", and a hyphen can be a span


@cached
def parse_timing(text: str) -> Timing:
    """Return the periods and milestones of a cell; other sentences are :class:`~empact.model.Unparsed`.

    >>> import empact
    >>> timing = empact.parse_timing("April to June; as soon as possible")
    >>> [str(item) for item in timing.understood], [item.text for item in timing.unparsed]
    (['April to June'], ['as soon as possible'])
    """
    items: list[Period | Milestone | Unparsed] = []
    for line in lines(text):
        items += _line(line)
    return Timing(text=text, items=_together(text, items))


def _together(text: str, items: Sequence[Period | Milestone | Unparsed]) -> tuple[Period | Milestone | Unparsed, ...]:
    """Return the items of a cell; as one, or as not understood, where one of them may change the time of another.

    What "Whole year except August; December" and "Workshop in March; postponed" leave is not sure.
    """
    known = [item for item in items if not isinstance(item, Unparsed)]
    staying = [item for item in known if not _is_taken_back(item)]
    moved = len(staying) < len(known) and any(item.windows for item in staying)
    excepted = patterns().excepted.search(text) is not None
    if len(items) == 1 or not (moved or excepted):
        return tuple(items)
    whole = parse_timing_item("; ".join(lines(text)))
    if isinstance(whole, Period):
        return (whole,)
    times = [item for item in staying if isinstance(item, Period) and item.windows and item.phase is None]
    return (Unparsed(text=text.strip()),) if moved or len(times) > 1 else tuple(items)


def _is_taken_back(item: Period | Milestone) -> bool:
    """Check whether an item says that the action, not a phase of it, does not take place at a time in the cell."""
    return isinstance(item, Period) and item.status in TAKING_BACK and item.phase is None and not item.moved_from


def _line(line: str) -> Sequence[Period | Milestone | Unparsed]:
    item = parse_timing_item(line)
    if not isinstance(item, Unparsed) and not _starts_with_time(line):
        return [item]
    phases = _phases(line)
    if len(phases) > 1:
        return [item for phase in phases for item in _line(phase)]
    parts = [part for sentence in sentences(line) for part in _outside_brackets(sentence)]
    return [item for part in parts for item in _part(part)]


def _phases(line: str) -> list[str]:
    """Split a line that starts with a phase where the next phases start: "1st phase: May 2nd phase: June"."""
    starts = [match.start() for match in patterns().phase.finditer(line)]
    starts = [start for start in starts if start == 0 or line[start - 1] == " "]
    if starts[:1] != [0]:
        return [line]
    return [line[start:end].strip(" ,;") for start, end in itertools.pairwise((*starts, len(line)))]


def _starts_with_time(line: str) -> bool:
    """Check whether a line has a time of its own before a semicolon: "ongoing; report in Q3"."""
    first, *others = _outside_brackets(line)
    return bool(others) and isinstance(parse_timing_item(first), Period)


def _outside_brackets(sentence: str) -> list[str]:
    """Split a sentence at semicolons, unless one of them is in brackets."""
    parts = [part.strip() for part in sentence.split(";")]
    return parts if all(parts) and all(part.count("(") == part.count(")") for part in parts) else [sentence]


def _part(text: str) -> Sequence[Period | Milestone | Unparsed]:
    item = parse_timing_item(text)
    return (isinstance(item, Unparsed) and (_periods(text) or _milestones(text))) or [item]


def _milestones(text: str) -> Sequence[Period | Milestone]:
    """Return the milestones of a list ("Preparation Q1, action day Q2, report by October"), or none."""
    pieces = [spaced(piece) for piece in plain(text).split(", ")] if "(" not in text else []
    if not all(map(patterns().step.search, pieces)):
        return ()  # "Visits to Albania in May, Serbia in June"
    milestones = [
        item for piece in pieces if (item := _labelled(piece) or _milestone(piece)) is not None and item.windows
    ]
    return milestones if len(milestones) == len(pieces) > 1 and not _go_back(milestones) else ()


def _go_back(items: Sequence[Period | Milestone]) -> bool:
    """Check whether the items of a list go back, as in "Preparation Q4, action day Q1", which is in the next year."""
    return goes_back([window for item in items for window in item.windows])


def _labelled(text: str) -> Milestone | None:
    """Return the milestone of a label with its time directly behind it ("action day Q2"), or None."""
    words = tokens(text)
    index = next((index for index, word in enumerate(words) if word.kind in TIMELY), 0)
    windows = read_windows(words, index) if 0 < index <= _WORDS_OF_A_LABEL else None
    label = text[: words[index].start].strip() if windows is not None else ""
    if windows is None or windows.stop != len(words) or not _LABEL.issuperset(word.kind for word in words[:index]):
        return None
    if not label[-1:].isalnum() or not _closes(label, words[:index]):
        return None
    if patterns().vague.match(label) or patterns().middle.search(text):
        return None
    return _with_label_facts(label, Milestone(label=label, windows=windows.windows, choice=windows.choice))


def _periods(text: str) -> Sequence[Period]:
    """Return the periods of a list ("May/June and October", "1 week in June and 1 week in September"), or none."""
    pieces = patterns().each.split(plain(text))
    periods = [period for piece in pieces if (period := _period(spaced(piece))) is not None and period.windows]
    if patterns().excepted.search(text) or _go_back(periods):
        return ()
    # "June and July 2016": the year at the end may be for all, so pieces with and without a year are not split.
    alike = {(window.year is None, window.unit is Unit.YEAR) for period in periods for window in period.windows}
    return periods if len(periods) == len(pieces) and len(alike) == 1 else ()


@cached
def parse_timing_item(text: str) -> Period | Milestone | Unparsed:
    """Return one period or milestone; any other text is returned as :class:`~empact.model.Unparsed`."""
    words = plain(text)
    if patterns().final_day.search(words) and text.rstrip().endswith("."):
        words += "."  # the full stop of a date: "15.06."
    words = spaced(words)
    return _period(words) or _milestone(words) or Unparsed(text=text)


def _period(text: str) -> Period | None:
    for pattern in (patterns().phase, patterns().bare_phase):
        phase = pattern.match(text)
        if phase is not None:
            period = _dates_of(text[phase.end() :])
            return None if period is None else attrs.evolve(period, phase=_number_of(phase))
    return _dates_of(text)


def _number_of(phase: re.Match[str]) -> str:
    if phase["order"] is None:
        return phase["number"] or key(phase["name"])
    return str(patterns().ordinals.get(key(phase["order"])) or re.sub(r"\D", "", phase["order"]))


def _dates_of(text: str) -> Period | None:
    """Return the period that a text is, without a phase before it; None for any other text."""
    condition = parse_condition(text) or parse_event(text)
    if condition is not None and not _timely(tokens(text)):
        return Period(conditions=(condition,))
    head, conditions = _final_condition(text)
    unsure = patterns().unsure.search(head)
    if unsure is not None and not _decides(unsure["decider"]):
        return None
    sure = head if unsure is None else head[: unsure.start()]
    period = _time(sure) or parse_status(sure, _time)
    if period is None:
        return _after_condition(text)
    period = attrs.evolve(period, conditions=(*period.conditions, *conditions))
    return period if unsure is None else attrs.evolve(period, provisional=True, decided_by=unsure["decider"])


def _time(text: str) -> Period | None:
    """Return the period of a text that has nothing but a time and a duration, or None."""
    undetermined = patterns().undetermined.fullmatch(text)
    if undetermined is not None and _decides(undetermined["decider"]):
        return Period(provisional=True, decided_by=undetermined["decider"])
    expected = patterns().undetermined_time.fullmatch(text)
    if expected is not None:
        period = _time(expected[1])
        return None if period is None or period.provisional else attrs.evolve(period, provisional=True)
    within = patterns().within.match(text)
    duration, rest = _duration(text[within.end() :] if within else text)
    if duration is None and (bracket := patterns().with_bracket.search(text)):
        duration, left = _duration(bracket[1])
        duration, rest = (duration, text[: bracket.start()]) if not left else (None, rest)
    windows = parse_windows(text) or parse_windows(rest)
    if windows is not None:
        return Period(windows=windows.windows, choice=windows.choice, duration=duration)
    limits = parse_limits(text) or (None if duration is None else lasting(duration, rest))
    if limits is not None:
        return limits
    return Period(duration=duration) if duration is not None and not rest else None


def _after_condition(text: str) -> Period | None:
    """Return the period of a text with its condition first: "subject to funding, Q3"; None for any other text."""
    clause, comma, rest = text.partition(", ")
    condition = parse_condition(clause) if comma else None
    period = None if condition is None or _timely(tokens(clause)) else _time(rest)
    return None if period is None or condition is None else attrs.evolve(period, conditions=(condition,))


def _decides(decider: str | None) -> bool:
    """Check whether words behind "to be determined by" can be a party: they have no date."""
    return decider is None or all(word.kind in {"other", "the"} for word in tokens(decider))


def _duration(text: str) -> tuple[Duration | None, str]:
    nth = patterns().nth_week.match(text)
    if nth is not None:
        return Duration(least=1, unit=Unit.WEEK), text[nth.end() :]
    match = patterns().duration.match(text)
    if match is None:
        return None, text
    unit = next(unit for unit in (Unit.DAY, Unit.WEEK, Unit.MONTH) if match[unit.value])
    least, most = _number(match["least"]), _number(match["most"] or match["least"])
    rest = text[match.end() :].strip()
    return Duration(least=0 if match["up_to"] else least, most=most, unit=unit), rest


def _final_condition(text: str) -> tuple[str, tuple[Condition, ...]]:
    """Split off a condition at the end: ", based on ..." or "(subject to ...)"."""
    for mark in re.finditer(r",\s+|\s+\((?=[^()]+\)$)", text):
        condition = _condition(text[mark.end() : len(text) - mark.group().endswith("(")])
        if condition is not None:
            return text[: mark.start()], (condition,)
    return text, ()


def _condition(text: str) -> Condition | None:
    """Return the condition that a text behind a time is; None for another time: "if not possible, in Q4"."""
    condition = parse_condition(text)
    otherwise = condition is not None and patterns().otherwise.match(text) is not None
    return None if otherwise and _timely(tokens(text)) else condition


def _milestone(text: str) -> Milestone | None:
    """Return the milestone that a text is, or None.

    It is split into label, places and windows only where that round-trips: printing the parts and parsing the result
    must give the same parts again. Otherwise the milestone keeps its sentence, and only the windows are typed.
    """
    words = tokens(text)
    milestone = _repeated(text) or _last_day(text)
    if milestone is not None:
        return milestone
    dated = _dated(text, words)
    if dated is None:
        return _undated(text, words)
    bound, windows, start, end = dated
    middle = patterns().middle.search(text, start, end) is not None
    if patterns().taken_back.search(text) or (middle and bound is not Bound.IN):
        return None  # "Workshop planned for March, postponed", "Workshop by mid-June"
    parts = None if middle else _parts(text, bound, windows, start, end)
    if parts is not None and _period(str(parts)) is None and _again(str(parts)) == parts:
        return parts
    return _with_label_facts(text, _unsplit(text, bound, windows))


def _unsplit(text: str, bound: Bound, windows: Windows) -> Milestone:
    return Milestone(label=text, sentence=text, windows=windows.windows, choice=windows.choice, bound=bound)


def _repeated(text: str) -> Milestone | None:
    """Return the milestone of "Coordination meetings twice a year"; None for any other text."""
    match = patterns().often.fullmatch(text)
    if match is None or patterns().limits.search(match["label"]) or patterns().negated.search(match["label"]):
        return None
    if patterns().other_times.search(match["label"]):
        return None  # "bi-annually": two a year, or one in two years
    if _timely(tokens(match["label"])) or patterns().another.search(match["label"]):
        return None
    year = Windows((Window(unit=Unit.YEAR),), Choice.ANY, 0)
    times = patterns().times[key(match["times"])]
    return attrs.evolve(_with_label_facts(text, _unsplit(text, Bound.IN, year)), occurrences=times)


def _last_day(text: str) -> Milestone | None:
    """Return the milestone of "June at the latest", a deadline of the action; None for any other text."""
    latest = patterns().latest.search(text)
    windows = None if latest is None else parse_windows(text[: latest.start()])
    if windows is None or windows.choice is Choice.EACH or patterns().middle.search(text):
        return None  # "Q3, Q4 at the latest", "mid-June at the latest"
    return _unsplit(text, Bound.BY, windows)


def _again(text: str) -> Milestone | None:
    dated = _dated(text, tokens(text))
    return None if dated is None else _parts(text, *dated)


def _parts(text: str, bound: Bound, windows: Windows, start: int, end: int) -> Milestone | None:
    label, rest = text[:start].strip(f" ,:{DASHES}"), patterns().latest.sub("", text[end:]).strip()
    condition = _condition(rest.removeprefix(",").strip()) if rest.startswith(",") else None
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
    for pattern in (patterns().places, patterns().visited):
        match = pattern.search(label)
        if match is not None and not patterns().no_place.search(label[: match.start("phrase")]):
            places = tuple(re.split(r",\s+|\s+or\s+|\s+and\s+|/", match["places"]))
            if all(map(_is_place, places)):
                return label[: match.start("phrase")] + label[match.end("phrase") :], places
    return label, ()


def _is_place(name: str) -> bool:
    """Check whether a name can be a place: it is not an agency or a network."""
    party = register().find(name)
    return party is None or party.kind in {PartyKind.MEMBER_STATE, PartyKind.THIRD_COUNTRY}


def _with_label_facts(label: str, milestone: Milestone) -> Milestone:
    """Add what a label states to its milestone: occurrences, responsible party, provisional, conditions."""
    number = patterns().number.match(label)
    sole = number is not None and patterns().another.search(label, number.end("number")) is None
    responsible = patterns().responsible.search(label)
    return attrs.evolve(
        milestone,
        occurrences=_number(number["number"]) if number and sole else None,
        responsible=() if responsible is None else (responsible["party"],),
        provisional=patterns().provisional.search(label) is not None,
        conditions=(*find_conditions(label), *milestone.conditions),
    )


def _number(word: str) -> int:
    return patterns().numbers.get(key(word)) or int(word)


def _undated(text: str, words: list[Token]) -> Milestone | None:
    """Return a sentence without any word of time as an undated milestone; None for a sentence with one."""
    spoken = [word for word in words if word.value[0].isalpha()]
    if len(spoken) < _WORDS_OF_A_MILESTONE or _timely(words) or patterns().vague.search(text):
        return None
    if any(word.kind == "this_year" for word in words):
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
    for mark in patterns().mark.finditer(text):
        index = bisect.bisect_left(starts, mark.end())
        windows = read_windows(words, index)
        if windows is not None and not any(word.kind in {*TIMELY, "unit"} for word in words[index : windows.stop]):
            windows = None
        windows = windows or read_end(text, words, mark)
        if windows is not None:
            before = words[: bisect.bisect_left(starts, mark.start())]
            if mark.group() in DASHES and before and before[-1].kind != "other":
                continue  # the dash of a range: "Meetings 2 – 3 June"
            end = words[windows.stop - 1].end
            if not _closes(text[: mark.start()], before) or not _ends(text, end, words[windows.stop :]):
                return None
            return _bound(mark.group(), text[: mark.start()], text[end:]), windows, mark.start(), end
    return None


def _closes(label: str, words: Sequence[Token]) -> bool:
    """Check that the words before a bound do not change its meaning: "not before May", "after the visit in May"."""
    label = label.strip(f" ,:({DASHES}")
    if _timely(words) or patterns().negated.search(label) or patterns().open.search(label):
        return False
    if patterns().preceding.match(label) or patterns().left_out.search(label):
        return False  # "before the meeting in June", "monthly, except in August"
    if patterns().at_least.fullmatch(label):
        return False  # "at least two weeks in Q2 and Q4": in each, or in both together
    vague = patterns().vague.fullmatch(label) and not patterns().deadline.search(label)
    return not (vague or patterns().undetermined.fullmatch(label))


def _ends(text: str, end: int, words: Sequence[Token]) -> bool:
    """Check that the words after a window do not belong to it, as in "in the 2nd half of May"."""
    condition = _condition(text[end:].strip(" ,"))
    return condition is not None or (
        patterns().goes_on.match(text, end) is not None and not _timely(words, "this_year")
    )


def _bound(word: str, label: str, rest: str) -> Bound:
    bound = patterns().bounds.get(key(word), Bound.IN)
    if bound is Bound.IN and (patterns().earliest.search(label) or patterns().earliest_behind.match(rest)):
        return Bound.FROM
    late = patterns().deadline.search(label) or patterns().latest.match(rest)
    return Bound.BY if bound is Bound.IN and late else bound


class Moment(NamedTuple):
    """A single window in a text: after which bound, and where the bound and the window are in the text."""

    bound: Bound
    window: Window
    start: int
    end: int


def find_moment(text: str) -> Moment | None:
    """Return the single window in or by which a text wants something done, or None."""
    dated = _dated(text, tokens(text))
    if dated is None or len(dated[1].windows) != 1:
        return None
    bound, windows, start, end = dated
    latest = patterns().latest.match(text, end)
    return Moment(bound, windows.windows[0], start, end if latest is None else latest.end())


def window_before(window: Window) -> Window | None:
    """Return the window that ends where another begins: what "before 1 October" leaves; None if no text says it."""
    if window.day is not None and window.day > 1:
        return attrs.evolve(window, last=window.first, day=window.day - 1, last_day=None, last_year=None)
    first, year = window.first - 1, window.year
    if first == 0:
        if year is None or window.unit is Unit.WEEK:
            return None
        year, first = year - 1, _IN_A_YEAR[window.unit]
    return Window(unit=window.unit, first=first, year=year)


_IN_A_YEAR = {Unit.MONTH: 12, Unit.QUARTER: 4, Unit.SEMESTER: 2, Unit.YEAR: 1}


def _timely(words: Sequence[Token], *further: str) -> bool:
    return any(word.kind in TIMELY or word.kind in further for word in words)
