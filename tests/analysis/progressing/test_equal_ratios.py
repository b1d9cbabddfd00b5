"""Ratios of two parties that may be one result."""

from __future__ import annotations

from tests.support.invented import SESSION
from tests.support.progress_cases import filed, own, plan, register

from empact.analysis.facts import PlanFacts
from empact.analysis.progressing.gathering import progress
from empact.model import FiledReport, OverTime, Reports

PLAN = plan()
JUNE = filed("QM", own(14, of=20))
NOTHING_NEW = filed("QM", own(nothing=True), on="2031-12-20")
EQUAL = filed("QO", own(14, of=20), on="2031-12-20")


def kinds(*reports: FiledReport) -> list[str]:
    ctx = PlanFacts(
        plan=PLAN,
        register=SESSION.register,
        reports=Reports(plan=PLAN.id, reports=reports),
        kpi_register=register("ratio", PLAN.id, over_time=OverTime.CUMULATIVE),
    )
    differences = progress(ctx, "December 2031").action("1.1").kpi().differences
    return [difference.kind.value for difference in differences]


def test_nothing_to_report__of_a_cumulative_ratio_is_the_newest_pair() -> None:
    assert kinds(JUNE, NOTHING_NEW, EQUAL) == ["equal pairs"]


def test_nothing_to_report__without_an_earlier_pair_equals_no_other() -> None:
    assert kinds(NOTHING_NEW, EQUAL, filed("QN", own(nothing=True), on="2031-12-20")) == []
