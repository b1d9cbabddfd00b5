"""Rules about what the comparison of the reports finds: the analysis of the progress judges, and they report it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from empact import Plan
from empact.diagnostics import Severity
from empact.hooks import Finding, Related, Rule, RuleContext
from empact.plugins.rules.phrasing import format_date, listed
from empact.plugins.rules.reported import STATUS_COUNTS, amount, called, in_force, subject

if TYPE_CHECKING:
    from empact.analysis import Disagreement


def _open(ctx: RuleContext, *kinds: str) -> Iterator[tuple[str, Disagreement]]:
    """Yield what does not agree, and nobody has settled and nothing explains, with what it is about."""
    for action in ctx.progress() if in_force(ctx) else ():
        disagreements = [(f"Action {action.action.number}", disagreement) for disagreement in action.disagreements]
        disagreements += [
            (called(kpi), disagreement)
            for kpi in (*action.kpis, *action.measures)
            for disagreement in kpi.disagreements
        ]
        yield from (
            (about, disagreement)
            for about, disagreement in disagreements
            if disagreement.open and disagreement.kind.value in kinds
        )


def _claims(disagreement: Disagreement) -> str:
    """Format what the reports say: "QP: 5 of its own, on 30 June 2031; QO: 3 for QP, on 11 July 2031"."""
    said = (f"{claim.by}: {claim.said}, on {format_date(claim.report.content.on)}" for claim in disagreement.claims)
    return "; ".join(dict.fromkeys(said))


def sources_differ(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """Two reports say different things about one result, and nobody has settled it.

    Both are kept, so a total is a range. Two leaders can report different totals of an action, a participant something
    else than the leader reports for it, or one party two totals. A report of the Driver that has the total and cites
    the reports settles what leaders report differently. Without it, the party that is wrong supersedes its report.
    """
    for about, disagreement in _open(ctx, "sources", "dates"):
        last = disagreement.claims[-1]
        alone = len({claim.by for claim in disagreement.claims}) == 1
        yield Finding(
            f"{about}: {disagreement.what} ({_claims(disagreement)}).",
            last.at,
            hint="Supersede the report that is wrong."
            if alone
            else "Ask both: the one that is wrong supersedes its report. The Driver can settle what leaders differ on, "
            "with a report that cites theirs.",
            file=last.report,
        )


def cumulative_falls(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A cumulative figure is lower than at an earlier checkpoint, or a milestone that was reached is denied later.

    A cumulative figure counts all results since the start of the action, so it cannot fall. Either one of the two
    figures is wrong, or the reporter counts only the last half-year: then the figures are incremental, and the KPI
    register says so. A level that can go up and down is "latest".
    """
    for about, disagreement in _open(ctx, "fall"):
        last = disagreement.claims[-1]
        yield Finding(
            f"{about}: {disagreement.what} ({_claims(disagreement)}).",
            last.at,
            hint="Supersede the report that is wrong, or correct in the KPI register how the figures add up.",
            file=last.report,
        )


def contributions_differ(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """The total of an action, and what the parties report as their own contributions, cannot both be true.

    The contributions are parts of the total, so they are together not more than it. They are less if a party has not
    reported, which is no finding; but not if all of them have. The two are compared, and never added.
    """
    for about, disagreement in _open(ctx, "contributions"):
        first = disagreement.claims[0]
        parties = listed(list(dict.fromkeys(claim.by for claim in disagreement.claims)))
        yield Finding(
            f"{about}: for {first.report.content.checkpoint!r}, {disagreement.what}.",
            first.at,
            hint=f"Ask {parties} what they count: a result may be counted twice, or be missing in the total.",
            file=first.report,
        )


def stated_total_differs(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """A report states a total that the reports do not add up to.

    The Driver's report often states how many actions are completed, or how many arrests there were in all actions. Such
    a total stays as it was stated. It is compared with what the reports of the leaders and participants add up to, and
    never used instead. If that is a range, a total within it agrees.
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
    something. It does not if it contributed zero, or if a breakdown of all parties leaves it out. A party about which
    nothing is reported may take part, so silence is never a finding.
    """
    for action in ctx.progress() if in_force(ctx) else ():
        for precondition in action.preconditions:
            if precondition.state.value != "not met" or not precondition.figures:
                continue
            last = precondition.figures[-1]
            parties = [*precondition.taking_part, *precondition.absent, *precondition.unknown]
            part = f"only {listed(list(precondition.taking_part))}" if precondition.taking_part else "none of them"
            verb = "take" if len(precondition.taking_part) > 1 else "takes"
            yield Finding(
                f"Action {action.action.number} needs {precondition.needed} out of {listed(parties)}, but {part} "
                f"{verb} part.",
                last.at,
                hint="Ask the leader which others can take part, or how the action goes on without them.",
                related=(Related(precondition.at, "the number of parties that it needs"),),
                file=last.report,
            )


def possible_duplicate(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """Figures of several actions may count one result twice.

    They count the same thing, on days that overlap, and the actions have a party or a link in common. They can be of
    several plans that are checked together. Nothing is merged: what they add up to is a range. If the figures name the
    operation in which the results were achieved, its results count once.
    """
    for duplicate in ctx.possible_duplicates if in_force(ctx) else ():
        mine = [figure for figure in duplicate.figures if figure.plan == plan.id]
        bare = [figure for figure in mine if figure.figure.operation is None]
        last = max(bare or mine, key=lambda figure: figure.order)
        known = sorted({figure.figure.operation for figure in duplicate.figures if figure.figure.operation is not None})
        operation = f" ({', '.join(known)})" if known else ""
        own = len(mine) == len(duplicate.figures)
        where = [number.partition(":")[2] if own else number for number in duplicate.actions]
        yield Finding(
            f"{'Actions' if len(where) > 1 else 'Action'} {listed(where)} may count one result twice: "
            f"{duplicate.measure!r} is {duplicate.value}.",
            last.at,
            hint=f"If so, name the operation{operation} in 'operation': supersede the report with one that has it.",
            file=last.report,
        )


RULES = (
    Rule(code="OAP870", name="sources-differ", severity=Severity.WARNING, check=sources_differ),
    Rule(code="OAP871", name="cumulative-falls", severity=Severity.ERROR, check=cumulative_falls),
    Rule(code="OAP872", name="contributions-differ", severity=Severity.WARNING, check=contributions_differ),
    Rule(code="OAP873", name="stated-total-differs", severity=Severity.WARNING, check=stated_total_differs),
    Rule(code="OAP874", name="precondition-not-met", severity=Severity.WARNING, check=precondition_not_met),
    Rule(code="OAP875", name="possible-duplicate", severity=Severity.INFO, check=possible_duplicate),
)
