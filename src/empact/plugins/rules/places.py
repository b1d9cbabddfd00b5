"""Rules about places: the cells of an action name the same ones, and the countries among them take part."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator

from empact import Action, Plan
from empact.hooks import (
    Determinacy,
    Finding,
    Milestone,
    PartyAssignment,
    PartyKind,
    PartyRole,
    Pointer,
    Route,
    Rule,
    RuleContext,
    Severity,
)
from empact.plugins.rules.parties_by_action import by_action, codes
from empact.plugins.rules.phrasing import listed
from empact.plugins.rules.texts import source

_IN_COMMON = 2
"""The number of places that two cells must share before they are compared."""


class _Reader:
    """The places and routes of one action, by the cell that names them."""

    def __init__(self, at: Pointer, action: Action, ctx: RuleContext, on: dt.date | None) -> None:
        self.at, self.action, self.ctx, self.on = at, action, ctx, on

    def key(self, name: str) -> str:
        """Return what a place is compared by: TR and Turkey are the same place."""
        party = self.ctx.register.find(name, self.on)
        return name.casefold() if party is None else party.code

    def locations(self) -> dict[str, dict[str, tuple[str, Pointer]]]:
        """The places that each cell names, each with its name and pointer."""
        found: dict[str, dict[str, tuple[str, Pointer]]] = {}
        for index, location in enumerate(self.action.locations):
            if location.stated is not None:
                place = location.name, self.at / "locations" / index
                found.setdefault(source(self.action, location.stated), {}).setdefault(self.key(location.name), place)
        for index, item in enumerate(self.action.timing):
            for name in item.locations if isinstance(item, Milestone) else ():
                place = name, self.at / "timing" / "items" / index
                found.setdefault("its timing", {}).setdefault(self.key(name), place)
        return found

    def routes(self) -> Iterator[tuple[str, Route, Pointer]]:
        for index, route in enumerate(self.action.routes):
            if route.stated is not None and route.stops:
                yield source(self.action, route.stated), route, self.at / "routes" / index

    def stops(self, route: Route) -> list[dict[str, None]]:
        """The places of each stop, in the order in which they are written."""
        return [dict.fromkeys(self.key(name) for name in stop) for stop in route.stops]


def _routes_differ(reader: _Reader) -> Iterator[Finding]:
    # Routes are blocked by the place they start from: each one is compared only with the first route from there, so the
    # cost is linear in the routes.
    by_start: dict[str, tuple[str, Route, Pointer]] = {}
    for cell, route, at in reader.routes():
        stops = reader.stops(route)
        first = next((by_start[start] for start in stops[0] if start in by_start), None)
        for start in stops[0]:
            by_start.setdefault(start, (cell, route, at))
        if first is None:
            continue
        first_cell, first_route, first_at = first
        first_stops = reader.stops(first_route)
        if cell != first_cell and first_stops[-1].keys() & stops[-1].keys() and first_stops != stops:
            yield Finding(
                f"Action {reader.action.number} has the route {first_route} in {first_cell}, but {route} in {cell}.",
                at,
                hint="Use one route, or write that there are two.",
                related=(first_at,),
            )


def _locations_differ(reader: _Reader) -> Iterator[Finding]:
    for (cell, places), (other, others) in itertools.pairwise(reader.locations().items()):
        if places.keys() != others.keys() and len(places.keys() & others.keys()) >= _IN_COMMON:
            names, other_names = (listed([name for name, _ in named.values()]) for named in (places, others))
            yield Finding(
                f"Action {reader.action.number} names {names} in {cell}, but {other_names} in {other}.",
                next(iter(others.values()))[1],
                hint="Name the same places, or write why they differ.",
                related=tuple(dict.fromkeys(at for _, at in places.values())),
            )


def places_differ(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """Two cells of an action name different places or different routes.

    Action 2.2 goes "through EL, the Western Balkans into HU, AT and other MS" in its activity, but along
    TR-EL-FYROM-RS-HU-AT in its description. Action 4.1 names Turkey, Russia, Ukraine and Africa in one cell, and leaves
    out Ukraine in another. Both can be right if one is more general, so check and decide. Routes are compared if they
    can begin and end at the same places. Lists of places are compared if they have two places in common. TR and Turkey
    are the same place.
    """
    on = None if plan.period is None else plan.period.start
    for at, action in ctx.actions(plan):
        reader = _Reader(at, action, ctx, on)
        yield from _routes_differ(reader)
        yield from _locations_differ(reader)


_STATES = frozenset({PartyKind.MEMBER_STATE, PartyKind.THIRD_COUNTRY})


def _countries(action: Action, at: Pointer, ctx: RuleContext, on: dt.date | None) -> dict[str, tuple[str, Pointer]]:
    """The states that an action names as places, by code, each with its first name and pointer."""
    named = [(location.name, at / "locations" / index) for index, location in enumerate(action.locations)]
    for index, item in enumerate(action.timing):
        if isinstance(item, Milestone):
            named += [(name, at / "timing" / "items" / index) for name in item.locations]
    found: dict[str, tuple[str, Pointer]] = {}
    for name, place in named:
        party = ctx.register.find(name, on)
        if party is not None and party.kind in _STATES:
            found.setdefault(party.code, (name, place))
    return found


def _kinds_of_open_groups(assignments: Iterable[PartyAssignment]) -> set[PartyKind]:
    """Return the kinds of party in open groups: "Relevant MS" can mean any member state."""
    groups = (assignment.item.collective for assignment in assignments if assignment.determinacy is Determinacy.OPEN)
    return {kind for group in groups if group is not None for kind in group.members}


def target_country_not_party(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """An action names a country as its place or its aim, but the country does not take part.

    In 2012, meetings of liaison officers were planned "in Turkey, Russia and Africa" (action 4.1) and study visits in
    VN and US (5.2). Action 6.1 wanted to improve "the capacity of Libya". None of these countries is a leader or a
    participant. Nothing happens in a country without its consent, and its own authorities do not plan for it. This can
    be intended. Then the action should say who contacts the country. Places and the places of milestones count; the
    stops of a route do not. A region is not a country. If the participants are an open group ("Relevant MS"), member
    states are not reported.
    """
    on = None if plan.period is None else plan.period.start
    for at, action, assignments in by_action(plan, ctx, PartyRole.LEADER, PartyRole.COOPERATING, PartyRole.PARTICIPANT):
        cells = (action.leaders, action.participants)
        if any(cell.withheld or cell.unparsed for cell in cells):
            continue
        taking_part = {code for assignment in assignments for code in codes(assignment, ctx)}
        possible = _kinds_of_open_groups(assignments)
        missing: list[tuple[str, Pointer]] = []
        for code, place in _countries(action, at, ctx, on).items():
            party = ctx.register.get(code)
            kind = party.kind if on is None else ctx.register.kind(party, on)
            if code not in taking_part and kind not in possible:
                missing.append(place)
        if missing:
            many = len(missing) > 1
            yield Finding(
                f"Action {action.number} names {listed([name for name, _ in missing])} as "
                + ("places, but none of them takes part." if many else "a place, but it does not take part."),
                missing[0][1],
                hint="Ask the country to take part, or write who contacts it.",
                related=tuple(dict.fromkeys(place for _, place in missing[1:] if place != missing[0][1])),
            )


RULES = (
    Rule(code="OAP610", name="places-differ", severity=Severity.INFO, check=places_differ),
    Rule(code="OAP705", name="target-country-not-party", severity=Severity.INFO, check=target_country_not_party),
)
