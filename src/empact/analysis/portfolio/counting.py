"""Counting: what the KPIs of a plan count."""

from __future__ import annotations

import functools
import re

import attrs

from empact.analysis.positions import walk_actions
from empact.diagnostics import Pointer
from empact.grammar.language import language
from empact.model import Action, Kpi, KpiKind, Plan
from empact.values import value

_BRACKETS = re.compile(r"\([^()]*\)")
_SIGNS = "\"'“”‘’.:; "


@value(kw_only=True)
class Count:
    """A KPI that counts something, such as arrests."""

    plan: Plan = attrs.field(repr=False)
    """The plan that has the KPI."""
    action: Action = attrs.field(repr=False)
    """The action that has the KPI."""
    at: Pointer
    """The pointer of the KPI."""
    thing: str
    """What it counts, in the words of the KPI without quotation marks and words in brackets."""

    def __str__(self) -> str:
        return f"{self.plan.id}:{self.action.number}"


def counts(plan: Plan) -> dict[str, tuple[Count, ...]]:
    """Return what the KPIs of a plan count, in document order, by the thing that is counted.

    A KPI that joins two measures ("arrests / detected illegal immigrants") counts both. Two things are the same if
    their words are; capital letters, quotation marks and words in brackets are ignored.
    """
    by_thing: dict[str, list[Count]] = {}
    for _, at, action in walk_actions(plan):
        for item, kpi in enumerate(action.kpis):
            if isinstance(kpi, Kpi) and kpi.kind is KpiKind.COUNT:
                units = [part.unit for part in kpi.parts] or [kpi.unit or ""]
                for thing in {thing: None for unit in units for thing in _things(unit)}:
                    by_thing.setdefault(thing, []).append(
                        Count(plan=plan, action=action, at=at / "kpis" / "items" / item, thing=thing)
                    )
    return {thing: tuple(counted) for thing, counted in by_thing.items()}


@functools.cache
def _parts() -> re.Pattern[str]:
    """Return the pattern that separates the things that one KPI counts: a slash with a space, a comma, "and"."""
    both = language("en.rules").pattern("counting", "both", exact=True)
    return re.compile(rf"\s/|/\s|\s{both}\s|,\s")


@functools.lru_cache(maxsize=4096)  # many actions count the same things
def _things(unit: str) -> tuple[str, ...]:
    pieces = (" ".join(piece.split()).strip(_SIGNS).casefold() for piece in _parts().split(_BRACKETS.sub(" ", unit)))
    return tuple(dict.fromkeys(piece for piece in pieces if piece))
