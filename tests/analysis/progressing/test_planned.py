"""Planned beside reported: one object for each action and each milestone."""

from __future__ import annotations

import datetime as dt
from typing import Any

import attrs
import pytest
from tests.support.progress_cases import figure, filed, operation, own, picture, plan, settled

from empact import Plan
from empact.analysis import KpiProgress, PlannedAndReported, PlannedState, TargetState
from empact.model import FiledReport

MANUAL = "1 manual written by 30 September 2031"
SUMMER = plan({"timing": "Q2/Q3"})
TO_THE_DAY = plan({"timing": "until 30 September 2031"})
JUNE, DECEMBER = "June 2031", "December 2031"


def milestone(*reports: FiledReport, of: Plan | None = None, **more: Any) -> KpiProgress:
    return picture(*reports, of=of or plan({"kpi": MANUAL}), adds="milestone", **more).action("1.1").kpi()


def reached(day: str | None, by: str = "QN", on: str = "2032-01-10", **fields: Any) -> FiledReport:
    stated = figure(0) if day is None else figure(reached=dt.date.fromisoformat(day))
    return filed(by, stated, on=on, checkpoint=fields.pop("checkpoint", DECEMBER), **fields)


def planned(found: KpiProgress) -> PlannedAndReported:
    assert found.planned is not None
    return found.planned


def action(*reports: FiledReport, of: Plan = SUMMER, **more: Any) -> PlannedAndReported:
    return picture(*reports, of=of, adds="cumulative", **more).action("1.1").planned


def ended(day: str, by: str = "QN", **fields: Any) -> FiledReport:
    said = {"ended": dt.date.fromisoformat(day)}
    return filed(
        by, on="2032-01-20", checkpoint=DECEMBER, said=said, status=fields.pop("status", "completed"), **fields
    )


# --- milestones


def test_milestone__says_how_many_days_after_its_day_it_was_reached() -> None:
    found = milestone(reached("2031-12-20"))
    assert (planned(found).state, planned(found).days_after) == (PlannedState.AFTER, 81)
    assert str(planned(found)) == (
        "planned for 2031-01-01 to 2031-09-30, and reported for 2031-12-20: 81 days after 2031-09-30"
    )
    assert found.target is not None
    assert (found.target.state, found.target.in_time) == (TargetState.REACHED, False)
    assert found.target.text == "It was reached on 2031-12-20, 81 days after 2031-09-30."


@pytest.mark.parametrize(("day", "days"), [("2031-10-01", 1), ("2031-10-02", 2), ("2032-01-05", 97)])
def test_milestone__counts_the_days_from_the_day_after(day: str, days: int) -> None:
    found = planned(milestone(reached(day)))
    assert (found.days_after, found.behind) == (days, f"{days} day{'s' * (days > 1)} after 2031-09-30")


def test_milestone__on_its_day_is_in_time() -> None:
    found = milestone(reached("2031-09-30"))
    assert (planned(found).state, planned(found).behind) == (PlannedState.IN_TIME, None)
    assert found.target is not None
    assert found.target.in_time is True


def test_milestone__of_an_action_without_a_day_of_its_own_has_no_number_of_days() -> None:
    found = milestone(reached("2031-12-20"), of=plan({"kpi": "1 manual written", "timing": "Q2/Q3"}))
    assert (planned(found).state, planned(found).days_after) == (PlannedState.AFTER, None)
    assert planned(found).behind == "after 2031-09-30, the end of its planned time"
    before = milestone(reached("2031-03-30"), of=plan({"kpi": "1 manual written", "timing": "Q2/Q3"}))
    assert planned(before).state is PlannedState.BEFORE
    assert before.target is not None
    assert before.target.in_time is True


def test_milestone__of_leaders_that_differ_has_a_verdict_only_where_both_give_it() -> None:
    two = plan({"kpi": MANUAL, "leaders": "QN, QO", "participants": "QM"})
    both = milestone(reached("2031-12-20"), reached("2031-12-24", "QO"), of=two)
    assert (planned(both).state, planned(both).days_after) == (PlannedState.AFTER, None)
    sides = milestone(reached("2031-09-20"), reached("2031-12-24", "QO"), of=two)
    assert planned(sides).state is PlannedState.UNCLEAR
    assert sides.target is not None
    assert sides.target.in_time is None
    denied = milestone(reached("2031-09-20"), reached(None, "QO"), of=two)
    assert planned(denied).state is PlannedState.UNCLEAR


def test_milestone__that_the_driver_settles_has_its_day() -> None:
    two = plan({"kpi": MANUAL, "leaders": "QN, QO", "participants": "QM"})
    stated = (reached("2031-09-20"), reached("2031-12-24", "QO"))
    day = dt.date(2031, 12, 20)
    decision = settled((one.id for one in stated), kpi=1, reached=day)
    found = planned(milestone(*stated, filed("QM", on="2032-01-15", settles=decision), of=two))
    assert (found.state, found.days_after, found.first, found.last) == (PlannedState.AFTER, 81, day, day)


@pytest.mark.parametrize(
    ("as_of", "timing", "state"),
    [
        ("2031-03-01", "Q2/Q3", PlannedState.NOT_BEGUN),
        ("2031-03-31", "Q2/Q3", PlannedState.NOT_BEGUN),
        ("2031-04-01", "Q2/Q3", PlannedState.NOT_DUE),
        ("2031-06-30", "Whole year", PlannedState.NOT_DUE),
    ],
)
def test_milestone__before_its_day_is_not_due(as_of: str, timing: str, state: PlannedState) -> None:
    found = milestone(of=plan({"kpi": MANUAL, "timing": timing}), as_of=as_of)
    assert planned(found).state is state
    assert found.target is not None
    assert found.target.state is TargetState.OPEN


def test_milestone__that_is_silent_or_not_reached_after_its_day() -> None:
    assert planned(milestone(checkpoint=DECEMBER)).state is PlannedState.UNKNOWN
    assert planned(milestone(reached(None))).state is PlannedState.NOT_REACHED
    early = reached(None, on="2031-06-28", checkpoint=JUNE)
    assert planned(milestone(early, checkpoint=JUNE)).state is PlannedState.NOT_DUE


def test_last_day_that_is_the_cut_off_day__is_over() -> None:
    june = plan({"kpi": "1 manual written by 30 June 2031", "timing": "Q2"})
    assert planned(milestone(of=june, checkpoint=JUNE)).state is PlannedState.UNKNOWN
    assert planned(milestone(of=june, checkpoint=JUNE, as_of="2031-06-29")).state is PlannedState.NOT_DUE
    assert action(of=june, checkpoint=JUNE).state is PlannedState.UNKNOWN


def test_other_kpis__have_no_planned_day() -> None:
    assert picture(filed("QN", figure(3)), adds="cumulative").action("1.1").kpi().planned is None


# --- actions


def test_action__held_in_the_winter_is_after_its_time() -> None:
    days = operation("JAD-1", ("2032-01-12", "2032-01-14"))
    held = filed("QO", own(5, operation="JAD-1"), on="2032-01-20", checkpoint=DECEMBER)
    found = action(held, operations=[days])
    assert (found.state, found.days_after) == (PlannedState.AFTER, None)  # the plan has a quarter, and no day
    assert found.behind == "after 2031-09-30, the end of its planned time"
    assert [(one.operation, one.claim.by) for one in found.later] == [("JAD-1", "QO")]
    within = action(held, operations=[operation("JAD-1", ("2031-09-08", "2031-09-12"))])
    assert (within.state, within.later) == (PlannedState.UNKNOWN, ())  # nobody says that it is over
    assert action(held).state is PlannedState.UNKNOWN  # the operation is not known


def test_action__is_as_late_as_its_last_day_where_the_plan_has_a_day() -> None:
    found = action(ended("2031-10-10"), of=TO_THE_DAY)
    assert (found.state, found.days_after, found.behind) == (PlannedState.AFTER, 10, "10 days after 2031-09-30")
    assert action(ended("2031-09-30"), of=TO_THE_DAY).state is PlannedState.IN_TIME
    assert action(ended("2031-10-10")).days_after is None


def test_action__that_ended_before_its_time_or_in_it() -> None:
    assert action(ended("2031-03-31")).state is PlannedState.BEFORE
    assert action(ended("2031-04-01")).state is PlannedState.IN_TIME


def test_action__that_started_after_its_time_is_late_before_it_ends() -> None:
    started = filed("QN", on="2032-01-20", checkpoint=DECEMBER, said={"started": dt.date(2031, 10, 3)}, status="live")
    assert action(started).state is PlannedState.AFTER
    in_time = attrs.evolve(started.content.actions[0], started=dt.date(2031, 5, 3))
    going_on = attrs.evolve(started, content=attrs.evolve(started.content, actions=(in_time,)))
    assert action(going_on).state is PlannedState.UNKNOWN


def test_action__without_a_day_is_in_time_if_it_was_completed_by_a_cut_off_day_in_it() -> None:
    june = filed("QN", status="completed")
    assert action(june, checkpoint=JUNE).state is PlannedState.IN_TIME
    again = filed("QN", status="completed", on="2032-01-10", checkpoint=DECEMBER)
    assert action(june, again).state is PlannedState.IN_TIME
    assert action(again).state is PlannedState.UNKNOWN


@pytest.mark.parametrize("status", ["cancelled", "carried over", "not completed"])
def test_action__that_is_not_completed_is_not_reached(status: str) -> None:
    assert action(filed("QN", status=status)).state is PlannedState.NOT_REACHED
    assert action(ended("2031-09-20", status=status)).state is PlannedState.NOT_REACHED


def test_action__that_goes_on_is_not_in_time_whatever_day_a_leader_states() -> None:
    assert action(ended("2031-09-20", status="live")).state is PlannedState.UNKNOWN
    assert action(ended("2031-12-20", status="live")).state is PlannedState.AFTER
    without = attrs.evolve(ended("2031-09-20").content.actions[0], status=None)
    report = ended("2031-09-20")
    stated = attrs.evolve(report, content=attrs.evolve(report.content, actions=(without,)))
    assert action(stated).state is PlannedState.IN_TIME


def test_action__of_leaders_that_differ_is_unclear_until_the_driver_settles_it() -> None:
    two = plan({"timing": "Q2/Q3", "leaders": "QN, QO", "participants": "QM"})
    stated = (ended("2031-09-20"), ended("2031-10-20", "QO"))
    assert action(*stated, of=two).state is PlannedState.UNCLEAR
    assert action(*reversed(stated), of=two).state is PlannedState.UNCLEAR
    decision = settled((one.id for one in stated), ended=dt.date(2031, 9, 20))
    settling = filed("QM", on="2032-01-25", checkpoint=DECEMBER, settles=decision)
    found = action(*stated, settling, of=two)
    assert (found.state, found.last, found.later) == (PlannedState.IN_TIME, dt.date(2031, 9, 20), ())


def test_action__in_the_calendar() -> None:
    assert action(as_of="2031-03-31").state is PlannedState.NOT_BEGUN
    assert action(as_of="2031-06-30").state is PlannedState.NOT_DUE
    assert action(checkpoint=DECEMBER).state is PlannedState.UNKNOWN
    whole = action(of=plan(), as_of="2031-03-01")
    assert (str(whole.planned), whole.state) == ("2031-01-01 to 2031-12-31", PlannedState.NOT_DUE)


def test_figures_of_days_after_the_time__are_late_and_others_are_not() -> None:
    winter = own(3, period=("2031-10-06", "2031-10-10"))
    assert action(filed("QO", winter, on="2032-01-20", checkpoint=DECEMBER)).state is PlannedState.AFTER
    long = own(3, period=("2031-07-01", "2031-12-31"))
    assert action(filed("QO", long, on="2032-01-20", checkpoint=DECEMBER)).state is PlannedState.UNKNOWN


def test_claims_of_others__say_nothing_of_the_days() -> None:
    assert action(ended("2031-12-10", "QO")).state is PlannedState.UNKNOWN  # QO does not lead
    days = operation("JAD-1", ("2031-12-01", "2031-12-03"))
    stranger = filed("QX", own(5, operation="JAD-1"), on="2032-01-20", checkpoint=DECEMBER)
    assert action(stranger, operations=[days]).state is PlannedState.UNKNOWN  # the action does not name QX


def test_explain__says_what_was_planned_beside_what_is_reported() -> None:
    said = picture(ended("2031-10-10"), of=TO_THE_DAY).action("1.1").explain()
    line = "It was planned for 2031-01-01 to 2031-09-30, and reported for 2031-10-10: 10 days after 2031-09-30."
    assert line in said
