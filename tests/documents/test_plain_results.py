"""Results in plain words: targets, and values that are not added up."""

from __future__ import annotations

import pytest
from tests.support.document_rows import paragraphs, rows
from tests.support.driver_papers import SESSION, paper
from tests.support.progress_cases import figure, filed, plan, register

from empact.analysis import KpiProgress, PlanContext, TargetState, driver_report, progress
from empact.documents import words_in
from empact.documents.plain_results import measure_of, result_of, short_result, target_of
from empact.model import FiledReport, KpiRegister, Reports


def kpi(text: str, *reports: FiledReport, kpis: KpiRegister | None = None) -> KpiProgress:
    about = plan({"kpi": text})
    known = Reports(plan=about.id, reports=reports or (filed("QN", figure(5)),))
    ctx = PlanContext(plan=about, register=SESSION.register, reports=known, kpi_register=kpis)
    return progress(ctx, "June 2031").actions[0].kpis[0]


@pytest.mark.parametrize(
    ("text", "english", "french"),
    [
        ("20 arrests", "20", "20"),
        ("at least 20 arrests", "at least 20", "au moins 20"),
        ("at most 5 arrests", "at most 5", "au plus 5"),
        ("more than 3 routes", "more than 3", "plus de 3"),
        ("between 5 and 10 arrests", "5 to 10", "5 à 10"),
        ("increase arrests by 10 %", "increase by 10\u00a0%", "hausse de 10\u00a0%"),
        ("reduce thefts by 20 %", "decrease by 20\u00a0%", "baisse de 20\u00a0%"),
        ("80 % of cases", "80\u00a0%", "80\u00a0%"),
        ("20 arrests by April 2031", "20 by 2031-04-30", "20 d’ici au 2031-04-30"),
        ("no more than 5 % increase in costs", "increase by at most 5\u00a0%", "hausse d’au plus 5\u00a0%"),
        ("reduce the time to at most 3 hours", "decrease to at most 3 hours", "baisse à au plus 3 hours"),
        (
            "increase arrests by 5 percentage points",
            *("increase by 5 percentage points", "hausse de 5 points de pourcentage"),
        ),
        ("10 arrests per month", "10 per month", "10 par mois"),
        ("3 arrests per action day", "3 per action day", "3 par action day"),
        ("30 MEUR seized", "30000000 EUR", "30000000 EUR"),
        ("4 t seized at ports", "4 tonnes", "4 tonnes"),
        ("12 seizures in 2029", None, None),
        ("Number of arrests", None, None),
    ],
)
def test_target__is_in_the_language_of_the_reader(text: str, english: str | None, french: str | None) -> None:
    progress_of = kpi(text, kpis=register("cumulative", "Q-2031"))
    assert (target_of(progress_of, words_in("en")), target_of(progress_of, words_in("fr"))) == (english, french)


def test_target__in_german_has_its_bound_and_for_what_it_is_meant() -> None:
    german, asked = words_in("de"), ("no more than 5 % increase in costs", "at least 10 arrests per month")
    assert [target_of(kpi(text), german) for text in asked] == [
        *("Anstieg um höchstens 5\u00a0%", "mindestens 10 pro Monat"),
    ]


def test_figure_of_a_time_before_the_plan__is_not_a_target_anywhere() -> None:
    past = plan({"number": "1.1", "kpi": "12 seizures in 2029"}, {"number": "1.2", "kpi": "20 arrests"})
    given = [filed("QN", figure(12)), filed("QN", figure(5), action="1.2", id="b")]
    kpis = register("cumulative", "Q-2031", "1.1", "1.2")
    document = paper(*given, of=past, kpis=kpis, checkpoint="June")
    assert paragraphs(document, "done")[0].endswith("1 target: 1 still open.")
    assert rows(document, "results")["1.1/1"][2:] == [None, "12", None]
    ctx = PlanContext(
        plan=past, register=SESSION.register, reports=Reports(plan="Q-2031", reports=given), kpi_register=kpis
    )
    assert [headline.target for headline in driver_report(ctx, "June 2031").headlines] == [None, TargetState.OPEN]


def test_short_result__leaves_out_a_unit_that_the_measure_names() -> None:
    arrests = kpi("20 arrests", kpis=register("cumulative", "Q-2031"))
    assert (measure_of(arrests), short_result(arrests, words_in("en"))) == ("arrests", "5")
    assert result_of(arrests, words_in("en")) == "5 arrests"


def test_values_of_a_round__are_not_called_added_up_if_there_is_one() -> None:
    assert result_of(kpi("Number of arrests"), words_in("en")) == "5 arrests"
