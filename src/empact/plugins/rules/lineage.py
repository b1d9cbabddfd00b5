"""What a plan takes over from the plan before it, and whether it says so."""

from __future__ import annotations

from collections.abc import Iterator

from empact import Plan
from empact.hooks import Finding, Match, Rule, RuleContext, Severity
from empact.plugins.rules.phrasing import listed


def _told(tie: Match, earlier: Plan) -> str:
    subject = f"{earlier.id}:{tie.earlier.number}"
    if tie.similarity is None or tie.similarity.score == 1:
        return f"{subject} in every word"
    return f"{subject} in {tie.similarity.shared} of {tie.similarity.every} different words"


def carried_over_unmarked(plan: Plan, ctx: RuleContext) -> Iterator[Finding]:
    """An action is clearly an action of the previous plan, but does not say that it continues it.

    It is normal to continue an action in the next plan: in the middle of 2016, 56 of 260 active actions came from the
    year before. But it has to be visible. Auditors complain of "slippage hidden by carry-over": an action that was not
    completed returns as a new one, and nobody asks for its results. Say in `continues` which action continues, under
    any number: `continues: [C-2012:6.3]`.

    Two activities are clearly the same if at least four of five different words of both are the same. Other cells do
    not count. The previous plan is the last plan of the same priority that ends before this one begins. In a new policy
    cycle, it is a plan of the priorities that this one follows. It has to be checked together with this plan. If an
    action says what it continues, nothing is reported.
    """
    found: dict[str, list[tuple[Match, Plan]]] = {}
    for lineage in ctx.portfolio.lineage(plan):
        for tie in lineage.matches:
            if tie.plain and not tie.stated:
                found.setdefault(tie.at, []).append((tie, lineage.earlier))
    for ties in found.values():
        tie = ties[0][0]
        subjects = [f"{earlier.id}:{one.earlier.number}" for one, earlier in ties]
        yield Finding(
            f"The activity of action {tie.later.number} is that of {listed([_told(*one) for one in ties])}, yet the "
            f"action does not say that it continues {'it' if len(ties) == 1 else 'them'}.",
            tie.at / "activity",
            hint=f"Add continues: [{', '.join(subjects)}], or word it as what it is where it is something new.",
        )


RULES = (Rule(code="OAP709", name="carried-over-unmarked", severity=Severity.WARNING, check=carried_over_unmarked),)
