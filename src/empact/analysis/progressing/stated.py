"""Stated totals: the totals that a report states, beside what the reports add up to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

import attrs

from empact.analysis.facts import PlanFacts
from empact.analysis.progressing.amounts import Range, format_number
from empact.analysis.progressing.measures import MeasureSums
from empact.diagnostics import Pointer
from empact.model import ActionStatus, FiledReport, StatedTotals
from empact.values import listed, unlisted, value


@value(kw_only=True)
class StatedComparison:
    """A total that a report states, beside what the reports add up to. The two are never mixed."""

    plan: str
    """The id of the plan."""
    report: str
    """The id of the report that states the total."""
    filed: FiledReport = attrs.field(repr=False, metadata=unlisted())
    """The report itself."""
    at: Pointer = attrs.field(repr=False, metadata=unlisted())
    """The pointer of the total in the report."""
    what: str
    """What is counted: ``actions``, ``status counts``, a status, or a measure."""
    stated: Decimal
    """The total as stated."""
    derived: Range | None
    """What the reports add up to; None if that is not known."""
    silent: int = 0
    """For a status: how many actions have no reported status. Each can have any, so ``derived`` is a range.
    0 otherwise.
    """
    beside: str = attrs.field(metadata=unlisted())
    """What the total is compared with, in words: ``the reports add up to 460 to 590``."""
    text: str
    """The comparison in a sentence."""

    @listed
    def agrees(self) -> bool | None:
        """Whether the two agree; None if it is not known what the reports add up to."""
        return None if self.derived is None else self.derived.low <= self.stated <= self.derived.high

    def __str__(self) -> str:
        return self.text


def compare_stated(
    ctx: PlanFacts, reports: Iterable[FiledReport], statuses: Mapping[ActionStatus, int], sums: MeasureSums
) -> Iterator[StatedComparison]:
    """Compare the totals that the reports of one checkpoint state with those that are derived at it."""
    for report in reports:
        if report.content.stated is not None:
            yield from _Comparing(ctx, report, report.content.stated).compare(statuses, sums)


_AT = Pointer() / "stated"


class _Comparing:
    def __init__(self, ctx: PlanFacts, report: FiledReport, stated: StatedTotals) -> None:
        self.ctx, self.report, self.stated = ctx, report, stated

    def compare(self, statuses: Mapping[ActionStatus, int], sums: MeasureSums) -> Iterator[StatedComparison]:
        stated = self.stated
        actions = len(self.ctx.plan.actions)
        if stated.actions is not None:
            yield self._compared(_AT / "actions", "actions", stated.actions, actions, f"the plan has {actions}")
        if stated.statuses:
            counted = sum(stated.statuses.values())
            whole = actions if stated.actions is None else stated.actions
            yield self._compared(_AT / "statuses", "status counts", counted, whole, f"they are about {whole} actions")
            yield from self._statuses(statuses)
        for index, stated_sum in enumerate(stated.sums):
            measure_sum, left_out = sums.find(stated_sum.measure, stated_sum.unit)
            text = "no action reports it" if measure_sum is None else f"the reports add up to {measure_sum.range}"
            derived = None if measure_sum is None or left_out else measure_sum.range
            if left_out:
                known = "there is no sum" if measure_sum is None else f"{measure_sum.range} is reported"
                text = f"{known}, and {'; '.join(reason.rstrip('.') for reason in left_out)}"
            yield self._make(_AT / "sums" / index, stated_sum.measure, stated_sum.value, derived, text)

    def _statuses(self, derived: Mapping[ActionStatus, int]) -> Iterator[StatedComparison]:
        counts: dict[ActionStatus, int] = {}
        first: dict[ActionStatus, Pointer] = {}
        for word, count in self.stated.statuses.items():
            status, at = self.ctx.status(word), _AT / "statuses" / word
            if status is None:
                yield self._make(at, word, Decimal(count), None, "it is not known what the word means")
            else:
                counts[status] = counts.get(status, 0) + count
                first.setdefault(status, at)
        silent = derived.get(ActionStatus.NOT_REPORTED, 0)
        for status, stated in counts.items():
            count = derived.get(status, 0)
            open_ = 0 if status is ActionStatus.NOT_REPORTED else silent  # what nobody reports can be any
            known = Range(Decimal(count), Decimal(count + open_))
            words = f"the reports say so about {count}"
            if open_:
                words += "; 1 action is not reported" if open_ == 1 else f"; {open_} actions are not reported"
            compared = self._make(first[status], status.value, Decimal(stated), known, words)
            yield attrs.evolve(compared, silent=open_)

    def _compared(self, at: Pointer, what: str, stated: int, derived: int, text: str) -> StatedComparison:
        return self._make(at, what, Decimal(stated), Range.exactly(Decimal(derived)), text)

    def _make(self, at: Pointer, what: str, stated: Decimal, derived: Range | None, text: str) -> StatedComparison:
        report = self.report
        return StatedComparison(
            plan=self.ctx.plan.id,
            report=report.id,
            filed=report,
            at=at,
            what=what,
            stated=stated,
            derived=derived,
            beside=text,
            text=f"{report.id} states {format_number(stated)} for {what!r}, and {text}.",
        )
