"""Indicators: what the plan and the KPI register say about a KPI, or a part of one, before any report."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import attrs
import pytest
from tests.support.invented import SESSION
from tests.support.progress_cases import plan, register, span

from empact.analysis import Indicator, PlanContext
from empact.analysis.claims.indicators import action_indicators
from empact.model import Adds, Baseline, CountedBy, KpiDefinition, KpiRegister, OverTime

COMPOUND = "Number of arrests / detected persons"


def indicators(kpis: KpiRegister | None = None, **row: Any) -> tuple[Indicator, ...]:
    return action_indicators(PlanContext(plan=plan(row), register=SESSION.register, kpi_register=kpis), 0)


def definition(kpi: int | str, **fields: Any) -> KpiDefinition:
    return KpiDefinition(action="1.1", kpi=kpi, decided_by="QM", on=dt.date(2031, 1, 30), **fields)


def test_definition__counts_from_its_day_on() -> None:
    kpis = KpiRegister(plan="Q-2031", definitions=(definition(1, adds=Adds.CUMULATIVE),))
    for day, adds in ((29, None), (30, Adds.CUMULATIVE)):
        known = PlanContext(plan=plan(), register=SESSION.register, kpi_register=kpis, as_of=dt.date(2031, 1, day))
        assert [indicator.adds for indicator in action_indicators(known, 0)] == [adds]


def test_kpi_that_names_two_things__is_two_indicators_with_their_units() -> None:
    parts = indicators(kpi=COMPOUND)
    assert [(str(part), part.unit, part.counted) for part in parts] == [
        ("Q-2031:1.1/1a", "arrests", "arrests"),
        ("Q-2031:1.1/1b", "detected persons", "detected persons"),
    ]
    assert [str(indicator) for indicator in indicators()] == ["Q-2031:1.1/1"]


def test_definition__of_a_part_goes_before_that_of_its_kpi() -> None:
    definitions = (definition(1, adds=Adds.CUMULATIVE), definition("1b", adds=Adds.LATEST))
    parts = indicators(KpiRegister(plan="Q-2031", definitions=definitions), kpi=COMPOUND)
    assert [part.adds for part in parts] == [Adds.CUMULATIVE, Adds.LATEST]


@pytest.mark.parametrize(
    ("adds", "over_time", "rounds"),
    [
        (Adds.RATIO, OverTime.CUMULATIVE, Adds.CUMULATIVE),
        (Adds.RATIO, OverTime.INCREMENTAL, Adds.INCREMENTAL),
        (Adds.RATIO, None, None),
        (Adds.LATEST, None, Adds.LATEST),
        (None, None, None),
    ],
)
def test_rounds__of_a_ratio_go_on_as_the_register_says(
    adds: Adds | None, over_time: OverTime | None, rounds: Adds | None
) -> None:
    (indicator,) = indicators(register(adds, over_time=over_time))
    assert indicator.rounds == (None if rounds is None else rounds.facts)


@pytest.mark.parametrize(
    ("kpi", "adds", "counted_by", "counts"),
    [
        ("Number of arrests", "cumulative", None, True),
        ("Number of arrests", None, None, True),  # nobody has decided it: shares may count
        ("Number of arrests", "cumulative", CountedBy.LEADER, False),
        ("Report finalised", "milestone", None, False),
        ("Outcome of action days", "qualitative", None, False),
    ],
)
def test_shares__count_unless_the_leader_counts_or_it_is_no_number(
    kpi: str,
    adds: str | None,
    counted_by: CountedBy | None,
    counts: bool,  # noqa: FBT001 - a parameter
) -> None:
    (indicator,) = indicators(register(adds, counted_by=counted_by), kpi=kpi)
    assert indicator.counts_shares is counts


@pytest.mark.parametrize(
    ("row", "day", "stated"),
    [
        ({"kpi": "Report finalised by 30 September 2031"}, dt.date(2031, 9, 30), True),
        ({"kpi": "Report finalised", "timing": "May 2031"}, dt.date(2031, 5, 31), False),  # the end of the action
        ({"kpi": "Report finalised"}, dt.date(2031, 12, 31), False),
    ],
)
def test_day__is_that_of_the_kpi_or_the_end_of_the_action(row: dict[str, str], day: dt.date, stated: bool) -> None:  # noqa: FBT001
    (indicator,) = indicators(None, **row)
    assert (indicator.day, indicator.has_day) == (day, stated)


def test_register__says_the_unit_and_a_baseline_that_the_plan_does_not_have() -> None:
    baseline = Baseline(value=Decimal(100), year=2030)
    (indicator,) = indicators(register("cumulative", unit="persons", baseline=baseline))
    assert (indicator.unit, indicator.baseline) == ("persons", baseline)
    assert indicators()[0].baseline is None


@pytest.mark.parametrize(
    ("kpi", "unit", "figure_unit"),
    [
        ("Increase seizures by 10 %", None, "seizures"),
        ("Number of seizures: decrease by 10 %", None, "seizures"),
        ("Increase seizures by 10", "seizures", "seizures"),
        ("Clearance rate increased by 5 percentage points", "%", "%"),
        ("Increase the share of cases solved to 80 %", "%", "%"),
        ("Number of seizures", "seizures", "seizures"),
    ],
)
def test_unit__of_a_change_is_that_of_its_target_only(kpi: str, unit: str | None, figure_unit: str | None) -> None:
    (indicator,) = indicators(kpi=kpi)
    assert (indicator.unit, indicator.figure_unit) == (unit, figure_unit)


def test_unit__of_a_change_in_the_register_is_that_of_figures() -> None:
    (indicator,) = indicators(register("cumulative", unit="kg"), kpi="Increase seizures by 10 %")
    assert (indicator.unit, indicator.figure_unit) == ("kg", "kg")
    assert [indicator.takes_unit(unit) for unit in ("KG", "%", "parcels", None)] == [True, False, False, True]


def test_takes_unit__of_a_change_in_percent_takes_any_but_percent() -> None:
    (indicator,) = indicators(kpi="Increase seizures by 10 %")
    assert [indicator.takes_unit(unit) for unit in (None, "kg", "seizures", "%", "Per cent")] == [
        *(True, True, True),
        *(False, False),
    ]


@pytest.mark.parametrize(
    ("kpi", "period", "per", "day"),
    [
        ("8 arrests per year", ("2031-01-01", "2031-12-31"), None, "2031-12-31"),
        ("8 arrests per year", ("2031-07-01", "2032-06-30"), None, "2032-06-30"),
        ("8 arrests per year", ("2031-01-01", "2032-12-31"), "year", "2031-05-31"),
        ("8 arrests per year", ("2031-01-01", "2031-06-30"), "year", "2031-05-31"),
        ("8 arrests per month", ("2031-01-01", "2031-12-31"), "month", "2031-05-31"),
        ("8 arrests per quarter", ("2031-01-01", "2031-12-31"), "quarter", "2031-05-31"),
        ("8 arrests per MS", ("2031-01-01", "2031-12-31"), "MS", "2031-05-31"),
        ("8 arrests", ("2031-01-01", "2031-12-31"), None, "2031-05-31"),
    ],
)
def test_per__year_is_once_in_a_plan_of_one_year(kpi: str, period: tuple[str, str], per: str | None, day: str) -> None:
    of = attrs.evolve(plan({"kpi": kpi, "timing": "31 May 2031"}), period=span(*period))
    (indicator,) = action_indicators(PlanContext(plan=of, register=SESSION.register), 0)
    assert (indicator.per, str(indicator.day)) == (per, day)
