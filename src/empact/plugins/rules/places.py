"""Places: whether two cells of an action tell the same places and the same route."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator

from empact import Action, Plan
from empact.hooks import Finding, Milestone, Pointer, Route, Rule, RuleContext, Severity
from empact.plugins.rules.texts import source
from empact.plugins.rules.words import listed

_IN_COMMON = 2
"""How many places two cells must share before they are taken to tell the same ones."""


class _Reader:
    """The places and routes of one action, by the cell that tells them."""

    def __init__(self, at: Pointer, action: Action, ctx: RuleContext, on: dt.date | None) -> None:
        self.at, self.action, self.ctx, self.on = at, action, ctx, on

    def key(self, name: str) -> str:
        """What a place is compared by: TR and Turkey are one."""
        party = self.ctx.register.find(name, self.on)
        return name.casefold() if party is None else party.code

    def locations(self) -> dict[str, dict[str, tuple[str, Pointer]]]:
        """The places that each cell tells, each with its name and where it stands."""
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
    begun: dict[str, tuple[str, Route, Pointer]] = {}  # the first route from each place
    for cell, route, at in reader.routes():
        stops = reader.stops(route)
        known = next((begun[start] for start in stops[0] if start in begun), None)
        for start in stops[0]:
            begun.setdefault(start, (cell, route, at))
        if known is None:
            continue
        other, earlier, place = known
        before = reader.stops(earlier)
        if cell != other and before[-1].keys() & stops[-1].keys() and before != stops:
            yield Finding(
                f"Action {reader.action.number} has the route {earlier} in {other} and {route} in {cell}.",
                at,
                hint="Tell one route, or say that there are two.",
                related=(place,),
            )


def _locations_differ(reader: _Reader) -> Iterator[Finding]:
    for (cell, places), (other, others) in itertools.pairwise(reader.locations().items()):
        if places.keys() != others.keys() and len(places.keys() & others.keys()) >= _IN_COMMON:
            one, two = (listed([name for name, _ in told.values()]) for told in (places, others))
            yield Finding(
                f"Action {reader.action.number} names {one} in {cell} and {two} in {other}.",
                next(iter(others.values()))[1],
                hint="Name the same places, or say why they differ.",
                related=tuple(dict.fromkeys(at for _, at in places.values())),
            )


def places_differ(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """Two cells of an action tell its places or its route differently.

    Action 2.2 goes "through EL, the Western Balkans into HU, AT and other MS" in its activity and along
    TR-EL-FYROM-RS-HU-AT in its description; action 4.1 speaks of Turkey, Russia, Ukraine and Africa in one cell and
    leaves Ukraine out in another. One may be the wider and both be right, so look and decide. Routes are compared
    where they may begin and end at the same places, lists of places where they have two in common; TR and Turkey are
    one place.
    """
    on = None if plan.period is None else plan.period.start
    for at, action in ctx.actions(plan):
        reader = _Reader(at, action, ctx, on)
        yield from _routes_differ(reader)
        yield from _locations_differ(reader)


RULES = (Rule(code="OAP610", name="places-differ", severity=Severity.INFO, check=places_differ),)
