"""Who is asked in a round, the turnout of an action, the cover of a value, and who gets a form (section 2)."""

from __future__ import annotations

from collections.abc import Iterable

import attrs
from tests.oracles.figures.closing import has_begun, status_at
from tests.oracles.figures.force import Force, Role
from tests.oracles.figures.inputs import Action, Kpi, World
from tests.oracles.figures.people import (
    ASKED_KINDS,
    code_of,
    find_party,
    former_leaders,
    is_excluded,
    leaders_on,
    participants_on,
)


@attrs.frozen
class Turnout:
    """How many of those asked about an action have answered: its leaders are one."""

    answered: int
    asked: int


@attrs.frozen
class Cover:
    """Who was asked last for a KPI, and who of them has answered since."""

    place: int
    """The round in which they were asked."""
    asked: tuple[str, ...]
    answered: tuple[str, ...]

    @property
    def is_full(self) -> bool:
        """Whether all have answered."""
        return len(self.answered) == len(self.asked)


def round_of_own_day(world: World, kpi: Kpi) -> int | None:
    """Return the first round on or after the KPI's own day. None if it has no such day, or no round comes after it."""
    if kpi.day is None:
        return None
    return next((n for n, item in enumerate(world.rounds) if item.data_day >= kpi.day), None)


def _is_asked_about(force: Force, action: Action, place: int) -> bool:
    """Return whether an action has begun and no earlier round has closed it."""
    closed = status_at(force, action, place).closed_in
    return has_begun(force, action, place) and (closed is None or closed == place)


def _leaders(world: World, action: Action, place: int) -> tuple[str, ...]:
    return (*leaders_on(world, action, world.rounds[place].data_day), *former_leaders(world, action, place))


def asked(force: Force, action: Action, kpi: Kpi | None, place: int) -> tuple[str, ...]:
    """Return who is asked in a round for a KPI, or for the status if there is no KPI."""
    world = force.world
    if not _is_asked_about(force, action, place):
        return ()
    if kpi is not None and kpi.day is not None and round_of_own_day(world, kpi) != place:
        return ()
    leaders = _leaders(world, action, place)
    day = world.rounds[place].data_day
    if kpi is None:
        return leaders
    if not kpi.method.by_parties:
        if kpi.method.stated_by is None:
            return leaders
        keeper = code_of(world, kpi.method.stated_by)
        known = find_party(world, keeper).exists_on(day) and not is_excluded(world, keeper, day)
        return (keeper,) if known else ()
    others = [
        party
        for party, part in participants_on(world, action, day).items()
        if party not in leaders
        and find_party(world, party).kind in ASKED_KINDS
        and (part.joined is None or part.joined < day)
    ]
    return (*leaders, *others)


def last_asked(force: Force, action: Action, kpi: Kpi, place: int) -> tuple[int, tuple[str, ...]] | None:
    """Return the last round up to one in which somebody was asked for a KPI, and who. None if nobody was."""
    for earlier in range(place, -1, -1):
        parties = asked(force, action, kpi, earlier)
        if parties:
            return earlier, parties
    return None


def cover_of(force: Force, action: Action, kpi: Kpi, place: int) -> Cover | None:
    """Return the cover of a value by parties at a checkpoint. None if nobody was asked."""
    last = last_asked(force, action, kpi, place)
    if last is None:
        return None
    since, parties = last
    stated = {
        statement.key.party
        for statement in force.of(Role.OWN, action.number, kpi.id, until=place)
        if statement.key.round >= since and not statement.unusable
    }
    return Cover(since, parties, tuple(party for party in parties if party in stated))


def turnout(force: Force, action: Action, place: int) -> Turnout:
    """Return the turnout of an action in a round. What a party did in words is not an answer."""
    everybody: set[str] = set(asked(force, action, None, place))
    for kpi in action.kpis:
        everybody |= set(asked(force, action, kpi, place))
    leaders = set(_leaders(force.world, action, place))
    answered = {
        key.party
        for key in force.current
        if key.action == action.number
        and key.round == place
        and key.role in {Role.STATUS, Role.LEADERS, Role.OWN}
        and key.party in everybody
    }
    return Turnout(_units(answered, leaders), _units(everybody, leaders))


def _units(parties: Iterable[str], leaders: set[str]) -> int:
    parties = set(parties)
    return len(parties - leaders) + bool(parties & leaders)


def forms(force: Force, place: int) -> tuple[str, ...]:
    """Return who gets a form in a round without being named: all who are expected in some action."""
    parties: set[str] = set()
    for action in force.world.actions:
        for kpi in (None, *action.kpis):
            parties |= set(asked(force, action, kpi, place))
    return tuple(sorted(parties))


def never_asked(world: World) -> tuple[tuple[str, str], ...]:
    """Return the KPIs with a target after the last data day, each with its action: nobody will be asked."""
    if not world.rounds:
        return ()
    last = world.rounds[-1].data_day
    return tuple(
        (action.number, kpi.id)
        for action in world.actions
        for kpi in action.kpis
        if kpi.target is not None and (kpi.target.day or kpi.day or action.end or world.last_day) > last
    )
