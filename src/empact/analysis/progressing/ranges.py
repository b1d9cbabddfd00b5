"""Numbers: ranges of values that add up exactly."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal

from empact.values import value

_EXACT = Context(prec=120, Emax=MAX_EMAX, Emin=MIN_EMIN)
"""More digits than a count or an amount has; figures are read with at most a few dozen."""
_LONGEST = 30
"""A number with more digits than this is written with an exponent."""
_ROUNDED = Context(Emax=MAX_EMAX, Emin=MIN_EMIN)
_WHOLE, _NEARLY = Decimal(100), Decimal("99.9")
Ratio = tuple[Decimal, Decimal]
"""A numerator and its denominator."""


def format_number(value: Decimal) -> str:
    """Return a number for people: ``460``, ``12.5``."""
    if not value.is_finite() or abs(value.adjusted()) > _LONGEST:
        return str(value)
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@value
class Range:
    """A value between two bounds, both included; they are equal if the value is certain."""

    low: Decimal
    """The lowest possible value."""
    high: Decimal
    """The highest possible value; equal to the lowest if the value is certain."""

    @classmethod
    def exactly(cls, value: Decimal) -> Range:
        """Return the range of a certain value."""
        return cls(value, value)

    @classmethod
    def around(cls, values: Iterable[Decimal]) -> Range:
        """Return the range from the lowest to the highest of several values."""
        known = tuple(values)
        return cls(min(known), max(known))

    @property
    def certain(self) -> bool:
        """Whether the value is known exactly."""
        return self.low == self.high

    def meets(self, other: Range) -> bool:
        """Whether a value can be in both ranges."""
        return self.low <= other.high and other.low <= self.high

    def __str__(self) -> str:
        low, high = format_number(self.low), format_number(self.high)
        return low if self.certain else f"{low} to {high}"


def exact_sum(*values: Decimal) -> Decimal:
    """Return the sum of values, in the order given, without rounding."""
    total = Decimal(0)
    for term in values:
        total = _EXACT.add(total, term)
    return total


def percentage(value: Decimal, of: Decimal) -> Decimal:
    """Return a value in percent of another, which is not zero, with 28 digits."""
    return _ROUNDED.divide(_EXACT.multiply(Decimal(100), value), of)


def percent_range(value: Range, of: Range, ratios: Iterable[Ratio] = ()) -> Range:
    """Return a value in percent of another, which is above zero: of the ratios that are possible, or of all bounds."""
    pairs = tuple(ratios) or tuple(itertools.product((value.low, value.high), (of.low, of.high)))
    return Range.around(percentage(numerator, denominator) for numerator, denominator in pairs)


def share(value: Decimal, percent: Decimal) -> Decimal:
    """Return so many percent of a value, with 28 digits."""
    return _ROUNDED.divide(_EXACT.multiply(value, percent), Decimal(100))


def round_percent(value: Decimal) -> Decimal:
    """Return a percentage with one decimal, without a zero at its end; what is below 100 is never rounded to 100."""
    short = value.normalize(_ROUNDED) if value.adjusted() > _LONGEST else value.quantize(Decimal("0.1"), context=_EXACT)
    if value < _WHOLE <= short:
        short = _NEARLY
    return Decimal(format_number(short))


def format_percent(value: Decimal) -> str:
    """Return a percentage for people, with one decimal: ``83.9 %``."""
    return f"{format_number(round_percent(value))} %"


def add_ranges(ranges: Iterable[Range]) -> Range:
    """Return the sum of ranges: of all low bounds, and of all high ones."""
    known = tuple(ranges)
    return Range(exact_sum(*(term.low for term in known)), exact_sum(*(term.high for term in known)))
