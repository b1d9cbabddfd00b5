"""Read when a KPI is measured: deadlines, periods, "per month", and how the figures of reports add."""

from __future__ import annotations

import re
from decimal import Decimal

from empact.grammar.figures import F
from empact.grammar.kpis.patterns import WAYS_IN_WORDS, kpi_patterns
from empact.grammar.kpis.statement import NotUnderstoodError, Statement
from empact.grammar.language import key
from empact.grammar.timing import Moment, find_moment, window_before
from empact.grammar.windows import parse_windows
from empact.model import Adds, Bound, KpiKind, Unit, Window

_LESS_THAN_A_YEAR = frozenset({"week", "month", "two months", "quarter", "half-year"})


class Occasions(Statement):
    """A statement whose times are read. Dates contain numbers, so they are read before the figures."""

    def how_it_adds(self) -> None:
        """Read words that say how the figures of reports add: "cumulative", "latest figure", "(yes/no)"."""
        patterns = kpi_patterns()
        if not patterns.some_adding.search(self.words):
            return
        if self.take(patterns.yes_or_no):
            self.kind = KpiKind.MILESTONE
        for pattern, way in (
            (patterns.at_the_end, Adds.CUMULATIVE),
            (patterns.month_included, Adds.CUMULATIVE),
            (patterns.month_figures, Adds.INCREMENTAL),
        ):
            if self.take(pattern, ""):
                self.add(way)
        self.at_year_end()
        for adds in WAYS_IN_WORDS:
            while (counted := self.take(patterns.adds(adds))) is not None:
                self.add(adds)
                if patterns.count.match(f"{counted.group().split(None, 1)[-1]} x"):
                    self.words = f"{patterns.counting} {self.words}"
        if self.adds is not None and self.adds.facts.new:
            self.take(patterns.new)
        if patterns.stock.match(self.words):
            self.add(Adds.LATEST)

    def at_year_end(self) -> None:
        """Read "at year end", the state on a day, and "by the end of the year", a deadline."""
        at = self.take(kpi_patterns().year_end)
        if at is not None:
            self.add(Adds.LATEST)
        if at is not None or self.take(kpi_patterns().by_year_end):
            self.deadline = Window(unit=Unit.YEAR)

    def times(self) -> None:
        """Read a deadline or a period; "at 31 December" is the state on a day."""
        dated = kpi_patterns().at_a_date.fullmatch(self.words)
        windows = None if dated is None else parse_windows(dated["when"])
        if dated is not None and windows is not None and len(windows.windows) == 1:
            self.deadline = windows.windows[0]
            self.add(Adds.LATEST)
            self.words = dated["what"].strip()
        until = kpi_patterns().until.fullmatch(self.words)
        windows = None if until is None else parse_windows(until["when"])
        if until is not None and windows is not None and len(windows.windows) == 1:
            self.deadline = windows.windows[0]
            self.words = until["what"].strip()
        # The year of "(baseline 2025: 4)" is not part of a deadline beside it; spaces keep the places of the rest.
        beside = kpi_patterns().base_in_brackets.sub(lambda base: " " * len(base[0]), self.words)
        moment = find_moment(beside)
        if moment is None or (moment.window.unit is Unit.YEAR and moment.bound is Bound.IN):
            return
        self.moment(moment)
        self.words = f"{self.words[: moment.start]} {self.words[moment.end :]}".strip()

    def moment(self, moment: Moment) -> None:
        """Set a deadline or a period; give up on a second deadline."""
        if moment.bound is Bound.IN:
            self.period = moment.window
            return
        if moment.bound not in {Bound.BY, Bound.BEFORE, Bound.UNTIL}:
            raise NotUnderstoodError  # "from June": a start, not a deadline
        window = window_before(moment.window) if moment.bound is Bound.BEFORE else moment.window
        if window is None or self.deadline is not None:
            raise NotUnderstoodError
        self.deadline = window

    def year_behind(self) -> None:
        """Cut out "in 2031" at the end, which is the time that is measured."""
        match = kpi_patterns().in_year.search(self.words) if self.found.years and self.period is None else None
        if match is not None:
            self.period = Window(unit=Unit.YEAR, year=self.found.year(match["year"]))
            self.words = self.words[: match.start()]

    def every_period(self) -> None:
        """Cut out "per month", "each quarter", "weekly"."""
        patterns = kpi_patterns()
        if not patterns.some_period.search(self.words):
            return
        some = patterns.every_some.match(self.words)
        if some is not None and self.figure(some["value"]).unit in patterns.durations:
            self.per = self.figure(some["value"]).text
            self.add(Adds.INCREMENTAL)
            self.words = self.words[some.end() :]
            return
        leading = self.take(patterns.leading_period)
        match = leading or self.take(patterns.per_period)
        if match is not None:
            groups = match.groupdict()
            unit = patterns.per[key(match["unit"])]
            self.per = f"{unit} and {groups['second']}" if groups.get("second") else unit
            if unit in _LESS_THAN_A_YEAR:
                self.add(Adds.INCREMENTAL)
            return
        self.adverb()

    def adverb(self) -> None:
        """Cut out "weekly" before what is reported, or "(quarterly)"."""
        patterns = kpi_patterns()
        before = self.take(patterns.adverb_before)
        if before is not None:
            self.per = patterns.adverbs[key(before["unit"])]
            return
        adverb = self.take(patterns.adverb)
        if adverb is not None:
            if adverb["times"]:
                self.per, self.value = Unit.YEAR.value, Decimal(patterns.times[key(adverb["times"])])
                return
            self.per, self.value = patterns.adverbs[key(adverb["unit"])], Decimal(1)
            if self.per in _LESS_THAN_A_YEAR:
                self.add(Adds.INCREMENTAL)
            return
        bracket = self.take(patterns.in_brackets)
        if bracket is not None:
            self.per = patterns.adverbs[key(bracket["unit"])]
            if re.search(F, self.words):
                raise NotUnderstoodError  # "12 updates (monthly)": 12 in the year, or 12 each month
