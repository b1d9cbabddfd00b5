"""Traffic lights: the share of the targets that is reached, by thresholds that a project sets; calculated by hand."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from tests.support.invented import SESSION as INVENTED
from tests.support.progress_cases import figure, filed, own, plan, register

import oap_invented_2031 as example
from empact import Config, ConfigError, Plan, Session
from empact.analysis import (
    ActionLight,
    Light,
    LightThresholds,
    PlanContext,
    lights,
    progress,
)
from empact.model import Baseline, FiledReport, KpiRegister, OverTime, Reports

HALVES = LightThresholds(green=Decimal("0.9"), amber=Decimal("0.5"))
SESSION = Session([example], config=Config(lights=HALVES))
PLAN = SESSION.load("oap-invented-2031")
REPORTING = SESSION.records(reports=example.REPORTS, operations=example.OPERATIONS, kpis=example.KPIS)


def of_example(checkpoint: str) -> dict[str, ActionLight]:
    ctx = SESSION.context(
        PLAN,
        records=SESSION.records(
            ledger=example.LEDGER, reports=REPORTING.reports, operations=REPORTING.operations, kpis=REPORTING.kpis
        ),
    )
    return {of_action.action.action.number: of_action for of_action in lights(ctx, progress(ctx, checkpoint))}


def light(
    *reports: FiledReport,
    of: Plan | None = None,
    kpi: str = "At least 20 arrests",
    adds: str | None = "cumulative",
    kpis: KpiRegister | None = None,
    checkpoint: str | None = None,
    thresholds: LightThresholds = HALVES,
    **fields: Any,
) -> ActionLight:
    of = of or plan({"kpi": kpi})
    ctx = PlanContext(
        plan=of,
        register=INVENTED.register,
        reports=Reports(plan=of.id, reports=reports),
        kpi_register=kpis or register(adds, of.id, **fields),
        lights=thresholds,
    )
    (found,) = lights(ctx, progress(ctx, checkpoint))
    return found


def at(value: int | str, **fields: Any) -> FiledReport:
    return filed("QN", figure(value), on="2031-12-10", **fields)


def rounded(of_actions: dict[str, ActionLight]) -> dict[str, tuple[str, Decimal | None]]:
    """The light of each action with its percentage, by the number of the action."""
    return {
        number: (of_action.light.value, of_action.percent and round(of_action.percent, 1))
        for number, of_action in of_actions.items()
    }


# The invented plan: green from 90 %, amber from 50 %


def test_lights__of_the_invented_plan_in_december_are_those_by_hand() -> None:
    found = of_example("December 2031")
    assert {
        number: (light.light.value, light.percent and round(light.percent, 1)) for number, light in found.items()
    } == {
        "1.1": ("green", Decimal("91.7")),  # 11 of 12
        "1.2": ("green", 100),  # 200 of 200
        "2.1": ("green", 92),  # 460 of 500
        "2.2": ("amber", 80),  # 32 of 40
        "3.1": ("amber", 50),  # 2 of 4
        "3.2": ("amber", Decimal("66.7")),  # 2 of 3, as the Driver settles it
        "4.1": ("green", 100),  # 62 of 60
        "4.2": ("green", 100),  # the manual was written on 10 June 2032
    }
    assert found["2.2"].why == "KPI 1: 80 % of its target is reached."


def test_lights__of_the_invented_plan_in_june_are_those_by_hand() -> None:
    found = of_example("June 2031")
    assert {
        number: (light.light.value, light.percent and round(light.percent, 1)) for number, light in found.items()
    } == {
        "1.1": ("red", Decimal("41.7")),  # 5 of 12
        "1.2": ("green", 90),  # 180 of 200
        "2.1": ("not calculated", None),  # not reported
        "2.2": ("red", 20),  # 8 of 40
        "3.1": ("not calculated", None),
        "3.2": ("red", Decimal("33.3")),  # 1 of 3
        "4.1": ("red", Decimal("46.7")),  # 28 of 60
        "4.2": ("not calculated", None),  # no day
    }
    assert found["2.1"].why == "KPI 1 is not reported."


def test_lights__have_the_words_of_the_driver_beside_them() -> None:
    found = of_example("December 2031")
    assert [str(text) for text in found["3.2"].of_driver] == [
        # of its paper, not what the police of QM reports as a leader: one more search is planned
        "Both leaders count the workshop of August; the third search has not begun.",
    ]
    assert found["2.1"].of_driver == ()


def test_lights__without_thresholds_are_an_error_that_says_what_to_write() -> None:
    session = Session([example])
    ctx = session.context(PLAN, records=REPORTING)
    with pytest.raises(ConfigError, match=r"no default values\. Write a table such as \[progress\.lights\] with green"):
        lights(ctx, progress(ctx))


# The meaning of a target


@pytest.mark.parametrize(
    ("kpi", "value", "expected"),
    [
        ("At least 20 arrests", 18, "green"),
        ("At least 20 arrests", 17, "amber"),
        ("At least 20 arrests", 10, "amber"),
        ("At least 20 arrests", 9, "red"),
        ("More than 20 arrests", 20, "not calculated"),  # the whole number, and still not the target
        ("More than 20 arrests", 19, "green"),  # 95 %
        ("At most 20 arrests", 20, "green"),  # kept at the last checkpoint
        ("At most 20 arrests", 21, "red"),  # not kept
        ("Between 10 and 20 arrests", 15, "green"),
        ("Between 10 and 20 arrests", 6, "amber"),
        ("Between 10 and 20 arrests", 21, "red"),
        ("Increase the arrests by 10", 20, "not calculated"),  # by how much: the baseline is not known
        ("Number of arrests", 20, "not calculated"),  # no target
    ],
)
def test_light__goes_by_the_meaning_of_the_target(kpi: str, value: int, expected: str) -> None:
    assert light(at(value), kpi=kpi).light.value == expected


@pytest.mark.parametrize(
    ("kpi", "value", "expected", "percent"),
    [
        ("Increase the arrests by 10", 105, "amber", 50),  # from 100 to 110
        ("Increase the arrests by 10", 99, "red", 0),
        ("Increase the arrests to 200", 190, "green", 90),
        ("Decrease the arrests to 80", 90, "amber", 50),  # from 100 to 80
        ("Decrease the arrests to 80", 80, "green", 100),
        ("Increase the arrests", 100, "red", 0),  # not more than before
        ("Increase the arrests", 101, "green", 100),
        ("Increase the arrests to 80", 70, "red", 0),  # below the baseline, and the aim is too
        ("Decrease the arrests to 120", 130, "red", 0),
    ],
)
def test_light__of_a_change_is_the_way_from_the_baseline(kpi: str, value: int, expected: str, percent: int) -> None:
    found = light(at(value), kpi=kpi, adds="latest", baseline=Baseline(value=Decimal(100)))
    assert (found.light.value, found.percent) == (expected, Decimal(percent))


def test_light__of_a_ceiling_that_can_still_be_exceeded_is_not_calculated() -> None:
    found = light(filed("QN", figure(3)), kpi="At most 20 arrests", checkpoint="June 2031")
    assert found.light is Light.NOT_CALCULATED
    assert found.why == "KPI 1: 3; the target at most 20 is still open."
    between = light(filed("QN", figure(15)), kpi="Between 10 and 20 arrests", checkpoint="June 2031")
    assert between.light is Light.NOT_CALCULATED
    assert light(filed("QN", figure(21)), kpi="At most 20 arrests", checkpoint="June 2031").light is Light.RED


def test_light__of_a_range_around_a_threshold_is_not_calculated() -> None:
    def between(low: int, high: int) -> ActionLight:
        return light(filed("QN", figure(low), figure(high), on="2031-12-10"))

    doubtful = between(12, 20)  # of 20: amber or green
    assert doubtful.light is Light.NOT_CALCULATED
    assert doubtful.why == "KPI 1: 60 % to 100 % of its target is reached, and the light depends on the value."
    same = between(19, 20)  # green either way
    assert (same.light, same.percent) == (Light.GREEN, Decimal(95))


@pytest.mark.parametrize(
    ("kpi", "adds", "of", "expected"),
    [
        ("At least 20 arrests", "cumulative", None, "not calculated"),  # 8 of QM; QO and QN are silent
        ("At least 8 arrests", "cumulative", None, "green"),  # reached, whatever the others add
        ("At most 20 arrests", "cumulative", None, "not calculated"),  # the others may exceed it
        ("At most 20 arrests", "latest", None, "not calculated"),
        ("At most 7 arrests", "cumulative", None, "red"),  # exceeded already
        ("Between 5 and 20 arrests", "cumulative", None, "not calculated"),
        ("At least 80 % of the cases solved", "ratio", 8, "not calculated"),
    ],
)
def test_light__of_contributions_does_not_read_silence_as_zero(
    kpi: str, adds: str, of: int | None, expected: str
) -> None:
    found = light(filed("QM", own(8, of=of), on="2031-12-10"), kpi=kpi, adds=adds)
    assert found.light.value == expected
    if kpi == "At least 20 arrests":
        assert found.why == "KPI 1: at least 8 arrests, so the light depends on what is not reported."


def test_light__of_contributions_is_calculated_where_all_are_reported() -> None:
    every = (filed(by, own(4), on="2031-12-10") for by in ("QM", "QO", "QN"))
    found = light(*every)
    assert (found.light, found.percent) == (Light.AMBER, Decimal(60))


def test_light__is_that_of_the_lowest_kpi() -> None:
    two = "At least 20 arrests\n2. At least 10 searches"
    report = filed("QN", figure(20), figure(4, kpi=2), on="2031-12-10")
    of = plan({"kpi": two.replace("\n", "; ")})
    assert len(of.actions[0].kpis) == 2
    kpis = register("cumulative", of.id, "1.1")
    second = register("cumulative", of.id, "1.1", kpi=2)
    both = KpiRegister(plan=of.id, definitions=(*kpis.definitions, *second.definitions))
    found = light(report, of=of, kpis=both)
    assert (found.light, found.percent, found.why) == (Light.RED, Decimal(40), "KPI 2: 40 % of its target is reached.")
    silent = light(filed("QN", figure(20), on="2031-12-10"), of=of, kpis=both)
    assert (silent.light, silent.why) == (Light.NOT_CALCULATED, "KPI 2 is not reported.")
    certain = light(filed("QN", figure(4, kpi=2), on="2031-12-10"), of=of, kpis=both)
    assert certain.light is Light.RED  # whatever KPI 1 is, nothing is lower


def test_light__of_a_ratio_is_that_of_the_summed_percentage() -> None:
    reports = [filed("QN", figure(10, of=40)), filed("QN", figure(20, of=60), on="2031-12-10")]
    found = light(*reports, kpi="40% of the arrests", adds="ratio", over_time=OverTime.INCREMENTAL)
    assert (found.light, found.percent) == (Light.AMBER, Decimal(75))  # 30 of 100 are 30 %, three quarters of 40 %


def test_light__that_is_not_quite_the_whole_target_never_says_100_percent() -> None:
    found = light(at(3999), kpi="At least 4000 arrests", adds="cumulative")
    assert found.why == "KPI 1: 99.9 % of its target is reached."  # 99.975 would be rounded to 100


def test_light__of_a_milestone_is_green_or_red() -> None:
    reached = light(filed("QN", figure(reached=dt.date(2031, 12, 1)), on="2031-12-10"), adds="milestone")
    denied = light(at(0), adds="milestone")
    assert (reached.light, denied.light) == (Light.GREEN, Light.RED)


def test_light__of_a_cancelled_action_is_not_calculated() -> None:
    found = light(at(20, status="cancelled"))
    assert (found.light, found.why) == (Light.NOT_CALCULATED, "The action is cancelled.")


# The settings


@pytest.mark.parametrize(("green", "amber"), [("0.5", "0.5"), ("1.1", "0.5"), ("0.9", "0"), ("NaN", "0.5")])
def test_thresholds__have_an_order(green: str, amber: str) -> None:
    with pytest.raises(ValueError, match="0 < amber < green <= 1"):
        LightThresholds(green=Decimal(green), amber=Decimal(amber))


def test_thresholds__say_what_they_are() -> None:
    assert str(HALVES) == "green from 90 %, amber from 50 % of the target"


def test_light__of_a_value_so_far_is_not_calculated() -> None:
    of = plan({"kpi": "At least 20 arrests", "participants": "QM, QO"})
    shares = [filed(by, own(3)) for by in ("QM", "QO")]
    assert light(*shares, of=of, checkpoint="June 2031").light is Light.RED
    found = light(*shares, of=of, checkpoint="December 2031")
    assert found.light is Light.NOT_CALCULATED
    assert found.why == "KPI 1: 6 arrests so far: a later round is silent."
    total = light(filed("QN", figure(20)), checkpoint="December 2031")
    assert total.light is Light.NOT_CALCULATED  # "so far" has no verdict


def test_light__of_shares_above_the_total_is_that_of_both() -> None:
    shares = [filed(by, own(9), on="2031-12-10") for by in ("QM", "QO")]
    found = light(at(10), *shares)  # 10 of 20, or 18 of 20
    assert (found.light, found.why) == (
        Light.NOT_CALCULATED,
        "KPI 1: 50 % to 90 % of its target is reached, and the light depends on the value.",
    )


def test_light__that_is_red_for_certain_stays_red_beside_a_lower_limit() -> None:
    of = plan({"kpi": "At least 20 arrests; 2. At least 10 searches"})
    definitions = (
        *register("cumulative", of.id, "1.1").definitions,
        *register("cumulative", of.id, "1.1", kpi=2).definitions,
    )
    reports = filed("QM", own(5), on="2031-12-10"), filed("QN", figure(4, kpi=2), on="2031-12-10")
    found = light(*reports, of=of, kpis=KpiRegister(plan=of.id, definitions=definitions))
    assert (found.light, found.why) == (Light.RED, "KPI 2: 40 % of its target is reached.")
