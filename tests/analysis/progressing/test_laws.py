"""Laws of progress, on generated reports: order, silence, superseded reports, and no result twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

import attrs
from hypothesis import given
from hypothesis import strategies as st
from tests.support.progress_cases import figure, filed, operation, own, picture, plan, register, settled

from empact.analysis import Amount, KpiProgress, PlanContext, Progress, TargetState, Thing, claim_log
from empact.analysis.claims import convention, refusals
from empact.model import Adds, Figure, FiledReport, OverTime, Prose, Reports

OF = plan(
    {"number": "1.1", "leaders": "QN, QP", "links": "1.2"},
    {"number": "1.2", "leaders": "QO", "participants": "QM, QR, Relevant MS"},
    {"number": "1.3", "leaders": "QP", "participants": "QX", "kpi": "At least 40 arrests"},
)
OPERATIONS = (operation("J1"), operation("J2", ("2031-03-01", "2031-03-04")), operation("J3", ("2032-01-12",)))
NUMBERS = [action.number for action in OF.actions]
KEYS = {row.key for row in (*convention.ROWS, *refusals.REFUSALS)}
NUMBERED = {Thing.SHARE, Thing.TOTAL}
ADDING = st.tuples(st.sampled_from([None, *Adds]), st.sampled_from([None, *OverTime]))


@st.composite
def figures(draw: st.DrawFn) -> Figure:
    scope = draw(st.sampled_from(["total", "own"]))
    if scope == "own" and draw(st.integers(0, 6)) == 0:
        return own(nothing=True)
    start = dt.date(2031, draw(st.integers(1, 11)), 1)
    value = draw(st.integers(0, 50))
    fields: dict[str, Any] = {}
    if draw(st.booleans()):
        fields["operations"] = {draw(st.sampled_from(["J1", "J2", "J3", "unknown"])): draw(st.integers(0, value))}
    if draw(st.booleans()):
        fields["period"] = (str(start), str(start + dt.timedelta(days=draw(st.integers(0, 60)))))
    if draw(st.integers(0, 4)) == 0:
        fields["measure"] = "arrests"
    if draw(st.integers(0, 3)) == 0:
        fields["of"] = 50
    return figure(value, scope, **fields)


@st.composite
def reports(draw: st.DrawFn, least: int = 0) -> tuple[FiledReport, ...]:
    every: list[FiledReport] = []
    for number in range(draw(st.integers(least, 8))):
        known = [report.id for report in every]
        every.append(
            filed(
                draw(st.sampled_from(["QM", "QN", "QO", "QP"])),
                *draw(st.lists(figures(), max_size=3)),
                on=draw(st.sampled_from(["2031-06-20", "2031-06-28", "2031-12-10", "2031-12-20", "2032-02-01"])),
                action=draw(st.sampled_from(NUMBERS)),
                status=draw(st.sampled_from([None, "live", "completed", "continue", "never heard of"])),
                id=f"r{number}",
                source=f"Form {number}",
                part=draw(st.sampled_from([None, None, "customs", "police"])),
                settles=settled(draw(st.lists(st.sampled_from(known), unique=True)), value=7) if known else (),
                supersedes=tuple(draw(st.lists(st.sampled_from(known), max_size=1))) if known else (),
            )
        )
    return tuple(every)


def look(
    every: Iterable[FiledReport], adds: tuple[Adds | None, OverTime | None], checkpoint: str = "December 2031"
) -> Progress:
    kpis = register(adds[0], OF.id, *NUMBERS, over_time=adds[1] if adds[0] is Adds.RATIO else None)
    return picture(*every, of=OF, kpis=kpis, operations=OPERATIONS, checkpoint=checkpoint)


def kpis_of(progress: Progress) -> list[KpiProgress]:
    return [kpi for action in progress for kpi in (*action.kpis, *action.measures)]


def said(progress: Progress) -> Any:
    """Everything that a picture says."""
    return (
        [
            (
                action.status,
                action.word,
                action.explain(),
                [(str(kpi), kpi.value, kpi.shares, kpi.explain(), kpi.differences) for kpi in action.kpis],
                [(str(kpi), kpi.value, kpi.explain()) for kpi in action.measures],
            )
            for action in progress
        ],
        [(str(total), total.explain()) for total in progress.sums],
        [duplicate.explain() for duplicate in progress.possible_duplicates],
    )


def amounts(amount: Amount) -> list[Amount]:
    """An amount with all that it is made of."""
    return [amount, *(below for term in amount.terms for below in amounts(term))]


@given(reports(), ADDING, st.randoms())
def test_progress__does_not_depend_on_the_order_of_the_reports(
    every: tuple[FiledReport, ...], adds: tuple[Adds | None, OverTime | None], random: Any
) -> None:
    shuffled = list(every)
    random.shuffle(shuffled)
    assert said(look(shuffled, adds)) == said(look(every, adds))


@given(reports(), ADDING)
def test_superseded_reports__change_nothing(
    every: tuple[FiledReport, ...], adds: tuple[Adds | None, OverTime | None]
) -> None:
    log = claim_log(PlanContext(plan=OF, reports=Reports(plan=OF.id, reports=every)))
    kept = [report for report in every if report.id not in log.superseded_by]
    by_id = {report.id: report.content for report in every}
    for report in every:
        for id in report.content.supersedes:
            mine, other = report.content, by_id[id]
            effective = (mine.by, mine.checkpoint) == (other.by, other.checkpoint) and other.on <= mine.on
            assert (report.id in log.superseded_by.get(id, ())) is effective
    assert said(look(kept, adds)) == said(look(every, adds))


@given(reports(least=1), ADDING, st.data())
def test_adding_a_report__loses_no_claim_of_another(
    every: tuple[FiledReport, ...], adds: tuple[Adds | None, OverTime | None], data: st.DataObject
) -> None:
    every = tuple(
        attrs.evolve(report, content=attrs.evolve(report.content, supersedes=(), settles=())) for report in every
    )
    added = data.draw(st.sampled_from(every))
    before = look([report for report in every if report is not added], adds)
    after = look(every, adds)

    def listed(progress: Progress) -> set[tuple[str, str, str, str]]:
        claims = ((str(kpi), claim) for kpi in kpis_of(progress) for claim in kpi.claims)
        return {(name, claim.report, str(claim.at), claim.said) for name, claim in claims}

    assert listed(before) <= listed(after)
    assert {report for _, report, _, _ in listed(after) - listed(before)} <= {added.id}


@given(reports(), ADDING, st.sampled_from(["QR", "QX", "QM", "QN"]), st.sampled_from(NUMBERS))
def test_words_alone__change_no_value(
    every: tuple[FiledReport, ...], adds: tuple[Adds | None, OverTime | None], by: str, action: str
) -> None:
    words = filed(by, action=action, on="2031-12-11", id="words", said={"narrative": Prose(text="Busy.")})
    before, after = look(every, adds), look([*every, words], adds)
    assert [(kpi.value, kpi.shares, kpi.target) for kpi in kpis_of(before)] == [
        (kpi.value, kpi.shares, kpi.target) for kpi in kpis_of(after)
    ]
    assert [str(total) for total in before.sums] == [str(total) for total in after.sums]


@given(reports(), ADDING)
def test_every_value__is_whole_and_explains_itself(
    every: tuple[FiledReport, ...], adds: tuple[Adds | None, OverTime | None]
) -> None:
    after = look(every, adds)
    assert sum(after.status_counts().values()) == len(OF.actions)
    for kpi in kpis_of(after):
        text = " ".join(step.text for step in kpi.explain())
        assert {step.row for step in kpi.explain()} <= KEYS
        values = [value for value in (kpi.value, kpi.shares, *kpi.values) if value is not None]
        assert all(str(claim) in text for claim in kpi.claims)
        for value in values:
            assert value.leaves
            assert all(claim.apart is None for claim in value.leaves)
            assert all(amount.low <= amount.high for amount in amounts(value))
    for duplicate in after.possible_duplicates:
        assert len(duplicate.claims) > 1
        assert duplicate.value.low <= duplicate.value.high
    for total in after.sums:
        assert total.low <= total.high


@given(reports(), ADDING)
def test_total_and_share__are_never_added_in_one_round(
    every: tuple[FiledReport, ...], adds: tuple[Adds | None, OverTime | None]
) -> None:
    for kpi in kpis_of(look(every, adds)):
        for value in filter(None, (kpi.value, *kpi.values)):
            for claim in value.leaves:
                assert {other.thing for other in value.leaves if other.round == claim.round} == {claim.thing}


@given(reports())
def test_incremental_value__is_between_the_least_and_the_most_that_is_stated(every: tuple[FiledReport, ...]) -> None:
    for kpi in kpis_of(look(every, (Adds.INCREMENTAL, None))):
        counted = [claim.value or Decimal(0) for claim in kpi.claims if claim.apart is None and claim.thing in NUMBERED]
        if kpi.value is not None:
            assert 0 <= kpi.value.low <= kpi.value.high <= sum(counted)


@given(reports(), ADDING)
def test_verdict__is_the_same_for_both_ends_of_a_range(
    every: tuple[FiledReport, ...], adds: tuple[Adds | None, OverTime | None]
) -> None:
    for kpi in kpis_of(look(every, adds)):
        if kpi.target is None or kpi.value is None or kpi.value.of is not None:
            continue
        ends = {kpi.value.low >= 40, kpi.value.high >= 40}  # the only target is "at least 40"
        if kpi.target.state is TargetState.REACHED:
            assert ends == {True}
            assert not kpi.value.so_far
        if kpi.target.state is TargetState.NOT_REACHED:
            assert ends == {False}
            assert not kpi.value.at_least


@given(reports())
def test_sum_of_a_measure__is_at_most_the_sum_of_the_actions(every: tuple[FiledReport, ...]) -> None:
    after = look(every, (Adds.INCREMENTAL, None))
    for total in after.sums:
        values: Sequence[Decimal] = [
            kpi.value.high
            for kpi in kpis_of(after)
            if kpi.value is not None and f"{kpi.indicator.plan_id}:{kpi.indicator.action_number}" in total.actions
        ]
        assert total.high <= sum(values)


@given(reports(), ADDING)
def test_picture_of_an_earlier_round__does_not_depend_on_later_rounds(
    every: tuple[FiledReport, ...], adds: tuple[Adds | None, OverTime | None]
) -> None:
    every = tuple(attrs.evolve(report, content=attrs.evolve(report.content, settles=())) for report in every)
    early = [report for report in every if report.content.checkpoint == "June 2031"]
    assert said(look(every, adds, "June 2031")) == said(look(early, adds, "June 2031"))
