"""Faults that real rounds of reports showed, each with its right answer; parties and days are invented."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.support.invented import SESSION
from tests.support.progress_cases import (
    amount,
    figure,
    filed,
    kinds,
    kpi,
    operation,
    own,
    picture,
    plan,
    register,
)

from empact.analysis import Apart, DifferenceKind, PlanContext, TargetState, claim_log
from empact.model import ActionStatus, OverTime, Prose, Reports

DECEMBER = "2031-12-10"
SOLO = {"participants": ""}


def test_form_that_arrives_twice__is_one_form() -> None:
    mail = filed("QN", figure(3100), source="Mail of 28 June 2031")
    post = filed("QN", figure(3100), source="Letter of 30 June 2031", on="2031-06-30")
    progress = kpi(mail, post)
    assert (amount(progress), progress.differences) == ("3100", ())  # not 3100 to 6200
    assert progress.value is not None
    assert [claim.report for claim in progress.value.claims] == [mail.id, post.id]  # both are kept


def test_two_totals_of_one_leader__are_between_the_two() -> None:
    progress = kpi(filed("QN", figure(12)), filed("QN", figure(10), on="2031-06-30"))
    assert (amount(progress), kinds(progress)) == ("10 to 12", [DifferenceKind.TWO_VALUES])  # not 12 to 22
    # In two rounds the newer one counts, and that it falls is a finding unless the report says why.
    fall = kpi(filed("QN", figure(12)), filed("QN", figure(10), on=DECEMBER))
    assert (amount(fall), kinds(fall)) == ("10", [DifferenceKind.FALL])
    reason = filed("QN", figure(10, lower_because=Prose(text="Two were counted twice.")), on=DECEMBER)
    assert kpi(filed("QN", figure(12)), reason).differences == ()


def test_equal_totals_of_two_leaders__do_not_differ() -> None:
    of = plan({"leaders": "QN, QO", "participants": ""})
    progress = kpi(filed("QN", figure(15)), filed("QO", figure(15)), of=of)
    assert (amount(progress), progress.differences) == ("15", ())  # not "15; 15: differ"


def test_figure_twice_in_one_report__is_one_figure() -> None:
    same = kpi(filed("QN", figure(7), figure(7)))
    assert amount(same) == "7"  # not 7 to 14
    different = kpi(filed("QN", figure(7), figure(8)))
    assert (amount(different), kinds(different)) == ("7 to 8", [DifferenceKind.TWO_VALUES])


@pytest.mark.parametrize("adds", ["cumulative", "incremental", "latest"])
def test_total_with_a_part_in_an_operation__is_the_total(adds: str) -> None:
    # A figure that belongs to an operation is no figure of a KPI whose newest value counts; in a file it is 600 too.
    report = filed("QN", figure(600, operations={"J1": 460}), on=DECEMBER)
    progress = kpi(report, of=plan({"timing": "October 2031"}), adds=adds, operations=[operation("J1")])
    assert amount(progress) == "600"  # not 600 to 1060
    assert progress.claims[0].said == "600 in total (460 of it in J1)"


def test_ratio_of_two_rounds__is_the_newest_if_it_is_cumulative() -> None:
    reports = [filed("QN", figure(8, of=10)), filed("QN", figure(17, of=20), on=DECEMBER)]
    decided = kpi(*reports, kpis=register("ratio", over_time=OverTime.CUMULATIVE))
    assert amount(decided) == "17 of 20"  # not 25 of 30
    open_ = kpi(*reports, adds="ratio")
    assert (open_.value, [f"{value.range}/{value.of}" for value in open_.values]) == (None, ["8/10", "17/20"])


def test_shares_of_two_parties_in_one_operation__are_both_counted() -> None:
    reports = [filed("QM", own(5, operation="J1"), on=DECEMBER), filed("QO", own(5, operation="J1"), on=DECEMBER)]
    of = plan({"timing": "October 2031"})
    progress = kpi(*reports, of=of, adds="incremental", operations=[operation("J1")])
    assert (amount(progress), progress.differences) == ("10", ())
    steps = progress.explain()
    assert [str(step) for step in steps[1:4]] == [
        "10 arrests: the sum of the shares.",
        f"  QM reported on 2031-12-10: 5 of its own (5 of it in J1) ({reports[0].id}).",
        f"  QO reported on 2031-12-10: 5 of its own (5 of it in J1) ({reports[1].id}).",
    ]
    assert not any("once" in step.text for step in steps)  # not "5, once for the operation"


def test_shares_above_an_earlier_total__are_no_missed_target() -> None:
    of = plan({"kpi": "150 arrests"})
    shares = [filed("QM", own(90), on=DECEMBER), filed("QO", own(90), on=DECEMBER)]
    progress = kpi(filed("QN", figure(100)), *shares, of=of)
    assert (str(progress.value), str(progress.shares)) == ("100 arrests", "180 arrests")
    assert kinds(progress) == [DifferenceKind.ABOVE_TOTAL]
    assert progress.target is not None
    assert progress.target.state is TargetState.UNJUDGED  # not "100 is below 150"


def test_report_that_supersedes_one_of_another_party__has_no_effect() -> None:
    first = filed("QM", own(5))
    other = filed("QO", own(3), on="2031-06-30", supersedes=(first.id,))
    progress = kpi(first, other)
    assert (amount(progress), progress.participants.missing) == ("8", ())  # the figures of QM are still there
    of = plan()
    log = claim_log(
        PlanContext(plan=of, register=SESSION.register, reports=Reports(plan=of.id, reports=(first, other)))
    )
    assert [(idle.filed.id, idle.superseded.id, idle.why) for idle in log.idle] == [(other.id, first.id, "is by QM")]


@pytest.mark.parametrize(
    ("reached", "in_time", "text"),
    [
        ("2031-12-20", False, "It was reached on 2031-12-20, 81 days after 2031-09-30."),
        ("2031-10-01", False, "It was reached on 2031-10-01, 1 day after 2031-09-30."),
        ("2031-09-30", True, "It was reached on 2031-09-30."),
    ],
)
def test_milestone_after_its_day__is_reached_and_not_in_time(reached: str, in_time: bool, text: str) -> None:  # noqa: FBT001
    of = plan({"kpi": "Report finalised by 30 September 2031"})
    report = filed("QN", figure(reached=dt.date.fromisoformat(reached)), on="2031-12-22")
    target = kpi(report, of=of, adds="milestone").target
    assert target is not None
    assert (target.state, target.in_time, target.text) == (TargetState.REACHED, in_time, text)


def test_action_day_after_the_plan__counts_not_in_its_year() -> None:
    of = plan({"timing": "2nd quarter 2031, 3rd quarter 2031"})
    late = operation("J9", ("2032-01-12", "2032-01-14"))
    ended = {"ended": dt.date(2032, 1, 14)}
    report = filed("QN", figure(40, operation="J9"), on="2032-01-20", status="completed", said=ended)
    action = picture(report, of=of, adds="incremental", operations=[late]).action("1.1")
    progress = action.kpi()
    assert [(claim.apart, str(claim.value)) for claim in progress.apart] == [(Apart.AFTER, "40")]
    assert progress.value is None or progress.value.high == 0  # the arrests are none of 2031
    assert len(action.slippage) == 2  # the day on which it ended, and its arrests
    same = kpi(filed("QN", figure(40, period=("2032-01-12", "2032-01-14")), on="2032-01-20"), of=of, adds="incremental")
    assert (same.value, [claim.apart for claim in same.apart]) == (None, [Apart.AFTER])


def test_kpi_that_names_two_things__is_two_values() -> None:
    of = plan({"kpi": "Number of arrests / detected persons"})
    reports = [filed("QN", figure(103, kpi="1a"), figure(7249, kpi="1b"))]
    action = picture(*reports, of=of, adds="cumulative").action("1.1")
    assert [(kpi.kpi, str(kpi.value)) for kpi in action.kpis] == [
        ("1a", "103 arrests"),
        ("1b", "7249 detected persons"),
    ]
    (arrests, persons) = picture(*reports, of=of, adds="cumulative").action("1.1").kpis
    assert arrests.key != persons.key
    # One number for both is not counted, and is said.
    action = picture(filed("QN", figure(103)), of=of, adds="cumulative").action("1.1")
    assert [kpi.value for kpi in action.kpis] == [None, None]
    assert len(action.unknown_kpis) == 1


def test_one_value_of_one_round__is_judged_without_a_decision() -> None:
    of = plan({"kpi": "At least 500 arrests", **SOLO})
    progress = kpi(filed("QN", figure(594), on=DECEMBER), of=of, adds=None)
    assert (amount(progress), progress.decided_by) == ("594", None)
    assert progress.target is not None
    assert progress.target.state is TargetState.REACHED  # not "cannot be judged"


def test_parties_that_have_not_reported__are_those_of_the_kpi() -> None:
    of = plan({"kpi": "Number of arrests; Number of searches"})
    assert len(of.actions[0].kpis) == 2
    progress = picture(filed("QM", own(3, kpi=1), own(1, kpi=2)), filed("QO", own(2, kpi=2)), of=of, adds="cumulative")
    arrests, searches = progress.action("1.1").kpis
    assert (arrests.participants.missing, searches.participants.missing) == (("QO",), ())
    assert (amount(arrests), amount(searches)) == ("at least 3", "3")
    assert arrests.value is not None
    assert arrests.value.missing == ("QO",)


def test_withdrawn_report__is_one_that_states_nothing() -> None:
    first = filed("QN", figure(5), status="live")
    withdrawn = filed("QN", on="2031-06-30", supersedes=(first.id,))
    action = picture(first, withdrawn, checkpoint="June 2031", adds="cumulative").action("1.1")
    assert (action.status, action.kpi().value, action.kpi().claims) == (ActionStatus.NOT_REPORTED, None, ())
