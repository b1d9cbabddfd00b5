"""Operations: the total in the file of an operation beside the shares that parties report of it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import attrs
import pytest
from tests.support.invented import SESSION
from tests.support.progress_cases import figure, filed, operation, own, plan, register

from empact.analysis import OperationComparison, PlanContext, compare_operations, progress
from empact.model import FiledReport, Reports, StatedSum

DECEMBER = "2031-12-10"
MAY = ("2031-05-05", "2031-05-09")


def compared(
    *reports: FiledReport,
    total: int = 9,
    adds: str = "cumulative",
    refs: tuple[str, ...] = ("Q-2031:1.1",),
    **more: Any,
) -> OperationComparison | None:
    """Return the total of JAD-1 beside the shares; None if there are none."""
    of = more.get("of") or plan()
    stated = StatedSum(measure=more.get("measure", "Number of arrests"), value=Decimal(total), unit=more.get("unit"))
    days = attrs.evolve(operation("JAD-1", MAY, *refs), totals=(stated,))
    context = PlanContext(
        plan=of,
        register=SESSION.register,
        reports=Reports(plan=of.id, reports=reports),
        operations=(days,),
        kpi_register=register(adds, of.id, *(action.number for action in of.actions), unit="persons"),
    )
    found = compare_operations(context, progress(context))
    return found[0] if found else None


def share(by: str, value: int, part: int, **more: Any) -> FiledReport:
    return filed(by, own(value, operations={"JAD-1": part}), **more)


@pytest.mark.parametrize(
    ("parts", "total", "differing"),
    [
        ({"QM": 5, "QO": 4}, 9, 0),
        ({"QM": 5, "QO": 4}, 8, 1),  # the shares are above the total
        ({"QM": 5, "QO": 4}, 10, 1),  # nobody is missing
        ({"QM": 5}, 10, 0),  # QO is silent
        ({"QM": 11}, 10, 1),
    ],
)
def test_total__differs_if_nothing_explains_it(parts: dict[str, int], total: int, differing: int) -> None:
    found = compared(*(share(by, 20, part) for by, part in parts.items()), total=total)
    assert found is not None
    assert (found.differs, str(found.shares)) == (bool(differing), str(sum(parts.values())))


def test_total__of_several_plans_can_be_above_the_shares_of_one() -> None:
    parts = [share("QM", 20, 5), share("QO", 20, 4)]
    found = compared(*parts, total=10, refs=("Q-2031:1.1", "R-2031:1.1"))
    assert found is not None
    assert (found.complete, found.differs) == (False, False)


def test_shares__of_a_cumulative_kpi_are_the_newest_and_of_an_incremental_one_all() -> None:
    june, december = share("QM", 5, 5), share("QM", 8, 5, on=DECEMBER)
    for adds, shares in (("cumulative", "5"), ("incremental", "10")):
        found = compared(june, december, adds=adds)
        assert found is not None
        assert str(found.shares) == shares


def test_shares__in_several_actions_count_once() -> None:
    two = plan({"number": "1.1"}, {"number": "1.2"})
    one = filed("QM", own(5, operations={"JAD-1": 5}))
    other = filed("QM", own(5, operations={"JAD-1": 4}), action="1.2", part="customs")
    found = compared(one, other, of=two, refs=("Q-2031:1.1", "Q-2031:1.2"))
    assert found is not None
    assert {party: str(part) for party, part in found.by_party.items()} == {"QM": "4 to 5"}
    assert str(found.shares) == "4 to 5"


def test_total__of_another_measure_or_unit_or_of_a_leader_is_not_compared() -> None:
    part = share("QM", 5, 5)
    assert compared(part) is not None
    assert compared(part, unit="Persons") is not None
    assert compared(part, unit="boats") is None
    assert compared(part, measure="boats seized") is None
    assert compared(filed("QN", figure(5, operation="JAD-1"))) is None
