"""Rules about reports: names that nobody knows, who reports what, status words, and dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from empact import Plan
from empact.diagnostics import Pointer, Severity, did_you_mean
from empact.hooks import Finding, Rule, RuleContext
from empact.model import Parties, Unparsed
from empact.plugins.rules.dates import format_date
from empact.plugins.rules.ledger import is_known
from empact.plugins.rules.phrasing import listed
from empact.plugins.rules.reported import (
    AGAIN,
    actions,
    figures,
    in_force,
    is_by_driver,
    leads,
    meaning,
    measured,
    named,
    reporters,
    subject,
)

if TYPE_CHECKING:
    from empact.model import ActionReport, FiledReport


def action_unknown(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A report is about an action or a KPI that the plan does not have.

    Its figures count nowhere. Usually the number is misspelt, or the report belongs to another plan. KPIs are counted
    in the order of the cell, from 1, whatever number is printed.
    """
    for filed, at, action in actions(ctx):
        if ctx.portfolio.action(plan, action.action) is None:
            close = did_you_mean(action.action, [known.number for known in plan.actions])
            hint = f"Did you mean {close}? " if close else ""
            yield Finding(
                f"{subject(filed)} is about action {action.action}, which {plan.id} does not have.",
                at / "action",
                hint=f"{hint}{AGAIN}, with the right number.",
                file=filed,
            )
    for filed, at, action, figure in figures(ctx):
        known = ctx.portfolio.action(plan, action.action)
        if figure.kpi is None or known is None or ctx.kpis.find(action.action, figure.kpi) is not None:
            continue
        number = len(known.kpis)
        has = {0: "no KPI", 1: "one KPI"}.get(number, f"{number} KPIs")
        yield Finding(
            f"{subject(filed)} has a figure for KPI {figure.kpi} of action {action.action}, which has {has}.",
            at / "kpi",
            hint=f"{AGAIN}, with the right KPI, or with 'measure' if it is no KPI of the plan.",
            file=filed,
        )


def checkpoint_unknown(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A report is for a checkpoint that the plan does not have.

    The results of a plan are reported at its checkpoints (plan section 5.4). A report for another one belongs to no
    round, and is missing in the round it is meant for. If the plan has no checkpoints, nothing is reported.
    """
    known = [checkpoint.name for checkpoint in plan.checkpoints]
    for filed in in_force(ctx) if known else ():
        if filed.content.checkpoint not in known:
            yield Finding(
                f"{subject(filed)} is for the checkpoint {filed.content.checkpoint!r}, which {plan.id} does not have.",
                Pointer() / "checkpoint",
                hint=f"{AGAIN}, for one of {listed([repr(name) for name in known])}.",
                file=filed,
            )


def party_unknown(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A report names an unknown party, or is not by one party.

    Figures of a party that nobody knows cannot be compared with those of others. Names that the plan itself uses are
    accepted. A report is by one party: with several, nobody can say whose contribution a figure is.
    """
    written = {one.name for one in ctx.planned_assignments} if in_force(ctx) else set[str]()
    for filed in in_force(ctx):
        content = filed.content
        if len(content.by.items) != 1:
            yield Finding(
                f"{subject(filed)} names {len(content.by.items)} parties that report, and not one.",
                Pointer() / "by",
                hint=f"{AGAIN}, with a report for each party.",
                file=filed,
            )
        cells = [(Pointer() / "by", content.by)]
        for index, action in enumerate(content.actions):
            cells.append((Pointer() / "actions" / index / "agreed_by", action.agreed_by))
        for at, cell in cells:
            for index, name in _unknown_names(cell, content.on, written, ctx):
                hint = ctx.register.hint(name)
                yield Finding(
                    f"Unknown party {name!r} in {named(filed)}.",
                    at / "items" / index,
                    hint=f"{f'{hint} ' if hint else ''}{AGAIN}, with the code of the party.",
                    file=filed,
                )
    for filed, at, _, figure in figures(ctx):
        for index, breakdown in enumerate(figure.breakdowns):
            for name in breakdown.parts if breakdown.is_by_party else ():
                if name not in written and not is_known(name, filed.content.on, ctx):
                    hint = ctx.register.hint(name)
                    yield Finding(
                        f"Unknown party {name!r} in a breakdown by party in {named(filed)}.",
                        at / "breakdowns" / index / "parts" / name,
                        hint=f"{f'{hint} ' if hint else ''}{AGAIN}, with the code of the party.",
                        file=filed,
                    )


def _unknown_names(cell: Parties, on: dt.date, written: set[str], ctx: RuleContext) -> Iterator[tuple[int, str]]:
    """Yield the names in a cell that neither the plan nor the register knows, with the index of the item."""
    for index, item in enumerate(cell):
        if isinstance(item, Unparsed):
            yield index, item.text
        elif item.collective is None:
            for name in (item.party, *item.members, *item.including, *item.cooperating):
                if name not in written and not is_known(name, on, ctx):
                    yield index, name


def reference_unknown(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A report names an operation, a ledger entry or another report that does not exist.

    A figure of an operation counts once, wherever it is reported; this needs the operation. A report that supersedes
    one that is not there supersedes nothing, so both count.
    """
    if ctx.whole_reports is None:
        return
    reports = {filed.id for filed in ctx.whole_reports}
    entries = {entry.id for entry in ctx.whole_ledger}
    for filed in in_force(ctx):
        content = filed.content
        for field, ids, known, noun in (
            ("supersedes", content.supersedes, reports, "the report"),
            ("cites", content.cites, reports, "the report"),
            ("accounts", content.accounts, entries, "the ledger entry"),
        ):
            for index, id in enumerate(ids):
                if id not in known and not (known is entries and ctx.whole_ledger.is_lost(id)):
                    verb = "supersedes" if field == "supersedes" else "cites"
                    yield Finding(
                        f"{subject(filed)} {verb} {noun} {id!r}, which is not there.",
                        Pointer() / field / index,
                        hint=f"Restore the file from a copy. If the id is wrong: {AGAIN.lower()}.",
                        file=filed,
                    )
    operations = {operation.id for operation in ctx.operations}
    for filed, at, _, figure in figures(ctx):
        if figure.operation is not None and figure.operation not in operations:
            yield Finding(
                f"{subject(filed)} names the operation {figure.operation!r}, which is not there.",
                at / "operation",
                hint="Add a file for the operation to the folder 'operations'.",
                file=filed,
            )


def supersedes_another(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A report supersedes itself, a later report, or one of another party, role or checkpoint.

    A superseded report does not count any more, even if the one that replaced it is superseded in turn. Only the party
    that reported can replace its own report; the Driver settles a difference with a report that cites both.
    """
    if ctx.whole_reports is None:
        return
    known = {filed.id: filed for filed in reversed(ctx.whole_reports.reports)}
    for filed in {filed.digest: filed for filed in reversed(ctx.reports.reports)}.values():
        content = filed.content
        for index, id in enumerate(content.supersedes):
            other = known.get(id)
            if other is None:
                continue
            if other is filed:
                what = "itself"
            elif other.content.on > content.on:
                what = f"a report of {format_date(other.content.on)}, which is later"
            elif set(reporters(ctx, other)) != set(reporters(ctx, filed)):
                what = f"a report by {other.content.by}"
            elif other.content.role is not content.role:
                what = f"a report as {other.content.role.value}, but is one as {content.role.value}"
            elif other.content.checkpoint != content.checkpoint:
                what = f"a report for {other.content.checkpoint!r}, but is one for {content.checkpoint!r}"
            else:
                continue
            yield Finding(
                f"{subject(filed)} supersedes {what}.",
                Pointer() / "supersedes" / index,
                hint="Supersede only an earlier report of the same party, role and checkpoint; otherwise cite it.",
                file=filed,
            )


def supersedes_each_other(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """Reports supersede each other, directly or by way of others.

    Then nobody can say which one counts. The last one is used; the others do not count. A report that supersedes all of
    them settles it.
    """
    for circle in () if ctx.whole_reports is None else ctx.reports.circles:
        last = circle[-1]
        if last.id in ctx.reports.superseded_by:
            continue
        others = {filed.id for filed in circle}
        index = next(index for index, id in enumerate(last.content.supersedes) if id in others)
        text = listed([named(filed) for filed in circle])
        yield Finding(
            f"{text[0].upper()}{text[1:]} supersede each other; only the last one counts.",
            Pointer() / "supersedes" / index,
            hint="Restore the files from a copy, or add a report that supersedes all of them.",
            file=last,
        )


def status_not_by_leader(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A party reports the status of an action that it does not lead.

    "The Action-Leader will be in charge of implementing the single action and give account for that to the Driver"
    (plan section 5.3). So only a leader, or the Driver in its own report, says how an action stands. Others report what
    they contributed.
    """
    for filed, at, action in actions(ctx):
        if action.status is None or ctx.portfolio.action(plan, action.action) is None or is_by_driver(ctx, filed):
            continue
        if not leads(ctx, filed, action):
            yield Finding(
                f"{subject(filed)} has a status of action {action.action}, which {filed.content.by} does not lead.",
                at / "status",
                hint="Leave out the status: only a leader of the action and the Driver report one.",
                file=filed,
            )


def leaders_differ(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """Leaders report different status of one action for the same checkpoint, and the Driver has not settled it.

    An action has one status. The leaders agree on it, or the Driver settles it: in a report as Driver, for the same
    checkpoint, that has the status and cites the reports that differ. Words with the same meaning do not differ.
    """
    found: dict[tuple[str, str], list[tuple[FiledReport, Pointer, ActionReport]]] = {}
    settled: dict[tuple[str, str], set[str]] = {}
    for filed, at, action in actions(ctx):
        key = (filed.content.checkpoint, action.action)
        if action.status is None:
            continue
        if is_by_driver(ctx, filed):
            settled.setdefault(key, set()).update(filed.content.cites)
        elif leads(ctx, filed, action):
            found.setdefault(key, []).append((filed, at, action))
    for (checkpoint, number), several in found.items():
        meanings = {meaning(ctx, action) or (action.status or "").casefold() for *_, action in several}
        if len(meanings) == 1 or {filed.id for filed, *_ in several} <= settled.get((checkpoint, number), set()):
            continue
        words = [f"{filed.content.by} {action.status!r}" for filed, _, action in several]
        filed, at, _ = several[-1]
        alone = len({reporters(ctx, one) for one, *_ in several}) == 1
        hint = "The Driver settles it with a report that has the status and cites these reports."
        yield Finding(
            f"The leaders of action {number} report different status for {checkpoint!r}: {listed(words)}.",
            at / "status",
            hint="Supersede the earlier report." if alone else hint,
            file=filed,
        )


def status_unknown(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A report has a word for a status that no data of the cycle knows.

    The words for a status differ from cycle to cycle, and each has one meaning, such as "completed". An unknown word is
    kept as it is, but no count and no overview can use it. "unclear" is a known word.
    """
    for filed, at, action in actions(ctx):
        if action.status is not None and meaning(ctx, action) is None:
            yield Finding(
                f"{subject(filed)} has the unknown status {action.status!r} for action {action.action}.",
                at / "status",
                hint=f"{AGAIN}, with a word such as live, completed, not completed, carried over or cancelled.",
                file=filed,
            )


def cancelled_without_agreement(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """An action is reported as cancelled without a reason, or without who agreed.

    COSI has validated the plan with this action, so it does not disappear without a word: the report says why, and who
    agreed.
    """
    for filed, at, action in actions(ctx):
        if meaning(ctx, action) != "cancelled":
            continue
        lacking = [*([] if action.reason else ["why"]), *([] if action.agreed_by.items else ["who agreed"])]
        if lacking:
            yield Finding(
                f"{subject(filed)} has action {action.action} as cancelled, but does not say {listed(lacking)}.",
                at / "status",
                hint=f"{AGAIN}, with 'reason' and 'agreed_by'.",
                file=filed,
            )


def carried_over_without_action(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """An action is reported as carried over, but the report does not name the action of a later plan.

    Without it, nobody can follow the action, and a delay is hidden. An action of the same plan is not a later one.
    """
    for filed, at, action in actions(ctx):
        ref = action.carried_over
        if meaning(ctx, action) == "carried-over" and ref is None:
            message = f"{subject(filed)} has action {action.action} as carried over, but does not name the new action."
            where = at / "status"
        elif ref is not None and ref.plan in {None, plan.id}:
            message = f"{subject(filed)} carries action {action.action} over to {ref}, which is not of a later plan."
            where = at / "carried_over"
        else:
            continue
        yield Finding(
            message, where, hint=f"{AGAIN}, with the action in 'carried_over', such as Q-2032:2.2.", file=filed
        )


def dates_impossible(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A report has an end before the start, or something that was done after the day of the report.

    One of the dates is wrong. A report says what was done, so its dates are not later than the report.
    """
    for filed, at, action in actions(ctx):
        if action.started is not None and action.ended is not None and action.ended < action.started:
            started, ended = format_date(action.started), format_date(action.ended)
            yield Finding(
                f"{subject(filed)} has action {action.action} end on {ended}, before its start on {started}.",
                at / "ended",
                hint=f"{AGAIN}, with the right dates.",
                file=filed,
            )
    for filed, at, action, figure in figures(ctx):
        if figure.period is not None and figure.period.end < figure.period.start:
            yield Finding(
                f"{subject(filed)} has a figure for {measured(figure)} of action {action.action} with a period that "
                f"ends before it starts.",
                at / "period",
                hint=f"{AGAIN}, with the right dates.",
                file=filed,
            )
    for filed, at, what, day in _days(ctx):
        if day > filed.content.on:
            yield Finding(
                f"{subject(filed)} says that {what} on {format_date(day)}, which is after the report.",
                at,
                hint=f"{AGAIN}, with the right date.",
                file=filed,
            )


def after_the_plan(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A result is reported that was reached outside the period of the plan.

    It is a result of the plan all the same, and it shows how late (slippage), which the status alone hides. A start
    before the first day of the plan is reported too.
    """
    if plan.period is None:
        return
    for filed, at, what, day in _days(ctx):
        if day > plan.period.end:
            where = f"after the last day of the plan ({format_date(plan.period.end)})"
        elif day < plan.period.start:
            where = f"before the first day of the plan ({format_date(plan.period.start)})"
        else:
            continue
        yield Finding(
            f"{subject(filed)} says that {what} on {format_date(day)}, {where}.",
            at,
            hint="If the date is right, nothing has to be done: the progress of the plan shows it.",
            file=filed,
        )


def _days(ctx: RuleContext) -> Iterator[tuple[FiledReport, Pointer, str, dt.date]]:
    """Iterate over the days on which something was done, each with its pointer and what was done."""
    for filed, at, action in actions(ctx):
        for field, verb in (("started", "started"), ("ended", "ended")):
            day: dt.date | None = getattr(action, field)
            if day is not None:
                yield filed, at / field, f"action {action.action} {verb}", day
        for index, figure in enumerate(action.figures):
            if figure.reached is not None:
                what = f"{measured(figure)} of action {action.action} was reached"
                yield filed, at / "figures" / index / "reached", what, figure.reached


RULES = (
    Rule(code="OAP850", name="report-action-unknown", severity=Severity.ERROR, check=action_unknown),
    Rule(code="OAP851", name="report-checkpoint-unknown", severity=Severity.ERROR, check=checkpoint_unknown),
    Rule(code="OAP852", name="report-party-unknown", severity=Severity.WARNING, check=party_unknown),
    Rule(code="OAP853", name="report-reference-unknown", severity=Severity.ERROR, check=reference_unknown),
    Rule(code="OAP854", name="supersedes-another", severity=Severity.WARNING, check=supersedes_another),
    Rule(code="OAP855", name="status-not-by-leader", severity=Severity.WARNING, check=status_not_by_leader),
    Rule(code="OAP856", name="leaders-differ", severity=Severity.WARNING, check=leaders_differ),
    Rule(code="OAP857", name="status-unknown", severity=Severity.WARNING, check=status_unknown),
    Rule(
        code="OAP858",
        name="cancelled-without-agreement",
        severity=Severity.WARNING,
        check=cancelled_without_agreement,
    ),
    Rule(
        code="OAP859",
        name="carried-over-without-action",
        severity=Severity.WARNING,
        check=carried_over_without_action,
    ),
    Rule(code="OAP860", name="reported-dates-impossible", severity=Severity.ERROR, check=dates_impossible),
    Rule(code="OAP861", name="result-outside-plan", severity=Severity.INFO, check=after_the_plan),
    Rule(code="OAP869", name="supersedes-each-other", severity=Severity.ERROR, check=supersedes_each_other),
)
