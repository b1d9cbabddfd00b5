"""Rules about places: the cells of an action name the same places, and the countries among them take part."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence

from empact import Action, Plan, parse_parties
from empact.analysis import Determinacy, PartyAssignment, PartyRole
from empact.diagnostics import Pointer, Severity
from empact.hooks import Finding, Related, Rule, RuleContext
from empact.model import Milestone, PartyItem, PartyKind, Route
from empact.plugins.rules.phrasing import by_action, codes, listed
from empact.plugins.rules.texts import source

_ACTING = (
    PartyRole.LEADER,
    PartyRole.CO_LEADER,
    PartyRole.COOPERATING,
    PartyRole.PARTICIPANT,
    PartyRole.SUPPORT,
)
"""The roles of the parties that act in an action."""

_IN_COMMON = 2
"""How many places two lists must share before they are compared."""


class _Reader:
    """The places and routes of one action by the cell that names them."""

    def __init__(self, at: Pointer, action: Action, ctx: RuleContext, on: dt.date | None) -> None:
        self.at, self.action, self.ctx, self.on = at, action, ctx, on

    def key(self, name: str) -> str:
        """Return the key of a place for comparison; TR and Turkey have the same, as do names of a region."""
        party, group = self.ctx.register.find(name, self.on), self.ctx.register.group(name)
        return party.code if party is not None else (name if group is None else group.name).casefold()

    def _region(self, key: str) -> frozenset[str]:
        """Return the codes of the countries of a region that is a group of the register; empty for any other place."""
        group = self.ctx.register.group(key)
        return (
            frozenset(code for composition in group.compositions for code in composition.members)
            if group
            else frozenset()
        )

    def _within(self, key: str, place: str) -> bool:
        return key == place or key in self._region(place)

    def _is_place(self, name: str) -> bool:
        """Whether a stop is a place, not an open group beside places: "HU, AT and other MS"."""
        return not any(isinstance(item, PartyItem) and item.collective for item in parse_parties(name))

    def are_the_same(self, some: Collection[str], others: Collection[str]) -> bool:
        """Whether two lists have the same places, by their keys; a region is the same as some of its countries."""
        return all(
            any(self._within(key, place) or self._within(place, key) for place in right)
            for left, right in ((some, others), (others, some))
            for key in {*left}.difference(right)
        )

    def are_one_route(self, some: Sequence[Collection[str]], others: Sequence[Collection[str]]) -> bool:
        """Whether two routes have the same places in the same order, by the keys of their stops.

        One stop of a route can be several of the other: the Western Balkans are FYROM and then RS, "HU/AT" is HU and
        then AT. Each stop takes all following stops that lie in it, so the cost is linear in the stops.
        """
        first, second = deque(some), deque(others)
        while first and second:
            if not self._lies_in(second[0], first[0]):
                first, second = second, first
            whole = first.popleft()
            passed: set[str] = set()
            while second and self._lies_in(second[0], whole):
                passed.update(second.popleft())
            if not self.are_the_same(passed, whole):
                return False
        return not first and not second

    def _lies_in(self, stop: Collection[str], whole: Collection[str]) -> bool:
        return all(any(self._within(key, place) for place in whole) for key in stop)

    def locations(self) -> dict[str, dict[str, tuple[str, Pointer]]]:
        """Return the places of each cell by their keys, each with its name and pointer."""
        by_cell: dict[str, dict[str, tuple[str, Pointer]]] = {}
        for index, location in enumerate(self.action.locations):
            if location.stated is not None:
                place = location.name, self.at / "locations" / index
                by_cell.setdefault(source(self.action, location.stated), {}).setdefault(self.key(location.name), place)
        for index, item in enumerate(self.action.timing):
            for name in item.locations if isinstance(item, Milestone) else ():
                place = name, self.at / "timing" / "items" / index
                by_cell.setdefault("its timing", {}).setdefault(self.key(name), place)
        return by_cell

    def routes(self) -> Iterator[tuple[str, Route, Pointer]]:
        """Yield the routes that a cell names, each with the name of the cell and its pointer."""
        for index, route in enumerate(self.action.routes):
            if route.stated is not None and route.stops:
                yield source(self.action, route.stated), route, self.at / "routes" / index

    def stops(self, route: Route) -> list[dict[str, None]]:
        """Return the keys of the places of each stop, in the order of the text; without open groups beside them."""
        named = [[name for name in stop if self._is_place(name)] or stop for stop in route.stops]
        return [dict.fromkeys(map(self.key, stop)) for stop in named]


def _routes_differ(reader: _Reader) -> Iterator[Finding]:
    """Report two routes of different cells that can begin and end at the same places but differ between."""
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
        if cell != other and before[-1].keys() & stops[-1].keys() and not reader.are_one_route(before, stops):
            yield Finding(
                f"Action {reader.action.number} has the route {earlier} in {other} but {route} in {cell}.",
                at,
                hint="Use one route, or write that there are two.",
                related=(Related(place, f"the route in {other}"),),
            )


def _locations_differ(reader: _Reader) -> Iterator[Finding]:
    """Report two cells that share some places but not all."""
    for (cell, places), (other, others) in itertools.pairwise(reader.locations().items()):
        if len(places.keys() & others.keys()) >= _IN_COMMON and not reader.are_the_same(places, others):
            name, at = next(iter(others.values()))
            names, other_names = (listed([name for name, _ in named.values()]) for named in (places, others))
            yield Finding(
                f"Action {reader.action.number} names {names} in {cell} but {other_names} in {other}.",
                at,
                words=name,
                hint="Name the same places in both, or write why they differ.",
                related=tuple(
                    Related(pointer, f"{place} in {cell}", words=place) for place, pointer in places.values()
                ),
            )


def places_differ(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """Two cells of an action name different places or different routes.

    Action 4.1 names Turkey, Russia, Ukraine and Africa in one cell, and leaves out Ukraine in another. Both can be
    right, so check and decide. Routes are compared if they can begin and end at the same places. Lists of places are
    compared if they have two places in common. TR and Turkey are the same place, and a region is the same as some of
    its countries: in action 2.2, "through EL, the Western Balkans into HU, AT and other MS" is the route
    TR-EL-FYROM-RS-HU-AT.
    """
    on = None if plan.period is None else plan.period.start
    for at, action in ctx.actions():
        reader = _Reader(at, action, ctx, on)
        yield from _routes_differ(reader)
        yield from _locations_differ(reader)


_STATES = frozenset({PartyKind.MEMBER_STATE, PartyKind.THIRD_COUNTRY})


def _countries(action: Action, at: Pointer, ctx: RuleContext, on: dt.date | None) -> dict[str, tuple[str, Pointer]]:
    """Return the states that an action names as places, by code: the name at the first place, and its pointer."""
    named = [(location.name, "locations", index) for index, location in enumerate(action.locations)]
    for index, item in enumerate(action.timing):
        if isinstance(item, Milestone):
            named += [(name, "timing/items", index) for name in item.locations]
    by_code: dict[str, tuple[str, Pointer]] = {}
    for name, field, index in named:
        party = ctx.register.find(name, on)
        if party is not None and party.kind in _STATES and party.code not in by_code:
            by_code[party.code] = name, Pointer(f"{at}/{field}/{index}")
    return by_code


def _open_kinds(items: Iterable[PartyAssignment]) -> set[PartyKind]:
    """Return the kinds of party in open groups: "Relevant MS" can be any member state."""
    groups = (assignment.item.collective for assignment in items if assignment.determinacy is Determinacy.OPEN)
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
    for at, action, items in by_action(ctx, *_ACTING):
        cells = (action.leaders, action.participants)
        countries = _countries(action, at, ctx, on)
        if not countries or any(cell.withheld or cell.unparsed for cell in cells):
            continue
        named = {code for assignment in items for code in codes(assignment, ctx)}
        possible = _open_kinds(items)
        absent: list[tuple[str, Pointer]] = []
        for code, place in countries.items():
            party = ctx.register.get(code)
            kind = party.kind if on is None else ctx.register.kind(party, on)
            if code not in named and kind not in possible:
                absent.append(place)
        if absent:
            many = len(absent) > 1
            yield Finding(
                f"Action {action.number} names {listed([name for name, _ in absent])} as "
                + ("places, but they do not take part." if many else "a place, but it does not take part."),
                absent[0][1],
                words=absent[0][0],
                hint="Add each country to the participants, or write who contacts it.",
                related=tuple(Related(place, f"{name} as a place", words=name) for name, place in absent[1:]),
            )


RULES = (
    Rule(code="OAP610", name="places-differ", severity=Severity.INFO, check=places_differ),
    Rule(code="OAP705", name="target-country-not-party", severity=Severity.INFO, check=target_country_not_party),
)
