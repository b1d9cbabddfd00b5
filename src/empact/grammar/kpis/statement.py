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
        """Set the baseline, once."""
        if self.baseline is not None and self.baseline.value is not None:
            raise NotUnderstoodError
        figure = None if sign is None else self.figure(sign)
        if figure is not None and figure.most is not None:
            raise NotUnderstoodError
        if figure is not None and figure.unit is not None:
            self.in_unit(figure)
        self.baseline = Baseline(
            value=None if figure is None else plain_number(figure.value * self.factor),
            year=None if year is None else self.found.year(year),
        )

    def set_value(self, match: re.Match[str], comparison: Comparison | None = None, first: str | None = None) -> Figure:
        """Set the target value, once, with the words that compare it."""
        figure = self.figure(match["value"])
        if self.value is not None or self.comparison not in {None, Comparison.INCREASE, Comparison.DECREASE}:
            raise NotUnderstoodError
        groups = match.groupdict()
        comparisons = [
            Comparison(table[key(groups[name])])
            for name, table in (("compare", kpi_patterns().comparisons), ("behind", kpi_patterns().behind))
            if groups.get(name)
        ]
        if len({*comparisons}) > 1 or (figure.most is not None and (comparisons or first)):
            raise NotUnderstoodError
        if figure.sign and comparison is None:
            comparison = Comparison.INCREASE_BY if figure.sign == "+" else Comparison.DECREASE_BY
        self.value, self.most = figure.value * self.factor, None
        if figure.most is not None:
            self.most = figure.most * self.factor
        if first is not None:
            start = self.figure(first)
            if start.value > figure.value:
                raise NotUnderstoodError
            self.value, self.most = start.value * self.factor, figure.value * self.factor
        if figure.unit is not None or (self.unit not in {None, PERCENT} and not self.money):
            self.in_unit(figure)
        if comparison is None and self.most is not None:
            comparison = Comparison.BETWEEN
        self.comparison = comparison or (comparisons[0] if comparisons else None)
        if figure.scaled and not self.money and kpi_patterns().worth.search(self.words):
            raise NotUnderstoodError  # "assets of 2 million": of which currency
        return figure


def plain_number(value: Decimal) -> Decimal:
    """Return a value as it is written without exponent and final zeros."""
    value = value.normalize()
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value
