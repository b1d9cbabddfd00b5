"""The words of a KPI while they are read, and what is known of it so far."""

from __future__ import annotations

import re
from decimal import Decimal

from empact.grammar.figures import Figure, Figures
from empact.grammar.kpis.patterns import kpi_patterns
from empact.grammar.language import key
from empact.grammar.lazy_patterns import Pattern
from empact.model import Adds, Baseline, Comparison, KpiKind, Window

PERCENT = "%"
POINTS = "percentage points"
_AGAINST = {
    Comparison.INCREASE_TO: (Comparison.AT_MOST, Comparison.LESS_THAN),
    Comparison.DECREASE_TO: (Comparison.AT_LEAST, Comparison.MORE_THAN),
}
"""The limits that contradict the direction of a change to a level."""


class NotUnderstoodError(Exception):
    """The words of a KPI can mean two things, or leave a figure open."""


class Statement:
    """A statement: what is understood is cut out of its words, and what is left is what is measured."""

    def __init__(self, text: str, bare: str) -> None:
        self.text, self.bare = text, bare
        self.baseline: Baseline | None = None
        self.value: Decimal | None = None
        self.most: Decimal | None = None
        self.unit: str | None = None
        self.money = False
        self.comparison: Comparison | None = None
        self.bound: Comparison | None = None  # "at least 5 % more": how large the change has to be
        self.per: str | None = None
        self.adds: Adds | None = None
        self.deadline: Window | None = None
        self.period: Window | None = None
        self.kind: KpiKind | None = None
        self.share = False
        self.figure_of: str | None = None  # "of 27", behind the figure
        self.things: str | None = None  # "3 third countries" in "agreement signed by 3 third countries"
        self.factor = Decimal(1)
        self.targeted = False
        self.found = Figures("", (), ())
        self.words: str = " ".join(bare.split()).rstrip(". ")

    def take(self, pattern: Pattern, keep: str = " ") -> re.Match[str] | None:
        """Cut what a pattern finds out of the words."""
        match = pattern.search(self.words)
        if match is not None:
            self.words = (self.words[: match.start()] + keep + self.words[match.end() :]).strip()
        return match

    def figure(self, sign: str) -> Figure:
        """Return the figure of a sign in the words."""
        return self.found.figure(sign)

    def refuse(self, pattern: Pattern) -> None:
        """Give up where the words have what a pattern finds."""
        if pattern.search(self.words):
            raise NotUnderstoodError

    def add(self, adds: Adds) -> None:
        """Set how figures add; give up where the words say two ways."""
        if self.adds not in {None, adds}:
            raise NotUnderstoodError
        self.adds = adds

    def in_unit(self, figure: Figure) -> None:
        """Set the unit of a figure; give up where another figure has another unit."""
        if self.unit not in {None, figure.unit}:
            raise NotUnderstoodError
        self.unit, self.money = figure.unit, figure.money

    def start(self, sign: str | None, year: str | None) -> None:
        """Set the value and the year of the baseline, each once: "more than in 2011 (baseline: 45)" has them apart."""
        figure = None if sign is None else self.figure(sign)
        if figure is not None and figure.most is not None:
            raise NotUnderstoodError
        if figure is not None and figure.unit is not None:
            self.in_unit(figure)
        known = self.baseline or Baseline()
        value = None if figure is None else plain_number(figure.value * self.factor)
        stated = None if year is None else self.found.year(year)
        if (None not in {known.value, value}) or (None not in {known.year, stated} and known.year != stated):
            raise NotUnderstoodError
        self.baseline = Baseline(
            value=known.value if value is None else value, year=known.year or stated, due=known.due
        )

    def set_value(self, match: re.Match[str], comparison: Comparison | None = None) -> Figure:
        """Set the target value, once, with the words that compare it; of a change, with those that limit its size."""
        if self.value is not None or self.comparison not in {None, Comparison.INCREASE, Comparison.DECREASE}:
            raise NotUnderstoodError
        figure, compared = self.figure(match["value"]), self.compared(match)
        if figure.sign:
            step = Comparison.INCREASE_BY if figure.sign == "+" else Comparison.DECREASE_BY
            if comparison not in {None, step}:
                raise NotUnderstoodError  # "an increase of -5 %"
            comparison = step
        least, most = self.ends(match, figure)
        if most is not None and compared is not None:
            raise NotUnderstoodError
        self.value, self.most = least * self.factor, None if most is None else most * self.factor
        if figure.unit is not None or (self.unit not in {None, PERCENT} and not self.money):
            self.in_unit(figure)
        if comparison is None and self.most is not None:
            comparison = Comparison.BETWEEN
        if comparison is not None and compared in _AGAINST.get(comparison, ()):
            raise NotUnderstoodError  # "increase to at most 20"
        self.bound = None if comparison is None else compared
        self.comparison = comparison or compared
        if figure.scaled and not self.money and kpi_patterns().worth.search(self.words):
            raise NotUnderstoodError  # "assets of 2 million": of which currency
        return figure

    @staticmethod
    def compared(match: re.Match[str]) -> Comparison | None:
        """Return what the words before or behind a figure say: "at least 5", "5 or more"; give up if they differ."""
        patterns, groups = kpi_patterns(), match.groupdict()
        comparisons = {
            Comparison(table[key(groups[name])])
            for name, table in (("compare", patterns.comparisons), ("behind", patterns.behind))
            if groups.get(name)
        }
        if len(comparisons) > 1:
            raise NotUnderstoodError
        return next(iter(comparisons), None)

    def ends(self, match: re.Match[str], figure: Figure) -> tuple[Decimal, Decimal | None]:
        """Return the value of a figure, or the two ends of a range: "5-8", "between 5 and 8", "floor 5, ceiling 8"."""
        groups = match.groupdict()
        sign = groups.get("first") or groups.get("other")
        if sign is None:
            return figure.value, figure.most
        first = self.figure(sign)
        other = first.unit not in {None, figure.unit} or first.sign or first.most is not None
        if other or figure.most is not None or first.value > figure.value:
            raise NotUnderstoodError
        return first.value, figure.value


def plain_number(value: Decimal) -> Decimal:
    """Return a value as it is written without exponent and final zeros."""
    value = value.normalize()
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value
