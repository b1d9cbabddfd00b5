"""Read a change: its direction, the limits of its size, and the year or the value from which it starts.

A change has many spellings with one meaning: "at least 5 % more arrests", "arrests: up 5 % or more", "a rise of at
least 5 % in arrests". Each pattern is one order of the words; the words for the size are the same in all.
"""

from __future__ import annotations

import re
from decimal import Decimal

from empact.grammar.figures import F
from empact.grammar.kpis.baselines import Baselines
from empact.grammar.kpis.patterns import kpi_patterns
from empact.grammar.kpis.statement import PERCENT, NotUnderstoodError
from empact.grammar.language import key
from empact.model import Comparison

_HUNDRED = Decimal(100)
_CHANGES = {
    "increase": (Comparison.INCREASE, Comparison.INCREASE_BY, Comparison.INCREASE_TO),
    "decrease": (Comparison.DECREASE, Comparison.DECREASE_BY, Comparison.DECREASE_TO),
}
_UPWARDS = ("increase", "up", "more")


class Changes(Baselines):
    """A statement whose change is read."""

    def as_in_year(self) -> None:
        """Read a target that is said by an earlier year: "more than in 2011 (45)", "maintain the level of 2011"."""
        patterns = kpi_patterns()
        match = self.take(patterns.step_from) or self.take(patterns.beyond_year)
        if match is not None:
            self.start(match.groupdict().get("before"), match["year"])
            self.set_change(match)
            return
        if patterns.over.search(f" {self.words}"):
            raise NotUnderstoodError  # "over 2012": a year, or a number
        match = patterns.more_than_in.search(self.words)
        if match is not None:
            self.start(match["value"], match["year"])
            self.comparison = Comparison.MORE_THAN if match["more"] else Comparison.LESS_THAN
            self.value = None if self.baseline is None else self.baseline.value
            self.words = match["words"] + self.words[match.end() :]
            return
        match = patterns.keep.search(self.words)
        if match is not None:
            self.start(match["value"], match["year"])
            self.comparison, self.value = Comparison.KEEP, self.figure(match["value"]).value
            self.words = match["words"] + self.words[match.end() :]
            return
        match = self.take(patterns.of_year)
        if match is not None:
            self.start(None, match["year"])
            if self.set_value(match, Comparison.OF_BASELINE).unit != PERCENT:
                raise NotUnderstoodError

    def multiplied(self) -> None:
        """Read "double the number of JITs": a multiple of the baseline, or of what is not stated."""
        match = self.take(kpi_patterns().multiple)
        if match is not None:
            share = Decimal(kpi_patterns().multiples[key(match["verb"])])
            if self.baseline is not None and self.baseline.value is not None:
                self.value = self.baseline.value * share / _HUNDRED
                self.comparison = Comparison.INCREASE_TO if share > _HUNDRED else Comparison.DECREASE_TO
            else:
                self.value, self.unit, self.comparison = share, PERCENT, Comparison.OF_BASELINE

    def changed(self) -> None:
        """Read an increase or a decrease, by a step or to a level."""
        patterns = kpi_patterns()
        if self.found.figures and (self.from_to() or self.whole_change() or self.more_or_fewer()):
            return
        change = patterns.change.search(self.words)
        if change is None:
            return
        way = self.way(change)
        for pattern, index in ((patterns.between_steps, 1), (patterns.step, 1), (patterns.level, 2)):
            match = self.take(pattern)
            if match is not None:
                self.take_change()
                self.set_value(match, _CHANGES[way][index])
                return
        leading = patterns.leading_change.match(self.words)
        if leading is None:
            return
        behind = patterns.colon_step.search(self.words)
        if behind is not None and self.figure(behind["value"]).unit in patterns.ratio_units:
            self.take(patterns.colon_step)
            self.take_change()
            self.set_value(behind, _CHANGES[way][1])
            return
        self.comparison = _CHANGES[way][0]
        if not re.search(F, self.words):
            self.take_change()  # what is measured is not the increase itself

    def whole_change(self) -> bool:
        """Read a change with its size beside it: "10 % increase in arrests", "arrests: up 5 %", "arrests rise 5 %"."""
        patterns = kpi_patterns()
        for pattern in (
            *(patterns.change_in, patterns.change_by_in, patterns.change_in_by),
            *(patterns.up_or_down, patterns.size_up_or_down, patterns.direct_step, patterns.beyond_base),
        ):
            match = self.take(pattern)
            if match is not None:
                if match.groupdict().get("year"):
                    self.start(None, match["year"])
                self.set_change(match)
                return True
        return False

    def from_to(self) -> bool:
        """Read "increase arrests from 100 to 120" or "hit rate up from 5 % to 8 %"."""
        match, change = kpi_patterns().from_to.search(self.words), kpi_patterns().change.search(self.words)
        own = match is not None and (match["up"] or match["down"]) is not None
        if match is None or not (own or change):
            return False
        way = self.way(match if own else change)
        self.take(kpi_patterns().from_to)
        self.start(match["start"], None)
        self.take_change()
        self.set_value(match, _CHANGES[way][2])
        return True

    def more_or_fewer(self) -> bool:
        """Read "at least 15 % more arrests than in 2011" or "50 % fewer incidents"."""
        match = kpi_patterns().step_than.match(self.words)
        if match is not None:
            self.words = match["words"] + self.words[match.end() :]
            self.start(match["before"], match["year"])
        else:
            match = self.take(kpi_patterns().fewer)
        if match is not None:
            self.set_change(match)
        return match is not None

    def set_change(self, match: re.Match[str]) -> None:
        """Set a change by a step, with the direction and the size of a match."""
        self.set_value(match, _CHANGES[self.way(match)][1])

    def take_change(self) -> None:
        """Cut out the verb of a change where it stands at the start or the end of the words."""
        if self.take(kpi_patterns().leading_change) is None:
            self.take(kpi_patterns().change_end)

    @staticmethod
    def way(match: re.Match[str] | None) -> str:
        """Return whether a match is an increase or a decrease."""
        groups = {} if match is None else match.groupdict()
        return "increase" if any(groups.get(name) for name in _UPWARDS) else "decrease"
