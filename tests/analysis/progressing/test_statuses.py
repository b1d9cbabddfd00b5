"""Statuses: what the leaders of an action state about it, what the Driver settles, and which status holds later."""

from __future__ import annotations

import datetime as dt
from typing import Any

import attrs
import pytest
from tests.support.invented import parties
from tests.support.progress_cases import figure, filed, picture, pictures, plan, settled

import empact
from empact.analysis import DifferenceKind, PlanFacts
from empact.model import ActionStatus, FiledReport, FrozenMap, PolicyCycle, Prose, Ref

DECEMBER = "2031-12-10"
TWO = plan({"leaders": "QN, QO", "participants": "QM, QP"})


def test_status__of_nobody_is_not_reported() -> None:
    action = picture().action("1.1")
    assert (action.status, action.word, action.reported_status.claims) == (ActionStatus.NOT_REPORTED, None, ())
    assert action.leaders.missing == ("QN",)
    assert "No leader has reported a status in this round." in action.explain()


def test_status__has_the_day_since_which_it_is_reported() -> None:
    reports = [filed("QN", status="not started", on="2031-06-20"), filed("QN", status="live", on="2031-11-20")]
    picture_ = picture(*reports).action("1.1").reported_status
    assert (picture_.status, picture_.since) == (ActionStatus.LIVE, dt.date(2031, 11, 20))
    reports[0] = filed("QN", status="live", on="2031-06-20")
    assert picture(*reports).action("1.1").reported_status.since == dt.date(2031, 6, 20)


@pytest.mark.parametrize(
    ("word", "status", "earlier"),
    [
        ("live", ActionStatus.NOT_REPORTED, 1),
        ("continue", ActionStatus.NOT_REPORTED, 1),
        ("successfully completed", ActionStatus.COMPLETED, 0),
        ("not completed", ActionStatus.NOT_COMPLETED, 0),
        ("cancelled", ActionStatus.CANCELLED, 0),
        ("carried over", ActionStatus.CARRIED_OVER, 0),
    ],
)
def test_status__of_an_earlier_round_holds_only_if_it_is_final(word: str, status: ActionStatus, earlier: int) -> None:
    action = picture(filed("QN", status=word), checkpoint="December 2031").action("1.1")
    assert (action.status, len(action.reported_status.earlier)) == (status, earlier)


def test_status__of_leaders_that_differ_is_unclear_until_the_driver_cites_both() -> None:
    qn, qo = filed("QN", status="live"), filed("QO", status="completed")

    def of(*more: FiledReport) -> Any:
        return picture(qn, qo, *more, of=TWO, checkpoint="June 2031").action("1.1")

    for cites in ((), (qn.id,)):
        action = of(filed("QM", on="2031-06-30", settles=settled(cites, status="live")))
        assert (action.status, action.reported_status.conflict) == (ActionStatus.UNCLEAR, True)
    driver = filed("QM", on="2031-06-30", settles=settled((qn.id, qo.id), status="live"))
    action = of(driver)
    assert (action.status, action.reported_status.settled_by) == (ActionStatus.LIVE, driver.id)
    assert [claim.by for claim in action.reported_status.claims] == ["QN", "QO"]  # both are kept
    again = filed("QO", status="completed", on="2031-07-02", supersedes=(qo.id,))
    assert of(driver, again).reported_status.conflict  # the Driver has not seen the new report


def test_status__of_two_reports_of_one_party_is_no_difference_between_leaders() -> None:
    """The party corrects it: the Driver is not asked to settle it."""
    reports = [
        filed("QN", status="live", said={"started": dt.date(2031, 3, 2)}),
        filed("QN", status="cancelled", on="2031-06-29", said={"started": dt.date(2031, 3, 3)}),
    ]
    action = picture(*reports, of=TWO, checkpoint="June 2031").action("1.1")
    assert (action.status, action.reported_status.conflict) == (ActionStatus.UNCLEAR, True)
    assert {difference.kind for difference in action.differences} == {DifferenceKind.TWO_VALUES}
    assert {difference.what for difference in action.differences} == {
        "One party states several values of one thing in one round"
    }


def test_status__of_leaders_that_differ_on_final_words_is_final() -> None:
    reports = [filed("QN", status="completed"), filed("QO", status="cancelled")]
    status = picture(*reports, of=TWO, checkpoint="December 2031").action("1.1").reported_status
    assert (status.status, status.conflict, status.final) == (ActionStatus.UNCLEAR, True, True)
    reports[1] = filed("QO", status="live")
    status = picture(*reports, of=TWO, checkpoint="December 2031").action("1.1").reported_status
    assert (status.status, status.final) == (ActionStatus.NOT_REPORTED, False)


def test_status__in_two_words_with_one_meaning_is_no_difference() -> None:
    reports = [filed("QN", status="completed", on="2031-06-01"), filed("QO", status="successfully completed")]
    action = picture(*reports, of=TWO, checkpoint="June 2031").action("1.1")
    assert (action.status, action.word) == (ActionStatus.COMPLETED, "successfully completed")
    assert action.differences == ()


def test_status__keeps_the_words_of_the_leaders_that_are_not_the_status_itself() -> None:
    reports = [filed("QN", status="On track", on="2031-06-01"), filed("QO", status="delayed")]
    status = picture(*reports, of=TWO, checkpoint="June 2031").action("1.1").reported_status
    assert (status.status, status.word, status.own_words) == (ActionStatus.LIVE, "delayed", ("On track", "delayed"))
    plain = [filed("QN", status="Not-Completed", on="2031-06-01"), filed("QO", status="not completed")]
    assert picture(*plain, of=TWO, checkpoint="June 2031").action("1.1").reported_status.own_words == ()
    differ = [filed("QN", status="on track", on="2031-06-01"), filed("QO", status="done")]
    assert picture(*differ, of=TWO, checkpoint="June 2031").action("1.1").reported_status.own_words == ()


def test_status__in_a_word_of_the_plan_s_cycle_or_of_the_project() -> None:
    text = {"in delivery": ActionStatus.LIVE, "Done": ActionStatus.CARRIED_OVER}
    cycle = PolicyCycle(id="2030-2033", status_words=FrozenMap(text))
    of = attrs.evolve(plan(), cycle=cycle)
    action = picture(filed("QN", status="In-delivery", on=DECEMBER), of=of).action("1.1")
    assert (action.status, action.reported_status.own_words) == (ActionStatus.LIVE, ("In-delivery",))
    own = PlanFacts(plan=of, status_words={"in delivery": ActionStatus.COMPLETED})
    assert [own.status(word) for word in ("in delivery", "done", "parked", "live")] == [
        ActionStatus.COMPLETED,
        ActionStatus.CARRIED_OVER,
        None,
        ActionStatus.LIVE,
    ]
    sources = [known.source for known in own.statuses if known.word in {"in delivery", "Done", "ongoing"}]
    assert sources == ["the configuration", "the cycle 2030-2033 of the plan Q-2031", "empact's own"]


@pytest.mark.parametrize("word", ["continue", "half done"])
def test_status__in_a_word_without_a_clear_meaning_is_unclear(word: str) -> None:
    action = picture(filed("QN", status=word, on=DECEMBER)).action("1.1")
    assert (action.status, action.word, action.reported_status.conflict) == (ActionStatus.UNCLEAR, word, False)


@pytest.mark.parametrize("by", ["QO", "QM", "QP"])  # a participant, the Driver, and a party that is not named
def test_status__is_not_stated_by_others(by: str) -> None:
    action = picture(filed(by, status="live", on=DECEMBER)).action("1.1")
    assert (action.status, action.leaders.reported) == (ActionStatus.NOT_REPORTED, ())


def test_status__is_stated_by_a_reporter_where_the_plan_leaves_open_who_leads() -> None:
    of = plan({"leaders": "Relevant MS"})
    assert picture(filed("QP", status="live", on=DECEMBER), of=of).action("1.1").status is ActionStatus.LIVE


def test_days__that_two_leaders_state_differently_are_a_difference() -> None:
    qn = filed("QN", status="live", said={"started": dt.date(2031, 3, 1)})
    qo = filed("QO", status="live", said={"started": dt.date(2031, 4, 1)})
    action = picture(qn, qo, of=TWO, checkpoint="June 2031").action("1.1")
    (difference,) = action.differences
    assert (difference.kind, difference.open) == (DifferenceKind.DAYS, True)
    assert difference.reports == (qn.id, qo.id)
    driver = filed("QM", on="2031-06-30", settles=settled((qn.id, qo.id), started=dt.date(2031, 3, 1)))
    action = picture(qn, qo, driver, of=TWO, checkpoint="June 2031").action("1.1")
    assert (action.started, action.differences[0].settled_by) == (dt.date(2031, 3, 1), driver.id)


def test_days__of_a_later_round_replace_earlier_ones() -> None:
    days = {"2031-06-20": dt.date(2031, 3, 1), DECEMBER: dt.date(2031, 4, 1)}
    action = picture(*(filed("QN", on=on, said={"started": day}) for on, day in days.items())).action("1.1")
    assert (action.started, action.differences) == (dt.date(2031, 4, 1), ())


def test_cancellation__names_who_agreed() -> None:
    said = {"reason": Prose(text="The partner left."), "agreed_by": parties("QM")}
    action = picture(filed("QN", status="cancelled", said=said)).action("1.1")
    assert (action.agreed_by, [str(reason) for reason in action.reasons]) == (("QM",), ["The partner left."])


LATER = """\
empact: plan/1
id: Q-2032
period: {start: 2032-01-01, end: 2032-12-31}
driver: QM
checkpoints: [June 2032]
goals: [{number: "1", body: To know.}]
actions:
  - {number: "4.1", goal: "1", leaders: QN, timing: Whole year}
"""


def test_carried_over__leads_to_the_action_of_the_next_plan() -> None:
    said = {"carried_over": Ref(plan="Q-2032", action="4.1")}
    report = filed("QN", status="carried over", on=DECEMBER, said=said)
    progress = pictures([plan(), empact.loads(LATER, format="yaml")], [report], "cumulative")
    action = progress.action("Q-2031:1.1")
    assert action.carried_over is not None
    assert action.carried_over.destinations == ("Q-2032:4.1",)
    assert progress.follow(action) == (progress.action("Q-2032:4.1"),)
    assert progress.follow(progress.action("4.1")) == ()


@pytest.mark.parametrize(("day", "late"), [("2031-12-31", False), ("2032-01-01", True)])
def test_slippage__begins_after_the_last_day_of_the_plan(day: str, late: bool) -> None:  # noqa: FBT001 - a parameter
    said = {"ended": dt.date.fromisoformat(day)}
    report = filed("QN", figure(reached=dt.date.fromisoformat(day)), on="2032-02-01", status="completed", said=said)
    action = picture(report, of=plan({"kpi": "Report finalised"}), adds="milestone").action("1.1")
    assert len(action.slippage) == (2 if late else 0)
