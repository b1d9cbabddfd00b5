"""Rules about the figures of reports: stated totals, breakdowns and units; and about operations and KPI registers."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from empact import Plan
from empact.diagnostics import Pointer, Severity
from empact.hooks import Finding, Rule, RuleContext
from empact.model import Kpi, PartyItem, Unparsed
from empact.plugins.rules.ledger import is_known
from empact.plugins.rules.phrasing import listed
from empact.plugins.rules.reported import AGAIN, amount, figures, in_force, measured, named, subject

if TYPE_CHECKING:
    from empact.model import Breakdown, BreakdownKind, Figure, FiledReport


def status_counts_differ(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The status counts that a report states do not add up to the number of actions.

    Each action has one status, so the counts add up to the number of actions that the report states, and that number is
    the one of the plan. Otherwise an action is missing, or counted twice. The counts stay as they were stated; the
    progress of the plan counts the reports itself.
    """
    for filed in in_force(ctx):
        stated = filed.content.stated
        if stated is None:
            continue
        at = Pointer() / "stated"
        if stated.actions is not None and stated.actions != len(plan.actions):
            yield Finding(
                f"{subject(filed)} states {stated.actions} actions, but {plan.id} has {len(plan.actions)}.",
                at / "actions",
                hint="Ask the reporter which actions it counts.",
                file=filed,
            )
        total = sum(stated.statuses.values())
        expected = len(plan.actions) if stated.actions is None else stated.actions
        if stated.statuses and total != expected:
            has = f"it states {expected} actions" if stated.actions is not None else f"{plan.id} has {expected} actions"
            yield Finding(
                f"The status counts of {named(filed)} add up to {total}, but {has}.",
                at / "statuses",
                hint="Ask the reporter which action is missing, or counted twice.",
                file=filed,
            )


def _breakdowns(ctx: RuleContext) -> Iterator[tuple[FiledReport, Pointer, str, Figure, Breakdown, Decimal]]:
    """Iterate over the breakdowns of figures with a value, each with its pointer, what it is of, and its sum."""
    for filed, at, action, figure in figures(ctx):
        for index, breakdown in enumerate(figure.breakdowns):
            if figure.value is not None and breakdown.parts:
                what = f"{measured(figure)} of action {action.action} by {breakdown.by}"
                from empact.analysis import exact_sum  # most validations have no reports

                total = exact_sum(*breakdown.parts.values())
                yield filed, at / "breakdowns" / index, what, figure, breakdown, total


def breakdown_differs(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The parts of an exhaustive breakdown do not add up to the figure.

    The figure or a part is wrong, or parts are missing. If only some parts are given, the breakdown is ``partial``; if
    one thing can be in several parts, it is ``overlapping``.
    """
    for filed, at, what, figure, breakdown, total in _breakdowns(ctx):
        if breakdown.kind is _kinds().EXHAUSTIVE and total != figure.value:
            yield Finding(
                f"The parts of {what} add up to {amount(total)}, but the figure is {amount(figure.value or total)}.",
                at / "parts",
                hint=f"{AGAIN}, with the right parts, or with the kind 'partial' or 'overlapping'.",
                file=filed,
            )


def breakdown_exceeds(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """Parts of a figure are larger than the figure.

    Some parts of a figure ("of which") are together not more than the figure. Where one thing can be in several parts,
    each of them is not.
    """
    for filed, at, what, figure, breakdown, total in _breakdowns(ctx):
        value = Decimal() if figure.value is None else figure.value
        if breakdown.kind is _kinds().PARTIAL and total > value:
            message = f"The parts of {what} add up to {amount(total)}, more than the figure, {amount(value)}."
        elif breakdown.kind is _kinds().OVERLAPPING and max(breakdown.parts.values()) > value:
            name, part = max(breakdown.parts.items(), key=lambda pair: pair[1])
            message = f"A part of {what} is {amount(part)} ({name}), more than the figure, {amount(value)}."
        else:
            continue
        yield Finding(message, at / "parts", hint=f"{AGAIN}, with the right figure and parts.", file=filed)


def _kinds() -> type[BreakdownKind]:
    from empact.model import BreakdownKind  # most validations have no reports

    return BreakdownKind


def unit_differs(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A figure has another unit than its KPI.

    Figures with different units cannot be added or compared. The unit of a KPI is that of the KPI register, or what the
    plan counts. A figure without a unit has that of its KPI.
    """
    for filed, at, action, figure in figures(ctx):
        entry = None if figure.kpi is None else ctx.kpis.find(action.action, figure.kpi)
        if figure.unit is None or entry is None:
            continue
        defined = None if ctx.kpi_register is None else ctx.kpi_register.find(entry.key)
        known = {entry.kpi.unit, entry.kpi.measures} if isinstance(entry.kpi, Kpi) else set[str | None]()
        known = known if defined is None or defined.unit is None else {defined.unit}
        words = [unit for unit in known if unit is not None]
        if words and figure.unit.casefold() not in {unit.casefold() for unit in words}:
            yield Finding(
                f"{subject(filed)} has {measured(figure)} of action {action.action} in {figure.unit!r}, "
                f"but it is counted in {' or '.join(map(repr, sorted(words)))}.",
                at / "unit",
                hint=f"{AGAIN}, with the value in that unit.",
                file=filed,
            )


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
    Rule(code="OAP866", name="operation-names-unknown", severity=Severity.WARNING, check=operation_names_unknown),
    Rule(code="OAP867", name="operation-of-other-action", severity=Severity.WARNING, check=operation_of_others),
    Rule(code="OAP868", name="kpi-definition-unknown", severity=Severity.ERROR, check=definition_unknown),
)
