"""Reported figures in words: one claim or figure, the shares beside a total, and how many have reported."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from empact.analysis import Claim, KpiProgress, Standing, Turnout, format_number
from empact.analysis.columns import format_cell
from empact.documents.language import Words
from empact.documents.progress import reporters_of, turnout
from empact.documents.progress_figures import amount_of, figures_of
from empact.model import Figure, FigureScope, FrozenMap


def value_of(
    kpi: KpiProgress, words: Words, *, named: bool = True, counted: bool = True, differences: bool = True
) -> Iterator[str]:
    """Yield what the claims about a KPI amount to, and how many of those expected have reported.

    Args:
        kpi: The progress of the KPI.
        words: The language of fixed words.
        named: Whether to show what each party states where there is no value; otherwise only the words of leaders.
        counted: Whether to say how many of those expected have reported.
        differences: Whether to say that sources differ.
    """
    value, *others = figures_of(kpi, words, named=named)
    if not named and kpi.words and kpi.value is None and not kpi.values:
        value, *others = tuple(_leader_words(kpi)) or (words("not reported"),)
    heard = turnout_of(reporters_of(kpi), words) if counted and kpi.claims else ""
    is_text = kpi.value is None and bool(kpi.words)
    yield value if is_text else ", ".join(filter(None, (value, heard)))
    differ = words("sources differ")
    yield from (phrase for phrase in others if differences or phrase != differ)
    yield from (heard,) if is_text and heard else ()


def has_headline(kpi: KpiProgress) -> bool:
    """Return whether the claims about a KPI amount to something: a value, a day, or words of a leader."""
    return kpi.value is not None or kpi.reached is not None or bool(kpi.values) or any(_leader_words(kpi))


def _leader_words(kpi: KpiProgress) -> Iterator[str]:
    """Return the newest result in words of each leader."""
    newest = {claim.by: claim for claim in kpi.words if claim.apart is None and claim.standing is Standing.LEADER}
    return (claim.words or "" for claim in newest.values())


def is_settled(kpi: KpiProgress) -> bool:
    """Return whether the Driver has settled the value of a KPI, or its day."""
    of_value = kpi.value is not None and kpi.value.settled is not None
    return of_value or (kpi.reached is not None and kpi.reached.settled is not None)


def turnout_of(reporters: Turnout, words: Words) -> str:
    """Return how many of the expected parties have reported; empty if nobody is expected."""
    return turnout(reporters, words) if reporters.expected else ""


def shares_of(kpi: KpiProgress, words: Words) -> str:
    """Return the shares beside a total, and how many of those expected have reported theirs; empty without any."""
    if kpi.shares is None:
        return ""
    said = words("shares: {value}", value=amount_of(kpi.shares, words, scope=False, current=kpi.round))
    return ", ".join(filter(None, (said, turnout_of(kpi.participants, words))))


def format_claim(claim: Claim, words: Words) -> str:
    """Format what a claim states about a KPI: ``460 in total``, ``nothing to report``, the words of the report."""
    if claim.figure is None:
        return claim.said
    return format_figure(attrs.evolve(claim.figure, value=claim.value, operations=FrozenMap(claim.operations)), words)


def format_figure(figure: Figure, words: Words) -> str:
    """Format a figure: ``460 in total, in operation JAD-2031-1``, or ``nothing to report``."""
    if figure.nothing:
        return words("nothing to report")
    parts: list[str] = []
    if figure.value is not None:
        value = format_number(figure.value)
        if figure.of is not None:
            value = words("{value} of {whole}", value=value, whole=format_number(figure.of))
        value = value if figure.unit is None else f"{value} {figure.unit}"
        scope = "{value} in total" if figure.scope is FigureScope.TOTAL else "{value} of its own"
        parts.append(words(scope, value=value))
    parts += [] if figure.reached is None else [words("reached on {day}", day=figure.reached)]
    parts += [] if parts else [format_cell(figure.text, words)]
    for operation, part in figure.operations.items():
        of_which = "in operation {operation}" if part == figure.value else "of which {value} in operation {operation}"
        parts.append(words(of_which, value=format_number(part), operation=operation))
    return ", ".join(parts)
