"""Laws of the door, on generated reports: what it lets in has one value of each thing, by who may state it."""

from __future__ import annotations

import pytest
from hypothesis import given
from tests.analysis.progressing.test_laws import ADDING, NUMBERS, OF, OPERATIONS, reports
from tests.support.invented import SESSION
from tests.support.progress_cases import filed, own, register

from empact.analysis import Apart, DifferenceKind, PlanContext, claim_log, every_refused, progress
from empact.model import Adds, FiledReport, OverTime, Reports

Way = tuple[Adds | None, OverTime | None]


def context(every: list[FiledReport], way: Way) -> PlanContext:
    return PlanContext(
        plan=OF,
        register=SESSION.register,
        reports=Reports(plan=OF.id, reports=tuple(every)),
        operations=OPERATIONS,
        kpi_register=register(way[0], OF.id, *NUMBERS, over_time=way[1] if way[0] is Adds.RATIO else None),
    )


def wrong(every: list[FiledReport], way: Way) -> list[str]:
    return [each.said for each in every_refused(context(every, way)) if not each.refusal.acceptable]


def let_in(given: tuple[FiledReport, ...], way: Way) -> list[FiledReport]:
    """Add reports one after the other, each only if nothing is refused."""
    added: list[FiledReport] = []
    for report in given:
        if not wrong([*added, report], way):
            added.append(report)
    return added


@given(reports(), ADDING)
def test_door__lets_in_one_value_of_each_thing_of_a_party(given: tuple[FiledReport, ...], way: Way) -> None:
    ctx = context(let_in(given, way), way)
    for action in progress(ctx):
        for kpi in (*action.kpis, *action.measures):
            kinds = {difference.kind for difference in kpi.differences}
            assert DifferenceKind.TWO_VALUES not in kinds
            assert all(claim.apart not in {Apart.ROLE, Apart.UNIT} for claim in kpi.claims)


@given(reports(), ADDING)
def test_door__lets_in_one_report_for_each_round_and_part_of_a_party(given: tuple[FiledReport, ...], way: Way) -> None:
    log = claim_log(context(let_in(given, way), way))
    places = [(point, str(filed.content.by), filed.content.part) for point, filed in log.reports]
    whole = {(point, by) for point, by, part in places if part is None}
    assert len(set(places)) == len(places)
    assert not [place for place in places if place[2] is not None and place[:2] in whole]
    assert log.idle == ()


@pytest.mark.parametrize("way", [(Adds.CUMULATIVE, None), (Adds.INCREMENTAL, None)])
def test_door__lets_in_a_correction_and_what_goes_on(way: Way) -> None:
    given = (
        filed("QM", own(5), action="1.2", id="r1"),
        filed("QM", own(6), action="1.2", id="r2", on="2031-06-29", supersedes=("r1",)),
        filed("QM", own(7), action="1.2", id="r3", on="2031-12-10"),
    )
    assert [report.id for report in let_in(given, way)] == ["r1", "r2", "r3"]
