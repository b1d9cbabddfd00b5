"""The invented plans of tests/data/plans: they are read, come back whole, and hold what was put into them, by eye.

Together with the reference plan they are a portfolio: plans of one year and of two that follow each other, of one cycle
and of two, linked to each other by letter and by id. What is wrong in them is wrong on purpose and stands below.
"""

from __future__ import annotations

import io
from collections import Counter

import pytest
from tests.support.paths import PLAN_FOLDER

import empact
import oap_c_2012
from empact import Plan, Session
from empact.model import FrozenMap

FILES = {"B-2012": "b_2012.yaml", "C-2013": "c_2013.yaml", "MS-2026": "ms_2026.yaml"}
SESSION = Session([oap_c_2012])
PLANS = {name: SESSION.load(PLAN_FOLDER / file) for name, file in FILES.items()}
PLANS["C-2012"] = SESSION.load("oap-c-2012")
every_plan = pytest.mark.parametrize("name", FILES)


def links_abroad(plan: Plan) -> list[tuple[str, str]]:
    return [(action.number, str(link)) for action in plan.actions for link in action.links.understood if link.to.plan]


def continued(plan: Plan) -> dict[str, list[str]]:
    return {action.number: list(map(str, action.continues)) for action in plan.actions if action.continues}


def places(plan: Plan, action: str) -> list[str]:
    return [location.name for location in plan.action(action).locations]


def test_the_folder_holds_these_plans_and_nothing_else() -> None:
    assert sorted(path.name for path in PLAN_FOLDER.iterdir()) == sorted(FILES.values())


@every_plan
def test_a_plan_says_at_its_head_in_its_title_and_on_its_cover_that_it_is_invented(name: str) -> None:
    plan = PLANS[name]
    assert plan.id == name
    assert (PLAN_FOLDER / FILES[name]).read_text(encoding="utf-8").startswith("# INVENTED FOR TESTS.")
    assert str(plan.title).startswith("Invented for tests: ")
    assert str(plan.cover.issuer) == "INVENTED FOR TESTS, NO DOCUMENT OF THE COUNCIL"
    assert str(plan.cover.kind) == "INVENTED NOTE"


@every_plan
@pytest.mark.parametrize("format_", ["yaml", "json"])
def test_a_plan_comes_back_whole_from_what_is_written_of_it(name: str, format_: str) -> None:
    written = SESSION.export(PLANS[name], to=format_)
    assert written is not None
    again = SESSION.loads(written.decode(), format=format_)
    assert again == PLANS[name]
    assert SESSION.export(again, to=format_) == written


@every_plan
def test_no_cell_of_a_plan_is_unparsed(name: str) -> None:
    for action in PLANS[name].actions:
        cells = (action.leaders, action.participants, action.links, action.timing, action.target, action.kpis)
        assert [cell.unparsed for cell in cells] == [()] * 6


@every_plan
def test_a_plan_alone_has_no_error(name: str) -> None:
    assert [told.message for told in SESSION.validate(PLANS[name]) if told.severity is empact.Severity.ERROR] == []


@pytest.mark.parametrize(
    ("name", "goals", "actions"),
    [
        ("B-2012", ["1", "2", "3", "4", "5"], {"1": 3, "2": 4, "3": 2, "4": 3}),
        (
            "C-2013",
            ["1", "2", "3", "4", "5", "6", "7"],
            {"1": 30, "2": 45, "3": 20, "4": 30, "5": 25, "6": 30, "7": 20},
        ),
        ("MS-2026", ["H1", "H2", "H3", "H4"], {"H1": 3, "H2": 4, "H3": 3, "H4": 3}),
    ],
)
def test_the_sizes_of_the_plans(name: str, goals: list[str], actions: dict[str, int]) -> None:
    assert [goal.number for goal in PLANS[name].goals] == goals
    assert Counter(action.goal for action in PLANS[name].actions) == actions


def test_the_plans_cover_different_times_and_cycles() -> None:
    def shape(name: str) -> tuple[str, str | None, str, str]:
        plan = PLANS[name]
        assert plan.cycle
        assert plan.priority
        assert plan.period
        return plan.cycle.id, plan.priority.code, str(plan.period.start), str(plan.period.end)

    assert shape("B-2012") == ("2011-2013", "B", "2012-01-01", "2012-12-31")
    assert shape("C-2013") == ("2011-2013", "C", "2013-01-01", "2013-12-31")
    assert shape("MS-2026") == ("2026-2029", "MST", "2026-01-01", "2027-12-31")


def test_the_plan_of_two_years_has_co_drivers_numbers_of_its_own_and_the_data_of_a_plugin() -> None:
    plan = PLANS["MS-2026"]
    assert [str(one) for one in plan.driver] == ["NL"]
    assert [str(one) for one in plan.co_drivers] == ["DE", "EL", "Frontex"]
    numbers = "OA-1a OA-1b OA-1c OA-2a OA-2b OA-2c OA-2d OA-3a OA-3b OA-3c OA-4a OA-4b OA-4c"
    assert [action.number for action in plan.actions] == numbers.split()
    grant = FrozenMap({"beneficiary": "ES", "eur": 240000, "call": "2026/03"})
    assert plan.action("OA-4b").extensions == FrozenMap({"grant": grant})


# What binds the plans together


def test_where_the_links_between_the_plans_lead() -> None:
    assert links_abroad(PLANS["C-2012"]) == [("2.2", "B:SG*"), ("4.1", "B:SG*"), ("4.1", "F:SG*")]
    assert links_abroad(PLANS["B-2012"]) == [
        ("1.2", "uses C-2012:1.1"),  # 1.1 of C-2012 has "SG 2, SG 4; 2.1, 5.2": one way
        ("2.1", "C-2012:2.2"),  # answers the link of C-2012:2.2 to all goals of B; nothing answers that of C-2012:4.1
        ("2.2", "feeds C:2.2"),  # by letter: C-2012 and not C-2013, which is of another year
        ("3.2", "C-2012:2.4"),  # dangling: goal 2 of C-2012 has actions 2.1, 2.2 and 2.3
        ("4.1", "C-2013:2.20"),  # both ways
        ("4.2", "F:SG 2"),  # a plan that is not here, of a priority that the inter-dependencies name
        ("4.3", "G:SG 1"),  # of a priority that they do not name
    ]
    assert links_abroad(PLANS["C-2013"]) == [
        ("1.14", "uses C-2012:1.1"),  # to the year before, which cannot know
        ("2.1", "B:SG 2"),  # by letter: of B there is only the plan of the year before
        ("2.4", "B-2012:2.1"),  # one way: 2.1 of B-2012 links to C-2012:2.2 and not here
        ("2.20", "uses B-2012:4.1"),  # both ways
        ("4.9", "B-2012:7.1"),  # dangling: B-2012 has no goal 7
        ("5.12", "E:SG 1"),  # of a priority that the inter-dependencies do not name
        ("6.11", "B:SG 4"),
        ("7.8", "F:SG*"),  # a plan that is not here
    ]
    assert links_abroad(PLANS["MS-2026"]) == [
        ("OA-1b", "ONL:SG*"),
        ("OA-1c", "EFC:SG*"),
        ("OA-2c", "C-2013:2.4"),
        ("OA-2d", "FE:SG 2"),  # of a priority that the inter-dependencies do not name
        ("OA-3b", "C-2013:5.1"),
        ("OA-4b", "uses C-2013:8.1"),  # dangling: C-2013 has seven goals
        ("OA-4c", "feeds THB-2026:OA-2a"),  # the other plan of the same priority, which is not here
    ]


def test_which_priorities_the_plans_say_that_they_overlap_with() -> None:
    said = {name: [one.priority for one in plan.interdependencies] for name, plan in PLANS.items()}
    assert said == {"C-2012": ["B", "F"], "B-2012": ["C", "F"], "C-2013": ["B", "F"], "MS-2026": ["EFC", "ONL"]}


def test_which_actions_of_other_years_are_carried_on() -> None:
    assert continued(PLANS["C-2013"]) == {
        "1.1": ["C-2012:1.1"],  # reworded
        "1.2": ["C-2012:1.2", "C-2012:1.3"],  # two made one
        "2.1": ["C-2012:2.1"],
        "2.3": ["C-2012:2.3"],  # reworded
        "2.4": ["C-2012:2.2"],  # another number
        "5.1": ["C-2012:5.2"],  # another number and other words
        "6.2": ["C-2012:6.2"],
        "7.3": ["C-2012:7.2"],  # another number
    }
    assert continued(PLANS["MS-2026"]) == {
        "OA-2c": ["C-2013:2.4"],
        "OA-3a": ["MS-2024:OA-3a"],  # a plan that is not here
        "OA-3b": ["C-2013:5.1"],
    }
    assert continued(PLANS["B-2012"]) == {}


@pytest.mark.parametrize(("earlier", "later"), [("4.2", "4.2"), ("6.3", "6.7")])
def test_two_actions_of_2012_stand_in_the_plan_of_2013_word_for_word_and_nothing_says_so(
    earlier: str, later: str
) -> None:
    old, new = PLANS["C-2012"].action(earlier), PLANS["C-2013"].action(later)
    assert new.activity == old.activity
    assert new.leaders == old.leaders
    assert new.participants == old.participants
    assert "2012" not in str(new.description)
    assert new.continues == ()


def test_five_actions_of_2012_are_dropped_and_their_numbers_are_those_of_other_actions() -> None:
    kept = {ref.action for action in PLANS["C-2013"].actions for ref in action.continues} | {"4.2", "6.3"}
    dropped = [action.number for action in PLANS["C-2012"].actions if action.number not in kept]
    assert dropped == ["3.1", "4.1", "5.1", "6.1", "7.1"]
    for number in dropped:
        assert PLANS["C-2013"].action(number).activity != PLANS["C-2012"].action(number).activity


def test_the_plan_of_2013_has_the_goals_of_2012_in_the_wording_of_their_adoption() -> None:
    assert [(goal.number, goal.body, goal.valid) for goal in PLANS["C-2013"].goals] == [
        (goal.number, goal.body, goal.valid) for goal in PLANS["C-2012"].goals
    ]


# What a reader of several plans is to find


def test_no_action_of_b_2012_serves_its_fifth_goal() -> None:
    plan = PLANS["B-2012"]
    assert plan.actions_of("5") == ()
    assert [str(link) for action in plan.actions for link in action.links if str(link) == "SG 5"] == []


def test_an_action_of_b_2012_is_nearly_one_of_c_2012_in_words_parties_place_and_weeks() -> None:
    one, other = PLANS["B-2012"].action("2.3"), PLANS["C-2012"].action("2.1")
    shared = "MS concerned will develop High Impact Operations (HIO) along the main routes of illegal immigration"
    assert shared in str(one.activity)
    assert shared in str(other.activity)
    assert places(PLANS["B-2012"], "2.3") == places(PLANS["C-2012"], "2.1")
    assert (str(one.leaders), str(one.participants)) == ("IT", "SI, UK, Frontex")
    assert (str(other.leaders), str(other.participants)) == ("IT[^7]", "UK, SI, Relevant MS")
    assert str(one.timing) == "1-2 weeks in April/May"
    assert str(other.timing).startswith("1st phase: 1-2 weeks in April/May")
    assert [str(link) for link in one.links] == ["SG 1"]


def test_one_action_of_c_2013_stands_there_twice() -> None:
    one, other = PLANS["C-2013"].action("3.7"), PLANS["C-2013"].action("4.19")
    assert (one.activity, one.leaders, one.description) == (other.activity, other.leaders, other.description)
    assert str(one.timing) == str(other.timing) == "May"


@pytest.mark.parametrize(
    ("name", "action", "country", "parties"),
    [
        ("B-2012", "1.3", "Albania", ["IT", "EL", "Europol"]),
        ("C-2013", "2.31", "Libya", ["IT", "MT", "Frontex"]),
    ],
)
def test_a_third_country_is_the_place_of_an_action_and_no_party(
    name: str, action: str, country: str, parties: list[str]
) -> None:
    found = PLANS[name].action(action)
    assert country in places(PLANS[name], action)
    assert country in str(found.description)
    assert [str(party) for cell in (found.leaders, found.participants) for party in cell] == parties


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        (("B-2012", "2.1"), ("C-2012", "2.2"), "Arrests at the HU-RS section of the EU external border count for both"),
        (("C-2013", "2.17"), ("C-2013", "2.4"), "Arrests are made on the days of action of FIMATHU (action 2.4)"),
        (("MS-2026", "OA-2a"), ("MS-2026", "OA-2c"), "suspects are handed over to the task force of action OA-2c"),
    ],
)
def test_two_actions_count_the_same_arrests(one: tuple[str, str], other: tuple[str, str], words: str) -> None:
    first, second = (PLANS[name].action(number) for name, number in (one, other))
    assert words in str(first.description)
    for action in (first, second):
        assert any("arrests" in str(kpi.unit) for kpi in action.kpis.understood)
        assert "HU-RS section of the EU external border" in [location.name for location in action.locations]


def test_results_are_told_where_half_a_year_has_passed_withheld_once_and_once_a_stray_sign() -> None:
    plan = PLANS["C-2013"]
    assert plan.action("2.38").results["June"].withheld
    assert str(plan.action("3.12").results["June"]) == "-"
    assert {checkpoint for action in plan.actions for checkpoint in action.results} == {"June"}


@pytest.mark.parametrize("length", [200, 201])
def test_marking__has_at_most_200_characters(length: int) -> None:
    """A marking stands on every page; a longer text is another one, in the wrong place."""
    text = f"empact: plan/1\nid: X-2031\nmarking: {'LIMITE ' * 28}{'X' * (length - 196)}\n"
    reading = Session().read(io.StringIO(text), format="yaml")
    said = "The marking has 201 characters; it can have 200: the text 'LIMITE LIMITE LIMITE "
    assert [each.place.line for each in reading.diagnostics] == ([] if length == 200 else [3])
    assert all(each.message.startswith(said) for each in reading.diagnostics)
