"""Amounts: ranges of values that add up exactly, and the trees of claims that they come from."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal

import attrs

from empact.analysis.claims.convention import Row
from empact.analysis.claims.indicators import PERCENT, unit_key
from empact.analysis.claims.rounds import Round
from empact.analysis.claims.values import Claim, SettledClaim, Thing
from empact.arguments import check_type, objects, write_decimal
from empact.values import listed, unlisted, value

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
    check_type("The value", "a Decimal", Decimal, value, write_decimal)
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
        check_type("The value", "a Decimal", Decimal, value, write_decimal)
        return cls(value, value)

    @classmethod
    def around(cls, values: Iterable[Decimal]) -> Range:
        """Return the range from the lowest to the highest of several values."""
        known = objects("values", "a list of Decimals", Decimal, values)
        return cls(min(known), max(known))

    @property
    def certain(self) -> bool:
        """Whether the value is known exactly."""
        return self.low == self.high

    def meets(self, other: Range) -> bool:
        """Whether a value can be in both ranges."""
        check_type("The other", "a Range", Range, other)
        return self.low <= other.high and other.low <= self.high

    def __str__(self) -> str:
        low, high = format_number(self.low), format_number(self.high)
        return low if self.certain else f"{low} to {high}"


def exact_sum(*values: Decimal) -> Decimal:
    """Return the sum of values, in the order given, without rounding."""
    total = Decimal(0)
    for term in values:
        if type(term) is not Decimal:
            check_type("Each of values", "a Decimal", Decimal, term, write_decimal)
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


def distinct_pairs(several: Iterable[Sequence[Ratio]]) -> tuple[Ratio, ...]:
    """Return the sums of numerators and denominators that are possible; none if there are too many to compare."""
    sums: dict[Ratio, None] = {(Decimal(0), Decimal(0)): None}
    for pairs in several:
        if not pairs or len(sums) * len(pairs) > _MOST_PAIRS:
            return ()
        sums = {
            (exact_sum(numerator, value), exact_sum(denominator, of)): None
            for numerator, denominator in sums
            for value, of in pairs
        }
    return tuple(sums)


_MOST_PAIRS = 1000
"""More choices than this are not compared one by one: then the bounds of both numbers count."""


@value(kw_only=True)
class Amount:
    """What claims amount to: a tree, with the claims as its leaves. It is a range if several values are possible."""

    row: Row = attrs.field(metadata=unlisted())
    """The row of the convention by which it is made."""
    name: str = attrs.field(metadata=unlisted())
    """What it is the amount of: a party, a round, ``shares`` or ``total``."""
    low: Decimal
    """The lowest possible value."""
    high: Decimal
    """The highest possible value; equal to the lowest if the value is certain."""
    of: Range | None = None
    """The denominators, if it is a ratio; otherwise None."""
    pairs: tuple[Ratio, ...] = attrs.field(default=(), repr=False, metadata=unlisted())
    """If it is a ratio: the numerators and denominators that are possible; empty if only their bounds are known."""
    unit: str | None = None
    """The unit; None if neither plan nor register nor report has one."""
    basis: Thing
    """Whether it is made of totals of leaders, or of shares. The two are never added in one round."""
    at_least: bool = False
    """Whether the value can be higher, because an expected party has not reported."""
    so_far: bool = False
    """Whether it is from before a round in which something was expected and nothing is reported."""
    round: Round | None = attrs.field(default=None, repr=False, metadata=unlisted())
    """The round that it is from; None if it is made of several."""
    claims: tuple[Claim, ...] = attrs.field(default=(), repr=False, metadata=unlisted())
    """The claims that state it, if it is made of no other amounts; otherwise empty."""
    terms: tuple[Amount, ...] = attrs.field(default=(), repr=False, metadata=unlisted())
    """The amounts that it is made of."""
    repeats: Amount | None = attrs.field(default=None, repr=False, metadata=unlisted())
    """The earlier amount of a party that has nothing new to report, if it still counts; None otherwise."""
    settled: SettledClaim | None = attrs.field(default=None, repr=False, metadata=unlisted())
    """The settlement of the Driver that decides it; None if none does."""
    missing: tuple[str, ...] = ()
    """The codes of the parties that are expected to report a part of it, and have not."""

    @property
    def range(self) -> Range:
        """The value with its bounds."""
        return Range(self.low, self.high)

    @property
    def certain(self) -> bool:
        """Whether exactly one value is possible."""
        return self.low == self.high and (self.of is None or self.of.certain) and not (self.at_least or self.so_far)

    @property
    def leaves(self) -> tuple[Claim, ...]:
        """The claims that it is made of, in order."""
        return (*self.claims, *(claim for term in self.terms for claim in term.leaves))

    @property
    def repeated(self) -> tuple[Claim, ...]:
        """The earlier claims whose values it repeats."""
        earlier = () if self.repeats is None else (*self.repeats.leaves, *self.repeats.repeated)
        return (*earlier, *(claim for term in self.terms for claim in term.repeated))

    @listed
    def rounds(self) -> tuple[Round, ...]:
        """The rounds that its claims are from, in order."""
        rounds = {claim.round.number: claim.round for claim in self.leaves}
        return tuple(rounds[number] for number in sorted(rounds))

    @listed
    def settled_by(self) -> str | None:
        """The id of the Driver's report that settles it; None if none does."""
        return None if self.settled is None else self.settled.filed.id

    @listed
    def percents(self) -> Range | None:
        """The ratio in percent with its bounds, of the sums of numerators and denominators; None if it is none."""
        if self.of is None or self.of.low <= 0:
            return None
        return percent_range(self.range, self.of, self.pairs)

    @property
    def text(self) -> str:
        """The value in words: ``at least 460 clocks seized``, ``8 of 10``, ``12 to 15 so far``."""
        value = str(self.range) if self.of is None else f"{self.range} of {self.of}"
        value = value if self.unit is None or (self.of and unit_key(self.unit) in PERCENT) else f"{value} {self.unit}"
        return f"{'at least ' if self.at_least else ''}{value}{' so far' if self.so_far else ''}"

    def __str__(self) -> str:
        return self.text

    def explain(self, depth: int = 0) -> Iterator[Step]:
        """Yield how it comes about: each amount before those that it is made of.

        Args:
            depth: How deep in a tree it is.
        """
        if self.settled is not None:
            by, on, id = self.settled.by, self.settled.on, self.settled.filed.id
            yield Step(depth, f"{self.text}: {by}, as the Driver, settles it on {on} ({id}).", self.row.key)
        elif self.claims and not self.terms:
            for claim in self.claims:
                yield Step(depth, f"{claim}.", self.row.key)
            if self.repeats is not None:
                yield from self.repeats.explain(depth + 1)
        else:
            missing = f" Not reported by {', '.join(self.missing)}." if self.missing else ""
            yield Step(depth, f"{self.text}: {self.row.says.format(name=self.name)}.{missing}", self.row.key)
        for term in self.terms:
            yield from term.explain(depth + 1)


@value
class Step:
    """One step of the explanation of a value."""

    depth: int
    """How deep it is in the tree, from 0."""
    text: str
    """A sentence."""
    row: str
    """The key of the row of the convention that it follows; of what is left out, it may be that of a refusal."""

    def __str__(self) -> str:
        return f"{'  ' * self.depth}{self.text}"


def of_claim(row: Row, claim: Claim, unit: str | None = None) -> Amount:
    """Return what one claim amounts to, in its own unit if none is given."""
    low = claim.value or Decimal(0)
    of = None if claim.of is None else Range.exactly(claim.of)
    return Amount(
        row=row,
        name=claim.by if claim.part is None else f"{claim.by} ({claim.part})",
        low=low,
        high=low,
        of=of,
        pairs=() if claim.of is None else ((low, claim.of),),
        unit=claim.unit if unit is None else unit,
        basis=Thing.TOTAL if claim.thing is Thing.TOTAL else Thing.SHARE,
        round=claim.round,
        claims=(claim,),
    )


def sum_of(row: Row, name: str, terms: Sequence[Amount]) -> Amount:
    """Return the sum of amounts; at least one."""
    of = [term.of for term in terms if term.of is not None]
    value = add_ranges(term.range for term in terms)
    rounds = {term.round for term in terms}
    return Amount(
        row=row,
        name=name,
        low=value.low,
        high=value.high,
        of=add_ranges(of) if of else None,
        pairs=distinct_pairs(term.pairs for term in terms) if of else (),
        unit=next((term.unit for term in terms if term.unit is not None), None),
        basis=Thing.TOTAL if any(term.basis is Thing.TOTAL for term in terms) else Thing.SHARE,
        at_least=any(term.at_least for term in terms),
        round=next(iter(rounds)) if len(rounds) == 1 else None,
        terms=tuple(terms),
    )


def one_of(row: Row, name: str, terms: Sequence[Amount]) -> Amount:
    """Return an amount of which several values are possible: each is one of the terms."""
    first = terms[0]
    if len(terms) == 1:
        return first
    of = [term.of for term in terms if term.of is not None]
    pairs = [pair for term in terms for pair in term.pairs]
    known = all(term.pairs for term in terms)
    return Amount(
        row=row,
        name=name,
        low=min(term.low for term in terms),
        high=max(term.high for term in terms),
        of=Range.around(bound for amount in of for bound in (amount.low, amount.high)) if of else None,
        pairs=tuple(dict.fromkeys(pairs)) if of and known else (),
        unit=next((term.unit for term in terms if term.unit is not None), None),
        basis=first.basis,
        round=first.round,
        terms=tuple(terms),
    )
