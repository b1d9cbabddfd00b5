"""Gathering: which checkpoint a picture is of, what is not counted, and what was left empty."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest
from tests.support.invented import SESSION
from tests.support.progress_cases import amount, figure, filed, kpi, own, picture, plan

import empact
from empact import UnknownIdError
from empact.analysis import PlanContext, plan_rounds, progress
from empact.model import ActionReport, ActionStatus, Checkpoint

DECEMBER = "2031-12-10"
LATER = """\
empact: plan/1
id: Q-2032
period: {start: 2032-01-01, end: 2032-12-31}
driver: QM
checkpoints: [June 2032]
goals: [{number: "1", body: To know.}]
actions:
  - {number: "1.1", leaders: QN}
"""


@pytest.mark.parametrize(
    ("as_of", "checkpoint"),
    [
        ("2031-05-31", "June 2031"),  # before any: the first one that is to come
        ("2031-07-30", "June 2031"),
        ("2031-12-09", "June 2031"),
        ("2031-12-10", "December 2031"),  # a report is about it
        ("2032-02-01", "December 2031"),
        (None, "December 2031"),
    ],
)
def test_default_checkpoint__is_the_newest_that_is_over_or_reported_on(as_of: str | None, checkpoint: str) -> None:
    reports = (filed("QN", figure(5)), filed("QN", figure(9), on=DECEMBER))
    assert str(picture(*reports, as_of=as_of).rounds["Q-2031"]) == checkpoint


def test_default_checkpoint__without_reports_and_date_is_the_last() -> None:
    assert str(picture().rounds["Q-2031"]) == "December 2031"
    assert str(picture(filed("QN", figure(5))).rounds["Q-2031"]) == "June 2031"


def test_checkpoint__counts_a_report_where_it_says_so_whatever_its_day() -> None:
    late = filed("QN", figure(8), on="2031-10-01", checkpoint="June 2031")
    assert amount(kpi(late, checkpoint="June 2031")) == "8"
    assert kpi(late, checkpoint="June 2031", as_of="2031-09-30").value is None
    with pytest.raises(UnknownIdError, match="June 2031"):
        picture(late, checkpoint="June 2013")


def test_checkpoint__that_the_plan_has_not_counts_nowhere_and_is_listed() -> None:
    gathered = picture(filed("QN", figure(8), checkpoint="March", id="r1"), adds="cumulative")
    assert [str(statement) for statement in gathered.unplaced] == [
        "r1 names the checkpoint 'March', which is not in Q-2031, or has no day there."
    ]
    assert gathered.action("1.1").kpi().claims == ()


def test_checkpoint_without_a_day__has_no_round() -> None:
    of = attrs.evolve(plan(), checkpoints=(Checkpoint(name="First"), Checkpoint(name="Second")))
    assert plan_rounds(of) == ()
    gathered = picture(filed("QN", figure(5), checkpoint="First", id="r1"), of=of)
    assert gathered.rounds == {"Q-2031": None}
    assert [str(statement) for statement in gathered.unplaced] == [
        "r1 names the checkpoint 'First', which is not in Q-2031, or has no day there."
    ]
    assert gathered.action("1.1").kpi().value is None


def test_action_and_kpi__that_the_plan_has_not_are_listed() -> None:
    gathered = picture(filed("QN", figure(8), action="9.9", id="r1"), filed("QN", figure(8, kpi=3), id="r2"))
    assert [str(statement) for statement in gathered.unplaced] == ["r1 is about action 9.9, which is not in Q-2031."]
    (unknown,) = gathered.action("1.1").unknown_kpis
    assert str(unknown) == "r2 has a figure for KPI 3, which is not in action 1.1."
    assert (unknown.reports, list(map(str, unknown.actions))) == (("r2",), ["Q-2031:1.1"])


def test_checkpoint__of_one_plan_is_a_day_in_the_others() -> None:
    context = SESSION.context(plan(), empact.loads(LATER, format="yaml"))
    rounds = progress(context, "June 2031").rounds
    assert {id: str(point) for id, point in rounds.items()} == {
        "Q-2031": "June 2031",
        "Q-2032": "None",  # its first checkpoint is a year later
    }
    assert str(progress(context, "June 2032").rounds["Q-2031"]) == "December 2031"


def test_measure__that_is_no_kpi_says_so() -> None:
    measure = picture(filed("QN", figure(5, measure="clocks seized"))).action("1.1").measures[0]
    assert measure.explain()[0].text == "'clocks seized' is not a KPI of the plan."
    assert (amount(measure), measure.expected, measure.kpi) == ("5", (), None)


# --- what was left empty in a form


def test_action_left_empty__is_no_report() -> None:
    filled = filed("QN", figure(5))
    report = attrs.evolve(
        filled, content=attrs.evolve(filled.content, actions=(*filled.content.actions, ActionReport(action="1.2")))
    )
    gathered = picture(report, of=plan({}, {"number": "1.2"}))
    assert (gathered.action("1.1").reports, gathered.action("1.2").reports) == ((report,), ())
    assert gathered.action("1.2").leaders.missing == ("QN",)


def test_report_left_empty__is_about_no_checkpoint() -> None:
    gathered = picture(filed("QN", figure(5)), filed("QN", on=DECEMBER))
    assert str(gathered.rounds["Q-2031"]) == "June 2031"
    assert picture(filed("QN", action="9.9")).unplaced == ()


# --- silence


def test_turnout__is_that_of_the_round() -> None:
    june = filed("QN", figure(5))
    silent = kpi(june, checkpoint="December 2031")
    assert (amount(silent), silent.leaders.missing) == ("5 so far", ("QN",))
    shares = kpi(filed("QM", own(3)), filed("QO", own(2)), filed("QO", own(4), on=DECEMBER))
    assert (amount(shares), shares.participants.missing) == ("at least 7", ("QM",))


def test_turnout__after_a_final_status_expects_nobody() -> None:
    over = kpi(filed("QN", figure(5), status="completed"), checkpoint="December 2031")
    assert (amount(over), over.missing) == ("5", ())  # not "so far": nobody was expected


def test_open_groups_and_unconfirmed_parties__are_not_expected() -> None:
    turnout = kpi(of=plan({"participants": "QM, QO (to be confirmed), Relevant MS"})).participants
    assert (turnout.expected, turnout.unconfirmed, turnout.open) == (("QM",), ("QO",), ("Relevant MS",))


# --- the call


def test_progress__takes_a_context() -> None:
    with pytest.raises(TypeError, match="a context of plans"):
        progress(plan())  # type: ignore[arg-type]  # what is refused
    with pytest.raises(TypeError, match="checkpoint"):
        progress(PlanContext(plan=plan(), register=SESSION.register), 3)  # type: ignore[arg-type]  # what is refused
    with pytest.raises(UnknownIdError, match=r"9\.9"):
        picture().action("9.9")
    with pytest.raises(UnknownIdError, match="KPI"):
        picture().action("1.1").kpi(4)


def test_progress__of_a_plan_without_reports_says_that_nothing_is_reported() -> None:
    of = plan({}, {"number": "1.2"})
    gathered = SESSION.context(of).progress("June 2031")
    assert dict(gathered.status_counts()) == {ActionStatus.NOT_REPORTED: 2}
    assert gathered.checkpoints[0].on == dt.date(2031, 6, 30)
