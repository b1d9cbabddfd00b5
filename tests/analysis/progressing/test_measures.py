"""Measures: what several actions and plans report for one measure, without counting a result twice."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from tests.support import like_2012
from tests.support.linear import growth
from tests.support.progress_cases import amount, figure, filed, operation, own, picture, pictures, plan, register

from empact.model import Adds, KpiDefinition, KpiRegister

DECEMBER = "2031-12-10"
PAIR = ({"number": "1.1"}, {"number": "1.2"})


def test_sum__adds_the_values_of_the_actions() -> None:
    reports = [
        filed("QN", figure(7, period=("2031-05-01", "2031-05-10"))),
        filed("QN", figure(4, period=("2031-06-01", "2031-06-10")), action="1.2"),
    ]
    (total,) = picture(*reports, of=plan(*PAIR), adds="incremental").sums
    assert (str(total), total.actions) == ("arrests: 11", ("Q-2031:1.1", "Q-2031:1.2"))


def test_operation__of_several_plans_counts_once_in_the_sum() -> None:
    plans = [plan(), plan(id="R-2031")]
    reports = [
        filed("QN", figure(460, operation="JAD-1"), on=DECEMBER),
        filed("QN", figure(460, operation="JAD-1"), on=DECEMBER, plan="R-2031"),
        filed("QM", own(9), on=DECEMBER, plan="R-2031"),
    ]
    progress = pictures(plans, reports, "incremental", operation())
    (total,) = progress.sums
    assert (str(total.range), total.once, total.actions) == ("460", ("JAD-1",), ("Q-2031:1.1", "R-2031:1.1"))
    assert pictures(plans[:1], reports, "incremental", operation()).sums == ()


def test_operation__with_shares_beside_its_total_is_a_range() -> None:
    reports = [
        filed("QN", figure(100, operation="J"), on=DECEMBER),
        filed("QO", own(120, operation="J"), on=DECEMBER, action="1.2"),
    ]
    (total,) = picture(*reports, of=plan(*PAIR), adds="incremental", operations=[operation("J")]).sums
    assert str(total.range) == "100 to 120"


def test_operation_within_a_figure__counts_once_and_the_rest_as_often_as_it_is() -> None:
    # 60 + 40 in 1.1 and 60 + 10 in 1.2; the rest are days of December that overlap, by QN, so they may be one result.
    reports = [
        filed("QN", figure(100, operations={"J": 60}), on=DECEMBER),
        filed("QN", figure(70, operations={"J": 60}), on=DECEMBER, action="1.2"),
    ]
    (total,) = picture(*reports, of=plan(*PAIR), adds="incremental", operations=[operation("J")]).sums
    assert total.once == ("J",)
    assert total.high == 60 + 40 + 10


@pytest.mark.parametrize(("start", "count"), [("2031-05-10", 1), ("2031-05-11", 0)])
def test_possible_duplicates__have_a_day_in_common(start: str, count: int) -> None:
    progress = picture(
        filed("QM", own(7, period=("2031-05-01", "2031-05-10"))),
        filed("QM", own(4, period=(start, "2031-05-20")), action="1.2"),
        of=plan(*PAIR),
        adds="incremental",
    )
    assert len(progress.possible_duplicates) == count
    assert [str(total.range) for total in progress.sums] == ["7 to 11" if count else "11"]


@pytest.mark.parametrize(("links", "by", "count"), [("", "QO", 0), ("1.2", "QO", 1), ("", "QM", 1)])
def test_possible_duplicates__need_a_common_party_or_a_link(links: str, by: str, count: int) -> None:
    progress = picture(
        filed("QM", own(7, period=("2031-05-01", "2031-05-10"))),
        filed(by, own(4, period=("2031-05-09", "2031-05-12")), action="1.2"),
        of=plan({"number": "1.1", "links": links}, {"number": "1.2"}),
        adds="incremental",
    )
    assert len(progress.possible_duplicates) == count
    assert [str(total.range) for total in progress.sums] == ["7 to 11" if count else "11"]
    assert all(duplicate.linked is bool(links) for duplicate in progress.possible_duplicates)


def test_possible_duplicates__of_a_kpi_and_a_measure_with_the_same_words() -> None:
    progress = picture(filed("QN", figure(7), figure(5, measure="arrests")), adds="incremental")
    (duplicate,) = progress.possible_duplicates
    assert str(duplicate.value) == "7 to 12"
    assert duplicate.explain()[0] == "Q-2031:1.1 counts 'arrests' twice, on days that overlap."
    assert [str(total.range) for total in progress.sums] == ["7 to 12"]
    same = [figure(7, operation="J"), figure(7, measure="arrests", operation="J")]
    assert picture(filed("QN", *same), adds="incremental").possible_duplicates == ()


def test_possible_duplicates__of_a_kpi_are_those_with_its_claims() -> None:
    reports = [filed("QN", figure(7)), filed("QN", figure(4), action="1.2"), filed("QR", figure(4), action="1.3")]
    of = plan(*PAIR, {"number": "1.3", "leaders": "QR", "participants": "QP"})
    progress = picture(*reports, of=of, adds="incremental")
    (duplicate,) = progress.possible_duplicates
    assert progress.duplicates_of(progress.action("1.2").kpi()) == (duplicate,)
    assert progress.duplicates_of(progress.action("1.3").kpi()) == ()


def test_sum__leaves_out_figures_of_several_rounds_that_nobody_decided_to_add() -> None:
    reports = [
        filed("QN", figure(7)),
        filed("QN", figure(4), action="1.2"),
        filed("QN", figure(5), action="1.2", on=DECEMBER),
    ]
    (total,) = picture(*reports, of=plan(*PAIR), kpis=register("cumulative", "Q-2031", "1.1")).sums
    assert str(total.range) == "7"
    assert total.left_out == ("Q-2031:1.2/1 is not added: it is not decided how its figures of several rounds add up.",)
    assert total.explain()[-1] == total.left_out[0]


@pytest.mark.parametrize(
    ("first", "second"),
    [(("2.2", "1a"), ("2.3", "3")), (("2.3", "2"), ("5.1", "1a"))],  # arrests, action days
)
def test_possible_duplicates__of_a_plan_like_that_of_2012(first: tuple[str, str], second: tuple[str, str]) -> None:
    of = like_2012.PLAN
    days = ("2031-05-07", "2031-05-09")
    reports = [
        filed("QM", own(7, kpi=kpi, period=days), action=action, plan=of.id, checkpoint="June")
        for action, kpi in (first, second)
    ]
    definitions = tuple(
        KpiDefinition(action=action, kpi=kpi, adds=Adds.INCREMENTAL, decided_by="QM", on=dt.date(2031, 1, 30))
        for action, kpi in (first, second)
    )
    (duplicate,) = picture(*reports, of=of, kpis=KpiRegister(plan=of.id, definitions=definitions)).possible_duplicates
    assert duplicate.actions == (f"{of.id}:{first[0]}", f"{of.id}:{second[0]}")


def test_progress__costs_twice_as_much_for_twice_as_many_actions_with_one_measure() -> None:
    def work(count: int) -> Any:
        numbers = [f"1.{number}" for number in range(1, count + 1)]
        of = plan(*({"number": number, "links": numbers[0]} for number in numbers))
        days = ("2031-05-01", "2031-05-10")
        reports = [filed("QM", own(5, period=days), action=number, id=f"r{number}") for number in numbers]
        return lambda: picture(*reports, of=of, adds="incremental")

    assert growth(work, 30) < 2.2


def test_each_action__keeps_its_own_value() -> None:
    reports = [
        filed("QM", own(100, operation="JAD-1"), on=DECEMBER),
        filed("QM", own(90, operation="JAD-1"), on=DECEMBER, action="1.2"),
    ]
    of = plan(*({**row, "timing": "October 2031", "participants": "QM"} for row in PAIR))
    progress = picture(*reports, of=of, adds="incremental", operations=[operation()])
    assert [amount(action.kpi()) for action in progress] == ["100", "90"]
