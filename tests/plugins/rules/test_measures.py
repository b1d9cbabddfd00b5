"""What the rules about KPIs and targets find, and above all what they let pass."""

from __future__ import annotations

import pytest
from tests.support.findings import actions, found, messages


@pytest.mark.parametrize(
    ("kpi", "compound"),
    [
        ("Number of arrests / detections", True),
        ("Number of arrests and number of seizures", True),
        ("Workshop organised and dissemination of its outcomes.", True),
        ("Meeting held and report produced", True),
        ("Number of police and customs officers trained", False),
        ("Number of joint investigations and operations carried out", False),
        ("Report on smuggling and trafficking finalised", False),
        ("Dissemination of findings and recommendations", False),
        ("Number of ILOs/LOs trained and/or equipped", False),
        ("30 searches/12 arrests", True),
        ("Number of arrests and disruption of routes", True),
        ("Number of cases of detection and disruption of OCGs", False),
        ("Number of operations aimed at identification and disruption of OCGs", False),
        ("Number of investigations leading to arrests and disruption of OCGs", False),
        ("Number of cases of fraud and number of arrests", True),
        ("Number of arrests/seizures", True),
        ("Arrests /detections", True),
        ("Arrests/ detections", True),
        ("Report on routes and seizures and number of arrests", False),
        ("Number of arrests and establishment of a network", True),
        ("number of arrests, numbers and types of weapons", False),
        ("Establishment of a network and percentage of officers trained", True),
        ("Meeting held. and report produced...", True),
        ("Report produced and two meetings", False),
        ("Withheld and brand new reports", False),
        ("Meeting Held and Report Produced", True),
        ("Meeting held  and  report produced ", True),
        ("Number of arrests  and  number of seizures", True),
        ("Meeting held in May and report sent", False),
        ("Notes in red and report sent", False),
        ("Establishment of a network and percentage of women", True),
        ("Proportion of lorries searched and drivers fined", False),
        ("Report on the number of arrests and number of seizures", False),
        ("Number of arrests and officers with a number of skills", False),
        ("Number of arrests and men under protection of the state", False),
        ("Report produced and men in a number of states", False),
        ("Men under protection of the state and report produced", False),
    ],
)
def test_two_measures_are_two_only_where_each_could_stand_alone(kpi: str, *, compound: bool) -> None:
    assert found("OAP503", *actions(f'number: "1", kpis: ["{kpi}"]')) == ["/actions/0/kpis/items/0"] * compound


COUNTED = ("number", "no.", "percentage", "share", "rate", "proportion", "amount", "quantity", "volume")
DONE = ("used", "held", "set up", "carried out", "given", "sent", "drawn up")
DOING = ("dissemination", "establishment", "submission")


@pytest.mark.parametrize(
    "kpi",
    [
        *(f"{words.capitalize()} of arrests and {words} of seizures" for words in COUNTED),
        *(f"Model {words} and list {words}" for words in DONE),
        *(f"{words.capitalize()} of the report and {words} of the plan" for words in DOING),
    ],
)
def test_any_words_of_counting_or_doing_stand_alone(kpi: str) -> None:
    assert found("OAP503", *actions(f'number: "1", kpis: ["{kpi}"]')) == ["/actions/0/kpis/items/0"]


@pytest.mark.parametrize(
    ("target", "kpi"),
    [
        ("Make 20 arrests.", "Number of arrests"),
        ("Make 1.5 times as many arrests.", "Number of arrests"),
        ("Make 10,000 arrests.", "Number of arrests"),
        ("Make 1850 arrests.", "Number of arrests"),
        ("Make 20125 arrests.", "Number of arrests"),
        ("Three arrests", "Number of arrests"),
        ("Arrest them.", "Three arrests"),
        ("Arrest them. Make 20 arrests.", "Number of arrests"),
        ("Arrest them.", "At least 20 arrests"),
        ("Arrest them.", "At least 20 arrests in 5 MS"),
        ("Arrest them.", "Report finalised"),
    ],
)
def test_a_figure_in_the_kpi_or_in_the_target_is_enough(target: str, kpi: str) -> None:
    assert found("OAP504", *actions(f'number: "1", target: "{target}", kpis: ["{kpi}"]')) == []


@pytest.mark.parametrize(
    "target",
    [
        "in 2012",
        "as in 1999",
        "in the 2nd quarter",
        "in 1/2-week patrols",
        "in 1/2 patrols",
        "in 1.5-day patrols",
        "in 1,5-day patrols",
        "under Art.5",
        "under ISO-9",
        "of the G8",
        "by 10-day patrols",
    ],
)
def test_a_year_a_rank_and_a_part_of_a_name_are_no_figures(target: str) -> None:
    plan = actions(f'number: "1", target: "Arrest them {target}.", kpis: [tbd, Number of arrests in 2012]')
    assert found("OAP504", *plan) == ["/actions/0/kpis/items/1"]


def test_a_share_is_counted_too_and_a_withheld_target_may_have_its_figure() -> None:
    share = "kpis: [Percentage of lorries searched]"
    assert found("OAP504", *actions(f'number: "1", {share}', f'number: "2", target: {{withheld: true}}, {share}')) == [
        "/actions/0/kpis/items/0"
    ]
    assert found("OAP502", *actions(f'number: "1", {share}')) == []


def test_a_decrease_is_told_as_one_in_the_target_and_in_the_kpis() -> None:
    plan = actions('number: "1", target: [tbd, Reach all., Reduce seizures.], kpis: [Decrease of arrests]')
    assert found("OAP505", *plan) == ["/actions/0/target/items/2", "/actions/0/kpis/items/0"]
    assert messages("OAP505", *plan)[0] == (
        "Target 'Reduce seizures' wants a decrease but has no start value and no end value."
    )


BASELINES = (
    "the baseline",
    "compared to 2011",
    "compared with 2011",
    "in comparison",
    "relative to 2011",
    "than in 2011",
)


@pytest.mark.parametrize(
    "words",
    [
        "Increase seizures by 10 %.",
        "Increase seizures from 5 to 8.",
        "Increase seizures from 5 to 8 a day.",
        "Increase seizures (Baseline: 2011).",
        *(f"Increase seizures {each}." for each in BASELINES),
    ],
)
def test_an_increase_may_say_from_where_or_up_to_where(words: str) -> None:
    assert found("OAP505", *actions(f'number: "1", target: "{words}"')) == []


@pytest.mark.parametrize("words", ["Increase seizures more than indicated.", "Increase the firebaseline."])
def test_a_part_of_a_word_is_no_baseline(words: str) -> None:
    assert found("OAP505", *actions(f'number: "1", target: "{words}"')) == ["/actions/0/target/items/0"]


@pytest.mark.parametrize(
    ("kpi", "reported"),
    [
        ("Number of seizures (baseline 2011: 45)", 0),
        ("Number of seizures of cocaine (baseline 2011: 45)", 0),
        ("Seizures (2011: 45)", 0),
        ("Number of arrests (baseline 2011: 45)", 1),
        ("Number of seizures", 1),
        ("Number of house seizures (baseline 2011: 45)", 1),
    ],
)
def test_increase__may_have_its_baseline_in_a_kpi_of_the_action(kpi: str, reported: int) -> None:
    plan = actions(f'number: "1", target: Increase seizures of drugs., kpis: ["{kpi}"]')
    assert found("OAP505", *plan) == ["/actions/0/target/items/0"] * reported


def test_change__may_have_its_baseline_in_another_kpi_of_the_action() -> None:
    for kpi in ("Seizures: +10 %", "5 % fewer"):
        beside = actions(f'number: "1", target: Know., kpis: ["{kpi}", "Number of seizures (baseline 2011: 45)"]')
        assert found("OAP508", *beside) == []
        assert found("OAP508", *actions(f'number: "1", target: Know., kpis: ["{kpi}"]')) == ["/actions/0/kpis/items/0"]


@pytest.mark.parametrize(
    ("words", "past"),
    [
        ("12 seizures in 2011", True),
        ("12 seizures in 2012", False),
        ("12 seizures in 2013", False),
        ("At least 12 seizures in 2011", True),
        ("12 seizures by June 2011", True),
        ("12 seizures in the 2nd quarter of 2011", True),
        ("12 seizures in 2011; at least 15 in 2012", False),
        ("At least 15 % more seizures than in 2011", False),
        ("Number of seizures (2011: 12)", False),
        ("12 seizures", False),
    ],
)
def test_figure__of_a_time_before_the_plan_is_reported(words: str, *, past: bool) -> None:
    plan = actions(f'number: "1", target: Know., kpis: ["{words}"]')
    assert found("OAP509", *plan) == ["/actions/0/kpis/items/0"] * past


@pytest.mark.parametrize(
    ("words", "past"),
    [
        ("12 seizures in 2011.", True),
        ("At least 12 seizures during 2011.", True),
        ("12 seizures in 2012.", False),
        ("Follow up the seizures in 2011.", False),
        ("10 % more seizures than in 2011.", False),
    ],
)
def test_target__of_a_time_before_the_plan_is_reported(words: str, *, past: bool) -> None:
    assert found("OAP509", *actions(f'number: "1", target: "{words}"')) == ["/actions/0/target/items/0"] * past


def test_figure__of_a_plan_without_a_period_is_not_compared() -> None:
    assert found("OAP509", 'actions: [{number: "1", kpis: ["12 seizures in 2011"]}]') == []


def test_a_kpi_with_a_figure_can_be_measured_and_an_unparsed_one_is_told_elsewhere() -> None:
    assert found("OAP502", *actions('number: "1", kpis: [Awareness of 200 officers is raised, tbd]')) == []
    assert found("OAP501", *actions('number: "1", kpis: tbd', 'number: "2", kpis: {withheld: true}')) == []


def test_only_a_plan_s_own_words_are_quoted_without_their_full_stop() -> None:
    assert messages("OAP502", *actions('number: "1", kpis: ["Awareness is raised. ."]')) == [
        "KPI 'Awareness is raised' is not measurable."
    ]


def test_a_missing_target_is_told_beside_a_kpi_or_without_one() -> None:
    assert messages("OAP506", *actions('number: "1"', 'number: "2", kpis: Report', 'number: "3", target: Know')) == [
        "2 of the 3 actions have no target: 1 and 2.",
    ]


@pytest.mark.parametrize(
    "target", ["See action 2.1.", "Indicator 7, 15", "cf. SGs 2 and 3", "See page 12 of the annex.", "As in AP 4"]
)
def test_kpi_without_target_value__is_not_silenced_by_a_number_that_is_a_name(target: str) -> None:
    plan = actions(f'number: "1", target: "{target}", kpis: Number of arrests')
    assert found("OAP504", *plan) == ["/actions/0/kpis/items/0"]


def test_kpi_without_target_value__counts_a_number_behind_a_list_of_names() -> None:
    assert found("OAP504", *actions('number: "1", target: "See action 2.1 and 5 JITs.", kpis: Number of JITs')) == []


@pytest.mark.parametrize("kpi", ["see action 2.1", "indicator 7, 15", "as above", "KPI: -", "n/a", "Grant: EUR 90 000"])
def test_kpi_missing__is_reported_where_the_cell_only_refers_to_another_place(kpi: str) -> None:
    assert found("OAP501", *actions(f'number: "1", kpis: "{kpi}"')) == ["/actions/0/kpis"]


@pytest.mark.parametrize(
    "kpi",
    [
        *(
            "Joint action day takes place",
            "MoU in force",
            "Launch of the tool",
            "Two-day workshop",
            "Questionnaire sent",
        ),
        *("Response time: max. 48 hours", "Average duration of investigations", "answer within 3 working days"),
        *("All MS have replied", "Every MS has named a contact point", "hit rate", "Number of new contacts"),
    ],
)
def test_kpi_not_measurable__allows_events_durations_and_what_all_states_do(kpi: str) -> None:
    assert found("OAP502", *actions(f'number: "1", kpis: "{kpi}"')) == []


def test_kpi_not_measurable__is_not_silenced_by_a_year() -> None:
    assert found("OAP502", *actions('number: "1", kpis: "Status of the 5th list in 2012"')) == [
        "/actions/0/kpis/items/0"
    ]


@pytest.mark.parametrize(
    "kpi", ["Number of seizures (45)", "about 10 arrests", "arrests: 80 %", "KPI: seized: 45 kg + 2 cars"]
)
def test_words_not_understood__reports_a_figure_that_can_mean_two_things(kpi: str) -> None:
    assert found("OAP107", *actions(f'number: "1", kpis: "{kpi}"')) == ["/actions/0/kpis/items/0"]


@pytest.mark.parametrize(
    ("kpi", "reported"),
    [
        ("Number of seizures (2012: 45)", True),
        ("Number of seizures (baseline 2013: 45)", True),
        ("Number of seizures (2011: 45)", False),
        ("Number of seizures (baseline 45)", False),
    ],
)
def test_baseline_not_before_plan__compares_the_years(kpi: str, *, reported: bool) -> None:
    assert found("OAP507", *actions(f'number: "1", kpis: "{kpi}"')) == ["/actions/0/kpis/items/0"] * reported


def test_baseline_not_before_plan__needs_the_period_of_the_plan() -> None:
    assert found("OAP507", "actions:", '  - {number: "1", kpis: "Number of seizures (2012: 45)"}') == []


def test_increase_without_baseline__accepts_a_baseline_without_a_value() -> None:
    assert found("OAP505", *actions('number: "1", kpis: ["Increase of arrests (baseline 2011: 45)"]')) == []


@pytest.mark.parametrize(
    "kpi",
    [
        "Seizures: +10 %",
        "10 % fewer incidents",
        "Increase of arrests by 20",
        "Response time reduced by 20 %",
        "Increase of 5 percentage points in the hit rate",
        "Seizures: +10 % by 2026",
        "Double the number of seizures",
        "120 % of the baseline",
        "Number of arrests compared with before",
        "% increase of arrests",
        "Percentage of increase in seizures",
    ],
)
def test_change_without_baseline__of_a_change_of_something_unknown__is_reported(kpi: str) -> None:
    assert found("OAP508", *actions(f'number: "1", target: Know, kpis: ["{kpi}"]')) == ["/actions/0/kpis/items/0"]


@pytest.mark.parametrize(
    "kpi",
    [
        "Seizures: +10 % (baseline 2011: 45)",
        "Seizures: +10 % compared with 2011",
        "Seizures: +10 % compared with the previous year",
        "10 % more arrests than last year",
        "Increase seizures by 10 % (baseline to be set in Q1)",
        "Number of arrests in comparison with the year 2011",
        "Number of arrests",
        "80 % of MS reply",
        "Hit rate: 80 %",
        "Increase arrests from 100 to 120",
        "Increase the number of arrests to 120",
        "Increase of arrests",  # OAP505
        "Increase in seizures (in %)",  # OAP505
        "about 10 % more arrests",  # OAP107
    ],
)
def test_change_without_baseline__of_a_level_or_a_known_start__is_not_reported(kpi: str) -> None:
    assert found("OAP508", *actions(f'number: "1", target: Know, kpis: ["{kpi}"]')) == []


@pytest.mark.parametrize(
    ("cells", "reported"),
    [
        ('target: "Baseline 2011: 45 seizures", kpis: ["Seizures: +10 %"]', 0),
        ('target: {withheld: true}, kpis: ["Seizures: +10 %"]', 0),
        ('target: Know, kpis: ["Number of seizures (2011: 45)", "Increase of seizures by 10"]', 0),
        ('target: Know, kpis: ["Number of arrests (2011: 45)", "Increase of seizures by 10"]', 1),
    ],
)
def test_change_without_baseline__reads_the_target_and_the_other_kpis(cells: str, reported: int) -> None:
    assert len(found("OAP508", *actions(f'number: "1", {cells}'))) == reported


@pytest.mark.parametrize(
    ("kpi", "without"),
    [
        ("Number of arrests / detections", True),
        ("30 searches/12 arrests", False),
        ("{text: x, kind: count, parts: [{text: a, unit: a, value: 3}, {text: b, unit: b}]}", True),
        ("{text: x, kind: count, parts: [{text: a, unit: a, value: 3}, {text: b, unit: b, value: 0}]}", False),
    ],
)
def test_kpi_without_target_value__needs_a_number_for_each_part(kpi: str, *, without: bool) -> None:
    assert found("OAP504", *actions(f'number: "1", kpis: [{kpi}]')) == ["/actions/0/kpis/items/0"] * without


def parts(*comparisons: str) -> tuple[str, ...]:
    """A plan with a KPI whose parts are compared like this."""
    written = (f"{{text: a, unit: a{number}, {words}}}" for number, words in enumerate(comparisons))
    return actions(f'number: "1", kpis: [{{text: x, kind: count, parts: [{", ".join(written)}]}}]')


def test_increase_without_baseline__judges_each_part() -> None:
    assert messages("OAP505", *parts("value: 3", "comparison: increase")) == [
        "KPI 'x' wants an increase but has no start value and no end value."
    ]
    assert found("OAP505", *parts("value: 3", "comparison: increase to, value: 5")) == []
    assert found("OAP505", *actions('number: "1", kpis: Increase number of arrests / seizures')) == [
        "/actions/0/kpis/items/0"
    ]


def test_change_without_baseline__judges_each_part() -> None:
    assert found("OAP508", *parts("value: 3", "comparison: increase by, value: 5")) == ["/actions/0/kpis/items/0"]
    assert found("OAP508", *parts("value: 3", "comparison: at least, value: 5")) == []
