"""Stated totals: what the Driver states stands beside what the reports add up to, and changes nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.support.progress_cases import figure, filed, picture, plan, register

from empact.analysis import StatedComparison
from empact.model import FiledReport, FrozenMap, KpiRegister, StatedSum, StatedTotals

PAIR = plan({"number": "1.1"}, {"number": "1.2"})


def driver(stated: StatedTotals) -> FiledReport:
    return filed("QM", on="2031-06-30", stated=stated)


def sum_of(measure: str, value: int) -> FiledReport:
    return driver(StatedTotals(sums=(StatedSum(measure=measure, value=Decimal(value)),)))


def test_stated_statuses__agree_with_what_may_be_true_of_silent_actions() -> None:
    stated = StatedTotals(actions=2, statuses=FrozenMap({"live": 2}))
    progress = picture(filed("QN", status="live"), driver(stated), of=PAIR, checkpoint="June 2031")
    by_what = {compared.what: compared for compared in progress.stated}
    assert (by_what["actions"].agrees, by_what["status counts"].agrees) == (True, True)
    live = by_what["live"]
    assert (str(live.derived), live.silent, live.agrees) == ("1 to 2", 1, True)  # 1.2 is silent: it can be live
    stated = StatedTotals(actions=2, statuses=FrozenMap({"live": 3}))
    progress = picture(filed("QN", status="live"), driver(stated), of=PAIR, checkpoint="June 2031")
    assert [compared.agrees for compared in progress.stated] == [True, False, False]


@pytest.mark.parametrize(("measure", "value", "agrees"), [("arrests", 5, True), ("Number of arrests", 8, False)])
def test_stated_sum__is_found_in_the_words_of_the_kpi(measure: str, value: int, agrees: bool) -> None:  # noqa: FBT001
    progress = picture(filed("QN", figure(5)), sum_of(measure, value), adds="cumulative", checkpoint="June 2031")
    (compared,) = progress.stated
    assert (str(compared.derived), compared.agrees) == ("5", agrees)


def compared(adds: str) -> StatedComparison:
    definitions = (*register(adds).definitions, *register("latest", "Q-2031", "1.2").definitions)
    (comparison,) = picture(
        filed("QN", figure(5)),
        filed("QN", figure(7), action="1.2"),
        sum_of("arrests", 12),
        of=PAIR,
        kpis=KpiRegister(plan="Q-2031", definitions=definitions),
        checkpoint="June 2031",
    ).stated
    return comparison


@pytest.mark.parametrize("adds", ["cumulative", "latest"])
def test_stated_sum__is_not_wrong_where_figures_are_left_out(adds: str) -> None:
    comparison = compared(adds)
    assert (comparison.derived, comparison.agrees) == (None, None)
    assert "Q-2031:1.2/1 is not added: its figures are latest" in comparison.text
    assert ("5 is reported, and" in comparison.text) is (adds == "cumulative")


def test_stated_sum__of_several_values_agrees_within_their_range() -> None:
    of = plan({"leaders": "QN, QO"})
    reports = [filed("QN", figure(5)), filed("QO", figure(8))]
    for value, agrees in ((4, False), (5, True), (8, True), (9, False)):
        progress = picture(*reports, sum_of("arrests", value), of=of, adds="cumulative", checkpoint="June 2031")
        assert progress.stated[0].agrees is agrees
