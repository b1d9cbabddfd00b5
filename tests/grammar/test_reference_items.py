"""What the cells of the reference plan mean, each beside its words: read by eye, typed here once more, and compared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import attrs
import pytest

import empact
from empact.analysis import words_at
from empact.grammar import parse_anchor
from empact.model import (
    Action,
    Adds,
    Anchor,
    Bound,
    Channel,
    ChannelUse,
    Checkpoint,
    Choice,
    CitedAs,
    Collective,
    Condition,
    ConditionKind,
    Direction,
    Duration,
    FundingStatus,
    Initiative,
    Interdependency,
    Kpi,
    KpiKind,
    KpiPart,
    Location,
    LocationKind,
    Milestone,
    PartyKind,
    Period,
    Phase,
    Plan,
    Priority,
    ReservationKind,
    Route,
    State,
    StatementKind,
    Target,
    Unit,
    Unparsed,
    Window,
)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return empact.load("oap-c-2012")


def at(words: str) -> Anchor:
    anchor = parse_anchor(words)
    assert anchor is not None
    return anchor


def condition(kind: ConditionKind | None, stated: str, *subjects: str, number: int | None = None) -> Condition:
    return Condition(kind=kind, subjects=subjects, number=number, stated=at(stated))


def in_words(kind: ConditionKind, text: str, *subjects: str, number: int | None = None) -> Condition:
    return Condition(kind=kind, text=text, subjects=subjects, number=number)


def months(*numbers: int, year: int | None = None) -> tuple[Window, ...]:
    return tuple(Window(first=number, year=year) for number in numbers)


def quarters(*numbers: int) -> tuple[Window, ...]:
    return tuple(Window(unit=Unit.QUARTER, first=number) for number in numbers)


def period(*windows: Window, **more: Any) -> Period:
    return Period(windows=windows, **more)


def milestone(label: str, *windows: Window, **more: Any) -> Milestone:
    return Milestone(label=label, windows=windows, **more)


def undated(label: str, **more: Any) -> Milestone:
    return Milestone(label=label, bound=Bound.UNDATED, **more)


FIRST_SEMESTER = Window(unit=Unit.SEMESTER, first=1)
WHOLE_YEAR = Window(unit=Unit.YEAR)
WEEKS = Duration(least=1, most=2, unit=Unit.WEEK)
ACTION_DAY = "Coordinated day of action"

NUMBERS = [
    "1.1",
    "1.2",
    "1.3",
    "2.1",
    "2.2",
    "2.3",
    "3.1",
    "4.1",
    "4.2",
    "5.1",
    "5.2",
    "6.1",
    "6.2",
    "6.3",
    "7.1",
    "7.2",
]

LEADERS = {
    "1.1": ("Frontex Europol", ["Frontex", "Europol"]),
    "1.2": ("Frontex", ["Frontex"]),
    "1.3": ("Frontex", ["Frontex"]),
    "2.1": ("IT[^7]", ["IT", "Frontex (if: any possible operations at the external borders)"]),
    "2.2": ("HU, AT and Frontex", ["HU", "AT", "Frontex"]),
    "2.3": ("Europol", ["Europol"]),
    "3.1": ("EC, Europol, CEPOL", ["EC", "Europol", "CEPOL"]),
    "4.1": ("Acting EU Presidency, Europol, Frontex", ["Acting EU Presidency", "Europol", "Frontex"]),
    "4.2": ("Eurojust", ["Eurojust"]),
    "5.1": ("UK", ["UK"]),
    "5.2": ("UK, HU", ["UK", "HU"]),
    "6.1": ("IT", ["IT"]),
    "6.2": (
        "ES, in cooperation with EC, IT, MT",
        ["ES (tbc: ongoing contacts with Spain), in cooperation with EC, IT, MT"],
    ),
    "6.3": ("EC", ["EC"]),
    "7.1": ("Frontex", ["Frontex"]),
    "7.2": ("CEPOL", ["CEPOL"]),
}

PARTICIPANTS = {
    "1.1": ("All MS, Europol", ["All MS", "Europol"]),
    "1.2": ("All MS, Europol", ["All MS", "Europol"]),
    "1.3": ("All MS", ["All MS"]),
    "2.1": ("UK, SI, Relevant MS", ["UK", "SI", "Relevant MS"]),
    "2.2": ("Europol, PL, SK, RS", ["Europol", "PL", "SK", "RS"]),
    "2.3": ("All MS", ["All MS"]),
    "3.1": (
        "All MS, Frontex, and other relevant EU Agencies and International Organisations.",
        ["All MS", "Frontex", "other relevant EU Agencies and International Organisations"],
    ),
    "4.1": ("Relevant MS", ["Relevant MS"]),
    "4.2": ("Europol, Relevant MS", ["Europol", "Relevant MS"]),
    "5.1": ("Europol, Relevant MS", ["Europol", "Relevant MS"]),
    "5.2": ("Europol, PL, SK, DE", ["Europol", "PL", "SK", "DE"]),
    "6.1": ("EC, IOM, EL, Frontex", ["EC", "IOM", "EL", "Frontex"]),
    "6.2": (
        "MS concerned involved in EUROSUR, DZ, TN, LY, EG.",
        ["MS concerned involved in EUROSUR", "DZ (tbc)", "TN (tbc)", "LY (tbc)", "EG (tbc)"],
    ),
    "6.3": ("All MS", ["All MS"]),
    "7.1": ("PL, IT, FI, FR, SK, ES, Europol.", ["PL", "IT", "FI", "FR", "SK", "ES", "Europol"]),
    "7.2": ("Frontex, EC, Relevant MS", ["Frontex", "EC", "Relevant MS"]),
}

LINKS: dict[str, tuple[str, list[str]]] = {
    "1.1": ("SG 2, SG 4; 2.1, 5.2", ["SG 2", "SG 4", "uses 2.1/1", "5.2"]),
    "1.2": ("SG 4", ["SG 4"]),
    "1.3": ("SG 4; 2.1", ["SG 4", "feeds 2.1"]),
    "2.1": ("SG 1, SG 4; 1.1", ["SG 1", "SG 4", "phase 1 feeds 1.1", "phase 2 uses 1.1"]),
    "2.2": ("SG 1, SGs in priority B; 1.1, 2.1, 2.3", ["SG 1", "B:SG*", "1.1", "2.1", "2.3"]),
    "2.3": ("SG 1; 1.1, 2.2", ["SG 1", "1.1", "2.2"]),
    "3.1": ("", []),
    "4.1": ("SGs in priority B and priority F", ["B:SG*", "F:SG*"]),
    "4.2": ("", []),
    "5.1": ("", []),
    "5.2": ("SG 1, SG 2, SG 4; 1.1", ["SG 1", "SG 2", "SG 4", "1.1"]),
    "6.1": ("", []),
    "6.2": ("", []),
    "6.3": ("", []),
    "7.1": ("", []),
    "7.2": ("", []),
}

# Each paragraph of the cell, and the items that it stands for.
TIMING: dict[str, dict[str, list[Period | Milestone]]] = {
    "1.1": {"September": [period(*months(9))]},
    "1.2": {"April/May/June": [period(*months(4, 5, 6))]},
    "1.3": {"March/April": [period(*months(3, 4))]},
    "2.1": {
        "1st phase: 1-2 weeks in April/May": [period(*months(4, 5), phase="1", duration=WEEKS)],
        "2nd phase: 1-2 weeks in October/November, based on the outcomes of the TRA on secondary movements of"
        " illegal immigration to the EU.": [
            period(
                *months(10, 11),
                phase="2",
                duration=WEEKS,
                conditions=(
                    in_words(
                        ConditionKind.INPUT,
                        "based on the outcomes of the TRA on secondary movements of illegal immigration to the EU",
                    ),
                ),
            )
        ],
    },
    "2.2": {
        "Coordinated day of action in the 2nd and 3rd quarter, based on operational meeting planned for Dec 2011.": [
            milestone(
                ACTION_DAY,
                *quarters(2, 3),
                choice=Choice.EACH,
                conditions=(in_words(ConditionKind.INPUT, "based on operational meeting planned for Dec 2011"),),
            ),
            # What the day of action is based on, and an event of its own.
            milestone("operational meeting", *months(12, year=2011)),
        ],
        "Application for ISEC funds in the 1st quarter.": [milestone("Application for ISEC funds", *quarters(1))],
        "Analysts meeting in Budapest or Wien in the 1st semester.": [
            milestone("Analysts meeting", FIRST_SEMESTER, locations=("Budapest", "Wien"))
        ],
        "Participation in Thunder FP operational meetings to be planned by Europol.": [
            undated(
                "Participation in Thunder FP operational meetings to be planned by Europol", responsible=("Europol",)
            )
        ],
    },
    "2.3": {"Whole year": [period(WHOLE_YEAR)]},
    "3.1": {"September": [period(*months(9))]},
    "4.1": {
        "May to October": [period(Window(first=5, last=10))],
        "ILOs/LOs meetings could be organized in Turkey, Russia and Africa.": [
            undated("ILOs/LOs meetings could be organized", locations=("Turkey", "Russia", "Africa"), provisional=True)
        ],
    },
    "4.2": {"Whole year": [period(WHOLE_YEAR)]},
    "5.1": {
        "February/June": [period(*months(2, 6))],
        "Identification, in agreement with participating MS, of a destination country to target.": [
            undated(
                "Identification, in agreement with participating MS, of a destination country to target",
                conditions=(in_words(ConditionKind.CONSENT, "in agreement with participating MS"),),
            )
        ],
        "Understanding legal instruments/obstacles to achieving that goal, based on a questionnaire prepared by the"
        " UK and on a meeting with Europol and participating MSs (to be held prior to June).": [
            undated(
                "Understanding legal instruments/obstacles to achieving that goal, based on a questionnaire prepared"
                " by the UK and on a meeting with Europol and participating MSs",
                conditions=(
                    in_words(
                        ConditionKind.INPUT,
                        "based on a questionnaire prepared by the UK and on a meeting with Europol and participating"
                        " MSs",
                    ),
                ),
            ),
            # Only the meeting is to be held before June, not what rests on it.
            undated("Questionnaire to be prepared by the UK", responsible=("UK",)),
            milestone("One meeting with Europol and participating MSs", *months(6), bound=Bound.BEFORE, occurrences=1),
        ],
        "A day of action to be established for October/November 2012": [
            milestone("One day of action to be established", *months(10, 11, year=2012), occurrences=1)
        ],
    },
    "5.2": {
        "January to August": [period(Window(first=1, last=8))],
        "Study visit in VN in the 1st semester.": [milestone("Study visit", FIRST_SEMESTER, locations=("VN",))],
        "Study visit in US in the 1st semester.[^8]": [milestone("Study visit", FIRST_SEMESTER, locations=("US",))],
        "Checkpoint AWF (Twister FP) operational meeting in the 1st semester.": [
            milestone("Checkpoint AWF (Twister FP) operational meeting", FIRST_SEMESTER)
        ],
        "Coordinated day of action in the 2nd quarter (one will take place within the end of 2011).": [
            milestone(ACTION_DAY, *quarters(2)),
            milestone("One coordinated day of action", *months(12, year=2011), bound=Bound.BY, occurrences=1),
        ],
        "Case officers' meetings in the 1st and 2nd quarter.": [
            milestone("Case officers' meetings", *quarters(1, 2), choice=Choice.EACH)
        ],
    },
    "6.1": {
        "Whole year": [period(WHOLE_YEAR, provisional=True)],
        "Activities and timeframes will be redefined in cooperation with the EC, taking into account the"
        " developments of the situation in Libya, possibly within the end of 2011.": [
            milestone(
                "Activities and timeframes will be redefined in cooperation with the EC, taking into account the"
                " developments of the situation in Libya, possibly",
                *months(12, year=2011),
                bound=Bound.BY,
                provisional=True,
            )
        ],
    },
    "6.2": {
        "Whole year": [period(WHOLE_YEAR)],
        # A condition of the action as a whole too: see below.
        "The launch of this project is subject to the adhesion of at least 2 third countries"
        " (out of DZ, TN, LY, EG).": [
            undated(
                "The launch of this project is subject to the adhesion of at least 2 third countries"
                " (out of DZ, TN, LY, EG)",
                conditions=(
                    in_words(
                        ConditionKind.QUORUM,
                        "at least 2 third countries (out of DZ, TN, LY, EG)",
                        *("DZ", "TN", "LY", "EG"),
                        number=2,
                    ),
                ),
            )
        ],
    },
    "6.3": {"March/April": [period(*months(3, 4))]},
    "7.1": {
        "Whole year": [period(WHOLE_YEAR)],
        "Workshop to be held in October or November.": [milestone("Workshop to be held", *months(10, 11))],
    },
    "7.2": {"November/December": [period(*months(11, 12))]},
}

# One statement a line.
TARGETS = {
    "1.1": "Gathering information and data from MS on secondary movements to fill any intelligence gaps and"
    " identify possible responses.",
    "1.2": "Contributing to the development of Common Risk Analysis at the EU level.",
    "1.3": "Provide EU decision makers with comprehensive risk analysis dealing with the threat of illegal migration.",
    "2.1": "Detect illegal migrants.\n"
    "Identify/prosecute/disrupt organised immigration crime groups.\n"
    "Collect and analyse information for intelligence and investigation purposes.",
    "2.2": "Collect and analyse information for intelligence and investigation purposes.\n"
    "Detect illegal migrants.\n"
    "Identify/prosecute/disrupt organised immigration crime groups.\n"
    "Enhance operational cooperation between MSs and with RS.",
    "2.3": "Identify, prosecute/disrupt OCGs involved in facilitated illegal immigration.\n"
    "Increase number of (common) action days and number of arrests.",
    "3.1": "Best practices are exchanged and authorities/agencies awareness is raised on the phenomenon of"
    " unaccompanied minors, particularly on the return procedures.",
    "4.1": "To enlarge the intelligence picture on illegal immigration at EU level.",
    "4.2": "With the agreement of MS involved in a particular case at Eurojust, Europol's presence will be"
    " requested at the coordination meeting",
    "5.1": "To determine the extent to which passenger luggage is used to repatriate money (cash) to source"
    " destination countries for illegal migration.",
    "5.2": "",
    "6.1": "",
    "6.2": "",
    "6.3": "A better picture on the actions carried out in the relevant third countries, that can help MS and"
    " other actors in planning their future actions.",
    "7.1": "",
    "7.2": "Awareness is raised especially amongst police officers on the possibilities offered by the VIS in the"
    " fight against illegal migration.",
}


def count(text: str, unit: str) -> Kpi:
    parts = (KpiPart(text=thing, unit=thing) for thing in unit.split(" / ") if thing != unit)
    return Kpi(text=text, kind=KpiKind.COUNT, unit=unit, parts=tuple(parts))


def event(text: str, *, within_timing: bool = False) -> Kpi:
    return Kpi(text=text, kind=KpiKind.MILESTONE, within_timing=within_timing, adds=Adds.MILESTONE)


def described(text: str, kind: KpiKind = KpiKind.QUALITATIVE) -> Kpi:
    return Kpi(text=text, kind=kind, adds=Adds.QUALITATIVE)


KPIS = {
    "1.1": (
        "KPI: Report finalised within the timeframe.",
        [event("Report finalised within the timeframe.", within_timing=True)],
    ),
    "1.2": ("KPI: Dissemination of outcomes of the workshop", [event("Dissemination of outcomes of the workshop")]),
    "1.3": (
        "KPI: Presentation of the Annual Risk Analysis (ARA).",
        [event("Presentation of the Annual Risk Analysis (ARA).")],
    ),
    "2.1": ("KPI: Number of HIO", [count("Number of HIO", "HIO")]),
    "2.2": (
        "KPI: Number of arrests / detected illegal immigrants",
        [count("Number of arrests / detected illegal immigrants", "arrests / detected illegal immigrants")],
    ),
    "2.3": (
        "KPI: Number of contributions to AWF Checkpoint\n\nNumber of action days\n\nNumber of arrests",
        [
            count("Number of contributions to AWF Checkpoint", "contributions to AWF Checkpoint"),
            count("Number of action days", "action days"),
            count("Number of arrests", "arrests"),
        ],
    ),
    "3.1": (
        "KPI: Workshop organised and dissemination of its outcomes.",
        [event("Workshop organised and dissemination of its outcomes.")],
    ),
    "4.1": (
        "KPI: Number of meetings organised Operational Outcome of meetings",
        [
            count("Number of meetings organised", "meetings organised"),
            described("Operational Outcome of meetings"),
        ],
    ),
    "4.2": (
        "KPI: Europol's presence at coordination meetings",
        # Neither a number nor an event: at how many of the meetings, or whether at all, the words do not say.
        [Kpi(text="Europol's presence at coordination meetings")],
    ),
    "5.1": (
        "KPI: Number of action days / locations",
        [count("Number of action days / locations", "action days / locations")],
    ),
    "5.2": ("KPI: Outcome of action days", [described("Outcome of action days")]),
    "6.1": ("KPI: Status of the project", [described("Status of the project", KpiKind.STATUS)]),
    # Connections that stand or do not; how many, nobody asks.
    "6.2": ("KPI: Established connections", [event("Established connections")]),
    "6.3": ("KPI: The list of actions established.", [event("The list of actions established.")]),
    "7.1": ("KPI: Evaluation report", [event("Evaluation report")]),
    "7.2": (
        'KPI E-learning tool provided Number of "courses" via the tool',
        [
            event("E-learning tool provided"),
            count('Number of "courses" via the tool', '"courses" via the tool'),
        ],
    ),
}


def test_the_actions_stand_in_the_order_of_the_table_under_their_goals(plan: Plan) -> None:
    assert [action.number for action in plan.actions] == NUMBERS
    assert [action.goal for action in plan.actions] == [number[0] for number in NUMBERS]


@pytest.mark.parametrize("number", NUMBERS)
class TestAction:
    def test_leaders(self, plan: Plan, number: str) -> None:
        cell = plan.action(number).leaders
        assert (str(cell), list(map(str, cell))) == LEADERS[number]

    def test_participants(self, plan: Plan, number: str) -> None:
        cell = plan.action(number).participants
        assert (str(cell), list(map(str, cell))) == PARTICIPANTS[number]

    def test_links(self, plan: Plan, number: str) -> None:
        cell = plan.action(number).links
        assert (str(cell), list(map(str, cell))) == LINKS[number]

    def test_timing(self, plan: Plan, number: str) -> None:
        cell = plan.action(number).timing
        assert str(cell) == "\n\n".join(TIMING[number])
        assert list(cell) == [item for items in TIMING[number].values() for item in items]

    def test_target(self, plan: Plan, number: str) -> None:
        cell = plan.action(number).target
        texts = TARGETS[number].splitlines()
        assert str(cell) == "\n\n".join(texts)
        # One target names figures, and says which way they go.
        ways = [Direction.INCREASE if text.startswith("Increase number") else None for text in texts]
        assert list(cell) == [Target(text=text, direction=way) for text, way in zip(texts, ways, strict=True)]

    def test_kpis(self, plan: Plan, number: str) -> None:
        cell = plan.action(number).kpis
        assert (str(cell), list(cell)) == KPIS[number]


MEMBER_STATES = (PartyKind.MEMBER_STATE,)


def test_every_collective_is_known_as_one(plan: Plan) -> None:
    collectives = {
        item.party: item.collective
        for action in plan.actions
        for item in (*action.leaders.understood, *action.participants.understood)
        if item.collective is not None
    }
    assert collectives == {
        "All MS": Collective(members=MEMBER_STATES, every=True),
        "Relevant MS": Collective(members=MEMBER_STATES, qualifier="relevant"),
        "other relevant EU Agencies and International Organisations": Collective(
            members=(PartyKind.EU_AGENCY, PartyKind.INTERNATIONAL_ORGANISATION), other=True, qualifier="relevant"
        ),
        "MS concerned involved in EUROSUR": Collective(
            members=MEMBER_STATES, qualifier="concerned involved in EUROSUR"
        ),
    }


def test_frontex_leads_2_1_on_one_condition(plan: Plan) -> None:
    _, frontex = plan.action("2.1").leaders.understood
    assert frontex.party == "Frontex"
    assert frontex.condition == Condition(text="any possible operations at the external borders")


def test_the_lead_of_6_2_is_to_be_confirmed(plan: Plan) -> None:
    (spain,) = plan.action("6.2").leaders.understood
    assert (spain.party, spain.tentative, spain.reason) == ("ES", True, "ongoing contacts with Spain")
    assert spain.cooperating == ("EC", "IT", "MT")


def test_four_participants_of_6_2_are_not_confirmed(plan: Plan) -> None:
    tentative = {item.party: item.tentative for item in plan.action("6.2").participants.understood}
    assert tentative == {"MS concerned involved in EUROSUR": False, "DZ": True, "TN": True, "LY": True, "EG": True}


def reserved(action: Action) -> list[tuple[ReservationKind, str]]:
    return [(one.kind, str(one.stated)) for one in action.reservations]


def test_one_action_is_suspended_and_one_tentative(plan: Plan) -> None:
    assert {action.number: reserved(action) for action in plan.actions if action.reservations} == {
        "6.1": [(ReservationKind.SUSPENDED, "note 9/1/1")],
        "6.2": [(ReservationKind.TENTATIVE, "6.2/activity/1/2")],
    }


def test_conditions_of_actions(plan: Plan) -> None:
    assert {action.number: action.conditions for action in plan.actions if action.conditional} == {
        "4.2": (condition(ConditionKind.CONSENT, "4.2/target/1/1", "MS involved in a particular case at Eurojust"),),
        "5.1": (condition(ConditionKind.LEGAL, "5.1/description/1/1", "legislation"),),
        "6.1": (condition(ConditionKind.EVENT, "note 9/1/2", "situation in Libya"),),
        "6.2": (condition(ConditionKind.QUORUM, "6.2/timing/2/1", "DZ", "TN", "LY", "EG", number=2),),
    }


def test_results_are_empty_but_for_a_stray_full_stop(plan: Plan) -> None:
    assert plan.checkpoints == (Checkpoint(name="June"), Checkpoint(name="Dec"))
    found = {action.number: {key: str(text) for key, text in action.results.items()} for action in plan.actions}
    assert {number: results for number, results in found.items() if results} == {"2.3": {"June": "."}}


def test_phases(plan: Plan) -> None:
    found = {action.number: [(p.number, p.name) for p in action.phases] for action in plan.actions if action.phases}
    assert found == {"2.1": [("1", "1st phase"), ("2", "2nd phase")]}


def test_locations(plan: Plan) -> None:
    found = [(a.number, one.name, one.kind, one.phase) for a in plan.actions for one in a.locations]
    assert found == [
        ("1.1", "southern, south-eastern and eastern Europe", LocationKind.REGION, None),
        ("2.1", "main Italian Adriatic ports", LocationKind.PORT, "1"),
        ("2.1", "IT/SI land border", LocationKind.LAND_BORDER, "1"),
        ("2.2", "HU-RS section of the EU external border", LocationKind.BORDER_SECTION, None),
        ("2.3", "South-Eastern Europe", LocationKind.REGION, None),
        ("4.1", "Turkey", LocationKind.COUNTRY, None),
        ("4.1", "Russia", LocationKind.COUNTRY, None),
        ("4.1", "Ukraine", LocationKind.COUNTRY, None),
        ("4.1", "Africa", LocationKind.REGION, None),
        ("6.1", "Libya", LocationKind.COUNTRY, None),
        ("6.2", "Mediterranean Sea", LocationKind.REGION, None),
        ("6.3", "North Africa", LocationKind.REGION, None),
        ("6.3", "Middle-east", LocationKind.REGION, None),
    ]


def test_routes(plan: Plan) -> None:
    assert [(action.number, str(route)) for action in plan.actions for route in action.routes] == [
        ("2.1", "TR/EL/Western Balkans > IT"),
        ("2.2", "TR > EL > Western Balkans > HU/AT/other MS"),
        ("2.2", "TR > EL > FYROM > RS > HU > AT"),
    ]


def test_channels(plan: Plan) -> None:
    assert [(str(channel), channel.use, str(channel.stated)) for channel in plan.channels] == [
        ("AWF Checkpoint", ChannelUse.PRIMARY, "section 4.3/1/1"),
        ("EIS", ChannelUse.OPTIONAL, "section 4.3/1/2"),
        ("SIENA", ChannelUse.RECOMMENDED, "section 4.3/2/1"),
    ]
    assert [(action.number, str(channel)) for action in plan.actions for channel in action.channels] == [
        ("2.2", "AWF Checkpoint (Thunder focal point)"),
        ("2.3", "AWF Checkpoint (Poseidon focal point)"),
        ("4.2", "AWF"),
        ("5.1", "AWF Checkpoint"),
        ("5.1", "AWF Sustrans"),
        ("5.2", "AWF Checkpoint (Twister focal point)"),
        ("7.1", "EUROSUR"),
    ]


def test_funding(plan: Plan) -> None:
    visits = "study visits to Vietnam and the USA"
    found = [
        (action.number, one.source, one.status, list(map(str, one.payer)), one.purpose, str(one.stated))
        for action in plan.actions
        for one in action.funding
    ]
    assert found == [
        ("2.2", "ISEC", FundingStatus.PLANNED, [], None, "2.2/timing/2/1"),
        ("5.2", None, FundingStatus.NEEDED, ["participating MS"], visits, "note 8/1/1"),
        ("5.2", "Europol", FundingStatus.REFUSED, [], visits, "note 8/1/2"),
        ("6.1", "EU", None, [], None, "note 9/1/1"),
        ("6.2", "EU", None, [], None, "note 10/1/2"),
    ]


def test_initiatives(plan: Plan) -> None:
    assert [(action.number, one.name) for action in plan.actions for one in action.initiatives] == [
        ("1.2", "Internal Security Strategy"),
        ("2.2", "FIMATHU"),
        ("5.2", "VOIC"),
        ("6.1", "SAHaraMED"),
        ("6.2", "EUROSUR"),
        ("6.2", "Seahorse Mediterraneo"),
        ("7.1", "EUROSUR"),
    ]


def test_who_answers_for_the_plan(plan: Plan) -> None:
    assert list(map(str, plan.oversight)) == ["COSI"]
    assert list(map(str, plan.driver)) == ["Italy"]
    assert list(map(str, plan.support)) == ["Europol", "Frontex", "Eurojust", "Cefpol"]
    assert list(map(str, plan.drafters)) == [
        *("Austria", "Bulgaria", "Cyprus", "Denmark", "Finland", "Greece", "Hungary", "Italy", "Malta", "Poland"),
        *("Romania", "Slovakia", "Slovenia", "United Kingdom"),
        *("European Commission", "General Secretariat of the Council", "Europol", "Frontex", "Eurojust", "Cefpol"),
    ]
    for cell in (plan.oversight, plan.driver, plan.support, plan.drafters):
        assert cell.text is None
        assert cell.stated is not None
        assert all(item.party in words_at(plan, cell.stated) for item in cell.understood)


def test_states(plan: Plan) -> None:
    assert [(one.state, list(map(str, one.body)), one.on, str(one.stated)) for one in plan.states] == [
        (State.DRAFTED, [], None, "section 5.2/1/1"),
        (State.AGREED, ["COSI"], dt.date(2011, 12, 8), "covering"),
        (State.VALIDATED, ["COSI"], None, "section 5.2/7/1"),
        (State.APPROVED, [], None, "section 3/4"),
    ]


def test_states__reached_or_expected(plan: Plan) -> None:
    """The text says "has been developed", "agreed by COSI", "will be validated" and "once the OAP is approved"."""
    assert [one.state for one in plan.states if not one.expected] == [State.DRAFTED, State.AGREED]
    assert [one.state for one in plan.states if one.expected] == [State.VALIDATED, State.APPROVED]


def test_priority_and_interdependencies(plan: Plan) -> None:
    assert plan.priority is not None
    assert (plan.priority.code, plan.priority.name) == ("C", "Illegal Immigration")
    assert [(one.priority, one.name, str(one.stated)) for one in plan.interdependencies] == [
        ("B", "Western Balkans", "section 2/2"),
        ("F", "THB", "section 2/3"),
    ]


def test_period_and_goals(plan: Plan) -> None:
    assert str(plan.period) == "2012-01-01 to 2012-12-31"
    assert [(goal.number, str(goal.valid)) for goal in plan.goals] == [
        (number, "2012-01-01 to 2013-12-31") for number in "1234567"
    ]
    assert [goal.number for goal in plan.goals if goal.body != goal.annex] == ["5", "6"]


def test_cycle(plan: Plan) -> None:
    assert plan.cycle is not None
    assert str(plan.cycle.basis) == "15358/10"
    assert [(step.body, str(step.document)) for step in plan.cycle.steps] == [
        (None, "15358/10"),
        (None, "8709/11"),
        ("Council", "11050/11"),
        ("COSI", "15850/11"),
    ]


def test_cover(plan: Plan) -> None:
    cover = plan.cover
    assert list(cover.date) == [dt.date(2011, 12, 15)]
    (number,) = cover.number.understood
    assert (number.serial, number.revision, number.year, str(number)) == (17793, 2, 11, "17793/2/11 REV 2")
    assert list(map(str, cover.codes)) == [
        *("JAI 894", "COSI 102", "ENFOPOL 442", "CRIMORG 235", "ENFOCUSTOM 161", "PESC 1558", "RELEX 1264"),
        *("JAIEX 132", "GENVAL 129", "FRONT 189", "COMIX 782"),
    ]
    (previous,) = cover.previous
    assert previous.role is CitedAs.PREVIOUS
    assert list(map(str, previous.number)) == ["17796/3/11 REV 3"]
    assert list(map(str, previous.codes)) == [
        *("JAI 895", "COSI 103", "ENFOPOL 443", "CRIMORG 236", "ENFOCUSTOM 162", "PESC 1559", "RELEX 1265"),
        *("COAFR 343", "COWEB 272", "TRANS 335", "UD 344", "FRONT 190", "GENVAL 130"),
    ]


DOCUMENTS = {
    CitedAs.POLICY_CYCLE: "doc. 15358/10 COSI 69 ENFOPOL 298 CRIMORG 185 ENFOCUSTOM 94",
    CitedAs.THREAT_ASSESSMENT: "doc. 8709/11 JAI 217 COSI 19 CRIMORG 45 PESC 453 RELEX 355",
    CitedAs.PRIORITIES: "doc. 11050/11 JAI 396 COSI 46 ENFOPOL 184 CRIMORG 81 ENFOCUSTOM 52 PESC 718 RELEX 603",
    CitedAs.STRATEGIC_GOALS: "doc. 15850/11 JAI 758 COSI 84 ENFOPOL 371 CRIMORG 191 ENFOCUSTOM 128 CORDROGUE 67"
    " PESC 1321 RELEX 1081 COAFR 296 COWEB 236 TRANS 283 UD 275 FRONT 138 GENVAL 111",
    CitedAs.TERMS_OF_REFERENCE: "doc. 15386/3/11 REV 3 COSI 79 ENFOPOL 355",
    CitedAs.MONITORING: "See doc. 17803/11 COSI 105 ENFOPOL 445 CRIMORG 238 ENFOCUSTOM 164.",
}


def test_cited_documents_have_the_codes_of_the_words_that_cite_them(plan: Plan) -> None:
    assert [document.role for document in plan.documents] == list(DOCUMENTS)
    for document, words in zip(plan.documents, DOCUMENTS.values(), strict=True):
        assert document.stated is not None
        assert words_at(plan, document.stated) == words
        cited = " ".join(map(str, (*document.number, *document.codes)))
        assert words.removeprefix("See ").removeprefix("doc. ").removesuffix(".") == cited


QUALIFIES = {
    "1": ["section 1/1/1"],
    "2": ["section 1/1/2"],
    "3": ["section 1/1/2"],
    "4": ["section 1/3/1"],
    "5": ["section 4.1/3/1"],
    "6": ["section 4.3/1/1"],
    "7": ["2.1/leaders"],
    "8": ["5.2/timing/2", "5.2/timing/3"],
    "9": ["6.1"],
    "10": ["6.2/participants/DZ", "6.2/participants/TN", "6.2/participants/LY", "6.2/participants/EG"],
}


def test_notes_name_what_they_bear_on(plan: Plan) -> None:
    assert {note.mark: list(map(str, note.qualifies)) for note in plan.notes} == QUALIFIES


@pytest.mark.parametrize("mark", ["1", "2", "3", "4", "5", "6", "7"])
def test_the_mark_stands_in_the_words_that_a_note_bears_on(plan: Plan, mark: str) -> None:
    for anchor in QUALIFIES[mark]:
        assert f"[^{mark}]" in words_at(plan, at(anchor))


SPOKEN = {
    ("Europol", StatementKind.POSITION): "Europol is not in position to finance this.",
    ("COM", StatementKind.RESERVATION): "COM underlines that ISEC can only fund activities related to the EU internal"
    " security, not outside EU territory.",
    ("UK", StatementKind.CONDITION): "UK is content for the proposed study visits to stay in, so long as there is"
    " genuine business need for these and the Member States engaged in these are able to fund them (if funding for"
    " these is not already budgeted for within the existing VOIC budget).",
}


def test_three_parties_speak_in_note_8(plan: Plan) -> None:
    (note,) = (note for note in plan.notes if note.statements)
    spoken = {(str(one.party), one.kind): words_at(plan, one.stated) for one in note.statements if one.stated}
    assert note.mark == "8"
    assert spoken == SPOKEN


def test_conditions_of_notes(plan: Plan) -> None:
    assert {note.mark: note.conditions for note in plan.notes if note.conditions} == {
        "8": (
            condition(ConditionKind.FUNDING, "note 8/1/1", "participating MS"),
            condition(None, "note 8/1/4", "genuine business need"),
            condition(ConditionKind.FUNDING, "note 8/1/4", "Member States engaged"),
        ),
    }


def values(root: Any) -> Iterator[Any]:
    """Every value of the model inside a value, itself included."""
    if isinstance(root, tuple):
        for inner in root:
            yield from values(inner)
    elif attrs.has(type(root)):
        yield root
        for field in attrs.fields(type(root)):
            if field.init:
                yield from values(getattr(root, field.name))


def test_every_anchor_leads_to_words(plan: Plan) -> None:
    anchors = [value for value in values(plan) if isinstance(value, Anchor)]
    assert len(anchors) > 80
    assert all(words_at(plan, anchor) for anchor in anchors)


def taken_over(value: Any) -> Iterator[str]:
    """The words that a typed value took over from its sentence."""
    for field in ("name", "system", "file", "focal_point"):
        if isinstance(getattr(value, field, None), str):
            yield getattr(value, field)
    for stop in getattr(value, "stops", ()):
        yield from stop
    yield from getattr(value, "subjects", ())


# Section 4.3 spells out what the other sections abbreviate.
SPELT_OUT = {
    ("section 4.3/1/1", "AWF"): "Analysis Work File",
    ("section 4.3/1/2", "EIS"): "Europol Information System",
}


def test_what_was_read_from_a_sentence_stands_there(plan: Plan) -> None:
    read = (Channel, Condition, Initiative, Interdependency, Location, Phase, Priority, Route)
    found = [(value, value.stated) for value in values(plan) if isinstance(value, read) and value.stated]
    assert len(found) > 40
    for value, stated in found:
        words = words_at(plan, stated)
        for name in taken_over(value):
            assert SPELT_OUT.get((str(stated), name), name) in words


def test_nothing_is_left_unparsed(plan: Plan) -> None:
    assert [value for value in values(plan) if isinstance(value, Unparsed)] == []
