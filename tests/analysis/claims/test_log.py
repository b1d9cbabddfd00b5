"""The log: which reports are in force, what each claims, and what is not counted."""

from __future__ import annotations

import attrs
import pytest
from tests.support.invented import SESSION
from tests.support.progress_cases import figure, filed, operation, own, plan, register, settled

from empact.analysis import Claim, ClaimLog, PlanContext, Thing, claim_log
from empact.model import Figure, FiledReport, KpiNumber, Operation, Reports

DECEMBER = "2031-12-10"


def log_of(*reports: FiledReport, operations: tuple[Operation, ...] = ()) -> ClaimLog:
    of = plan()
    return claim_log(
        PlanContext(
            plan=of,
            register=SESSION.register,
            reports=Reports(plan=of.id, reports=reports),
            operations=operations,
            kpi_register=register("incremental"),
        )
    )


def claims_of(log: ClaimLog) -> tuple[Claim, ...]:
    return tuple(claim for _, claims in log.actions[0].figures for claim in claims)


# --- in force


def test_report__that_another_supersedes_is_not_in_force() -> None:
    first = filed("QN", figure(8))
    second = filed("QN", figure(9), on="2031-06-30", supersedes=(first.id,))
    log = log_of(first, second)
    assert (log.in_force, log.superseded_by, log.idle) == ((second,), {first.id: (second.id,)}, ())
    third = filed("QN", on="2031-07-01", supersedes=(second.id,))  # a chain: the first does not come back
    assert log_of(first, second, third).in_force == (third,)


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (filed("QO", figure(8)), "is by QO"),
        (filed("QN", figure(8), checkpoint="December 2031"), "is for 'December 2031'"),
        (filed("QN", figure(8), on="2031-07-02"), "is of a later day, 2031-07-02"),
    ],
)
def test_supersession__of_another_party_or_round_or_of_a_later_day_has_no_effect(other: FiledReport, why: str) -> None:
    report = filed("QN", figure(9), on="2031-07-01", supersedes=(other.id,))
    log = log_of(other, report)
    assert set(log.in_force) == {other, report}
    assert [(idle.filed, idle.superseded, idle.why) for idle in log.idle] == [(report, other, why)]


def test_supersession__of_each_other_has_no_effect() -> None:
    first = filed("QN", figure(8), id="r1", supersedes=("r2",))
    second = filed("QN", figure(9), id="r2", supersedes=("r1",))
    log = log_of(first, second)
    assert (set(log.in_force), [idle.why for idle in log.idle]) == ({first, second}, ["supersedes this one too"] * 2)


def test_supersession__of_an_unknown_report_has_no_effect() -> None:
    report = filed("QN", figure(8), supersedes=("never-heard-of",))
    assert log_of(report).in_force == (report,)


def test_reports__are_by_round_and_then_by_day() -> None:
    late = filed("QN", figure(8), on="2032-01-10", checkpoint="June 2031")
    december, june = filed("QN", figure(5), on=DECEMBER), filed("QO", own(1))
    assert [(point.checkpoint, report) for point, report in log_of(december, late, june).reports] == [
        ("June 2031", june),
        ("June 2031", late),
        ("December 2031", december),
    ]


def test_copies_of_one_file__are_one_report() -> None:
    copies = [attrs.evolve(filed("QN", figure(8), id=id), digest="same") for id in ("r1", "r2")]
    assert len(claims_of(log_of(*copies))) == 1


# --- what is not counted


def test_log__keeps_what_counts_nowhere() -> None:
    elsewhere = filed("QN", figure(8), checkpoint="March 2031")
    unknown = filed("QN", figure(8), action="9.9")
    no_kpi = filed("QN", figure(8, kpi=3), on="2031-06-29")
    log = log_of(elsewhere, unknown, no_kpi)
    assert (log.unplaced, log.unknown_actions) == ((elsewhere,), ((unknown, "9.9"),))
    assert log.actions[0].unknown_kpis == ((no_kpi, KpiNumber(3)),)
    assert claims_of(log) == ()


def test_settlement__of_a_party_that_is_not_the_driver_is_none() -> None:
    cites = (filed("QN", figure(8)).id,)
    by_driver = filed("QM", on="2031-06-30", settles=settled(cites, value=7))
    assert [claim.by for claim in log_of(by_driver).actions[0].settled] == ["QM"]
    assert log_of(filed("QO", on="2031-06-30", settles=settled(cites, value=7))).actions[0].settled == ()


# --- what a claim says


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (figure(8), "8 in total"),
        (own("12.50"), "12.50 of its own"),
        (own(22, of=28), "22 of 28 of its own"),
        (own(nothing=True), "nothing to report"),
        (own(9, operation="J"), "9 of its own (9 of it in J)"),
        (figure(8, unit="EUR"), "8 EUR in total"),
    ],
)
def test_claim__says_what_is_stated(given: Figure, said: str) -> None:
    (claim,) = claims_of(log_of(filed("QN", given, id="r1")))
    assert (claim.said, str(claim)) == (said, f"QN reported on 2031-06-28: {said} (r1)")


def test_claim__of_a_part_names_it_and_points_into_its_report() -> None:
    (claim,) = claims_of(log_of(filed("QO", own(5), part="customs", id="r1")))
    assert str(claim) == "QO (customs) reported on 2031-06-28: 5 of its own (r1)"
    assert (str(claim.at), claim.thing, claim.report) == ("/actions/0/figures/0", Thing.SHARE, "r1")


def test_claim__is_about_the_days_of_its_round() -> None:
    june, december = claims_of(log_of(filed("QO", own(5)), filed("QO", own(4), on=DECEMBER)))
    assert (str(june.days), str(december.days)) == ("2031-01-01 to 2031-06-30", "2031-07-01 to 2031-12-31")


def test_part_of_an_operation_after_the_plan__is_a_claim_of_its_own() -> None:
    late = operation("LATE", ("2032-01-12", "2032-01-14"))
    report = filed("QO", own(9, operations={"LATE": 5}), on=DECEMBER)
    claims = claims_of(log_of(report, operations=(late,)))
    assert [(str(claim.value), claim.why) for claim in claims] == [
        ("5", "it is of the operation LATE, whose days, 2032-01-12 to 2032-01-14, are after the plan"),
        ("4", None),
    ]
