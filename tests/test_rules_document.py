"""The rules about notation, time and the document at their edges: what they must not take for a finding, and must."""

from __future__ import annotations

import pytest

from empact import Diagnostics, Plan, Session
from empact.model import Action, Link, Links, Priority, Prose, Ref, Way

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


EVERY_CELL = """
cover:
  date: {text: 12 December 2018, items: [13 December 2018]}
  number: {text: 14001/18, items: [14002/18]}
  codes: {text: JAI 1, items: [JAI 2]}
  previous:
    - number: 13999/18
    - {number: {text: 14001/18, items: [14002/18]}, codes: {text: JAI 1, items: [JAI 2]}}
oversight: {text: COSI, items: [HU]}
driver: {text: HU, items: [AT]}
co_drivers: {text: HU, items: [AT]}
drafters: {text: HU, items: [AT]}
support: {text: HU, items: [AT]}
states:
  - {state: drafted}
  - {state: agreed, body: {text: COSI, items: [HU]}}
documents:
  - number: 13999/18
  - {number: {text: 14001/18, items: [14002/18]}, codes: {text: JAI 1, items: [JAI 2]}}
actions:
  - number: "1"
    participants: [HU]
  - number: "2"
    leaders: {text: HU, items: [AT]}
    participants: {text: HU, items: [AT]}
    links: {text: SG 1, items: [SG 2]}
    timing: {text: May, items: [June]}
    target: {text: Know., items: [See.]}
    kpis: {text: Report, items: [List]}
"""


def test_every_cell_of_a_plan_is_looked_at_and_called_by_its_name() -> None:
    told = {str(one.place.pointer): one.message for one in found("OAP101", EVERY_CELL)}
    assert told == {
        pointer: f"{whose} read by hand: 1 of 1 item is not what the text alone says."
        for pointer, whose in {
            "/oversight": "The plan has its oversight",
            "/driver": "The plan has its driver",
            "/co_drivers": "The plan has its co-drivers",
            "/drafters": "The plan has its drafters",
            "/support": "The plan has its project support",
            "/cover/date": "The cover page has its date",
            "/cover/number": "The cover page has its number",
            "/cover/codes": "The cover page has its subject codes",
            "/cover/previous/1/number": "A previous document has its number",
            "/cover/previous/1/codes": "A previous document has its subject codes",
            "/states/1/body": "The state 'agreed' has its body",
            "/documents/1/number": "A cited document has its number",
            "/documents/1/codes": "A cited document has its subject codes",
            "/actions/1/leaders": "Action 2 has its leaders",
            "/actions/1/participants": "Action 2 has its participants",
            "/actions/1/links": "Action 2 has its links",
            "/actions/1/timing": "Action 2 has its timing",
            "/actions/1/target": "Action 2 has its target",
            "/actions/1/kpis": "Action 2 has its KPIs",
        }.items()
    }


EVERY_TEXT = """
title: The the title
cover: {subject: The the subject, covering: The the sentence}
checkpoints: [June, Dec]
sections:
  - {number: "1", text: One}
  - {number: "2", text: The the section}
goals:
  - {number: "1", body: One}
  - {number: "2", body: The the body, annex: The the annex}
actions:
  - number: "1"
  - number: "2"
    leaders: HU the the
    activity: The the activity
    description: The the description
    timing: When the the harvest is over
    target: Know the the routes.
    kpis: Map of the the routes
    results: {June: Fine, Dec: The the result}
notes:
  - {mark: a, text: One}
  - {mark: b, text: The the note}
"""


def test_every_text_of_a_plan_is_read_and_called_by_its_name() -> None:
    told = [(str(one.place.pointer), one.message) for one in found("OAP106", EVERY_TEXT)]
    assert sorted(told) == sorted(
        (pointer, f"'{words}' stands twice in a row in {name}.")
        for pointer, name, words in (
            ("/title", "the title", "The"),
            ("/cover/subject", "the subject", "The"),
            ("/cover/covering", "the covering sentence", "The"),
            ("/sections/1/text", "section 2", "The"),
            ("/goals/1/body", "the wording of strategic goal 2 in the body", "The"),
            ("/goals/1/annex", "the wording of strategic goal 2 in the annex", "The"),
            ("/actions/1/activity", "the activity of action 2", "The"),
            ("/actions/1/description", "the description of action 2", "The"),
            ("/actions/1/timing", "the timing of action 2", "the"),
            ("/actions/1/target", "the target of action 2", "the"),
            ("/actions/1/kpis", "the KPIs of action 2", "the"),
            ("/actions/1/results/Dec", "the result Dec of action 2", "The"),
            ("/notes/1/text", "note b", "The"),
        )
    )


@pytest.mark.parametrize(
    ("cell", "what"),
    [
        ("{text: HU, items: [HU, AT]}", "1 of 2 items is not what the text alone says"),
        ("{text: HU, items: [AT, DE]}", "2 of 2 items are not what the text alone says"),
        ("{text: 'HU, AT, DE', items: [HU]}", "2 of 3 items are in the text alone"),
        ("{text: HU, items: []}", "1 of 1 item is in the text alone"),
        ("{text: 'HU, AT', items: [AT, HU]}", "the text has another order"),
    ],
)
def test_how_text_and_items_differ_is_counted(cell: str, what: str) -> None:
    assert messages("OAP101", rows(f"leaders: DE, participants: {cell}")) == [
        f"Action 1 has its participants read by hand: {what}."
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
    ("timing", "when"),
    [
        ("January/March", "takes place in 'January/March'"),
        ("May 2012 to July 2012", "takes place from 2012-05-01 to 2012-07-31"),
        ("Workshop in May 2012", "plans 'Workshop' from 2012-05-01 to 2012-05-31"),
        ("Workshop by May 2012", "plans 'Workshop' by 2012-05-31"),
        ("Workshop before May 2012", "plans 'Workshop' by 2012-04-30"),
        ("Workshop by May", "plans 'Workshop' in 'May'"),
    ],
)
def test_when_an_item_lies_outside_is_told_in_days_or_in_its_words(timing: str, when: str) -> None:
    assert messages("OAP302", rows(f"timing: {timing!r}"), HALF_YEAR) == [
        f"Action 1 {when}, outside the plan's period from 2012-07-01 to 2012-12-31."
    ]


@pytest.mark.parametrize("timing", ["week 26 2012", "week 1 2013", "July 2012", "December 2012", "Workshop"])
def test_a_week_over_the_turn_and_a_month_at_the_edge_lie_within(timing: str) -> None:
    assert messages("OAP302", rows(f"timing: {timing!r}"), HALF_YEAR) == []


@pytest.mark.parametrize("timing", ["week 25 2012", "week 2 2013", "June 2012", "January 2013"])
def test_the_week_or_month_before_and_after_lies_outside(timing: str) -> None:
    assert len(found("OAP302", rows(f"timing: {timing!r}"), HALF_YEAR)) == 1


def test_nothing_lies_outside_a_period_that_is_reversed_and_a_day_is_a_period() -> None:
    assert messages("OAP302", rows("timing: May 2013"), "period: {start: 2012-12-31, end: 2012-01-01}") == []
    assert messages("OAP305", "", "period: {start: 2012-05-05, end: 2012-05-05}") == []
    assert len(found("OAP302", rows("timing: May 2012"), "period: {start: 2012-05-05, end: 2012-05-05}")) == 1


@pytest.mark.parametrize(
    ("giver", "user"),
    [
        ("March/April", "April/May"),
        ("April", "April"),
        ("May or September", "June"),
        ("3rd quarter", "2nd quarter"),
        ("October", "January to August"),
        ("May", "May"),  # 31 days are no longer than a month
        ("[March/September, June]", "July"),  # the earlier period gives, perhaps in September
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
        ("June", "March and September"),
        ("August", "January to August"),
        ("31 August", "January to August"),
        ("10 June to 11 July 2012", "20 June to 10 July 2012"),  # 32 days are longer than a month
        ("Workshop in May", "April"),
        ("[June, March]", "April"),  # the earliest period gives
        ("June", "[March, September]"),  # the last period uses
        ("April", "to be determined"),
        ("to be determined", "April"),
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


def test_the_phases_that_give_and_use_are_named() -> None:
    timings = "timing: ['phase 1: January', 'phase 2: June']", "timing: ['phase 1: March', 'phase 2: April']"
    (message,) = messages("OAP303", rows(f"{timings[0]}, links: [phase 2 feeds 2/1]", timings[1]))
    assert message == (
        "Phase 2 of action 1 may last until 2012-06-30, and phase 1 of action 2, which uses its result, may begin on "
        "2012-03-01."
    )
    assert messages("OAP303", rows(f"{timings[0]}, links: [phase 1 feeds 2/1]", timings[1])) == []


def test_of_several_phases_the_first_one_uses() -> None:
    phases = "timing: ['phase 1: March', 'phase 2: September', October]"
    assert messages("OAP303", rows("timing: June, links: [feeds 2]", phases)) == [
        "Action 1 may last until 2012-06-30, and action 2, which uses its result, may begin on 2012-03-01."
    ]


def test_after_an_action_without_a_time_the_others_are_compared_too() -> None:
    flows = rows("timing: June, links: [feeds 9, feeds B:2, feeds 2, feeds 3]", "links: [none]", "timing: April")
    assert [one.place.pointer for one in found("OAP303", flows)] == ["/actions/0/links/items/3"]


def test_the_action_of_another_plan_is_another_action() -> None:
    plan = rows("timing: June, links: [feeds B:2, feeds B:1]", "timing: April")
    assert messages("OAP303", plan) == messages("OAP304", plan) == []


def test_a_month_has_no_dates_where_the_plan_has_no_period() -> None:
    plan = rows("timing: June, links: [feeds 2]", "timing: April")
    assert messages("OAP303", plan, "title: A plan without a period") == []


@pytest.mark.parametrize(
    ("giver", "user", "days"),
    [
        ("April", "June", None),
        ("June", "April", ("2024-06-30", "2024-04-01")),
        ("June 2025", "April", ("2025-06-30", "2025-04-01")),
        ("April", "June 2024", None),
        ("March", "June 2025", None),
        ("March 2025", "June 2024", ("2025-03-31", "2024-06-01")),
    ],
)
def test_in_a_plan_of_two_years_a_month_is_compared_within_its_year(
    giver: str, user: str, days: tuple[str, str] | None
) -> None:
    says = "Action 1 may last until {}, and action 2, which uses its result, may begin on {}."
    assert messages("OAP303", rows(f"timing: {giver}, links: [feeds 2]", f"timing: {user}"), TWO_YEARS) == (
        [] if days is None else [says.format(*days)]
    )


@pytest.mark.parametrize(
    ("links", "says"),
    [
        (("feeds 2", "feeds 3", "feeds 1"), "3 actions wait for each other: 1 feeds 2, 2 feeds 3, 3 feeds 1."),
        (("feeds 2, uses 2", ""), "2 actions wait for each other: 1 feeds 2, 2 feeds 1."),
        (("feeds 2", "phase 1 feeds 1"), "2 actions wait for each other: 1 feeds 2, 2/1 feeds 1."),
        (("feeds 2/1", "feeds 1"), "2 actions wait for each other: 1 feeds 2/1, 2 feeds 1."),
        (("feeds 9, feeds 2", "feeds 1"), "2 actions wait for each other: 1 feeds 2, 2 feeds 1."),
        (
            ("feeds 2", "feeds 5, feeds 3", "feeds 4", "feeds 1", "feeds 1"),
            "3 actions wait for each other: 1 feeds 2, 2 feeds 5, 5 feeds 1.",
        ),
        (("uses 1",), "Action 1 waits for itself: 1 feeds 1."),
        (("phase 1 uses 1/2, phase 2 uses 1/1",), "Action 1 waits for itself: 1/2 feeds 1/1, 1/1 feeds 1/2."),
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
        ("feeds 9, uses 9",),
        ("feeds SG 1, uses SG 1",),
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


def test_ten_steps_of_a_circle_are_told_and_of_more_the_first_eight_and_the_last() -> None:
    steps = [f"{number} feeds {number + 1}" for number in range(9)]
    (ten,) = SESSION.validate(circle(10), select=["OAP304"])
    assert ten.message == f"10 actions wait for each other: {', '.join([*steps, '9 feeds 0'])}."
    (eleven,) = SESSION.validate(circle(11), select=["OAP304"])
    assert eleven.message == f"11 actions wait for each other: {', '.join([*steps[:8], '2 more', '10 feeds 0'])}."


def test_a_long_circle_is_found_without_recursion_and_told_in_short() -> None:
    (told,) = SESSION.validate(circle(5_000), select=["OAP304"])
    assert told.message.startswith("5000 actions wait for each other: 0 feeds 1, 1 feeds 2, ")
    assert told.message.endswith(", 4991 more, 4999 feeds 0.")


# The document


@pytest.mark.parametrize(
    ("body", "annex"),
    [
        ("To know more", "To *know*\\n  more[^1]"),
        ("To know more", "To _know_ <u>more</u>[^12]"),
        ("To[^1]know[^2] more", "To[^a]know[^b] more"),
    ],
)
def test_line_breaks_emphasis_and_note_marks_make_no_difference(body: str, annex: str) -> None:
    assert messages("OAP601", f'goals: [{{number: "1", body: "{body}", annex: "{annex}"}}]') == []
    assert messages("OAP601", f'goals: [{{number: "1", body: "{annex}", annex: "{body}"}}]') == []


@pytest.mark.parametrize(
    ("body", "annex", "says"),
    [
        ("To know more", "To know", "'more' in the body only"),
        ("To know", "To know much more", "'much more' in the annex only"),
        ("To know more", "To see much more", "'know' in the body and 'see much' in the annex"),
        ("To know", "To know [^ 1]", "'[^ 1]' in the annex only"),  # with a blank it is no mark
    ],
)
def test_what_only_one_wording_says_is_told(body: str, annex: str, says: str) -> None:
    assert messages("OAP601", f'goals: [{{number: "1", body: "{body}", annex: "{annex}"}}]') == [
        f"Strategic goal 1 says {says}."
    ]


def test_a_goal_that_is_worded_once_differs_from_nothing_and_the_next_one_is_looked_at() -> None:
    goals = '{number: "1", body: To know}, {number: "2", annex: To see}, {number: "3", body: To go, annex: To come}'
    assert messages("OAP601", f"goals: [{goals}]") == [
        "Strategic goal 3 says 'go' in the body and 'come' in the annex."
    ]


def differing_goal(body: str, annex: str) -> str:
    (message,) = messages("OAP601", f'goals: [{{number: "1", body: "{body}", annex: "{annex}"}}]')
    return message


def test_wordings_of_up_to_400_words_are_compared_word_by_word() -> None:
    same = " ".join(["x"] * 398)
    assert differing_goal(f"a {same} b", f"c {same} d") == (
        "Strategic goal 1 says 'a' in the body and 'c' in the annex; 'b' in the body and 'd' in the annex."
    )


def test_longer_ones_are_told_as_one_piece_each_cut_short_after_100_characters() -> None:
    same = " ".join(["x"] * 399)
    cut = " ".join(["x"] * 47) + " ..."
    assert differing_goal(f"a {same} b", f"cc {same} d") == (
        f"Strategic goal 1 says 'a {cut}' in the body and 'cc {cut}' in the annex."
    )
    assert (
        differing_goal(f"a {same} b", "c b") == f"Strategic goal 1 says 'a {cut}' in the body and 'c b' in the annex."
    )


def test_the_words_in_which_two_long_wordings_begin_do_not_count() -> None:
    same = " ".join(str(number) for number in range(3_000))
    assert differing_goal(f"{same} a", f"{same} b") == ("Strategic goal 1 says 'a' in the body and 'b' in the annex.")


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
    assert messages("OAP602", f"cover: {{number: {number}}}") == []


def test_every_document_number_of_the_plan_is_looked_at() -> None:
    body = """
cycle: {id: c, basis: 1/1/18 REV 2, steps: [{name: r}, {name: s, document: 2/1/18 REV 2}]}
cover: {number: 3/1/18 REV 2, previous: [{codes: JAI 1}, {number: [4/18, 5/1/18 REV 2]}]}
documents: [{codes: JAI 1}, {number: [see there, 6/1/18 REV 2]}]
states: [{state: drafted}, {state: agreed, revision: 7/1/18 REV 2}]
"""
    assert {str(one.place.pointer): one.message.partition(" has ")[0] for one in found("OAP602", body)} == {
        "/cycle/basis": "The document number 1/1/18 REV 2",
        "/cycle/steps/1/document": "The document number 2/1/18 REV 2",
        "/cover/number/items/0": "The document number 3/1/18 REV 2",
        "/cover/previous/1/number/items/1": "The document number 5/1/18 REV 2",
        "/documents/1/number/items/1": "The document number 6/1/18 REV 2",
        "/states/1/revision": "The document number 7/1/18 REV 2",
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
        ("14002/18", "14001/2/18 REV 2", True),
        ("10/19", "14001/18", True),
    ],
)
def test_a_previous_document_is_earlier_by_year_number_and_revision(previous: str, own: str, *, told: bool) -> None:
    body = f"cover: {{number: {own}, previous: [{{number: {previous}}}]}}"
    assert [one.code for one in found("OAP603", body)] == ["OAP603"] * told


def test_of_one_number_the_revision_is_told_to_be_no_lower() -> None:
    (message,) = messages("OAP603", "cover: {number: 14001/18, previous: [{number: 14001/1/18 REV 1}]}")
    assert message == (
        "The previous document is 14001/1/18 REV 1, whose revision is not lower than that of 14001/18: it is no "
        "earlier version of this text."
    )


def test_each_number_of_each_previous_document_is_compared() -> None:
    previous = "[{number: [see there, 13999/18, 14002/18]}, {number: 14003/18}]"
    told = found("OAP603", f"cover: {{number: 14001/18, previous: {previous}}}")
    assert [one.place.pointer for one in told] == [
        "/cover/previous/0/number/items/2",
        "/cover/previous/1/number/items/0",
    ]


@pytest.mark.parametrize("own", ["", "number: see there, "])
def test_a_document_without_a_number_follows_any_other(own: str) -> None:
    assert messages("OAP603", f"cover: {{{own}previous: [{{number: 14002/18}}]}}") == []


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
    ],
)
def test_a_text_that_was_agreed_as_it_stands_is_not_told(states: str, cover: str) -> None:
    assert messages("OAP604", f"cover: {{{cover}}}\nstates: [{states}]") == []


@pytest.mark.parametrize(
    ("state", "day", "days"),
    [("agreed", 11, "1 day"), ("validated", 10, "2 days"), ("approved", 2, "10 days")],
)
def test_a_revision_after_any_state_that_fixes_the_text_is_told(state: str, day: int, days: str) -> None:
    states = f"[{{state: {state}, on: 2018-12-{day:02}}}, {{state: agreed, on: 2018-12-01}}]"
    (told,) = found("OAP604", f"cover: {{number: 14001/2/18 REV 2, {DATED}}}\nstates: {states}")
    assert told.place.pointer == "/states/0/on"
    assert told.message == (
        f"The document 14001/2/18 REV 2 is dated 2018-12-12, {days} after the plan was {state} on 2018-12-{day:02}."
    )


def test_documentation_that_no_action_has_is_one_finding() -> None:
    assert messages("OAP606", rows("goal: '1'", "goal: '1'")) == ["None of the 2 actions names its documentation."]
    assert messages("OAP606", rows("goal: '1'")) == ["Action 1 names no documentation."]


@pytest.mark.parametrize("link", ["E:SG*", "E:SG 3", "E:2.1", "E-2019:2.1", "E-2019-2:SG 3"])
def test_any_link_to_a_priority_uses_its_interdependency(link: str) -> None:
    body = f"interdependencies: [{{priority: E}}, {{priority: F}}]\n{rows(f'links: [{link!r}]')}"
    (told,) = found("OAP607", body)
    assert told.place.pointer == "/interdependencies/1"
    assert told.message == "The plan overlaps with priority F, yet none of its actions links to it."


def test_a_priority_with_a_hyphen_is_found_by_its_whole_code() -> None:
    assert messages("OAP607", f"interdependencies: [{{priority: E-1}}]\n{rows('links: [E-1:SG*]')}") == []


def test_the_id_of_a_plan_that_is_checked_too_leads_to_its_priority() -> None:
    overlaps = "interdependencies: [{priority: E, name: Excise}]"
    plan = SESSION.loads(
        f"empact: plan/1\nid: X\n{overlaps}\n{rows('activity: Excise, links: [tax:SG*]')}", format="yaml"
    )
    other, unknown = Plan(id="tax", priority=Priority(code="E")), Plan(id="tax")
    for code in ("OAP204", "OAP607"):
        assert list(SESSION.validate(plan, other, select=[code])) == []
        assert len(SESSION.validate(plan, unknown, select=[code])) == 1


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
