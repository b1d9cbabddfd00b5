"""Rules about differences between reports: the analysis of progress finds them, and these rules report them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import attrs

from empact import Plan, Portfolio
from empact.analysis import PortfolioContext
from empact.diagnostics import Severity
from empact.hooks import Finding, Related, Rule, RuleContext
from empact.plugins.rules.phrasing import format_date, listed
from empact.plugins.rules.reported import STATUS_COUNTS, amount, differences, in_force, subject

if TYPE_CHECKING:
    from empact.analysis import Claim, Difference, PossibleDuplicate


def _claims(difference: Difference) -> str:
    """Format what the reports say: "QP: 5 of its own, on 30 June 2031; QO: 3 by QP, on 11 July 2031"."""
    said = (f"{_by(claim)}: {claim.said}, on {format_date(claim.on)}" for claim in difference.claims)
    return "; ".join(dict.fromkeys(said))


def _start(what: str) -> str:
    """Return a sentence for the middle of another one."""
    return what[0].lower() + what[1:]


def _by(claim: Claim) -> str:
    return claim.by if claim.part is None else f"{claim.by} ({claim.part})"


def sources_differ(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """Two reports say different things about one result, and nobody has settled it.

    Both are kept, so the value is a range. Two leaders can report different totals or days, a leader another share of a
    party than the party itself, or one party two values. If leaders differ, the Driver settles it with a report that
    has the value under `settles` and cites their reports. Otherwise the party that is wrong supersedes its report.
    """
    hints = {
        "totals": "Ask both: the one that is wrong supersedes its report. The Driver can settle it under 'settles', "
        "with a report that cites theirs.",
        "two values": "Supersede the report that is wrong.",
        "attributed": "Ask both: the wrong one supersedes its report. Only the share of the party itself counts.",
    }
    hints["days"] = hints["totals"]
    merged = _merged(ctx)
    for about, difference in differences(ctx, *hints):
        if difference.kind.value == "two values" and merged.issuperset(difference.reports):
            continue  # a mapping puts both together, which is reported as such
        last = difference.claims[-1]
        yield Finding(
            f"{about}: {_start(difference.what)} ({_claims(difference)}).",
            last.at,
            hint=hints[difference.kind.value],
            file=last.filed,
        )


def _merged(ctx: RuleContext) -> set[str]:
    """Return the ids of the reports that do not fit only because a mapping merges actions."""
    if ctx.revision_paths is None:
        return set()
    from empact.analysis import every_refused  # most plans have no mapping

    return {found.filed.id for found in every_refused(ctx) if len(found.written_as) > 1}


def result_taken_back(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A result that was reported is taken back later.

    A milestone that was reached is later reported as not reached, or its action as not completed. Or a cumulative
    figure falls in a way that is not refused when the report is added, such as the sum of the parts of a party. Either
    one of the reports is wrong, or something was corrected; in that case, the report should say why.
    """
    if not in_force(ctx):
        return
    from empact.analysis import REFUSALS, refused  # most validations have no reports

    at_the_door = next(refusal for refusal in REFUSALS if refusal.key == "lower-without-reason")
    lower = {wrong.filed.id for wrong in refused(ctx, at_the_door)}
    for about, difference in differences(ctx, "fall", "status"):
        last = difference.claims[-1]
        milestone = any(claim.thing.value == "day" for claim in difference.claims)
        if not milestone and (difference.kind.value == "status" or lower & {*difference.reports}):
            continue  # leaders that differ, or what is refused when the report is added
        yield Finding(
            f"{about}: {_start(difference.what)} ({_claims(difference)}).",
            last.at,
            hint="Supersede the report that is wrong.",
            file=last.filed,
        )


def contributions_differ(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The total of an action, and the shares that the parties report, cannot both be right.

    The shares are parts of the total, so their sum cannot be above the total. It can be below the total if a party has
    not reported, which is not a finding, but not if all parties have reported. Total and shares are compared, and never
    added.
    """
    for about, difference in differences(ctx, "above the total", "below the total"):
        first = difference.claims[0]
        parties = listed(list(dict.fromkeys(claim.by for claim in difference.claims)))
        yield Finding(
            f"{about}: for {str(first.round)!r}, {_start(difference.what)}.",
            first.at,
            hint=f"Ask {parties} what they count: a result may be counted twice, or be missing in the total.",
            file=first.filed,
        )


def settlement_outdated(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The Driver settles a difference but does not cite exactly the reports that state it now, or settles it twice.

    A settlement counts as long as it cites exactly the reports in force that state the difference. If a leader reports
    again, the Driver has to settle it again. Until then, the reports of the leaders count.
    """
    for about, difference in differences(ctx, "settlement"):
        if difference.outdated is not None:
            yield Finding(
                f"{about}: {_start(difference.what)}.",
                difference.outdated.at,
                hint="The Driver supersedes its report by one that cites the reports that state it now.",
                file=difference.outdated.filed,
            )


def stated_total_differs(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A report states a total that the reports do not add up to.

    The Driver's report often states how many actions are completed, or how many arrests there were in all actions. Such
    a total is kept as stated. It is compared with what the reports of the leaders and participants add up to, but never
    replaces it. If they add up to a range, a total within the range agrees.
    """
    for total in ctx.stated_totals if in_force(ctx) else ():
        if total.agrees is False and str(total.at) not in STATUS_COUNTS:
            yield Finding(
                f"{subject(total.filed)} states {amount(total.stated)} for {total.what!r}, but {total.beside}.",
                total.at,
                hint="'empact progress' shows which reports count. Ask for the missing reports, or correct the total.",
                file=total.filed,
            )


def precondition_not_met(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The reports say that fewer parties take part than the action needs.

    The plan says how many parties an action needs ("at least 2 third countries"). A party takes part if it contributed
    something. It does not take part if it contributed zero, or if a breakdown of all parties leaves it out. If nothing
    is reported about a party, it may still take part, so silence is never a finding.
    """
    for action in ctx.progress() if in_force(ctx) else ():
        for precondition in action.preconditions:
            if precondition.state.value != "not met" or not precondition.claims:
                continue
            last = precondition.claims[-1]
            parties = [*precondition.taking_part, *precondition.absent, *precondition.unknown]
            part = f"only {listed(list(precondition.taking_part))}" if precondition.taking_part else "none of them"
            verb = "take" if len(precondition.taking_part) > 1 else "takes"
            yield Finding(
                f"Action {action.action.number} needs {precondition.needed} out of {listed(parties)}, but {part} "
                f"{verb} part.",
                last.at,
                hint="Ask the leader which others can take part, or how the action continues without them.",
                related=(Related(precondition.at, "the number of parties that it needs"),),
                file=last.filed,
            )


def possible_duplicate(ctx: PortfolioContext) -> Iterator[Finding]:
    """Figures of several actions, or ratios of two parties, may count one result twice.

    The figures count the same thing on overlapping days, and the actions have a party or a link in common. The actions
    can belong to several plans that are checked together. Nothing is merged: the sum is a range. If the reports say how
    much of each figure belongs to one operation, that amount counts once. Two parties that report the same numerator
    and denominator may both be reporting the ratio of the action.
    """
    reported = [plan for plan in ctx.portfolio if plan.id in ctx.reports]
    duplicates = _duplicates(ctx, reported) if reported else ()
    for plan in reported:
        reports = ctx.of(plan)
        if in_force(reports):
            yield from (_duplicate(plan, duplicate) for duplicate in duplicates if _is_about(duplicate, plan))
            for about, difference in differences(reports, "equal pairs"):
                last = difference.claims[-1]
                yield Finding(
                    f"{about}: {_start(difference.what)} ({_claims(difference)}).",
                    last.at,
                    hint="If it is one result, the party that did not count it supersedes its report.",
                    file=last.filed,
                    plan=plan,
                )


def _duplicates(ctx: PortfolioContext, reported: Sequence[Plan]) -> tuple[PossibleDuplicate, ...]:
    """Return the figures that may count one result twice, also those about two of the plans."""
    together = ctx.of(reported[0]) if len(reported) == 1 else attrs.evolve(ctx, portfolio=Portfolio(tuple(reported)))
    return together.progress().possible_duplicates


def _is_about(duplicate: PossibleDuplicate, plan: Plan) -> bool:
    return any(action.partition(":")[0] == plan.id for action in duplicate.actions)


def _duplicate(plan: Plan, duplicate: PossibleDuplicate) -> Finding:
    """Return the finding about figures for one of the plans that they are about."""
    mine = [claim for action, claim in duplicate.by_action if action.partition(":")[0] == plan.id]
    bare = [claim for claim in mine if not claim.operations]
    last = max(bare or mine, key=lambda claim: (claim.round.number, claim.on, claim.report))
    known = sorted({id for claim in duplicate.claims for id in claim.operations})
    operation = f" ({', '.join(known)})" if known else ""
    own = len(mine) == len(duplicate.claims)
    where = [number.partition(":")[2] if own else number for number in duplicate.actions]
    return Finding(
        f"{'Actions' if len(where) > 1 else 'Action'} {listed(where)} may count one result twice: "
        f"{duplicate.measure!r} is {duplicate.value}.",
        last.at,
        hint=f"If so, say in 'operations' how much of each belongs to one operation{operation}: supersede the "
        "report with one that has it.",
        file=last.filed,
        plan=plan,
    )


def operation_total_differs(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The total in the file of an operation, and the shares of it that parties report, cannot both be right.

    The coordinator counts the results of the whole operation; each party says how much of its figures belongs to it.
    The shares cannot be above the total, and not below it once each expected party has answered. The two are compared,
    but the total itself is not counted.
    """
    if not in_force(ctx) or not any(operation.totals for operation in ctx.operations):
        return
    from empact.analysis import compare_operations  # most validations have no operations

    for compared in compare_operations(ctx, ctx.progress()):
        if compared.differs:
            shares = ", ".join(f"{party} {part}" for party, part in compared.by_party.items())
            yield Finding(
                f"The operation {compared.operation.id} has {amount(compared.stated)} for {compared.measure!r}, but "
                f"the shares of the parties add up to {compared.shares} ({shares}).",
                compared.at,
                hint="Ask the coordinator and the parties what they count.",
                file=compared.operation,
            )


RULES = (
    Rule(code="OAP870", name="sources-differ", about=("reports",), severity=Severity.WARNING, check=sources_differ),
    Rule(
        code="OAP871", name="result-taken-back", about=("reports",), severity=Severity.WARNING, check=result_taken_back
    ),
    Rule(
        code="OAP872",
        name="contributions-differ",
        about=("reports",),
        severity=Severity.WARNING,
        check=contributions_differ,
    ),
    Rule(
        code="OAP897",
        name="settlement-outdated",
        about=("reports",),
        severity=Severity.WARNING,
        check=settlement_outdated,
    ),
    Rule(
        code="OAP873",
        name="stated-total-differs",
        about=("reports",),
        severity=Severity.WARNING,
        check=stated_total_differs,
    ),
    Rule(
        code="OAP898",
        name="operation-total-differs",
        about=("reports",),
        severity=Severity.WARNING,
        check=operation_total_differs,
    ),
    Rule(
        code="OAP874",
        name="precondition-not-met",
        about=("reports",),
        severity=Severity.WARNING,
        check=precondition_not_met,
    ),
    Rule(
        code="OAP875",
        name="possible-duplicate",
        about=("reports",),
        severity=Severity.INFO,
        check=possible_duplicate,
        scope="portfolio",
    ),
)
