"""What the rules about parties find, and above all what they let pass."""

from __future__ import annotations

import pytest
from tests.support.findings import PERIOD, actions, found, messages, told


def test_a_conditional_leader_may_also_take_part_and_is_not_one_of_several() -> None:
    plan = actions('number: "1", leaders: ["IT", "Frontex (if: at sea)"], participants: Frontex')
    assert found("OAP406", *plan) == found("OAP404", *plan) == []


@pytest.mark.parametrize(
    ("leaders", "says"),
    [
        ("All MS", "27 leaders: All MS."),
        ("All MS, Europol", "28 leaders: Europol and All MS."),
        ("IT, HU, IT", "2 leaders: IT and HU."),
        ("Acting EU Presidency, Polnad", "2 leaders: Acting EU Presidency and Polnad."),
    ],
)
def test_everybody_who_leads_is_counted_once(leaders: str, says: str) -> None:
    assert messages("OAP404", *actions(f'number: "1", leaders: "{leaders}"')) == [f"Action 1 has {says}"]


@pytest.mark.parametrize(
    "leaders", ["[EC, COM]", "[IT, Relevant MS]", "Acting EU Presidency", "[EU Presidency, Presidency]"]
)
def test_one_party_in_two_spellings_or_beside_an_open_group_is_one_leader(leaders: str) -> None:
    assert found("OAP404", *actions(f'number: "1", leaders: {leaders}')) == []


def test_an_office_in_two_spellings_and_an_unknown_party_are_found_among_leaders_and_participants() -> None:
    office = 'number: "1", leaders: EU Presidency, participants: "DK, Presidency of the Council"'
    unknown = 'number: "2", leaders: Polnad, participants: Polnad'
    assert found("OAP406", *actions(office, unknown)) == [
        "/actions/0/participants/items/1",
        "/actions/1/participants/items/0",
    ]


def test_a_group_in_both_cells_is_no_party_that_stands_twice() -> None:
    cell = "[All MS, Relevant MS]"
    assert found("OAP406", *actions(f'number: "1", leaders: {cell}, participants: {cell}')) == []


def test_a_spelling_that_has_named_two_parties_is_read_at_the_time_of_the_action() -> None:
    plan = actions('number: "1", leaders: Fleet, participants: "Old Fleet, New Fleet"')
    assert found("OAP406", *plan) == ["/actions/0/participants/items/0"]


@pytest.mark.parametrize(
    ("leader", "what"),
    [
        ("RS", "a third country"),
        ("EC", "an EU institution"),
        ("OLAF", "an EU body"),
        ("IOM", "an international organisation"),
        ("CARIN", "a network"),
        ("Example Shipping", "a private party"),
        ("Acting EU Presidency", "an office (DK and CY)"),
    ],
)
def test_who_is_neither_state_nor_agency_is_told_with_what_it_is(leader: str, what: str) -> None:
    assert messages("OAP405", *actions(f'number: "1", leaders: [Polnad, "{leader}"]')) == [
        f"The leader of action 1, {leader}, is {what}, not a member state or an agency."
    ]


@pytest.mark.parametrize("leader", ["IT", "HR", "Europol", "All MS", "All third countries", "Polnad"])
def test_a_state_an_agency_and_a_group_are_not_told_for_what_they_are(leader: str) -> None:
    assert messages("OAP405", *actions(f'number: "1", leaders: {leader}')) == []


def test_a_group_is_not_told_for_what_its_first_member_is() -> None:
    period = "period: {start: 2015-01-01, end: 2015-12-31}"
    assert found("OAP405", period, 'actions: [{number: "1", leaders: All third countries}]') == []


def test_without_a_period_nobody_is_known_to_hold_an_office() -> None:
    assert messages("OAP405", "actions:", '  - {number: "1", leaders: [Acting EU Presidency, EC]}') == [
        "The leader of action 1, Acting EU Presidency, is an office, not a member state or an agency."
    ]


def test_a_withheld_leader_is_not_missing_and_the_next_action_is_looked_at() -> None:
    rows = ('number: "1", leaders: {withheld: true}, participants: {withheld: true}', 'number: "2"')
    assert found("OAP402", *actions(*rows)) == ["/actions/1/leaders"]


@pytest.mark.parametrize("leaders", ["[IT, Relevant MS]", "'HU (and others, where they can)'", "Polnad", "All MS"])
def test_a_leader_beside_an_open_group_or_in_words_not_understood_is_not_missing(leaders: str) -> None:
    assert found("OAP402", *actions(f'number: "1", leaders: {leaders}')) == []


def test_a_leader_may_be_unconfirmed_without_a_reason() -> None:
    assert messages("OAP407", *actions('number: "1", leaders: ES (tbc)')) == [
        "The leader of action 1, ES, is not confirmed yet."
    ]


def test_only_an_office_changes_hands() -> None:
    assert (
        messages("OAP409", *actions('number: "1", leaders: All MS', 'number: "2", participants: EU Presidency')) == []
    )


def test_a_state_that_joins_in_the_course_of_the_action_is_a_member() -> None:
    period = "period: {start: 2013-01-01, end: 2013-12-31}"
    plan = (period, "drafters: [HR]", "driver: HR", "actions:", '  - {number: "1", leaders: HR, timing: Whole year}')
    assert found("OAP413", *plan) == []
    assert found("OAP413", period.replace("2013", "2012"), *plan[1:]) == [
        "/drafters/items/0",
        "/driver/items/0",
        "/actions/0/leaders/items/0",
    ]


def test_who_holds_an_office_is_named_and_whoever_is_in_a_group_is_not() -> None:
    drafters = "drafters: [DK, CY, EE, General Secretariat of the Council]"
    plan = actions('number: "4", leaders: Acting EU Presidency, participants: All MS, timing: May to October')
    assert found("OAP414", drafters, *plan) == ["/drafters/items/2"]


def test_a_drafter_is_named_by_any_spelling_with_and_without_a_period() -> None:
    rows = ("actions:", '  - {number: "1", leaders: Poland}')
    assert found("OAP414", "drafters: [PL, LT]", *rows) == ["/drafters/items/1"]
    assert found("OAP414", "drafters: [PL, LT]", PERIOD, *rows) == ["/drafters/items/1"]


@pytest.mark.parametrize(
    "drafters", ["[PL, Relevant MS]", "[PL, Polnad]", "[PL, All MS]", "[PL, HU (where it can)]", "{withheld: true}"]
)
def test_nobody_is_missed_among_drafters_that_are_not_all_known(drafters: str) -> None:
    plan = actions('number: "1", leaders: DE, participants: "RS, IOM"')
    assert found("OAP415", f"drafters: {drafters}", *plan) == []
    assert found("OAP415", "drafters: [PL]", *plan) == ["/actions/0/leaders/items/0"]


@pytest.mark.parametrize(
    ("cell", "pointer", "says"),
    [
        ("driver: Polnad", "/driver/items/0", "Unknown driver 'Polnad' in the plan"),
        ("co_drivers: [HU, Polnad]", "/co_drivers/items/1", "Unknown co-driver 'Polnad' in the plan"),
        ("drafters: Polnad", "/drafters/items/0", "Unknown drafter 'Polnad' in the plan"),
        ("oversight: Polnad", "/oversight/items/0", "Unknown oversight body 'Polnad' in the plan"),
        ("support: Polnad", "/support/items/0", "Unknown supporting party 'Polnad' in the plan"),
        (
            'actions: [{number: "1", participants: [HU, "AT, in cooperation with Polnad"]}]',
            "/actions/0/participants/items/1",
            "Unknown cooperating party 'Polnad' in action 1",
        ),
    ],
)
def test_an_unknown_party_is_told_in_any_part(cell: str, pointer: str, says: str) -> None:
    (one,) = told("OAP401", cell)
    assert (one.place.pointer, one.message) == (pointer, f"{says}.")
    assert one.hint == "Did you mean 'Poland'? Use a code such as DE, or an English name (Germany)."


def test_where_no_name_is_close_none_is_guessed() -> None:
    (one,) = told("OAP401", "driver: Qqqqqqqq")
    assert one.hint == "Use a code such as DE, or an English name (Germany)."


@pytest.mark.parametrize(
    ("end", "told"), [("2024-07-01", ["/driver/items/1", "/actions/0/participants/items/1"]), ("2024-07-02", [])]
)
def test_a_body_exists_from_its_first_day(end: str, told: list[str]) -> None:
    period = f"period: {{start: 2024-01-01, end: {end}}}"
    plan = (period, "driver: [Polnad, EUDA]", "actions:", '  - {number: "1", participants: "HU, EUDA, All MS, Polnad"}')
    assert found("OAP412", *plan) == told
    assert messages("OAP412", *plan) == [
        f"{who} (1 January to 1 July 2024), but EUDA does not exist before 2 July 2024."
        for who in ("The plan names EUDA as driver", "Action 1 names EUDA as participant")
    ] * bool(told)


@pytest.mark.parametrize(
    ("state", "start", "end", "reported"),
    [
        ("UK", "2020-01-31", "2020-12-31", None),
        ("UK", "2020-02-01", "2020-12-31", "1 February to 31 December 2020"),
        ("HR", "2013-01-01", "2013-07-01", None),
        ("HR", "2013-01-01", "2013-06-30", "1 January to 30 June 2013"),
        ("RS", "2013-01-01", "2013-06-30", None),
    ],
)
def test_a_state_leads_drives_and_drafts_only_as_a_member(
    state: str, start: str, end: str, reported: str | None
) -> None:
    plan = (
        f"period: {{start: {start}, end: {end}}}",
        *(f"{part}: [Polnad, {state}]" for part in ("oversight", "driver", "co_drivers", "drafters", "support")),
        f'actions: [{{number: "1", leaders: [All MS, {state}], participants: {state}}}]',
    )
    at = ["/driver/items/1", "/co_drivers/items/1", "/drafters/items/1", "/actions/0/leaders/items/1"]
    assert found("OAP413", *plan) == ([] if reported is None else at)
    assert messages("OAP413", *plan)[:1] == (
        []
        if reported is None
        else [f"The plan names {state} as driver ({reported}), but {state} is not a member state at that time."]
    )


def test_no_group_is_told_for_what_one_of_its_members_was() -> None:
    period = "period: {start: 2021-01-01, end: 2021-12-31}"
    assert found("OAP413", period, 'actions: [{number: "1", leaders: All third countries}]') == []  # the first is UK


@pytest.mark.parametrize(
    "rows",
    [
        "actions: []",
        'actions: [{number: "1", leaders: HU}, {number: "2", leaders: {withheld: true}}]',
        'actions: [{number: "1", leaders: HU}, {number: "2", participants: {withheld: true}}]',
        'actions: [{number: "1", leaders: HU, participants: "AT, in cooperation with Poland"}]',
    ],
)
def test_where_a_name_may_stand_no_drafter_is_missed(rows: str) -> None:
    assert found("OAP414", PERIOD, "drafters: PL", rows) == []


def test_whoever_drafts_or_drives_is_not_thereby_named_in_an_action() -> None:
    rows = 'actions: [{number: "1", leaders: HU, participants: "All MS, Polnad"}]'
    assert found("OAP414", PERIOD, "driver: PL", "drafters: [All MS, Polnad, OLAF, PL, Europol]", rows) == [
        "/drafters/items/3",
        "/drafters/items/4",
    ]


def test_who_is_named_in_one_action_or_in_several_is_told_once() -> None:
    rows = ('number: "1", leaders: DE, participants: "DE, RS"', 'number: "2", leaders: PL, participants: "Germany, FR"')
    assert messages("OAP415", "drafters: PL", *actions(*rows)) == [
        "Actions 1 and 2 name DE, which did not draft the plan.",
        "Action 2 names FR, which did not draft the plan.",
    ]
    assert found("OAP415", "drafters: PL", "driver: IT", *actions('number: "1", leaders: PL')) == []
    assert found("OAP415", *actions(*rows)) == []


@pytest.mark.parametrize(
    ("participants", "says"),
    [
        ("HU, UA (tbc)", "A participant of action 1 is not confirmed yet: UA."),
        ("UA (tbc), MD (tbc)", "Participants of action 1 are not confirmed yet: UA and MD."),
    ],
)
def test_participants_to_be_confirmed_are_told_together(participants: str, says: str) -> None:
    assert messages("OAP410", *actions(f'number: "1", leaders: ES (tbc), participants: "{participants}"')) == [says]


def test_without_a_period_nothing_is_said_of_times() -> None:
    plan = (
        "drafters: [PL]",
        "actions:",
        '  - {number: "1", leaders: "EC, HR", participants: "COM, EUDA, Acting EU Presidency"}',
    )
    assert found("OAP4", *plan) == ["/drafters/items/0", "/actions/0/leaders", "/actions/0/participants/items/0"]


def test_two_actions_with_one_number_answer_for_themselves() -> None:
    plan = actions('number: "1", leaders: PL, participants: Relevant MS', 'number: "1", participants: PL')
    assert found("OAP411", *plan) == ["/actions/0/participants/items/0"]
    assert found("OAP402", *plan) == ["/actions/1/leaders"]
    assert found("OAP406", *plan) == []


# quorum-unconfirmed


def quorum(participants: str, subjects: str = "[DZ, TN, LY]", number: str = "2", kind: str = "quorum") -> str:
    """Return the row of an action that needs some of these parties."""
    condition = f"{{kind: {kind}, subjects: {subjects}, number: {number}, text: q}}"
    return f'number: "1", leaders: IT, participants: {participants}, conditions: [{condition}]'


@pytest.mark.parametrize(
    ("participants", "state"),
    [
        ("[DZ (tbc), TN (tbc), LY (tbc)]", "none of them is"),
        ("[MT]", "none of them is"),
        ("[Algeria, TN (tbc)]", "only DZ is"),
        ("['DZ (if: it has funds)', 'Tunisia']", "only TN is"),
        ("[third countries]", "none of them is"),  # an open group confirms nobody
    ],
)
def test_quorum_unconfirmed__reports_that_too_few_are_confirmed(participants: str, state: str) -> None:
    assert messages("OAP418", *actions(quorum(participants))) == [
        f"Action 1 needs at least 2 of DZ, TN and LY, but {state} confirmed."
    ]


def test_quorum_unconfirmed__lists_all_that_are_confirmed() -> None:
    assert messages("OAP418", *actions(quorum("[DZ, TN]", number="3"))) == [
        "Action 1 needs at least 3 of DZ, TN and LY, but only DZ and TN are confirmed."
    ]


@pytest.mark.parametrize(
    "row",
    [
        quorum("[DZ, TN, LY (tbc)]"),
        quorum("['Tunisia', 'Libya']"),
        quorum("[All MS]", "[FR, ES]"),
        quorum('["IT, in cooperation with DZ", TN]', "[IT, TN]"),
        quorum("[DZ (tbc)]", "[DZ, 'coastal states']"),
        quorum("[DZ (tbc)]", "[]"),
        quorum("[DZ (tbc)]", number="null"),
        quorum("[DZ (tbc)]", kind="consent"),
        quorum("{withheld: true}"),
        quorum("[{unparsed: those who wish}]"),
    ],
)
def test_quorum_unconfirmed__is_silent_if_enough_are_confirmed_or_nobody_can_know(row: str) -> None:
    assert messages("OAP418", *actions(row)) == []


def test_quorum_unconfirmed__reads_conditions_of_notes_and_reports_each_action_once() -> None:
    plan = (
        *actions('number: "1", participants: [DZ (tbc), TN]', quorum("[DZ, TN (tbc)]").replace('"1"', '"2"')),
        "notes:",
        "  - {mark: a, text: x}",
        "  - mark: b",
        "    qualifies: [1/participants/DZ, 1/participants/TN, 2/participants, section 1]",
        "    conditions: [{kind: event, text: y}, {kind: quorum, subjects: [TN, DZ, LY], number: 2}]",
    )
    assert found("OAP418", *plan) == ["/actions/1/conditions/0", "/notes/1/conditions/1"]
    assert messages("OAP418", *plan) == [
        "Action 2 needs at least 2 of DZ, TN and LY, but only DZ is confirmed.",
        "Action 1 needs at least 2 of TN, DZ and LY, but only TN is confirmed.",
    ]


@pytest.mark.parametrize(
    ("row", "named"),
    [
        ("activity: Send data to the AWF., leaders: DE", "AWF"),
        ("activity: Send data to AWFs., leaders: DE", "AWFs"),
        ("description: Send data to AP Twins., leaders: DE", "AP Twins"),
        ("timing: Meeting of AP Twins in June, leaders: DE", "AP Twins"),
        ("kpis: Contributions to the Analysis Work File, leaders: DE", "Analysis Work File"),
        (
            "activity: Europol takes in data of an analysis project., leaders: DE, participants: All MS",
            "analysis project",
        ),
        ("activity: Send data to the AWF., leaders: DE, participants: Relevant MS", "AWF"),
    ],
)
def test_analysis_file__needs_europol_among_the_parties(row: str, named: str) -> None:
    (message,) = messages("OAP420", *actions(f'number: "1", {row}'))
    assert message.startswith(f"Action 1 names {named!r} in its ")
    assert message.endswith(", but Europol is not one of its parties.")


@pytest.mark.parametrize(
    "row",
    [
        "activity: Send data to the AWF., leaders: Europol",
        "activity: Send data to the AWF., leaders: DE, participants: 'FR, Europol'",
        "activity: Send data to the AWF., leaders: 'DE, in cooperation with Europol'",
        "activity: Send data to the AWF., leaders: DE, participants: Relevant EU Agencies",
        "activity: Send data to the AWF., leaders: DE, participants: {withheld: true}",
        "activity: Send data to the AWF., leaders: DE, participants: Euripol",
        "activity: The AP on firearms and the EU AP are followed., leaders: DE",
        "activity: Analysis of work files., leaders: DE",
    ],
)
def test_analysis_file__with_europol_or_in_doubt_is_not_reported(row: str) -> None:
    assert messages("OAP420", *actions(f'number: "1", {row}')) == []
