"""The 2012 plan in fields, against the printed plan: the expected values are written by eye (17793/2/11 REV 2)."""

from __future__ import annotations

from typing import Any

import pytest

import oap_c_2012
from empact import Session
from empact.analysis import ResolvedAction

SESSION = Session([oap_c_2012])
PLAN = SESSION.load("oap-c-2012")
RESOLVED = SESSION.context(PLAN).resolved()
ACTIONS = {action.number: action for action in RESOLVED.actions}
ALL_MS = "BE BG CZ DK DE EE IE EL ES FR IT CY LV LT LU HU MT NL AT PL PT RO SI SK FI SE UK"
"""The member states of 2012, in protocol order: Croatia joins in 2013."""


def parties(action: ResolvedAction, cell: str) -> list[tuple[Any, ...]]:
    """Name as printed, role, determinacy, and the codes of all parties."""
    return [
        (item.name, item.role.value, item.determinacy.value, " ".join(party.code for party in item.parties))
        for item in getattr(action, cell).items
    ]


NAMED = "named"
LEADERS = {
    "1.1": [("Frontex", "leader", NAMED, "Frontex"), ("Europol", "leader", NAMED, "Europol")],
    "2.1": [("IT", "leader", NAMED, "IT"), ("Frontex", "leader", NAMED, "Frontex")],
    "2.2": [("HU", "leader", NAMED, "HU"), ("AT", "leader", NAMED, "AT"), ("Frontex", "leader", NAMED, "Frontex")],
    "3.1": [
        ("EC", "leader", NAMED, "COM"),
        ("Europol", "leader", NAMED, "Europol"),
        ("CEPOL", "leader", NAMED, "CEPOL"),
    ],
    "4.1": [
        ("Acting EU Presidency", "leader", "role", "DK CY"),
        ("Europol", "leader", NAMED, "Europol"),
        ("Frontex", "leader", NAMED, "Frontex"),
    ],
    "5.2": [("UK", "leader", NAMED, "UK"), ("HU", "leader", NAMED, "HU")],
    "6.1": [("IT", "leader", NAMED, "IT")],
    "6.2": [
        ("ES", "leader", NAMED, "ES"),
        ("EC", "cooperating", NAMED, "COM"),
        ("IT", "cooperating", NAMED, "IT"),
        ("MT", "cooperating", NAMED, "MT"),
    ],
    "7.2": [("CEPOL", "leader", NAMED, "CEPOL")],
}
PARTICIPANTS = {
    "1.1": [("All MS", "participant", "every", ALL_MS), ("Europol", "participant", NAMED, "Europol")],
    "2.1": [
        ("UK", "participant", NAMED, "UK"),
        ("SI", "participant", NAMED, "SI"),
        ("Relevant MS", "participant", "open", ""),
    ],
    "2.2": [(name, "participant", NAMED, name) for name in ("Europol", "PL", "SK", "RS")],
    "3.1": [
        ("All MS", "participant", "every", ALL_MS),
        ("Frontex", "participant", NAMED, "Frontex"),
        ("other relevant EU Agencies and International Organisations", "participant", "open", ""),
    ],
    "4.1": [("Relevant MS", "participant", "open", "")],
    "5.2": [(name, "participant", NAMED, name) for name in ("Europol", "PL", "SK", "DE")],
    "6.1": [
        ("EC", "participant", NAMED, "COM"),
        *((name, "participant", NAMED, name) for name in ("IOM", "EL", "Frontex")),
    ],
    "6.2": [
        ("MS concerned involved in EUROSUR", "participant", "open", ""),
        *((name, "participant", NAMED, name) for name in ("DZ", "TN", "LY", "EG")),
    ],
    "7.2": [
        ("Frontex", "participant", NAMED, "Frontex"),
        ("EC", "participant", NAMED, "COM"),
        ("Relevant MS", "participant", "open", ""),
    ],
}
TRA = "the outcomes of the TRA on secondary movements of illegal immigration to the EU"
MEETING = "operational meeting planned for Dec 2011"
WINDOWS = {
    "1.1": [("September", "2012-09-01 to 2012-09-30")],
    "2.1": [
        ("phase 1: 1-2 weeks in April/May", "2012-04-01 to 2012-04-30, 2012-05-01 to 2012-05-31"),
        (
            f"phase 2: 1-2 weeks in October/November, based on {TRA}",
            "2012-10-01 to 2012-10-31, 2012-11-01 to 2012-11-30",
        ),
    ],
    "2.2": [
        (
            f"Coordinated day of action in 2nd quarter and 3rd quarter, based on {MEETING}",
            "2012-04-01 to 2012-06-30, 2012-07-01 to 2012-09-30",
        ),
        ("operational meeting in December 2011", "2011-12-01 to 2011-12-31"),
        ("Application for ISEC funds in 1st quarter", "2012-01-01 to 2012-03-31"),
        ("Analysts meeting in Budapest/Wien in 1st semester", "2012-01-01 to 2012-06-30"),
        ("Participation in Thunder FP operational meetings to be planned by Europol", ""),
    ],
    "3.1": [("September", "2012-09-01 to 2012-09-30")],
    "4.1": [
        ("May to October", "2012-05-01 to 2012-10-31"),
        ("ILOs/LOs meetings could be organized in Turkey/Russia/Africa", ""),
    ],
    "5.2": [
        ("January to August", "2012-01-01 to 2012-08-31"),
        ("Study visit in VN in 1st semester", "2012-01-01 to 2012-06-30"),
        ("Study visit in US in 1st semester", "2012-01-01 to 2012-06-30"),
        ("Checkpoint AWF (Twister FP) operational meeting in 1st semester", "2012-01-01 to 2012-06-30"),
        ("Coordinated day of action in 2nd quarter", "2012-04-01 to 2012-06-30"),
        ("One coordinated day of action by December 2011", "2011-12-01 to 2011-12-31"),
        (
            "Case officers' meetings in 1st quarter and 2nd quarter",
            "2012-01-01 to 2012-03-31, 2012-04-01 to 2012-06-30",
        ),
    ],
    "7.2": [("November/December", "2012-11-01 to 2012-11-30, 2012-12-01 to 2012-12-31")],
}
LINKS = {
    "1.1": "SG 2 -> C-2012:SG 2, SG 4 -> C-2012:SG 4, uses 2.1/1 -> C-2012:2.1, 5.2 -> C-2012:5.2",
    "2.1": "SG 1 -> C-2012:SG 1, SG 4 -> C-2012:SG 4, phase 1 feeds 1.1 -> C-2012:1.1, phase 2 uses 1.1 -> C-2012:1.1",
    "2.2": "SG 1 -> C-2012:SG 1, B:SG* -> not-loaded, 1.1 -> C-2012:1.1, 2.1 -> C-2012:2.1, 2.3 -> C-2012:2.3",
    "3.1": "",
    "4.1": "B:SG* -> not-loaded, F:SG* -> not-loaded",
    "5.2": "SG 1 -> C-2012:SG 1, SG 2 -> C-2012:SG 2, SG 4 -> C-2012:SG 4, 1.1 -> C-2012:1.1",
    "6.1": "",
    "7.2": "",
}
KPIS = {
    "1.1": ["1: Report finalised within the timeframe."],
    "2.1": ["1: Number of HIO"],
    "2.2": [
        "1: Number of arrests / detected illegal immigrants",
        "1a: arrests",
        "1b: detected illegal immigrants",
    ],
    "2.3": ["1: Number of contributions to AWF Checkpoint", "2: Number of action days", "3: Number of arrests"],
    "4.1": ["1: Number of meetings organised", "2: Operational Outcome of meetings"],
    "5.2": ["1: Outcome of action days"],
    "6.2": ["1: Established connections"],
    "7.2": ["1: E-learning tool provided", '2: Number of "courses" via the tool'],
}


@pytest.mark.parametrize("number", LEADERS)
def test_resolved__leaders_as_printed(number: str) -> None:
    assert parties(ACTIONS[number], "leaders") == LEADERS[number]


@pytest.mark.parametrize("number", PARTICIPANTS)
def test_resolved__participants_as_printed(number: str) -> None:
    assert parties(ACTIONS[number], "participants") == PARTICIPANTS[number]


@pytest.mark.parametrize("number", WINDOWS)
def test_resolved__timing_as_printed(number: str) -> None:
    timing = ACTIONS[number].timing
    items = sorted((*timing.periods, *timing.milestones), key=lambda item: str(item.at))
    assert [(item.text, ", ".join(map(str, item.windows))) for item in items] == WINDOWS[number]
    assert timing.unparsed == ()


@pytest.mark.parametrize("number", LINKS)
def test_resolved__links_as_printed(number: str) -> None:
    links = ACTIONS[number].links.items
    shown = [f"{link.text} -> {', '.join(map(str, link.destinations)) or link.state.value}" for link in links]
    assert ", ".join(shown) == LINKS[number]


@pytest.mark.parametrize("number", KPIS)
def test_resolved__kpis_as_printed(number: str) -> None:
    kpis = [each for kpi in ACTIONS[number].kpis.items for each in (kpi, *kpi.parts)]
    assert [f"{kpi.id.removeprefix(f'C-2012:{number}/')}: {kpi.text}" for kpi in kpis] == KPIS[number]


def test_resolved__the_presidency_is_its_holder_at_each_time() -> None:
    presidency = ACTIONS["4.1"].leaders.items[0]
    spans = [(str(resolved.span), [party.code for party in resolved.parties]) for resolved in presidency.spans]
    assert spans == [("2012-05-01 to 2012-06-30", ["DK"]), ("2012-07-01 to 2012-10-31", ["CY"])]
    assert presidency.code is None


def test_resolved__an_open_group_says_why_nobody_is_meant() -> None:
    group = ACTIONS["2.1"].participants.items[2]
    assert group.why[-1] == "the text does not say who belongs to the group, so no party is assigned"
    assert (group.group.name, group.group.qualifier) == ("Relevant MS", "relevant") if group.group else False


def test_resolved__what_is_to_be_confirmed_has_its_reason_and_what_is_conditional_its_condition() -> None:
    spain, commission = ACTIONS["6.2"].leaders.items[:2]
    assert (spain.tentative, spain.reason) == (True, "ongoing contacts with Spain")
    assert (commission.partner_of, commission.code) == ("ES", "COM")
    frontex = ACTIONS["2.1"].leaders.items[1]
    assert str(frontex.condition) == "any possible operations at the external borders"


def test_resolved__months_and_days_say_what_is_certain() -> None:
    assert [str(month) for month in ACTIONS["1.1"].certain_months] == ["2012-09"]
    assert [str(month) for month in ACTIONS["1.2"].possible_months] == ["2012-04", "2012-05", "2012-06"]
    assert [day.certain for day in ACTIONS["1.1"].timing.periods[0].days] == [True]
    assert [day.certain for day in ACTIONS["1.2"].timing.periods[0].days] == [False, False, False]
    assert ACTIONS["6.2"].certain_months == ()  # the action is to be confirmed


def test_resolved__a_deadline_has_its_last_day() -> None:
    meeting = ACTIONS["5.1"].timing.milestones[3]
    assert (meeting.text, meeting.bound.value) == (
        "One meeting with Europol and participating MSs before June",
        "before",
    )
    assert (str(meeting.deadline), meeting.occurrences) == ("2012-05-31", 1)


def test_resolved__what_a_plan_says_of_an_action_is_there() -> None:
    action = ACTIONS["2.2"]
    assert [initiative.name for initiative in action.initiatives] == ["FIMATHU"]
    assert [str(route) for route in action.routes] == [
        "TR > EL > Western Balkans > HU/AT/other MS",
        "TR > EL > FYROM > RS > HU > AT",
    ]
    assert [str(channel) for channel in action.channels] == ["AWF Checkpoint (Thunder focal point)"]
    assert ACTIONS["6.1"].suspended
    assert [result.result.text for result in ACTIONS["2.3"].results] == ["."]  # a stray mark of the source
    assert ACTIONS["2.1"].leaders.text == "IT[^7]"


def test_resolved__the_parties_of_the_plan_have_their_names_of_that_time() -> None:
    by_code = {party.code: party for party in RESOLVED.parties}
    assert (by_code["UK"].kind.value, by_code["UK"].iso) == ("member-state", "GB")
    assert by_code["CEPOL"].name == "European Police College"
    assert by_code["RS"].kind.value == "third-country"
    assert "HR" not in by_code
    assert [item.code for item in RESOLVED.driver.items] == ["IT"]
    assert len(RESOLVED.drafters.items) == 20


def test_resolved__checkpoints_and_goals() -> None:
    assert [(point.name, list(map(str, point.days))) for point in RESOLVED.checkpoints] == [
        ("June", ["2012-06-30"]),
        ("Dec", ["2012-12-31"]),
    ]
    assert [goal.id for goal in RESOLVED.goals] == [f"C-2012:SG {number}" for number in range(1, 8)]
    assert RESOLVED.goals[1].actions == ("C-2012:2.1", "C-2012:2.2", "C-2012:2.3")
    assert ACTIONS["2.2"].goal == "C-2012:SG 2"
