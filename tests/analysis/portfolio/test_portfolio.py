"""A portfolio: what a reference leads to, in which plan, and how each link stands at both of its ends.

The plans are invented; only the letters of the priorities and the cycles are those of the register.
"""

from __future__ import annotations

import datetime as dt
import pickle
from typing import Any

import attrs
import pytest
from tests.support.linear import calls

import empact
from empact import Portfolio, UnknownIdError
from empact.analysis import Connection, LinkState, Outcome, placement
from empact.grammar import parse_dates, parse_document_numbers, parse_links
from empact.model import (
    Action,
    Cover,
    Interdependency,
    Link,
    Links,
    Phase,
    Plan,
    PolicyCycle,
    Priority,
    Prose,
    Ref,
    Span,
    StrategicGoal,
)

FIRST = PolicyCycle(id="2011-2013")


def year(number: int, until: int | None = None) -> Span:
    return Span(start=dt.date(number, 1, 1), end=dt.date(until or number, 12, 31))


def action(number: str, links: str | Links = "", **parts: Any) -> Action:
    """An action of the goal that its number says."""
    cell = Links(items=parse_links(links).items) if isinstance(links, str) else links
    return Action(number=number, goal=number.partition(".")[0], links=cell, **parts)


def plan(id: str, *actions: Action, **parts: Any) -> Plan:
    """A plan of the priority and the year that its id says, with three goals."""
    letter, _, when = id.partition("-")
    usual = Plan(
        id=id,
        cycle=FIRST,
        priority=Priority(code=letter),
        period=year(int(when[:4])) if when else None,
        goals=tuple(StrategicGoal(number=number) for number in "123"),
        actions=actions,
    )
    return attrs.evolve(usual, **parts)


def told(home: Plan, ref: str, *others: Plan) -> tuple[str, list[str], str | None]:
    """The outcome of a reference in a plan, the subjects it leads to, and why it leads nowhere."""
    (link,) = parse_links(ref)
    assert isinstance(link, Link)
    found = Portfolio((home, *others)).resolve(home, link.to)
    return found.state.value, [str(target) for target in found.destinations], found.why


def states(home: Plan, *others: Plan) -> list[tuple[str, str, str | None]]:
    """The links of a plan, each with its state and who answers."""
    declared = Portfolio((home, *others)).links(home).declared
    return [(str(one.ref), one.state.value, one.answer) for one in declared]


B = plan("B-2012", action("1.1"), action("2.1", phases=(Phase(number="1"),)))
C = plan("C-2012", action("1.1"), action("2.2"))


# What a reference leads to


@pytest.mark.parametrize(
    ("ref", "targets"),
    [
        ("1.1", ["C-2012:1.1"]),
        ("SG 3", ["C-2012:SG 3"]),
        ("SG*", ["C-2012:SG 1", "C-2012:SG 2", "C-2012:SG 3"]),
        ("B:2.1", ["B-2012:2.1"]),
        ("B:2.1/1", ["B-2012:2.1"]),
        ("B:SG 3", ["B-2012:SG 3"]),
        ("B:SG*", ["B-2012:SG 1", "B-2012:SG 2", "B-2012:SG 3"]),
        ("B-2012:2.1", ["B-2012:2.1"]),
        ("C:2.2", ["C-2012:2.2"]),
        ("C-2012:2.2", ["C-2012:2.2"]),
    ],
)
def test_a_reference_leads_to_the_part_that_it_names(ref: str, targets: list[str]) -> None:
    assert told(C, ref, B) == ("found", targets, None)


def test_a_reference_without_a_part_leads_to_the_plan() -> None:
    both = Portfolio((C, B))
    assert [str(one) for one in both.resolve(C, Ref(plan="B")).destinations] == ["B-2012"]
    assert [str(one) for one in both.resolve(C, Ref()).destinations] == ["C-2012"]


def test_a_target_says_where_it_stands() -> None:
    (found,) = Portfolio((C, B)).resolve(C, Ref(plan="B", action="2.1")).destinations
    assert (found.plan, found.at, found.value) == (B, "/actions/1", B.actions[1])


@pytest.mark.parametrize(
    ("ref", "why"),
    [
        ("9.9", "C-2012 has no action 9.9"),
        ("B:9.9", "B-2012 has no action 9.9"),
        ("B:SG 9", "B-2012 has no strategic goal 9"),
        ("B:2.1/7", "B-2012 has no phase 7 of action 2.1"),
        ("B-2012:9.9", "B-2012 has no action 9.9"),
        ("Z:SG*", "the policy cycle 2011-2013 has no priority Z"),  # the Council set eight, A to H
    ],
)
def test_what_does_not_exist_is_missing(ref: str, why: str) -> None:
    assert told(C, ref, B) == ("missing", [], why)


@pytest.mark.parametrize(
    ("ref", "why"),
    [
        ("F:SG*", "the portfolio has no plan of priority F at that time"),
        ("F:9.9", "the portfolio has no plan of priority F at that time"),
        ("F-2012:1.1", "the portfolio has no plan F-2012"),
        ("trafficking-in-human-beings:1.1", "the portfolio has no plan of priority trafficking-in-human-beings at"),
    ],
)
def test_what_is_not_loaded_may_exist(ref: str, why: str) -> None:
    state, targets, said = told(C, ref, B)
    assert (state, targets) == ("not-loaded", [])
    assert said is not None
    assert said.startswith(why)


def test_a_letter_means_the_plans_of_that_priority_at_that_time() -> None:
    half = plan("B-2012b", action("1.1"), period=Span(start=dt.date(2012, 7, 1), end=dt.date(2013, 6, 30)))
    later, other = plan("B-2013", action("1.1")), plan("F-2012", action("1.1"))
    assert told(C, "B:1.1", half, later, B, other)[1] == ["B-2012b:1.1", "B-2012:1.1"]
    assert told(C, "B:2.1", half, later, B, other)[1] == ["B-2012:2.1"]  # one of the two has it
    assert told(C, "B:3.1", half, B)[2] == "B-2012b and B-2012 have no action 3.1"
    assert told(C, "B:1.1", later) == ("not-loaded", [], "the portfolio has no plan of priority B at that time")


def test_a_letter_is_that_of_the_own_cycle() -> None:
    a_2015 = plan("A-2015", action("1.1"), cycle=PolicyCycle(id="2013-17"))
    c_2015 = plan("C-2015", action("1.1"), cycle=PolicyCycle(id="2014-2017"))
    long = plan("C-2012x", action("1.1"), period=year(2012, 2016))
    assert told(a_2015, "C:1.1", long, c_2015)[1] == ["C-2015:1.1"]
    assert told(a_2015, "K:1.1")[2] == "the policy cycle 2014-2017 has no priority K"
    assert told(a_2015, "I:1.1")[0] == "not-loaded"


def test_a_plan_without_a_cycle_stands_in_the_one_that_its_period_begins_in() -> None:
    bare = plan("C-2012", cycle=None)
    assert told(bare, "B:1.1", B)[1] == ["B-2012:1.1"]
    assert told(bare, "Z:1.1")[0] == "missing"


def test_without_any_cycle_the_letter_and_the_period_decide() -> None:
    bare = plan("C-2012", cycle=None, period=None)
    assert told(bare, "B:1.1", B, plan("B-2013", action("1.1")))[1] == ["B-2012:1.1", "B-2013:1.1"]
    assert told(bare, "Z:1.1") == ("not-loaded", [], "the portfolio has no plan of priority Z at that time")
    future = plan("C-2031", cycle=None)
    assert told(future, "B:1.1", B)[0] == "not-loaded"
    assert told(future, "B:1.1", plan("B-2031", action("1.1"), cycle=None))[0] == "found"


def test_no_letters_are_known_since_2018_so_that_none_is_missing() -> None:
    assert told(plan("C-2019", cycle=PolicyCycle(id="2018-2021")), "Z:1.1")[0] == "not-loaded"


def test_a_plan_that_names_no_priority_is_found_by_its_id_alone() -> None:
    bare = plan("B-2012", action("1.1"), priority=None)
    assert told(C, "B-2012:1.1", bare)[0] == "found"
    assert told(C, "B:1.1", bare)[0] == "not-loaded"


def test_a_priority_is_known_by_its_id_too() -> None:
    named = plan("WB", action("1.1"), priority=Priority(code="western-balkans"), period=year(2012))
    assert told(C, "B:1.1", named)[1] == ["WB:1.1"]
    assert told(C, "western-balkans:1.1", B)[1] == ["B-2012:1.1"]


def named_only(id: str, name: str, *actions: Action) -> Plan:
    """A plan of the cycle of 2022-2025, whose priority has a name and no letter."""
    period = Span(start=dt.date(2022, 1, 1), end=dt.date(2023, 12, 31))
    return Plan(id=id, priority=Priority(name=name), period=period, actions=actions)


def test_a_priority_without_a_code_is_that_of_its_name() -> None:
    attacks = named_only("CA-2022", "Cyber-attacks", action("1.1", "environmental-crime:1.1"))
    crime = named_only("EN-2022", "environmental crime", action("1.1", "Cyber-attacks:1.1"))
    invented = named_only("X-2022", "Counterfeit clocks", action("1.1", "Environmental crime:1.1"))
    assert [placement(of).code for of in (attacks, crime, invented)] == [
        "cyber-attacks", "environmental-crime", "Counterfeit clocks",
    ]  # fmt: skip
    portfolio = Portfolio((attacks, crime, invented))
    states = [[link.state for link in portfolio.links(of).declared] for of in portfolio]
    assert states == [[LinkState.RECIPROCATED], [LinkState.RECIPROCATED], [LinkState.ONE_WAY]]
    assert portfolio.links(invented).declared[0].resolution.priority == "environmental-crime"
    assert placement(Plan(id="Z-2022", priority=Priority())).code is None


def test_a_plan_that_is_given_twice_counts_once() -> None:
    first, other = plan("B-2012", action("1.1")), plan("C-2012")
    assert Portfolio((first, other, first)).plans == (first, other)
    copied = plan("B-2012", action("1.1"))
    assert Portfolio((first, copied)).plans == (first, copied)


def test_two_plans_with_one_id_are_both_meant_and_each_means_itself() -> None:
    first, second = plan("B-2012", action("1.1")), plan("B-2012", action("1.1"), action("1.2"))
    portfolio = Portfolio((C, first, second))
    assert [one.plan for one in portfolio.resolve(C, Ref(plan="B-2012", action="1.1")).destinations] == [first, second]
    assert portfolio.resolve(first, Ref(plan="B-2012", action="1.2")).state is Outcome.MISSING
    assert portfolio.resolve(second, Ref(plan="B-2012", action="1.2")).state is Outcome.FOUND
    assert portfolio.plan("B-2012") is first


def test_a_period_that_runs_backwards_still_holds_its_own_plan() -> None:
    backwards = plan("C-2012", action("1.1"), period=Span(start=dt.date(2012, 12, 31), end=dt.date(2012, 1, 1)))
    assert told(backwards, "C:1.1")[0] == "found"


def test_all_goals_of_a_plan_without_goals_are_none() -> None:
    assert told(C, "B:SG*", plan("B-2012", goals=())) == ("found", [], None)


def test_plans_are_looked_up_by_id_and_by_priority() -> None:
    portfolio = Portfolio((C, B, plan("B-2013")))
    assert portfolio.plan("B-2012") is B
    with pytest.raises(UnknownIdError, match=r"^Plan 'B-2021' does not exist. Did you mean 'B-2012'\?$"):
        portfolio.plan("B-2021")
    assert [one.id for one in portfolio.of_priority("2011-2013", "B")] == ["B-2012", "B-2013"]
    assert portfolio.of_priority("2014-2017", "B") == ()


def test_an_empty_portfolio_knows_no_plan() -> None:
    empty = Portfolio(())
    assert (len(empty), list(empty)) == (0, [])
    with pytest.raises(UnknownIdError):
        empty.plan("C-2012")


@pytest.mark.parametrize("ask", ["links", "shared_goals"])
def test_a_plan_of_another_portfolio_is_told(ask: str) -> None:
    with pytest.raises(UnknownIdError, match=r"^Plan 'B-2012' does not exist"):
        getattr(Portfolio((C,)), ask)(B)


def test_a_plan_that_is_equal_to_one_of_the_portfolio_stands_for_it() -> None:
    copy: Plan = pickle.loads(pickle.dumps(C))
    assert copy is not C
    assert Portfolio((C,)).links(copy).plan is C


# How a link stands


def test_an_action_of_another_plan_answers_by_a_link_that_reaches_the_action() -> None:
    home = plan("C-2012", action("1.1", "B:2.1"))
    for back in ("C:1.1", "C-2012:1.1", "C:SG 1", "C:SG*"):
        assert states(home, plan("B-2012", action("2.1", back))) == [("B:2.1", "reciprocated", "B-2012:2.1")]
    for elsewhere in ("", "C:SG 2", "C:1.2", "1.1", "F:1.1"):
        assert states(home, plan("B-2012", action("2.1", elsewhere), action("2.2", "C:1.1"))) == [
            ("B:2.1", "one-way", None)
        ]


def test_a_whole_plan_answers_too() -> None:
    back = Links(items=(Link(to=Ref(plan="C")),))
    home = plan("C-2012", action("1.1", "B:2.1"))
    assert states(home, plan("B-2012", action("2.1", links=back))) == [("B:2.1", "reciprocated", "B-2012:2.1")]


def test_goals_of_another_plan_answer_by_any_of_their_actions() -> None:
    home = plan("C-2012", action("2.1", "B:SG*"), action("2.2", "B:SG 1"), action("2.3", "B:SG 3"))
    other = plan("B-2012", action("1.1"), action("1.2", "C:2.9, C:SG 3"), action("3.1"), action("3.2", "C:SG 2"))
    assert states(home, other) == [
        ("B:SG*", "reciprocated", "B-2012:3.2"),
        ("B:SG 1", "one-way", None),  # C:2.9 is missing, and goal 3 is not that of action 2.2
        ("B:SG 3", "reciprocated", "B-2012:3.2"),
    ]


def test_within_a_plan_the_two_columns_answer_each_their_own() -> None:
    home = plan("C-2012", action("1.1", "2.1"), action("2.1", "SG 1, 1.2"), action("1.2", "SG 2; 2.1"))
    assert states(home) == [
        ("2.1", "one-way", None),  # SG 1 is no answer to an action
        ("SG 1", "reciprocated", "C-2012:1.1"),
        ("1.2", "reciprocated", "C-2012:1.2"),
        ("SG 2", "reciprocated", "C-2012:2.1"),
        ("2.1", "reciprocated", "C-2012:2.1"),
    ]


def test_a_letter_of_the_own_priority_is_a_link_within_the_plan() -> None:
    home = plan("C-2012", action("1.1", "C:2.1"), action("2.1", "1.1"))
    assert states(home) == [("C:2.1", "reciprocated", "C-2012:2.1"), ("1.1", "reciprocated", "C-2012:1.1")]
    assert [one.crosses for one in Portfolio((home,)).links(home).declared] == [False, False]


def test_an_action_that_links_to_itself_waits_for_no_other() -> None:
    assert states(plan("C-2012", action("1.1", "1.1, SG 1"))) == [
        ("1.1", "reciprocated", None),
        ("SG 1", "reciprocated", None),
    ]


def test_one_of_several_plans_that_answers_is_enough() -> None:
    home = plan("C-2012", action("1.1", "B:1.1"))
    assert states(home, plan("B-2012", action("1.1")), plan("B-2012b", action("1.1", "C:1.1"))) == [
        ("B:1.1", "reciprocated", "B-2012b:1.1")
    ]


def test_nobody_can_tell_where_nobody_acts_or_the_links_are_withheld() -> None:
    home = plan("C-2012", action("1.1", "B:1.1, B:SG 2, B:SG 3"))
    other = plan("B-2012", action("1.1", links=Links(withheld=True)), action("2.1"))
    assert states(home, other) == [("B:1.1", "open", None), ("B:SG 2", "one-way", None), ("B:SG 3", "open", None)]


def test_a_link_that_leads_nowhere_says_which_of_the_two_reasons() -> None:
    home = plan("C-2012", action("1.1", "B:9.9, F:1.1, Z:1.1"))
    links = Portfolio((home, B)).links(home)
    assert [(str(one.ref), one.state) for one in links.unresolved] == [
        ("B:9.9", LinkState.MISSING),
        ("F:1.1", LinkState.NOT_LOADED),
        ("Z:1.1", LinkState.MISSING),
    ]
    assert [one.crosses for one in links.unresolved] == [True, True, True]


def test_the_links_of_other_plans_are_seen_from_the_other_end() -> None:
    home = plan("C-2012", action("1.1", "1.1"))
    other = plan("B-2012", action("1.1", "C:1.1, C:9.9, F:1.1"), action("2.1", "C:SG*"))
    incoming = Portfolio((home, other)).links(home).incoming
    assert [(one.plan.id, one.action.number, str(one.ref), one.state.value) for one in incoming] == [
        ("B-2012", "1.1", "C:1.1", "one-way"),
        ("B-2012", "1.1", "C:9.9", "missing"),
        ("B-2012", "2.1", "C:SG*", "one-way"),
    ]


def test_what_only_the_prose_says_is_no_link() -> None:
    home = plan(
        "C-2012",
        action("1.1", description=Prose(text="See Action 2.1, and the WB route.")),
        action("2.1", "1.1, B-2012:1.1", description=Prose(text="Along the WB route.")),
        interdependencies=(Interdependency(priority="B", name="WB"),),
    )
    links = Portfolio((home, B)).links(home)
    assert [(one.at, one.words, str(one.ref), one.name, one.resolution.state.value) for one in links.prose] == [
        ("/actions/0/description", "2.1", "2.1", None, "found"),
        ("/actions/0/description", "WB", "OAP B", "WB", "found"),
    ]
    assert {one.state for one in links.prose} == {LinkState.ONLY_IN_PROSE}
    assert [one.words for one in Portfolio((home, B)).links(B).incoming] == [None, "WB"]


def test_mentions__goes_on_behind_a_note_mark() -> None:
    told = Prose(text="Based on Actions 2.1[^3], 3.1[^4] and 4.1.")
    home = plan("C-2012", action("1.1", description=told), action("2.1"), action("3.1"), action("4.1"))
    assert [one.words for one in Portfolio((home,)).links(home).prose] == ["2.1", "3.1", "4.1"]


def test_the_priority_of_a_plan_at_hand_is_what_it_says() -> None:
    odd = plan("WB12", action("1.1"), priority=Priority(code="B"), period=year(2012))
    portfolio = Portfolio((C, odd))
    assert portfolio.priority(C, Ref(plan="WB12")) == "B"
    assert portfolio.priority(C, Ref(plan="F-2012", action="1.1")) == "F"
    assert portfolio.priority(C, Ref(goal="1")) == "C"
    assert Portfolio((plan("X", priority=None),)).priority(plan("X", priority=None), Ref(goal="1")) is None


def test_the_reference_plan_alone_holds_these_links() -> None:
    reference = empact.load("oap-c-2012")
    links = Portfolio((reference,)).links(reference)

    def at(connections: tuple[Connection, ...]) -> list[str]:
        return [f"{one.action.number}: {one.words or one.ref}" for one in connections]

    assert len(links.declared) == 25
    assert at(links.unresolved) == ["2.2: B:SG*", "4.1: B:SG*", "4.1: F:SG*"]
    assert at(links.prose) == ["2.1: 1.3", "2.1: Western Balkans", "6.1: THB"]
    assert at(links.reciprocated) == [
        *("1.1: SG 2", "1.1: 2.1/1", "1.1: 5.2", "2.1: SG 1", "2.1: 1.1", "2.1: 1.1", "2.2: SG 1", "2.2: 2.3"),
        *("2.3: SG 1", "2.3: 2.2", "5.2: SG 1", "5.2: 1.1"),
    ]
    assert at(links.one_way) == [
        *("1.1: SG 4", "1.2: SG 4", "1.3: SG 4", "1.3: 2.1", "2.1: SG 4", "2.2: 1.1", "2.2: 2.1", "2.3: 1.1"),
        *("5.2: SG 2", "5.2: SG 4"),
    ]
    assert links.incoming == ()


# Plan, priority and cycle; goals of several years


def test_a_plan_leads_to_its_priority_and_its_cycle() -> None:
    found = placement(empact.load("oap-c-2012"))
    assert found.cycle is not None
    assert found.priority is not None
    assert (found.cycle.id, found.priority.letter, found.priority.id) == ("2011-2013", "C", "illegal-immigration")
    assert [(one.cycle, one.kind.value) for one in found.successors] == [("2014-2017", "continued")]
    assert found.predecessors == ()


def test_what_the_register_does_not_know_is_none() -> None:
    odd = placement(plan("K-2031", cycle=PolicyCycle(id="2030-2033")))
    assert (odd.cycle_id, odd.cycle, odd.priority, odd.successors) == ("2030-2033", None, None, ())
    assert placement(Plan(id="X")).cycle_id is None
    assert placement(plan("Z-2012")).priority is None


def test_plans_of_2012_and_2013_share_the_goals_that_hold_for_both() -> None:
    both, first = year(2012, 2013), year(2012)
    wordings = [("1", "To know.", both), ("2", "To act.", both), ("3", "To tell.", first)]

    def goals(*words: tuple[str, str, Span]) -> tuple[StrategicGoal, ...]:
        return tuple(StrategicGoal(number=number, body=Prose(text=text), valid=when) for number, text, when in words)

    in_2012 = plan("C-2012", goals=goals(*wordings))
    in_2013 = plan("C-2013", goals=goals(wordings[0], ("2", "To act better.", both), ("3", "To tell.", year(2013))))
    portfolio = Portfolio((in_2012, B, in_2013))
    shared = [(one.number, [each.id for each in one.plans], one.alike) for one in portfolio.shared_goals(in_2012)]
    assert shared == [("1", ["C-2012", "C-2013"], True), ("2", ["C-2012", "C-2013"], False)]
    assert portfolio.shared_goals(B) == ()


# The whole


def test_a_portfolio_can_be_pickled_and_keeps_what_it_says() -> None:
    portfolio = Portfolio((plan("C-2012", action("1.1", "B:1.1")), B))
    before = portfolio.links(portfolio.plans[0])
    copy: Portfolio = pickle.loads(pickle.dumps(portfolio))
    assert copy == portfolio
    assert copy.links(copy.plans[0]) == before


def test_four_times_the_plans_take_about_four_times_the_work() -> None:
    def took(count: int) -> int:
        letters = "ABCDEFGH"
        plans = tuple(
            plan(
                f"{letters[index % 8]}-{2011 + index // 8}",
                *(action(f"1.{n}", f"SG 2, 1.{n - 1}, {letters[(index + 1) % 8]}:1.{n}") for n in range(1, 21)),
                cycle=PolicyCycle(id=f"cycle-{index // 8}"),
            )
            for index in range(count)
        )
        assert len(Portfolio(plans).links(plans[0]).declared) == 60
        return calls(lambda: Portfolio(plans).links(plans[0]))

    assert took(128) < 10 * took(32)  # 4 is linear, 16 quadratic


# Names of plans, and common horizontal goals


def of_2022(id: str, code: str, name: str, *rows: Action, chsgs: str = "") -> Plan:
    goals = tuple(StrategicGoal(number=f"CHSG{number}", body=Prose(text="To share.")) for number in chsgs)
    return Plan(id=id, priority=Priority(code=code, name=name), period=year(2022), actions=rows, goals=goals)


@pytest.mark.parametrize(
    ("written", "outcome"),
    [
        ("OAP Firearms 2.1", ("found", "FA-22:2.1")),
        ("OAP firearms trafficking, OA 2.1", ("found", "FA-22:2.1")),
        ("OA 2.1 (OAP Firearms)", ("found", "FA-22:2.1")),
        ("OAP Cocaine 2.1", ("found", "CCH-22:2.1")),
        ("OAP Cannabis, cocaine & heroin 2.1", ("found", "CCH-22:2.1")),
        (
            "OAP Synthetic Drugs & NPS 2.1",
            ("not-loaded", "the portfolio has no plan Synthetic Drugs & NPS at that time"),
        ),
        ("OAP Drugs 2.1", ("missing", "the policy cycle 2022-2025 has no single plan called Drugs")),
        ("OAP Cocain 2.1", ("missing", "the policy cycle 2022-2025 has no priority or plan Cocain")),
        ("OAP B 2.1", ("missing", "the policy cycle 2022-2025 has no priority B")),
        ("OAP Firearms 2021 2.1", ("not-loaded", "the portfolio has no plan Firearms in 2021")),
        ("OAP Firearms 2023 2.1", ("missing", "2022-2025 has no plan Firearms of 2023, after its own period")),
        ("X-2022:2.1", ("not-loaded", "the portfolio has no plan X-2022")),
    ],
)
def test_resolve__a_name_of_a_plan_is_looked_up_in_its_cycle(written: str, outcome: tuple[str, str]) -> None:
    home = of_2022("ENV-22", "environmental-crime", "Environmental crime", action("1.1", written))
    firearms = of_2022("FA-22", "firearms-trafficking", "Firearms trafficking", action("2.1"))
    cocaine = of_2022("CCH-22", "drugs-trafficking", "Cannabis, cocaine and heroin", action("2.1"))
    (link,) = Portfolio((home, firearms, cocaine)).links(home).declared
    found = ", ".join(map(str, link.resolution.destinations)) or link.resolution.why
    assert link.resolution.state.value == outcome[0]
    assert outcome[1] in str(found)


def test_resolve__an_unloaded_plan_of_a_name_has_the_code_of_its_priority() -> None:
    assert Portfolio((C,)).priority(C, Ref(plan="THB", action="2.1")) == "F"
    assert Portfolio((C,)).priority(C, Ref(plan="F (THB)")) == "F"
    assert Portfolio((C,)).resolve(C, Ref(plan="F (Western Balkans)")).state is Outcome.MISSING


def test_common_goals__are_one_goal_of_all_plans_of_the_cycle() -> None:
    one = of_2022("FA-22", "firearms-trafficking", "Firearms trafficking", action("1.1", "CHSG 2"), chsgs="12")
    other = of_2022("ENV-22", "environmental-crime", "Environmental crime", action("1.1", "CHSG 2, CHSG 3"), chsgs="1")
    portfolio = Portfolio((one, other))
    assert [(goal.number, len(goal.plans)) for goal in portfolio.shared_goals(one)] == [("CHSG1", 2)]
    assert [(goal.number, goal.priority, len(goal.plans)) for goal in portfolio.covered_goals] == [
        ("CHSG1", None, 2),
        ("CHSG2", "firearms-trafficking", 1),
    ]
    links = [(str(link.ref), link.state.value, link.resolution.missing) for link in portfolio.links(other).declared]
    assert links == [
        ("CHSG 2", "open", None),
        ("CHSG 3", "missing", "common horizontal strategic goal 3"),
    ]


def covered(number: str, date: str = "") -> Plan:
    cover = Cover(number=parse_document_numbers(number), date=parse_dates(date))
    return Plan(id="Q-2031", cover=cover)


@pytest.mark.parametrize(
    ("covers", "as_of", "used"),
    [
        # The date of the cover decides, in whatever order the documents are numbered.
        ([("17793/2/31 REV 2", "1 February 2031"), ("5001/31", "1 June 2031")], "2031-12-01", "5001/31"),
        ([("17793/2/31 REV 2", "1 February 2031"), ("5001/31", "1 June 2031")], None, "5001/31"),
        ([("17793/2/31 REV 2", "1 February 2031"), ("5001/31", "1 June 2031")], "2031-03-01", "17793/2/31 REV 2"),
        # Nobody knows since when a text without a date is in force.
        ([("17793/2/31 REV 2", "1 February 2031"), ("17793/3/31 REV 3", "")], "2031-01-01", "17793/2/31 REV 2"),
        ([("17793/2/31 REV 2", "1 February 2031"), ("17793/3/31 REV 3", "")], "2031-12-01", "17793/2/31 REV 2"),
        ([("17793/2/31 REV 2", "1 February 2031"), ("17793/3/31 REV 3", "")], None, "17793/2/31 REV 2"),
        # Numbers decide between texts of one date, and if there is no date at all.
        ([("17793/2/31 REV 2", "1 May 2031"), ("17793/1/31 REV 1", "1 May 2031")], "2031-12-01", "17793/2/31 REV 2"),
        ([("17793/2/31 REV 2", ""), ("17793/1/31 REV 1", "")], "2031-12-01", "17793/2/31 REV 2"),
        ([("17793/2/31 REV 2", ""), ("5001/32", "")], "2031-12-01", "5001/32"),
        # Before the first date, the first text.
        ([("17793/2/31 REV 2", "1 May 2031"), ("17793/1/31 REV 1", "1 April 2031")], "2031-01-01", "17793/1/31 REV 1"),
    ],
)
def test_in_force__is_the_revision_that_is_dated_last(
    covers: list[tuple[str, str]], as_of: str | None, used: str
) -> None:
    day = None if as_of is None else dt.date.fromisoformat(as_of)
    portfolio = Portfolio(tuple(covered(*cover) for cover in covers)).in_force(day)
    assert [known.cover.number.plain for known in portfolio] == [used]
