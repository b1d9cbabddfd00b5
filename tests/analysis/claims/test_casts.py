"""Casts: what a party is for an action on the cut-off day, and who is expected."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.support.invented import SESSION, decision
from tests.support.invented import ledger as ledger_of
from tests.support.progress_cases import plan

from empact.analysis import PlanContext, Standing, Turnout
from empact.analysis.claims.casts import Cast, cast_of, expected_turnouts
from empact.model import Ledger

JUNE, DECEMBER = dt.date(2031, 6, 30), dt.date(2031, 12, 31)


def context(ledger: Ledger | None = None, **row: str) -> PlanContext:
    of = plan(row)
    return PlanContext(plan=of, register=SESSION.register, ledger=ledger or Ledger(plan=of.id))


def cast(on: dt.date = JUNE, **row: str) -> Cast:
    return cast_of(context(None, **row), 0, on)


@pytest.mark.parametrize(
    ("code", "standing"),
    [
        ("QN", Standing.LEADER),
        ("QO", Standing.PARTICIPANT),
        ("QP", Standing.JOINED),  # its part is to be confirmed
        ("QR", Standing.JOINED),  # "Relevant MS" can mean it
        ("QX", Standing.OTHER),  # a third country is no member state
        ("ZZ", Standing.OTHER),
    ],
)
def test_standing__follows_from_the_plan(code: str, standing: Standing) -> None:
    assert cast(participants="QO, QP (to be confirmed), Relevant MS").standing(code) is standing


def test_standing__of_a_leader_that_also_takes_part_is_leader() -> None:
    known = cast(participants="QN, QO")
    assert (known.standing("QN"), known.participants) == (Standing.LEADER, ("QN", "QO"))


@pytest.mark.parametrize("leaders", ["Relevant MS", ""])
def test_leader__is_open_where_the_plan_leaves_it_open(leaders: str) -> None:
    known = cast(leaders=leaders)
    assert known.leader_open
    assert known.standing("QR") is Standing.LEADER
    assert known.standing("QO") is Standing.PARTICIPANT  # it takes part, so it is not the leader


def turnouts(on: dt.date, ledger: Ledger | None = None, *, final: bool = False, **row: str) -> tuple[Turnout, Turnout]:
    ctx = context(ledger, **row)
    return expected_turnouts(ctx, 0, cast_of(ctx, 0, on), on, final=final)


def test_nobody__is_expected_before_the_action_begins_or_after_a_final_status() -> None:
    assert [turnout.expected for turnout in turnouts(JUNE, timing="July 2031")] == [(), ()]
    assert [turnout.expected for turnout in turnouts(DECEMBER, timing="July 2031")] == [("QN",), ("QM", "QO")]
    assert [turnout.expected for turnout in turnouts(JUNE, timing="30 June 2031")] == [("QN",), ("QM", "QO")]
    assert [turnout.expected for turnout in turnouts(JUNE, final=True)] == [(), ()]
    # An action whose time is over is still reported on.
    assert turnouts(DECEMBER, timing="March 2031")[0].expected == ("QN",)


def test_excluded_party__is_not_expected() -> None:
    excluded = ledger_of(decision("2031-07-10", "QO"))
    assert turnouts(JUNE, excluded)[1].expected == ("QM", "QO")
    assert turnouts(DECEMBER, excluded)[1].expected == ("QM",)


@pytest.mark.parametrize(
    ("turnout", "missing", "unexpected", "complete"),
    [
        (Turnout(expected=("QM", "QO"), reported=("QM", "QO")), (), (), True),
        (Turnout(expected=("QM", "QO"), reported=("QM", "QP")), ("QO",), ("QP",), False),
        (Turnout(expected=("QM",), reported=("QM",), open=("Relevant MS",)), (), (), False),
        (Turnout(reported=("QP",)), (), ("QP",), False),  # nobody is expected
    ],
)
def test_turnout__is_complete_if_each_expected_party_has_reported(
    turnout: Turnout,
    missing: tuple[str, ...],
    unexpected: tuple[str, ...],
    complete: bool,  # noqa: FBT001
) -> None:
    assert (turnout.missing, turnout.unexpected, turnout.complete) == (missing, unexpected, complete)


def test_turnout__is_a_number_in_words() -> None:
    assert str(Turnout(expected=("QM", "QO"), reported=("QM", "QP"))) == "1 of 2"
