"""The compiled patterns of timings: phases, durations, bounds and labels of milestones, in the words of a language."""

from __future__ import annotations

import functools
import re

from empact.grammar.language import either, language
from empact.model import Bound

_PLACE = r"(?:(?:the\s+)?[A-Z][\w’'.-]*(?:\s[A-Z][\w’'.-]*)*)"
_PLACES = rf"(?P<places>{_PLACE}(?:(?:,\s+|\s+(?:or|and)\s+|/){_PLACE})*)"
DASHES = "-–—"
"""The dashes between a label and its date, and in ranges."""


class TimingPatterns:
    """The compiled patterns of a language."""

    def __init__(self) -> None:
        words = language()
        self.ordinals = words.numbered("ordinals", "words")
        order = rf"(?:{either(sorted(self.ordinals, key=len, reverse=True))}|[1-9][0-9]?(?:st|nd|rd|th|\.))"
        phase, within = words.pattern("phrases", "phase"), words.pattern("bounds", "in")
        known = rf"(?P<order>{order})\s+{phase}|(?P<name>{words.pattern('phrases', 'phases')})\s+{phase}"
        self.phase = re.compile(rf"(?:{known}|{phase}\s+(?P<number>[^\s,:;/]+))\s*:\s*", re.IGNORECASE)
        self.bare_phase = re.compile(
            rf"(?:{known}|{phase}\s+(?P<number>[0-9]{{1,2}}|[ivx]+))\s+(?:{within}\s+)?", re.IGNORECASE
        )
        units = {unit: words.pattern("units", unit) for unit in ("day", "week", "month")}
        unit = "|".join(f"(?P<{name}>{pattern})" for name, pattern in units.items())
        number, most = words.pattern("numbers", "words"), words.pattern("events", "most")
        self.duration = re.compile(
            rf"(?:(?P<up_to>{most})\s+)?(?P<least>[1-9][0-9]?|{number})(?:\s*[-–]\s*(?P<most>[1-9][0-9]?|{number}))?"
            rf"\s*(?:{unit})(?:\s+{within}\s+|(?=\s+{words.pattern('bounds', 'start')})|$)",
            re.IGNORECASE,
        )
        self.at_least = re.compile(
            rf"(?:{words.pattern('events', 'limits')})\s+(?:[1-9][0-9]?|{number})\s+(?:{'|'.join(units.values())})",
            re.IGNORECASE,
        )
        self.with_bracket = re.compile(r"\s*\(([^()]*)\)$")
        self.final_day = re.compile(r"(?<![\w.])[0-9]{1,2}\.[0-9]{1,2}$")
        self.earliest = re.compile(rf"{words.pattern('bounds', 'earliest')}\W*$", re.IGNORECASE)
        self.earliest_behind = re.compile(rf"\s*,?\s*{words.pattern('bounds', 'earliest')}", re.IGNORECASE)
        self.within = re.compile(rf"{within}\s+", re.IGNORECASE)
        the, of = words.pattern("phrases", "the"), words.pattern("phrases", "of")
        self.nth_week = re.compile(rf"(?:{the}\s+)?{order}\s+{units['week']}\s+{of}\s+", re.IGNORECASE)
        undetermined, decider = words.pattern("phrases", "undetermined"), words.pattern("phrases", "decider")
        self.undetermined_time = re.compile(rf"{undetermined}\s*\(([^()]*)\)", re.IGNORECASE)
        self.undetermined = re.compile(rf"{undetermined}(?:\s+{decider}\s+(?P<decider>.+))?", re.IGNORECASE)
        self.unsure = re.compile(rf"\s*\(\s*{undetermined}\s*\)$", re.IGNORECASE)
        each = words.pattern("separators", "each")
        self.each = re.compile(rf"\s*,\s*(?:{each}\s+)?|\s+{each}\s+", re.IGNORECASE)
        self.bounds = {word: Bound(kind) for kind in ("in", "by", "before") for word in words.spellings("bounds", kind)}
        bound = either(sorted(self.bounds, key=len, reverse=True))
        self.mark = re.compile(rf"{bound}|:(?=\s)|(?<=\s)[{DASHES}](?=\s)", re.IGNORECASE)
        deadline = words.pattern("bounds", "deadline")
        self.deadline = re.compile(rf"^\W*{deadline}|{deadline}\W*$", re.IGNORECASE)
        self.latest = re.compile(rf"\s*,?\s*{words.pattern('bounds', 'latest')}$", re.IGNORECASE)
        self.preceding = re.compile(rf"\W*{words.pattern('bounds', 'before')}", re.IGNORECASE)
        self.negated = re.compile(words.pattern("bounds", "negated"), re.IGNORECASE)
        self.open = re.compile(rf"{words.pattern('bounds', 'open')}$", re.IGNORECASE)
        self.goes_on = re.compile(rf"\s*(?:$|[^\w\s]|{words.pattern('bounds', 'goes_on')})", re.IGNORECASE)
        self.times = words.numbered("times", "words")
        self.often = re.compile(
            rf"(?P<label>.*?)(?P<times>{either(sorted(self.times, key=len, reverse=True))})", re.IGNORECASE
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
        self.step = re.compile(rf"{event}|{words.pattern('events', 'steps')}", re.IGNORECASE)
        self.number = re.compile(rf"(?P<number>[1-9][0-9]?|{number}){between}\s+{event}", re.IGNORECASE)


@functools.cache
def patterns() -> TimingPatterns:
    """Return the patterns of timings. They are compiled once."""
    return TimingPatterns()
