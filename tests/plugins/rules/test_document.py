"""The rules about the document and its rows at their edges: what they must not take for a finding, and must."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.support.findings import SESSION, messages_in, numbered, told_in

from empact import Plan
from empact.hooks import RuleContext
from empact.model import Action, Priority, Prose
from empact.plugins.rules import texts
from empact.testing.generated import generate


@pytest.mark.parametrize(
    ("body", "annex"),
    [
        ('"To know more"', '"To know\\n  more[^1]"'),
        ('"To know more"', '{text: "To know more[^12]", emphasis: [{words: know, style: italic}]}'),
        ('"To[^1]know[^2] more"', '"Toknow more"'),
    ],
)
def test_line_breaks_emphasis_and_note_marks_make_no_difference(body: str, annex: str) -> None:
    assert messages_in("OAP601", f'goals: [{{number: "1", body: {body}, annex: {annex}}}]') == []
    assert messages_in("OAP601", f'goals: [{{number: "1", body: {annex}, annex: {body}}}]') == []


@pytest.mark.parametrize(
    ("body", "annex", "says"),
    [
        ("To know more", "To know", "'more' only in the body"),
        ("To know", "To know much more", "'much more' only in the annex"),
        ("To know more", "To see much more", "'know' in the body but 'see much' in the annex"),
        ("To know", "To know [^ 1]", "'[^ 1]' only in the annex"),  # with a blank it is no mark
    ],
)
def test_what_only_one_wording_says_is_told(body: str, annex: str, says: str) -> None:
    assert messages_in("OAP601", f'goals: [{{number: "1", body: "{body}", annex: "{annex}"}}]') == [
        f"Strategic goal 1 has {says}."
    ]


def test_a_goal_that_is_worded_once_differs_from_nothing_and_the_next_one_is_looked_at() -> None:
    goals = '{number: "1", body: To know}, {number: "2", annex: To see}, {number: "3", body: To go, annex: To come}'
    assert messages_in("OAP601", f"goals: [{goals}]") == [
        "Strategic goal 3 has 'go' in the body but 'come' in the annex."
    ]


def differing_goal(body: str, annex: str) -> str:
    (message,) = messages_in("OAP601", f'goals: [{{number: "1", body: "{body}", annex: "{annex}"}}]')
    return message


def test_wordings_of_up_to_400_words_are_compared_word_by_word() -> None:
    same = " ".join(["x"] * 398)
    assert differing_goal(f"a {same} b", f"c {same} d") == (
        "Strategic goal 1 has 'a' in the body but 'c' in the annex; 'b' in the body but 'd' in the annex."
    )


def test_longer_ones_are_told_as_one_piece_each_cut_short_after_100_characters() -> None:
    same = " ".join(["x"] * 399)
    cut = " ".join(["x"] * 47) + " ..."
    assert differing_goal(f"a {same} b", f"cc {same} d") == (
        f"Strategic goal 1 has 'a {cut}' in the body but 'cc {cut}' in the annex."
    )
    assert differing_goal(f"a {same} b", "c b") == f"Strategic goal 1 has 'a {cut}' in the body but 'c b' in the annex."


def test_the_words_in_which_two_long_wordings_begin_do_not_count() -> None:
    same = " ".join(str(number) for number in range(3_000))
    assert differing_goal(f"{same} a", f"{same} b") == ("Strategic goal 1 has 'a' in the body but 'b' in the annex.")


@pytest.mark.parametrize(
    "number",
    [
        "14001/2/18 REV 2",
        "14001/18 REV 2",
        "14001/2/18",
        "14001/18",
        "14001/1/18 REV 1 ADD 3",
        "14001/2/18 ADD 1",
        "see the register",
    ],
)
def test_a_number_that_does_not_contradict_itself_is_consistent(number: str) -> None:
    assert messages_in("OAP602", f"cover: {{number: {number}}}") == []


def test_every_document_number_of_the_plan_is_looked_at() -> None:
    body = """
cycle: {id: c, basis: 1/1/18 REV 2, steps: [{name: r}, {name: s, document: 2/1/18 REV 2}]}
cover: {number: 3/1/18 REV 2, previous: [{codes: JAI 1}, {number: [4/18, 5/1/18 REV 2]}]}
documents: [{codes: JAI 1}, {number: [see there, 6/1/18 REV 2]}]
states: [{state: drafted}, {state: agreed, revision: 7/1/18 REV 2}]
"""
    assert {str(one.place.pointer): one.message.partition(" has ")[0] for one in told_in("OAP602", body)} == {
        "/cycle/basis": "Document number 1/1/18 REV 2",
        "/cycle/steps/1/document": "Document number 2/1/18 REV 2",
        "/cover/number/items/0": "Document number 3/1/18 REV 2",
        "/cover/previous/1/number/items/1": "Document number 5/1/18 REV 2",
        "/documents/1/number/items/1": "Document number 6/1/18 REV 2",
        "/states/1/revision": "Document number 7/1/18 REV 2",
    }


@pytest.mark.parametrize(
    ("previous", "own", "told"),
    [
        ("14001/1/18 REV 1", "14001/2/18 REV 2", False),
        ("14001/18", "14001/1/18 REV 1", False),
        ("13999/18", "14001/2/18 REV 2", False),
        ("15001/17", "14001/18", False),
        ("15001/99", "14001/01", False),
        ("15001/99", "14001/00", False),
        ("10/50", "9/49", False),  # 1950 and 2049
        ("10/48", "9/49", False),
        ("14001/18", "14001/18", True),
        ("14001/2/18 REV 2", "14001/2/18 REV 2", True),
        ("14001/3/18 REV 3", "14001/2/18 REV 2", True),
        ("14002/18", "14001/18", True),
        ("14002/18", "14001/2/18 REV 2", False),  # a revision is later than its number
        ("14002/1/18 REV 1", "14001/18 ADD 1", False),
        ("10/19", "14001/2/18 REV 2", True),
        ("10/19", "14001/18", True),
    ],
)
def test_a_previous_document_is_earlier_by_year_number_and_revision(previous: str, own: str, *, told: bool) -> None:
    body = f"cover: {{number: {own}, previous: [{{number: {previous}}}]}}"
    assert [one.code for one in told_in("OAP603", body)] == ["OAP603"] * told


def test_of_one_number_the_revision_is_told_to_be_no_lower() -> None:
    (message,) = messages_in("OAP603", "cover: {number: 14001/18, previous: [{number: 14001/1/18 REV 1}]}")
    assert message == (
        "The previous document 14001/1/18 REV 1 is not earlier than 14001/18: its revision is not lower."
    )


@pytest.mark.parametrize(("date", "told"), [("12 January 2019", False), ("12 December 2018", True)])
def test_previous_document__may_be_of_the_year_in_which_a_revision_was_issued(date: str, *, told: bool) -> None:
    body = f"cover: {{number: 14001/2/18 REV 2, date: {date}, previous: [{{number: 10/19}}]}}"
    assert (
        messages_in("OAP603", body)
        == ["The previous document 10/19 is not earlier than 14001/2/18 REV 2: its year is later."] * told
    )


def test_each_number_of_each_previous_document_is_compared() -> None:
    previous = "[{number: [see there, 13999/18, 14002/18]}, {number: 14003/18}]"
    told = told_in("OAP603", f"cover: {{number: 14001/18, previous: {previous}}}")
    assert [one.place.pointer for one in told] == [
        "/cover/previous/0/number/items/2",
        "/cover/previous/1/number/items/0",
    ]


@pytest.mark.parametrize("own", ["", "number: see there, "])
def test_a_document_without_a_number_follows_any_other(own: str) -> None:
    assert messages_in("OAP603", f"cover: {{{own}previous: [{{number: 14002/18}}]}}") == []


DATED = "date: 12 December 2018"


@pytest.mark.parametrize(
    ("states", "cover"),
    [
        ("{state: agreed, on: 2018-12-12}", f"number: 14001/2/18 REV 2, {DATED}"),
        ("{state: agreed, on: 2018-12-05}", f"number: 14001/18, {DATED}"),
        ("{state: agreed, on: 2018-12-05}, {state: validated, on: 2018-12-20}", f"number: 14001/2/18 REV 2, {DATED}"),
        (
            "{state: agreed, on: 2018-12-05}, {state: validated, on: 2018-12-05, revision: 14001/2/18 REV 2}",
            f"number: 14001/2/18 REV 2, {DATED}",
        ),
        ("{state: agreed}", f"number: 14001/2/18 REV 2, {DATED}"),
        ("{state: drafted, on: 2018-12-05}", f"number: 14001/2/18 REV 2, {DATED}"),
        ("{state: agreed, on: 2018-12-05}", "number: 14001/2/18 REV 2"),
        ("{state: agreed, on: 2018-12-05}", "number: 14001/2/18 REV 2, date: in December"),
        ("{state: agreed, on: 2018-12-05}", DATED),
        ("{state: validated, on: 2018-12-05, expected: true}", f"number: 14001/2/18 REV 2, {DATED}"),
    ],
)
def test_a_text_that_was_agreed_as_it_stands_is_not_told(states: str, cover: str) -> None:
    assert messages_in("OAP604", f"cover: {{{cover}}}\nstates: [{states}]") == []


@pytest.mark.parametrize(
    ("state", "day", "days"),
    [("agreed", 11, "1 day"), ("validated", 10, "2 days"), ("approved", 2, "10 days")],
)
def test_a_revision_after_any_state_that_fixes_the_text_is_told(state: str, day: int, days: str) -> None:
    states = f"[{{state: {state}, on: 2018-12-{day:02}}}, {{state: agreed, on: 2018-12-01}}]"
    (told,) = told_in("OAP604", f"cover: {{number: 14001/2/18 REV 2, {DATED}}}\nstates: {states}")
    assert told.place.pointer == "/states/0/on"
    assert told.message == (
        f"Document 14001/2/18 REV 2 is dated 12 December 2018, {days} after the plan was {state} on {day} December "
        "2018."
    )


# decision-still-expected

AGREED = "{state: agreed, body: [COSI], on: 2011-12-08}"


@pytest.mark.parametrize(
    ("states", "says"),
    [
        (
            f"{AGREED}, {{state: validated, expected: true, body: [COSI]}}, {{state: approved, expected: true}}",
            "agreed by COSI on 8 December 2011, but is still to be validated by COSI and approved",
        ),
        (
            "{state: agreed}, {state: validated, expected: true, body: [COSI]}",
            "agreed, but is still to be validated by COSI",
        ),
        (
            f"{{state: agreed, expected: true}}, {AGREED}",
            "agreed by COSI on 8 December 2011, but is still to be agreed",
        ),
        (
            "{state: agreed, body: [Greece]}, {state: approved, expected: true, body: [PL, EL]}",
            "agreed by Greece, but is still to be approved by PL and EL",
        ),
        (
            f"{AGREED}, {{state: validated, body: [HU]}}, {{state: approved, expected: true}}",
            "validated by HU, but is still to be approved",
        ),
    ],
)
def test_decision_still_expected__reports_decisions_of_the_same_body(states: str, says: str) -> None:
    assert messages_in("OAP612", f"states: [{states}]") == [f"The plan was {says}."]


def test_decision_still_expected__stands_at_the_first_expected_state() -> None:
    states = f"{{state: drafted}}, {{state: approved, expected: true}}, {AGREED}, {{state: validated, expected: true}}"
    (one,) = told_in("OAP612", f"states: [{states}]")
    assert one.place.pointer == "/states/1"
    assert [(also.place.pointer, also.reason) for also in one.related] == [
        ("/states/2", "the plan was agreed by COSI"),
        ("/states/3", "still to be validated"),
    ]


@pytest.mark.parametrize(
    "states",
    [
        AGREED,
        "{state: drafted}, {state: validated, expected: true}",
        "{state: agreed, expected: true}, {state: validated, expected: true}",
        f"{AGREED}, {{state: validated, body: [COSI]}}",
        f"{AGREED}, {{state: drafted, expected: true}}",
        f"{AGREED}, {{state: approved, expected: true, body: [Council]}}",
    ],
)
def test_decision_still_expected__is_silent_about_other_states(states: str) -> None:
    assert messages_in("OAP612", f"states: [{states}]") == []


# annex-missing


def announced(text: str) -> list[str]:
    """Return the findings about annexes in a plan with one action and this text in section 3."""
    section = f"sections:\n  - number: '3'\n    text: {json.dumps(text)}\n"
    return messages_in("OAP613", section + numbered("goal: '1'"))


LISTED = "The Annex to the plan contains individual tables corresponding to:\n\n- Operational activities (one sheet)\n"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (f"{LISTED}- Member State tasking (one sheet per MS)", "'Member State tasking'"),
        (
            f"{LISTED}- Member State tasking – later\n- Agency Tasking.",
            "'Member State tasking' and 'Agency Tasking'",
        ),
        (f"One thing. {LISTED}- Risks[^1]\n\nAnd more.\n\n- No part of it", "'Risks'"),
        ("The annexes include a glossary. They are long.", "'a glossary'"),
        ("The annex contains: Operational activities; Contacts; Budget.", "'Contacts' and 'Budget'"),
        ("The Appendix to this OAP consists of a list of contacts.", "'a list of contacts'"),
    ],
)
def test_annex_missing__reports_the_parts_that_the_plan_does_not_have(text: str, parts: str) -> None:
    pronoun = "them" if " and " in parts else "it"
    assert announced(text) == [f"Section 3 announces {parts} in the annex, but the plan does not have {pronoun}."]


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("See Annex 2.", "2"),
        ("See annex II of this plan.", "II"),
        ("See Annex B to the OAP. Annex B is long.", "B"),
        ("See Annexes I, II and IV.", "I II IV"),
        ("See **Annex 2**, and Appendix 3", "2 3"),
        ("Annex I (operational activities) and Annex II (budget)", "II"),
        ("Annex 1 lists the drafters, Annex 2 the actions, annex 3 the contacts.", "1 3"),
    ],
)
def test_annex_missing__reports_each_number_once(text: str, marks: str) -> None:
    assert announced(text) == [
        f"Section 3 announces annex {mark}, but the plan does not have it." for mark in marks.split()
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Delegations will find in annex the plan.",
        LISTED,
        "The actions are in Annex I.",
        "The actions are in Annexes I and II.",
        "The annex contains the action table and a list of contacts.",
        "See Annex I of Regulation (EU) 2018/1241.",
        "See Annex II to doc. 15358/10.",
        "See doc. 15358/10, Annex II.",
        "See Annex 2/11 and the annex. Everything is there.",
        "The sections contain goals. The annex follows.",
        "The annex follows. It contains goals.",
        "The annex contains:\n\nNo list.",
        "As in annex. I contain myself.",
    ],
)
def test_annex_missing__is_silent_where_no_annex_of_the_plan_is_announced(text: str) -> None:
    assert announced(text) == []


def test_annex_missing__finds_annexes_by_the_headings_of_sections() -> None:
    text = f"{LISTED}- Agency tasking (one sheet)\n\nSee Annexes 1 and 2."
    headings = ["Annex 1: Map", "ANNEX 2", "Tables of AGENCY TASKING"]
    sections = "".join(f"  - {{number: 'A{index}', heading: '{each}'}}\n" for index, each in enumerate(headings))
    first = f"sections:\n  - {{number: '3', text: {json.dumps(text)}}}\n"
    assert len(messages_in("OAP613", first + numbered("goal: '1'"))) == 3
    assert messages_in("OAP613", first + sections + numbered("goal: '1'")) == []


def test_annex_missing__reads_every_text_and_cell() -> None:
    plan = numbered("description: See Annex 1., timing: 'May, as in Annex 2', target: As in Annex 3") + (
        "\nnotes: [{mark: a, text: See annex 4}]"
    )
    assert [(str(one.place.pointer), one.message) for one in told_in("OAP613", plan)] == [
        (pointer, f"{name} announces annex {mark}, but the plan does not have it.")
        for pointer, name, mark in (
            ("/actions/0/description", "The description of action 1", 1),
            ("/actions/0/timing", "The timing of action 1", 2),
            ("/actions/0/target", "The target of action 1", 3),
            ("/notes/0/text", "Note a", 4),
        )
    ]


def test_annex_missing__reports_the_table_of_a_plan_without_actions() -> None:
    sections = f"sections: [{{number: '3', text: {json.dumps(LISTED + '- Risks')}}}]"
    assert messages_in("OAP613", sections) == [
        "Section 3 announces 'Operational activities' and 'Risks' in the annex, but the plan does not have them."
    ]


@pytest.mark.parametrize("link", ["E:SG*", "E:SG 3", "E:2.1", "E-2019:2.1", "E-2019-2:SG 3"])
def test_any_link_to_a_priority_uses_its_interdependency(link: str) -> None:
    body = f"interdependencies: [{{priority: E}}, {{priority: F}}]\n{numbered(f'links: [{link!r}]')}"
    (told,) = told_in("OAP607", body)
    assert told.place.pointer == "/interdependencies/1"
    assert told.message == "The plan names priority F as an inter-dependency, but no action links to it."


def test_a_priority_with_a_hyphen_is_found_by_its_whole_code() -> None:
    assert messages_in("OAP607", f"interdependencies: [{{priority: E-1}}]\n{numbered('links: [E-1:SG*]')}") == []


def test_the_id_of_a_plan_that_is_checked_too_leads_to_its_priority() -> None:
    overlaps = "interdependencies: [{priority: E, name: Excise}]"
    plan = SESSION.loads(
        f"empact: plan/1\nid: X\n{overlaps}\n{numbered('activity: Excise, links: [tax:SG*]')}", format="yaml"
    )
    other, unknown = Plan(id="tax", priority=Priority(code="E")), Plan(id="tax")
    for code in ("OAP204", "OAP607"):
        assert list(SESSION.validate(plan, other, select=[code])) == []
        assert len(SESSION.validate(plan, unknown, select=[code])) == 1


@pytest.mark.parametrize(
    ("stated", "says"),
    [
        (", stated: 1/description/1", ", according to its description"),
        (", stated: '1'", ", according to its activity"),
        (", stated: 2/activity", ", according to action 2"),
        (", stated: note 9/1", ", according to note 9"),
        (", stated: covering", ", according to the covering sentence"),
        (", stated: title", ", according to the title"),
        (", stated: subject", ", according to the subject"),
        ("", ""),
    ],
)
def test_a_suspension_names_the_words_that_tell_it(stated: str, says: str) -> None:
    body = numbered(f"reservations: [{{kind: suspended{stated}}}, {{kind: tentative}}]", "goal: '1'")
    assert messages_in("OAP608", body) == [f"Action 1 is suspended{says}."]


@pytest.mark.parametrize(
    ("funding", "says"),
    [
        ("{status: granted}, {status: needed}", "needed"),
        ("{status: refused, source: ISF}", "refused by ISF"),
        ("{status: applied}", "applied for"),
        ("{status: planned, source: ISF, purpose: a}, {status: granted, purpose: b}", "planned from ISF"),
    ],
)
def test_money_that_is_open_for_a_purpose_is_told(funding: str, says: str) -> None:
    (message,) = messages_in("OAP609", numbered(f"funding: [{funding}]"))
    assert message.endswith(f" is not granted: {says}.")


def test_funding_unsecured__has_what_parties_state_in_its_note() -> None:
    note = (
        "notes: [{mark: '8', text: 'Nobody pays. COM can pay in the EU only. UK agrees if the others pay. PL too.',"
        " statements: [{party: PL, kind: position}, {party: Europol, kind: position, stated: note 8/1/1},"
        " {party: COM, kind: reservation, stated: note 8/1/2}, {party: UK, kind: condition, stated: note 8/1/3}]},"
        " {mark: '9', text: HU agrees., statements: [{party: HU, kind: position, stated: note 9/1/1}]}]"
    )
    (told,) = told_in("OAP609", numbered("funding: [{status: needed, stated: note 8/1/1}]"), note)
    assert told.message == (
        "The funding of action 1 is not granted: needed; note 8 has a reservation of COM and a condition of UK."
    )
    assert [(also.place.pointer, also.reason) for also in told.related] == [
        ("/notes/0/text", "a reservation of COM: 'COM can pay in the EU only'"),
        ("/notes/0/text", "a condition of UK: 'UK agrees if the others pay'"),
    ]
    columns = [note[(also.place.column or 0) - 1 :] for also in told.related]
    assert [words.partition(" ")[0] for words in columns] == ["COM", "UK"]
    (told,) = told_in("OAP609", numbered("funding: [{status: needed, stated: note 7/1/1}]"), note)
    assert told.message == "The funding of action 1 is not granted: needed."


@pytest.mark.parametrize("funding", ["{status: granted}, {status: refused}", "{source: EU}", ""])
def test_money_that_is_there_or_left_open_is_not_told(funding: str) -> None:
    assert messages_in("OAP609", numbered(f"funding: [{funding}]")) == []


def test_a_plan_of_which_nothing_is_known_gives_no_findings() -> None:
    assert [one.message for one in SESSION.validate(Plan(id="X"), select=["OAP1", "OAP3", "OAP6"])] == []


def test_a_withheld_cell_is_there() -> None:
    plan = Plan(id="X", actions=(Action(number="1", description=Prose(withheld=True)),))
    assert [one.message for one in SESSION.validate(plan, select=["OAP605"])] == []


def test_anchors__visits_only_what_can_have_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice the actions take twice the visits, and these are few: an action has over a hundred values."""
    seen: list[object] = []
    collect = texts._collect

    def counted(value: object, *rest: Any) -> None:
        seen.append(value)
        collect(value, *rest)

    def visits(count: int) -> int:
        (plan,) = generate(1, count, 1)
        seen.clear()
        context = RuleContext(plan=plan)
        assert list(texts.prose_and_cells(context))
        assert not list(texts.anchors(context))  # the same walk has looked for them
        return len(seen)

    monkeypatch.setattr(texts, "_collect", counted)
    several, twice = visits(40), visits(80)
    assert twice <= 2.1 * several
    assert several <= 40 * 40


def test_anchors__are_found_wherever_a_class_of_the_model_has_a_field_for_them() -> None:
    paths = [path for path, _ in texts.anchors(RuleContext(plan=SESSION.load("oap-c-2012")))]
    assert {"/".join("*" if isinstance(step, int) else step for step in path) for path in paths} >= {
        "actions/*/locations/*/stated",
        "provisions/*/stated",
    }


def documentation_findings(*entries: str) -> list[tuple[str, str | None]]:
    plan = Plan(id="X", actions=(Action(number="1", documentation=entries),))
    return [(finding.message, finding.hint) for finding in SESSION.validate(plan, select="OAP614")]


IN_FULL = "Write one address that begins with https://, without other words, and with %20 for each space."


@pytest.mark.parametrize(
    ("entry", "hint"),
    [
        ("www.example.eu", "Write https://www.example.eu."),
        ("WWW.example.eu/a", "Write https://WWW.example.eu/a."),
        ("//www.example.eu/a", "Write https://www.example.eu/a."),
        ("europol.europa.eu/a", "Write https://europol.europa.eu/a."),
        ("europol.europa.eu", "Write https://europol.europa.eu."),
        ("example.de/a", "Write https://example.de/a."),
        ("www.example.eu/a b", IN_FULL),
        ("http:/example.eu", IN_FULL),
        ("http//example.eu", IN_FULL),
        ("https;//example.eu", IN_FULL),
        ("https://", IN_FULL),
        ("https:///a", IN_FULL),
        ("https://-/a", IN_FULL),
        ("https://example.eu/a b", IN_FULL),
        ("<https://example.eu/a>", IN_FULL),
        ("https://name:word@example.eu/a", IN_FULL),
        ("https://example.eu https://example.org", IN_FULL),
        ("htps://example.eu/a", IN_FULL),
        ("ftp://example.eu/a", IN_FULL),
        ("file:///C:/a.docx", IN_FULL),
        ("mailto:driver@example.eu", IN_FULL),
        ("javascript:alert(1)", IN_FULL),
    ],
)
def test_documentation_invalid__reports_an_incomplete_web_address(entry: str, hint: str) -> None:
    (found,) = documentation_findings(entry)
    assert found == (f"The documentation of action 1 is not a complete web address: {entry!r}.", hint)


@pytest.mark.parametrize(
    "entry", ["", " ", "-", "?", "tbc", "TBD.", "(n/a)", "To be added", "<link>", "hyperlink", "..."]
)
def test_documentation_invalid__reports_a_placeholder(entry: str) -> None:
    ((message, _),) = documentation_findings(entry)
    assert message == f"The documentation of action 1 names no document: {entry.strip()!r}."


@pytest.mark.parametrize(
    "entry",
    [
        "https://example.eu",
        "HTTPS://Example.EU/a",
        " https://example.eu/a ",
        "http://sheets/a?b=c&d=%20#e",
        "https://[2001:db8::1]:8080/a",
        "https://bücher.example/ä",
        "14055/18",
        "ST 14055 2018 REV 1",
        "doc. 15850/11 JAI 758",
        "doc:15850/11",
        "SIENA:1234567",
        "P:\\OAP\\1.1.docx",
        "\\\\server\\OAP\\1.1.docx",
        "//server/OAP/1.1.docx",
        "../sheets/1.1.pdf",
        "1.1.pdf",
        "sheet.md",
        "Annex: the action sheet",
        "Data sheet of 1.1",
        "File 12",
        "Links between groups",
    ],
)
def test_documentation_invalid__keeps_addresses_names_numbers_and_paths(entry: str) -> None:
    assert documentation_findings(entry) == []


def test_documentation_invalid__points_at_the_entry() -> None:
    actions = (Action(number="1"), Action(number="2", documentation=("14055/18", "tbc")))
    (finding,) = SESSION.validate(Plan(id="X", actions=actions), select="OAP614")
    assert finding.place.pointer == "/actions/1/documentation/1"
