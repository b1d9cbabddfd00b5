"""Who is who on a day: who leads an action, who takes part in it, who is excluded, and whether a group is open.

Everything is read on one day, which is the data day of the figure's own round (section 2).
"""

from __future__ import annotations

import datetime as dt
import enum
import functools

import attrs
from tests.oracles.figures.inputs import PRESIDENCY, Action, Entry, EntryKind, Party, PartyKind, World

_KEPT = 8192
ONE_DAY = dt.timedelta(days=1)
ASKED_KINDS = (PartyKind.STATE, PartyKind.BODY)
"""Who is asked for own numbers without leading."""


class Part(enum.StrEnum):
    """How a party takes part in an action on a day."""

    PARTY = "party"
    """It is named, confirmed, a member of a group that the plan closed, or leads."""
    UNCONFIRMED = "unconfirmed"
    """The group can mean it, and it has not answered."""
    GONE = "gone"
    """It declined or left, or is no longer a member."""
    OUTSIDE = "outside"
    """The action neither names it nor can mean it."""


@attrs.frozen(kw_only=True)
class Participation:
    """How a party takes part in an action on a day, and since when."""

    part: Part
    joined: dt.date | None = None
    """The day on which it joined. None if the plan names it."""


def find_party(world: World, name: str) -> Party:
    """Return the party with a code, which may be a former one."""
    for party in world.parties:
        if name == party.code or name in party.former_codes:
            return party
    return Party(code=name)


def code_of(world: World, name: str) -> str:
    """Return the code that a party has today."""
    return find_party(world, name).code


def is_excluded(world: World, party: str, day: dt.date) -> bool:
    """Return whether a party is excluded from the plan on a day."""
    return any(
        entry.kind is EntryKind.EXCLUDED and entry.party is not None and code_of(world, entry.party) == party
        for entry in world.entries
        if entry.day <= day
    )


def _in_the_place_of(world: World, name: str, day: dt.date) -> str:
    """Return the party that stands for a name on a day: a merged body's successor from its first day on."""
    party = find_party(world, name)
    for successor in world.parties:
        if not successor.predecessors:
            continue
        merged = {code_of(world, code) for code in successor.predecessors}
        if party.code in merged and successor.first_day is not None and successor.first_day <= day:
            return successor.code
    return party.code


def _resolve(world: World, names: tuple[str, ...], day: dt.date) -> list[str]:
    codes: list[str] = []
    for name in names:
        if name == PRESIDENCY:
            holders = [item.party for item in world.presidencies if item.first_day <= day <= item.last_day]
            codes += [code_of(world, holder) for holder in holders]
        else:
            codes.append(_in_the_place_of(world, name, day))
    return codes


def _newest(
    world: World, action: Action, party: str, day: dt.date, kinds: tuple[EntryKind, ...]
) -> tuple[Entry | None, bool]:
    """Return the newest entry about a party, and whether an earlier one was of another kind."""
    about = [
        entry
        for entry in world.entries
        if entry.kind in kinds
        and entry.action == action.number
        and entry.party is not None
        and _in_the_place_of(world, entry.party, day) == party
        and entry.day <= day
    ]
    about.sort(key=lambda entry: entry.day)
    if not about:
        return None, False
    return about[-1], any(entry.kind is not about[-1].kind for entry in about)


@functools.lru_cache(maxsize=_KEPT)
def leaders_on(world: World, action: Action, day: dt.date) -> tuple[str, ...]:
    """Return who leads an action on a day, in the order of the plan. Who is excluded does not lead."""
    kinds = (EntryKind.LEADS, EntryKind.STOPS_LEADING)
    later = [entry.party for entry in world.entries if entry.kind is EntryKind.LEADS and entry.action == action.number]
    candidates = dict.fromkeys(
        [*_resolve(world, action.leaders, day), *_resolve(world, tuple(name for name in later if name), day)]
    )
    of_plan = set(_resolve(world, action.leaders, day))
    leaders = []
    for party in candidates:
        entry, _ = _newest(world, action, party, day, kinds)
        leads = party in of_plan if entry is None else entry.kind is EntryKind.LEADS
        if leads and find_party(world, party).exists_on(day) and not is_excluded(world, party, day):
            leaders.append(party)
    return tuple(leaders)


def _days_of_change(world: World) -> set[dt.date]:
    """Return the days on which somebody may lead who did not lead the day before."""
    days = {entry.day for entry in world.entries}
    days |= {item.first_day for item in world.presidencies} | {item.last_day + ONE_DAY for item in world.presidencies}
    days |= {party.first_day for party in world.parties if party.first_day}
    return days | {party.last_day + ONE_DAY for party in world.parties if party.last_day}


@functools.lru_cache(maxsize=_KEPT)
def former_leaders(world: World, action: Action, place: int) -> dict[str, dt.date]:
    """Return who stopped leading since the data day of the round before, each with its last day.

    Such a leader is asked once, in this round. Who is excluded is not; nor is a leader whose last day is a data day,
    since that round has asked it.
    """
    day = world.rounds[place].data_day
    before = world.rounds[place - 1].data_day if place else world.first_day - ONE_DAY
    now = leaders_on(world, action, day)
    begin = action.begin or world.first_day
    former: dict[str, dt.date] = {}
    for change in sorted(_days_of_change(world)):
        last = change - ONE_DAY
        if not (before < last and change <= day and begin <= last):
            continue
        after = leaders_on(world, action, change)
        for party in leaders_on(world, action, last):
            if party not in after and party not in now and not is_excluded(world, party, day):
                former[party] = last
    return former


def no_leader_since(world: World, action: Action, day: dt.date) -> dt.date | None:
    """Return since when nobody leads an action. None if nobody ever led it."""
    changes = sorted((change for change in _days_of_change(world) if world.first_day < change <= day), reverse=True)
    return next((change for change in changes if leaders_on(world, action, change - ONE_DAY)), None)


@functools.lru_cache(maxsize=_KEPT)
def participation(world: World, action: Action, party: str, day: dt.date) -> Participation:
    """Return how a party takes part in an action on a day. Exclusion is read apart from it."""
    entry, changed = _newest(world, action, party, day, (EntryKind.CONFIRMED, EntryKind.DECLINED))
    named = set(_resolve(world, action.parties, day))
    group = action.group
    members = set(_resolve(world, group.members, day)) if group else set()
    if group and group.closed_by_plan:
        named |= members
    if not find_party(world, party).exists_on(day):
        return Participation(part=Part.GONE if party in named | members else Part.OUTSIDE)
    if party in leaders_on(world, action, day):
        return Participation(part=Part.PARTY)
    if entry and entry.kind is EntryKind.DECLINED:
        return Participation(part=Part.GONE)
    if party in named and not changed:
        return Participation(part=Part.PARTY, joined=find_party(world, party).first_day)
    if entry:
        return Participation(part=Part.PARTY, joined=entry.day)
    return Participation(part=Part.UNCONFIRMED if party in members else Part.OUTSIDE)


def group_is_open(world: World, action: Action, day: dt.date) -> bool:
    """Return whether an action has a group that neither the plan, nor all answers, nor the Driver has closed."""
    group = action.group
    if group is None or group.closed_by_plan:
        return False
    closed = any(
        entry.kind is EntryKind.GROUP_CLOSED and entry.action == action.number and entry.day <= day
        for entry in world.entries
    )
    return not closed and any(
        participation(world, action, party, day).part is Part.UNCONFIRMED
        for party in _resolve(world, group.members, day)
    )


def left_on(world: World, action: Action, party: str, day: dt.date) -> dt.date | None:
    """Return the day from which a party no longer takes part in an action. None if it does, or never did."""

    def takes_part(on: dt.date) -> bool:
        part = participation(world, action, party, on).part
        return part is Part.PARTY and not is_excluded(world, party, on)

    changes = sorted((change for change in _days_of_change(world) if change <= day), reverse=True)
    if takes_part(day):
        return None
    return next((change for change in changes if takes_part(change - ONE_DAY)), None)


def participants_on(world: World, action: Action, day: dt.date) -> dict[str, Participation]:
    """Return who takes part in an action on a day and is not excluded, leaders included."""
    names = [*action.leaders, *action.parties, *(action.group.members if action.group else ())]
    names += [entry.party for entry in world.entries if entry.action == action.number and entry.party]
    parties = {}
    for party in dict.fromkeys(_resolve(world, tuple(names), day)):
        part = participation(world, action, party, day)
        if part.part is Part.PARTY and not is_excluded(world, party, day):
            parties[party] = part
    return parties
