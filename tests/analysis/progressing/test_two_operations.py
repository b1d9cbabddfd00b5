"""Two operations that may be one."""

from __future__ import annotations

import pytest
from tests.support.invented import SESSION
from tests.support.progress_cases import filed, operation, own, plan, register

from empact.analysis.facts import PlanFacts
from empact.analysis.progressing.gathering import progress
from empact.analysis.progressing.pictures import Progress
from empact.model import FiledReport, Reports

PLAN = plan({}, {"number": "2.1", "leaders": "QP", "participants": "QO, QQ"})
JAD = operation("JAD-1", ("2031-05-05", "2031-05-07"))
OVERLAPPING = operation("JAD-2", ("2031-05-07", "2031-05-09"))
LATER = operation("JAD-3", ("2031-05-20", "2031-05-22"))


def said(*reports: FiledReport) -> Progress:
    ctx = PlanFacts(
        plan=PLAN,
        register=SESSION.register,
        reports=Reports(plan=PLAN.id, reports=reports),
        operations=(JAD, OVERLAPPING, LATER),
        kpi_register=register("incremental", PLAN.id, "1.1", "2.1"),
    )
    return progress(ctx, "December 2031")


def share(by: str, action: str, value: int, *operations: tuple[str, int]) -> FiledReport:
    return filed(by, own(value, operations=dict(operations)), action=action)


@pytest.mark.parametrize(
    ("first", "other", "operations"),
    [
        (share("QO", "1.1", 9, ("JAD-1", 4)), share("QO", "2.1", 8, ("JAD-2", 3)), ("JAD-1", "JAD-2")),
        (share("QM", "1.1", 4, ("JAD-1", 4)), share("QQ", "2.1", 4, ("JAD-2", 4)), ("JAD-1", "JAD-2")),
        (share("QM", "1.1", 9, ("JAD-1", 4)), share("QQ", "2.1", 8, ("JAD-2", 3)), None),
        (share("QM", "1.1", 9, ("JAD-1", 4)), share("QQ", "2.1", 8, ("JAD-3", 4)), None),
        (share("QO", "1.1", 9, ("JAD-1", 4)), share("QO", "2.1", 8, ("JAD-3", 4)), ()),
    ],
)
def test_two_operations__may_be_one_if_days_overlap_and_a_party_or_a_value_is_common(
    first: FiledReport, other: FiledReport, operations: tuple[str, ...] | None
) -> None:
    found = said(first, other).possible_duplicates
    assert [one.operations for one in found] == ([] if operations is None else [operations])


def test_two_operations_of_one_kpi__are_two() -> None:
    found = said(share("QM", "1.1", 4, ("JAD-1", 4)), share("QO", "1.1", 4, ("JAD-2", 4)))
    assert found.possible_duplicates == ()
