"""How the rules of the reference plan read its prose: which words make an operation, an analysis, a place."""

from __future__ import annotations

import json

import pytest
from tests.support.findings import actions, found, messages, told

OURS = ("cycle: {id: 2011-2013}", "priority: {code: C}")


NO_ANALYSIS = "Action 1, a High Impact Operation, is not based on a risk analysis of the plan."


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
    *(f"HIO. It is {rests} the {analysis} under action 1.1" for rests in RESTS_ON for analysis in ANALYSES),
    *(f"HIO based on the risk analysis under {words} 1.1" for words in ("Action", "Actions", "actions", "action\n ")),
    *(
        f"HIO based on the risk analysis under Actions {numbers}"
        for numbers in ("1.1.", "9, 1.1", "9.9 and 1.1", "9, 8 and 1.1", "1.1, 9")
    ),
]


@pytest.mark.parametrize("activity", SAYINGS)
@pytest.mark.parametrize("cell", ["activity: ", "activity: HIO, description: "])
def test_what_an_operation_says_it_rests_on_is_read_in_its_prose(activity: str, cell: str) -> None:
    rows = actions('number: "1.1", timing: June', f'number: "2", {cell}{json.dumps(activity)}, timing: May')
    (message,) = messages("OAPC001", *OURS, *rows)
    assert message == (
        "Action 2, a High Impact Operation, starts (31 May 2012 at the latest) before the risk analysis of action 1.1, "
        "on which it is based, is finished (1 June 2012 at the earliest)."
    )


@pytest.mark.parametrize(
    "words",
    [
        "HIO after the risk analysis under action 2",
        "HIO based on the results of action 2",
        "HIO based on experience. The risk analysis is that of action 2",
        "HIO (see action 2). It is based on a risk analysis",
        "HIO after action 2. It is based on a risk analysis",
        "HIO based on the risk analysis of faction 2",
        "HIO based on the risk analysis of action2",
        "HIO based on the risk analysis of actions 9 or 2",
        "HIO based on the risk analysis of action 2.3",
        "HIO based on the brisk analysis of action 2",
        "HIO based on the risk analysisx of action 2",
        "HIO with a land-based ongoing risk analysis of action 2",
        "HIO rebased on the risk analysis of action 2",
    ],
)
def test_an_action_counts_only_in_the_sentence_that_says_it_is_the_basis(words: str) -> None:
    rows = actions(f'number: "1", activity: "{words}"', 'number: "2", timing: June')
    assert messages("OAPC001", *OURS, *rows) == [NO_ANALYSIS]


def test_each_analysis_is_told_once_and_each_phase_is_looked_at() -> None:
    words = "HIO based on the risk analyses under Actions 1, 2 and 3. Based on the risk analysis under Action 2"
    plan = actions(
        'number: "1", timing: [Workshop in March, December]',
        'number: "2", timing: June',
        'number: "3", timing: [August, October]',
        f'number: "4", activity: "{words}", timing: ["phase 1: May", Meeting in May, tbd, "phase 2: July"]',
    )
    may, july = "(31 May 2012 at the latest)", "(31 July 2012 at the latest)"
    assert [message.partition(", on which")[0] for message in messages("OAPC001", *OURS, *plan)] == [
        f"Phase 1 of action 4, a High Impact Operation, starts {may} before the risk analysis of action 1",
        f"Phase 1 of action 4, a High Impact Operation, starts {may} before the risk analysis of action 2",
        f"Phase 1 of action 4, a High Impact Operation, starts {may} before the risk analysis of action 3",
        f"Phase 2 of action 4, a High Impact Operation, starts {july} before the risk analysis of action 1",
        f"Phase 2 of action 4, a High Impact Operation, starts {july} before the risk analysis of action 3",
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
        ((f"cover: {{covering: {AT_THE_BORDER}}}", "cycle: {id: 2011/13}"), ["/cover/covering"]),
    ],
)
def test_the_focus_is_found_where_the_plan_states_it(lines: tuple[str, ...], at: list[str]) -> None:
    diagnostics = told("OAPC002", "priority: {code: C}", *lines, *actions('number: "1"'))
    assert [one.place.pointer for one in diagnostics] == at
    nobody = "No action at the Greek-Turkish border, the focus of the priority, has EL or TR as a party"
    assert [one.message for one in diagnostics] == [f"{nobody}: no action names both."] * len(at)


@pytest.mark.parametrize("greece", ["EL", "Greece", "the Greek coast"])
@pytest.mark.parametrize("turkey", ["TR", "Turkey", "the Turkish coast"])
def test_both_sides_go_by_code_and_name(greece: str, turkey: str) -> None:
    section = f'sections: [{{number: "1", text: {AT_THE_BORDER}}}]'
    rows = (f'number: "1", activity: "From {greece} to {turkey}"', 'number: "2", activity: Elsewhere, participants: EL')
    (message,) = messages("OAPC002", *OURS, section, *actions(*rows))
    assert message == (
        "No action at the Greek-Turkish border, the focus of the priority, has EL or TR as a party: 1 names both, but "
        "not as parties; EL takes part in 2 by name."
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


def test_focus_covered__says_how_each_state_is_named_elsewhere() -> None:
    section = f'sections: [{{number: "1", text: {AT_THE_BORDER}}}]'
    rows = (
        'number: "1", activity: "From TR to EL", participants: Relevant MS',
        'number: "2", activity: "From EL to TR", participants: Relevant third countries',
        'number: "3", activity: "Meetings in Turkey", participants: All MS except EL',
        'number: "4", activity: "Meetings in Turkey", participants: All MS',
        'number: "5", activity: Elsewhere, leaders: "Greece, TR", participants: All MS',
        'number: "6", activity: Elsewhere, participants: Relevant MS',
        'number: "7", activity: "Greek and Italian ports", participants: IT',
        'number: "8", activity: "Greek ports", participants: IT',
    )
    (finding,) = told("OAPC002", *OURS, section, *actions(*rows))
    assert finding.message == (
        "No action at the Greek-Turkish border, the focus of the priority, has EL or TR as a party: 1 and 2 name both, "
        "but not as parties; 'Relevant MS' in 1 can mean EL; 'Relevant third countries' in 2 can mean TR; EL takes "
        "part in 5 by name and in 4 as one of 'All MS'; 7 and 8 only name EL; TR takes part in 5 by name; 3 and 4 only "
        "name TR."
    )
    assert [(also.place.pointer, also.reason) for also in finding.related] == [
        ("/actions/0/activity", "action 1 names EL and TR"),
        ("/actions/1/activity", "action 2 names EL and TR"),
    ]


@pytest.mark.parametrize("words", ["MODEL and TR", "ELENA and TR", "EL and METR", "EL and TRA", "GREEK and TURKISH"])
def test_a_part_of_a_word_names_no_side(words: str) -> None:
    section = f'sections: [{{number: "1", text: {AT_THE_BORDER}}}]'
    plan = actions(f'number: "1", activity: {words}, leaders: TR')
    assert (
        messages("OAPC002", *OURS, section, *plan)[0].partition(" as a party: ")[2].startswith("no action names both; ")
    )
