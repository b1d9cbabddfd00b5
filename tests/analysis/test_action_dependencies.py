"""What an action needs and what needs it: the plan of 2012 as its printed text says it, and invented plans."""

from __future__ import annotations

from typing import Any

import pytest

import oap_c_2012
from empact import Session
from empact.analysis import ActionDependencies, ActionDependency, LinkState, Portfolio
from empact.errors import UnknownIdError
from empact.model import FlowDirection

SESSION = Session([oap_c_2012])
PLAN = SESSION.load("oap-c-2012")
CONTEXT = SESSION.context(PLAN)

# By eye, from the annex of 17793/2/11 REV 2. Only these sentences state a direction:
# 1.1 "Outcomes of the HIOs - 1st phase ... (see Action 2.1) will be used for the TRA",
# 2.1 "Based on the outcomes of the risk analysis under Actions 1.1 and 1.3", and its second phase "based on the
# outcomes of the TRA". All other numbers in the columns I/D SG and I/D OA are links without a direction.
NEEDS = {"1.1": ["2.1/1"], "2.1": ["1.1", "1.3"]}
NEEDED_BY = {"1.1": ["2.1/2"], "1.3": ["2.1"], "2.1": ["1.1"]}
LINKED = {
    "1.1": ["SG 2", "SG 4", "5.2", "2.2", "2.3"],
    "1.3": ["SG 4"],
    "2.2": ["SG 1", "B:SG*", "1.1", "2.1", "2.3"],
    "2.3": ["SG 1", "1.1", "2.2"],
    "5.2": ["SG 1", "SG 2", "SG 4", "1.1"],
    "4.1": ["B:SG*", "F:SG*"],
    "3.1": [],
}


def ends(dependencies: tuple[ActionDependency, ...]) -> list[str]:
    return [
        str(dependency).removeprefix("C-2012:")
        + ("" if dependency.other_phase is None else f"/{dependency.other_phase}")
        for dependency in dependencies
    ]


def asked(text: str, action: str, *others: str) -> ActionDependencies:
    plans = tuple(SESSION.loads(written, format="yaml") for written in (text, *others))
    return SESSION.context(Portfolio(plans)).of(plans[0]).depends_on(action)


@pytest.mark.parametrize("number", LINKED)
def test_depends_on__follows_the_printed_plan(number: str) -> None:
    answer = CONTEXT.depends_on(number)
    assert ends(answer.needs) == NEEDS.get(number, [])
    assert ends(answer.needed_by) == NEEDED_BY.get(number, [])
    assert ends(answer.linked) == LINKED[number]


def test_depends_on__names_the_state_of_each_link() -> None:
    states = {str(link): link.state.value for link in CONTEXT.depends_on("2.2").linked}
    assert states == {
        "C-2012:SG 1": "reciprocated",
        "B:SG*": "not-loaded",
        "C-2012:1.1": "one-way",
        "C-2012:2.1": "one-way",
        "C-2012:2.3": "reciprocated",
    }


def test_links_of_both_ends__are_one_dependency() -> None:
    (feeds,) = CONTEXT.depends_on("2.1").needed_by
    assert (feeds.flow, feeds.phase, feeds.state) == (FlowDirection.FEEDS, "1", LinkState.RECIPROCATED)
    assert [(link.action.number, str(link.link)) for link in feeds.links] == [
        ("2.1", "phase 1 feeds 1.1"),
        ("1.1", "uses 2.1/1"),
    ]


def test_a_mention__adds_to_the_need_that_it_is_about() -> None:
    answer = CONTEXT.depends_on("2.1")
    (uses,) = (need for need in answer.needs if ends((need,)) == ["1.3"])
    assert [(link.action.number, link.state) for link in uses.links] == [
        ("1.3", LinkState.ONE_WAY),
        ("2.1", LinkState.ONLY_IN_PROSE),
    ]
    assert [(str(link), link.state) for link in answer.linked if link.other is None] == [
        ("OAP B", LinkState.ONLY_IN_PROSE)
    ]


def test_all_needs__go_through_the_phase_that_is_needed() -> None:
    # 1.1 needs the first phase of 2.1, not the second, which needs 1.1 itself.
    assert list(map(str, CONTEXT.depends_on("1.1").all_needs)) == ["C-2012:2.1", "C-2012:1.3"]
    assert list(map(str, CONTEXT.depends_on("1.3").all_needed_by)) == ["C-2012:2.1", "C-2012:1.1"]
    assert list(map(str, CONTEXT.depends_on("2.1").all_needs)) == ["C-2012:1.1", "C-2012:1.3"]
    assert CONTEXT.depends_on("2.2").all_needs == ()


PHASES = """\
empact: plan/1
id: P-2031
actions:
  - {number: "1.1", links: [uses 1.2/1]}
  - {number: "1.2", links: [phase 1 uses 1.3, phase 2 uses 1.4], phases: [{number: "1"}, {number: "2"}]}
  - {number: "1.3"}
  - {number: "1.4"}
"""


def test_all_needs__leave_out_what_another_phase_needs() -> None:
    assert list(map(str, asked(PHASES, "1.1").all_needs)) == ["P-2031:1.2", "P-2031:1.3"]
    assert list(map(str, asked(PHASES, "1.2").all_needs)) == ["P-2031:1.3", "P-2031:1.4"]
    assert list(map(str, asked(PHASES, "1.4").all_needed_by)) == ["P-2031:1.2"]  # 1.1 uses the other phase
    assert list(map(str, asked(PHASES, "1.3").all_needed_by)) == ["P-2031:1.2", "P-2031:1.1"]


CYCLE = """\
empact: plan/1
id: D-2031
priority: {code: D, name: Dials}
period: {start: 2031-01-01, end: 2031-12-31}
goals: [{number: "1"}]
actions:
  - {number: "1.1", goal: "1", links: [uses 1.2]}
  - {number: "1.2", goal: "1", links: [uses 1.3, "9.9"]}
  - {number: "1.3", goal: "1", links: [uses 1.1, "H:1.1", uses 1.3]}
  - {number: "1.4", goal: "1", links: [{to: {action: "1.1"}, kind: depends}]}
"""
OTHER = """\
empact: plan/1
id: H-2031
priority: {code: H, name: Hands}
period: {start: 2031-01-01, end: 2031-12-31}
actions:
  - {number: "1.1", links: ["feeds D:1.3", "D:SG 1"]}
"""


def test_a_cycle__ends() -> None:
    answer = asked(CYCLE, "1.1")
    assert list(map(str, answer.all_needs)) == ["D-2031:1.2", "D-2031:1.3"]
    assert list(map(str, answer.all_needed_by)) == ["D-2031:1.3", "D-2031:1.4", "D-2031:1.2"]


def test_a_link_of_the_kind_depends__is_a_need() -> None:
    assert list(map(str, asked(CYCLE, "1.4").needs)) == ["D-2031:1.1"]
    assert list(map(str, asked(CYCLE, "1.1").needed_by)) == ["D-2031:1.3", "D-2031:1.4"]


def test_links_that_lead_nowhere__are_listed_by_what_they_name() -> None:
    (missing,) = asked(CYCLE, "1.2").linked
    assert (missing.other, str(missing), missing.state) == (None, "9.9", LinkState.MISSING)


def test_links_of_other_plans__count() -> None:
    answer = asked(CYCLE, "1.1", OTHER)
    assert list(map(str, answer.all_needs)) == ["D-2031:1.2", "D-2031:1.3", "H-2031:1.1"]
    third = asked(CYCLE, "1.3", OTHER)
    assert [str(need) for need in third.needs] == ["D-2031:1.1", "H-2031:1.1"]
    (other,) = (need for need in third.needs if str(need) == "H-2031:1.1")
    assert [str(link.link) for link in other.links] == ["feeds D:1.3", "H:1.1"]
    assert list(map(str, asked(OTHER, "1.1", CYCLE).all_needed_by)) == [
        "D-2031:1.3",
        "D-2031:1.2",
        "D-2031:1.1",
        "D-2031:1.4",
    ]


def test_a_link_of_an_action_to_itself__is_no_dependency() -> None:
    answer = asked(CYCLE.replace("uses 1.2", 'uses 1.2, uses 1.1, "1.1"'), "1.1")
    others = asked(CYCLE, "1.1")
    assert ends(answer.needs) == ends(others.needs) != []
    assert (ends(answer.needed_by), ends(answer.linked)) == (ends(others.needed_by), ends(others.linked))


def test_depends_on__takes_an_action_or_its_number() -> None:
    assert CONTEXT.depends_on(PLAN.action("2.1")) == CONTEXT.depends_on("2.1")
    assert str(CONTEXT.depends_on("2.1")) == "C-2012:2.1"
    twice = SESSION.loads(CYCLE.replace('"1.2", goal', '"1.1", goal').replace("uses 1.2", "uses 1.3"), format="yaml")
    assert SESSION.context(twice).depends_on(twice.actions[1]).position == 1


def test_depends_on__refuses_what_is_no_action_of_the_plan() -> None:
    with pytest.raises(UnknownIdError, match=r"Action '2\.9' does not exist"):
        CONTEXT.depends_on("2.9")
    with pytest.raises(UnknownIdError, match="C-2012 has another action with this number"):
        CONTEXT.depends_on(SESSION.loads(CYCLE, format="yaml").actions[0])
    wrong: Any = 2.1
    with pytest.raises(TypeError, match=r"The action must be an Action or its number, not the float 2\.1"):
        CONTEXT.depends_on(wrong)


def test_the_tree__names_actions_by_their_ids() -> None:
    tree = SESSION.tree(CONTEXT.depends_on("1.3"))
    assert (tree["empact"], tree["action"], tree["needs"]) == ("dependencies/1", "C-2012:1.3", [])
    assert tree["all_needed_by"] == ["C-2012:2.1", "C-2012:1.1"]
    (use,) = tree["needed_by"]
    assert (use["other"], use["flow"], use["state"]) == ("C-2012:2.1", "feeds", "one-way")
    assert use["links"][0]["link"] == "feeds 2.1"
