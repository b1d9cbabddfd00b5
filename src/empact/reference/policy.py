"""The policy cycles since 2011 and their priorities: which there were, and which follows which."""

from __future__ import annotations

import datetime as dt
import functools
from collections import defaultdict

import attrs

from empact.errors import UnknownIdError
from empact.model import Dated
from empact.reference.facts import read_table


@attrs.frozen(kw_only=True)
class CyclePriority(Dated):
    """A priority of a cycle. Its ``letter`` is unique only within that; since 2018, none is known."""

    cycle: str
    id: str
    letter: str | None
    name: str


@attrs.frozen(kw_only=True)
class Cycle(Dated):
    """A policy cycle, from its first to its last day.

    ``also`` are other ways to write its id; ``plan_years`` is how many years a plan covers, and ``plans`` how many
    plans a year has, where it is known and the same throughout. Documents are told by their numbers.
    """

    id: str
    name: str
    also: tuple[str, ...] = ()
    priorities: tuple[CyclePriority, ...] = ()
    plan_years: int | None = None
    plans: int | None = None
    threat_assessment: str | None = None
    basis: str | None = None
    priorities_document: str | None = None
    goals_document: str | None = None


@attrs.frozen(kw_only=True)
class Succession(Dated):
    """A priority that goes on as one of the next cycle, in whole or in part."""

    earlier: CyclePriority
    later: CyclePriority


@functools.cache
def cycles() -> tuple[Cycle, ...]:
    """Every policy cycle, in the order of time."""
    priorities: dict[str, list[CyclePriority]] = defaultdict(list)
    for row in read_table("priorities"):
        priorities[row.text("cycle")].append(
            CyclePriority(
                cycle=row.text("cycle"),
                id=row.text("id"),
                letter=row.word("letter"),
                name=row.text("name"),
                **row.dated(),
            )
        )
    return tuple(
        Cycle(
            id=row.text("id"),
            also=tuple((row.word("also") or "").split(";")),
            name=row.text("name"),
            priorities=tuple(priorities[row.text("id")]),
            plan_years=row.number("plan_years"),
            plans=row.number("plans"),
            threat_assessment=row.word("threat_assessment"),
            basis=row.word("basis"),
            priorities_document=row.word("priorities_document"),
            goals_document=row.word("goals_document"),
            **row.dated("first_day", "last_day"),
        )
        for row in read_table("cycles")
    )


@functools.cache
def _by_id() -> dict[str, Cycle]:
    return {name: cycle for cycle in cycles() for name in (cycle.id, *cycle.also)}


def cycle(id: str) -> Cycle:
    """The cycle with this id: "2011-2013"; raises :class:`~empact.errors.UnknownIdError`."""
    known = _by_id()
    if id not in known:
        raise UnknownIdError("policy cycle", id, known)
    return known[id]


def cycle_on(on: dt.date) -> Cycle | None:
    """The cycle that a day lies in."""
    return next((cycle for cycle in cycles() if cycle.holds(on)), None)


def priority(cycle_id: str, key: str) -> CyclePriority:
    """The priority of a cycle with this letter or id; raises :class:`~empact.errors.UnknownIdError`."""
    known = cycle(cycle_id).priorities
    for candidate in known:
        if key in (candidate.letter, candidate.id):
            return candidate
    raise UnknownIdError("priority", key, [known.id for known in known])


@functools.cache
def successions() -> tuple[Succession, ...]:
    """Which priority goes on as which, as far as it is known."""
    return tuple(
        Succession(
            earlier=priority(row.text("cycle"), row.text("priority")),
            later=priority(row.text("next_cycle"), row.text("next_priority")),
            **row.dated(),
        )
        for row in read_table("successions")
    )


def successors(cycle_id: str, key: str) -> tuple[CyclePriority, ...]:
    """What a priority goes on as in the next cycle; empty where it ends or nothing is known."""
    earlier = priority(cycle_id, key)
    return tuple(each.later for each in successions() if each.earlier == earlier)


def predecessors(cycle_id: str, key: str) -> tuple[CyclePriority, ...]:
    """What a priority goes on from, out of the cycle before."""
    later = priority(cycle_id, key)
    return tuple(each.earlier for each in successions() if each.later == later)
