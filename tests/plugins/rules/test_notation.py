"""The rules about notation and wording at their edges: what they must not take for a finding, and must."""

from __future__ import annotations

import json

import pytest
from tests.support.findings import PERIOD, messages_in, numbered, told_in

EVERY_CELL = """
cover:
  date: {text: 12 December 2018, items: [{unparsed: what}]}
  number: {text: 14001/18, items: [{unparsed: what}]}
  codes: {text: JAI 1, items: [{unparsed: what}]}
  previous:
    - number: 13999/18
    - {number: {text: 14001/18, items: [{unparsed: what}]}, codes: {text: JAI 1, items: [{unparsed: what}]}}
oversight: {text: COSI, items: [{unparsed: what}]}
driver: {text: HU, items: [{unparsed: what}]}
co_drivers: {text: HU, items: [{unparsed: what}]}
drafters: {text: HU, items: [{unparsed: what}]}
support: {text: HU, items: [{unparsed: what}]}
states:
  - {state: drafted}
  - {state: agreed, body: {text: COSI, items: [{unparsed: what}]}}
documents:
  - number: 13999/18
  - {number: {text: 14001/18, items: [{unparsed: what}]}, codes: {text: JAI 1, items: [{unparsed: what}]}}
actions:
  - number: "1"
    participants: [HU]
  - number: "2"
    leaders: {text: HU, items: [{unparsed: what}]}
    participants: {text: HU, items: [{unparsed: what}]}
    links: {text: SG 1, items: [{unparsed: what}]}
    timing: {text: May, items: [{unparsed: what}]}
    target: {text: Know., items: [{unparsed: what}]}
    kpis: {text: Report, items: [{unparsed: what}]}
"""


@pytest.mark.parametrize(
    ("cell", "code", "hint"),
    [
        (
            "SG",
            "SG",
            (
                "It can mean Singapore, a Secretariat-General or a strategic goal. Write the name of the party, "
                "such as Singapore."
            ),
        ),
        (
            "CO, EC, PE",
            "EC",
            "It can mean European Commission or Ecuador. Write the name of the party, such as European Commission.",
        ),
    ],
)
def test_words_not_understood__says_what_a_code_that_is_another_word_can_mean(cell: str, code: str, hint: str) -> None:
    (finding,) = told_in("OAP107", f"actions: [{{number: '1', leaders: PL, participants: '{cell}'}}]")
    assert finding.message == f"Cannot read '{code}' in the participants of action 1."
    assert finding.hint == hint


def test_every_cell_of_a_plan_is_looked_at_and_called_by_its_name() -> None:
    told = {str(one.place.pointer): one.message for one in told_in("OAP107", EVERY_CELL)}
    assert told == {
        f"{pointer}/items/0": f"Cannot read 'what' in the {cell}."
        for pointer, cell in {
            "/oversight": "oversight of the plan",
            "/driver": "driver of the plan",
            "/co_drivers": "co-drivers of the plan",
            "/drafters": "drafters of the plan",
            "/support": "project support of the plan",
            "/cover/date": "date of the cover page",
            "/cover/number": "number of the cover page",
            "/cover/codes": "subject codes of the cover page",
            "/cover/previous/1/number": "number of a previous document",
            "/cover/previous/1/codes": "subject codes of a previous document",
            "/states/1/body": "body of the state 'agreed'",
            "/documents/1/number": "number of a cited document",
            "/documents/1/codes": "subject codes of a cited document",
            "/actions/1/leaders": "leaders of action 2",
            "/actions/1/participants": "participants of action 2",
            "/actions/1/links": "links of action 2",
            "/actions/1/target": "target of action 2",
            "/actions/1/kpis": "KPIs of action 2",
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
    told = [(str(one.place.pointer), one.message) for one in told_in("OAP106", EVERY_TEXT)]
    assert sorted(told) == sorted(
        (pointer, f"'{words}' appears twice in a row in {name}.")
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
            ("/actions/1/results/Dec", "the Dec result of action 2", "The"),
            ("/notes/1/text", "note b", "The"),
        )
    )


def test_timing_not_understood__is_silent_where_items_say_what_the_text_means() -> None:
    assert messages_in("OAP102", numbered("timing: {text: When the harvest is over, items: [October]}")) == []


def test_words_of_the_cover_are_to_be_understood_too() -> None:
    (told,) = told_in("OAP107", "cover: {number: see the register}")
    assert told.place.pointer == "/cover/number/items/0"
    assert told.message == "Cannot read 'see the register' in the number of the cover page."


@pytest.mark.parametrize(
    "timing",
    [
        "February/June",
        "Workshop in February/June",
        "1st phase: March/September",
        "2nd/4th quarter",
        "1st quarter/May",
        "Feb/Jun 2012",
        "February/2nd semester",
        "January/March/April",
        "January/June/December",
        "Workshop for officers in February/June",
        "January/December",
        "January/2nd semester",
        "Workshop on orders in February/June",
        "February/June; as soon as the harvest or the hunt is over",
        *(f"Report in February/June{sign}workshop in May or June" for sign in ("; ", "\n", ";")),
        *(f"Report in February/June{sign} Workshop in May or June" for sign in ".!?"),
    ],
)
def test_a_stroke_over_a_gap_is_ambiguous(timing: str) -> None:
    assert len(told_in("OAP103", numbered(f"timing: {json.dumps(timing)}"))) == 1


@pytest.mark.parametrize(
    "timing",
    [
        "April/May/June",
        "December/January",
        "November/December/January",
        "December to February",
        "November to February/March",
        "4th to 1st quarter",
        "December 2012/January 2013",
        "Q1/Q2",
        "June/3rd quarter",
        "1st quarter/April",
        "1st semester/July",
        "June/2nd semester",
        "November 2012 to February 2013/March 2013",
        "week 5/week 20",
        "5 May/20 June",
        "February/20 June",
        "February/week 30",
        "February OR June",
        "Workshop",
        "February or June",
        "February and June",
        "February to June",
        "March/April and September/October",
    ],
)
def test_a_time_that_can_mean_one_thing_only_is_not_ambiguous(timing: str) -> None:
    assert messages_in("OAP103", numbered(f"timing: {timing!r}")) == []


def test_each_item_of_each_action_is_looked_at_for_a_stroke() -> None:
    plan = numbered("timing: [February/June]", "timing: As soon as possible; workshop in May; report in February/June")
    (one,) = told_in("OAP103", plan)
    assert one.place.pointer == "/actions/1/timing/items/2"


def test_a_stroke_in_an_item_of_a_list_is_a_choice() -> None:
    assert messages_in("OAP103", numbered("timing: [February/June]")) == []


SEVERAL = (
    *("all", "relevant", "other", "participating", "several", "some"),
    *("these", "those", "between", "many", "most"),
)


@pytest.mark.parametrize(
    ("text", "spellings"),
    [
        ("COM and EC", "COM and EC"),
        ("Frontex and FRONTEX", "Frontex and FRONTEX"),
        ("Holland, NL", "Holland and NL"),
        ("GR, Hellas, EL", "GR, Hellas and EL"),
        *((f"{word} MS and MSs", "MS and MSs") for word in (*SEVERAL, *map(str.capitalize, SEVERAL))),
        ("all  EU MS and MSs", "MS and MSs"),
        ("Member States, all MS, MSs", "Member States, MS and MSs"),
        ("MSs, Member States, all MS", "MSs, Member States and MS"),
        ("all EU  MS and MSs", "MS and MSs"),
        ("(EC)/COM", "EC and COM"),
        ("European EC, COM", "EC and COM"),
        ("COM, EC, Commission of the European Communities", "COM, EC and Commission of the European Communities"),
        ("FLT and OFL", "FLT and OFL"),  # FLT is read as in 2012
        ("EC and the European  Commission and COM", "EC, European Commission and COM"),
    ],
)
def test_a_party_in_several_short_spellings_varies(text: str, spellings: str) -> None:
    (message,) = messages_in("OAP104", numbered(f"activity: '{text}'"))
    assert message.endswith(f" is written in {2 + spellings.count(',')} ways: {spellings}.")


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
        "US and USA",
        "the USA, the United States, US",
        "Greece, EL, GR",
        "Bosnia and Herzegovina, BA, BiH",
        "FYROM and MK",
        "Member States and member states, MSs",
        "all MSX, overall MS, MSs",
        "allMS, all EUMS, MSs",
        "frontex and Frontex",
        "the com and COM",
        "European, COM",
    ],
)
def test_a_name_beside_one_short_form_does_not_vary(text: str) -> None:
    assert messages_in("OAP104", numbered(f"activity: '{text}'")) == []


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (PERIOD, "European Police College"),
        ("title: A plan without a period", "European Union Agency for Law Enforcement Training"),
    ],
)
def test_a_party_is_called_by_its_name_at_the_time(head: str, name: str) -> None:
    assert messages_in("OAP104", numbered("activity: CEPOL and Cefpol"), head) == [
        f"'{name}' is written in 2 ways: CEPOL and Cefpol."
    ]


def test_the_finding_stands_at_the_first_unusual_spelling_and_points_at_the_others() -> None:
    (one,) = told_in(
        "OAP104",
        numbered(
            "participants: [HU, COM], activity: Ask COM",
            "participants: 'HU, EC', description: The Commission and EC",
            "target: [Ask the European Commission.], kpis: COM asked",
        ),
    )
    assert one.message == ("'European Commission' is written in 4 ways: COM, EC, Commission and European Commission.")
    assert one.hint == ("Use one of them everywhere; the usual one is COM; EC can also mean the European Community.")
    assert one.place.pointer == "/actions/1/participants/items/1"
    assert [(also.place.pointer, also.reason) for also in one.related] == [
        ("/actions/0/activity", "written COM"),
        ("/actions/1/description", "written Commission"),
        ("/actions/2/target/items/0", "written European Commission"),
    ]


@pytest.mark.parametrize(
    ("cell", "at"),
    [
        ("target: Ask EC and COM.", "target"),
        ("target: [Ask EC., Ask COM.]", "target/items/0"),
        ("participants: 'EC, HU (where COM can)'", "participants/items/0"),
        ("participants: 'HU (where EC can), COM'", "participants/items/0"),
    ],
)
def test_a_list_of_parties_is_read_item_by_item_and_any_other_cell_as_it_is_printed(cell: str, at: str) -> None:
    (one,) = told_in("OAP104", numbered(cell))
    assert one.place.pointer == f"/actions/0/{at}"


def test_several_states_have_a_usual_spelling_too() -> None:
    (one,) = told_in("OAP104", numbered("activity: MSs", "activity: Member States", "activity: All MS"))
    assert one.message == "'Member States' is written in 3 ways: MSs, Member States and MS."
    assert one.hint == "Use one of them everywhere; the usual one is MS."
    assert one.place.pointer == "/actions/0/activity"
    assert [(also.place.pointer, also.reason) for also in one.related] == [
        ("/actions/1/activity", "written Member States"),
        ("/actions/2/activity", "written MS"),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "EC law",
        "the EC Treaty",
        "the Treaty establishing the EC",
        "EC-law",
        "Regulation (EC) No 562/2006",
        "the (EC) No. 562/2006",
        "Regulation EC 562/2006",
        "Directive 2004/38/EC",
        "Directives 2004/38/EC and 2008/115/EC",
        "the EC legislation",
        "EC competences",
    ],
)
def test_spelling_varies__the_european_community_is_not_the_commission(words: str) -> None:
    assert messages_in("OAP104", numbered(f"activity: 'Apply {words}.'", "participants: COM")) == []


@pytest.mark.parametrize("words", ["COM(2011) 248", "COM (2011) 248", "COM/2011/248", "see COM(2010) 673 final"])
def test_spelling_varies__a_number_of_a_document_is_not_the_commission(words: str) -> None:
    assert messages_in("OAP104", numbered(f"activity: 'Apply {words}.'", "participants: EC")) == []


@pytest.mark.parametrize(
    "words",
    ["with the EC", "EC", "EC, Europol", "the lawyers of the EC", "EC lawyers", "the EC (2 experts)", "funded by EC"],
)
def test_spelling_varies__ec_alone_is_the_commission(words: str) -> None:
    (one,) = told_in("OAP104", numbered(f"activity: '{words}'", "participants: COM"))
    assert one.message == "'European Commission' is written in 2 ways: EC and COM."


def test_spelling_varies__names_another_meaning_only_where_the_abbreviation_is_the_one_that_differs() -> None:
    (one,) = told_in("OAP104", numbered("activity: CEPOL and Cefpol"), PERIOD)
    assert one.hint == "Use one of them everywhere; the usual one is CEPOL."


def test_spelling_varies__stands_at_the_spelling_that_is_no_abbreviation_of_the_country() -> None:
    (one,) = told_in("OAP104", numbered("activity: GR", "activity: Hellas", "activity: EL"))
    assert one.place.pointer == "/actions/1/activity"
    assert [(also.place.pointer, also.reason) for also in one.related] == [
        ("/actions/0/activity", "written GR"),
        ("/actions/2/activity", "written EL"),
    ]


TWELVE = "a b c d e f g h i j k l"


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("the the ports", ["the"]),
        ("The the ports", ["The"]),
        ("the  \tthe ports", ["the"]),
        ("the the the ports", ["the"]),
        ("of the EU of the EU plan", ["of the EU"]),
        ("To be to be", ["To be"]),
        ("so the so the ports", ["so the"]),
        ("the the to to it", ["the", "to"]),
        ("to be to be be", ["to be"]),
        ("Baden Baden and the the ports, the the ships of of it", ["the", "of"]),
        ("one two three one two three one two three", ["one two three"]),
        ("a well-known well-known port", ["well-known"]),
        ("they don’t don’t know", ["don’t"]),
        ("they don't don't know", ["don't"]),
        ("the été été", ["été"]),
        (f"{TWELVE} {TWELVE} m", [TWELVE]),
    ],
)
def test_words_and_phrases_twice_in_a_row_are_told(text: str, phrases: list[str]) -> None:
    assert [one.message for one in told_in("OAP106", numbered(f"activity: {json.dumps(text)}"))] == [
        f"{phrase!r} appears twice in a row in the activity of action 1." for phrase in phrases
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Baden Baden",
        *(f"we know {word} {word}" for word in ("had", "that", "is", "very", "so")),
        "a, a",
        "to be, to be",
        "step by step by step",
        "to work step by step by step and on",
        "2 2",
        "x1 x1",
        "seize. Seize",
        "on the- the",
        "the ports the ships",
        "the one the two",
        f"{TWELVE} m {TWELVE} m",
    ],
)
def test_what_may_stand_twice_is_not_told(text: str) -> None:
    assert messages_in("OAP106", numbered(f"activity: '{text}'")) == []


def test_a_result_in_words_or_figures_says_something() -> None:
    results = "{June: '0', Dec: 'ἔργον', Later: {withheld: true}, Blank: '  '}"
    assert messages_in("OAP105", numbered(f"results: {results}")) == []


@pytest.mark.parametrize(
    "timing", ["dès que possible", "bis Ende Mai", "Visits to all partners\nTalks with the others"]
)
def test_a_timing_of_words_without_a_time_has_no_date(timing: str) -> None:
    (told,) = told_in("OAP109", numbered(f"timing: {json.dumps(timing)}"))
    assert (told.place.pointer, "has no date." in told.message) == ("/actions/0/timing", True)


@pytest.mark.parametrize(
    "timing",
    [
        "Visits to all partners\nMay",
        "Visits to all partners in May",
        "Visits to all partners twice a year",
        "Visits to all partners after completion of action 2",
        "after the workshop",
        "ongoing",
        "to be determined",
        "as soon as possible",  # which is not understood, and reported as that
    ],
)
def test_a_timing_with_a_time_an_event_or_a_status_is_not_without_a_date(timing: str) -> None:
    assert messages_in("OAP109", numbered(f"timing: {json.dumps(timing)}")) == []
