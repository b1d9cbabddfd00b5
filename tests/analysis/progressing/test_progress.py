"""Progress: statuses, totals by the way in which figures add, disagreements, targets, duplicates, checkpoints."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import attrs
import pytest
from tests.support import like_2012
from tests.support.invented import SESSION, parties
from tests.support.linear import growth
from tests.support.progress_cases import amount, figure, filed, kpi, operation, own, picture, pictures, plan, register

import empact
import oap_invented_2031
from empact import Session, UnknownIdError
from empact.analysis import DisagreementKind, PlanContext, PreconditionState, TargetState, plan_rounds, progress
from empact.documents.progress_figures import amount_of, figures_of
from empact.model import (
    ActionReport,
    ActionStatus,
    Adds,
    Baseline,
    Breakdown,
    BreakdownKind,
    Checkpoint,
    FiledReport,
    FrozenMap,
    KpiDefinition,
    KpiRegister,
    Prose,
    Ref,
    StatedSum,
    StatedTotals,
)

DECEMBER = "2031-12-10"


# --- status


def test_status__of_nobody_is_not_reported() -> None:
    action = picture().action("1.1")
    assert (action.status, action.word, action.claims) == (ActionStatus.NOT_REPORTED, None, ())
    assert action.leaders.missing == ("QN",)
    assert "No leader and no Driver has reported a status at this checkpoint." in action.explain()


def test_status__has_the_day_since_which_it_is_reported() -> None:
    action = picture(
        filed("QN", status="not started", on="2031-06-20"),
        filed("QN", status="live", on="2031-11-20"),
        filed("QM", role="driver", status="live", on=DECEMBER),
    ).action("1.1")
    assert (action.status, action.word) == (ActionStatus.LIVE, "live")
    assert action.reported_status.since == dt.date(2031, 11, 20)


@pytest.mark.parametrize(
    ("word", "status", "earlier"),
    [("live", ActionStatus.NOT_REPORTED, 1), ("successfully completed", ActionStatus.COMPLETED, 0)],
)
def test_status__of_an_earlier_checkpoint_holds_only_if_it_is_final(
    word: str, status: ActionStatus, earlier: int
) -> None:
    action = picture(filed("QN", status=word), checkpoint="December 2031").action("1.1")
    assert (action.status, len(action.reported_status.earlier)) == (status, earlier)


def test_status__of_leaders_that_differ_is_a_conflict_until_the_driver_cites_both() -> None:
    of = plan({"leaders": "QN, QO", "participants": "QM"})
    one, other = filed("QN", status="live"), filed("QO", status="completed")
    for cites in ((), (one.id,)):
        driver = filed("QM", role="driver", status="live", on="2031-06-30", cites=cites)
        action = picture(one, other, driver, of=of, checkpoint="June 2031").action("1.1")
        assert (action.status, action.reported_status.conflict) == (ActionStatus.UNCLEAR, True)
    driver = filed("QM", role="driver", status="live", on="2031-06-30", cites=(one.id, other.id))
    action = picture(one, other, driver, of=of, checkpoint="June 2031").action("1.1")
    assert (action.status, action.reported_status.settled_by) == (ActionStatus.LIVE, driver.id)
    again = filed("QO", status="completed", on="2031-07-02", supersedes=(other.id,))
    action = picture(one, other, driver, again, of=of, checkpoint="June 2031").action("1.1")
    assert action.reported_status.conflict  # the Driver has not seen the new report


def test_status__in_two_words_with_one_meaning_is_no_conflict() -> None:
    of = plan({"leaders": "QN, QO"})
    action = picture(
        filed("QN", status="completed", on="2031-06-01"),
        filed("QO", status="successfully completed"),
        of=of,
        checkpoint="June 2031",
    ).action("1.1")
    assert (action.status, action.word) == (ActionStatus.COMPLETED, "successfully completed")


@pytest.mark.parametrize("word", ["continue", "half done"])
def test_status__in_a_word_without_a_clear_meaning_is_unclear(word: str) -> None:
    action = picture(filed("QN", status=word, on=DECEMBER)).action("1.1")
    assert (action.status, action.word, action.reported_status.conflict) == (ActionStatus.UNCLEAR, word, False)


@pytest.mark.parametrize("role", ["participant", "support-unit"])
def test_status__is_not_reported_by_others(role: str) -> None:
    assert picture(filed("QO", role=role, status="live", on=DECEMBER)).action("1.1").status is ActionStatus.NOT_REPORTED


def test_days__that_two_leaders_report_differently_are_listed() -> None:
    of = plan({"leaders": "QN, QO"})
    day = dt.date(2031, 3, 1)
    action = picture(
        filed("QN", status="live", said={"started": day}),
        filed("QO", status="live", said={"started": dt.date(2031, 4, 1)}),
        of=of,
        checkpoint="June 2031",
    ).action("1.1")
    (found,) = action.disagreements
    assert found.kind is DisagreementKind.DATES
    assert found.text.startswith("Two sources report different days on which action 1.1 started: ")


def test_days__of_a_later_report_replace_earlier_ones() -> None:
    days = [dt.date(2031, 3, 1), dt.date(2031, 4, 1)]
    reports = [
        filed("QN", on=on, said={"started": day}) for on, day in zip(("2031-06-20", DECEMBER), days, strict=True)
    ]
    action = picture(*reports).action("1.1")
    assert (action.started, action.disagreements) == (days[1], ())


def test_target__of_a_range_around_the_bounds_is_in_between() -> None:
    of = plan({"kpi": "Between 5 and 10 arrests", "leaders": "QN, QO"})
    judged = kpi(filed("QN", figure(4)), filed("QO", figure(12)), of=of).target
    assert str(judged) == "cannot be judged: The total is 4 to 12, and the target between 5 and 10 is in between."


def test_cancelled__names_who_agreed() -> None:
    said = {"reason": Prose(text="The partner left."), "agreed_by": parties("QM")}
    action = picture(filed("QN", status="cancelled", said=said)).action("1.1")
    assert (action.agreed_by, [str(one) for one in action.reasons]) == (("QM",), ["The partner left."])


def test_carried_over__leads_to_the_action_of_the_next_plan() -> None:
    later = empact.loads(HEAD_2032 + '  - {number: "4.1", goal: "1", leaders: QN, timing: Whole year}\n', format="yaml")
    found = pictures(
        [plan(), later],
        [filed("QN", status="carried over", on=DECEMBER, said={"carried_over": Ref(plan="Q-2032", action="4.1")})],
        "cumulative",
    )
    action = found.action("Q-2031:1.1")
    assert action.carried_over is not None
    assert action.carried_over.destinations == ("Q-2032:4.1",)
    assert found.follow(action) == (found.action("Q-2032:4.1"),)
    assert found.follow(found.action("4.1")) == ()


HEAD_2032 = """\
empact: plan/1
id: Q-2032
period: {start: 2032-01-01, end: 2032-12-31}
driver: QM
checkpoints: [June 2032]
goals: [{number: "1", body: To know.}]
actions:
"""


# --- how figures add


def test_cumulative__is_the_newest_and_a_fall_is_listed() -> None:
    found = kpi(filed("QN", figure(8)), filed("QN", figure(12), on=DECEMBER))
    assert (amount(found), found.disagreements) == ("12", ())
    found = kpi(filed("QN", figure(8)), filed("QN", figure(5), on=DECEMBER))
    assert amount(found) == "5"
    assert [one.kind for one in found.disagreements] == [DisagreementKind.FALL]
    assert found.disagreements[0].text.startswith("A cumulative figure falls: QN reported on 2031-06-28: 8 in total")


def test_cumulative__of_own_contributions_is_the_newest_of_each_party() -> None:
    found = kpi(filed("QM", own(8)), filed("QO", own(5)), filed("QO", own(9), on=DECEMBER))
    assert amount(found) == "17"  # 8 + 9
    found = kpi(filed("QM", own(8)), filed("QM", own(5), on=DECEMBER), filed("QO", own(9), on=DECEMBER))
    assert [one.kind for one in found.disagreements] == [DisagreementKind.FALL]


def test_latest__may_fall() -> None:
    found = kpi(filed("QN", figure(8)), filed("QN", figure(5), on=DECEMBER), adds="latest")
    assert (amount(found), found.disagreements) == ("5", ())


def test_incremental__adds_checkpoints_and_parties() -> None:
    assert amount(kpi(filed("QN", figure(8)), filed("QN", figure(5), on=DECEMBER), adds="incremental")) == "13"
    found = kpi(filed("QM", own(8)), filed("QO", own(5)), filed("QO", own(9), on=DECEMBER), adds="incremental")
    assert amount(found) == "22"


def test_incremental__contributions_are_not_added_to_totals() -> None:
    found = kpi(filed("QN", figure(8)), filed("QO", own(5), on=DECEMBER), adds="incremental")
    assert amount(found) == "8"
    assert found.contributions is not None
    assert str(found.contributions.range) == "5"


def test_contributions__above_the_total_have_no_explanation() -> None:
    found = kpi(filed("QN", figure(8)), filed("QO", own(9)))
    (one,) = found.disagreements
    assert (one.kind, one.explanation) == (DisagreementKind.CONTRIBUTIONS, None)
    found = kpi(filed("QN", figure(8)), filed("QO", own(5)), filed("QM", own(3)))
    assert found.disagreements == ()


def test_unknown_way_of_adding__lists_figures_without_a_total() -> None:
    found = kpi(filed("QN", figure(8)), adds=None)
    assert (found.total, found.adds, len(found.figures)) == (None, None, 1)
    assert (
        found.explain()[0] == "Neither the plan nor the KPI register says how the figures add up, so there is no total."
    )


def test_plan__decides_before_the_register() -> None:
    of = plan({"kpi": "50 arrests (cumulative)"})
    found = kpi(filed("QN", figure(8)), of=of, adds="incremental")
    if found.kpi is not None and getattr(found.kpi, "adds", None) is not None:
        assert found.decided_by == "the plan"
    else:
        pytest.fail("the plan of this test must say how its figures add")


def test_milestone__is_reached_on_a_day() -> None:
    of = plan({"kpi": "Report finalised"})
    found = kpi(filed("QN", figure(reached=dt.date(2031, 5, 2))), of=of, adds=None)
    assert (found.total, found.reached) == (None, dt.date(2031, 5, 2))
    assert found.target is not None
    assert found.target.state is TargetState.REACHED
    assert kpi(filed("QN", figure(0)), of=of, adds=None).target is not None
    denied, silent = kpi(filed("QN", figure(0)), of=of, adds=None).target, kpi(of=of, adds=None).target
    assert denied is not None
    assert silent is not None
    assert (denied.state, silent.state) == (TargetState.NOT_REACHED, TargetState.UNJUDGED)


def test_milestone__with_two_days_keeps_both() -> None:
    of = plan({"kpi": "Report finalised", "leaders": "QN, QO"})
    reports = [filed("QN", figure(reached=dt.date(2031, 5, 2))), filed("QO", figure(reached=dt.date(2031, 5, 4)))]
    found = kpi(*reports, of=of, adds=None)
    assert found.reached == dt.date(2031, 5, 2)
    assert [one.kind for one in found.disagreements] == [DisagreementKind.DATES]


def test_ratio__adds_numerators_and_denominators() -> None:
    found = kpi(filed("QN", figure(22, of=28)), filed("QN", figure(30, of=34), on=DECEMBER), adds="ratio")
    assert found.total is not None
    assert str(found.total) == "52 of 62 arrests"
    assert found.total.percent == Decimal(5200) / 62
    assert "That is 83.9 %." in found.explain()


def test_ratio__never_adds_percentages() -> None:
    found = kpi(filed("QN", figure(22, of=28)), filed("QN", figure(80, unit="%"), on=DECEMBER), adds="ratio")
    assert amount(found) == "22"
    assert [one.why for one in found.apart] == ["a percentage without its numerator and denominator is not added"]


@pytest.mark.parametrize(
    ("adds", "figures", "expected"),
    [
        ("latest", [figure(80)], "80"),  # the newest of the leaders is not added to anything
        ("latest", [figure(80), figure(70)], None),
        ("latest", [own(80)], None),
        ("incremental", [figure(80)], None),
        ("ratio", [figure(80)], None),
        ("ratio", [figure(8, of=10)], "8"),
    ],
)
def test_percentage__is_never_added(adds: str, figures: list[Any], expected: str | None) -> None:
    found = kpi(filed("QN", *figures, role="leader", on=DECEMBER), kpis=register(adds, unit="%"))
    assert found.unit == "%"
    assert amount(found) == expected
    assert len(found.apart) == (0 if expected else len(figures))


def test_target__in_percent_is_compared_with_a_ratio() -> None:
    of = plan({"kpi": "At least 75 % of officers trained"})
    reports = [filed("QN", figure(5, of=10)), filed("QN", figure(10, of=10), on=DECEMBER)]
    june, december = (kpi(*reports, of=of, adds=None, checkpoint=name) for name in ("June 2031", "December 2031"))
    assert (str(june.total), str(december.total)) == ("5 of 10", "15 of 20")
    assert [one.target and one.target.state for one in (june, december)] == [
        TargetState.NOT_REACHED,
        TargetState.REACHED,  # 75 %
    ]


def test_incremental__on_days_that_overlap_is_a_range() -> None:
    june, year = ("2031-01-01", "2031-06-30"), ("2031-01-01", "2031-12-31")
    reports = [filed("QN", figure(8, period=june)), filed("QN", figure(20, period=year), on=DECEMBER)]
    found = kpi(*reports, adds="incremental")  # the second one may contain the first
    assert amount(found) == "20 to 28"
    assert "figures of several checkpoints are about days that overlap" in " ".join(found.explain())
    for start, expected in (("2031-06-30", "20 to 28"), ("2031-07-01", "28")):
        later = filed("QN", figure(20, period=(start, "2031-12-31")), on=DECEMBER)
        assert amount(kpi(reports[0], later, adds="incremental")) == expected


def test_milestone__that_is_denied_later_is_listed() -> None:
    of = plan({"kpi": "Report finalised"})
    reports = [filed("QN", figure(reached=dt.date(2031, 5, 2))), filed("QN", figure(0), on=DECEMBER)]
    found = kpi(*reports, of=of, adds=None)
    assert (found.reached, [one.kind for one in found.disagreements]) == (None, [DisagreementKind.FALL])
    assert found.target is not None
    assert found.target.state is TargetState.NOT_REACHED


def test_unknown_way_of_adding__still_lists_what_does_not_agree() -> None:
    of = plan({"leaders": "QN, QO"})
    found = kpi(filed("QN", figure(8)), filed("QO", figure(6)), filed("QM", own(9)), of=of, adds=None)
    assert found.total is None
    assert [one.kind for one in found.disagreements] == [DisagreementKind.SOURCES, DisagreementKind.CONTRIBUTIONS]


def test_breakdown__of_a_figure_that_is_not_certain_is_not_added() -> None:
    parts = (Breakdown(by="party", kind=BreakdownKind.PARTIAL, parts=FrozenMap({"QM": Decimal(7)})),)
    of = plan({"leaders": "QN, QO"})
    found = kpi(filed("QN", figure(8, breakdowns=parts)), filed("QO", figure(6)), of=of)
    assert (amount(found), dict(found.breakdowns[0].parts)) == ("6 to 8", {})


def test_target__in_another_unit_than_the_register_cannot_be_judged() -> None:
    of = plan({"kpi": "50 arrests"})
    judged = [
        str(kpi(filed("QN", figure(60), on=DECEMBER), of=of, kpis=register("cumulative", unit=unit)).target)
        for unit in ("arrest", "households")
    ]
    assert judged == [
        "reached: 60 reaches the target 50.",
        "cannot be judged: The target is in 'arrests', and the total in 'households'.",
    ]


def test_qualitative__is_listed() -> None:
    found = kpi(filed("QN", figure(text=Prose(text="Good."))), of=plan({"kpi": "Outcome of action days"}), adds=None)
    assert (found.total, found.target, [str(one.figure.text) for one in found.figures]) == (None, None, ["Good."])


@pytest.mark.parametrize(
    ("figures", "expected", "why"),
    [
        ([figure(8), figure(3, unit="EUR")], "8", "its unit is not 'arrests'"),
        ([figure(8), figure(text=Prose(text="Many."))], "8", "it has no value"),
        ([figure(8), figure(3, of=5)], "8", "it is a ratio, and the figures of this KPI are no ratios"),
    ],
)
def test_figures__that_do_not_fit_are_set_apart(figures: list[Any], expected: str, why: str) -> None:
    found = kpi(filed("QN", *figures))
    assert (amount(found), [one.why for one in found.apart]) == (expected, [why])
    assert f"Not counted: {found.apart[0]}." in found.explain()


def test_units__are_never_mixed_where_nothing_sets_one() -> None:
    of = plan({"kpi": "arrests and so on"})
    reports = [
        filed("QN", figure(8, unit="EUR", measure="seized")),
        filed("QN", figure(8, measure="seized"), on=DECEMBER),
    ]
    (found,) = picture(*reports, of=of).action("1.1").measures
    assert [one.why for one in found.apart] == [
        "the figures have several units (EUR, no unit), and neither the plan nor the register sets one"
    ] * 2


def test_total__of_a_participant_does_not_count() -> None:
    found = kpi(filed("QO", figure(8), role="participant"))
    assert (found.total, [one.why for one in found.apart]) == (None, ["a participant does not report the total"])


def test_leaders_totals__that_differ_are_a_range_until_settled() -> None:
    of = plan({"leaders": "QN, QO"})
    one, other = filed("QN", figure(8)), filed("QO", figure(6))
    found = kpi(one, other, of=of)
    assert amount(found) == "6 to 8"
    assert [one.settled_by for one in found.disagreements] == [None]
    driver = filed("QM", figure(7), role="driver", on="2031-06-30", cites=(one.id, other.id))
    found = kpi(one, other, driver, of=of)
    assert (amount(found), found.disagreements[0].settled_by) == ("7", driver.id)
    assert len(found.figures) == 3


# --- operations and possible duplicates


def test_operation__counts_once_at_two_checkpoints() -> None:
    reports = [
        filed("QM", own(100, operation="JAD-1"), on="2031-06-28"),
        filed("QM", own(100, operation="JAD-1"), on=DECEMBER),
        filed("QO", own(20, operation="JAD-1"), on=DECEMBER),
    ]
    found = kpi(*reports, adds="incremental", operations=[operation()])
    assert amount(found) == "120"
    assert found.figures[0].key == ("JAD-1", "arrest", "QM")
    revised = filed("QM", own(90, operation="JAD-1"), on="2031-12-11")
    found = kpi(reports[0], revised, adds="incremental")
    assert amount(found) == "90"
    assert found.disagreements[0].text.startswith("An operation is reported differently at two checkpoints")


def test_operation__reported_differently_by_one_party_is_a_range() -> None:
    found = kpi(filed("QM", own(100, operation="J"), own(90, operation="J")), adds="incremental")
    assert amount(found) == "90 to 100"
    assert found.disagreements[0].text.startswith("QM reports one operation differently: ")


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ([own(5, operation="J1"), own(3, operation="J2")], "8"),
        ([own(5, period=("2031-03-01", "2031-03-05")), own(3, period=("2031-04-01", "2031-04-05"))], "8"),
        ([own(5, period=("2031-03-01", "2031-03-05")), own(3, period=("2031-03-05", "2031-04-05"))], "5 to 8"),
        ([own(5), own(3)], "5 to 8"),
        ([own(5, operation="J1"), own(3)], "5 to 8"),
    ],
)
def test_several_figures_of_one_party__add_up_only_if_they_are_different_results(
    figures: list[Any], expected: str
) -> None:
    assert amount(kpi(filed("QM", *figures), adds="incremental")) == expected


TWO = ({"number": "2.2", "kpi": "Number of arrests / detected persons"}, {"number": "2.3"}, {"number": "2.4"})


def test_operation__of_several_actions_counts_once_in_the_sum() -> None:
    of = plan({"number": "1.1"}, {"number": "1.2"})
    reports = [
        filed("QM", own(100, operation="JAD-1"), on=DECEMBER),
        filed("QM", own(100, operation="JAD-1"), on=DECEMBER, action="1.2"),
        filed("QO", own(20, operation="JAD-1"), on=DECEMBER, action="1.2"),
    ]
    found = picture(*reports, of=of, adds="incremental", operations=[operation()])
    (one,) = found.sums
    assert (str(one), one.once, found.possible_duplicates) == ("arrests: 120", ("JAD-1",), ())
    assert [amount(action.kpi()) for action in found] == ["100", "120"]  # each action keeps its own


def test_operation__of_several_plans_counts_once_in_the_sum() -> None:
    plans = [plan(), plan(id="R-2031")]
    reports = [
        filed("QN", figure(460, operation="JAD-1"), on=DECEMBER),
        filed("QN", figure(460, operation="JAD-1"), on=DECEMBER, plan="R-2031"),
        filed("QM", own(9), on=DECEMBER, plan="R-2031"),
    ]
    found = pictures(plans, reports, "incremental", operation())
    (one,) = found.sums
    assert (str(one.range), one.once, one.actions) == ("460", ("JAD-1",), ("Q-2031:1.1", "R-2031:1.1"))
    alone = pictures(plans[:1], reports, "incremental", operation())
    assert alone.sums == ()


def test_operation__reported_differently_by_two_actions_is_a_range() -> None:
    of = plan({"number": "1.1"}, {"number": "1.2"})
    reports = [
        filed("QN", figure(460, operation="J"), on=DECEMBER),
        filed("QN", figure(400, operation="J"), on=DECEMBER, action="1.2"),
    ]
    (one,) = picture(*reports, of=of, adds="incremental").sums
    assert str(one.range) == "400 to 460"
    assert one.parts[0].why == "the actions report one operation differently"


def test_possible_duplicates__are_listed_where_measure_days_and_parties_meet() -> None:
    # As arrests in 2.2 and 2.3 of the plan of 2012: 2.2 counts "arrests / detected persons".
    found = picture(
        filed("QM", own(7, period=("2031-05-01", "2031-05-10")), action="2.2"),
        filed("QM", own(4, period=("2031-05-09", "2031-05-12")), action="2.3"),
        filed("QM", own(2, period=("2031-06-01", "2031-06-02")), action="2.4"),  # other days
        of=plan(*TWO),
        adds="incremental",
    )
    (one,) = found.possible_duplicates
    assert one.actions == ("Q-2031:2.2", "Q-2031:2.3")
    assert one.explain()[1] == "They have parties in common: QM, QN, QO."
    (arrests,) = found.sums  # 2.3 and 2.4; the measure of 2.2 is another one
    assert (arrests.actions, str(arrests.range)) == (("Q-2031:2.3", "Q-2031:2.4"), "6")


@pytest.mark.parametrize(("start", "count"), [("2031-05-10", 1), ("2031-05-11", 0)])
def test_possible_duplicates__have_a_day_in_common(start: str, count: int) -> None:
    found = picture(
        filed("QM", own(7, period=("2031-05-01", "2031-05-10"))),
        filed("QM", own(4, period=(start, "2031-05-20")), action="1.2"),
        of=plan({"number": "1.1"}, {"number": "1.2"}),
        adds="incremental",
    )
    assert len(found.possible_duplicates) == count


@pytest.mark.parametrize(
    ("links", "by", "count"),
    [("", "QO", 0), ("1.2", "QO", 1), ("", "QM", 1)],
)
def test_possible_duplicates__need_a_common_party_or_a_link(links: str, by: str, count: int) -> None:
    of = plan({"number": "1.1", "links": links}, {"number": "1.2"})
    found = picture(
        filed("QM", own(7, period=("2031-05-01", "2031-05-10"))),
        filed(by, own(4, period=("2031-05-09", "2031-05-12")), action="1.2"),
        of=of,
        adds="incremental",
    )
    assert len(found.possible_duplicates) == count
    assert [str(one.range) for one in found.sums] == ["7 to 11" if count else "11"]
    assert all(one.linked is bool(links) for one in found.possible_duplicates)


def test_possible_duplicates__of_a_kpi_and_a_measure_with_the_same_words() -> None:
    found = picture(filed("QN", figure(7), figure(5, measure="arrests")), adds="incremental")
    (one,) = found.possible_duplicates
    assert str(one.value) == "7 to 12"
    assert one.explain()[0] == "Q-2031:1.1 counts 'arrests' twice, on days that overlap."
    assert [str(total) for total in found.sums] == ["arrests: 7 to 12"]
    same = [figure(7, operation="J"), figure(7, measure="arrests", operation="J")]
    assert picture(filed("QN", *same), adds="incremental").possible_duplicates == ()


def test_possible_duplicates__are_not_results_of_different_operations() -> None:
    of = plan({"number": "1.1"}, {"number": "1.2"})
    found = picture(
        filed("QM", own(7, operation="J1"), on=DECEMBER),
        filed("QM", own(4, operation="J2"), on=DECEMBER, action="1.2"),
        of=of,
        adds="incremental",
        operations=[operation("J1"), operation("J2")],
    )
    assert found.possible_duplicates == ()
    assert [str(one.range) for one in found.sums] == ["11"]


def test_sum__leaves_out_figures_of_several_checkpoints_that_nobody_decided_to_add() -> None:
    of = plan({"number": "1.1"}, {"number": "1.2"})
    kpis = register("incremental", "Q-2031", "1.1")
    found = picture(
        filed("QN", figure(7)),
        filed("QN", figure(4), action="1.2"),
        filed("QN", figure(5), action="1.2", on=DECEMBER),
        of=of,
        kpis=kpis,
    )
    assert [str(one) for one in found.sums] == ["arrests: 7"]
    assert found.sums[0].explain()[-1].startswith("Q-2031:1.2 KPI 1 is not added: nobody has decided")
    stated = StatedTotals(sums=(StatedSum(measure="Arrests", value=Decimal(7)),))
    driver = filed("QM", role="driver", on="2031-12-20", stated=stated)
    found = picture(
        *(filed("QN", figure(value), action=number) for value, number in ((7, "1.1"), (4, "1.2"))),
        driver,
        of=of,
        kpis=kpis,
    )
    (compared,) = found.stated
    assert (compared.agrees, str(compared.derived)) == (True, "7 to 11")  # QN may mean the same persons


def test_breakdown__of_all_parts_above_the_figure_is_listed() -> None:
    parts = FrozenMap({"QM": Decimal(9), "QO": Decimal(1)})
    one = figure(8, breakdowns=(Breakdown(by="party", kind=BreakdownKind.PARTIAL, parts=parts),))
    found = kpi(filed("QN", one))
    assert found.disagreements[0].text.endswith("but the parts by party are more than the figure: 10.")
    assert dict(found.breakdowns[0].parts) == {}


def test_breakdown__that_is_exhaustive_and_too_small_is_listed() -> None:
    parts = FrozenMap({"QM": Decimal(5), "QO": Decimal(1)})
    found = kpi(filed("QN", figure(8, breakdowns=(Breakdown(by="Party", kind=BreakdownKind.EXHAUSTIVE, parts=parts),))))
    assert [one.kind for one in found.disagreements] == [DisagreementKind.BREAKDOWN]


# --- targets


@pytest.mark.parametrize(
    ("text", "value", "state"),
    [
        ("At least 10 arrests", 10, TargetState.REACHED),
        ("At least 10 arrests", 9, TargetState.NOT_REACHED),
        ("More than 10 arrests", 10, TargetState.NOT_REACHED),
        ("At most 10 arrests", 9, TargetState.REACHED),
        ("At most 10 arrests", 11, TargetState.NOT_REACHED),
        ("Between 5 and 10 arrests", 7, TargetState.REACHED),
        ("Between 5 and 10 arrests", 12, TargetState.NOT_REACHED),
        ("10 arrests per month", 10, TargetState.UNJUDGED),
        ("Increase of arrests by 10", 30, TargetState.UNJUDGED),
    ],
)
def test_target__is_compared_with_the_total(text: str, value: int, state: TargetState) -> None:
    of = plan({"kpi": text})
    judged = kpi(filed("QN", figure(value), on=DECEMBER), of=of, kpis=register("cumulative", unit="arrests")).target
    assert judged is not None
    assert judged.state is state, judged


def test_target__with_a_ceiling_is_open_until_the_last_checkpoint() -> None:
    of = plan({"kpi": "At most 10 arrests"})
    judged = kpi(filed("QN", figure(9)), of=of, checkpoint="June 2031").target
    assert judged is not None
    assert (judged.state, judged.text) == (
        TargetState.UNJUDGED,
        "9 is within the target at most 10 so far, and can still rise.",
    )


def test_target__of_a_range_depends_on_its_value() -> None:
    of = plan({"kpi": "At least 10 arrests", "leaders": "QN, QO"})
    judged = kpi(filed("QN", figure(9)), filed("QO", figure(12)), of=of).target
    assert judged is not None
    assert (judged.state, judged.text) == (TargetState.UNJUDGED, "The total is 9 to 12: it depends on its value.")


def test_target__relative_to_a_baseline_of_the_register() -> None:
    of = plan({"kpi": "Increase of arrests by 10 %"})
    kpis = register("cumulative", unit="arrests", baseline=Baseline(value=Decimal(100), year=2030))
    states = [kpi(filed("QN", figure(value)), of=of, kpis=kpis).target for value in (109, 110)]
    assert [one and one.state for one in states] == [TargetState.NOT_REACHED, TargetState.REACHED]


# --- checkpoints, silence, knowledge


def test_checkpoint__counts_a_report_where_it_says_so_whatever_its_day() -> None:
    late = filed("QN", figure(8), on="2031-10-01", checkpoint="June 2031")
    assert amount(kpi(late, checkpoint="June 2031")) == "8"
    assert kpi(late, checkpoint="June 2031", as_of="2031-09-30").total is None
    with pytest.raises(UnknownIdError, match="June 2031"):
        picture(late, checkpoint="June 2013")


def test_checkpoint__that_the_plan_has_not_counts_nowhere_and_is_listed() -> None:
    found = picture(filed("QN", figure(8), checkpoint="March", id="r1"), adds="cumulative")
    assert found.unplaced == ("r1 names the checkpoint 'March', which is not in Q-2031.",)
    assert found.action("1.1").kpi().figures == ()


def test_action_and_kpi__that_the_plan_has_not_are_listed() -> None:
    found = picture(filed("QN", figure(8), action="9.9", id="r1"), filed("QN", figure(8, kpi=3), id="r2"))
    assert found.unplaced == ("r1 is about action 9.9, which is not in Q-2031.",)
    assert found.action("1.1").unknown_kpis == ("r2 has a figure for KPI 3, which is not in action 1.1.",)


def test_checkpoint__of_one_plan_is_a_day_in_the_others() -> None:
    later = empact.loads(HEAD_2032 + '  - {number: "1.1", leaders: QN}\n', format="yaml")
    context = SESSION.context(plan(), later)
    assert {id: str(one) for id, one in progress(context, "June 2031").rounds.items()} == {
        "Q-2031": "June 2031",
        "Q-2032": "None",  # its first checkpoint is a year later
    }
    assert str(progress(context, "June 2032").rounds["Q-2031"]) == "December 2031"


def test_rounds__of_two_years_are_in_the_order_of_time() -> None:
    text = HEAD_2032.replace("end: 2032-12-31", "end: 2033-12-31").replace("[June 2032]", "[June, Dec]")
    of = empact.loads(text + '  - {number: "1.1", leaders: QN, kpis: "KPI: Number of arrests"}\n', format="yaml")
    assert [str(one.on) for one in plan_rounds(of)] == ["2032-06-30", "2032-12-31", "2033-06-30", "2033-12-31"]
    reports = [
        filed("QN", figure(value), plan="Q-2032", checkpoint=name, on=on)
        for value, name, on in ((1, "June", "2032-06-20"), (2, "Dec", "2033-01-10"), (4, "June", "2033-07-10"))
    ]
    kpis = register("incremental", "Q-2032")
    for as_of, checkpoint, expected in (
        (None, None, "7"),
        (None, "June", "7"),
        ("2032-12-01", "June", "1"),
        (None, "Dec", "7"),
        ("2033-03-01", "Dec", "3"),
    ):
        assert amount(kpi(*reports, of=of, kpis=kpis, as_of=as_of, checkpoint=checkpoint)) == expected


def test_plan_without_checkpoints__has_those_of_its_reports() -> None:
    of = empact.loads(HEAD_2032.replace("checkpoints: [June 2032]\n", "") + '  - {number: "1.1"}\n', format="yaml")
    assert picture(of=of).rounds == {"Q-2032": None}
    found = picture(filed("QN", status="live", plan="Q-2032", checkpoint="Spring"), of=of)
    assert str(found.rounds["Q-2032"]) == "Spring"


def test_open_groups_and_unconfirmed_parties__are_not_expected() -> None:
    of = plan({"participants": "QM, QO (to be confirmed), Relevant MS"})
    found = kpi(of=of)
    assert (found.participants.expected, found.participants.unconfirmed) == (("QM",), ("QO",))
    assert found.participants.open == ("Relevant MS",)
    assert (found.expected, found.missing) == (("QN", "QM"), ("QN", "QM"))


def test_leader_that_is_also_a_participant__is_expected_once() -> None:
    found = kpi(of=plan({"participants": "QM, QN"}))
    assert (found.leaders.expected, found.participants.expected) == (("QN",), ("QM",))


@pytest.mark.parametrize(("day", "slipped"), [("2031-12-31", False), ("2032-01-01", True)])
def test_slippage__begins_after_the_last_day_of_the_plan(day: str, slipped: bool) -> None:  # noqa: FBT001
    said = {"ended": dt.date.fromisoformat(day)}
    one = filed("QN", figure(reached=dt.date.fromisoformat(day)), on="2032-02-01", status="completed", said=said)
    action = picture(one, of=plan({"kpi": "Report finalised"})).action("1.1")
    assert (bool(action.kpi().slipped), len(action.slippage)) == (slipped, 2 if slipped else 0)


def test_excluded_party__is_not_expected() -> None:
    session = Session([oap_invented_2031])
    of = session.load("oap-invented-2031")
    ledger = session.workspace.ledger.of_plan(of.id, oap_invented_2031.LEDGER)
    absent = {one.party_code for one in session.context(of, records=session.records(ledger=ledger)).absences}
    assert absent == {"QN"}
    late = empact.loads(
        HEAD_2032.replace("Q-2032", "Q-2031").replace("2032", "2031")
        + '  - {number: "1.1", leaders: QO, participants: "QM, QN", timing: October 2031, kpis: "KPI: 5 arrests"}\n',
        format="yaml",
    )
    found = progress(PlanContext(plan=late, register=session.register, ledger=ledger))
    assert found.action("1.1").kpi().participants.expected == ("QM",)


@pytest.mark.parametrize(
    ("figures", "state"),
    [
        ([("DZ", 1), ("TN", 2)], PreconditionState.MET),
        ([("DZ", 1)], PreconditionState.NOT_REPORTED),
        ([("DZ", 1), ("TN", 0), ("LY", 0), ("EG", 0)], PreconditionState.NOT_MET),
    ],
)
def test_precondition__of_6_2_is_judged_on_reported_facts(
    figures: list[tuple[str, int]], state: PreconditionState
) -> None:
    of = empact.load("oap-c-2012")
    reports = [
        filed(code, own(value, measure="connections"), action="6.2", plan=of.id, checkpoint="June", on="2012-06-28")
        for code, value in figures
    ]
    (found,) = picture(*reports, of=of).action("6.2").preconditions
    assert (found.state, found.needed) == (state, 2)
    assert picture(of=of).action("6.2").preconditions[0].state is PreconditionState.NOT_REPORTED


@pytest.mark.parametrize(
    ("kind", "state"),
    [(BreakdownKind.PARTIAL, PreconditionState.NOT_REPORTED), (BreakdownKind.EXHAUSTIVE, PreconditionState.NOT_MET)],
)
def test_precondition__takes_a_party_as_absent_only_if_all_are_listed(
    kind: BreakdownKind, state: PreconditionState
) -> None:
    of = empact.load("oap-c-2012")
    breakdown = Breakdown(by="party", kind=kind, parts=FrozenMap({"DZ": Decimal(3)}))
    one = figure(5, measure="connections", breakdowns=(breakdown,))
    report = filed("DZ", one, action="6.2", plan=of.id, checkpoint="June", on="2012-06-28")
    (found,) = picture(report, of=of).action("6.2").preconditions
    assert found.state is state


def test_progress__takes_a_context() -> None:
    with pytest.raises(TypeError, match="a context of plans"):
        progress(plan())  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="checkpoint"):
        progress(PlanContext(plan=plan(), register=SESSION.register), 3)  # type: ignore[arg-type]
    with pytest.raises(UnknownIdError, match=r"9\.9"):
        picture().action("9.9")
    with pytest.raises(UnknownIdError, match="KPI"):
        picture().action("1.1").kpi(4)


def test_context__answers_what_was_done_without_any_reports() -> None:
    of = empact.load("oap-c-2012")
    found = empact.context(of).progress("June")
    assert set(found.status_counts()) == {ActionStatus.NOT_REPORTED}
    assert len(found) == len(of.actions)


def test_progress__costs_twice_as_much_for_twice_as_many_actions_with_one_measure() -> None:
    def work(count: int) -> Any:
        numbers = [f"1.{number}" for number in range(1, count + 1)]
        of = plan(*({"number": number, "links": numbers[0]} for number in numbers))
        reports = [
            filed("QM", own(5, period=("2031-05-01", "2031-05-10")), action=number, id=f"r{number}")
            for number in numbers
        ]
        return lambda: picture(*reports, of=of, adds="incremental")

    assert growth(work, 30) < 2.2


@pytest.mark.parametrize(
    ("one", "other"),
    [(("2.2", 1), ("2.3", 3)), (("2.3", 2), ("5.1", 1))],  # arrests, action days
)
def test_possible_duplicates__of_the_plan_of_2012(one: tuple[str, int], other: tuple[str, int]) -> None:
    of = like_2012.PLAN
    reports = [
        filed(
            "QM", own(7, kpi=ordinal, period=("2031-05-07", "2031-05-09")), action=action, plan=of.id, checkpoint="June"
        )
        for action, ordinal in (one, other)
    ]
    kpis = KpiRegister(
        plan=of.id,
        definitions=tuple(
            KpiDefinition(action=action, kpi=kpi, adds=Adds.INCREMENTAL, decided_by="QM", on=dt.date(2031, 1, 30))
            for action, kpi in (one, other)
        ),
    )
    (found,) = picture(*reports, of=of, kpis=kpis).possible_duplicates
    assert found.actions == (f"{of.id}:{one[0]}", f"{of.id}:{other[0]}")


# --- values that differ in more than their first number


@pytest.mark.parametrize("by", ["QO", "QN"])
@pytest.mark.parametrize("later", [False, True])
def test_ratio__with_another_denominator_does_not_agree(by: str, later: bool) -> None:  # noqa: FBT001
    of = plan({"kpi": "At least 50 % of officers trained", "leaders": "QN, QO"})
    fields: dict[str, Any] = {"operation": "J"} if by == "QN" or later else {}
    on = DECEMBER if later else "2031-06-28"
    scope = "own" if later else "total"
    found = kpi(
        filed("QN" if not later else by, figure(12, scope, of=24, **fields)),
        filed(by, figure(12, scope, of=48, **fields), on=on),
        of=of,
        adds=None,
    )
    assert str(found.total) == ("12 of 48" if later else "12 of 24 to 48")
    assert [one.kind for one in found.disagreements] == [DisagreementKind.SOURCES]
    assert found.target is not None
    assert found.target.state is (TargetState.NOT_REACHED if later else TargetState.UNJUDGED)


def test_ratio__of_two_sources_is_in_percent_what_each_reports() -> None:
    of = plan({"kpi": "At least 50 % of officers trained", "leaders": "QN, QO"})
    found = kpi(filed("QN", figure(10, of=20)), filed("QO", figure(40, of=80)), of=of, adds=None)
    assert str(found.total) == "10 to 40 of 20 to 80"
    assert str(found.target) == "reached: 50 reaches the target at least 50 %."


def test_ratio__of_contributions_is_compared_with_that_of_the_total() -> None:
    found = kpi(filed("QN", figure(12, of=24)), filed("QO", own(12, of=48)), adds="ratio")
    assert [one.kind for one in found.disagreements] == [DisagreementKind.CONTRIBUTIONS]


# --- who says to be the Driver


def test_role__that_the_plan_gives_to_others_settles_nothing_and_sets_no_total() -> None:
    of = plan({"leaders": "QN, QO", "participants": "QM, QP"})
    one, other = filed("QN", figure(8), status="live"), filed("QO", figure(6), status="completed")
    false = filed("QP", figure(7), role="driver", status="live", on="2031-06-30", cites=(one.id, other.id))
    found = picture(one, other, false, of=of, adds="cumulative", checkpoint="June 2031")
    action = found.action("1.1")
    assert (action.status, action.reported_status.settled_by) == (ActionStatus.UNCLEAR, None)
    assert (amount(action.kpi()), found.of_driver) == ("6 to 8", ())
    assert [str(one.why) for one in action.kpi().apart] == ["QP is not the Driver of the plan"]
    day = dt.date(2031, 5, 2)
    milestone = kpi(filed("QP", figure(reached=day), role="leader"), of=plan({"kpi": "Report finalised"}), adds=None)
    assert (milestone.reached, [one.why for one in milestone.apart]) == (None, ["QP does not lead the action"])


def test_role__of_a_leader_is_taken_as_reported_where_the_plan_leaves_open_who_leads() -> None:
    assert amount(kpi(filed("QP", figure(8)), of=plan({"leaders": "Relevant MS"}))) == "8"


# --- sums that leave something out, or are stated in other words


@pytest.mark.parametrize("adds", ["cumulative", "latest"])
def test_stated_sum__is_not_wrong_where_figures_are_left_out(adds: str) -> None:
    of = plan({"number": "1.1"}, {"number": "1.2"})
    definitions = (*register(adds).definitions, *register("latest", "Q-2031", "1.2").definitions)
    stated = StatedTotals(sums=(StatedSum(measure="arrests", value=Decimal(12)),))
    found = picture(
        filed("QN", figure(5)),
        filed("QN", figure(7), action="1.2"),
        filed("QM", role="driver", on="2031-06-30", stated=stated),
        of=of,
        kpis=KpiRegister(plan="Q-2031", definitions=definitions),
        checkpoint="June 2031",
    )
    (compared,) = found.stated
    assert (compared.derived, compared.agrees) == (None, None)
    assert "Q-2031:1.2 KPI 1 is not added: its figures are latest" in compared.text
    assert ("5 is reported, and" in compared.text) is (adds == "cumulative")


def test_stated_sum__is_found_in_the_words_of_the_kpi() -> None:
    stated = StatedTotals(sums=(StatedSum(measure="Number of arrests", value=Decimal(8)),))
    driver = filed("QM", role="driver", on="2031-06-30", stated=stated)
    (compared,) = picture(filed("QN", figure(5)), driver, adds="cumulative", checkpoint="June 2031").stated
    assert (str(compared.derived), compared.agrees) == ("5", False)


def test_operation__with_contributions_above_its_total_is_a_range() -> None:
    reports = [
        filed("QN", figure(100, operation="J"), on=DECEMBER),
        filed("QO", own(120, operation="J"), on=DECEMBER, action="1.2"),
    ]
    (one,) = picture(*reports, of=plan({"number": "1.1"}, {"number": "1.2"}), adds="incremental").sums
    assert str(one.range) == "100 to 120"
    assert one.parts[0].why == "the total of the operation is 100, and the own contributions add up to 120"


# --- large numbers


def test_ratio__of_a_very_large_number_has_a_percentage() -> None:
    found = kpi(filed("QN", figure("1e30", of=1)), adds="ratio")
    assert "That is 1E+32 %." in found.explain()
    of = plan({"kpi": "At least 75 % of officers trained"})
    judged = kpi(filed("QN", figure("1e999999", of=1)), of=of, adds=None).target
    assert judged is not None
    assert judged.state is TargetState.REACHED


# --- milestones that leaders report differently


def test_milestone__that_one_leader_denies_is_not_judged_until_the_driver_settles_it() -> None:
    of = plan({"kpi": "Report finalised", "leaders": "QN, QO"})
    one, other = filed("QN", figure(reached=dt.date(2031, 5, 2))), filed("QO", figure(0))
    found = kpi(one, other, of=of, adds=None)
    assert (found.reached, [one.kind for one in found.disagreements]) == (None, [DisagreementKind.DATES])
    assert str(found.target) == "cannot be judged: The reports differ on whether it was reached."
    for said, day in ((figure(reached=dt.date(2031, 5, 3)), dt.date(2031, 5, 3)), (figure(0), None)):
        driver = filed("QM", said, role="driver", on="2031-06-30", cites=(one.id, other.id))
        found = kpi(one, other, driver, of=of, adds=None)
        assert (found.reached, found.disagreements[0].settled_by) == (day, driver.id)
        assert found.target is not None
        assert found.target.state is (TargetState.REACHED if day else TargetState.NOT_REACHED)


@pytest.mark.parametrize("cited", [0, 1])
def test_milestone__is_not_settled_by_a_driver_who_does_not_cite_all_others(cited: int) -> None:
    of = plan({"kpi": "Report finalised", "leaders": "QN, QO"})
    reports = [filed("QN", figure(reached=dt.date(2031, 5, 2))), filed("QO", figure(0))]
    cites = tuple(report.id for report in reports[:cited])
    driver = filed("QM", figure(reached=dt.date(2031, 5, 3)), role="driver", on="2031-06-30", cites=cites)
    found = kpi(*reports, driver, of=of, adds=None)
    assert (found.reached, found.disagreements[0].settled_by) == (None, None)
    assert str(found.target) == "cannot be judged: The reports differ on whether it was reached."


# --- figures on days that overlap


@pytest.mark.parametrize("on", ["2031-06-28", DECEMBER])
def test_figures_on_days_that_overlap__count_at_least_what_is_certainly_different(on: str) -> None:
    first = (own(10, period=("2031-01-01", "2031-03-31")), own(20, period=("2031-04-01", "2031-06-30")))
    both = filed("QO", own(5, period=("2031-03-01", "2031-05-01")), on=on)
    assert amount(kpi(filed("QO", *first), both, adds="incremental")) == "30 to 35"


# --- the checkpoint of a picture that names none


@pytest.mark.parametrize(
    ("as_of", "checkpoint"),
    [
        ("2031-05-31", "June 2031"),  # before any: the first one that is to come
        ("2031-07-30", "June 2031"),
        ("2031-07-31", "June 2031"),
        ("2031-12-10", "December 2031"),  # a report is about it
        ("2032-02-01", "December 2031"),
        (None, "December 2031"),
    ],
)
def test_default_checkpoint__is_the_newest_that_is_over_or_reported_on(as_of: str | None, checkpoint: str) -> None:
    reports = (filed("QN", figure(5)), filed("QN", figure(9), on=DECEMBER))
    assert str(picture(*reports, as_of=as_of).rounds["Q-2031"]) == checkpoint


@pytest.mark.parametrize(
    ("reports", "as_of", "checkpoint"),
    [
        ((), None, "Second"),
        ((filed("QN", figure(5), checkpoint="First"),), None, "First"),
        ((), "2031-12-31", "First"),
        ((filed("QN", figure(5), checkpoint="Second"),), "2031-12-31", "Second"),
    ],
)
def test_default_checkpoint__without_days_is_that_of_the_newest_report(
    reports: tuple[FiledReport, ...], as_of: str | None, checkpoint: str
) -> None:
    of = attrs.evolve(plan(), checkpoints=(Checkpoint(name="First"), Checkpoint(name="Second")))
    assert str(picture(*reports, of=of, as_of=as_of).rounds["Q-2031"]) == checkpoint


# --- who has reported at the checkpoint of the value


def test_turnout__of_a_value_of_an_earlier_checkpoint_counts_who_reported_at_this_one() -> None:
    found = kpi(filed("QN", figure(5)), checkpoint="December 2031")
    assert found.total is not None
    assert (amount_of(found.total), str(found.total.reporters)) == ("5 arrests (June 2031)", "0 of 1")
    assert found.leaders.missing == ("QN",)
    found = kpi(filed("QN", figure(5)), filed("QN", figure(9), on=DECEMBER))
    assert found.total is not None
    assert (amount_of(found.total), str(found.total.reporters)) == ("9 arrests", "1 of 1")


def test_turnout__of_own_contributions_of_several_checkpoints() -> None:
    found = kpi(filed("QM", own(3)), filed("QO", own(2)), filed("QO", own(4), on=DECEMBER))
    assert found.total is not None  # the newest of each party: 3 of June, 4 of December
    said = "7 arrests (own contributions, June 2031, December 2031)"
    assert (amount_of(found.total), found.total.reporters.missing) == (said, ("QM",))


def test_turnout__of_a_sum_says_who_has_missed_which_checkpoint() -> None:
    reports = filed("QM", own(3)), filed("QM", own(1), on=DECEMBER), filed("QO", own(4), on=DECEMBER)
    found = kpi(*reports, adds="incremental")
    assert found.total is not None
    assert amount_of(found.total) == "8 arrests (own contributions)"
    assert (str(found.total.reporters), found.total.reporters.missed) == ("2 of 2", ("QO (June 2031)",))
    assert "Without a contribution at an earlier checkpoint: QO (June 2031)." in found.explain()
    found = kpi(*reports[:1], adds="incremental", checkpoint="December 2031")
    assert found.total is not None
    assert amount_of(found.total) == "3 arrests (own contributions, June 2031)"
    assert (found.total.reporters.missing, found.total.reporters.missed) == (("QM", "QO"), ())


def test_turnout__after_a_final_status_counts_who_reported_then() -> None:
    found = kpi(filed("QN", figure(5), status="completed"), checkpoint="December 2031")
    assert found.total is not None
    assert (amount_of(found.total), str(found.total.reporters)) == ("5 arrests (June 2031)", "1 of 1")


def test_milestone__that_is_reached_needs_no_further_report() -> None:
    reached = filed("QN", figure(reached=dt.date(2031, 5, 4)))
    assert kpi(reached, adds="milestone", checkpoint="December 2031").leaders.missing == ()


def test_measure__that_is_no_kpi_has_its_own_reason() -> None:
    found = picture(filed("QN", figure(5, measure="clocks seized"))).action("1.1").measures[0]
    assert found.explain()[0] == "It is no KPI of the plan, so its figures have no total."
    assert list(figures_of(found)) == ["no total: it is no KPI of the plan", "QN: 5 in total"]


# --- what was left empty in a form


def test_action_left_empty__is_no_source_and_no_report() -> None:
    of = plan({}, {"number": "1.2"})
    filled = filed("QN", figure(5))
    empty = ActionReport(action="1.2")
    assert (empty.is_empty, filled.content.actions[0].is_empty) == (True, False)
    report = attrs.evolve(filled, content=attrs.evolve(filled.content, actions=(*filled.content.actions, empty)))
    found = picture(report, of=of)
    assert (found.action("1.1").reports, found.action("1.2").reports) == ((report,), ())
    assert found.action("1.2").leaders.missing == ("QN",)


def test_report_left_empty__is_about_no_checkpoint() -> None:
    empty = filed("QN", on=DECEMBER)
    assert empty.content.is_empty
    found = picture(filed("QN", figure(5)), empty)
    assert (str(found.rounds["Q-2031"]), [one.id == empty.id for one in found.reports]) == ("June 2031", [False])


def test_action_left_empty__that_the_plan_does_not_have_is_not_listed() -> None:
    assert picture(filed("QN", action="9.9")).unplaced == ()


def test_target__a_ceiling_is_not_kept_where_contributions_are_missing() -> None:
    ceiling = plan({"kpi": "At most 20 arrests"})
    found = kpi(filed("QM", own(4), on="2031-12-10"), of=ceiling)
    assert found.silent == ("QN", "QO")
    assert str(found.target) == (
        "cannot be judged: 4 is within the target at most 20 so far, and can still rise. "
        "1 of 2 expected parties have reported."
    )


@pytest.mark.parametrize(
    ("value", "of", "text"),
    [
        (8, 14, "57.1 is below the target at least 80 %."),
        (8, 10, "80 reaches the target at least 80 %."),
        (7996, 10000, "79.96 is below the target at least 80 %."),  # not "80 is below 80"
    ],
)
def test_target__of_a_ratio_has_no_digits_that_say_nothing(value: int, of: int, text: str) -> None:
    percent = plan({"kpi": "At least 80 % of the cases solved"})
    found = kpi(filed("QN", figure(value, of=of), on="2031-12-10"), of=percent, adds="ratio").target
    assert found is not None
    assert found.text == text
