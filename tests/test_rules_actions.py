"""What the rules about links, parties, KPIs and the priority itself find, and above all what they let pass."""

from __future__ import annotations

import datetime as dt
import io
import json

import pytest

import oap_c_2012
from empact import Plan, Session
from empact.hooks import hookimpl
from empact.model import Party, PartyKind, PartyName


def private(code: str, *names: PartyName) -> Party:
    return Party(code=code, kind=PartyKind.PRIVATE, name=f"{code} Ltd", names=names)


class Shipping:
    """A plugin that knows invented private parties."""

    @hookimpl
    def empact_parties(self) -> list[Party]:
        return [
            private("Example Shipping"),
            private("Old Fleet", PartyName(text="Fleet", until=dt.date(2012, 12, 31))),
            private("New Fleet", PartyName(text="Fleet", since=dt.date(2013, 1, 1))),
        ]


SESSION = Session([oap_c_2012, Shipping()])
PERIOD = "period: {start: 2012-01-01, end: 2012-12-31}"


def read(*lines: str) -> Plan:
    text = "\n".join(["empact: plan/1", "id: X-2012", *lines])
    reading = SESSION.read(io.StringIO(text), format="yaml")
    assert reading.plan is not None, [one.message for one in reading.diagnostics]
    return reading.plan


def found(rule: str, *lines: str) -> list[str]:
    """The pointers of what one rule finds."""
    return [str(one.place.pointer) for one in SESSION.validate(read(*lines), select=[rule])]


def messages(rule: str, *lines: str) -> list[str]:
    return [one.message for one in SESSION.validate(read(*lines), select=[rule])]


def actions(*rows: str) -> tuple[str, ...]:
    return (PERIOD, "actions:", *(f"  - {{{row}}}" for row in rows))


# Links


@pytest.mark.parametrize(
    ("prose", "named"),
    [
        ("see Action 1.2.", True),
        ("under Actions 1.1, 1.2 and 1.3", True),
        ("under Actions 1.3 and\n1.2", True),
        ("(cf. OA 1.2)", True),
        ("**Action 1.2**", True),
        ("action 1.2's outcomes", True),
        ("Action 1.2[^3]", True),
        ("1.2 of them", False),
        ("1/2-week patrols in 2013-17", False),
        ("action 1.2 of the OAP on firearms", False),
        ("Action 1.20", False),
        ("the EU Action Plan", False),
        ("Action 1.3, 1.2 weeks long", False),
    ],
)
def test_a_number_is_an_action_only_where_the_words_say_so(prose: str, *, named: bool) -> None:
    rows = (f'number: "1.1", description: {prose!r}', 'number: "1.2"')
    text = [row.replace("\\n", " ") for row in rows]
    assert found("mentioned-not-linked", *actions(*text)) == ["/actions/0/description"] * named


BETWEEN = (
    ", ",
    ",",
    "/",
    " / ",
    " & ",
    "&",
    " – ",
    "–",
    ", and ",
    ", or ",
    " and ",
    " or ",
    " to ",
    " and Action ",
    ", OA ",
)


@pytest.mark.parametrize(
    "prose",
    [
        *(f"see {word} 1.2" for word in ("Action", "Actions", "action", "actions", "OA", "OAs")),
        *(f"Actions 1.3{between}1.2" for between in BETWEEN),
        *(f"see Action 1.2{sign}" for sign in ".!?:;)]’'\"”*"),
        *(f"see Action 1.2{sign}x" for sign in ":;/()[]&–’'"),
    ],
)
def test_a_number_is_read_in_a_list_and_in_front_of_any_sign(prose: str) -> None:
    rows = (f'number: "1.1", links: ["1.3"], description: {json.dumps(prose)}', 'number: "1.2"', 'number: "1.3"')
    assert found("mentioned-not-linked", *actions(*rows)) == ["/actions/0/description"]


PLANS = ("OAP", "plan", "Plan", "priority", "Priority")
DURATIONS = ("hour", "hours", "day", "days", "week", "weeks", "month", "months", "year", "years")


@pytest.mark.parametrize(
    "prose",
    [
        *(f"Action 1.2 {word} the {other} B" for word in ("of", "in", "under", "from") for other in PLANS),
        "Action 1.2 of Priority B",
        "Action 1.1 and 1.2 of the OAP on firearms",
        *(f"Action 12 {duration} long" for duration in DURATIONS),
        *(f"Actions 1.1 and 1.2 {duration} long" for duration in DURATIONS),
        "Action (1.2)",
        "action [1.2]",
        "an OAs1.2",
        "COA 1.2",
        "Action1.2",
        "Actions 1.1 by 1.2",
    ],
)
def test_what_is_no_number_of_an_action_of_this_plan_is_left_alone(prose: str) -> None:
    rows = ('number: "1"', f'number: "1.1", description: {json.dumps(prose)}', 'number: "1.2"', 'number: "12"')
    assert found("mentioned-not-linked", *actions(*rows)) == []


@pytest.mark.parametrize("cell", ["activity", "description", "timing", "target"])
def test_each_column_that_holds_prose_is_read(cell: str) -> None:
    plan = actions(f'number: "1.1", {cell}: Workshop under Action 1.2 on the Western Balkans', 'number: "1.2"')
    assert messages("mentioned-not-linked", *plan) == [
        f"Action 1.1 speaks of action 1.2 in its {cell}, yet does not link to it."
    ]
    assert messages("OAP204", "interdependencies: [{priority: B, name: Western Balkans}]", *plan) == [
        f"Action 1.1 speaks of 'Western Balkans' in its {cell}, yet does not link to priority B (Western Balkans)."
    ]


def test_an_action_is_told_once_for_each_that_it_names_and_only_where_the_plan_has_it() -> None:
    prose = "description: 'Actions 1.1, 1.2, 1.4 and 9.9, then Action 1.2', target: Follow Action 1.2"
    plan = actions(f'number: "1.1", links: [B:1.2], {prose}', 'number: "1.2"', 'number: "1.4"')
    assert messages("mentioned-not-linked", *plan) == [
        "Action 1.1 speaks of action 1.2 in its description, yet does not link to it.",
        "Action 1.1 speaks of action 1.4 in its description, yet does not link to it.",
    ]


def test_a_priority_is_told_once_by_the_name_that_the_plan_gives_it_first() -> None:
    lines = (
        "cycle: {id: 2011-2013}",
        "interdependencies:",
        "  [{priority: B, name: Routes}, {priority: B, name: ABCDE}, {priority: X}, {priority: H, name: ABCDEF}]",
    )
    prose = ("ABCDE, then the western balkans and Routes", "abcde and xroutes", "abcdef", "Routes.")
    plan = actions(*(f'number: "{number}", activity: "{text}"' for number, text in enumerate(prose)))
    assert messages("OAP204", *lines, *plan) == [
        "Action 0 speaks of 'ABCDE' in its activity, yet does not link to priority B (Routes).",
        "Action 2 speaks of 'abcdef' in its activity, yet does not link to priority H (ABCDEF).",
        "Action 3 speaks of 'Routes' in its activity, yet does not link to priority B (Routes).",
    ]


def test_nothing_is_missed_in_an_action_whose_links_are_withheld() -> None:
    lines = ("interdependencies: [{priority: B, name: Routes}]",)
    assert found("OAP204", *lines, *actions('number: "1", activity: Routes, links: {withheld: true}')) == []


@pytest.mark.parametrize(
    ("words", "named"), [("Action 2", True), ("days of action 2", False), ("Action 1, 2 days", False)]
)
def test_a_bare_figure_is_an_action_only_behind_a_capital(words: str, *, named: bool) -> None:
    plan = actions(f'number: "1", timing: "{words}"', 'number: "2"')
    assert found("mentioned-not-linked", *plan) == ["/actions/0/timing"] * named


def test_withheld_links_are_not_missed() -> None:
    plan = actions('number: "1.1", activity: see Action 1.2, links: {withheld: true}', 'number: "1.2", links: none')
    assert found("OAP2", *plan) == []


@pytest.mark.parametrize(
    ("activity", "named"),
    [
        ("smuggling through the western balkans", True),
        ("Trafficking in human beings", True),
        ("THB networks", True),
        ("thb", False),
        ("THBX", False),
        ("the Balkans", False),
    ],
)
def test_an_area_goes_by_its_name_in_the_plan_and_in_the_cycle(activity: str, *, named: bool) -> None:
    lines = (
        "cycle: {id: 2011-2013}",
        "interdependencies: [{priority: B, name: Western Balkans}, {priority: F, name: THB}]",
        *actions(f'number: "1", activity: {activity}'),
    )
    assert found("priority-mentioned-not-linked", *lines) == ["/actions/0/activity"] * named


@pytest.mark.parametrize("link", ["B:SG*", "B:2.1", "B-2012:SG 1"])
def test_any_link_to_the_priority_answers(link: str) -> None:
    lines = (
        "cycle: {id: 2099}",
        "interdependencies: [{priority: B, name: Western Balkans}]",
        *actions(f'number: "1", activity: Western Balkans, links: ["{link}"]'),
    )
    assert found("priority-mentioned-not-linked", *lines) == []


@pytest.mark.parametrize("back", ["[SG 1]", '["1.1"]', '["SG*"]', "{withheld: true}"])
def test_a_goal_is_answered_by_its_goal_an_action_of_it_or_all(back: str) -> None:
    plan = actions('number: "1.1", goal: "1", links: [SG 2]', f'number: "2.1", goal: "2", links: {back}')
    assert found("goal-link-one-way", *plan) == []


def test_a_goal_without_actions_and_an_action_without_a_goal_have_nobody_to_answer() -> None:
    rows = ('number: "1.1", goal: "1", links: [SG 1, SG 3]', "number: x, links: [SG 1]")
    assert found("goal-link-one-way", 'goals: [{number: "1"}, {number: "3"}]', *actions(*rows)) == []


@pytest.mark.parametrize("links", ["[SG 2]", '["SG*"]'])
def test_the_goal_of_a_linked_action_is_listed_by_its_number_or_as_one_of_all(links: str) -> None:
    others = ('number: "2.1", goal: "2"', "number: x")
    rows = (
        f'number: "1.1", goal: "1", links: {links[:-1]}, "2.1", x]',
        'number: "1.2", goal: "1", links: [B:SG 2, "2.1"]',
    )
    assert found("goal-not-listed", *actions(*rows, *others)) == ["/actions/1/links/items/1"]


def test_an_action_that_links_to_itself_has_both_ends() -> None:
    assert found("one-way-link", *actions('number: "1", goal: "1", links: ["1"]')) == []


def test_behind_a_link_to_another_plan_the_others_are_followed() -> None:
    plan = actions('number: "1", links: [B:9, "9", SG 9, B:SG 9, SG*, "1/7"]')
    assert found("dangling-link", *plan) == [f"/actions/0/links/items/{index}" for index in (1, 2, 5)]


def test_a_phase_is_known_from_the_timing_and_from_the_list_of_phases() -> None:
    timing = 'timing: ["phase 1: March", When the harvest is over, "phase 2: May", Workshop in June]'
    plan = actions(
        f'number: "1", {timing}, phases: [{{number: "3"}}]', 'number: "2", links: ["1/1", "1/2", "1/3", "1/4"]'
    )
    assert messages("dangling-link", *plan) == [
        "Action 2 links to phase 4 of action 1, which the plan does not have.",
    ]


@pytest.mark.parametrize(
    ("link", "hint"),
    [
        ("SG12", "Did you mean 'SG 12'?"),
        ("SG1.2", "Correct the number; a link to another plan names it, such as B:2.1."),
        ("SG 12", "Correct the number; a link to another plan names it, such as B:2.1."),
    ],
)
def test_a_goal_without_its_blank_is_guessed_and_any_other_number_is_to_be_corrected(link: str, hint: str) -> None:
    (told,) = SESSION.validate(read(*actions(f'number: "1", links: [{link}]')), select=["dangling-link"])
    assert told.hint == hint


def test_numbers_are_held_against_goals_only_where_most_follow_them() -> None:
    goals = 'goals: [{number: "1"}, {number: "2"}]'
    odd = ('number: "1.1", goal: "2"', 'number: "1.2", goal: "1"')
    assert found("number-outside-goals", goals, *actions(*odd)) == []
    assert found("number-outside-goals", goals, *actions(*odd, 'number: "2.1", goal: "2"', 'number: "9.1"')) == [
        "/actions/0/goal",
        "/actions/3/number",
    ]


def test_the_last_dot_parts_the_goal_from_the_number_and_an_action_without_a_goal_may_follow_one() -> None:
    goals = 'goals: [{number: "1.1"}, {number: "1.2"}]'
    rows = ('number: "1.1.1", goal: "1.1"', 'number: "1.2.1", goal: "1.1"', 'number: "1.2.2", goal: "1.2"')
    assert found("number-outside-goals", goals, *actions(*rows, 'number: "1.2.3"')) == ["/actions/1/goal"]


# Parties


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


def test_a_spelling_that_has_named_two_parties_is_read_at_the_time_of_the_action() -> None:
    plan = actions('number: "1", leaders: Fleet, participants: "Old Fleet, New Fleet"')
    assert found("OAP406", *plan) == ["/actions/0/participants/items/0"]


@pytest.mark.parametrize(
    ("leader", "what"),
    [
        ("RS", "a third country"),
        ("EC", "an EU institution"),
        ("OLAF", "an EU body that is no agency"),
        ("IOM", "an international organisation"),
        ("CARIN", "a network"),
        ("Example Shipping", "a private party"),
        ("Acting EU Presidency", "an office (DK and CY)"),
    ],
)
def test_who_is_neither_state_nor_agency_is_told_with_what_it_is(leader: str, what: str) -> None:
    assert messages("OAP405", *actions(f'number: "1", leaders: [Polnad, "{leader}"]')) == [
        f"Action 1 is led by {leader}, {what}, not by a member state or an agency in its own name."
    ]


@pytest.mark.parametrize("leader", ["IT", "HR", "Europol", "All MS", "All third countries", "Polnad"])
def test_a_state_an_agency_and_a_group_are_not_told_for_what_they_are(leader: str) -> None:
    assert messages("OAP405", *actions(f'number: "1", leaders: {leader}')) == []


def test_without_a_period_nobody_is_known_to_hold_an_office() -> None:
    assert messages("OAP405", "actions:", '  - {number: "1", leaders: [Acting EU Presidency, EC]}') == [
        "Action 1 is led by Acting EU Presidency, an office, not by a member state or an agency in its own name."
    ]


def test_a_withheld_leader_is_not_missing_and_the_next_action_is_looked_at() -> None:
    rows = ('number: "1", leaders: {withheld: true}, participants: {withheld: true}', 'number: "2"')
    assert found("OAP402", *actions(*rows)) == ["/actions/1/leaders"]


@pytest.mark.parametrize("leaders", ["[IT, Relevant MS]", "'HU (and others, where they can)'", "Polnad", "All MS"])
def test_a_leader_beside_an_open_group_or_in_words_not_understood_is_not_missing(leaders: str) -> None:
    assert found("OAP402", *actions(f'number: "1", leaders: {leaders}')) == []


def test_a_leader_may_be_unconfirmed_without_a_reason() -> None:
    assert messages("OAP407", *actions('number: "1", leaders: ES (tbc)')) == [
        "The leader of action 1, ES, is still to be confirmed."
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
        "/driver/items/0",
        "/drafters/items/0",
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


@pytest.mark.parametrize("drafters", ["[PL, Relevant MS]", "[PL, Polnad]", "[PL, All MS]", "{withheld: true}"])
def test_nobody_is_missed_among_drafters_that_are_not_all_known(drafters: str) -> None:
    plan = actions('number: "1", leaders: DE, participants: "RS, IOM"')
    assert found("OAP415", f"drafters: {drafters}", *plan) == []
    assert found("OAP415", "drafters: [PL]", *plan) == ["/actions/0/leaders/items/0"]


@pytest.mark.parametrize(
    ("cell", "pointer", "says"),
    [
        ("driver: Polnad", "/driver/items/0", "The plan names Polnad as driver"),
        ("co_drivers: [HU, Polnad]", "/co_drivers/items/1", "The plan names Polnad as co-driver"),
        ("drafters: Polnad", "/drafters/items/0", "The plan names Polnad as drafter"),
        ("oversight: Polnad", "/oversight/items/0", "The plan names Polnad as oversight"),
        ("support: Polnad", "/support/items/0", "The plan names Polnad as support"),
        (
            'actions: [{number: "1", participants: [HU, "AT, in cooperation with Polnad"]}]',
            "/actions/0/participants/items/1",
            "Action 1 names Polnad as cooperating",
        ),
    ],
)
def test_an_unknown_party_is_told_in_any_part(cell: str, pointer: str, says: str) -> None:
    (told,) = SESSION.validate(read(cell), select=["OAP401"])
    assert (told.place.pointer, told.message) == (pointer, f"{says}, and nobody is known by that name.")
    assert told.hint == "Did you mean 'Poland'? Write the party's code, or its name as the register has it."


def test_where_no_name_is_close_none_is_guessed() -> None:
    (told,) = SESSION.validate(read("driver: Qqqqqqqq"), select=["OAP401"])
    assert told.hint == "Write the party's code, or its name as the register has it."


@pytest.mark.parametrize(
    ("end", "told"), [("2024-07-01", ["/driver/items/0", "/actions/0/participants/items/1"]), ("2024-07-02", [])]
)
def test_a_body_exists_from_its_first_day(end: str, told: list[str]) -> None:
    period = f"period: {{start: 2024-01-01, end: {end}}}"
    plan = (period, "driver: EUDA", "actions:", '  - {number: "1", participants: "HU, EUDA, All MS, Polnad"}')
    assert found("OAP412", *plan) == told
    assert messages("OAP412", *plan) == [
        f"{who} in 2024-01-01 to 2024-07-01, yet EUDA begins on 2024-07-02."
        for who in ("The plan names EUDA as driver", "Action 1 names EUDA as participant")
    ] * bool(told)


@pytest.mark.parametrize(
    ("state", "start", "end", "told"),
    [
        ("UK", "2020-01-31", "2020-12-31", False),
        ("UK", "2020-02-01", "2020-12-31", True),
        ("HR", "2013-01-01", "2013-07-01", False),
        ("HR", "2013-01-01", "2013-06-30", True),
        ("RS", "2013-01-01", "2013-06-30", False),
    ],
)
def test_a_state_leads_drives_and_drafts_only_as_a_member(state: str, start: str, end: str, *, told: bool) -> None:
    plan = (
        f"period: {{start: {start}, end: {end}}}",
        *(f"{part}: [Polnad, {state}]" for part in ("oversight", "driver", "co_drivers", "drafters", "support")),
        f'actions: [{{number: "1", leaders: [All MS, {state}], participants: {state}}}]',
    )
    at = ["/driver/items/1", "/co_drivers/items/1", "/drafters/items/1", "/actions/0/leaders/items/1"]
    assert found("OAP413", *plan) == at * told
    assert (
        messages("OAP413", *plan)[:1]
        == [f"The plan names {state} as driver, yet {state} is not a member state in {start} to {end}."] * told
    )


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
        "DE is named in actions 1 and 2, yet is not among the drafters of the plan.",
        "FR is named in action 2, yet is not among the drafters of the plan.",
    ]
    assert found("OAP415", *actions(*rows)) == []


@pytest.mark.parametrize(
    ("participants", "names"),
    [("HU, UA (tbc)", "UA as participant"), ("UA (tbc), MD (tbc)", "UA and MD as participants")],
)
def test_participants_to_be_confirmed_are_told_together(participants: str, names: str) -> None:
    assert messages("OAP410", *actions(f'number: "1", leaders: ES (tbc), participants: "{participants}"')) == [
        f"Action 1 names {names} still to be confirmed."
    ]


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


# KPIs and targets


@pytest.mark.parametrize(
    ("kpi", "compound"),
    [
        ("Number of arrests / detections", True),
        ("Number of arrests and number of seizures", True),
        ("Workshop organised and dissemination of its outcomes.", True),
        ("Meeting held and report produced", True),
        ("Number of police and customs officers trained", False),
        ("Number of joint investigations and operations carried out", False),
        ("Report on smuggling and trafficking finalised", False),
        ("Dissemination of findings and recommendations", False),
        ("Number of ILOs/LOs trained and/or equipped", False),
        ("Arrests /detections", True),
        ("Arrests/ detections", True),
        ("Report on routes and seizures and number of arrests", False),
        ("Number of arrests and establishment of a network", True),
        ("number of arrests, numbers and types of weapons", False),
        ("Establishment of a network and percentage of officers trained", True),
        ("Meeting held. and report produced...", True),
        ("Report produced and two meetings", False),
        ("Withheld and brand new reports", False),
        ("Meeting Held and Report Produced", True),
        ("Meeting held  and  report produced ", True),
        ("Meeting held in May and report sent", False),
        ("Notes in red and report sent", False),
        ("Establishment of a network and percentage of women", True),
        ("Proportion of lorries searched and drivers fined", False),
        ("Report on the number of arrests and number of seizures", False),
        ("Number of arrests and officers with a number of skills", False),
        ("Number of arrests and men under protection of the state", False),
        ("Report produced and men in a number of states", False),
        ("Men under protection of the state and report produced", False),
    ],
)
def test_two_measures_are_two_only_where_each_could_stand_alone(kpi: str, *, compound: bool) -> None:
    assert found("OAP503", *actions(f'number: "1", kpis: ["{kpi}"]')) == ["/actions/0/kpis/items/0"] * compound


COUNTED = ("number", "no.", "percentage", "share", "rate", "proportion", "amount", "quantity", "volume")
DONE = ("used", "held", "set up", "carried out", "given", "sent", "drawn up")
DOING = ("dissemination", "establishment", "submission")


@pytest.mark.parametrize(
    "kpi",
    [
        *(f"{words.capitalize()} of arrests and {words} of seizures" for words in COUNTED),
        *(f"Model {words} and list {words}" for words in DONE),
        *(f"{words.capitalize()} of the report and {words} of the plan" for words in DOING),
    ],
)
def test_any_words_of_counting_or_doing_stand_alone(kpi: str) -> None:
    assert found("OAP503", *actions(f'number: "1", kpis: ["{kpi}"]')) == ["/actions/0/kpis/items/0"]


@pytest.mark.parametrize(
    ("target", "kpi"),
    [
        ("Make 20 arrests.", "Number of arrests"),
        ("Make 1.5 times as many arrests.", "Number of arrests"),
        ("Make 10,000 arrests.", "Number of arrests"),
        ("Make 1850 arrests.", "Number of arrests"),
        ("Make 20125 arrests.", "Number of arrests"),
        ("Three arrests", "Number of arrests"),
        ("Arrest them.", "Three arrests"),
        ("Arrest them. Make 20 arrests.", "Number of arrests"),
        ("Arrest them.", "At least 20 arrests"),
        ("Arrest them.", "At least 20 arrests in 5 MS"),
        ("Arrest them.", "Report finalised"),
    ],
)
def test_a_figure_in_the_kpi_or_in_the_target_is_enough(target: str, kpi: str) -> None:
    assert found("OAP504", *actions(f'number: "1", target: "{target}", kpis: ["{kpi}"]')) == []


@pytest.mark.parametrize(
    "target",
    [
        "in 2012",
        "as in 1999",
        "in the 2nd quarter",
        "in 1/2-week patrols",
        "in 1/2 patrols",
        "in 1.5-day patrols",
        "in 1,5-day patrols",
        "under Art.5",
        "under ISO-9",
        "of the G8",
        "by 10-day patrols",
    ],
)
def test_a_year_a_rank_and_a_part_of_a_name_are_no_figures(target: str) -> None:
    plan = actions(f'number: "1", target: "Arrest them {target}.", kpis: [tbd, Number of arrests in 2012]')
    assert found("OAP504", *plan) == ["/actions/0/kpis/items/1"]


def test_a_share_is_counted_too_and_a_withheld_target_may_have_its_figure() -> None:
    share = "kpis: [Percentage of lorries searched]"
    assert found("OAP504", *actions(f'number: "1", {share}', f'number: "2", target: {{withheld: true}}, {share}')) == [
        "/actions/0/kpis/items/0"
    ]
    assert found("OAP502", *actions(f'number: "1", {share}')) == []


def test_a_decrease_is_told_as_one_in_the_target_and_in_the_kpis() -> None:
    plan = actions('number: "1", target: [tbd, Reach all., Reduce seizures.], kpis: [Decrease of arrests]')
    assert found("OAP505", *plan) == ["/actions/0/target/items/2", "/actions/0/kpis/items/0"]
    assert messages("OAP505", *plan)[0] == (
        "Action 1 wants a decrease without a figure to start from or to reach: 'Reduce seizures'."
    )


BASELINES = (
    "the baseline",
    "compared to 2011",
    "compared with 2011",
    "in comparison",
    "relative to 2011",
    "than in 2011",
)


@pytest.mark.parametrize(
    "words",
    [
        "Increase seizures by 10 %.",
        "Increase seizures from 5 to 8.",
        "Increase seizures from 5 to 8 a day.",
        "Compared to 2011, increase seizures.",
        *(f"Increase seizures {each}." for each in BASELINES),
    ],
)
def test_an_increase_may_say_from_where_or_up_to_where(words: str) -> None:
    assert found("OAP505", *actions(f'number: "1", target: "{words}"')) == []


@pytest.mark.parametrize("words", ["Increase seizures more than indicated.", "Increase the firebaseline."])
def test_a_part_of_a_word_is_no_baseline(words: str) -> None:
    assert found("OAP505", *actions(f'number: "1", target: "{words}"')) == ["/actions/0/target/items/0"]


def test_a_kpi_with_a_figure_can_be_measured_and_an_unread_one_is_told_elsewhere() -> None:
    assert found("OAP502", *actions('number: "1", kpis: [Awareness of 200 officers is raised, tbd]')) == []
    assert found("OAP501", *actions('number: "1", kpis: tbd', 'number: "2", kpis: {withheld: true}')) == []


def test_only_a_plan_s_own_words_are_quoted_without_their_full_stop() -> None:
    assert messages("OAP502", *actions('number: "1", kpis: ["Awareness is raised. ."]')) == [
        "Action 1 has a KPI that cannot be measured: 'Awareness is raised'."
    ]


def test_a_missing_target_is_told_beside_a_kpi_or_without_one() -> None:
    assert messages("OAP506", *actions('number: "1"', 'number: "2", kpis: Report', 'number: "3", target: Know')) == [
        "Action 1 states no target.",
        "Action 2 states no target beside its KPI.",
    ]


# The priority's own rules

OURS = ("cycle: {id: 2011-2013}", "priority: {code: C}")
BASED = "HIO based on the outcomes of the risk analysis under Actions 1.1 and 9.9"


@pytest.mark.parametrize(
    ("analysis", "operation", "late"),
    [
        ("March", "April", False),
        ("March/June", "April", False),  # March is possible
        ("May", "April/May", False),  # early in May, late in May
        ("April to June", "May", True),  # it is over in June
        ("June", "May", True),
        ("Whole year", "May", False),
        ("tbd", "May", False),
    ],
)
def test_an_operation_is_told_only_where_no_choice_of_months_is_in_time(
    analysis: str, operation: str, *, late: bool
) -> None:
    rows = actions(f'number: "1.1", timing: {analysis}', f'number: "2.1", activity: {BASED}, timing: {operation}')
    assert found("OAPC001", *OURS, *rows) == ["/actions/1/timing/items/0"] * late


def test_an_operation_rests_on_an_analysis_that_it_names_or_links_to() -> None:
    rows = (
        'number: "1", activity: Risk analysis of the routes',
        'number: "2", activity: Develop High Impact Operations',
        'number: "3", activity: Develop High Impact Operations, links: ["1"]',
        'number: "4", activity: Develop High Impact Operations, links: [SG 1, "2"]',
    )
    assert found("OAPC001", *OURS, *actions(*rows)) == ["/actions/1/activity", "/actions/3/activity"]


NO_ANALYSIS = "Action 1, a High Impact Operation, rests on no risk analysis of the plan."


@pytest.mark.parametrize(
    ("activity", "told"),
    [
        ("A High Impact Operation", True),
        ("High Impact Operations at sea", True),
        ("a HIO", True),
        ("HIOs.", True),
        ("a high impact", False),
        ("High Impact Operational plan", False),
        ("the OHIO river", False),
        ("HIOX", False),
    ],
)
def test_an_operation_goes_by_its_name_in_full_or_in_short(activity: str, *, told: bool) -> None:
    assert messages("OAPC001", "priority: {code: C}", *actions(f'number: "1", activity: {activity}')) == (
        [NO_ANALYSIS] * told
    )


ANALYSES = ("risk analysis", "risk analyses", "Risk assessment", "risk assessments")
RESTS_ON = ("based on", "Based on", "on the basis of", "resting on")
SAYINGS = [
    *(f"HIO. It is {rests} the {analysis} under action 1" for rests in RESTS_ON for analysis in ANALYSES),
    *(
        f"HIO based on the risk analysis under {numbers}"
        for numbers in ("Action 1", "Actions 1", "actions 1.", "action\n  1")
    ),
    *(
        f"HIO based on the risk analysis under Actions {numbers}"
        for numbers in ("9, 1", "9 and 1", "9, 8 and 1", "1, 9")
    ),
]


@pytest.mark.parametrize("activity", SAYINGS)
@pytest.mark.parametrize("cell", ["activity: ", "activity: HIO, description: "])
def test_what_an_operation_says_it_rests_on_is_read_in_its_prose(activity: str, cell: str) -> None:
    rows = actions('number: "1", timing: June', f'number: "2", {cell}{json.dumps(activity)}, timing: May')
    (message,) = messages("OAPC001", *OURS, *rows)
    assert message == (
        "Action 2, a High Impact Operation, is to rest on the risk analysis of action 1, which is over on 2012-06-01 "
        "at the earliest, while the operation begins on 2012-05-31 at the latest."
    )


@pytest.mark.parametrize(
    "words",
    [
        "HIO after the risk analysis under action 1",
        "HIO based on the results of action 1",
        "HIO based on experience. The risk analysis is that of action 1",
        "HIO (see action 1). It is based on a risk analysis",
        "HIO based on the risk analysis of faction 1",
        "HIO based on the risk analysis of action9",
        "HIO based on the risk analysis of actions 9 or 1",
        "HIO at an enterprise risk analysisx based on action 1",
    ],
)
def test_an_action_counts_only_in_the_sentence_that_says_it_is_the_basis(words: str) -> None:
    rows = actions(f'number: "1", activity: "{words}"'.replace("action 1", "action 2"), 'number: "2", timing: June')
    rows = tuple(row.replace("or 1", "or 2") for row in rows)
    assert messages("OAPC001", *OURS, *rows) == [NO_ANALYSIS]


def test_each_analysis_is_told_once_and_each_phase_is_looked_at() -> None:
    words = "HIO based on the risk analyses under Actions 1, 2 and 3. Based on the risk analysis under Action 2"
    plan = actions(
        'number: "1", timing: [Workshop in December, March]',
        'number: "2", timing: June',
        'number: "3", timing: [August, October]',
        f'number: "4", activity: "{words}", timing: ["phase 1: May", Meeting in May, tbd, "phase 2: July"]',
    )
    assert [message.partition(", which")[0] for message in messages("OAPC001", *OURS, *plan)] == [
        "Phase 1 of action 4, a High Impact Operation, is to rest on the risk analysis of action 2",
        "Phase 1 of action 4, a High Impact Operation, is to rest on the risk analysis of action 3",
        "Phase 2 of action 4, a High Impact Operation, is to rest on the risk analysis of action 3",
    ]


def test_only_a_link_to_an_analysis_of_this_plan_is_a_basis() -> None:
    rows = (
        'number: "1", activity: HIO, links: [B:2, "9", "3"]',
        'number: "2", activity: Risk Analysis',
        'number: "3", activity: Patrols, description: after a risk analysis',
    )
    assert messages("OAPC001", *OURS, *actions(*rows)) == [NO_ANALYSIS]


AT_THE_BORDER = "notably at the Greek-Turkish border"


@pytest.mark.parametrize(
    ("lines", "at"),
    [
        ((f"cover: {{covering: {AT_THE_BORDER}}}",), ["/cover/covering"]),
        (('sections: [{number: "1", text: x}, {number: "2", text: ' + AT_THE_BORDER + "}]",), ["/sections/1/text"]),
        ((f"cover: {{covering: {AT_THE_BORDER}}}", "cycle: {id: 2014-2017}"), []),
        ((f"cover: {{covering: {AT_THE_BORDER}}}", "cycle: {id: 2011-2013}"), ["/cover/covering"]),
    ],
)
def test_the_focus_is_found_where_the_plan_states_it(lines: tuple[str, ...], at: list[str]) -> None:
    told = SESSION.validate(read("priority: {code: C}", *lines, *actions('number: "1"')), select=["OAPC002"])
    assert [one.place.pointer for one in told] == at
    assert [one.message for one in told] == [
        "No action at the Greek-Turkish border, the focus of the priority, has EL or TR as a party; no action names it."
    ] * len(at)


@pytest.mark.parametrize("greece", ["EL", "Greece", "the Greek coast"])
@pytest.mark.parametrize("turkey", ["TR", "Turkey", "the Turkish coast"])
def test_both_sides_go_by_code_and_name(greece: str, turkey: str) -> None:
    section = f'sections: [{{number: "1", text: {AT_THE_BORDER}}}]'
    rows = (f'number: "1", activity: "From {greece} to {turkey}"', 'number: "2", activity: Elsewhere, participants: EL')
    (message,) = messages("OAPC002", *OURS, section, *actions(*rows))
    assert message == (
        "No action at the Greek-Turkish border, the focus of the priority, has EL or TR as a party; both are named "
        "only in 1."
    )
    assert found("OAPC002", *OURS, section, *actions(f"{rows[0]}, participants: TR", rows[1])) == []


@pytest.mark.parametrize(
    "cell",
    [
        "activity: EL and TR",
        "description: EL and TR",
        "timing: [Workshop between EL and TR in May]",
        "target: Meet between EL and TR.",
        "locations: [{name: EL}, {name: TR}]",
        "routes: [{stops: [[EL], [TR]]}]",
    ],
)
def test_any_words_of_an_action_may_say_where_it_takes_place(cell: str) -> None:
    section = f'sections: [{{number: "1", text: {AT_THE_BORDER}}}]'
    assert found("OAPC002", *OURS, section, *actions(f'number: "1", {cell}, leaders: TR')) == []


@pytest.mark.parametrize("words", ["MODEL of the TRA", "Elena and Trieste", "GREEK and TURKISH"])
def test_a_part_of_a_word_names_no_side(words: str) -> None:
    section = f'sections: [{{number: "1", text: {AT_THE_BORDER}}}]'
    plan = actions(f'number: "1", activity: {words}, leaders: TR')
    assert messages("OAPC002", *OURS, section, *plan)[0].endswith("; no action names it.")


@pytest.mark.parametrize(
    ("action", "covered"),
    [
        ("activity: Patrols at the Greek-Turkish border, participants: EL", True),
        ("activity: Patrols between Greece and Turkey, participants: All MS", True),
        ("activity: Patrols between Greece and Turkey, participants: Relevant MS", False),
        ("activity: Patrols in Greece, participants: EL", False),
        ("activity: Patrols in Libya, participants: EL", False),
    ],
)
def test_the_focus_is_covered_by_an_action_there_with_a_party_from_there(action: str, *, covered: bool) -> None:
    section = 'sections: [{number: "1", text: notably at the Greek-Turkish border}]'
    rows = actions(f'number: "1", {action}')
    assert found("OAPC002", *OURS, section, *rows) == ["/sections/0/text"] * (not covered)
    assert found("OAPC002", *OURS, *rows) == []  # a plan that does not state it


@pytest.mark.parametrize("lines", [("priority: {code: C}", "cycle: {id: 2014-2017}"), ("priority: {code: B}",), ()])
def test_other_priorities_are_left_alone(lines: tuple[str, ...]) -> None:
    section = 'sections: [{number: "1", text: notably at the Greek-Turkish border}]'
    assert found("OAPC", *lines, section, *actions('number: "1", activity: Develop High Impact Operations')) == []
