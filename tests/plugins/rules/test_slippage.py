"""What took place after its planned time: also within the year of the plan, and in operations."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from tests.support.invented import SESSION
from tests.support.progress_cases import figure, filed, operation, own, plan, register

from empact.model import FiledReport, Operation, Reports

SUMMER = plan({"timing": "Q2/Q3"})
TIME = "1 April to 30 September 2031"


def found(
    *reports: FiledReport, operations: tuple[Operation, ...] = (), adds: str = "cumulative", **more: Any
) -> list[str]:
    of = more.get("of", SUMMER)
    records = SESSION.records(
        reports=Reports(plan=of.id, reports=reports), operations=operations, kpis=register(adds, of.id)
    )
    select = more.get("select", "later-than-planned")
    return [one.message for one in SESSION.validate(of, select=select, records=records)]


def report(*figures: Any, by: str = "QN", on: str = "2032-01-20", **said: str) -> FiledReport:
    days = {field: dt.date.fromisoformat(day) for field, day in said.items()}
    return filed(by, *figures, on=on, checkpoint="December 2031", said=days)


def test_action__that_ends_after_its_time_within_the_year_is_found() -> None:
    (message,) = found(report(ended="2031-11-28"))
    assert message == (
        f"The report by QN of 20 January 2032 says that action 1.1 ended on 28 November 2031, after the time for which "
        f"action 1.1 was planned ({TIME})."
    )
    assert found(report(ended="2031-09-30")) == []


def test_action__that_started_and_ended_after_its_time_is_found_once() -> None:
    assert len(found(report(started="2031-10-28", ended="2031-11-28"))) == 1
    assert ["started on 28 October" in one for one in found(report(started="2031-10-28"))] == [True]


def test_action_day__planned_for_the_summer_and_held_in_the_next_january_is_found_once() -> None:
    january = operation("JAD-1", ("2032-01-12", "2032-01-14"))
    held = [report(own(5, operation="JAD-1"), by=party) for party in ("QM", "QO")]
    (message,) = found(*held, operations=(january,))
    assert "has a figure for action 1.1 from the operation JAD-1, which was until 14 January 2032, after" in message
    assert found(*held, operations=(operation("JAD-1", ("2031-09-12", "2031-09-14")),)) == []
    assert found(*held, operations=(january,), of=plan()) != []  # the year of the plan is over too


@pytest.mark.parametrize("after", ["2032-01-02", "2032-06-01"])
def test_day_of_a_report_after_the_plan__is_found_by_the_other_rule_alone(after: str) -> None:
    late = report(ended=after, on="2032-07-01")
    assert found(late) == []
    assert len(found(late, select="result-outside-plan")) == 1
    assert found(report(ended="2031-11-28"), select="result-outside-plan") == []


def test_milestone__after_its_day_is_found() -> None:
    manual = plan({"kpi": "1 manual written by 30 September 2031"})
    late = report(figure(reached=dt.date(2031, 12, 20)))
    (message,) = found(late, of=manual, adds="milestone")
    assert message == (
        "The report by QN of 20 January 2032 says that KPI 1 of action 1.1 was reached on 20 December 2031, after the "
        "time for which it was planned (1 January to 30 September 2031)."
    )
    assert found(report(figure(reached=dt.date(2031, 9, 30))), of=manual, adds="milestone") == []


def test_figure__of_days_after_the_time_is_found() -> None:
    autumn = own(3, period=("2031-10-06", "2031-10-10"))
    (message,) = found(report(autumn, by="QO"))
    assert "has a figure for action 1.1 of 6 October to 10 October 2031, after the time" in message


def test_plan_without_reports__has_no_findings() -> None:
    assert found() == []
