"""Figures in words: what the claims about a KPI amount to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import attrs

from empact.analysis import Amount, Claim, DifferenceKind, KpiProgress, Range, Round, Thing, format_number
from empact.analysis.claims import convention
from empact.analysis.claims.indicators import PERCENT, unit_key
from empact.documents.language import Words, words_in
from empact.model import FigureKind

_ENGLISH = words_in("en")
_OF_VALUE = frozenset(
    {
        DifferenceKind.TOTALS,
        DifferenceKind.TWO_VALUES,
        DifferenceKind.ABOVE_TOTAL,
        DifferenceKind.BELOW_TOTAL,
        DifferenceKind.DAYS,
    }
)
"""The differences that make a value uncertain, or that a total has with its shares."""


def figures_of(kpi: KpiProgress, words: Words = _ENGLISH, *, named: bool = True) -> Iterator[str]:
    """Return what the claims about a KPI amount to, in one or two phrases. Silence is "not reported".

    Args:
        kpi: The progress of the KPI.
        words: The language of fixed words.
        named: Whether values that are not added up have the parties that reported them.
    """
    kind, value = kpi.indicator.figure, kpi.value
    if not kpi.claims:
        yield words("not reported")
    elif kind is FigureKind.DAY:
        yield day_of(kpi, words)
    elif value is not None:
        yield amount_of(value, words, current=kpi.round)
    elif kpi.values:
        yield words("{values}; how they add up is not decided", values=_values(kpi.values, words, named=named))
    elif kpi.words:
        newest = kpi.words[-1].round
        yield from (f"{claim.by}: {claim.words}" for claim in kpi.words if claim.round == newest)
    else:
        yield words("no figure counts")
    if any(difference.open and difference.kind in _OF_VALUE for difference in kpi.differences):
        yield words("sources differ")


def day_of(kpi: KpiProgress, words: Words) -> str:
    """Return on which day a milestone was reached, as far as its leaders agree."""
    reached = kpi.reached
    if reached is None:
        return words("the day is not reported")
    if reached.unclear:
        return words("whether it was reached is unclear")
    if reached.first is None or reached.last is None:
        return words("not reached")
    if reached.first == reached.last:
        return words("reached on {day}", day=reached.first)
    return words("reached between {first} and {last}", first=reached.first, last=reached.last)


def _values(amounts: Sequence[Amount], words: Words, *, named: bool) -> str:
    """Return the values of rounds that are not added up: ``QO 12 arrests (June 2031), 10 (December 2031)``."""
    said: list[str] = []
    before, unit = "", None
    for amount in amounts:
        who = ", ".join(parties_of(amount.leaves)) if named else ""
        value = amount_of(attrs.evolve(amount, unit=None) if amount.unit == unit else amount, words, scope=False)
        value = f"{value} ({', '.join(map(str, amount.rounds))})"
        said.append(value if who == before else f"{who} {value}")
        before, unit = who, amount.unit
    return ", ".join(said)


def parties_of(claims: Iterable[Claim]) -> tuple[str, ...]:
    """Return the codes of the parties that make claims, each once."""
    return tuple(dict.fromkeys(claim.by for claim in claims))


def amount_of(amount: Amount, words: Words = _ENGLISH, *, scope: bool = True, current: Round | None = None) -> str:
    """Format a value: ``at least 5 monthly reports (shares, June 2031)``.

    Args:
        amount: The value.
        words: The language of fixed words.
        scope: Whether to say that it is made of shares, where the place does not say it already.
        current: The round of the checkpoint. A value of earlier rounds has their names.
    """
    value = range_of(amount.range, words)
    if amount.of is not None:
        value = words("{value} of {whole}", value=value, whole=range_of(amount.of, words))
    if amount.unit is not None and not (amount.of is not None and unit_key(amount.unit) in PERCENT):
        value = f"{value} {amount.unit}"
    value = words("at least {value}", value=value) if amount.at_least else value
    value = words("{value} so far", value=value) if amount.so_far else value
    notes = [words("shares")] if scope and amount.basis is Thing.SHARE else []
    rounds = amount.rounds
    is_mixed = amount.row == convention.CUMULATIVE_SHARES and len(rounds) > 1
    if current is not None and rounds and (current not in rounds or is_mixed):
        notes += map(str, rounds)
    return f"{value} ({', '.join(notes)})" if notes else value


def range_of(value: Range, words: Words = _ENGLISH) -> str:
    """Format a range: ``460 to 590``."""
    low, high = format_number(value.low), format_number(value.high)
    return low if value.certain else words("{first} to {last}", first=low, last=high)
