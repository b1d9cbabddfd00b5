"""Rules about the figures of reports: stated totals, breakdowns and units; and about operations and KPI registers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from empact import Plan
from empact.diagnostics import Pointer, Severity
from empact.hooks import Finding, Rule, RuleContext
from empact.model import PartyItem, Unparsed
from empact.plugins.rules.ledger import is_known
from empact.plugins.rules.phrasing import listed
from empact.plugins.rules.reported import (
    AGAIN,
    STATUS_COUNTS,
    amount,
    apart,
    called,
    figures,
    in_force,
    measured,
    named,
    subject,
    wrong,
)

if TYPE_CHECKING:
    from decimal import Decimal

    from empact.analysis import Claim, KpiProgress
    from empact.model import Breakdown, FiledReport, KpiDefinition, KpiKey


def status_counts_differ(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The status counts that a report states do not add up to the number of actions.

    Each action has one status, so the counts must add up to the number of actions in the report, and that number must
    be the number of actions in the plan. Otherwise an action is missing or counted twice. The counts are kept as
    stated; the progress of the plan is computed from the reports themselves.
    """
    actions_at, counts_at = STATUS_COUNTS
    for total in ctx.stated_totals if in_force(ctx) else ():
        stated, where = total.filed.content.stated, str(total.at)
        if total.agrees is not False or stated is None:
            continue
        if where == actions_at:
            message = f"{subject(total.filed)} states {stated.actions} actions, but {plan.id} has {len(plan.actions)}."
            hint = "Ask the reporter which actions it counts."
        elif where == counts_at:
            number = len(plan.actions) if stated.actions is None else stated.actions
            has = f"{plan.id} has {number} actions" if stated.actions is None else f"it states {number} actions"
            message = f"The status counts of {named(total.filed)} add up to {amount(total.stated)}, but {has}."
            hint = "Ask the reporter which action is missing, or counted twice."
        else:
            continue
        yield Finding(message, total.at, hint=hint, file=total.filed)


def _misfits(ctx: RuleContext, *kinds: str) -> Iterator[tuple[FiledReport, Pointer, str, str, Misfit]]:
    """Yield the breakdowns of these kinds that do not fit their figure: pointer, what it is of, the figure, and why."""
    for filed, at, action, figure in figures(ctx):
        for index, breakdown in enumerate(figure.breakdowns):
            if figure.value is not None and breakdown.kind.value in kinds:
                why = _misfit(breakdown, figure.value)
                what = f"{measured(figure)} of action {action.action} by {breakdown.by}"
                if why is not None:
                    yield filed, at / "breakdowns" / index / "parts", what, amount(figure.value), why


class Misfit(NamedTuple):
    """Parts that do not fit the figure that they are of."""

    value: Decimal
    """What the parts add up to; of parts that overlap, the largest one."""
    part: str | None = None
    """The name of that largest part; None if the parts are added."""


def _misfit(breakdown: Breakdown, value: Decimal) -> Misfit | None:
    """Return why the parts of a breakdown do not fit the value of their figure; None if they do.

    All parts add up to the value; some parts ("of which") are not more than it, and of parts that overlap, none is.
    """
    from empact.analysis import exact_sum

    if not breakdown.parts:
        return None
    if breakdown.kind.value == "overlapping":
        name, largest = max(breakdown.parts.items(), key=lambda pair: pair[1])
        return Misfit(largest, name) if largest > value else None
    added = exact_sum(*breakdown.parts.values())
    fits = added == value if breakdown.kind.value == "exhaustive" else added <= value
    return None if fits else Misfit(added)


def breakdown_differs(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The parts of an exhaustive breakdown do not add up to the figure.

    The figure or a part is wrong, or parts are missing. If only some parts are given, the breakdown is ``partial``; if
    one thing can be in several parts, it is ``overlapping``.
    """
    for filed, at, what, value, why in _misfits(ctx, "exhaustive"):
        yield Finding(
            f"The parts of {what} add up to {amount(why.value)}, but the figure is {value}.",
            at,
            hint=f"{AGAIN}, with the right parts, or with the kind 'partial' or 'overlapping'.",
            file=filed,
        )


def breakdown_exceeds(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """Parts of a figure are larger than the figure.

    The sum of partial parts ("of which") cannot exceed the figure. If one thing can be in several parts, no single part
    can exceed the figure.
    """
    for filed, at, what, value, why in _misfits(ctx, "partial", "overlapping"):
        if why.part is None:
            message = f"The parts of {what} add up to {amount(why.value)}, more than the figure, {value}."
        else:
            message = f"A part of {what} is {amount(why.value)} ({why.part}), more than the figure, {value}."
        yield Finding(message, at, hint=f"{AGAIN}, with the right figure and parts.", file=filed)


def several_units(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The figures for one KPI have several units, and neither the plan nor the KPI register sets one.

    Figures with different units cannot be added or compared, so none of them counts. If the KPI has a unit, a figure in
    another one is refused when the report is added.
    """
    several: dict[str, tuple[KpiProgress, Claim]] = {}
    for kpi, claim in apart(ctx, "unit"):
        if kpi.indicator.unit is None:
            several[str(kpi)] = kpi, claim
    for kpi, claim in several.values():
        yield Finding(
            f"No figure for {called(kpi)} counts: {claim.why}.",
            claim.at,
            hint="Write the unit of the KPI into the KPI register, and supersede the reports with another one.",
            file=claim.filed,
        )


def ratio_without_parts(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A percentage or a ratio is reported without its numerator and denominator.

    Percentages are never added: 50 % of 10 and 90 % of 1000 are not 70 %. So the figure does not count, except the
    newest percentage of a leader if only the latest figure counts. With the numerator in ``value`` and the denominator
    in ``of``, several ratios can be added.
    """
    for kpi, claim in apart(ctx, "ratio"):
        if not kpi.indicator.takes_unit(claim.unit):
            continue  # it is refused when the report is added
        said = f"has {claim.said} for {called(kpi)}, which does not count: {claim.why}."
        yield wrong(claim.filed, said, claim.at, "with the numerator in 'value' and the denominator in 'of'")


def figure_not_counted(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A figure is not counted: its KPI cannot have such a figure, or the party was excluded before.

    A milestone is reached on a day, a ratio has a denominator, and a number has none. Figures whose days begin after
    the party was excluded from the plan are not counted either. All of them are still listed.
    """
    for kpi, claim in apart(ctx, "value", "excluded"):
        if claim.nothing and claim.apart is not None and claim.apart.value == "value":
            continue  # it is refused when the report is added
        said = f"has {claim.said} for {called(kpi)}, which does not count: {claim.why}."
        if claim.apart is not None and claim.apart.value == "excluded":
            hint = "If its results were achieved before, write their days in 'period'."
            yield Finding(f"{subject(claim.filed)} {said}", claim.at, hint=hint, file=claim.filed)
        else:
            yield wrong(claim.filed, said, claim.at, "with the value that the KPI takes")


def figure_doubtful(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A figure may be misread: its three decimals may be thousands.

    A point separates decimals, so ``1.200`` is 1.2; but in most official languages it means one thousand two hundred. A
    space is clear: ``1 200`` is 1200.
    """
    for filed, at, value, what in _numbers(ctx):
        if value is not None and value.as_tuple().exponent == _THOUSANDTHS and 1 <= abs(value) < _THOUSAND:
            decimals = amount(value) if amount(value) != str(value) else f"{value}0"
            yield Finding(
                f"{subject(filed)} has {value} for {what}, which is read as {amount(value)}.",
                at,
                hint=f"Write {value.scaleb(3):f} if the point separates thousands, otherwise {decimals}. {AGAIN}.",
                file=filed,
            )


def _numbers(ctx: RuleContext) -> Iterator[tuple[FiledReport, Pointer, Decimal | None, str]]:
    """Yield each number of the reports in force that counts something, with what it is of."""
    for filed, at, action, figure in figures(ctx):
        what = f"{measured(figure)} of action {action.action}"
        yield filed, at / "value", figure.value, what
        yield filed, at / "of", figure.of, what
        for id, part in figure.operations.items():
            yield filed, at / "operations" / id, part, f"{what} in {id}"
        for index, breakdown in enumerate(figure.breakdowns):
            for name, part in breakdown.parts.items():
                yield filed, at / "breakdowns" / index / "parts" / name, part, f"{what} by {breakdown.by} ({name})"
    for filed in in_force(ctx):
        for index, settled in enumerate(filed.content.settles):
            what, at = f"KPI {settled.kpi} of action {settled.action}", Pointer() / "settles" / index
            yield filed, at / "value", settled.value, what
            yield filed, at / "of", settled.of, what
        sums = () if filed.content.stated is None else filed.content.stated.sums
        for index, total in enumerate(sums):
            yield filed, Pointer() / "stated" / "sums" / index / "value", total.value, f"the total of {total.measure}"


_THOUSAND = 1000
_THOUSANDTHS = -3
"""The exponent of a number with three decimals."""


def operation_names_unknown(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """An operation names an unknown party, an action that the plan does not have, or days that end before they start.

    The results of an operation count once in a sum over its actions, so the operation has to name them: ``Q-2031:2.1``.
    Actions of other plans are not checked, and neither are operations that belong only to other plans.
    """
    for operation in ctx.operations:
        own = [(index, ref) for index, ref in enumerate(operation.actions) if ref.plan in {None, plan.id}]
        if not own:
            continue
        called = f"The operation {operation.id}"
        for index, ref in own:
            at = Pointer() / "actions" / index
            if ref.plan is None:
                message, hint = f"{called} names {ref} without a plan.", f"Write the plan too, such as {plan.id}:{ref}."
            elif ref.action is None or ctx.portfolio.find_action(plan, ref.action) is None:
                message = f"{called} names {ref}, which is not an action of {plan.id}."
                hint = "Correct the number of the action in the file of the operation."
            else:
                continue
            yield Finding(message, at, hint=hint, file=operation)
        for index, days in enumerate(operation.days):
            if days.end < days.start:
                yield Finding(
                    f"{called} ends on {days.end}, before it starts on {days.start}.",
                    Pointer() / "days" / index,
                    hint="Correct the days in the file of the operation.",
                    file=operation,
                )
        day = operation.days[0].start if operation.days else None if plan.period is None else plan.period.start
        for index, item in enumerate(operation.coordinator):
            name = item.text if isinstance(item, Unparsed) else item.party
            group = isinstance(item, PartyItem) and item.collective is not None
            if day is not None and not group and not is_known(name, day, ctx):
                close = ctx.register.hint(name)
                yield Finding(
                    f"{called} has the unknown coordinator {name!r}.",
                    Pointer() / "coordinator" / "items" / index,
                    hint=f"{f'{close} ' if close else ''}Correct it in the file of the operation.",
                    file=operation,
                )


def operation_of_others(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A figure names an operation that does not belong to its action.

    An operation lists its actions, and its results count once in a sum over them. Either the action is missing in the
    operation, or the figure names the wrong operation.
    """
    operations = {operation.id: operation for operation in reversed(ctx.operations)}
    for filed, at, action, figure in figures(ctx):
        for id in figure.operations:
            operation = operations.get(id)
            if operation is None or action.action in {
                *ctx.identities.others(operation),
                *ctx.identities.others(filed.content),
            }:
                continue
            own = (ref for ref in operation.actions if ref.plan in {None, plan.id})
            numbers = [ref.action for ref in own if ref.action is not None]
            if action.action not in numbers:
                has = listed(numbers) if numbers else "none of this plan"
                yield Finding(
                    f"{subject(filed)} names {id} for action {action.action}, but its actions are {has}.",
                    at / "operations" / id,
                    hint=f"Add {plan.id}:{action.action} to the actions of the operation, or correct the report.",
                    file=filed,
                )


def definition_unknown(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The KPI register defines a KPI that the plan does not have, or defines a KPI twice.

    The intended KPI then has no definition, and its figures no total. KPIs are counted from 1, in the order of the
    cell. If there are two definitions, the first is used.
    """
    register = ctx.kpi_register
    if register is None:
        return
    seen: set[KpiKey] = set()
    is_merged = bool([*merged_definitions(ctx)])
    for index, definition in enumerate(register):
        key = definition.key
        defined = f"KPI {definition.kpi} of action {definition.action}"
        if ctx.kpis.find(definition.action, definition.kpi) is None:
            message = f"The KPI register defines {defined}, which {plan.id} does not have."
            hint = "Correct the number of the action or of the KPI."
        elif key in seen and is_merged:
            continue  # a rule about mappings reports it
        elif key in seen:
            message, hint = f"The KPI register defines {defined} twice.", "Remove one of the two definitions."
        else:
            seen.add(key)
            continue
        yield Finding(message, Pointer() / "definitions" / index, hint=hint, file=register)


def merged_definitions(ctx: RuleContext) -> Iterator[tuple[int, KpiDefinition]]:
    """Yield the definitions of KPIs that a mapping makes second ones, with their index in the register as it is read.

    There are none if the register itself defines a KPI twice.
    """
    register, whole = ctx.kpi_register, ctx.whole_kpi_register
    if ctx.revision_paths is None or register is None or whole is None:
        return
    keys = [definition.key for definition in whole]
    if len(set(keys)) < len(keys):
        return
    seen: set[KpiKey] = set()
    for index, definition in enumerate(register):
        if definition.key in seen:
            yield index, definition
        seen.add(definition.key)


RULES = (
    Rule(
        code="OAP862",
        name="status-counts-differ",
        about=("reports",),
        severity=Severity.WARNING,
        check=status_counts_differ,
    ),
    Rule(
        code="OAP863", name="breakdown-differs", about=("reports",), severity=Severity.WARNING, check=breakdown_differs
    ),
    Rule(
        code="OAP864",
        name="breakdown-exceeds-figure",
        about=("reports",),
        severity=Severity.WARNING,
        check=breakdown_exceeds,
    ),
    Rule(code="OAP865", name="several-units", about=("reports",), severity=Severity.WARNING, check=several_units),
    Rule(
        code="OAP877",
        name="ratio-without-parts",
        about=("reports",),
        severity=Severity.WARNING,
        check=ratio_without_parts,
    ),
    Rule(
        code="OAP878",
        name="figure-not-counted",
        about=("reports",),
        severity=Severity.WARNING,
        check=figure_not_counted,
    ),
    Rule(code="OAP879", name="figure-doubtful", about=("reports",), severity=Severity.WARNING, check=figure_doubtful),
    Rule(
        code="OAP866",
        name="operation-names-unknown",
        about=("reports",),
        severity=Severity.WARNING,
        check=operation_names_unknown,
    ),
    Rule(
        code="OAP867",
        name="operation-of-other-action",
        about=("reports",),
        severity=Severity.WARNING,
        check=operation_of_others,
    ),
    Rule(
        code="OAP868",
        name="kpi-definition-unknown",
        about=("reports",),
        severity=Severity.ERROR,
        check=definition_unknown,
    ),
)
