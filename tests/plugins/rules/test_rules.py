"""The rules that ship with empact, on the reference plan and on an invented one.

What the reference plan is expected to give was read in the Council document, by eye; the words that prove it stand
beside each finding, and a test finds each of them in the document.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest
from tests.support.paths import DATA, REFERENCE

from empact import Action, Diagnostics, Plan, Session, Severity, StrategicGoal
from empact.model import Kpi, Kpis, Link, Links, Parties, PartyItem, Ref, Target, Targets

INVENTED = DATA / "garden_gnomes.yaml"
SESSION = Session()
CODES = ("OAP201", "OAP202", "OAP205", "OAP208", "OAP406", "OAP506")


class Expected(NamedTuple):
    """A finding, the words at its place in the file, and the cells of the Council document that prove it."""

    code: str
    subject: str
    pointer: str
    words: str
    proof: tuple[str, ...]


# Each proof is a piece of the action's row: number and activity lead into it, a bar parts the cells of the table.
# The columns behind the description are I/D SG, I/D OA, Timing.
ONE_ONE = "will be used for the TRA. | SG 2, SG 4 | 2.1, 5.2 | September"  # 1.1 links to 2.1 and 5.2 and no other
TWO_ONE = "outcomes of the aforesaid TRA. | SG 1, SG 4 | 1.1 | 1 st phase"  # 2.1 links to 1.1 and no other

REFERENCE_FINDINGS = [
    Expected(
        "OAP506",
        "C-2012",
        "/actions",
        'number: "1.1"',
        (
            "Case officers' meetings in the 1st and 2nd quarter. | KPI: Outcome of action days |",  # 5.2
            "to vulnerable groups. | | | Whole year | KPI: Status of the project |",  # 6.1
            "(out of DZ, TN, LY, EG). | KPI: Established connections |",  # 6.2
            "Workshop to be held in October or November. | KPI: Evaluation report |",  # 7.1
        ),
    ),
    Expected(
        "OAP406",
        "C-2012:1.1",
        "/actions/0/participants/items/1",
        "Europol",
        ("organised immigration crime groups. | Frontex Europol | All MS, Europol |",),
    ),
    Expected("OAP205", "C-2012:1.1", "/actions/0/links/items/3", "5.2", (ONE_ONE,)),  # of goal 5, and SG 5 is absent
    Expected(
        "OAP201",
        "C-2012:1.3",
        "/actions/2/links/items/1",
        "2.1",
        ("detected at the external borders. | SG 4 | 2.1 | March/April", TWO_ONE),
    ),
    Expected(
        "OAP205",
        "C-2012:1.3",
        "/actions/2/links/items/1",
        "2.1",
        ("detected at the external borders. | SG 4 | 2.1 | March/April",),  # of goal 2, and SG 2 is absent
    ),
    Expected(
        "OAP201",
        "C-2012:2.2",
        "/actions/4/links/items/2",
        "1.1",
        ("cooperate in the project. | SG 1, SGs in priority B | 1.1, 2.1, 2.3 | Coordinated", ONE_ONE),
    ),
    Expected(
        "OAP201",
        "C-2012:2.2",
        "/actions/4/links/items/3",
        "2.1",
        ("cooperate in the project. | SG 1, SGs in priority B | 1.1, 2.1, 2.3 | Coordinated", TWO_ONE),
    ),
    Expected(
        "OAP201",
        "C-2012:2.3",
        "/actions/5/links/items/1",
        "1.1",
        ("data resulting from investigation. | SG 1 | 1.1, 2.2 | Whole year", ONE_ONE),
    ),
]
"""Everything that the rules find in the reference plan: no number stands twice, and no link leads nowhere."""


@pytest.fixture(scope="module")
def reference() -> Plan:
    return SESSION.load(REFERENCE)


@pytest.fixture(scope="module")
def invented() -> Plan:
    return SESSION.load(INVENTED)


def found(diagnostics: Diagnostics) -> list[tuple[str, str | None, str | None]]:
    return [(one.code, one.place.subject, one.place.pointer) for one in diagnostics]


def test_the_rules_are_these_six() -> None:
    assert [
        (one.value.code, one.value.name, one.value.severity.value) for one in SESSION.rules if one.value.code in CODES
    ] == [
        ("OAP201", "one-way-link", "warning"),
        ("OAP202", "dangling-link", "error"),
        ("OAP205", "goal-not-listed", "warning"),
        ("OAP208", "duplicate-number", "error"),
        ("OAP406", "leader-also-participant", "info"),
        ("OAP506", "target-missing", "warning"),
    ]
    assert {one.origin for one in SESSION.rules} == {"empact.rules"}


# The reference plan


def test_the_reference_plan_gives_exactly_these_findings(reference: Plan) -> None:
    assert found(SESSION.validate(reference, select=CODES)) == [
        (one.code, one.subject, one.pointer) for one in REFERENCE_FINDINGS
    ]


def test_the_words_that_prove_a_finding_stand_in_the_council_document(source_text: str) -> None:
    cells = re.sub(r"</?(?:p|ul|li|sup|b|u)>", "", source_text.replace("\t", " | "))
    document = " ".join(cells.split())
    assert [words for one in REFERENCE_FINDINGS for words in one.proof if " ".join(words.split()) not in document] == []


def test_every_finding_of_the_reference_plan_stands_at_its_words_in_the_file(reference: Plan) -> None:
    lines = REFERENCE.read_text(encoding="utf-8").splitlines()
    first = lines.index("actions:")
    rows = [(at, re.match(r'  - number: "(.*)"', line)) for at, line in enumerate(lines) if at > first]
    starts = {row[1]: at for at, row in rows if row}
    order = [*starts.values(), next(at for at, line in enumerate(lines) if line == "notes:")]
    for expected, told in zip(REFERENCE_FINDINGS, SESSION.validate(reference, select=CODES), strict=True):
        assert told.place.file == str(REFERENCE)
        assert told.place.line is not None
        assert told.place.column is not None
        assert expected.words in lines[told.place.line - 1][told.place.column - 1 :]
        if expected.subject == "C-2012":  # a finding of the plan, at its first action
            assert told.place.line == starts["1.1"] + 1
            continue
        start = starts[expected.subject.removeprefix("C-2012:")]
        assert start < told.place.line <= order[order.index(start) + 1]


def test_the_messages_carry_the_numbers_of_the_plan(reference: Plan) -> None:
    messages = {one.name: one.message for one in SESSION.validate(reference, select=CODES)}
    assert messages == {
        "leader-also-participant": "Action 1.1 lists Europol as a leader and as a participant.",
        "goal-not-listed": "Action 1.3 lists action 2.1 but not its goal, SG 2.",
        "one-way-link": "Action 2.3 links to action 1.1, which does not link back.",
        "target-missing": "4 of the 16 actions have a KPI but no target: 5.2, 6.1, 6.2 and 7.1.",
    }  # the last of each kind


# The invented plan


def test_the_invented_plan_gives_exactly_these_findings(invented: Plan) -> None:
    assert found(SESSION.validate(invented, select=CODES)) == [
        ("OAP208", "K-2031:SG II", "/goals/2/number"),
        ("OAP506", "K-2031", "/actions"),  # at the first action; A2 and C9 have none
        ("OAP406", "K-2031:A1", "/actions/0/participants/items/0"),  # PL
        ("OAP202", "K-2031:A1", "/actions/0/links/items/2"),  # A9
        ("OAP202", "K-2031:A2", "/actions/1/links/items/2"),  # SG IV
        ("OAP201", "K-2031:A3", "/actions/2/links/items/0"),  # B1 links to A2 only
        ("OAP205", "K-2031:A3", "/actions/2/links/items/0"),  # B1 is of goal II
        ("OAP406", "K-2031:B1", "/actions/3/participants/items/1"),  # NO, to be confirmed as participant
        ("OAP201", "K-2031:B1", "/actions/3/links/items/3"),  # A2 links to A1 only
        ("OAP208", "K-2031:B1", "/actions/4/number"),
        ("OAP201", "K-2031:C9", "/actions/5/links/items/1"),  # A1 does not link to C9; SG* lists every goal
    ]


@pytest.mark.parametrize(
    ("index", "words"),
    [
        (0, "II"),
        (1, "- number: A1"),
        (2, "PL, CZ]"),
        (3, "A9]"),
        (4, "SG IV]"),
        (5, "B1]"),
        (7, "NO (tbc)]"),
        (8, "A2]"),
        (9, "B1"),
        (10, "uses A1]"),
    ],
)
def test_a_finding_stands_at_its_words(invented: Plan, index: int, words: str) -> None:
    place = SESSION.validate(invented, select=CODES)[index].place
    lines = INVENTED.read_text(encoding="utf-8").splitlines()
    assert place.line is not None
    assert place.column is not None
    assert lines[place.line - 1][place.column - 1 :] == words


def test_the_messages_of_the_invented_plan_name_what_is_missing(invented: Plan) -> None:
    messages = [one.message for one in SESSION.validate(invented, select=CODES)]
    assert messages[0] == "The number II is already used by an earlier strategic goal."
    assert messages[1] == "2 of the 6 actions have no target: A2 and C9."
    assert messages[3] == "Action A1 links to action A9, which the plan does not have."
    assert messages[4] == "Action A2 links to strategic goal IV, which the plan does not have."
    assert messages[7] == "Action B1 lists NO (tbc) as a leader and as a participant."
    assert messages[9] == "The number B1 is already used by an earlier action."


def test_what_a_finding_rests_on_is_told_too(invented: Plan) -> None:
    told = SESSION.validate(invented, select=CODES)
    related = {one.message: [(also.place.pointer, also.reason) for also in one.related] for one in told if one.related}
    assert related == {
        "The number II is already used by an earlier strategic goal.": [
            ("/goals/1/number", "the earlier strategic goal")
        ],
        "2 of the 6 actions have no target: A2 and C9.": [
            ("/actions/1/target", "action A2 has no target"),
            ("/actions/5/target", "action C9 has no target"),
        ],
        "Action A1 lists PL as a leader and as a participant.": [("/actions/0/leaders", "the leaders of action A1")],
        "Action B1 lists NO (tbc) as a leader and as a participant.": [
            ("/actions/3/leaders", "the leaders of action B1")
        ],
        "The number B1 is already used by an earlier action.": [("/actions/3/number", "the earlier action")],
    }


def test_every_finding_has_a_cure_and_says_which_plugin_it_comes_from(invented: Plan) -> None:
    for told in SESSION.validate(invented, select=CODES):
        assert told.hint is not None
        assert told.hint.endswith(".")
        assert told.origin == "empact.rules"


def test_only_dangling_links_and_duplicate_numbers_are_errors(invented: Plan) -> None:
    told = SESSION.validate(invented, select=CODES)
    assert {one.name for one in told if one.severity is Severity.ERROR} == {"dangling-link", "duplicate-number"}
    assert told.counts() == {Severity.ERROR: 4, Severity.WARNING: 5, Severity.INFO: 2}


# Silence


def test_a_plan_of_which_nothing_is_known_gives_no_findings() -> None:
    assert found(SESSION.validate(Plan(id="X"), select=CODES)) == []


def test_a_sound_plan_gives_no_findings() -> None:
    reach = Targets(items=(Target(text="Reach it."),))
    plan = Plan(
        id="X",
        goals=(StrategicGoal(number="1"), StrategicGoal(number="2")),
        actions=(
            Action(
                number="1.1",
                goal="1",
                target=reach,
                kpis=Kpis(items=(Kpi(text="Number"),)),
                leaders=Parties(items=(PartyItem(party="HU"),)),
                participants=Parties(items=(PartyItem(party="AT"),)),
                links=Links(items=(Link(to=Ref(goal="2")), Link(to=Ref(action="2.1")))),
            ),
            Action(
                number="2.1",
                goal="2",
                target=reach,
                links=Links(items=(Link(to=Ref(goal="1")), Link(to=Ref(action="1.1")))),
            ),
        ),
    )
    assert found(SESSION.validate(plan, select=CODES)) == []


def test_a_link_into_another_plan_is_nobodys_business_here() -> None:
    away = (Ref(plan="B", goal="9"), Ref(plan="B", goal="*"), Ref(plan="B", action="1.1"), Ref(plan="B"))
    links = Links(items=tuple(Link(to=to) for to in away))
    plan = Plan(id="X", actions=(Action(number="1", target=Targets(text="t"), links=links),))
    assert found(SESSION.validate(plan, select=CODES)) == []


def test_two_plans_with_the_same_id_do_not_answer_for_each_other() -> None:
    to_two = Links(items=(Link(to=Ref(action="2")), Link(to=Ref(goal="7"))))
    one = Plan(id="X", actions=(Action(number="1", links=to_two),))
    other = Plan(id="X", goals=(StrategicGoal(number="7"),), actions=(Action(number="2"),))
    assert found(SESSION.validate(other, one, select=["OAP202"])) == [
        ("OAP202", "X:1", "/actions/0/links/items/0"),
        ("OAP202", "X:1", "/actions/0/links/items/1"),
    ]


def test_a_goal_without_its_blank_is_suggested() -> None:
    session = Session()
    plan = session.loads('empact: plan/1\nid: X\nactions:\n  - number: "1"\n    links: [SG2]\n', format="yaml")
    (found,) = session.validate(plan, select=["dangling-link"])
    assert found.hint == "Did you mean 'SG 2'?"


def test_a_link_to_a_phase_needs_that_phase() -> None:
    session = Session()
    text = 'empact: plan/1\nid: X\nactions:\n  - number: "1"\n    timing: "1st phase: May"\n'
    text += '  - number: "2"\n    links: [uses 1/1, uses 1/4]\n'
    (found,) = session.validate(session.loads(text, format="yaml"), select=["dangling-link"])
    assert found.place.pointer == "/actions/1/links/items/1"
    assert found.message == "Action 2 links to phase 4 of action 1, which the plan does not have."
