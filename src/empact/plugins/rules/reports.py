"""Rules about reports: names that nobody knows, who reports what, and dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

from empact import Action, Plan
from empact.diagnostics import Pointer, Severity, did_you_mean
from empact.hooks import Finding, Rule, RuleContext
from empact.model import Parties, Unparsed
from empact.plugins.rules.ledger import is_known
from empact.plugins.rules.phrasing import format_date, listed
from empact.plugins.rules.reported import (
    AGAIN,
    actions,
    apart,
    called,
    differences,
    figures,
    in_force,
    meaning,
    measured,
    named,
    subject,
    wrong,
)

if TYPE_CHECKING:
    from empact.analysis import Claim
    from empact.model import FiledReport, KpiNumber


def action_unknown(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A report is about an action or a KPI that the plan does not have.

    Its figures are not counted. Usually the number is misspelt, or the report belongs to another plan. KPIs are counted
    from 1, in the order of the cell, regardless of printed numbers.
    """
    if not in_force(ctx):
        return
    from empact.analysis import claim_log  # most validations have no reports

    stays = {(filed.id, number) for filed, number in claim_log(ctx).left_behind}
    for filed, at, action in actions(ctx):
        is_left = action.is_empty and (filed.id, action.action) in stays
        if ctx.portfolio.find_action(plan, action.action) is None and not is_left:
            close = did_you_mean(action.action, [known.number for known in plan.actions])
            said = f"is about action {action.action}, which {plan.id} does not have."
            meant = f"Did you mean {close}?" if close else ""
            yield wrong(filed, said, at / "action", "with the right number", first=meant)
    for filed, at, action, figure in figures(ctx):
        known = ctx.portfolio.find_action(plan, action.action)
        if figure.kpi is None or known is None or ctx.kpis.find(action.action, figure.kpi) is not None:
            continue
        said = f"has a figure for KPI {figure.kpi} of action {action.action}, {_kpis_of(ctx, known, figure.kpi)}."
        yield wrong(filed, said, at / "kpi", "with the right KPI, or with 'measure' if it is not a KPI of the plan")
    for filed in in_force(ctx):
        for index, settlement in enumerate(filed.content.settles):
            known, at = ctx.portfolio.find_action(plan, settlement.action), Pointer() / "settles" / index
            if known is None:
                said = f"settles what is reported about action {settlement.action}, which {plan.id} does not have."
                yield wrong(filed, said, at / "action", "with the right number")
            elif settlement.kpi is not None and ctx.kpis.find(settlement.action, settlement.kpi) is None:
                has = _kpis_of(ctx, known, settlement.kpi)
                said = f"settles what is reported about KPI {settlement.kpi} of action {settlement.action}, {has}."
                yield wrong(filed, said, at / "kpi", "with the right KPI")


def _kpis_of(ctx: RuleContext, action: Action, number: KpiNumber) -> str:
    """Format which KPIs an action has, for a number that is not one of them."""
    whole = ctx.kpis.find(action.number, number.ordinal)
    if whole is None:
        count = len(action.kpis)
        return f"which has { ({0: 'no KPI', 1: 'one KPI'}.get(count, f'{count} KPIs')) }"
    parts = listed([str(part.key.number) for part in whole.parts])
    return f"whose parts are {parts}" if parts else "which has no parts"


def checkpoint_unknown(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A report, or a settlement in it, is for a checkpoint that the plan does not have or that has no day.

    The results of a plan are reported at its checkpoints (plan section 5.4). A report for another checkpoint belongs to
    no round, and is missing in the intended round. A checkpoint without a known day has no round, so reports for it are
    not counted. If the plan has no checkpoints, nothing is reported.
    """
    if not plan.checkpoints or not in_force(ctx):
        return
    from empact.analysis import plan_checkpoints  # most validations have no reports

    points = tuple(plan_checkpoints(plan))
    right = f"for one of {listed([repr(label) for label in dict.fromkeys(point.label for point in points)])}"
    for filed in in_force(ctx):
        meant = [point for point in points if point.is_named(filed.content.checkpoint)]
        if not meant:
            said = f"is for the checkpoint {filed.content.checkpoint!r}, which {plan.id} does not have."
            yield wrong(filed, said, Pointer() / "checkpoint", right)
        elif all(point.on is None for point in meant):
            said = f"is for {filed.content.checkpoint!r}, which has no day in {plan.id}, so the report is not counted."
            yield wrong(filed, said, Pointer() / "checkpoint", "for a checkpoint that has a day")
        for index, settlement in enumerate(filed.content.settles):
            name = settlement.checkpoint
            if name is not None and not any(point.is_named(name) for point in points):
                said = f"settles what is reported for {name!r}, which {plan.id} does not have."
                yield wrong(filed, said, Pointer() / "settles" / index / "checkpoint", right)


def before_the_checkpoint(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A report is older than the days that its checkpoint is about.

    Reports for a checkpoint are about the time since the previous one. A report dated May cannot contain the results of
    the second half of the year: either its day is wrong, or it is for an earlier checkpoint. Checkpoints without a
    date, and names that occur again in another year, are not compared.
    """
    if not in_force(ctx):
        return
    from empact.analysis import plan_checkpoints, plan_rounds  # most validations have no reports

    points = tuple(plan_checkpoints(plan))
    first = None if plan.period is None else plan.period.start
    starts = {point.label: first if point.number == 0 else point.days.start for point in plan_rounds(plan)}
    for filed in in_force(ctx):
        named_so = [point.label for point in points if point.is_named(filed.content.checkpoint)]
        start = starts.get(named_so[0]) if len(named_so) == 1 else None
        if start is not None and filed.content.on < start:
            said = f"is for {filed.content.checkpoint!r}, which is about the days from {format_date(start)} on."
            yield wrong(filed, said, Pointer() / "checkpoint", "with the right checkpoint, or the right day")


def party_unknown(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A report names an unknown party, or is not by one party.

    Figures of a party that nobody knows cannot be compared with those of others. Names that the plan itself uses are
    accepted. A report is by one party: with several, it is unclear whose contribution a figure is.
    """
    written = {assignment.name for assignment in ctx.planned_assignments} if in_force(ctx) else set[str]()
    for filed in in_force(ctx):
        content = filed.content
        if len(content.by.items) != 1:
            said = f"names {len(content.by.items)} reporting parties instead of one."
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

    The results of an operation count once in a sum over actions, for which the operation must exist. A report that
    supersedes a missing report supersedes nothing, and a settlement of the Driver needs the reports that differ.
    """
    if ctx.whole_reports is None:
        return
    known = {
        "report": {filed.id for filed in (*ctx.whole_reports, *ctx.whole_reports.redactions)},
        "ledger entry": {entry.id for entry in ctx.whole_ledger},
        "operation": {operation.id for operation in ctx.operations},
    }
    for filed in in_force(ctx):
        for at, verb, noun, id in _references(filed):
            lost = noun == "ledger entry" and ctx.whole_ledger.is_lost(id)
            if id not in known[noun] and not lost:
                restore = f"Restore the file from a copy. If the id is wrong: {AGAIN.lower()}."
                add = "Add a file for the operation to the folder 'operations'."
                yield Finding(
                    f"{subject(filed)} {verb} the {noun} {id!r}, which is not there.",
                    at,
                    hint=add if noun == "operation" else restore,
                    file=filed,
                )


def _references(filed: FiledReport) -> Iterator[tuple[Pointer, str, str, str]]:
    """Yield what a report names: the pointer, a verb, the kind of the thing, and its id."""
    content = filed.content
    for index, id in enumerate(content.supersedes):
        yield Pointer() / "supersedes" / index, "supersedes", "report", id
    for index, settlement in enumerate(content.settles):
        for place, id in enumerate(settlement.cites):
            yield Pointer() / "settles" / index / "cites" / place, "cites", "report", id
    for index, id in enumerate(content.accounts):
        yield Pointer() / "accounts" / index, "cites", "ledger entry", id
    for index, action in enumerate(content.actions):
        for place, figure in enumerate(action.figures):
            for id in figure.operations:
                at = Pointer() / "actions" / index / "figures" / place / "operations" / id
                yield at, "names", "operation", id


def leaders_differ(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """Leaders report different statuses of one action for the same checkpoint, and the Driver has not settled it.

    An action has one status. The leaders agree on it, or the Driver settles it: in its report, with the status and the
    reports that differ under `settles`. Words with the same meaning do not differ.
    """
    for about, difference in differences(ctx, "status"):
        if any(claim.thing.value == "day" for claim in difference.claims):
            continue  # it is about a milestone
        last = difference.claims[-1]
        number = about.partition(" ")[2]
        words = [f"{claim.by} {claim.words!r}" for claim in difference.claims]
        yield Finding(
            f"The leaders of action {number} report different statuses for {str(last.round)!r}: {listed(words)}.",
            last.at,
            hint="The Driver settles it with a report that has the status under 'settles', and cites these reports.",
            file=last.filed,
        )


def cancelled_without_agreement(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """An action is reported as cancelled without a reason, or without who agreed.

    COSI has validated the plan with this action, so the action must not disappear silently: the report should say why
    it is cancelled, and who agreed.
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

    Without it, nobody can follow the action, and a delay is hidden. An action of the same plan does not count as a
    later one.
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
    """In a report, an end is before its start, or something was done after the day of the report.

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
    """A reported result was reached outside the period of the plan.

    A milestone or an end after the plan shows how late it is (slippage), which the status alone hides. Figures whose
    days are before or after the plan are shown separately and not counted. A start before the first day of the plan is
    reported too.
    """
    if plan.period is None:
        return
    found: set[tuple[str, Pointer]] = set()
    for kpi, claim in apart(ctx, "before the plan", "after the plan"):
        found.add((claim.report, claim.at / "period"))
        yield Finding(
            f"{subject(claim.filed)} has {claim.said} for {called(kpi)}, which is not counted: {claim.why}.",
            claim.at,
            hint="If the days are right, there is nothing to do: the progress of the plan shows it beside the others.",
            file=claim.filed,
        )
    for filed, at, what, day in _days(ctx):
        if day > plan.period.end:
            where = f"after the last day of the plan ({format_date(plan.period.end)})"
        elif day < plan.period.start:
            where = f"before the first day of the plan ({format_date(plan.period.start)})"
        else:
            continue
        if (filed.id, at) in found:
            continue
        yield Finding(
            f"{subject(filed)} says that {what} on {format_date(day)}, {where}.",
            at,
            hint="If the date is right, there is nothing to do: the progress of the plan shows it.",
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


def part_unconfirmed(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A party reports a share in an action that names it only through an open group, or under a condition.

    "Relevant MS" leaves open which states take part, and "QP (tbc)" whether QP does. A party that reports has joined,
    so the share counts. Its confirmation in the ledger, or the next revision of the plan, makes the part certain.
    """
    for filed, claim, number in _standing_as(ctx, "joined"):
        yield Finding(
            f"{claim.by} reports a share in action {number}, but its part is not confirmed.",
            claim.at,
            hint=f"If {claim.by} takes part, add its confirmation to the ledger, or name it in the next revision.",
            file=filed,
        )


def declined_reports(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A party reports a share in an action after it declined to take part.

    The ledger has its answer. A party that reports has joined, so the share counts; but either the answer no longer
    holds, or the report is about another action. Not reported: a party that writes "nothing to report".
    """
    for filed, claim, number in _standing_as(ctx, "declined"):
        yield Finding(
            f"{claim.by} reports a share in action {number}, but declined to take part in it.",
            claim.at,
            hint=f"Ask {claim.by}, and add its confirmation to the ledger if it takes part.",
            file=filed,
        )


def leader_open(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A party states the status or a total of an action, but the plan leaves open who leads the action.

    The leader cell names nobody, a group, or an unknown party. Nobody is then expected to report as leader, and a party
    that states a total counts as the leader, unless it is a participant.
    """
    from empact.analysis import Determinacy, PartyRole  # most validations have no reports

    for action in ctx.progress() if in_force(ctx) else ():
        leading = ctx.planned_assignments.of_action(action.position, PartyRole.LEADER, PartyRole.CO_LEADER)
        unknown = [item for item in leading if item.determinacy in {Determinacy.OPEN, Determinacy.UNKNOWN}]
        if leading and not unknown:
            continue
        certain = {party.code for item in leading for party in item.parties}
        claims = list(action.reported_status.claims)
        for kpi in (*action.kpis, *action.measures):
            claims += [claim for claim in kpi.claims if claim.thing.value != "share"]
        own = [claim for claim in claims if claim.standing.value == "leader" and claim.by not in certain]
        names = listed([repr(item.name) for item in unknown]) if unknown else "it names nobody"
        for claim in {claim.report: claim for claim in reversed(own)}.values():
            yield Finding(
                f"{claim.by} reports as the leader of action {action.action.number}, but the plan leaves open who "
                f"leads it ({names}).",
                claim.at,
                hint="Name the leader in the next revision of the plan, by a name that the register has.",
                file=claim.filed,
            )


def _is_nothing(claim: Claim) -> bool:
    """Whether a claim is that a party has nothing to report."""
    return claim.figure is not None and claim.figure.nothing


def _standing_as(ctx: RuleContext, standing: str) -> Iterator[tuple[FiledReport, Claim, str]]:
    """Yield the first share that each report has in an action, by a party with a standing, and the action's number.

    That it has nothing to report is no share.
    """
    for action in ctx.progress() if in_force(ctx) else ():
        claims = [
            claim
            for kpi in (*action.kpis, *action.measures)
            for claim in kpi.claims
            if claim.thing.value == "share" and claim.standing.value == standing and not _is_nothing(claim)
        ]
        for claim in {claim.report: claim for claim in reversed(claims)}.values():
            yield claim.filed, claim, action.action.number


RULES = (
    Rule(
        code="OAP850", name="report-action-unknown", about=("reports",), severity=Severity.ERROR, check=action_unknown
    ),
    Rule(
        code="OAP851",
        name="report-checkpoint-unknown",
        about=("reports",),
        severity=Severity.ERROR,
        check=checkpoint_unknown,
    ),
    Rule(
        code="OAP852", name="report-party-unknown", about=("reports",), severity=Severity.WARNING, check=party_unknown
    ),
    Rule(
        code="OAP853",
        name="report-reference-unknown",
        about=("reports",),
        severity=Severity.ERROR,
        check=reference_unknown,
    ),
    Rule(code="OAP856", name="leaders-differ", about=("reports",), severity=Severity.WARNING, check=leaders_differ),
    Rule(
        code="OAP858",
        name="cancelled-without-agreement",
        about=("reports",),
        severity=Severity.WARNING,
        check=cancelled_without_agreement,
    ),
    Rule(
        code="OAP859",
        name="carried-over-without-action",
        about=("reports",),
        severity=Severity.WARNING,
        check=carried_over_without_action,
    ),
    Rule(
        code="OAP860",
        name="reported-dates-impossible",
        about=("reports",),
        severity=Severity.ERROR,
        check=dates_impossible,
    ),
    Rule(code="OAP861", name="result-outside-plan", about=("reports",), severity=Severity.INFO, check=after_the_plan),
    Rule(code="OAP844", name="leader-open", about=("reports",), severity=Severity.WARNING, check=leader_open),
    Rule(
        code="OAP876",
        name="report-before-checkpoint",
        about=("reports",),
        severity=Severity.WARNING,
        check=before_the_checkpoint,
    ),
    Rule(code="OAP899", name="part-unconfirmed", about=("reports",), severity=Severity.INFO, check=part_unconfirmed),
    Rule(
        code="OAP896",
        name="declined-and-reported",
        about=("reports",),
        severity=Severity.WARNING,
        check=declined_reports,
    ),
)
