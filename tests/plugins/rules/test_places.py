"""The rule about places at its edges: routes and lists of places that it must not take for different, and must."""

from __future__ import annotations

import pytest
from tests.support.findings import messages_in, numbered, told_in


@pytest.mark.parametrize(
    "routes",
    [
        "{stops: [[TR], [IT]], stated: 1/activity}, {stops: [[Turkey], [Italy]], stated: 1/description}",
        "{stops: [[Izmir], [EL, BG]], stated: 1/activity}, {stops: [[IZMIR], [BG, Greece]], stated: 1/description}",
        "{stops: [[TR], [EL], [IT]], stated: 1/activity}, {stops: [[TR], [IT]], stated: 1/activity}",
        "{stops: [[TR], [EL], [IT]], stated: 1/activity}, {stops: [[TR], [IT]], stated: '1'}",
        "{stops: [[TR], [EL]], stated: 1/activity}, {stops: [[TR], [BG]], stated: 1/description}",
        "{stops: [[TR], [EL], [IT]], stated: 1/activity}, {stops: [[EL], [BG], [IT]], stated: 1/description}",
        "{stops: [[TR], [EL]]}, {stops: [[TR], [BG], [EL]]}",
        "{stops: [[TR], [EL]]}, {stops: [[TR], [BG], [EL]], stated: 1/activity}",
        "{stops: [], stated: 1/activity}, {stops: [], stated: 1/description}",
    ],
)
def test_routes_that_are_the_same_or_others_altogether_do_not_differ(routes: str) -> None:
    assert messages_in("OAP610", numbered(f"routes: [{routes}]")) == []


@pytest.mark.parametrize(
    ("routes", "says"),
    [
        (
            "{stops: [[TR], [EL], [IT]], stated: note 4}, {stops: [[TR], [IT]], stated: 2/activity}",
            "the route TR > EL > IT in note 4 but TR > IT in action 2",
        ),
        (
            "{stops: [[RU, TR], [EL], [FR, IT]], stated: '1'}, {stops: [[BY, TR], [IT, ES]], stated: 1/target}",
            "the route RU/TR > EL > FR/IT in its activity but BY/TR > IT/ES in its target",
        ),
    ],
)
def test_routes_that_may_have_the_same_ends_differ_between(routes: str, says: str) -> None:
    plan = numbered(f"routes: [{{stops: [[LY], [MT]], stated: 1/activity}}, {routes}]", "goal: '1'")
    (one,) = told_in("OAP610", plan)
    assert one.message == f"Action 1 has {says}."
    assert one.place.pointer == "/actions/0/routes/2"
    assert [(also.place.pointer, also.reason) for also in one.related] == [
        ("/actions/0/routes/1", f"the route in {says.partition(' but ')[0].partition(' in ')[2]}")
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("[TR], [EL], [Western Balkans], [HU, AT, other MS]", "[TR], [EL], [FYROM], [RS], [HU], [AT]"),  # as 2.2
        ("[TR], [the Western Balkans], [HU]", "[TR], [Serbia], [HU]"),
        ("[TR], [WB6], [HU]", "[TR], [Western Balkans], [HU]"),
        ("[TR], [MK], [RS], [Visegrad countries], [DE]", "[TR], [Western Balkans], [SK], [CZ], [DE]"),
        ("[TR], [EL], [HU, AT]", "[TR], [EL], [HU], [AT]"),
        ("[TR], [EL, other MS], [IT]", "[TR], [EL], [IT]"),
        ("[TR], [RS, Western Balkans], [HU]", "[TR], [MK], [RS], [HU]"),
        ("[TR], [RS, HU]", "[TR], [RS], [HU]"),
    ],
)
def test_routes__are_the_same_where_one_is_only_more_general(one: str, other: str) -> None:
    for first, second in ((one, other), (other, one)):
        routes = f"{{stops: [{first}], stated: 1/activity}}, {{stops: [{second}], stated: 1/description}}"
        assert messages_in("OAP610", numbered(f"routes: [{routes}]")) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("[TR], [EL], [Western Balkans], [HU]", "[TR], [Western Balkans], [EL], [HU]"),
        ("[TR], [Western Balkans], [HU]", "[TR], [RS], [RO], [HU]"),
        ("[TR], [Western Balkans], [HU]", "[TR], [HU]"),
        ("[TR], [BG], [HU]", "[TR], [Western Balkans], [HU]"),
        ("[TR], [EL, BG], [HU]", "[TR], [EL], [HU]"),  # one leaves out BG
        ("[TR], [EL], [HU, AT]", "[TR], [EL], [HU]"),
        ("[TR], [other MS], [HU]", "[TR], [HU]"),
        ("[TR], [RS, HU]", "[TR], [RS], [HU], [AT, HU]"),
    ],
)
def test_routes__differ_where_one_has_another_place(one: str, other: str) -> None:
    for first, second in ((one, other), (other, one)):
        routes = f"{{stops: [{first}], stated: 1/activity}}, {{stops: [{second}], stated: 1/description}}"
        assert len(messages_in("OAP610", numbered(f"routes: [{routes}]"))) == 1


def test_a_route_is_compared_with_the_first_from_the_place_that_it_names_first() -> None:
    routes = (
        "{stops: [[TR], [HU], [AT]], stated: note 1}, {stops: [[BY], [PL], [AT]], stated: note 2},"
        "{stops: [[TR], [BG], [AT]], stated: note 3}, {stops: [[BY, TR], [AT]], stated: note 4},"
        "{stops: [[LY], [MT]], stated: note 5}, {stops: [[LY], [IT], [MT]], stated: note 6}"
    )
    assert messages_in("OAP610", numbered(f"routes: [{routes}]")) == [
        "Action 1 has the route TR > HU > AT in note 1 but TR > BG > AT in note 3.",
        "Action 1 has the route BY > PL > AT in note 2 but BY/TR > AT in note 4.",
        "Action 1 has the route LY > MT in note 5 but LY > IT > MT in note 6.",
    ]


def places(*names: str, stated: str) -> str:
    return ", ".join(f"{{name: {name}, stated: {stated}}}" for name in names)


def test_places_are_compared_where_two_are_in_common() -> None:
    cells = f"locations: [{{name: Vienna}}, {places('Turkey', 'RU', 'UA', 'TR', stated='1/description')}]"
    (one,) = told_in("OAP610", numbered(f"{cells}, timing: [Meetings in May, Meetings in TR and Russia in June]"))
    assert one.message == "Action 1 names Turkey, RU and UA in its description but TR and Russia in its timing."
    assert one.place.pointer == "/actions/0/timing/items/1"
    assert [(also.place.pointer, also.reason) for also in one.related] == [
        ("/actions/0/locations/1", "Turkey in its description"),
        ("/actions/0/locations/2", "RU in its description"),
        ("/actions/0/locations/3", "UA in its description"),
    ]
    assert messages_in("OAP610", numbered(f"{cells}, timing: [Meetings in TR and Vienna in May]")) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("TR", "RU"), ("Russia", "Turkey")),
        (("Vienna", "Graz", "Linz"), ("LINZ", "Graz", "Vienna")),
        (("Fleet", "TR", "RU"), ("Old Fleet", "TR", "RU")),  # as the name is read in 2012
        (("TR", "RU"), ("TR", "UA")),
        (("TR", "EL", "Western Balkans"), ("TR", "EL", "FYROM", "RS")),
        (("TR", "EL", "FYROM", "RS"), ("TR", "EL", "Western Balkans")),
    ],
)
def test_the_same_places_and_others_altogether_do_not_differ(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    cells = f"{places(*one, stated='1/activity')}, {places(*other, stated='note 4')}"
    assert messages_in("OAP610", numbered(f"locations: [{cells}]")) == []


def test_places__outside_a_region_differ_from_it() -> None:
    cells = f"{places('TR', 'EL', 'Western Balkans', stated='1/activity')}, {places('TR', 'EL', 'BG', stated='note 4')}"
    assert messages_in("OAP610", numbered(f"locations: [{cells}]")) == [
        "Action 1 names TR, EL and Western Balkans in its activity but TR, EL and BG in note 4."
    ]


def test_each_cell_is_compared_with_the_next() -> None:
    cells = (
        places("TR", "RU", stated="1/activity"),
        places("TR", "RU", "UA", stated="note 4"),
        places("UA", "RU", "BY", stated="section 2"),
    )
    (first, second) = told_in("OAP610", numbered(f"locations: [{', '.join(cells)}]", "goal: '1'"))
    assert first.message == "Action 1 names TR and RU in its activity but TR, RU and UA in note 4."
    assert first.place.pointer == "/actions/0/locations/2"
    assert second.message == "Action 1 names TR, RU and UA in note 4 but UA, RU and BY in section 2."
    assert second.place.pointer == "/actions/0/locations/5"


def test_a_timing_alone_tells_its_places_once_for_each_item() -> None:
    cells = f"locations: [{places('TR', 'RU', 'UA', stated='1/activity')}]"
    (one,) = told_in("OAP610", numbered(f"{cells}, timing: [tbd, Meeting in RU in May, Meetings in TR and RU in June]"))
    assert one.message == "Action 1 names TR, RU and UA in its activity but RU and TR in its timing."
    assert one.place.pointer == "/actions/0/timing/items/1"
