"""The rules about several plans, in the cases that their examples leave out. All plans are invented."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest

from empact import Plan, Session
from empact.model import Span

SESSION = Session()


def plan(id: str, *actions: str, goals: str = "1", more: str = "", year: str | None = None) -> Plan:
    """A plan of the first cycle, of the priority and the year that its id says; an action is its keys in YAML."""
    letter, _, when = id.partition("-")
    numbers = ", ".join(f'{{number: "{goal}"}}' for goal in goals.split())
    lines = [
        "empact: plan/1",
        f"id: {id}",
        "cycle: {id: 2011-2013}",
        f"priority: {{code: {letter}}}",
        f"period: {{start: {year or when}-01-01, end: {year or when}-12-31}}",
        f"goals: [{numbers}]",
        more,
        "actions:" if actions else "",
        *(f"  - {{{action}}}" for action in actions),
    ]
    return SESSION.loads("\n".join(filter(None, lines)), format="yaml")


def action(number: str, links: str = "", more: str = "") -> str:
    words = f'number: "{number}", goal: "{number[0]}", links: [{links}]'
    return f"{words}, {more}" if more else words


def named(*letters: str) -> str:
    return f"interdependencies: [{', '.join(f'{{priority: {letter}}}' for letter in letters)}]"


def found(rule: str, *plans: Plan) -> list[tuple[str | None, str]]:
    return [(one.place.subject, one.message) for one in SESSION.validate(*plans, select=[rule])]


# cross-link-dangling


def test_a_letter_that_the_cycle_does_not_have_is_told_even_of_a_plan_alone() -> None:
    assert found("OAP701", plan("C-2012", action("1.1", '"Z:SG*", "B:9.9", "Q-2012:1.1"'))) == [
        ("C-2012:1.1", "Action 1.1 links to Z:SG*, but the policy cycle 2011-2013 has no priority Z.")
    ]


def test_a_link_to_the_own_plan_by_its_name_is_told_once() -> None:
    home = plan("C-2012", action("1.1", '"C:9.9", "C-2012:SG 9", "9.9"'))
    assert [message for _, message in found("OAP701", home)] == [
        "Action 1.1 links to C:9.9, but C-2012 has no action 9.9.",
        "Action 1.1 links to C-2012:SG 9, but C-2012 has no strategic goal 9.",
    ]
    assert len(found("OAP202", home)) == 1


def test_one_of_several_plans_that_has_the_part_is_enough() -> None:
    home = plan("C-2012", action("1.1", '"B:1.1", "B:1.2"'))
    others = plan("B-2012", action("1.1")), plan("B-b", action("1.3"), year="2012")
    assert found("OAP701", home, *others) == [
        ("C-2012:1.1", "Action 1.1 links to B:1.2, but B-2012 and B-b have no action 1.2.")
    ]


# cross-link-one-way


def test_nothing_is_told_of_a_plan_that_is_not_there() -> None:
    home = plan("C-2012", action("1.1", '"B:1.1", "B-2012:SG*"'))
    assert found("OAP702", home) == []
    assert (
        found("OAP702", home, plan("B-2013", action("1.1")))
        == [
            # and nothing of one of another year
        ]
    )


def test_nor_where_nobody_can_answer() -> None:
    home = plan("C-2012", action("1.1", '"B:1.1", "B:SG 2", "B:SG*"'))
    silent = plan("B-2012", 'number: "1.1", goal: "1", links: {withheld: true}', goals="1 2")
    assert found("OAP702", home, silent) == []


def test_both_plans_are_told_of_their_own_ends() -> None:
    one, other = plan("C-2012", action("1.1", '"B:1.1"')), plan("B-2012", action("1.1"), action("1.2", '"C:SG 1"'))
    assert found("OAP702", one, other) == [
        ("C-2012:1.1", "Action 1.1 links to B:1.1, but that action of B-2012 does not link back.")
    ]


# interdependency-undeclared


def test_one_finding_tells_a_priority_with_all_its_links() -> None:
    home = plan("C-2012", action("1.1", '"B:1.1"'), action("1.2", '"B:SG*", "F:SG*"'), more=named("F"))
    assert found("OAP703", home) == [
        ("C-2012:1.1", "Actions 1.1 and 1.2 link to priority B, which is not among the inter-dependencies of the plan.")
    ]
    (told,) = SESSION.validate(home, select=["OAP703"])
    assert [(also.place.pointer, also.reason) for also in told.related] == [
        ("/actions/1/links/items/0", "action 1.2 links to B:SG*")
    ]


def test_an_id_says_its_priority_only_where_the_plan_is_there() -> None:
    home = plan("C-2012", action("1.1", '"Balkans:1.1"'))
    other = attrs.evolve(plan("B-2012", action("1.1"), more=named("C")), id="Balkans")
    assert found("OAP703", home) == []
    assert [subject for subject, _ in found("OAP703", home, other)] == ["C-2012:1.1"]
    assert found("OAP703", plan("C-2012", action("1.1", '"Balkans:1.1"'), more=named("B")), other) == []


def test_links_within_the_own_plan_and_to_nowhere_need_no_section() -> None:
    assert found("OAP703", plan("C-2012", action("1.1", '"C:1.1", "C-2012:SG 1", "Z:1.1"'))) == []


def test_an_overlap_that_only_the_other_plan_names_is_told_here() -> None:
    one, other = plan("C-2012"), plan("B-2012", more=named("C"))
    assert found("OAP703", one, other) == [
        ("C-2012", "B-2012 names priority C as an inter-dependency, but this plan does not name priority B.")
    ]
    assert found("OAP703", plan("C-2012", more=named("B")), other) == []
    assert found("OAP703", plan("C-2013"), other) == []  # of another year
    linked = plan("C-2012", action("1.1", '"B:SG*"'))
    assert [subject for subject, _ in found("OAP703", linked, other)] == ["C-2012:1.1"]  # once is enough


# goal-uncovered


def years(id: str, *actions: str) -> Plan:
    """A plan with a second goal that holds for 2012 and 2013."""
    both = Span(start=dt.date(2012, 1, 1), end=dt.date(2013, 12, 31))
    given = plan(id, *actions, goals="1 2")
    return attrs.evolve(given, goals=(given.goals[0], attrs.evolve(given.goals[1], valid=both)))


def test_a_goal_of_several_years_may_be_covered_in_another_one() -> None:
    first, second = years("C-2012", action("1.1")), years("C-2013", action("1.1"))
    ((subject, message),) = found("OAP704", first)
    assert subject == "C-2012:SG 2"
    assert message == (
        "No action belongs to strategic goal 2; the goal also applies from 1 January to 31 December 2013, "
        "and no plan of that time was checked."
    )
    assert found("OAP704", first, second) == [
        ("C-2013:SG 2", "No action belongs to strategic goal 2, in this plan or in C-2012.")
    ]
    assert found("OAP704", first, years("C-2013", action("1.1"), action("2.1"))) == []
    other = found("OAP704", first, years("B-2013", action("1.1")))  # of another priority
    assert [subject for subject, _ in other] == ["C-2012:SG 2", "B-2013:SG 2"]


def test_an_action_that_names_no_goal_serves_the_one_that_its_number_says() -> None:
    assert found("OAP704", plan("C-2012", 'number: "1.1"')) == []
    assert [subject for subject, _ in found("OAP704", plan("C-2012", "number: A"))] == ["C-2012:SG 1"]


def test_a_plan_without_actions_is_a_draft() -> None:
    assert found("OAP704", plan("C-2012", goals="1 2 3")) == []


# target-country-not-party


@pytest.mark.parametrize(
    ("parties", "place", "count"),
    [
        ("leaders: IT", "Libya", 1),
        ("leaders: IT, participants: [LY]", "Libya", 0),
        ("leaders: IT, participants: [LY (tbc)]", "Libya", 0),
        ('leaders: ["IT, in cooperation with LY"]', "Libya", 0),
        ("leaders: IT, participants: [relevant third countries]", "Libya", 0),
        ("leaders: IT, participants: [Relevant MS]", "Libya", 1),
        ("leaders: IT, participants: [Relevant MS]", "Malta", 0),
        ("leaders: IT, participants: [All MS]", "Malta", 0),
        ("leaders: IT, participants: [All MS]", "Croatia", 1),  # a member from July 2013
        ("leaders: IT", "Malta", 1),
        ("leaders: IT", "North Africa", 0),
        ("leaders: IT", "Frontex", 0),
        ("leaders: IT, participants: {withheld: true}", "Libya", 0),
        ("leaders: IT, participants: [{unparsed: those who wish}]", "Libya", 0),
    ],
)
def test_a_country_is_told_where_it_surely_takes_no_part(parties: str, place: str, count: int) -> None:
    home = plan("C-2012", action("1.1", "", f"{parties}, locations: [{{name: {place}}}]"))
    assert len(found("OAP705", home)) == count


# double-counting-risk


def counting(id: str, *kpis: str, links: str = "") -> Plan:
    return plan(id, *(action(f"1.{n}", links, f'kpis: ["{kpi}"]') for n, kpi in enumerate(kpis, 1)))


def test_words_in_brackets_and_capital_letters_make_no_other_thing() -> None:
    assert found("OAP706", counting("C-2012", "Number of (joint) Arrests.", "number of arrests")) == [
        ("C-2012:1.1", "Actions 1.1 and 1.2 both count 'arrests'.")
    ]
    assert found("OAP706", counting("C-2012", "Number of arrests", "Number of searches", "Arrest of all")) == []


def test_one_action_that_counts_a_thing_twice_is_no_risk() -> None:
    assert found("OAP706", plan("C-2012", action("1.1", "", 'kpis: ["Number of arrests", "Number of arrests"]'))) == []


def test_plans_that_are_not_linked_count_for_themselves() -> None:
    one, other = counting("C-2012", "Number of arrests"), counting("B-2012", "Number of arrests")
    assert found("OAP706", one, other) == []


@pytest.mark.parametrize("by", ['"B:1.1"', '"B:SG*"', '"B-2012:1.1"'])
def test_a_link_in_either_direction_joins_what_two_plans_count(by: str) -> None:
    one, other = counting("C-2012", "Number of arrests", links=by), counting("B-2012", "Number of arrests")
    assert found("OAP706", one, other) == [
        ("C-2012:1.1", "Action 1.1 counts 'arrests', and so does B-2012:1.1."),
        ("B-2012:1.1", "Action 1.1 counts 'arrests', and so does C-2012:1.1."),
    ]


def test_a_plan_of_another_year_reports_for_itself() -> None:
    one = counting("C-2012", "Number of arrests", links='"B-2011:1.1"')
    assert found("OAP706", one, counting("B-2011", "Number of arrests")) == []


def test_of_many_actions_elsewhere_a_few_are_named() -> None:
    one, other = (
        counting("C-2012", "Number of arrests", links='"B:SG*"'),
        counting("B-2012", *["Number of arrests"] * 8),
    )
    named = "B-2012:1.1, B-2012:1.2, B-2012:1.3, B-2012:1.4, B-2012:1.5"
    assert found("OAP706", one, other)[0][1] == (
        f"Action 1.1 counts 'arrests', and so do {named} and 3 more actions of linked plans."
    )


def test_nobody_is_asked_to_link_back_from_a_plan_that_is_over_or_to_overlap_with_it() -> None:
    def of(year: int, id: str, *actions: str) -> Plan:
        period = Span(start=dt.date(year, 1, 1), end=dt.date(year, 12, 31))
        return attrs.evolve(plan(id, *actions), period=period)

    past, now = of(2012, "B-2012", action("1.1")), of(2013, "C-2013", action("1.1", "B-2012:1.1"))
    assert found("OAP702", now, past) == []
    assert found("OAP703", now, past) == []
    same_year = of(2013, "B-2012", action("1.1"))
    assert [subject for subject, _ in found("OAP702", now, same_year)] == ["C-2013:1.1"]
    assert [subject for subject, _ in found("OAP703", now, same_year)] == ["C-2013:1.1"]
