"""The rules about notation, time and the document at their edges: what they must not take for a finding, and must."""

from __future__ import annotations

import pytest

from empact import Diagnostics, Plan, Session
from empact.model import Action, Link, Links, Prose, Ref, Way

SESSION = Session()
YEAR = "period: {start: 2012-01-01, end: 2012-12-31}"
HALF_YEAR = "period: {start: 2012-07-01, end: 2012-12-31}"
TWO_YEARS = "period: {start: 2024-01-01, end: 2025-12-31}"


def found(code: str, body: str, head: str = YEAR) -> Diagnostics:
    """What a rule finds in a plan of this body."""
    return SESSION.validate(SESSION.loads(f"empact: plan/1\nid: X\n{head}\n{body}\n", format="yaml"), select=[code])


def rows(*cells: str) -> str:
    """Actions with these cells, numbered from 1."""
    return "actions:\n" + "\n".join(f'  - {{number: "{index}", {each}}}' for index, each in enumerate(cells, 1))


def messages(code: str, body: str, head: str = YEAR) -> list[str]:
    return [one.message for one in found(code, body, head)]


# Notation


def test_a_cell_that_leaves_out_what_its_text_says_is_read_by_hand() -> None:
    assert messages("OAP101", rows("participants: {text: 'HU, AT', items: [HU]}")) == [
        "Action 1 has its participants read by hand: 1 of 2 items is in the text alone."
    ]
    assert messages("OAP101", rows("participants: {text: 'HU, AT', items: [AT, HU]}")) == [
        "Action 1 has its participants read by hand: the text has another order."
    ]


@pytest.mark.parametrize("cell", ["'HU, AT'", "[AT, HU]", "{text: 'HU, AT'}", "{withheld: true}"])
def test_a_cell_that_says_what_it_means_is_not_read_by_hand(cell: str) -> None:
    assert messages("OAP101", rows(f"participants: {cell}")) == []


def test_what_was_read_by_hand_is_understood() -> None:
    body = rows("timing: {text: When the harvest is over, items: [October]}")
    assert messages("OAP102", body) == []
    assert len(found("OAP101", body)) == 1


def test_words_of_the_cover_are_to_be_understood_too() -> None:
    (told,) = found("OAP107", "cover: {number: see the register}")
    assert told.place.pointer == "/cover/number/items/0"
    assert told.message == "The cover page has words in its number that are not understood: 'see the register'."


@pytest.mark.parametrize(
    "timing",
    [
        "February/June",
        "Workshop in February/June",
        "1st phase: March/September",
        "2nd/4th quarter",
        "1st quarter/May",
        "Feb/Jun 2012",
        "February/June; workshop in May or June",
    ],
)
def test_a_stroke_over_a_gap_is_ambiguous(timing: str) -> None:
    assert len(found("OAP103", rows(f"timing: {timing!r}"))) == 1


@pytest.mark.parametrize(
    "timing",
    [
        "April/May/June",
        "December/January",
        "November/December/January",
        "December 2012/January 2013",
        "Q1/Q2",
        "June/3rd quarter",
        "February or June",
        "February and June",
        "February to June",
        "March/April and September/October",
    ],
)
def test_a_time_that_can_mean_one_thing_only_is_not_ambiguous(timing: str) -> None:
    assert messages("OAP103", rows(f"timing: {timing!r}")) == []


def test_a_stroke_in_an_item_of_a_list_is_a_choice() -> None:
    assert messages("OAP103", rows("timing: [February/June]")) == []


@pytest.mark.parametrize(
    ("text", "spellings"),
    [
        ("COM and EC", "COM and EC"),
        ("Frontex and FRONTEX", "Frontex and FRONTEX"),
        ("Greece, EL, GR", "Greece, EL and GR"),
        ("All MS and some MSs", "MS and MSs"),
    ],
)
def test_a_party_in_several_short_spellings_varies(text: str, spellings: str) -> None:
    (message,) = messages("OAP104", rows(f"activity: '{text}'"))
    assert message.endswith(f" stands in {2 + spellings.count(',')} spellings: {spellings}.")


@pytest.mark.parametrize(
    "text",
    [
        "the European Commission (COM), and later the Commission",
        "Czech Republic (CZ), Czechia",
        "the commission of crimes, reported to COM",
        "a MS that asks several MSs",
        "Council and European Council",
        "IT systems in Italy",
        "the US and those of us",
    ],
)
def test_a_name_beside_one_short_form_does_not_vary(text: str) -> None:
    assert messages("OAP104", rows(f"activity: '{text}'")) == []


@pytest.mark.parametrize("text", ["the the ports", "of the EU of the EU plan", "to be to be"])
def test_a_phrase_twice_in_a_row_is_told(text: str) -> None:
    assert len(found("OAP106", rows(f"activity: '{text}'"))) == 1


@pytest.mark.parametrize(
    "text",
    ["Baden Baden", "we know that that is so", "a, a", "step by step by step", "2 2", "seize. Seize", "on the- the"],
)
def test_what_may_stand_twice_is_not_told(text: str) -> None:
    assert messages("OAP106", rows(f"activity: '{text}'")) == []


def test_a_result_in_words_or_figures_says_something() -> None:
    results = "{June: 0, Dec: 'ἔργον', Later: {withheld: true}}".replace("0", "'0'")
    assert messages("OAP105", rows(f"results: {results}")) == []


# Time


@pytest.mark.parametrize(
    ("timing", "head"),
    [
        ("Dec 2011", YEAR),
        ("December 2011/January 2012", YEAR),
        ("October 2012 to March 2013", YEAR),
        ("Meeting by January 2013", YEAR),
        ("Meeting before January", YEAR),
        ("January", HALF_YEAR),
    ],
)
def test_a_time_that_leads_out_of_the_period_is_told(timing: str, head: str) -> None:
    assert len(found("OAP302", rows(f"timing: {timing!r}"), head)) == 1


@pytest.mark.parametrize(
    ("timing", "head"),
    [
        ("Whole year", YEAR),
        ("week 1 2012", YEAR),
        ("Meeting before January 2013", YEAR),
        ("Meeting by the end of 2012", YEAR),
        ("Whole year", HALF_YEAR),
        ("January", TWO_YEARS),
        ("Dec 2011", "title: A plan without a period"),
    ],
)
def test_a_time_within_the_period_is_not_told(timing: str, head: str) -> None:
    assert messages("OAP302", rows(f"timing: {timing!r}"), head) == []


@pytest.mark.parametrize(
    ("giver", "user"),
    [
        ("March/April", "April/May"),
        ("April", "April"),
        ("May or September", "June"),
        ("3rd quarter", "2nd quarter"),
        ("October", "January to August"),
    ],
)
def test_an_input_that_may_come_too_late_is_told(giver: str, user: str) -> None:
    assert len(found("OAP303", rows(f"timing: {giver}, links: [feeds 2]", f"timing: {user}"))) == 1


@pytest.mark.parametrize(
    ("giver", "user"),
    [
        ("September", "October"),
        ("Whole year", "September"),
        ("Whole year", "Whole year"),
        ("April", "Whole year"),
        ("June to October", "July"),
        ("2nd quarter", "May"),
        ("May and September", "June"),
        ("Workshop in May", "April"),
    ],
)
def test_an_input_that_comes_in_time_or_all_along_is_not_told(giver: str, user: str) -> None:
    assert messages("OAP303", rows(f"timing: {giver}, links: [feeds 2]", f"timing: {user}")) == []


def test_a_link_without_a_known_way_says_nothing_about_time() -> None:
    assert messages("OAP303", rows("timing: June, links: ['2']", "timing: April")) == []


def test_a_flow_that_both_actions_tell_is_one_finding() -> None:
    (told,) = found("OAP303", rows("timing: June, links: [feeds 2]", "timing: April, links: [uses 1]"))
    assert told.place.pointer == "/actions/0/links/items/0"
    assert [place.pointer for place in told.related] == ["/actions/1/links/items/0"]


def test_in_a_plan_of_two_years_a_month_is_compared_within_its_year() -> None:
    assert messages("OAP303", rows("timing: April, links: [feeds 2]", "timing: June"), TWO_YEARS) == []
    assert messages("OAP303", rows("timing: June, links: [feeds 2]", "timing: April"), TWO_YEARS) == [
        "Action 1 may last until 2024-06-30, and action 2, which uses its result, may begin on 2024-04-01."
    ]


@pytest.mark.parametrize(
    ("links", "says"),
    [
        (("feeds 2", "feeds 3", "feeds 1"), "3 actions wait for each other: 1 feeds 2, 2 feeds 3, 3 feeds 1."),
        (("feeds 2, uses 2", ""), "2 actions wait for each other: 1 feeds 2, 2 feeds 1."),
        (("feeds 2", "phase 1 feeds 1"), "2 actions wait for each other: 1 feeds 2, 2/1 feeds 1."),
        (("uses 1",), "Action 1 waits for itself: 1 feeds 1."),
        (("feeds 2, feeds 3", "feeds 1", "feeds 1"), "2 actions wait for each other: 1 feeds 2, 2 feeds 1."),
    ],
)
def test_a_circle_is_told_once_with_its_path(links: tuple[str, ...], says: str) -> None:
    assert messages("OAP304", rows(*(f"links: [{each}]" for each in links))) == [says]


@pytest.mark.parametrize(
    "links",
    [
        ("feeds 2/2", "phase 1 feeds 1"),  # as 1.1 and 2.1 of the reference plan
        ("phase 2 uses 1/1",),
        ("'2'", "'1'"),
        ("feeds 9",),
        ("feeds 2, feeds 3", "feeds 3", ""),
    ],
)
def test_what_comes_to_an_end_is_no_circle(links: tuple[str, ...]) -> None:
    assert messages("OAP304", rows(*(f"links: [{each}]" for each in links))) == []


def circle(size: int) -> Plan:
    """A plan in which each action feeds the next, and the last one the first."""
    targets = (Ref(action=str((number + 1) % size)) for number in range(size))
    links = (Links(items=(Link(to=to, way=Way.FEEDS),)) for to in targets)
    return Plan(id="X", actions=tuple(Action(number=str(number), links=each) for number, each in enumerate(links)))


def test_a_long_circle_is_found_without_recursion_and_told_in_short() -> None:
    (told,) = SESSION.validate(circle(5_000), select=["OAP304"])
    assert told.message.startswith("5000 actions wait for each other: 0 feeds 1, 1 feeds 2, ")
    assert told.message.endswith(", 4991 more, 4999 feeds 0.")


# The document


def test_goals_differ_in_words_and_not_in_line_breaks_emphasis_or_marks() -> None:
    same = 'goals: [{number: "1", body: "To *know*\\n  more[^1]", annex: "To know more"}]'
    assert messages("OAP601", same) == []
    assert messages("OAP601", 'goals: [{number: "1", body: To know more, annex: To know}]') == [
        "Strategic goal 1 says 'more' in the body only."
    ]
    assert messages("OAP601", 'goals: [{number: "1", body: To know more}]') == []


def test_two_long_wordings_are_compared_and_told_in_short() -> None:
    long = " ".join(str(number) for number in range(3_000))
    (message,) = messages("OAP601", f'goals: [{{number: "1", body: "a {long}", annex: "b {long} c"}}]')
    assert message.startswith("Strategic goal 1 says 'a 0 1 2 ")
    assert len(message) < 300


@pytest.mark.parametrize(
    "number", ["14001/2/18 REV 2", "14001/18 REV 2", "14001/2/18", "14001/18", "14001/1/18 REV 1 ADD 3"]
)
def test_a_number_that_does_not_contradict_itself_is_consistent(number: str) -> None:
    assert messages("OAP602", f"cover: {{number: {number}}}") == []


def test_every_document_number_of_the_plan_is_looked_at() -> None:
    body = """
cycle: {id: c, basis: 1/1/18 REV 2, steps: [{name: s, document: 2/1/18 REV 2}]}
cover: {number: 3/1/18 REV 2, previous: [{number: 4/1/18 REV 2}]}
documents: [{number: 5/1/18 REV 2}]
states: [{state: agreed, revision: 6/1/18 REV 2}]
"""
    assert sorted(message.split("/")[0] for message in messages("OAP602", body)) == [
        f"The document number {number}" for number in range(1, 7)
    ]


@pytest.mark.parametrize(
    ("previous", "own", "told"),
    [
        ("14001/1/18 REV 1", "14001/2/18 REV 2", False),
        ("14001/18", "14001/1/18 REV 1", False),
        ("13999/18", "14001/2/18 REV 2", False),
        ("15001/17", "14001/18", False),
        ("15001/99", "14001/01", False),
        ("14001/2/18 REV 2", "14001/2/18 REV 2", True),
        ("14001/3/18 REV 3", "14001/2/18 REV 2", True),
        ("14002/18", "14001/2/18 REV 2", True),
        ("10/19", "14001/18", True),
    ],
)
def test_a_previous_document_is_earlier_by_year_number_and_revision(previous: str, own: str, *, told: bool) -> None:
    assert bool(found("OAP603", f"cover: {{number: {own}, previous: [{{number: {previous}}}]}}")) is told


@pytest.mark.parametrize(
    ("states", "number"),
    [
        ("{state: agreed, on: 2018-12-12}", "14001/2/18 REV 2"),
        ("{state: agreed, on: 2018-12-05}", "14001/18"),
        ("{state: agreed, on: 2018-12-05}, {state: validated, on: 2018-12-20}", "14001/2/18 REV 2"),
        ("{state: agreed}", "14001/2/18 REV 2"),
        ("{state: drafted, on: 2018-12-05}", "14001/2/18 REV 2"),
    ],
)
def test_a_text_that_was_agreed_as_it_stands_is_not_told(states: str, number: str) -> None:
    assert messages("OAP604", f"cover: {{number: {number}, date: 12 December 2018}}\nstates: [{states}]") == []


def test_documentation_that_no_action_has_is_one_finding() -> None:
    assert messages("OAP606", rows("goal: '1'", "goal: '1'")) == ["None of the 2 actions names its documentation."]
    assert messages("OAP606", rows("goal: '1'")) == ["Action 1 names no documentation."]


@pytest.mark.parametrize("link", ["E:SG*", "E:SG 3", "E:2.1", "E-2019:2.1"])
def test_any_link_to_a_priority_uses_its_interdependency(link: str) -> None:
    assert messages("OAP607", f"interdependencies: [{{priority: E}}]\n{rows(f'links: [{link!r}]')}") == []


@pytest.mark.parametrize(
    ("stated", "says"),
    [
        (", stated: 1/description/1", ", as its description says"),
        (", stated: '1'", ", as its activity says"),
        (", stated: 2/activity", ", as action 2 says"),
        (", stated: note 9/1", ", as note 9 says"),
        (", stated: covering", ", as the covering sentence says"),
        (", stated: title", ", as the title says"),
        (", stated: subject", ", as the subject says"),
        ("", ""),
    ],
)
def test_a_suspension_names_the_words_that_tell_it(stated: str, says: str) -> None:
    body = rows(f"standing: [{{reservation: suspended{stated}}}, {{reservation: tentative}}]", "goal: '1'")
    assert messages("OAP608", body) == [f"Action 1 is suspended{says}."]


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
    (message,) = messages("OAP609", rows(f"funding: [{funding}]"))
    assert message.endswith(f" is {says}, not granted.")


@pytest.mark.parametrize("funding", ["{status: granted}, {status: refused}", "{source: EU}", ""])
def test_money_that_is_there_or_left_open_is_not_told(funding: str) -> None:
    assert messages("OAP609", rows(f"funding: [{funding}]")) == []


@pytest.mark.parametrize(
    "routes",
    [
        "{stops: [[TR], [IT]], stated: 1/activity}, {stops: [[Turkey], [Italy]], stated: 1/description}",
        "{stops: [[TR], [EL], [IT]], stated: 1/activity}, {stops: [[TR], [IT]], stated: 1/activity}",
        "{stops: [[TR], [EL]], stated: 1/activity}, {stops: [[TR], [BG]], stated: 1/description}",
        "{stops: [[TR], [EL]]}, {stops: [[TR], [BG], [EL]]}",
    ],
)
def test_routes_that_are_the_same_or_others_altogether_do_not_differ(routes: str) -> None:
    assert messages("OAP610", rows(f"routes: [{routes}]")) == []


def test_places_are_compared_where_two_are_in_common() -> None:
    told = "{name: Turkey, stated: 1/description}, {name: RU, stated: 1/description}, {name: UA, stated: 1/description}"
    timing = "timing: [Meetings in TR and Russia in May]"
    assert messages("OAP610", rows(f"locations: [{told}], {timing}")) == [
        "Action 1 names Turkey, RU and UA in its description and TR and Russia in its timing."
    ]
    assert messages("OAP610", rows(f"locations: [{told}], timing: [Meetings in TR and Vienna in May]")) == []


def test_a_plan_of_which_nothing_is_known_gives_no_findings() -> None:
    assert [one.message for one in SESSION.validate(Plan(id="X"), select=["OAP1", "OAP3", "OAP6"])] == []


def test_a_withheld_cell_is_there() -> None:
    plan = Plan(id="X", actions=(Action(number="1", description=Prose(withheld=True)),))
    assert [one.message for one in SESSION.validate(plan, select=["OAP605"])] == []
