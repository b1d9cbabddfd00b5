"""Operations: the totals that the file of an operation states, beside the shares that parties report of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

import attrs

from empact.analysis.claims.indicators import unit_key
from empact.analysis.claims.values import Claim, Thing
from empact.analysis.facts import PlanFacts, check_plan_context
from empact.analysis.progressing.amounts import Range, add_ranges, exact_sum
from empact.analysis.progressing.decisions import grouped
from empact.analysis.progressing.kpi_pictures import KpiProgress
from empact.analysis.progressing.pictures import Progress
from empact.analysis.progressing.verdicts import measure_key
from empact.arguments import check_type
from empact.diagnostics import Pointer
from empact.model import Operation, StatedSum
from empact.values import unlisted, value


@value(kw_only=True)
class OperationComparison:
    """A total that the file of an operation states, beside the shares that parties report of it. It is not counted."""

    operation: Operation = attrs.field(repr=False, metadata=unlisted())
    """The operation."""
    at: Pointer = attrs.field(repr=False, metadata=unlisted())
    """The pointer of the total in the file of the operation."""
    measure: str
    """What is counted."""
    stated: Decimal
    """The total as stated."""
    shares: Range
    """What the shares add up to: each party once, also if it reports them in several actions."""
    by_party: Mapping[str, Range] = attrs.field(repr=False)
    """The share of each party, by its code; a range if it reports different values in several actions."""
    complete: bool
    """Whether nobody is missing: each expected party has answered, and all actions of the operation are in the plan."""

    @property
    def differs(self) -> bool:
        """Whether the two cannot both be right: the shares are above the total, or below it with nobody missing."""
        return self.shares.low > self.stated or (self.complete and self.shares.high < self.stated)


def compare_operations(ctx: PlanFacts, progress: Progress) -> tuple[OperationComparison, ...]:
    """Return the totals of operations of which parties report shares, each beside these.

    Args:
        ctx: The context of the plan, with its operations.
        progress: The progress of the plan, from the same context.
    """
    check_plan_context("compare_operations()", ctx)
    check_type("The progress", "a Progress", Progress, progress)
    kpis = [kpi for action in progress.actions for kpi in (*action.kpis, *action.measures)]
    return tuple(
        compared
        for operation in ctx.operations
        for index, total in enumerate(operation.totals)
        for compared in _compared(ctx, operation, Pointer() / "totals" / index, total, kpis)
    )


def _compared(
    ctx: PlanFacts, operation: Operation, at: Pointer, total: StatedSum, kpis: Iterable[KpiProgress]
) -> Iterator[OperationComparison]:
    reported = [(kpi, of_parties) for kpi in kpis if _counts(kpi, total) and (of_parties := _shares(kpi, operation.id))]
    if not reported:
        return
    by_party: dict[str, list[Decimal]] = {}
    for _, of_parties in reported:
        for party, amount in of_parties.items():
            by_party.setdefault(party, []).append(amount)
    ranges = {party: Range.around(amounts) for party, amounts in by_party.items()}
    own = all(ref.plan == ctx.plan.id for ref in operation.actions)
    yield OperationComparison(
        operation=operation,
        at=at,
        measure=total.measure,
        stated=total.value,
        shares=add_ranges(ranges.values()),
        by_party=ranges,
        complete=own and all(kpi.participants.complete for kpi, _ in reported),
    )


def _counts(kpi: KpiProgress, total: StatedSum) -> bool:
    """Whether a KPI counts what an operation states a total of."""
    indicator = kpi.indicator
    if measure_key(total.measure) not in {measure_key(indicator.counted), measure_key(indicator.measure)}:
        return False
    return total.unit is None or indicator.unit is None or unit_key(total.unit) == unit_key(indicator.unit)


def _shares(kpi: KpiProgress, operation_id: str) -> dict[str, Decimal]:
    """Return how much of the shares of each party belongs to an operation: in all rounds, or in the newest one."""
    claims = [
        claim
        for claim in kpi.claims
        if claim.thing is Thing.SHARE and claim.apart is None and operation_id in claim.operations
    ]
    return {
        party: exact_sum(*(claim.operations[operation_id] for claim in _counting(kpi, of_party)))
        for party, of_party in grouped(claims, lambda claim: claim.by).items()
    }


def _counting(kpi: KpiProgress, claims: Sequence[Claim]) -> Sequence[Claim]:
    if kpi.indicator.new:
        return claims
    return [claim for claim in claims if claim.round == claims[-1].round]
