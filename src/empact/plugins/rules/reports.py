"""Rules about reports: names that nobody knows, who reports what, status words, and dates."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from empact import Plan
from empact.diagnostics import Pointer, Severity, did_you_mean
from empact.hooks import Finding, Rule, RuleContext
from empact.model import Parties, Unparsed
from empact.plugins.rules.ledger import is_known
from empact.plugins.rules.phrasing import format_date, listed
from empact.plugins.rules.reported import (
    AGAIN,
    actions,
    counts_as,
    figures,
    in_force,
    leads,
    meaning,
    measured,
    named,
    reporters,
    subject,
    wrong,
)

if TYPE_CHECKING:
    from empact.model import FiledReport


def action_unknown(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A report is about an action or a KPI that the plan does not have.

    Its figures count nowhere. Usually the number is misspelt, or the report belongs to another plan. KPIs are counted
    in the order of the cell, from 1, whatever number is printed.
    """
    for filed, at, action in actions(ctx):
        if ctx.portfolio.action(plan, action.action) is None:
            close = did_you_mean(action.action, [known.number for known in plan.actions])
            said = f"is about action {action.action}, which {plan.id} does not have."
            meant = f"Did you mean {close}?" if close else ""
            yield wrong(filed, said, at / "action", "with the right number", first=meant)
    for filed, at, action, figure in figures(ctx):
        known = ctx.portfolio.action(plan, action.action)
        if figure.kpi is None or known is None or ctx.kpis.find(action.action, figure.kpi) is not None:
            continue
        number = len(known.kpis)
        has = {0: "no KPI", 1: "one KPI"}.get(number, f"{number} KPIs")
        said = f"has a figure for KPI {figure.kpi} of action {action.action}, which has {has}."
        yield wrong(filed, said, at / "kpi", "with the right KPI, or with 'measure' if it is no KPI of the plan")


def checkpoint_unknown(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A report is for a checkpoint that the plan does not have.

    The results of a plan are reported at its checkpoints (plan section 5.4). A report for another one belongs to no
    round, and is missing in the round it is meant for. If the plan has no checkpoints, nothing is reported.
    """
    known = [checkpoint.name for checkpoint in plan.checkpoints]
    for filed in in_force(ctx) if known else ():
        if filed.content.checkpoint not in known:
            said = f"is for the checkpoint {filed.content.checkpoint!r}, which {plan.id} does not have."
            yield wrong(filed, said, Pointer() / "checkpoint", f"for one of {listed([repr(name) for name in known])}")


def before_the_checkpoint(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A report is older than the days that its checkpoint is about.

    At a checkpoint, what was done since the one before it is reported. A report of May cannot have the results of the
    second half of the year: either its day is wrong, or it is for an earlier checkpoint. A checkpoint without a date,
    and one whose name comes again in another year, is not compared.
    """
    if not in_force(ctx):
        return
    from empact.analysis import plan_rounds  # most validations have no reports

    rounds = plan_rounds(plan)
    names = Counter(point.checkpoint for point in rounds)
    first = None if plan.period is None else plan.period.start
    starts = {
        point.checkpoint: first if point.number == 0 else point.start
        for point in rounds
        if names[point.checkpoint] == 1
    }
    for filed in in_force(ctx):
        start = starts.get(filed.content.checkpoint)
        if start is not None and filed.content.on < start:
            said = f"is for {filed.content.checkpoint!r}, which is about the days from {format_date(start)} on."
            yield wrong(filed, said, Pointer() / "checkpoint", "with the right checkpoint, or the right day")


def party_unknown(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A report names an unknown party, or is not by one party.

    Figures of a party that nobody knows cannot be compared with those of others. Names that the plan itself uses are
    accepted. A report is by one party: with several, nobody can say whose contribution a figure is.
    """
    written = {assignment.name for assignment in ctx.planned_assignments} if in_force(ctx) else set[str]()
    for filed in in_force(ctx):
        content = filed.content
        if len(content.by.items) != 1:
            said = f"names {len(content.by.items)} parties that report, and not one."
            yield wrong(filed, said, Pointer() / "by", "with a report for each party")
        cells = [(Pointer() / "by", content.by)]
        for index, action in enumerate(content.actions):
            cells.append((Pointer() / "actions" / index / "agreed_by", action.agreed_by))
        for at, cell in cells:
            for index, name in _unknown_names(cell, content.on, written, ctx):
                yield _unknown_party(filed, name, "", at / "items" / index, ctx)
    for filed, at, _, figure in figures(ctx):
        for index, breakdown in enumerate(figure.breakdowns):
            for name in breakdown.parts if breakdown.is_by_party else ():
                if name not in written and not is_known(name, filed.content.on, ctx):
                    part = at / "breakdowns" / index / "parts" / name
                    yield _unknown_party(filed, name, "a breakdown by party in ", part, ctx)


def _unknown_party(filed: FiledReport, name: str, where: str, at: Pointer, ctx: RuleContext) -> Finding:
    close = ctx.register.hint(name)
    hint = f"{f'{close} ' if close else ''}{AGAIN}, with the code of the party."
    return Finding(f"Unknown party {name!r} in {where}{named(filed)}.", at, hint=hint, file=filed)


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
        if action.status is None or ctx.portfolio.action(plan, action.action) is None:
            continue
        if counts_as(ctx, filed, action) in {"leader", "driver"}:
            continue
        as_role = f"but is one as {filed.content.role.value}"
        why = as_role if leads(ctx, filed, action) else f"which {filed.content.by} does not lead"
        yield Finding(
            f"{subject(filed)} has a status of action {action.action}, {why}.",
            at / "status",
            hint="Leave out the status: only a leader of the action and the Driver report one, in that role.",
            file=filed,
        )


def leaders_differ(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """Leaders report different status of one action for the same checkpoint, and the Driver has not settled it.

    An action has one status. The leaders agree on it, or the Driver settles it: in a report as Driver, for the same
    checkpoint, that has the status and cites the reports that differ. Words with the same meaning do not differ.
    """
    for action in ctx.progress() if in_force(ctx) else ():
        for picture in action.statuses:
            if not picture.conflict:
                continue
            leading = [claim for claim in picture.claims if claim.role.value == "leader"]
            claims, number, last = leading or picture.claims, action.action.number, (leading or picture.claims)[-1]
            if len({claim.by for claim in claims}) == 1:
                words = [f"{claim.word!r} on {format_date(claim.on)}" for claim in claims]
                who, hint = f"{last.by} reports", "Supersede the report that is wrong."
            else:
                words = [f"{claim.by} {claim.word!r}" for claim in claims]
                who = f"The {'leaders' if leading else 'Drivers'} of action {number} report"
                hint = "The Driver settles it with a report that has the status and cites these reports."
            about = "" if number in who else f" of action {number}"
            yield Finding(
                f"{who} different status{about} for {str(picture.claims[0].round)!r}: {listed(words)}.",
                last.at,
                hint=hint,
                file=last.filed,
            )


def status_unknown(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A report has a word for a status that no data of the cycle knows.

    The words for a status differ from cycle to cycle, and each has one meaning, such as "completed". An unknown word is
    kept as it is, but no count and no overview can use it. "unclear" is a known word.
    """
    for filed, at, action in actions(ctx):
        if action.status is not None and meaning(ctx, action) is None:
            said = f"has the unknown status {action.status!r} for action {action.action}."
            yield wrong(filed, said, at / "status", f"with one of the words {listed(ctx.status_words)}")


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
            said = f"has action {action.action} as cancelled, but does not say {listed(lacking)}."
            yield wrong(filed, said, at / "status", "with 'reason' and 'agreed_by'")


def carried_over_without_action(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """An action is reported as carried over, but the report does not name the action of a later plan.

    Without it, nobody can follow the action, and a delay is hidden. An action of the same plan is not a later one.
    """
    for filed, at, action in actions(ctx):
        ref = action.carried_over
        if meaning(ctx, action) == "carried-over" and ref is None:
            said, field = f"has action {action.action} as carried over, but does not name the new action.", "status"
        elif ref is not None and ref.plan in {None, plan.id}:
            said = f"carries action {action.action} over to {ref}, which is not of a later plan."
            field = "carried_over"
        else:
            continue
        yield wrong(filed, said, at / field, "with the action in 'carried_over', such as Q-2032:2.2")


def dates_impossible(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A report has an end before the start, or something that was done after the day of the report.

    One of the dates is wrong. A report says what was done, so its dates are not later than the report.
    """
    for filed, at, action in actions(ctx):
        if action.started is not None and action.ended is not None and action.ended < action.started:
            started, ended = format_date(action.started), format_date(action.ended)
            said = f"has action {action.action} end on {ended}, before its start on {started}."
            yield wrong(filed, said, at / "ended", "with the right dates")
    for filed, at, action, figure in figures(ctx):
        if figure.period is not None and figure.period.end < figure.period.start:
            about = f"{measured(figure)} of action {action.action}"
            said = f"has a figure for {about} with a period that ends before it starts."
            yield wrong(filed, said, at / "period", "with the right dates")
    for filed, at, what, day in _days(ctx):
        if day > filed.content.on:
            said = f"says that {what} on {format_date(day)}, which is after the report."
            yield wrong(filed, said, at, "with the right date")


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
            if figure.period is not None:
                what = f"the days of {measured(figure)} of action {action.action} begin"
                yield filed, at / "figures" / index / "period", what, figure.period.start


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
    Rule(code="OAP876", name="report-before-checkpoint", severity=Severity.WARNING, check=before_the_checkpoint),
    Rule(code="OAP869", name="supersedes-each-other", severity=Severity.ERROR, check=supersedes_each_other),
)
