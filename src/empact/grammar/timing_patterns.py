"""The patterns of timings: phases, durations, bounds and labels of milestones, in the words of a language."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping

from empact.grammar.language import Language, either, language
from empact.grammar.lazy_patterns import DIGITS, LazyPatterns, Source
from empact.model import Bound

_PLACE = r"(?:(?:the\s+)?[A-Z][\w’'.-]*(?:\s[A-Z][\w’'.-]*)*)"
_PLACES = rf"(?P<places>{_PLACE}(?:(?:,\s+|\s+(?:or|and)\s+|/){_PLACE})*)"
DASHES = "-–—"
"""The dashes between a label and its date, and in ranges."""


class TimingPatterns(LazyPatterns):
    """The patterns of a language by name, and the tables of its words."""

    def __init__(self) -> None:
        words = language()
        self.ordinals, self.numbers = words.numbered("ordinals", "words"), words.numbered("numbers", "words")
        self.times = words.numbered("times", "words")
        self.bounds = {word: Bound(kind) for kind in ("in", "by", "before") for word in words.spellings("bounds", kind)}
        order = rf"(?:{either(sorted(self.ordinals, key=len, reverse=True))}|[1-9][0-9]?(?:st|nd|rd|th|\.))"
        units = {unit: words.pattern("units", unit) for unit in ("day", "week", "month")}
        super().__init__(
            {
                **_phases(words, order),
                **_durations(words, order, units),
                **_undetermined(words),
                **_changes(words),
                **_bounds(words, self.bounds),
                **_labels(words, self.times),
            }
        )


@functools.cache
def patterns() -> TimingPatterns:
    """Return the patterns of timings."""
    return TimingPatterns()


def _phases(words: Language, order: str) -> dict[str, Source]:
    phase, within = words.pattern("phrases", "phase"), words.pattern("bounds", "in")
    known = rf"(?P<order>{order})\s+{phase}|(?P<name>{words.pattern('phrases', 'phases')})\s+{phase}"
    spelt = words.spellings("phrases", "phase")
    return {
        "phase": (spelt, rf"(?:{known}|{phase}\s+(?P<number>[^\s,:;/]+))\s*:\s*"),
        "bare_phase": (spelt, rf"(?:{known}|{phase}\s+(?P<number>[0-9]{{1,2}}|[ivx]+))\s+(?:{within}\s+)?"),
    }


def _durations(words: Language, order: str, units: Mapping[str, str]) -> dict[str, Source]:
    unit = "|".join(f"(?P<{name}>{pattern})" for name, pattern in units.items())
    number, most = words.pattern("numbers", "words"), words.pattern("events", "most")
    within = words.pattern("bounds", "in")
    the, of = words.pattern("phrases", "the"), words.pattern("phrases", "of")
    return {
        "duration": (
            tuple(word for name in units for word in words.spellings("units", name)),
            (
                rf"(?:(?P<up_to>{most})\s+)?(?P<least>[1-9][0-9]?|{number})(?:\s*[-–]\s*(?P<most>[1-9][0-9]?|{number}))?"
                rf"\s*(?:{unit})(?:\s+{within}\s+|(?=\s+{words.pattern('bounds', 'start')})|$)"
            ),
        ),
        "at_least": (
            words.spellings("events", "limits"),
            rf"(?:{words.pattern('events', 'limits')})\s+(?:[1-9][0-9]?|{number})\s+(?:{'|'.join(units.values())})",
        ),
        "with_bracket": r"\s*\(([^()]*)\)$",
        "final_day": (DIGITS, r"(?<![\w.])[0-9]{1,2}\.[0-9]{1,2}$"),
        "within": rf"{within}\s+",
        "nth_week": (
            words.spellings("units", "week"),
            words.spellings("phrases", "of"),
            rf"(?:{the}\s+)?{order}\s+{units['week']}\s+{of}\s+",
        ),
    }


def _undetermined(words: Language) -> dict[str, Source]:
    undetermined, decider = words.pattern("phrases", "undetermined"), words.pattern("phrases", "decider")
    spelt = words.spellings("phrases", "undetermined")
    return {
        "undetermined_time": (spelt, rf"{undetermined}\s*\(([^()]*)\)"),
        "undetermined": (spelt, rf"{undetermined}(?:\s+{decider}\s+(?P<decider>[^()]+))?"),
        "unsure": (spelt, rf"\s*\(\s*{undetermined}(?:\s+{decider}\s+(?P<decider>[^()]+?))?\s*\)$"),
    }


def _changes(words: Language) -> dict[str, Source]:
    excepted, back = words.pattern("parties", "except"), words.pattern("moves", "taken_back")
    within, the = words.pattern("bounds", "in"), words.pattern("phrases", "the")
    month, order = words.pattern("months", "names"), words.pattern("ordinals", "words")
    return {
        "excepted": (
            words.spellings("parties", "except"),
            rf"{excepted}(?:\W*(?:{within}|{the}))*(?:\W*$|\W+(?:{month}|{order}|[0-9]|[QH][1-4]))",
        ),
        "middle": (words.spellings("phrases", "middle"), words.pattern("phrases", "middle")),
        "otherwise": (words.spellings("conditions", "otherwise"), words.pattern("conditions", "otherwise")),
        "left_out": (words.spellings("parties", "except"), rf"{excepted}\W*$"),
        "taken_back": (
            words.spellings("moves", "taken_back"),
            rf"{back}\s*(?:$|[^\w\s]|{words.pattern('bounds', 'goes_on')})",
        ),
    }


def _bounds(words: Language, bounds: Iterable[str]) -> dict[str, Source]:
    def bound(name: str, source: str) -> Source:
        return words.spellings("bounds", name), source.format(words.pattern("bounds", name))

    each = words.pattern("separators", "each")
    mark = either(sorted(bounds, key=len, reverse=True))
    return {
        "each": rf"\s*,\s*(?:{each}\s+)?|\s+{each}\s+",
        "mark": rf"{mark}|:(?=\s)|(?<=\s)[{DASHES}](?=\s)",
        "earliest": bound("earliest", r"{0}\W*$"),
        "earliest_behind": bound("earliest", r"\s*,?\s*{0}"),
        "deadline": bound("deadline", r"^\W*{0}|{0}\W*$"),
        "latest": bound("latest", r"\s*,?\s*{0}$"),
        "preceding": bound("before", r"\W*{0}"),
        "negated": bound("negated", "{0}"),
        "open": bound("open", "{0}$"),
        "goes_on": rf"\s*(?:$|[^\w\s]|{words.pattern('bounds', 'goes_on')})",
    }


def _labels(words: Language, times: Iterable[str]) -> dict[str, Source]:
    number, event = words.pattern("numbers", "words"), words.pattern("events", "words")
    between = rf"(?:\s+(?!{words.pattern('events', 'between')})[\w'’/-]+){{0,2}}?"
    numbers, events = words.spellings("numbers", "words"), words.spellings("events", "words")
    return {
        "often": (times, rf"(?P<label>.*?)(?P<times>{either(sorted(times, key=len, reverse=True))})"),
        "other_times": rf"(?:[{DASHES}]|{words.pattern('times', 'other')}\s*)$",
        "limits": (words.spellings("events", "limits"), rf"{words.pattern('events', 'limits')}\W*$"),
        "vague": (words.spellings("vague", "words"), words.pattern("vague", "words")),
        "provisional": (words.spellings("provisional", "words"), words.pattern("provisional", "words")),
        "responsible": (
            words.spellings("responsible", "words"),
            rf"{words.pattern('responsible', 'words')}\s+(?:the\s+)?(?P<party>[A-Z][\w-]*)",
        ),
        "places": rf"(?-i:(?P<phrase>\s+in\s+{_PLACES})$)",
        "visited": (
            words.spellings("places", "visits"),
            rf"{words.pattern('places', 'visits')}(?-i:(?P<phrase>\s+to\s+{_PLACES}))",
        ),
        "no_place": (words.spellings("places", "not_after"), rf"{words.pattern('places', 'not_after')}$"),
        "another": ((*DIGITS, *numbers), rf"[0-9]|{number}"),
        "step": ((*events, *words.spellings("events", "steps")), rf"{event}|{words.pattern('events', 'steps')}"),
        "number": (events, rf"(?P<number>[1-9][0-9]?|{number}){between}\s+{event}"),
    }
