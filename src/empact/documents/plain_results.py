"""Results in plain words, for readers who have never seen a plan: what a KPI amounts to, its target, and how far it is.

They are headlines: no sentence names who reports what, or says how figures are counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

import attrs

from empact.analysis import Amount, Decision, KpiProgress, Range, Standing, TargetState, format_number
from empact.analysis.claims.indicators import PERCENT, POINTS, unit_key
from empact.analysis.progressing.driver_reports import Doubt, doubt_of, possible_range, silent_round
from empact.documents.language import Words
from empact.documents.progress_figures import amount_of, day_of, range_of
from empact.model import ActionStatus, Comparison, FigureKind, Kpi, Unit

_SEVERAL = 2
_REACHED = Decimal(100)
"""The percentage of a target that is reached."""
_STATES = {
    TargetState.REACHED: "reached",
    TargetState.NOT_REACHED: "not reached",
    TargetState.OPEN: "still open",
    TargetState.UNJUDGED: "not certain",
}
_PLAIN = frozenset({Comparison.EQUAL, Comparison.BETWEEN, Comparison.OF_BASELINE})
"""Comparisons without words before the number."""
_TIMES = frozenset(unit.value for unit in Unit)
"""For what a number can be meant each time in the language of the paper; anything else is in the words of the plan."""
COUNTED = {
    ActionStatus.NOT_STARTED: ("1 has not started", "{number} have not started"),
    ActionStatus.LIVE: ("1 is under way", "{number} are under way"),
    ActionStatus.COMPLETED: ("1 is completed", "{number} are completed"),
    ActionStatus.NOT_COMPLETED: ("1 was not completed", "{number} were not completed"),
    ActionStatus.CARRIED_OVER: ("1 continues in a later plan", "{number} continue in a later plan"),
    ActionStatus.CANCELLED: ("1 is cancelled", "{number} are cancelled"),
    ActionStatus.UNCLEAR: ("the status of 1 is unclear", "the status of {number} is unclear"),
    ActionStatus.NOT_REPORTED: ("nothing is reported about 1", "nothing is reported about {number}"),
}
"""What is said of one action with a status, and of several."""


def measure_of(kpi: KpiProgress) -> str:
    """Return what a KPI counts in the words of the plan, or else its text, in one line; a part has its number."""
    known = kpi.indicator.known
    counted = None if known is None or kpi.indicator.figure is FigureKind.DAY else known.counted
    measure = " ".join((counted or kpi.measure).split())
    is_part = kpi.kpi is not None and not kpi.kpi.isdecimal()
    return f"{kpi.kpi}: {measure}" if is_part else measure


def result_of(kpi: KpiProgress, words: Words) -> str:
    """Return what is reported for a KPI: ``460 clocks seized``, ``2 to 3 workshops searched; sources differ``."""
    said = _result(kpi, words)
    return f"{said}; {words('sources differ')}" if doubt_of(kpi) is Doubt.DIFFERING else said


def _result(kpi: KpiProgress, words: Words) -> str:
    value = kpi.value
    if not kpi.claims:
        return words("not reported")
    if kpi.indicator.figure is FigureKind.DAY:
        return day_of(kpi, words)
    if value is not None:
        known = possible_range(kpi) or value.range
        value = attrs.evolve(value, low=known.low, high=known.high)
        silent = silent_round(kpi)
        if silent is None:
            return amount_of(value, words, scope=False, current=kpi.round)
        nothing = words("nothing reported in {round}", round=silent)
        return f"{_in_rounds([value], words)}, {nothing}"
    if kpi.values:
        listed = _in_rounds(kpi.values, words)
        return words("{values} (not added up)", values=listed) if len(kpi.values) >= _SEVERAL else listed
    newest = {claim.by: claim for claim in kpi.words if claim.apart is None and claim.standing is Standing.LEADER}
    return "; ".join(claim.words or "" for claim in newest.values()) or words("not reported")


def short_result(kpi: KpiProgress, words: Words) -> str:
    """Return what is reported for a KPI beside the words of what it measures: without its unit, if they have it."""
    unit = kpi.value.unit if kpi.value is not None else None
    is_named = unit is not None and _is_named(unit, kpi)
    return result_of(attrs.evolve(kpi, decision=_without_unit(kpi.decision)) if is_named else kpi, words)


def _is_named(unit: str, kpi: KpiProgress) -> bool:
    """Whether the words of what a KPI measures name a unit, so that a number beside them needs none."""
    return re.search(rf"(?<!\w){re.escape(unit)}s?(?!\w)", measure_of(kpi), re.IGNORECASE) is not None


def _without_unit(decision: Decision) -> Decision:
    headline = None if decision.headline is None else attrs.evolve(decision.headline, unit=None)
    return attrs.evolve(decision, headline=headline)


def _in_rounds(amounts: Iterable[Amount], words: Words) -> str:
    """Return values with their rounds: ``22 of 28 in June 2031, 30 of 34 in December 2031``."""
    return ", ".join(
        words(
            "{value} in {round}",
            value=amount_of(amount, words, scope=False),
            round=", ".join(map(str, amount.rounds)),
        )
        for amount in amounts
    )


def target_of(kpi: KpiProgress, words: Words) -> str | None:
    """Return the target of a KPI, with its day if the plan sets one: ``at least 20 by 2031-06-30``. None without."""
    known = kpi.indicator.known
    if known is None or kpi.target is None:
        return None
    day = kpi.indicator.day
    if kpi.indicator.figure is FigureKind.DAY:
        return None if day is None else words("by {day}", day=day)
    said = _of_words(known, words)
    if known.value is not None:
        said = " ".join(filter(None, (said, _of_number(kpi, known, known.value, words))))
    if kpi.indicator.has_day and day is not None:
        return words("{target} by {day}", target=said, day=day)
    return said or None


def _of_words(known: Kpi, words: Words) -> str:
    """Return the words before the number of a target: ``at least``, ``increase by at most``; empty without any."""
    stated = (known.comparison, known.bound)
    said = " ".join(each.value for each in stated if each is not None and each not in _PLAIN)
    return words(said) if said else ""


def _of_number(kpi: KpiProgress, known: Kpi, least: Decimal, words: Words) -> str:
    """Return the number of a target, with what is needed to read it: ``30000000 EUR``, ``10 per month``."""
    number, unit = format_number(least), known.unit
    if known.most is not None:
        number = words("{first} to {last}", first=number, last=format_number(known.most))
    if unit_key(unit) in PERCENT:
        number = f"{number}\N{NO-BREAK SPACE}%"
    elif unit == POINTS:
        number = f"{number} {words(POINTS)}"
    elif unit is not None and not _is_named(unit, kpi):
        number = f"{number} {unit}"
    if known.comparison is Comparison.OF_BASELINE:
        number = words("{value} of the baseline", value=number)
    if known.per is None:
        return number
    each = words(f"per {known.per}") if known.per in _TIMES else words("per {each}", each=known.per)
    return f"{number} {each}"


STATES = ("reached", "reached after its day", "still open", "not reached", "not certain")
"""Whether targets are reached, in the order in which they are counted."""


def state_of(kpi: KpiProgress, words: Words) -> str | None:
    """Return whether the target of a KPI is reached; None if it has none, or if nothing is reported."""
    state = english_state(kpi)
    return None if state is None else words(state)


def english_state(kpi: KpiProgress) -> str | None:
    """Return one of the states in English; None if the KPI has no target, or if nothing is reported."""
    target = kpi.target
    if target is None or not kpi.claims:
        return None
    return "reached after its day" if target.in_time is False else _STATES[target.state]


def share_of(kpi: KpiProgress) -> Range | None:
    """Return how much of its target a KPI has reached, in whole percent; None if that has no meaning.

    What is below 100 is never rounded to 100. A value that is not added up has none.
    """
    percent = None if kpi.target is None else kpi.target.percent
    if percent is None or percent.low < 0 or silent_round(kpi) is not None:
        return None
    return Range(_whole(percent.low), _whole(percent.high))


def _whole(percent: Decimal) -> Decimal:
    rounded = percent.to_integral_value()
    return rounded if rounded < _REACHED or percent >= _REACHED else _REACHED - 1


def share_words(kpi: KpiProgress, words: Words) -> str | None:
    """Return how much of its target a KPI has reached: ``92 %``, ``at least 80 %``; None if that has no meaning."""
    share = share_of(kpi)
    if share is None:
        return None
    said = f"{range_of(share, words)}\N{NO-BREAK SPACE}%"
    return words("at least {value}", value=said) if kpi.value is not None and kpi.value.at_least else said
