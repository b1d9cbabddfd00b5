"""The policy cycles since 2011, their priorities, and the successions between them."""

from __future__ import annotations

import datetime as dt
import enum
import functools
from collections import Counter, defaultdict

import attrs

from empact.errors import UnknownIdError
from empact.model import Confidence, Dated
from empact.reference.facts import Row, read_table
from empact.values import owned, value


@value(kw_only=True)
class CyclePlan(Dated):
    """The subject of the plans of a priority, in each period one plan.

    A priority may have several, such as cyber-attacks and child sexual exploitation under cybercrime.
    """

    cycle: str
    """The id of the cycle, such as ``2018-2021``."""
    priority: str
    """The id of the priority in the cycle."""
    name: str
    """The subject, such as ``Cyber-attacks``."""
    also: tuple[str, ...] = ()
    """Other names of the subject, such as ``CSE``."""


@value(kw_only=True)
class CyclePriority(Dated):
    """A priority of a cycle, with the subjects of its plans."""

    cycle: str
    """The id of the cycle, such as ``2011-2013``."""
    id: str
    """The id of the priority, which is unique in its cycle."""
    letter: str | None
    """The letter of the priority, such as ``C``, unique only within the cycle. None if the cycle has no letters, as
    since 2018.
    """
    name: str
    """The name of the priority, such as ``Illegal Immigration``."""
    also: tuple[str, ...] = ()
    """Other names of the priority, such as ``THB``."""
    plans: tuple[CyclePlan, ...] = ()
    """The subjects of its plans: one, or several such as cyber-attacks and child sexual exploitation."""

    @property
    def code(self) -> str:
        """Its letter, or its id if it has none."""
        return self.letter or self.id


@value(kw_only=True)
class Step(Dated):
    """A step of a cycle, such as its threat assessment or the choice of its priorities."""

    role: str
    """The role in which a plan cites the document of the step: ``policy-cycle``, ``threat-assessment``, ``priorities``.
    """
    name: str
    """What was done, such as ``OCTA 2011``."""
    body: str | None = None
    """The body that did it, such as ``Council``. None if it is not known."""
    document: str | None = None
    """The number of the document that records it, such as ``8709/11``. None if it is not known."""


@value(kw_only=True)
class Cycle(Dated):
    """A policy cycle, from its first to its last day, with its steps and its priorities."""

    id: str
    """The years of the cycle, such as ``2011-2013``."""
    name: str
    """The name of the cycle in English."""
    also: tuple[str, ...] = ()
    """Other spellings of its id, such as ``2011-13``."""
    priorities: tuple[CyclePriority, ...] = attrs.field(default=(), metadata=owned())
    """Its crime priorities, each with the subjects of its plans."""
    steps: tuple[Step, ...] = ()
    """Its steps, such as the threat assessment and the choice of priorities."""
    plan_years: int | None = None
    """The number of years that a plan covers. None if it is not known or differs within the cycle."""
    plans: int | None = None
    """The number of plans per year. None if it is not known or not constant."""
    plans_confidence: Confidence | None = None
    """How far ``plans`` was checked. None if there is no such number."""
    first_plan: int | None = None
    """The year of its first plans. None if it is not known."""

    def named(self, name: str) -> tuple[CyclePlan, ...]:
        """Return the subjects of plans that a name means: one, several of one priority, or none.

        A name is compared without case, with hyphens as spaces and "&" as "and". A letter of the cycle is a name too.
        """
        return self._by_name.get(name_key(name), ())

    @functools.cached_property
    def _by_name(self) -> dict[str, tuple[CyclePlan, ...]]:
        by_name: dict[str, tuple[CyclePlan, ...]] = {}
        for cycle_priority in self.priorities:
            for plan in cycle_priority.plans:
                by_name.update(dict.fromkeys(map(name_key, (plan.name, *plan.also)), (plan,)))
        for cycle_priority in self.priorities:
            for name in filter(
                None, (cycle_priority.letter, cycle_priority.id, cycle_priority.name, *cycle_priority.also)
            ):
                by_name.setdefault(name_key(name), cycle_priority.plans)
        return by_name

    def document(self, role: str) -> str | None:
        """Return the number of the document of a step, such as ``priorities``; None if it is not known."""
        return next((step.document for step in self.steps if step.role == role), None)


class SuccessionKind(enum.Enum):
    """How a priority continues: as one, merged with others, split into several, or as a goal of all priorities."""

    CONTINUED = "continued"
    MERGED = "merged"
    SPLIT = "split"
    HORIZONTAL = "horizontal"


@value(kw_only=True)
class Succession(Dated):
    """A priority that continues, at least in part, as a priority of the next cycle, or as a goal of all of them."""

    earlier: CyclePriority
    """The priority that continues."""
    cycle: str
    """The id of the cycle in which it continues."""
    later: CyclePriority | None
    """The priority as which it continues. None for a goal of all priorities."""
    kind: SuccessionKind
    """How it continues. A priority that continues as several is split, even if one of them also continues another
    priority.
    """


@value(kw_only=True)
class PolicyCycles:
    """Policy cycles, and how their priorities continue."""

    cycles: tuple[Cycle, ...]
    """All known cycles, or the requested one."""
    successions: tuple[Succession, ...]
    """How the priorities of these cycles continue in the next cycle."""


def policy_cycles(id: str | None = None) -> PolicyCycles:
    """Return all cycles, or the one with this id, with the successions of their priorities.

    Raises:
        UnknownIdError: There is no such cycle.
    """
    selected = cycles() if id is None else (cycle(id),)
    ids = {policy_cycle.id for policy_cycle in selected}
    return PolicyCycles(
        cycles=selected,
        successions=tuple(succession for succession in successions() if succession.earlier.cycle in ids),
    )


def name_key(name: str) -> str:
    """Return what two spellings of the name of a priority or plan have in common."""
    return " ".join(name.casefold().replace("&", " and ").replace("-", " ").split())


def _names(row: Row, column: str) -> tuple[str, ...]:
    return tuple(filter(None, (row.word(column) or "").split(";")))


@functools.cache
def cycles() -> tuple[Cycle, ...]:
    """Return every policy cycle, in chronological order."""
    plans: dict[tuple[str, str], list[CyclePlan]] = defaultdict(list)
    for row in read_table("plan_names"):
        plans[row.text("cycle"), row.text("priority")].append(
            CyclePlan(
                cycle=row.text("cycle"),
                priority=row.text("priority"),
                name=row.text("name"),
                also=_names(row, "also"),
                **row.dated(),
            )
        )
    priorities: dict[str, list[CyclePriority]] = defaultdict(list)
    for row in read_table("priorities"):
        within, id, name, also = row.text("cycle"), row.text("id"), row.text("name"), _names(row, "also")
        only = CyclePlan(cycle=within, priority=id, name=name, also=also, **row.dated())
        priorities[within].append(
            CyclePriority(
                cycle=within,
                id=id,
                letter=row.word("letter"),
                name=name,
                also=also,
                plans=tuple(plans.get((within, id), [only])),
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
            plans_confidence=None
            if row.word("plans_confidence") is None
            else row.member("plans_confidence", Confidence),
            first_plan=row.number("first_plan"),
            **row.dated("first_day", "last_day"),
        )
        for row in read_table("cycles")
    )


@functools.cache
def _by_id() -> dict[str, Cycle]:
    return {name: cycle for cycle in cycles() for name in (cycle.id, *cycle.also)}


def cycle(id: str) -> Cycle:
    """Return the cycle with this id, such as "2011-2013"; raise :class:`~empact.errors.UnknownIdError` if unknown."""
    known = _by_id()
    if id not in known:
        raise UnknownIdError("Policy cycle", id, known)
    return known[id]


def cycle_on(on: dt.date) -> Cycle | None:
    """Return the cycle that a day is in, or None."""
    return next((cycle for cycle in cycles() if cycle.holds(on)), None)


def priority(cycle_id: str, key: str) -> CyclePriority:
    """Return the priority with this letter or id; raise :class:`~empact.errors.UnknownIdError` if unknown."""
    known = cycle(cycle_id).priorities
    for candidate in known:
        if key in (candidate.letter, candidate.id):
            return candidate
    raise UnknownIdError("Priority", key, [known.id for known in known])


@functools.cache
def successions() -> tuple[Succession, ...]:
    """Return the known successions of priorities."""
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
    """Return the successors of a priority in the next cycle; empty if it ends, becomes a shared goal, or is unknown."""
    earlier = priority(cycle_id, key)
    return tuple(step.later for step in successions() if step.earlier == earlier and step.later is not None)


def predecessors(cycle_id: str, key: str) -> tuple[CyclePriority, ...]:
    """Return the predecessors of a priority in the previous cycle."""
    later = priority(cycle_id, key)
    return tuple(step.earlier for step in successions() if step.later == later)
