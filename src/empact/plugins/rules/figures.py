"""Rules about the figures of reports: stated totals, breakdowns and units; and about operations and KPI registers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

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
    from empact.analysis import KpiProgress, Misfit, SetApart
    from empact.model import FiledReport


def status_counts_differ(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The status counts that a report states do not add up to the number of actions.

    Each action has one status, so the counts add up to the number of actions that the report states, and that number is
    the one of the plan. Otherwise an action is missing, or counted twice. The counts stay as they were stated; the
    progress of the plan counts the reports itself.
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
                from empact.analysis import misfit  # most validations have no reports

                why = misfit(breakdown, figure.value)
                what = f"{measured(figure)} of action {action.action} by {breakdown.by}"
                if why is not None:
                    yield filed, at / "breakdowns" / index / "parts", what, amount(figure.value), why


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

    Some parts of a figure ("of which") are together not more than the figure. Where one thing can be in several parts,
    each of them is not.
    """
    for filed, at, what, value, why in _misfits(ctx, "partial", "overlapping"):
        if why.part is None:
            message = f"The parts of {what} add up to {amount(why.value)}, more than the figure, {value}."
        else:
            message = f"A part of {what} is {amount(why.value)} ({why.part}), more than the figure, {value}."
        yield Finding(message, at, hint=f"{AGAIN}, with the right figure and parts.", file=filed)


def unit_differs(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A figure has another unit than its KPI, or the figures for one KPI have several units.

    Figures with different units cannot be added or compared, so they do not count. The unit of a KPI is that of the KPI
    register, or that of the plan. A figure without a unit has that of its KPI. Where neither sets one, all figures have
    one unit.
    """
    several: dict[int, tuple[KpiProgress, SetApart]] = {}
    for kpi, set_apart in apart(ctx, "unit", "several units"):
        if set_apart.kind.value == "unit":
            report, unit = set_apart.figure.report, set_apart.figure.figure.unit
            said = f"has {called(kpi)} in {unit!r}, but it is counted in {kpi.unit!r}."
            yield wrong(report, said, set_apart.figure.at / "unit", "with the value in that unit")
        else:
            several[id(kpi)] = kpi, set_apart
    for kpi, set_apart in several.values():
        yield Finding(
            f"No figure for {called(kpi)} counts: {set_apart.why}.",
            set_apart.figure.at,
            hint="Write the unit of the KPI into the KPI register, and supersede the reports with another one.",
            file=set_apart.figure.report,
        )


def ratio_without_parts(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A percentage or a ratio is reported without its numerator and denominator.

    Percentages are never added: 50 % of 10 and 90 % of 1000 are not 70 %. So the figure does not count, except the
    newest percentage of a leader where only the newest counts. With the numerator in ``value`` and the denominator in
    ``of``, several ratios can be added.
    """
    for kpi, set_apart in apart(ctx, "ratio"):
        said = f"has {called(kpi)} ({set_apart.figure.said}), which does not count: {set_apart.why}."
        yield wrong(
            set_apart.figure.report,
            said,
            set_apart.figure.at,
            "with the numerator in 'value' and the denominator in 'of'",
        )


def figure_not_counted(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A figure counts nowhere: a total by somebody who does not report it, or a value that its KPI cannot have.

    Only the leaders of an action and the Driver report its total; the others report what they contributed themselves.
    A KPI that is counted needs a value, and one that is no ratio has no denominator. The figure stays listed.
    """
    for kpi, set_apart in apart(ctx, "role", "value"):
        said = f"has {called(kpi)} ({set_apart.figure.said}), which does not count: {set_apart.why}."
        right = "with the scope 'own'" if set_apart.kind.value == "role" else "with the value that the KPI needs"
        yield wrong(set_apart.figure.report, said, set_apart.figure.at, right)


def figure_doubtful(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A figure may be misread: three decimals that may be thousands, or a count below zero.

    A point separates decimals, so ``1.200`` is 1.2; in most official languages it is written for one thousand two
    hundred. Results that are added up, by a cumulative or an incremental KPI, are never below zero.
    """
    for filed, at, action, figure in figures(ctx):
        for field, value in (("value", figure.value), ("of", figure.of)):
            if value is not None and value.as_tuple().exponent == _THOUSANDTHS and 1 <= abs(value) < _THOUSAND:
                decimals = amount(value) if amount(value) != str(value) else f"{value}0"
                yield Finding(
                    f"{subject(filed)} has {value} for {measured(figure)} of action {action.action}, which is read as "
                    f"{amount(value)}.",
                    at / field,
                    hint=f"Write {value.scaleb(3):f} if the point separates thousands, otherwise {decimals}. {AGAIN}.",
                    file=filed,
                )
    for progress in ctx.progress() if in_force(ctx) else ():
        for kpi in progress.kpis:
            for reported in kpi.figures if kpi.adds is not None and kpi.adds.facts.results else ():
                if reported.figure.value is not None and reported.figure.value < 0:
                    said = f"has {amount(reported.figure.value)} for {called(kpi)}, which is below zero."
                    yield wrong(reported.report, said, reported.at / "value", "with the right value")


_THOUSAND = 1000
_THOUSANDTHS = -3
"""The exponent of a number with three decimals."""


def operation_names_unknown(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """An operation names an unknown party, an action that the plan does not have, or days that end before they start.

    Results are counted once for all actions of an operation, so it has to name them: ``Q-2031:2.1``. Actions of other
    plans are not checked, and neither is an operation that belongs to other plans alone.
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
            elif ref.action is None or ctx.portfolio.action(plan, ref.action) is None:
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

    The operation lists its actions, and its results are counted once for all of them. Either the operation lacks the
    action, or the figure names the wrong operation.
    """
    operations = {operation.id: operation for operation in reversed(ctx.operations)}
    for filed, at, action, figure in figures(ctx):
        operation = operations.get(figure.operation or "")
        if operation is None:
            continue
        numbers = [ref.action for ref in operation.actions if ref.plan in {None, plan.id} and ref.action is not None]
        if action.action not in numbers:
            has = listed(numbers) if numbers else "none of this plan"
            yield Finding(
                f"{subject(filed)} names {operation.id} for action {action.action}, but its actions are {has}.",
                at / "operation",
                hint=f"Add {plan.id}:{action.action} to the actions of the operation, or correct the report.",
                file=filed,
            )


def definition_unknown(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The KPI register defines a KPI that the plan does not have, or one KPI twice.

    Then the KPI that is meant has no definition, and its figures no total. KPIs are counted in the order of the cell,
    from 1. Of two definitions, the first is used.
    """
    register = ctx.kpi_register
    if register is None:
        return
    seen: set[tuple[str, int]] = set()
    for index, definition in enumerate(register):
        key = (definition.action, definition.kpi)
        called = f"KPI {definition.kpi} of action {definition.action}"
        if ctx.kpis.find(*key) is None:
            message = f"The KPI register defines {called}, which {plan.id} does not have."
            hint = "Correct the number of the action or of the KPI."
        elif key in seen:
            message, hint = f"The KPI register defines {called} twice.", "Remove one of the two definitions."
        else:
            seen.add(key)
            continue
        yield Finding(message, Pointer() / "definitions" / index, hint=hint, file=register)


RULES = (
    Rule(code="OAP862", name="status-counts-differ", severity=Severity.WARNING, check=status_counts_differ),
    Rule(code="OAP863", name="breakdown-differs", severity=Severity.WARNING, check=breakdown_differs),
    Rule(code="OAP864", name="breakdown-exceeds-figure", severity=Severity.WARNING, check=breakdown_exceeds),
    Rule(code="OAP865", name="unit-differs", severity=Severity.WARNING, check=unit_differs),
    Rule(code="OAP877", name="ratio-without-parts", severity=Severity.WARNING, check=ratio_without_parts),
    Rule(code="OAP878", name="figure-not-counted", severity=Severity.WARNING, check=figure_not_counted),
    Rule(code="OAP879", name="figure-doubtful", severity=Severity.WARNING, check=figure_doubtful),
    Rule(code="OAP866", name="operation-names-unknown", severity=Severity.WARNING, check=operation_names_unknown),
    Rule(code="OAP867", name="operation-of-other-action", severity=Severity.WARNING, check=operation_of_others),
    Rule(code="OAP868", name="kpi-definition-unknown", severity=Severity.ERROR, check=definition_unknown),
)
