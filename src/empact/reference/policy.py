"""The policy cycles since 2011 and their priorities: which there were, and which follows which."""

from __future__ import annotations

import datetime as dt
import enum
import functools
from collections import Counter, defaultdict

import attrs

from empact.errors import UnknownIdError
from empact.model import Dated
from empact.reference.facts import Row, read_table
from empact.reprs import short_repr


@attrs.frozen(kw_only=True)
class CyclePriority(Dated):
    """A priority of a cycle. Its ``letter`` is unique only within that; since 2018, none is known."""

    cycle: str
    id: str
    letter: str | None
    name: str

    __repr__ = short_repr


@attrs.frozen(kw_only=True)
class Step(Dated):
    """A step of a cycle: what was done, by whom, and the number of the document, each as far as it is known.

    ``role`` is the word by which a plan cites the document: ``policy-cycle``, ``threat-assessment``, ``priorities``.
    """

    role: str
    name: str
    body: str | None = None
    document: str | None = None

    __repr__ = short_repr


@attrs.frozen(kw_only=True)
class Cycle(Dated):
    """A policy cycle, from its first to its last day, with its steps and its priorities.

    ``also`` are other ways to write its id; ``plan_years`` is how many years a plan covers, and ``plans`` how many
    plans a year has, where it is known and the same throughout.
    """

    id: str
    name: str
    also: tuple[str, ...] = ()
    priorities: tuple[CyclePriority, ...] = ()
    steps: tuple[Step, ...] = ()
    plan_years: int | None = None
    plans: int | None = None

    __repr__ = short_repr

    def document(self, role: str) -> str | None:
        """The number of the document of a step, such as ``priorities``; None where it is not known."""
        return next((step.document for step in self.steps if step.role == role), None)


class SuccessionKind(enum.Enum):
    """How a priority goes on: as one, as a part of one, as several, or as a goal that all priorities share."""

    CONTINUED = "continued"
    MERGED = "merged"
    SPLIT = "split"
    HORIZONTAL = "horizontal"


@attrs.frozen(kw_only=True)
class Succession(Dated):
    """A priority that goes on as one of the next cycle, in whole or in part, or as a goal that all of them share.

    ``later`` is None for the last of these. A priority that goes on as several is split, whether or not one of them
    has other roots too.
    """

    earlier: CyclePriority
    cycle: str
    later: CyclePriority | None
    kind: SuccessionKind

    __repr__ = short_repr


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
    steps: dict[str, list[Step]] = defaultdict(list)
    for row in read_table("steps"):
        steps[row.text("cycle")].append(
            Step(
                role=row.text("role"),
                name=row.text("name"),
                body=row.word("body"),
                document=row.word("document"),
                **row.dated(),
            )
        )
    return tuple(
        Cycle(
            id=row.text("id"),
            also=tuple((row.word("also") or "").split(";")),
            name=row.text("name"),
            priorities=tuple(priorities[row.text("id")]),
            steps=tuple(steps[row.text("id")]),
            plan_years=row.number("plan_years"),
            plans=row.number("plans"),
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
    rows = read_table("successions")
    earlier = Counter((row.text("cycle"), row.text("priority")) for row in rows)
    later = Counter((row.text("next_cycle"), row.word("next_priority")) for row in rows)

    def kind(row: Row) -> SuccessionKind:
        if row.word("next_priority") is None:
            return SuccessionKind.HORIZONTAL
        if earlier[row.text("cycle"), row.text("priority")] > 1:
            return SuccessionKind.SPLIT
        merged = later[row.text("next_cycle"), row.word("next_priority")] > 1
        return SuccessionKind.MERGED if merged else SuccessionKind.CONTINUED

    return tuple(
        Succession(
            earlier=priority(row.text("cycle"), row.text("priority")),
            cycle=cycle(row.text("next_cycle")).id,
            later=None if (key := row.word("next_priority")) is None else priority(row.text("next_cycle"), key),
            kind=kind(row),
            **row.dated(),
        )
        for row in rows
    )


def successors(cycle_id: str, key: str) -> tuple[CyclePriority, ...]:
    """What a priority goes on as in the next cycle; empty where it ends, becomes a shared goal, or nothing is known."""
    earlier = priority(cycle_id, key)
    return tuple(each.later for each in successions() if each.earlier == earlier and each.later is not None)


def predecessors(cycle_id: str, key: str) -> tuple[CyclePriority, ...]:
    """What a priority goes on from, out of the cycle before."""
    later = priority(cycle_id, key)
    return tuple(each.earlier for each in successions() if each.later == later)
