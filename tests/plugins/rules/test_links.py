"""What the rules about links, mentions and numbers find, and above all what they let pass."""

from __future__ import annotations

import json

import pytest
from tests.support.findings import actions, found, messages, told


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
        *(f"Actions 1.3{sign}Action 1.2" for sign in "/&–"),
        "Actions  1.3\n   and  1.2",
        "Action 1.2 weekly",
        "Action 1.2 of the planned series",
        "Action 1.2, which is part of the plan",
        "Action 1.1 of the OAP on firearms, then Action 1.2",
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
        f"Action 1.1 mentions action 1.2 in its {cell} but does not link to it."
    ]
    assert messages("OAP204", "interdependencies: [{priority: B, name: Western Balkans}]", *plan) == [
        f"Action 1.1 mentions 'Western Balkans' in its {cell} but does not link to priority B (Western Balkans)."
    ]


def test_an_action_is_told_once_for_each_that_it_names_and_only_where_the_plan_has_it() -> None:
    prose = "description: 'Actions 1.1, 1.2, 1.4 and 9.9, then Action 1.2', target: Follow Action 1.2"
    plan = actions(f'number: "1.1", links: [B:1.2], {prose}', 'number: "1.2"', 'number: "1.4"')
    assert messages("mentioned-not-linked", *plan) == [
        "Action 1.1 mentions action 1.2 in its description but does not link to it.",
        "Action 1.1 mentions action 1.4 in its description but does not link to it.",
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
        "Action 0 mentions 'ABCDE' in its activity but does not link to priority B (Routes).",
        "Action 2 mentions 'abcdef' in its activity but does not link to priority H (ABCDEF).",
        "Action 3 mentions 'Routes' in its activity but does not link to priority B (Routes).",
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
        ('"the Western\\n  Balkans"', True),
        ("the arms trade", True),
        ("the Balkans", False),
    ],
)
def test_an_area_goes_by_its_name_in_the_plan_and_in_the_cycle(activity: str, *, named: bool) -> None:
    lines = (
        "cycle: {id: 2011-2013}",
        "interdependencies:",
        "  [{priority: B, name: Western Balkans}, {priority: F, name: THB}, {priority: G, name: Arms}]",
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
        ("SG1.2", "Correct the number. A link to another plan starts with its name, e.g. B:2.1."),
        ("SG 12", "Correct the number. A link to another plan starts with its name, e.g. B:2.1."),
    ],
)
def test_a_goal_without_its_blank_is_guessed_and_any_other_number_is_to_be_corrected(link: str, hint: str) -> None:
    (one,) = told("dangling-link", *actions(f'number: "1", links: [{link}]'))
    assert one.hint == hint


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
