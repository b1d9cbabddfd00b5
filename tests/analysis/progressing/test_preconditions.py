"""Preconditions: a number of parties that an action needs is judged by what is reported of them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.support.progress_cases import figure, filed, own, picture, plan

from empact.analysis import Precondition, PreconditionState
from empact.model import Breakdown, BreakdownKind, FiledReport, FrozenMap

NEEDS_TWO = plan(
    {
        "participants": "QM, QO, QP",
        "timing": "Whole year\\n\\nThe network needs the servers of at least 2 participants (out of QM, QO, QP).",
    }
)


def judged(*reports: FiledReport) -> Precondition:
    (precondition,) = picture(*reports, of=NEEDS_TWO, checkpoint="June 2031").action("1.1").preconditions
    return precondition


@pytest.mark.parametrize(
    ("shares", "state"),
    [
        ({}, PreconditionState.NOT_REPORTED),
        ({"QM": 1, "QO": 2}, PreconditionState.MET),
        ({"QM": 1}, PreconditionState.NOT_REPORTED),
        ({"QM": 1, "QO": 0}, PreconditionState.NOT_REPORTED),  # QP can still take part
        ({"QM": 1, "QO": 0, "QP": 0}, PreconditionState.NOT_MET),
    ],
)
def test_precondition__is_judged_on_reported_facts(shares: dict[str, int], state: PreconditionState) -> None:
    reports = (filed(by, own(value, measure="connections")) for by, value in shares.items())
    precondition = judged(*reports)
    assert (precondition.state, precondition.needed) == (state, 2)


@pytest.mark.parametrize(
    ("kind", "state"),
    [(BreakdownKind.PARTIAL, PreconditionState.NOT_REPORTED), (BreakdownKind.EXHAUSTIVE, PreconditionState.NOT_MET)],
)
def test_precondition__takes_a_party_as_absent_only_if_all_are_listed(
    kind: BreakdownKind, state: PreconditionState
) -> None:
    breakdown = Breakdown(by="party", kind=kind, parts=FrozenMap({"QM": Decimal(3)}))
    precondition = judged(filed("QN", figure(3, measure="connections", breakdowns=(breakdown,))))
    assert precondition.state is state
    assert precondition.taking_part == ("QM",)


def test_precondition__explains_itself() -> None:
    precondition = judged(filed("QM", own(1, measure="connections"), id="r1"))
    assert precondition.explain() == (
        "The condition is not reported: 1 of the 2 needed out of QM, QO, QP.",
        "QM takes part: QM reported on 2031-06-28: 1 of its own (r1).",
        "Nothing is reported about QO, QP.",
    )
