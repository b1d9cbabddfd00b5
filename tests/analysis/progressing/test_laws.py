"""Laws of progress, on generated reports: order, silence, superseded reports, and no result twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.progress_cases import figure, filed, operation, own, picture, plan, register

from empact.analysis import KpiProgress, Progress
from empact.model import Adds, FigureScope, FiledReport, Prose, Report

OF = plan(
    {"number": "1.1", "leaders": "QN, QP", "links": "1.2"},
    {"number": "1.2", "leaders": "QO", "participants": "QM, QR"},
    {"number": "1.3", "leaders": "QP", "participants": "QX", "kpi": "At least 40 arrests"},
)
OPERATIONS = (operation("J1"), operation("J2", ("2031-03-01", "2031-03-04")))
NUMBERS = [action.number for action in OF.actions]
ADDING = st.sampled_from([None, *Adds])


@st.composite
def figures(draw: st.DrawFn) -> Any:
    make = draw(st.sampled_from([figure, own]))
    start = dt.date(2031, draw(st.integers(1, 11)), 1)
    fields: dict[str, Any] = {"operation": draw(st.sampled_from([None, None, "J1", "J2", "unknown"]))}
    if draw(st.booleans()):
        fields["period"] = (str(start), str(start + dt.timedelta(days=draw(st.integers(0, 60)))))
    if draw(st.integers(0, 4)) == 0:
        fields["measure"] = "arrests"
    if draw(st.integers(0, 5)) == 0:
        fields["of"] = 50
    return make(draw(st.integers(0, 50)), **fields)


@st.composite
def reports(draw: st.DrawFn, least: int = 0) -> tuple[FiledReport, ...]:
    found: list[FiledReport] = []
    for number in range(draw(st.integers(least, 8))):
        role = draw(st.sampled_from(["leader", "participant", "driver", "support-unit"]))
        known = [one.id for one in found]
        found.append(
            filed(
                draw(st.sampled_from(["QM", "QN", "QO", "QP"])),
                *draw(st.lists(figures(), max_size=3)),
                role=role,
                on=draw(st.sampled_from(["2031-06-20", "2031-06-28", "2031-12-10", "2031-12-20", "2032-02-01"])),
                action=draw(st.sampled_from(NUMBERS)),
                status=draw(st.sampled_from([None, "live", "completed", "continue", "never heard of"])),
                id=f"r{number}",
                cites=tuple(draw(st.lists(st.sampled_from(known), unique=True))) if known else (),
                supersedes=tuple(draw(st.lists(st.sampled_from(known), max_size=1))) if known else (),
            )
        )
    return tuple(found)


def look(found: Sequence[FiledReport], adds: Adds | None) -> Progress:
    kpis = register(adds, OF.id, *NUMBERS)
    return picture(*found, of=OF, kpis=kpis, operations=OPERATIONS, checkpoint="December 2031")


def every(found: Progress) -> list[KpiProgress]:
    return [kpi for action in found for kpi in (*action.kpis, *action.measures)]


def said(found: Progress) -> Any:
    """Everything that a picture says, without the texts that name each report."""
    return (
        [
            (
                action.status,
                action.word,
                action.reported_status.settled_by,
                [(str(kpi), kpi.total, kpi.contributions, kpi.explain(), kpi.disagreements) for kpi in action.kpis],
                [(str(kpi), kpi.explain()) for kpi in action.measures],
            )
            for action in found
        ],
        [(str(one), one.explain()) for one in found.sums],
        [one.explain() for one in found.possible_duplicates],
    )


@given(reports(), ADDING, st.randoms())
def test_progress__does_not_depend_on_the_order_of_the_reports(
    found: tuple[FiledReport, ...], adds: Adds | None, random: Any
) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)
    assert said(look(shuffled, adds)) == said(look(found, adds))


@given(reports(), ADDING)
def test_superseded_reports__change_nothing(found: tuple[FiledReport, ...], adds: Adds | None) -> None:
    superseded = {id for one in found for id in one.content.supersedes}
    kept = [one for one in found if one.id not in superseded]
    assert said(look(kept, adds)) == said(look(found, adds))


@given(reports(least=1), ADDING, st.data())
def test_adding_a_report__loses_no_figure_of_another(
    found: tuple[FiledReport, ...], adds: Adds | None, data: st.DataObject
) -> None:
    found = tuple(attrs.evolve(one, content=attrs.evolve(one.content, supersedes=())) for one in found)
    added = data.draw(st.sampled_from(found))
    before = look([one for one in found if one is not added], adds)
    after = look(found, adds)

    def listed(picture: Progress) -> set[tuple[str, str, str]]:
        return {(str(kpi), one.report.id, one.said) for kpi in every(picture) for one in kpi.figures}

    assert listed(before) <= listed(after)
    assert {one[1] for one in listed(after) - listed(before)} <= {added.id}
    count = sum(len(action.figures) for one in found for action in one.content.actions)
    assert sum(len(kpi.figures) for kpi in every(after)) == count  # none is lost, none is there twice


@st.composite
def results(draw: st.DrawFn) -> tuple[FiledReport, ...]:
    """Reports of one action at two checkpoints that often name one operation."""
    make = draw(st.sampled_from([figure, own]))
    operations = st.sampled_from(["J1", "J1", "J2", None])
    return tuple(
        filed(
            draw(st.sampled_from(["QN", "QP"])),
            *(make(draw(st.integers(0, 9)), operation=draw(operations)) for _ in range(draw(st.integers(1, 2)))),
            role="leader",
            on=draw(st.sampled_from(["2031-06-28", "2031-12-10"])),
            id=f"r{number}",
        )
        for number in range(draw(st.integers(1, 4)))
    )


@given(reports() | results())
def test_incremental_total__is_at_most_the_sum_of_its_distinct_contributions(found: tuple[FiledReport, ...]) -> None:
    for kpi in every(look(found, Adds.INCREMENTAL)):
        if kpi.total is not None:
            distinct: dict[Any, Decimal] = {}
            for one in kpi.figures:
                if one.figure.scope is kpi.total.scope and one.figure.value is not None:
                    # a figure without an operation is its own result; one of an operation counts once for its reporter
                    key = (one.key, one.role) if one.key is not None else id(one)
                    distinct[key] = max(distinct.get(key, Decimal(0)), one.figure.value)
            assert 0 <= kpi.total.low <= kpi.total.high <= sum(distinct.values())


@given(reports(), ADDING, st.sampled_from(["QR", "QX", "QM", "QN"]), st.sampled_from(NUMBERS))
def test_silence__changes_no_total(found: tuple[FiledReport, ...], adds: Adds | None, by: str, action: str) -> None:
    silent = filed(
        by, role="participant", action=action, on="2031-12-11", id="silent", said={"narrative": Prose(text="Busy.")}
    )
    before, after = look(found, adds), look([*found, silent], adds)
    assert [(kpi.total, kpi.contributions, kpi.target) for kpi in every(before)] == [
        (kpi.total, kpi.contributions, kpi.target) for kpi in every(after)
    ]
    assert [str(one) for one in before.sums] == [str(one) for one in after.sums]


@given(reports(), ADDING)
def test_every_value__is_whole_and_explains_itself(found: tuple[FiledReport, ...], adds: Adds | None) -> None:
    after = look(found, adds)
    assert sum(after.status_counts().values()) == len(OF.actions)
    for kpi in every(after):
        ids = {one.report.id for one in kpi.figures}
        text = " ".join(kpi.explain())
        assert all(f"({id})" in text or f"{id})" in text for id in ids)
        if kpi.total is not None:
            assert kpi.parts
            assert kpi.total.low <= kpi.total.high
            assert all(one.figure.scope is kpi.total.scope for part in kpi.parts for one in part.figures)
        assert {id(one.figure) for one in kpi.apart} <= {id(one) for one in kpi.figures}
    for one in after.possible_duplicates:
        assert len(one.figures) > 1
        assert one.value.low <= one.value.high
    for total in after.sums:
        assert total.low <= total.high


@given(reports())
def test_sum_of_a_measure__is_at_most_the_sum_of_the_actions(found: tuple[FiledReport, ...]) -> None:
    after = look(found, Adds.INCREMENTAL)
    for total in after.sums:
        parts = [kpi for kpi in every(after) if f"{kpi.plan}:{kpi.action}" in total.actions]
        most = sum(
            (
                max(kpi.total.high, Decimal(0))
                if kpi.total
                else sum((one.figure.value or Decimal(0)) for one in kpi.figures)
            )
            for kpi in parts
        )
        assert total.high <= most


@pytest.mark.parametrize("scope", FigureScope)
def test_report__that_says_the_same_again_is_no_new_result(scope: FigureScope) -> None:
    def again(id: str) -> FiledReport:
        one = filed("QN", figure(5, scope.value), role="leader", id=id)
        return attrs.evolve(one, digest="same")

    kpi = look([again("r1"), again("r2")], Adds.INCREMENTAL).action("1.1").kpi()
    assert kpi.total is not None
    assert str(kpi.total.range) == "5"  # two copies of one file
    assert isinstance(kpi.figures[0].report.content, Report)
